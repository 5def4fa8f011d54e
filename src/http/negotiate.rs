//! Negotiation: what a browser asks for, read byte by byte and without allocation.
//!
//! Nothing here can fail: what is not understood counts as not said.

use http::header;
use http::{HeaderMap, HeaderValue};

use crate::language::Language;
use crate::site::Encoding;

/// A weight between nothing and one, in thousandths (RFC 9110, 12.4.2).
type Weight = u16;

const FULL: Weight = 1000;

/// The best coding that the browser takes (RFC 9110, 12.5.3). Of equals, the smaller result.
pub fn encoding(accept_encoding: &[u8]) -> Encoding {
    // What nearly every browser sends over https need not be taken apart.
    if accept_encoding == b"gzip, deflate, br, zstd" {
        return Encoding::Brotli;
    }
    let [mut brotli, mut gzip, mut identity, mut other] = [None; 4];
    for (name, weight) in preferences(accept_encoding) {
        let known = match name.len() {
            1 if name == b"*" => &mut other,
            2 if name.eq_ignore_ascii_case(b"br") => &mut brotli,
            4 if name.eq_ignore_ascii_case(b"gzip") => &mut gzip,
            6 if name.eq_ignore_ascii_case(b"x-gzip") => &mut gzip,
            8 if name.eq_ignore_ascii_case(b"identity") => &mut identity,
            _ => continue,
        };
        *known = known.or(Some(weight));
    }
    let other = other.unwrap_or(0);
    let (brotli, gzip) = (brotli.unwrap_or(other), gzip.unwrap_or(other));
    // Unless it is refused, identity is taken, but only for want of something better.
    let identity = identity.unwrap_or(0);
    if brotli > 0 && brotli >= gzip && brotli >= identity {
        Encoding::Brotli
    } else if gzip > 0 && gzip >= identity {
        Encoding::Gzip
    } else {
        Encoding::Identity
    }
}

/// The language that the reader prefers (RFC 9110, 12.5.4, matched as RFC 4647, 3.4). Of equals,
/// the one named first; the default when nothing fits.
pub fn language(headers: &HeaderMap) -> Language {
    let mut named: [Option<(Weight, usize)>; Language::COUNT] = [None; Language::COUNT];
    let mut other = None;
    let values = headers.get_all(header::ACCEPT_LANGUAGE).into_iter().map(HeaderValue::as_bytes);
    for (position, (range, weight)) in values.flat_map(preferences).enumerate() {
        let primary = range.split(|&byte| byte == b'-').next().unwrap_or_default();
        let language =
            Language::ALL.iter().position(|it| primary.eq_ignore_ascii_case(it.code().as_bytes()));
        match language {
            Some(language) => {
                let known = &mut named[language];
                if known.is_none_or(|(best, _)| weight > best) {
                    *known = Some((weight, position));
                }
            }
            None if range == b"*" => other = other.or(Some((weight, position))),
            None => {}
        }
    }
    let best = Language::ALL
        .into_iter()
        .zip(named)
        .filter_map(|(language, named)| named.or(other).map(|preference| (language, preference)))
        .filter(|(_, (weight, _))| *weight > 0)
        .min_by_key(|(_, (weight, position))| (std::cmp::Reverse(*weight), *position));
    best.map_or(Language::DEFAULT, |(language, _)| language)
}

/// Whether the browser has this entity already (RFC 9110, 13.1.2, compared weakly).
pub fn if_none_match(list: &[u8], etag: &[u8]) -> bool {
    let etag = opaque(etag);
    entity_tags(list).any(|tag| tag == b"*" || opaque(tag) == etag)
}

/// Whether this entity is the one that is meant (RFC 9110, 13.1.1, compared strongly).
pub fn if_match(list: &[u8], etag: &[u8]) -> bool {
    entity_tags(list).any(|tag| tag == b"*" || (tag == etag && !etag.starts_with(b"W/")))
}

fn opaque(etag: &[u8]) -> &[u8] {
    etag.strip_prefix(b"W/").unwrap_or(etag)
}

fn entity_tags(list: &[u8]) -> impl Iterator<Item = &[u8]> {
    list.split(|&byte| byte == b',').map(<[u8]>::trim_ascii)
}

/// What a header lists, each with its weight.
fn preferences(value: &[u8]) -> impl Iterator<Item = (&[u8], Weight)> {
    value.split(|&byte| byte == b',').filter_map(preference)
}

/// One item of a list, and its weight.
fn preference(item: &[u8]) -> Option<(&[u8], Weight)> {
    let Some(end) = item.iter().position(|&byte| byte == b';') else {
        // Nearly all that browsers send: a name alone.
        let name = item.trim_ascii();
        return (!name.is_empty()).then_some((name, FULL));
    };
    let name = item[..end].trim_ascii();
    let mut parts = item[end + 1..].split(|&byte| byte == b';').map(<[u8]>::trim_ascii);
    let weight = parts.find_map(|part| match part {
        [b'q' | b'Q', b'=', weight @ ..] => Some(read_weight(weight)),
        _ => None,
    });
    // A weight that cannot be read makes the item one that was not said.
    let weight = weight.unwrap_or(Some(FULL))?;
    (!name.is_empty()).then_some((name, weight))
}

/// `0.8`, `1`, `1.000`: one digit, and up to three after the point.
fn read_weight(text: &[u8]) -> Option<Weight> {
    let (whole, fraction) = match text {
        [whole] | [whole, b'.'] => (whole, &[][..]),
        [whole, b'.', fraction @ ..] if fraction.len() <= 3 => (whole, fraction),
        _ => return None,
    };
    let mut weight = match whole {
        b'0' => 0,
        b'1' => FULL,
        _ => return None,
    };
    for (digit, scale) in fraction.iter().zip([100, 10, 1]) {
        weight += Weight::from(digit.is_ascii_digit().then(|| digit - b'0')?) * scale;
    }
    (weight <= FULL).then_some(weight)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_coding_is_chosen() {
        use Encoding::{Brotli, Gzip, Identity};
        for (value, expected) in [
            ("", Identity),
            ("gzip, deflate, br, zstd", Brotli),
            ("GZIP", Gzip),
            ("br;q=0.5, gzip;q=0.8", Gzip),
            ("br;q=0, gzip;q=0, *", Identity),
            ("*", Brotli),
            ("*;q=0", Identity),
            ("br;q=0, *;q=0.3", Gzip),
            ("identity, br;q=0.4", Identity),
            ("br;q=2, gzip;q=0.1", Gzip),
            ("br;q=0.25, gzip;q=0.3", Gzip),
            ("br;q=0.009, gzip;q=0.01", Gzip),
            ("br;q=0.1234", Identity),
            ("br;q=, gzip", Gzip),
            (",,;q=1,", Identity),
            ("deflate", Identity),
        ] {
            assert_eq!(encoding(value.as_bytes()), expected, "{value}");
        }
    }

    #[test]
    fn the_preferred_language_is_chosen() {
        use Language::{En, Nl};
        for (value, expected) in [
            ("", Nl),
            ("en", En),
            ("en-GB,en;q=0.9", En),
            ("nl-BE", Nl),
            ("de, en;q=0.3", En),
            ("de", Nl),
            ("*", Nl),
            ("en;q=0.5, nl;q=0.6", Nl),
            ("en;q=0.7, nl;q=0.6", En),
            ("en, nl", En),
            ("nl;q=0, *", En),
            ("nl;q=0", Nl),
            ("en;q=0, *;q=0.1", Nl),
            ("EN", En),
            ("english", Nl),
            ("en;q=zero", Nl),
        ] {
            let line = (header::ACCEPT_LANGUAGE, HeaderValue::from_static(value));
            assert_eq!(language(&HeaderMap::from_iter([line])), expected, "{value}");
        }
    }

    #[test]
    fn an_entity_is_known_by_its_tag() {
        for (list, known, meant) in [
            ("\"a\"", true, true),
            ("W/\"a\"", true, false),
            ("\"b\", \"a\"", true, true),
            ("*", true, true),
            ("\"b\"", false, false),
            ("a", false, false),
            ("", false, false),
        ] {
            assert_eq!(if_none_match(list.as_bytes(), b"\"a\""), known, "{list}");
            assert_eq!(if_match(list.as_bytes(), b"\"a\""), meant, "{list}");
            // A weak tag is known as well, and never meant.
            assert_eq!(if_none_match(list.as_bytes(), b"W/\"a\""), known, "{list}");
            assert_eq!(if_match(list.as_bytes(), b"W/\"a\""), list == "*", "{list}");
        }
    }
}

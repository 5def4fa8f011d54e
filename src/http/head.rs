//! The head of a request, as far as answers depend on it.
//!
//! A browser sends some fifteen lines, of which five matter. They are found in one pass, since to
//! look each of them up costs more than to look at all.

use std::borrow::Cow;

use http::header::{self, HeaderName};
use http::{HeaderMap, Version};

use super::negotiate;
use crate::consent::{CONSENT_COOKIE, Decision, View, cookie_name};
use crate::site::{Encoding, Site};

/// The Global Privacy Control signal (W3C); only the value `1` is one.
const SEC_GPC: HeaderName = HeaderName::from_static("sec-gpc");

/// What a request says of its sender and of what they want.
#[derive(Debug, Default)]
pub struct Head<'a> {
    /// Empty unless there is exactly one.
    host: &'a [u8],
    hosts: usize,
    cookies: Lines<'a>,
    codings: Lines<'a>,
    known: Lines<'a>,
    has_privacy_signal: bool,
}

/// The value of a header; what stands on several lines is one list (RFC 9110, 5.3).
type Lines<'a> = Cow<'a, [u8]>;

impl<'a> Head<'a> {
    /// Reads a head.
    pub fn read(headers: &'a HeaderMap) -> Self {
        let mut head = Self::default();
        for (name, value) in headers {
            let value = value.as_bytes();
            if name == header::HOST {
                head.hosts += 1;
                head.host = value;
            } else if name == header::ACCEPT_ENCODING {
                add(&mut head.codings, value, b", ");
            } else if name == header::COOKIE {
                add(&mut head.cookies, value, b"; ");
            } else if name == header::IF_NONE_MATCH {
                add(&mut head.known, value, b", ");
            } else if name == SEC_GPC {
                head.has_privacy_signal |= value == b"1";
            }
        }
        head
    }

    /// Whether the request says whom it is for, as its version of HTTP asks: with exactly one
    /// host from HTTP/1.1 on (RFC 9112, 3.2).
    pub fn has_clear_host(&self, version: Version) -> bool {
        match self.hosts {
            0 => version < Version::HTTP_11,
            1 => self.host.iter().all(|&byte| HOST_BYTES[usize::from(byte)]),
            _ => false,
        }
    }

    /// The coding that the browser takes best.
    pub fn encoding(&self) -> Encoding {
        negotiate::encoding(&self.codings)
    }

    /// Whether the browser has the entity with this tag already.
    pub fn matches_if_none_match(&self, etag: &[u8]) -> bool {
        !self.known.is_empty() && negotiate::matches_if_none_match(&self.known, etag)
    }

    /// The visitor's decision. A cookie that is there twice was planted: it decides nothing.
    pub fn decision(&self, site: &Site) -> Decision {
        let name = consent_cookie(site.base_url().is_https()).as_bytes();
        let mut decided = None;
        for pair in pairs(&self.cookies) {
            if let Some(value) = value_of(name, pair) {
                decided = Some(if decided.is_none() { value } else { b"" });
            }
        }
        Decision::of(decided, self.has_privacy_signal, &site.content().declaration)
    }

    /// What the visitor sees of the consent layer; `confirm` is set on the answer to a choice.
    pub fn view(&self, site: &Site, confirm: bool) -> View {
        View::of(&self.decision(site), &site.content().declaration, confirm)
    }

    /// The cookies, names and values as they were sent.
    pub fn cookies(&self) -> impl Iterator<Item = (&[u8], &[u8])> + Clone {
        pairs(&self.cookies).filter_map(|pair| {
            let separator = pair.iter().position(|&byte| byte == b'=')?;
            let (name, value) = pair.split_at(separator);
            Some((name.trim_ascii(), value[1..].trim_ascii()))
        })
    }
}

/// Adds a line to those of the same name.
fn add<'a>(lines: &mut Lines<'a>, line: &'a [u8], separator: &[u8]) {
    if lines.is_empty() {
        *lines = Cow::Borrowed(line);
    } else {
        lines.to_mut().extend([separator, line].concat());
    }
}

/// Which bytes can stand in a host and port (RFC 3986, 3.2.2).
const HOST_BYTES: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        table[byte as usize] = byte.is_ascii_alphanumeric();
        byte += 1;
    }
    let others = b".-:[]_~%!$&'()*+,;=";
    let mut next = 0;
    while next < others.len() {
        table[others[next] as usize] = true;
        next += 1;
    }
    table
};

fn pairs(cookies: &[u8]) -> impl Iterator<Item = &[u8]> + Clone {
    cookies.split(|&byte| byte == b';')
}

/// The value in a pair, if it is of the cookie with this name.
fn value_of<'a>(name: &[u8], pair: &'a [u8]) -> Option<&'a [u8]> {
    let value = pair.trim_ascii_start().strip_prefix(name)?;
    value.trim_ascii_start().strip_prefix(b"=").map(<[u8]>::trim_ascii)
}

/// The consent cookie's name, without making it anew for every request.
fn consent_cookie(https: bool) -> &'static str {
    const PREFIXED: &str = "__Host-consent";
    debug_assert_eq!(cookie_name(CONSENT_COOKIE, true), PREFIXED);
    if https { PREFIXED } else { CONSENT_COOKIE }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn headers(lines: &[(HeaderName, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(name, HeaderValue::from_static(value));
        }
        headers
    }

    #[test]
    fn what_stands_on_several_lines_is_one_list() {
        let headers = headers(&[
            (header::COOKIE, "a=b"),
            (header::ACCEPT_ENCODING, "br;q=0.1"),
            (header::COOKIE, "c = d ;e"),
            (header::ACCEPT_ENCODING, "gzip"),
            (header::IF_NONE_MATCH, "\"x\""),
            (header::IF_NONE_MATCH, "\"y\", \"z\""),
        ]);
        let head = Head::read(&headers);
        let cookies: Vec<_> = head.cookies().collect();
        assert_eq!(cookies, [(&b"a"[..], &b"b"[..]), (b"c", b"d")]);
        assert_eq!(head.encoding(), Encoding::Gzip);
        assert!(
            head.matches_if_none_match(b"\"x\"")
                && head.matches_if_none_match(b"\"z\"")
                && !head.matches_if_none_match(b"\"w\"")
        );
    }

    #[test]
    fn a_host_is_clear_when_there_is_one() {
        for (hosts, old, new) in [
            (&[][..], true, false),
            (&["example.org:3000"], true, true),
            (&["[::1]"], true, true),
            (&["a", "a"], false, false),
            (&["a/b"], false, false),
            (&["a b"], false, false),
        ] {
            let lines: Vec<_> = hosts.iter().map(|host| (header::HOST, *host)).collect();
            let headers = headers(&lines);
            let head = Head::read(&headers);
            assert_eq!(head.has_clear_host(Version::HTTP_10), old, "{hosts:?}");
            assert_eq!(head.has_clear_host(Version::HTTP_11), new, "{hosts:?}");
        }
    }
}

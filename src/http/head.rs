//! The head of a request, as far as answers depend on it.
//!
//! A browser sends some fifteen lines, of which five matter. They are found in one pass, since to
//! look each of them up costs more than to look at all.

use std::borrow::Cow;

use http::header::{self, HeaderName};
use http::{HeaderMap, HeaderValue, Version};

use super::negotiate;
use crate::consent::{CONSENT_COOKIE, Decision, View, cookie_name};
use crate::site::{Encoding, Site};

/// The Global Privacy Control signal (W3C); only the value `1` is one.
const SEC_GPC: HeaderName = HeaderName::from_static("sec-gpc");

/// What a request says of its sender and of what they want.
#[derive(Debug, Default)]
pub struct Head<'a> {
    hosts: Hosts,
    /// Whether two servers in a row could disagree on where the body ends.
    has_ambiguous_length: bool,
    has_length: bool,
    cookies: Lines<'a>,
    accept_encoding: Lines<'a>,
    if_none_match: Lines<'a>,
    if_match: Lines<'a>,
    has_privacy_signal: bool,
}

/// The hosts that a request names.
#[derive(Clone, Copy, Debug, Default)]
enum Hosts {
    #[default]
    None,
    One,
    /// Several, or what is no host.
    Unclear,
}

/// The value of a header; what stands on several lines is one list (RFC 9110, 5.3).
type Lines<'a> = Cow<'a, [u8]>;

/// What the conditions of a request come to (RFC 9110, 13.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precondition {
    Holds,
    NotModified,
    Failed,
}

impl<'a> Head<'a> {
    /// Reads a head.
    pub fn read(headers: &'a HeaderMap) -> Self {
        let mut head = Self::default();
        for (name, value) in headers {
            let value = value.as_bytes();
            if name == header::HOST {
                let is_host = value.iter().all(|&byte| HOST_BYTES[usize::from(byte)]);
                head.hosts = match head.hosts {
                    Hosts::None if is_host => Hosts::One,
                    _ => Hosts::Unclear,
                };
            } else if name == header::ACCEPT_ENCODING {
                add(&mut head.accept_encoding, value, b", ");
            } else if name == header::COOKIE {
                add(&mut head.cookies, value, b"; ");
            } else if name == header::IF_NONE_MATCH {
                add(&mut head.if_none_match, value, b", ");
            } else if name == header::IF_MATCH {
                add(&mut head.if_match, value, b", ");
            } else if name == header::CONTENT_LENGTH {
                head.has_ambiguous_length |= std::mem::replace(&mut head.has_length, true);
            } else if name == header::TRANSFER_ENCODING {
                head.has_ambiguous_length |= !value.eq_ignore_ascii_case(b"chunked");
            } else if name == SEC_GPC {
                head.has_privacy_signal |= value == b"1";
            }
        }
        head
    }

    /// The same head, borrowed from nowhere.
    pub fn into_owned(self) -> Head<'static> {
        let own = |lines: Lines<'a>| Cow::Owned(lines.into_owned());
        Head {
            hosts: self.hosts,
            has_ambiguous_length: self.has_ambiguous_length,
            has_length: self.has_length,
            cookies: own(self.cookies),
            accept_encoding: own(self.accept_encoding),
            if_none_match: own(self.if_none_match),
            if_match: own(self.if_match),
            has_privacy_signal: self.has_privacy_signal,
        }
    }

    /// Whether two servers in a row might read the request in two ways. From HTTP/1.1 on it names
    /// exactly one host (RFC 9112, 3.2). Its length stands there once, or its coding is `chunked`
    /// alone: no browser sends another, and not every server heeds it.
    pub fn is_ambiguous(&self, version: Version) -> bool {
        let has_clear_host = match self.hosts {
            Hosts::None => version < Version::HTTP_11,
            Hosts::One => true,
            Hosts::Unclear => false,
        };
        !has_clear_host || self.has_ambiguous_length
    }

    /// The coding that the browser takes best.
    pub fn encoding(&self) -> Encoding {
        negotiate::encoding(&self.accept_encoding)
    }

    /// Whether there is a condition that seldom is.
    pub fn has_if_match(&self) -> bool {
        !self.if_match.is_empty()
    }

    /// What the conditions come to for a representation with this entity tag. There are no dates
    /// of modification, so that conditions on them are ignored (RFC 9110, 13.1.3 and 13.1.4).
    pub fn precondition(&self, etag: &HeaderValue) -> Precondition {
        let etag = etag.as_bytes();
        if self.has_if_match() && !negotiate::if_match(&self.if_match, etag) {
            Precondition::Failed
        } else if !self.if_none_match.is_empty()
            && negotiate::if_none_match(&self.if_none_match, etag)
        {
            Precondition::NotModified
        } else {
            Precondition::Holds
        }
    }

    /// The visitor's decision.
    pub fn decision(&self, site: &Site) -> Decision {
        let name = consent_cookie(site.base_url().is_https()).as_bytes();
        let values = pairs(&self.cookies).filter_map(|pair| value_of(name, pair));
        let declaration = &site.content().declaration;
        Decision::of(values, self.has_privacy_signal, declaration, site.today())
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
        for (tag, expected) in [
            ("\"x\"", Precondition::NotModified),
            ("W/\"z\"", Precondition::NotModified),
            ("\"w\"", Precondition::Holds),
        ] {
            assert_eq!(head.precondition(&HeaderValue::from_static(tag)), expected, "{tag}");
        }
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
            assert_eq!(!head.is_ambiguous(Version::HTTP_10), old, "{hosts:?}");
            assert_eq!(!head.is_ambiguous(Version::HTTP_11), new, "{hosts:?}");
        }
    }
}

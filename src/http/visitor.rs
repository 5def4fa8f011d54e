//! What a request says of its sender, as far as this site asks: the decision on cookies.

use http::HeaderMap;
use http::header::{self, HeaderName};

use crate::consent::{CONSENT_COOKIE, Decision, View, cookie_name};
use crate::site::Site;

/// The Global Privacy Control signal (W3C); only the value `1` is one.
const SEC_GPC: HeaderName = HeaderName::from_static("sec-gpc");

/// The visitor's decision. A cookie that is there twice was planted: it decides nothing.
pub fn decision(headers: &HeaderMap, site: &Site) -> Decision {
    let declaration = &site.content().declaration;
    let signal = headers.get(SEC_GPC).is_some_and(|value| value == "1");
    let name = consent_cookie(site.base_url().is_https());
    let mut values = cookies(headers).filter(|(sent, _)| *sent == name.as_bytes());
    let value = match (values.next(), values.next()) {
        (Some(_), Some(_)) => Some(&b""[..]),
        (first, _) => first.map(|(_, value)| value),
    };
    Decision::of(value, signal, declaration)
}

/// What the visitor sees of the consent layer; `confirm` is set on the answer to a choice.
pub fn view(headers: &HeaderMap, site: &Site, confirm: bool) -> View {
    View::of(&decision(headers, site), &site.content().declaration, confirm)
}

/// The cookies of a request, names and values as they were sent.
pub fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&[u8], &[u8])> {
    let values = headers.get_all(header::COOKIE).into_iter().map(|value| value.as_bytes());
    values.flat_map(|value| value.split(|&byte| byte == b';')).filter_map(|pair| {
        let separator = pair.iter().position(|&byte| byte == b'=')?;
        let (name, value) = pair.split_at(separator);
        Some((name.trim_ascii(), value[1..].trim_ascii()))
    })
}

/// The consent cookie's name, without making it anew for every request.
fn consent_cookie(https: bool) -> &'static str {
    const PREFIXED: &str = "__Host-consent";
    debug_assert_eq!(cookie_name(CONSENT_COOKIE, true), PREFIXED);
    if https { PREFIXED } else { CONSENT_COOKIE }
}

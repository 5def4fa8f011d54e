//! The headers that every answer carries, errors, redirects and 304 included.

use http::header::{self, HeaderName, InvalidHeaderValue};
use http::{HeaderMap, HeaderValue};

use crate::consent::{Accepted, EmbedderPolicy, OwnSources, content_security_policy};
use crate::content::model::{BaseUrl, Declaration};

/// What nothing on this site uses is switched off for everything on it.
const PERMISSIONS_POLICY: &str = "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), \
     display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), \
     magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), \
     publickey-credentials-get=(), screen-wake-lock=(), usb=(), xr-spatial-tracking=()";

/// A year, as the tests of public sites ask; subdomains and preloading are for the owner of the
/// domain to decide, in the proxy.
const STRICT_TRANSPORT_SECURITY: &str = "max-age=31536000";

/// The headers for visitors who accepted these categories.
///
/// # Errors
/// The policy cannot be a header.
pub fn security_headers(
    declaration: &Declaration,
    accepted: Accepted,
    base_url: &BaseUrl,
    own: &OwnSources,
) -> Result<HeaderMap, InvalidHeaderValue> {
    let policy = content_security_policy(declaration, accepted, own);
    let embedder = EmbedderPolicy::of(declaration, accepted);
    let mut headers = HeaderMap::with_capacity(16);
    let mut add = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    add(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    add(header::X_FRAME_OPTIONS, "DENY");
    add(header::REFERRER_POLICY, "same-origin");
    add(HeaderName::from_static("permissions-policy"), PERMISSIONS_POLICY);
    add(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    add(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    add(HeaderName::from_static("cross-origin-embedder-policy"), embedder.as_str());
    if base_url.is_https() {
        add(header::STRICT_TRANSPORT_SECURITY, STRICT_TRANSPORT_SECURITY);
    }
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_str(&policy)?);
    Ok(headers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::{Options, embedded, load};

    #[test]
    fn without_a_policy_there_are_no_headers() {
        let today = jiff::civil::date(2026, 11, 24);
        let options = Options { today, ..Options::default() };
        let Some(site) = load(&embedded::files(), &options).site else { panic!("it loads") };
        let declaration = &site.content().declaration;
        let own = |style: &str| OwnSources { style: style.to_owned(), has_page_script: false };
        let headers =
            |own| security_headers(declaration, Accepted::NONE, site.base_url(), &own).is_ok();
        assert!(headers(own("abc=")) && !headers(own("a\nb")));
    }
}

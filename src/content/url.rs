//! Addresses: https URLs, the site's own, links in texts, e-mail.

use url::Url;

use crate::diagnostic::rules::{self, Rule};

/// An absolute https URL with a host and without credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpsUrl(Url);

impl HttpsUrl {
    /// The URL as text, normalised.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The host, without `www.`: what a link's text names.
    pub fn host(&self) -> &str {
        let host = self.0.host_str().unwrap_or_default();
        host.strip_prefix("www.").unwrap_or(host)
    }

    /// Scheme, host and port: what a content security policy names.
    pub fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }
}

/// The site's public address: `http` or `https`, a host, and nothing after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Reads a base URL.
    ///
    /// # Errors
    /// Says in words what an address must be like that can be one.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let url = Url::parse(text).map_err(|_| "it is no absolute URL")?;
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err("it must begin with https:// (or http:// on a test machine) and a host");
        }
        let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        if !bare || !url.username().is_empty() || url.password().is_some() {
            return Err("nothing may follow the host: the site is at the root of it");
        }
        Ok(Self(url.origin().ascii_serialization()))
    }

    /// The address, without a trailing slash.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether visitors come by https, so that cookies are `Secure` and HSTS is sent.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https:")
    }
}

/// Reads an https URL.
///
/// # Errors
/// The rule it breaks, and how.
pub fn https_url(text: &str) -> Result<HttpsUrl, (Rule, &'static str)> {
    if text.contains(|c: char| c.is_whitespace() || c.is_control() || "\\<>\"`{}".contains(c)) {
        return Err((rules::BAD_URL, "it contains a sign that no URL has"));
    }
    let url = Url::parse(text).map_err(|_| (rules::BAD_URL, "it is no absolute URL"))?;
    let has_domain = url.host_str().is_some_and(is_domain);
    // A browser would take `https:/host` for a path, which the parser of URLs repairs.
    let begins = text.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://"));
    if url.scheme() != "https" || !begins {
        Err((rules::NOT_HTTPS, "it does not begin with https://"))
    } else if !has_domain {
        Err((rules::BAD_URL, "it has no host such as www.example.org"))
    } else if !url.username().is_empty() || url.password().is_some() {
        Err((rules::BAD_URL, "it contains a user's name or password"))
    } else {
        Ok(HttpsUrl(url))
    }
}

/// Whether a host can be one of the public internet: labels of letters, digits and hyphens, and a
/// last one that is no number.
fn is_domain(host: &str) -> bool {
    let is_label = |label: &str| {
        (1..64).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let host = host.strip_suffix('.').unwrap_or(host);
    let labels: Vec<_> = host.strip_prefix("www.").unwrap_or(host).split('.').collect();
    let last = labels.last().copied().unwrap_or_default();
    labels.len() > 1
        && labels.iter().all(|label| is_label(label))
        && last.len() > 1
        && (last.starts_with("xn--") || last.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

/// Whether visitors from elsewhere can come to an address of a site.
pub fn is_public(base_url: &str) -> bool {
    let host = Url::parse(base_url).ok().and_then(|url| url.host_str().map(str::to_owned));
    let local = [".localhost", ".local", ".test", ".internal", ".invalid"];
    host.is_some_and(|host| is_domain(&host) && !local.iter().any(|end| host.ends_with(end)))
}

/// The https URL that is meant by a text which is none: `http://`, `https:/`, `www.`, brackets.
pub fn https_meant(text: &str) -> Option<String> {
    let is_around = |c: char| c.is_whitespace() || "<>()[]\"'“”„‘’`.,;".contains(c);
    let mut rest = text.rsplit_once("](").map_or(text, |(_, address)| address);
    rest = rest.trim_matches(is_around);
    let schemes = ["https", "http", "htps", "htpps", "htttps", "hhttps", "ttps", "htttp", "htp"];
    loop {
        let scheme = schemes.iter().find_map(|scheme| {
            let begins = rest.get(..scheme.len())?.eq_ignore_ascii_case(scheme);
            rest.get(scheme.len()..)
                .filter(|rest| begins && rest.starts_with([':', '/', '\\', ';', ' ']))
        });
        let Some(more) = scheme else { break };
        rest = more.trim_start_matches([':', '/', '\\', ';', ' ']);
    }
    if rest.contains('@') || rest.contains("://") {
        return None;
    }
    let meant = format!("https://{}", rest.replace('\\', "/").replace(' ', "%20"));
    https_url(&meant).ok().map(|_| meant)
}

/// What is wrong with a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkFault {
    /// It leads to neither https, an e-mail address nor this site, or has no address.
    Elsewhere,
    /// It leads to this site, to a path that cannot be.
    Within(&'static str),
}

/// Checks where a link in a text leads.
///
/// # Errors
/// Where it may not.
pub fn check_link(destination: &str) -> Result<(), LinkFault> {
    if let Some(address) = destination.strip_prefix("mailto:") {
        return is_email(address).then_some(()).ok_or(LinkFault::Elsewhere);
    }
    if destination.starts_with("//") || !destination.starts_with('/') {
        return https_url(destination).map(drop).map_err(|_| LinkFault::Elsewhere);
    }
    let path = destination.split(['?', '#']).next().unwrap_or_default();
    let Some(rest) = path.strip_prefix('/') else { return Err(LinkFault::Elsewhere) };
    let segments: Vec<_> = rest.strip_suffix('/').unwrap_or(rest).split('/').collect();
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-._".contains(c);
    if !path.chars().all(|c| is_plain(c) || c == '/') {
        Err(LinkFault::Within("it has other signs than `a`–`z`, `0`–`9`, `-` and `.`"))
    } else if segments.len() > 1 && segments.contains(&"") {
        Err(LinkFault::Within("it has `//`"))
    } else if segments.iter().any(|segment| matches!(*segment, "." | "..")) {
        Err(LinkFault::Within("it has `.` or `..` between slashes"))
    } else {
        Ok(())
    }
}

/// Whether a text is an address as organisations have them: the common part of what RFC 5322
/// allows, which stands in a link without escapes.
pub fn is_email(text: &str) -> bool {
    let is_word = |word: &str, signs: &str| {
        !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || signs.contains(c))
    };
    let Some((name, domain)) = text.split_once('@') else { return false };
    name.split('.').all(|part| is_word(part, "!#$&'*+-/=_"))
        && domain.contains('.')
        && domain.split('.').all(|part| is_word(part, "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_https_or_to_a_path_that_can_be() {
        for good in [
            "https://www.example.org/a?b#c",
            "mailto:rise@science.leidenuniv.nl",
            "/",
            "/nl/",
            "/en/networks/rise/",
            "/nl/?q=Ä",
        ] {
            assert_eq!(check_link(good), Ok(()), "{good}");
        }
        for elsewhere in [
            "",
            "http://example.org",
            "//example.org/",
            "javascript:x",
            "mailto:a@b.nl?cc=c@d.nl",
            "nl/",
            "#a",
        ] {
            assert_eq!(check_link(elsewhere), Err(LinkFault::Elsewhere), "{elsewhere}");
        }
        for within in ["/nl//", "/nl/../", "/NL/", "/nl/a b/", "/nl/\\x/", "/%6el/"] {
            assert!(matches!(check_link(within), Err(LinkFault::Within(_))), "{within}");
        }
    }

    #[test]
    fn urls_are_https_with_a_host_and_no_more_secrets() {
        assert!(https_url("https://www.example.org:8443/a%20b?c=d#e").is_ok());
        for bad in [
            "http://example.org",
            "https://",
            "https://localhost",
            "https://me@example.org",
            "https://example.org/a b",
            "https://*.example.org",
            "example.org",
        ] {
            assert!(https_url(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn addresses_are_those_of_organisations() {
        assert!(is_email("rise@science.leidenuniv.nl"));
        for bad in ["", "@", "a@b", "a b@c.nl", "a@b@c.nl", ".a@b.nl", "a@b..nl", "<a@b.nl>"] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}

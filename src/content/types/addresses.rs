//! Addresses: links in Markdown, URLs of table, hosts, e-mail.

use serde_json::{Value as Json, json};
use url::Url;

use crate::content::model::{BaseUrl, HttpsUrl, Taxonomy};
use crate::content::reader::FileReader;
use crate::content::types::strings::{RawString, StringType};
use crate::diagnostic::rules::{self, Rule};

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

/// An https URL.
#[derive(Clone, Copy)]
pub struct Https;

/// Reads an https URL.
///
/// # Errors
/// The rule it breaks, and how.
pub fn https_url(text: &str) -> Result<HttpsUrl, (Rule, &'static str)> {
    if text.contains(|c: char| c.is_whitespace() || c.is_control() || "\\<>\"`{}".contains(c)) {
        return Err((rules::BAD_URL, "it contains a sign that no URL has"));
    }
    let url = Url::parse(text).map_err(|_| (rules::BAD_URL, "it is no absolute URL"))?;
    let has_domain = url.host_str().is_some_and(|host| {
        host.trim_matches('.').contains('.') && !host.contains(['*', ',', ';', '\''])
    });
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

impl StringType for Https {
    type Value = HttpsUrl;

    const EXPECTED: &'static str = "an https URL";
    const EXAMPLE: &'static str = "\"https://…\"";

    fn parse(&self, string: &RawString<'_>, reader: &mut FileReader<'_>) -> Option<HttpsUrl> {
        https_url(string.text).map_err(|fault| report_url(string, fault, reader)).ok()
    }

    fn describe(&self, _: &Taxonomy) -> Json {
        json!({ "type": "string", "format": "uri", "pattern": "^https://" })
    }
}

/// Notes that a URL is none.
pub fn report_url(
    string: &RawString<'_>,
    (rule, fault): (Rule, &str),
    reader: &mut FileReader<'_>,
) {
    let RawString { text, span, path } = string;
    let help = match text.split_once("://") {
        Some(("http", rest)) => format!("write `https://{rest}`, if that address works"),
        Some(_) => "copy the address from a browser that shows the page".to_owned(),
        None => format!("write `https://{text}`, if that address works"),
    };
    reader.report(rule, span, format!("`{path}` cannot be `{text}`: {fault}")).help(help);
}

/// The public address of the site.
#[derive(Clone, Copy)]
pub struct Base;

impl StringType for Base {
    type Value = BaseUrl;

    const EXPECTED: &'static str = "the site's URL";
    const EXAMPLE: &'static str = "\"https://…\"";

    fn parse(&self, string: &RawString<'_>, reader: &mut FileReader<'_>) -> Option<BaseUrl> {
        let RawString { text, span, path } = string;
        let report = |fault: &str| {
            let message = format!("`{path}` cannot be `{text}`: {fault}");
            reader.report(rules::BAD_URL, span, message).help("write it like `https://host`");
        };
        BaseUrl::parse(text).map_err(report).ok()
    }

    fn describe(&self, _: &Taxonomy) -> Json {
        json!({ "type": "string", "format": "uri" })
    }
}

/// Where a file is edited: an https URL with a place for the file's path.
#[derive(Clone, Copy)]
pub struct EditUrl;

/// What stands in an edit URL for the file's path.
const FILE: &str = "{file}";

impl StringType for EditUrl {
    type Value = String;

    const EXPECTED: &'static str = "an https URL with `{file}`";
    const EXAMPLE: &'static str = "\"https://…/{file}\"";

    fn parse(&self, string: &RawString<'_>, reader: &mut FileReader<'_>) -> Option<String> {
        let RawString { text, span, path } = string;
        if !text.contains(FILE) {
            reader
                .report(rules::EDIT_URL_WITHOUT_FILE, span, format!("`{path}` has no `{FILE}`"))
                .help(format!("write `{FILE}` where the path of the file goes"));
            return None;
        }
        match https_url(&text.replace(FILE, "content/site.toml")) {
            Ok(_) => Some((*text).to_owned()),
            Err(fault) => {
                report_url(string, fault, reader);
                None
            }
        }
    }
}

/// A host that a script may load from or send to.
#[derive(Clone, Copy)]
pub struct Host;

impl StringType for Host {
    type Value = String;

    const EXPECTED: &'static str = "a host such as `https://example.org`";
    const EXAMPLE: &'static str = "\"https://…\"";

    fn parse(&self, string: &RawString<'_>, reader: &mut FileReader<'_>) -> Option<String> {
        let RawString { text, span, path } = string;
        let origin = https_url(text).map(|url| url.origin());
        if origin.as_deref() == Ok(*text) {
            return origin.ok();
        }
        let help = match origin {
            Ok(origin) => format!("write `{origin}`"),
            Err(_) => "write it like `https://example.org`".to_owned(),
        };
        reader
            .report(rules::BAD_HOST, span, format!("`{path}` is `{text}`, which is no host"))
            .help(help);
        None
    }

    fn describe(&self, _: &Taxonomy) -> Json {
        json!({ "type": "string", "pattern": "^https://[a-z0-9.-]+(:[0-9]+)?$" })
    }
}

/// An e-mail address.
#[derive(Clone, Copy)]
pub struct Email;

impl StringType for Email {
    type Value = String;

    const EXPECTED: &'static str = "an e-mail address";
    const EXAMPLE: &'static str = "\"…@…\"";

    fn parse(&self, string: &RawString<'_>, reader: &mut FileReader<'_>) -> Option<String> {
        let RawString { text, span, path } = string;
        if is_email(text) {
            return Some((*text).to_owned());
        }
        let help = match text.strip_prefix("mailto:") {
            Some(address) => format!("write `{address}`"),
            None => "write it like `name@example.org`".to_owned(),
        };
        let message = format!("`{path}` is `{text}`, which is no e-mail address");
        reader.report(rules::BAD_EMAIL, span, message).help(help);
        None
    }

    fn describe(&self, _: &Taxonomy) -> Json {
        json!({ "type": "string", "format": "email" })
    }
}

/// Whether a text is an address as organisations have them: the common part of what RFC 5322
/// allows, which stands in a link without escapes.
fn is_email(text: &str) -> bool {
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

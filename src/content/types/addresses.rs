//! Fields that hold an address.

use serde_json::{Value as Json, json};

use super::strings::{Fault, StringType};
use crate::content::context::Context;
use crate::content::model::Taxonomy;
use crate::content::url::{BaseUrl, HttpsUrl, https_meant, https_url, is_email, is_public};
use crate::diagnostic::rules::{self, Rule};

/// A host with two labels at least, and neither a user's name nor a blank.
const HTTPS_PATTERN: &str =
    r"^https://([^\s/?#@:.]+\.)+[^\s/?#@:.0-9]{2,}\.?(:[0-9]+)?([/?#]\S*)?$";

const EMAIL_PATTERN: &str =
    r"^[A-Za-z0-9!#$&'*+/=_-]+(\.[A-Za-z0-9!#$&'*+/=_-]+)*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$";

#[derive(Clone, Copy)]
pub struct HttpsUrlType;

impl StringType for HttpsUrlType {
    type Value = HttpsUrl;

    const EXAMPLE: &'static str = "\"https://…\"";

    fn parse(&self, text: &str, _: &Context<'_>) -> Result<HttpsUrl, Fault> {
        https_url(text).map_err(|broken| url_fault(text, broken))
    }

    fn expected(&self) -> &'static str {
        "an https URL"
    }

    fn describe(&self, _: &Taxonomy) -> Json {
        json!({ "type": "string", "format": "uri", "pattern": HTTPS_PATTERN })
    }
}

/// What is wrong with a URL, and how it might be meant.
pub fn url_fault(text: &str, (rule, broken): (Rule, &str)) -> Fault {
    let predicate = format!("cannot be `{text}`: {broken}");
    match https_meant(text) {
        Some(meant) => {
            let help = format!("write `{meant}`, if that address works");
            Fault::of_key(rule, predicate, help).meant(meant)
        }
        None => {
            let help = "copy the address from a browser that shows the page";
            Fault::of_key(rule, predicate, help)
        }
    }
}

/// The public address of the site.
#[derive(Clone, Copy)]
pub struct BaseUrlType;

impl StringType for BaseUrlType {
    type Value = BaseUrl;

    const EXAMPLE: &'static str = "\"https://…\"";

    fn parse(&self, text: &str, _: &Context<'_>) -> Result<BaseUrl, Fault> {
        let url = BaseUrl::parse(text).map_err(|broken| {
            let predicate = format!("cannot be `{text}`: {broken}");
            Fault::of_key(rules::BAD_URL, predicate, "write it like `https://host`")
        })?;
        match url.is_https() || !is_public(url.as_str()) {
            true => Ok(url),
            false => Err(url_fault(text, (rules::NOT_HTTPS, "visitors would come without https"))),
        }
    }

    fn expected(&self) -> &'static str {
        "the site's URL"
    }

    fn describe(&self, _: &Taxonomy) -> Json {
        json!({ "type": "string", "format": "uri", "pattern": r"^https?://[^\s/?#@]+/?$" })
    }
}

/// Where a file is edited: an https URL with a place for the file's path.
#[derive(Clone, Copy)]
pub struct EditUrlType;

/// What stands in an edit URL for the file's path.
const FILE: &str = "{file}";

impl StringType for EditUrlType {
    type Value = String;

    const EXAMPLE: &'static str = "\"https://…/{file}\"";

    fn parse(&self, text: &str, _: &Context<'_>) -> Result<String, Fault> {
        if !text.contains(FILE) {
            let help = format!("write `{FILE}` where the path of the file goes");
            return Err(Fault::of_key(
                rules::EDIT_URL_WITHOUT_FILE,
                format!("has no `{FILE}`"),
                help,
            ));
        }
        https_url(&text.replace(FILE, "content/site.toml"))
            .map(|_| text.to_owned())
            .map_err(|broken| url_fault(text, broken))
    }

    fn expected(&self) -> &'static str {
        "an https URL with `{file}`"
    }

    fn describe(&self, _: &Taxonomy) -> Json {
        json!({ "type": "string", "pattern": r"^https://\S*\{file\}\S*$" })
    }
}

/// A host that a script may load from or send to.
#[derive(Clone, Copy)]
pub struct HostType;

impl StringType for HostType {
    type Value = String;

    const EXAMPLE: &'static str = "\"https://…\"";

    fn parse(&self, text: &str, _: &Context<'_>) -> Result<String, Fault> {
        let origin = https_url(text).map(|url| url.origin());
        let predicate = format!("is `{text}`, which is no host");
        let fault = |help: &str| Fault::of_key(rules::BAD_HOST, &*predicate, help);
        match origin {
            Ok(origin) if origin == text => Ok(origin),
            Ok(origin) => Err(fault(&format!("write `{origin}`")).meant(origin)),
            Err(_) => Err(fault("write it like `https://example.org`")),
        }
    }

    fn expected(&self) -> &'static str {
        "a host such as `https://example.org`"
    }

    fn describe(&self, _: &Taxonomy) -> Json {
        json!({ "type": "string", "pattern": "^https://[a-z0-9.-]+(:[0-9]+)?$" })
    }
}

#[derive(Clone, Copy)]
pub struct EmailType;

impl StringType for EmailType {
    type Value = String;

    const EXAMPLE: &'static str = "\"…@…\"";

    fn parse(&self, text: &str, _: &Context<'_>) -> Result<String, Fault> {
        if is_email(text) {
            return Ok(text.to_owned());
        }
        let predicate = format!("is `{text}`, which is no e-mail address");
        let bare = text.trim().trim_start_matches("mailto:").trim_matches(['<', '>', ' ', '.']);
        let bare = bare.replace([' ', '\u{a0}'], "").replace("[at]", "@").replace("(at)", "@");
        match is_email(&bare) {
            true => {
                let help = format!("write `{bare}`");
                Err(Fault::of_key(rules::BAD_EMAIL, predicate, help).meant(bare))
            }
            false => {
                let help = "write it like `name@example.org`";
                Err(Fault::of_key(rules::BAD_EMAIL, predicate, help))
            }
        }
    }

    fn expected(&self) -> &'static str {
        "an e-mail address"
    }

    fn describe(&self, _: &Taxonomy) -> Json {
        json!({ "type": "string", "format": "email", "pattern": EMAIL_PATTERN })
    }
}

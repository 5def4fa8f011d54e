//! Fields that hold an address.

use serde_json::{Value as Json, json};

use super::strings::{Fault, StringType};
use crate::content::context::Context;
use crate::content::model::Taxonomy;
use crate::content::url::{BaseUrl, HttpsUrl, https_url, is_email};
use crate::diagnostic::rules::{self, Rule};

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
        json!({ "type": "string", "format": "uri", "pattern": "^https://" })
    }
}

/// What is wrong with a URL, and how it might be meant.
pub fn url_fault(text: &str, (rule, broken): (Rule, &str)) -> Fault {
    let help = match text.split_once("://") {
        Some(("http", rest)) => format!("write `https://{rest}`, if that address works"),
        Some(_) => "copy the address from a browser that shows the page".to_owned(),
        None => format!("write `https://{text}`, if that address works"),
    };
    Fault::of_key(rule, format!("cannot be `{text}`: {broken}"), help)
}

/// The public address of the site.
#[derive(Clone, Copy)]
pub struct BaseUrlType;

impl StringType for BaseUrlType {
    type Value = BaseUrl;

    const EXAMPLE: &'static str = "\"https://…\"";

    fn parse(&self, text: &str, _: &Context<'_>) -> Result<BaseUrl, Fault> {
        BaseUrl::parse(text).map_err(|broken| {
            let predicate = format!("cannot be `{text}`: {broken}");
            Fault::of_key(rules::BAD_URL, predicate, "write it like `https://host`")
        })
    }

    fn expected(&self) -> &'static str {
        "the site's URL"
    }

    fn describe(&self, _: &Taxonomy) -> Json {
        json!({ "type": "string", "format": "uri" })
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
}

/// A host that a script may load from or send to.
#[derive(Clone, Copy)]
pub struct HostType;

impl StringType for HostType {
    type Value = String;

    const EXAMPLE: &'static str = "\"https://…\"";

    fn parse(&self, text: &str, _: &Context<'_>) -> Result<String, Fault> {
        let origin = https_url(text).map(|url| url.origin());
        let help = match origin {
            Ok(origin) if origin == text => return Ok(origin),
            Ok(origin) => format!("write `{origin}`"),
            Err(_) => "write it like `https://example.org`".to_owned(),
        };
        let predicate = format!("is `{text}`, which is no host");
        Err(Fault::of_key(rules::BAD_HOST, predicate, help))
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
        let help = match text.strip_prefix("mailto:") {
            Some(address) => format!("write `{address}`"),
            None => "write it like `name@example.org`".to_owned(),
        };
        let predicate = format!("is `{text}`, which is no e-mail address");
        Err(Fault::of_key(rules::BAD_EMAIL, predicate, help))
    }

    fn expected(&self) -> &'static str {
        "an e-mail address"
    }

    fn describe(&self, _: &Taxonomy) -> Json {
        json!({ "type": "string", "format": "email" })
    }
}

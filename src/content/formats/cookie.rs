//! What a `[[category.cookie]]` contains.

use std::ops::Range;

use serde_json::{Value as Json, json};

use crate::content::context::Context;
use crate::content::model::{Cookie, CookieName, LIFETIME_MAX_MONTHS, Lifetime, Party, Taxonomy};
use crate::content::reader::TableReader;
use crate::content::types::ids::OneOf;
use crate::content::types::per_language::PerLanguageField;
use crate::content::types::strings::{Fault, StringType};
use crate::content::types::texts::Prose;
use crate::diagnostic::rules;

/// What `[[category.cookie]]` contains; the cookie with the place of its name.
pub fn cookie(table: &mut TableReader<'_, '_>) -> Option<(Cookie, Range<usize>)> {
    let name = table.optional("name", "Its name; or else `prefix`", CookieNameType);
    let prefix = table.optional("prefix", "How its name begins; or else `name`", CookieNameType);
    let party = OneOf(&[("first", Party::First), ("third", Party::Third)]);
    let party = table.required("party", "Who sets it: this site, or another host", party);
    let purpose =
        table.required("purpose", "What it is for, in plain words", PerLanguageField(Prose));
    let lifetime = table.required(
        "lifetime",
        "How long the browser keeps it: `session`, `1 day`, `6 months`",
        LifetimeType,
    );
    let (name_at, prefix_at) = (table.span_of("name"), table.span_of("prefix"));
    let at = prefix_at.clone().or(name_at.clone()).unwrap_or_else(|| table.span().clone());
    if name_at.is_some() == prefix_at.is_some()
        && let Some(reader) = table.reader()
    {
        let has = if name_at.is_some() { "both a name and a prefix" } else { "no name" };
        let help = "write `name = \"…\"`, or `prefix = \"…\"` if only the beginning is certain";
        reader.report(rules::NAME_OR_PREFIX, &at, format!("the cookie has {has}"), help);
    }
    let name = name.map(CookieName::Exact).or(prefix.map(CookieName::Prefix));
    let cookie = Cookie { name: name?, party: party?, purpose: purpose?, lifetime: lifetime? };
    Some((cookie, at))
}

/// A cookie's name, or the beginning of one.
struct CookieNameType;

impl StringType for CookieNameType {
    type Value = String;

    fn parse(&self, text: &str, _: &Context<'_>) -> Result<String, Fault> {
        // A token of RFC 9110, 5.6.2, as RFC 6265 asks for.
        if text.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c)) {
            return Ok(text.to_owned());
        }
        let predicate = format!("cannot be `{text}`: no cookie can be called so");
        let help = "copy the name from the browser's list of cookies";
        Err(Fault::of_key(rules::BAD_COOKIE_NAME, predicate, help))
    }

    fn expected(&self) -> &'static str {
        "a cookie's name"
    }

    fn describe(&self, _: &Taxonomy) -> Json {
        json!({ "type": "string", "pattern": r"^[A-Za-z0-9!#$%&'*+.^_`|~-]+$" })
    }
}

/// `"session"`, `"1 day"`, `"6 months"`.
struct LifetimeType;

/// Thirteen months at their longest.
const LIFETIME_MAX_DAYS: u16 = 397;

impl StringType for LifetimeType {
    type Value = Lifetime;

    const EXAMPLE: &'static str = "\"6 months\"";

    fn parse(&self, text: &str, _: &Context<'_>) -> Result<Lifetime, Fault> {
        let lifetime = lifetime(text).ok_or_else(|| {
            let help = "write `session`, or a number and `days` or `months`: `6 months`";
            Fault::of_key(rules::BAD_LIFETIME, format!("cannot be `{text}`"), help)
        })?;
        let is_too_long = match lifetime {
            Lifetime::Session => false,
            Lifetime::Days(days) => days > LIFETIME_MAX_DAYS,
            Lifetime::Months(months) => months > LIFETIME_MAX_MONTHS,
        };
        if is_too_long {
            let help = format!("let it live for `{LIFETIME_MAX_MONTHS} months` at most");
            let message = format!("the cookie lives for {text}");
            return Err(Fault::new(rules::LIFETIME_TOO_LONG, message, help));
        }
        Ok(lifetime)
    }

    fn expected(&self) -> &'static str {
        "a lifetime"
    }

    fn describe(&self, _: &Taxonomy) -> Json {
        // At most 13 months.
        let days = "([1-9]|[1-9][0-9]|[12][0-9]{2}|3[0-8][0-9]|39[0-7])";
        let pattern = format!("^(session|{days} days?|([1-9]|1[0-3]) months?)$");
        json!({ "type": "string", "pattern": pattern })
    }
}

/// Reads a lifetime as an editor writes it.
fn lifetime(text: &str) -> Option<Lifetime> {
    if text == "session" {
        return Some(Lifetime::Session);
    }
    let (number, unit) = text.split_once(' ')?;
    let number = number.parse().ok().filter(|number| *number > 0)?;
    match unit {
        "day" | "days" => Some(Lifetime::Days(number)),
        "month" | "months" => Some(Lifetime::Months(number)),
        _ => None,
    }
}

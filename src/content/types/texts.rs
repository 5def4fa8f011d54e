//! The kinds of text that visitors read.

use crate::content::markdown::{self, Html};
use crate::content::model::SUMMARY_MAX_CHARACTERS;
use crate::content::reader::FileReader;
use crate::content::types::strings::{RawString, Role, StringType};
use crate::diagnostic::rules;

/// A name, a title, a label: plain, and possibly the same in both languages.
#[derive(Clone, Copy)]
pub struct Name;

impl StringType for Name {
    type Value = String;

    const EXPECTED: &'static str = "a text";
    const ROLE: Role = Role::Name;

    fn parse(&self, string: &RawString<'_>, _: &mut FileReader<'_>) -> Option<String> {
        Some(string.text.trim().to_owned())
    }
}

/// Plain sentences.
#[derive(Clone, Copy)]
pub struct Prose;

impl StringType for Prose {
    type Value = String;

    const EXPECTED: &'static str = "a text";
    const ROLE: Role = Role::Prose;

    fn parse(&self, string: &RawString<'_>, _: &mut FileReader<'_>) -> Option<String> {
        Some(string.text.trim().to_owned())
    }
}

/// One plain sentence or two, for lists and link previews.
#[derive(Clone, Copy)]
pub struct Summary;

impl StringType for Summary {
    type Value = String;

    const EXPECTED: &'static str = "a text";
    const ROLE: Role = Role::Prose;

    fn parse(&self, string: &RawString<'_>, reader: &mut FileReader<'_>) -> Option<String> {
        let text = string.text.trim();
        let length = text.chars().count();
        if length > SUMMARY_MAX_CHARACTERS {
            let message = format!("`{}` has {length} characters", string.path);
            reader.report(rules::SUMMARY_TOO_LONG, string.span, message).help(format!(
                "leave {} characters out: at most {SUMMARY_MAX_CHARACTERS} fit, \
                 and `description` holds the rest",
                length - SUMMARY_MAX_CHARACTERS,
            ));
        }
        Some(text.to_owned())
    }

    fn describe(&self, _: &crate::content::model::Taxonomy) -> serde_json::Value {
        serde_json::json!({ "type": "string", "maxLength": SUMMARY_MAX_CHARACTERS })
    }
}

/// Markdown.
#[derive(Clone, Copy)]
pub struct Markdown;

impl StringType for Markdown {
    type Value = Html;

    const EXPECTED: &'static str = "a Markdown text";
    const EXAMPLE: &'static str = "\"\"\"…\"\"\"";
    const ROLE: Role = Role::Prose;

    fn parse(&self, string: &RawString<'_>, reader: &mut FileReader<'_>) -> Option<Html> {
        let (html, slips) = markdown::render(string.text);
        let start = string.start(reader);
        for slip in slips {
            let location = match start {
                Some(start) => start + slip.part.start..start + slip.part.end,
                None => string.span.clone(),
            };
            reader.report(slip.rule, &location, slip.message).help(slip.help);
        }
        Some(html)
    }
}

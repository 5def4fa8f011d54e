//! The kinds of text that visitors read.

use super::leaf::{Leaf, Role, Written};
use super::markdown::{self, Html};
use super::model::SUMMARY_MAX_CHARACTERS;
use super::reader::Reading;
use super::rules;

/// A name, a title, a label: plain, and possibly the same in both languages.
#[derive(Clone, Copy)]
pub struct Name;

impl Leaf for Name {
    type Value = String;

    const EXPECTED: &'static str = "a text";
    const ROLE: Role = Role::Name;

    fn parse(&self, string: &Written<'_>, _: &mut Reading<'_>) -> Option<String> {
        Some(string.text.trim().to_owned())
    }
}

/// Plain sentences.
#[derive(Clone, Copy)]
pub struct Prose;

impl Leaf for Prose {
    type Value = String;

    const EXPECTED: &'static str = "a text";
    const ROLE: Role = Role::Prose;

    fn parse(&self, string: &Written<'_>, _: &mut Reading<'_>) -> Option<String> {
        Some(string.text.trim().to_owned())
    }
}

/// One plain sentence or two, for lists and link previews.
#[derive(Clone, Copy)]
pub struct Summary;

impl Leaf for Summary {
    type Value = String;

    const EXPECTED: &'static str = "a text";
    const ROLE: Role = Role::Prose;

    fn parse(&self, string: &Written<'_>, reading: &mut Reading<'_>) -> Option<String> {
        let text = string.text.trim();
        let length = text.chars().count();
        if length > SUMMARY_MAX_CHARACTERS {
            let message = format!("`{}` has {length} characters", string.path);
            reading.report(rules::SUMMARY_TOO_LONG, string.span, message).help(format!(
                "leave {} characters out: at most {SUMMARY_MAX_CHARACTERS} fit, \
                 and `description` holds the rest",
                length - SUMMARY_MAX_CHARACTERS,
            ));
        }
        Some(text.to_owned())
    }

    fn describe(&self, _: &super::model::Taxonomy) -> serde_json::Value {
        serde_json::json!({ "type": "string", "maxLength": SUMMARY_MAX_CHARACTERS })
    }
}

/// Markdown.
#[derive(Clone, Copy)]
pub struct Markdown;

impl Leaf for Markdown {
    type Value = Html;

    const EXPECTED: &'static str = "a Markdown text";
    const EXAMPLE: &'static str = "\"\"\"…\"\"\"";
    const ROLE: Role = Role::Prose;

    fn parse(&self, string: &Written<'_>, reading: &mut Reading<'_>) -> Option<Html> {
        let (html, slips) = markdown::render(string.text);
        for slip in slips {
            let place = string.place_of(slip.part, reading);
            reading.report(slip.rule, &place, slip.message).help(slip.help);
        }
        Some(html)
    }
}

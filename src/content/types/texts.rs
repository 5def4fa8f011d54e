//! The kinds of text that visitors read.

use serde_json::Value as Json;

use super::strings::{Fault, StringType, written};
use crate::content::context::Context;
use crate::content::markdown::{self, Html};
use crate::content::model::{SUMMARY_MAX_CHARACTERS, Taxonomy};
use crate::content::reader::Role;
use crate::diagnostic::rules;

/// A name, a title, a label: plain, and possibly the same in both languages.
#[derive(Clone, Copy)]
pub struct Name;

/// Plain sentences.
#[derive(Clone, Copy)]
pub struct Prose;

/// One plain sentence or two, for lists and link previews.
#[derive(Clone, Copy)]
pub struct Summary;

#[derive(Clone, Copy)]
pub struct Markdown;

impl StringType for Name {
    type Value = String;

    const ROLE: Role = Role::Name;

    fn parse(&self, text: &str, _: &Context<'_>) -> Result<String, Fault> {
        Ok(text.trim().to_owned())
    }

    fn expected(&self) -> &'static str {
        "a text"
    }
}

impl StringType for Prose {
    type Value = String;

    const ROLE: Role = Role::Prose;

    fn parse(&self, text: &str, context: &Context<'_>) -> Result<String, Fault> {
        Name.parse(text, context)
    }

    fn expected(&self) -> &'static str {
        Name.expected()
    }
}

impl StringType for Summary {
    type Value = String;

    const ROLE: Role = Role::Prose;

    fn parse(&self, text: &str, _: &Context<'_>) -> Result<String, Fault> {
        let text = text.trim();
        let length = text.chars().count();
        if length <= SUMMARY_MAX_CHARACTERS {
            return Ok(text.to_owned());
        }
        let too_many = length - SUMMARY_MAX_CHARACTERS;
        let help = format!(
            "leave {too_many} characters out: at most {SUMMARY_MAX_CHARACTERS} fit, \
             and `description` holds the rest"
        );
        let predicate = format!("has {length} characters");
        Err(Fault::of_key(rules::SUMMARY_TOO_LONG, predicate, help))
    }

    fn expected(&self) -> &'static str {
        Name.expected()
    }

    fn describe(&self, _: &Taxonomy) -> Json {
        let mut schema = written();
        schema["maxLength"] = SUMMARY_MAX_CHARACTERS.into();
        schema
    }
}

impl StringType for Markdown {
    type Value = Html;

    const EXAMPLE: &'static str = "\"\"\"…\"\"\"";
    const ROLE: Role = Role::Markdown;

    fn parse(&self, text: &str, _: &Context<'_>) -> Result<Html, Fault> {
        Ok(markdown::html(text))
    }

    fn expected(&self) -> &'static str {
        "a Markdown text"
    }
}

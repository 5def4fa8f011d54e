//! Texts as templates show them: with the `lang` of a passage in the other language.

use std::borrow::Cow;
use std::fmt;

use askama::filters::{HtmlSafe, HtmlSafeOutput};
use jiff::civil::Date;

use crate::content::as_of::{AsOf, Precision};
use crate::content::markdown::Html;
use crate::l10n::Messages;
use crate::language::{Found, Language, Localized};

/// The attribute that a passage in another language than its page must carry (WCAG 3.1.2):
/// ` lang="en"`, or nothing at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct LangAttribute(pub Option<Language>);

impl fmt::Display for LangAttribute {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(language) => write!(formatter, " lang=\"{language}\""),
            None => Ok(()),
        }
    }
}

impl LangAttribute {
    /// The same in XML: ` xml:lang="en"`, or nothing.
    pub fn xml(self) -> HtmlSafeOutput<String> {
        HtmlSafeOutput(self.to_string().replace(" lang", " xml:lang"))
    }
}

/// A language's code needs no escaping.
impl HtmlSafe for LangAttribute {}

/// Markdown without raw HTML is safe by construction.
impl HtmlSafe for Html {}

impl fmt::Display for Html {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// A value in the reader's language or, for want of it, in another, and what its element must say
/// about that.
#[derive(Debug)]
pub(super) struct LocalizedText<'a, T: ?Sized = str> {
    pub value: &'a T,
    pub lang: LangAttribute,
    /// Whether it stands in for a translation that is missing.
    pub is_fallback: bool,
}

// A derived `Clone` would ask that the value be one too.
impl<T: ?Sized> Clone for LocalizedText<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for LocalizedText<'_, T> {}

impl<'a> LocalizedText<'a> {
    pub fn new(text: &'a Localized<String>, language: Language) -> Self {
        let Found { value, foreign, is_fallback } = text.get(language);
        Self { value, lang: LangAttribute(foreign), is_fallback }
    }
}

impl<'a> LocalizedText<'a, Html> {
    pub fn html(html: &'a Localized<Html>, language: Language) -> Self {
        let Found { value, foreign, is_fallback } = html.get(language);
        Self { value, lang: LangAttribute(foreign), is_fallback }
    }
}

/// A link.
#[derive(Clone, Debug)]
pub(super) struct Link<'a> {
    pub text: String,
    pub href: Cow<'a, str>,
}

impl<'a> Link<'a> {
    pub fn new(text: impl Into<String>, href: impl Into<Cow<'a, str>>) -> Self {
        Self { text: text.into(), href: href.into() }
    }
}

/// A date in words: `24 november 2026`.
pub(super) fn date(date: Date, t: &Messages) -> String {
    t.site_date(date.day().to_string(), t.site_month(date.month()), date.year().to_string())
}

/// How old a piece of information is, in words: `Informatie uit november 2026`.
pub(super) fn age(as_of: AsOf, t: &Messages) -> String {
    t.entry_as_of(month_or_year(as_of, t))
}

/// The same in a few words, for the end of a line: `info uit 2026`.
pub(super) fn short_age(as_of: AsOf, t: &Messages) -> String {
    t.entry_as_of_short(as_of.last_day().year().to_string())
}

fn month_or_year(as_of: AsOf, t: &Messages) -> String {
    let day = as_of.last_day();
    let year = day.year().to_string();
    match as_of.precision() {
        Precision::Year => year,
        Precision::Day | Precision::Month => t.site_month_year(t.site_month(day.month()), year),
    }
}

/// Words in a row: `a, b, c`.
pub(super) fn join<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().collect::<Vec<_>>().join(", ")
}

/// A label as it stands in the middle of a sentence: `medewerkers`, but `LHBTI+`.
pub(super) fn in_sentence(label: &str) -> String {
    let mut letters = label.chars();
    let is_word = letters.clone().nth(1).is_some_and(char::is_lowercase);
    match letters.next().filter(|_| is_word) {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => label.to_owned(),
    }
}

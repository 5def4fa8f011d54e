//! Texts as templates show them: with the `lang` of a passage in the other language.

use std::borrow::Cow;
use std::fmt;

use askama::filters::{HtmlSafe, HtmlSafeOutput};
use jiff::civil::Date;

use crate::content::markdown::Html;
use crate::l10n::Messages;
use crate::language::{Language, Localized};

/// The attribute that a passage in another language than its page must carry (WCAG 3.1.2):
/// ` lang="en"`, or nothing at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LangAttribute(pub Option<Language>);

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

/// A value, and what its element must say about it.
#[derive(Debug)]
pub struct Passage<'a, T: ?Sized> {
    /// What to show.
    pub value: &'a T,
    /// ` lang="…"`, or nothing.
    pub lang: LangAttribute,
    /// Whether it stands in for a translation that is missing.
    pub is_fallback: bool,
}

impl<T: ?Sized> Clone for Passage<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for Passage<'_, T> {}

/// A plain text.
pub type Text<'a> = Passage<'a, str>;

/// Markdown as HTML.
pub type Prose<'a> = Passage<'a, Html>;

/// The passage for readers of `language`.
pub fn passage<T, U: ?Sized>(localized: &Localized<T>, language: Language) -> Passage<'_, U>
where
    T: std::borrow::Borrow<U>,
{
    let found = localized.get(language);
    Passage {
        value: found.value.borrow(),
        lang: LangAttribute(found.foreign),
        is_fallback: found.is_fallback,
    }
}

/// A link.
#[derive(Clone, Debug)]
pub struct Link<'a> {
    /// What it says.
    pub text: String,
    /// Where it leads.
    pub href: Cow<'a, str>,
}

impl<'a> Link<'a> {
    /// A link with a text in the page's language.
    pub fn new(text: impl Into<String>, href: impl Into<Cow<'a, str>>) -> Self {
        Self { text: text.into(), href: href.into() }
    }
}

/// A date in words: `24 november 2026`.
pub fn date(date: Date, t: &Messages) -> String {
    t.site_date(date.day().to_string(), t.site_month(date.month()), date.year().to_string())
}

/// A month in words: `november 2026`.
pub fn month_year(date: Date, t: &Messages) -> String {
    t.site_month_year(t.site_month(date.month()), date.year().to_string())
}

/// Words in a row: `a, b, c`.
pub fn listed<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().collect::<Vec<_>>().join(", ")
}

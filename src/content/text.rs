//! The texts that visitors read, as they stand in a file.

use std::ops::Range;

use crate::language::Language;

/// What a string is to a visitor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Nothing to read: an id, an address.
    Datum,
    /// A name, which may be the same in both languages.
    Name,
    /// Plain sentences, which cannot.
    Prose,
    /// Sentences in Markdown.
    Markdown,
}

impl Role {
    pub const fn is_sentences(self) -> bool {
        matches!(self, Self::Prose | Self::Markdown)
    }
}

/// A text for visitors, as it stands in a file.
#[derive(Clone, Debug)]
pub struct Text {
    /// The keys that lead to it, without its language.
    pub path: String,
    /// The language it is written for; none if for both.
    pub language: Option<Language>,
    pub value: String,
    pub role: Role,
    pub span: Range<usize>,
}

impl Text {
    /// Where in the file a part of the text stands: the whole text, if it does not stand there as
    /// it is, since an escape moves what follows it.
    pub fn span_of(&self, part: &Range<usize>, file: &str) -> Range<usize> {
        let raw = file.get(self.span.clone()).unwrap_or_default();
        if raw == self.value {
            return self.span.start + part.start..self.span.start + part.end;
        }
        let openings = ["\"\"\"\r\n", "'''\r\n", "\"\"\"\n", "'''\n", "\"\"\"", "'''", "\"", "'"];
        let opening = openings.into_iter().find(|opening| raw.starts_with(opening));
        let begin = opening.filter(|opening| {
            raw.len() == opening.len() + self.value.len() + opening.trim_end().len()
                && raw[opening.len()..].starts_with(&self.value)
        });
        match begin.map(|opening| self.span.start + opening.len()) {
            Some(begin) => begin + part.start..begin + part.end,
            None => self.span.clone(),
        }
    }
}

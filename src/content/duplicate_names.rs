//! Ensures that two entries of a kind are not called the same: the second is most likely a copy
//! of the first, half made over.

use std::collections::HashMap;
use std::ops::Range;

use super::reader::Text;
use super::types::strings::TO_WRITE;
use crate::diagnostic::Finding;
use crate::diagnostic::Source;
use crate::diagnostic::rules;
use crate::language::Language;

/// The names of one kind of entry so far.
#[derive(Default)]
pub struct DuplicateNames<'a> {
    seen: HashMap<(Language, String), (&'a Source<'a>, Range<usize>)>,
}

impl<'a> DuplicateNames<'a> {
    /// Adds the name of another entry, of which these are the texts.
    pub fn add(&mut self, source: &'a Source<'a>, texts: &[Text<'a>]) -> Option<Finding> {
        let mut finding = None;
        let names = texts.iter().filter(|text| text.path == "name");
        for text in names.filter(|text| text.value.trim() != TO_WRITE) {
            for language in Language::ALL {
                if text.language.is_some_and(|written_for| written_for != language) {
                    continue;
                }
                let words: Vec<_> = text.value.split_whitespace().map(str::to_lowercase).collect();
                let here = (source, text.span.clone());
                let first = self.seen.entry((language, words.join(" "))).or_insert(here);
                if !std::ptr::eq(first.0, source) && finding.is_none() {
                    finding = Some(duplicate(source, text, first));
                }
            }
        }
        finding
    }
}

fn duplicate(
    source: &Source<'_>,
    text: &Text<'_>,
    (first_source, first): &(&Source<'_>, Range<usize>),
) -> Finding {
    let message = format!("`{}` is the name of another entry too", text.value.trim());
    let mut finding = Finding::new(rules::DUPLICATE_NAME, source.location(&text.span), message);
    finding
        .help("give one of the two another name, or remove one file")
        .related(first_source.location(first), "the other entry is here");
    finding
}

//! What rules over several files look at.

use std::collections::BTreeMap;

use crate::content::layout::Kind;
use crate::content::model::{Declaration, Gaps, Search};
use crate::content::reader::Text;
use crate::diagnostic::Source;
use crate::language::{Language, PerLanguage};

/// A file that was read, with what is needed to point into it.
pub struct ReadFile<'a> {
    pub kind: Kind,
    pub source: &'a Source<'a>,
    pub texts: Vec<Text>,
    pub absent: Vec<&'static str>,
}

impl ReadFile<'_> {
    pub fn gaps(&self) -> Gaps {
        let mut paths: BTreeMap<&str, PerLanguage<bool>> = BTreeMap::new();
        for text in &self.texts {
            let is_there = paths.entry(&text.path).or_default();
            for language in text.language.as_ref().map_or(&Language::ALL[..], std::slice::from_ref)
            {
                *is_there.get_mut(*language) = true;
            }
        }
        let is_whole = |language: &Language| paths.values().all(|it| *it.get(*language));
        let languages = Language::ALL.into_iter().filter(is_whole).collect();
        Gaps { absent: self.absent.clone(), languages }
    }
}

/// All files that were read.
pub struct ReadFiles<'a> {
    pub files: Vec<ReadFile<'a>>,
    /// `cookies.toml`, if it has no errors.
    pub declaration: Option<&'a Declaration>,
    /// `declarations/*.toml`.
    pub kept_declarations: Vec<(&'a Source<'a>, Declaration)>,
    /// `searches.toml`.
    pub searches: &'a [Search],
}

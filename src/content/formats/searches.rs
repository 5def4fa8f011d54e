//! `searches.toml`: what the finder must find.

use std::ops::Range;

use crate::content::model::Search;
use crate::content::reader::TableReader;
use crate::content::types::also::Words;
use crate::content::types::ids::{NewId, OneOf};
use crate::content::types::values::{ArrayOfTables, List};
use crate::diagnostic::Source;
use crate::language::Language;

/// The searches, each with the span of its header.
pub struct SearchesRead(Vec<(SearchRead, Range<usize>)>);

struct SearchRead {
    words: String,
    language: Language,
    finds: Vec<String>,
}

/// What `searches.toml` contains.
pub fn searches(table: &mut TableReader<'_, '_>) -> Option<SearchesRead> {
    let meaning = "Questions of visitors, each with what the finder must answer";
    let searches = table.optional("search", meaning, ArrayOfTables(search));
    Some(SearchesRead(searches.unwrap_or_default()))
}

fn search(table: &mut TableReader<'_, '_>) -> Option<SearchRead> {
    let words = table.required("words", "What a visitor types", Words);
    let language = OneOf(&Language::BY_CODE);
    let language = table.required("language", "On the page of which language", language);
    let finds = List { of: NewId, non_empty: true };
    let meaning = "The slugs of networks, of which each must be among the first three";
    let finds = table.required("finds", meaning, finds);
    Some(SearchRead { words: words?, language: language?, finds: finds? })
}

impl SearchesRead {
    pub fn searches(self, source: &Source<'_>) -> Vec<Search> {
        let located = |(SearchRead { words, language, finds }, span): (_, Range<usize>)| Search {
            words,
            language,
            finds,
            location: source.location(&span),
        };
        self.0.into_iter().map(located).collect()
    }
}

//! What a visitor asks: choices and words, read from whatever a URL holds.

use crate::content::model::{Facet, Taxonomy};

/// How much of a visitor's words is read: more than a long sentence has.
pub const WORDS_MAX_CHARACTERS: usize = 200;

/// A question to the finder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The ids that are chosen, by facet; of several of one facet a network has at least one.
    chosen: [Vec<String>; Facet::COUNT],
    /// What is asked for as a choice and is none, or is one no longer.
    pub unknown: Vec<String>,
    /// The words, tidied; empty for none.
    pub words: String,
    /// Whether the words were longer than is read.
    pub is_shortened: bool,
    /// The page of results, from 1.
    pub page: usize,
}

impl Query {
    /// The question that asks nothing.
    pub fn everything() -> Self {
        Self { page: 1, ..Self::default() }
    }

    /// Reads the fields of the form or the URL. Whatever it does not know it leaves out: odd
    /// input gets a page, never an error.
    pub fn from_fields<'a>(
        fields: impl Iterator<Item = (&'a str, &'a str)>,
        taxonomy: &Taxonomy,
    ) -> Self {
        let mut query = Self::everything();
        for (name, value) in fields {
            if let Some(facet) = Facet::ALL.into_iter().find(|facet| facet.name() == name) {
                query.choose(facet, value, taxonomy);
            } else if name == "q" && query.words.is_empty() {
                (query.words, query.is_shortened) = tidy(value);
            } else if name == "page" {
                query.page = value.parse().ok().filter(|&page| page > 0).unwrap_or(1);
            }
        }
        query
    }

    /// Adds a choice. The empty one of the form chooses nothing.
    fn choose(&mut self, facet: Facet, value: &str, taxonomy: &Taxonomy) {
        let unknown = tidy(value).0;
        match Taxonomy::find(facet.terms(taxonomy), value) {
            Some(term) if !self.chosen(facet).contains(&term.id) => {
                self.chosen[facet as usize].push(term.id.clone());
            }
            None if !unknown.is_empty() && !self.unknown.contains(&unknown) => {
                self.unknown.push(unknown);
            }
            _ => {}
        }
    }

    /// The ids that are chosen.
    pub fn chosen(&self, facet: Facet) -> &[String] {
        &self.chosen[facet as usize]
    }

    /// The same question with this choice alone of its facet, from its first page on.
    pub fn with(&self, facet: Facet, id: &str) -> Self {
        let mut query = Self { page: 1, ..self.clone() };
        query.chosen[facet as usize] = vec![id.to_owned()];
        query
    }

    /// The same question without a choice, from its first page on.
    pub fn without(&self, facet: Facet, id: &str) -> Self {
        let mut query = Self { page: 1, ..self.clone() };
        query.chosen[facet as usize].retain(|chosen| chosen != id);
        query
    }

    /// The same question with other words, from its first page on.
    pub fn with_words(&self, words: &str) -> Self {
        Self { words: words.to_owned(), is_shortened: false, page: 1, ..self.clone() }
    }

    /// The same question, another page of its results.
    pub fn at_page(&self, page: usize) -> Self {
        Self { page, ..self.clone() }
    }

    /// Whether it is all that was sent; if not, the visitor is told.
    pub fn is_read_whole(&self) -> bool {
        !self.is_shortened && self.unknown.is_empty()
    }

    /// Whether it asks for anything but a page of all networks.
    pub fn has_conditions(&self) -> bool {
        !self.words.is_empty() || self.chosen.iter().any(|chosen| !chosen.is_empty())
    }

    /// The question as a URL's query, in its one canonical order, with its `?`; empty where it
    /// asks nothing.
    pub fn to_url(&self) -> String {
        let mut url = url::form_urlencoded::Serializer::new(String::new());
        for facet in Facet::ALL {
            for id in self.chosen(facet) {
                url.append_pair(facet.name(), id);
            }
        }
        if !self.words.is_empty() {
            url.append_pair("q", &self.words);
        }
        if self.page > 1 {
            url.append_pair("page", &self.page.to_string());
        }
        match url.finish() {
            query if query.is_empty() => query,
            query => format!("?{query}"),
        }
    }
}

/// The words without control characters, marks of direction and needless space, and whether some
/// were left out.
fn tidy(words: &str) -> (String, bool) {
    let words = words.split(|c: char| c.is_whitespace() || c.is_control() || is_direction(c));
    let words = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(WORDS_MAX_CHARACTERS) {
        Some((end, _)) => (words[..end].trim_end().to_owned(), true),
        None => (words, false),
    }
}

/// The marks that turn the direction of a text, which would turn the page's around it too.
const fn is_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

//! What a visitor asks: choices and words, read from whatever a URL holds.

pub use crate::content::model::Facet;
use crate::content::model::Taxonomy;

/// How much of a visitor's words is read: more than any name has.
pub const WORDS_MAX_CHARACTERS: usize = 100;

/// A question to the finder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The chosen audience's id.
    pub audience: Option<String>,
    /// The chosen theme's id.
    pub theme: Option<String>,
    /// The chosen place's id.
    pub place: Option<String>,
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
                let known = Taxonomy::find(facet.terms(taxonomy), value);
                let chosen = query.chosen_mut(facet);
                *chosen = chosen.take().or_else(|| known.map(|term| term.id.clone()));
            } else if name == "q" && query.words.is_empty() {
                (query.words, query.is_shortened) = tidy(value);
            } else if name == "page" {
                query.page = value.parse().ok().filter(|&page| page > 0).unwrap_or(1);
            }
        }
        query
    }

    /// The id that is chosen.
    pub fn chosen(&self, facet: Facet) -> Option<&str> {
        match facet {
            Facet::Audience => self.audience.as_deref(),
            Facet::Theme => self.theme.as_deref(),
            Facet::Place => self.place.as_deref(),
        }
    }

    fn chosen_mut(&mut self, facet: Facet) -> &mut Option<String> {
        match facet {
            Facet::Audience => &mut self.audience,
            Facet::Theme => &mut self.theme,
            Facet::Place => &mut self.place,
        }
    }

    /// The same question with another choice, from its first page on.
    pub fn with(&self, facet: Facet, id: Option<&str>) -> Self {
        let mut query = Self { page: 1, ..self.clone() };
        *query.chosen_mut(facet) = id.map(str::to_owned);
        query
    }

    /// The same question with other words, from its first page on.
    pub fn with_words(&self, words: &str) -> Self {
        Self { words: words.to_owned(), is_shortened: false, page: 1, ..self.clone() }
    }

    /// Whether it asks for anything but a page of all networks.
    pub fn has_conditions(&self) -> bool {
        !self.words.is_empty() || Facet::ALL.iter().any(|&facet| self.chosen(facet).is_some())
    }

    /// The question as a URL's query, in its one canonical order, with its `?`; empty where it
    /// asks nothing.
    pub fn to_url(&self) -> String {
        let mut url = url::form_urlencoded::Serializer::new(String::new());
        for facet in Facet::ALL {
            if let Some(id) = self.chosen(facet) {
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

/// The words without control characters and needless space, and whether some were left out.
fn tidy(words: &str) -> (String, bool) {
    let mut tidy = String::new();
    let mut length = 0;
    for word in words.split(|c: char| c.is_whitespace() || c.is_control()) {
        for (position, c) in word.chars().enumerate() {
            let needs_space = position == 0 && !tidy.is_empty();
            length += 1 + usize::from(needs_space);
            if length > WORDS_MAX_CHARACTERS {
                return (tidy, true);
            }
            if needs_space {
                tidy.push(' ');
            }
            tidy.push(c);
        }
    }
    (tidy, false)
}

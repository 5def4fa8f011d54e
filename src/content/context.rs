//! What the reading of a file depends on besides the file itself.

use std::ops::Range;

use jiff::civil::Date;

use super::files::SiteFiles;
use super::model::Facet;
use crate::diagnostic::{Location, Source};

#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The day of reading.
    pub today: Date,
    /// The ids there are, if `taxonomy.toml` could be read.
    pub vocabulary: Option<&'a Vocabulary<'a>>,
    /// The files among which a script must be, unless it may be gone.
    pub files: Option<&'a SiteFiles>,
}

impl Context<'_> {
    /// For what is independent of the day and of other files.
    pub const ALONE: Self = Self { today: Date::MAX, vocabulary: None, files: None };
}

/// The ids of `taxonomy.toml`, and where they are.
pub struct Vocabulary<'a> {
    pub source: &'a Source<'a>,
    pub terms: [Vec<(String, Range<usize>)>; Facet::ALL.len()],
}

impl Vocabulary<'_> {
    pub fn terms(&self, facet: Facet) -> &[(String, Range<usize>)] {
        &self.terms[facet as usize]
    }

    pub fn location(&self, at: &Range<usize>) -> Location {
        self.source.location(at)
    }
}

//! What networks are found by, and the terms of each.

use crate::language::{Localized, PerLanguage};
use crate::variants::variants;

variants! {
    /// What networks are found by, besides words; in the order of the form and of the URL.
    pub enum Facet {
        /// For whom.
        Audience,
        /// About what.
        Theme,
        /// Where.
        Place,
    }
}

/// How a facet is written.
pub struct FacetFormat {
    /// Its table in `taxonomy.toml`, and the field's name in the form and in the URL.
    pub name: &'static str,
    pub table_meaning: &'static str,
    /// The key of a network's file, and of the dataset.
    pub key: &'static str,
    pub key_meaning: &'static str,
    /// Whether a network has a list of at least one term, and not one or none.
    pub is_list: bool,
}

impl Facet {
    pub const fn format(self) -> FacetFormat {
        match self {
            Self::Audience => FacetFormat {
                name: "audience",
                table_meaning: "For whom networks are",
                key: "audience",
                key_meaning: "For whom it is, at least one",
                is_list: true,
            },
            Self::Theme => FacetFormat {
                name: "theme",
                table_meaning: "What networks are about",
                key: "themes",
                key_meaning: "What it is about, at least one",
                is_list: true,
            },
            Self::Place => FacetFormat {
                name: "place",
                table_meaning: "Where networks are",
                key: "place",
                key_meaning: "Where it is",
                is_list: false,
            },
        }
    }

    pub const fn name(self) -> &'static str {
        self.format().name
    }

    /// What can be chosen.
    pub fn terms(self, taxonomy: &Taxonomy) -> &[Term] {
        &taxonomy.0[self as usize]
    }
}

/// `taxonomy.toml`: the terms of each facet, in the editors' order.
#[derive(Clone, Debug, Default)]
pub struct Taxonomy(pub [Vec<Term>; Facet::COUNT]);

/// One word of the taxonomy.
#[derive(Clone, Debug)]
pub struct Term {
    /// How content files and URLs write it: lower-case kebab.
    pub id: String,
    /// How visitors read it.
    pub label: Localized<String>,
    /// What visitors say for it; never shown.
    pub also: PerLanguage<Vec<String>>,
}

impl Taxonomy {
    /// The term with this id among `terms`.
    pub fn find<'a>(terms: &'a [Term], id: &str) -> Option<&'a Term> {
        terms.iter().find(|term| term.id == id)
    }
}

/// The id of the place that is the whole university, and tells no network from another.
pub const EVERYWHERE: &str = "university-wide";

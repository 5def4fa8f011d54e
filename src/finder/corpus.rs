//! What is indexed: what networks say and editors know of them, and how much a word tells where it
//! stands.

use crate::content::model::{Facet, Network, Taxonomy};
use crate::language::{Language, Localized};

/// Where a network says a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In its name or abbreviation.
    Name,
    /// Among the words that editors list with it.
    Also,
    /// In a term of the taxonomy, or the words listed with that: the facet, and the number of the
    /// term.
    Term(Facet, usize),
    /// In a place of the taxonomy that a network of the whole university is for as well.
    Everywhere,
    /// In its summary.
    Summary,
    /// In its description, or where it says how to take part.
    Description,
}

impl Place {
    /// Whether it says what a network is called or is about.
    pub fn is_label(self) -> bool {
        self < Self::Everywhere
    }

    /// The number of its kind, the name's first, and how much a word tells there: more in a name
    /// than in all other places together.
    pub const fn kind_and_weight(self) -> (usize, u32) {
        match self {
            Self::Name => (0, 32),
            Self::Also => (1, 10),
            Self::Term(Facet::Theme, _) => (2, 7),
            Self::Term(Facet::Place, _) => (3, 5),
            Self::Term(Facet::Audience, _) => (4, 4),
            Self::Summary => (5, 2),
            Self::Description => (6, 1),
            Self::Everywhere => (7, 1),
        }
    }

    /// How many kinds there are.
    pub const KINDS: usize = 8;
}

/// Calls `add` with each text of a network in a language, and with where it stands.
pub fn each_text(
    network: &Network,
    taxonomy: &Taxonomy,
    language: Language,
    mut add: impl FnMut(Place, &str),
) {
    let entry = &network.entry;
    own(&entry.name, language).into_iter().for_each(|name| add(Place::Name, name));
    entry.abbreviation.iter().for_each(|short| add(Place::Name, short));
    network.also.get(language).iter().for_each(|also| add(Place::Also, also));
    for facet in Facet::ALL {
        for (at, term) in facet.terms(taxonomy).iter().enumerate() {
            let place = match facet {
                _ if facet.holds(network, &term.id) => Place::Term(facet, at),
                Facet::Place if network.is_everywhere() => Place::Everywhere,
                _ => continue,
            };
            own(&term.label, language).into_iter().for_each(|label| add(place, label));
            term.also.get(language).iter().for_each(|also| add(place, also));
        }
    }
    own(&entry.summary, language).into_iter().for_each(|summary| add(Place::Summary, summary));
    for text in [&entry.description, &network.join].into_iter().flatten() {
        own(text, language).into_iter().for_each(|html| add(Place::Description, html.text()));
    }
}

/// A text in a language, if it is there in that language.
fn own<T>(text: &Localized<T>, language: Language) -> Option<&T> {
    let found = text.get(language);
    (!found.is_fallback).then_some(found.value)
}

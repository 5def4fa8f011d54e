//! What visitors read of a facet, besides its terms.

use crate::content::model::Facet;
use crate::l10n::Messages;

pub(super) struct FacetWords {
    /// Before the terms of a network.
    pub fact: fn(&Messages) -> String,
    /// Before the terms to choose from.
    pub question: fn(&Messages) -> String,
    /// In the place of a choice.
    pub any: fn(&Messages) -> String,
    /// Around the terms that were chosen, in the title of what was found.
    pub in_title: fn(&Messages, String) -> String,
}

impl FacetWords {
    pub const fn of(facet: Facet) -> Self {
        match facet {
            Facet::Audience => Self {
                fact: |t| t.entry_audience(),
                question: |t| t.finder_audience(),
                any: |t| t.finder_any_audience(),
                in_title: |t, terms| t.finder_title_audience(terms),
            },
            Facet::Theme => Self {
                fact: |t| t.entry_themes(),
                question: |t| t.finder_theme(),
                any: |t| t.finder_any_theme(),
                in_title: |t, terms| t.finder_title_theme(terms),
            },
            Facet::Place => Self {
                fact: |t| t.entry_place(),
                question: |t| t.finder_place(),
                any: |t| t.finder_any_place(),
                in_title: |t, terms| t.finder_title_place(terms),
            },
        }
    }
}

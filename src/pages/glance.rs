//! All networks at a glance: who they are for, against what they are about.

use super::text::LocalizedText;
use super::{PageContext, Route};
use crate::content::model::Term;
use crate::finder::{Facet, Query};
use crate::language::Language;

/// A table with a row per theme and a column per audience. Every number leads to the finder with
/// what it stands for; rows and columns without a network are left out.
pub(super) struct Glance<'a> {
    pub columns: Vec<Heading<'a>>,
    pub rows: Vec<Row<'a>>,
}

pub(super) struct Heading<'a> {
    pub text: LocalizedText<'a>,
    pub href: String,
}

pub(super) struct Row<'a> {
    pub heading: Heading<'a>,
    pub cells: Vec<Cell<'a>>,
}

/// The networks of one theme for one audience.
pub(super) struct Cell<'a> {
    /// The column's name, for where columns do not fit beside each other.
    pub column: &'a str,
    pub count: usize,
    /// What the number stands for, in words.
    pub label: String,
    pub href: String,
}

impl Cell<'_> {
    /// A dot per network, as many as the eye can weigh against others.
    pub fn dots(&self) -> usize {
        self.count.min(40)
    }
}

/// The picture of all networks in a language.
pub(super) fn glance(context: PageContext<'_>, language: Language) -> Glance<'_> {
    let taxonomy = &context.content.taxonomy;
    let t = context.t(language);
    let path = Route::Finder.path(language);
    let everything = Query::everything();
    let url = |query: &Query| format!("{path}{}", query.to_url());
    let heading = |facet: Facet, term: &'_ Term| url(&everything.with(facet, &term.id));
    let networks = &context.content.networks;
    let is_used =
        |facet: Facet, term: &&Term| networks.iter().any(|network| facet.holds(network, &term.id));
    let audiences: Vec<_> = Facet::Audience
        .terms(taxonomy)
        .iter()
        .filter(|term| is_used(Facet::Audience, term))
        .collect();
    let themes = Facet::Theme.terms(taxonomy).iter().filter(|term| is_used(Facet::Theme, term));

    let rows = themes.map(|theme| {
        let theme_label = LocalizedText::new(&theme.label, language);
        let cells = audiences.iter().map(|audience| {
            let audience_label = LocalizedText::new(&audience.label, language);
            let both = everything.with(Facet::Audience, &audience.id).with(Facet::Theme, &theme.id);
            let count = networks
                .iter()
                .filter(|network| Facet::Audience.holds(network, &audience.id))
                .filter(|network| Facet::Theme.holds(network, &theme.id))
                .count();
            Cell {
                column: audience_label.value,
                count,
                label: t.glance_cell(count, audience_label.value, theme_label.value),
                href: url(&both),
            }
        });
        Row {
            heading: Heading { text: theme_label, href: heading(Facet::Theme, theme) },
            cells: cells.collect(),
        }
    });
    Glance {
        rows: rows.collect(),
        columns: audiences
            .iter()
            .map(|term| Heading {
                text: LocalizedText::new(&term.label, language),
                href: heading(Facet::Audience, term),
            })
            .collect(),
    }
}

//! An entry as it stands in a list.

use super::text::{LocalizedText, month_year};
use super::{Kind, PageContext, Route};
use crate::content::model::{Entry, Network, Taxonomy};
use crate::finder::Facet;
use crate::language::Language;

/// An entry in a list: enough to know whether it fits.
pub(super) struct Card<'a> {
    pub name: LocalizedText<'a>,
    pub abbreviation: Option<&'a str>,
    pub summary: LocalizedText<'a>,
    pub href: String,
    /// The words it can be found by; none for entries that are not found by words.
    pub labels: Vec<LocalizedText<'a>>,
    /// What an editor should know of it; empty for visitors.
    pub marks: Vec<String>,
    /// Why it stands in this list, where that is not plain.
    pub reason: Option<String>,
    /// Where to find it, for paper, on which no link can be followed.
    pub address: Option<&'a str>,
    /// How old the information is, for paper, which does not follow edits.
    pub as_of: String,
}

impl<'a> Card<'a> {
    /// An entry's card.
    pub fn of(context: PageContext<'a>, entry: &'a Entry, kind: Kind, language: Language) -> Self {
        let summary = LocalizedText::new(&entry.summary, language);
        let address = entry.website.as_ref().or(entry.university_page.as_ref());
        let t = context.t(language);
        Self {
            name: LocalizedText::new(&entry.name, language),
            abbreviation: entry.abbreviation.as_deref(),
            marks: match context.assets.page_script {
                Some(_) => marks(context, entry, summary.is_fallback, language),
                None => Vec::new(),
            },
            summary,
            href: Route::Entry(kind, entry.slug.as_str().into()).path(language),
            labels: Vec::new(),
            reason: None,
            address: address.map(|url| url.get(language).value.as_str()),
            as_of: t.entry_as_of(month_year(entry.as_of, t)),
        }
    }

    /// A network's card, with the words that it can be found by.
    pub fn of_network(context: PageContext<'a>, network: &'a Network, language: Language) -> Self {
        let labels = Facet::ALL
            .into_iter()
            .flat_map(|facet| labels(facet, network, &context.content.taxonomy, language));
        let card = Self::of(context, &network.entry, Kind::Network, language);
        Self {
            labels: labels.collect(),
            address: card.address.or(network.email.as_deref()),
            ..card
        }
    }

    /// The cards of networks by their numbers.
    pub fn of_numbers(
        context: PageContext<'a>,
        numbers: &[usize],
        language: Language,
    ) -> Vec<Self> {
        let networks = numbers.iter().filter_map(|&number| context.content.networks.get(number));
        networks.map(|network| Self::of_network(context, network, language)).collect()
    }
}

/// What the preview says of an entry where the visitor's page says nothing.
fn marks(
    context: PageContext<'_>,
    entry: &Entry,
    is_fallback: bool,
    language: Language,
) -> Vec<String> {
    let t = context.t(language);
    let is_stale = context.is_stale(entry.as_of);
    let marks = [(is_fallback, t.preview_fallback()), (is_stale, t.preview_stale())];
    marks.into_iter().filter(|(holds, _)| *holds).map(|(_, mark)| mark).collect()
}

/// The labels of a facet that the network has, in the taxonomy's order.
pub(super) fn labels<'a>(
    facet: Facet,
    network: &Network,
    taxonomy: &'a Taxonomy,
    language: Language,
) -> impl Iterator<Item = LocalizedText<'a>> {
    let terms = facet.terms(taxonomy).iter();
    terms
        .filter(move |term| facet.holds(network, &term.id))
        .map(move |term| LocalizedText::new(&term.label, language))
}

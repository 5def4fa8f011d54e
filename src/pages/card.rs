//! An entry as it stands in a list.

use super::text::{LangAttribute, LocalizedText, age, in_sentence, short_age};
use super::{PageContext, Route};
use crate::content::entries::EntryRef;
use crate::content::model::{Entry, Network, Taxonomy};
use crate::finder::Facet;
use crate::language::Language;

/// An entry in a list: enough to know whether it fits.
pub(super) struct Card<'a> {
    pub name: LocalizedText<'a>,
    pub abbreviation: Option<&'a str>,
    pub summary: LocalizedText<'a>,
    pub href: String,
    /// Who it is for, what it is about, where it is: what tells networks apart.
    pub metadata: Vec<Vec<Label>>,
    /// What an editor should know of it; empty for visitors.
    pub marks: Vec<String>,
    /// Why it stands in this list, where that is not plain.
    pub reason: Option<String>,
    /// Where to find it, for paper, on which no link can be followed.
    pub address: Option<&'a str>,
    pub as_of: String,
    /// The same in a few words.
    pub age: String,
    /// Whether that is said on the screen too, and not only on paper, which follows no edits.
    pub is_stale: bool,
}

/// A word of the taxonomy as it stands in a row.
pub(super) struct Label {
    pub text: String,
    pub lang: LangAttribute,
}

impl<'a> Card<'a> {
    /// The first sentence of the summary, for where there is room for one.
    pub fn sentence(&self) -> &'a str {
        first_sentence(self.summary.value)
    }

    pub fn of(context: PageContext<'a>, item: EntryRef<'a>, language: Language) -> Self {
        let entry = item.entry();
        let summary = LocalizedText::new(&entry.summary, language);
        let address = entry.website.as_ref().or(entry.university_page.as_ref());
        let address = address.map(|url| url.get(language).value.as_str());
        let (metadata, email) = match item {
            EntryRef::Network(_, network) => {
                (metadata(context, network, language), network.email.as_deref())
            }
            EntryRef::Charter(_) | EntryRef::Collaboration(_) => (Vec::new(), None),
        };
        let t = context.t(language);
        Self {
            name: LocalizedText::new(&entry.name, language),
            abbreviation: entry.abbreviation.as_deref(),
            marks: match context.assets.page_script {
                Some(_) => marks(context, entry, summary.is_fallback, language),
                None => Vec::new(),
            },
            summary,
            href: Route::of(item).path(language),
            metadata,
            reason: None,
            address: address.or(email),
            as_of: age(entry.as_of, t),
            age: short_age(entry.as_of, t),
            is_stale: context.is_stale(entry.as_of),
        }
    }

    /// The cards of networks by their numbers.
    pub fn of_numbers(
        context: PageContext<'a>,
        numbers: &[usize],
        language: Language,
    ) -> Vec<Self> {
        let networks = &context.content.networks;
        let items = numbers.iter().filter_map(|&number| {
            networks.get(number).map(|network| EntryRef::Network(number, network))
        });
        items.map(|item| Self::of(context, item, language)).collect()
    }
}

/// Up to the first full stop that a capital follows, as `St. Antonius` in a name would too: then
/// the reader sees less of the summary, and nothing wrong.
fn first_sentence(text: &str) -> &str {
    let end = text.match_indices(". ").map(|(at, _)| at + 1);
    let mut ends = end.filter(|&at| text[at..].trim_start().starts_with(char::is_uppercase));
    ends.next().map_or(text, |at| &text[..at])
}

/// A list per facet that says something: neither every audience by name, nor the place that is
/// everywhere.
fn metadata(context: PageContext<'_>, network: &Network, language: Language) -> Vec<Vec<Label>> {
    let taxonomy = &context.content.taxonomy;
    let lists = Facet::ALL.map(|facet| match facet {
        Facet::Audience if network.terms(facet).len() == facet.terms(taxonomy).len() => {
            let text = context.t(language).finder_everyone();
            vec![Label { text, lang: LangAttribute::default() }]
        }
        Facet::Place if network.is_everywhere() => Vec::new(),
        facet => row(labels(facet, network, taxonomy, language)),
    });
    lists.into_iter().filter(|list| !list.is_empty()).collect()
}

/// Labels as words of one row, with one capital at its beginning: `Studenten, medewerkers`, but
/// `Internationaal, LHBTI+`.
fn row<'a>(labels: impl Iterator<Item = LocalizedText<'a>>) -> Vec<Label> {
    let labels = labels.enumerate().map(|(at, LocalizedText { value, lang, .. })| {
        let text = if at == 0 { value.to_owned() } else { in_sentence(value) };
        Label { text, lang }
    });
    labels.collect()
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

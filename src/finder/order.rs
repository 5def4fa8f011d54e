//! The orders of networks: by name, and by what they have in common.

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::Locale;

use crate::content::model::{Content, Facet, Network};
use crate::language::Language;

/// Networks that share a theme with this one, most in common first: their numbers. An audience
/// alone relates nothing: most networks are for students or staff.
pub fn related(content: &Content, number: usize, order: &[usize]) -> Vec<usize> {
    let own = &content.networks[number];
    let ids = |own: &[String], other: &[String]| own.iter().filter(|id| other.contains(id)).count();
    let others = order.iter().filter(|&&other| other != number).map(|&number| {
        let other = &content.networks[number];
        let shared = |facet| ids(own.terms(facet), other.terms(facet));
        ((shared(Facet::Theme), shared(Facet::Audience)), number)
    });
    let mut others: Vec<_> = others.filter(|((themes, _), _)| *themes > 0).collect();
    others.sort_by_key(|(shared, _)| std::cmp::Reverse(*shared));
    others.into_iter().map(|(_, number)| number).collect()
}

/// The networks in the order in which readers of a language expect their names.
pub fn sorted_by_name(networks: &[Network], language: Language) -> Vec<usize> {
    let collator = collator(language);
    let mut order: Vec<_> = (0..networks.len()).collect();
    let name = |number: &usize| networks[*number].entry.name.get(language).value;
    order.sort_by(|a, b| match &collator {
        Some(collator) => collator.compare(name(a), name(b)),
        None => name(a).cmp(name(b)),
    });
    order
}

/// The order of words in a language (CLDR), whose data is compiled in.
fn collator(language: Language) -> Option<CollatorBorrowed<'static>> {
    let locale: Locale = language.code().parse().ok()?;
    Collator::try_new(locale.into(), CollatorOptions::default()).ok()
}

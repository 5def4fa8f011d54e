//! All networks as data, for other programs: `/nl/netwerken.json`, `/en/networks.json`.

use serde_json::{Value, json};

use super::{Kind, PageContext, Route};
use crate::content::model::{Network, Taxonomy};
use crate::finder::Facet;
use crate::language::Language;

/// Where the networks in a language are.
pub fn dataset_path(language: Language) -> String {
    format!("/{language}/{}.json", Kind::Network.segment(language))
}

/// The networks in a language, in the order of their names. The README tells the fields.
pub fn dataset(context: PageContext<'_>, language: Language) -> String {
    let networks = context.finder.in_order(language).iter();
    let networks = networks.filter_map(|&number| context.content.networks.get(number));
    let networks: Vec<_> = networks.map(|it| network(context, it, language)).collect();
    json!({
        "language": language.code(),
        "url": context.absolute(&Route::Finder.path(language)),
        "networks": networks,
    })
    .to_string()
}

fn network(context: PageContext<'_>, network: &Network, language: Language) -> Value {
    let entry = &network.entry;
    let taxonomy = &context.content.taxonomy;
    let terms = |facet: Facet| -> Vec<Value> {
        let terms = facet.terms(taxonomy).iter();
        terms.filter(|term| facet.holds(network, &term.id)).map(|it| term(it, language)).collect()
    };
    let url = |url: &Option<crate::language::Localized<crate::content::model::HttpsUrl>>| {
        url.as_ref().map(|url| url.get(language).value.as_str().to_owned())
    };
    let route = Route::Entry(Kind::Network, entry.slug.as_str().into());
    let place =
        network.place.as_deref().and_then(|id| Taxonomy::find(Facet::Place.terms(taxonomy), id));
    json!({
        "id": entry.slug,
        "url": context.absolute(&route.path(language)),
        "name": entry.name.get(language).value,
        "abbreviation": entry.abbreviation,
        "summary": entry.summary.get(language).value,
        "audience": terms(Facet::Audience),
        "themes": terms(Facet::Theme),
        "place": place.map(|place| term(place, language)),
        "website": url(&entry.website),
        "university_page": url(&entry.university_page),
        "email": network.email,
        "since": network.since,
        "as_of": entry.as_of.to_string(),
    })
}

fn term(term: &crate::content::model::Term, language: Language) -> Value {
    json!({ "id": term.id, "label": term.label.get(language).value })
}

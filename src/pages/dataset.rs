//! All networks as data, for other programs: `/nl/netwerken.json`, `/en/networks.json`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{PageContext, Route};
use crate::content::entries::{EntryKind, EntryRef};
use crate::content::model::{Contact, Entry, FacetFormat, HttpsUrl, Network, Standing, Term};
use crate::finder::Facet;
use crate::language::{Language, Localized};

#[derive(Serialize)]
struct Dataset<'a> {
    language: &'static str,
    url: String,
    networks: Vec<NetworkRecord<'a>>,
}

/// A network, in one language. The README says what each field means.
#[derive(Serialize)]
struct NetworkRecord<'a> {
    id: &'a str,
    url: String,
    name: &'a str,
    abbreviation: Option<&'a str>,
    summary: &'a str,
    #[serde(flatten)]
    facets: BTreeMap<&'static str, FacetRecord<'a>>,
    website: Option<&'a str>,
    university_page: Option<&'a str>,
    email: Option<&'a str>,
    since: Option<i16>,
    join: Option<&'a str>,
    languages: Vec<&'static str>,
    standing: Option<&'static str>,
    contact: Vec<ContactRecord<'a>>,
    as_of: String,
}

/// The terms of a facet, as the network's file has them.
#[derive(Serialize)]
#[serde(untagged)]
enum FacetRecord<'a> {
    List(Vec<TermRecord<'a>>),
    One(Option<TermRecord<'a>>),
}

#[derive(Serialize)]
struct ContactRecord<'a> {
    name: &'a str,
    url: Option<&'a str>,
    email: Option<&'a str>,
}

#[derive(Serialize)]
struct TermRecord<'a> {
    id: &'a str,
    label: &'a str,
}

pub fn dataset_path(language: Language) -> String {
    format!("/{language}/{}.json", EntryKind::Network.path(language))
}

/// The networks in a language, in the order of their names.
pub fn dataset(context: PageContext<'_>, language: Language) -> askama::Result<String> {
    let numbers = context.finder.in_order(language).iter();
    let networks = numbers.filter_map(|&number| record(context, number, language));
    let dataset = Dataset {
        language: language.code(),
        url: context.absolute(&Route::Finder.path(language)),
        networks: networks.collect(),
    };
    serde_json::to_string(&dataset).map_err(askama::Error::custom)
}

fn record<'a>(
    context: PageContext<'a>,
    number: usize,
    language: Language,
) -> Option<NetworkRecord<'a>> {
    let network = context.content.networks.get(number)?;
    // Named one by one, so that a new field compiles only once somebody has decided on it.
    let Network { entry, facets: _, also: _, email, since, join, languages, standing, contacts } =
        network;
    let Entry {
        slug,
        file: _,
        name,
        abbreviation,
        summary,
        description: _,
        website,
        university_page,
        as_of,
    } = entry;
    let taxonomy = &context.content.taxonomy;
    let term = |term: &'a Term| TermRecord { id: &term.id, label: term.label.get(language).value };
    let facets = Facet::ALL.map(|facet| {
        let terms = facet.terms(taxonomy).iter();
        let mut terms = terms.filter(|it| facet.holds(network, &it.id)).map(term);
        let FacetFormat { key, is_list, .. } = facet.format();
        match is_list {
            true => (key, FacetRecord::List(terms.collect())),
            false => (key, FacetRecord::One(terms.next())),
        }
    });
    let url = |url: &'a Option<Localized<HttpsUrl>>| {
        url.as_ref().map(|url| url.get(language).value.as_str())
    };
    let contact = |contact: &'a Contact| ContactRecord {
        name: contact.name.get(language).value,
        url: url(&contact.url),
        email: contact.email.as_deref(),
    };
    let route = Route::of(EntryRef::Network(number, network));
    Some(NetworkRecord {
        id: slug,
        url: context.absolute(&route.path(language)),
        name: name.get(language).value,
        abbreviation: abbreviation.as_deref(),
        summary: summary.get(language).value,
        facets: facets.into(),
        website: url(website),
        university_page: url(university_page),
        email: email.as_deref(),
        since: *since,
        join: join.as_ref().map(|join| join.get(language).value.text()),
        languages: languages.iter().map(|language| language.code()).collect(),
        standing: standing.map(Standing::id),
        contact: contacts.iter().map(contact).collect(),
        as_of: as_of.to_string(),
    })
}

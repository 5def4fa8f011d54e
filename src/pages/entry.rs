//! A page about one entry: what it is, for whom, where, how to reach it, how old this is.

use askama::Template;

use super::card::Card;
use super::facet_words::FacetWords;
use super::layout::Layout;
use super::text::{LangAttribute, Link, LocalizedText, age, in_sentence};
use super::{PageContext, Route, structured_data};
use crate::consent::View;
use crate::content::entries::{EntryKind, EntryRef};
use crate::content::markdown::Html;
use crate::content::model::{Charter, Collaboration, HttpsUrl, Network, Standing};
use crate::finder::{Facet, Query, related};
use crate::l10n::Messages;
use crate::language::Language;

/// How many related networks a page names.
const RELATED: usize = 3;

#[derive(Template)]
#[template(path = "entry.html")]
struct EntryPage<'a> {
    layout: Layout<'a>,
    kind: String,
    is_network: bool,
    name: LocalizedText<'a>,
    abbreviation: Option<&'a str>,
    summary: LocalizedText<'a>,
    facts: Vec<Fact>,
    as_of: String,
    is_stale: bool,
    /// How to take part in a network, where that is known.
    join: Option<LocalizedText<'a, Html>>,
    reach: Vec<Contact<'a>>,
    /// Whether it is a network of which we know no address.
    has_no_address: bool,
    description: Option<LocalizedText<'a, Html>>,
    is_fallback: bool,
    related: Vec<Card<'a>>,
    edit: Option<String>,
    mail_change: String,
}

/// A fact: its name and its values, some of which lead to the finder.
struct Fact {
    name: String,
    values: Vec<FactValue>,
}

struct FactValue {
    text: String,
    lang: LangAttribute,
    href: Option<String>,
}

/// A way to reach an entry or to read more about it.
pub(super) struct Contact<'a> {
    pub link: Link<'a>,
    pub lang: LangAttribute,
    /// Where the link leads, in words: `rise.nu`.
    pub host: Option<String>,
}

pub(super) fn render(
    context: PageContext<'_>,
    item: EntryRef<'_>,
    language: Language,
    view: View,
) -> askama::Result<String> {
    let content = context.content;
    let t = context.t(language);
    let entry = item.entry();
    let network = match item {
        EntryRef::Network(number, network) => Some((number, network)),
        EntryRef::Charter(_) | EntryRef::Collaboration(_) => None,
    };

    let name = LocalizedText::new(&entry.name, language);
    let summary = LocalizedText::new(&entry.summary, language);
    let description = entry.description.as_ref().map(|prose| LocalizedText::html(prose, language));
    let route = Route::of(item);
    let mut layout = Layout::for_route(context, &route, language, view, name.value, summary.value);
    layout.structured_data =
        vec![structured_data::breadcrumbs(context, &layout.breadcrumbs, name.value)];
    if let Some((_, network)) = network {
        layout.structured_data.push(structured_data::network(context, network, language));
    }
    let mut reach = reach(item, language, t);
    let has_no_address = network.is_some() && reach.is_empty();
    if has_no_address {
        let contact = &content.site.contact;
        reach.push(Contact {
            link: Link::new(t.entry_mail_office(), mail(contact, name.value)),
            lang: LangAttribute::default(),
            host: Some(contact.clone()),
        });
    }
    EntryPage {
        kind: match item.kind() {
            EntryKind::Network => t.entry_kind_network(),
            EntryKind::Charter => t.entry_kind_charter(),
            EntryKind::Collaboration => t.entry_kind_collaboration(),
        },
        is_network: network.is_some(),
        name,
        abbreviation: entry.abbreviation.as_deref(),
        summary,
        facts: facts(context, item, language),
        as_of: age(entry.as_of, t),
        is_stale: context.is_stale(entry.as_of),
        has_no_address,
        join: network
            .and_then(|(_, network)| network.join.as_ref())
            .map(|join| LocalizedText::html(join, language)),
        reach,
        is_fallback: summary.is_fallback
            || description.as_ref().is_some_and(|prose| prose.is_fallback),
        description,
        related: network.map_or_else(Vec::new, |(number, network)| {
            related_cards(context, number, network, language)
        }),
        edit: content.site.edit_url.as_ref().map(|url| url.replace("{file}", &entry.file)),
        mail_change: mail(&content.site.contact, &t.entry_mail_subject(name.value)),
        layout,
    }
    .render()
}

fn facts(context: PageContext<'_>, item: EntryRef<'_>, language: Language) -> Vec<Fact> {
    let t = context.t(language);
    let plain = |name: String, values: Vec<String>| Fact {
        name,
        values: values
            .into_iter()
            .map(|text| FactValue { text, lang: LangAttribute::default(), href: None })
            .collect(),
    };
    let year = |name: String, year: Option<i16>| {
        plain(name, year.map(|year| year.to_string()).into_iter().collect())
    };
    // Fields by name, so that a new one compiles only once somebody has decided on it.
    let mut facts = match item {
        EntryRef::Network(_, network) => {
            let Network {
                entry: _,
                facets: _,
                also: _,
                email: _,
                since,
                join: _,
                languages,
                standing,
                contacts: _,
            } = network;
            let facets = Facet::ALL.map(|facet| facet_fact(context, network, facet, language));
            let standing = standing.map(|standing| match standing {
                Standing::University => t.entry_standing_university(),
                Standing::Independent => t.entry_standing_independent(),
                Standing::City => t.entry_standing_city(),
            });
            let own = [
                plain(t.entry_languages(), language_names(languages, t)),
                plain(t.entry_standing(), standing.into_iter().collect()),
                year(t.entry_since(), *since),
            ];
            facets.into_iter().chain(own).collect()
        }
        EntryRef::Charter(Charter { entry: _, signed }) => vec![year(t.entry_signed(), *signed)],
        EntryRef::Collaboration(it) => {
            let Collaboration { entry: _, scope: _, partners, since, contacts: _ } = it;
            let partners = partners.iter().map(|name| {
                let LocalizedText { value, lang, .. } = LocalizedText::new(name, language);
                FactValue { text: value.to_owned(), lang, href: None }
            });
            let partners = Fact { name: t.entry_partners(), values: partners.collect() };
            vec![partners, year(t.entry_since(), *since)]
        }
    };
    facts.retain(|fact: &Fact| !fact.values.is_empty());
    facts
}

/// What a network is found by, each value leading to the finder with that condition.
fn facet_fact<'a>(
    context: PageContext<'a>,
    network: &Network,
    facet: Facet,
    language: Language,
) -> Fact {
    let terms = facet.terms(&context.content.taxonomy).iter();
    let values = terms.filter(|term| facet.holds(network, &term.id)).map(|term| {
        let label = LocalizedText::new(&term.label, language);
        let query = Query::everything().with(facet, &term.id);
        FactValue {
            text: label.value.to_owned(),
            lang: label.lang,
            href: Some(format!("{}{}", Route::Finder.path(language), query.to_url())),
        }
    });
    Fact { name: (FacetWords::of(facet).fact)(context.t(language)), values: values.collect() }
}

pub(super) fn language_names(languages: &[Language], t: &Messages) -> Vec<String> {
    languages.iter().map(|it| t.entry_language_name(it.code())).collect()
}

pub(super) fn reach<'a>(item: EntryRef<'a>, language: Language, t: &Messages) -> Vec<Contact<'a>> {
    let entry = item.entry();
    let kind = item.kind().id();
    let (email, contacts) = match item {
        EntryRef::Network(_, it) => (it.email.as_deref(), it.contacts.as_slice()),
        EntryRef::Collaboration(it) => (None, it.contacts.as_slice()),
        EntryRef::Charter(_) => (None, [].as_slice()),
    };
    let short = entry.abbreviation.as_deref().unwrap_or(entry.name.get(language).value);
    let web = |text: String, lang: LangAttribute, url: &'a HttpsUrl| Contact {
        link: Link::new(text, url.as_str()),
        lang,
        host: Some(t.site_leads_to(url.host())),
    };
    let mailbox = |name: &str, address: &str| Contact {
        link: Link::new(t.entry_email(name), format!("mailto:{address}")),
        lang: LangAttribute::default(),
        host: Some(address.to_owned()),
    };
    let here = LangAttribute::default();
    let website = entry.website.as_ref().map(|url| url.get(language).value);
    let page = entry.university_page.as_ref().map(|url| url.get(language).value);
    let mut ways = Vec::new();
    ways.extend(website.map(|url| web(t.entry_website(kind, short), here, url)));
    ways.extend(page.map(|url| web(t.entry_university_page(kind, short), here, url)));
    ways.extend(email.map(|address| mailbox(short, address)));
    for contact in contacts {
        let LocalizedText { value: name, lang, .. } = LocalizedText::new(&contact.name, language);
        let url = contact.url.as_ref().map(|url| url.get(language).value);
        ways.extend(url.map(|url| web(name.to_owned(), lang, url)));
        ways.extend(contact.email.as_deref().map(|address| mailbox(name, address)));
    }
    ways
}

fn related_cards<'a>(
    context: PageContext<'a>,
    number: usize,
    network: &Network,
    language: Language,
) -> Vec<Card<'a>> {
    let PageContext { content, finder, .. } = context;
    let t = context.t(language);
    let numbers = related(content, number, finder.in_order(language));
    let others =
        numbers.into_iter().take(RELATED).map(|number| (number, &content.networks[number]));
    others
        .map(|(number, other)| {
            let shared = [Facet::Theme, Facet::Audience].into_iter().flat_map(|facet| {
                let terms = facet.terms(&content.taxonomy).iter();
                terms
                    .filter(move |term| [network, other].iter().all(|it| facet.holds(it, &term.id)))
                    .map(|term| in_sentence(term.label.get(language).value))
            });
            Card {
                reason: Some(t.entry_related_by(shared.collect::<Vec<_>>().join(", "))),
                metadata: Vec::new(),
                ..Card::of(context, EntryRef::Network(number, other), language)
            }
        })
        .collect()
}

/// A `mailto:` address with a subject (RFC 6068).
fn mail(address: &str, subject: &str) -> String {
    let Ok(mut url) = url::Url::parse(&format!("mailto:{address}")) else {
        return format!("mailto:{address}");
    };
    url.set_query(Some(&format!("subject={}", subject.replace('&', "%26"))));
    url.into()
}

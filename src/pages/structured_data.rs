//! What a page says to machines: JSON-LD in the words of schema.org.

use std::fmt;

use askama::filters::HtmlSafe;
use serde_json::{Value, json};

use super::text::Link;
use super::{PageContext, Route};
use crate::content::entries::EntryKind;
use crate::content::model::{Contact, Entry, Network};
use crate::language::Language;

/// A block of JSON-LD that can stand within a script element.
pub(super) struct JsonLd(Value);

impl JsonLd {
    fn new(mut value: Value) -> Self {
        value["@context"] = json!("https://schema.org");
        Self(value)
    }
}

impl fmt::Display for JsonLd {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Nothing in it may end the element: JSON can say `<` otherwise.
        formatter.write_str(&self.0.to_string().replace('<', "\\u003c"))
    }
}

impl HtmlSafe for JsonLd {}

/// The institution whose site this is.
fn owner(context: PageContext<'_>, language: Language) -> Value {
    let site = &context.content.site;
    json!({
        "@type": "CollegeOrUniversity",
        "name": site.owner.get(language).value,
        "url": site.owner_website.get(language).value.as_str(),
        "email": site.contact,
    })
}

/// The trail to the page.
pub(super) fn breadcrumbs(context: PageContext<'_>, trail: &[Link<'_>], last: &str) -> JsonLd {
    let items = trail.iter().map(|link| (link.text.as_str(), Some(context.absolute(&link.href))));
    let items = items.chain([(last, None)]).zip(1..).map(|((name, url), position)| {
        let mut item = json!({ "@type": "ListItem", "position": position, "name": name });
        if let Some(url) = url {
            item["item"] = json!(url);
        }
        item
    });
    JsonLd::new(json!({ "@type": "BreadcrumbList", "itemListElement": items.collect::<Vec<_>>() }))
}

/// A network as an organisation within the university's reach.
pub(super) fn network(context: PageContext<'_>, network: &Network, language: Language) -> JsonLd {
    let entry = &network.entry;
    let page = context.absolute(&network_route(entry).path(language));
    let mut value = json!({
        "@type": "Organization",
        "name": entry.name.get(language).value,
        "description": entry.summary.get(language).value,
        "mainEntityOfPage": page,
    });
    let own = entry.website.as_ref().map(|url| url.get(language).value.as_str());
    value["url"] = json!(own.unwrap_or(&page));
    if let Some(abbreviation) = &entry.abbreviation {
        value["alternateName"] = json!(abbreviation);
    }
    if let Some(url) = &entry.university_page {
        value["sameAs"] = json!(url.get(language).value.as_str());
    }
    if let Some(since) = network.since {
        value["foundingDate"] = json!(since.to_string());
    }
    if let Some(email) = &network.email {
        value["email"] = json!(email);
    }
    if !network.languages.is_empty() {
        let languages = network.languages.iter().map(|language| language.code());
        value["knowsLanguage"] = languages.collect();
    }
    if !network.contacts.is_empty() {
        let contacts = network.contacts.iter().map(|contact| contact_point(contact, language));
        value["contactPoint"] = contacts.collect();
    }
    JsonLd::new(value)
}

fn contact_point(contact: &Contact, language: Language) -> Value {
    let mut value = json!({
        "@type": "ContactPoint",
        "name": contact.name.get(language).value,
    });
    if let Some(url) = &contact.url {
        value["url"] = json!(url.get(language).value.as_str());
    }
    if let Some(email) = &contact.email {
        value["email"] = json!(email);
    }
    value
}

fn network_route(network: &Entry) -> Route<'_> {
    Route::Entry(EntryKind::Network, network.slug.as_str().into())
}

/// A list of networks, by the addresses of their pages.
pub(super) fn network_list<'a>(
    context: PageContext<'_>,
    networks: impl Iterator<Item = &'a Entry>,
    language: Language,
) -> JsonLd {
    let items = networks.zip(1..).map(|(entry, position)| {
        json!({
            "@type": "ListItem",
            "position": position,
            "name": entry.name.get(language).value,
            "url": context.absolute(&network_route(entry).path(language)),
        })
    });
    JsonLd::new(json!({ "@type": "ItemList", "itemListElement": items.collect::<Vec<_>>() }))
}

/// The home page, and whose it is.
pub(super) fn home(context: PageContext<'_>, language: Language) -> JsonLd {
    JsonLd::new(json!({
        "@type": "WebPage",
        "name": context.content.home.title.get(language).value,
        "description": context.content.home.summary.get(language).value,
        "url": context.absolute(&Route::Home.path(language)),
        "inLanguage": language.code(),
        "publisher": owner(context, language),
    }))
}

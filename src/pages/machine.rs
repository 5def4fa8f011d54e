//! What machines read: sitemap, robots.txt, security.txt.

use askama::Template;
use jiff::civil::Date;

use super::{Material, Route};
use crate::language::{Language, PerLanguage};

#[derive(Template)]
#[template(path = "sitemap.xml")]
struct Sitemap {
    pages: Vec<SitemapPage>,
}

struct SitemapPage {
    url: String,
    alternates: Option<PerLanguage<String>>,
    changed: Option<Date>,
}

/// The sitemap (sitemaps.org): the pages worth finding, with their alternates.
///
/// # Errors
/// Fails where a value cannot be written.
pub fn sitemap(material: Material<'_>) -> askama::Result<String> {
    let mut pages = Vec::new();
    for route in Route::all(material.content) {
        if matches!(route, Route::KeptDeclaration(_)) {
            continue;
        }
        let urls = PerLanguage::from_fn(|language| material.absolute(&route.path(language)));
        let is_foreign = |language| material.is_wholly_foreign(&route, language);
        let is_paired = Language::ALL.iter().all(|&language| !is_foreign(language));
        for language in Language::ALL.into_iter().filter(|&language| !is_foreign(language)) {
            pages.push(SitemapPage {
                url: urls.get(language).clone(),
                alternates: is_paired.then(|| urls.clone()),
                changed: changed(material, &route),
            });
        }
    }
    Sitemap { pages }.render()
}

/// The newest day on which something on the page is known to have been true: the one honest
/// `lastmod` that the content holds.
fn changed(material: Material<'_>, route: &Route<'_>) -> Option<Date> {
    let content = material.content;
    match route {
        Route::Entry(kind, slug) => material.entry(*kind, slug).map(|entry| entry.as_of),
        Route::Accessibility => Some(content.accessibility.as_of),
        Route::Privacy => Some(content.privacy.as_of),
        Route::Finder => content.networks.iter().map(|network| network.entry.as_of).max(),
        Route::Home => {
            let networks = content.networks.iter().map(|network| &network.entry);
            let charters = content.charters.iter().map(|charter| &charter.entry);
            let collaborations = content.collaborations.iter().map(|it| &it.entry);
            networks.chain(charters).chain(collaborations).map(|entry| entry.as_of).max()
        }
        Route::Cookies | Route::KeptDeclaration(_) => None,
    }
}

/// The robots.txt (RFC 9309): everything may be read, and here is the map.
pub fn robots(material: Material<'_>) -> String {
    format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", material.absolute("/sitemap.xml"))
}

/// A guide to the site for language models (llms.txt): what it is, and every network in a line.
pub fn llms(material: Material<'_>) -> String {
    let language = Language::En;
    let content = material.content;
    let mut text = format!(
        "# {}\n\n> {}\n\nEvery page is in Dutch (/nl/) and in English (/en/). All networks as data: {}\n\n## {}\n\n",
        content.site.title.get(language).value,
        content.home.summary.get(language).value,
        material.absolute(&super::dataset_path(language)),
        content.home.networks.title.get(language).value,
    );
    let networks = material.finder.in_order(language).iter();
    for network in networks.filter_map(|&number| content.networks.get(number)) {
        let entry = &network.entry;
        let route = Route::Entry(super::Kind::Network, entry.slug.as_str().into());
        text.push_str(&format!(
            "- [{}]({}): {}\n",
            entry.name.get(language).value,
            material.absolute(&route.path(language)),
            entry.summary.get(language).value,
        ));
    }
    text
}

/// What the site does with the Global Privacy Control signal: it heeds it (W3C, gpc.json).
pub fn gpc(material: Material<'_>) -> String {
    format!("{{\"gpc\":true,\"lastUpdate\":\"{}\"}}\n", material.content.privacy.as_of)
}

/// The security.txt (RFC 9116); it expires half a year after the day for which it is made, and
/// is made anew every day.
pub fn security_txt(material: Material<'_>) -> String {
    let contact = &material.content.site.contact;
    let expires = material.today.checked_add(jiff::Span::new().months(6)).unwrap_or(material.today);
    format!(
        "Contact: mailto:{contact}\nExpires: {expires}T00:00:00Z\n\
         Preferred-Languages: nl, en\nCanonical: {}\n",
        material.absolute("/.well-known/security.txt"),
    )
}

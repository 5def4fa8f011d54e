//! What machines read: sitemap, robots.txt, security.txt.

use askama::Template;
use jiff::civil::Date;

use super::{Alternate, PageContext, Route};
use crate::content::entries::EntryKind;
use crate::content::single_page::SinglePage;
use crate::language::Language;

#[derive(Template)]
#[template(path = "sitemap.xml")]
struct Sitemap {
    pages: Vec<SitemapPage>,
}

struct SitemapPage {
    url: String,
    alternates: Vec<Alternate>,
    changed: Option<Date>,
}

/// The sitemap (sitemaps.org): the pages worth finding, with their alternates. One holds 50,000
/// addresses, which is 25,000 entries.
pub fn sitemap(context: PageContext<'_>) -> askama::Result<String> {
    Sitemap { pages: sitemap_pages(context) }.render()
}

fn sitemap_pages(context: PageContext<'_>) -> Vec<SitemapPage> {
    let mut pages = Vec::new();
    for route in Route::all(context.content) {
        if matches!(route, Route::KeptDeclaration(_)) {
            continue;
        }
        let has_own = |&language: &Language| context.text_language(&route, language) == language;
        for language in Language::ALL.into_iter().filter(has_own) {
            pages.push(SitemapPage {
                url: context.absolute(&route.path(language)),
                alternates: context.alternates(&route, language),
                changed: changed(context, &route),
            });
        }
    }
    pages
}

/// The newest day on which something on the page is known to have been true: the one honest
/// `lastmod` that the content holds.
fn changed(context: PageContext<'_>, route: &Route<'_>) -> Option<Date> {
    let content = context.content;
    let newest = |kind: Option<EntryKind>| {
        let entries = content.entries().filter(|it| kind.is_none_or(|kind| it.kind() == kind));
        entries.map(|it| it.entry().as_of.last_day()).max()
    };
    match route {
        Route::Entry(kind, slug) => {
            content.entry(*kind, slug).map(|it| it.entry().as_of.last_day())
        }
        Route::Page(page) => content.page(*page).map(|page| page.as_of.last_day()),
        Route::Finder => newest(Some(EntryKind::Network)),
        Route::Home => newest(None),
        Route::Cookies | Route::KeptDeclaration(_) => None,
    }
}

/// The robots.txt (RFC 9309): everything may be read, and here is the map.
pub fn robots(context: PageContext<'_>) -> String {
    format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", context.absolute("/sitemap.xml"))
}

/// Where the feed in a language is.
pub fn feed_path(language: Language) -> String {
    format!("/{language}/feed.atom")
}

/// Where the web manifest in a language is.
pub fn manifest_path(language: Language) -> String {
    format!("/{language}/site.webmanifest")
}

/// The web manifest (W3C Application Manifest): name, colours and icons for whoever puts the site
/// on a screen of theirs.
pub fn manifest(context: PageContext<'_>, language: Language) -> String {
    let title = &context.content.site.title.get(language);
    let icon = |name: &str, sizes: &str, kind: &str| serde_json::json!({ "src": context.assets.path(name), "sizes": sizes, "type": kind });
    let manifest = serde_json::json!({
        "name": title.value,
        "lang": language.code(),
        "start_url": Route::Home.path(language),
        "scope": "/",
        "display": "browser",
        "background_color": "#0f2f73",
        "theme_color": "#0f2f73",
        "icons": [
            icon("static/icon.svg", "any", "image/svg+xml"),
            icon("static/apple-touch-icon.png", "180x180", "image/png"),
            icon("static/icon-512.png", "512x512", "image/png"),
        ],
    });
    format!("{manifest}\n")
}

/// What the site does with the Global Privacy Control signal: it heeds it (W3C, gpc.json).
pub fn gpc(context: PageContext<'_>) -> String {
    let privacy = context.content.page(SinglePage::Privacy);
    let since = privacy.map_or(context.today, |page| page.as_of.last_day());
    format!("{{\"gpc\":true,\"lastUpdate\":\"{since}\"}}\n")
}

/// The security.txt (RFC 9116); it expires half a year after the day for which it is made, and
/// is made anew every day.
pub fn security_txt(context: PageContext<'_>) -> String {
    let contact = &context.content.site.contact;
    let expires = context.today.checked_add(jiff::Span::new().months(6)).unwrap_or(context.today);
    let languages = Language::ALL.map(Language::code).join(", ");
    format!(
        "Contact: mailto:{contact}\nExpires: {expires}T00:00:00Z\n\
         Preferred-Languages: {languages}\nCanonical: {}\n",
        context.absolute("/.well-known/security.txt"),
    )
}

//! What machines read: sitemap, robots.txt, security.txt.

use askama::Template;
use jiff::civil::Date;

use super::{PageContext, Route};
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

/// How many pages and how many bytes one sitemap may have (sitemaps.org).
const SITEMAP_MAX: SitemapSize = SitemapSize { pages: 50_000, bytes: 50_000_000 };

#[derive(Clone, Copy, Default)]
struct SitemapSize {
    pages: usize,
    bytes: usize,
}

/// The sitemap (sitemaps.org), by path: the pages worth finding, with their alternates. What is
/// too much for one is in several, `/sitemap-1.xml` and on, to which `/sitemap.xml` leads.
///
/// # Errors
/// Fails where a value cannot be written.
pub fn sitemaps(context: PageContext<'_>) -> askama::Result<Vec<(String, String)>> {
    let mut parts = split(sitemap_pages(context), SITEMAP_MAX);
    let whole = "/sitemap.xml".to_owned();
    if parts.len() < 2 {
        let pages = parts.pop().unwrap_or_default();
        return Ok(vec![(whole, Sitemap { pages }.render()?)]);
    }
    let mut sitemaps = Vec::new();
    for (pages, number) in parts.into_iter().zip(1..) {
        sitemaps.push((format!("/sitemap-{number}.xml"), Sitemap { pages }.render()?));
    }
    let urls = sitemaps.iter().map(|(path, _)| context.absolute(path));
    let index = sitemap_index(urls);
    sitemaps.push((whole, index));
    Ok(sitemaps)
}

/// What leads to the parts of a sitemap. Addresses have nothing in them that XML would misread.
fn sitemap_index(urls: impl Iterator<Item = String>) -> String {
    let parts: String = urls.map(|url| format!("<sitemap><loc>{url}</loc></sitemap>\n")).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n\
         {parts}</sitemapindex>\n"
    )
}

/// The pages in as few parts as the limits allow.
fn split(pages: Vec<SitemapPage>, max: SitemapSize) -> Vec<Vec<SitemapPage>> {
    let mut parts: Vec<Vec<SitemapPage>> = Vec::new();
    let mut last = SitemapSize::default();
    for page in pages {
        let bytes = page.bytes();
        match parts.last_mut() {
            Some(part) if last.pages < max.pages && last.bytes + bytes <= max.bytes => {
                part.push(page);
                last = SitemapSize { pages: last.pages + 1, bytes: last.bytes + bytes };
            }
            _ => {
                parts.push(vec![page]);
                last = SitemapSize { pages: 1, bytes };
            }
        }
    }
    parts
}

impl SitemapPage {
    /// At most how many bytes it takes in the sitemap: its address, three alternates of about
    /// the same length, and what stands around them.
    fn bytes(&self) -> usize {
        const AROUND: usize = 400;
        let longest = self.alternates.iter().flat_map(|urls| [urls.nl.len(), urls.en.len()]).max();
        self.url.len() + 3 * longest.unwrap_or_default() + AROUND
    }
}

fn sitemap_pages(context: PageContext<'_>) -> Vec<SitemapPage> {
    let mut pages = Vec::new();
    for route in Route::all(context.content) {
        if matches!(route, Route::KeptDeclaration(_)) {
            continue;
        }
        let urls = PerLanguage::from_fn(|language| context.absolute(&route.path(language)));
        let is_foreign = |language| context.is_wholly_foreign(&route, language);
        let is_paired = Language::ALL.iter().all(|&language| !is_foreign(language));
        for language in Language::ALL.into_iter().filter(|&language| !is_foreign(language)) {
            pages.push(SitemapPage {
                url: urls.get(language).clone(),
                alternates: is_paired.then(|| urls.clone()),
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
    match route {
        Route::Entry(kind, slug) => context.entry(*kind, slug).map(|entry| entry.as_of),
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
pub fn robots(context: PageContext<'_>) -> String {
    format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", context.absolute("/sitemap.xml"))
}

/// A guide to the site for language models (llms.txt): what it is, and every network in a line.
pub fn llms(context: PageContext<'_>) -> String {
    let language = Language::En;
    let content = context.content;
    let mut text = format!(
        "# {}\n\n> {}\n\nEvery page is in Dutch (/nl/) and in English (/en/). All networks as data: {}\n\n## {}\n\n",
        content.site.title.get(language).value,
        content.home.summary.get(language).value,
        context.absolute(&super::dataset_path(language)),
        content.home.networks.title.get(language).value,
    );
    let networks = context.finder.in_order(language).iter();
    for network in networks.filter_map(|&number| content.networks.get(number)) {
        let entry = &network.entry;
        let route = Route::Entry(super::Kind::Network, entry.slug.as_str().into());
        text.push_str(&format!(
            "- [{}]({}): {}\n",
            entry.name.get(language).value,
            context.absolute(&route.path(language)),
            entry.summary.get(language).value,
        ));
    }
    text
}

/// What the site does with the Global Privacy Control signal: it heeds it (W3C, gpc.json).
pub fn gpc(context: PageContext<'_>) -> String {
    format!("{{\"gpc\":true,\"lastUpdate\":\"{}\"}}\n", context.content.privacy.as_of)
}

/// The security.txt (RFC 9116); it expires half a year after the day for which it is made, and
/// is made anew every day.
pub fn security_txt(context: PageContext<'_>) -> String {
    let contact = &context.content.site.contact;
    let expires = context.today.checked_add(jiff::Span::new().months(6)).unwrap_or(context.today);
    format!(
        "Contact: mailto:{contact}\nExpires: {expires}T00:00:00Z\n\
         Preferred-Languages: nl, en\nCanonical: {}\n",
        context.absolute("/.well-known/security.txt"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(count: usize) -> Vec<SitemapPage> {
        let page = |number| SitemapPage {
            url: format!("https://example.org/{number}/"),
            alternates: None,
            changed: None,
        };
        (0..count).map(page).collect()
    }

    fn sizes(count: usize, max: SitemapSize) -> Vec<usize> {
        split(pages(count), max).iter().map(Vec::len).collect()
    }

    #[test]
    fn a_sitemap_is_split_where_it_gets_too_long() {
        let max = SitemapSize { pages: 3, bytes: SITEMAP_MAX.bytes };
        for (count, expected) in [(0, &[][..]), (1, &[1]), (3, &[3]), (4, &[3, 1]), (7, &[3, 3, 1])]
        {
            assert_eq!(sizes(count, max), expected, "{count}");
        }
    }

    #[test]
    fn a_sitemap_is_split_where_it_gets_too_large() {
        let one = pages(1)[0].bytes();
        let max = SitemapSize { pages: SITEMAP_MAX.pages, bytes: 2 * one };
        assert_eq!(sizes(5, max), [2, 2, 1]);
        // What is too large by itself still has to be somewhere.
        assert_eq!(sizes(2, SitemapSize { bytes: 1, ..max }), [1, 1]);
    }

    #[test]
    fn a_page_is_never_larger_than_was_reckoned() {
        let url = "https://example.org/nl/netwerken/een-lange-naam/".to_owned();
        let page = || SitemapPage {
            url: url.clone(),
            alternates: Some(PerLanguage { nl: url.clone(), en: url.clone() }),
            changed: Some(Date::MAX),
        };
        let size = |count: usize| {
            let pages = (0..count).map(|_| page()).collect();
            Sitemap { pages }.render().map(|text| text.len()).unwrap_or(usize::MAX)
        };
        assert!(size(2) - size(1) <= page().bytes());
    }

    #[test]
    fn the_index_leads_to_every_part() {
        let urls = ["https://example.org/sitemap-1.xml", "https://example.org/sitemap-2.xml"];
        let index = sitemap_index(urls.iter().map(|url| (*url).to_owned()));
        for url in urls {
            assert!(index.contains(&format!("<sitemap><loc>{url}</loc></sitemap>")), "{index}");
        }
    }
}

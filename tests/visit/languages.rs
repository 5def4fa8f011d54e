//! What one language lacks: the page shows the other one, says so, and machines hear it too.

use std::collections::BTreeSet;

use crate::common::samples::{TODAY, one_language};
use crate::common::server::Server;
use crate::common::{Page, message, sitemap, words};

const BASE: &str = "http://127.0.0.1";

/// A page of the sample: its path, the one in the other language, the language of its summary,
/// that of its description, and whether its text is wholly in the other language.
const PAGES: [(&str, &str, &str, &str, bool); 6] = [
    ("/nl/netwerken/dutch/", "/en/networks/dutch/", "nl", "nl", false),
    ("/en/networks/dutch/", "/nl/netwerken/dutch/", "nl", "nl", true),
    ("/nl/netwerken/english/", "/en/networks/english/", "en", "en", true),
    ("/en/networks/english/", "/nl/netwerken/english/", "en", "en", false),
    ("/nl/netwerken/partly/", "/en/networks/partly/", "nl", "nl", false),
    ("/en/networks/partly/", "/nl/netwerken/partly/", "en", "nl", false),
];

#[test]
fn a_missing_text_is_said_to_be_missing() {
    let server = Server::of(&one_language(), TODAY);
    for (path, _, summary, description, _) in PAGES {
        let page = Page::get(&server, path);
        let own = page.language();
        let note = message(own, "site-only-in-other-language");
        let notes = page.all(".note").into_iter().filter(|it| words(*it) == note).count();
        let is_fallback = summary != own || description != own;
        assert_eq!(notes, usize::from(is_fallback), "{path}");
        let foreign = |language: &'static str| (language != own).then_some(language);
        assert_eq!(page.one(".lead").attr("lang"), foreign(summary), "{path}");
        assert_eq!(page.one(".prose").attr("lang"), foreign(description), "{path}");
        assert!(words(page.one(".lead")).ends_with(&format!("summary in {summary}")));
        assert!(words(page.one(".prose")).ends_with(&format!("description in {description}")));
        assert_eq!(page.attribute("html", "lang"), own);
    }
    // What is whole says nothing of the kind.
    for path in ["/nl/netwerken/rise/", "/en/charters/science/", "/en/accessibility/"] {
        assert!(Page::get(&server, path).all(".note").is_empty(), "{path}");
    }
}

#[test]
fn the_page_that_is_wholly_in_the_other_language_is_not_the_one_to_be_found() {
    let server = Server::of(&one_language(), TODAY);
    let listed: BTreeSet<_> = sitemap(&server).into_iter().collect();
    for (path, other, _, _, is_foreign) in PAGES {
        let page = Page::get(&server, path);
        let canonical = if is_foreign { other } else { path };
        let expected = format!("{BASE}{canonical}");
        assert_eq!(page.attribute("link[rel=canonical]", "href"), expected, "{path}");
        assert_eq!(page.attribute("meta[property='og:url']", "content"), expected, "{path}");
        assert_eq!(listed.contains(path), !is_foreign, "{path}");
        // The visitor may go there all the same.
        assert_eq!(page.attribute(".languages a", "href"), other, "{path}");

        let alternates: BTreeSet<_> = page
            .all("link[rel=alternate][hreflang]")
            .iter()
            .map(|it| (it.attr("hreflang").unwrap_or(""), it.attr("href").unwrap_or("")))
            .map(|(language, href)| (language.to_owned(), href.to_owned()))
            .collect();
        let expected: BTreeSet<_> = match path.contains("/partly/") {
            false => BTreeSet::new(),
            true => {
                [("nl", "/nl/netwerken/"), ("en", "/en/networks/"), ("x-default", "/nl/netwerken/")]
                    .map(|(language, folder)| {
                        (language.to_owned(), format!("{BASE}{folder}partly/"))
                    })
                    .into()
            }
        };
        assert_eq!(alternates, expected, "{path}");
    }
}

#[test]
fn lists_and_machines_hear_of_the_language_too() {
    let server = Server::of(&one_language(), TODAY);
    for (path, slug, language) in [
        ("/nl/", "english", "en"),
        ("/en/", "dutch", "nl"),
        ("/en/networks/", "dutch", "nl"),
        ("/nl/netwerken/?q=english", "english", "en"),
    ] {
        let page = Page::get(&server, path);
        let name = format!("{slug} name in {language}");
        let mut links = page.all("a").into_iter().filter(|it| words(*it) == name);
        let link = links.next().unwrap_or_else(|| panic!("{path} has no {name}"));
        assert_eq!(link.attr("lang"), Some(language), "{path}");
        let summary = format!("{slug} summary in {language}");
        let texts = page.all(&format!("[lang={language}]")).into_iter();
        assert!(texts.map(words).any(|it| it.contains(&summary)), "{path}: {summary}");
    }
    let feed = server.get("/en/feed.atom").text();
    assert!(feed.contains("<title xml:lang=\"nl\">dutch name in nl</title>"), "{feed}");
    assert!(feed.contains("<summary xml:lang=\"nl\">dutch summary in nl</summary>"), "{feed}");
    assert!(feed.contains("<title>english name in en</title>"), "{feed}");
    let sitemap = server.get("/sitemap.xml").text();
    let of = |path: &str| {
        let rest = sitemap.split(&format!("<loc>{BASE}{path}</loc>")).nth(1).expect(path);
        rest.split("</url>").next().unwrap_or_default().to_owned()
    };
    assert!(!of("/nl/netwerken/dutch/").contains("hreflang"));
    let alternates = of("/en/networks/partly/");
    for (language, path) in [
        ("nl", "/nl/netwerken/partly/"),
        ("en", "/en/networks/partly/"),
        ("x-default", "/nl/netwerken/partly/"),
    ] {
        let link = format!("hreflang=\"{language}\" href=\"{BASE}{path}\"");
        assert!(alternates.contains(&link), "{link} in {alternates}");
    }
}

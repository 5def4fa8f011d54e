//! Lists of many: every page of them once, and nothing twice.

use std::collections::BTreeSet;

use crate::common::samples::{MANY, TODAY, many_networks, slug};
use crate::common::server::Server;
use crate::common::{Host, Page, sitemap, words};

/// The slugs of the networks on a page's list, in their order.
fn listed(page: &Page) -> Vec<String> {
    let links = page.attributes("#results .cards h3 a, #results .results a", "href");
    let slug = |href: &str| href.trim_end_matches('/').rsplit('/').next().map(str::to_owned);
    links.into_iter().filter_map(slug).collect()
}

/// Walks from a page to the next one, to the end; checks each page's way back.
fn walk(host: &Host, first: &str) -> Vec<Page> {
    let mut pages = Vec::new();
    let mut path = first.to_owned();
    loop {
        let page = Page::get(host, &path);
        let linked = |rel: &str| {
            let links = page.attributes(&format!("a[rel={rel}]"), "href");
            let head = page.attributes(&format!("link[rel={rel}]"), "href");
            assert_eq!(links, head, "{path}: the page and its head say the same");
            assert!(links.len() <= 1, "{path}");
            links.first().map(|it| it.to_string())
        };
        let before = pages.last().map(|page: &Page| page.path.clone());
        assert_eq!(linked("prev"), before, "{path}");
        let next = linked("next");
        pages.push(page);
        match next {
            Some(next) => path = next,
            None => return pages,
        }
        assert!(pages.len() < 20, "it never ends");
    }
}

#[test]
fn every_page_is_visited_once_and_every_network_once() {
    let server = Server::of(&many_networks(), TODAY);
    let all: Vec<_> = (1..=MANY).map(slug).collect();
    for (path, in_order) in [
        ("/nl/netwerken/", all.clone()),
        ("/en/networks/", all.clone()),
        ("/en/networks/?audience=staff", (1..=MANY).filter(|it| it % 3 != 0).map(slug).collect()),
        ("/nl/netwerken/?theme=gender", (1..=MANY).filter(|it| it % 2 == 1).map(slug).collect()),
        ("/en/networks/?q=network", all.clone()),
    ] {
        let pages = walk(&server, path);
        assert!(pages.len() > 1, "{path} has one page only");
        let found: Vec<_> = pages.iter().flat_map(listed).collect();
        assert_eq!(found, in_order, "{path}");
        let numbers: Vec<_> = pages.iter().map(|page| words(page.one(".pages p"))).collect();
        for (number, said) in (1..).zip(&numbers) {
            let digits: Vec<_> =
                said.split(' ').filter_map(|it| it.parse::<usize>().ok()).collect();
            assert_eq!(digits, [number, pages.len()], "{said}");
        }
        for page in &pages {
            // The first page alone is worth finding, and alone where nothing was asked.
            let is_indexed = page.all("meta[name=robots]").is_empty();
            let is_first = page.path == path && !path.contains('?');
            assert_eq!(is_indexed, is_first, "{}", page.path);
            // The same page in the other language has the same number.
            let other = Page::get(&server, page.attribute(".languages a", "href"));
            assert_eq!(other.attribute(".languages a", "href"), page.path);
            assert_eq!(listed(&other), listed(page));
        }
    }
}

#[test]
fn beyond_the_last_page_is_the_last_page() {
    let server = Server::of(&many_networks(), TODAY);
    let pages = walk(&server, "/en/networks/");
    let last = listed(pages.last().expect("there are pages"));
    for number in [pages.len(), pages.len() + 1, 1000] {
        let page = Page::get(&server, &format!("/en/networks/?page={number}"));
        assert_eq!(listed(&page), last, "{number}");
    }
    for odd in ["page=1", "page=0", "page=-1", "page=x"] {
        let page = Page::get(&server, &format!("/en/networks/?{odd}"));
        assert_eq!(listed(&page), listed(&pages[0]), "{odd}");
    }
}

#[test]
fn the_home_page_leads_to_those_that_it_does_not_show() {
    let server = Server::of(&many_networks(), TODAY);
    for (path, finder) in [("/nl/", "/nl/netwerken/"), ("/en/", "/en/networks/")] {
        let page = Page::get(&server, path);
        let links = page.all(&format!("main a[href^='{finder}']"));
        let counted = links.into_iter().filter(|link| words(*link).contains("120"));
        assert_eq!(counted.count(), 1, "{path}");
    }
}

#[test]
fn machines_get_all_networks_and_the_newest_entries() {
    let server = Server::of(&many_networks(), TODAY);
    let paths: BTreeSet<_> = sitemap(&server).into_iter().collect();
    for number in 1..=MANY {
        assert!(paths.contains(&format!("/nl/netwerken/{}/", slug(number))));
        assert!(paths.contains(&format!("/en/networks/{}/", slug(number))));
    }
    assert!(!paths.iter().any(|path| path.contains('?')), "no page of results");
    let data: serde_json::Value =
        serde_json::from_str(&server.get("/en/networks.json").text()).expect("JSON");
    let ids = data["networks"].as_array().expect("a list").iter();
    let ids: Vec<_> = ids.map(|it| it["id"].as_str().expect("an id").to_owned()).collect();
    assert_eq!(ids, (1..=MANY).map(slug).collect::<Vec<_>>());

    // Newest first: the numbers grow with the days.
    let feed = server.get("/en/feed.atom").text();
    let links = feed.split("type=\"text/html\" href=\"").skip(2);
    let links = links.filter_map(|rest| rest.split('"').next());
    let newest = (1..=MANY).rev().take(50).map(slug);
    let newest: Vec<_> = newest.map(|it| format!("http://127.0.0.1/en/networks/{it}/")).collect();
    assert_eq!(links.collect::<Vec<_>>(), newest);
}

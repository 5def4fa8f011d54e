//! Pages as their readers meet them: as a tree of elements.

use std::collections::BTreeMap;

use scraper::{ElementRef, Html, Selector};
use serde_json::Value;

use super::{Answer, Host};

/// A page that was read.
pub struct Page {
    pub path: String,
    pub text: String,
    pub html: Html,
}

impl Page {
    /// The page at a path.
    #[track_caller]
    pub fn get(host: &Host, path: &str) -> Self {
        Self::of(path, &host.get(path).assert_status(200))
    }

    /// The page that an answer holds.
    pub fn of(path: &str, answer: &Answer) -> Self {
        let text = answer.text();
        Self { path: path.to_owned(), html: Html::parse_document(&text), text }
    }

    /// The JSON-LD of the page, of this type.
    pub fn data(&self, kind: &str) -> Value {
        let all = self.all("script[type='application/ld+json']").into_iter();
        let mut all = all.map(|it| serde_json::from_str(&it.text().collect::<String>()));
        let found = all.find_map(|it: Result<Value, _>| it.ok().filter(|it| it["@type"] == kind));
        found.unwrap_or_else(|| panic!("{} has no {kind}", self.path))
    }

    pub fn language(&self) -> &str {
        &self.path[1..3]
    }

    pub fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        self.html.select(&Selector::parse(selector).expect("a selector")).collect()
    }

    pub fn one(&self, selector: &str) -> ElementRef<'_> {
        let found = self.all(selector);
        assert_eq!(found.len(), 1, "{} has one {selector}", self.path);
        found[0]
    }

    pub fn attributes(&self, selector: &str, name: &str) -> Vec<&str> {
        self.all(selector).into_iter().filter_map(|element| element.attr(name)).collect()
    }

    pub fn attribute(&self, selector: &str, name: &str) -> &str {
        self.one(selector).attr(name).unwrap_or_else(|| panic!("{} {selector} {name}", self.path))
    }
}

pub fn words(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every page that links lead to from the home pages, questions to the finder included once.
pub fn read_all(server: &Host) -> BTreeMap<String, Page> {
    let mut pages = BTreeMap::new();
    let mut waiting = vec!["/nl/".to_owned(), "/en/".to_owned()];
    while let Some(path) = waiting.pop() {
        if pages.contains_key(&path) {
            continue;
        }
        let answer = server.get(&path).assert_status(200);
        if answer.header("content-type") != Some("text/html; charset=utf-8") {
            continue;
        }
        let page = Page::of(&path, &answer);
        for href in page.attributes("a[href]", "href") {
            let target = href.split('#').next().unwrap_or_default();
            // A question leads to more questions; one step into them is enough.
            let is_deep = path.contains('?') && target.contains('?');
            if target.starts_with('/') && !is_deep {
                waiting.push(target.to_owned());
            }
        }
        pages.insert(path, page);
    }
    pages
}

/// The paths of the sitemap.
pub fn sitemap(host: &Host) -> Vec<String> {
    let text = host.get("/sitemap.xml").assert_status(200).text();
    let urls = text.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next());
    urls.map(|url| url.strip_prefix("http://127.0.0.1").expect("our own").to_owned()).collect()
}

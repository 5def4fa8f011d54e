//! The fields that say how to take part and whom to turn to, and that no field is forgotten.

use std::fs;

use scraper::{Html, Selector};
use serde_json::{Value, json};

use crate::common::samples::{TODAY, full_and_bare};
use crate::common::server::Server;
use crate::common::{Page, message, root, words};

#[test]
fn taking_part_language_type_and_contacts_are_on_the_page() {
    let server = Server::of(&full_and_bare(), TODAY);
    for (path, join, desk, city, language) in [
        ("/en/networks/full/", "Drop in.", "Desk", "entry-standing-city", "English"),
        ("/nl/netwerken/full/", "Kom langs.", "Balie", "entry-standing-city", "Engels"),
    ] {
        let page = Page::get(&server, path);
        let own = page.language();
        assert!(words(page.one(".join")).contains(join), "{path}");
        assert_eq!(page.all(".join em").len(), 1, "{path}: it is Markdown");
        let text = words(page.one("main"));
        for part in [message(own, city).as_str(), language, desk, "Chat"] {
            assert!(text.contains(part), "{part} on {path}");
        }
        let hrefs = page.attributes("main a[href]", "href");
        for href in ["mailto:desk@example.org", "https://chat.example.org/"] {
            assert!(hrefs.contains(&href), "{href} in {hrefs:?}");
        }
        // What it is found by is never shown.
        assert!(!page.text.contains("wombat") && !page.text.contains("numbat"), "{path}");
    }
    let bare = Page::get(&server, "/en/networks/bare/");
    let no_way = message("en", "entry-join-unknown-no-contact");
    assert!(words(bare.one(".join")).contains(&no_way), "it has no address to ask at");
    let text = words(bare.one("main"));
    for id in ["entry-standing-university", "entry-standing-independent", "entry-standing-city"] {
        assert!(!text.contains(&message("en", id)), "{id}");
    }
    let collaboration = Page::get(&server, "/nl/samenwerkingen/full-collaboration/");
    let hrefs = collaboration.attributes("main a[href]", "href");
    assert!(hrefs.contains(&"mailto:desk@example.org"), "{hrefs:?}");
}

#[test]
fn it_is_found_by_words_that_are_never_shown() {
    let server = Server::of(&full_and_bare(), TODAY);
    for path in ["/en/networks/?q=numbat", "/nl/netwerken/?q=wombat"] {
        let page = Page::get(&server, path);
        let links = page.attributes("#results h3 a", "href");
        let [only] = links[..] else { panic!("{path}: {links:?}") };
        assert!(only.ends_with("/full/"), "{path}: {only}");
    }
}

#[test]
fn the_dataset_has_them_too() {
    let server = Server::of(&full_and_bare(), TODAY);
    for (path, language, desk) in
        [("/en/networks.json", "en", "Desk"), ("/nl/netwerken.json", "nl", "Balie")]
    {
        let data: Value = serde_json::from_str(&server.get(path).text()).expect("JSON");
        let networks = data["networks"].as_array().expect("a list");
        let of = |id: &str| networks.iter().find(|it| it["id"] == id).expect("it is there");
        let full = of("full");
        assert_eq!(full["languages"], json!(["en"]));
        assert_eq!(full["standing"], "city");
        let join = full["join"].as_str().expect("a text");
        assert!(join.contains(if language == "en" { "Drop" } else { "Kom" }), "{join}");
        let contacts = json!([
            { "name": desk, "url": null, "email": "desk@example.org" },
            { "name": "Chat", "url": "https://chat.example.org/", "email": null },
        ]);
        assert_eq!(full["contact"], contacts);
        let bare = of("bare");
        assert_eq!((&bare["languages"], &bare["contact"]), (&json!([]), &json!([])));
        assert_eq!((&bare["join"], &bare["standing"]), (&Value::Null, &Value::Null));
    }
}

/// A reader of feeds shows the content of an entry as HTML.
#[test]
fn the_feed_has_them_too() {
    let server = Server::of(&full_and_bare(), TODAY);
    for (path, feed, join, desk, spoken) in [
        ("/en/networks", "/en/feed.atom", "Drop in.", "Email Desk", "Language: English"),
        ("/nl/netwerken", "/nl/feed.atom", "Kom langs.", "Mail Balie", "Taal: Engels"),
    ] {
        let text = server.get(feed).text();
        let content = |slug: &str| {
            let end = format!("{path}/{slug}/\">");
            let entry = text.split("<entry>").find(|it| it.contains(&end)).expect("its entry");
            let escaped = entry.split(&end).last().and_then(|it| it.split("</content>").next());
            // What XML has escaped is the text of this, and HTML.
            let unescaped = Html::parse_fragment(escaped.expect("content"));
            let html: String = unescaped.root_element().text().collect();
            Html::parse_fragment(&html)
        };
        let full = content("full");
        let said = words(full.root_element());
        for part in [join, spoken, "Full summary"] {
            assert!(said.contains(part), "{part}: {said}");
        }
        let links = Selector::parse("a[href]").expect("a selector");
        let links: Vec<_> = full
            .select(&links)
            .map(|it| (words(it), it.attr("href").unwrap_or_default()))
            .collect();
        for way in [
            (desk.to_owned(), "mailto:desk@example.org"),
            ("Chat".to_owned(), "https://chat.example.org/"),
        ] {
            assert!(links.contains(&way), "{way:?}: {links:?}");
        }
        let bare = words(content("bare").root_element());
        assert!(bare.starts_with("Bare summary") && bare.split_whitespace().count() == 3, "{bare}");
    }
}

/// Whoever adds a field to a format adds it to the sample, and sees to its being tried.
#[test]
fn the_full_sample_has_every_field() {
    let site = full_and_bare();
    for (schema, file) in [
        ("network", "networks/full"),
        ("charter", "charters/full-charter"),
        ("collaboration", "collaborations/full-collaboration"),
    ] {
        let text = fs::read_to_string(root().join(format!("schema/{schema}.json"))).expect("text");
        let schema: Value = serde_json::from_str(&text).expect("a schema is JSON");
        let sample = site.read(&format!("content/{file}.toml"));
        for key in schema["properties"].as_object().expect("properties").keys() {
            // A name that differs by language needs none.
            let is_there = key == "name_language"
                || sample.lines().any(|it| {
                    it.starts_with(&format!("{key} = ")) || it.starts_with(&format!("[[{key}]]"))
                });
            assert!(is_there, "{file} has no {key}");
        }
    }
}

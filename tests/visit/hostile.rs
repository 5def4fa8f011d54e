//! Hostile text is text: on every page, in every list, and in every file for machines.

use serde_json::Value;

use crate::common::samples::{HOSTILE, TODAY, hostile_texts, long_word};
use crate::common::server::Server;
use crate::common::{Page, message, sitemap, words};
use crate::machines::is_valid_feed;

fn server() -> Server {
    Server::of(&hostile_texts(), TODAY)
}

/// The addresses of the hostile entries in a language, with the language.
const ENTRIES: [(&str, &str); 6] = [
    ("nl", "/nl/netwerken/hostile/"),
    ("en", "/en/networks/hostile/"),
    ("nl", "/nl/handvesten/hostile-charter/"),
    ("en", "/en/charters/hostile-charter/"),
    ("nl", "/nl/samenwerkingen/hostile-collaboration/"),
    ("en", "/en/collaborations/hostile-collaboration/"),
];

#[test]
fn no_text_becomes_markup_on_any_page() {
    let server = server();
    let mut paths = sitemap(&server);
    paths.extend(
        ["/nl/netwerken/?theme=gender", "/en/networks/?q=summary", "/nl/cookies/", "/nl/niets/"]
            .map(str::to_owned),
    );
    for path in paths {
        let answer = server.get(&path);
        let page = Page::of(&path, &answer);
        assert!(page.all("b").is_empty(), "{path}: an element from a text");
        let scripts = page.all("script");
        assert_eq!(page.text.matches("</script").count(), scripts.len(), "{path}");
        for script in scripts {
            let json: String = script.text().collect();
            serde_json::from_str::<Value>(&json).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
        // Nor does one end an attribute.
        for element in page.all("*") {
            for (name, _) in element.value().attrs() {
                let is_plain =
                    name.bytes().all(|it| it.is_ascii_alphabetic() || b"-:".contains(&it));
                assert!(is_plain, "{path}: an attribute {name}");
            }
        }
    }
}

#[test]
fn an_entry_says_it_to_the_letter() {
    let server = server();
    for (language, path) in ENTRIES {
        let page = Page::get(&server, path);
        let name = format!("name {language} {HOSTILE} {}", long_word());
        let summary = format!("summary {language} {HOSTILE}");
        assert_eq!(words(page.one("h1")), format!("{name} ({HOSTILE})"));
        assert_eq!(words(page.one(".lead")), summary);
        assert_eq!(words(page.one(".prose code")), format!("{language} {HOSTILE}"));
        assert_eq!(page.attribute("meta[name=description]", "content"), summary);
        assert_eq!(page.attribute("meta[property='og:description']", "content"), summary);
        assert!(words(page.one("title")).starts_with(&name), "{path}");
        let trail = page.data("BreadcrumbList");
        let last = trail["itemListElement"].as_array().and_then(|list| list.last());
        assert_eq!(last.expect("a trail")["name"], name, "{path}");
        let subject = page.attributes("a[href^='mailto:'][href*='subject=']", "href");
        let [subject] = subject[..] else { panic!("{path}: one mail with a subject") };
        let url: url::Url = subject.parse().expect("an address");
        let decoded: Vec<_> = url.query_pairs().collect();
        let expected = message(language, "entry-mail-subject").replace("{ $name }", &name);
        assert_eq!(decoded, [("subject".into(), expected.into())], "{path}");
    }
    let network = Page::get(&server, "/en/networks/hostile/").data("Organization");
    assert_eq!(network["name"], format!("name en {HOSTILE} {}", long_word()));
    assert_eq!(network["description"], format!("summary en {HOSTILE}"));
    assert_eq!(network["alternateName"], HOSTILE);
    let page = Page::get(&server, "/en/networks/hostile/");
    let website = "https://hostile.example.org/?a=1&b=%3Cb%3E";
    assert!(page.attributes("a[href]", "href").iter().any(|href| href.starts_with(website)));
    let partners = Page::get(&server, "/nl/samenwerkingen/hostile-collaboration/");
    assert!(partners.all("dd").into_iter().any(|partner| words(partner) == HOSTILE));
}

#[test]
fn lists_say_it_to_the_letter() {
    let server = server();
    for (language, path) in [
        ("nl", "/nl/"),
        ("en", "/en/"),
        ("nl", "/nl/netwerken/"),
        ("en", "/en/networks/?q=summary"),
    ] {
        let page = Page::get(&server, path);
        let name = format!("name {language} {HOSTILE} {} ({HOSTILE})", long_word());
        let cards = page.all("a").into_iter().filter(|link| words(*link).starts_with(&name));
        assert!(cards.count() >= 1, "{path} has no {name}");
        let list = page.data("ItemList");
        let names = list["itemListElement"].as_array().expect("a list").iter();
        let name = format!("name {language} {HOSTILE} {}", long_word());
        assert!(names.clone().any(|item| item["name"] == name), "{path}: {list}");
    }
    // The visitor's own words are text too.
    let words_of = "%3C/script%3E%22'%26%3Cb%3E%7B$x%7D";
    let page = Page::get(&server, &format!("/en/networks/?q={words_of}"));
    assert_eq!(page.attribute("#q", "value"), "</script>\"'&<b>{$x}");
    assert!(words(page.one(".found")).contains("</script>\"'&<b>{$x}"));
    assert!(page.all("b").is_empty());
}

#[test]
fn machines_read_it_to_the_letter() {
    let server = server();
    for (language, feed, dataset) in [
        ("nl", "/nl/feed.atom", "/nl/netwerken.json"),
        ("en", "/en/feed.atom", "/en/networks.json"),
    ] {
        let name = format!("name {language} {HOSTILE} {}", long_word());
        let summary = format!("summary {language} {HOSTILE}");
        let data: Value = serde_json::from_str(&server.get(dataset).text()).expect("JSON");
        let networks = data["networks"].as_array().expect("a list");
        let own = networks.iter().find(|it| it["id"] == "hostile").expect("it is there");
        assert_eq!((&own["name"], &own["summary"]), (&name.into(), &summary.into()));
        assert_eq!(own["abbreviation"], HOSTILE);
        assert_eq!(own["themes"][0]["label"], HOSTILE);

        let feed = server.get(feed).text();
        is_valid_feed(&feed).unwrap_or_else(|error| panic!("{error}\n{feed}"));
        let titles: Vec<_> = feed.split("<title").skip(2).collect();
        let own = titles.iter().filter(|it| it.contains(&format!("name {language} "))).count();
        assert_eq!(own, 3, "a title each: {feed}");
        assert!(!feed.contains("<b>") && !feed.contains("</script>"), "{feed}");
    }
    let sitemap = server.get("/sitemap.xml").text();
    assert!(sitemap.contains("/en/networks/hostile/</loc>") && !sitemap.contains("{$x}"));
}

//! Each value that an editor can write is where readers and machines look for it.

use std::collections::BTreeSet;

use scraper::ElementRef;
use serde_json::{Value, json};

use crate::common::samples::{TODAY, full_and_bare, many_networks};
use crate::common::server::Server;
use crate::common::{Page, message, root, words};

const BASE: &str = "http://127.0.0.1";

/// What is of this name within an element.
fn within<'a>(element: &ElementRef<'a>, name: &str) -> Vec<ElementRef<'a>> {
    element.descendent_elements().filter(|it| it.value().name() == name).collect()
}

/// The facts of a page: each with its values, and where those lead.
fn facts(page: &Page) -> Vec<(String, Vec<String>, Vec<String>)> {
    let groups = page.all(".facts dl > div");
    let group = |it: &ElementRef<'_>| {
        let links = within(it, "a");
        let links = links.iter().filter_map(|link| link.attr("href")).map(str::to_owned);
        let values = within(it, "dd").into_iter().map(words);
        (words(within(it, "dt")[0]), values.collect(), links.collect())
    };
    groups.iter().map(group).collect()
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&it| it.to_owned()).collect()
}

#[test]
fn a_network_shows_all_its_fields() {
    let server = Server::of(&full_and_bare(), TODAY);
    let page = Page::get(&server, "/en/networks/full/");
    assert_eq!(words(page.one("h1")), "Full name en (ABC)");
    assert_eq!(words(page.one(".lead")), "Full summary en");
    assert_eq!(words(page.one(".prose")), "A description.");
    let facts = facts(&page);
    let fact = |id: &str| {
        let name = message("en", id);
        let found = facts.iter().find(|(known, _, _)| *known == name);
        let (_, values, links) = found.unwrap_or_else(|| panic!("no {name} in {facts:?}"));
        (values.clone(), links.clone())
    };
    // In the order of the taxonomy, not of the file.
    let (values, links) = fact("entry-audience");
    assert_eq!(values, ["Staff", "Students"]);
    assert_eq!(links, ["/en/networks/?audience=staff", "/en/networks/?audience=students"]);
    let (values, links) = fact("entry-themes");
    assert_eq!(values, ["Gender", "Disability"]);
    assert_eq!(links, ["/en/networks/?theme=gender", "/en/networks/?theme=disability"]);
    let (values, links) = fact("entry-place");
    assert_eq!(
        (values, links),
        (owned(&["Faculty of Science"]), owned(&["/en/networks/?place=faculty-of-science"]),)
    );
    assert_eq!(fact("entry-since").0, ["1987"]);
    let contacts = page.attributes(".reach a", "href");
    for href in [
        "https://abc.example.org/en",
        "https://university.example.org/abc",
        "mailto:abc@example.org",
    ] {
        assert!(contacts.contains(&href), "{href} in {contacts:?}");
    }
    let dutch = Page::get(&server, "/nl/netwerken/full/");
    let contacts = dutch.attributes(".reach a", "href");
    assert!(contacts.contains(&"https://abc.example.org/nl"), "{contacts:?}");
}

#[test]
fn charters_and_collaborations_show_theirs() {
    let server = Server::of(&full_and_bare(), TODAY);
    for (path, name, values) in [
        ("/en/charters/full-charter/", "entry-signed", &["1988"][..]),
        ("/nl/handvesten/full-charter/", "entry-signed", &["1988"]),
        ("/en/collaborations/full-collaboration/", "entry-partners", &["One", "Two"]),
        ("/nl/samenwerkingen/full-collaboration/", "entry-since", &["1989"]),
    ] {
        let page = Page::get(&server, path);
        let name = message(page.language(), name);
        let facts = facts(&page);
        let found = facts.iter().find(|(known, _, _)| *known == name);
        assert_eq!(found.expect(path).1, values, "{path}");
        let hrefs = page.attributes("a[href]", "href");
        assert!(hrefs.contains(&"https://university.example.org/abc"), "{path}");
    }
}

#[test]
fn what_is_not_there_leaves_no_trace() {
    let server = Server::of(&full_and_bare(), TODAY);
    for path in [
        "/en/networks/bare/",
        "/nl/handvesten/bare-charter/",
        "/en/collaborations/bare-collaboration/",
    ] {
        let page = Page::get(&server, path);
        assert!(!words(page.one("h1")).contains('('), "{path}: an abbreviation");
        assert!(page.all(".prose").is_empty(), "{path}: a description");
        let facts = facts(&page);
        assert!(facts.iter().all(|(_, values, _)| !values.is_empty()), "{facts:?}");
        let names = if path.contains("networks") { 2 } else { 0 };
        assert_eq!(facts.len(), names, "{path}: {facts:?}");
    }
    // Whoever has no address of a network is told whom to ask.
    let page = Page::get(&server, "/en/networks/bare/");
    let ways = page.attributes(".reach a", "href");
    assert_eq!(ways, ["mailto:diversity@example.org?subject=Bare%20name%20en"]);
    let data = page.data("Organization");
    for key in ["alternateName", "sameAs", "foundingDate", "email"] {
        assert_eq!(data[key], Value::Null, "{key}");
    }
    assert_eq!(data["url"], format!("{BASE}/en/networks/bare/"), "its own page");
}

#[test]
fn whoever_sees_a_mistake_can_say_or_mend_it() {
    let server = Server::of(&full_and_bare(), TODAY);
    for (path, file, name) in [
        ("/en/networks/full/", "networks/full", "Full name en"),
        ("/nl/netwerken/bare/", "networks/bare", "Bare name nl"),
        ("/nl/handvesten/full-charter/", "charters/full-charter", "Full charter name nl"),
        (
            "/en/collaborations/bare-collaboration/",
            "collaborations/bare-collaboration",
            "Bare collaboration name en",
        ),
    ] {
        let page = Page::get(&server, path);
        let links = page.attributes(".report a", "href");
        let edit = format!("https://git.example.org/networks/edit/main/content/{file}.toml");
        assert!(links.contains(&edit.as_str()), "{path}: {links:?}");
        let mail = links.iter().find(|href| href.starts_with("mailto:")).expect("a mail");
        let mail: url::Url = mail.parse().expect("an address");
        assert_eq!(mail.path(), "diversity@example.org");
        let subject = message(page.language(), "entry-mail-subject").replace("{ $name }", name);
        assert_eq!(mail.query_pairs().next(), Some(("subject".into(), subject.into())));
    }
    let site = full_and_bare();
    let lines = site.read("content/site.toml");
    let source = |page: &Page| page.all("footer a[href='https://git.example.org/networks']").len();
    assert_eq!(source(&Page::get(&server, "/en/networks/full/")), 1);
    let is_kept = |line: &&str| !line.starts_with("edit_url") && !line.starts_with("repository");
    let kept: Vec<_> = lines.lines().filter(is_kept).collect();
    site.write("content/site.toml", &kept.join("\n"));
    let page = Page::get(&Server::of(&site, TODAY), "/en/networks/full/");
    assert_eq!(page.all(".report a").len(), 1, "no edit address, no link");
    assert_eq!(source(&page), 0, "no repository, no link");
}

/// The fields are a contract; the README tells them.
#[test]
fn the_dataset_has_every_field() {
    let server = Server::of(&full_and_bare(), TODAY);
    for (path, language, finder, folder, staff, students, place) in [
        (
            "/en/networks.json",
            "en",
            "/en/networks/",
            "/en/networks/",
            "Staff",
            "Students",
            "Faculty of Science",
        ),
        (
            "/nl/netwerken.json",
            "nl",
            "/nl/netwerken/",
            "/nl/netwerken/",
            "Medewerkers",
            "Studenten",
            "Faculteit der Wiskunde",
        ),
    ] {
        let answer = server.get(path).assert_status(200);
        let data: Value = serde_json::from_str(&answer.text()).expect("JSON");
        assert_eq!(data["language"], language);
        assert_eq!(data["url"], format!("{BASE}{finder}"));
        let networks = data["networks"].as_array().expect("a list");
        let of = |id: &str| networks.iter().find(|it| it["id"] == id).expect("it is there");
        let disability = if language == "en" { "Disability" } else { "Functiebeperking" };
        let terms = [
            (
                "audience",
                json!([
                    { "id": "staff", "label": staff }, { "id": "students", "label": students },
                ]),
            ),
            (
                "themes",
                json!([
                    { "id": "gender", "label": "Gender" }, { "id": "disability", "label": disability },
                ]),
            ),
        ];
        for (id, fields) in [
            (
                "full",
                json!({
                    "id": "full",
                    "url": format!("{BASE}{folder}full/"),
                    "name": format!("Full name {language}"),
                    "abbreviation": "ABC",
                    "summary": format!("Full summary {language}"),
                    "place": { "id": "faculty-of-science", "label": place },
                    "website": format!("https://abc.example.org/{language}"),
                    "university_page": "https://university.example.org/abc",
                    "email": "abc@example.org",
                    "since": 1987,
                    "as_of": "2026-10-01",
                }),
            ),
            (
                "bare",
                json!({
                    "id": "bare",
                    "url": format!("{BASE}{folder}bare/"),
                    "name": format!("Bare name {language}"),
                    "abbreviation": null,
                    "summary": format!("Bare summary {language}"),
                    "place": null,
                    "website": null,
                    "university_page": null,
                    "email": null,
                    "since": null,
                    "as_of": "2026-10-02",
                }),
            ),
        ] {
            let own = of(id);
            for (key, value) in fields.as_object().expect("fields") {
                assert_eq!(&own[key], value, "{id} {key}");
            }
            for (key, value) in &terms {
                assert_eq!(&own[*key], value, "{id} {key}");
            }
        }
    }
}

#[test]
fn search_engines_read_the_same_of_a_network() {
    let server = Server::of(&full_and_bare(), TODAY);
    let page = Page::get(&server, "/nl/netwerken/full/");
    let data = page.data("Organization");
    for (key, value) in [
        ("@context", "https://schema.org"),
        ("name", "Full name nl"),
        ("description", "Full summary nl"),
        ("url", "https://abc.example.org/nl"),
        ("mainEntityOfPage", "http://127.0.0.1/nl/netwerken/full/"),
        ("alternateName", "ABC"),
        ("sameAs", "https://university.example.org/abc"),
        ("foundingDate", "1987"),
        ("email", "abc@example.org"),
    ] {
        assert_eq!(data[key], value, "{key}");
    }
    let trail = page.data("BreadcrumbList");
    let items: Vec<_> = trail["itemListElement"].as_array().expect("a trail").iter().collect();
    let urls: Vec<_> = items.iter().map(|it| it["item"].as_str().unwrap_or("")).collect();
    assert_eq!(urls, [format!("{BASE}/nl/"), format!("{BASE}/nl/netwerken/"), String::new()]);
    let positions: Vec<_> = items.iter().map(|it| it["position"].as_u64()).collect();
    assert_eq!(positions, [Some(1), Some(2), Some(3)]);
    assert_eq!(items[2]["name"], "Full name nl");
    // What is seen is the way back to the list; the menu leads to the home page.
    assert_eq!(page.attributes(".back a", "href"), ["/nl/netwerken/"]);
    let home = Page::get(&server, "/en/").data("WebPage");
    assert_eq!(home["url"], format!("{BASE}/en/"));
    assert_eq!(home["inLanguage"], "en");
    assert_eq!(home["publisher"]["name"], "Example University");
    assert_eq!(home["publisher"]["url"], "https://www.example.org/en");
}

/// Those with a theme in common, most first, then those with most audiences; of equals in the order
/// of their names.
#[test]
fn related_networks_are_those_with_most_in_common() {
    let site = full_and_bare();
    for (slug, audience, themes) in [
        ("aa-both-themes", "phd-candidates", &["gender", "disability"][..]),
        ("ab-theme-and-audience", "staff", &["gender"]),
        ("ac-audience", "staff", &[]),
        ("ad-nothing", "phd-candidates", &[]),
    ] {
        let mut themes = themes.to_vec();
        if themes.is_empty() {
            themes.push("other");
        }
        site.write(
            &format!("content/networks/{slug}.toml"),
            &format!(
                "name = {{ nl = \"{slug}\", en = \"{slug} en\" }}\naudience = [\"{audience}\"]\n\
                 themes = {themes:?}\nas_of = 2026-10-01\n\
                 summary = {{ nl = \"Kort {slug}.\", en = \"Short {slug}.\" }}\n"
            ),
        );
    }
    site.edit(
        "content/taxonomy.toml",
        "[theme]\n",
        "[theme]\nother = { nl = \"Anders\", en = \"Other\" }\n",
    );
    let server = Server::of(&site, TODAY);
    let page = Page::get(&server, "/en/networks/full/");
    let cards = page.all("section[aria-labelledby=related-title] .rows > li");
    let cards: Vec<_> = cards
        .into_iter()
        .map(|card| {
            let link = card.descendent_elements().find(|it| it.value().name() == "a");
            let href = link.and_then(|it| it.attr("href")).unwrap_or_default().to_owned();
            (href.trim_end_matches('/').rsplit('/').next().unwrap_or("").to_owned(), words(card))
        })
        .collect();
    let slugs: Vec<_> = cards.iter().map(|(slug, _)| slug.as_str()).collect();
    assert_eq!(slugs, ["bare", "aa-both-themes", "ab-theme-and-audience"]);
    let shared = |terms: &str| message("en", "entry-related-by").replace("{ $terms }", terms);
    assert!(cards[0].1.contains(&shared("gender, disability, staff, students")), "{cards:?}");
    assert!(cards[1].1.contains(&shared("gender, disability")), "{cards:?}");
    assert!(cards[2].1.contains(&shared("gender, staff")), "{cards:?}");
    // A page about something else names none.
    let charter = Page::get(&server, "/en/charters/full-charter/");
    assert!(charter.all("section[aria-labelledby=related-title], .related").is_empty());
    // Being for the same people makes no two networks alike.
    let other = Page::get(&server, "/en/networks/ad-nothing/");
    assert_eq!(other.attributes(".related h3 a", "href"), ["/en/networks/ac-audience/"]);
}

/// Each cell is what the finder finds for it.
#[test]
fn the_picture_counts_what_the_finder_finds() {
    let server = Server::of(&many_networks(), TODAY);
    let page = Page::get(&server, "/en/networks/");
    let cells: Vec<_> = page.all(".glance td").into_iter().map(words).collect();
    // Staff and students against gender and disability, of numbers 1 to 120.
    let count = |staff: bool, gender: bool| {
        let fits = |it: &usize| it.is_multiple_of(3) != staff && (it % 2 == 1) == gender;
        (1..=120).filter(fits).count()
    };
    let expected = [count(true, true), count(false, true), count(true, false), count(false, false)];
    let dots = page.all(".dots").into_iter().map(|it| it.child_elements().count());
    assert!(dots.eq(expected.map(|count| count.min(40))), "a dot per network, up to 40");
    assert_eq!(cells.len(), 4, "unused rows and columns are left out: {cells:?}");
    for (cell, expected) in cells.iter().zip(expected) {
        let number: Vec<_> = cell.split_whitespace().filter_map(|it| it.parse().ok()).collect();
        assert!(number.contains(&expected), "{cell} is not {expected}");
    }
    for link in page.attributes(".glance td a", "href") {
        let found = Page::get(&server, link);
        let count = words(found.one(".found"));
        let link = page.all(&format!(".glance td a[href='{link}']"))[0];
        let number = words(link).split_whitespace().find_map(|it| it.parse::<usize>().ok());
        let said = count.split_whitespace().find_map(|it| it.parse::<usize>().ok());
        assert_eq!(number, said, "{count}");
    }
}

/// README tells other programs what a network of the data holds.
#[test]
fn readme_names_every_field_of_the_data() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("there is one");
    let (_, table) = readme.split_once("| field | meaning |").expect("there is a table");
    let rows = table.lines().skip(2).map_while(|line| line.strip_prefix("| "));
    let fields = rows.flat_map(|row| {
        let (fields, _) = row.split_once(" | ").expect("two columns");
        fields.split(", ").map(|field| field.trim_matches('`').to_owned()).collect::<Vec<_>>()
    });
    let server = Server::of(&full_and_bare(), TODAY);
    let data: Value =
        serde_json::from_str(&server.get("/en/networks.json").text()).expect("it is JSON");
    for network in data["networks"].as_array().expect("a list") {
        let keys = network.as_object().expect("an object").keys().cloned();
        let keys: BTreeSet<_> = keys.collect();
        assert_eq!(fields.clone().collect::<BTreeSet<_>>(), keys);
    }
}

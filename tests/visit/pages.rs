//! A visitor reads every page, in both languages.

use std::collections::{BTreeMap, BTreeSet};

use scraper::{ElementRef, Html, Selector};

use crate::common::{Page, Program, entries, read_all, words};

/// The networks, charters and collaborations that the site must show.
const ENTRIES: [(&str, &str, &[&str]); 3] = [
    (
        "netwerken",
        "networks",
        &[
            "sounding-board",
            "luden",
            "lumc-vitaal",
            "lu-pride",
            "leiden-united",
            "rise",
            "asa",
            "mena",
            "fel",
            "star",
            "popcorner",
            "lgbt-network",
            "sophia",
            "asp",
        ],
    ),
    ("handvesten", "charters", &["talent-to-the-top", "diversity-charter", "erasmus-charter"]),
    (
        "samenwerkingen",
        "collaborations",
        &["diversity-officers", "future-is-diversity", "leru-gender", "international-contacts"],
    ),
];

#[test]
fn every_page_is_whole() {
    let server = Program::start();
    let pages = read_all(&server);
    for (nl, en, slugs) in ENTRIES {
        for slug in slugs {
            assert!(pages.contains_key(&format!("/nl/{nl}/{slug}/")), "{slug} in Dutch");
            assert!(pages.contains_key(&format!("/en/{en}/{slug}/")), "{slug} in English");
        }
    }
    for page in pages.values() {
        has_one_order_of_headings(page);
        has_no_leftovers(page);
        has_unique_ids_and_anchors(page, &pages);
        has_labels(page);
        says_one_thing_by_one_link(page);
        leads_to_the_other_language(page, &pages);
    }
    titles_and_descriptions_are_unique(&pages);
    addresses_agree_with_the_sitemap(&server, &pages);
}

/// WCAG 1.3.1, 2.4.6, 3.1.1.
fn has_one_order_of_headings(page: &Page) {
    assert_eq!(page.attribute("html", "lang"), page.language(), "{}", page.path);
    page.one("h1");
    let mut level = 0;
    for heading in page.all("h1, h2, h3, h4, h5, h6") {
        let name = heading.value().name();
        let own: u32 = name[1..].parse().expect("a heading has a level");
        assert!(own <= level + 1, "{}: {name} after h{level}", page.path);
        assert!(!words(heading).is_empty(), "{}: an empty {name}", page.path);
        level = own;
    }
    for landmark in ["header", "main", "footer"] {
        page.one(landmark);
    }
}

fn has_no_leftovers(page: &Page) {
    for leftover in ["{$", "{-", "{ $", "\u{2068}", "\u{2069}", "undefined", "TODO", "{{", "%}"] {
        assert!(!page.text.contains(leftover), "{}: {leftover}", page.path);
    }
    // What the policy would refuse (norms S1 and C24).
    assert!(page.all("[style]").is_empty(), "{}: an inline style", page.path);
    for element in page.all("*") {
        let handler = element.value().attrs().find(|(name, _)| name.starts_with("on"));
        assert_eq!(handler, None, "{}: an inline script", page.path);
    }
    // JSON-LD is data; before consent a page has no script.
    for script in page.all("script") {
        assert_eq!(script.attr("type"), Some("application/ld+json"), "{}", page.path);
        let json: String = script.text().collect();
        let data: serde_json::Value = serde_json::from_str(&json).expect("JSON-LD is JSON");
        assert_eq!(data["@context"], "https://schema.org");
    }
}

fn has_unique_ids_and_anchors(page: &Page, pages: &BTreeMap<String, Page>) {
    let ids = page.attributes("[id]", "id");
    let unique: BTreeSet<_> = ids.iter().collect();
    assert_eq!(ids.len(), unique.len(), "{}: an id twice", page.path);
    for href in page.attributes("a[href*='#']", "href") {
        let (path, anchor) = href.split_once('#').expect("it holds one");
        let target = if path.is_empty() { page } else { &pages[path] };
        let found = target.all(&format!("[id='{anchor}']"));
        assert_eq!(found.len(), 1, "{}: {href}", page.path);
    }
    for (selector, name) in
        [("[aria-labelledby]", "aria-labelledby"), ("[aria-describedby]", "aria-describedby")]
    {
        for id in page.attributes(selector, name) {
            page.one(&format!("[id='{id}']"));
        }
    }
}

/// WCAG 3.3.2: every control has a label that is seen.
fn has_labels(page: &Page) {
    for control in page.all("input:not([type=hidden]), select, textarea") {
        let id =
            control.attr("id").unwrap_or_else(|| panic!("{}: a control without id", page.path));
        assert!(!words(page.one(&format!("label[for='{id}']"))).is_empty());
    }
}

/// WCAG 2.4.9: the same words lead to the same place.
fn says_one_thing_by_one_link(page: &Page) {
    let mut targets = BTreeMap::new();
    for link in page.all("a[href]") {
        let text = words(link);
        let href = link.attr("href").unwrap_or_default();
        assert!(!text.is_empty(), "{}: {href} without words", page.path);
        let known = targets.entry(text.clone()).or_insert(href);
        assert_eq!(*known, href, "{}: {text}", page.path);
    }
}

/// The language switch leads to the same page, by the language's own name.
fn leads_to_the_other_language(page: &Page, pages: &BTreeMap<String, Page>) {
    let switch = page.one(".languages a");
    let other = if page.language() == "nl" { "en" } else { "nl" };
    assert_eq!(words(switch), if other == "en" { "English" } else { "Nederlands" });
    assert_eq!((switch.attr("lang"), switch.attr("hreflang")), (Some(other), Some(other)));
    let target = &pages[switch.attr("href").expect("a link leads somewhere")];
    assert_eq!(target.attribute(".languages a", "href"), page.path, "the way there and back");
}

/// Norms M2 and M3.
fn titles_and_descriptions_are_unique(pages: &BTreeMap<String, Page>) {
    let mut titles = BTreeSet::new();
    let mut descriptions = BTreeSet::new();
    for page in pages.values().filter(|page| page.all("meta[name=robots]").is_empty()) {
        let title = words(page.one("title"));
        // A name that `check` accepts has 100 characters at most, and whose site it is follows.
        assert!(title.chars().count() <= 140, "{}: {title}", page.path);
        let description = page.attribute("meta[name=description]", "content");
        let length = description.chars().count();
        // As short as a summary that `check` accepts.
        assert!((1..=170).contains(&length), "{}: {length} {description}", page.path);
        assert!(titles.insert((page.language(), title.clone())), "{}: {title}", page.path);
        assert!(descriptions.insert((page.language(), description)), "{}", page.path);
    }
}

/// Norms M1, M2 and M4: canonical, alternates and sitemap say the same.
fn addresses_agree_with_the_sitemap(server: &Program, pages: &BTreeMap<String, Page>) {
    const BASE: &str = "http://127.0.0.1";
    let sitemap = server.get("/sitemap.xml").assert_status(200).text();
    let sitemap = Html::parse_fragment(&sitemap);
    let select = |selector: &str| Selector::parse(selector).expect("a selector");
    let listed: BTreeMap<_, _> = sitemap
        .select(&select("url"))
        .map(|url| (words(url.select(&select("loc")).next().expect("an address")), url))
        .collect();
    let indexed = pages.values().filter(|page| page.all("meta[name=robots]").is_empty());
    let mut canonical = BTreeSet::new();
    for page in indexed {
        let own = page.attribute("link[rel=canonical]", "href");
        assert_eq!(own, format!("{BASE}{}", page.path));
        canonical.insert(own.to_owned());
        let alternates: BTreeSet<_> = page
            .all("link[rel=alternate][hreflang]")
            .iter()
            .map(|link| (link.attr("hreflang"), link.attr("href")))
            .collect();
        assert_eq!(alternates.len(), 3, "{}", page.path);
        for language in ["nl", "en", "x-default"] {
            let selector = format!("link[rel=alternate][hreflang='{language}']");
            let path = page.attribute(&selector, "href").strip_prefix(BASE).expect("our own");
            let back = format!("link[rel=alternate][hreflang='{}']", page.language());
            assert_eq!(pages[path].attribute(&back, "href"), own, "{}", page.path);
        }
    }
    // Kept declarations are proof, not something to be found.
    canonical.retain(|url| url.split("/cookies/").nth(1).is_none_or(str::is_empty));
    assert_eq!(listed.keys().cloned().collect::<BTreeSet<_>>(), canonical);
    for (url, entry) in &listed {
        let page = &pages[url.strip_prefix(BASE).expect("our own")];
        // Attributes of XML keep their prefix, and the parser for HTML does not mind.
        let alternates = |links: Vec<ElementRef<'_>>| -> BTreeSet<(String, String)> {
            let of = |link: &ElementRef<'_>, name| link.attr(name).expect("it has one").to_owned();
            links.iter().map(|link| (of(link, "hreflang"), of(link, "href"))).collect()
        };
        let links = entry.descendent_elements().filter(|it| it.value().name() == "xhtml:link");
        let said = page.all("link[rel=alternate][hreflang]");
        assert_eq!(alternates(links.collect()), alternates(said), "{url}");
        if let Some(changed) = entry.select(&select("lastmod")).next() {
            let changed: jiff::civil::Date = words(changed).parse().expect("a day");
            // A day ahead at most: the server may stand where it is tomorrow already.
            let now = jiff::Timestamp::now().to_string();
            let today: jiff::civil::Date = now[..10].parse().expect("a day");
            assert!(changed <= today.tomorrow().expect("there is one"), "{url}");
        }
    }
}

#[test]
fn the_home_page_has_its_sections_in_order() {
    let server = Program::start();
    for language in ["nl", "en"] {
        let path = format!("/{language}/");
        let text = server.get(&path).text();
        let page = Page { path, html: Html::parse_document(&text), text };
        let ids: Vec<_> =
            page.all("main section[id]").iter().filter_map(|it| it.attr("id")).collect();
        assert_eq!(ids, ["charters", "national", "international", "networks"]);
        let scope = |scope| entries("collaborations", &[scope]);
        for (id, there) in [
            ("charters", entries("charters", &[])),
            ("national", scope("scope = \"national\"")),
            ("international", scope("scope = \"international\"")),
            ("networks", entries("networks", &[])),
        ] {
            assert_eq!(page.all(&format!("#{id} .rows > li")).len(), there.len(), "{id}");
        }
    }
}

/// WCAG 3.1.2, wherever a name stands by itself: in a heading, a link of a list, a choice. Within a
/// sentence names are excepted.
#[test]
fn names_in_the_other_language_say_so() {
    use diversity_networks::language::{Language, Localized};
    let files = diversity_networks::site::embedded::files();
    let today = jiff::civil::date(2026, 11, 24);
    let content = diversity_networks::content::load(&files, today).content.expect("no errors");
    let networks = content.networks.iter().map(|it| &it.entry);
    let charters = content.charters.iter().map(|it| &it.entry);
    let entries = networks.chain(charters).chain(content.collaborations.iter().map(|it| &it.entry));
    let mut foreign = BTreeMap::new();
    for entry in entries {
        if let Localized::Shared(name, Some(language)) = &entry.name {
            let short = entry.abbreviation.iter().map(|short| format!("{name} ({short})"));
            foreign.extend(short.chain([name.clone()]).map(|text| (text, *language)));
        }
    }
    assert!(foreign.values().any(|&language| language == Language::En), "{foreign:?}");

    let server = Program::start();
    let mut seen = BTreeSet::new();
    for page in read_all(&server).values() {
        for element in page.all("h1, h2, h3, h4, a, li, dd, td, option, span") {
            let text = words(element);
            let Some(language) = foreign.get(&text) else { continue };
            let is_prose = |it: ElementRef<'_>| it.value().classes().any(|class| class == "prose");
            if element.ancestors().filter_map(ElementRef::wrap).any(is_prose) {
                continue;
            }
            let is_said = |it: ElementRef<'_>| it.attr("lang") == Some(language.code());
            let above = element.ancestors().filter_map(ElementRef::wrap);
            let mut around = above.chain([element]);
            // Of the document's own language nothing needs to be said again.
            let is_own = page.language() == language.code();
            let mut within = element.descendent_elements().filter(|it| words(*it) == text);
            assert!(
                is_own || around.any(is_said) || within.any(is_said),
                "{}: {}",
                page.path,
                element.html()
            );
            seen.insert(text);
        }
    }
    assert!(seen.contains("Researchers in Science for Equality (RISE)"), "{seen:?}");
}

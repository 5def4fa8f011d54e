//! A visitor reads every page, in both languages.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};

use scraper::{ElementRef, Html, Selector};
use sha2::Digest as _;
use support::{Server, root};

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

/// A page that was read.
struct Page {
    path: String,
    text: String,
    html: Html,
}

impl Page {
    fn language(&self) -> &str {
        &self.path[1..3]
    }

    fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        self.html.select(&Selector::parse(selector).expect("a selector")).collect()
    }

    fn one(&self, selector: &str) -> ElementRef<'_> {
        let found = self.all(selector);
        assert_eq!(found.len(), 1, "{} has one {selector}", self.path);
        found[0]
    }

    fn attributes(&self, selector: &str, name: &str) -> Vec<&str> {
        self.all(selector).into_iter().filter_map(|element| element.attr(name)).collect()
    }

    fn attribute(&self, selector: &str, name: &str) -> &str {
        self.one(selector).attr(name).unwrap_or_else(|| panic!("{} {selector} {name}", self.path))
    }
}

fn words(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every page that links lead to from the home pages, questions to the finder included once.
fn read_all(server: &Server) -> BTreeMap<String, Page> {
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
        let text = answer.text();
        let page = Page { path: path.clone(), html: Html::parse_document(&text), text };
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

#[test]
fn every_page_is_whole() {
    let server = Server::start();
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
        assert!(title.chars().count() <= 70, "{}: {title}", page.path);
        let description = page.attribute("meta[name=description]", "content");
        let length = description.chars().count();
        assert!((50..=170).contains(&length), "{}: {length} {description}", page.path);
        assert!(titles.insert((page.language(), title.clone())), "{}: {title}", page.path);
        assert!(descriptions.insert((page.language(), description)), "{}", page.path);
    }
}

/// Norms M1, M2 and M4: canonical, alternates and sitemap say the same.
fn addresses_agree_with_the_sitemap(server: &Server, pages: &BTreeMap<String, Page>) {
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
    let server = Server::start();
    for language in ["nl", "en"] {
        let path = format!("/{language}/");
        let text = server.get(&path).text();
        let page = Page { path, html: Html::parse_document(&text), text };
        let ids: Vec<_> =
            page.all("main section[id]").iter().filter_map(|it| it.attr("id")).collect();
        assert_eq!(ids, ["charters", "national", "international", "networks"]);
        for (id, count) in
            [("charters", 3), ("national", 2), ("international", 2), ("networks", 14)]
        {
            assert_eq!(page.all(&format!("#{id} .card")).len(), count, "{id}");
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

    let server = Server::start();
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

#[test]
fn addresses_lead_to_the_one_that_counts() {
    let server = Server::start();
    for (path, status, location) in [
        ("/", 302, "/nl/"),
        ("/nl", 308, "/nl/"),
        ("/nl/netwerken/rise", 308, "/nl/netwerken/rise/"),
        ("/nl/networks/rise/", 308, "/nl/netwerken/rise/"),
        ("/en/netwerken/rise", 308, "/en/networks/rise/"),
        ("/en/netwerken/?q=rise", 308, "/en/networks/?q=rise"),
        ("/nl/accessibility/", 308, "/nl/toegankelijkheid/"),
        ("/en/toegankelijkheid", 308, "/en/accessibility/"),
        ("/networks/rise/", 302, "/nl/netwerken/rise/"),
        ("/cookies/", 302, "/nl/cookies/"),
        ("/toegankelijkheid", 302, "/nl/toegankelijkheid/"),
        ("/nl/handvesten/", 308, "/nl/#charters"),
    ] {
        server.get(path).assert_redirect(status, location);
    }
    for (accepted, location) in [
        ("en", "/en/"),
        ("en-GB, nl;q=0.9", "/en/"),
        ("nl, en;q=0.9", "/nl/"),
        ("de, en;q=0.1", "/en/"),
        ("nl;q=0, *", "/en/"),
        (", ;;q=q", "/nl/"),
    ] {
        let answer = server.get_with("/", &[("Accept-Language", accepted)]);
        answer.assert_redirect(302, location);
    }
    assert_eq!(server.get("/").header("vary"), Some("Accept-Language"));
    // An address in a language never leads away from it.
    server.get_with("/nl/", &[("Accept-Language", "en")]).assert_status(200);
}

/// Norm M2: what somebody adds to an address changes neither the page nor its own address.
#[test]
fn a_stray_query_changes_nothing() {
    let server = Server::start();
    for path in ["/nl/", "/en/networks/rise/", "/nl/privacy/", "/en/networks/"] {
        let plain = server.get(path).assert_status(200);
        for stray in ["utm_source=mail", "fbclid=x&gclid=y", "", "%"] {
            let page = server.get(&format!("{path}?{stray}")).assert_status(200);
            let html = Html::parse_document(&page.text());
            let canonical = Selector::parse("link[rel=canonical]").expect("a selector");
            let own = html.select(&canonical).next().and_then(|link| link.attr("href"));
            assert_eq!(own, Some(&*format!("http://127.0.0.1{path}")), "{path}?{stray}");
            assert!(!page.text().contains("utm_source"), "{path}?{stray}");
            assert_eq!(page.body, plain.body, "{path}?{stray}");
        }
    }
}

#[test]
fn what_is_not_there_is_said_in_the_right_language() {
    let server = Server::start();
    for (path, headers, language, heading) in [
        ("/nl/niets/", &[][..], "nl", "Deze pagina bestaat niet"),
        ("/en/networks/nothing/", &[], "en", "This page does not exist"),
        ("/en/%ff/", &[], "en", "This page does not exist"),
        ("/en/../../etc/passwd", &[], "en", "This page does not exist"),
        ("/en/networks/rise%2f", &[], "en", "This page does not exist"),
        ("/nothing", &[("Accept-Language", "en")], "en", "This page does not exist"),
        ("/nothing", &[], "nl", "Deze pagina bestaat niet"),
    ] {
        let answer = server.get_with(path, headers).assert_status(404);
        let html = Html::parse_document(&answer.text());
        let select = |selector: &str| Selector::parse(selector).expect("a selector");
        let first = |selector: &str| html.select(&select(selector)).next().expect("it is there");
        assert_eq!(first("html").attr("lang"), Some(language), "{path}");
        assert_eq!(words(first("h1")), heading, "{path}");
        assert_eq!(answer.header("content-language"), Some(language));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
    }
    for method in ["POST", "PUT", "DELETE", "TRACE", "OPTIONS", "BREW"] {
        let answer = server.request(method, "/nl/", &[], "").assert_status(405);
        assert_eq!(answer.header("allow"), Some("GET, HEAD"));
        assert!(answer.text().contains("lang=\"nl\""));
    }
}

#[test]
fn odd_requests_get_a_sane_answer() {
    let server = Server::start();
    let long = format!("/nl/{}", "a".repeat(8000));
    for path in
        [long.as_str(), "/nl/?%00", "/nl/%00/", "/%", "//", "/nl//", "/nl/./", "/nl/?q=%zz", "/NL/"]
    {
        let answer = server.get(path);
        assert!(answer.status < 500, "{path}: {}", answer.status);
    }
    for (name, value) in [
        ("Cookie", "consent=%%%; =; ;;; consent"),
        ("Cookie", "consent=\u{e9}\u{80}; \u{ff}"),
        ("Accept-Language", ";;;q=,,,*;q=9"),
        ("Accept-Encoding", "br;q=nine, *;;"),
        ("If-None-Match", "W/,\"\",*x"),
        ("Sec-GPC", "yes"),
    ] {
        server.get_with("/nl/", &[(name, value)]).assert_status(200);
    }
}

#[test]
fn all_codings_hold_the_same_page() {
    let server = Server::start();
    for path in
        ["/nl/", "/en/networks/rise/", "/nl/netwerken/?q=pride", "/en/cookies/", "/sitemap.xml"]
    {
        let plain = server.get(path).assert_status(200);
        assert_eq!(plain.header("content-encoding"), None);
        let mut tags = BTreeSet::from([plain.header("etag").expect("a tag").to_owned()]);
        for coding in ["br", "gzip"] {
            let coded = server.get_with(path, &[("Accept-Encoding", coding)]).assert_status(200);
            assert_eq!(coded.header("content-encoding"), Some(coding));
            assert_eq!(decode(&coded.body, coding), plain.body, "{path} {coding}");
            assert!(tags.insert(coded.header("etag").expect("a tag").to_owned()), "{path}");
            assert!(coded.header("vary").is_some_and(|vary| vary.contains("Accept-Encoding")));
        }
    }
}

fn decode(body: &[u8], coding: &str) -> Vec<u8> {
    use std::io::Read as _;
    let mut plain = Vec::new();
    match coding {
        "br" => brotli::Decompressor::new(body, 4096).read_to_end(&mut plain),
        _ => flate2::read::GzDecoder::new(body).read_to_end(&mut plain),
    }
    .expect("the body is whole");
    plain
}

#[test]
fn what_the_browser_has_is_not_sent_again() {
    let server = Server::start();
    for path in ["/nl/", "/nl/netwerken/?q=pride", "/robots.txt"] {
        let first = server.get(path).assert_status(200);
        let tag = first.header("etag").expect("a tag").to_owned();
        let weak = format!("\"other\", W/{tag}");
        for known in [tag.as_str(), &weak, "*"] {
            let second = server.get_with(path, &[("If-None-Match", known)]).assert_status(304);
            assert!(second.body.is_empty());
            for name in ["etag", "cache-control", "vary", "content-security-policy"] {
                assert_eq!(second.header(name), first.header(name), "{name}");
            }
        }
        server.get_with(path, &[("If-None-Match", "\"other\"")]).assert_status(200);
        assert_eq!(server.get(path).header("etag"), Some(tag.as_str()), "it does not change");
    }
}

/// The first visitor gets what is quick, the next ones what is small, under the same tag.
#[test]
fn pages_get_smaller_while_nobody_waits() {
    let server = Server::start();
    let get = || server.get_with("/nl/", &[("Accept-Encoding", "br")]).assert_status(200);
    let first = get();
    support::eventually("the page is pressed", || get().body.len() < first.body.len());
    let pressed = get();
    assert_eq!(pressed.header("etag"), first.header("etag"));
    assert_eq!(decode(&pressed.body, "br"), server.get("/nl/").body);
}

#[test]
fn head_is_get_without_a_body() {
    let server = Server::start();
    for path in ["/nl/", "/nl", "/nl/nothing/", "/en/networks/?q=x", "/en/cookies/", "/robots.txt"]
    {
        let get = server.get(path);
        let head = server.request("HEAD", path, &[], "");
        assert!(head.body.is_empty(), "{path}");
        let without_date = |answer: &support::Answer| {
            let mut headers = answer.headers.clone();
            headers.remove("date");
            headers
        };
        assert_eq!(head.status, get.status);
        assert_eq!(without_date(&head), without_date(&get), "{path}");
    }
}

/// Norms S1, S3, S5, S6, S7, S10, S12, S13.
#[test]
fn every_answer_is_protected() {
    let server = Server::with(&["--no-watch", "--base-url", "https://networks.example"]);
    let tag = server.get("/nl/").header("etag").expect("a tag").to_owned();
    let home = server.get("/nl/").text();
    let icon = home.split('"').find(|it| it.ends_with(".svg")).expect("an icon").to_owned();
    let answers = [
        server.get("/nl/"),
        server.get_with("/nl/", &[("If-None-Match", &tag)]),
        server.get("/nl/nothing/"),
        server.get("/"),
        server.get("/nl"),
        server.get("/nl/cookies/"),
        server.get("/nl/netwerken/?q=x"),
        server.get(&icon),
        server.get("/robots.txt"),
        server.get("/favicon.ico"),
        server.get("/consent"),
        server.post("/consent", "choice=accept", &[]),
        server.post("/consent", "choice=perhaps", &[]),
        server.post("/consent", "choice=accept", &[("Sec-Fetch-Site", "cross-site")]),
        server.post("/visit", "page=/nl/", &[]),
        server.request("PUT", "/nl/", &[], ""),
    ];
    for answer in answers {
        let policy = answer.header("content-security-policy").expect("a policy");
        for part in [
            "default-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "connect-src 'self'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ] {
            assert!(policy.split("; ").any(|it| it == part), "{part} in {policy}");
        }
        assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("data:"));
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cross-origin-embedder-policy", "require-corp"),
            ("strict-transport-security", "max-age=31536000"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{}", answer.status);
        }
        assert!(answer.header("permissions-policy").is_some_and(|it| it.contains("camera=()")));
        for name in ["server", "x-powered-by", "x-xss-protection", "expect-ct", "pragma"] {
            assert_eq!(answer.header(name), None);
        }
    }
    let plain = Server::start();
    assert_eq!(plain.get("/nl/").header("strict-transport-security"), None);
}

/// The browser applies the style sheet only where the policy names its digest; an error's too.
#[test]
fn the_style_sheet_is_the_one_that_the_policy_names() {
    let server = Server::start();
    for (path, status) in [("/nl/", 200), ("/nl/nothing/", 404), ("/nl/cookies/", 200)] {
        let answer = server.get(path).assert_status(status);
        let policy = answer.header("content-security-policy").expect("a policy").to_owned();
        let page = answer.text();
        let (_, rest) = page.split_once("<style>").expect("a style sheet");
        let (style, rest) = rest.split_once("</style>").expect("its end");
        assert!(style.contains("@layer") && !rest.contains("<style"));
        let digest = sha2::Sha256::digest(style);
        let digest = digest.chunks(3).map(base64_of).collect::<String>();
        assert!(policy.contains(&format!("style-src 'sha256-{digest}';")), "{policy}");
    }
}

/// Up to three bytes in base64.
fn base64_of(bytes: &[u8]) -> String {
    const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bits = bytes.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
    bits <<= 8 * (3 - bytes.len());
    let sign = |place: usize| char::from(SIGNS[(bits >> (18 - 6 * place)) as usize % 64]);
    (0..4).map(|place| if place > bytes.len() { '=' } else { sign(place) }).collect()
}

#[test]
fn assets_never_change() {
    let server = Server::start();
    let home = Html::parse_document(&server.get("/nl/").text());
    let files = Selector::parse("link[rel=icon]").expect("a selector");
    let links = home.select(&files);
    let paths: Vec<_> = links.filter_map(|link| link.attr("href")).collect();
    assert_eq!(paths.len(), 1);
    for path in paths {
        let answer = server.get(path).assert_status(200);
        let cache = answer.header("cache-control").unwrap_or_default();
        assert!(cache.contains("immutable") && cache.contains("max-age=31536000"), "{path}");
        assert!(!answer.body.is_empty());
        let (stem, extension) = path.rsplit_once('.').expect("an extension");
        let (stem, _) = stem.rsplit_once('.').expect("a fingerprint");
        server.get(&format!("{stem}.0000000000000000.{extension}")).assert_status(404);
    }
}

/// RFC 9116, RFC 9309, W3C gpc.json.
#[test]
fn machines_find_what_they_look_for() {
    let server = Server::start();
    let robots = server.get("/robots.txt").assert_status(200);
    assert_eq!(robots.header("content-type"), Some("text/plain; charset=utf-8"));
    assert!(robots.text().contains("Sitemap: http://127.0.0.1/sitemap.xml"));

    let security = server.get("/.well-known/security.txt").assert_status(200);
    assert_eq!(security.header("content-type"), Some("text/plain; charset=utf-8"));
    let text = security.text();
    let field = |name: &str| -> Vec<String> {
        let lines = text.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(field, _)| *field == name).map(|(_, value)| value.to_owned()).collect()
    };
    assert!(field("Contact").iter().all(|contact| contact.starts_with("mailto:")));
    assert!(!field("Contact").is_empty());
    let [expires] = &field("Expires")[..] else { panic!("one Expires") };
    let expires: jiff::Timestamp = expires.parse().expect("an RFC 3339 time");
    let left = expires.duration_since(jiff::Timestamp::now()).as_hours();
    assert!((24 * 30..24 * 366).contains(&left), "{left} hours left");

    let gpc: serde_json::Value =
        serde_json::from_str(&server.get("/.well-known/gpc.json").text()).expect("JSON");
    assert_eq!(gpc["gpc"], true);
    server.get("/favicon.ico").assert_status(200);

    for (path, language) in [("/nl/netwerken.json", "nl"), ("/en/networks.json", "en")] {
        let answer = server.get(path).assert_status(200);
        assert_eq!(answer.header("content-type"), Some("application/json"));
        let data: serde_json::Value = serde_json::from_str(&answer.text()).expect("JSON");
        assert_eq!(data["language"], language);
        let networks = data["networks"].as_array().expect("a list");
        assert_eq!(networks.len(), 14);
        for network in networks {
            let url = network["url"].as_str().and_then(|url| url.strip_prefix("http://127.0.0.1"));
            server.get(url.expect("our own")).assert_status(200);
            assert!(network["audience"].as_array().is_some_and(|it| !it.is_empty()));
        }
    }
}

/// By the grammar of RFC 4287, as a validator reads it.
#[test]
fn the_feeds_are_valid() {
    let server = Server::start();
    for path in ["/nl/feed.atom", "/en/feed.atom"] {
        let answer = server.get(path).assert_status(200);
        assert_eq!(answer.header("content-type"), Some("application/atom+xml; charset=utf-8"));
        let feed = answer.text();
        assert_eq!(feed.matches("<entry>").count(), 21);
        assert!(is_valid_feed(&feed).is_ok(), "{:?}", is_valid_feed(&feed));
        assert!(is_valid_feed(&feed.replace("T00:00:00Z", "")).is_err(), "nothing is checked");
    }
}

fn is_valid_feed(feed: &str) -> Result<(), String> {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let file = std::env::temp_dir().join(format!("feed-{}-{number}.atom", std::process::id()));
    std::fs::write(&file, feed).expect("it can be written");
    // The Nu checker comes with a validator of RELAX NG.
    let output = std::process::Command::new("java")
        .current_dir(root())
        .args(["-cp", "tests/.tools/node_modules/vnu-jar/build/dist/vnu.jar"])
        .arg("nu.validator.vendor.thaiopensource.relaxng.util.Driver")
        .args(["-c", "tests/atom.rnc"])
        .arg(&file)
        .output()
        .expect("tests/run installs Java");
    let _ = std::fs::remove_file(file);
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    if output.status.success() { Ok(()) } else { Err(said) }
}

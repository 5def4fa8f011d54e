//! Journeys: what visitors come for, by keyboard alone, with and without scripts.

use crate::common::{Program, eventually};
use crate::visitor::Visitor;

/// How a visitor comes in who was never here.
pub type Open<'a> = &'a dyn Fn() -> Visitor;

#[test]
fn a_network_is_found_by_keyboard() {
    let server = Program::start();
    find_a_network(&|| Visitor::of(&server));
}

/// Three visitors who say it in their own words: of a word that no text has, of a whole sentence,
/// and with a slip of the finger, which the page says.
pub fn find_a_network(open: Open<'_>) {
    for (are_on, finder, words, asked, says, network) in [
        (true, "/nl/netwerken/", "rolstoel", "rolstoel", None, "asp"),
        (
            false,
            "/nl/netwerken/",
            "vrouw in de natuurkunde",
            "vrouw+in+de+natuurkunde",
            None,
            "rise",
        ),
        (true, "/nl/netwerken/", "feminsit", "feminsit", Some("feminist"), "fel"),
        (false, "/en/networks/", "wheelchair", "wheelchair", None, "asp"),
        (true, "/en/networks/", "female professor", "female+professor", None, "sophia"),
        (false, "/en/networks/", "feminsit", "feminsit", Some("feminist"), "fel"),
    ] {
        let visitor = open();
        visitor.visit(&finder[..4]);
        visitor.tab_to(&format!(".menu a[href='{finder}']"));
        visitor.press("Enter");
        visitor.arrives_at(finder);
        visitor.tab_to("#q");
        visitor.tab.type_str(words).expect("words can be typed");
        if !are_on {
            visitor.scripts(false);
        }
        visitor.press("Enter");
        visitor.arrives_at(&format!("{finder}?q={asked}#results"));
        visitor.scripts(true);
        assert_eq!(visitor.has(".note"), says.is_some(), "{words}");
        if let Some(says) = says {
            let note = visitor.text("document.querySelector('.note').textContent");
            assert!(note.contains(says), "{words}: {note}");
        }
        assert!(visitor.has(".card .reason"), "it says why it is there");
        let result = format!("{finder}{network}/");
        visitor.tab_to(&format!(".card:first-child a[href='{result}']"));
        visitor.press("Enter");
        visitor.arrives_at(&result);
    }
}

/// An employee who uses no mouse, refuses cookies, and looks for support with a disability.
#[test]
fn support_is_found_by_keyboard_after_a_refusal() {
    let server = Program::start();
    refuse_and_find_support(&|| Visitor::of(&server));
}

pub fn refuse_and_find_support(open: Open<'_>) {
    let visitor = open();
    visitor.visit("/en/");
    visitor.tab_to(".notice button[value=refuse]");
    visitor.press("Enter");
    visitor.arrives_at("/en/?choice=saved#choice");
    visitor.tab_to("a[href='/en/networks/']");
    visitor.press("Enter");
    visitor.arrives_at("/en/networks/");
    assert!(!visitor.has(".notice"), "who has refused is not asked again");
    visitor.tab_to("#theme");
    visitor.tab.type_str("Disability").expect("a choice is found by its letters");
    visitor.tab_to(".finder button");
    visitor.press("Enter");
    visitor.arrives_at("/en/networks/?theme=disability#results");
    // Focus goes on from the results: the way to drop the condition, then the first network.
    assert!(visitor.tab_to(".card a") <= 2);
    visitor.press("Enter");
    eventually("an entry opens", || visitor.has(".entry .reach a"));
    assert!(visitor.tab_to(".reach a") < 20);
}

#[test]
fn the_language_is_switched_by_keyboard_to_the_same_page() {
    let server = Program::start();
    switch_the_language(&|| Visitor::of(&server));
}

pub fn switch_the_language(open: Open<'_>) {
    let visitor = open();
    visitor.visit("/nl/netwerken/?theme=lgbt");
    visitor.tab_to(".languages a");
    visitor.press("Enter");
    visitor.arrives_at("/en/networks/?theme=lgbt");
    assert_eq!(visitor.text("document.documentElement.lang"), "en");
}

/// WCAG 2.4.1: first in the order, seen when it has the focus, and it works.
#[test]
fn the_skip_link_comes_first() {
    let server = Program::start();
    let visitor = Visitor::of(&server);
    visitor.visit("/en/networks/rise/");
    assert_eq!(visitor.tab_to(".skip"), 1);
    assert!(visitor.holds("document.querySelector('.skip').getBoundingClientRect().height > 20"));
    visitor.press("Enter");
    visitor.arrives_at("/en/networks/rise/#content");
    visitor.tab_to("main a");
}

/// Norm C17: the question is within the first stops, and holds nobody.
#[test]
fn the_whole_page_is_walked_by_keyboard() {
    let server = Program::start();
    let visitor = Visitor::of(&server);
    for path in ["/nl/", "/en/networks/mena/", "/nl/cookies/"] {
        visitor.visit(path);
        assert!(visitor.tab_to(".notice button[value=accept]") <= 3);
        assert_eq!(visitor.tab_to(".notice button[value=refuse]"), 1);
        visitor.tab_to("footer a");
    }
}

/// Norms C1, C2, C12, C13 and S14: every page in every state keeps nothing, asks for nothing and
/// says nothing in the console but what is declared.
#[test]
fn nothing_happens_that_is_not_declared() {
    let server = Program::start();
    let sitemap = server.get("/sitemap.xml").text();
    let listed = sitemap.split("<loc>http://127.0.0.1").skip(1);
    let mut paths: Vec<_> =
        listed.filter_map(|rest| rest.split('<').next().map(str::to_owned)).collect();
    assert!(paths.len() >= 52, "every page in both languages");
    paths.extend(["/en/networks/?q=pride".to_owned(), "/nl/netwerken/?theme=lgbt".to_owned()]);

    type Decide = fn(&Visitor);
    let states: [(&str, Decide); 4] = [
        ("undecided", |_| {}),
        ("signalled", Visitor::signal_privacy),
        ("refused", |visitor| choose(visitor, "refuse")),
        ("accepted", |visitor| choose(visitor, "accept")),
    ];
    for (state, decide) in states {
        let visitor = Visitor::of(&server);
        decide(&visitor);
        let has_accepted = state == "accepted";
        for path in &paths {
            visitor.visit(path);
            let kept = visitor.value(
                "Promise.all([localStorage, sessionStorage, document.cookie, indexedDB.databases(),
                 caches.keys(), navigator.serviceWorker.getRegistrations()])
                 .then((all) => all.map((it) => it.length))",
            );
            assert_eq!(kept, serde_json::json!([0, 0, 0, 0, 0, 0]), "{path} {state}");
        }
        assert_eq!(visitor.complaints(), Vec::<String>::new(), "{state}");
        for url in visitor.requests() {
            let path = url.strip_prefix(visitor.base()).unwrap_or_else(|| panic!("{url} {state}"));
            let is_page = path.split(['?', '#']).next().is_some_and(|path| path.ends_with('/'));
            let is_looks = [
                "/static/site.",
                "/static/icon.",
                "/favicon.ico",
                "/nl/site.webmanifest",
                "/en/site.webmanifest",
            ];
            let is_statistics = path.starts_with("/static/statistics.") || path == "/visit";
            let has_chosen = matches!(state, "refused" | "accepted");
            let is_declared = is_page
                || (has_chosen && matches!(path, "/consent" | "/consent/forget"))
                || is_looks.iter().any(|start| path.starts_with(start))
                || (has_accepted && is_statistics);
            assert!(is_declared, "{path} {state}");
        }
        let names: Vec<_> = visitor.cookies().into_keys().collect();
        let declared: &[&str] = match state {
            "accepted" => &["consent", "visit"],
            "refused" => &["consent"],
            _ => &[],
        };
        assert_eq!(names, declared, "{state}");
    }
}

fn choose(visitor: &Visitor, choice: &str) {
    visitor.visit("/nl/").click(&format!(".notice button[value={choice}]"));
    visitor.arrives_at("/nl/?choice=saved#choice");
}

/// What is heard must be able to be heard: the test above rests on it.
#[test]
fn the_console_is_listened_to() {
    let server = Program::start();
    let visitor = Visitor::of(&server);
    visitor.visit("/nl/");
    for (statement, heard) in [
        ("setTimeout(() => { throw new Error('unheard') }, 0); true", "unheard"),
        ("console.warn('murmured'); true", "murmured"),
        ("document.body.setAttribute('style', 'color: red'); true", "Content Security Policy"),
        ("fetch('/nothing/').then(() => 1); true", "404"),
    ] {
        visitor.run(statement);
        let mut said = String::new();
        eventually(&format!("the console says {heard}"), || {
            said.push_str(&visitor.complaints().join("\n"));
            said.contains(heard)
        });
    }
}

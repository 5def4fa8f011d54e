//! Journeys: what visitors come for, by keyboard alone, with and without scripts.

use crate::support::Server;
use crate::visitor::Visitor;

#[test]
fn a_network_is_found_by_keyboard() {
    let server = Server::start();
    for are_on in [true, false] {
        for (home, finder, result) in [
            ("/nl/", "/nl/netwerken/", "/nl/netwerken/sophia/"),
            ("/en/", "/en/networks/", "/en/networks/sophia/"),
        ] {
            let visitor = Visitor::of(&server);
            visitor.visit(home);
            visitor.tab_to("#q");
            visitor.tab.type_str("sofia").expect("words can be typed");
            if !are_on {
                visitor.scripts(false);
            }
            visitor.press("Enter");
            let asked = format!("{finder}?audience=&theme=&place=&q=sofia");
            visitor.arrives_at(&asked);
            visitor.scripts(true);
            assert!(visitor.has(".note"), "it says what it searched for instead");
            visitor.tab_to(&format!(".card a[href='{result}']"));
            visitor.press("Enter");
            visitor.arrives_at(result);
            assert!(visitor.has(".reach a[href^='https://']"), "there is a way to reach them");
        }
    }
}

#[test]
fn the_language_is_switched_by_keyboard_to_the_same_page() {
    let server = Server::start();
    let visitor = Visitor::of(&server);
    visitor.visit("/nl/netwerken/?theme=lgbt");
    visitor.tab_to(".languages a");
    visitor.press("Enter");
    visitor.arrives_at("/en/networks/?theme=lgbt");
    assert_eq!(visitor.text("document.documentElement.lang"), "en");
}

/// WCAG 2.4.1: first in the order, seen when it has the focus, and it works.
#[test]
fn the_skip_link_comes_first() {
    let server = Server::start();
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
    let server = Server::start();
    let visitor = Visitor::of(&server);
    for path in ["/nl/", "/en/networks/mena/", "/nl/cookies/"] {
        visitor.visit(path);
        assert!(visitor.tab_to(".notice button[value=accept]") <= 3);
        assert_eq!(visitor.tab_to(".notice button[value=refuse]"), 1);
        visitor.tab_to("footer a");
    }
}

#[test]
fn nothing_complains_and_nothing_foreign_is_asked_for() {
    let server = Server::start();
    let visitor = Visitor::of(&server);
    let walk = |visitor: &Visitor| {
        for path in [
            "/nl/",
            "/en/",
            "/en/networks/",
            "/nl/netwerken/rise/",
            "/en/cookies/",
            "/nl/privacy/",
            "/en/networks/?q=pride",
        ] {
            visitor.visit(path);
            assert_eq!(visitor.value("localStorage.length + sessionStorage.length"), 0);
        }
        assert_eq!(visitor.complaints(), Vec::<String>::new());
        for url in visitor.requests() {
            assert!(url.starts_with(visitor.base()), "{url}");
        }
    };
    walk(&visitor);
    assert!(visitor.cookies().is_empty());
    visitor.visit("/nl/").click(".notice button[value=accept]");
    visitor.arrives_at("/nl/?choice=saved#choice");
    walk(&visitor);
    let names: Vec<_> = visitor.cookies().into_keys().collect();
    assert_eq!(names, ["consent", "visit"], "what is declared, and nothing else");
}

//! Layout: heights and places, measured in the browser, in two sets of fonts.

use headless_chrome::types::PrintToPdfOptions;
use serde_json::Value;

use crate::access::PAGES;
use crate::common::Program;
use crate::visitor::{Fonts, Visitor};

const WIDTHS: [u32; 5] = [320, 360, 768, 1280, 1920];

/// The phone that the pages are measured on: CSS pixels of a common Android phone.
const PHONE: (u32, u32) = (360, 740);

/// A visitor who has refused, so that no question stands above the page.
fn after_refusal(server: &Program, fonts: Fonts) -> Visitor {
    let visitor = Visitor::with_fonts(server, fonts);
    visitor.visit("/nl/").click(".notice button[value=refuse]");
    visitor.arrives_at("/nl/?choice=saved#choice");
    visitor
}

/// An element's box in the page: `[left, top, width, height]`.
fn place_of(visitor: &Visitor, selector: &str) -> [f64; 4] {
    let rectangle = visitor.value(&format!(
        "(() => {{ const r = document.querySelector({selector:?}).getBoundingClientRect();
           return [r.left, r.top + scrollY, r.width, r.height]; }})()"
    ));
    let side = |at: usize| rectangle[at].as_f64().expect("it has a box");
    [side(0), side(1), side(2), side(3)]
}

fn height_of_page(visitor: &Visitor) -> f64 {
    visitor.value("document.documentElement.scrollHeight").as_f64().expect("a page has a height")
}

/// The tops of all elements that are shown, rounded, each once.
fn lines(visitor: &Visitor, selector: &str) -> usize {
    let count = visitor.value(&format!(
        "new Set([...document.querySelectorAll({selector:?})].filter((e) => e.checkVisibility())
            .map((e) => Math.round(e.getBoundingClientRect().bottom))).size"
    ));
    count.as_u64().expect("a number") as usize
}

#[test]
fn the_fonts_are_those_that_are_asked_for() {
    let server = Program::start();
    let [phone, wide] = Fonts::ALL.map(|fonts| {
        let visitor = Visitor::with_fonts(&server, fonts);
        visitor.visit("/nl/");
        ["body", ".site-name"].map(|selector| visitor.font_of(selector))
    });
    assert_eq!(phone, ["Roboto", "Noto Serif"]);
    assert_eq!(wide, ["DejaVu Sans", "DejaVu Serif"]);
}

#[test]
fn nothing_scrolls_sideways_at_any_width() {
    let server = Program::start();
    for fonts in Fonts::ALL {
        let visitor = Visitor::with_fonts(&server, fonts);
        for (nl, en) in PAGES {
            for path in [nl, en] {
                visitor.visit(path);
                for (width, height) in
                    WIDTHS.map(|width| (width, 900)).into_iter().chain([(740, 360)])
                {
                    visitor.look_at(width, height, "light");
                    let overflow =
                        visitor.value("document.documentElement.scrollWidth - innerWidth");
                    assert!(overflow.as_i64() <= Some(0), "{path} {width} {fonts:?}: {overflow}");
                }
            }
        }
    }
}

/// Below the owner's name stands one line with the menu and the other language; where there is room,
/// all is one line.
#[test]
fn the_masthead_is_short() {
    let server = Program::start();
    for fonts in Fonts::ALL {
        let visitor = Visitor::with_fonts(&server, fonts);
        for path in ["/nl/", "/en/networks/rise/"] {
            visitor.visit(path);
            for width in WIDTHS {
                visitor.look_at(width, 900, "light");
                let [_, _, _, height] = place_of(&visitor, ".masthead");
                let most = if width >= 1280 { 84.0 } else { 106.0 };
                assert!(height <= most, "{path} {width} {fonts:?}: {height}");
                assert_eq!(lines(&visitor, ".masthead nav li"), 1, "{path} {width} {fonts:?}");
            }
        }
    }
}

/// The current section is marked, in the menu or in the footer, on every page that has one.
#[test]
fn the_current_section_is_marked() {
    let server = Program::start();
    let visitor = Visitor::of(&server);
    for (path, marked, how) in [
        ("/nl/", "/nl/", "page"),
        ("/nl/handvesten/diversity-charter/", "/nl/", "true"),
        ("/nl/samenwerkingen/leru-gender/", "/nl/", "true"),
        ("/nl/netwerken/", "/nl/netwerken/", "page"),
        ("/nl/netwerken/?theme=lgbt", "/nl/netwerken/", "page"),
        ("/nl/netwerken/rise/", "/nl/netwerken/", "true"),
        ("/nl/privacy/", "/nl/privacy/", "page"),
        ("/nl/cookies/", "/nl/cookies/", "page"),
    ] {
        visitor.visit(path);
        let marks = visitor.value(
            "[...document.querySelectorAll('.menu [aria-current], .footer [aria-current]')]
                .map((e) => [e.getAttribute('href'), e.getAttribute('aria-current')])",
        );
        assert_eq!(marks, serde_json::json!([[marked, how]]), "{path}");
    }
}

#[test]
fn the_question_about_cookies_is_small_and_its_answers_are_alike() {
    let server = Program::start();
    for (fonts, most) in [(Fonts::Phone, 190.0), (Fonts::Wide, 240.0)] {
        let visitor = Visitor::with_fonts(&server, fonts);
        for path in ["/nl/", "/en/"] {
            visitor.visit(path);
            visitor.look_at(PHONE.0, PHONE.1, "light");
            let [_, _, _, height] = place_of(&visitor, ".notice");
            assert!(height <= most, "{path} {fonts:?}: {height}");
            for width in WIDTHS {
                visitor.look_at(width, 900, "light");
                let [_, _, width_of_one, height_of_one] =
                    place_of(&visitor, "button[value=accept]");
                let [_, _, width_of_other, height_of_other] =
                    place_of(&visitor, "button[value=refuse]");
                assert!((width_of_one - width_of_other).abs() < 1.0, "{path} {width}");
                assert!((height_of_one - height_of_other).abs() < 1.0, "{path} {width}");
            }
        }
    }
}

/// The first screen of the home page lets a visitor choose who they are, with the question showing
/// or gone; the first network stands on the third screen, and all of it is six screens long.
#[test]
fn the_home_page_leads_to_the_networks_from_its_first_screen() {
    let server = Program::start();
    let screen = f64::from(PHONE.1);
    for (fonts, room) in [(Fonts::Phone, 1.0), (Fonts::Wide, 1.2)] {
        let undecided = Visitor::with_fonts(&server, fonts);
        let decided = after_refusal(&server, fonts);
        for path in ["/nl/", "/en/"] {
            for visitor in [&undecided, &decided] {
                visitor.visit(path);
                visitor.look_at(PHONE.0, PHONE.1, "light");
                let [_, top, _, height] = place_of(visitor, ".choose li:nth-last-child(2) a");
                assert!(top + height <= screen * room, "{path} {fonts:?}: {}", top + height);
            }
            let [_, top, _, _] = place_of(&decided, "#networks .rows h3");
            assert!(top <= 3.0 * screen * room, "{path} {fonts:?}: the first network at {top}");
            let height = height_of_page(&decided);
            assert!(height <= 6.0 * screen * room, "{path} {fonts:?}: {height} px");
            decided.click(".choose a[href='#networks']");
            decided.arrives_at(&format!("{path}#networks"));
            let seen =
                "(() => { const r = document.querySelector('#networks h3').getBoundingClientRect();
                return r.top >= 0 && r.bottom <= innerHeight; })()";
            assert!(decided.holds(seen), "{path}: one tap leads to all networks");
        }
    }
}

#[test]
fn the_finder_shows_its_first_network_on_the_first_screen() {
    let server = Program::start();
    for fonts in Fonts::ALL {
        let visitor = after_refusal(&server, fonts);
        for path in ["/nl/netwerken/", "/en/networks/"] {
            visitor.visit(path);
            visitor.look_at(PHONE.0, PHONE.1, "light");
            let [_, top, _, _] = place_of(&visitor, ".cards > li");
            assert!(top <= 560.0, "{path} {fonts:?}: {top}");
            assert_eq!(lines(&visitor, ".finder .field"), 2, "two columns on a phone");
            let [_, _, _, glance] = place_of(&visitor, ".glance");
            assert!(glance <= 768.0, "{path} {fonts:?}: at a glance takes {glance}");
            for width in [768, 1280, 1920] {
                visitor.look_at(width, 900, "light");
                assert_eq!(lines(&visitor, ".finder p"), 1, "{path} {width} {fonts:?}: one row");
            }
        }
        // One result or two are not lost in a grid of three columns.
        visitor.visit("/nl/netwerken/?audience=alumni&theme=lgbt");
        let [_, _, width, _] = place_of(&visitor, "#results .cards > li");
        assert!(width > 450.0, "{width}");
        // What to do next where nothing is found is seen at once.
        for path in ["/nl/netwerken/?q=xyzzyq", "/en/networks/?q=xyzzyq"] {
            for (width, screen) in [(320, 740), (1280, 900)] {
                visitor.visit(path);
                visitor.look_at(width, screen, "light");
                assert!(visitor.has("#results .themes"), "{path}");
                let [_, _, _, height] = place_of(&visitor, "#results");
                assert!(height <= f64::from(screen), "{path} {width} {fonts:?}: {height}");
            }
        }
    }
}

/// How to reach a network is in the first screen, before the facts, and the text comes last.
#[test]
fn an_entry_says_first_how_to_reach_it() {
    let server = Program::start();
    for fonts in Fonts::ALL {
        let visitor = after_refusal(&server, fonts);
        for path in ["/nl/netwerken/rise/", "/en/networks/popcorner/"] {
            visitor.visit(path);
            visitor.look_at(PHONE.0, PHONE.1, "light");
            let [reach, facts, text] = [".reach a", ".facts", ".entry > .prose"]
                .map(|selector| place_of(&visitor, selector)[1]);
            assert!(reach < facts && facts < text, "{path}: {reach} {facts} {text}");
            assert!(reach <= f64::from(PHONE.1) - 44.0, "{path} {fonts:?}: {reach}");
        }
    }
}

/// On A4.
#[test]
fn paper_is_not_wasted() {
    let server = Program::start();
    for fonts in Fonts::ALL {
        let visitor = Visitor::with_fonts(&server, fonts);
        for (path, most) in [
            ("/nl/", 3),
            ("/en/", 3),
            ("/nl/netwerken/popcorner/", 2),
            ("/en/networks/popcorner/", 2),
            ("/nl/netwerken/rise/", 2),
            ("/en/charters/diversity-charter/", 2),
        ] {
            visitor.visit(path);
            let a4 = PrintToPdfOptions {
                paper_width: Some(8.27),
                paper_height: Some(11.69),
                prefer_css_page_size: Some(true),
                ..PrintToPdfOptions::default()
            };
            let pdf = visitor.tab.print_to_pdf(Some(a4)).expect("it can be printed");
            let pdf = String::from_utf8_lossy(&pdf).into_owned();
            let pages = pdf.matches("/Type /Page\n").count();
            assert!((1..=most).contains(&pages), "{path} {fonts:?}: {pages} pages");
        }
    }
}

/// An address that breaks at the end of a line gets no hyphen that is not its own.
/// A label is broken between words only, a statement's heading on a phone too.
#[test]
fn no_label_is_broken_within_a_word() {
    let server = Program::start();
    for (fonts, widths, selector) in [
        (Fonts::Phone, [320, 360, 768, 1280], ".facts dt"),
        (Fonts::Wide, [320, 360, 768, 1280], ".facts dt"),
        (Fonts::Phone, [360, 412, 768, 1280], ".statement h2"),
    ] {
        let visitor = Visitor::with_fonts(&server, fonts);
        for path in [
            "/nl/toegankelijkheid/",
            "/en/accessibility/",
            "/nl/privacy/",
            "/nl/netwerken/luden/",
            "/nl/handvesten/diversity-charter/",
        ] {
            visitor.visit(path);
            for width in widths {
                visitor.look_at(width, 900, "light");
                let broken = visitor.value(&format!(
                    "[...document.querySelectorAll({selector:?})].flatMap((e) => {{
                        const text = e.firstChild, range = document.createRange();
                        return [...text.data.matchAll(/\\S+/g)].filter((word) => {{
                            range.setStart(text, word.index);
                            range.setEnd(text, word.index + word[0].length);
                            return range.getClientRects().length > 1;
                        }}).map((word) => word[0]);
                    }})"
                ));
                assert_eq!(broken, serde_json::json!([]), "{path} {width} {fonts:?}");
            }
        }
    }
}

#[test]
fn no_hyphen_is_put_into_an_address() {
    let server = Program::start();
    let visitor = Visitor::of(&server);
    for (nl, en) in PAGES {
        for path in [nl, en] {
            for is_paper in [false, true] {
                visitor.visit(path);
                if is_paper {
                    visitor.look_at_paper();
                }
                let hyphenated = visitor.value(
                    r"[...document.querySelectorAll('body *')].filter((e) => e.checkVisibility() &&
                        [...e.childNodes].some((n) => n.nodeType === 3 && /\S@\S|https?:|\w\.\w+\.\w/.test(n.data)) &&
                        getComputedStyle(e).hyphens !== 'none').map((e) => e.outerHTML.slice(0, 120))",
                );
                assert_eq!(hyphenated, Value::Array(Vec::new()), "{path}");
                visitor.look(1280, "light");
            }
        }
    }
}

/// Safari takes the role of a list without bullets away, unless it is said.
#[test]
fn every_list_is_a_list_in_the_accessibility_tree() {
    let server = Program::start();
    let visitor = Visitor::of(&server);
    for (nl, _) in PAGES {
        visitor.visit(nl);
        let unsaid = visitor.value(
            "[...document.querySelectorAll('ul, ol')].filter((e) =>
                getComputedStyle(e).listStyleType === 'none' && e.getAttribute('role') !== 'list')
                .map((e) => e.outerHTML.slice(0, 120))",
        );
        assert_eq!(unsaid, Value::Array(Vec::new()), "{nl}");
    }
}

/// The browser's own bar has the colour of the masthead.
#[test]
fn the_window_has_the_colour_of_the_masthead() {
    let server = Program::start();
    let visitor = Visitor::of(&server);
    visitor.visit("/nl/");
    for scheme in ["light", "dark"] {
        visitor.look(1280, scheme);
        let colours = visitor.value(
            "(() => { const meta = [...document.querySelectorAll('meta[name=theme-color]')]
                .find((e) => matchMedia(e.media).matches);
              const probe = document.body.appendChild(document.createElement('i'));
              probe.style.color = meta.content;
              return [getComputedStyle(probe).color,
                      getComputedStyle(document.querySelector('.masthead')).backgroundColor]; })()",
        );
        assert_eq!(colours[0], colours[1], "{scheme}");
    }
}

/// Whoever uses the keyboard sees the focus around all of a card, since all of it is the link.
#[test]
fn the_focus_is_around_all_of_a_card() {
    let server = Program::start();
    let visitor = after_refusal(&server, Fonts::Phone);
    for (path, link) in [("/nl/netwerken/", ".cards h3 a"), ("/nl/", "#charters .rows h3 a")] {
        visitor.visit(path);
        visitor.tab_to(link);
        let covers =
            "(() => { const a = document.activeElement, s = getComputedStyle(a, '::after');
            const card = a.closest('li').getBoundingClientRect();
            return s.outlineStyle === 'solid' && parseFloat(s.outlineWidth) >= 3
                && parseFloat(s.height) >= card.height - 3
                && parseFloat(s.width) >= card.width - 3; })()";
        assert!(visitor.holds(covers), "{path}");
    }
}

//! Access: every kind of page, in every state, for every visitor (WCAG 2.2 AA and more).

use std::fs;

use serde_json::Value;

use crate::common::{Program, root};
use crate::visitor::Visitor;

/// A page of every kind, by language.
pub const PAGES: [(&str, &str); 13] = [
    ("/nl/", "/en/"),
    ("/nl/netwerken/", "/en/networks/"),
    ("/nl/netwerken/?theme=lgbt&q=prid", "/en/networks/?theme=lgbt&q=prid"),
    ("/nl/netwerken/?q=xyzzyq", "/en/networks/?q=xyzzyq"),
    ("/nl/netwerken/rise/", "/en/networks/rise/"),
    ("/nl/netwerken/mena/", "/en/networks/mena/"),
    ("/nl/samenwerkingen/diversity-officers/", "/en/collaborations/diversity-officers/"),
    ("/nl/handvesten/diversity-charter/", "/en/charters/diversity-charter/"),
    ("/nl/cookies/", "/en/cookies/"),
    ("/nl/toegankelijkheid/", "/en/accessibility/"),
    ("/nl/privacy/", "/en/privacy/"),
    ("/nl/diversity-office/", "/en/diversity-office/"),
    ("/nl/niets/", "/en/nothing/"),
];

const WIDTHS: [u32; 3] = [320, 768, 1280];

/// What a visitor has decided, and how they did.
const STATES: [Option<&str>; 3] = [None, Some("accept"), Some("refuse")];

fn in_state(server: &Program, choice: Option<&str>) -> Visitor {
    let visitor = Visitor::of(server);
    if let Some(choice) = choice {
        visitor.visit("/nl/").click(&format!(".notice button[value={choice}]"));
        visitor.arrives_at("/nl/?choice=saved#choice");
    }
    visitor
}

/// All rules of axe: A, AA, AAA contrast, best practice.
fn assert_accessible(visitor: &Visitor, what: &str) {
    let run =
        "axe.run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag2aaa',
        'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
        rules: { 'target-size': { enabled: true }, 'color-contrast-enhanced': { enabled: true } } })
        .then((found) => found.violations.map((v) => [v.id, v.help,
            v.nodes.slice(0, 3).map((n) => [n.html.slice(0, 160), n.failureSummary])]))";
    let found = visitor.value(run);
    assert_eq!(found, Value::Array(Vec::new()), "{what}");
}

/// Loads axe, and unfolds what is folded, since axe passes over what does not show.
fn load_axe(visitor: &Visitor) {
    let path = root().join("tests/.tools/node_modules/axe-core/axe.min.js");
    let axe = fs::read_to_string(path).expect("tests/run installs axe-core");
    visitor.run(&format!(
        "{axe}; document.querySelectorAll('details').forEach((e) => e.open = true); true"
    ));
}

/// The page of a declaration that was kept.
fn kept_declaration() -> String {
    let folder = fs::read_dir(root().join("content/declarations")).expect("declarations are kept");
    let kept = folder.map(|entry| entry.expect("the folder can be read").path()).min();
    let version = kept.as_ref().and_then(|path| path.file_stem()?.to_str());
    format!("/en/cookies/{}/", version.expect("one is kept"))
}

fn every_page_is_accessible(choice: Option<&str>) {
    let server = Program::start();
    let visitor = in_state(&server, choice);
    let mut paths: Vec<_> = PAGES.iter().flat_map(|(nl, en)| [*nl, *en]).collect();
    if choice.is_some() {
        paths.extend(["/nl/?choice=saved", "/en/networks/rise/?choice=saved"]);
    }
    let kept = kept_declaration();
    paths.push(&kept);
    for path in paths {
        visitor.visit(path);
        load_axe(&visitor);
        for width in WIDTHS {
            for scheme in ["light", "dark"] {
                visitor.look(width, scheme);
                assert_accessible(&visitor, &format!("{path} {width} px {scheme} {choice:?}"));
                // WCAG 1.4.10: nothing to scroll sideways.
                let overflow = visitor.value("document.documentElement.scrollWidth - innerWidth");
                assert!(overflow.as_i64() <= Some(0), "{path} at {width} px: {overflow}");
            }
        }
    }
}

#[test]
fn every_page_is_accessible_before_a_choice() {
    every_page_is_accessible(STATES[0]);
}

#[test]
fn every_page_is_accessible_after_accepting() {
    every_page_is_accessible(STATES[1]);
}

#[test]
fn every_page_is_accessible_after_refusing() {
    every_page_is_accessible(STATES[2]);
}

/// Norm A19: the page as it is without scripts, measured with the same rules.
#[test]
fn without_scripts_every_page_is_the_same() {
    let server = Program::start();
    for choice in STATES {
        let visitor = in_state(&server, choice);
        for (path, _) in PAGES {
            let text = |are_on: bool| {
                visitor.scripts(are_on);
                visitor.visit(path);
                visitor.scripts(true);
                visitor.text("document.body.innerText")
            };
            assert_eq!(text(false), text(true), "{path} {choice:?}");
        }
    }
}

/// WCAG 1.4.4 and 1.4.12: twice the size, and wide spacing, lose and hide nothing.
#[test]
fn large_and_wide_text_fits() {
    let server = Program::start();
    let visitor = Visitor::of(&server);
    for (nl, en) in PAGES {
        for path in [nl, en] {
            visitor.visit(path);
            // The page's policy forbids inline styles, not those that an extension sets.
            for (width, change) in [
                (640, "document.documentElement.style.fontSize = '200%'"),
                (320, "document.documentElement.style.fontSize = ''; for (const e of document.querySelectorAll('*')) {
                    e.style.setProperty('line-height', '1.5', 'important');
                    e.style.setProperty('letter-spacing', '0.12em', 'important');
                    e.style.setProperty('word-spacing', '0.16em', 'important'); }
                 for (const e of document.querySelectorAll('p')) e.style.setProperty('margin-bottom', '2em', 'important');
                 true"),
            ] {
                visitor.look(width, "light");
                visitor.run(change);
                let overflow = visitor.value("document.documentElement.scrollWidth - innerWidth");
                assert!(overflow.as_i64() <= Some(0), "{path}: {overflow} after {change:.40}");
                let clipped = visitor.value(
                    "[...document.querySelectorAll('main *, header *, footer *, .notice *')].filter((e) =>
                        getComputedStyle(e).overflow === 'hidden' && !e.closest('.visually-hidden, .skip, thead, caption') &&
                        e.scrollWidth > e.clientWidth + 1).map((e) => e.outerHTML.slice(0, 100))",
                );
                assert_eq!(clipped, Value::Array(Vec::new()), "{path}");
            }
        }
    }
}

/// WCAG 2.5.5: whatever is pressed is 44 by 44 pixels, but for links within sentences.
#[test]
fn targets_are_large() {
    let server = Program::start();
    let visitor = in_state(&server, Some("accept"));
    let undecided = Visitor::of(&server);
    for visitor in [&visitor, &undecided] {
        for width in [320, 1280] {
            visitor.look(width, "light");
            for (nl, en) in PAGES {
                for path in [nl, en] {
                    visitor.visit(path);
                    let small = visitor.value(
                        "[...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')]
                            .filter((e) => !e.closest('.prose, .lead, .skip') && !(e.closest('p') && e.matches('p:not(.actions):not(.submit):not(.field):not(.owner):not(.footer-owner):not(.more) > a')))
                            .map((e) => [e, (e.matches('input[type=checkbox], .rows h3 a, .cards h3 a') ? e.closest('.option, li') ?? e : e).getBoundingClientRect()])
                            .filter(([e, r]) => r.width > 0 && (r.height < 43.5 || r.width < 43.5))
                            .map(([e, r]) => e.outerHTML.slice(0, 120) + ` ${r.width}×${r.height}`)",
                    );
                    assert_eq!(small, Value::Array(Vec::new()), "{path} at {width} px");
                }
            }
        }
    }
}

/// Norm A16: in forced colours, what can be pressed still has an edge.
#[test]
fn forced_colours_keep_edges() {
    let server = Program::start();
    let visitor = Visitor::of(&server);
    visitor.prefer("forced-colors", "active");
    for path in ["/nl/", "/en/networks/?theme=lgbt", "/nl/cookies/"] {
        visitor.visit(path);
        let bare = visitor.value(
            "[...document.querySelectorAll('button, select, input:not([type=hidden]):not([type=checkbox])')]
                .filter((e) => parseFloat(getComputedStyle(e).borderTopWidth) < 1 || getComputedStyle(e).borderTopStyle === 'none')
                .map((e) => e.outerHTML.slice(0, 100))",
        );
        assert_eq!(bare, Value::Array(Vec::new()), "{path}");
    }
}

/// The Nu HTML checker on every kind of page: neither error nor warning (norm A22).
#[test]
fn every_page_is_valid_html() {
    let server = Program::start();
    let folder =
        std::env::temp_dir().join(format!("diversity-networks-html-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder can be made");
    let accepted = server.post("/consent", "choice=accept", &[]);
    let cookie = format!("consent={}", accepted.cookies()["consent"].0);
    let sitemap = server.get("/sitemap.xml").text();
    let listed = sitemap.split("<loc>http://127.0.0.1").skip(1);
    let listed = listed.filter_map(|rest| rest.split('<').next().map(str::to_owned));
    let kinds = PAGES.iter().flat_map(|(nl, en)| [(*nl).to_owned(), (*en).to_owned()]);
    let kinds = kinds.chain([kept_declaration()]);
    for (number, path) in listed.chain(kinds).enumerate() {
        let pages = [
            server.get(&path).text(),
            server.get_with(&path, &[("Cookie", &cookie)]).text(),
            server
                .get_with(
                    &format!("{path}{}choice=saved", if path.contains('?') { '&' } else { '?' }),
                    &[("Cookie", &cookie)],
                )
                .text(),
        ];
        for (state, page) in pages.iter().enumerate() {
            fs::write(folder.join(format!("{number}-{state}.html")), page)
                .expect("it can be written");
        }
    }
    let jar = root().join("tests/.tools/node_modules/vnu-jar/build/dist/vnu.jar");
    let output = std::process::Command::new("java")
        .arg("-jar")
        .arg(jar)
        .args(["--skip-non-html", "--Werror"])
        // Safari forgets that a list without bullets is one.
        .args(["--filterpattern", ".*role is unnecessary for element.*[ou]l.*"])
        .arg(&folder)
        .output()
        .expect("tests/run installs Java");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let _ = fs::remove_dir_all(&folder);
    let mut lines: Vec<_> = said
        .lines()
        .filter_map(|line| line.split_once("\": "))
        .map(|(_, what)| what.split_once(": ").map_or(what, |(_, what)| what))
        .collect();
    lines.sort_unstable();
    lines.dedup();
    assert!(said.is_empty() && output.status.success(), "{lines:#?}\n{said:.2000}");
}

/// A text browser reads the page in an order that makes sense: what one came for, after the way
/// past the question, before the footer.
#[test]
fn a_text_browser_reads_in_order() {
    let server = Program::start();
    let url = format!("http://{}/en/networks/rise/", server.address);
    let output = std::process::Command::new("lynx")
        .args(["-dump", "-nolist", "-width=100", &url])
        .output()
        .expect("tests/run installs lynx");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut rest = text.as_str();
    for part in [
        "Skip to main content",
        "use cookies for",
        "Leiden University",
        "Researchers in Science for Equality (RISE)",
        "RISE website",
        "Who it is for",
        "Related networks",
        "Information from",
        "Is something wrong here?",
        "Accessibility",
    ] {
        let (_, after) =
            rest.split_once(part).unwrap_or_else(|| panic!("{part}, in order, in {text}"));
        rest = after;
    }
}

/// On paper nothing can be pressed or followed: controls are gone, addresses and dates are there.
#[test]
fn paper_has_addresses_and_dates_and_no_controls() {
    let server = Program::start();
    let visitor = Visitor::of(&server);
    for (path, dated) in [
        ("/nl/", ".rows .print-only"),
        ("/en/networks/", ".card .print-only"),
        ("/nl/netwerken/rise/", ".report .as-of"),
        ("/en/privacy/", "h1 + .as-of"),
    ] {
        visitor.visit(path);
        let shown = |selector: &str| {
            visitor.holds(&format!(
                "[...document.querySelectorAll({selector:?})].some((e) => e.checkVisibility())"
            ))
        };
        assert!(!shown(".print-only"), "{path}: that is for paper alone");
        visitor.look_at_paper();
        for control in [".notice", "form", "button", "nav", ".skip", ".languages"] {
            assert!(!shown(control), "{path}: {control}");
        }
        assert!(shown(dated), "{path} has no date");
        let address = "getComputedStyle(document.querySelector('main a[href^=http]') ??
            document.querySelector('.footer a[href^=http]'), '::after').content.length > 8";
        assert!(visitor.holds(address), "{path}: an address is not spelled out");
        visitor.look(1280, "light");
    }
}

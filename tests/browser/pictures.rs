//! Pictures of the main pages, for whoever changes the style sheet: `tests/pictures` makes them.

use std::fs;

use headless_chrome::protocol::cdp::Page::CaptureScreenshotFormatOption;

use crate::common::{Program, root};
use crate::visitor::{Fonts, Visitor};

/// Name and addresses of each page, by language.
const PAGES: [(&str, &str, &str); 15] = [
    ("home", "/nl/", "/en/"),
    ("finder", "/nl/netwerken/", "/en/networks/"),
    (
        "results",
        "/nl/netwerken/?audience=staff&theme=gender",
        "/en/networks/?audience=staff&theme=gender",
    ),
    ("partly", "/nl/netwerken/?q=zwarte+vrouwen+xyzzyq", "/en/networks/?q=black+women+xyzzyq"),
    ("guess", "/nl/netwerken/?q=feminsit", "/en/networks/?q=feminsit"),
    ("close", "/nl/netwerken/?q=xyzzyq&theme=lgbt", "/en/networks/?q=xyzzyq&theme=lgbt"),
    ("nothing", "/nl/netwerken/?q=xyzzyq", "/en/networks/?q=xyzzyq"),
    ("network", "/nl/netwerken/rise/", "/en/networks/rise/"),
    ("charter", "/nl/handvesten/diversity-charter/", "/en/charters/diversity-charter/"),
    (
        "collaboration",
        "/nl/samenwerkingen/diversity-officers/",
        "/en/collaborations/diversity-officers/",
    ),
    ("cookies", "/nl/cookies/", "/en/cookies/"),
    ("privacy", "/nl/privacy/", "/en/privacy/"),
    ("accessibility", "/nl/toegankelijkheid/", "/en/accessibility/"),
    ("office", "/nl/diversity-office/", "/en/diversity-office/"),
    ("error", "/nl/niets/", "/en/nothing/"),
];

#[test]
#[ignore = "makes pictures for people to look at; tests/pictures runs it"]
fn of_the_main_pages() {
    let folder = root().join("target/pictures");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder can be made");
    let server = Program::start();
    let undecided = Visitor::with_fonts(&server, Fonts::Phone);
    let decided = Visitor::with_fonts(&server, Fonts::Phone);
    decided.visit("/nl/").click(".notice button[value=refuse]");
    decided.arrives_at("/nl/?choice=saved#choice");
    let mut count = 0;
    for (name, nl, en) in PAGES {
        for (language, path) in [("nl", nl), ("en", en)] {
            for scheme in ["light", "dark"] {
                for (width, height) in [(320, 640), (360, 740), (768, 1024), (1280, 900)] {
                    let question = (&undecided, "-question");
                    let shown = if name == "home" {
                        vec![(&decided, ""), question]
                    } else {
                        vec![(&decided, "")]
                    };
                    for (visitor, state) in shown {
                        visitor.visit(path);
                        visitor.look_at(width, height, scheme);
                        let whole = visitor.value("document.documentElement.scrollHeight");
                        visitor.look_at(
                            width,
                            whole.as_u64().map_or(height, |it| it as u32),
                            scheme,
                        );
                        let png = CaptureScreenshotFormatOption::Png;
                        let picture = visitor.tab.capture_screenshot(png, None, None, true);
                        let file = format!("{name}-{language}-{width}-{scheme}{state}.png");
                        fs::write(folder.join(file), picture.expect("a picture can be taken"))
                            .expect("it can be written");
                        count += 1;
                    }
                }
            }
        }
    }
    println!("{count} pictures in {}", folder.display());
}

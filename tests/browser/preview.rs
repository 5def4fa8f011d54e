//! An editor types, and looks at the preview.

use crate::common::{Program, SiteCopy, eventually};
use crate::visitor::Visitor;

const RISE: &str = "content/networks/rise.toml";

#[test]
fn the_page_follows_every_edit_and_says_what_is_wrong() {
    let copy = SiteCopy::new();
    let server = Program::with(&["preview", "--site", copy.path()]);
    let visitor = Visitor::of(&server);
    visitor.visit("/en/networks/rise/");
    let heading = || visitor.text("document.querySelector('h1').textContent");
    let overlay = || visitor.text("document.querySelector('.preview')?.textContent ?? ''");
    assert!(heading().contains("(RISE)"));

    copy.edit(RISE, "abbreviation = \"RISE\"", "abbreviation = \"NEW\"");
    eventually("the page changes by itself", || heading().contains("(NEW)"));

    copy.edit(RISE, "themes = [\"gender\"]", "themes = [\"gendr\"]");
    eventually("the mistake is shown", || overlay().contains("unknown-id"));
    for part in [
        "content/networks/rise.toml:6:11",
        "themes = [\"gendr\"]",
        "did you mean `gender`?",
        "as they last were",
    ] {
        assert!(overlay().contains(part), "{part} in {}", overlay());
    }
    assert!(heading().contains("(NEW)"), "the last good page stays");

    copy.edit(RISE, "themes = [\"gendr\"]", "themes = [\"gender\"]");
    eventually("mended, it goes", || overlay().is_empty());
    assert_eq!(visitor.complaints(), Vec::<String>::new());
}

#[test]
fn any_number_of_tabs_follow() {
    let copy = SiteCopy::new();
    let server = Program::with(&["preview", "--site", copy.path()]);
    let visitor = Visitor::of(&server);
    let url = format!("{}/en/networks/rise/", visitor.base());
    visitor.visit("/en/networks/rise/");
    let tabs: Vec<_> = (0..8).map(|_| visitor.open_tab()).collect();
    for tab in &tabs {
        tab.navigate_to(&url).expect("the page opens").wait_until_navigated().expect("it is there");
    }
    copy.edit(RISE, "abbreviation = \"RISE\"", "abbreviation = \"NEW\"");
    for tab in &tabs {
        eventually("every tab follows", || {
            let heading = tab.evaluate("document.querySelector('h1').textContent", false);
            heading.is_ok_and(|it| {
                it.value.is_some_and(|it| it.as_str().is_some_and(|it| it.contains("(NEW)")))
            })
        });
    }
}

#[test]
fn what_visitors_are_not_told_is_marked_for_editors() {
    let copy = SiteCopy::new();
    let server = Program::with(&["preview", "--site", copy.path()]);
    assert!(server.get("/nl/").text().contains("class=\"preview-mark\""));
    let visitors = Program::with(&["--site", copy.path(), "--no-watch"]);
    let page = visitors.get("/nl/").text();
    assert!(!page.contains("preview"), "visitors get nothing of the preview");
    visitors.get("/preview/script.js").assert_status(404);
}

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
    // By its new abbreviation the network would not be found, as searches.toml asks.
    copy.edit(RISE, "abbreviation = \"NEW\"", "abbreviation = \"RISE\"");
    eventually("mended, it goes", || overlay().is_empty());
    assert_eq!(visitor.complaints(), Vec::<String>::new());
}

/// Eight tabs of one page show what is edited.
fn assert_eight_tabs_follow(visitor: &Visitor, copy: &SiteCopy) {
    let url = format!("{}/en/networks/rise/", visitor.base());
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
fn any_number_of_tabs_follow() {
    let copy = SiteCopy::new();
    let server = Program::with(&["preview", "--site", copy.path()]);
    let visitor = Visitor::of(&server);
    visitor.visit("/en/networks/rise/");
    assert_eight_tabs_follow(&visitor, &copy);
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

#[test]
fn the_overlay_folds_counts_and_hides_nothing() {
    let copy = SiteCopy::new();
    let server = Program::with(&["preview", "--editor", "zed", "--site", copy.path()]);
    let visitor = Visitor::of(&server);
    visitor.visit("/en/networks/rise/");
    copy.edit(RISE, "themes = [\"gender\"]", "themes = [\"gendr\"]");
    eventually("the mistake is shown", || visitor.has(".preview details[open]"));
    let summary = visitor.text("document.querySelector('.preview summary').textContent");
    assert!(summary.starts_with("1 error"), "{summary}");
    // The file is named once, in a link that opens it there.
    let overlay = visitor.text("document.querySelector('.preview').textContent");
    assert_eq!(overlay.matches(RISE).count(), 1, "{overlay}");
    let link = visitor.text("document.querySelector('.preview a').href");
    let file = copy.folder.canonicalize().expect("it is there").join(RISE);
    assert!(link.starts_with(&format!("zed://file{}:", file.display())), "{link}");
    // At the end of the page, the end of the page is above the overlay.
    visitor.run("scrollTo(0, document.documentElement.scrollHeight)");
    let bottoms = "document.querySelector('footer').getBoundingClientRect().bottom <= \
                   document.querySelector('.preview').getBoundingClientRect().top + 1";
    assert!(visitor.holds(bottoms));
    // It stays folded on the next page.
    visitor.run("document.querySelector('.preview summary').click()");
    eventually("it is folded", || !visitor.has(".preview details[open]"));
    visitor.visit("/en/");
    eventually("it is on the next page", || visitor.has(".preview details"));
    assert!(!visitor.has(".preview details[open]"));
}

#[test]
fn a_page_says_when_it_is_gone_and_when_the_preview_has_stopped() {
    let copy = SiteCopy::new();
    let mut server = Program::with(&["preview", "--site", copy.path()]);
    let visitor = Visitor::of(&server);
    // No other file names this one.
    let file = "content/charters/diversity-charter.toml";
    visitor.visit("/en/charters/diversity-charter/");
    let overlay = || visitor.text("document.querySelector('.preview')?.textContent ?? ''");
    let heading = || visitor.text("document.querySelector('h1').textContent");
    let (text, title) = (copy.read(file), heading());
    copy.remove(file);
    eventually("it is gone", || overlay().contains("There is no such page, or no more"));
    copy.write(file, &text);
    eventually("it is back", || heading() == title && overlay().is_empty());
    server.signal("TERM");
    server.wait();
    eventually("it has stopped", || overlay().contains("The preview has stopped"));
}

/// Beside the machine's own address, where browsers take a page for insecure.
#[test]
fn eight_tabs_follow_on_any_address() {
    let copy = SiteCopy::new();
    let server = Program::with(&["preview", "--site", copy.path()]);
    let base = format!("http://preview.example:{}", server.address.port());
    let visitor = Visitor::at(base);
    assert_eight_tabs_follow(&visitor, &copy);
}

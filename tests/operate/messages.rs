//! An editor breaks a message while the site runs: no visitor notices.

use crate::common::{Page, Program, SiteCopy, eventually, message, run, words};

/// A line of `locales/en/` by how it begins, what stands in its place, and what is said of it.
const BROKEN: &[(&str, &str, &str, &str)] = &[
    ("entry.ftl", "entry-facts = ", "entry-facts = { about }", "broken-message"),
    ("entry.ftl", "entry-email = ", "entry-email = Email { name }", "broken-message"),
    ("entry.ftl", "entry-facts = ", "entry-facts = { entry-facts }", "broken-message"),
    ("entry.ftl", "entry-facts = ", "entry-facts = { entry-email.title }", "broken-message"),
    ("entry.ftl", "entry-facts = ", "entry-facts = { DATETIME(1) }", "broken-message"),
    ("entry.ftl", "entry-facts = ", "entry-facts = { -brand }", "unknown-term"),
    ("entry.ftl", "entry-facts = ", "entry-facts = { $facts }", "unknown-variable"),
    ("entry.ftl", "entry-facts = ", "entry-facts = { \"\" }", "broken-message"),
    // A form that is hardly ever chosen.
    ("finder.ftl", "    [0] ", "    [0] { none }", "broken-message"),
    // Error pages say these.
    ("errors.ftl", "errors-home = ", "errors-home = { home }", "broken-message"),
    ("errors.ftl", "errors-internal-text = ", "errors-internal-text = { x } .", "broken-message"),
    ("site.ftl", "site-skip = ", "site-skip = { ", "fluent-syntax"),
];

const PAGES: [(&str, u16); 6] = [
    ("/en/", 200),
    ("/nl/", 200),
    ("/en/networks/?q=nothing+of+the+kind", 200),
    ("/en/networks/rise/", 200),
    ("/en/cookies/", 200),
    ("/en/nowhere/", 404),
];

#[test]
fn no_message_takes_the_site_down() {
    let copy = SiteCopy::new();
    let server = Program::with(&["--site", copy.path(), "--admin", "127.0.0.1:0"]);
    let pages = || PAGES.map(|(path, status)| server.get(path).assert_status(status).text());
    let good = pages();
    for (number, (name, from, to, code)) in BROKEN.iter().enumerate() {
        let file = format!("locales/en/{name}");
        let whole = copy.read(&file);
        let mut lines: Vec<_> = whole.lines().collect();
        let line = lines.iter().position(|line| line.starts_with(from)).expect("it is there");
        lines[line] = to;
        copy.write(&file, &lines.join("\n"));

        let said = run(&["check", "--site", copy.path(), "--format", "json"]);
        let said = String::from_utf8_lossy(&said.stdout).into_owned();
        let found: serde_json::Value = serde_json::from_str(&said).expect("one finding, in JSON");
        assert_eq!((&found["code"], &found["file"]), (&(*code).into(), &file.as_str().into()));
        assert_eq!(found["line"], line + 1, "{said}");

        let failed = format!("loads_total{{result=\"failed\"}} {}", number + 1);
        eventually("the mistake is seen", || server.ask_admin("/metrics").text().contains(&failed));
        assert_eq!(pages(), good, "{to}");
        assert_eq!(server.ask_admin("/readyz").status, 200, "what is served is whole");

        // The first view of a page of the next site is that of a good one again.
        let loaded = format!("loads_total{{result=\"succeeded\"}} {}", number + 2);
        copy.write(&file, &whole);
        eventually("it is mended", || server.ask_admin("/metrics").text().contains(&loaded));
    }
    let missing = Page::of("/en/nowhere/", &server.get("/en/nowhere/"));
    assert_eq!(words(missing.one("h1")), message("en", "errors-not-found-title"));
}

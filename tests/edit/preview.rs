//! An editor's preview, as the program serves it; what a browser makes of it is tried in one.

use std::process::{Command, Stdio};

use crate::commands::RISE;
use crate::common::{Client, PROGRAM, Page, Program, SiteCopy, run};

/// A browser that listens for edits.
fn listener(program: &Program) -> Client {
    let mut client = program.connect();
    client.say("GET /preview/news HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert!(client.hear("\r\n\r\n").contains("content-type: text/event-stream"));
    client
}

#[test]
fn every_edit_is_news() {
    let site = SiteCopy::good();
    let mut program = Program::with(&["preview", "--site", site.path()]);
    let page = Page::get(&program, "/en/networks/rise/");
    let script = page.attribute("script[src]", "src");
    let script = program.get(script).assert_status(200);
    assert_eq!(script.header("content-type"), Some("text/javascript; charset=utf-8"));
    assert_eq!(script.header("cache-control"), Some("no-store"));

    let mut listener = listener(&program);
    let first = listener.hear("\n\n");
    assert!(first.contains("\"isGood\":true") && first.contains("\"findings\":[]"), "{first}");
    site.edit(RISE, "abbreviation = \"RISE\"", "abbreviation = \"NEW\"");
    let second = listener.hear("\n\n");
    assert!(second.contains("\"isGood\":true"), "{second}");
    let revision = |said: &str| {
        let rest = said.split("\"revision\":\"").nth(1).expect("it names the revision");
        rest.split('"').next().map(str::to_owned)
    };
    assert_ne!(revision(&first), revision(&second));
    assert!(Page::get(&program, "/en/networks/rise/").text.contains("(NEW)"));

    site.edit(RISE, "themes = ", "thmes = ");
    let third = listener.hear("\n\n");
    for part in ["\"isGood\":false", "unknown-key", "content/networks/rise.toml:6:1"] {
        assert!(third.contains(part), "{part} in {third}");
    }
    assert!(Page::get(&program, "/en/networks/rise/").text.contains("(NEW)"), "the last good one");
    site.edit(RISE, "thmes = ", "themes = ");
    assert!(listener.hear("\n\n").contains("\"isGood\":true"));
    // Whoever listens does not hold it back.
    program.signal("TERM");
    assert_eq!(program.wait(), Some(0));
}

#[test]
fn a_site_that_is_broken_from_the_start_can_be_mended() {
    let site = SiteCopy::good();
    site.edit(RISE, "themes = ", "thmes = ");
    let program = Program::with(&["preview", "--site", site.path()]);
    let mut listener = listener(&program);
    let first = listener.hear("\n\n");
    assert!(first.contains("\"isGood\":false") && first.contains("unknown-key"), "{first}");
    program.get("/en/").assert_status(200);
    site.edit(RISE, "thmes = ", "themes = ");
    assert!(listener.hear("\n\n").contains("\"isGood\":true"));
    assert!(Page::get(&program, "/en/").text.contains("Example University"));
}

#[test]
fn the_terminal_says_the_findings_too() {
    let site = SiteCopy::good();
    site.edit(RISE, "en = \"For researchers.\"\n", "");
    let mut command = Command::new(PROGRAM);
    command.args(["preview", "--site", site.path(), "--listen", "127.0.0.1:0"]);
    let mut program = Program::spawn(command.stderr(Stdio::piped()));
    program.signal("TERM");
    assert_eq!(program.wait(), Some(0));
    let said = std::io::read_to_string(program.child.stderr.take().expect("it is piped"));
    let said = said.expect("it is text");
    assert!(said.contains("warning[missing-language]"), "{said}");
}

#[test]
fn a_taken_address_is_refused() {
    let taken = Program::start();
    let output = run(&["preview", "--listen", &taken.address.to_string()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!output.stderr.is_empty());
}

/// Visitors get neither the script nor its addresses.
#[test]
fn visitors_see_nothing_of_it() {
    let program = Program::start();
    for path in ["/preview/script.js", "/preview/news", "/preview/style.css"] {
        program.get(path).assert_status(404);
    }
    assert!(!program.get("/nl/").text().contains("preview"));
}

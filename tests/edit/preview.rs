//! An editor's preview, as the program serves it; what a browser makes of it is tried in one.

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};

use crate::commands::{ACCESS, RISE};
use crate::common::{PROGRAM, Page, Program, SiteCopy, eventually, message, run, words};
use crate::since::git;

/// What an open page is told.
fn state(program: &Program) -> Json {
    let answer = program.get("/preview/state").assert_status(200);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    serde_json::from_str(&answer.text()).expect("it is JSON")
}

/// Waits for a state of which something holds.
#[track_caller]
fn state_when(program: &Program, what: &str, holds: impl Fn(&Json) -> bool) -> Json {
    let mut last = Json::Null;
    eventually(what, || {
        last = state(program);
        holds(&last)
    });
    last
}

fn script(program: &Program, path: &str) -> String {
    Page::get(program, path).attribute("script[src^='/preview']", "src").to_owned()
}

#[test]
fn a_page_knows_which_site_it_is_of_and_every_edit_is_told() {
    let site = SiteCopy::good();
    let program = Program::with(&["preview", "--site", site.path()]);
    let first = script(&program, "/en/networks/rise/");
    let answer = program.get(&first).assert_status(200);
    assert_eq!(answer.header("content-type"), Some("text/javascript; charset=utf-8"));
    let told = state(&program);
    assert_eq!((told["script"].as_str(), &told["findings"]), (Some(&*first), &json!([])));

    site.edit(RISE, "abbreviation = \"RISE\"", "abbreviation = \"NEW\"");
    let told = state_when(&program, "the edit is told", |told| told["script"] != *first);
    assert_eq!(told["script"], *script(&program, "/en/networks/rise/"));
    assert!(Page::get(&program, "/en/networks/rise/").text.contains("(NEW)"));
    let missing = program.get("/en/nowhere/").assert_status(404).text();
    assert!(missing.contains(told["script"].as_str().expect("an address")), "errors follow too");
}

#[test]
fn a_file_with_errors_is_as_it_was_and_holds_no_other_back() {
    let site = SiteCopy::good();
    let program = Program::with(&["preview", "--editor", "vscode", "--site", site.path()]);
    site.edit(RISE, "themes = ", "thmes = ");
    let told = state_when(&program, "the error is told", |told| told["findings"] != json!([]));
    let unknown = &told["findings"][0];
    assert_eq!(unknown["code"], "unknown-key", "{told:#}");
    assert_eq!(unknown["place"]["name"], format!("{RISE}:6:1"));
    let path = site.folder.canonicalize().expect("it is there").join(RISE);
    let url = format!("vscode://file{}:6:1", path.display());
    assert_eq!(unknown["place"]["url"], url);
    assert!(!unknown["excerpt"].as_str().expect("lines").contains(RISE), "named once");
    let name = |path: &str| Page::get(&program, path).text;
    assert!(name("/en/networks/rise/").contains("(RISE)"), "as it was");
    site.edit(ACCESS, "Accessible studying", "Studying for all");
    eventually("another file follows", || {
        name("/en/networks/access/").contains("Studying for all")
    });
    site.edit(RISE, "thmes = ", "themes = ");
    state_when(&program, "it is mended", |told| told["findings"] == json!([]));
}

#[test]
fn a_new_network_is_a_draft_with_its_gaps_marked() {
    let site = SiteCopy::good();
    let program = Program::with(&["preview", "--site", site.path()]);
    let new = run(&["new", "network", "pride", "--site", site.path()]);
    assert_eq!(new.status.code(), Some(0));
    eventually("the draft is there", || program.get("/en/networks/pride/").status == 200);
    let page = Page::get(&program, "/en/networks/pride/").text;
    assert!(page.contains("✎ still to be written") && page.contains("✎ still to be chosen"));
    assert!(state(&program)["findings"].as_array().expect("a list").len() > 4);
    let file = "content/networks/pride.toml";
    let text = site.read(file).replacen("name = \"TODO\"", "name = \"Pride network\"", 1);
    site.write(file, &text);
    eventually("what is written is shown", || {
        let page = Page::get(&program, "/en/networks/pride/").text;
        page.contains("Pride network") && page.contains("✎ still to be written")
    });
    // Visitors get none of it.
    let served = run(&["--site", site.path(), "--listen", "127.0.0.1:0", "--no-watch"]);
    assert_eq!(served.status.code(), Some(1));
    // What no draft can be made of is left out, and holds nothing back.
    site.write(file, "name = = =");
    eventually("it is gone", || program.get("/en/networks/pride/").status == 404);
    site.edit(RISE, "abbreviation = \"RISE\"", "abbreviation = \"NEW\"");
    eventually("others follow", || {
        Page::get(&program, "/en/networks/rise/").text.contains("(NEW)")
    });
}

#[test]
fn a_file_that_is_broken_from_the_start_is_as_it_was_committed() {
    let site = SiteCopy::good();
    git(&site.folder, &["init", "--quiet"]);
    git(&site.folder, &["add", "."]);
    git(&site.folder, &["commit", "--quiet", "-m", "The site"]);
    site.edit(RISE, "themes = ", "thmes = ");
    site.edit("content/taxonomy.toml", "[theme]", "[them");
    let program = Program::with(&["preview", "--site", site.path()]);
    assert!(Page::get(&program, "/en/networks/rise/").text.contains("(RISE)"));
    let told = state(&program);
    assert!(told["findings"].as_array().expect("a list").len() > 1, "{told:#}");
}

/// Git keeps its index locked while it checks out.
#[test]
fn words_that_are_broken_from_the_start_are_as_they_were_committed() {
    let site = SiteCopy::good();
    git(&site.folder, &["init", "--quiet"]);
    git(&site.folder, &["add", "."]);
    git(&site.folder, &["commit", "--quiet", "-m", "The site"]);
    site.edit("locales/nl/site.ftl", "site-skip = ", "site-skip = { about } ");
    fs::remove_dir_all(site.folder.join("locales/en")).expect("the folder can be removed");
    site.edit(RISE, "abbreviation = \"RISE\"", "abbreviation = \"NEW\"");
    let program = Program::with(&["preview", "--site", site.path()]);
    let told = state(&program);
    assert_eq!(told["findings"].as_array().expect("a list").len(), 2, "{told:#}");
    assert!(Page::get(&program, "/en/networks/rise/").text.contains("(NEW)"));
    for language in ["nl", "en"] {
        let page = Page::get(&program, &format!("/{language}/"));
        assert_eq!(words(page.one("a.skip")), message(language, "site-skip"));
    }
}

#[test]
fn a_checkout_is_one_reload() {
    let site = SiteCopy::good();
    git(&site.folder, &["init", "--quiet"]);
    let program = Program::with(&["preview", "--site", site.path()]);
    let first = state(&program)["script"].clone();
    site.write(".git/index.lock", "");
    site.edit(RISE, "abbreviation = \"RISE\"", "abbreviation = \"NEW\"");
    // Longer than the files must rest, and than is waited for without a lock.
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(3) {
        assert_eq!(state(&program)["script"], first, "half a checkout is not shown");
        std::thread::sleep(Duration::from_millis(100));
    }
    site.edit(RISE, "abbreviation = \"NEW\"", "abbreviation = \"NEWER\"");
    site.remove(".git/index.lock");
    state_when(&program, "the whole is shown", |told| told["script"] != first);
    assert!(Page::get(&program, "/en/networks/rise/").text.contains("(NEWER)"));
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
    for path in ["/preview/script.js", "/preview/state", "/preview/style.css"] {
        program.get(path).assert_status(404);
    }
    assert!(!program.get("/nl/").text().contains("preview"));
}

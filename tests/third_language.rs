//! A third language is a row of `src/language.rs`, its messages, and its content: with these,
//! nothing of the site is missing in it. Built with `--features third-language`, which has a row
//! for Frisian; its texts are the English ones with a mark.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use common::samples::TODAY;
use common::server::Server;
use common::{Page, SiteCopy, read_all, root, run, sitemap, words};
use diversity_networks::language::Language;

const MARK: &str = "[fy]";

/// The good site, with every text in the third language too.
fn site() -> SiteCopy {
    let site = SiteCopy::good();
    let english = fs::read_dir(root().join("locales/en")).expect("there are messages");
    for file in english.map(|entry| entry.expect("it can be read")) {
        let text = fs::read_to_string(file.path()).expect("messages are text");
        let name = file.file_name().into_string().expect("a plain name");
        let lines: Vec<_> = text.lines().map(marked_message).collect();
        site.write(&format!("locales/fy/{name}"), &(lines.join("\n") + "\n"));
    }
    translate_folder(&site, &site.folder.join("content"));
    site
}

/// A message with the mark before its text; one with variants stays as it is.
fn marked_message(line: &str) -> String {
    match line.split_once(" = ") {
        Some((id, text)) if !line.starts_with('#') && !text.ends_with("->") => {
            format!("{id} = {MARK} {text}")
        }
        _ => line.to_owned(),
    }
}

fn translate_folder(site: &SiteCopy, folder: &Path) {
    for entry in fs::read_dir(folder).expect("there is content") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            translate_folder(site, &path);
        } else {
            let file = path.strip_prefix(&site.folder).expect("it is in the site");
            let file = file.to_str().expect("a plain name");
            site.write(file, &translated(&site.read(file)));
        }
    }
}

/// A content file with a third text wherever there is an English one.
fn translated(text: &str) -> String {
    let mut lines = Vec::new();
    let mut long_text = None;
    for line in text.lines() {
        let (before, after) = line.split_once(", en = \"").unwrap_or((line, ""));
        match after.split_once('"') {
            Some((english, rest)) => {
                let third = if english.contains("://") { "" } else { "[fy] " };
                let third = format!("fy = \"{third}{english}\"");
                lines.push(format!("{before}, en = \"{english}\", {third}{rest}"));
            }
            None => lines.push(line.to_owned()),
        }
        if let Some(long) = &mut long_text {
            *long = format!("{long}\n{}", line.replace("/en/networks", "/fy/netwurken"));
            if line == "\"\"\"" {
                lines.extend(long_text.take());
            }
        } else if line == "en = \"\"\"" {
            long_text = Some(format!("fy = \"\"\"\n{MARK}\n"));
        } else if let Some(english) = line.strip_prefix("en = \"") {
            lines.push(format!("fy = \"{MARK} {english}"));
        }
    }
    lines.join("\n") + "\n"
}

/// What an editor is told of the site, as on a day on which nothing of it is old.
fn findings(site: &SiteCopy) -> String {
    let output = run(&["check", "--strict", "--site", site.path()]);
    String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
}

#[test]
fn a_third_language_changes_no_declaration_that_lacks_it() {
    let site = SiteCopy::good();
    common::copy(&root().join("locales/en"), &site.folder.join("locales/fy"));
    let said = findings(&site);
    // The version is still that of the kept file.
    let found = |line: &&str| line.starts_with("warning[") || line.starts_with("error[");
    let of_a_text = |line: &str| line.starts_with("warning[missing-language]");
    assert!(said.lines().filter(found).all(of_a_text), "{said}");
    assert!(said.contains("is not in Frisian"), "{said}");
}

#[test]
fn what_lacks_the_third_language_stands_in_the_next_best() {
    let site = site();
    let file = "content/networks/access.toml";
    let lines = site.read(file);
    let lines: Vec<_> = lines.lines().filter(|line| !line.starts_with("fy = ")).collect();
    site.write(file, &lines.join("\n"));
    let server = Server::of(&site, TODAY);
    let page = Page::get(&server, "/fy/netwurken/access/");
    assert_eq!(words(page.one("h1")), "Toegankelijk studeren");
    assert_eq!(page.attribute("h1", "lang"), "nl");
    let canonical = page.attribute("link[rel=canonical]", "href");
    assert_eq!(canonical, "http://127.0.0.1/nl/netwerken/access/");
    let listed = sitemap(&server);
    assert!(listed.contains(&"/en/networks/access/".to_owned()));
    assert!(!listed.contains(&"/fy/netwurken/access/".to_owned()));
    let dutch = Page::get(&server, "/nl/netwerken/access/");
    assert_eq!(
        dutch.attributes("link[rel=alternate][hreflang]", "hreflang"),
        ["nl", "en", "x-default"],
    );
}

#[test]
fn nothing_is_missing_in_the_third_language() {
    assert_eq!(Language::ALL.map(Language::code), ["nl", "en", "fy"]);
    let site = site();
    // The declaration says more than it did, and so is a new one.
    let declared = run(&["declare", "--site", site.path()]);
    assert!(declared.status.success());
    site.remove("content/declarations/ff551ff69daa.toml");
    assert_eq!(findings(&site), "");

    let server = Server::of(&site, TODAY);
    let pages = read_all(&server);
    let of = |language: &str| pages.keys().filter(|path| path.starts_with(language)).count();
    assert!(of("/fy/") > 10);
    assert_eq!((of("/fy/"), of("/fy/")), (of("/nl/"), of("/en/")));
    for (path, page) in pages.iter().filter(|(path, _)| path.starts_with("/fy/")) {
        assert_eq!(page.attribute("html", "lang"), "fy", "{path}");
        for landmark in ["title", "a.skip", "footer nav a"] {
            let text = words(page.all(landmark)[0]);
            assert!(text.contains(MARK) || text.contains("RISE"), "{path}: {text}");
        }
        let foreign = page.all("main [lang]").into_iter().map(words);
        let foreign: BTreeSet<_> = foreign.filter(|it| !it.contains("Researchers")).collect();
        assert!(foreign.is_empty(), "{path}: {foreign:?}");

        let others: Vec<_> = page.attributes(".languages a", "hreflang");
        assert_eq!(others, ["nl", "en"], "{path}");
        for other in page.attributes(".languages a", "href") {
            let back = &pages.get(other).unwrap_or_else(|| panic!("{path} leads to {other}"));
            assert!(back.attributes(".languages a", "href").contains(&path.as_str()), "{path}");
        }
        let languages = page.attributes("link[rel=alternate][hreflang]", "hreflang");
        let is_listed = !path.contains('?') && page.all("meta[name=robots]").is_empty();
        if is_listed {
            assert_eq!(languages, ["nl", "en", "fy", "x-default"], "{path}");
        }
    }
    let listed = sitemap(&server);
    let listed_in = |prefix: &str| listed.iter().filter(|path| path.starts_with(prefix)).count();
    assert_eq!((listed_in("/nl/"), listed_in("/en/")), (listed_in("/fy/"), listed_in("/fy/")));
}

#[test]
fn a_visitor_is_led_to_the_third_language_and_stays_in_it() {
    let server = Server::of(&site(), TODAY);
    for (accepted, expected) in [
        ("fy", "/fy/"),
        ("fy-NL, en;q=0.5", "/fy/"),
        ("de, fy;q=0.4, en;q=0.3", "/fy/"),
        ("en, fy;q=0.9", "/en/"),
        ("fy;q=0, *;q=0.1", "/nl/"),
    ] {
        let answer = server.get_with("/", &[("Accept-Language", accepted)]);
        answer.assert_redirect(302, expected);
    }
    for (path, expected) in [
        ("/fy/networks/rise/", "/fy/netwurken/rise/"),
        ("/nl/netwurken/rise/", "/nl/netwerken/rise/"),
        ("/fy/toegankelijkheid", "/fy/tagonklikens/"),
        ("/FY//Koekjes", "/fy/koekjes/"),
    ] {
        server.get(path).assert_redirect(308, expected);
    }
    let missing = Page::of("/fy/nearne/", &server.get("/fy/nearne/").assert_status(404));
    assert!(words(missing.one("h1")).starts_with(MARK));

    let question = Page::get(&server, "/fy/netwurken/");
    assert!(words(question.one(".notice form")).contains(MARK));
    let origin = [("Origin", "http://127.0.0.1"), ("Host", "127.0.0.1")];
    let choice = server.post("/consent", "choice=accept&return=/fy/netwurken/", &origin);
    let back = choice.header("location").expect("it leads back");
    assert!(choice.status == 303 && back.starts_with("/fy/netwurken/?"), "{back}");

    for label in question.all("select option:not([value=''])") {
        assert!(words(label).contains(MARK) || words(label).contains("Gender"));
    }
    let found = Page::get(&server, "/fy/netwurken/?audience=students&q=accessible");
    assert!(words(found.one("#results")).contains("Accessible studying"));

    for path in ["/fy/feed.atom", "/fy/netwurken.json"] {
        assert!(server.get(path).assert_status(200).text().contains(MARK), "{path}");
    }
    let contact = server.get("/.well-known/security.txt").text();
    assert!(contact.contains("Preferred-Languages: nl, en, fy"), "{contact}");
    let counted = server.app.metrics.requests.counts();
    assert!(counted.into_iter().any(|(labels, _)| labels[2] == "fy"));
}

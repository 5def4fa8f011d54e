//! An operator starts the program, feeds it edits, and stops it.

use std::fs;
use std::process::{Command, Output};

use crate::common::{PROGRAM, Program, SiteCopy, eventually, root};

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(PROGRAM);
    command.current_dir(root()).args(arguments).output().expect("the program starts")
}

fn standard_error(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn one_file_is_a_whole_site() {
    let folder =
        std::env::temp_dir().join(format!("diversity-networks-alone-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder can be made");
    let alone = folder.join("diversity-networks");
    // By a program of its own: a file that this one has open for writing, and that another test's
    // child may have inherited, cannot be run ("text file busy").
    let copied = Command::new("cp").args([PROGRAM.as_ref(), alone.as_os_str()]).status();
    assert!(copied.expect("cp runs").success());
    let mut command = Command::new(&alone);
    command.current_dir(&folder).args(["--listen", "127.0.0.1:0"]);
    let server = Program::spawn(&mut command);
    for path in ["/nl/", "/en/networks/rise/", "/en/accessibility/", "/sitemap.xml"] {
        server.get(path).assert_status(200);
    }
    let home = server.get("/nl/").text();
    assert!(home.contains("<style>"));
    let icon = home.split('"').find(|it| it.ends_with(".svg")).expect("an icon").to_owned();
    server.get(&icon).assert_status(200);
    drop(server);
    let _ = fs::remove_dir_all(&folder);
}

#[test]
fn the_public_address_is_the_operator_s_to_set() {
    let server = Program::with(&["--no-watch", "--base-url", "https://other.example"]);
    let page = server.get("/en/").text();
    assert!(page.contains("<link rel=\"canonical\" href=\"https://other.example/en/\">"));
    let mut command = Command::new(PROGRAM);
    command.current_dir(root()).env("DIVERSITY_NETWORKS_BASE_URL", "https://third.example");
    command.env("DIVERSITY_NETWORKS_LISTEN", "127.0.0.1:0");
    let server = Program::spawn(&mut command);
    assert!(server.get("/sitemap.xml").text().contains("<loc>https://third.example/nl/</loc>"));
}

#[test]
fn what_cannot_be_served_is_said_by_the_exit_status() {
    let copy = SiteCopy::new();
    copy.edit("content/networks/rise.toml", "themes = [\"gender\"]", "themes = [\"gendr\"]");
    let broken = run(&["--site", copy.path(), "--listen", "127.0.0.1:0"]);
    assert_eq!(broken.status.code(), Some(1));
    let says = standard_error(&broken);
    for part in ["error[unknown-id]", "content/networks/rise.toml:6:11", "did you mean `gender`?"] {
        assert!(says.contains(part), "{part} in {says}");
    }

    let taken = Program::start();
    let address = taken.address.to_string();
    for arguments in [
        &["--listen", &*address][..],
        &["--listen", "nowhere"],
        &["--base-url", "ftp://networks.example"],
        &["--base-url", "https://networks.example/path"],
        &["--colour"],
        &["unknown"],
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", standard_error(&output));
        assert!(!standard_error(&output).is_empty());
    }
}

#[test]
fn an_edit_is_seen_and_a_broken_one_is_not() {
    let copy = SiteCopy::new();
    let log = copy.folder.join("log");
    let mut command = Command::new(PROGRAM);
    command.args(["--site", copy.path(), "--listen", "127.0.0.1:0"]);
    let written = fs::File::create(&log).expect("a log can be written");
    let server = Program::spawn(command.stderr(written));
    let said = || fs::read_to_string(&log).expect("the log is text");
    let name = |slug: &str| server.get(&format!("/en/networks/{slug}/")).text();
    let rise = "content/networks/rise.toml";
    copy.edit(rise, "abbreviation = \"RISE\"", "abbreviation = \"FIRST\"");
    eventually("an edit is seen", || name("rise").contains("(FIRST)"));

    copy.edit(rise, "abbreviation = \"FIRST\"", "abbreviation = ");
    eventually("the mistake is in the log", || said().contains("the last good one stays"));
    assert!(said().contains(&format!("--> {rise}:")), "{}", said());
    assert!(name("rise").contains("(FIRST)"), "the last good site stays");

    // What is broken hides every later edit as well, until all is well again.
    copy.edit("content/networks/asa.toml", "abbreviation = \"ASA\"", "abbreviation = \"SECOND\"");
    eventually("it is said again", || said().matches("the last good one stays").count() == 2);
    assert!(!name("asa").contains("(SECOND)"));
    copy.edit(rise, "abbreviation = ", "abbreviation = \"THIRD\"");
    eventually("mending is seen", || name("rise").contains("(THIRD)"));
    assert!(name("asa").contains("(SECOND)"));
}

#[test]
fn whatever_happens_to_the_files_is_followed() {
    let copy = SiteCopy::new();
    let server = Program::with(&["--site", copy.path()]);
    let status = |path: &str| server.get(path).status;
    let networks = copy.folder.join("content/networks");

    // New, as an editor saves it: written elsewhere and renamed.
    let text = fs::read_to_string(networks.join("rise.toml")).expect("the file is there");
    let text = text.replace("name = \"Researchers in Science for Equality\"", "name = \"Another\"");
    fs::write(networks.join(".another.toml.swp"), text).expect("it can be written");
    fs::rename(networks.join(".another.toml.swp"), networks.join("another.toml")).expect("renamed");
    eventually("a new file is a new page", || status("/en/networks/another/") == 200);

    fs::rename(networks.join("another.toml"), networks.join("moved.toml")).expect("renamed");
    eventually("a rename moves the page", || status("/en/networks/moved/") == 200);
    assert_eq!(status("/en/networks/another/"), 404);

    fs::remove_file(networks.join("moved.toml")).expect("removed");
    eventually("a deletion removes the page", || status("/en/networks/moved/") == 404);

    // A checkout of another branch replaces whole folders.
    fs::rename(copy.folder.join("content"), copy.folder.join("content-before")).expect("renamed");
    fs::rename(copy.folder.join("content-before"), copy.folder.join("content")).expect("back");
    copy.edit("locales/en/finder.ftl", "finder-title = Find a network", "finder-title = Seek one");
    eventually("messages reload as well", || {
        server.get("/en/networks/").text().contains("Seek one")
    });
}

#[test]
fn without_watching_a_hangup_loads_the_site() {
    let copy = SiteCopy::new();
    let mut server = Program::with(&["--site", copy.path(), "--no-watch"]);
    let name = || server.get("/en/networks/rise/").text();
    copy.edit("content/networks/rise.toml", "abbreviation = \"RISE\"", "abbreviation = \"NEW\"");
    assert!(name().contains("(RISE)"));
    server.signal("HUP");
    eventually("the signal is heeded", || name().contains("(NEW)"));
    server.signal("TERM");
    assert_eq!(server.wait(), Some(0));
}

#[test]
fn a_broken_message_is_said_in_its_file() {
    let copy = SiteCopy::new();
    copy.edit(
        "locales/en/finder.ftl",
        "finder-title = Find a network",
        "finder-titel = Find a network",
    );
    copy.edit(
        "locales/nl/site.ftl",
        "site-skip = Naar de inhoud",
        "site-skip = Naar de { $inhoud }",
    );
    let output = run(&["check", "--site", copy.path(), "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let findings: Vec<serde_json::Value> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).expect("a JSON object a line"))
        .collect();
    let has =
        |code: &str, file: &str| findings.iter().any(|it| it["code"] == code && it["file"] == file);
    assert!(has("missing-message", "locales/en/finder.ftl"), "{findings:?}");
    assert!(has("unknown-variable", "locales/nl/site.ftl"), "{findings:?}");
}

/// Whoever asks while edits land sees the site before or after each, and never a mix.
#[test]
fn visitors_see_whole_sites_while_edits_land() {
    use std::sync::atomic::{AtomicBool, Ordering};
    const RISE: &str = "content/networks/rise.toml";
    let copy = SiteCopy::new();
    let server = Program::with(&["--site", copy.path(), "--admin", "127.0.0.1:0"]);
    let text = fs::read_to_string(copy.folder.join(RISE)).expect("the file is there");
    let edited = |number: usize| {
        let name =
            text.replace("abbreviation = \"RISE\"", &format!("abbreviation = \"Zz{number}\""));
        name.replacen("en = \"The network", &format!("en = \"Zz{number}: the network"), 1)
    };
    copy.write(RISE, &edited(0));
    eventually("the first edit is seen", || {
        server.get("/en/networks/rise/").text().contains("(Zz0)")
    });

    let is_over = AtomicBool::new(false);
    std::thread::scope(|threads| {
        let visit = |path: &'static str| {
            let (server, is_over) = (&server, &is_over);
            move || {
                let mut seen = std::collections::BTreeSet::new();
                while !is_over.load(Ordering::Relaxed) {
                    let page = server.get(path).assert_status(200).text();
                    assert!(page.trim_end().ends_with("</html>"), "the page is whole");
                    let number = |start: &str, end: char| {
                        let (_, rest) = page.split_once(start).expect("it is on the page");
                        rest.split(end).next().map(str::to_owned).unwrap_or_default()
                    };
                    let in_name = number("(Zz", ')');
                    assert_eq!(in_name, number(">Zz", ':'), "name and summary are of one site");
                    seen.insert(in_name);
                }
                seen.len()
            }
        };
        let visitors = [threads.spawn(visit("/en/networks/rise/")), threads.spawn(visit("/en/"))];
        for number in 1..=8 {
            // A third of the edits is broken, and never seen.
            if number % 3 == 0 {
                copy.write(RISE, "name = ");
                let failed = format!("loads_total{{result=\"failed\"}} {}", number / 3);
                eventually("the mistake is seen", || {
                    server.ask_admin("/metrics").text().contains(&failed)
                });
            }
            copy.write(RISE, &edited(number));
            let shown = format!("(Zz{number})");
            eventually("the edit is seen", || {
                server.get("/en/networks/rise/").text().contains(&shown)
            });
        }
        is_over.store(true, Ordering::Relaxed);
        for visitor in visitors {
            assert!(visitor.join().expect("no visitor saw a mix") > 1, "edits were seen");
        }
    });
}

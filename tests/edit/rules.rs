//! Rules that need more than a fixture: the day, the schemas, a whole site; and that none is broken
//! by what is unusual and right.

use std::fs;
use std::process::{Command, Stdio};

use diversity_networks::content::files::SiteFile;
use diversity_networks::content::load;
use diversity_networks::diagnostic::has_errors;
use diversity_networks::site::folder::read_folder;
use jiff::{Span, Timestamp};

use crate::commands::{RISE, said};
use crate::common::{PROGRAM, Program, SiteCopy, root, run, run_in};
use crate::mistakes::TODAY;

/// What `check --strict` says.
fn check(site: &SiteCopy) -> (String, Option<i32>) {
    said(&run(&["check", "--strict", "--site", site.path()]))
}

/// Networks as somebody else wrote them who knows TOML, Markdown and names: 66 files that are fine.
#[test]
fn nothing_is_said_of_what_is_unusual_and_right() {
    let files = read_folder(root());
    let folder = root().join("tests/edit/unusual");
    let mut count = 0;
    for file in fs::read_dir(folder).expect("it is there") {
        let path = file.expect("readable").path();
        let mut files = files.clone();
        let bytes = fs::read(&path).expect("readable");
        files.insert("content/networks/proefnetwerk.toml", SiteFile::from_bytes(bytes));
        let loaded = load(&files, TODAY);
        assert!(loaded.findings.is_empty(), "{}: {:?}", path.display(), loaded.findings);
        count += 1;
    }
    assert!(count > 60, "{count} files");
}

/// A network more, for the same people and on the same theme as others, makes no search wrong.
#[test]
fn a_network_more_makes_no_search_fail() {
    let site = SiteCopy::new();
    let network = root().join("tests/edit/unusual/accents.toml");
    let text = fs::read_to_string(network).expect("readable");
    site.write("content/networks/proefnetwerk.toml", &text);
    assert_eq!(check(&site), (String::new(), Some(0)));
}

#[test]
fn a_date_in_the_future_stops_a_check_and_no_server() {
    let site = SiteCopy::good();
    // Two days, so that it is so in every time zone.
    let day = Timestamp::now().checked_add(Span::new().hours(48)).expect("a day");
    let day = day.strftime("%Y-%m-%d").to_string();
    site.edit(RISE, "2022-04-01", &day);
    let (text, status) = said(&run(&["check", "--site", site.path()]));
    assert_eq!(status, Some(1));
    assert!(text.starts_with("error[future-date]: "), "{text}");

    let log = site.folder.join("log");
    let mut command = Command::new(PROGRAM);
    command.args(["serve", "--no-watch", "--listen", "127.0.0.1:0", "--site", site.path()]);
    command.stderr(Stdio::from(fs::File::create(&log).expect("writable")));
    let program = Program::spawn(&mut command);
    program.get("/nl/netwerken/rise/").assert_status(200);
    let log = fs::read_to_string(&log).expect("readable");
    assert!(log.contains("warning[future-date]"), "{log}");
}

#[test]
fn schemas_older_than_the_taxonomy_are_told_and_renewed() {
    let site = SiteCopy::good();
    let renew = || said(&run_in(&site.folder, &["schema"]));
    renew();
    assert_eq!(said(&run_in(&site.folder, &["check", "--strict"])), (String::new(), Some(0)));
    site.edit("content/taxonomy.toml", "[theme]", "[theme]\nsports = \"Sports\"");
    let (text, status) = said(&run_in(&site.folder, &["check", "--strict"]));
    assert_eq!(status, Some(1));
    assert!(text.starts_with("warning[outdated-schema]: `schema/network.json` lists"), "{text}");
    renew();
    assert_eq!(said(&run_in(&site.folder, &["check", "--strict"])), (String::new(), Some(0)));
}

#[test]
fn a_site_without_networks_is_none() {
    let site = SiteCopy::new();
    fs::remove_dir_all(site.folder.join("content/networks")).expect("it is there");
    let (text, status) = check(&site);
    assert_eq!(status, Some(1));
    assert!(
        text.starts_with("error[empty-folder]: there is no file in `content/networks`"),
        "{text}"
    );
}

#[test]
fn a_byte_order_mark_in_messages_is_fine() {
    let site = SiteCopy::good();
    let file = "locales/nl/site.ftl";
    site.write(file, &format!("\u{feff}{}", site.read(file)));
    assert_eq!(check(&site), (String::new(), Some(0)));
}

#[test]
fn accents_are_one_letter_however_they_are_written() {
    let site = SiteCopy::good();
    for stem in ["caf\u{e9}", "cafe\u{301}"] {
        let file = format!("content/networks/{stem}.toml");
        site.write(&file, &site.read(RISE).replace("Researchers in", "A café of researchers in"));
        let (text, _) = check(&site);
        assert!(text.contains("= help: rename it to `cafe.toml`"), "{text}");
        site.remove(&file);
    }
}

/// What a check accepts as a summary, pages show: one word, and 300 characters.
#[test]
fn every_length_of_a_summary_that_passes_is_shown() {
    let site = SiteCopy::good();
    let words = "For all of us. ".repeat(20);
    for summary in ["Hi.", words.trim_end()] {
        let text = site.read(RISE).replace("For researchers.", summary);
        site.write("content/networks/other.toml", &text.replace("Researchers in", "All in"));
        let mut files = read_folder(&site.folder);
        files.remove("content/networks/rise.toml");
        let loaded = load(&files, TODAY);
        assert!(!has_errors(&loaded.findings), "{:?}", loaded.findings);
        assert!(loaded.content.is_some(), "{summary}");
    }
}

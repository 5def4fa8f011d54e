//! What an editor sees who makes a mistake: one small site for each rule, with what is said of
//! it in `expected.txt` beside it.
//!
//! Each folder of `tests/content/` holds only what differs from the good site in
//! `tests/content/good/`: files of its own, and in `setup.txt` what a folder in git cannot hold. Its
//! messages stand in the place of the repository's own.
//! `ACCEPT=1 cargo test --test edit mistakes` writes every `expected.txt` anew; review what changed.

use std::fs;
use std::path::{Path, PathBuf};

use diversity_networks::cli::findings::{self, Format};
use diversity_networks::content::files::{NotStored, SiteFile, SiteFiles};
use diversity_networks::content::{Loaded, load};
use diversity_networks::diagnostic::{Finding, rules};
use diversity_networks::site::Options;
use diversity_networks::site::folder::read_folder;
use jiff::civil::{Date, date};

/// The day of every test, so that no fixture grows old.
pub const TODAY: Date = date(2026, 11, 24);

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn fixtures() -> PathBuf {
    root().join("tests/content")
}

/// The fixtures that are not good.
pub fn fixture_names() -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(fixtures())
        .expect("there are fixtures")
        .map(|entry| entry.expect("readable").file_name().into_string().expect("UTF-8"))
        .filter(|name| name != "good")
        .collect();
    names.sort();
    names
}

/// The good site with a fixture's changes.
pub fn site(name: &str) -> SiteFiles {
    let mut files = read_folder(&fixtures().join("good"));
    for (path, file) in read_folder(root()).below("locales/") {
        files.insert(path, file.clone());
    }
    for (path, file) in read_folder(&fixtures().join(name)).iter() {
        if path.ends_with(".ftl") {
            replace_messages(&mut files, path, file);
        }
        files.insert(path, file.clone());
    }
    let setup = fs::read_to_string(fixtures().join(name).join("setup.txt")).unwrap_or_default();
    for line in setup.lines() {
        match line.split_once(": ") {
            Some(("missing", path)) => {
                files = without(&files, path);
            }
            Some(("folder", path)) => files.insert(path, SiteFile::NotAFile),
            Some(("too large", path)) => files.insert(path, SiteFile::TooLarge(1_000_001)),
            Some(("unreadable", path)) => {
                files.insert(path, SiteFile::Unreadable("permission denied".into()));
            }
            Some(("symbolic link", path)) => {
                files.insert(path, SiteFile::NotStored(NotStored::SymbolicLink));
            }
            Some(("submodule", path)) => {
                files.insert(path, SiteFile::NotStored(NotStored::Submodule));
            }
            _ => panic!("{name}/setup.txt: what is {line:?}?"),
        }
    }
    files
}

/// Takes the messages of a fixture's file out of the other files of its language.
fn replace_messages(files: &mut SiteFiles, path: &str, file: &SiteFile) {
    let text = |file: &SiteFile| match file {
        SiteFile::Read(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        _ => String::new(),
    };
    let id = |line: &str| {
        let id = line.split_once(['=', ':']).map(|(id, _)| id.trim().to_owned())?;
        id.chars().all(|c| c.is_ascii_lowercase() || c == '-').then_some(id)
    };
    let replaced: Vec<_> = text(file).lines().filter_map(id).collect();
    let (folder, _) = path.rsplit_once('/').expect("it is in a language's folder");
    let others: Vec<_> =
        files.below(&format!("{folder}/")).map(|(path, _)| path.to_owned()).collect();
    for other in others {
        let mut is_replaced = false;
        let own = text(files.get(&other).expect("it is listed"));
        let kept = own.lines().filter(|line| {
            if !line.starts_with([' ', '}']) {
                is_replaced = id(line).is_some_and(|id| replaced.contains(&id));
            }
            !is_replaced
        });
        let kept = kept.collect::<Vec<_>>().join("\n").into_bytes();
        files.insert(other, SiteFile::Read(kept.into()));
    }
}

/// The files without one, or without those of a folder.
fn without(files: &SiteFiles, removed: &str) -> SiteFiles {
    let mut rest = SiteFiles::default();
    let is_below = |path: &str| path.strip_prefix(removed).is_some_and(|it| it.starts_with('/'));
    for (path, file) in files.iter().filter(|(path, _)| *path != removed && !is_below(path)) {
        rest.insert(path, file.clone());
    }
    rest
}

pub fn found(files: &SiteFiles) -> Vec<Finding> {
    let options = Options { today: TODAY, ..Options::default() };
    diversity_networks::site::load(files, &options).findings
}

pub fn rendered(files: &SiteFiles) -> String {
    let findings = found(files);
    let mut out = Vec::new();
    findings::write(&findings, files, Format::Text, false, &mut out).expect("memory is writable");
    String::from_utf8(out).expect("text is UTF-8")
}

#[test]
fn nothing_is_said_of_a_good_site() {
    let files = site("good");
    assert_eq!(rendered(&files), "");
    assert!(load(&files, TODAY).content.is_some());
}

#[test]
fn every_mistake_is_said_where_it_is() {
    let mut wrong = Vec::new();
    for name in fixture_names() {
        let expected = fixtures().join(&name).join("expected.txt");
        let said = rendered(&site(&name));
        if std::env::var_os("ACCEPT").is_some() {
            fs::write(&expected, &said).expect("fixtures are writable");
        } else if fs::read_to_string(&expected).unwrap_or_default() != said {
            wrong.push(format!("{name} says:\n\n{said}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\nto accept: ACCEPT=1 cargo test --test edit mistakes",
        wrong.join("\n")
    );
}

#[test]
fn every_rule_has_a_fixture_that_breaks_it() {
    let elsewhere = [
        // since::check_since_warns_of_the_translation_that_stayed_behind
        rules::TRANSLATION_BEHIND,
        // commands::check_tries_the_searches
        rules::SEARCH_FAILS,
        // rules::schemas_older_than_the_taxonomy_are_told_and_renewed
        rules::OUTDATED_SCHEMA,
        // spelling::slips_are_told_where_they_are_with_what_was_meant
        rules::UNKNOWN_WORD,
        // site::load::tests::what_cannot_be_written_is_an_error_with_a_way_out
        rules::NOT_PUBLISHED,
    ];
    for rule in rules::ALL.iter().filter(|rule| !elsewhere.contains(rule)) {
        let findings = found(&site(rule.code));
        let is_found = findings.iter().any(|finding| finding.code == rule.code);
        assert!(is_found, "tests/content/{} does not break `{}`", rule.code, rule.summary);
    }
}

#[test]
fn content_is_there_exactly_when_there_is_no_error() {
    for rule in rules::ALL {
        let Loaded { content, findings } = load(&site(rule.code), TODAY);
        let has_errors = findings.iter().any(|finding| finding.severity.as_str() == "error");
        assert_eq!(content.is_none(), has_errors, "{}", rule.code);
    }
}

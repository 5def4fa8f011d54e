//! Whatever an editor saves, loading ends with findings: it never panics, and every place that
//! it reports lies within the file.

use std::borrow::Cow;
use std::path::Path;

use diversity_networks::cli::findings::{self, Format};
use diversity_networks::content::files::{SiteFile, SiteFiles};
use diversity_networks::content::{Loaded, load};
use diversity_networks::diagnostic::{Finding, Location, Position, Remedy, Severity, rules};
use diversity_networks::site::folder::read_folder;
use diversity_networks::site::{self, Options};
use jiff::civil::date;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

fn good_site() -> SiteFiles {
    read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/content/good"))
}

/// Loads the good site with one file of messages replaced, and checks what is said of it.
fn check_messages(path: &str, bytes: Vec<u8>) {
    let mut files = good_site();
    let messages = read_folder(Path::new(env!("CARGO_MANIFEST_DIR")));
    messages.below("locales/").for_each(|(path, file)| files.insert(path, file.clone()));
    files.insert(path, SiteFile::Read(Cow::Owned(bytes)));
    let options = Options { today: date(2026, 11, 24), ..Options::default() };
    let site::Loaded { site, findings, .. } = site::load(&files, &options);
    let has_errors = findings.iter().any(|finding| finding.severity == Severity::Error);
    assert_eq!(site.is_none(), has_errors, "{findings:?}");
    findings.iter().for_each(|finding| check_place(&finding.location, &files));
}

/// Loads the good site with one file replaced, and checks what is said of it.
fn check(path: &str, bytes: Vec<u8>) {
    let mut files = good_site();
    files.insert(path, SiteFile::Read(Cow::Owned(bytes)));
    let Loaded { content, findings } = load(&files, date(2026, 11, 24));
    let has_errors = findings.iter().any(|finding| finding.severity == Severity::Error);
    assert_eq!(content.is_none(), has_errors, "{findings:?}");
    for Finding { code, location: place, message, help, related, remedy, .. } in &findings {
        check_place(place, &files);
        let says = format!("{message} {}", help.as_deref().unwrap_or_default());
        let is_parser = *code == rules::TOML_SYNTAX.code && says.contains("expected");
        assert!(!is_parser, "the parser's words: {says}");
        if let Some(Remedy::Edits(edits)) = remedy {
            edits.iter().for_each(|(place, _)| check_place(place, &files));
        }
        if let Some((place, _)) = related {
            check_place(place, &files);
        }
    }
    for format in [Format::Text, Format::Json, Format::Github] {
        let mut out = Vec::new();
        findings::write(&findings, &files, format, true, &mut out).expect("memory is writable");
    }
}

fn check_place(place: &Location, files: &SiteFiles) {
    let Some(SiteFile::Read(bytes)) = files.get(&place.file) else {
        assert!(place.is_whole_file(), "{place:?} is in no file");
        return;
    };
    assert!(place.span.start <= place.span.end && place.span.end <= bytes.len(), "{place:?}");
    let Ok(text) = str::from_utf8(bytes) else { return };
    assert!(text.get(place.span.clone()).is_some(), "{place:?} cuts a character");
    assert_eq!(position(text, place.span.start), place.start);
    assert_eq!(position(text, place.span.end), place.end);
}

/// A position, worked out the slow way.
fn position(text: &str, offset: usize) -> Position {
    let before = &text[..offset];
    let before = before.strip_prefix('\u{feff}').unwrap_or(before);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let number = |count: usize| u32::try_from(count).expect("tests are small");
    Position { line: number(line), column: number(column) }
}

fn toml_files() -> Vec<String> {
    let files = good_site();
    let names = files.below("content/").map(|(path, _)| path.to_owned());
    names.filter(|path| path.ends_with(".toml")).collect()
}

/// Pieces that TOML, Markdown and this site's format are made of.
const PIECES: &[&str] = &[
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    ".",
    ",",
    "#",
    "\n",
    "\r\n",
    "\r",
    "\\",
    "\\e",
    "\\x41",
    "\\u0000",
    "\0",
    "\u{feff}",
    "é",
    "🏳️‍🌈",
    "TODO",
    "\"TODO\"",
    "0",
    "-1",
    "1e9",
    "nan",
    "true",
    "2026-02-30",
    "2026-11-25",
    "07:32",
    "nl",
    "en",
    "name",
    "[summary]",
    "[[category]]",
    "[category.cookie]",
    "summary.nl",
    "id = \"necessary\"",
    "\n# Kop\n",
    "<b>",
    "![x](y)",
    "[x](javascript:y)",
    "[x](//y)",
    "<https://x.nl>",
    "https://",
    "@",
    "static/",
    "  ",
    "name = { nl = \"x\" }\n",
    "as_of = 1979-05-27T07:32:00Z\n",
    "a.b.c = 1\n",
    "[a.b]\n",
];

/// Pieces that Fluent is made of.
const FLUENT: &[&str] = &[
    "preview-stale",
    "-term",
    " = ",
    "\n",
    "\r\n",
    "\n    ",
    "\t",
    "{",
    "}",
    " }",
    "$name",
    "->",
    "[one]",
    "*[other]",
    "NUMBER(",
    ")",
    "\"",
    "\\u200B",
    "\\",
    ".title = x",
    "# ",
    "//",
    "=",
    ":",
    "é",
    "🏳️‍🌈",
    "\u{feff}",
    "\0",
    "%name%",
    "**",
    "<<<<<<< HEAD\n",
];

#[derive(Clone, Debug)]
enum Change {
    Insert(Index, &'static str),
    Remove(Index, usize),
    Repeat(Index, usize),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (any::<Index>(), select(PIECES)).prop_map(|(at, piece)| Change::Insert(at, piece)),
        (any::<Index>(), 1..40usize).prop_map(|(at, length)| Change::Remove(at, length)),
        (any::<Index>(), 1..80usize).prop_map(|(at, length)| Change::Repeat(at, length)),
    ]
}

/// Changes bytes, not characters: half a character is a slip of the disk.
fn apply(bytes: &mut Vec<u8>, change: &Change) {
    let (Change::Insert(at, _) | Change::Remove(at, _) | Change::Repeat(at, _)) = change;
    let start = at.index(bytes.len() + 1);
    let end = |length: usize| (start + length).min(bytes.len());
    match *change {
        Change::Insert(_, piece) => drop(bytes.splice(start..start, piece.bytes())),
        Change::Remove(_, length) => drop(bytes.drain(start..end(length))),
        Change::Repeat(_, length) => {
            let repeated = bytes[start..end(length)].to_vec();
            bytes.splice(start..start, repeated);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn any_bytes_are_answered_by_findings(
        path in select(toml_files()),
        bytes in vec(any::<u8>(), 0..300),
    ) {
        check(&path, bytes);
    }

    #[test]
    fn any_pieces_of_toml_are_answered_by_findings(
        path in select(toml_files()),
        pieces in vec(select(PIECES), 0..60),
    ) {
        check(&path, pieces.concat().into_bytes());
    }

    #[test]
    fn any_slips_in_a_good_file_are_answered_by_findings(
        path in select(toml_files()),
        changes in vec(change(), 1..5),
    ) {
        let files = good_site();
        let Some(SiteFile::Read(bytes)) = files.get(&path) else { panic!("{path} is good") };
        let mut bytes = bytes.to_vec();
        for change in &changes {
            apply(&mut bytes, change);
        }
        check(&path, bytes);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

    #[test]
    fn any_bytes_among_the_messages_are_answered_by_findings(bytes in vec(any::<u8>(), 0..300)) {
        check_messages("locales/nl/preview.ftl", bytes);
    }

    #[test]
    fn any_pieces_of_fluent_are_answered_by_findings(pieces in vec(select(FLUENT), 0..60)) {
        check_messages("locales/nl/preview.ftl", pieces.concat().into_bytes());
    }
}

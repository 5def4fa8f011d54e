//! Whoever does what `check` says is done: every remedy of every fixture, followed to the letter,
//! leads to a site of which nothing is said.
//!
//! What a finding proposes exactly is applied as it stands. Where a person must choose or write,
//! the fixture's `remedy.txt` says what one does who follows the words of `expected.txt`: below
//! the path of a file, lines that go (`- `) and come (`+ `), with `@@` between places; or `remove PATH`, `move PATH to PATH`,
//! `restore PATH` (from the history); or `declare`, the command.

use std::borrow::Cow;
use std::fs;

use diversity_networks::content::files::{SiteFile, SiteFiles};
use diversity_networks::content::layout::{COOKIES, DECLARATIONS};
use diversity_networks::content::load;
use diversity_networks::diagnostic::{Finding, Remedy, rules};

use crate::mistakes::{TODAY, fixture_names, fixtures, found, rendered, site};

/// One remedy may bring the next mistake to light, but not for ever.
const ROUNDS_MAX: usize = 5;

fn text(files: &SiteFiles, path: &str) -> String {
    match files.get(path) {
        Some(SiteFile::Read(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
        other => panic!("{path} is {other:?}"),
    }
}

fn write(files: &mut SiteFiles, path: &str, text: String) {
    files.insert(path, SiteFile::Read(Cow::Owned(text.into_bytes())));
}

fn rename(files: &mut SiteFiles, from: &str, to: &str) {
    let file = files.get(from).unwrap_or_else(|| panic!("{from} is there")).clone();
    assert!(files.get(to).is_none(), "{to} would be lost");
    files.remove(from);
    files.insert(to, file);
}

/// Applies what findings propose exactly; whether any did.
fn apply(files: &mut SiteFiles, findings: &[Finding]) -> bool {
    let remedies: Vec<_> = findings.iter().filter_map(|finding| finding.remedy.as_ref()).collect();
    let edits = remedies.iter().filter_map(|remedy| match remedy {
        Remedy::Edits(edits) => Some(edits),
        Remedy::Move(_) => None,
    });
    let mut edits: Vec<_> = edits.flatten().collect();
    // From behind, so that no edit moves another.
    edits.sort_by_key(|(place, _)| (place.file.clone(), std::cmp::Reverse(place.span.start)));
    for (place, replacement) in &edits {
        let mut text = text(files, &place.file);
        text.replace_range(place.span.clone(), replacement);
        write(files, &place.file, text);
    }
    for finding in findings {
        if let Some(Remedy::Move(to)) = &finding.remedy {
            rename(files, &finding.location.file, to);
        }
    }
    !remedies.is_empty()
}

fn follow(files: &mut SiteFiles) {
    for _ in 0..ROUNDS_MAX {
        let findings = found(files);
        if !apply(files, &findings) {
            break;
        }
    }
}

/// Does what a person does.
fn follow_by_hand(files: &mut SiteFiles, remedy: &str) {
    let good = site("good");
    let mut path = "";
    let mut hunk = (String::new(), String::new());
    let mut lines = remedy.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(old) = line.strip_prefix('-') {
            hunk.0 += &format!("{}\n", old.strip_prefix(' ').unwrap_or(old));
        } else if let Some(new) = line.strip_prefix('+') {
            hunk.1 += &format!("{}\n", new.strip_prefix(' ').unwrap_or(new));
        } else if let Some(removed) = line.strip_prefix("remove ") {
            files.remove(removed);
        } else if let Some(restored) = line.strip_prefix("restore ") {
            let of = |path: &str| path == restored || path.starts_with(&format!("{restored}/"));
            let restored = good.iter().filter(|(path, _)| of(path));
            restored.for_each(|(path, file)| files.insert(path, file.clone()));
        } else if line == "declare" {
            let content =
                load(files, TODAY).content.expect("a site without errors can be declared");
            let declared = text(files, COOKIES).replacen("../", "../../", 1);
            let version = content.declaration.version;
            write(files, &format!("{DECLARATIONS}{version}.toml"), declared);
        } else if let Some((from, to)) =
            line.strip_prefix("move ").and_then(|it| it.split_once(" to "))
        {
            rename(files, from, to);
        } else if line != "@@" {
            path = line;
        }
        let is_over = !lines.peek().is_some_and(|next| {
            next.starts_with('+') || next.starts_with('-') && hunk.1.is_empty()
        });
        if is_over && hunk != Default::default() {
            let text = text(files, path).replace("\r\n", "\n");
            assert_eq!(text.matches(&hunk.0).count(), 1, "{path} holds once:\n{}", hunk.0);
            write(files, path, text.replace(&hunk.0, &hunk.1));
            hunk = Default::default();
        }
    }
}

#[test]
fn doing_what_is_said_mends_every_fixture() {
    let mut wrong = Vec::new();
    for name in fixture_names() {
        let mut files = site(&name);
        follow(&mut files);
        let by_hand = fs::read_to_string(fixtures().join(&name).join("remedy.txt"));
        match by_hand {
            Ok(_) if rendered(&files).is_empty() => {
                wrong.push(format!("{name} is mended without its remedy.txt"));
            }
            Ok(remedy) => follow_by_hand(&mut files, &remedy),
            Err(_) => {}
        }
        follow(&mut files);
        match rendered(&files) {
            said if said.is_empty() => {}
            said => wrong.push(format!("{name}, once all is done that is said, says:\n\n{said}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_finding_is_left_without_a_remedy() {
    for name in fixture_names() {
        for finding in found(&site(&name)) {
            assert!(
                finding.help.is_some_and(|help| !help.is_empty()),
                "{name}: {}",
                finding.message
            );
        }
    }
    assert!(rules::ALL.len() > 60, "there are rules");
}

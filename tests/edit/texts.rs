//! What the site says, as its readers meet it: plain language, in both languages alike.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use diversity_networks::content::layout::{FileRole, role};
use diversity_networks::content::translations::texts;
use diversity_networks::language::Language;

/// Language level B1, as adults read it: neither long nor chopped, in words (norm A21).
const MEAN: std::ops::RangeInclusive<f64> = 10.0..=15.0;
const LONGEST_MAX: usize = 25;
const SHORT: usize = 7;
const SHORT_SHARE_MAX: f64 = 0.1;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files_below(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            files.extend(files_below(&path, extension));
        } else if path.extension().is_some_and(|it| it == extension) {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The sentences of a Markdown text, each as its number of words. A list's items and headings are
/// sentences of their own; of a link only its words are read.
fn sentences(markdown: &str) -> Vec<usize> {
    use pulldown_cmark::{Event, Parser};
    let mut plain = String::new();
    for event in Parser::new(markdown) {
        match event {
            Event::Text(text) | Event::Code(text) => plain.push_str(&text),
            Event::SoftBreak => plain.push(' '),
            Event::End(end) if !matches!(end, pulldown_cmark::TagEnd::Link) => {
                plain.push_str(".\n")
            }
            _ => {}
        }
    }
    let mut sentences = Vec::new();
    for line in plain.lines() {
        let mut length = 0;
        for word in line.split_whitespace() {
            length += usize::from(word.chars().any(char::is_alphanumeric));
            // An abbreviation's point stands within its word, and is none at its end here.
            if word.ends_with(['.', '!', '?', ':']) {
                sentences.push(std::mem::take(&mut length));
            }
        }
        sentences.push(length);
    }
    sentences.retain(|&length| length > 0);
    sentences
}

#[test]
fn every_text_is_in_plain_language() {
    let mut running: BTreeMap<Language, Vec<usize>> = BTreeMap::new();
    for path in files_below(&root().join("content"), "toml") {
        let file = path.strip_prefix(root()).expect("it is ours").to_string_lossy().into_owned();
        if !matches!(role(&file), FileRole::Is(_)) {
            continue;
        }
        let toml = fs::read_to_string(&path).expect("content is text");
        for text in texts(&file, &toml) {
            let lengths = sentences(&text.value);
            let Some(&longest) = lengths.iter().max() else { continue };
            let place = format!("{file} {} {:?}", text.path, text.language);
            assert!(longest <= LONGEST_MAX, "{place}: a sentence of {longest} words");
            let Some(language) = text.language.filter(|_| is_running(&text.path)) else { continue };
            let lines = text.value.lines().filter(|line| !line.starts_with(['-', '#']));
            let paragraphs = lines.collect::<Vec<_>>().join("\n");
            running.entry(language).or_default().extend(sentences(&paragraphs));
        }
    }
    for (language, lengths) in running {
        let count = lengths.len() as f64;
        let mean = lengths.iter().sum::<usize>() as f64 / count;
        assert!(MEAN.contains(&mean), "{language:?}: {mean:.1} words a sentence");
        let short = lengths.iter().filter(|&&length| length <= SHORT).count() as f64 / count;
        assert!(short < SHORT_SHARE_MAX, "{language:?}: {:.0} % short sentences", 100.0 * short);
        assert!(count > 200.0, "{language:?}: only {count} sentences were read");
    }
}

/// Whether a text is made of sentences, and is neither a name nor a label.
fn is_running(path: &str) -> bool {
    let key = path.rsplit('.').next().unwrap_or(path);
    ["summary", "description", "introduction", "body", "join", "purpose"].contains(&key)
}

#[test]
fn a_sentence_is_measured_as_it_is_read() {
    assert_eq!(sentences("One two. Three [four five](https://x.nl/a.b)!"), [2, 3]);
    assert_eq!(
        sentences("## A heading\n\n- one item\n- another\n\nAnd on\nit goes."),
        [2, 2, 1, 4]
    );
}

/// The ids of a language's messages, with the file of each.
fn message_ids(language: &str) -> BTreeMap<String, String> {
    let mut ids = BTreeMap::new();
    for path in files_below(&root().join("locales").join(language), "ftl") {
        let file = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
        for line in fs::read_to_string(&path).expect("messages are text").lines() {
            let starts = line.starts_with(|c: char| c.is_ascii_lowercase());
            if let (true, Some((id, _))) = (starts, line.split_once(" =")) {
                assert!(ids.insert(id.to_owned(), file.clone()).is_none(), "{id} stands twice");
            }
        }
    }
    ids
}

#[test]
fn both_languages_have_the_same_messages_and_each_is_used() {
    let dutch = message_ids("nl");
    assert_eq!(dutch, message_ids("en"));
    let mut used = BTreeSet::new();
    let sources = files_below(&root().join("src"), "rs").into_iter();
    for path in sources.chain(files_below(&root().join("templates"), "html")) {
        let text = fs::read_to_string(path).expect("sources are text");
        used.extend(
            dutch
                .keys()
                .filter(|id| text.contains(&format!(".{}(", id.replace('-', "_"))))
                .cloned(),
        );
    }
    let unused: Vec<_> = dutch.keys().filter(|id| !used.contains(*id)).collect();
    assert!(unused.is_empty(), "no page says {unused:?}");
}

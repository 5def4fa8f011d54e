//! Which texts a file holds, and which of them fell behind their other language.

use std::collections::BTreeMap;
use std::ops::Range;

use icu_normalizer::ComposingNormalizerBorrowed;
use pulldown_cmark::{Event, Parser, TagEnd};

use super::context::Context;
use super::layout::{FileRole, role};
use super::reader::{Role, Text, read};
use crate::diagnostic::Finding;
use crate::diagnostic::Source;
use crate::diagnostic::rules;
use crate::language::{Language, PerLanguage};

/// The texts of a content file, as far as it can be read; none of a path that is no content.
pub fn texts(file: &str, text: &str) -> Vec<Text> {
    match role(file) {
        FileRole::Is(kind) => read(&Source::new(file, text), Context::ALONE, kind.format()).texts,
        _ => Vec::new(),
    }
}

/// The optional keys that a content file does not have.
pub fn absent(file: &str, text: &str) -> Vec<&'static str> {
    match role(file) {
        FileRole::Is(kind) => read(&Source::new(file, text), Context::ALONE, kind.format()).absent,
        _ => Vec::new(),
    }
}

/// What to do about a text that fell behind.
pub const OUTDATED_HELP: &str =
    "translate what changed; if both say the same already, nothing is to be done";

/// Warns of each text of a file of which one language changed and the other did not.
///
/// A text that was or is in one language only is not compared: nobody translated it yet, or
/// somebody did just now.
pub fn outdated(file: &str, before: &str, now: &str) -> Vec<Finding> {
    let before = by_path(texts(file, before));
    let mut findings = Vec::new();
    let source = Source::new(file, now);
    for (path, now) in by_path(texts(file, now)) {
        let Some(before) = before.get(&path) else { continue };
        let pairs = Language::ALL.into_iter().filter_map(|language| {
            Some((language, before.get(language).as_ref()?, now.get(language).as_ref()?))
        });
        let (same, changed): (Vec<_>, Vec<_>) =
            pairs.partition(|(_, before, now)| words_of(before) == words_of(now));
        let Some((changed, was, is)) = changed.first() else { continue };
        let part = is.span_of(&changed_part(&was.value, &is.value), source.text);
        for (behind, _, text) in same {
            let message = format!("`{path}.{changed}` has changed, and `{path}.{behind}` has not");
            let location = source.location(&text.span);
            let finding = Finding::new(rules::TRANSLATION_BEHIND, location, message)
                .help(OUTDATED_HELP)
                .related(source.location(&part), "this is what changed");
            findings.push(finding);
        }
    }
    findings
}

/// The part of a text that differs from what it was, in whole words; where words only went, those
/// beside the gap.
fn changed_part(before: &str, now: &str) -> Range<usize> {
    let same = |(a, b): &(char, char)| a == b;
    let length = |it: (char, char)| it.1.len_utf8();
    let start: usize = before.chars().zip(now.chars()).take_while(same).map(length).sum();
    let rest = before.get(start..).unwrap_or_default().chars().rev();
    let end: usize = rest.zip(now[start..].chars().rev()).take_while(same).map(length).sum();
    let end = now.len() - end;
    let start = now[..start].trim_end_matches(|c: char| !c.is_whitespace()).len();
    let tail = &now[end..];
    let end = end + tail.find(char::is_whitespace).unwrap_or(tail.len());
    match now[start..end].trim().is_empty() {
        true => 0..now.len(),
        false => start..end,
    }
}

/// The texts that are written per language, by path.
fn by_path(texts: Vec<Text>) -> BTreeMap<String, PerLanguage<Option<Text>>> {
    let mut paths: BTreeMap<_, PerLanguage<Option<Text>>> = BTreeMap::new();
    for text in texts {
        if let Some(language) = text.language {
            let texts = paths.entry(text.path.clone()).or_default();
            *texts.get_mut(language) = Some(text);
        }
    }
    paths
}

/// What a text says: neither where its links lead nor how it is laid out.
fn words_of(text: &Text) -> String {
    if text.role != Role::Markdown {
        return words(&text.value);
    }
    let mut said = String::new();
    for event in Parser::new(&text.value) {
        match event {
            Event::Text(part) | Event::Code(part) => said.push_str(&part),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item)
            | Event::SoftBreak
            | Event::HardBreak => said.push('\n'),
            _ => {}
        }
    }
    words(&said)
}

/// The words of a text, whichever of Unicode's forms its letters have.
pub fn words(text: &str) -> String {
    let composed = ComposingNormalizerBorrowed::new_nfc().normalize(text);
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "content/networks/x.toml";

    fn codes(before: &str, now: &str) -> Vec<String> {
        outdated(FILE, before, now).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn texts_are_listed_with_language_and_place() {
        let texts = texts(FILE, "name = \"RISE\"\n[summary]\nnl = \"Één.\"\nen = \"One.\"\n");
        let listed: Vec<_> = texts
            .iter()
            .map(|text| (text.path.as_str(), text.language, text.value.as_str(), text.span.start))
            .collect();
        assert_eq!(
            listed,
            [
                ("name", None, "RISE", 7),
                ("summary", Some(Language::Nl), "Één.", 29),
                ("summary", Some(Language::En), "One.", 43),
            ],
        );
    }

    #[test]
    fn a_text_is_behind_when_only_the_other_changed() {
        let before = "[summary]\nnl = \"Een.\"\nen = \"One.\"";
        let dutch = "[summary]\nnl = \"Twee.\"\nen = \"One.\"";
        let both = "[summary]\nnl = \"Twee.\"\nen = \"Two.\"";
        assert_eq!(codes(before, dutch), ["`summary.nl` has changed, and `summary.en` has not"]);
        assert_eq!(codes(both, dutch), ["`summary.en` has changed, and `summary.nl` has not"]);
        assert_eq!(codes(before, both), [""; 0]);
        assert_eq!(codes("[summary]\nnl = \"Een.\"", dutch), [""; 0]);
        assert_eq!(codes("not = TOML", dutch), [""; 0]);
    }
}

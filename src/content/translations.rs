//! Which texts a file holds, and which of them fell behind their other language.

use std::collections::BTreeMap;

use super::context::Context;
use super::layout::{FileRole, role};
use super::reader::{Text, read};
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
            let (before, now) = (before.get(language).as_ref()?, now.get(language).as_ref()?);
            Some((language, now, same_words(before, now)))
        });
        let (same, changed): (Vec<_>, Vec<_>) = pairs.partition(|(_, _, is_same)| *is_same);
        let Some((changed, changed_text, _)) = changed.first() else { continue };
        for (behind, text, _) in same {
            let message = format!("`{path}.{changed}` has changed, and `{path}.{behind}` has not");
            let location = source.location(&text.span);
            let finding = Finding::new(rules::TRANSLATION_BEHIND, location, message)
                .help("translate what changed; if both say the same already, nothing is to be done")
                .related(source.location(&changed_text.span), "this is the text that changed");
            findings.push(finding);
        }
    }
    findings
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

/// Whether two texts differ at most in where their lines break.
fn same_words(a: &Text, b: &Text) -> bool {
    a.value.split_whitespace().eq(b.value.split_whitespace())
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

//! Ids: of files, of terms, of categories; and the few words of table with fixed choices.

use serde_json::{Value as Json, json};

use crate::content::formats::taxonomy::Terms;
use crate::content::model::{Taxonomy, Term};
use crate::content::reader::{FileReader, quoted};
use crate::content::suggestion::nearest;
use crate::content::types::strings::{RawString, StringType};
use crate::diagnostic::rules;

/// Whether a text is lower-case kebab: `[a-z0-9]+(-[a-z0-9]+)*`.
pub fn is_kebab(text: &str) -> bool {
    text.split('-').all(|word| {
        !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    })
}

/// The nearest to a text that is lower-case kebab; none if nothing of it is left.
pub fn to_kebab(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let kebab = words.collect::<Vec<_>>().join("-");
    (!kebab.is_empty()).then_some(kebab)
}

/// What to write instead of an id that is none.
pub fn kebab_help(text: &str) -> String {
    match to_kebab(text) {
        Some(kebab) => {
            format!("write `{kebab}`: lower-case letters and digits, and single hyphens")
        }
        None => "use lower-case letters and digits, and single hyphens between words".to_owned(),
    }
}

/// The regular expression of lower-case kebab.
pub const KEBAB_PATTERN: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";

/// A new id.
#[derive(Clone, Copy)]
pub struct NewId;

impl StringType for NewId {
    type Value = String;

    const EXPECTED: &'static str = "an id";

    fn parse(&self, string: &RawString<'_>, reader: &mut FileReader<'_>) -> Option<String> {
        let RawString { text, span, path } = string;
        if is_kebab(text) {
            return Some((*text).to_owned());
        }
        reader
            .report(rules::NOT_KEBAB, span, format!("`{path}` is `{text}`, which is no id"))
            .help(kebab_help(text));
        None
    }

    fn describe(&self, _: &Taxonomy) -> Json {
        json!({ "type": "string", "pattern": KEBAB_PATTERN })
    }
}

/// The id of a term of the taxonomy.
#[derive(Clone, Copy)]
pub struct TermId(pub Terms);

impl StringType for TermId {
    type Value = String;

    const EXPECTED: &'static str = "an id of taxonomy.toml";

    fn parse(&self, string: &RawString<'_>, reader: &mut FileReader<'_>) -> Option<String> {
        let RawString { text, span, .. } = string;
        let id = Some((*text).to_owned());
        let Some(vocabulary) = reader.context.vocabulary else { return id };
        let known = vocabulary.terms(self.0);
        if known.iter().any(|(known, _)| known == text) {
            return id;
        }
        let table = self.0.table();
        let wanted = self.wanted(reader);
        let near = nearest(text, known.iter().map(|(id, _)| id.as_str()));
        let near = near.and_then(|near| known.iter().find(|(id, _)| id == near));
        let finding = reader.report(
            rules::UNKNOWN_ID,
            span,
            format!("`{text}` is no id of `[{table}]` in taxonomy.toml"),
        );
        if let Some((near, at)) = near {
            finding
                .help(format!("did you mean `{near}`?"))
                .related(vocabulary.location(at), format!("`{near}` is here"));
        } else {
            finding.help(format!("write {wanted}; or add it there"));
        }
        None
    }

    fn wanted(&self, reader: &FileReader<'_>) -> String {
        let Some(vocabulary) = reader.context.vocabulary else { return Self::EXPECTED.to_owned() };
        let ids: Vec<_> = vocabulary.terms(self.0).iter().map(|(id, _)| id).collect();
        format!("one of {}", quoted(&ids))
    }

    fn describe(&self, taxonomy: &Taxonomy) -> Json {
        let terms = self.0.of(taxonomy);
        if terms.is_empty() {
            return json!({ "type": "string", "pattern": KEBAB_PATTERN });
        }
        choices(terms.iter().map(|term| (term.id.as_str(), label(term))).collect())
    }
}

/// A term as a visitor reads it, in both languages.
fn label(term: &Term) -> String {
    let mut labels: Vec<_> = term.label.values().map(String::as_str).collect();
    labels.dedup();
    labels.join(" / ")
}

/// Words to choose from, each with a label. They are an `enum`, since taplo and tombi say of a
/// `oneOf` only that none of it fits; so the labels are a list in the description, which both
/// show, and beside the words for taplo, which completes with them.
fn choices(words: Vec<(&str, String)>) -> Json {
    let list = words.iter().map(|(word, label)| format!("- `{word}`: {label}"));
    let list = list.collect::<Vec<_>>().join("\n");
    let (words, labels): (Vec<_>, Vec<_>) = words.into_iter().unzip();
    json!({
        "type": "string",
        "enum": words,
        "description": list,
        "x-taplo": { "docs": { "enumValues": labels } },
    })
}

/// One of a few words.
#[derive(Clone, Copy)]
pub struct OneOf<T: 'static>(pub &'static [(&'static str, T)]);

impl<T: Copy> StringType for OneOf<T> {
    type Value = T;

    const EXPECTED: &'static str = "a word";

    fn parse(&self, string: &RawString<'_>, reader: &mut FileReader<'_>) -> Option<T> {
        let RawString { text, span, path } = string;
        let found = self.0.iter().find(|(word, _)| word == text);
        if found.is_none() {
            let help = format!("write {}", self.wanted(reader));
            let message = format!("`{path}` cannot be `{text}`");
            reader.report(rules::UNKNOWN_VALUE, span, message).help(help);
        }
        found.map(|&(_, value)| value)
    }

    fn wanted(&self, _: &FileReader<'_>) -> String {
        let words: Vec<_> = self.0.iter().map(|(word, _)| word).collect();
        format!("one of {}", quoted(&words))
    }

    fn describe(&self, _: &Taxonomy) -> Json {
        let words: Vec<_> = self.0.iter().map(|(word, _)| word).collect();
        json!({ "type": "string", "enum": words })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kebab_is_lower_case_words_and_single_hyphens() {
        for good in ["a", "rise", "phd-candidates", "2020-x"] {
            assert!(is_kebab(good), "{good}");
        }
        for bad in ["", "-", "a-", "-a", "a--b", "A", "a_b", "é", "a b", "../a", "a.b"] {
            assert!(!is_kebab(bad), "{bad}");
        }
    }

    #[test]
    fn what_is_suggested_is_kebab() {
        assert_eq!(to_kebab("PhD Candidates_2"), Some("phd-candidates-2".to_owned()));
        assert_eq!(to_kebab("…"), None);
    }
}

//! Ids, of files, terms and categories; and the few words of fields with fixed choices.

use any_ascii::any_ascii;
use serde_json::{Value as Json, json};

use super::strings::{Fault, StringType};
use crate::content::context::Context;
use crate::content::model::{Facet, Taxonomy, Term};
use crate::content::suggestion::{nearest, quoted};
use crate::diagnostic::rules;

/// Whether a text is lower-case kebab: `[a-z0-9]+(-[a-z0-9]+)*`.
pub fn is_kebab(text: &str) -> bool {
    text.split('-').all(|word| {
        !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    })
}

/// The nearest to a text that is lower-case kebab; none if nothing of it is left.
pub fn to_kebab(text: &str) -> Option<String> {
    let lower = any_ascii(text).to_lowercase();
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

#[derive(Clone, Copy)]
pub struct NewId;

impl StringType for NewId {
    type Value = String;

    fn parse(&self, text: &str, _: &Context<'_>) -> Result<String, Fault> {
        if is_kebab(text) {
            return Ok(text.to_owned());
        }
        let predicate = format!("is `{text}`, which is no id");
        let fault = Fault::of_key(rules::NOT_KEBAB, predicate, kebab_help(text));
        Err(match to_kebab(text) {
            Some(kebab) => fault.meant(kebab),
            None => fault,
        })
    }

    fn expected(&self) -> &'static str {
        "an id"
    }

    fn describe(&self, _: &Taxonomy) -> Json {
        json!({ "type": "string", "pattern": KEBAB_PATTERN })
    }
}

/// The id of a term of the taxonomy.
#[derive(Clone, Copy)]
pub struct TermId(pub Facet);

impl StringType for TermId {
    type Value = String;

    fn parse(&self, text: &str, context: &Context<'_>) -> Result<String, Fault> {
        let Some(vocabulary) = context.vocabulary else { return Ok(text.to_owned()) };
        let known = vocabulary.terms(self.0);
        if known.iter().any(|(known, _)| known == text) {
            return Ok(text.to_owned());
        }
        let message = format!("`{text}` is no id of `[{}]` in taxonomy.toml", self.0.name());
        let near = nearest(text, known.iter().map(|(id, _)| id.as_str()));
        let near = near.and_then(|near| known.iter().find(|(id, _)| id == near));
        Err(match near {
            Some((near, at)) => {
                Fault::new(rules::UNKNOWN_ID, message, format!("did you mean `{near}`?"))
                    .meant(near)
                    .related(vocabulary.location(at), format!("`{near}` is here"))
            }
            None => {
                let help = format!("write {}; or add it there", self.choices(context));
                Fault::new(rules::UNKNOWN_ID, message, help)
            }
        })
    }

    fn expected(&self) -> &'static str {
        "an id of taxonomy.toml"
    }

    fn choices(&self, context: &Context<'_>) -> String {
        let Some(vocabulary) = context.vocabulary else { return self.expected().to_owned() };
        let ids: Vec<_> = vocabulary.terms(self.0).iter().map(|(id, _)| id).collect();
        format!("one of {}", quoted(&ids))
    }

    /// An `enum`, since taplo and tombi say of a `oneOf` only that none of it fits; so the labels
    /// are a list in the description, which both show, and beside the words for taplo, which
    /// completes with them.
    fn describe(&self, taxonomy: &Taxonomy) -> Json {
        let terms = self.0.terms(taxonomy);
        if terms.is_empty() {
            return json!({ "type": "string", "pattern": KEBAB_PATTERN });
        }
        let (ids, labels): (Vec<_>, Vec<_>) =
            terms.iter().map(|term| (term.id.as_str(), label(term))).unzip();
        let list: Vec<_> =
            ids.iter().zip(&labels).map(|(id, label)| format!("- `{id}`: {label}")).collect();
        json!({
            "type": "string",
            "enum": ids,
            "description": list.join("\n"),
            "x-taplo": { "docs": { "enumValues": labels } },
        })
    }
}

/// A term as a visitor reads it, in every language.
fn label(term: &Term) -> String {
    let mut labels: Vec<_> = term.label.values().map(String::as_str).collect();
    labels.dedup();
    labels.join(" / ")
}

/// One of a few words.
#[derive(Clone, Copy)]
pub struct OneOf<T: 'static>(pub &'static [(&'static str, T)]);

impl<T> OneOf<T> {
    fn words(&self) -> Vec<&'static str> {
        self.0.iter().map(|(word, _)| *word).collect()
    }
}

impl<T: Copy> StringType for OneOf<T> {
    type Value = T;

    fn parse(&self, text: &str, context: &Context<'_>) -> Result<T, Fault> {
        let found = self.0.iter().find(|(word, _)| *word == text);
        found.map(|&(_, value)| value).ok_or_else(|| {
            let help = format!("write {}", self.choices(context));
            Fault::of_key(rules::UNKNOWN_VALUE, format!("cannot be `{text}`"), help)
        })
    }

    fn expected(&self) -> &'static str {
        "a word"
    }

    fn choices(&self, _: &Context<'_>) -> String {
        format!("one of {}", quoted(&self.words()))
    }

    fn describe(&self, _: &Taxonomy) -> Json {
        json!({ "type": "string", "enum": self.words() })
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
        for (text, kebab) in [("café", "cafe"), ("cafe\u{301}", "cafe"), ("Straße", "strasse")] {
            assert_eq!(to_kebab(text), Some(kebab.to_owned()), "{text}");
        }
        assert_eq!(to_kebab("?!"), None);
    }
}

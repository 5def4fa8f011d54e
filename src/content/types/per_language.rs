//! Values that exist once per language, or are the same in both.

use std::ops::Range;

use serde_json::{Value as Json, json};
use toml::de::{DeTable, DeValue};

use crate::content::model::Taxonomy;
use crate::content::reader::{FieldType, FileReader, Text, Value};
use crate::content::types::strings::{Role, StringType, TO_WRITE, read_string};
use crate::content::types::values::header;
use crate::diagnostic::rules;
use crate::language::{Language, Localized, PerLanguage};

/// One string for both languages, or `{ nl = "…", en = "…" }`.
pub struct PerLanguageField<L>(pub L);

impl<L: StringType> FieldType for PerLanguageField<L> {
    type Value = Localized<L::Value>;

    fn read<'a>(&self, value: Value<'a>, reader: &mut FileReader<'a>) -> Option<Self::Value> {
        let Value { data, span, path } = value;
        match data {
            DeValue::Table(values) => self.read_languages(values, &span, path, reader),
            DeValue::String(_) => {
                if L::ROLE == Role::Prose {
                    report_shared(&span, &path, reader);
                }
                let shared = InLanguage(&self.0, None);
                shared
                    .read(Value { data, span, path }, reader)
                    .map(|text| Localized::Shared(text, None))
            }
            data => {
                let expected = format!("{}, or one per language", L::EXPECTED);
                let value = Value { data, span, path };
                reader.wrong_type(&value, &expected, "{ nl = \"…\", en = \"…\" }");
                None
            }
        }
    }

    fn describe(&self, taxonomy: &Taxonomy) -> Json {
        let leaf = self.0.describe(taxonomy);
        json!({
            "anyOf": [
                leaf,
                {
                    "type": "object",
                    "properties": { "nl": leaf, "en": leaf },
                    "minProperties": 1,
                    "additionalProperties": false,
                },
            ],
        })
    }

    fn snippet(&self, path: &str, key: &str) -> Vec<String> {
        match L::ROLE {
            Role::Prose => {
                let line = |language| format!("{language} = {}", L::EXAMPLE);
                let languages = Language::ALL.into_iter().map(line);
                std::iter::once(format!("[{}]", header(path, key))).chain(languages).collect()
            }
            Role::Name | Role::Datum => vec![format!("{key} = {}", L::EXAMPLE)],
        }
    }
}

impl<L: StringType> PerLanguageField<L> {
    fn read_languages<'a>(
        &self,
        values: DeTable<'a>,
        span: &Range<usize>,
        path: String,
        reader: &mut FileReader<'a>,
    ) -> Option<Localized<L::Value>> {
        let texts_before = reader.texts.len();
        let PerLanguage { nl: (nl, has_nl), en: (en, has_en) } =
            reader.table(values, span.clone(), path.clone(), |table| {
                Some(PerLanguage::from_fn(|language| {
                    let leaf = InLanguage(&self.0, Some(language));
                    let value = table.optional(language.code(), "", leaf);
                    (value, table.span_of(language.code()).is_some())
                }))
            })?;
        match (has_nl, has_en) {
            (true, true) => {
                if L::ROLE == Role::Prose {
                    report_same(texts_before, reader);
                }
                Some(Localized::Both(PerLanguage { nl: nl?, en: en? }))
            }
            (true, false) => {
                report_missing(Language::En, span, &path, reader);
                Some(Localized::Only(Language::Nl, nl?))
            }
            (false, true) => {
                report_missing(Language::Nl, span, &path, reader);
                Some(Localized::Only(Language::En, en?))
            }
            (false, false) => {
                reader
                    .report(rules::EMPTY_TEXT, span, format!("`{path}` says nothing"))
                    .help("write the lines `nl = \"…\"` and `en = \"…\"`");
                None
            }
        }
    }
}

/// A string for one language, or for both; noted as a text if a visitor reads it.
struct InLanguage<'l, L>(&'l L, Option<Language>);

impl<L: StringType> FieldType for InLanguage<'_, L> {
    type Value = L::Value;

    fn read<'a>(&self, value: Value<'a>, reader: &mut FileReader<'a>) -> Option<Self::Value> {
        let Self(leaf, language) = self;
        if L::ROLE != Role::Datum
            && let DeValue::String(text) = &value.data
        {
            let path = match language {
                Some(language) => {
                    value.path.trim_end_matches(language.code()).trim_end_matches('.')
                }
                None => &value.path,
            };
            reader.texts.push(Text {
                path: path.to_owned(),
                language: *language,
                value: text.clone(),
                span: value.span.clone(),
            });
        }
        read_string(*leaf, value, reader)
    }

    fn describe(&self, taxonomy: &Taxonomy) -> Json {
        self.0.describe(taxonomy)
    }

    fn snippet(&self, path: &str, key: &str) -> Vec<String> {
        self.0.snippet(path, key)
    }
}

/// Ensures that sentences are not one text for readers of both languages.
fn report_shared(span: &Range<usize>, path: &str, reader: &mut FileReader<'_>) {
    reader
        .report(
            rules::SAME_IN_BOTH_LANGUAGES,
            span,
            format!("`{path}` is one text for both languages"),
        )
        .help(format!("write `[{}]` with a line each for `nl` and `en`", header("", path)));
}

/// Ensures that a translation was not left as a copy of its original.
fn report_same(texts_before: usize, reader: &mut FileReader<'_>) {
    let [nl, en] = &reader.texts[texts_before..] else { return };
    if nl.value.trim() != en.value.trim() || nl.value.trim() == TO_WRITE {
        return;
    }
    let (nl, en, path) = (nl.span.clone(), en.span.clone(), en.path.clone());
    let message = format!("`{path}` is the same text in both languages");
    reader
        .report_both(rules::SAME_IN_BOTH_LANGUAGES, &en, message, (&nl, "the same text in Dutch"))
        .help("translate it, or leave out the language that is still to be translated");
}

/// Ensures that a text is there in both languages.
fn report_missing(
    language: Language,
    span: &Range<usize>,
    path: &str,
    reader: &mut FileReader<'_>,
) {
    let (name, other) = match language {
        Language::Nl => ("Dutch", "English"),
        Language::En => ("English", "Dutch"),
    };
    reader
        .report(rules::MISSING_LANGUAGE, span, format!("`{path}` is not in {name}"))
        .help(format!("add `{language} = \"…\"`; until then {name} readers see the {other} one"));
}

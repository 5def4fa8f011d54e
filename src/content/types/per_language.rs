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
        let languages: serde_json::Map<_, _> = Language::ALL
            .map(|language| (language.code().to_owned(), leaf.clone()))
            .into_iter()
            .collect();
        json!({
            "anyOf": [
                leaf,
                {
                    "type": "object",
                    "properties": languages,
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
        let read = reader.table(values, span.clone(), path.clone(), |table| {
            Some(PerLanguage::from_fn(|language| {
                let leaf = InLanguage(&self.0, Some(language));
                let value = table.optional(language.code(), "", leaf);
                (value, table.span_of(language.code()).is_some())
            }))
        })?;
        let is_there = |language: &Language| read.get(*language).1;
        if !Language::ALL.iter().any(is_there) {
            let lines = Language::ALL.map(|it| format!("`{it} = \"…\"`")).join(" and ");
            reader
                .report(rules::EMPTY_TEXT, span, format!("`{path}` says nothing"))
                .help(format!("write the lines {lines}"));
            return None;
        }
        for language in Language::ALL.into_iter().filter(|language| !is_there(language)) {
            let shown = language.preferences().find(is_there).unwrap_or(language);
            report_missing(language, shown, span, &path, reader);
        }
        if L::ROLE == Role::Prose {
            report_same(texts_before, reader);
        }
        // What is there and is wrong was reported; the rest says too little without it.
        let mut is_whole = true;
        let values = read.map(|(value, is_there)| {
            is_whole &= value.is_some() || !is_there;
            value
        });
        Localized::written(values).filter(|_| is_whole)
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
        .help(format!("write `[{}]` with a line each for {}", header("", path), codes()));
}

/// The languages as a help text lists them.
fn codes() -> String {
    Language::ALL.map(|language| format!("`{language}`")).join(" and ")
}

/// Ensures that a translation was not left as a copy of its original.
fn report_same(texts_before: usize, reader: &mut FileReader<'_>) {
    let texts = &reader.texts[texts_before..];
    let same = texts.iter().enumerate().find_map(|(index, text)| {
        let words = text.value.trim();
        let original = texts[..index].iter().find(|it| it.value.trim() == words)?;
        (words != TO_WRITE).then_some((original, text))
    });
    let Some((original, copy)) = same else { return };
    let language = original.language.map_or("", Language::english_name);
    let second = format!("the same text in {language}");
    let message = format!("`{}` is the same text in both languages", copy.path);
    let (first, at) = (original.span.clone(), copy.span.clone());
    reader
        .report_both(rules::SAME_IN_BOTH_LANGUAGES, &at, message, (&first, &second))
        .help("translate it, or leave out the language that is still to be translated");
}

/// Ensures that a text is there in every language.
fn report_missing(
    language: Language,
    shown: Language,
    span: &Range<usize>,
    path: &str,
    reader: &mut FileReader<'_>,
) {
    let (name, shown) = (language.english_name(), shown.english_name());
    reader
        .report(rules::MISSING_LANGUAGE, span, format!("`{path}` is not in {name}"))
        .help(format!("add `{language} = \"…\"`; until then {name} readers see the {shown} one"));
}

//! Values that exist once per language, or are the same in all.

use std::ops::Range;

use serde_json::{Map, Value as Json, json};
use toml::de::{DeTable, DeValue};

use super::strings::{StringType, TO_WRITE};
use super::values::header;
use crate::content::model::Taxonomy;
use crate::content::reader::{FieldType, FileReader, Value};
use crate::diagnostic::rules;
use crate::language::{Language, Localized, PerLanguage};

/// One string for both languages, or `{ nl = "…", en = "…" }`.
pub struct PerLanguageField<S>(pub S);

impl<S: StringType> FieldType for PerLanguageField<S> {
    type Value = Localized<S::Value>;

    fn read<'a>(&self, value: Value<'a>, reader: &mut FileReader<'a>) -> Option<Self::Value> {
        let Value { data, span, path } = value;
        match data {
            DeValue::Table(values) => self.read_languages(values, &span, path, reader),
            DeValue::String(_) => {
                if S::ROLE.is_sentences() {
                    report_shared(&span, &path, reader);
                }
                let text = self.0.read(Value { data, span, path }, reader);
                text.map(|text| Localized::Shared(text, None))
            }
            data => {
                let expected = format!("{}, or one per language", self.0.expected());
                let value = Value { data, span, path };
                reader.wrong_type(&value, &expected, "{ nl = \"…\", en = \"…\" }");
                None
            }
        }
    }

    fn describe(&self, taxonomy: &Taxonomy) -> Json {
        let string = self.0.describe(taxonomy);
        let per_language = Language::ALL.map(|it| (it.code().to_owned(), string.clone()));
        json!({
            "anyOf": [
                string,
                {
                    "type": "object",
                    "properties": Map::from_iter(per_language),
                    "minProperties": 1,
                    "additionalProperties": false,
                },
            ],
        })
    }

    fn snippet(&self, path: &str, key: &str) -> Vec<String> {
        if !S::ROLE.is_sentences() {
            return vec![format!("{key} = {}", S::EXAMPLE)];
        }
        let lines = Language::ALL.map(|language| format!("{language} = {}", S::EXAMPLE));
        std::iter::once(format!("[{}]", header(path, key))).chain(lines).collect()
    }
}

impl<S: StringType> PerLanguageField<S> {
    fn read_languages<'a>(
        &self,
        values: DeTable<'a>,
        span: &Range<usize>,
        path: String,
        reader: &mut FileReader<'a>,
    ) -> Option<Localized<S::Value>> {
        let texts_before = reader.texts.len();
        let read = reader.table(values, span.clone(), path.clone(), |table| {
            Some(PerLanguage::from_fn(|language| {
                let value = table.optional(language.code(), "", In(&self.0, language));
                (value, table.span_of(language.code()).is_some())
            }))
        })?;
        let is_there = |language: &Language| read.get(*language).1;
        if !Language::ALL.iter().any(is_there) {
            if reader.has_unknown_key(&path) {
                return None;
            }
            let lines = Language::ALL.map(|it| format!("`{it} = \"…\"`")).join(" and ");
            let message = format!("`{path}` says nothing");
            reader.report(rules::EMPTY_TEXT, span, message, format!("write the lines {lines}"));
            return None;
        }
        // It may be the one with a wrong name.
        let is_missing =
            |language: &Language| !is_there(language) && !reader.has_unknown_key(&path);
        let missing: Vec<_> = Language::ALL.into_iter().filter(is_missing).collect();
        for language in missing {
            let shown = language.preferences().find(is_there).unwrap_or(language);
            report_missing(language, shown, span, &path, reader);
        }
        if S::ROLE.is_sentences() {
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

/// A string in one language.
struct In<'s, S>(&'s S, Language);

impl<S: StringType> FieldType for In<'_, S> {
    type Value = S::Value;

    fn read<'a>(&self, value: Value<'a>, reader: &mut FileReader<'a>) -> Option<Self::Value> {
        reader.language = Some(self.1);
        let read = self.0.read(value, reader);
        reader.language = None;
        read
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
    let message = format!("`{path}` is one text for both languages");
    let codes = Language::ALL.map(|language| format!("`{language}`")).join(" and ");
    let help = format!("write `[{}]` with a line each for {codes}", header("", path));
    reader.report(rules::SAME_IN_BOTH_LANGUAGES, span, message, help);
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
    let help = "translate it, or leave out the language that is still to be translated";
    let (first, at) = (original.span.clone(), copy.span.clone());
    reader.report_both(rules::SAME_IN_BOTH_LANGUAGES, &at, message, help, (&first, &second));
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
    let message = format!("`{path}` is not in {name}");
    let help = format!("add `{language} = \"…\"`; until then {name} readers see the {shown} one");
    reader.report(rules::MISSING_LANGUAGE, span, message, help);
}

//! Reads a TOML tree key by key, and reports everything that is wrong on the way.
//!
//! What a file may contain is said once, by a function over [`TableReader`] that asks for each key
//! with its meaning and its [`FieldType`]. Over a file, that function reads and checks; over
//! nothing, it describes the format, from which the JSON Schemas and templates are made.

use std::ops::Range;

use serde_json::Value as Json;
use toml::de::{DeTable, DeValue};

use super::context::Context;
pub use super::file_read::FileRead;
use super::key::add;
pub use super::key::{Key, object_schema};
use super::meant;
use super::model::Taxonomy;
use super::suggestion::{nearest, quoted};
use super::syntax;
pub use super::text::{Role, Text};
use crate::diagnostic::rules::{self, Rule};
use crate::diagnostic::{Finding, Location, Source, stem};
use crate::language::Language;

/// How many findings of a file are reported: nobody repairs more in one go.
const FINDINGS_MAX: usize = 100;

/// What a value of a key looks like, and what it becomes.
pub trait FieldType {
    type Value;

    /// `None` only if a finding of severity error says why.
    fn read<'a>(&self, value: Value<'a>, reader: &mut FileReader<'a>) -> Option<Self::Value>;

    /// Its JSON Schema.
    fn describe(&self, taxonomy: &Taxonomy) -> Json;

    /// The lines that add it to the table at `path`: `as_of = 2026-01-31`, or a `[table]` and what
    /// stands below it.
    fn snippet(&self, path: &str, key: &str) -> Vec<String>;
}

/// A value in a file.
pub struct Value<'a> {
    pub data: DeValue<'a>,
    /// Where it stands; of a `[table]` only the header.
    pub span: Range<usize>,
    /// The keys that lead to it: `category[0].name`.
    pub path: String,
}

/// What a kind of table contains.
pub type Format<T> = fn(&mut TableReader<'_, '_>) -> Option<T>;

pub fn read<T>(source: &Source<'_>, context: Context<'_>, format: Format<T>) -> FileRead<T> {
    let mut rest = String::new();
    let parsed = syntax::parse(source, &mut rest, || keys(format, &Taxonomy::default()));
    let mut reader = FileReader {
        source,
        context,
        findings: Vec::new(),
        texts: Vec::new(),
        absent: Vec::new(),
        language: None,
        unknown_keys: Vec::new(),
    };
    let value = reader.table(parsed.tree, 0..0, String::new(), format);
    let broken_lines = parsed.broken_lines;
    let FileReader { findings, texts, absent, .. } = reader;
    let mut read = FileRead { value, findings: parsed.findings, texts, absent, broken_lines };
    read.add(findings);
    read
}

/// The keys of a format, in the order in which they are asked for.
pub fn keys<T>(format: Format<T>, taxonomy: &Taxonomy) -> Vec<Key> {
    let mode = Mode::Describe { taxonomy, keys: Vec::new() };
    let mut table = TableReader {
        path: String::new(),
        span: 0..0,
        requested: Vec::new(),
        needless: Vec::new(),
        mode,
    };
    format(&mut table);
    match table.mode {
        Mode::Describe { keys, .. } => keys,
        Mode::Read { .. } => Vec::new(),
    }
}

/// The reading of one file, while it lasts.
pub struct FileReader<'a> {
    source: &'a Source<'a>,
    pub context: Context<'a>,
    findings: Vec<Finding>,
    pub texts: Vec<Text>,
    absent: Vec<&'static str>,
    /// The language of the strings being read; none where they are for both.
    pub language: Option<Language>,
    unknown_keys: Vec<UnknownKey>,
}

struct UnknownKey {
    key: String,
    span: Range<usize>,
    path: String,
    near: Option<&'static str>,
    requested: Vec<&'static str>,
}

impl<'a> FileReader<'a> {
    pub fn report(
        &mut self,
        rule: Rule,
        span: &Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(rule, span, message.into(), help.into(), None);
    }

    /// Reports what stands in two places.
    pub fn report_both(
        &mut self,
        rule: Rule,
        span: &Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
        (first, label): (&Range<usize>, &str),
    ) {
        let first = self.source.location(first);
        self.push(rule, span, message.into(), help.into(), Some((first, label.to_owned())));
    }

    pub fn push(
        &mut self,
        rule: Rule,
        span: &Range<usize>,
        message: String,
        help: String,
        related: Option<(Location, String)>,
    ) -> Option<&mut Finding> {
        // Working out a place takes time by the length of its line.
        if self.findings.len() >= FINDINGS_MAX {
            return None;
        }
        let finding = Finding::new(rule, self.source.location(span), message).help(help);
        self.findings.push(Finding { related, ..finding });
        self.findings.last_mut()
    }

    /// Reports what is mended by one text, which stands in the place of what is wrong.
    pub fn report_meant(&mut self, rule: Rule, span: &Range<usize>, message: String, meant: &str) {
        self.push_meant(rule, span, message, format!("write `{meant}`"), Some(meant));
    }

    pub fn push_meant(
        &mut self,
        rule: Rule,
        span: &Range<usize>,
        message: String,
        help: String,
        meant: Option<&str>,
    ) {
        let finding = self.push(rule, span, message, help, None);
        if let Some((finding, meant)) = finding.zip(meant) {
            *finding = finding.clone().replace_by(meant);
        }
    }

    /// Whether a table has a key that is none of its own: it may be the one that is missing.
    pub fn has_unknown_key(&self, path: &str) -> bool {
        self.unknown_keys.iter().any(|unknown| unknown.path == path)
    }

    pub fn wrong_type(&mut self, value: &Value<'_>, expected: &str, example: &str) {
        let (found, meant) = meant::of_type(&value.data, self.raw(&value.span), example);
        let message = format!("`{}` must be {expected}, and is {found}", value.path);
        match meant {
            Some(meant) => self.report_meant(rules::WRONG_TYPE, &value.span, message, &meant),
            None => {
                let help = format!("write it like `{example}`");
                self.report(rules::WRONG_TYPE, &value.span, message, help);
            }
        }
    }

    /// Notes a text for visitors.
    pub fn note_text(&mut self, value: &Value<'a>, role: Role) {
        let DeValue::String(text) = &value.data else { return };
        let language = self.language;
        let suffix = language.map(|language| format!(".{language}")).unwrap_or_default();
        let path = value.path.strip_suffix(&suffix).unwrap_or(&value.path).to_owned();
        let (value, span) = (text.clone().into_owned(), value.span.clone());
        self.texts.push(Text { path, language, value, role, span });
    }

    /// The text of the file at a span.
    pub fn raw(&self, span: &Range<usize>) -> &'a str {
        self.source.text.get(span.clone()).unwrap_or_default()
    }

    pub fn table<T>(
        &mut self,
        values: DeTable<'a>,
        span: Range<usize>,
        path: String,
        format: impl FnOnce(&mut TableReader<'_, 'a>) -> Option<T>,
    ) -> Option<T> {
        let mode = Mode::Read { reader: self, values, missing: Vec::new() };
        let mut table =
            TableReader { path, span, requested: Vec::new(), needless: Vec::new(), mode };
        let value = format(&mut table);
        table.report_missing_and_unknown();
        value
    }

    /// Reports the keys that nobody asked for, once all that could be asked for is known.
    fn report_unknown_keys(&mut self, of_file: &[&str]) {
        for UnknownKey { key, span, path, near, requested } in
            std::mem::take(&mut self.unknown_keys)
        {
            let below = if path.is_empty() { String::new() } else { format!(" in `{path}`") };
            let help = if !path.is_empty() && of_file.contains(&key.as_str()) {
                format!("`{key}` belongs to the file as a whole: move it above the first `[table]`")
            } else if let Some(near) = near {
                format!("did you mean `{near}`?")
            } else {
                format!("the keys here are {}", quoted(&requested))
            };
            let message = format!("unknown key `{key}`{below}");
            self.push_meant(rules::UNKNOWN_KEY, &span, message, help, near);
        }
    }
}

/// A table, while its keys are asked for.
pub struct TableReader<'r, 'a> {
    path: String,
    span: Range<usize>,
    requested: Vec<(&'static str, Option<Range<usize>>)>,
    /// The optional keys that this file needs none of.
    needless: Vec<&'static str>,
    mode: Mode<'r, 'a>,
}

enum Mode<'r, 'a> {
    Read {
        reader: &'r mut FileReader<'a>,
        values: DeTable<'a>,
        missing: Vec<(&'static str, Vec<String>)>,
    },
    Describe {
        taxonomy: &'r Taxonomy,
        keys: Vec<Key>,
    },
}

impl<'a> TableReader<'_, 'a> {
    /// The value of a key that must be there.
    pub fn required<S: FieldType>(
        &mut self,
        key: &'static str,
        meaning: &str,
        field_type: S,
    ) -> Option<S::Value> {
        let value = self.take(key, meaning, true, &field_type);
        let is_there = self.span_of(key).is_some();
        if let Mode::Read { missing, .. } = &mut self.mode
            && !is_there
        {
            missing.push((key, field_type.snippet(&self.path, key)));
        }
        value
    }

    /// The value of a key that may be left out.
    pub fn optional<S: FieldType>(
        &mut self,
        key: &'static str,
        meaning: &str,
        field_type: S,
    ) -> Option<S::Value> {
        self.take(key, meaning, false, &field_type)
    }

    fn take<S: FieldType>(
        &mut self,
        key: &'static str,
        meaning: &str,
        is_required: bool,
        field_type: &S,
    ) -> Option<S::Value> {
        match &mut self.mode {
            Mode::Read { reader, values, .. } => {
                let value = values.remove(key);
                self.requested.push((key, value.as_ref().map(|value| value.span())));
                let value = value?;
                let path =
                    if self.path.is_empty() { key.into() } else { format!("{}.{key}", self.path) };
                let span = value.span();
                field_type.read(Value { data: value.into_inner(), span, path }, reader)
            }
            Mode::Describe { taxonomy, keys } => {
                keys.push(Key {
                    name: key,
                    meaning: meaning.to_owned(),
                    is_required,
                    lines: field_type.snippet(&self.path, key),
                    schema: field_type.describe(taxonomy),
                });
                None
            }
        }
    }

    /// Where the value of a key that was asked for stands.
    pub fn span_of(&self, key: &str) -> Option<Range<usize>> {
        self.requested.iter().find(|(name, _)| *name == key).and_then(|(_, span)| span.clone())
    }

    /// Where the table begins: its header.
    pub const fn span(&self) -> &Range<usize> {
        &self.span
    }

    /// For checks that concern several keys; none when the format is described.
    pub fn reader(&mut self) -> Option<&mut FileReader<'a>> {
        match &mut self.mode {
            Mode::Read { reader, .. } => Some(reader),
            Mode::Describe { .. } => None,
        }
    }

    /// The file, relative to the site's folder.
    pub fn file(&self) -> &str {
        match &self.mode {
            Mode::Read { reader, .. } => reader.source.file,
            Mode::Describe { .. } => "",
        }
    }

    /// The file's name without folder and `.toml`.
    pub fn stem(&self) -> &str {
        stem(self.file())
    }

    /// Says that nothing is missing where this optional key is.
    pub fn needs_no(&mut self, key: &'static str) {
        self.needless.push(key);
    }

    /// A misspelt key is missing and unknown, and reported only as unknown.
    fn report_missing_and_unknown(self) {
        let Self { path, span, requested, needless, mode } = self;
        let Mode::Read { reader, values, mut missing } = mode else { return };
        if path.is_empty() {
            let absent = requested.iter().filter(|(_, span)| span.is_none()).map(|(key, _)| *key);
            let is_required = |key: &&str| missing.iter().any(|(required, _)| required == key);
            reader.absent =
                absent.filter(|key| !is_required(key) && !needless.contains(key)).collect();
        }
        // What is there already is not what another key is meant as.
        let free: Vec<_> = requested.iter().filter(|it| it.1.is_none()).map(|it| it.0).collect();
        let requested: Vec<_> = requested.into_iter().map(|(key, _)| key).collect();
        for key in values.keys() {
            let name = key.get_ref().clone().into_owned();
            let near = nearest(&name, free.iter().copied());
            missing.retain(|(key, _)| Some(*key) != near);
            let (span, path, requested) = (key.span(), path.clone(), requested.clone());
            reader.unknown_keys.push(UnknownKey { key: name, span, path, near, requested });
        }
        let is_root = path.is_empty();
        for (key, snippet) in missing {
            if is_root && reader.unknown_keys.iter().any(|unknown| unknown.key == key) {
                continue;
            }
            let below = if is_root { String::new() } else { format!(" in `{path}`") };
            let help = add(&snippet, is_root);
            reader.report(rules::MISSING_KEY, &span, format!("`{key}` is missing{below}"), help);
        }
        if is_root {
            reader.report_unknown_keys(&requested);
        }
    }
}

//! Reads a TOML tree key by key, and notes everything that is wrong on the way.
//!
//! What a file may contain is said once, by a function over [`TableReader`] that asks for each key
//! with its meaning and its [`FieldType`]. Over a file, that function reads and checks; over
//! nothing, it describes the format, from which the JSON Schemas are made.

use std::borrow::Cow;
use std::ops::Range;

use jiff::civil::Date;
use serde_json::Value as Json;
use toml::de::{DeTable, DeValue};

use super::files::SiteFiles;
use super::formats::taxonomy::Vocabulary;
use super::model::Taxonomy;
use super::suggestion::nearest;
use super::syntax;
use crate::diagnostic::Finding;
use crate::diagnostic::rules::{self, Rule};
use crate::diagnostic::{Source, stem};
use crate::language::Language;

/// What a value of a key looks like, and what it becomes.
pub trait FieldType {
    /// What it becomes.
    type Value;

    /// Reads a value. `None` only if a finding of severity error says why.
    fn read<'a>(&self, value: Value<'a>, reader: &mut FileReader<'a>) -> Option<Self::Value>;

    /// Describes it as a JSON Schema.
    fn describe(&self, taxonomy: &Taxonomy) -> Json;

    /// The lines that an editor types to add it to the table at `path`: `as_of = 2026-01-31`, or
    /// a `[table]` and what stands below it.
    fn snippet(&self, path: &str, key: &str) -> Vec<String>;
}

/// A value in a file.
pub struct Value<'a> {
    /// The value.
    pub data: DeValue<'a>,
    /// Where it stands; of a `[table]` only the header.
    pub span: Range<usize>,
    /// The keys that lead to it: `category[0].name`.
    pub path: String,
}

/// What reading depends on besides the file itself.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The day of reading.
    pub today: Date,
    /// The ids there are, if `taxonomy.toml` could be read.
    pub vocabulary: Option<&'a Vocabulary<'a>>,
    /// The files among which a script must be, unless it may be gone.
    pub files: Option<&'a SiteFiles>,
}

/// A text for visitors, as it stands in a file.
pub struct Text<'a> {
    /// The keys that lead to it, without its language.
    pub path: String,
    /// The language it is written for; none if for both.
    pub language: Option<Language>,
    /// The text.
    pub value: Cow<'a, str>,
    /// Where it stands.
    pub span: Range<usize>,
}

/// What a file turned out to be.
pub struct Read<'a, T> {
    /// What it says. `None` only if there is a finding of severity error.
    pub value: Option<T>,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
    /// Its texts for visitors.
    pub texts: Vec<Text<'a>>,
}

/// What a kind of table contains.
pub type Format<T> = fn(&mut TableReader<'_, '_>) -> Option<T>;

/// Reads a file.
pub fn read<'a, T>(source: &'a Source<'a>, context: Context<'a>, format: Format<T>) -> Read<'a, T> {
    let parsed = syntax::parse(source);
    let mut reader = FileReader {
        source,
        context,
        findings: Vec::new(),
        texts: Vec::new(),
        unknown_keys: Vec::new(),
    };
    let value = reader.table(parsed.tree, 0..0, String::new(), format);
    if !parsed.broken_lines.is_empty() {
        let broken = parsed.broken_lines;
        reader.findings.retain(|finding| is_certain(finding, &broken));
    }
    let mut findings = parsed.findings;
    findings.extend(reader.findings);
    Read { value, findings, texts: reader.texts }
}

/// Whether a finding holds although lines of its file could not be read: it is not on one of
/// them, and does not say that something is missing, which may stand there.
fn is_certain(finding: &Finding, broken: &[Range<usize>]) -> bool {
    let span = &finding.location.span;
    let says_missing = [rules::MISSING_KEY.code, rules::MISSING_LANGUAGE.code];
    !says_missing.contains(&finding.code)
        && !broken.iter().any(|lines| span.start < lines.end && lines.start <= span.end)
}

/// A key of a format, described.
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What its value says.
    pub meaning: String,
    /// Whether it must be there.
    pub is_required: bool,
    /// The lines that an editor types to add it.
    pub lines: Vec<String>,
    /// Its value as a JSON Schema.
    pub schema: Json,
}

impl Key {
    /// Whether it is a `[table]`, which must stand behind all that is none.
    pub fn is_table(&self) -> bool {
        self.lines.first().is_some_and(|line| line.starts_with('['))
    }
}

/// The keys of a format, in the order in which they are asked for.
pub fn keys<T>(format: Format<T>, taxonomy: &Taxonomy) -> Vec<Key> {
    let mode = Mode::Describe { taxonomy, keys: Vec::new() };
    let mut table = TableReader { path: String::new(), span: 0..0, requested: Vec::new(), mode };
    format(&mut table);
    match table.mode {
        Mode::Describe { keys, .. } => keys,
        Mode::Read { .. } => Vec::new(),
    }
}

/// The reading of one file, while it lasts.
pub struct FileReader<'a> {
    source: &'a Source<'a>,
    /// What it depends on.
    pub context: Context<'a>,
    findings: Vec<Finding>,
    /// The texts read so far.
    pub texts: Vec<Text<'a>>,
    unknown_keys: Vec<UnknownKey>,
}

/// A key that nobody asked for.
struct UnknownKey {
    key: String,
    span: Range<usize>,
    path: String,
    near: Option<&'static str>,
    requested: Vec<&'static str>,
}

impl<'a> FileReader<'a> {
    /// Notes that a rule is broken.
    pub fn report(
        &mut self,
        rule: Rule,
        span: &Range<usize>,
        message: impl Into<String>,
    ) -> &mut Finding {
        let finding = Finding::new(rule, self.source.location(span), message);
        self.findings.push_mut(finding)
    }

    /// Notes that a rule is broken by what stands in two places.
    pub fn report_both(
        &mut self,
        rule: Rule,
        span: &Range<usize>,
        message: impl Into<String>,
        (first, label): (&Range<usize>, &str),
    ) -> &mut Finding {
        let first = self.source.location(first);
        self.report(rule, span, message).related(first, label)
    }

    /// Notes that a value is of another type than its key's.
    pub fn wrong_type(&mut self, value: &Value<'_>, expected: &str, example: &str) {
        let found = match value.data {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a decimal number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(time) if time.time.is_some() => "a date with a time",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let message = format!("`{}` must be {expected}, and is {found}", value.path);
        self.report(rules::WRONG_TYPE, &value.span, message)
            .help(format!("write it like `{example}`"));
    }

    /// The text of the file at a span.
    pub fn raw(&self, span: &Range<usize>) -> &'a str {
        self.source.text.get(span.clone()).unwrap_or_default()
    }

    /// Reads a table.
    pub fn table<T>(
        &mut self,
        values: DeTable<'a>,
        span: Range<usize>,
        path: String,
        format: impl FnOnce(&mut TableReader<'_, 'a>) -> Option<T>,
    ) -> Option<T> {
        let mode = Mode::Read { reader: self, values, missing: Vec::new() };
        let mut table = TableReader { path, span, requested: Vec::new(), mode };
        let value = format(&mut table);
        table.finish();
        value
    }

    /// Reports the keys that nobody asked for, once all that could be asked for is known.
    fn report_unknown_keys(&mut self, of_file: &[&str]) {
        for unknown in std::mem::take(&mut self.unknown_keys) {
            let UnknownKey { key, span, path, near, requested } = unknown;
            let below = if path.is_empty() { String::new() } else { format!(" in `{path}`") };
            let keys = || format!("the keys here are {}", quoted(&requested));
            let help = if !path.is_empty() && of_file.contains(&key.as_str()) {
                format!("`{key}` belongs to the file as a whole: move it above the first `[table]`")
            } else {
                near.map_or_else(keys, |near| format!("did you mean `{near}`?"))
            };
            self.report(rules::UNKNOWN_KEY, &span, format!("unknown key `{key}`{below}"))
                .help(help);
        }
    }
}

/// A table, while its keys are asked for.
pub struct TableReader<'r, 'a> {
    path: String,
    span: Range<usize>,
    requested: Vec<(&'static str, Option<Range<usize>>)>,
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
        self.requested
            .iter()
            .find(|(requested, _)| *requested == key)
            .and_then(|(_, span)| span.clone())
    }

    /// Where the table begins: its header.
    pub fn span(&self) -> &Range<usize> {
        &self.span
    }

    /// The reading, for checks that concern several keys; none when the format is described.
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

    /// Notes what is missing and what is too many. A misspelt key is both, and reported once.
    fn finish(self) {
        let Self { path, span, requested, mode: Mode::Read { reader, values, mut missing } } = self
        else {
            return;
        };
        let requested: Vec<_> = requested.into_iter().map(|(key, _)| key).collect();
        for key in values.keys() {
            let name = key.get_ref().clone().into_owned();
            let near = nearest(&name, requested.iter().copied());
            missing.retain(|(key, _)| Some(*key) != near);
            let (span, path) = (key.span(), path.clone());
            reader.unknown_keys.push(UnknownKey {
                key: name,
                span,
                path,
                near,
                requested: requested.clone(),
            });
        }
        let is_root = path.is_empty();
        for (key, snippet) in missing {
            if is_root && reader.unknown_keys.iter().any(|unknown| unknown.key == key) {
                continue;
            }
            let below = if is_root { String::new() } else { format!(" in `{path}`") };
            let help = match snippet.split_first() {
                Some((header, [])) if header.starts_with('[') => format!("add `{header}`"),
                Some((header, lines)) if header.starts_with('[') => {
                    format!("add `{header}`, and below it {}", quoted(lines))
                }
                _ if is_root => format!("add {} above the first `[table]`", quoted(&snippet)),
                _ => format!("add {}", quoted(&snippet)),
            };
            let message = format!("`{key}` is missing{below}");
            reader.report(rules::MISSING_KEY, &span, message).help(help);
        }
        if is_root {
            reader.report_unknown_keys(&requested);
        }
    }
}

/// Words as an editor reads a list of them.
pub fn quoted(words: &[impl AsRef<str>]) -> String {
    let words: Vec<_> = words.iter().map(|word| format!("`{}`", word.as_ref())).collect();
    words.join(", ")
}

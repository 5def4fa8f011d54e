//! A file's text as a TOML tree, and everything that is wrong with it as TOML.

use std::collections::HashSet;
use std::ops::Range;

use serde_json::Value as Json;
use toml::de::{DeTable, Error};

use super::characters::name_of;
use super::explanations::{EXPLANATIONS, UNKNOWN};
use super::key::Key;
use super::key_paths::KeyPaths;
use super::meant;
use super::syntax_lines::{self, broken_lines as broken_lines_of};
use super::toml_events::TomlEvents;
use crate::diagnostic::{Finding, Source, rules};
use crate::language::Language;

/// What a text is as TOML.
pub struct Parsed<'a> {
    /// The tree, as far as it could be made out. A value with a syntax error left a stand-in.
    pub tree: DeTable<'a>,
    /// Errors and warnings.
    pub findings: Vec<Finding>,
    /// The lines with syntax errors, where nothing in the tree is to be believed.
    pub broken_lines: Vec<Range<usize>>,
}

/// Reads a text; every syntax error of it is a finding. `rest` holds what is read where lines have
/// to be left out, and `keys` says what the file may contain.
pub fn parse<'a>(
    source: &Source<'a>,
    rest: &'a mut String,
    keys: impl FnOnce() -> Vec<Key>,
) -> Parsed<'a> {
    let (tree, errors) = DeTable::parse_recoverable(source.text);
    // Languages at the root lost their header.
    let has_language =
        || tree.get_ref().keys().any(|key| Language::from_code(key.get_ref()).is_some());
    if errors.is_empty() && !has_language() {
        return Parsed { tree: tree.into_inner(), findings: Vec::new(), broken_lines: Vec::new() };
    }
    let paths = KeyPaths::of(&keys());
    let (mut findings, mut broken_lines) = (Vec::new(), Vec::new());
    for broken in broken_lines_of(source, &paths) {
        findings.push(broken.finding);
        broken_lines.push(broken.lines);
    }
    let text = blank(source.text, &broken_lines);
    let (_, mut errors) = DeTable::parse_recoverable(&text);
    // The parser gives up at the first key without `=`: what follows is read without such lines.
    let stops = errors.iter().filter(|error| error.message().starts_with(NO_VALUE));
    let mut lines: Vec<_> =
        stops.filter_map(Error::span).map(|span| source.lines(&(span.start..span.start))).collect();
    lines.sort_by_key(|line| line.start);
    lines.dedup();
    *rest = blank(&text, &lines);
    let (tree, more) = DeTable::parse_recoverable(rest);
    let known: HashSet<_> = errors.iter().filter_map(Error::span).map(|span| span.start).collect();
    let is_new = |error: &Error| error.span().is_some_and(|span| !known.contains(&span.start));
    errors.extend(more.into_iter().filter(is_new));
    let report = Report { source, paths: &paths, events: TomlEvents::of(&text) };
    let (others, other_lines) = report.all(errors);
    findings.extend(others);
    broken_lines.extend(other_lines);
    Parsed { tree: tree.into_inner(), findings, broken_lines }
}

/// A text with some of its lines, given in order, filled with blanks, so that all else stays in
/// its place.
fn blank(text: &str, lines: &[Range<usize>]) -> String {
    let mut blanked = String::with_capacity(text.len());
    for line in lines {
        blanked.push_str(&text[blanked.len()..line.start]);
        let is_break = |byte: &u8| matches!(byte, b'\r' | b'\n');
        let blanks = text[line.clone()].bytes();
        blanked.extend(blanks.map(|byte| if is_break(&byte) { char::from(byte) } else { ' ' }));
    }
    let rest = &text[blanked.len()..];
    blanked + rest
}

/// What the parser's errors mean to an editor.
struct Report<'s, 'a> {
    source: &'s Source<'a>,
    paths: &'s KeyPaths,
    events: TomlEvents,
}

impl Report<'_, '_> {
    /// One finding for each line with an error: the first of a line causes the others.
    fn all(&self, errors: Vec<Error>) -> (Vec<Finding>, Vec<Range<usize>>) {
        let text = self.source.text;
        let length = text.len();
        let mut errors: Vec<(Range<usize>, String)> = errors
            .into_iter()
            .map(|error| (error.span().unwrap_or(length..length), error.message().to_owned()))
            .collect();
        if let Some(open) = &self.events.unclosed {
            // What follows an open bracket is misread to the end of the file.
            errors.retain(|(span, _)| span.start < open.start);
            errors.push((open.clone(), "unclosed bracket".to_owned()));
        }
        errors.sort_by_key(|(span, _)| (span.start, span.end));
        let mut findings = Vec::new();
        let mut broken_lines: Vec<Range<usize>> = Vec::new();
        let (mut line_end, mut table_end, mut stray_end) = (0, 0, None);
        for (span, message) in errors {
            let mut lines = self.source.lines(&span);
            let is_repeated = message == DUPLICATE_KEY;
            if line_end > lines.start || (is_repeated && table_end > lines.start) {
                continue;
            }
            line_end = lines.end;
            let is_header = text[lines.clone()].trim_start().starts_with('[');
            if is_header {
                // Without its header, what follows was taken for part of the table before.
                let next = text[lines.end..].find("\n[");
                table_end = next.map_or(length, |next| lines.end + next);
                lines.end = table_end;
            }
            let is_stray = message.starts_with(NO_VALUE);
            let goes_on = stray_end.is_some_and(|end| text[end..lines.start].trim().is_empty());
            if !(is_stray && goes_on) {
                findings.push(self.explain(span, &message));
            }
            stray_end = is_stray.then_some(lines.end);
            broken_lines.push(lines);
        }
        if let Some(open) = &self.events.unclosed {
            broken_lines.push(open.start..length);
        }
        (findings, broken_lines)
    }

    /// The finding for one of the parser's errors.
    fn explain(&self, mut span: Range<usize>, message: &str) -> Finding {
        let source = self.source;
        let is_no_key = ["invalid unquoted key", "unquoted keys", "invalid key", "keys cannot be"];
        if message.starts_with(NO_VALUE) || is_no_key.iter().any(|it| message.starts_with(it)) {
            return self.stray_line(&span);
        }
        let written = source.text.get(span.clone()).unwrap_or_default();
        if message == DUPLICATE_KEY {
            let header = self.paths.header(written).filter(|header| header.starts_with("[["));
            let line = source.lines(&span);
            let is_header = source.text[line.clone()].trim() == format!("[{written}]");
            if let Some(header) = header.filter(|_| is_header) {
                let says = format!("`[{written}]` is one of several");
                let location = source.location(&span);
                let line = source.location(&(line.start..line.end));
                return Finding::new(rules::DUPLICATE_KEY, location, says)
                    .help(format!("write `{header}`"))
                    .edits(vec![(line, format!("{header}\n"))]);
            }
            let says = format!("`{written}` is written twice");
            // A second `[summary]` may be meant as the `[description]` that is not there.
            let text = source.text;
            let is_free = |path: &&String| {
                !text.contains(&format!("[{path}")) && !text.contains(&format!("\n{path} ="))
            };
            let is_header = text[line.clone()].trim_start().starts_with('[');
            let free = self.paths.texts().find(is_free).filter(|_| is_header);
            let help = match free {
                Some(path) => format!("keep one of the two; or write `[{path}]`, if that is meant"),
                None => "keep one of the two".to_owned(),
            };
            let finding = Finding::new(rules::DUPLICATE_KEY, source.location(&span), says);
            return match self.events.repeats.get(&span.start) {
                Some(first) => {
                    finding.help(help).related(source.location(first), "it is written here already")
                }
                None => finding.help(help),
            };
        }
        let known = EXPLANATIONS.iter().find(|(beginnings, ..)| {
            beginnings.iter().any(|beginning| message.starts_with(beginning))
        });
        let &(_, says, help) = known.unwrap_or(&UNKNOWN);
        let is_date = message.starts_with("invalid date");
        let (rule, says) = match written.trim() {
            written if is_date => {
                (rules::IMPOSSIBLE_DATE, format!("`{written}` is no day of the calendar"))
            }
            "" => (rules::TOML_SYNTAX, says.to_owned()),
            written => (rules::TOML_SYNTAX, format!("{says}: `{written}`")),
        };
        // An apostrophe ends a text in single quotation marks.
        let is_single = |it: &Written| source.text[it.value.clone()].starts_with('\'');
        let has_meaning = |it: &Written| {
            help.is_empty()
                || message.starts_with("unexpected key or value") && (is_single(it) || it.is_list)
        };
        if let Some(Written { value, fault, meant, .. }) = self.value(&span).filter(has_meaning) {
            span = value.clone();
            let written = &source.text[value.clone()];
            let says = match (is_date, written) {
                (true, _) => says,
                (false, "") => "the value is missing".to_owned(),
                (false, written) if written.starts_with('\'') => {
                    format!("an apostrophe ends this text before its end: `{written}`")
                }
                (false, written) => format!("{fault}: `{written}`"),
            };
            let finding = Finding::new(rule, source.location(&span), says);
            return match meant {
                Ok(meant) => {
                    let edit = (source.location(&value), meant.clone());
                    finding.help(format!("write `{meant}`")).edits(vec![edit])
                }
                Err(example) if is_date => {
                    finding.help(format!("write year, month and day like `{example}`"))
                }
                Err(example) => finding.help(format!("write it like `{example}`")),
            };
        }
        let help = if help.is_empty() { UNKNOWN.2 } else { help };
        let location = source.location(&span);
        let finding = Finding::new(rule, location.clone(), says).help(help);
        let line_end = source.text[..source.lines(&span).end].trim_end().len();
        let line_end = source.location(&(line_end.max(span.start)..line_end.max(span.start)));
        let before = source.location(&(span.start..span.start));
        match message {
            _ if message.starts_with("invalid basic string, expected `\"`") => {
                finding.edits(vec![(line_end, "\"".to_owned())])
            }
            _ if message.starts_with("unclosed table") => {
                finding.edits(vec![(line_end, "]".to_owned())])
            }
            _ if message.starts_with("missing comma") => {
                finding.edits(vec![(before, ",".to_owned())])
            }
            _ if message.starts_with("extra") => finding.replace_by(""),
            _ if message.starts_with("missing escaped value")
                && source.text[..span.start].ends_with('\\') =>
            {
                finding.edits(vec![(before, "\\".to_owned())])
            }
            _ if source.text[span.start..].lines().next().is_some_and(|it| it.trim() == ",") => {
                let comma = source.location(&(span.start..span.start + 1));
                finding.help("leave out the comma").edits(vec![(comma, String::new())])
            }
            _ => finding,
        }
    }

    /// The value of the line that a span is on.
    fn value(&self, span: &Range<usize>) -> Option<Written> {
        let line = self.source.lines(&(span.start..span.start));
        let text = self.source.text[line.clone()].split(" #").next()?.trim_end();
        let (key, value) = text.split_once('=')?;
        let (value, key) = (value.trim_start(), key.trim());
        let end = line.start + text.len();
        let schema = self.paths.schema(header_above(self.source.text, line.start), key);
        let other = Json::Null;
        let schema = schema.unwrap_or(&other);
        let meant = meant::value(schema, value).ok_or_else(|| meant::example(schema));
        let value = end - value.len()..end;
        let (fault, is_list) = (meant::fault(schema), meant::is_list(schema));
        Some(Written { value, fault, is_list, meant })
    }

    /// A line that is no key with its value.
    fn stray_line(&self, span: &Range<usize>) -> Finding {
        let line = self.source.lines(&(span.start..span.start));
        let words = self.source.text[line.clone()].trim();
        let start = line.start + self.source.text[line].find(words).unwrap_or_default();
        let header = header_above(self.source.text, start);
        // `as of = 2022`, `since: 2015`, `since 2015`.
        let parts = words.split_once('=').or_else(|| words.split_once(':'));
        let (name, rest) = parts.or_else(|| words.split_once([' ', '\t'])).unwrap_or((words, ""));
        let name = self.paths.meant(header, name);
        let schema = name.and_then(|name| self.paths.schema(header, name));
        let value = schema.and_then(|schema| meant::value(schema, rest));
        if let Some((name, value)) = name.zip(value).filter(|_| rest.split(' ').count() < 9) {
            let location = self.source.location(&(start..start + words.len()));
            let meant = format!("{name} = {value}");
            let odd = words.chars().find(|c| !c.is_ascii() && c.is_whitespace());
            let says = match odd {
                Some(odd) => format!("here is {} in the place of a space", name_of(odd)),
                None => format!("this is no key with its value: `{words}`"),
            };
            let finding = Finding::new(rules::TOML_SYNTAX, location, says);
            return finding.help(format!("write `{meant}`")).replace_by(meant);
        }
        let location = self.source.location(&(start..span.end.max(start)));
        let word = self.source.text.get(start..span.end).unwrap_or_default();
        let says = match word.trim() {
            "" => "this line belongs to no key".to_owned(),
            word => format!("this is a key without `=` and a value: `{word}`"),
        };
        let at = self.source.location(&(start..start));
        let help = "put `#` before each such line, if it is a remark; \
                    a text of several lines stands between `\"\"\"` and `\"\"\"`";
        Finding::new(rules::TOML_SYNTAX, location, says)
            .help(help)
            .edits(vec![(at, "# ".to_owned())])
    }
}

/// A value that cannot be read.
struct Written {
    value: Range<usize>,
    fault: &'static str,
    is_list: bool,
    /// What is meant by it, or else an example.
    meant: Result<String, &'static str>,
}

/// The path of the last header above a place.
fn header_above(text: &str, at: usize) -> Option<&str> {
    let above = text[..at].lines().rev();
    above.map(str::trim).find_map(syntax_lines::header)
}

/// The parser's message for a key that is written twice.
const DUPLICATE_KEY: &str = "duplicate key";

/// The parser's message for a key that stands alone.
const NO_VALUE: &str = "key with no value";

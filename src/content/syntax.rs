//! A file's text as a TOML tree, and everything that is wrong with it as TOML.

use std::collections::HashSet;
use std::ops::Range;

use toml::de::{DeTable, Error};

use super::toml_events::TomlEvents;
use crate::diagnostic::{Finding, Source, rules};

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
/// to be left out.
pub fn parse<'a>(source: &Source<'a>, rest: &'a mut String) -> Parsed<'a> {
    let (tree, mut errors) = DeTable::parse_recoverable(source.text);
    let mut tree = tree.into_inner();
    if errors.is_empty() {
        return Parsed { tree, findings: Vec::new(), broken_lines: Vec::new() };
    }
    // The parser gives up at the first key without `=`: what follows is read without such lines.
    let stops = errors.iter().filter(|error| error.message().starts_with(NO_VALUE));
    let mut lines: Vec<_> =
        stops.filter_map(Error::span).map(|span| source.lines(&(span.start..span.start))).collect();
    if !lines.is_empty() {
        lines.sort_by_key(|line| line.start);
        lines.dedup();
        *rest = blank(source.text, &lines);
        let (rest, more) = DeTable::parse_recoverable(rest);
        tree = rest.into_inner();
        let known: HashSet<_> =
            errors.iter().filter_map(Error::span).map(|span| span.start).collect();
        let is_new = |error: &Error| error.span().is_some_and(|span| !known.contains(&span.start));
        errors.extend(more.into_iter().filter(is_new));
    }
    let (findings, broken_lines) = report(source, errors, &TomlEvents::of(source.text));
    Parsed { tree, findings, broken_lines }
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

/// One finding for each line with an error: the first of a line causes the others.
fn report(
    source: &Source<'_>,
    errors: Vec<Error>,
    events: &TomlEvents,
) -> (Vec<Finding>, Vec<Range<usize>>) {
    let length = source.text.len();
    let mut errors: Vec<(Range<usize>, String)> = errors
        .into_iter()
        .map(|error| (error.span().unwrap_or(length..length), error.message().to_owned()))
        .collect();
    if let Some(open) = &events.unclosed {
        // What follows an open bracket is misread to the end of the file.
        errors.retain(|(span, _)| span.start < open.start);
        errors.push((open.clone(), "unclosed bracket".to_owned()));
    }
    errors.sort_by_key(|(span, _)| (span.start, span.end));
    let mut findings = Vec::new();
    let mut broken_lines: Vec<Range<usize>> = Vec::new();
    let (mut line_end, mut table_end) = (0, 0);
    for (span, message) in errors {
        let mut lines = source.lines(&span);
        let is_repeated = message == DUPLICATE_KEY;
        if line_end > lines.start || (is_repeated && table_end > lines.start) {
            continue;
        }
        line_end = lines.end;
        let is_header = source.text[lines.clone()].trim_start().starts_with('[');
        if is_header && !is_repeated {
            // Without its header, what follows was taken for part of the table before.
            let next = source.text[lines.end..].find("\n[");
            table_end = next.map_or(length, |next| lines.end + next);
            lines.end = table_end;
        }
        findings.push(explain(source, span, &message, events));
        broken_lines.push(lines);
    }
    if let Some(open) = &events.unclosed {
        broken_lines.push(open.start..length);
    }
    (findings, broken_lines)
}

/// The parser's message for a key that is written twice.
const DUPLICATE_KEY: &str = "duplicate key";

/// The parser's message for a key that stands alone.
const NO_VALUE: &str = "key with no value";

/// What each of the parser's messages means to an editor: how the message begins, what is
/// wrong, what to do.
const EXPLANATIONS: &[(&str, &str, &str)] = &[
    (
        NO_VALUE,
        "this is a key without `=` and a value",
        "write it as `key = \"value\"`, or put `#` before it if it is a remark",
    ),
    (
        "string values must be quoted",
        "the value is missing, or stands without quotation marks",
        "put the value between straight quotation marks: `\"…\"`",
    ),
    (
        "invalid boolean",
        "the value stands without quotation marks",
        "put the value between straight quotation marks: `\"…\"`",
    ),
    (
        "invalid basic string, expected `\"`",
        "the text has no closing quotation mark",
        "end it with `\"`; a text of several lines begins and ends with `\"\"\"`",
    ),
    (
        "invalid literal string, expected `'`",
        "the text has no closing quotation mark",
        "end it with `'`; a text of several lines begins and ends with `'''`",
    ),
    (
        "missing escaped value",
        "a backslash begins an escape, and this is none",
        "write `\\\\` where a backslash is meant",
    ),
    (
        "unexpected key or value",
        "something follows the value",
        "begin a new line for the next key; write `\\\"` for a quotation mark within a text",
    ),
    ("unclosed table", "the header has no closing bracket", "end it with `]`"),
    ("unclosed array table", "the header has no closing brackets", "end it with `]]`"),
    (
        "unclosed bracket",
        "this bracket is never closed",
        "end the list with `]`, or the texts with `}`",
    ),
    ("missing comma", "a comma is missing before this", "put `,` between the two"),
    (
        "unexpected leading zero",
        "a number does not begin with 0",
        "leave out the 0; a date is written `2026-01-31`",
    ),
];

/// The finding for one of the parser's errors.
fn explain(
    source: &Source<'_>,
    mut span: Range<usize>,
    message: &str,
    events: &TomlEvents,
) -> Finding {
    if message.starts_with(NO_VALUE) {
        let line = source.lines(&span);
        let indent = source.text[line.start..].len() - source.text[line.start..].trim_start().len();
        span.start = (line.start + indent).min(span.end);
    }
    let written = source.text.get(span.clone()).unwrap_or_default();
    let location = source.location(&span);
    if message == DUPLICATE_KEY {
        let says = format!("`{written}` is written twice");
        let finding =
            Finding::new(rules::DUPLICATE_KEY, location, says).help("keep one of the two");
        return match events.repeats.get(&span.start) {
            Some(first) => finding.related(source.location(first), "it is written here already"),
            None => finding,
        };
    }
    if let Some(expected) = message.strip_prefix("invalid date, expected ") {
        let says = format!("`{written}` is no day of the calendar");
        let help = format!("write year, month and day like `2026-01-31`: {expected}");
        return Finding::new(rules::IMPOSSIBLE_DATE, location, says).help(help);
    }
    let is_open_text = message.starts_with("invalid multi-line") && span.end == source.text.len();
    if let Some(opening) = events.last_long_text.clone().filter(|_| is_open_text) {
        let location = source.location(&opening);
        let marks = source.text.get(opening).unwrap_or_default();
        let says = "this text of several lines is never closed";
        return Finding::new(rules::TOML_SYNTAX, location, says)
            .help(format!("end it with `{marks}`"));
    }
    let known = EXPLANATIONS.iter().find(|(beginning, ..)| message.starts_with(beginning));
    let (says, help) = known.map_or((message, None), |&(_, says, help)| (says, Some(help)));
    let says = match written.trim() {
        "" => says.to_owned(),
        written => format!("{says}: `{written}`"),
    };
    let help = help.map(str::to_owned);
    Finding { help, ..Finding::new(rules::TOML_SYNTAX, location, says) }
}

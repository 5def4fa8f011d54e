//! Findings as text: for people, for machines, for GitHub.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer};
use serde::Serialize;

use super::args::program;
use super::excerpt::Excerpt;
use crate::content::files::SiteFiles;
use crate::diagnostic::{Finding, Location, Remedy, Severity};

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people: an excerpt of the file with the location underlined.
    #[default]
    Text,
    /// For machines: one JSON object per line.
    Json,
    /// For GitHub Actions: workflow commands, which it shows beside the changed lines.
    Github,
}

/// Whether colours are wanted on a stream: it is a terminal, and nobody said otherwise
/// (<https://no-color.org>).
pub fn wants_colours(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Names commands in what to do as whoever called the program can type them.
pub fn name_commands(findings: &mut [Finding]) {
    for help in findings.iter_mut().filter_map(|finding| finding.help.as_mut()) {
        *help = help.replace("`diversity-networks ", &format!("`{} ", program()));
    }
}

/// Shows an operator or editor what was found.
pub fn print(findings: &[Finding], files: &SiteFiles) {
    let mut out = io::stderr();
    let is_coloured = wants_colours(&out);
    // Nobody is left to be told that standard error is closed.
    let _ = write(findings, files, Format::Text, is_coloured, &mut out);
}

/// What was found, as text.
pub fn to_text(findings: &[Finding], files: &SiteFiles) -> String {
    let mut text = Vec::new();
    // Writing into memory cannot fail.
    let _ = write(findings, files, Format::Text, false, &mut text);
    String::from_utf8_lossy(&text).into_owned()
}

/// Writes findings; nothing if there are none.
///
/// `files` are those that were checked, for the excerpts. Colours are written if `is_coloured`.
///
/// # Errors
/// If `out` cannot be written to.
pub fn write(
    findings: &[Finding],
    files: &SiteFiles,
    format: Format,
    is_coloured: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Text => write_text(findings, files, is_coloured, out),
        Format::Json => findings.iter().try_for_each(|finding| write_json(finding, out)),
        Format::Github => findings.iter().try_for_each(|finding| write_github(finding, out)),
    }
}

fn write_text(
    findings: &[Finding],
    files: &SiteFiles,
    is_coloured: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let renderer = if is_coloured { Renderer::styled() } else { Renderer::plain() };
    for finding in findings {
        writeln!(out, "{}\n", renderer.render(&[group(finding, files)]))?;
    }
    if findings.is_empty() { Ok(()) } else { writeln!(out, "{}", count(findings)) }
}

/// The lines of a finding's file, with the location underlined; nothing for a file as a whole.
pub fn excerpt(finding: &Finding, files: &SiteFiles) -> Option<String> {
    let excerpt = Excerpt::of(&finding.location, files)?;
    let annotation = AnnotationKind::Primary.span(excerpt.span(&finding.location));
    let lines = Group::with_level(Level::ERROR).element(excerpt.lines().annotation(annotation));
    Some(Renderer::plain().render(&[lines]))
}

/// A finding as the renderer takes it.
fn group<'a>(finding: &'a Finding, files: &'a SiteFiles) -> Group<'a> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(&finding.message).id(finding.code);
    let location = &finding.location;
    let related = finding.related.as_ref();
    let here = Excerpt::of(location, files);
    let there = related.and_then(|(other, _)| Excerpt::of(other, files));
    let both = here.as_ref().zip(there.as_ref()).and_then(|(here, there)| here.joined(there));
    let mark = |excerpt: &Excerpt<'a>| AnnotationKind::Primary.span(excerpt.span(location));
    let mark_other = |excerpt: &Excerpt<'a>, other, label: &'a str| {
        AnnotationKind::Context.span(excerpt.span(other)).label(label)
    };
    let group = match (&both, &here, related) {
        (Some(both), _, Some((other, label))) => {
            let marks = [mark(both), mark_other(both, other, label)];
            title.element(both.snippet().annotations(marks))
        }
        (_, Some(here), _) => title.element(here.snippet().annotation(mark(here))),
        (_, None, _) => title.element(origin(location)),
    };
    let group = match (&both, &there, related) {
        (None, Some(there), Some((other, label))) => {
            group.element(there.snippet().annotation(mark_other(there, other, label)))
        }
        (None, None, Some((other, _))) => group.element(origin(other)),
        _ => group,
    };
    match &finding.help {
        Some(help) => group.element(Level::HELP.message(help)),
        None => group,
    }
}

/// A location without an excerpt: a file as a whole, or one that is no text.
fn origin(location: &Location) -> Origin<'_> {
    let origin = Origin::path(&location.file);
    if location.is_whole_file() {
        return origin;
    }
    origin.line(location.start.line as usize).char_column(location.start.column as usize)
}

/// How many findings there are: `2 errors and 1 warning in 2 files`.
pub fn count(findings: &[Finding]) -> String {
    let of = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let number = |count: usize, what: &str| match count {
        0 => None,
        1 => Some(format!("1 {what}")),
        count => Some(format!("{count} {what}s")),
    };
    let errors = number(of(Severity::Error), "error");
    let warnings = number(of(Severity::Warning), "warning");
    let counts: Vec<_> = errors.into_iter().chain(warnings).collect();
    let files: BTreeSet<_> = findings.iter().map(|finding| &finding.location.file).collect();
    let files = number(files.len(), "file").unwrap_or_default();
    format!("{} in {files}", counts.join(" and "))
}

/// A finding as a line of JSON; the names are part of the command line's contract.
#[derive(Serialize)]
struct Line<'a> {
    severity: &'static str,
    code: &'static str,
    file: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    message: &'a str,
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<Related<'a>>,
    /// What to write where, if `help` is one thing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    edits: Vec<Edit<'a>>,
    /// Where the file belongs.
    #[serde(skip_serializing_if = "Option::is_none")]
    move_to: Option<&'a str>,
}

#[derive(Serialize)]
struct Edit<'a> {
    file: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    text: &'a str,
}

#[derive(Serialize)]
struct Related<'a> {
    file: &'a str,
    line: u32,
    column: u32,
    message: &'a str,
}

fn write_json(finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let Finding { severity, code, location, message, help, related, remedy } = finding;
    let (edits, move_to) = match remedy {
        Some(Remedy::Edits(edits)) => (&edits[..], None),
        Some(Remedy::Move(path)) => (&[][..], Some(path.as_str())),
        None => (&[][..], None),
    };
    let edits = edits.iter().map(|(Location { file, start, end, .. }, text)| Edit {
        file,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        text,
    });
    let related = related.iter().map(|(Location { file, start, .. }, message)| Related {
        file,
        line: start.line,
        column: start.column,
        message,
    });
    let line = Line {
        severity: severity.as_str(),
        code,
        file: &location.file,
        line: location.start.line,
        column: location.start.column,
        end_line: location.end.line,
        end_column: location.end.column,
        message,
        help: help.as_deref(),
        related: related.collect(),
        edits: edits.collect(),
        move_to,
    };
    serde_json::to_writer(&mut *out, &line)?;
    writeln!(out)
}

/// Writes a workflow command of GitHub Actions, which has one place; the second is named.
fn write_github(finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let Finding { severity, code, location, message, help, related, .. } = finding;
    let (severity, file) = (severity.as_str(), escape_property(&location.file));
    let related = related.as_ref().map(|(Location { file, start, .. }, label)| {
        format!("\n{file}:{}:{}: {label}", start.line, start.column)
    });
    let help = help.as_ref().map(|help| format!("\nhelp: {help}"));
    let message = [Some(message.clone()), related, help].into_iter().flatten().collect::<String>();
    let message = escape(&message);
    let Location { start, end, .. } = location;
    writeln!(
        out,
        "::{severity} file={file},line={},col={},endLine={},endColumn={},title={code}::{message}",
        start.line, start.column, end.line, end.column,
    )
}

/// Escapes what ends a workflow command; the percent sign first, since it begins an escape.
fn escape(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes what ends a property of a workflow command as well.
fn escape_property(text: &str) -> String {
    escape(text).replace(':', "%3A").replace(',', "%2C")
}

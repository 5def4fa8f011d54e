//! `report`: what needs an editor. Nothing in it is wrong; it tells where the work is.

use std::collections::BTreeMap;
use std::io::{self, Write};

use jiff::civil::Date;
use jiff::{Span, Unit};
use serde::Serialize;
use toml::de::{DeTable, DeValue};

use super::Outcome;
use super::args::{SiteArgs, program, with_site};
use crate::content;
use crate::content::files::{SiteFile, SiteFiles};
use crate::content::layout::{FileRole, Kind, SITE, role};
use crate::content::model::{Facet, Taxonomy};
use crate::content::translations::{absent, texts};
use crate::diagnostic::{Finding, Severity, stem};
use crate::language::{Language, PerLanguage};
use crate::reload::today;

#[derive(clap::Args, Debug)]
pub struct ReportArgs {
    #[command(flatten)]
    site: SiteArgs,
    /// How the report is written
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,
}

/// How a report is written.
#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum ReportFormat {
    /// For people: a table.
    #[default]
    Text,
    /// For machines: one JSON object per line.
    Json,
}

/// What is to be said of one file.
#[derive(Debug, Serialize)]
struct Row<'a> {
    file: &'a str,
    /// None where the file has no such key, or none that can be read.
    as_of: Option<String>,
    /// Full months since then.
    age_months: Option<i32>,
    /// Whether visitors are told that it may be out of date.
    is_stale: bool,
    /// The languages in which all of its texts are there.
    languages: Vec<&'static str>,
    /// The texts that are there in another language only: `summary.en`.
    untranslated: Vec<String>,
    /// The optional keys that it does not have.
    missing: Vec<&'static str>,
    /// What `check` says is wrong with it.
    errors: usize,
    /// The command that says it is still true, where its age counts.
    confirm: Option<String>,
}

/// Writes what needs an editor, the oldest first. A file that has errors is reported as far as it
/// can be read.
pub fn run(args: &ReportArgs) -> Outcome {
    with_site(&args.site, |files| {
        let today = today(&files);
        let findings = content::load(&files, today).findings;
        let limit = stale_after_months(&files);
        let mut rows: Vec<_> = files
            .below("content/")
            .filter_map(|(file, bytes)| {
                let (FileRole::Is(kind), SiteFile::Read(bytes)) = (role(file), bytes) else {
                    return None;
                };
                // What is kept as it was is never to be translated or confirmed.
                let text = str::from_utf8(bytes).ok().filter(|_| kind != Kind::KeptDeclaration)?;
                Some(row(file, kind, text, &findings, today, limit))
            })
            .collect();
        // Without a day last: there is nothing to be confirmed.
        rows.sort_by(|a, b| {
            (a.as_of.is_none(), &a.as_of, a.file).cmp(&(b.as_of.is_none(), &b.as_of, b.file))
        });
        let terms = terms_without_also(&content::taxonomy(&files));
        let mut out = io::stdout();
        match args.format {
            ReportFormat::Text => {
                write_table(&rows, &mut out)?;
                if !terms.is_empty() {
                    let terms: Vec<_> = terms.iter().map(|row| row.term.as_str()).collect();
                    writeln!(out, "terms of taxonomy.toml without `also`: {}", terms.join(", "))?;
                }
            }
            ReportFormat::Json => {
                rows.iter().try_for_each(|row| write_json(row, &mut out))?;
                terms.iter().try_for_each(|row| write_json(row, &mut out))?;
            }
        }
        Ok(Outcome::Fine)
    })
}

fn row<'a>(
    file: &'a str,
    kind: Kind,
    text: &str,
    findings: &[Finding],
    today: Date,
    limit: Option<i64>,
) -> Row<'a> {
    let (table, _) = DeTable::parse_recoverable(text.trim_start_matches('\u{feff}'));
    let table = table.get_ref();
    let written = table.get("as_of").map(|value| day(value.get_ref(), today));
    let as_of = written.as_ref().and_then(|day| day.as_ref());
    let age = as_of.and_then(|(_, day)| day.until((Unit::Month, today)).ok());
    let until = |(limit, day): (i64, Date)| day.checked_add(Span::new().months(limit)).ok();
    let until = limit.zip(as_of.map(|(_, day)| *day)).and_then(until);

    let mut there: BTreeMap<String, Vec<Language>> = BTreeMap::new();
    for text in texts(file, text) {
        let languages = there.entry(text.path).or_default();
        match text.language {
            Some(language) => languages.push(language),
            None => languages.extend(Language::ALL),
        }
    }
    let untranslated: Vec<_> = there
        .iter()
        .flat_map(|(path, there)| {
            let missing = Language::ALL.into_iter().filter(|language| !there.contains(language));
            missing.map(move |language| (path, language))
        })
        .collect();
    let is_complete = |language: &Language| !untranslated.iter().any(|(_, it)| it == language);
    let languages = Language::ALL.into_iter().filter(is_complete).map(Language::code).collect();
    let is_its_error =
        |found: &&Finding| found.location.file == file && found.severity == Severity::Error;
    let slug = match kind {
        Kind::Network | Kind::Charter | Kind::Collaboration | Kind::Page => stem(file),
        _ => file,
    };
    Row {
        file,
        as_of: as_of.map(|(written, _)| written.clone()),
        age_months: age.map(|age| age.get_months()),
        is_stale: until.is_some_and(|until| until < today),
        languages,
        missing: absent(file, text),
        errors: findings.iter().filter(is_its_error).count(),
        confirm: written.map(|_| format!("{} confirm {slug}", program())),
        untranslated: untranslated
            .iter()
            .map(|(path, language)| format!("{path}.{language}"))
            .collect(),
    }
}

/// A day as it is written, a month or a year, and its last day that has passed.
fn day(value: &DeValue<'_>, today: Date) -> Option<(String, Date)> {
    let written = match value {
        DeValue::Datetime(day) => day.to_string(),
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(year) => year.as_str().to_owned(),
        _ => return None,
    };
    let parts: Vec<_> = written.split('-').collect();
    let number = |at: usize| parts.get(at).map(|part| part.parse::<i8>());
    let year = parts.first()?.parse().ok()?;
    let month = number(1).unwrap_or(Ok(12)).ok()?;
    let date = match number(2) {
        Some(day) => Date::new(year, month, day.ok()?).ok()?,
        None => Date::new(year, month, 1).ok()?.last_of_month(),
    };
    Some((written, date.min(today)))
}

/// After how many months visitors are told that an entry may be old, if `site.toml` says so.
fn stale_after_months(files: &SiteFiles) -> Option<i64> {
    let Some(SiteFile::Read(bytes)) = files.get(SITE) else { return None };
    let (table, _) = DeTable::parse_recoverable(str::from_utf8(bytes).ok()?);
    match table.get_ref().get("stale_after_months")?.get_ref() {
        DeValue::Integer(months) => months.as_str().parse().ok(),
        _ => None,
    }
}

/// A term of the taxonomy that visitors find only by its label.
#[derive(Debug, Serialize)]
struct TermRow {
    /// Its table and its id: `theme.gender`.
    term: String,
    missing: [&'static str; 1],
}

fn terms_without_also(taxonomy: &Taxonomy) -> Vec<TermRow> {
    let rows = Facet::ALL.into_iter().flat_map(|facet| {
        let terms = facet.terms(taxonomy).iter().filter(|term| !is_full(&term.also));
        terms.map(move |term| TermRow {
            term: format!("{}.{}", facet.name(), term.id),
            missing: ["also"],
        })
    });
    rows.collect()
}

/// Whether there are words in every language.
fn is_full(also: &PerLanguage<Vec<String>>) -> bool {
    also.iter().all(|(_, words)| !words.is_empty())
}

fn write_json(row: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, row)?;
    writeln!(out)
}

fn write_table(rows: &[Row<'_>], out: &mut dyn Write) -> io::Result<()> {
    let width = rows.iter().map(|row| row.file.len()).max().unwrap_or_default();
    writeln!(out, "{:width$}  as of       months  languages  missing", "file")?;
    for row in rows {
        let stale = if row.is_stale { '!' } else { ' ' };
        let (languages, missing) = (row.languages.join(" "), row.missing.join(", "));
        let as_of = row.as_of.as_deref().unwrap_or("-");
        let age = row.age_months.map(|age| age.to_string()).unwrap_or_default();
        let line =
            format!("{:width$}  {as_of:10}  {age:>5}{stale}  {languages:9}  {missing}", row.file);
        writeln!(out, "{}", line.trim_end())?;
        if row.errors > 0 {
            writeln!(out, "    errors: {}; `{} check` says which", row.errors, program())?;
        }
        if !row.untranslated.is_empty() {
            writeln!(out, "    still to be translated: {}", row.untranslated.join(", "))?;
        }
        if let Some(confirm) = &row.confirm {
            writeln!(out, "    still true today: {confirm}")?;
        }
    }
    let stale = rows.iter().filter(|row| row.is_stale).count();
    writeln!(
        out,
        "\n{} files, {stale} of which visitors are told that they may be old (!)",
        rows.len()
    )
}

//! `report`: what needs an editor. Nothing in it is wrong; it tells where the work is.

use std::io::{self, Write};

use jiff::Unit;
use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::content::as_of::AsOf;
use crate::content::model::{Content, Gaps};

/// How a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ReportFormat {
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
    #[serde(serialize_with = "display")]
    as_of: AsOf,
    /// Full months since then.
    age_months: i32,
    /// Whether visitors are told that it may be out of date.
    is_stale: bool,
    /// The languages in which all of its texts are there.
    languages: Vec<&'static str>,
    /// The optional keys that it does not have.
    missing: &'a [&'static str],
}

/// Writes what needs an editor, the oldest first.
///
/// # Errors
/// If `out` cannot be written to.
pub fn report(
    content: &Content,
    today: Date,
    format: ReportFormat,
    out: &mut dyn Write,
) -> io::Result<()> {
    let entries = content.entries().map(|it| (it.entry().file.as_str(), it.entry().as_of));
    let pages = content.pages.iter().map(|(_, page)| (page.file.as_str(), page.as_of));
    let row = |(file, as_of): (_, AsOf)| {
        let Gaps { absent, languages } = content.gaps.get(file)?;
        Some(Row {
            file,
            as_of,
            age_months: as_of
                .last_day()
                .until((Unit::Month, today))
                .map_or(0, |age| age.get_months()),
            is_stale: content.site.is_stale(as_of, today),
            languages: languages.iter().map(|language| language.code()).collect(),
            missing: absent,
        })
    };
    let mut rows: Vec<_> = entries.chain(pages).filter_map(row).collect();
    rows.sort_by_key(|row| (row.as_of.last_day(), row.file));
    match format {
        ReportFormat::Text => write_table(&rows, out),
        ReportFormat::Json => rows.iter().try_for_each(|row| {
            serde_json::to_writer(&mut *out, row)?;
            writeln!(out)
        }),
    }
}

fn write_table(rows: &[Row<'_>], out: &mut dyn Write) -> io::Result<()> {
    let width = rows.iter().map(|row| row.file.len()).max().unwrap_or_default();
    writeln!(out, "{:width$}  as of       months  languages  missing", "file")?;
    for row in rows {
        let Row { file, as_of, age_months, .. } = row;
        let stale = if row.is_stale { '!' } else { ' ' };
        let (languages, missing) = (row.languages.join(" "), row.missing.join(", "));
        let line =
            format!("{file:width$}  {as_of:10}  {age_months:5}{stale}  {languages:9}  {missing}");
        writeln!(out, "{}", line.trim_end())?;
    }
    let stale = rows.iter().filter(|row| row.is_stale).count();
    writeln!(
        out,
        "\n{} files, {stale} of which visitors are told that they may be old (!)",
        rows.len()
    )
}

fn display<S: Serializer>(as_of: &AsOf, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(as_of)
}

//! `report`: what needs an editor. Nothing in it is wrong; it tells where the work is.

use std::io::{self, Write};

use jiff::Unit;
use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::content::model::{Charter, Collaboration, Content, Entry, Network, Statement};
use crate::language::{Language, Localized};

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
    as_of: Date,
    /// Full months since then.
    age_months: i32,
    /// Whether visitors are told that it may be out of date.
    is_stale: bool,
    /// The languages in which all of its texts are there.
    languages: Vec<&'static str>,
    /// The optional keys that it does not have.
    missing: Vec<&'static str>,
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
    let networks = content.networks.iter().map(Row::of_network);
    let charters = content.charters.iter().map(Row::of_charter);
    let collaborations = content.collaborations.iter().map(Row::of_collaboration);
    let pages = content.pages.iter().map(|(_, page)| Row::of_page(page));
    let mut rows: Vec<_> = networks.chain(charters).chain(collaborations).chain(pages).collect();
    for row in &mut rows {
        row.age_months = row.as_of.until((Unit::Month, today)).map_or(0, |age| age.get_months());
        row.is_stale = content.site.is_stale(row.as_of, today);
    }
    rows.sort_by_key(|row| (row.as_of, row.file));
    match format {
        ReportFormat::Text => write_table(&rows, out),
        ReportFormat::Json => rows.iter().try_for_each(|row| {
            serde_json::to_writer(&mut *out, row)?;
            writeln!(out)
        }),
    }
}

impl<'a> Row<'a> {
    fn new(
        file: &'a str,
        as_of: Date,
        untranslated: &[Language],
        keys: &[(&'static str, bool)],
    ) -> Self {
        let is_complete = |language: &Language| !untranslated.contains(language);
        let languages = Language::ALL.into_iter().filter(is_complete).map(Language::code);
        let missing = keys.iter().filter(|(_, is_there)| !is_there).map(|(key, _)| *key);
        Self {
            file,
            as_of,
            age_months: 0,
            is_stale: false,
            languages: languages.collect(),
            missing: missing.collect(),
        }
    }

    fn of_entry(entry: &'a Entry, own: &[(&'static str, bool)]) -> Self {
        let shared = [
            ("description", entry.description.is_some()),
            ("website", entry.website.is_some()),
            ("university_page", entry.university_page.is_some()),
        ];
        let description = entry.description.iter().flat_map(Localized::missing);
        let texts = entry.name.missing().chain(entry.summary.missing());
        let untranslated: Vec<_> = texts.chain(description).collect();
        Self::new(&entry.file, entry.as_of, &untranslated, &[&shared, own].concat())
    }

    fn of_network(network: &'a Network) -> Self {
        let own = [
            ("place", network.place.is_some()),
            ("email", network.email.is_some()),
            ("since", network.since.is_some()),
        ];
        Self::of_entry(&network.entry, &own)
    }

    fn of_charter(charter: &'a Charter) -> Self {
        Self::of_entry(&charter.entry, &[("signed", charter.signed.is_some())])
    }

    fn of_collaboration(collaboration: &'a Collaboration) -> Self {
        let own = [
            ("partners", !collaboration.partners.is_empty()),
            ("since", collaboration.since.is_some()),
        ];
        Self::of_entry(&collaboration.entry, &own)
    }

    fn of_page(page: &'a Statement) -> Self {
        let texts = page.title.missing().chain(page.summary.missing());
        let untranslated: Vec<_> = texts.chain(page.body.missing()).collect();
        Self::new(&page.file, page.as_of, &untranslated, &[])
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
            format!("{file:width$}  {as_of}  {age_months:5}{stale}  {languages:9}  {missing}");
        writeln!(out, "{}", line.trim_end())?;
    }
    let stale = rows.iter().filter(|row| row.is_stale).count();
    writeln!(
        out,
        "\n{} files, {stale} of which visitors are told that they may be old (!)",
        rows.len()
    )
}

fn display<S: Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}

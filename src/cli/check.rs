//! `check`: everything that is wrong with a site, for its editors and for the tests of a change.

use std::io::{self, Write};
use std::path::Path;

use super::Outcome;
use super::findings::{self, Format};
use super::history::History;
use crate::content::files::{SiteFile, SiteFiles};
use crate::content::translations::outdated;
use crate::diagnostic::{self, Finding, Severity};
use crate::site;

/// What `check` is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Check<'a> {
    /// How findings are written.
    pub format: Format,
    /// Whether they are coloured.
    pub is_coloured: bool,
    /// Whether warnings count as errors.
    pub is_strict: bool,
    /// The revision since which texts must have changed in both languages: its name, and the
    /// site's folder, which is in a git repository.
    pub since: Option<(&'a str, &'a Path)>,
}

/// Checks a site's files and writes what is wrong with them; nothing if all is well.
///
/// # Errors
/// If `out` cannot be written to; with `since`, if git is not there or does not know the
/// revision.
pub fn check(
    files: &SiteFiles,
    loading: &site::Options,
    check: Check<'_>,
    out: &mut dyn Write,
) -> io::Result<Outcome> {
    let mut findings = site::load(files, loading).findings;
    if let Some((revision, folder)) = check.since {
        findings.extend(translations_behind(files, revision, folder)?);
        diagnostic::sort(&mut findings);
    }
    findings::write(&findings, files, check.format, check.is_coloured, out)?;
    let counts = |found: &Finding| check.is_strict || found.severity == Severity::Error;
    Ok(if findings.iter().any(counts) { Outcome::BadContent } else { Outcome::Fine })
}

/// Warns of texts that changed in one language since a revision.
fn translations_behind(
    files: &SiteFiles,
    revision: &str,
    folder: &Path,
) -> io::Result<Vec<Finding>> {
    let history = History::at(folder, revision)?;
    let mut findings = Vec::new();
    for file in history.changed()? {
        let Some(SiteFile::Read(now)) = files.get(&file) else { continue };
        let Ok(now) = str::from_utf8(now) else { continue };
        if let Some(before) = history.text(&file)? {
            findings.extend(outdated(&file, &before, now));
        }
    }
    Ok(findings)
}

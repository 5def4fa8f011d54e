//! The editor's commands as they are called: with the site that they are about, today, and the
//! terminal.

use std::io::{self, IsTerminal as _};
use std::path::Path;

use super::check::{Check, check};
use super::declare::declare;
use super::findings::Format;
use super::new::{NewEntry, new};
use super::report::{ReportFormat, report};
use super::schema::write_schemas;
use super::{Outcome, SiteArgs};
use crate::content::files::SiteFiles;
use crate::content::model::Content;
use crate::reload::today;
use crate::site::Options;

/// `check`.
pub fn run_check(site: &SiteArgs, format: Format, is_strict: bool, since: Option<&str>) -> Outcome {
    finish(|| {
        let files = read(site)?;
        let folder = site.folder();
        let since = match since {
            Some(revision) => Some((revision, folder.as_deref().ok_or_else(no_folder)?)),
            None => None,
        };
        let mut out = io::stdout();
        let is_coloured = out.is_terminal() && std::env::var_os("NO_COLOR").is_none();
        let options = Options { today: today(&files), ..Options::default() };
        check(&files, &options, Check { format, is_coloured, is_strict, since }, &mut out)
    })
}

/// `report`.
pub fn run_report(site: &SiteArgs, format: ReportFormat) -> Outcome {
    with_content(site, |files, content| report(content, today(files), format, &mut io::stdout()))
}

/// `new`.
pub fn run_new(site: &SiteArgs, entry: NewEntry, slug: &str) -> Outcome {
    finish(|| {
        let files = read(site)?;
        let folder = site.folder().ok_or_else(no_folder)?;
        new(&folder, &files, entry, slug, today(&files), &mut io::stdout())?;
        Ok(Outcome::Fine)
    })
}

/// `schema`.
pub fn run_schema(site: &SiteArgs, out: &Path) -> Outcome {
    finish(|| {
        write_schemas(&read(site)?, out, &mut io::stdout())?;
        Ok(Outcome::Fine)
    })
}

/// `declare`.
pub fn run_declare(site: &SiteArgs) -> Outcome {
    with_content(site, |files, content| {
        let folder = site.folder().ok_or_else(no_folder)?;
        declare(&folder, files, content, &mut io::stdout())
    })
}

/// Runs a command on good content; on other content it says what is wrong.
fn with_content(
    site: &SiteArgs,
    command: impl FnOnce(&SiteFiles, &Content) -> io::Result<()>,
) -> Outcome {
    finish(|| {
        let files = read(site)?;
        let loaded = crate::content::load(&files, today(&files));
        match loaded.content {
            Some(content) => {
                command(&files, &content)?;
                Ok(Outcome::Fine)
            }
            None => {
                super::findings::print(&loaded.findings, &files);
                Ok(Outcome::BadContent)
            }
        }
    })
}

/// The files of a site, which is there.
fn read(site: &SiteArgs) -> io::Result<SiteFiles> {
    Ok(site.source()?.read()?.files)
}

fn no_folder() -> io::Error {
    let says = "this folder has no content/; go to the one that has, or name it with --site";
    io::Error::new(io::ErrorKind::NotFound, says)
}

/// Says what the system refused. A reader that has heard enough is no failure.
fn finish(command: impl FnOnce() -> io::Result<Outcome>) -> Outcome {
    match command() {
        Ok(outcome) => outcome,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Outcome::Fine,
        Err(error) => {
            eprintln!("error: {error}");
            Outcome::Refused
        }
    }
}

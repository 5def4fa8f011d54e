//! The editor's commands as they are called: with the site that they are about, today, and the
//! terminal.

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use super::check::{Check, check};
use super::declare::declare;
use super::findings::Format;
use super::new::{NewEntry, new};
use super::report::{ReportFormat, report};
use super::schema::write_schemas;
use super::{Outcome, SiteArgs};
use crate::content::files::SiteFiles;
use crate::content::model::Content;
use crate::reload::{Origin, today};
use crate::site::Options;

/// `check`.
pub fn run_check(site: &SiteArgs, format: Format, is_strict: bool, since: Option<&str>) -> Outcome {
    finish(|| {
        let origin = site.origin();
        let files = read(&origin)?;
        let since = match since {
            Some(revision) => Some((revision, folder(&origin)?)),
            None => None,
        };
        let mut out = io::stdout();
        let is_coloured = out.is_terminal() && std::env::var_os("NO_COLOR").is_none();
        check(&files, &loading(), Check { format, is_coloured, is_strict, since }, &mut out)
    })
}

/// `report`.
pub fn run_report(site: &SiteArgs, format: ReportFormat) -> Outcome {
    with_content(site, |_, _, content| report(content, today(), format, &mut io::stdout()))
}

/// `new`.
pub fn run_new(site: &SiteArgs, entry: NewEntry, slug: &str) -> Outcome {
    finish(|| {
        let origin = site.origin();
        let files = read(&origin)?;
        new(folder(&origin)?, &files, entry, slug, today(), &mut io::stdout())?;
        Ok(Outcome::Fine)
    })
}

/// `schema`.
pub fn run_schema(site: &SiteArgs, out: &Path) -> Outcome {
    finish(|| {
        write_schemas(&read(&site.origin())?, out, &mut io::stdout())?;
        Ok(Outcome::Fine)
    })
}

/// `declare`.
pub fn run_declare(site: &SiteArgs) -> Outcome {
    with_content(site, |origin, files, content| {
        declare(folder(origin)?, files, content, &mut io::stdout())
    })
}

/// Runs a command on good content; on other content it says what is wrong.
fn with_content(
    site: &SiteArgs,
    command: impl FnOnce(&Origin, &SiteFiles, &Content) -> io::Result<()>,
) -> Outcome {
    finish(|| {
        let origin = site.origin();
        let files = read(&origin)?;
        let loaded = crate::content::load(&files, today());
        match loaded.content {
            Some(content) => {
                command(&origin, &files, &content)?;
                Ok(Outcome::Fine)
            }
            None => {
                super::follow::print_findings(&loaded.findings, &files);
                Ok(Outcome::BadContent)
            }
        }
    })
}

fn loading() -> Options {
    Options { today: today(), ..Options::default() }
}

/// The files of a site, which is there.
fn read(origin: &Origin) -> io::Result<SiteFiles> {
    if let Origin::Folder(folder) = origin
        && !folder.is_dir()
    {
        let says = format!("there is no folder {}", folder.display());
        return Err(io::Error::new(io::ErrorKind::NotFound, says));
    }
    Ok(origin.read())
}

/// The folder that a command works in.
fn folder(origin: &Origin) -> io::Result<&Path> {
    match origin {
        Origin::Folder(folder) => Ok(PathBuf::as_path(folder)),
        Origin::Embedded => Err(io::Error::new(
            io::ErrorKind::NotFound,
            "this folder has no content/; go to the one that has, or name it with --site",
        )),
    }
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

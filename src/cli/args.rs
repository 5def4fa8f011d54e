//! What several commands are called with, and the site that they are about.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::outcome::Outcome;
use crate::content::files::SiteFiles;
use crate::site::{Embedded, FileSource, Folder, Repository};

/// Which site a command is about.
#[derive(Args, Clone, Debug)]
pub struct SiteArgs {
    /// The folder with content/, locales/ and static/; default: this folder if it has content/,
    /// else the copy in the program
    #[arg(long = "site", value_name = "DIR", env = "DIVERSITY_NETWORKS_SITE")]
    folder: Option<PathBuf>,
    #[command(flatten)]
    pub repository: RepositoryArgs,
}

/// A site that is read from a commit, and not from a folder.
#[derive(Args, Clone, Debug)]
pub struct RepositoryArgs {
    /// The git repository that holds the site, bare or with a work tree, in the place of --site
    #[arg(long, value_name = "DIR", requires = "revision", env = "DIVERSITY_NETWORKS_REPOSITORY")]
    repository: Option<PathBuf>,
    /// Which commit of it: a branch, a tag, an id
    #[arg(
        long,
        value_name = "REVISION",
        requires = "repository",
        env = "DIVERSITY_NETWORKS_REVISION"
    )]
    revision: Option<String>,
}

impl RepositoryArgs {
    pub fn open(&self) -> io::Result<Option<Repository>> {
        let (Some(folder), Some(revision)) = (&self.repository, &self.revision) else {
            return Ok(None);
        };
        Repository::open(folder, revision).map(Some)
    }
}

impl SiteArgs {
    /// Where the site's files are.
    ///
    /// # Errors
    /// The repository cannot be opened.
    pub fn source(&self) -> io::Result<Arc<dyn FileSource>> {
        if let Some(repository) = self.repository.open()? {
            return Ok(Arc::new(repository));
        }
        Ok(match self.folder() {
            Some(folder) => Arc::new(Folder(folder)),
            None => Arc::new(Embedded),
        })
    }

    /// The folder that the site's files are in; none where it is the copy in the program, or a
    /// commit.
    pub fn folder(&self) -> Option<PathBuf> {
        if self.repository.repository.is_some() {
            return None;
        }
        match &self.folder {
            Some(folder) => Some(folder.clone()),
            None => Path::new("content").is_dir().then(|| PathBuf::from(".")),
        }
    }
}

/// Runs a command on the files of a site, and says what the system refused.
pub fn with_site(
    site: &SiteArgs,
    command: impl FnOnce(SiteFiles) -> io::Result<Outcome>,
) -> Outcome {
    finish(|| command(site.source()?.read()?.files))
}

/// Runs a command that changes files in the folder of a site.
pub fn with_folder(
    site: &SiteArgs,
    command: impl FnOnce(&Path, SiteFiles) -> io::Result<Outcome>,
) -> Outcome {
    with_site(site, |files| command(&site.folder().ok_or_else(no_folder)?, files))
}

pub fn no_folder() -> io::Error {
    let says = "this folder has no content/; go to the one that has, or name it with --site";
    io::Error::new(io::ErrorKind::NotFound, says)
}

/// Says what the system refused. A closed pipe is no error.
pub fn finish(command: impl FnOnce() -> io::Result<Outcome>) -> Outcome {
    match command() {
        Ok(outcome) => outcome,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Outcome::Fine,
        Err(error) => {
            // Nobody is left to be told that standard error is closed.
            let _ = writeln!(io::stderr(), "error: {error}");
            Outcome::Refused
        }
    }
}

/// The program as whoever called it can call it again, in the messages of a checkout.
pub fn program() -> String {
    let called = std::env::args().next().unwrap_or_default();
    let is_built_here = ["target/debug/", "target/release/"].iter().any(|it| called.contains(it));
    match std::env::var_os("CARGO").is_some() && is_built_here {
        true => "cargo run --".to_owned(),
        false if called.is_empty() => env!("CARGO_PKG_NAME").to_owned(),
        false => called,
    }
}

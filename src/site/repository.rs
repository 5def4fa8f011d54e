//! A commit of a git repository as a source of files: no checkout, so nothing half pulled, no
//! leftover file and no editor's swap file.

use std::io;
use std::path::{Path, PathBuf};

use super::folder::{FOLDERS, is_leftover, max_bytes};
use super::git::{CommitId, Git, TreeEntry};
use super::source::{FileSource, Snapshot, WatchedPaths};
use crate::content::files::{NotStored, SiteFile, SiteFiles};

/// What a revision of a repository names, whichever commit that is at the moment of reading.
#[derive(Clone, Debug)]
pub struct Repository {
    git: Git,
    revision: String,
    /// Where git keeps what its names point to.
    references: PathBuf,
}

impl Repository {
    /// The revision of the repository in this folder: a branch, a tag, a commit.
    ///
    /// # Errors
    /// If there is no git, or no repository. That there is no such revision shows when it is read:
    /// a branch may come, go, and come again.
    pub fn open(folder: &Path, revision: &str) -> io::Result<Self> {
        let git = Git::open(folder)?;
        let references = git.common_folder()?;
        Ok(Self { git, revision: revision.to_owned(), references })
    }

    /// The same repository at one commit, which never changes.
    pub fn at(&self, commit: &CommitId) -> Self {
        Self { revision: commit.as_str().to_owned(), ..self.clone() }
    }

    /// The repository itself.
    pub const fn git(&self) -> &Git {
        &self.git
    }

    /// The commit that the revision names now.
    ///
    /// # Errors
    /// If it names none.
    pub fn commit(&self) -> io::Result<CommitId> {
        self.git.commit(&self.revision)
    }
}

impl FileSource for Repository {
    fn read(&self) -> io::Result<Snapshot> {
        let commit = self.commit()?;
        let files = read_commit(&self.git, &commit)?;
        Ok(Snapshot { files, revision: Some(commit.as_str().to_owned()) })
    }

    fn watched(&self) -> Option<WatchedPaths> {
        // Loose names, packed names, and the one file set that holds both in newer repositories.
        let parts = vec!["refs", "packed-refs", "HEAD", "reftable"];
        Some(WatchedPaths { root: self.references.clone(), parts })
    }
}

/// The site's files as a commit holds them.
///
/// # Errors
/// If git fails; a single file that cannot be had stays in the list with the reason.
pub fn read_commit(git: &Git, commit: &CommitId) -> io::Result<SiteFiles> {
    read_entries(git, git.files(commit, &FOLDERS)?)
}

/// The files that git lists.
///
/// # Errors
/// If git fails; a single file that cannot be had stays in the list with the reason.
pub fn read_entries(git: &Git, entries: Vec<TreeEntry>) -> io::Result<SiteFiles> {
    let mut files = SiteFiles::default();
    let mut wanted = Vec::new();
    for entry in entries {
        let path = String::from_utf8_lossy(&entry.path).into_owned();
        if path.split('/').any(is_leftover) {
            continue;
        }
        match what_is_not_stored(&entry, &path) {
            Some(file) => files.insert(path, file),
            None => wanted.push((path, entry.object)),
        }
    }
    let objects: Vec<_> = wanted.iter().map(|(_, object)| object.as_str()).collect();
    let contents = git.read(&objects)?;
    for ((path, _), bytes) in wanted.into_iter().zip(contents) {
        let file = match bytes {
            Some(bytes) => SiteFile::from_bytes(bytes),
            None => SiteFile::NotStored(NotStored::Object),
        };
        files.insert(path, file);
    }
    Ok(files)
}

/// Why an entry is no file that can be read, if it is none.
fn what_is_not_stored(entry: &TreeEntry, path: &str) -> Option<SiteFile> {
    if str::from_utf8(&entry.path).is_err() {
        return Some(SiteFile::NotStored(NotStored::Name));
    }
    match entry.mode.as_str() {
        "120000" => Some(SiteFile::NotStored(NotStored::SymbolicLink)),
        "160000" => Some(SiteFile::NotStored(NotStored::Submodule)),
        mode if !mode.starts_with("100") => Some(SiteFile::NotAFile),
        _ if entry.size > max_bytes(path) => Some(SiteFile::TooLarge(entry.size)),
        _ => None,
    }
}

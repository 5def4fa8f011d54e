//! A site's files as git has them: what is staged, and what was at another commit.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::content::files::SiteFiles;
use crate::site::git::{CommitId, Git};
use crate::site::{FOLDERS, read_entries};

/// The history of a site's folder, which lies in a work tree at whatever depth.
pub struct History {
    git: Git,
    is_staged: bool,
}

/// A file that differs from what it was: its name then, and its name now.
pub struct Change {
    pub before: String,
    pub now: String,
}

impl History {
    /// # Errors
    /// If there is no git, or no work tree around the folder.
    pub fn around(folder: &Path, is_staged: bool) -> io::Result<Self> {
        let mut git = Git::around(folder)?;
        if is_staged && let Some(index) = index_of_hook(&git) {
            git = git.with_index(index);
        }
        Ok(Self { git, is_staged })
    }

    /// The folder, from the root of the repository, with a slash behind it; nothing at the root.
    ///
    /// # Errors
    /// If git fails.
    pub fn prefix(&self) -> io::Result<String> {
        Ok(self.git.text(&["rev-parse", "--show-prefix"])?.trim_end_matches('\n').to_owned())
    }

    /// The files that are about to be committed.
    ///
    /// # Errors
    /// If git fails.
    pub fn staged(&self) -> io::Result<SiteFiles> {
        // As `ls-tree -l` has it.
        let format = "--format=%(objectmode) %(objecttype) %(objectname) %(objectsize)%x09%(path)";
        read_entries(&self.git, self.git.list(&["ls-files", "-z", format, "--"], &FOLDERS)?)
    }

    /// The files of a commit.
    ///
    /// # Errors
    /// If git fails.
    pub fn files(&self, commit: &CommitId) -> io::Result<SiteFiles> {
        let options = ["ls-tree", "-r", "-z", "-l", commit.as_str(), "--"];
        read_entries(&self.git, self.git.list(&options, &FOLDERS)?)
    }

    /// The files of the newest commit.
    ///
    /// # Errors
    /// If there is none, or git fails.
    pub fn newest(&self) -> io::Result<SiteFiles> {
        self.files(&self.git.commit("HEAD")?)
    }

    /// The commit at which this branch left a revision: what others changed there since is not
    /// this branch's.
    ///
    /// # Errors
    /// If there is no such revision, or the clone does not reach so far back.
    pub fn fork_point(&self, revision: &str) -> io::Result<CommitId> {
        let is_shallow = self.git.text(&["rev-parse", "--is-shallow-repository"])?;
        let is_shallow = is_shallow.trim() == "true";
        let explain = |error: io::Error| match is_shallow {
            true => io::Error::new(
                error.kind(),
                format!(
                    "{error}: this clone is shallow, and holds only the newest commits; run \
                     `git fetch --unshallow`, or on GitHub give actions/checkout `fetch-depth: 0`"
                ),
            ),
            false => error,
        };
        let unknown = |error: io::Error| {
            let folder = self.git.folder().display();
            io::Error::new(
                error.kind(),
                format!("git knows no revision `{revision}` in `{folder}`"),
            )
        };
        let commit = self.git.commit(revision).map_err(unknown).map_err(explain)?;
        match self.git.text(&["merge-base", commit.as_str(), "HEAD"]) {
            Ok(base) => self.git.commit(base.trim()),
            Err(error) if is_shallow => Err(explain(error)),
            // It shares nothing with this branch.
            Err(_) => Ok(commit),
        }
    }

    /// The files that differ from a commit's, by whichever name they had.
    ///
    /// # Errors
    /// If git fails.
    pub fn changed(&self, commit: &CommitId) -> io::Result<Vec<Change>> {
        let untracked = if self.is_staged { None } else { Untracked::of(&self.git) };
        let git = untracked.as_ref().map_or(&self.git, |untracked| &untracked.git);
        let cached: &[&str] = if self.is_staged { &["--cached"] } else { &[] };
        let options = ["diff", "--name-status", "--find-renames", "--relative", "-z"];
        let named = [commit.as_str(), "--"];
        let said = git.text(&[&options, cached, &named[..], &FOLDERS].concat())?;
        let mut words = said.split_terminator('\0');
        let mut changes = Vec::new();
        while let (Some(status), Some(before)) = (words.next(), words.next()) {
            let is_moved = status.starts_with(['R', 'C']);
            let now = if is_moved { words.next().unwrap_or(before) } else { before };
            changes.push(Change { before: before.to_owned(), now: now.to_owned() });
        }
        Ok(changes)
    }
}

/// The index that git hands to a hook of this same repository: a commit of some files, or with
/// `-a`, has one of its own.
fn index_of_hook(git: &Git) -> Option<PathBuf> {
    let index = std::path::absolute(std::env::var_os("GIT_INDEX_FILE")?).ok()?;
    let hooked = Command::new("git").args(["rev-parse", "--absolute-git-dir"]).output().ok()?;
    let ours = git.text(&["rev-parse", "--absolute-git-dir"]).ok()?;
    let is_ours = hooked.stdout.trim_ascii() == ours.trim().as_bytes();
    (is_ours && index.is_file()).then_some(index)
}

/// The repository with an index for one question, in which new files are noted as well: so a file
/// that was renamed by hand is found under its new name.
struct Untracked {
    git: Git,
    index: PathBuf,
}

impl Untracked {
    fn of(git: &Git) -> Option<Self> {
        let real = git.text(&["rev-parse", "--git-path", "index"]).ok()?;
        let name = format!("diversity-networks-{}.index", std::process::id());
        let index = std::env::temp_dir().join(name);
        fs::copy(git.folder().join(real.trim_end_matches('\n')), &index).ok()?;
        let noted = Self { git: git.clone().with_index(index.clone()), index };
        let there = FOLDERS.into_iter().filter(|name| git.folder().join(name).is_dir());
        let add = ["add", "--intent-to-add", "--"].into_iter().chain(there);
        noted.git.text(&add.collect::<Vec<_>>()).ok()?;
        Some(noted)
    }
}

impl Drop for Untracked {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.index);
    }
}

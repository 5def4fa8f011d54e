//! Where a site's files come from. Everything above knows this trait alone.

use std::fmt::Debug;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io};

use super::{embedded, folder};
use crate::content::files::SiteFiles;

/// A place that holds the files of a site.
pub trait FileSource: Debug + Send + Sync {
    /// All files as they are now.
    ///
    /// # Errors
    /// There is nothing to read: the place is gone, or refuses. A single file that cannot be read
    /// is no such error; it stays in the list with the reason.
    fn read(&self) -> io::Result<Snapshot>;

    /// What tells of changes; none where nothing ever changes.
    fn watched(&self) -> Option<WatchedPaths> {
        None
    }

    /// Whether somebody is in the midst of changing many files.
    fn is_changing(&self) -> bool {
        false
    }
}

/// How old a lock may be that is somebody's.
const LOCK_MAX_AGE: Duration = Duration::from_secs(60);

/// The files of a site at one moment.
#[derive(Debug)]
pub struct Snapshot {
    /// The files.
    pub files: SiteFiles,
    /// The name of this state, where the source has one, as a repository has; else the site is
    /// named by a digest of its files.
    pub revision: Option<String>,
}

/// The paths whose changes mean that the files have to be read again.
#[derive(Clone, Debug)]
pub struct WatchedPaths {
    /// The folder that everything lies in.
    pub root: PathBuf,
    /// The names in it that count, with all that is below them; each may be missing.
    pub parts: Vec<&'static str>,
}

/// A folder with `content/`, `locales/` and `static/`.
#[derive(Clone, Debug)]
pub struct Folder(pub PathBuf);

impl FileSource for Folder {
    fn read(&self) -> io::Result<Snapshot> {
        match self.0.metadata() {
            Ok(metadata) if metadata.is_dir() => {
                Ok(Snapshot { files: folder::read_folder(&self.0), revision: None })
            }
            Ok(_) => Err(missing(&self.0, "is not a folder")),
            Err(error) => Err(missing(&self.0, &error.to_string())),
        }
    }

    fn watched(&self) -> Option<WatchedPaths> {
        Some(WatchedPaths { root: self.0.clone(), parts: folder::FOLDERS.to_vec() })
    }

    /// Git keeps its index locked while it checks out; a lock that was left behind counts for a
    /// minute.
    fn is_changing(&self) -> bool {
        let Ok(folder) = self.0.canonicalize() else { return false };
        let Some(git) = folder.ancestors().map(|it| it.join(".git")).find(|it| it.exists()) else {
            return false;
        };
        // Of a linked work tree it is a file that says where.
        let linked = fs::read_to_string(&git).ok();
        let linked = linked.as_deref().and_then(|text| text.strip_prefix("gitdir: "));
        let git = linked.map_or(git.clone(), |path| git.with_file_name(path.trim_end()));
        let lock = git.join("index.lock").metadata().and_then(|lock| lock.modified());
        lock.is_ok_and(|since| since.elapsed().is_ok_and(|age| age < LOCK_MAX_AGE))
    }
}

fn missing(folder: &Path, why: &str) -> io::Error {
    let says = format!("the site's folder {} cannot be read: {why}", folder.display());
    io::Error::new(io::ErrorKind::NotFound, says)
}

/// The copy that was built into the binary.
#[derive(Clone, Copy, Debug)]
pub struct Embedded;

impl FileSource for Embedded {
    fn read(&self) -> io::Result<Snapshot> {
        Ok(Snapshot { files: embedded::files(), revision: None })
    }
}

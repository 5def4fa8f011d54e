//! The last good files, kept on disk for the next start.

use std::fs;
use std::io;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use super::source::Folder;
use crate::content::files::{SiteFile, SiteFiles};

/// The name of the link to the files that are good.
const CURRENT: &str = "current";

/// A folder that holds the last good files, by revision. It is this program's alone.
#[derive(Clone, Debug)]
pub struct LastGood {
    folder: PathBuf,
}

impl LastGood {
    /// The last good files in this folder, which is made when there is something to keep.
    pub const fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The files, if any were kept.
    pub fn source(&self) -> Option<Folder> {
        let current = self.folder.join(CURRENT);
        current.is_dir().then_some(Folder(current))
    }

    /// Keeps these files in the place of those that were kept before. Whoever breaks off in the
    /// midst of it leaves the earlier ones.
    ///
    /// # Errors
    /// The system refuses to write.
    pub fn keep(&self, files: &SiteFiles, revision: &str) -> io::Result<()> {
        let name: String = revision.chars().filter(char::is_ascii_alphanumeric).collect();
        let (kept, current) = (self.folder.join(&name), self.folder.join(CURRENT));
        if current.canonicalize().is_ok_and(|present| present.ends_with(&name)) {
            return Ok(());
        }
        fs::create_dir_all(&self.folder)?;
        let being_written = self.folder.join("new");
        remove(&being_written)?;
        for (path, file) in files.iter() {
            if let SiteFile::Read(bytes) = file {
                let path = being_written.join(path);
                fs::create_dir_all(path.parent().unwrap_or(&being_written))?;
                fs::write(path, bytes)?;
            }
        }
        remove(&kept)?;
        fs::rename(&being_written, &kept)?;
        let link = self.folder.join("next");
        remove(&link)?;
        symlink(&name, &link)?;
        fs::rename(&link, &current)?;
        for entry in fs::read_dir(&self.folder)?.flatten() {
            if entry.file_name() != CURRENT && entry.file_name() != name.as_str() {
                remove(&entry.path())?;
            }
        }
        Ok(())
    }
}

fn remove(path: &Path) -> io::Result<()> {
    match path.symlink_metadata() {
        Ok(metadata) if metadata.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

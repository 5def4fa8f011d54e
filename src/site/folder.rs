//! A site's folder on disk, read into memory.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use crate::content::files::{FILE_MAX_BYTES, SiteFile, SiteFiles};

/// The folders that a site is made of. Whatever else lies beside them is none of ours.
pub const FOLDERS: [&str; 3] = ["content", "locales", "static"];

/// The largest file in `static/` that is read, in bytes.
pub const STATIC_MAX_BYTES: u64 = 10_000_000;

/// How large a file may be, by its path.
pub fn max_bytes(path: &str) -> u64 {
    if path.starts_with("static/") { STATIC_MAX_BYTES } else { FILE_MAX_BYTES }
}

/// Reads the files of a site's folder: `content/`, `locales/` and `static/` with all that is
/// below them, except hidden files and what editors leave while they save.
///
/// Nothing is reported here: a file that cannot be read stays in the list with the reason, and
/// whoever needs it says so.
pub fn read_folder(folder: &Path) -> SiteFiles {
    let mut files = SiteFiles::default();
    for name in FOLDERS {
        let path = folder.join(name);
        if path.exists() {
            read_any(&path, name, &mut Vec::new(), &mut files);
        }
    }
    files
}

/// Reads a file or folder, whichever it is. `above` are the folders on the way to it.
fn read_any(path: &Path, name: &str, above: &mut Vec<PathBuf>, files: &mut SiteFiles) {
    // Links are followed: a mounted configuration consists of nothing else.
    let read = fs::metadata(path).and_then(|metadata| {
        if metadata.is_dir() && !must_be_file(name) {
            read_below(path, name, above, files)?;
            return Ok(None);
        }
        read_file(path, name, &metadata).map(Some)
    });
    match read {
        Ok(None) => {}
        Ok(Some(file)) => files.insert(name, file),
        Err(error) => files.insert(name, SiteFile::Unreadable(error.to_string())),
    }
}

fn read_below(
    folder: &Path,
    name: &str,
    above: &mut Vec<PathBuf>,
    files: &mut SiteFiles,
) -> io::Result<()> {
    let real = folder.canonicalize()?;
    if above.contains(&real) {
        // A link to a folder that it is in: what is there has been read.
        return Ok(());
    }
    above.push(real);
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    for entry in entries.iter().flatten() {
        let entry_name = entry.file_name().to_string_lossy().into_owned();
        if !is_leftover(&entry_name) {
            read_any(&entry.path(), &format!("{name}/{entry_name}"), above, files);
        }
    }
    above.pop();
    entries.map(drop)
}

fn read_file(path: &Path, name: &str, metadata: &Metadata) -> io::Result<SiteFile> {
    if !metadata.is_file() {
        // A socket or pipe would never end.
        Ok(SiteFile::NotAFile)
    } else if metadata.len() > max_bytes(name) {
        Ok(SiteFile::TooLarge(metadata.len()))
    } else {
        Ok(SiteFile::from_bytes(fs::read(path)?))
    }
}

/// Whether only a file can be meant by a name.
fn must_be_file(name: &str) -> bool {
    [".toml", ".ftl"].iter().any(|extension| name.ends_with(extension))
}

/// Whether a file is hidden, or an editor's: a backup of Emacs or Vim, Emacs's autosave, Vim's
/// swap file, and `4913`, with which Vim tries whether it may write.
pub fn is_leftover(name: &str) -> bool {
    name.starts_with('.')
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || name.ends_with(".swp")
        || name == "4913"
}

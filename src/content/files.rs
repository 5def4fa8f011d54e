//! The site's files as text in memory: what there is to load, from wherever it was read.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// All files of a site, by path relative to the site's folder, with `/` between segments:
/// `content/networks/rise.toml`, `locales/nl/home.ftl`, `static/site.css`.
#[derive(Clone, Debug, Default)]
pub struct SiteFiles {
    files: BTreeMap<String, SiteFile>,
}

/// One file, or why there is nothing of it to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SiteFile {
    /// Its bytes.
    Read(Cow<'static, [u8]>),
    /// It is a folder (or a socket, a device …), where a file should be.
    NotAFile,
    /// It is larger than [`FILE_MAX_BYTES`].
    TooLarge(u64),
    /// The system refused; in its words.
    Unreadable(String),
    /// The repository has something else in its place.
    NotStored(NotStored),
}

/// What a repository has in the place of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotStored {
    /// A link: what it leads to may be outside.
    SymbolicLink,
    /// A commit of another repository.
    Submodule,
    /// An object that this copy of the repository does not have.
    Object,
    /// A pointer of Git LFS, whose content is elsewhere.
    LfsPointer,
    /// A file whose name is no text.
    Name,
}

/// The largest file that is read: 1 MB is far more than any text of the site needs.
pub const FILE_MAX_BYTES: u64 = 1_000_000;

impl SiteFile {
    /// A file with this content; a pointer of Git LFS is none
    /// (<https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md>).
    pub fn from_bytes(bytes: impl Into<Cow<'static, [u8]>>) -> Self {
        let bytes = bytes.into();
        match bytes.starts_with(b"version https://git-lfs.github.com/spec/") {
            true => Self::NotStored(NotStored::LfsPointer),
            false => Self::Read(bytes),
        }
    }
}

impl SiteFiles {
    /// Adds or replaces one file.
    pub fn insert(&mut self, path: impl Into<String>, file: SiteFile) {
        self.files.insert(path.into(), file);
    }

    /// Takes one file out.
    pub fn remove(&mut self, path: &str) {
        self.files.remove(path);
    }

    /// One file.
    pub fn get(&self, path: &str) -> Option<&SiteFile> {
        self.files.get(path)
    }

    /// All files, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &SiteFile)> {
        self.files.iter().map(|(path, file)| (path.as_str(), file))
    }

    /// The files below a folder given with its trailing slash, by path.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a SiteFile)> {
        self.files
            .range(folder.to_owned()..)
            .take_while(move |(path, _)| path.starts_with(folder))
            .map(|(path, file)| (path.as_str(), file))
    }
}

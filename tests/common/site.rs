//! Sites on disk, to be edited by a test and removed with it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::root;

/// A folder with a site in it.
pub struct SiteCopy {
    pub folder: PathBuf,
}

impl SiteCopy {
    /// A copy of the repository's own site.
    pub fn new() -> Self {
        let site = Self::empty();
        for part in ["content", "locales", "static"] {
            copy(&root().join(part), &site.folder.join(part));
        }
        site
    }

    /// A small site of which `check` says nothing.
    pub fn good() -> Self {
        let site = Self::empty();
        copy(&root().join("tests/content/good"), &site.folder);
        copy(&root().join("locales"), &site.folder.join("locales"));
        site
    }

    /// A folder with nothing in it.
    pub fn empty() -> Self {
        static COPIES: AtomicUsize = AtomicUsize::new(0);
        let number = COPIES.fetch_add(1, Ordering::Relaxed);
        let name = format!("diversity-networks-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder can be made");
        Self { folder }
    }

    /// The folder, as a flag takes it.
    pub fn path(&self) -> &str {
        self.folder.to_str().expect("temporary folders have plain names")
    }

    /// A file as it is.
    #[track_caller]
    pub fn read(&self, file: &str) -> String {
        let text = fs::read_to_string(self.folder.join(file));
        text.unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    /// Replaces a part of a file, which must be there.
    #[track_caller]
    pub fn edit(&self, file: &str, from: &str, to: &str) {
        let text = self.read(file);
        assert!(text.contains(from), "{file} holds {from}");
        self.write(file, &text.replace(from, to));
    }

    /// Writes a file whole.
    #[track_caller]
    pub fn write(&self, file: &str, text: &str) {
        let path = self.folder.join(file);
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("it can be made");
        fs::write(path, text).expect("the file can be written");
    }

    /// Removes a file.
    #[track_caller]
    pub fn remove(&self, file: &str) {
        fs::remove_file(self.folder.join(file)).expect("the file is there");
    }
}

impl Drop for SiteCopy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The repository's own entries in a folder of `content/` whose files hold all of these words, by
/// name: tests count what is there, so that an editor can add to it.
pub fn entries(folder: &str, words: &[&str]) -> Vec<String> {
    let files = fs::read_dir(root().join("content").join(folder)).expect("the folder is there");
    let paths = files.map(|file| file.expect("readable").path());
    let mut names: Vec<_> = paths
        .filter(|path| {
            let text = fs::read_to_string(path).expect("it is text");
            words.iter().all(|word| text.contains(word))
        })
        .map(|path| path.file_stem().expect("it has a name").to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("the folder is there") {
        let entry = entry.expect("the folder can be read");
        let target = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(fs::copy(entry.path(), target).expect("the file can be copied")),
        }
    }
}

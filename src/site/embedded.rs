//! The copy of the site that is built into the program: one file is a whole site.

use std::borrow::Cow;
use std::path::Path;

use super::folder::read_folder;
use crate::content::files::{SiteFile, SiteFiles};

/// `(path, bytes)`; a build for development has none, and knows the folder where they are.
static FILES: Result<&[(&str, &[u8])], &str> = include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// The files that the program was built with; those of the checkout, in a build for development.
pub fn files() -> SiteFiles {
    let packed = match FILES {
        Ok(packed) => packed,
        Err(folder) => return read_folder(Path::new(folder)),
    };
    let mut files = SiteFiles::default();
    for &(path, bytes) in packed {
        files.insert(path, SiteFile::Read(Cow::Borrowed(bytes)));
    }
    files
}

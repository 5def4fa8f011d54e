//! The copy of the site that is built into the binary: one file is a whole site.

use std::borrow::Cow;

use crate::content::files::{SiteFile, SiteFiles};

static FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// The files that the binary was built with.
pub fn files() -> SiteFiles {
    let mut files = SiteFiles::default();
    for &(path, bytes) in FILES {
        files.insert(path, SiteFile::Read(Cow::Borrowed(bytes)));
    }
    files
}

//! `declare`: keeps the present cookie declaration, so that what visitors agreed to can be shown
//! for as long as their answers count (GDPR 7(1)).

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use crate::content::files::{SiteFile, SiteFiles};
use crate::content::layout::{COOKIES, DECLARATIONS};
use crate::content::model::Content;

/// Copies `cookies.toml` to the declarations of a site's folder, under its version, unless it is
/// kept already; says which.
///
/// The text is copied rather than written anew, so that its comments are kept too.
///
/// # Errors
/// If the folder or `out` cannot be written to.
pub fn declare(
    folder: &Path,
    files: &SiteFiles,
    content: &Content,
    out: &mut dyn Write,
) -> io::Result<()> {
    let version = &content.declaration.version;
    let file = format!("{DECLARATIONS}{version}.toml");
    if content.kept_declarations.contains_key(version) {
        return writeln!(out, "{file} is there already");
    }
    let Some(SiteFile::Read(text)) = files.get(COOKIES) else {
        return Err(io::Error::new(io::ErrorKind::NotFound, COOKIES));
    };
    fs::create_dir_all(folder.join(DECLARATIONS))?;
    fs::write(folder.join(&file), one_folder_deeper(&String::from_utf8_lossy(text)))?;
    writeln!(out, "{file} keeps the present declaration")
}

/// The text for a folder below: the path to its schema, on the first line, has one step more.
fn one_folder_deeper(text: &str) -> String {
    text.replacen("#:schema ../", "#:schema ../../", 1)
}

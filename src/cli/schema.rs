//! `schema`: JSON Schemas of the content files, with which editors' programs complete and explain.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use crate::content::files::SiteFiles;
use crate::content::layout::Kind;
use crate::content::schema::schema;
use crate::content::taxonomy;

/// The schemas of a site's content files with its own ids: each file's name and text.
///
/// The taxonomy is taken as far as it can be read: whoever repairs it needs the schemas most.
pub fn schemas(files: &SiteFiles) -> Vec<(String, String)> {
    let ids = taxonomy(files);
    let text = |kind: Kind| {
        let text = format!("{:#}\n", schema(kind, &ids));
        (format!("{}.json", kind.name()), text)
    };
    Kind::FORMATS.into_iter().map(text).collect()
}

/// Writes the schemas of a site's content files into a folder, and says which.
///
/// # Errors
/// If the folder or `out` cannot be written to.
pub fn write_schemas(files: &SiteFiles, folder: &Path, out: &mut dyn Write) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for (name, text) in schemas(files) {
        let path = folder.join(name);
        fs::write(&path, text)?;
        writeln!(out, "{}", path.display())?;
    }
    Ok(())
}

//! `new`: a file for a network, charter or collaboration, with everything that can be said in it.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use jiff::civil::Date;
use serde_json::Value as Json;

use crate::content::files::SiteFiles;
use crate::content::layout::{FOLDERS, Kind};
use crate::content::{Key, TO_WRITE, is_kebab, kebab_help, keys, taxonomy};

/// What can be new.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum NewEntry {
    /// A network.
    Network,
    /// A charter.
    Charter,
    /// A collaboration.
    Collaboration,
}

impl NewEntry {
    const fn kind(self) -> Kind {
        match self {
            Self::Network => Kind::Network,
            Self::Charter => Kind::Charter,
            Self::Collaboration => Kind::Collaboration,
        }
    }
}

/// Writes the file of a new entry into a site's folder, and says where. `check` finds nothing in
/// it but the texts that are still to be written.
///
/// # Errors
/// If the slug cannot be part of an address, if there is such an entry already, or if the folder
/// or `out` cannot be written to.
pub fn new(
    folder: &Path,
    files: &SiteFiles,
    entry: NewEntry,
    slug: &str,
    today: Date,
    out: &mut dyn Write,
) -> io::Result<()> {
    let kind = entry.kind();
    let refuse = |kind, says: String| Err(io::Error::new(kind, says));
    // A slug has neither dots nor slashes, so the file cannot lie elsewhere.
    if !is_kebab(slug) {
        let says = format!("`{slug}` cannot be part of an address: {}", kebab_help(slug));
        return refuse(io::ErrorKind::InvalidInput, says);
    }
    if !folder.join("content").is_dir() {
        let says = format!("there is no content/ in `{}`", folder.display());
        return refuse(io::ErrorKind::NotFound, says);
    }
    let below = FOLDERS.iter().find(|(_, of)| *of == kind).map_or("content/", |(below, _)| below);
    let file = format!("{below}{slug}.toml");
    fs::create_dir_all(folder.join(below))?;
    let mut created = match File::create_new(folder.join(&file)) {
        Ok(created) => created,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return refuse(error.kind(), format!("`{file}` is there already"));
        }
        Err(error) => return Err(error),
    };
    created.write_all(template(kind, &keys(kind.format(), &taxonomy(files)), today).as_bytes())?;
    writeln!(out, "{file} is to be written: replace each {TO_WRITE} in it")
}

/// A file with all keys of a format: the required ones to be filled in, the others to be had.
fn template(kind: Kind, keys: &[Key], today: Date) -> String {
    let name = kind.name();
    let mut text = format!(
        "#:schema ../../schema/{name}.json\n\
         # Replace each {TO_WRITE}. To use a key that stands behind `# `, remove that sign.\n\
         # What is left to do: diversity-networks check\n",
    );
    // What stands below a header is part of that table, so headers come last.
    let (tables, lines): (Vec<_>, Vec<_>) = keys.iter().partition(|key| key.is_table());
    for key in lines.into_iter().chain(tables) {
        text.push_str(&format!("\n# {}.\n", key.meaning));
        for choice in choices(&key.schema) {
            text.push_str(&format!("#   {choice}\n"));
        }
        for line in &key.lines {
            let schemas = [&key.schema, &key.schema["anyOf"][0]];
            let format = schemas.iter().find_map(|schema| schema["format"].as_str());
            let line = match (key.is_required, format) {
                (false, _) => format!("# {line}\n"),
                (true, Some("date")) => format!("{} = {today}\n", key.name),
                (true, _) => format!("{}\n", line.replace('…', TO_WRITE)),
            };
            text.push_str(&line);
        }
    }
    text
}

/// What there is to choose from where a schema allows only some words: `staff: Staff`.
fn choices(schema: &Json) -> Vec<String> {
    let schema = if schema["enum"].is_array() { schema } else { &schema["items"] };
    let words = schema["enum"].as_array().into_iter().flatten().filter_map(Json::as_str);
    let labels = &schema["x-taplo"]["docs"]["enumValues"];
    let choice = |(index, word): (usize, &str)| match labels[index].as_str() {
        Some(label) => format!("{word}: {label}"),
        None => word.to_owned(),
    };
    words.enumerate().map(choice).collect()
}

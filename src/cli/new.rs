//! `new`: a file for a network, charter or collaboration, with everything that can be said in it.

use std::fs::{self, File};
use std::io::{self, Write as _};

use serde_json::Value as Json;

use super::Outcome;
use super::args::{SiteArgs, program, with_folder};
use crate::content::layout::{FOLDERS, Kind};
use crate::content::{Key, TO_WRITE, is_kebab, kebab_help, keys, taxonomy};

#[derive(clap::Args, Debug)]
pub struct NewArgs {
    /// What is new
    #[arg(value_enum)]
    entry: NewEntry,
    /// The file's name and the last part of its address: lower-case letters, digits, hyphens
    slug: String,
    #[command(flatten)]
    site: SiteArgs,
}

/// What can be new.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum NewEntry {
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

/// The longest slug: file systems take names of 255 bytes, and `.toml` is five of them.
const SLUG_MAX: usize = 250;

/// Names that Windows keeps for devices, with whatever ending: a checkout there would fail
/// (<https://learn.microsoft.com/windows/win32/fileio/naming-a-file>).
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Why a slug can be no file's name, if it cannot.
fn refusal(slug: &str) -> Option<String> {
    let length = slug.chars().count();
    if length > SLUG_MAX {
        return Some(format!(
            "a name of {length} characters is too long: at most {SLUG_MAX} fit, and it is also \
             the last part of the address, so a few words are best"
        ));
    }
    if !is_kebab(slug) {
        return Some(format!("`{slug}` cannot be part of an address: {}", kebab_help(slug)));
    }
    DEVICES.contains(&slug).then(|| {
        format!("Windows can hold no file of the name `{slug}`: choose a longer one, such as `{slug}-network`")
    })
}

/// Writes the file of a new entry into a site's folder, and says where. `check` finds nothing in
/// it but what is still to be written.
pub fn run(args: &NewArgs) -> Outcome {
    let NewArgs { entry, slug, site } = args;
    let kind = entry.kind();
    let refuse = |kind, says: String| Err(io::Error::new(kind, says));
    with_folder(site, |folder, files| {
        // A slug has neither dots nor slashes, so the file cannot lie elsewhere.
        if let Some(says) = refusal(slug) {
            return refuse(io::ErrorKind::InvalidInput, says);
        }
        if !folder.join("content").is_dir() {
            let says = format!("there is no content/ in `{}`", folder.display());
            return refuse(io::ErrorKind::NotFound, says);
        }
        let below = FOLDERS.iter().find(|(_, of)| *of == kind).map_or("content/", |(it, _)| it);
        let file = format!("{below}{slug}.toml");
        fs::create_dir_all(folder.join(below))?;
        let mut created = match File::create_new(folder.join(&file)) {
            Ok(created) => created,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return refuse(error.kind(), format!("`{file}` is there already"));
            }
            Err(error) => return Err(error),
        };
        let keys = keys(kind.format(), &taxonomy(&files));
        created.write_all(template(kind, &keys).as_bytes())?;
        writeln!(io::stdout(), "{file} is to be written: replace each {TO_WRITE} in it")?;
        Ok(Outcome::Fine)
    })
}

/// A file with all keys of a format: the required ones to be filled in, the others to be had.
fn template(kind: Kind, keys: &[Key]) -> String {
    let (name, program) = (kind.name(), program());
    let mut text = format!(
        "#:schema ../../schema/{name}.json\n\
         # Replace each {TO_WRITE}, and leave the quotation marks; only a day stands without them.\n\
         # Keys behind `# ` are optional: to use one, remove that sign, and write what is true.\n\
         # What is left to do: {program} check\n",
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
                // Only an editor knows it: a day that was filled in would claim what nobody said.
                (true, Some("date")) => format!("{} = \"{TO_WRITE}\"\n", key.name),
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

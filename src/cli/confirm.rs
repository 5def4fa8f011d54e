//! `confirm`: an editor says that files are still true today.

use std::fs;
use std::io::{self, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::de::DeTable;

use super::Outcome;
use super::args::{SiteArgs, with_folder};
use crate::content::files::{SiteFile, SiteFiles};
use crate::diagnostic::stem;
use crate::reload::today;

#[derive(clap::Args, Debug)]
pub struct ConfirmArgs {
    /// The last part of each address, which is the file's name: `rise`; or the file
    #[arg(required = true, value_name = "SLUG")]
    slugs: Vec<String>,
    #[command(flatten)]
    site: SiteArgs,
}

/// A file with the value of its `as_of`.
struct Confirmed {
    path: PathBuf,
    file: String,
    text: String,
    value: Range<usize>,
}

/// Sets `as_of` of each file to today and changes no other byte; says the line before and after.
/// Nothing is written unless all of the files are found.
pub fn run(args: &ConfirmArgs) -> Outcome {
    with_folder(&args.site, |folder, files| {
        let confirmed = args.slugs.iter().map(|slug| find(folder, &files, slug));
        let day = today(&files).to_string();
        for Confirmed { path, file, mut text, value } in
            confirmed.collect::<io::Result<Vec<_>>>()?
        {
            let before = line(&text, value.start).to_owned();
            let start = value.start;
            text.replace_range(value, &day);
            fs::write(path, &text)?;
            writeln!(io::stdout(), "{file}\n- {before}\n+ {}", line(&text, start))?;
        }
        Ok(Outcome::Fine)
    })
}

/// The file that a slug names, and in it the value of `as_of`.
fn find(folder: &Path, files: &SiteFiles, slug: &str) -> io::Result<Confirmed> {
    let refuse = |says: String| io::Error::new(io::ErrorKind::NotFound, says);
    let is_named = |file: &str| match slug.contains(['/', '\\', '.']) {
        true => Path::new(slug).ends_with(file) || slug == file,
        false => file.ends_with(".toml") && stem(file) == slug,
    };
    // A declaration is kept as it was.
    let content = files.below("content/").filter(|(file, _)| !file.contains("/declarations/"));
    let named: Vec<_> = content.filter(|(file, _)| is_named(file)).collect();
    let (file, bytes) = match named[..] {
        [(file, SiteFile::Read(bytes))] => (file, bytes),
        [] => return Err(refuse(format!("no file is called `{slug}`"))),
        [(file, _)] => return Err(refuse(format!("`{file}` cannot be read"))),
        [(first, _), (second, _), ..] => {
            let says = format!("`{slug}` is {first} and {second}: write which");
            return Err(refuse(says));
        }
    };
    let text = String::from_utf8(bytes.to_vec())
        .map_err(|_| refuse(format!("`{file}` is no text: {slug} is not confirmed")))?;
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    let (table, _) = DeTable::parse_recoverable(&text[mark..]);
    let Some(value) = table.get_ref().get("as_of").map(|value| value.span()) else {
        return Err(refuse(format!("`{file}` has no `as_of`")));
    };
    let value = mark + value.start..mark + value.end;
    Ok(Confirmed { path: folder.join(file), file: file.to_owned(), text, value })
}

/// The line that an offset is on.
fn line(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    text[start..].lines().next().unwrap_or_default()
}

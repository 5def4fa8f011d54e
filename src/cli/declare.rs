//! `declare`: keeps the present cookie declaration, so that what visitors agreed to can be shown
//! for as long as their answers count (GDPR 7(1)).

use std::fs;
use std::io::{self, Write as _};

use super::args::{SiteArgs, with_folder};
use super::{Outcome, findings};
use crate::content;
use crate::content::files::SiteFile;
use crate::content::layout::{COOKIES, DECLARATIONS};
use crate::reload::today;

#[derive(clap::Args, Debug)]
pub struct DeclareArgs {
    #[command(flatten)]
    site: SiteArgs,
}

/// Copies `cookies.toml` to the declarations of a site's folder, under its version, unless it is
/// kept already; says which.
///
/// The text is copied rather than written anew, so that its comments are kept too.
pub fn run(args: &DeclareArgs) -> Outcome {
    with_folder(&args.site, |folder, files| {
        let loaded = content::load(&files, today(&files));
        let Some(content) = loaded.content else {
            findings::print(&loaded.findings, &files);
            return Ok(Outcome::BadContent);
        };
        let version = &content.declaration.version;
        let file = format!("{DECLARATIONS}{version}.toml");
        if content.kept_declarations.contains_key(version) {
            writeln!(io::stdout(), "{file} is there already")?;
            return Ok(Outcome::Fine);
        }
        let Some(SiteFile::Read(text)) = files.get(COOKIES) else {
            return Err(io::Error::new(io::ErrorKind::NotFound, COOKIES));
        };
        fs::create_dir_all(folder.join(DECLARATIONS))?;
        fs::write(folder.join(&file), one_folder_deeper(&String::from_utf8_lossy(text)))?;
        writeln!(io::stdout(), "{file} keeps the present declaration")?;
        Ok(Outcome::Fine)
    })
}

/// The text for a folder below: the path to its schema, on the first line, has one step more.
fn one_folder_deeper(text: &str) -> String {
    text.replacen("#:schema ../", "#:schema ../../", 1)
}

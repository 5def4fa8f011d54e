//! `schema`: JSON Schemas of the content files, with which editors' programs complete and explain.

use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;

use super::Outcome;
use super::args::{SiteArgs, with_site};
use crate::content::layout::Kind;
use crate::content::schema::schema;
use crate::content::taxonomy;

#[derive(clap::Args, Debug)]
pub struct SchemaArgs {
    #[command(flatten)]
    site: SiteArgs,
    /// The folder to write to
    #[arg(long, value_name = "DIR", default_value = "schema")]
    out: PathBuf,
}

/// Writes the schemas of a site's content files with its own ids into a folder, and says which.
///
/// The taxonomy is taken as far as it can be read: whoever repairs it needs the schemas most.
pub fn run(args: &SchemaArgs) -> Outcome {
    with_site(&args.site, |files| {
        let ids = taxonomy(&files);
        fs::create_dir_all(&args.out)?;
        for kind in Kind::FORMATS {
            let path = args.out.join(format!("{}.json", kind.name()));
            fs::write(&path, format!("{:#}\n", schema(kind, &ids)))?;
            writeln!(io::stdout(), "{}", path.display())?;
        }
        Ok(Outcome::Fine)
    })
}

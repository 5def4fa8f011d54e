//! `check`: everything that is wrong with a site, for its editors and for the tests of a change.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::args::{SiteArgs, finish, no_folder};
use super::findings::{self, Format};
use super::history::History;
use super::{Outcome, since, spelling};
use serde_json::Value as Json;

use crate::content;
use crate::content::files::SiteFiles;
use crate::content::layout::{self, Kind};
use crate::content::schema::schema;
use crate::diagnostic::{self, Finding, Severity, rules, whole_file};
use crate::reload::today;
use crate::site::{self, Options};

#[derive(clap::Args, Debug)]
pub struct CheckArgs {
    #[command(flatten)]
    site: SiteArgs,
    /// How findings are written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Take warnings for errors too
    #[arg(long)]
    strict: bool,
    /// Also name texts of which only one language has changed since the branch left this git
    /// revision
    #[arg(long, value_name = "REVISION")]
    since: Option<String>,
    /// Also name words that are in no dictionary and not in content/words.txt; where else the
    /// dictionaries lie
    #[arg(
        long,
        value_name = "DIR",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "/usr/share/hunspell",
        env = "DIVERSITY_NETWORKS_SPELLING"
    )]
    spelling: Option<PathBuf>,
    /// Check what is about to be committed, in the place of what lies in the folder
    #[arg(long, conflicts_with = "repository")]
    staged: bool,
}

/// Checks a site's files and writes what is wrong with them; nothing if all is well.
pub fn run(args: &CheckArgs) -> Outcome {
    finish(|| {
        let folder = args.site.folder();
        let history = || History::around(folder.as_deref().ok_or_else(no_folder)?, args.staged);
        let files = match args.staged {
            true => history()?.staged()?,
            false => args.site.source()?.read()?.files,
        };
        let options = Options { today: today(&files), ..Options::default() };
        let mut found = site::load(&files, &options).findings;
        if let Some(folder) = folder.as_deref().filter(|_| !diagnostic::has_errors(&found)) {
            found.extend(outdated_schema(folder, &files));
        }
        if let Some(revision) = &args.since {
            found.extend(since::outdated(&files, &history()?, revision)?);
        }
        if let Some(dictionaries) = &args.spelling {
            found.extend(spelling::unknown_words(&files, dictionaries)?);
        }
        diagnostic::sort(&mut found);
        findings::name_commands(&mut found);
        let mut out = io::stdout();
        let is_coloured = findings::wants_colours(&out);
        if args.format == Format::Github {
            relocate(&mut found, folder.as_deref());
        }
        findings::write(&found, &files, args.format, is_coloured, &mut out)?;
        let counts = |found: &Finding| args.strict || found.severity == Severity::Error;
        Ok(if found.iter().any(counts) { Outcome::BadContent } else { Outcome::Fine })
    })
}

/// The schemas beside a site list its ids: with older ones, editors' programs call a new id wrong.
fn outdated_schema(folder: &Path, files: &SiteFiles) -> Option<Finding> {
    let path = format!("schema/{}.json", Kind::Network.name());
    let text = fs::read_to_string(folder.join(&path)).ok()?;
    let kept: Json = serde_json::from_str(&text).ok()?;
    let present = schema(Kind::Network, &content::taxonomy(files));
    let facets = present["properties"].as_object()?.iter();
    let lists = |key: &Json| key["enum"].is_array() || key["items"]["enum"].is_array();
    let mut facets = facets.filter(|(_, key)| lists(key));
    let (key, _) = facets.find(|(key, present)| kept["properties"][key] != **present)?;
    let message = format!("`{path}` lists other ids for `{key}` than {}", layout::TAXONOMY);
    let help = "run `diversity-networks schema`, and keep what it writes";
    Some(Finding::new(rules::OUTDATED_SCHEMA, whole_file(&path), message).help(help))
}

/// Names files from the root of the repository, as GitHub does; they stay as they are outside of
/// one.
fn relocate(findings: &mut [Finding], folder: Option<&Path>) {
    let history = folder.and_then(|folder| History::around(folder, false).ok());
    let Some(prefix) = history.and_then(|history| history.prefix().ok()) else { return };
    for finding in findings {
        finding.location.file.insert_str(0, &prefix);
        if let Some((other, _)) = &mut finding.related {
            other.file.insert_str(0, &prefix);
        }
    }
}

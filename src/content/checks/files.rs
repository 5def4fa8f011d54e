//! What rules over several files look at.

use crate::content::context::Vocabulary;
use crate::content::layout::Kind;
use crate::content::model::{Declaration, Search};
use crate::content::reader::Text;
use crate::diagnostic::Source;

/// A file that was read, with what is needed to point into it.
pub struct ReadFile<'a> {
    pub kind: Kind,
    pub source: &'a Source<'a>,
    pub texts: Vec<Text>,
}

/// All files that were read.
pub struct ReadFiles<'a> {
    /// Every file below `content/`, also one that could not be read or lies in a wrong place.
    pub paths: Vec<&'a str>,
    /// Those that are meant to lie in another folder.
    pub moved: Vec<&'a str>,
    pub files: Vec<ReadFile<'a>>,
    /// The site's public address.
    pub base_url: Option<String>,
    pub vocabulary: Option<&'a Vocabulary<'a>>,
    /// `cookies.toml`, if it has no errors.
    pub declaration: Option<&'a Declaration>,
    /// `declarations/*.toml`.
    pub kept_declarations: Vec<(&'a Source<'a>, Declaration)>,
    /// `searches.toml`.
    pub searches: &'a [Search],
}

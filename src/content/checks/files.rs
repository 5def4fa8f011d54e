//! What rules over several files look at.

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
    pub files: Vec<ReadFile<'a>>,
    /// `cookies.toml`, if it has no errors.
    pub declaration: Option<&'a Declaration>,
    /// `declarations/*.toml`.
    pub kept_declarations: Vec<(&'a Source<'a>, Declaration)>,
    /// `searches.toml`.
    pub searches: &'a [Search],
}

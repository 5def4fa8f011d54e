//! Rules that are known only once all files are read: over the texts of a file, or over several
//! files.

mod declarations;
mod names;
mod texts;

use super::layout::Kind;
use super::model::Declaration;
use super::reader::Text;
use crate::diagnostic::{Finding, Source};

pub use texts::check_texts;

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
}

/// A rule over several files.
type Check = fn(&ReadFiles<'_>, &mut Vec<Finding>);

const CHECKS: &[Check] =
    &[names::differ, declarations::are_unaltered, declarations::present_is_kept];

pub fn check(files: &ReadFiles<'_>, findings: &mut Vec<Finding>) {
    for check in CHECKS {
        check(files, findings);
    }
}

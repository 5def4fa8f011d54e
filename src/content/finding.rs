//! What is wrong with the content, as data. Only the command line and the preview turn it into
//! text.

use std::ops::Range;

/// Something an editor should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Whether the site can do without the repair.
    pub severity: Severity,
    /// The rule's stable name, in lower-case kebab: `unknown-key`.
    pub code: &'static str,
    /// Where it is.
    pub place: Place,
    /// What is wrong, in one sentence that names the offending value.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// The second place, where two places disagree, and what it has to do with it.
    pub related: Option<(Place, String)>,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The site cannot be loaded.
    Error,
    /// The site loads, and is less than it should be.
    Warning,
}

impl Severity {
    /// The word for it, in every output format.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A stretch of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, relative to the site's folder.
    pub file: String,
    /// The bytes it covers, for excerpts; empty for "the file as a whole" or "here something is
    /// missing". Always within the file and on character boundaries, where the file is text.
    pub span: Range<usize>,
    /// Where it begins.
    pub start: Position,
    /// Where it ends: the position just behind its last character.
    pub end: Position,
}

/// A position in a text, as editors count: from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The character within the line.
    pub column: u32,
}

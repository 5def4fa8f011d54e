//! What is wrong with the content, as data. Only the command line and the preview turn it into
//! text.

use std::ops::Range;

use super::rules::Rule;

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

impl Finding {
    /// A finding without help and second place.
    pub fn new(rule: Rule, place: Place, message: impl Into<String>) -> Self {
        let Rule { code, severity, .. } = rule;
        Self { severity, code, place, message: message.into(), help: None, related: None }
    }

    /// Says what to write instead.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Shows the other place, and says what it has to do with this one.
    pub fn related(&mut self, place: Place, label: impl Into<String>) -> &mut Self {
        self.related = Some((place, label.into()));
        self
    }
}

/// Sorts findings as they are reported: by file, then by place.
pub fn sort(findings: &mut [Finding]) {
    fn order(finding: &Finding) -> (&str, Position, Position, &str) {
        (&finding.place.file, finding.place.start, finding.place.end, finding.code)
    }
    findings.sort_by(|a, b| order(a).cmp(&order(b)));
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

impl Place {
    /// Whether it stands for the file as a whole, so that there is nothing to underline.
    pub fn is_whole_file(&self) -> bool {
        self.span == (0..0)
    }
}

/// A position in a text, as editors count: from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The character within the line.
    pub column: u32,
}

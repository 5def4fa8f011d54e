//! What is wrong with the content, as data. Only the command line and the preview turn it into
//! text.

use super::rules::{Rule, Severity};
use super::source::{Location, Position};

/// Something an editor should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Whether the site can do without the repair.
    pub severity: Severity,
    /// The rule's stable name, in lower-case kebab: `unknown-key`.
    pub code: &'static str,
    /// Where it is.
    pub location: Location,
    /// What is wrong, in one sentence that names the offending value.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// The second location, where two places disagree, and what it has to do with it.
    pub related: Option<(Location, String)>,
}

impl Finding {
    /// A finding without help and second location.
    pub fn new(rule: Rule, location: Location, message: impl Into<String>) -> Self {
        let Rule { code, severity, .. } = rule;
        Self { severity, code, location, message: message.into(), help: None, related: None }
    }

    /// Says what to write instead.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Shows the other location, and says what it has to do with this one.
    pub fn related(&mut self, location: Location, label: impl Into<String>) -> &mut Self {
        self.related = Some((location, label.into()));
        self
    }
}

/// Sorts findings as they are reported: by file, then by location.
pub fn sort(findings: &mut [Finding]) {
    fn order(finding: &Finding) -> (&str, Position, Position, &str) {
        (&finding.location.file, finding.location.start, finding.location.end, finding.code)
    }
    findings.sort_by(|a, b| order(a).cmp(&order(b)));
}

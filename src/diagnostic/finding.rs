use super::rules::{Rule, Severity};
use super::source::{Location, Position};

/// Something an editor should know, as data: only the command line and the preview turn it into
/// text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub severity: Severity,
    /// The rule's code.
    pub code: &'static str,
    pub location: Location,
    /// What is wrong, in one sentence that names the offending value.
    pub message: String,
    /// What to write instead. Doing exactly this mends it.
    pub help: Option<String>,
    /// The second place, where two places disagree, and what it has to do with the first.
    pub related: Option<(Location, String)>,
    /// The same as the help, for machines, where it is one thing and known exactly.
    pub remedy: Option<Remedy>,
}

/// What mends a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Parts of files, each with the text that takes its place.
    Edits(Vec<(Location, String)>),
    /// Where the file belongs.
    Move(String),
}

impl Finding {
    pub fn new(rule: Rule, location: Location, message: impl Into<String>) -> Self {
        let Rule { code, severity, .. } = rule;
        let message = message.into();
        Self { severity, code, location, message, help: None, related: None, remedy: None }
    }

    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    pub fn related(self, location: Location, label: impl Into<String>) -> Self {
        Self { related: Some((location, label.into())), ..self }
    }

    /// Says which text mends it at its own place.
    pub fn replace_by(self, text: impl Into<String>) -> Self {
        let edit = (self.location.clone(), text.into());
        self.edits(vec![edit])
    }

    pub fn edits(self, edits: Vec<(Location, String)>) -> Self {
        Self { remedy: Some(Remedy::Edits(edits)), ..self }
    }

    pub fn move_to(self, path: impl Into<String>) -> Self {
        Self { remedy: Some(Remedy::Move(path.into())), ..self }
    }
}

/// Sorts findings as they are reported: by file, then by place.
pub fn sort(findings: &mut [Finding]) {
    fn order(finding: &Finding) -> (&str, Position, Position, &str) {
        (&finding.location.file, finding.location.start, finding.location.end, finding.code)
    }
    findings.sort_by(|a, b| order(a).cmp(&order(b)));
}

pub fn has_errors(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

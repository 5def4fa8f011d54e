//! What the reading of a file found.

use std::ops::Range;

use super::text::Text;
use crate::diagnostic::{Finding, rules};

/// What a file turned out to be.
pub struct FileRead<T> {
    /// `None` only if there is a finding of severity error.
    pub value: Option<T>,
    pub findings: Vec<Finding>,
    pub texts: Vec<Text>,
    /// The optional keys of the file itself that it does not have.
    pub absent: Vec<&'static str>,
    /// The lines with syntax errors, where nothing is to be believed.
    pub broken_lines: Vec<Range<usize>>,
}

impl<T> FileRead<T> {
    /// Adds findings, except what may be wrong because lines of the file could not be read: what
    /// is on one of them, and what is said to be missing, which may stand there.
    pub fn add(&mut self, findings: Vec<Finding>) {
        let says_missing =
            [rules::MISSING_KEY.code, rules::MISSING_LANGUAGE.code, rules::EMPTY_TEXT.code];
        let is_on_broken = |Range { start, end }: &Range<usize>| {
            self.broken_lines.iter().any(|lines| *start < lines.end && lines.start <= *end)
        };
        self.findings.extend(findings.into_iter().filter(|finding| {
            self.broken_lines.is_empty()
                || !says_missing.contains(&finding.code)
                    && !finding.location.is_whole_file()
                    && !is_on_broken(&finding.location.span)
        }));
    }
}

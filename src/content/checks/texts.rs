//! What is wrong within a text.

use crate::content::markdown::slips;
use crate::content::reader::{Role, Text};
use crate::diagnostic::{Finding, Source};

/// Checks the texts of a file.
pub fn check_texts(source: &Source<'_>, texts: &[Text]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for text in texts.iter().filter(|text| text.role == Role::Markdown) {
        for slip in slips(&text.value) {
            let location = source.location(&text.span_of(&slip.part, source.text));
            findings.push(Finding::new(slip.rule, location, slip.message).help(slip.help));
        }
    }
    findings
}

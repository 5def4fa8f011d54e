//! Declarations that were kept: a visitor's answer was given to what they said (GDPR 7(1)).

use super::files::ReadFiles;
use crate::content::layout;
use crate::content::model::Declaration;
use crate::diagnostic::{Finding, rules, whole_file};

pub fn are_unaltered(files: &ReadFiles<'_>, findings: &mut Vec<Finding>) {
    for (source, Declaration { version, .. }) in &files.kept_declarations {
        let stem = source.stem();
        if stem != version {
            let message = format!("`{stem}` is not the version of what it says: `{version}`");
            let help = "bring it back as it was; a new declaration is a file of its own";
            let location = whole_file(source.file);
            let finding = Finding::new(rules::DECLARATION_ALTERED, location, message);
            findings.push(finding.help(help));
        }
    }
}

pub fn present_is_kept(files: &ReadFiles<'_>, findings: &mut Vec<Finding>) {
    let Some(Declaration { version, .. }) = files.declaration else { return };
    if files.kept_declarations.iter().any(|(source, _)| source.stem() == version) {
        return;
    }
    let folder = layout::DECLARATIONS;
    let message = format!("the present declaration, version `{version}`, is not in `{folder}`");
    let help = "run `diversity-networks declare` once the declaration is final";
    let location = whole_file(layout::COOKIES);
    findings.push(Finding::new(rules::DECLARATION_NOT_KEPT, location, message).help(help));
}

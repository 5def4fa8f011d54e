//! The cookie declaration, and those that were kept: a visitor's answer was given to what they
//! said (GDPR 7(1)).

use super::files::ReadFiles;
use crate::content::layout;
use crate::content::model::{CookieName, Declaration, ScriptSource};
use crate::diagnostic::{Finding, rules, whole_file};

/// Ensures that the cookies that the site itself sets are declared: the visitor's choice always,
/// and the day of the last visit where the site's own statistics run.
pub fn own_cookies_are_declared(files: &ReadFiles<'_>, findings: &mut Vec<Finding>) {
    let Some(declaration) = files.declaration else { return };
    let declares = |is_necessary: bool, own: &str| {
        let categories = declaration.categories.iter();
        let categories = categories.filter(|category| category.is_necessary() == is_necessary);
        categories.flat_map(|category| &category.cookies).any(|cookie| match &cookie.name {
            CookieName::Exact(name) => name == own,
            CookieName::Prefix(prefix) => own.starts_with(prefix.as_str()),
        })
    };
    let scripts = declaration.optional().flat_map(|category| &category.scripts);
    let own_statistics = ScriptSource::Own("static/statistics.js".to_owned());
    let counts_visits = scripts.into_iter().any(|script| script.source == own_statistics);
    let consent = (rules::CONSENT_NOT_DECLARED, "consent", true, true);
    let visit = (rules::VISIT_NOT_DECLARED, "visit", false, counts_visits);
    for (rule, name, is_necessary, is_set) in [consent, visit] {
        if is_set && !declares(is_necessary, name) {
            let category = if is_necessary { "necessary" } else { "statistics" };
            let message = format!("the site sets the cookie `{name}`, and no category declares it");
            let help = format!("give a cookie of `{category}` the name `{name}`");
            let text = files.files.iter().find(|file| file.source.file == layout::COOKIES);
            // A name that was changed is where it is to be put right.
            let near = text.and_then(|file| {
                let changed = file.source.text.find(&format!("{name}\""))?;
                let line = file.source.lines(&(changed..changed));
                file.source.text[line.clone()].trim_start().starts_with("name").then(|| {
                    let line_text = file.source.text[line.clone()].trim_end();
                    file.source.location(&(line.start..line.start + line_text.len()))
                })
            });
            let location = near.unwrap_or_else(|| whole_file(layout::COOKIES));
            findings.push(Finding::new(rule, location, message).help(help));
        }
    }
}

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

/// A declaration that is wrong is not final: it is kept once all else is right.
pub fn present_is_kept(files: &ReadFiles<'_>, findings: &mut Vec<Finding>) {
    let Some(Declaration { version, .. }) = files.declaration else { return };
    let is_wrong = [rules::CONSENT_NOT_DECLARED.code, rules::VISIT_NOT_DECLARED.code];
    if findings.iter().any(|it| is_wrong.contains(&it.code))
        || files.kept_declarations.iter().any(|(source, _)| source.stem() == version)
    {
        return;
    }
    let folder = layout::DECLARATIONS;
    let message = format!("the present declaration, version `{version}`, is not in `{folder}`");
    let help = "run `diversity-networks declare` once the declaration is final";
    let location = whole_file(layout::COOKIES);
    findings.push(Finding::new(rules::DECLARATION_NOT_KEPT, location, message).help(help));
}

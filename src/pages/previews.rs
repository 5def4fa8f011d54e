//! What editors see of branches: the list of them, the findings of one that cannot be shown, and
//! the banner on top of every page of one that can.

use askama::Template;

use super::{PageContext, Route, StyleSheet};
use crate::content::model::BaseUrl;
use crate::diagnostic::Finding;
use crate::l10n::Messages;
use crate::language::Language;

/// What stands on top of every page of a branch.
#[derive(Clone, Debug)]
pub struct Banner {
    /// The branch, as git calls it.
    pub branch: String,
    pub commit: String,
    /// What differs from the site that visitors see.
    pub changes: Vec<Change>,
    pub published: BaseUrl,
    /// What `check` says of the branch.
    pub findings: Vec<Finding>,
}

/// A file of a branch that differs.
#[derive(Clone, Debug)]
pub struct Change {
    pub file: String,
    /// The page that it is the text of; none where it is part of many, or gone.
    pub page: Option<Route<'static>>,
    /// Whether visitors have that page too.
    pub is_published: bool,
}

impl Change {
    /// The page's path on the branch, and its address on the published site.
    pub(super) fn links(
        &self,
        language: Language,
        published: &BaseUrl,
    ) -> Option<(String, Option<String>)> {
        let path = self.page.as_ref()?.path(language);
        let old = self.is_published.then(|| format!("{}{path}", published.as_str()));
        Some((path, old))
    }
}

pub struct BranchRow {
    /// Its name: `feature/new-network`.
    pub name: String,
    /// Where it is shown; none where its name makes no address of its own.
    pub url: Option<String>,
    /// The day of its last commit.
    pub date: String,
    /// How many files differ from the published commit.
    pub changed: usize,
    /// How many findings there are; none where nobody has looked yet.
    pub findings: Option<usize>,
}

#[derive(Template)]
#[template(path = "previews.html")]
struct Previews<'a> {
    t: &'a Messages,
    language: Language,
    style_sheet: &'a StyleSheet,
    branch: &'a str,
    rows: &'a [BranchRow],
    findings: &'a [Finding],
}

pub fn render_branches(
    context: PageContext<'_>,
    language: Language,
    rows: &[BranchRow],
) -> askama::Result<String> {
    render(context, language, "", rows, &[])
}

/// What is wrong with a branch that cannot be shown.
pub fn render_broken_branch(
    context: PageContext<'_>,
    language: Language,
    branch: &str,
    findings: &[Finding],
) -> askama::Result<String> {
    render(context, language, branch, &[], findings)
}

fn render(
    context: PageContext<'_>,
    language: Language,
    branch: &str,
    rows: &[BranchRow],
    findings: &[Finding],
) -> askama::Result<String> {
    let t = context.t(language);
    let style_sheet = &context.assets.style_sheet;
    Previews { t, language, style_sheet, branch, rows, findings }.render()
}

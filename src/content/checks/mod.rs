//! Rules that are known only once a file is read: over its texts, or over several files.

mod as_typed;
mod declarations;
mod files;
mod links;
mod names;
mod searches;
mod slip;
mod texts;
mod words;

pub use files::{ReadFile, ReadFiles};
pub use texts::check_texts;

use crate::diagnostic::Finding;

/// A rule over several files.
type Check = fn(&ReadFiles<'_>, &mut Vec<Finding>);

const CHECKS: &[Check] = &[
    names::differ,
    names::labels_differ,
    links::lead_somewhere,
    declarations::own_cookies_are_declared,
    declarations::are_unaltered,
    declarations::present_is_kept,
    searches::name_networks,
];

pub fn check(files: &ReadFiles<'_>, findings: &mut Vec<Finding>) {
    for check in CHECKS {
        check(files, findings);
    }
}

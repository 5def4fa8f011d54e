//! Findings: what is wrong with a file, by which rule, and where.

mod finding;
pub mod rules;
mod source;

pub use finding::{Finding, Remedy, has_errors, sort};
pub use rules::{Rule, Severity};
pub use source::{Location, Position, Source, slug, stem, whole_file};

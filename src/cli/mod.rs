//! The command line: what an editor or operator can ask for.

mod excerpt;
pub mod findings;
pub mod outcome;

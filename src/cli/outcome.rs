//! How a command ended, for whoever called the program.

use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All is well.
    Fine,
    /// The content has errors; or warnings, for whoever asked to be strict.
    BadContent,
    /// The command was used wrongly, or the system refused.
    Refused,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Fine => Self::SUCCESS,
            Outcome::BadContent => Self::from(1),
            Outcome::Refused => Self::from(2),
        }
    }
}

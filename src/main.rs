//! The program; everything it does is in the library, so that tests and commands share it.

use std::process::ExitCode;

fn main() -> ExitCode {
    diversity_networks::cli::run().into()
}

//! What all tests share: the program, clients that see every byte, and sites to try things on.

#![allow(dead_code, unused_imports, reason = "each test target uses a part of it")]

mod client;
mod page;
mod program;
pub mod proxied;
pub mod server;
mod site;

use std::path::Path;
use std::time::{Duration, Instant};

pub use client::{Answer, Client, GET, begin_a_form, get};
pub use page::{Page, read_all, words};
pub use program::{PROGRAM, Program, run, run_in};
pub use site::{SiteCopy, copy};

/// How long anything may take before a test gives up on it.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// The repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Asks again and again until the answer is yes.
#[track_caller]
pub fn eventually(what: &str, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < PATIENCE, "it never holds that {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

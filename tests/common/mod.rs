//! What all tests share: the program, clients that see every byte, and sites to try things on.

#![allow(dead_code, unused_imports, reason = "each test target uses a part of it")]

mod client;
mod page;
mod program;
pub mod proxied;
pub mod repository;
pub mod samples;
pub mod server;
mod site;

use std::path::Path;
use std::time::{Duration, Instant};

pub use client::{Answer, Client, GET, Host, begin_a_form, get};
pub use page::{Page, read_all, sitemap, words};
pub use program::{PROGRAM, Program, run, run_in};
pub use site::{SiteCopy, copy, entries};

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

/// One of the interface's words, as `locales/` has it.
pub fn message(language: &str, id: &str) -> String {
    let folder = root().join("locales").join(language);
    for entry in std::fs::read_dir(folder).expect("there are messages") {
        let text = std::fs::read_to_string(entry.expect("readable").path()).expect("text");
        let start = format!("{id} = ");
        if let Some(line) = text.lines().find_map(|line| line.strip_prefix(&start)) {
            return line.to_owned();
        }
    }
    panic!("{language} has no message {id}")
}

/// Up to three bytes in base64.
pub fn base64_of(bytes: &[u8]) -> String {
    const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bits = bytes.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
    bits <<= 8 * (3 - bytes.len());
    let sign = |place: usize| char::from(SIGNS[(bits >> (18 - 6 * place)) as usize % 64]);
    (0..4).map(|place| if place > bytes.len() { '=' } else { sign(place) }).collect()
}

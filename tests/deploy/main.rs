//! What stands around the program: the proxies of `deploy/`, and disks and processes that fail.

#[path = "../common/mod.rs"]
mod common;

mod chaos;
mod proxies;

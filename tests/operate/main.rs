//! An operator starts the program, feeds it edits, watches it, and stops it.

#[path = "../common/mod.rs"]
mod common;

mod clock;
mod follower;
mod messages;
mod observe;
mod serve;
mod service;
mod stays_up;

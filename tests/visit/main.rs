//! A visitor reads pages, and looks for a network.

#[path = "../common/mod.rs"]
mod common;

mod answers;
mod find;
mod pages;

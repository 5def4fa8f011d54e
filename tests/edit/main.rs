//! An editor writes content, and makes mistakes.

#[path = "../common/mod.rs"]
mod common;

mod any_bytes;
mod commands;
mod folder;
mod mistakes;
mod preview;
mod remedies;
mod report;
mod rules;
mod since;
mod spelling;
mod texts;

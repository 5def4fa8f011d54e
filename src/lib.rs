//! The website of the diversity networks.

pub mod cli;
pub mod content;
pub mod language;
pub mod site;

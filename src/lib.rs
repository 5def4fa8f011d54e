//! The website of the diversity networks.

pub mod content;
pub mod language;

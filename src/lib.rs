//! The website of the diversity networks.

pub mod consent;
pub mod content;
pub mod finder;
pub mod l10n;
pub mod language;
pub mod pages;

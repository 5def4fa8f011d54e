//! The bilingual website of Leiden University's charters, collaborations and networks.
//!
//! From the ground up: `language` and `diagnostic`; `l10n` and `content`; `consent` and `finder`;
//! `pages`; `site`; `http` and `reload`; `cli`. A module uses only those before it. ARCHITECTURE.md is the map.

pub mod cli;
pub mod consent;
pub mod content;
pub mod diagnostic;
pub mod finder;
pub mod http;
pub mod l10n;
pub mod language;
pub mod pages;
pub mod reload;
pub mod site;

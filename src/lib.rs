//! The bilingual website of Leiden University's charters, collaborations and networks.
//!
//! From the ground up: `language`, `diagnostic` and `variants`; `l10n` and `content`; `consent` and `finder`;
//! `pages`; `site`; `http` and `reload`; `cli`. A module uses only those before it. ARCHITECTURE.md is the map.

// A room that denies what `clippy.toml` lists is pure: text in, values out.
pub mod cli;
#[deny(clippy::disallowed_methods, clippy::disallowed_types)]
pub mod consent;
#[deny(clippy::disallowed_methods, clippy::disallowed_types)]
pub mod content;
#[deny(clippy::disallowed_methods, clippy::disallowed_types)]
pub mod diagnostic;
#[deny(clippy::disallowed_methods, clippy::disallowed_types)]
pub mod finder;
pub mod http;
#[deny(clippy::disallowed_methods, clippy::disallowed_types)]
pub mod l10n;
#[deny(clippy::disallowed_methods, clippy::disallowed_types)]
pub mod language;
#[deny(clippy::disallowed_methods, clippy::disallowed_types)]
pub mod pages;
pub mod reload;
pub mod site;
mod variants;

//! The finder: from what a visitor asks to the networks that fit.
//!
//! It knows the networks and their words, and nothing of how a question arrives or how an answer
//! looks.

mod index;
mod query;
mod words;

pub use index::{Answer, Finder, related};
pub use query::{Facet, Query, WORDS_MAX_CHARACTERS};

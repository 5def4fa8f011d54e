//! The finder: from what a visitor asks to the networks that fit.
//!
//! `corpus` says what is indexed. `question` normalises a question's `words`, leaves out those that
//! carry nothing, and looks the rest up in the `index` of the page's language and then in that of
//! the other. An index knows every stem of what networks say, are about and are also called, and
//! finds a word inside a longer one; `spelling` guesses at a word that is nowhere. `ranking` adds
//! up the `hits` of each network, `choices` keeps those that have what was chosen, and [`Finder`]
//! says why each is there. What visitors say and texts do not is the editors' knowledge: `also` in
//! the content, held to account by `searches`.
//!
//! It knows nothing of how a question arrives or how an answer looks.

mod answer;
mod choices;
mod corpus;
mod hits;
mod index;
mod order;
mod query;
mod question;
mod ranking;
mod searches;
mod spelling;
mod words;

pub use answer::{Answer, Finder, Match, Reason};
pub use order::related;
pub use query::{Query, WORDS_MAX_CHARACTERS};
pub use searches::failing;

pub use crate::content::model::Facet;

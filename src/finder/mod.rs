//! The finder: from what a visitor asks to the networks that fit.
//!
//! A question's words are normalised, those that carry nothing are left out, and
//! the rest are looked up in the `index` of the page's language and then in that of
//! the other. An index knows every stem of what networks say, are about and are also called, and
//! finds a word inside a longer one; `spelling` guesses at a word that is nowhere. [`Finder`]
//! adds up what each network has and says why it is there. What visitors say and texts do not is
//! the editors' knowledge: `also` in the content, held to account by `searches`.
//!
//! It knows nothing of how a question arrives or how an answer looks.

mod answer;
mod index;
mod order;
mod query;
mod searches;
mod spelling;
mod words;

pub use answer::{Answer, Finder, Match, Reason};
pub use order::related;
pub use query::{Query, WORDS_MAX_CHARACTERS};
pub use searches::failing;

pub use crate::content::model::Facet;

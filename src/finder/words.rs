//! Words as they are compared: without regard to case and accents.

use icu_normalizer::DecomposingNormalizer;

/// The words of a text, as written and as compared.
pub fn words(text: &str) -> impl Iterator<Item = (&str, String)> {
    text.split(|c: char| !c.is_alphanumeric() && !is_mark(c))
        .filter(|word| !word.is_empty())
        .map(|word| (word, fold(word)))
}

/// A word without case and accents: `Één` is `een`.
fn fold(word: &str) -> String {
    let lower = word.to_lowercase();
    if lower.is_ascii() {
        return lower;
    }
    let decomposed = DecomposingNormalizer::new_nfd().normalize(&lower);
    decomposed.chars().filter(|&c| !is_mark(c)).collect()
}

/// The combining diacritical marks, into which accents decompose.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// How a word that was found differs from the one that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slip {
    /// One letter more, less, other, or two swapped.
    One,
    /// Two of these.
    Two,
    /// More, but it begins and sounds alike.
    Alike,
}

/// How alike two words are to the eye, from nothing to one (Jaro and Winkler).
pub fn likeness(asked: &str, known: &str) -> f64 {
    strsim::jaro_winkler(asked, known)
}

/// The least slip by which somebody who means `known` writes `asked`, if it is a likely one.
///
/// Short words have too many neighbours to be guessed at.
pub fn slip(asked: &str, known: &str) -> Option<Slip> {
    let length = asked.chars().count();
    if length < 4 {
        return None;
    }
    match strsim::damerau_levenshtein(asked, known) {
        1 => Some(Slip::One),
        2 if length >= 5 => Some(Slip::Two),
        _ if likeness(asked, known) >= 0.77 => Some(Slip::Alike),
        _ => None,
    }
}

//! Text as it is compared: normalised, divided into words, reduced to stems.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use snowball_stemmers_rs::{Algorithm, Stemmer};

use crate::language::{Language, PerLanguage};

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word without case, accents and invisible characters.
    pub form: String,
    /// Whether a hyphen joins it to the next one: `Midden-Oosten`.
    pub is_hyphenated: bool,
}

/// The words of a text. Apostrophes are left out (`lhbti'ers` is `lhbtiers`); whatever else is
/// neither letter nor digit divides words.
pub fn words(text: &str) -> Vec<Word> {
    let text = normalise(text);
    let mut words: Vec<Word> = Vec::new();
    let mut rest = text.as_ref();
    while let Some(start) = rest.find(is_letter) {
        let is_hyphen = matches!(&rest[..start], "-" | "‐" | "‑" | "–");
        if let Some(last) = words.last_mut() {
            last.is_hyphenated = is_hyphen;
        }
        let word = &rest[start..];
        let end = word.find(|c| !is_letter(c) && !is_apostrophe(c)).unwrap_or(word.len());
        let form = word[..end].chars().filter(|&c| is_letter(c)).collect();
        words.push(Word { form, is_hyphenated: false });
        rest = &word[end..];
    }
    words
}

/// A text without case, accents and invisible characters, and with compatible characters as one:
/// full-width letters, ligatures, `ĳ`.
fn normalise(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Owned(text.to_ascii_lowercase());
    }
    // The acute accent by itself decomposes into a space and a mark.
    let text = text.replace('´', "'");
    let decomposed = DecomposingNormalizerBorrowed::new_nfkd().normalize(&text);
    let mut plain = String::with_capacity(decomposed.len());
    for c in decomposed.chars().filter(|&c| !is_invisible(c)).flat_map(char::to_lowercase) {
        match c {
            '\u{300}'..='\u{36f}' => {}
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'ø' => plain.push('o'),
            'ł' => plain.push('l'),
            _ => plain.push(c),
        }
    }
    // What decomposed into more than letter and mark, such as Hangul, is compared whole.
    Cow::Owned(ComposingNormalizerBorrowed::new_nfc().normalize(&plain).into_owned())
}

/// Whether a character is part of a word. Marks of other scripts are.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{900}'..='\u{dff}' | '\u{3099}' | '\u{309a}')
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`')
}

/// Soft hyphens, joiners, directions, variation selectors.
const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
    )
}

/// Whether a word is of a script that puts no spaces between words, so that a part of what looks
/// like one word can be a word.
pub fn is_unspaced(word: &str) -> bool {
    word.chars().any(|c| {
        matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
            | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
    })
}

/// A word without its inflection (Snowball 3.0); of a language that has no stemmer, the word.
pub fn stem(form: &str, language: Language) -> String {
    let Some(stemmer) = STEMMERS.get(language) else { return form.to_owned() };
    let mut stem = form.to_owned();
    // `buitenlandse` is `buitenlands` is `buitenland`: endings come off one by one.
    for _ in 0..3 {
        let next = stemmer.stem(&stem).into_owned();
        if next.is_empty() || next == stem {
            break;
        }
        stem = next;
    }
    stem
}

static STEMMERS: LazyLock<PerLanguage<Option<Stemmer>>> = LazyLock::new(|| {
    PerLanguage::from_fn(|language| {
        let algorithm = match language.code() {
            "nl" => Algorithm::Dutch,
            "en" => Algorithm::English,
            _ => return None,
        };
        Some(Stemmer::create(algorithm))
    })
});

/// What a word tells about what somebody is after, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Nothing: `ik ben een`.
    Function,
    /// What all networks are or do: `netwerk`, `help`.
    Common,
    /// Who they are: `student`, `collega`.
    Audience,
    /// What they are after.
    Content,
}

/// The words that do not tell what somebody is after, in both languages: visitors mix them.
static FUNCTION_WORDS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| listed(include_str!("function-words.txt")));
static COMMON_WORDS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| listed(include_str!("common-words.txt")));

fn listed(text: &'static str) -> HashSet<&'static str> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
}

/// What a word tells about what somebody is after.
pub fn role(form: &str) -> Role {
    if FUNCTION_WORDS.contains(form) || form.chars().count() == 1 && !is_unspaced(form) {
        Role::Function
    } else if COMMON_WORDS.contains(form) {
        Role::Common
    } else {
        Role::Content
    }
}

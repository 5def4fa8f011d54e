//! How texts are written: what is still to be written, long sentences, the other language.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, TagEnd};
use whatlang::{Detector, Lang};

use super::slip::Slip;
use crate::content::reader::{Role, Text};
use crate::diagnostic::rules;
use crate::language::Language;

/// Language level B1: the mean of a text's sentences, and the longest, in words.
const MEAN_MAX: usize = 15;
const LONGEST_MAX: usize = 25;

/// Of fewer sentences a mean says nothing.
const MEAN_FROM: usize = 3;

/// A sentence: how many words it has, and where it stands in its text.
#[derive(Debug, PartialEq, Eq)]
struct Sentence {
    words: usize,
    part: Range<usize>,
}

pub fn check(text: &Text) -> Vec<Slip> {
    let mut slips: Vec<_> = to_be_written(&text.value).into_iter().collect();
    if text.role.is_sentences() {
        let sentences = sentences(&text.value, text.role);
        slips.extend(long_sentence(&sentences));
        let other = |sentence: &Sentence| other_language(text, sentence);
        slips.extend(sentences.iter().find_map(other));
        slips.extend(doubled_word(&text.value));
    }
    slips
}

fn to_be_written(text: &str) -> Option<Slip> {
    let help = "write what it says in its place";
    if !text.trim().is_empty() && text.chars().all(|c| c.is_whitespace() || ".…-–?_".contains(c))
    {
        let message = format!("`{}` is still to be written", text.trim());
        return Some(Slip::new(rules::TEXT_TO_WRITE, 0..text.len(), message, help));
    }
    let is_mark = |word: &str| {
        matches!(word, "TODO" | "FIXME" | "XXX" | "TBD" | "todo:" | "Todo:")
            || word.eq_ignore_ascii_case("lorem")
    };
    let bare = |word: &str| -> Range<usize> {
        let word_start = word.as_ptr() as usize - text.as_ptr() as usize;
        word_start..word_start + word.len()
    };
    let trimmed = |word: &'_ str| word.trim_matches(|c: char| "()[]*,.;:!?".contains(c)).to_owned();
    // The whole text `TODO` is found where strings are read.
    let mut words = text.split_whitespace().filter(|_| text.trim() != "TODO");
    let word = words.find(|word| is_mark(word) || is_mark(&trimmed(word)))?;
    let message = format!("`{word}` says that something is still to be written");
    Some(Slip::new(rules::TEXT_TO_WRITE, bare(word), message, help))
}

/// The sentences of a text. A list's items and headings are sentences of their own; of a link
/// only its words are read.
fn sentences(text: &str, role: Role) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut open: Option<Sentence> = None;
    let mut read = |words: &str, start: usize, open: &mut Option<Sentence>| {
        for word in words.split_whitespace() {
            let at = start + (word.as_ptr() as usize - words.as_ptr() as usize);
            let sentence = open.get_or_insert(Sentence { words: 0, part: at..at });
            sentence.words += usize::from(word.chars().any(char::is_alphanumeric));
            sentence.part.end = at + word.len();
            // An abbreviation's point stands within its word, and is none at its end here.
            if word.ends_with(['.', '!', '?', ':']) {
                sentences.extend(open.take());
            }
        }
    };
    if role == Role::Markdown {
        let mut blocks: Vec<Option<Sentence>> = Vec::new();
        for (event, part) in Parser::new(text).into_offset_iter() {
            match event {
                Event::Text(_) | Event::Code(_) => read(&text[part.clone()], part.start, &mut open),
                Event::End(TagEnd::Link | TagEnd::Emphasis | TagEnd::Strong) => {}
                Event::Start(pulldown_cmark::Tag::Item) | Event::End(_) => blocks.push(open.take()),
                _ => {}
            }
        }
        sentences.extend(blocks.into_iter().flatten());
    } else {
        read(text, 0, &mut open);
    }
    sentences.extend(open);
    sentences.retain(|sentence| sentence.words > 0);
    sentences.sort_by_key(|sentence| sentence.part.start);
    sentences
}

fn long_sentence(sentences: &[Sentence]) -> Option<Slip> {
    let longest = sentences.iter().max_by_key(|sentence| sentence.words)?;
    let total: usize = sentences.iter().map(|sentence| sentence.words).sum();
    let message = if longest.words > LONGEST_MAX {
        format!("this sentence has {} words, and {LONGEST_MAX} is the most", longest.words)
    } else if sentences.len() >= MEAN_FROM && total > MEAN_MAX * sentences.len() {
        let mean = total as f64 / sentences.len() as f64;
        format!(
            "the text has {mean:.1} words a sentence, and {MEAN_MAX} is the most; this is its longest"
        )
    } else {
        return None;
    };
    let help = "divide it into two sentences, or leave words out";
    Some(Slip::new(rules::LONG_SENTENCE, longest.part.clone(), message, help))
}

/// How many words a sentence must have for its language to be told.
const TOLD_FROM: usize = 6;

/// Words that make sentences of a language, and are none of the other's.
const DUTCH: [&str; 30] = [
    "de", "het", "een", "en", "van", "voor", "zijn", "dat", "niet", "met", "op", "te", "ook", "er",
    "aan", "bij", "die", "deze", "wij", "je", "jij", "uit", "om", "naar", "wordt", "worden",
    "heeft", "hebben", "als", "ze",
];
const ENGLISH: [&str; 30] = [
    "the", "an", "and", "for", "are", "that", "not", "with", "on", "to", "also", "there", "by",
    "this", "these", "you", "your", "from", "it", "its", "has", "have", "they", "their", "be",
    "who", "which", "at", "as", "about",
];

/// Ensures that a sentence is in the language of its key. Names in another language are no
/// sentences: where the small words do not bear it out, nothing is said.
fn other_language(text: &Text, sentence: &Sentence) -> Option<Slip> {
    let language = text.language.filter(|_| sentence.words >= TOLD_FROM)?;
    // Addresses are in no language.
    let words = text.value[sentence.part.clone()].split_whitespace();
    let words: Vec<_> = words.filter(|word| !word.contains("://")).collect();
    let words = &words.join(" ");
    let count = |small: &[&str]| {
        let letters = words.split(|c: char| !c.is_alphabetic());
        letters.filter(|word| small.contains(&word.to_lowercase().as_str())).count()
    };
    let (own, other, code) = match language.code() {
        "nl" => (&DUTCH, &ENGLISH, Lang::Eng),
        "en" => (&ENGLISH, &DUTCH, Lang::Nld),
        _ => return None,
    };
    let detector = Detector::with_allowlist(vec![Lang::Nld, Lang::Eng]);
    let is_other = count(other) > 2 * count(own) + 1 && detector.detect_lang(words) == Some(code);
    is_other.then(|| {
        let name = Language::ALL.into_iter().find(|it| (it.code() == "nl") == (code == Lang::Nld));
        let name = name.map_or("another language", Language::english_name);
        let message = format!("this seems to be {name}, and stands in `{}.{language}`", text.path);
        let help = format!("write it in {}", language.english_name());
        Slip::new(rules::OTHER_LANGUAGE, sentence.part.clone(), message, help)
    })
}

/// Words that can follow themselves.
const DOUBLE: [&str; 12] =
    ["dat", "die", "had", "that", "is", "in", "je", "was", "heel", "very", "haar", "zij"];

fn doubled_word(text: &str) -> Option<Slip> {
    let mut last: Option<(&str, usize)> = None;
    let mut start = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let (begin, bare) = (start, word.trim_end());
        start += word.len();
        if bare.is_empty() {
            continue;
        }
        let is_word = bare.len() > 1 && bare.chars().all(char::is_alphabetic);
        if is_word && last.is_some_and(|(before, _)| before == bare) && !DOUBLE.contains(&bare) {
            let first = last.map_or(begin, |(_, at)| at);
            let message = format!("`{bare}` stands here twice");
            let part = first..begin + bare.len();
            let slip = Slip::new(rules::DOUBLED_WORD, part, message, format!("write `{bare}`"));
            return Some(slip.replace_by(bare));
        }
        last = Some((bare, begin));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lengths(markdown: &str) -> Vec<usize> {
        sentences(markdown, Role::Markdown).iter().map(|sentence| sentence.words).collect()
    }

    #[test]
    fn a_sentence_is_measured_as_it_is_read() {
        assert_eq!(lengths("One two. Three [four five](https://x.nl/a.b)!"), [2, 3]);
        assert_eq!(
            lengths("## A heading\n\n- one item\n- another\n\nAnd on\nit goes."),
            [2, 2, 1, 4]
        );
    }
}

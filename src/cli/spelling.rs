//! Which words of the site its dictionaries do not know.

use std::fmt::Display;
use std::fs;
use std::io;
use std::iter;
use std::ops::Range;
use std::path::Path;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use spellbook::Dictionary;

use crate::content::decode::text_of;
use crate::content::files::SiteFiles;
use crate::content::layout::WORDS;
use crate::content::translations;
use crate::content::{Role, Text};
use crate::diagnostic::{Finding, rules};
use crate::language::Language;
use crate::site;

/// Warns of each word that is neither in the dictionary of its language, nor in the site's list
/// of words, nor part of a name that both languages share.
///
/// # Errors
/// If a dictionary is not in the folder, or is none.
pub fn unknown_words(files: &SiteFiles, folder: &Path) -> io::Result<Vec<Finding>> {
    let mut known = Vec::new();
    match files.get(WORDS).map(|file| text_of(WORDS, file)) {
        Some(Ok(list)) => {
            let lines = list.text_without_mark().lines().filter(|line| !line.starts_with('#'));
            known.extend(lines.flat_map(|line| words(line).map(|(_, word)| word)));
        }
        Some(Err(finding)) => return Ok(vec![*finding]),
        None => {}
    }
    // What cannot be read, or says something else than text, is told where files are loaded.
    let sources: Vec<_> =
        files.below("content/").filter_map(|(path, file)| text_of(path, file).ok()).collect();
    let content = sources.iter().map(|it| (it, translations::texts(it.file, it.text)));
    let mut texts: Vec<_> = content.collect();
    let messages = site::message_sources(files, &mut Vec::new());
    texts.extend(site::message_texts(&messages));

    let all = texts.iter().flat_map(|(_, texts)| texts);
    let names = all.filter(|text| text.role == Role::Name && text.language.is_none());
    known.extend(names.flat_map(|name| words(&name.value).map(|(_, word)| word)));

    let mut findings = Vec::new();
    for language in Language::ALL {
        let dictionary = dictionary(folder, language, &known)?;
        let all = texts.iter().flat_map(|(source, texts)| texts.iter().map(move |it| (source, it)));
        for (source, text) in all.filter(|(_, text)| text.language == Some(language)) {
            let words = words_of(text).into_iter();
            findings.extend(words.filter(|(_, word)| !knows(&dictionary, word)).map(
                |(part, word)| {
                    let location = source.location(&text.span_of(&part, source.text));
                    let message =
                        format!("`{word}` is in no {} dictionary", language.english_name());
                    let finding = Finding::new(rules::UNKNOWN_WORD, location, message);
                    finding.help(help(&dictionary, &word))
                },
            ));
        }
    }
    Ok(findings)
}

fn help(dictionary: &Dictionary, word: &str) -> String {
    let mut meant = Vec::new();
    dictionary.suggest(word, &mut meant);
    match meant.first() {
        Some(meant) => format!("did you mean `{meant}`? If not, add the word to `{WORDS}`"),
        None => format!("if it is right, add it to `{WORDS}`"),
    }
}

fn dictionary(folder: &Path, language: Language, known: &[String]) -> io::Result<Dictionary> {
    let path = |ending| folder.join(language.locale()).with_extension(ending);
    let failed = |ending, error: &dyn Display| {
        io::Error::other(format!(
            "{}: {error}; install the dictionaries (in Debian hunspell-nl and hunspell-en-gb), or \
             name their folder: --spelling=DIR",
            path(ending).display()
        ))
    };
    let read = |ending| fs::read_to_string(path(ending)).map_err(|error| failed(ending, &error));
    let parsed = Dictionary::new(&read("aff")?, &read("dic")?);
    let mut dictionary = parsed.map_err(|error| failed("dic", &error))?;
    for word in known {
        dictionary.add(word).map_err(|error| failed("dic", &error))?;
    }
    Ok(dictionary)
}

/// Whether a word is right: as it is, without its possessive, or in each part between hyphens.
/// Letters and abbreviations are in no dictionary.
fn knows(dictionary: &Dictionary, word: &str) -> bool {
    let is_exempt = |it: &str| it.chars().count() < 2 || !it.chars().any(char::is_lowercase);
    let is_known = |word: &str| is_exempt(word) || dictionary.check(word);
    let stem = word.strip_suffix("'s").unwrap_or(word);
    is_known(word) || stem.split('-').all(is_known)
}

/// The words of a text, with the place of each: of Markdown what is shown, without code; of
/// messages what stands outside of braces.
fn words_of(text: &Text) -> Vec<(Range<usize>, String)> {
    let mut is_code = false;
    let mut is_shown = |(event, part): &(Event<'_>, Range<usize>)| {
        if let Event::Start(Tag::CodeBlock(_)) | Event::End(TagEnd::CodeBlock) = event {
            is_code = !is_code;
        }
        // What an entity stands for is not what stands in the file.
        matches!(event, Event::Text(it) if !is_code && **it == text.value[part.clone()])
    };
    let parts: Vec<_> = match text.role {
        Role::Markdown => {
            let all = Parser::new(&text.value).into_offset_iter();
            all.filter(|it| is_shown(it)).map(|(_, part)| part).collect()
        }
        _ => iter::once(0..text.value.len()).collect(),
    };
    let is_outside = |before: &str| before.rfind('{') <= before.rfind('}');
    let place = |start: usize, it: Range<usize>| start + it.start..start + it.end;
    let words = parts.into_iter().flat_map(|part| {
        words(&text.value[part.clone()]).map(move |(it, word)| (place(part.start, it), word))
    });
    words.filter(|(part, _)| is_outside(&text.value[..part.start])).collect()
}

/// The words of a plain text, composed and with straight apostrophes: no addresses, no abbreviations with
/// points, nothing with digits.
fn words(text: &str) -> impl Iterator<Item = (Range<usize>, String)> {
    let has_point = |it: &str| it.trim_matches(|c: char| !c.is_alphanumeric()).contains('.');
    let is_address = move |it: &&str| it.contains('@') || it.contains("//") || has_point(it);
    let tokens = text.split_whitespace().filter(move |it| !is_address(it));
    // A mark of its own belongs to the letter before it.
    let is_letter = |c: char| c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c);
    let is_inner = |c: char| matches!(c, '\'' | '’' | '-');
    let runs = tokens.flat_map(move |it| it.split(move |c| !is_inner(c) && !is_letter(c)));
    // "diversiteits- en inclusiebeleid": half a word is in no dictionary.
    let whole = runs.filter(|run| !run.ends_with('-'));
    let trimmed = whole.map(move |run| run.trim_matches(is_inner));
    let is_word = |run: &&str| !run.is_empty() && !run.chars().any(char::is_numeric);
    trimmed.filter(is_word).map(|word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        (start..start + word.len(), translations::words(&word.replace('’', "'")))
    })
}

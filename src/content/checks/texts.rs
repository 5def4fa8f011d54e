//! What is wrong within a text.

use super::slip::Slip;
use super::{as_typed, words};
use crate::content::characters::{is_forbidden, name_of};
use crate::content::markdown;
use crate::content::meant::MARKS;
use crate::content::reader::{Role, Text};
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, Source};

/// The longest name that a page has room for.
const NAME_MAX_CHARACTERS: usize = 100;
const ABBREVIATION_MAX_CHARACTERS: usize = 20;

/// Checks the texts of a file.
pub fn check_texts(source: &Source<'_>, texts: &[Text]) -> Vec<Finding> {
    let slips = texts.iter().flat_map(|text| {
        let mut slips: Vec<Slip> = Vec::new();
        match text.role {
            Role::Markdown => {
                slips.extend(markdown::refused(&text.value).into_iter().map(
                    |markdown::Refused { rule, part, message, help, meant }| {
                        let link = &text.value[part.clone()];
                        let replacement = meant.map(|(from, to)| link.replacen(&from, &to, 1));
                        Slip { rule, part, message, help, replacement }
                    },
                ));
                slips.extend(as_typed::check(&text.value, &slips));
            }
            Role::Name => slips.extend(name(text)),
            Role::Prose | Role::Datum => {}
        }
        if text.role != Role::Markdown {
            slips.extend(as_typed::check_plain(&text.value));
        }
        slips.extend(odd_marks(&text.value));
        slips.extend(hidden(text, source));
        slips.extend(words::check(text));
        slips.into_iter().map(move |slip| (text, slip))
    });
    let finding = |(text, slip): (&Text, Slip)| {
        let span = text.span_of(&slip.part, source.text);
        // A part that an escape moved is not known to the byte.
        let written = text.value.get(slip.part.clone());
        let is_exact = source.text.get(span.clone()) == written;
        let finding = Finding::new(slip.rule, source.location(&span), slip.message).help(slip.help);
        match slip.replacement.filter(|_| is_exact) {
            Some(replacement) => finding.replace_by(replacement),
            None => finding,
        }
    };
    slips.map(finding).collect()
}

/// What an escape or an entity stands for is seen by nobody in the file.
fn hidden(text: &Text, source: &Source<'_>) -> Option<Slip> {
    let shown;
    let words = match text.role {
        Role::Markdown if text.value.contains('&') => {
            shown = markdown::html(&text.value);
            shown.text()
        }
        _ => &text.value,
    };
    let is_hidden = |c: &char| is_forbidden(*c) && *c != '\u{2028}';
    let character = words.chars().find(is_hidden)?;
    let raw = source.text.get(text.span.clone()).unwrap_or_default();
    if raw.contains(character) || (character.is_control() && text.value.contains(character)) {
        // Said of the file, or where strings are read.
        return None;
    }
    let message = format!("`{}` has {}, which nobody sees", text.path, name_of(character));
    let part = text.value.find("&#").map_or(0..text.value.len(), |at| {
        at..text.value[at..].find(';').map_or(at + 2, |end| at + end + 1)
    });
    Some(Slip::new(rules::INVISIBLE_CHARACTER, part, message, "leave it out"))
}

/// A quotation mark alone on the first or last line: one too many of those that begin or end the
/// text.
fn odd_marks(text: &str) -> Option<Slip> {
    let is_marks = |line: &&str| !line.is_empty() && line.chars().all(|c| MARKS.contains(&c));
    let line = [text.lines().next(), text.lines().last()].into_iter().flatten().find(is_marks)?;
    let at = line.as_ptr() as usize - text.as_ptr() as usize;
    let message = format!("`{line}` is part of the text, and shown");
    let help = "leave it out: a text of several lines begins and ends with `\"\"\"`, and no more";
    Some(Slip::new(rules::SHOWN_AS_TYPED, at..at + line.len(), message, help).replace_by(""))
}

fn name(text: &Text) -> Option<Slip> {
    let (name, whole) = (text.value.trim(), 0..text.value.len());
    let max = match text.path.as_str() {
        "abbreviation" => ABBREVIATION_MAX_CHARACTERS,
        _ => NAME_MAX_CHARACTERS,
    };
    let length = name.chars().count();
    if !name.is_empty() && !name.chars().any(char::is_alphanumeric) && !name.contains('…') {
        let message = format!("`{name}` has no letter that can be read");
        Some(Slip::new(rules::NO_LETTER, whole, message, "write a name that can be said"))
    } else if length > max {
        let message = format!("`{}` has {length} characters, and {max} is the most", text.path);
        let help = "write the short form, or leave it out; a summary holds the rest";
        Some(Slip::new(rules::NAME_TOO_LONG, whole, message, help))
    } else {
        None
    }
}

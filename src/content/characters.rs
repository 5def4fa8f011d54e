//! Characters that nobody typed on purpose: invisible ones, letters that only look right, and what
//! a wrong encoding left behind. In any file, names of keys and addresses included.

use unicode_script::{Script, UnicodeScript};

use crate::diagnostic::{Finding, Source, rules};

/// `U+200B ZERO WIDTH SPACE`.
pub fn name_of(character: char) -> String {
    let name = unicode_names2::name(character).map(|name| format!(" {name}")).unwrap_or_default();
    format!("U+{:04X}{name}", u32::from(character))
}

/// Whether a character has no place in a text: XML cannot carry it, it says nothing that can be
/// seen, or it turns the text that follows around.
pub const fn is_forbidden(character: char) -> bool {
    matches!(character,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{e000}'..='\u{f8ff}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffd}' | '\u{fdd0}'..='\u{fdef}')
        || (character as u32) & 0xfffe == 0xfffe
        || (character as u32) >= 0xf0000
}

/// What UTF-8 looks like that was read as another encoding, and saved.
const MOJIBAKE: [&str; 7] = ["Ã", "Â", "â€", "Å¡", "Ä±", "ðŸ", "ï»¿"];

/// Checks a file as it is written.
pub fn check(source: &Source<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut offset = 0;
    for line in source.text.split_inclusive('\n') {
        // Few lines hold anything else than ASCII.
        if !line.is_ascii() {
            findings.extend(check_line(source, offset, line));
        }
        offset += line.len();
    }
    findings
}

fn check_line(source: &Source<'_>, offset: usize, line: &str) -> Option<Finding> {
    let at = |start: usize, end: usize| source.location(&(offset + start..offset + end));
    let is_mark = |index: usize| offset + index == 0;
    let hidden = line.char_indices().find(|&(index, character)| {
        !character.is_ascii()
            && is_forbidden(character)
            && !(is_mark(index) && character == '\u{feff}')
    });
    if let Some((start, character)) = hidden {
        let message = format!("here is {}, which nobody sees", name_of(character));
        let location = at(start, start + character.len_utf8());
        let help = "delete it: it hides before or behind the letter that is marked";
        let finding = Finding::new(rules::INVISIBLE_CHARACTER, location, message).help(help);
        return Some(finding.replace_by(""));
    }
    for sign in MOJIBAKE {
        let found = line.match_indices(sign).find(|(start, _)| {
            let next = line[start + sign.len()..].chars().next();
            sign.chars().count() > 1
                || next.is_some_and(|next| matches!(next, '\u{80}'..='\u{bf}' | '€'..='™'))
        });
        if let Some((start, _)) = found {
            let end =
                line[start..].find(|c: char| c.is_ascii()).map_or(line.len(), |to| start + to);
            let message = format!("`{}` is a character in a wrong encoding", &line[start..end]);
            let help = "write the character that is meant, and save the file as UTF-8";
            return Some(Finding::new(rules::WRONG_ENCODING, at(start, end), message).help(help));
        }
    }
    foreign_letter(line).map(|(start, letter, word)| {
        let location = at(start, start + letter.len_utf8());
        let message = format!("`{word}` has a letter of another script: {}", name_of(letter));
        let help = "type the letter anew";
        Finding::new(rules::MIXED_SCRIPTS, location, message).help(help)
    })
}

/// The first letter that only looks like one of its word's: a Cyrillic `а` in `dаta`.
fn foreign_letter(line: &str) -> Option<(usize, char, &str)> {
    let mut start = 0;
    for word in line.split_inclusive(|c: char| !c.is_alphabetic()) {
        let is_latin = |c: char| c.script() == Script::Latin;
        let is_alike = |c: char| matches!(c.script(), Script::Cyrillic | Script::Greek);
        if word.contains(is_latin)
            && let Some((at, letter)) = word.char_indices().find(|&(_, c)| is_alike(c))
        {
            let word = word.trim_end_matches(|c: char| !c.is_alphabetic());
            return Some((start + at, letter, word));
        }
        start += word.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<&'static str> {
        check(&Source::new("x.toml", text)).into_iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn what_nobody_typed_is_found_once_a_line() {
        for (text, code) in [
            ("name = \"a\u{200b}b\"", "invisible-character"),
            ("a \u{202e}b\u{202c}", "invisible-character"),
            ("x\u{fffe}", "invisible-character"),
            ("b\u{c3}\u{a8}ta", "wrong-encoding"),
            ("it\u{e2}\u{20ac}\u{2122}s", "wrong-encoding"),
            ("w\u{435}bsite", "mixed-scripts"),
        ] {
            assert_eq!(codes(text), [code], "{text:?}");
        }
        for good in
            ["\u{feff}é", "ÃO PAULO", "👩‍🔬 🏳️‍🌈", "Al-Nour (النور)", "Κύκλος", "5 µm", "co\u{ad}op"]
        {
            assert_eq!(codes(good), [""; 0], "{good:?}");
        }
    }
}

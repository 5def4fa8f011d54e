//! What an editor meant as Markdown, and readers would see as it was typed.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Parser, Tag, TagEnd};

use super::slip::Slip;
use crate::diagnostic::rules;

/// What a stretch of literal text within a line tells: a sign, what is wrong, what to do.
struct Sign {
    sign: &'static str,
    message: &'static str,
    help: &'static str,
}

const SIGNS: [Sign; 9] = [
    Sign {
        sign: "](",
        message: "this is no link: its address has a space or a bracket too many",
        help: "write `[words](https://…)`, with `%20` for a space in the address",
    },
    Sign {
        sign: "[[",
        message: "`[[…]]` is no link here",
        help: "write `[words](/nl/…)` with the address of the page",
    },
    Sign {
        sign: "[^",
        message: "footnotes are shown as they are typed",
        help: "write the remark into the sentence, or as a link",
    },
    Sign { sign: "][", message: "this link has no address", help: "write `[words](https://…)`" },
    Sign { sign: "](https", message: "this is no link", help: "write `[words](https://…)`" },
    Sign {
        sign: "~~",
        message: "`~~` strikes nothing out, and is shown",
        help: "leave out what no longer holds",
    },
    Sign {
        sign: "**",
        message: "`**` has no partner, and is shown",
        help: "put `**` on both sides of the words, without a space between, or leave it out",
    },
    Sign {
        sign: "__",
        message: "`__` has no partner, and is shown",
        help: "put `**` on both sides of the words, or leave it out",
    },
    Sign {
        sign: "`",
        message: "this sign has no partner, and is shown",
        help: "leave it out, or write `'`",
    },
];

/// Texts of links that do not say where they lead.
const EMPTY_WORDS: [&str; 18] = [
    "hier",
    "klik hier",
    "lees meer",
    "meer",
    "deze link",
    "link",
    "website",
    "deze pagina",
    "lees verder",
    "here",
    "click here",
    "read more",
    "more",
    "this link",
    "this page",
    "learn more",
    "more info",
    "meer info",
];

/// Checks a Markdown text. What stands where a slip was found already is left alone.
pub fn check(text: &str, found: &[Slip]) -> Vec<Slip> {
    let mut slips = Vec::new();
    let mut literals: Vec<Range<usize>> = Vec::new();
    let mut level = 1;
    let mut link: Option<(Range<usize>, String, LinkType)> = None;
    let mut code = false;
    for (event, part) in Parser::new(text).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level: next, .. }) => {
                let next = next as usize;
                if next > level + 1 {
                    let message = format!("a heading of level {next} follows one of level {level}");
                    let help = format!("begin it with `{}`", "#".repeat(level + 1));
                    let length = text[part.clone()].trim_end().len();
                    let marks = part.start..part.start + next.min(length);
                    let part = part.start..part.start + length;
                    let slip = Slip::new(rules::HEADING_SKIPS, part.clone(), message, help);
                    let is_marks = text[marks.clone()].bytes().all(|byte| byte == b'#');
                    let rest = &text[marks.end..part.end];
                    slips.push(match is_marks {
                        true => slip.replace_by(format!("{}{rest}", "#".repeat(level + 1))),
                        false => slip,
                    });
                }
                level = next.max(level.min(next));
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                code = true;
                if matches!(kind, CodeBlockKind::Indented) {
                    let message = "four spaces before a line make it a piece of code";
                    let part = part.start..part.start + text[part].trim_end().len();
                    let help = "leave out the spaces before it";
                    slips.push(Slip::new(rules::SHOWN_AS_TYPED, part, message, help));
                }
            }
            Event::End(TagEnd::CodeBlock) => code = false,
            Event::Start(Tag::Link { link_type, .. }) => {
                link = Some((part, String::new(), link_type));
            }
            Event::End(TagEnd::Link) => {
                if let Some((part, words, link_type)) = link.take() {
                    slips.extend(link_text(&words, part, link_type));
                }
            }
            Event::Text(words) => {
                if let Some((_, text, _)) = &mut link {
                    text.push_str(&words);
                } else if !code && text[part.clone()] == *words {
                    match literals.last_mut() {
                        Some(last) if last.end == part.start => last.end = part.end,
                        _ => literals.push(part),
                    }
                }
            }
            Event::Code(words) => {
                if let Some((_, text, _)) = &mut link {
                    text.push_str(&words);
                }
            }
            _ => {}
        }
    }
    for literal in literals {
        slips.extend(in_literal(text, &literal));
    }
    slips.extend(lines(text));
    let is_new = |slip: &Slip| !found.iter().any(|it| touches(&it.part, &slip.part));
    slips.retain(is_new);
    slips.sort_by_key(|slip| slip.part.start);
    slips.dedup_by(|later, first| same_line(text, first, later));
    slips
}

fn touches(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn same_line(text: &str, first: &Slip, later: &Slip) -> bool {
    let between = &text[first.part.start..later.part.start.max(first.part.start)];
    !between.contains('\n') && first.rule == later.rule
}

/// What is wrong within a stretch of text that is shown as it is typed.
fn in_literal(text: &str, literal: &Range<usize>) -> Option<Slip> {
    let words = &text[literal.clone()];
    let slip = |at: usize, length: usize, message: &str, help: &str| {
        let part = literal.start + at..literal.start + at + length;
        Some(Slip::new(rules::SHOWN_AS_TYPED, part, message, help))
    };
    for sign in &SIGNS {
        if let Some(at) = words.find(sign.sign)
            && !is_underscores(words, at, sign.sign)
        {
            return slip(at, sign.sign.len(), sign.message, sign.help);
        }
    }
    if let Some(at) = words.find("] (") {
        let help = "write `[words](https://…)`, without a space between";
        let slip = slip(at, 3, "this is no link: a space stands between its parts", help);
        return slip.map(|slip| slip.replace_by("]("));
    }
    if let Some(at) = words.find(")[") {
        let help =
            "write `[words](https://…)`: the words in square brackets, the address in round ones";
        return slip(at, 2, "this is no link: its brackets are swapped", help);
    }
    if let Some((at, box_)) =
        ["[ ]", "[x]", "[X]"].iter().find_map(|box_| Some((words.find(box_)?, box_)))
    {
        return slip(at, box_.len(), "boxes to tick are shown as they are typed", "leave it out");
    }
    if let Some(at) = words.find('[')
        && !text[literal.start + at..].split("\n\n").next().unwrap_or_default().contains(']')
    {
        let help = "write `[words](https://…)`, or leave it out";
        return slip(at, 1, "this bracket is never closed", help);
    }
    if let Some((at, length)) = bare_address(words) {
        let address = &words[at..at + length];
        let message = format!("`{address}` is no link as it stands");
        let target = match (address.contains('@'), address.contains("://")) {
            (true, _) => format!("[{address}](mailto:{address})"),
            (false, true) => format!("[words]({address})"),
            (false, false) => format!("[words](https://{address})"),
        };
        let slip = slip(at, length, &message, &format!("write `{target}`"));
        return match address.contains('@') {
            true => slip.map(|slip| slip.replace_by(target)),
            false => slip,
        };
    }
    if let Some((at, length)) = entity(words).or_else(|| placeholder(words)) {
        let message = format!("`{}` is shown as it is typed", &words[at..at + length]);
        return slip(at, length, &message, "write the words or the sign itself");
    }
    None
}

/// Two underscores within a word, or a line to be filled in, are no emphasis.
fn is_underscores(words: &str, at: usize, sign: &str) -> bool {
    let before = words[..at].chars().next_back();
    let after = words[at + sign.len()..].chars().next();
    match sign {
        "__" => {
            before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
        }
        "**" => {
            before.is_none_or(char::is_whitespace)
                && after.is_none_or(char::is_whitespace)
                && !words.trim().starts_with("**")
        }
        _ => false,
    }
}

/// A web or mail address: where it begins, and its length.
fn bare_address(words: &str) -> Option<(usize, usize)> {
    words.split_whitespace().find_map(|word| {
        let bare = word
            .trim_start_matches(|c: char| "(<\"'“‘[".contains(c))
            .trim_end_matches(|c: char| ".,;:!?)>\"'”’]".contains(c));
        let is_web = bare.starts_with("http://")
            || bare.starts_with("https://")
            || bare.strip_prefix("www.").is_some_and(|rest| rest.contains('.'));
        let is_mail = bare.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty()
                && host.split_once('.').is_some_and(|(a, b)| !a.is_empty() && !b.is_empty())
        });
        let at = bare.as_ptr() as usize - words.as_ptr() as usize;
        (is_web || is_mail).then_some((at, bare.len()))
    })
}

/// `&amp;`: where it begins, and its length.
fn entity(words: &str) -> Option<(usize, usize)> {
    words.match_indices('&').find_map(|(at, _)| {
        let rest = &words[at + 1..];
        let end = rest.find(';').filter(|end| (2..=8).contains(end))?;
        let name = rest[..end].strip_prefix('#').unwrap_or(&rest[..end]);
        name.chars().all(|c| c.is_ascii_alphanumeric()).then_some((at, end + 2))
    })
}

/// `%name%` or `{{ name }}`: where it begins, and its length.
fn placeholder(words: &str) -> Option<(usize, usize)> {
    if let Some(at) = words.find("{{") {
        let end = words[at..].find("}}").map_or(2, |end| end + 2);
        return Some((at, end));
    }
    words.match_indices('%').find_map(|(at, _)| {
        let end = words[at + 1..].find('%').filter(|end| *end > 1)?;
        let name = &words[at + 1..at + 1 + end];
        let is_name = name.chars().all(|c| c.is_ascii_alphabetic() || c == '_');
        is_name.then_some((at, end + 2))
    })
}

fn link_text(words: &str, part: Range<usize>, link_type: LinkType) -> Option<Slip> {
    let plain = words.trim().trim_end_matches(['.', '>', '…']).to_lowercase();
    let is_address = plain.starts_with("http://") || plain.starts_with("https://");
    let message = if plain.is_empty() {
        "this link has no words".to_owned()
    } else if EMPTY_WORDS.contains(&plain.as_str()) {
        format!("`{}` does not say where the link leads", words.trim())
    } else if is_address && link_type != LinkType::Autolink {
        "the text of this link is its address".to_owned()
    } else {
        return None;
    };
    let help = "write between the square brackets what the reader finds there";
    Some(Slip::new(rules::LINK_TEXT, part, message, help))
}

/// What the beginnings of lines tell.
fn lines(text: &str) -> Vec<Slip> {
    let mut slips = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let at = start + line.find(words).unwrap_or_default();
        start += line.len();
        let first = words.chars().next().unwrap_or(' ');
        let rest = words.trim_start_matches('#');
        let begins_with_letter = |text: &str| text.chars().next().is_some_and(char::is_alphabetic);
        let marks = words.len() - rest.len();
        let (length, message, help) = if marks > 1 && begins_with_letter(rest) {
            let help = format!("write `{} {rest}`", &words[..marks]);
            (marks, "this is no heading: a space is missing behind `#`", help)
        } else if "•◦▪‣●·".contains(first) {
            let help = format!("write `- {}`", words[first.len_utf8()..].trim());
            (
                words.len() - words[first.len_utf8()..].trim_start().len(),
                "this sign begins no list",
                help,
            )
        } else if first == '-' && words[1..].chars().next().is_some_and(char::is_alphabetic) {
            (
                1,
                "this is no list: a space is missing behind `-`",
                format!("write `- {}`", &words[1..]),
            )
        } else if first == '|' && words[1..].contains('|') {
            let help = "write a list or sentences: tables are shown as they are typed".to_owned();
            (words.len(), "this is no table", help)
        } else if let Some((number, rest)) = words.split_once(['.', ')'])
            && (1..=2).contains(&number.len())
            && number.chars().all(|c| c.is_ascii_digit())
            && begins_with_letter(rest)
        {
            let help = format!("write `{number}. {rest}`");
            (number.len() + 1, "this is no list: a space is missing behind the number", help)
        } else {
            continue;
        };
        let slip = Slip::new(rules::SHOWN_AS_TYPED, at..at + length, message, help);
        let begins = slip.help.strip_prefix("write `").and_then(|it| it.strip_suffix('`'));
        let begins = begins.and_then(|it| it.strip_suffix(words[length..].trim_start()));
        let begins = begins.map(str::to_owned);
        slips.push(match begins {
            Some(begins) => slip.replace_by(begins),
            None => slip,
        });
    }
    // A list or a table is one mistake.
    let mut before = None;
    slips.retain(|slip| {
        let here = (text[..slip.part.start].matches('\n').count(), slip.message.clone());
        let goes_on =
            before.as_ref().is_some_and(|(line, message)| line + 1 == here.0 && *message == here.1);
        before = Some(here);
        !goes_on
    });
    slips
}

/// Checks a text that is no Markdown.
pub fn check_plain(text: &str) -> Option<Slip> {
    let message = |sign: &str| format!("`{sign}` is shown as it is typed");
    let slip = |at: usize, length: usize| {
        let help = "leave the signs out: this text is plain";
        let part = at..at + length;
        Some(Slip::new(rules::MARKDOWN_IN_PLAIN_TEXT, part, message(&text[at..at + length]), help))
    };
    if let Some((at, length)) = entity(text) {
        let sign = &text[at..at + length];
        let help = match sign {
            "&amp;" => "write `&`".to_owned(),
            _ => "write the sign itself".to_owned(),
        };
        let part = at..at + length;
        let slip = Slip::new(rules::MARKDOWN_IN_PLAIN_TEXT, part, message(sign), help);
        return Some(if sign == "&amp;" { slip.replace_by("&") } else { slip });
    }
    if let Some((at, length)) = placeholder(text) {
        return slip(at, length);
    }
    for sign in ["**", "](", "~~", "`", "[["] {
        if let Some(at) = text.find(sign) {
            return slip(at, sign.len());
        }
    }
    let is_tag = |rest: &str| {
        let name = rest.trim_start_matches('/');
        name.starts_with(|c: char| c.is_ascii_alphabetic())
            && rest.find('>').is_some_and(|end| !rest[..end].contains(['<', '\n']) && end < 40)
    };
    let tag = text.match_indices('<').find(|(at, _)| is_tag(&text[at + 1..]));
    if let Some((at, _)) = tag {
        return slip(at, text[at..].find('>').map_or(1, |end| end + 1));
    }
    let start = text.trim_start();
    let begins = ["# ", "## ", "- ", "* ", "> "].iter().any(|sign| start.starts_with(sign));
    begins.then(|| slip(text.len() - start.len(), 1)).flatten()
}

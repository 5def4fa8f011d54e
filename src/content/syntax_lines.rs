//! Where the TOML parser loses its way for many lines: texts of several lines that do not begin or
//! end as they must, and headers that are none. Each is one mistake, found by looking at the lines
//! of a file that has errors.

use std::ops::Range;

use super::key_paths::KeyPaths;
use super::meant::MARKS;
use crate::diagnostic::{Finding, Source, rules};
use crate::language::Language;

/// Lines of which nothing is to be read, and why.
pub struct Broken {
    pub finding: Finding,
    pub lines: Range<usize>,
}

/// Finds all such lines of a file.
pub fn broken_lines(source: &Source<'_>, paths: &KeyPaths) -> Vec<Broken> {
    let mut start = 0;
    let lines = source.text.split_inclusive('\n').map(|line| {
        let at = start;
        start += line.len();
        (at, line.trim_end_matches(['\n', '\r']).trim_start_matches('\u{feff}'))
    });
    let lines = lines.collect();
    Scan { source, paths, lines, header: None, seen: Vec::new(), broken: Vec::new() }.run()
}

struct Scan<'s, 'a> {
    source: &'s Source<'a>,
    paths: &'s KeyPaths,
    /// Where each line begins, and the line without its end.
    lines: Vec<(usize, &'a str)>,
    /// The header that the present line stands below.
    header: Option<String>,
    /// The paths of all keys and headers so far.
    seen: Vec<String>,
    broken: Vec<Broken>,
}

impl<'a> Scan<'_, 'a> {
    fn run(mut self) -> Vec<Broken> {
        let mut languages: Vec<&str> = Vec::new();
        let mut at = 0;
        while let Some(&(_, line)) = self.lines.get(at) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                at += 1;
            } else if let Some(path) = header(line) {
                languages.clear();
                self.seen.push(path.to_owned());
                self.header = Some(path.to_owned());
                at = self.text_below_header(at, path).unwrap_or(at + 1);
            } else if let Some(path) = self.bad_header(at) {
                languages.clear();
                let help = self.paths.header(&path).unwrap_or_else(|| format!("[{path}]"));
                let message = format!("`{line}` is no header");
                let edit = (self.span(at), help.clone());
                let help = format!("write `{help}`");
                at = self.report(at, self.next_header(at + 1), message, help, vec![edit]);
                self.seen.push(path.clone());
                self.header = Some(path);
            } else if let Some((key, value)) = assignment(line) {
                if is_language(key) {
                    let is_again = languages.contains(&key) && languages.last() != Some(&key);
                    if self.header.is_none() || is_again {
                        languages.clear();
                        at = self.missing_header(at);
                        continue;
                    }
                    languages.push(key);
                }
                let below = self.header.as_ref().map(|path| format!("{path}."));
                self.seen.push(below.unwrap_or_default() + key);
                at = self.text(at, key, value);
            } else {
                at = self.text_without_equals(at).unwrap_or(at + 1);
            }
        }
        self.broken
    }

    fn line(&self, at: usize) -> &'a str {
        self.lines.get(at).map_or("", |(_, line)| line.trim())
    }

    fn start(&self, at: usize) -> usize {
        self.lines.get(at).map_or(self.source.text.len(), |(start, _)| *start)
    }

    /// A line without the blanks around it.
    fn span(&self, at: usize) -> Range<usize> {
        let line = self.line(at);
        let start = self.start(at);
        let indent = self.source.text[start..].find(line).unwrap_or_default();
        start + indent..start + indent + line.len()
    }

    /// Reports what begins on a line, and leaves all to another line out of sight, from which the
    /// reading goes on.
    fn report(
        &mut self,
        at: usize,
        end: usize,
        message: impl Into<String>,
        help: impl Into<String>,
        edits: Vec<(Range<usize>, String)>,
    ) -> usize {
        let span = self.span(at);
        let opening = span.start + self.line(at).find('=').map_or(0, |equals| equals + 1);
        let value = self.source.text[opening..span.end].trim_start();
        let marks = value.len() - value.trim_start_matches(MARKS).len();
        let length = if marks > 1 { marks } else { value.len() };
        let value_at = span.end - value.len();
        let span = if value.is_empty() { span.clone() } else { value_at..value_at + length };
        let edits = edits.into_iter().map(|(span, text)| (self.source.location(&span), text));
        let location = self.source.location(&span);
        let mut finding = Finding::new(rules::TOML_SYNTAX, location, message).help(help);
        let edits: Vec<_> = edits.collect();
        if !edits.is_empty() {
            finding = finding.edits(edits);
        }
        self.broken.push(Broken { finding, lines: self.start(at)..self.start(end) });
        end
    }

    /// Whether a line begins a table or a key, and cannot well be part of a text.
    fn begins(&self, at: usize, is_known: bool) -> bool {
        let line = self.line(at);
        if let Some(path) = header(line) {
            return !is_known || self.paths.header(path).is_some();
        }
        assignment(line).is_some_and(|(key, value)| {
            let first = value.chars().next().unwrap_or(' ');
            let has_value = MARKS.contains(&first) || "[{".contains(first) || value.is_empty();
            let has_value = has_value || first.is_ascii_digit() || value == "true";
            let name = key.rsplit('.').next().unwrap_or(key);
            let is_name = is_language(name) || self.paths.has_name(name);
            has_value && (is_name || !is_known)
        })
    }

    /// Whether the next line with words, if any, can only be part of a text.
    fn is_text_below(&self, at: usize) -> bool {
        let next = (at + 1..self.lines.len()).find(|&at| {
            let line = self.line(at);
            !line.is_empty() && (!line.starts_with('#') || line.starts_with("##"))
        });
        next.is_some_and(|next| {
            !self.begins(next, false)
                && assignment(self.line(next)).is_none()
                && self.bad_header(next).is_none()
        })
    }

    fn next_header(&self, from: usize) -> usize {
        let is_header = |&at: &usize| header(self.line(at)).is_some() || self.is_odd_header(at);
        (from..self.lines.len()).find(is_header).unwrap_or(self.lines.len())
    }

    fn is_odd_header(&self, at: usize) -> bool {
        !self.line(at).starts_with('#') && self.bad_header(at).is_some()
    }

    /// The path that a line names which is meant as a header: `(summary)`, `summary:`.
    fn bad_header(&self, at: usize) -> Option<String> {
        let line = self.line(at);
        let is_letter = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
        let path = line.trim_matches(|c| !is_letter(c)).to_ascii_lowercase();
        if path.is_empty() || !path.chars().all(is_letter) || line.starts_with("- ") {
            return None;
        }
        let is_bracketed = line.starts_with(['(', '{', '<', '[']) && line.len() < path.len() + 8;
        let is_table = self.paths.header(&path).is_some();
        let below = self.lines[at + 1..].iter().find(|(_, line)| !line.trim().is_empty());
        let below = below.and_then(|(_, line)| assignment(line.trim()));
        let is_above =
            below.is_some_and(|(key, value)| is_language(key) || is_table && !value.is_empty());
        if !is_above || !(is_table && line.len() < path.len() + 8 || is_bracketed) {
            return None;
        }
        // Languages stand below the header of a text: `[charters.title]`.
        let is_of_languages = below.is_some_and(|(key, _)| is_language(key));
        let is_child =
            |text: &&String| text.strip_prefix(&path).is_some_and(|it| it.starts_with('.'));
        let text = self.paths.texts().find(|text| **text == path);
        let text = text.or_else(|| self.paths.texts().find(is_child));
        Some(text.filter(|_| is_of_languages).cloned().unwrap_or(path))
    }

    /// Languages that stand below no header, or below one whose languages are all there.
    fn missing_header(&mut self, at: usize) -> usize {
        let above = self.header.clone().unwrap_or_default();
        let parent = above.rsplit_once('.').map_or(above.as_str(), |(parent, _)| parent);
        let is_free = |path: &&String| !self.seen.contains(path);
        let texts = || self.paths.texts().filter(is_free);
        let is_near =
            |path: &&String| path.strip_prefix(parent).is_some_and(|it| it.starts_with('.'));
        let path = texts().find(is_near).or_else(|| texts().next()).cloned();
        let key = assignment(self.line(at)).map_or("", |(key, _)| key);
        let message = format!("`{key}` stands below no header of its own");
        let (help, edits) = match &path {
            Some(path) => {
                let edit = (self.start(at)..self.start(at), format!("[{path}]\n"));
                (format!("put the header of its text above it: `[{path}]`"), vec![edit])
            }
            None => ("put the header of its text above it, or take it out".to_owned(), Vec::new()),
        };
        self.seen.extend(path.clone());
        self.header = path.or(self.header.take());
        self.report(at, self.next_header(at + 1), message, help, edits)
    }

    /// `[description.nl]` with a text below it.
    fn text_below_header(&mut self, at: usize, path: &str) -> Option<usize> {
        let (parent, language) = path.rsplit_once('.')?;
        if !is_language(language) || !self.is_text_below(at) {
            return None;
        }
        let is_next = |&at: &usize| {
            header(self.line(at)).is_some_and(|next| !next.starts_with(&format!("{parent}.")))
        };
        let end = (at + 1..self.lines.len()).find(is_next).unwrap_or(self.lines.len());
        let help = format!(
            "write `[{parent}]`, and below it `{language} = \"\"\"`, the text, and a line `\"\"\"`; \
             likewise for each language"
        );
        Some(self.report(at, end, "a text stands below a header, without a key", help, Vec::new()))
    }

    /// `nl """`, `nl: """` or `nl: |`.
    fn text_without_equals(&mut self, at: usize) -> Option<usize> {
        let line = self.line(at);
        let yaml = line.strip_suffix(": |").or_else(|| line.strip_suffix(": >"));
        if let Some(name) = yaml.filter(|name| is_key(name)) {
            let end = self.end_of_text(at);
            let opening = (self.span(at), format!("{name} = \"\"\""));
            let edits = std::iter::once(opening).chain(self.closing(at, end, "\"\"\"")).collect();
            let help = format!("write `{name} = \"\"\"`, and end the text with `\"\"\"`");
            let message = "a text of several lines does not begin like this";
            return Some(self.report(at, end, message, help, edits));
        }
        let (key, _) = line.split_once("\"\"\"")?;
        let name = key.trim_end_matches(|c: char| c.is_whitespace() || ":=>-~".contains(c));
        if !is_key(name) || name == key {
            return None;
        }
        let end = (at + 1..self.lines.len()).find(|&at| self.line(at).contains("\"\"\""));
        let end = end.map_or(self.lines.len(), |end| end + 1);
        let (start, help) = (self.span(at).start, format!("write `{name} = \"\"\"`"));
        let edit = (start..start + key.len(), format!("{name} = "));
        let message = format!("no `=` stands between `{name}` and its text");
        Some(self.report(at, end, message, help, vec![edit]))
    }

    /// The value of a key; returns the line on which to go on.
    fn text(&mut self, at: usize, key: &str, value: &'a str) -> usize {
        let span = self.span(at);
        let value_at = span.end - value.len();
        for mark in ["\"\"\"", "'''"] {
            let Some(body) = value.strip_prefix(mark) else { continue };
            if let Some(closing) = body.find(mark) {
                let is_doubled = closing == 0 && body == mark && self.is_text_below(at);
                if !is_doubled {
                    return at + 1;
                }
                let edit = (value_at..span.end, mark.to_owned());
                let message = format!("these are twice the signs that begin a text: `{value}`");
                let end = self.end_of_text(at);
                return self.report(at, end, message, format!("write `{mark}`"), vec![edit]);
            }
            let end = (at + 1..self.lines.len())
                .find(|&line| self.begins(line, true) || self.line(line).contains(mark));
            if let Some(end) = end.filter(|&end| !self.begins(end, true)) {
                return end + 1;
            }
            return self.unclosed(at, end.unwrap_or(self.lines.len()), mark);
        }
        if value.starts_with(['[', '{']) {
            return self.end_of_brackets(at);
        }
        let can_be_text = is_language(key) || self.paths.texts().any(|text| text == key);
        if !can_be_text || !self.is_text_below(at) {
            return at + 1;
        }
        let run = value.trim_start_matches(MARKS);
        let marks = &value[..value.len() - run.len()];
        let is_closed = match marks.chars().next() {
            Some('"') if marks == "\"\"" && run.is_empty() => false,
            Some(mark @ ('"' | '\'')) => value.matches(mark).count() % 2 == 0,
            Some(_) => !run.is_empty() && value.ends_with(MARKS),
            None => false,
        };
        let is_number = value.starts_with(|c: char| c.is_ascii_digit() || "+-".contains(c));
        if is_closed || is_number || matches!(value, "true" | "false") {
            return at + 1;
        }
        let end = self.end_of_text(at);
        let next = (at + 1..end).find(|&at| !self.line(at).is_empty()).unwrap_or(at);
        if value.is_empty() && self.line(next).starts_with("\"\"\"") {
            let edit = (span.end..self.span(next).start, " ".to_owned());
            let message = "the value stands on another line than its key";
            let help = "write `\"\"\"` on the line of the key, behind `=`";
            return self.report(at, end, message, help, vec![edit]);
        }
        let words = match marks.is_empty() && matches!(value, "|" | ">" | "|-" | ">-") {
            true => value.len(),
            false => marks.len(),
        };
        let blank =
            if value.is_empty() && !self.source.text[..span.end].ends_with(' ') { " " } else { "" };
        let mut edits = vec![(value_at..value_at + words, format!("{blank}\"\"\""))];
        edits.extend(self.closing(at, end, "\"\"\""));
        let message = "a text of several lines does not begin like this";
        let help = "begin it with `\"\"\"`, and end it with `\"\"\"`";
        self.report(at, end, message, help, edits)
    }

    /// The line behind a text whose marks tell nothing.
    fn end_of_text(&self, at: usize) -> usize {
        let is_end = |&line: &usize| self.begins(line, false) || self.is_odd_header(line);
        (at + 1..self.lines.len()).find(is_end).unwrap_or(self.lines.len())
    }

    fn unclosed(&mut self, at: usize, end: usize, mark: &str) -> usize {
        let edits: Vec<_> = self.closing(at, end, mark).into_iter().collect();
        let wrong = edits.first().map(|(span, _)| &self.source.text[span.clone()]);
        let help = match wrong.filter(|wrong| !wrong.is_empty()) {
            Some(wrong) => format!("end it with `{mark}`, not with `{wrong}`"),
            None if end < self.lines.len() => {
                let next = self.line(end).chars().take(20).collect::<String>();
                format!("end it with `{mark}`, on a line before `{}`", next.trim_end())
            }
            None => format!("end it with `{mark}`"),
        };
        self.report(at, end, "this text of several lines is never closed", help, edits)
    }

    /// The edit that closes the text between two lines: the wrong marks at its end are replaced.
    fn closing(&self, at: usize, end: usize, mark: &str) -> Option<(Range<usize>, String)> {
        let last = (at..end).rfind(|&line| !self.line(line).is_empty())?;
        let line = self.span(last);
        let words = self.line(last).trim_end_matches(MARKS);
        let wrong = line.start + words.len()..line.end;
        if last > at && !wrong.is_empty() && (words.is_empty() || wrong.len() > 1 || end > at + 1) {
            return (self.source.text[wrong.clone()] != *mark).then(|| (wrong, mark.to_owned()));
        }
        Some((line.end..line.end, format!("\n{mark}")))
    }

    /// The line behind a list or table in brackets.
    fn end_of_brackets(&self, at: usize) -> usize {
        let mut depth = 0;
        for line in at..self.lines.len() {
            let mut quote = None;
            for sign in self.line(line).chars() {
                match (quote, sign) {
                    (Some(open), sign) if open == sign => quote = None,
                    (None, '"' | '\'') => quote = Some(sign),
                    (None, '#') => break,
                    (None, '[' | '{') => depth += 1,
                    (None, ']' | '}') => depth -= 1,
                    _ => {}
                }
            }
            if depth <= 0 {
                return line + 1;
            }
        }
        at + 1
    }
}

/// The path of a header that is one.
pub fn header(line: &str) -> Option<&str> {
    let line = line.split(" #").next().unwrap_or(line).trim();
    let path = line.strip_prefix('[')?.strip_suffix(']')?;
    let path = match path.strip_prefix('[') {
        Some(path) => path.strip_suffix(']')?,
        None => path,
    };
    path.trim().split('.').all(is_key).then_some(path.trim())
}

fn is_key(text: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
    !text.is_empty() && text.chars().all(is_letter)
}

/// The key and value of a line, without a remark behind it.
fn assignment(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once('=')?;
    let key = key.trim().trim_matches(['"', '\'']);
    key.split('.').all(is_key).then_some((key, value.trim()))
}

fn is_language(key: &str) -> bool {
    Language::from_code(key).is_some()
}

//! What the files of a language define, and where.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey,
};
use fluent_syntax::parser::{self, ErrorKind, ParserError};

use crate::diagnostic::{Finding, Location, Source, rules, whole_file};

/// A message, or a term: a word that messages share, whose id begins with `-`.
pub struct Definition<'a> {
    pub source: &'a Source<'a>,
    pub name: &'a str,
    /// Every text of it: its value, which has no name, and its attributes.
    pub patterns: Vec<(Option<&'a str>, Pattern<&'a str>)>,
}

/// What a message is made of.
#[derive(Clone, Copy)]
pub enum Part<'p, 'a> {
    /// Words as they are.
    Text(&'a str),
    /// What stands between braces, and what it is given.
    Inline(&'p InlineExpression<&'a str>),
    /// What forms are chosen by, and how they are called.
    Select(&'p InlineExpression<&'a str>, &'p [fluent_syntax::ast::Variant<&'a str>]),
}

/// The files of a language.
#[derive(Default)]
pub struct Definitions<'a> {
    pub by_id: BTreeMap<String, Definition<'a>>,
    /// The ids in what could not be read.
    pub unreadable: BTreeSet<String>,
}

impl<'a> Definition<'a> {
    pub fn location(&self) -> Location {
        self.source.location_of(self.name)
    }

    /// All of its parts, to any depth; a choice comes before what it is made by and its forms.
    pub fn parts(&self) -> Vec<Part<'_, 'a>> {
        let mut parts = Vec::new();
        self.patterns.iter().for_each(|(_, pattern)| in_pattern(pattern, &mut parts));
        parts
    }

    pub fn texts(&self) -> impl Iterator<Item = &'a str> {
        self.parts().into_iter().filter_map(|part| match part {
            Part::Text(text) => Some(text),
            _ => None,
        })
    }

    /// What is read in one go: each form by itself, with the braces in it.
    pub fn passages(&self) -> Vec<&'a str> {
        let mut passages = Vec::new();
        for (_, pattern) in &self.patterns {
            in_passages(pattern, self.source.text, &mut passages);
        }
        passages
    }

    /// The names of the variables that it says.
    pub fn variables(&self) -> impl Iterator<Item = &'a str> {
        self.parts().into_iter().filter_map(|part| match part {
            Part::Inline(InlineExpression::VariableReference { id }) => Some(id.name),
            _ => None,
        })
    }
}

/// What messages and terms a part refers to, by id.
pub fn reference(part: Part<'_, '_>) -> Option<String> {
    match part {
        Part::Inline(InlineExpression::MessageReference { id, .. }) => Some(id.name.to_owned()),
        Part::Inline(InlineExpression::TermReference { id, .. }) => Some(format!("-{}", id.name)),
        _ => None,
    }
}

pub fn key<'a>(key: &VariantKey<&'a str>) -> &'a str {
    match key {
        VariantKey::Identifier { name } => name,
        VariantKey::NumberLiteral { value } => value,
    }
}

fn in_pattern<'p, 'a>(pattern: &'p Pattern<&'a str>, parts: &mut Vec<Part<'p, 'a>>) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => parts.push(Part::Text(value)),
            PatternElement::Placeable { expression } => in_expression(expression, parts),
        }
    }
}

fn in_passages<'a>(pattern: &Pattern<&'a str>, file: &'a str, passages: &mut Vec<&'a str>) {
    let mut has_forms = false;
    let mut span: Option<(usize, usize)> = None;
    for (index, element) in pattern.elements.iter().enumerate() {
        match element {
            PatternElement::TextElement { value } => {
                let start = value.as_ptr() as usize - file.as_ptr() as usize;
                // A brace at the beginning is part of what is read.
                let brace = file[..start].rfind('{').filter(|_| index > 0);
                let (begin, _) = span.unwrap_or((brace.unwrap_or(start), 0));
                span = Some((begin, start + value.len()));
            }
            PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
                has_forms = true;
                variants.iter().for_each(|it| in_passages(&it.value, file, passages));
            }
            PatternElement::Placeable { .. } => {}
        }
    }
    passages.extend(span.filter(|_| !has_forms).and_then(|(begin, end)| file.get(begin..end)));
}

fn in_expression<'p, 'a>(expression: &'p Expression<&'a str>, parts: &mut Vec<Part<'p, 'a>>) {
    match expression {
        Expression::Inline(inline) => in_inline(inline, parts),
        Expression::Select { selector, variants } => {
            parts.push(Part::Select(selector, variants));
            in_inline(selector, parts);
            variants.iter().for_each(|variant| in_pattern(&variant.value, parts));
        }
    }
}

fn in_inline<'p, 'a>(inline: &'p InlineExpression<&'a str>, parts: &mut Vec<Part<'p, 'a>>) {
    parts.push(Part::Inline(inline));
    match inline {
        InlineExpression::Placeable { expression } => in_expression(expression, parts),
        InlineExpression::FunctionReference { arguments, .. }
        | InlineExpression::TermReference { arguments: Some(arguments), .. } => {
            arguments.positional.iter().for_each(|argument| in_inline(argument, parts));
            arguments.named.iter().for_each(|argument| in_inline(&argument.value, parts));
        }
        _ => {}
    }
}

/// The file of a message, or none of a term: `entry-email` is in `entry.ftl`.
pub fn file_name(id: &str) -> String {
    let (group, _) = id.split_once('-').unwrap_or((id, ""));
    format!("{group}.ftl")
}

/// Reads the files of a language.
pub fn read<'a>(sources: &'a [Source<'a>], findings: &mut Vec<Finding>) -> Definitions<'a> {
    let mut definitions = Definitions::default();
    // What stands in the file where it belongs is no repetition of what stands elsewhere.
    let is_at_home = |id: &str, source: &Source<'_>| {
        source.file.rsplit('/').next() == Some(file_name(id).as_str())
    };
    let mut repeated: BTreeMap<&str, Vec<Finding>> = BTreeMap::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for source in sources {
        for (id, mut definition) in entries(source, &mut definitions.unreadable, findings) {
            *counts.entry(source.file).or_default() += 1;
            if let Some(first) = definitions.by_id.get_mut(&id) {
                if is_at_home(&id, source) && !is_at_home(&id, first.source) {
                    std::mem::swap(first, &mut definition);
                }
                let finding = duplicate(&id, &definition, first);
                repeated.entry(definition.source.file).or_default().push(finding);
            } else {
                definitions.by_id.insert(id, definition);
            }
        }
    }
    for (file, duplicates) in repeated {
        if duplicates.len() > 1 && counts.get(file) == Some(&duplicates.len()) {
            let message = format!("every message of `{file}` is defined elsewhere");
            let finding = Finding::new(rules::DUPLICATE_MESSAGE, whole_file(file), message);
            findings.push(finding.help(format!("delete `{file}`")));
        } else {
            findings.extend(duplicates);
        }
    }
    definitions
}

/// The messages and terms of a file, each with its id.
fn entries<'a>(
    source: &'a Source<'a>,
    unreadable: &mut BTreeSet<String>,
    findings: &mut Vec<Finding>,
) -> Vec<(String, Definition<'a>)> {
    let text = source.text_without_mark();
    if let Some(nested) = nested(source, text) {
        findings.push(nested);
        unreadable.extend(text.lines().filter_map(meant_id));
        return Vec::new();
    }
    let (resource, errors) = match parser::parse(text) {
        Ok(resource) => (resource, Vec::new()),
        Err((resource, errors)) => (resource, errors),
    };
    findings.extend(errors.iter().map(|error| explain(source, text, error)));
    let mut entries = Vec::new();
    for entry in resource.body {
        let (id, name, value, attributes) = match entry {
            Entry::Message(it) => (it.id.name.to_owned(), it.id.name, it.value, it.attributes),
            Entry::Term(it) => {
                (format!("-{}", it.id.name), it.id.name, Some(it.value), it.attributes)
            }
            Entry::Junk { content } => {
                unreadable.extend(content.lines().filter_map(meant_id));
                continue;
            }
            _ => continue,
        };
        let attributes = attributes.into_iter().map(|it| (Some(it.id.name), it.value));
        let patterns = value.map(|value| (None, value)).into_iter().chain(attributes).collect();
        entries.push((id, Definition { source, name, patterns }));
    }
    entries
}

/// The id of the message that a line begins.
fn id_of(line: &str) -> Option<&str> {
    let (id, _) = line.split_once('=')?;
    let is_id = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    Some(id.trim_end()).filter(|id| !id.is_empty() && id.chars().all(is_id))
}

/// The id in a line that cannot be read, without what does not belong in one.
fn meant_id(line: &str) -> Option<String> {
    let (id, _) = line.split_once(['=', ':'])?;
    Some(id.chars().filter(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect())
}

/// How deep braces and brackets may stand within each other: the parser goes as deep as they do.
const DEPTH_MAX: usize = 30;

fn nested(source: &Source<'_>, text: &str) -> Option<Finding> {
    let mut depth = 0_usize;
    for line in text.lines() {
        // A message's first line is within no other.
        depth = if id_of(line).is_some() { 0 } else { depth };
        for (at, character) in line.char_indices() {
            depth = match character {
                '{' | '(' => depth + 1,
                '}' | ')' => depth.saturating_sub(1),
                _ => depth,
            };
            if depth > DEPTH_MAX {
                let location = source.location_of(&line[at..=at]);
                let message = format!("more than {DEPTH_MAX} braces stand within each other here");
                let help = "close each before the next opens";
                return Some(Finding::new(rules::FLUENT_SYNTAX, location, message).help(help));
            }
        }
    }
    None
}

fn duplicate(id: &str, second: &Definition<'_>, first: &Definition<'_>) -> Finding {
    let message = format!("message `{id}` is defined twice");
    let place = match first.source.file == second.source.file {
        true => format!("line {}", first.location().start.line),
        false => first.source.file.to_owned(),
    };
    Finding::new(rules::DUPLICATE_MESSAGE, second.location(), message)
        .help(format!("remove it here or in {place}"))
        .related(first.location(), "it is defined here already")
}

/// What is wrong with a piece of a file that is no message, and its line as it should be.
fn explain(source: &Source<'_>, text: &str, error: &ParserError) -> Finding {
    let at = text.floor_char_boundary(error.pos.start.min(text.len()));
    let junk = error.slice.as_ref().map_or(at, |junk| junk.start.min(at));
    let open = open_brace(&text[junk..at]).map(|brace| junk + brace);
    let is_choice = open.is_some_and(|brace| text[brace..at].contains("->"));
    // What follows an open brace is read as what stands in it; of a choice, up to its last form.
    let before = text[..at].trim_end().len();
    let end = match open.filter(|_| !is_choice) {
        Some(brace) => brace,
        None if at > junk && text[before..at].contains('\n') => before,
        None => at,
    };
    let begin = text[..end].rfind('\n').map_or(0, |at| at + 1);
    let mut line = text[begin..].lines().next().unwrap_or_default();
    let next = text[begin..].lines().nth(1).unwrap_or_default();
    if next.starts_with('\t') && line.ends_with('=') {
        line = next;
    }
    let words = line.trim();
    // What the line should be, or else what to do.
    let (wrong, remedy) = match &error.kind {
        ErrorKind::MissingDefaultVariant => (
            "none of these forms is the one for all other cases".to_owned(),
            Ok(format!("*{words}")),
        ),
        ErrorKind::ExpectedMessageField { entry_id }
        | ErrorKind::ExpectedTermField { entry_id }
            if !line.starts_with('\t') =>
        {
            (format!("`{entry_id}` says nothing"), Err("write its words behind `=`"))
        }
        ErrorKind::ExpectedToken('}') if is_choice => (
            "the brace that opens these forms is not closed".to_owned(),
            Err("write `}` on a line of its own, below this one"),
        ),
        _ if words.starts_with("//") => (
            "this is no remark".to_owned(),
            Ok(format!("# {}", words.trim_start_matches('/').trim())),
        ),
        _ if words.starts_with('#') => {
            let rest = words.trim_start_matches('#');
            let marks = "#".repeat((words.len() - rest.len()).min(3));
            ("a space is missing behind `#`".to_owned(), Ok(format!("{marks} {}", rest.trim())))
        }
        _ if line.starts_with([' ', '\t']) && id_of(words).is_some() => {
            ("a message begins at the start of its line".to_owned(), Ok(words.to_owned()))
        }
        _ if line.starts_with('\t') => (
            "a line begins with a tab, which is no space here".to_owned(),
            Ok(format!("    {words}")),
        ),
        _ if line.matches('{').count() > line.matches('}').count() => {
            ("a brace is not closed".to_owned(), Ok(closed(words)))
        }
        _ if words.contains('{') => (
            "what stands between braces cannot be read".to_owned(),
            Err("write the name of a value as in `{ $name }`, and a brace as `{\"{\"}`"),
        ),
        _ if words.contains('}') => ("this brace closes nothing".to_owned(), Ok(opened(words))),
        _ => match words.split_once(':').filter(|(id, _)| id_of(&format!("{id}=")).is_some()) {
            Some((id, words)) => (
                "a message's words stand behind `=`".to_owned(),
                Ok(format!("{id} = {}", words.trim())),
            ),
            None if id_of(words).is_none() => {
                ("a text's further lines begin with spaces".to_owned(), Ok(format!("    {words}")))
            }
            None => (
                "this is no message that can be read".to_owned(),
                Err("write it as `message-id = words`"),
            ),
        },
    };
    let is_indented = line.starts_with([' ', '\t']) && !words.starts_with(['[', '*']);
    let marked = if is_indented { line.trim_end() } else { words };
    let location = source.location_of(if words.is_empty() { &text[end..end] } else { marked });
    let finding = Finding::new(rules::FLUENT_SYNTAX, location, format!("{wrong}: `{words}`"));
    match remedy {
        Ok(line) => finding.help(format!("write `{line}`")).replace_by(line),
        Err(help) => finding.help(help),
    }
}

/// The last brace of a text that is not closed in it.
fn open_brace(text: &str) -> Option<usize> {
    let mut open = Vec::new();
    for (at, brace) in text.match_indices(['{', '}']) {
        match brace {
            "{" => open.push(at),
            _ => drop(open.pop()),
        }
    }
    open.pop()
}

/// A line with its first brace opened, before the word that it stands behind.
fn opened(line: &str) -> String {
    let close = line.find('}').unwrap_or(line.len());
    let inside = line[..close].trim_end();
    let start = inside.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    format!("{}{{ {} {}", &inside[..start], &inside[start..], &line[close..])
}

/// A line with its last brace closed, behind the word that it stands before.
fn closed(line: &str) -> String {
    let open = line.rfind('{').map_or(line.len(), |at| at + 1);
    let inside = line[open..].trim_start();
    let end = inside.find(|c: char| c.is_whitespace() || ".,;:!?".contains(c));
    let (name, rest) = inside.split_at(end.unwrap_or(inside.len()));
    if name.is_empty() {
        return line[..open.saturating_sub(1)].trim_end().to_owned();
    }
    format!("{} {name} }}{rest}", &line[..open])
}

//! The interface's words: typed messages, generated from `locales/` by the build, and read again
//! at run time against the contract that was compiled in.

use std::collections::BTreeMap;
use std::ops::Range;

use fluent_syntax::ast::Entry;
use fluent_syntax::parser;
use fluent_typed::prelude::{ContractViolation, L10nError};

use crate::language::Language;

#[allow(missing_docs, dead_code, unreachable_pub, clippy::all)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/l10n.rs"));
}

/// All messages in one language, a method each.
pub use generated::L10nLanguage as Messages;

/// A file of messages: its path and its text.
pub type MessageFile<'a> = (&'a str, &'a str);

/// What is wrong with the messages of a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, where the problem is in one.
    pub file: Option<String>,
    /// The bytes of the file that it is about; empty where something is missing.
    pub span: Range<usize>,
    /// The rule's stable name.
    pub code: &'static str,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

/// Reads the messages of a language from its files.
///
/// # Errors
/// Every problem of every file: what is no Fluent, what is defined twice, and what the compiled
/// methods would miss.
pub fn load(language: Language, files: &[MessageFile<'_>]) -> Result<Messages, Vec<Problem>> {
    let (ids, mut problems) = read(files);
    if !problems.is_empty() {
        return Err(problems);
    }
    // Two files join without a line break between them where the first one lacks its last.
    let text = files.iter().map(|(_, text)| *text).collect::<Vec<_>>().join("\n");
    match Messages::new_external(language.code(), text.as_bytes()) {
        Ok(messages) => Ok(messages),
        Err(L10nError::Validation { violations }) => {
            problems.extend(violations.into_iter().map(|violation| explain(&violation, &ids)));
            Err(problems)
        }
        Err(error) => Err(vec![Problem {
            file: None,
            span: 0..0,
            code: "messages-unreadable",
            message: format!("the {language} messages cannot be read: {error}"),
            help: None,
        }]),
    }
}

/// Where each message and term is defined.
type Ids<'a> = BTreeMap<String, (&'a str, Range<usize>)>;

fn read<'a>(files: &[MessageFile<'a>]) -> (Ids<'a>, Vec<Problem>) {
    let mut ids = Ids::new();
    let mut problems = Vec::new();
    for &(file, text) in files {
        let (resource, errors) = match parser::parse(text) {
            Ok(resource) => (resource, Vec::new()),
            Err((resource, errors)) => (resource, errors),
        };
        problems.extend(errors.into_iter().map(|error| {
            Problem {
            file: Some(file.to_owned()),
            span: within(text, error.pos),
            code: "fluent-syntax",
            message: format!("this is no message that can be read: {}", error.kind),
            help: Some(
                "write `message-id = text`; a text's further lines begin with four spaces, not \
                 with a tab"
                    .to_owned(),
            ),
        }
        }));
        for entry in &resource.body {
            let (id, name) = match entry {
                Entry::Message(message) => (message.id.name.to_owned(), message.id.name),
                Entry::Term(term) => (format!("-{}", term.id.name), term.id.name),
                _ => continue,
            };
            let start = name.as_ptr() as usize - text.as_ptr() as usize;
            let span = start..start + name.len();
            if let Some((first, _)) = ids.get(&id) {
                problems.push(Problem {
                    file: Some(file.to_owned()),
                    span,
                    code: "duplicate-message",
                    message: format!("message `{id}` is defined twice"),
                    help: Some(format!("remove it here or in {first}")),
                });
            } else {
                ids.insert(id, (file, span));
            }
        }
    }
    (ids, problems)
}

/// The parser's positions may lie one past the end, or within a character.
fn within(text: &str, span: Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(span.start);
    let end = text.ceil_char_boundary(span.end.max(start));
    start..end
}

fn explain(violation: &ContractViolation, ids: &Ids<'_>) -> Problem {
    let (id, code, help) = match violation {
        ContractViolation::MissingMessage { message } => (
            message.clone(),
            "missing-message",
            format!("add a line `{message} = …`, as in the other language"),
        ),
        ContractViolation::MissingValue { message }
        | ContractViolation::MissingAttribute { message, .. } => {
            (message.clone(), "missing-message", "write it as in the other language".to_owned())
        }
        ContractViolation::UnknownVariable { message, .. } => (
            message.clone(),
            "unknown-variable",
            "use the variables that the comment above the Dutch message names".to_owned(),
        ),
        ContractViolation::UnknownTerm { referenced_from, .. } => (
            referenced_from.clone(),
            "unknown-term",
            "define the term, or write the words themselves".to_owned(),
        ),
        ContractViolation::ElementMismatch { message, .. }
        | ContractViolation::BoolSelectorMismatch { message, .. }
        | ContractViolation::BoolReferenceOutsideSelector { message, .. } => (
            message.clone(),
            "message-contract",
            "keep the parts between braces as in the other language".to_owned(),
        ),
        _ => (String::new(), "message-contract", "write it as in the other language".to_owned()),
    };
    let place = ids.get(&id);
    Problem {
        file: place.map(|(file, _)| (*file).to_owned()),
        span: place.map_or(0..0, |(_, span)| span.clone()),
        code,
        message: violation.to_string(),
        help: Some(help),
    }
}

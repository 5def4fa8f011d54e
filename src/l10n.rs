//! The interface's words: typed messages, generated from `locales/` by the build, and read again
//! at run time against the contract that was compiled in.

use std::collections::BTreeMap;
use std::ops::Range;

use fluent_syntax::ast::Entry;
use fluent_syntax::parser;
use fluent_typed::prelude::{ContractViolation, L10nError};

use crate::diagnostic::{Finding, Location, Source, rules, whole_file};
use crate::language::Language;

#[allow(missing_docs, dead_code, unreachable_pub, clippy::all)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/l10n.rs"));
}

/// All messages in one language, a method each.
pub use generated::L10nLanguage as Messages;

/// Reads the messages of a language from its files.
///
/// # Errors
/// Every finding of every file: what is no Fluent, what is defined twice, and what the compiled
/// methods would miss.
pub fn load(language: Language, sources: &[Source<'_>]) -> Result<Messages, Vec<Finding>> {
    let (ids, findings) = read(sources);
    if !findings.is_empty() {
        return Err(findings);
    }
    // Two files join without a line break between them where the first one lacks its last.
    let text = sources.iter().map(|source| source.text).collect::<Vec<_>>().join("\n");
    let folder = || whole_file(&format!("locales/{language}"));
    match Messages::new_external(language.code(), text.as_bytes()) {
        Ok(messages) => Ok(messages),
        Err(L10nError::Validation { violations }) => {
            Err(violations.iter().map(|violation| explain(violation, &ids, folder())).collect())
        }
        Err(error) => {
            let message = format!("the {language} messages cannot be read: {error}");
            Err(vec![Finding::new(rules::MESSAGES_UNREADABLE, folder(), message)])
        }
    }
}

/// Where each message and term is defined.
type Ids<'a> = BTreeMap<String, (&'a Source<'a>, Range<usize>)>;

fn read<'a>(sources: &'a [Source<'a>]) -> (Ids<'a>, Vec<Finding>) {
    let mut ids = Ids::new();
    let mut findings = Vec::new();
    for source in sources {
        let (resource, errors) = match parser::parse(source.text) {
            Ok(resource) => (resource, Vec::new()),
            Err((resource, errors)) => (resource, errors),
        };
        findings.extend(errors.into_iter().map(|error| {
            let message = format!("this is no message that can be read: {}", error.kind);
            let help = "write `message-id = text`; a text's further lines begin with four \
                        spaces, not with a tab";
            let location = source.location(&error.pos);
            Finding::new(rules::FLUENT_SYNTAX, location, message).help(help)
        }));
        for entry in &resource.body {
            let (id, name) = match entry {
                Entry::Message(message) => (message.id.name.to_owned(), message.id.name),
                Entry::Term(term) => (format!("-{}", term.id.name), term.id.name),
                _ => continue,
            };
            let start = name.as_ptr() as usize - source.text.as_ptr() as usize;
            let span = start..start + name.len();
            if let Some((first, at)) = ids.get(&id) {
                let message = format!("message `{id}` is defined twice");
                let location = source.location(&span);
                let finding = Finding::new(rules::DUPLICATE_MESSAGE, location, message)
                    .help(format!("remove it here or in {}", first.file))
                    .related(first.location(at), "it is defined here already");
                findings.push(finding);
            } else {
                ids.insert(id, (source, span));
            }
        }
    }
    (ids, findings)
}

fn explain(violation: &ContractViolation, ids: &Ids<'_>, folder: Location) -> Finding {
    let (id, rule, help) = match violation {
        ContractViolation::MissingMessage { message } => (
            message.as_str(),
            rules::MISSING_MESSAGE,
            format!("add a line `{message} = …`, as in the other language"),
        ),
        ContractViolation::MissingValue { message }
        | ContractViolation::MissingAttribute { message, .. } => {
            (message.as_str(), rules::MISSING_MESSAGE, "write it as in the other language".into())
        }
        ContractViolation::UnknownVariable { message, .. } => (
            message.as_str(),
            rules::UNKNOWN_VARIABLE,
            "use the variables that the comment above the Dutch message names".into(),
        ),
        ContractViolation::UnknownTerm { referenced_from, .. } => (
            referenced_from.as_str(),
            rules::UNKNOWN_TERM,
            "define the term, or write the words themselves".into(),
        ),
        ContractViolation::ElementMismatch { message, .. }
        | ContractViolation::BoolSelectorMismatch { message, .. }
        | ContractViolation::BoolReferenceOutsideSelector { message, .. } => (
            message.as_str(),
            rules::MESSAGE_CONTRACT,
            "keep the parts between braces as in the other language".into(),
        ),
        _ => ("", rules::MESSAGE_CONTRACT, "write it as in the other language".into()),
    };
    let location = ids.get(id).map_or(folder, |(source, span)| source.location(span));
    Finding::new(rule, location, violation.to_string()).help(help)
}

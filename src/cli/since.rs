//! Which texts fell behind their other language since a commit.

use std::collections::BTreeMap;
use std::io;

use fluent_syntax::ast::{Entry, Message, Resource};
use fluent_syntax::{parser, serializer};

use super::history::{Change, History};
use crate::content::files::{SiteFile, SiteFiles};
use crate::content::translations;
use crate::diagnostic::{Finding, Location, Source, rules};
use crate::language::{Language, PerLanguage};

/// Warns of each text and message of which only one language has changed since the branch left a
/// revision.
///
/// # Errors
/// If git fails, or does not know the revision.
pub fn outdated(now: &SiteFiles, history: &History, revision: &str) -> io::Result<Vec<Finding>> {
    let commit = history.fork_point(revision)?;
    let changes = history.changed(&commit)?;
    if changes.is_empty() {
        return Ok(Vec::new());
    }
    let before = history.files(&commit)?;
    let mut findings = Vec::new();
    for Change { before: name, now: file } in &changes {
        if let (Some(before), Some(now)) = (text(&before, name), text(now, file)) {
            findings.extend(translations::outdated(file, before, now));
        }
    }
    if changes.iter().any(|change| change.now.ends_with(".ftl")) {
        findings.extend(outdated_messages(&before, now));
    }
    Ok(findings)
}

fn text<'a>(files: &'a SiteFiles, file: &str) -> Option<&'a str> {
    let Some(SiteFile::Read(bytes)) = files.get(file) else { return None };
    str::from_utf8(bytes).ok()
}

/// A message's words, and where its name stands.
type Messages = BTreeMap<String, PerLanguage<Option<(String, Location)>>>;

fn outdated_messages(before: &SiteFiles, now: &SiteFiles) -> Vec<Finding> {
    let before = messages(before);
    let mut findings = Vec::new();
    for (id, now) in messages(now) {
        let Some(before) = before.get(&id) else { continue };
        let pairs = Language::ALL.into_iter().filter_map(|language| {
            let (before, now) = (before.get(language).as_ref()?, now.get(language).as_ref()?);
            Some((language, &now.1, before.0 == now.0))
        });
        let (same, changed): (Vec<_>, Vec<_>) = pairs.partition(|(_, _, is_same)| *is_same);
        let Some((language, place, _)) = changed.first() else { continue };
        for (behind, location, _) in same {
            let message = format!("message `{id}` has changed in {}", language.english_name());
            let message = format!("{message}, and not in {}", behind.english_name());
            let finding = Finding::new(rules::TRANSLATION_BEHIND, location.clone(), message)
                .help(translations::OUTDATED_HELP)
                .related((*place).clone(), "this is the message that changed");
            findings.push(finding);
        }
    }
    findings
}

/// The messages of all files, by id.
fn messages(files: &SiteFiles) -> Messages {
    let mut messages = Messages::new();
    for language in Language::ALL {
        for (file, _) in files.below(&format!("locales/{language}/")) {
            let Some(text) = text(files, file).filter(|_| file.ends_with(".ftl")) else { continue };
            let source = Source::new(file, text);
            let text = source.text_without_mark();
            let (Ok(resource) | Err((resource, _))) = parser::parse(text);
            for entry in resource.body {
                let Entry::Message(message) = entry else { continue };
                let name = message.id.name;
                let location = source.location_of(name);
                // Without its comment, which no visitor reads.
                let message = Entry::Message(Message { comment: None, ..message });
                let written = serializer::serialize(&Resource { body: vec![message] });
                let words = translations::words(&written);
                *messages.entry(name.to_owned()).or_default().get_mut(language) =
                    Some((words, location));
            }
        }
    }
    messages
}

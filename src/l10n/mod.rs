//! The interface's words: a method for each message, and the files in which they stand, checked
//! against these methods whenever they are loaded.

mod comparison;
mod definitions;
mod formatting;
mod messages;

use std::collections::{BTreeMap, BTreeSet};

pub use messages::Messages;

use crate::diagnostic::{Finding, Source, has_errors, rules, whole_file};
use crate::language::{Language, PerLanguage};
use definitions::{Definition, Definitions, file_name, reference};

/// What a message says in one go.
pub struct Passage<'a> {
    pub source: &'a Source<'a>,
    pub id: &'a str,
    pub text: &'a str,
}

/// Reads the messages of every language from its files. There are none where there is an error:
/// it would be missing from a page, or take it down.
pub fn load<'a>(
    sources: &'a PerLanguage<Vec<Source<'a>>>,
    findings: &mut Vec<Finding>,
) -> (Option<PerLanguage<Messages>>, PerLanguage<Vec<Passage<'a>>>) {
    let definitions = PerLanguage::from_fn(|language| {
        let definitions = definitions::read(sources.get(language), findings);
        check(language, sources.get(language), &definitions, findings);
        definitions
    });
    let default = definitions.get(Language::DEFAULT);
    for language in Language::ALL.into_iter().filter(|it| *it != Language::DEFAULT) {
        findings.extend(comparison::same(default, definitions.get(language)));
    }
    let passages = definitions.map(|definitions| {
        let all = definitions.by_id.values();
        let of = |it: &Definition<'a>| {
            let (source, id) = (it.source, it.name);
            it.passages().into_iter().map(move |text| Passage { source, id, text })
        };
        all.filter(|it| !comparison::has_sign(it)).flat_map(of).collect()
    });
    let messages = || PerLanguage::from_fn(|it| Messages::new(it, sources.get(it)));
    ((!has_errors(findings)).then(messages), passages)
}

fn check(
    language: Language,
    sources: &[Source<'_>],
    definitions: &Definitions<'_>,
    findings: &mut Vec<Finding>,
) {
    let contracts: BTreeMap<_, _> = messages::ALL.iter().map(|it| (it.id, it)).collect();
    for (id, definition) in &definitions.by_id {
        let contract = contracts.get(id.as_str()).copied();
        let errors = formatting::errors(id, definition, definitions, contract);
        if errors.is_empty() {
            findings.extend(comparison::warnings(definition, contract));
        }
        findings.extend(errors);
    }
    let all = definitions.by_id.values().flat_map(Definition::parts);
    let referred: BTreeSet<_> = all.filter_map(reference).collect();
    let unknown = definitions
        .by_id
        .iter()
        .filter(|(id, _)| !contracts.contains_key(id.as_str()) && !referred.contains(*id));
    let mut unknown: Vec<_> = unknown.collect();
    let is_missing =
        |id: &&str| !definitions.by_id.contains_key(*id) && !definitions.unreadable.contains(*id);
    let mut missing: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for id in contracts.keys().filter(|id| is_missing(id)) {
        if let Some(finding) = indented(id, definitions) {
            findings.push(finding);
            continue;
        }
        let distance = |own: &str| strsim::damerau_levenshtein(own, id);
        let misspelt = (0..unknown.len()).min_by_key(|index| distance(unknown[*index].0));
        match misspelt.filter(|index| distance(unknown[*index].0) <= 2) {
            Some(index) => {
                let (own, definition) = unknown.remove(index);
                let message = format!("no page says `{own}`, and `{id}` is missing");
                let location = definition.location();
                let finding = Finding::new(rules::MISSING_MESSAGE, location, message);
                findings.push(finding.help(format!("write `{id}`")).replace_by(*id));
            }
            None => missing.entry(file_name(id)).or_default().push(id),
        }
    }
    // Without any file the folder is missing, which is said of the folder.
    for (name, ids) in missing.into_iter().filter(|_| !sources.is_empty()) {
        let file = format!("locales/{language}/{name}");
        let all = contracts.keys().filter(|id| file_name(id) == name).count();
        findings.extend(missing_messages(&file, &ids, all, sources));
    }
    findings.extend(unknown_messages(&unknown, definitions));
}

/// A message that is read as a further line of the one above it.
fn indented(id: &str, definitions: &Definitions<'_>) -> Option<Finding> {
    let is_it = |text: &str| {
        let rest = text.trim_start().strip_prefix(id);
        rest.is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    let mut definitions = definitions.by_id.values();
    let (source, text) =
        definitions.find_map(|it| Some((it.source, it.texts().find(|text| is_it(text))?)))?;
    let span = source.lines(&source.location_of(text.trim()).span);
    let line = source.text[span.clone()].trim_end();
    let message =
        format!("`{id}` belongs to the message above it, since its line begins with spaces");
    let location = source.location(&(span.start..span.start + line.len()));
    let line = line.trim_start();
    let finding = Finding::new(rules::MISSING_MESSAGE, location, message);
    Some(finding.help(format!("write `{line}`")).replace_by(line))
}

/// The messages that a file lacks, of those that it should have.
fn missing_messages(file: &str, ids: &[&str], all: usize, sources: &[Source<'_>]) -> Vec<Finding> {
    let finding = |message: String, help: &str| {
        Finding::new(rules::MISSING_MESSAGE, whole_file(file), message).help(help)
    };
    if ids.len() == all && all > 1 {
        let from_history = "bring it back from the history of the content";
        if sources.iter().any(|source| source.file == file) {
            return vec![finding(format!("`{file}` has none of its messages"), from_history)];
        }
        let message = format!("`{file}` is missing");
        let finding = Finding::new(rules::MISSING_FILE, whole_file(file), message);
        return vec![finding.help(from_history)];
    }
    let each = ids.iter().map(|id| {
        let help = format!("add a line `{id} = …`, with what the other language says there");
        finding(format!("message `{id}` is missing"), &help)
    });
    each.collect()
}

/// What no page says: a message, or every one of a file.
fn unknown_messages(
    unknown: &[(&String, &Definition<'_>)],
    definitions: &Definitions<'_>,
) -> Vec<Finding> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for definition in definitions.by_id.values() {
        counts.entry(definition.source.file).or_default().0 += 1;
    }
    for (_, definition) in unknown {
        counts.entry(definition.source.file).or_default().1 += 1;
    }
    let mut findings: Vec<Finding> = Vec::new();
    for (id, definition) in unknown {
        let file = definition.source.file;
        let (all, of_file) = counts.get(file).copied().unwrap_or_default();
        let finding = match of_file > 1 && of_file == all {
            true => {
                let message = format!("no page says what stands in `{file}`");
                Finding::new(rules::UNKNOWN_MESSAGE, whole_file(file), message)
                    .help(format!("delete `{file}`"))
            }
            false => {
                let message = format!("no page says `{id}`");
                Finding::new(rules::UNKNOWN_MESSAGE, definition.location(), message)
                    .help("remove it, or give it the id of the message that is meant")
            }
        };
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use std::fs;

    use fluent_bundle::FluentArgs;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::{Index, select};

    use super::messages::{ALL, Kind};
    use super::*;

    /// The files of a language, as they are in the checkout.
    #[expect(clippy::disallowed_methods, reason = "a test may read")]
    fn files(language: Language) -> Vec<(String, String)> {
        let folder = format!("locales/{language}");
        let entries = fs::read_dir(format!("{}/{folder}", env!("CARGO_MANIFEST_DIR")));
        let entries = entries.unwrap_or_else(|error| panic!("{folder}: {error}"));
        let read = |entry: std::io::Result<fs::DirEntry>| {
            let entry = entry.ok()?;
            let name = format!("{folder}/{}", entry.file_name().to_str()?);
            Some((name, fs::read_to_string(entry.path()).ok()?))
        };
        entries.filter_map(read).collect()
    }

    /// Says every message with every kind of number, and returns what goes wrong.
    fn wrong(messages: &Messages) -> Vec<String> {
        let mut wrong = Vec::new();
        for number in [0, 1, 2, 3, 5, 11, 12, 21, 1000] {
            for contract in ALL {
                let mut arguments = FluentArgs::new();
                for (name, kind) in contract.arguments {
                    match kind {
                        Kind::Number => arguments.set(*name, number),
                        Kind::Text => arguments.set(*name, ["RISE", "nl", "students"][number % 3]),
                    }
                }
                let (text, errors) = messages.try_format(contract.id, &arguments);
                if !errors.is_empty() || text.trim().is_empty() || text.contains("{$") {
                    wrong.push(format!("{}: {text:?} {errors:?}", contract.id));
                }
            }
        }
        wrong
    }

    /// What messages are made of, and what breaks some of them.
    const PIECES: &[&str] = &[
        "words ",
        "{ $name }",
        "{ $count }",
        "{ entry-facts }",
        "{ entry-place }",
        "{ entry-website }",
        "{ entry-email.title }",
        "{ about }",
        "{ FOO(1) }",
        "{ NUMBER(3) }",
        "{ NUMBER($name) }",
        "{ NUMBER($count) }",
        "{ NUMBER($count, minimumFractionDigits: 99) }",
        "{ NUMBER(1.5, minimumFractionDigits: 2) ->\n    [one] a\n   *[other] b\n }",
        "{ \"\" }",
        "{ \"a\" }",
        "{ 99999999999999999999 ->\n   *[one] a\n }",
        "{ -brand }",
        "{ -brand(name: \"x\") }",
        "{ $count ->\n    [one] { about }\n   *[other] { $count }\n }",
        "{ $name ->\n    [nl] { \"\" }\n   *[other] { $name }\n }",
        "{ { $count } }",
        "{",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) })]

        #[test]
        fn what_passes_is_said_in_every_way(
            name in select(&["entry.ftl", "home.ftl", "glance.ftl", "finder.ftl"][..]),
            changes in vec((any::<Index>(), vec(select(PIECES), 1..3)), 1..4),
        ) {
            let mut own = files(Language::DEFAULT);
            let file = own.iter_mut().find(|(file, _)| file.ends_with(name));
            let (_, text) = file.unwrap_or_else(|| panic!("there is no {name}"));
            let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
            for (at, pieces) in changes {
                let line = at.get_mut(&mut lines);
                if let Some((id, _)) = line.split_once(" = ").filter(|(_, it)| !it.ends_with("->")) {
                    *line = format!("{id} = {}", pieces.concat());
                }
            }
            lines.push("-brand = Leiden { $name }".to_owned());
            *text = lines.join("\n");
            let other = PerLanguage::from_fn(|language| match language {
                Language::DEFAULT => own.clone(),
                language => files(language),
            });
            let sources = PerLanguage::from_fn(|language| {
                let files = other.get(language).iter();
                files.map(|(name, text)| Source::new(name, text)).collect()
            });
            let mut findings = Vec::new();
            let (messages, _) = load(&sources, &mut findings);
            if let Some(messages) = messages {
                let wrong = wrong(messages.get(Language::DEFAULT));
                assert!(wrong.is_empty(), "{wrong:#?}");
            } else {
                assert!(has_errors(&findings));
            }
        }
    }
}

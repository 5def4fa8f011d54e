//! The messages among a site's files: their folders, their characters, and what they say.

use std::collections::BTreeSet;

use fluent_syntax::unicode::unescape_unicode_to_string;

use crate::content::characters::{self, is_forbidden, name_of};
use crate::content::decode::text_of;
use crate::content::files::SiteFiles;
use crate::content::{Role, TO_WRITE, Text, check_texts};
use crate::diagnostic::{Finding, Rule, Source, has_errors, rules, whole_file};
use crate::l10n::{self, Messages};
use crate::language::{Language, PerLanguage};

const LOCALES: &str = "locales/";

/// How many findings are reported: nobody repairs more in one go.
const FINDINGS_MAX: usize = 100;

/// The messages of every language, unless there is an error in one.
pub fn load(files: &SiteFiles, findings: &mut Vec<Finding>) -> Option<PerLanguage<Messages>> {
    let mut found = folders(files);
    let mut unread = Vec::new();
    let sources = sources(files, &mut unread);
    let broken: BTreeSet<_> = unread.iter().map(|it| it.location.file.clone()).collect();
    found.extend(unread);
    let mut of_messages = Vec::new();
    let (messages, passages) = l10n::load(&sources, &mut of_messages);
    // What a file lacks that cannot be read is no mistake of its own.
    of_messages.retain(|finding| !broken.contains(finding.location.file.as_str()));
    for (language, source) in
        sources.iter().flat_map(|(language, all)| all.iter().map(move |source| (language, source)))
    {
        let strange: Vec<_> =
            characters::check(source).into_iter().chain(control(source)).collect();
        let is_strange = |finding: &Finding| {
            let (file, line) = (&finding.location.file, finding.location.start.line);
            strange.iter().any(|it| it.location.file == *file && it.location.start.line == line)
        };
        // What is said of such a line besides is not what is to be done.
        of_messages.retain(|finding| !is_strange(finding));
        let texts = texts_of(source, language, &passages);
        of_messages.extend(texts.iter().filter_map(|text| to_be_written(source, text)));
        of_messages.extend(check_texts(source, &texts).into_iter().filter(|it| !is_strange(it)));
        found.extend(strange);
    }
    found.extend(of_messages);
    let is_whole = !has_errors(&found);
    found.sort_by_key(|finding| finding.severity);
    found.truncate(FINDINGS_MAX);
    findings.extend(found);
    messages.filter(|_| is_whole)
}

/// The files of messages of each language, as far as they are text.
pub fn sources<'a>(
    files: &'a SiteFiles,
    findings: &mut Vec<Finding>,
) -> PerLanguage<Vec<Source<'a>>> {
    PerLanguage::from_fn(|language| {
        let mut sources = Vec::new();
        let folder = folder(language);
        let is_own = |path: &str| path.starts_with(&folder) && is_read(path);
        for (path, file) in files.below(LOCALES).filter(|(path, _)| is_own(path)) {
            match text_of(path, file) {
                Ok(source) => sources.push(source),
                Err(finding) => findings.push(*finding),
            }
        }
        sources
    })
}

/// What the messages of each file say.
pub fn texts<'a>(sources: &'a PerLanguage<Vec<Source<'a>>>) -> Vec<(&'a Source<'a>, Vec<Text>)> {
    let (_, passages) = l10n::load(sources, &mut Vec::new());
    let all = sources.iter().flat_map(|(it, sources)| sources.iter().map(move |of| (it, of)));
    all.map(|(it, source)| (source, texts_of(source, it, &passages))).collect()
}

fn texts_of(
    source: &Source<'_>,
    language: Language,
    passages: &PerLanguage<Vec<l10n::Passage<'_>>>,
) -> Vec<Text> {
    let of_file = passages.get(language).iter().filter(|it| it.source.file == source.file);
    of_file.map(|it| text(it, language)).collect()
}

fn folder(language: Language) -> String {
    format!("{LOCALES}{language}/")
}

fn is_read(path: &str) -> bool {
    path.ends_with(".ftl")
}

/// A passage as its words are checked, wherever they stand.
fn text(passage: &l10n::Passage<'_>, language: Language) -> Text {
    let span = passage.source.location_of(passage.text).span;
    Text {
        path: passage.id.to_owned(),
        language: Some(language),
        value: unescape_unicode_to_string(passage.text).into_owned(),
        role: Role::Prose,
        span,
    }
}

fn to_be_written(source: &Source<'_>, text: &Text) -> Option<Finding> {
    (text.value.trim() == TO_WRITE).then(|| {
        let message = format!("`{}` is still to be written", text.path);
        let help = format!("replace `{TO_WRITE}` by its words");
        Finding::new(rules::TEXT_TO_WRITE, source.location(&text.span), message).help(help)
    })
}

/// The first character that no program shows; others are looked for in every file.
fn control(source: &Source<'_>) -> Option<Finding> {
    let (at, character) =
        source.text.char_indices().find(|(_, it)| it.is_ascii() && is_forbidden(*it))?;
    let location = source.location(&(at..at + 1));
    let message = format!("here is {}, which nobody sees", name_of(character));
    Some(
        Finding::new(rules::INVISIBLE_CHARACTER, location, message)
            .help("delete it")
            .replace_by(""),
    )
}

/// The folder of a language that has none of its files, and what nobody asked for.
fn folders(files: &SiteFiles) -> Vec<Finding> {
    let finding = |rule: Rule, path: &str, message: String, help: String| {
        Finding::new(rule, whole_file(path), message).help(help)
    };
    let mut strays = BTreeSet::new();
    let mut findings = Vec::new();
    // Moved to where it belongs, unless something is there already.
    let stray = |path: &str, message: String, to: String| match files.get(&to) {
        Some(_) => finding(rules::STRAY_FILE, path, message, format!("delete `{path}`")),
        None => {
            let help = format!("move it to `{to}`");
            finding(rules::STRAY_FILE, path, message, help).move_to(to)
        }
    };
    // Other files may lie there, such as a README.
    let is_meant = |path: &str| path.to_ascii_lowercase().contains(".ftl");
    for (path, _) in files.below(LOCALES).filter(|(path, _)| is_meant(path)) {
        let rest = &path[LOCALES.len()..];
        let (first, name) = rest.split_once('/').unwrap_or(("", rest));
        if first.is_empty() {
            let message = format!("`{path}` is in no language's folder, and is not read");
            findings.push(stray(path, message, format!("{}{name}", folder(Language::DEFAULT))));
        } else if Language::from_code(first).is_none() {
            strays.insert(first);
        } else if !is_read(path) {
            let stem = name.split('.').next().unwrap_or(name);
            let message = format!("`{path}` is not read: its name does not end in `.ftl`");
            findings.push(stray(path, message, format!("{LOCALES}{first}/{stem}.ftl")));
        }
    }
    let is_empty = |language: &Language| files.below(&folder(*language)).next().is_none();
    let missing: Vec<_> = Language::ALL.into_iter().filter(is_empty).collect();
    if missing.len() == Language::COUNT && strays.is_empty() {
        let path = LOCALES.trim_end_matches('/');
        findings.push(finding(rules::EMPTY_FOLDER, path, is_missing(path), FROM_HISTORY.into()));
        return findings;
    }
    for language in missing {
        let path = format!("{LOCALES}{language}");
        let meant = strays.iter().find(|stray| {
            stray.to_ascii_lowercase().split(['-', '_']).next() == Some(language.code())
        });
        let help = match meant.copied() {
            Some(stray) => {
                strays.remove(stray);
                format!("rename `{LOCALES}{stray}` to `{path}`")
            }
            None => FROM_HISTORY.to_owned(),
        };
        findings.push(finding(rules::EMPTY_FOLDER, &path, is_missing(&path), help));
    }
    for stray in strays {
        let path = format!("{LOCALES}{stray}");
        let message = format!("`{stray}` is no language of this site");
        findings.push(finding(rules::STRAY_FILE, &path, message, format!("delete `{path}`")));
    }
    findings
}

const FROM_HISTORY: &str = "bring it back from the history of the content";

fn is_missing(path: &str) -> String {
    format!("`{path}` is missing, or empty")
}

//! A site of files that are not all good: broken ones are as they last were, and a new entry with
//! texts still to be written is a draft in which they are marked.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;
use serde_json::Value as Json;
use toml_edit::{Array, DocumentMut, InlineTable, Item, TableLike, Value};

use crate::content::files::{SiteFile, SiteFiles};
use crate::content::layout::{FileRole, Kind, TAXONOMY, role};
use crate::content::model::{Facet, Taxonomy};
use crate::content::{Key, TO_WRITE, keys};
use crate::diagnostic::{Finding, Severity};
use crate::language::Language;
use crate::site::{self, Loaded, Options};

/// What stands in the place of a text that is still to be written, and of an id.
const TEXT_MARK: &str = "✎ still to be written";
const ID_MARK: &str = "still-to-be-chosen";

/// Remembers every file as it last was without an error.
pub struct Drafts {
    last_good: Mutex<SiteFiles>,
}

impl Drafts {
    /// `last_good` are the files as they were before anybody edited.
    pub const fn new(last_good: SiteFiles) -> Self {
        Self { last_good: Mutex::new(last_good) }
    }

    /// What was loaded, with a site in spite of errors where one can be made. The findings stay.
    pub fn mend(&self, files: &SiteFiles, options: &Options, loaded: Loaded) -> Loaded {
        let mut last_good = self.last_good.lock().unwrap_or_else(PoisonError::into_inner);
        let broken = broken(&loaded.findings);
        for (path, file) in files.iter().filter(|(path, _)| !broken.contains(*path)) {
            last_good.insert(path, file.clone());
        }
        if loaded.site.is_some() {
            return loaded;
        }
        let mut mended = files.clone();
        for path in &broken {
            // Of a folder that is gone, or lacks what it must have, the files as they were.
            for (path, file) in last_good.below(&format!("{path}/")) {
                if mended.get(path).is_none() {
                    mended.insert(path, file.clone());
                }
            }
            match (last_good.get(path), is_entry(path)) {
                (Some(file), _) => mended.insert(path.as_str(), file.clone()),
                (None, Some(kind)) => match draft(kind, files.get(path), options.today) {
                    Some(text) => {
                        mended.insert(path.as_str(), SiteFile::Read(text.into_bytes().into()));
                        add_terms(&mut mended);
                    }
                    None => mended.remove(path),
                },
                (None, None) => {}
            }
        }
        let mut again = site::load(&mended, options);
        if again.site.is_none() {
            // A draft with more errors than gaps is left out.
            let unseen = |path: &&String| last_good.get(path).is_none() && is_entry(path).is_some();
            self::broken(&again.findings).iter().filter(unseen).for_each(|it| mended.remove(it));
            again = site::load(&mended, options);
        }
        Loaded { site: again.site, ..loaded }
    }
}

fn broken(findings: &[Finding]) -> BTreeSet<String> {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| finding.location.file.clone()).collect()
}

/// The kind of an entry's file.
fn is_entry(path: &str) -> Option<Kind> {
    match role(path) {
        FileRole::Is(kind @ (Kind::Network | Kind::Charter | Kind::Collaboration)) => Some(kind),
        _ => None,
    }
}

/// An entry's text with a mark for everything that it must have and has not.
fn draft(kind: Kind, file: Option<&SiteFile>, today: Date) -> Option<String> {
    let Some(SiteFile::Read(bytes)) = file else { return None };
    let mut document: DocumentMut = str::from_utf8(bytes).ok()?.parse().ok()?;
    for key in keys(kind.format(), &Taxonomy::default()) {
        match (key.is_required, document.get_mut(key.name)) {
            (true, Some(item)) if !is_unwritten(item) => fill(item),
            (true, _) => drop(document.insert(key.name, Item::Value(mark(&key, today)))),
            (false, Some(item)) if is_unwritten(item) => drop(document.remove(key.name)),
            (false, Some(item)) => fill(item),
            (false, None) => {}
        }
    }
    Some(document.to_string())
}

/// Whether a value says nothing yet, at no place in it.
fn is_unwritten(item: &Item) -> bool {
    let is_gap = |text: &str| text.trim().is_empty() || text.trim() == TO_WRITE;
    match item {
        Item::None => true,
        Item::Value(Value::String(text)) => is_gap(text.value()),
        Item::Value(Value::Array(array)) => array.iter().all(|it| it.as_str().is_some_and(is_gap)),
        item => item
            .as_table_like()
            .is_some_and(|table| table.iter().all(|(_, item)| item.as_str().is_some_and(is_gap))),
    }
}

/// Marks the gaps in a value that says something.
fn fill(item: &mut Item) {
    let Some(table) = item.as_table_like_mut() else { return };
    for (_, item) in table.iter_mut().filter(|(_, item)| is_unwritten(item)) {
        *item = Item::Value(TEXT_MARK.into());
    }
}

fn mark(key: &Key, today: Date) -> Value {
    let schema = &key.schema;
    if [&schema["format"], &schema["anyOf"][0]["format"]].contains(&&Json::from("date")) {
        today.to_string().parse().unwrap_or_else(|_| TEXT_MARK.into())
    } else if schema["type"] == "array" {
        Value::Array(Array::from_iter([ID_MARK]))
    } else if let Some(word) = schema["enum"][0].as_str() {
        word.into()
    } else {
        let texts = Language::ALL.map(|language| (language.code(), TEXT_MARK));
        Value::InlineTable(InlineTable::from_iter(texts))
    }
}

/// Adds the terms that a draft is of until an editor has chosen.
fn add_terms(files: &mut SiteFiles) {
    let Some(SiteFile::Read(bytes)) = files.get(TAXONOMY) else { return };
    let document = str::from_utf8(bytes).ok().and_then(|text| text.parse().ok());
    let Some(mut document): Option<DocumentMut> = document else { return };
    for facet in [Facet::Audience, Facet::Theme] {
        let terms = document.get_mut(facet.name()).and_then(Item::as_table_like_mut);
        if let Some(terms) = terms.filter(|terms: &&mut dyn TableLike| !terms.contains_key(ID_MARK))
        {
            let labels = Language::ALL.map(|it| (it.code(), "✎ still to be chosen"));
            terms.insert(ID_MARK, Item::Value(Value::InlineTable(InlineTable::from_iter(labels))));
        }
    }
    files.insert(TAXONOMY, SiteFile::Read(document.to_string().into_bytes().into()));
}

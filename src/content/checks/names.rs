//! Names of entries.

use std::collections::HashMap;

use super::files::{ReadFile, ReadFiles};
use crate::content::layout::Kind;
use crate::content::reader::Text;
use crate::content::types::strings::TO_WRITE;
use crate::diagnostic::{Finding, rules};
use crate::language::Language;

/// Ensures that two entries of a kind are not called the same: the second is most likely a copy
/// of the first, half made over.
pub fn differ(files: &ReadFiles<'_>, findings: &mut Vec<Finding>) {
    for kind in [Kind::Network, Kind::Charter, Kind::Collaboration] {
        let mut seen: HashMap<(Language, String), (&ReadFile<'_>, &Text)> = HashMap::new();
        for file in files.files.iter().filter(|file| file.kind == kind) {
            let names = file.texts.iter().filter(|text| text.path == "name");
            let names = names.filter(|text| text.value.trim() != TO_WRITE);
            let all = names.flat_map(|name| {
                Language::ALL.into_iter().filter_map(move |language| {
                    let is_in = name.language.is_none_or(|its| its == language);
                    let words = name.value.split_whitespace().map(str::to_lowercase);
                    is_in.then(|| (name, (language, words.collect::<Vec<_>>().join(" "))))
                })
            });
            let mut duplicate = None;
            for (name, key) in all {
                let first = seen.entry(key).or_insert((file, name));
                if !std::ptr::eq(first.0, file) {
                    duplicate = duplicate.or(Some((name, *first)));
                }
            }
            if let Some((name, (first_file, first))) = duplicate {
                let location = file.source.location(&name.span);
                let message = format!("`{}` is the name of another entry too", name.value.trim());
                let finding = Finding::new(rules::DUPLICATE_NAME, location, message)
                    .help("give one of the two another name, or remove one file")
                    .related(first_file.source.location(&first.span), "the other entry is here");
                findings.push(finding);
            }
        }
    }
}

/// Ensures that two terms of a facet are not called the same.
pub fn labels_differ(files: &ReadFiles<'_>, findings: &mut Vec<Finding>) {
    for file in files.files.iter().filter(|file| file.kind == Kind::Taxonomy) {
        let mut seen: HashMap<(&str, Option<Language>, String), &Text> = HashMap::new();
        for label in &file.texts {
            let Some((facet, _)) = label.path.split_once('.') else { continue };
            let key = (facet, label.language, label.value.trim().to_lowercase());
            let first = *seen.entry(key).or_insert(label);
            if !std::ptr::eq(first, label) {
                let location = file.source.location(&label.span);
                let message = format!("`{}` is the label of another term too", label.value.trim());
                let finding = Finding::new(rules::DUPLICATE_NAME, location, message)
                    .help("give one of the two another label, or remove one term")
                    .related(file.source.location(&first.span), "the other term is here");
                findings.push(finding);
                break;
            }
        }
    }
}

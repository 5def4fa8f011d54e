//! Searches and the networks they name.

use std::collections::BTreeMap;

use super::ReadFiles;
use crate::content::layout::{FOLDERS, Kind};
use crate::content::model::Search;
use crate::content::single_page::SinglePage;
use crate::content::suggestion::nearest;
use crate::diagnostic::{Finding, rules, slug};

/// Ensures that the networks that searches must find are there: one that was renamed is not.
pub fn name_networks(files: &ReadFiles<'_>, findings: &mut Vec<Finding>) {
    // One that cannot be read, or lies elsewhere, is said there.
    let is_other = |path: &str| {
        let folder = FOLDERS.iter().find(|(folder, _)| path.starts_with(folder));
        let is_known = folder.is_some_and(|(_, kind)| *kind != Kind::Network);
        SinglePage::of_file(path).is_some() || is_known && !files.moved.contains(&path)
    };
    let networks = files.paths.iter().filter(|path| path.matches('/').count() > 1);
    let slugs: Vec<_> = networks.filter(|path| !is_other(path)).map(|path| slug(path)).collect();
    if slugs.is_empty() {
        return;
    }
    let mut unknown: BTreeMap<&str, Vec<&Search>> = BTreeMap::new();
    for search in files.searches {
        for slug in search.finds.iter().filter(|slug| !slugs.contains(&slug.as_str())) {
            unknown.entry(slug).or_default().push(search);
        }
    }
    for (slug, searches) in unknown {
        let Some(first) = searches.first() else { continue };
        let message = match searches.len() {
            1 => format!("there is no network `{slug}`"),
            count => format!("there is no network `{slug}`, which {count} searches name"),
        };
        let help = match nearest(slug, slugs.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write the name of a file in networks/, without `.toml`".to_owned(),
        };
        let location = first.location.clone();
        findings.push(Finding::new(rules::UNKNOWN_NETWORK, location, message).help(help));
    }
}

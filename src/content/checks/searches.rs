//! Searches and the networks they name.

use super::ReadFiles;
use crate::content::layout::Kind;
use crate::content::suggestion::nearest;
use crate::diagnostic::{Finding, rules};

/// Ensures that the networks that searches must find are there: one that was renamed is not.
pub fn name_networks(files: &ReadFiles<'_>, findings: &mut Vec<Finding>) {
    let networks = files.files.iter().filter(|file| file.kind == Kind::Network);
    let slugs: Vec<_> = networks.map(|file| file.source.stem()).collect();
    for search in files.searches {
        for slug in search.finds.iter().filter(|slug| !slugs.contains(&slug.as_str())) {
            let message = format!("there is no network `{slug}`");
            let help = match nearest(slug, slugs.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write the name of a file in networks/, without `.toml`".to_owned(),
            };
            let location = search.location.clone();
            findings.push(Finding::new(rules::UNKNOWN_NETWORK, location, message).help(help));
        }
    }
}

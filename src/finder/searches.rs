//! What the finder must find: the searches that editors keep it right by.

use super::answer::Finder;
use super::query::Query;
use crate::content::model::{Content, Search};
use crate::content::suggestion::quoted;
use crate::diagnostic::{Finding, rules};

/// How many networks a visitor looks at.
const FIRST: usize = 3;

/// A finding for each search that does not find what it must.
pub fn failing(finder: &Finder, content: &Content) -> Vec<Finding> {
    content.searches.iter().filter_map(|search| fault(finder, content, search)).collect()
}

fn fault(finder: &Finder, content: &Content, search: &Search) -> Option<Finding> {
    let query = Query::everything().with_words(&search.words);
    let answer = finder.answer(content, &query, search.language);
    let first = answer.matches.iter().take(FIRST);
    let first: Vec<_> =
        first.map(|found| content.networks[found.network].entry.slug.as_str()).collect();
    let missing = search.finds.iter().map(String::as_str).filter(|slug| !first.contains(slug));
    let missing: Vec<_> = missing.collect();
    if missing.is_empty() {
        return None;
    }
    let came = if first.is_empty() { "nothing".to_owned() } else { quoted(&first) };
    let Search { words, language, .. } = search;
    let message =
        format!("`{words}` ({language}) does not find {}: it finds {came}", quoted(&missing));
    let help =
        "add a visitor's words to `also` of the network or of its terms, or correct the search";
    Some(Finding::new(rules::SEARCH_FAILS, search.location.clone(), message).help(help))
}

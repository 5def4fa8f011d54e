//! What the finder must find: the searches that editors keep it right by.

use super::answer::{Finder, Match};
use super::query::Query;
use crate::content::model::{Content, Search};
use crate::content::suggestion::quoted;
use crate::diagnostic::{Finding, rules, slug};

/// How many networks a visitor looks at.
const FIRST: usize = 3;

/// A finding for each search that does not find what it must; but not where something else was
/// found in the file of a network that it names.
pub fn failing(finder: &Finder, content: &Content, found: &[Finding]) -> Vec<Finding> {
    let is_in_order = |search: &&Search| {
        let is_of = |finding: &Finding, sought: &String| slug(&finding.location.file) == sought;
        !found.iter().any(|finding| search.finds.iter().any(|sought| is_of(finding, sought)))
    };
    let searches = content.searches.iter().filter(is_in_order);
    searches.filter_map(|search| fault(finder, content, search)).collect()
}

fn fault(finder: &Finder, content: &Content, search: &Search) -> Option<Finding> {
    let query = Query::everything().with_words(&search.words);
    let answer = finder.answer(content, &query, search.language);
    let slug = |found: &Match| content.networks[found.network].entry.slug.as_str();
    let first: Vec<_> = answer.matches.iter().take(FIRST).map(slug).collect();
    // What fits for the same reasons fits as well: one network more does not make it wrong.
    let is_first = |sought: &str| {
        let at = answer.matches.iter().position(|found| slug(found) == sought);
        at.is_some_and(|at| {
            let reasons = &answer.matches[at].reasons;
            answer.matches[..at].iter().filter(|better| better.reasons != *reasons).count() < FIRST
        })
    };
    let missing = search.finds.iter().map(String::as_str).filter(|slug| !is_first(slug));
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

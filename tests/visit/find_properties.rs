//! What holds of every question to the finder, whatever is asked.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use diversity_networks::content::model::{Content, Network};
use diversity_networks::finder::{Answer, Facet, Finder, Query};
use diversity_networks::language::Language;
use diversity_networks::site::folder::read_folder;
use jiff::civil::date;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::common::root;

static CONTENT: LazyLock<Content> = LazyLock::new(|| {
    let files = read_folder(root());
    let loaded = diversity_networks::content::load(&files, date(2026, 11, 24));
    loaded.content.expect("the site has no errors")
});
static FINDER: LazyLock<Finder> = LazyLock::new(|| Finder::new(&CONTENT));

fn ask(content: &Content, finder: &Finder, words: &str, language: Language) -> Answer {
    finder.answer(content, &Query::everything().with_words(words), language)
}

fn slugs(content: &Content, answer: &Answer) -> Vec<String> {
    let networks = answer.matches.iter().map(|it| &content.networks[it.network]);
    networks.map(|network| network.entry.slug.clone()).collect()
}

/// The words of all names of a network, as somebody may write them.
fn names(network: &Network) -> Vec<String> {
    let entry = &network.entry;
    entry.name.values().chain(&entry.abbreviation).cloned().collect()
}

fn has_word(network: &Network, word: &str) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() || c == '\'';
    names(network).iter().any(|name| {
        name.split(|c| !is_letter(c)).any(|it| it.to_lowercase() == word.to_lowercase())
    })
}

/// A word with other accents, which nobody types.
fn with_accent(word: &str, at: usize, mark: char) -> String {
    let mut accented: String = word.chars().take(at + 1).collect();
    accented.push(mark);
    accented.extend(word.chars().skip(at + 1));
    accented
}

fn languages() -> impl Strategy<Value = Language> {
    select(&Language::ALL[..])
}

/// Questions as people mix them: words of the site, small words, slips, anything at all.
fn questions() -> impl Strategy<Value = String> {
    let known: Vec<String> = CONTENT
        .networks
        .iter()
        .flat_map(|network| {
            network.also.iter().flat_map(|(_, also)| also.clone()).chain(names(network))
        })
        .collect();
    let word = prop_oneof![
        4 => select(known),
        1 => "(ik ben een|I am a|wat is|voor|with)",
        1 => "[a-z]{3,12}",
        1 => any::<String>(),
    ];
    proptest::collection::vec(word, 0..6).prop_map(|words| words.join(" "))
}

/// Editors hold the finder to many ways of asking, half of them in each language.
#[test]
fn searches_are_many_and_of_both_languages() {
    let searches = &CONTENT.searches;
    assert!(searches.len() >= 150, "{}", searches.len());
    for language in Language::ALL {
        let count = searches.iter().filter(|it| it.language == language).count();
        assert!(count * 20 >= searches.len() * 9, "{count} in {language}");
    }
    let distinct: BTreeSet<_> =
        searches.iter().map(|it| (it.language.code(), it.words.to_lowercase())).collect();
    assert_eq!(distinct.len(), searches.len());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    /// All words of a name, in any order, case and accent form, find its network first.
    #[test]
    fn a_name_finds_its_network_first(
        network in any::<Index>(),
        name in any::<Index>(),
        order in any::<u64>(),
        is_upper: bool,
        mark in select(vec!['\u{301}', '\u{308}', '\u{30c}', '\u{ad}', '\u{200b}']),
        language in languages(),
    ) {
        let network = network.get(&CONTENT.networks);
        let names = names(network);
        let mut words: Vec<_> = name.get(&names).split_whitespace().collect();
        let count = words.len();
        words.rotate_left(order as usize % count);
        if order % 2 == 1 {
            words.reverse();
        }
        let words = words.iter().map(|word| with_accent(word, order as usize % 3, mark));
        let mut question = words.collect::<Vec<_>>().join(" ");
        if is_upper {
            question = question.to_uppercase();
        }
        let answer = ask(&CONTENT, &FINDER, &question, language);
        let found = slugs(&CONTENT, &answer);
        prop_assert_eq!(found.first(), Some(&network.entry.slug), "{}", question);
        prop_assert!(answer.partly.is_none() && answer.did_you_mean.is_none(), "{}", question);
    }

    /// A word of a name finds those that are called so before all others.
    #[test]
    fn a_word_of_a_name_finds_those_with_the_name_first(
        network in any::<Index>(),
        word in any::<Index>(),
        language in languages(),
    ) {
        let network = network.get(&CONTENT.networks);
        let name = names(network).join(" ");
        let words: Vec<_> =
            name.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|it| !it.is_empty()).collect();
        let word = word.get(&words);
        let found = slugs(&CONTENT, &ask(&CONTENT, &FINDER, word, language));
        let at = found.iter().position(|slug| *slug == network.entry.slug);
        let named = CONTENT.networks.iter().filter(|network| has_word(network, word)).count();
        prop_assert!(at.is_some_and(|at| at < named), "{}: {:?}", word, found);
    }

    /// Beside every choice stands how many networks it leaves, whatever else is asked.
    #[test]
    fn counts_are_right_in_every_combination(
        chosen in proptest::collection::vec((select(&Facet::ALL[..]), any::<Index>()), 0..4),
        question in prop_oneof![Just(String::new()), questions()],
        language in languages(),
    ) {
        let ids = |facet: Facet| facet.terms(&CONTENT.taxonomy).iter().map(|term| term.id.as_str());
        let pick = |(facet, at): &(Facet, Index)| {
            (facet.name(), *at.get(&ids(*facet).collect::<Vec<_>>()))
        };
        let fields: Vec<_> = chosen.iter().map(pick).chain([("q", question.as_str())]).collect();
        let query = Query::from_fields(fields.into_iter(), &CONTENT.taxonomy);
        let answer = FINDER.answer(&CONTENT, &query, language);
        for facet in Facet::ALL {
            for (id, count) in ids(facet).zip(&answer.counts[facet as usize]) {
                let with = FINDER.answer(&CONTENT, &query.with(facet, id), language);
                prop_assert_eq!(with.matches.len(), *count, "{} {:?}", id, query);
            }
        }
    }

    /// Nothing panics, nothing is found twice, and nothing is found without a reason; what is
    /// guessed at is not everything.
    #[test]
    fn every_answer_has_its_reasons(question in questions(), language in languages()) {
        let answer = ask(&CONTENT, &FINDER, &question, language);
        let mut found = slugs(&CONTENT, &answer);
        let is_asked = question.chars().any(char::is_alphanumeric);
        for found in &answer.matches {
            prop_assert!(!is_asked || !found.reasons.is_empty(), "{question}");
        }
        if answer.did_you_mean.is_some() {
            prop_assert!(found.len() < CONTENT.networks.len(), "{question}");
        }
        found.sort();
        found.dedup();
        prop_assert_eq!(found.len(), answer.matches.len());
    }

    /// Adding a network never changes the order of two others. (A guess is a word of the site, so
    /// a question that is guessed at may be read otherwise on another site.)
    #[test]
    fn a_new_network_changes_no_order(
        question in questions(),
        language in languages(),
        left_out in any::<Index>(),
    ) {
        let mut fewer = CONTENT.clone();
        fewer.networks.remove(left_out.index(fewer.networks.len()));
        let before = ask(&fewer, &Finder::new(&fewer), &question, language);
        let after = ask(&CONTENT, &FINDER, &question, language);
        prop_assume!(before.did_you_mean.is_none() && after.did_you_mean.is_none());
        let (before, after) = (slugs(&fewer, &before), slugs(&CONTENT, &after));
        let kept: Vec<_> = after.iter().filter(|slug| before.contains(slug)).collect();
        let was: Vec<_> = before.iter().filter(|slug| after.contains(slug)).collect();
        prop_assert_eq!(kept, was, "{}", question);
    }
}

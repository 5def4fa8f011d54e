//! Answers: question → the networks that fit, best first, each with the reasons.

use super::choices::{Counts, filter, is_at_chosen_place, nearest};
use super::corpus::Place;
use super::order::sorted_by_name;
use super::query::Query;
use super::question::{Asked, Indexes};
use super::ranking::rank;
use super::words::words;
use crate::content::model::{Content, EVERYWHERE, Facet, Network};
use crate::language::{Language, PerLanguage};

/// How many networks are offered where nothing fits.
const NEAREST: usize = 5;

/// Finds networks; made once per site.
#[derive(Debug)]
pub struct Finder {
    indexes: Indexes,
    /// The networks in the order in which readers of each language expect their names.
    order: PerLanguage<Vec<usize>>,
    /// How many words each network's name has.
    name_lengths: Vec<usize>,
}

/// What the finder found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The networks that fit, best first.
    pub matches: Vec<Match>,
    /// Where no network has all words: those that these networks have.
    pub partly: Option<Vec<String>>,
    /// The question that was answered instead, where the visitor's own has words that are in no
    /// network.
    pub did_you_mean: Option<String>,
    /// Where nothing fits: the networks that come close, as numbers of [`Content::networks`].
    pub nearest: Vec<usize>,
    /// How many networks each choice would leave, by facet and in the taxonomy's order.
    pub counts: Counts,
}

/// A network that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Its number in [`Content::networks`].
    pub network: usize,
    /// Why it fits; none where nothing was asked.
    pub reasons: Vec<Reason>,
}

/// Why a network fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It has this term of the facet, by its number; for a place also the whole university.
    Term(Facet, usize),
    /// It is called so, says so, or editors say that it is sought so.
    Word(String),
}

impl Finder {
    /// Reads all networks.
    pub fn new(content: &Content) -> Self {
        let name_length = |network: &Network| {
            network.entry.name.values().map(|name| words(name).len()).min().unwrap_or_default()
        };
        Self {
            indexes: Indexes::new(content),
            order: PerLanguage::from_fn(|language| sorted_by_name(&content.networks, language)),
            name_lengths: content.networks.iter().map(name_length).collect(),
        }
    }

    /// All networks, in the order in which readers of this language expect their names.
    pub fn in_order(&self, language: Language) -> &[usize] {
        self.order.get(language)
    }

    /// Answers a question.
    pub fn answer(&self, content: &Content, query: &Query, language: Language) -> Answer {
        let asked = self.indexes.ask(&query.words, language);
        let ranked = rank(&asked, self.in_order(language), &self.name_lengths);
        let (numbers, counts) = filter(&ranked.networks, content, query);
        let found_some = !numbers.is_empty();
        let nearest = match () {
            () if found_some => Vec::new(),
            // Words say more of what somebody is after than all choices together.
            () if !asked.is_empty() && !ranked.networks.is_empty() => ranked.networks,
            () => nearest(self.in_order(language), content, query),
        };
        let has = |it: &&Asked| {
            it.is_required && numbers.iter().any(|it_has| it.hits.contains_key(it_has))
        };
        let partly = || asked.iter().filter(has).map(|it| it.guess_or_written().to_owned());
        let is_guessed = asked.iter().any(|it| it.guess.is_some());
        let instead = || asked.iter().map(Asked::guess_or_written).collect::<Vec<_>>().join(" ");
        let matches = numbers
            .iter()
            .map(|&network| Match { network, reasons: reasons(network, &asked, query, content) });
        Answer {
            matches: matches.collect(),
            partly: (ranked.is_partial && found_some).then(|| partly().collect()),
            did_you_mean: (is_guessed && found_some).then(instead),
            nearest: nearest.into_iter().take(NEAREST).collect(),
            counts,
        }
    }
}

/// Why a network is in an answer, each reason once.
fn reasons(number: usize, asked: &[Asked], query: &Query, content: &Content) -> Vec<Reason> {
    let everywhere = || {
        let mut places = Facet::Place.terms(&content.taxonomy).iter();
        places.position(|term| term.id == EVERYWHERE).map(|it| Reason::Term(Facet::Place, it))
    };
    let words = asked.iter().filter_map(|asked| match asked.hits.get(&number)?.place()? {
        Place::Term(facet, term) => Some(Reason::Term(facet, term)),
        Place::Everywhere => everywhere(),
        _ => Some(Reason::Word(asked.guess_or_written().to_owned())),
    });
    let is_there = is_at_chosen_place(query, &content.networks[number]);
    let place = if is_there { None } else { everywhere() };
    let mut reasons = Vec::new();
    for reason in words.chain(place) {
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    reasons
}

//! The networks that have a word, and how well each has it.

use std::collections::HashMap;

use super::corpus::Place;
use super::index::{Nearness, Posting};

/// By the network's number.
pub type Hits = HashMap<usize, Hit>;

/// How well a network has a word.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hit {
    /// What it counts for in each kind of place, and last in a longer or shorter word.
    scores: [u32; Place::KINDS + 1],
    /// The place where it counts most, and how much.
    best: Option<(u32, Place)>,
}

/// What a part of a word counts for at most: less than a whole one wherever editors put it.
const PART_MAX: u32 = 4;

impl Hit {
    /// What it counts for in all. What a network says of a word of its name adds nothing to that,
    /// so that who has all words comes before who is called by one of them.
    pub fn score(&self) -> u32 {
        let [name, others @ ..] = self.scores;
        name.max(others.iter().sum())
    }

    /// The place where it counts most.
    pub fn place(&self) -> Option<Place> {
        self.best.map(|(_, place)| place)
    }
}

/// Counts places of a word, each kind of place once per network.
pub fn count(hits: &mut Hits, postings: &[Posting], nearness: Nearness, factor: u32) {
    for &Posting { network, place } in postings {
        let (kind, weight) = match place.kind_and_weight() {
            (_, weight) if nearness == Nearness::Part => (Place::KINDS, weight.min(PART_MAX)),
            whole => whole,
        };
        let score = weight * nearness as u32 * factor;
        let hit = hits.entry(network).or_default();
        hit.scores[kind] = hit.scores[kind].max(score);
        hit.best = hit.best.max(Some((score, place)));
    }
}

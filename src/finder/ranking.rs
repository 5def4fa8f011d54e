//! Which networks fit the words of a question, best first.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::corpus::Place;
use super::hits::Hit;
use super::question::Asked;
use super::words::Role;

/// How much more the words that are required tell than the others.
const TELLING: u32 = 8;

/// For how much less a network counts that is not for whom the question names.
const OTHERS: u32 = 3;

/// How much better a network must have the rest to be shown beside those that have all words.
const BETTER: u32 = 2;

/// What a network has of a question.
#[derive(Clone, Copy, Default)]
struct Score {
    sum: u32,
    /// How many of the words that are required.
    required: usize,
    /// How many words its name has.
    named: usize,
    /// Whether it is for one of those whom the question names.
    is_for_asked: bool,
}

/// The networks that fit.
pub struct Ranked {
    /// Their numbers, best first.
    pub networks: Vec<usize>,
    /// Whether none of them has all words.
    pub is_partial: bool,
}

/// The networks that have all words, or the rest far better than any that has all; if none has
/// all, those that have most: at least half of what the best has. `order` breaks ties, after the
/// number of words of a name that were not asked for.
pub fn rank(asked: &[Asked], order: &[usize], name_lengths: &[usize]) -> Ranked {
    if asked.is_empty() {
        return Ranked { networks: order.to_vec(), is_partial: false };
    }
    let mut scores: HashMap<usize, Score> = HashMap::default();
    for word in asked {
        for (&number, hit) in &word.hits {
            scores.entry(number).or_default().add(word, hit);
        }
    }
    let wanted = asked.iter().filter(|it| it.is_required).count();
    let names_audience = asked.iter().any(|it| it.role == Role::Audience && !it.is_required);
    scores.retain(|_, score| score.required > 0);
    let whole = scores.values().filter(|it| it.required == wanted).map(|it| it.sum).max();
    let best = scores.values().map(|it| it.sum).max().unwrap_or_default();
    scores.retain(|_, score| match whole {
        Some(whole) => score.required == wanted || score.sum > whole * BETTER,
        None => score.sum * 2 >= best,
    });
    let fitting = order.iter().filter_map(|number| Some((*number, scores.get(number)?)));
    let mut fitting: Vec<_> = fitting.collect();
    fitting.sort_by_key(|&(number, score)| {
        let is_for_others = names_audience && !score.is_for_asked;
        let sum = score.sum / if is_for_others { OTHERS } else { 1 };
        (Reverse(sum), name_lengths[number].saturating_sub(score.named))
    });
    let networks = fitting.into_iter().map(|(number, _)| number).collect();
    Ranked { networks, is_partial: whole.is_none() }
}

impl Score {
    fn add(&mut self, word: &Asked, hit: &Hit) {
        self.required += usize::from(word.is_required);
        self.named += usize::from(hit.place() == Some(Place::Name));
        self.is_for_asked |=
            word.role == Role::Audience && hit.place().is_some_and(Place::is_label);
        self.sum += match word.is_required {
            true => hit.score() * TELLING,
            false => hit.score(),
        };
    }
}

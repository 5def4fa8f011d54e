//! The index: every word of every network, in both languages, and what follows from it.

use std::collections::BTreeMap;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::Locale;

use super::query::{Facet, Query};
use super::words::{Slip, likeness, slip, words};
use crate::content::model::{Content, EVERYWHERE, Network, Taxonomy};
use crate::language::{Language, PerLanguage};

/// How many networks are offered where nothing fits.
const NEAREST: usize = 5;

/// How much a name has to look like a word that fits nothing to be offered for it.
const ALIKE: f64 = 0.65;

/// Finds networks; made once per site.
#[derive(Debug)]
pub struct Finder {
    vocabulary: BTreeMap<String, Entry>,
    /// The networks in the order in which readers of each language expect their names.
    order: PerLanguage<Vec<usize>>,
}

/// A word of the vocabulary.
#[derive(Debug, Default)]
struct Entry {
    /// As somewhere written, in lower case: what "did you mean" offers.
    written: String,
    /// The networks that have it, each with its greatest weight.
    networks: BTreeMap<usize, Weight>,
}

/// What a word counts for, by where it stands. Names outrank texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    Description = 1,
    Summary = 2,
    Label = 4,
    Name = 16,
}

/// What the finder found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The networks that fit, best first, as numbers of [`Content::networks`].
    pub networks: Vec<usize>,
    /// The words that were searched for instead, where the visitor's own fit nothing.
    pub did_you_mean: Option<String>,
    /// Where nothing fits: the networks that come close.
    pub nearest: Vec<usize>,
    /// How many networks each choice would leave, by facet and in the taxonomy's order.
    pub counts: [Vec<usize>; 3],
}

impl Finder {
    /// Reads all networks.
    pub fn new(content: &Content) -> Self {
        let mut finder = Self {
            vocabulary: BTreeMap::new(),
            order: PerLanguage::from_fn(|language| sorted_by_name(&content.networks, language)),
        };
        for (number, network) in content.networks.iter().enumerate() {
            finder.add(number, network, &content.taxonomy);
        }
        finder
    }

    fn add(&mut self, number: usize, network: &Network, taxonomy: &Taxonomy) {
        let entry = &network.entry;
        let names = entry.name.values().chain(&entry.abbreviation);
        let labels = Facet::ALL.into_iter().flat_map(|facet| {
            let has = facet.terms(taxonomy).iter();
            has.filter(move |term| facet.holds(network, &term.id))
                .flat_map(|term| term.label.values())
        });
        self.add_words(number, Weight::Name, names.map(String::as_str));
        self.add_words(number, Weight::Label, labels.map(String::as_str));
        self.add_words(number, Weight::Summary, entry.summary.values().map(String::as_str));
        let description = entry.description.iter().flat_map(|text| text.values());
        self.add_words(number, Weight::Description, description.map(|html| html.text()));
    }

    fn add_words<'a>(
        &mut self,
        number: usize,
        weight: Weight,
        texts: impl Iterator<Item = &'a str>,
    ) {
        for (written, folded) in texts.flat_map(words) {
            let entry = self.vocabulary.entry(folded).or_default();
            if entry.written.is_empty() {
                entry.written = written.to_lowercase();
            }
            let known = entry.networks.entry(number).or_insert(weight);
            *known = weight.max(*known);
        }
    }

    /// All networks, in the order in which readers of this language expect their names.
    pub fn in_order(&self, language: Language) -> &[usize] {
        self.order.get(language)
    }

    /// Answers a question.
    pub fn answer(&self, content: &Content, query: &Query, language: Language) -> Answer {
        let (scores, did_you_mean) = self.find_words(query);
        let fits_words = |number: usize| scores.as_ref().is_none_or(|s| s.contains_key(&number));
        let fits = |number: usize, facet: Facet| {
            query.chosen(facet).is_none_or(|id| facet.holds(&content.networks[number], id))
        };
        let mut networks = Vec::new();
        let mut counts = Facet::ALL.map(|facet| vec![0; facet.terms(&content.taxonomy).len()]);
        for &number in self.in_order(language) {
            if !fits_words(number) {
                continue;
            }
            let fitting = Facet::ALL.map(|facet| fits(number, facet));
            if fitting == [true; 3] {
                networks.push(number);
            }
            for (position, facet) in Facet::ALL.into_iter().enumerate() {
                let others_fit = (0..3).all(|other| other == position || fitting[other]);
                if !others_fit {
                    continue;
                }
                let terms = facet.terms(&content.taxonomy).iter().zip(&mut counts[position]);
                for (term, count) in terms {
                    *count += usize::from(facet.holds(&content.networks[number], &term.id));
                }
            }
        }
        if let Some(scores) = &scores {
            networks.sort_by_key(|number| std::cmp::Reverse(scores.get(number)));
        }
        let nearest = match networks.is_empty() {
            true => self.nearest(content, query, scores.as_ref(), language),
            false => Vec::new(),
        };
        Answer { networks, did_you_mean, nearest, counts }
    }

    /// The networks that hold every word, with their scores; nothing where no words are asked
    /// for. Where one word is in no network, the likeliest slip stands in for it.
    fn find_words(&self, query: &Query) -> (Option<BTreeMap<usize, u32>>, Option<String>) {
        let asked: Vec<_> = words(&query.words).collect();
        if asked.is_empty() {
            return (None, None);
        }
        let mut scores: Option<BTreeMap<usize, u32>> = None;
        let mut meant = Vec::new();
        let mut is_exact = true;
        for (written, folded) in asked {
            let mut found = self.beginning_with(&folded);
            if found.is_empty() {
                let likely = self.likely(&folded);
                if let Some(word) = likely.first() {
                    is_exact = false;
                    meant.push(word.written.clone());
                    found = combine(likely.into_iter().map(|word| (word, 1)));
                }
            } else {
                meant.push(written.to_owned());
            }
            scores = Some(match scores {
                None => found,
                Some(scores) => scores
                    .into_iter()
                    .filter_map(|(number, score)| Some((number, score + found.get(&number)?)))
                    .collect(),
            });
        }
        (scores, (!is_exact).then(|| meant.join(" ")))
    }

    /// The networks with a word that begins so; the whole word counts double.
    fn beginning_with(&self, folded: &str) -> BTreeMap<usize, u32> {
        let words = self.vocabulary.range(folded.to_owned()..);
        let words = words.take_while(|(word, _)| word.starts_with(folded));
        combine(words.map(|(word, entry)| (entry, if word == folded { 2 } else { 1 })))
    }

    /// The words that somebody likely meant: of all that differ by the least slip, those in the
    /// places that weigh most.
    fn likely(&self, folded: &str) -> Vec<&Entry> {
        let candidates: Vec<_> = self
            .vocabulary
            .iter()
            .filter_map(|(word, entry)| Some((slip(folded, word)?, entry)))
            .filter(|(slip, entry)| *slip < Slip::Alike || entry.weight() == Some(Weight::Name))
            .collect();
        let rank = |(slip, entry): &(Slip, &Entry)| (*slip, std::cmp::Reverse(entry.weight()));
        let Some(best) = candidates.iter().map(rank).min() else { return Vec::new() };
        candidates
            .iter()
            .filter(|candidate| rank(candidate) == best)
            .map(|(_, entry)| *entry)
            .collect()
    }

    /// The networks that satisfy most of a question that none satisfies whole.
    fn nearest(
        &self,
        content: &Content,
        query: &Query,
        scores: Option<&BTreeMap<usize, u32>>,
        language: Language,
    ) -> Vec<usize> {
        let satisfied = |&number: &usize| {
            let chosen = Facet::ALL.into_iter().filter(|&facet| {
                query.chosen(facet).is_some_and(|id| facet.holds(&content.networks[number], id))
            });
            // Words say more of what somebody is after than all choices together.
            let words = usize::from(scores.is_some_and(|s| s.contains_key(&number)));
            chosen.count() + words * (Facet::ALL.len() + 1)
        };
        let mut networks: Vec<_> =
            self.in_order(language).iter().copied().filter(|n| satisfied(n) > 0).collect();
        networks.sort_by_key(|number| std::cmp::Reverse(satisfied(number)));
        if networks.is_empty() {
            networks = self.looking_alike(query);
        }
        networks.truncate(NEAREST);
        networks
    }

    /// The networks with names in which a word looks like one that was asked for, best first.
    fn looking_alike(&self, query: &Query) -> Vec<usize> {
        let asked: Vec<_> = words(&query.words).map(|(_, folded)| folded).collect();
        let mut likenesses = BTreeMap::new();
        for (known, entry) in &self.vocabulary {
            let likeness = asked.iter().map(|asked| likeness(asked, known)).fold(0.0, f64::max);
            if likeness < ALIKE {
                continue;
            }
            let named = entry.networks.iter().filter(|(_, weight)| **weight == Weight::Name);
            for (&number, _) in named {
                let best = likenesses.entry(number).or_insert(likeness);
                *best = likeness.max(*best);
            }
        }
        let mut networks: Vec<_> = likenesses.into_iter().collect();
        networks.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        networks.into_iter().map(|(number, _)| number).collect()
    }
}

impl Entry {
    fn weight(&self) -> Option<Weight> {
        self.networks.values().max().copied()
    }
}

/// The networks of several words, each with the greatest score that one of them gives it.
fn combine<'a>(words: impl Iterator<Item = (&'a Entry, u32)>) -> BTreeMap<usize, u32> {
    let mut scores = BTreeMap::new();
    for (entry, factor) in words {
        for (&number, &weight) in &entry.networks {
            let score = weight as u32 * factor;
            scores
                .entry(number)
                .and_modify(|known: &mut u32| *known = score.max(*known))
                .or_insert(score);
        }
    }
    scores
}

/// Networks that share a theme or a place with this one, most in common first: their numbers.
/// Being for students, or at the whole university, makes no two networks alike.
pub fn related(content: &Content, number: usize, order: &[usize]) -> Vec<usize> {
    let own = &content.networks[number];
    let ids = |own: &[String], other: &[String]| own.iter().filter(|id| other.contains(id)).count();
    let others = order.iter().filter(|&&other| other != number).map(|&number| {
        let other = &content.networks[number];
        let place = own.place.as_ref().filter(|&place| place != EVERYWHERE);
        let is_near = place.is_some() && place == other.place.as_ref();
        let shared = ids(&own.themes, &other.themes) + usize::from(is_near);
        ((shared, ids(&own.audience, &other.audience)), number)
    });
    let mut others: Vec<_> = others.filter(|((shared, _), _)| *shared > 0).collect();
    others.sort_by_key(|(in_common, _)| std::cmp::Reverse(*in_common));
    others.into_iter().map(|(_, number)| number).collect()
}

fn sorted_by_name(networks: &[Network], language: Language) -> Vec<usize> {
    let collator = collator(language);
    let mut order: Vec<_> = (0..networks.len()).collect();
    let name = |number: &usize| networks[*number].entry.name.get(language).value;
    order.sort_by(|a, b| compare(collator.as_ref(), name(a), name(b)));
    order
}

fn compare(collator: Option<&CollatorBorrowed<'_>>, a: &str, b: &str) -> std::cmp::Ordering {
    match collator {
        Some(collator) => collator.compare(a, b),
        None => a.cmp(b),
    }
}

/// The order of words in a language (CLDR), whose data is compiled in.
fn collator(language: Language) -> Option<CollatorBorrowed<'static>> {
    let locale: Locale = language.code().parse().ok()?;
    Collator::try_new(locale.into(), CollatorOptions::default()).ok()
}

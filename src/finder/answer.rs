//! Answers: question → the networks that fit, best first, each with the reasons.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::index::{Index, Nearness, Place, Posting};
use super::order::sorted_by_name;
use super::query::Query;
use super::words::{Role, Word, role, words};
use crate::content::model::{Content, Facet, Network, Taxonomy};
use crate::language::{Language, Localized, PerLanguage};

/// How many networks are offered where nothing fits.
const NEAREST: usize = 5;

/// Finds networks; made once per site.
#[derive(Debug)]
pub struct Finder {
    indexes: PerLanguage<Index>,
    /// The networks in the order in which readers of each language expect their names.
    order: PerLanguage<Vec<usize>>,
    /// How many words each network's name has.
    name_lengths: Vec<usize>,
    /// The words for whom networks are, which tell little of what somebody is after.
    audience: HashSet<String>,
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
    pub counts: [Vec<usize>; Facet::COUNT],
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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It has this term of the facet, by its number.
    Term(Facet, usize),
    /// It is for the whole university, and so for the place that was asked for.
    Everywhere,
    /// It is called so, says so, or editors say that it is sought so.
    Word(String),
}

/// A word of a question, and the networks that have it.
struct Asked {
    written: String,
    form: String,
    is_required: bool,
    /// How much it tells of what somebody is after.
    factor: u32,
    hits: HashMap<usize, Hit>,
    /// What was searched for instead.
    guess: Option<String>,
}

/// How much more the words tell that are not in every second question.
const TELLING: u32 = 4;

/// What a network has of a question.
#[derive(Clone, Copy, Default)]
struct Score {
    sum: u32,
    /// How many of the words that count.
    required: usize,
    /// How many words its name has.
    named: usize,
    /// How many words it has only because it is for the whole university.
    elsewhere: usize,
}

/// How well a network has a word.
#[derive(Clone, Copy, Default)]
struct Hit {
    score: u32,
    /// The kinds of places that are counted already, as bits.
    places: u16,
    /// The place that counts most, and how much.
    best: Option<(u32, Place)>,
}

impl Finder {
    /// Reads all networks.
    pub fn new(content: &Content) -> Self {
        let indexes = PerLanguage::from_fn(|language| {
            let mut index = Index::new(language);
            for (number, network) in content.networks.iter().enumerate() {
                add(&mut index, language, number, network, &content.taxonomy);
            }
            index.finish();
            index
        });
        let name_length = |network: &Network| {
            network.entry.name.values().map(|name| words(name).len()).min().unwrap_or_default()
        };
        Self {
            indexes,
            order: PerLanguage::from_fn(|language| sorted_by_name(&content.networks, language)),
            name_lengths: content.networks.iter().map(name_length).collect(),
            audience: audience_words(&content.taxonomy),
        }
    }

    /// All networks, in the order in which readers of this language expect their names.
    pub fn in_order(&self, language: Language) -> &[usize] {
        self.order.get(language)
    }

    /// Answers a question.
    pub fn answer(&self, content: &Content, query: &Query, language: Language) -> Answer {
        let asked = self.ask(&query.words, language);
        let (fitting, is_partial) = self.with_words(&asked, language);
        let (mut numbers, counts) = filter(&fitting, content, query);
        // What is in the place that was asked for comes before what is everywhere.
        numbers.sort_by_key(|&number| !is_at_chosen_place(query, &content.networks[number]));
        let nearest = match numbers.is_empty() {
            true => self.nearest(content, query, &fitting, language),
            false => Vec::new(),
        };
        let partly = (is_partial && !numbers.is_empty()).then(|| {
            let has = |asked: &&Asked| numbers.iter().any(|it| asked.hits.contains_key(it));
            asked.iter().filter(has).map(|asked| asked.guess_or_written().to_owned()).collect()
        });
        let is_guessed = asked.iter().any(|asked| asked.guess.is_some()) && !numbers.is_empty();
        let did_you_mean = is_guessed
            .then(|| asked.iter().map(Asked::guess_or_written).collect::<Vec<_>>().join(" "));
        let reasons = |&number: &usize| Match {
            network: number,
            reasons: reasons(number, &asked, query, &content.networks[number]),
        };
        Answer {
            matches: numbers.iter().map(reasons).collect(),
            partly,
            did_you_mean,
            nearest,
            counts,
        }
    }

    /// The words of a question that count, each with the networks that have it.
    fn ask(&self, question: &str, language: Language) -> Vec<Asked> {
        let mut asked = Vec::new();
        for chunk in question.split_whitespace() {
            let parts = words(chunk);
            let written = chunk.trim_matches(|c: char| !c.is_alphanumeric());
            for Word { form, .. } in &parts {
                let written = if parts.len() == 1 { written } else { form };
                asked.push((written.to_owned(), form.clone()));
            }
        }
        // Of a question that holds nothing else, the small words count.
        let has = |wanted: Role| asked.iter().any(|(_, form)| role(form) == wanted);
        let (has_content, has_common) = (has(Role::Content), has(Role::Common));
        let counts = |form: &str| match role(form) {
            Role::Content => true,
            Role::Common => has_content || has_common,
            Role::Function => !has_content && !has_common,
        };
        asked.retain(|(_, form)| counts(form));
        let mut asked: Vec<_> = asked
            .into_iter()
            .map(|(written, form)| Asked {
                hits: self.hits(&form, language),
                is_required: role(&form) == Role::Content || !has_content,
                factor: match role(&form) {
                    Role::Content if !self.audience.contains(&form) => TELLING,
                    _ => 1,
                },
                written,
                form,
                guess: None,
            })
            .collect();
        self.join_pairs(&mut asked, language);
        let unknown = asked.iter_mut().filter(|asked| asked.is_required && asked.hits.is_empty());
        unknown.for_each(|asked| self.guess(asked, language));
        asked
    }

    /// The index of the page's language, and behind it those of the others, for less.
    fn by_language(&self, language: Language) -> impl Iterator<Item = (&Index, u32)> {
        let factor = move |it| if it == language { 3 } else { 2 };
        language.preferences().map(move |it| (self.indexes.get(it), factor(it)))
    }

    /// The networks that have a word, in the page's language or, for less, in the other.
    fn hits(&self, form: &str, language: Language) -> HashMap<usize, Hit> {
        let mut hits = HashMap::default();
        for (index, factor) in self.by_language(language) {
            for (nearness, postings) in index.whole(form).into_iter().chain(index.parts(form)) {
                count(&mut hits, postings, nearness, factor);
            }
        }
        hits
    }

    /// Two words may be one elsewhere: `pop corner` is found where `POPcorner` stands.
    fn join_pairs(&self, asked: &mut [Asked], language: Language) {
        for first in 1..asked.len() {
            let [left, right] = &asked[first - 1..=first] else { continue };
            let form = format!("{}{}", left.form, right.form);
            let mut hits = HashMap::default();
            for (index, factor) in self.by_language(language) {
                for (nearness, postings) in index.whole(&form) {
                    count(&mut hits, postings, nearness, factor);
                }
            }
            for (number, hit) in hits {
                for asked in &mut asked[first - 1..=first] {
                    let known = asked.hits.entry(number).or_default();
                    if known.score < hit.score {
                        *known = hit;
                    }
                }
            }
        }
    }

    /// Takes a word that is in no network for one that somebody may have meant; not for one that
    /// all networks have, which would tell nothing.
    fn guess(&self, asked: &mut Asked, language: Language) {
        let likely = self.indexes.get(language).likely(&asked.form);
        let best = |postings: &[Posting]| postings.iter().map(|it| it.place).min();
        let Some((form, _)) = likely.iter().min_by_key(|(_, postings)| best(postings)) else {
            return;
        };
        let mut hits = HashMap::default();
        for (_, postings) in &likely {
            count(&mut hits, postings, Nearness::Guess, 3);
        }
        if hits.len() < self.name_lengths.len().max(2) {
            asked.guess = Some((*form).to_owned());
            asked.hits = hits;
        }
    }

    /// The networks that have all words, best first; if none has, those that have most of them
    /// and at least half of what the best has, and whether it is so.
    fn with_words(&self, asked: &[Asked], language: Language) -> (Vec<usize>, bool) {
        let order = self.in_order(language);
        if asked.is_empty() {
            return (order.to_vec(), false);
        }
        let mut found: HashMap<usize, Score> = HashMap::default();
        for word in asked {
            for (&number, hit) in &word.hits {
                let score = found.entry(number).or_default();
                let place = hit.best.map(|(_, place)| place);
                score.sum += hit.score * word.factor;
                score.required += usize::from(word.is_required);
                score.named += usize::from(place == Some(Place::Name));
                score.elsewhere += usize::from(place == Some(Place::Everywhere));
            }
        }
        let wanted = asked.iter().filter(|word| word.is_required).count();
        let is_partial = found.values().all(|score| score.required < wanted);
        let best = found.values().map(|score| score.sum).max().unwrap_or_default();
        found.retain(|_, score| match is_partial {
            true => score.sum * 2 >= best,
            false => score.required == wanted,
        });
        let fitting = order.iter().filter_map(|&number| Some((number, *found.get(&number)?)));
        let mut fitting: Vec<_> = fitting.collect();
        fitting.sort_by_key(|(number, score)| {
            let unnamed = self.name_lengths[*number].saturating_sub(score.named);
            // What is at the place that was asked for comes before what is everywhere.
            (score.elsewhere, Reverse(score.sum), unnamed)
        });
        (fitting.into_iter().map(|(number, _)| number).collect(), is_partial)
    }

    /// The networks that satisfy most of a question that none satisfies whole.
    fn nearest(
        &self,
        content: &Content,
        query: &Query,
        with_words: &[usize],
        language: Language,
    ) -> Vec<usize> {
        // Words say more of what somebody is after than all choices together.
        if !query.words.is_empty() && !with_words.is_empty() {
            return with_words.iter().copied().take(NEAREST).collect();
        }
        let satisfied = |&number: &usize| {
            let chosen = Facet::ALL.into_iter().filter(|&facet| !query.chosen(facet).is_empty());
            chosen.filter(|&facet| fits(&content.networks[number], facet, query)).count()
        };
        let in_order = self.in_order(language).iter().copied();
        let mut networks: Vec<_> = in_order.filter(|number| satisfied(number) > 0).collect();
        networks.sort_by_key(|number| Reverse(satisfied(number)));
        networks.truncate(NEAREST);
        networks
    }
}

impl Asked {
    fn guess_or_written(&self) -> &str {
        self.guess.as_ref().unwrap_or(&self.written)
    }
}

/// Adds what a network says in a language to the index of that language.
fn add(
    index: &mut Index,
    language: Language,
    number: usize,
    network: &Network,
    taxonomy: &Taxonomy,
) {
    let entry = &network.entry;
    let mut add = |place, text: &str| index.add(Posting { network: number, place }, &words(text));
    if let Some(name) = own(&entry.name, language) {
        add(Place::Name, name);
    }
    entry.abbreviation.iter().for_each(|short| add(Place::Name, short));
    network.also.get(language).iter().for_each(|also| add(Place::Also, also));
    for facet in Facet::ALL {
        for (at, term) in facet.terms(taxonomy).iter().enumerate() {
            let place = match facet {
                _ if facet.holds(network, &term.id) => Place::Term(facet, at),
                Facet::Place if network.is_everywhere() => Place::Everywhere,
                _ => continue,
            };
            own(&term.label, language).into_iter().for_each(|label| add(place, label));
            term.also.get(language).iter().for_each(|also| add(place, also));
        }
    }
    if let Some(summary) = own(&entry.summary, language) {
        add(Place::Summary, summary);
    }
    if let Some(html) = entry.description.as_ref().and_then(|text| own(text, language)) {
        add(Place::Description, html.text());
    }
}

/// A text in a language, if it is there in that language.
fn own<T>(text: &Localized<T>, language: Language) -> Option<&T> {
    let found = text.get(language);
    (!found.is_fallback).then_some(found.value)
}

/// The words of the audiences, as visitors write them.
fn audience_words(taxonomy: &Taxonomy) -> HashSet<String> {
    let terms = Facet::Audience.terms(taxonomy).iter();
    let texts = terms.flat_map(|term| {
        let also = term.also.iter().flat_map(|(_, also)| also);
        term.label.values().chain(also)
    });
    texts.flat_map(|text| words(text)).map(|word| word.form).collect()
}

/// Counts places of a word, each kind of place once per network.
fn count(hits: &mut HashMap<usize, Hit>, postings: &[Posting], nearness: Nearness, factor: u32) {
    for Posting { network, place } in postings {
        let (kind, mut weight) = weight(*place);
        if nearness == Nearness::Part {
            weight = weight.min(PART_MAX);
        }
        let hit = hits.entry(*network).or_default();
        if hit.places & kind == 0 {
            let score = weight * nearness as u32 * factor;
            hit.places |= kind;
            hit.score += score;
            hit.best = hit.best.max(Some((score, *place)));
        }
    }
}

/// What a part of a word counts for at most: less than a whole one wherever editors put it.
const PART_MAX: u32 = 4;

/// The bit of a kind of place, and what a word counts for there: more in a name than in all other
/// places together.
const fn weight(place: Place) -> (u16, u32) {
    match place {
        Place::Name => (1, 40),
        Place::Also => (2, 12),
        Place::Summary => (4, 3),
        Place::Description => (8, 1),
        Place::Everywhere => (16, 1),
        Place::Term(Facet::Theme, _) => (32 << Facet::Theme as u16, 8),
        Place::Term(facet, _) => (32 << facet as u16, 4),
    }
}

/// The networks that have what was chosen, and how many each choice would leave.
fn filter(
    numbers: &[usize],
    content: &Content,
    query: &Query,
) -> (Vec<usize>, [Vec<usize>; Facet::COUNT]) {
    let mut kept = Vec::new();
    let mut counts = Facet::ALL.map(|facet| vec![0; facet.terms(&content.taxonomy).len()]);
    for &number in numbers {
        let network = &content.networks[number];
        let fitting = Facet::ALL.map(|facet| fits(network, facet, query));
        if fitting.iter().all(|fits| *fits) {
            kept.push(number);
        }
        for (position, facet) in Facet::ALL.into_iter().enumerate() {
            if (0..Facet::COUNT).all(|other| other == position || fitting[other]) {
                let terms = facet.terms(&content.taxonomy).iter().zip(&mut counts[position]);
                for (term, count) in terms {
                    *count += usize::from(has(network, facet, &term.id));
                }
            }
        }
    }
    (kept, counts)
}

/// Whether a network has one of the terms that were chosen, if any were.
fn fits(network: &Network, facet: Facet, query: &Query) -> bool {
    let chosen = query.chosen(facet);
    chosen.is_empty() || chosen.iter().any(|id| has(network, facet, id))
}

/// Whether a network answers to a term: one of the whole university answers for every place.
fn has(network: &Network, facet: Facet, id: &str) -> bool {
    facet.holds(network, id) || facet == Facet::Place && network.is_everywhere()
}

/// Whether a network is at the place that was chosen, and not only there too.
fn is_at_chosen_place(query: &Query, network: &Network) -> bool {
    let chosen = query.chosen(Facet::Place);
    chosen.is_empty() || chosen.iter().any(|id| Facet::Place.holds(network, id))
}

/// Why a network is in an answer.
fn reasons(number: usize, asked: &[Asked], query: &Query, network: &Network) -> Vec<Reason> {
    let mut reasons = Vec::new();
    for asked in asked {
        let Some((_, place)) = asked.hits.get(&number).and_then(|hit| hit.best) else { continue };
        reasons.push(match place {
            Place::Term(facet, term) => Reason::Term(facet, term),
            Place::Everywhere => Reason::Everywhere,
            _ => Reason::Word(asked.guess_or_written().to_owned()),
        });
    }
    if !is_at_chosen_place(query, network) {
        reasons.push(Reason::Everywhere);
    }
    let mut seen = Vec::new();
    reasons.retain(|reason| {
        let is_new = !seen.contains(reason);
        seen.push(reason.clone());
        is_new
    });
    reasons
}

//! The words of a question, each with the networks that have it, in both languages.

use std::collections::HashSet;

use super::corpus::each_text;
use super::hits::{Hits, count};
use super::index::{Index, Nearness, Posting};
use super::words::{Role, Word, role, stem, words};
use crate::content::model::{Content, Facet, Taxonomy};
use crate::language::{Language, PerLanguage};

/// A word of a question, and the networks that have it.
#[derive(Debug)]
pub struct Asked {
    written: String,
    form: String,
    pub role: Role,
    /// Whether a network that has not got it has not all of the question.
    pub is_required: bool,
    pub hits: Hits,
    /// What was searched for instead.
    pub guess: Option<String>,
}

impl Asked {
    pub fn guess_or_written(&self) -> &str {
        self.guess.as_ref().unwrap_or(&self.written)
    }
}

/// What questions are looked up in.
#[derive(Debug)]
pub struct Indexes {
    by_language: PerLanguage<Index>,
    /// The words for whom networks are.
    audience: HashSet<String>,
    /// How many networks there are.
    networks: usize,
}

impl Indexes {
    pub fn new(content: &Content) -> Self {
        let by_language = PerLanguage::from_fn(|language| {
            let mut index = Index::new(language);
            for (network, it) in content.networks.iter().enumerate() {
                each_text(it, &content.taxonomy, language, |place, text| {
                    index.add(Posting { network, place }, &words(text));
                });
            }
            index.finish();
            index
        });
        let audience = audience_words(&content.taxonomy);
        Self { by_language, audience, networks: content.networks.len() }
    }

    /// The words of a question that count.
    pub fn ask(&self, question: &str, language: Language) -> Vec<Asked> {
        let mut asked = Vec::new();
        for chunk in question.split_whitespace() {
            let parts = words(chunk);
            let is_whole = parts.len() == 1;
            for Word { form, .. } in parts {
                let written = chunk.trim_matches(|c: char| !c.is_alphanumeric());
                asked.push(Asked {
                    written: if is_whole { written } else { &form }.to_owned(),
                    role: self.role(&form),
                    is_required: false,
                    hits: self.hits(&form, language, Index::all),
                    guess: None,
                    form,
                });
            }
        }
        // Of a question that holds nothing else, the small words count.
        if asked.iter().any(|it| it.role > Role::Function) {
            asked.retain(|it| it.role > Role::Function);
        }
        self.join_pairs(&mut asked, language);
        for it in asked.iter_mut().filter(|it| it.role == Role::Content && it.hits.is_empty()) {
            self.guess(it, language);
        }
        // Where networks have words of one kind, those that tell less need not be there; what all
        // networks are answers no question for anything else.
        let is_telling = asked.iter().any(|it| it.role > Role::Common);
        let least = if is_telling { Role::Audience } else { Role::Function };
        let known = asked.iter().filter(|it| !it.hits.is_empty());
        let most = known.map(|it| it.role).fold(least, Role::max);
        asked.iter_mut().for_each(|it| it.is_required = it.role >= most);
        asked
    }

    fn role(&self, form: &str) -> Role {
        let is_listed = |form: &str| self.audience.contains(form);
        let is_plural = || Language::ALL.into_iter().any(|it| is_listed(&stem(form, it)));
        match role(form) {
            Role::Content if is_listed(form) || is_plural() => Role::Audience,
            role => role,
        }
    }

    /// The networks that have a word, in the page's language or, for less, in the others.
    fn hits<'a>(&'a self, form: &str, language: Language, look_up: LookUp<'a>) -> Hits {
        let mut hits = Hits::default();
        for it in language.preferences() {
            let factor = if it == language { 3 } else { 2 };
            for (nearness, postings) in look_up(self.by_language.get(it), form) {
                count(&mut hits, postings, nearness, factor);
            }
        }
        hits
    }

    /// Two words may be one elsewhere: `pop corner` is found where `POPcorner` stands.
    fn join_pairs(&self, asked: &mut [Asked], language: Language) {
        for first in 1..asked.len() {
            let [left, right] = &mut asked[first - 1..=first] else { continue };
            let joined = self.hits(&format!("{}{}", left.form, right.form), language, Index::whole);
            for (number, hit) in joined {
                for it in [&mut *left, &mut *right] {
                    let known = it.hits.entry(number).or_default();
                    if known.score() < hit.score() {
                        *known = hit;
                    }
                }
            }
        }
    }

    /// Takes a word that is in no network for one that somebody may have meant; not for one that
    /// all networks have, which would tell nothing.
    fn guess(&self, asked: &mut Asked, language: Language) {
        let likely = self.by_language.get(language).likely(&asked.form);
        let best = |postings: &[Posting]| postings.iter().map(|it| it.place).min();
        let Some((form, _)) = likely.iter().min_by_key(|(_, postings)| best(postings)) else {
            return;
        };
        let mut hits = Hits::default();
        for (_, postings) in &likely {
            count(&mut hits, postings, Nearness::Guess, 3);
        }
        if hits.len() < self.networks.max(2) {
            asked.guess = Some((*form).to_owned());
            asked.hits = hits;
        }
    }
}

/// A way to look up a word.
type LookUp<'a> = fn(&'a Index, &str) -> Vec<(Nearness, &'a [Posting])>;

/// The words of the audiences, as visitors write them.
fn audience_words(taxonomy: &Taxonomy) -> HashSet<String> {
    let terms = Facet::Audience.terms(taxonomy).iter();
    let texts =
        terms.flat_map(|term| term.label.values().chain(term.also.iter().flat_map(|(_, it)| it)));
    let single = texts.filter_map(|text| <[Word; 1]>::try_from(words(text)).ok());
    single.map(|[word]| word.form).collect()
}

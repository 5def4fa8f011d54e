//! The index of one language: which networks have a word, where they say it, and how near it is
//! to the one that was asked for.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;

use super::corpus::Place;
use super::spelling::Sound;
use super::words::{Role, Word, is_unspaced, role, stem};
use crate::language::Language;

/// The least length of a word that is found within another one: shorter ones are in many words by
/// accident.
const PART_MIN: usize = 5;

/// The least length of what is left of a compound.
const REST_MIN: usize = 3;

/// How near a word is to the one that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// It is what somebody who misspelt it may have meant.
    Guess = 1,
    /// One is a part of the other.
    Part = 3,
    /// It is the same word in another form.
    Inflected = 5,
    /// It is the same.
    Same = 6,
}

/// A place where a network has a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting {
    /// The network's number.
    pub network: usize,
    /// Where it says it.
    pub place: Place,
}

/// The words of one language.
#[derive(Debug)]
pub struct Index {
    language: Language,
    /// By form, while words are added.
    forms: HashMap<String, Vec<Posting>>,
    /// By stem.
    stems: BTreeMap<String, Vec<Form>>,
    /// The stems from their ends, for the last parts of compounds.
    reversed: BTreeMap<String, String>,
}

/// A form of a word.
#[derive(Debug)]
struct Form {
    form: String,
    postings: Vec<Posting>,
    /// How it sounds, if networks are called so or are about it.
    sound: Option<Sound>,
}

impl Index {
    /// An index without words.
    pub fn new(language: Language) -> Self {
        let (forms, stems, reversed) = Default::default();
        Self { language, forms, stems, reversed }
    }

    /// Adds what a network says. Two words are known as one where a hyphen joins them, and where
    /// a name or a term might as well be written in one: `POPcorner`, `Midden-Oosten`.
    pub fn add(&mut self, posting: Posting, words: &[Word]) {
        let is_label = !matches!(posting.place, Place::Summary | Place::Description);
        for (position, word) in words.iter().enumerate() {
            // A name is found by all of its words, the smallest too.
            if posting.place == Place::Name || role(&word.form) != Role::Function {
                self.add_form(posting, &word.form);
            }
            if let Some(next) = words.get(position + 1)
                && (is_label || word.is_hyphenated)
            {
                self.add_form(posting, &format!("{}{}", word.form, next.form));
            }
        }
    }

    fn add_form(&mut self, posting: Posting, form: &str) {
        let postings = match self.forms.get_mut(form) {
            Some(known) => known,
            None => self.forms.entry(form.to_owned()).or_default(),
        };
        // A text that says a word again adds nothing.
        if postings.last() != Some(&posting) {
            postings.push(posting);
        }
    }

    /// Brings the forms of a word together and prepares the parts of compounds, once all words are
    /// there: so each form is reduced to its stem once.
    pub fn finish(&mut self) {
        let mut forms: Vec<_> = std::mem::take(&mut self.forms).into_iter().collect();
        forms.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        for (form, mut postings) in forms {
            postings.shrink_to_fit();
            let forms = self.stems.entry(stem(&form, self.language)).or_default();
            let is_label = postings.iter().any(|it| it.place.is_label());
            let is_telling = is_label && role(&form) == Role::Content;
            let sound = if is_telling { Sound::new(&form) } else { None };
            forms.push(Form { form, postings, sound });
        }
        self.reversed = self.stems.keys().map(|stem| (reverse(stem), stem.clone())).collect();
    }

    /// The places of a word, and of its parts and what it is a part of.
    pub fn all(&self, form: &str) -> Vec<(Nearness, &[Posting])> {
        let mut found = self.whole(form);
        found.extend(self.parts(form));
        found
    }

    /// The places of a word itself.
    pub fn whole(&self, form: &str) -> Vec<(Nearness, &[Posting])> {
        let forms = self.stems.get(&stem(form, self.language)).map_or(&[][..], Vec::as_slice);
        let nearness = |known: &Form| match known.form == form {
            true => Nearness::Same,
            false => Nearness::Inflected,
        };
        forms.iter().map(|known| (nearness(known), known.postings.as_slice())).collect()
    }

    /// The places of words that have the word as a part, or are a part of it: `beperking` in
    /// `functiebeperking`, `vrouwen` in `vrouwennetwerk`.
    fn parts(&self, form: &str) -> Vec<(Nearness, &[Posting])> {
        let asked = stem(form, self.language);
        let mut stems: Vec<&str> = Vec::new();
        if is_unspaced(&asked) {
            stems.extend(self.stems.keys().map(String::as_str).filter(|it| it.contains(&asked)));
        }
        if asked.chars().count() >= PART_MIN {
            stems.extend(after(&self.stems, &asked).map(|(stem, _)| stem.as_str()));
        }
        // English writes its compounds apart.
        if self.language.code() == "nl" {
            stems.extend(self.compounds(&asked));
        }
        let forms = stems.into_iter().filter(|it| *it != asked).filter_map(|it| self.stems.get(it));
        forms.flatten().map(|known| (Nearness::Part, known.postings.as_slice())).collect()
    }

    /// The stems that end with one, and those that a compound is made of.
    fn compounds(&self, asked: &str) -> Vec<&str> {
        let mut stems = Vec::new();
        if asked.chars().count() >= PART_MIN {
            let reversed = reverse(asked);
            let ending = after(&self.reversed, &reversed).map(|(_, stem)| stem.as_str());
            stems.extend(ending.filter(|stem| stem.len() >= asked.len() + REST_MIN));
        }
        for (split, _) in asked.char_indices().skip(REST_MIN) {
            let (first, last) = asked.split_at(split);
            let known = |part: &str| {
                let found = self.stems.get_key_value(&stem(part, self.language));
                found.map(|(stem, _)| stem.as_str())
            };
            let is_part = |part: &str| part.chars().count() >= PART_MIN;
            // A network that is sought by what it is about is not one because it is a network.
            if is_part(last) && role(last) == Role::Content {
                stems.extend(known(last));
            }
            // A beginning alone is often an accident: `transport` is not about `trans`.
            let mut rests = ["", "s", "en"].into_iter().filter_map(|it| last.strip_prefix(it));
            if is_part(first) && rests.any(|it| it.len() >= REST_MIN && known(it).is_some()) {
                stems.extend(known(first));
            }
        }
        stems
    }

    /// The words that somebody who wrote `form` may have meant, and their places: of what
    /// networks are named and about.
    pub fn likely(&self, form: &str) -> Vec<(&str, &[Posting])> {
        let Some(asked) = Sound::new(form) else { return Vec::new() };
        let forms = self.stems.values().flatten();
        let ranked = forms.filter_map(|it| Some((asked.distance(it.sound.as_ref()?)?, it)));
        let ranked: Vec<_> = ranked.collect();
        let least = ranked.iter().map(|(distance, _)| *distance).min();
        let nearest = ranked.into_iter().filter(|(distance, _)| Some(*distance) == least);
        nearest.map(|(_, known)| (known.form.as_str(), known.postings.as_slice())).collect()
    }
}

/// What begins with a word and is longer.
fn after<'m, 'w, T>(
    map: &'m BTreeMap<String, T>,
    word: &'w str,
) -> impl Iterator<Item = (&'m String, &'m T)> + use<'m, 'w, T> {
    let longer = (Bound::Excluded(word), Bound::Unbounded);
    map.range::<str, _>(longer).take_while(move |(key, _)| key.starts_with(word))
}

fn reverse(word: &str) -> String {
    word.chars().rev().collect()
}

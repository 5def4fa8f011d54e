//! Which word somebody may have meant who misspelt it.

/// The least length of a word that is guessed at: shorter ones have too many neighbours.
const LENGTH_MIN: usize = 5;

/// From this length on, a letter may be another one, and two slips are likely. A shorter word with
/// another letter is mostly another word: `queen` is not `queer`.
const LONG: usize = 8;

/// A word that is in no text.
pub struct Misspelling<'a> {
    form: &'a str,
    length: usize,
    sounds: String,
}

impl<'a> Misspelling<'a> {
    /// A word, if it is one to guess at.
    pub fn new(form: &'a str) -> Option<Self> {
        let length = form.chars().count();
        let is_word = length >= LENGTH_MIN && form.chars().all(char::is_alphabetic);
        is_word.then(|| Self { form, length, sounds: sounds(form) })
    }

    /// How far a known word is from it, if it is likely that this was meant.
    pub fn distance(&self, known: &str) -> Option<usize> {
        let length = known.chars().count();
        if length < LENGTH_MIN - 1 || length.abs_diff(self.length) > 2 {
            return None;
        }
        let known_sounds = sounds(known);
        if known_sounds.chars().next() != self.sounds.chars().next() {
            return None;
        }
        if known_sounds == self.sounds {
            return Some(0);
        }
        let slips = strsim::damerau_levenshtein(self.form, known)
            .min(strsim::damerau_levenshtein(&self.sounds, &known_sounds));
        let is_likely = match slips {
            1 => self.length >= LONG - 1 || length != self.length || is_swapped(self.form, known),
            2 => self.length >= LONG,
            _ => false,
        };
        is_likely.then_some(slips)
    }
}

/// A word as it sounds, so that spellings of one sound are the same.
fn sounds(word: &str) -> String {
    let mut sounds = word.to_owned();
    for (spelling, sound) in [
        ("ph", "f"),
        ("th", "t"),
        ("ck", "k"),
        ("sch", "sg"),
        ("ch", "g"),
        ("c", "k"),
        ("q", "k"),
        ("x", "ks"),
        ("ij", "i"),
        ("ei", "i"),
        ("ey", "i"),
        ("y", "i"),
        ("z", "s"),
        ("ou", "au"),
        ("dt", "t"),
        ("v", "f"),
    ] {
        sounds = sounds.replace(spelling, sound);
    }
    let mut letters: Vec<char> = sounds.chars().collect();
    letters.dedup();
    letters.into_iter().collect()
}

/// Whether two letters of a word changed places in the other.
fn is_swapped(a: &str, b: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(a) == sorted(b)
}

//! Which word somebody may have meant who misspelt it.

/// The least length of a word that is guessed at: shorter ones have too many neighbours.
const LENGTH_MIN: usize = 5;

/// From this length on, a letter may be another one, and two slips are likely. A shorter word with
/// another letter is mostly another word: `queen` is not `queer`.
const LONG: usize = 8;

/// A word by its sounds.
#[derive(Debug)]
pub struct Sound(String);

impl Sound {
    /// A word, if it is one to guess at, or to be guessed.
    pub fn new(form: &str) -> Option<Self> {
        let is_word = length(form) >= LENGTH_MIN && form.chars().all(char::is_alphabetic);
        is_word.then(|| Self(sounds(form)))
    }

    /// How far a known word is from this one, if it is likely that it was meant.
    pub fn distance(&self, Self(known): &Self) -> Option<usize> {
        let Self(asked) = self;
        let (from, to) = (length(asked), length(known));
        if known.chars().next() != asked.chars().next() || from.abs_diff(to) > 2 {
            return None;
        }
        let slips = strsim::damerau_levenshtein(asked, known);
        let is_likely = match slips {
            0 => true,
            // Two letters that changed places are one slip here, and two changes.
            1 => from >= LONG - 1 || from != to || strsim::levenshtein(asked, known) > 1,
            2 => from >= LONG,
            _ => false,
        };
        is_likely.then_some(slips)
    }
}

fn length(word: &str) -> usize {
    word.chars().count()
}

/// Spellings and their sounds, in the order in which they are replaced.
const SOUNDS: [&str; 16] = [
    "ph>f", "th>t", "ck>k", "sch>sg", "ch>g", "c>k", "q>k", "x>ks", "ij>i", "ei>i", "ey>i", "y>i",
    "z>s", "ou>au", "dt>t", "v>f",
];

/// A word as it sounds, so that spellings of one sound are the same.
fn sounds(word: &str) -> String {
    let replaced = SOUNDS.iter().filter_map(|it| it.split_once('>'));
    let sounds = replaced.fold(word.to_owned(), |word, (from, to)| word.replace(from, to));
    let mut letters: Vec<char> = sounds.chars().collect();
    letters.dedup();
    letters.into_iter().collect()
}

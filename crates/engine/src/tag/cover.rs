//! Where dictionary entries lie in a run of tokens: for each class the longest entry over each
//! token, and a cut of the run into the longest known words.

use super::lexicon::{CLASSES, Lexicon, NO_PATH};

/// The longest entry looked up, in tokens.
pub const LONGEST: usize = 10;

/// A token's place in an entry and the entry's length; 0 for none.
pub type Code = u8;

const LENGTHS: u8 = 6;

fn code(place: u8, length: usize) -> Code {
    let length = u8::try_from(length).unwrap_or(LENGTHS).min(LENGTHS);
    1 + place * (LENGTHS + 1) + length
}

/// The place alone: 0 none, then begin, inside, end, single.
pub const fn place(code: Code) -> u8 {
    if code == 0 { 0 } else { 1 + (code - 1) / (LENGTHS + 1) }
}

/// A known or guessed word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    pub from: usize,
    pub to: usize,
    pub classes: u16,
    pub path: u16,
    pub hash: u64,
}

/// The entries over a run.
#[derive(Debug)]
pub struct Cover {
    codes: Vec<[Code; CLASSES]>,
    pub words: Vec<Word>,
    /// The word each token lies in.
    pub word_of: Vec<usize>,
}

impl Cover {
    /// `hash_of(from, length)` is the hash of an entry's spelling; `run_of(from)` is how many tokens
    /// from `from` on make one unknown word.
    pub fn new(
        tokens: usize,
        longest_entry: usize,
        lexicon: &Lexicon,
        hash_of: impl Fn(usize, usize) -> u64,
        run_of: impl Fn(usize) -> usize,
    ) -> Self {
        let mut codes = vec![[0; CLASSES]; tokens];
        let mut lengths = vec![[0_u8; CLASSES]; tokens];
        let mut longest = vec![(0_usize, 0_u16, NO_PATH); tokens];
        for from in 0..tokens {
            for length in 1..=longest_entry.min(tokens - from) {
                let (classes, path) = lexicon.entry(hash_of(from, length));
                if classes == 0 && path == NO_PATH {
                    continue;
                }
                if let Some(best) = longest.get_mut(from) {
                    *best = (length, classes, path);
                }
                for class in (0..CLASSES).filter(|class| classes >> class & 1 == 1) {
                    mark(&mut codes, &mut lengths, from, length, class);
                }
            }
        }
        let (mut words, mut word_of) = (Vec::new(), Vec::with_capacity(tokens));
        let mut from = 0;
        while from < tokens {
            let (known, classes, path) = longest.get(from).copied().unwrap_or((0, 0, NO_PATH));
            let run = run_of(from).max(1);
            // A run of one script is one word unless the dictionary knows a longer one.
            let length = if known >= run || known > 1 { known } else { run };
            let length = length.clamp(1, tokens - from);
            word_of.resize(from + length, words.len());
            let (classes, path) = if length == known { (classes, path) } else { (0, NO_PATH) };
            let hash = hash_of(from, length);
            words.push(Word { from, to: from + length, classes, path, hash });
            from += length;
        }
        Self { codes, words, word_of }
    }

    /// The codes of a token, one a class.
    pub fn at(&self, token: usize) -> [Code; CLASSES] {
        self.codes.get(token).copied().unwrap_or_default()
    }

    /// The word a token lies in.
    pub fn word(&self, token: usize) -> Option<&Word> {
        self.words.get(*self.word_of.get(token)?)
    }

    /// The word so many places before or behind the one a token lies in.
    pub fn neighbour(&self, token: usize, places: isize) -> Option<&Word> {
        self.words.get(self.word_of.get(token)?.checked_add_signed(places)?)
    }
}

fn mark(
    codes: &mut [[Code; CLASSES]],
    lengths: &mut [[u8; CLASSES]],
    from: usize,
    length: usize,
    class: usize,
) {
    let short = u8::try_from(length).unwrap_or(u8::MAX);
    for step in 0..length {
        let (Some(codes), Some(lengths)) =
            (codes.get_mut(from + step), lengths.get_mut(from + step))
        else {
            return;
        };
        let (Some(code_here), Some(length_here)) = (codes.get_mut(class), lengths.get_mut(class))
        else {
            return;
        };
        if short <= *length_here {
            continue;
        }
        *length_here = short;
        *code_here = match (length, step) {
            (1, _) => code(3, 1),
            (_, 0) => code(0, length),
            (_, step) if step + 1 == length => code(2, length),
            _ => code(1, length),
        };
    }
}

//! Names as mentions write them, each worked out once however often it is said.

use crate::linkage::compare::{NAME, READING, SHORTER, is_part};
use crate::normal::{is_cjk, is_han};
use crate::readings;

/// A name as it was written.
#[derive(Clone, Debug)]
pub struct Form {
    pub canonical: String,
    /// Under these it meets other names.
    pub keys: Vec<String>,
    /// The parts under which its bearer may be called.
    pub parts: Vec<String>,
    /// Whether it is a family or given name alone.
    pub is_part: bool,
}

impl Form {
    /// Works out a name as it was written.
    pub fn of(written: &str) -> Self {
        Self::of_canonical((NAME.canonical)(written))
    }

    /// Works out a name in canonical form.
    pub fn of_canonical(canonical: String) -> Self {
        if canonical.is_empty() {
            // A title without a name meets nobody.
            let (keys, parts) = (Vec::new(), Vec::new());
            return Self { canonical, keys, parts, is_part: false };
        }
        Self {
            keys: (NAME.keys)(&canonical),
            parts: parts(&canonical),
            is_part: is_part(&canonical),
            canonical,
        }
    }

    /// How well two names agree: a level of [`NAME`]. Of two that are not both written in kanji alone the sound
    /// tells: Satoh Shohta and Shota Sato, 石川のりこ and 石川典子.
    pub fn level(&self, other: &Self) -> usize {
        let level = (NAME.compare)(&self.canonical, &other.canonical);
        let kanji = self.is_kanji() && other.is_kanji();
        if level > SHORTER && !kanji && self.sounds_like(other) { READING } else { level }
    }

    /// Whether it is written in kanji alone.
    pub fn is_kanji(&self) -> bool {
        let written = self.canonical.split('\u{1f}').next().unwrap_or_default();
        !written.is_empty() && written.chars().all(is_han)
    }

    /// Whether both are whole and may be read alike.
    fn sounds_like(&self, other: &Self) -> bool {
        self.keys.iter().any(|key| key.starts_with('~') && other.keys.contains(key))
    }
}

/// The parts of a canonical name under which it may be called: each word of two letters and more;
/// in kanji the family name and, as it sounds, its romanised form.
fn parts(canonical: &str) -> Vec<String> {
    let key = canonical.split('\u{1f}').next().unwrap_or(canonical);
    if !key.chars().any(is_cjk) {
        let words = key.split(' ').filter(|word| word.len() > 1);
        return words.map(str::to_owned).collect();
    }
    let cuts = key.char_indices().map(|(at, _)| at).skip(1).chain([key.len()]);
    let heads = cuts.filter_map(|at| key.get(..at));
    let families = heads.filter(|head| !readings::of_family(head).is_empty());
    families
        .flat_map(|family| readings::of_family(family).into_iter().chain([family.to_owned()]))
        .collect()
}

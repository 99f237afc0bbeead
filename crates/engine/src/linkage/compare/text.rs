//! Short free text: words that may be misspelt.

use super::similarity::{one_slip, winkler};
use super::{Method, level, whole};
use crate::normal::{ascii_words, plain};

/// Letters, digits and single spaces.
fn canonical(text: &str) -> String {
    if text.is_ascii() {
        return ascii_words(text, |byte| byte.is_ascii_alphanumeric());
    }
    let letters: String =
        plain(text).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn compare(left: &str, right: &str) -> usize {
    let alike = winkler(left, right, 0.75);
    match () {
        () if alike >= 0.95 || one_slip(left, right) && left.len() > 3 => 1,
        () if alike >= 0.88 => 2,
        () if alike >= 0.75 => 3,
        () => 4,
    }
}

/// Jaro–Winkler similarity in steps.
pub const TEXT: Method = Method {
    name: "text",
    about: "words that may be misspelt: a place, a street, one part of a name",
    levels: &[
        level("same", 0.80, 0.01),
        level("one slip", 0.10, 0.005),
        level("alike", 0.04, 0.01),
        level("loosely alike", 0.02, 0.025),
        level("different", 0.04, 0.95),
    ],
    rarity_levels: 0,
    canonical,
    compare,
    keys: whole,
    cases: &[
        ("Bellara", "bellara ", "same"),
        ("St. James", "st james", "same"),
        ("waller", "wallre", "one slip"),
        ("kellerberrin", "kelerberrin", "one slip"),
        ("dixon", "dickson", "loosely alike"),
        ("mitchell", "harley", "different"),
    ],
};

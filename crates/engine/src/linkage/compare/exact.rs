//! Values that agree or do not: codes, states, categories.

use super::{Method, level, whole};
use crate::normal::{ascii_words, plain};

fn canonical(text: &str) -> String {
    if text.is_ascii() {
        return ascii_words(text, |byte| !byte.is_ascii_whitespace());
    }
    plain(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Equal but for case, width and accents.
pub const EXACT: Method = Method {
    name: "exact",
    about: "codes and categories: equal but for case, width and accents, or different",
    levels: &[level("same", 0.95, 0.05), level("different", 0.05, 0.95)],
    rarity_levels: 0,
    canonical,
    compare: |_, _| 1,
    keys: whole,
    cases: &[
        ("NSW", "nsw", "same"),
        ("ＡＢＣ", "abc", "same"),
        ("nsw", "vic", "different"),
        ("A 1", "A1", "different"),
    ],
};

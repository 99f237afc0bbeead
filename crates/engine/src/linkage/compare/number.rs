//! Identifying numbers and codes.

use super::similarity::one_slip;
use super::{Method, level, whole};
use crate::normal::plain;

/// Letters and digits.
fn canonical(text: &str) -> String {
    plain(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Numbers: the same, one slip of the finger apart, or different.
pub const NUMBER: Method = Method {
    name: "number",
    about: "identifying numbers and codes, whatever the separators",
    levels: &[
        level("same", 0.90, 0.002),
        level("one slip", 0.06, 0.003),
        level("different", 0.04, 0.995),
    ],
    rarity_levels: 0,
    canonical,
    compare: |left, right| {
        if left.len().min(right.len()) >= 4 && one_slip(left, right) { 1 } else { 2 }
    },
    keys: whole,
    cases: &[
        ("123-45-6789", "123456789", "same"),
        ("ab 12 cd", "AB-12-CD", "same"),
        ("6988048", "6988084", "one slip"),
        ("6988048", "698804", "one slip"),
        ("12", "13", "different"),
        ("6988048", "7364009", "different"),
    ],
};

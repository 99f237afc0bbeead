//! The Hong Kong identity card number: one or two letters, six digits, a check character often
//! in brackets (Immigration Department; Registration of Persons Regulations).

use super::sums::passed;
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "hk_hkid",
    field: Field::NationalId,
    scheme: Some(Scheme::HkHkid),
    pattern: r"(?-u:\b)([A-Za-z]{1,2}[0-9]{6} ?(?:\([0-9Aa]\)|[0-9Aa]))",
    check,
    context: &["hkid", "hong kong id", "identity card", "身份證", "身分證", "香港"],
    context_required: true,
    positives: &[
        ("HKID: A123456(3)", "A1234563"),
        ("香港身份證 Ａ１２３４５６（３）", "A1234563"),
        ("Hong Kong ID A1234563", "A1234563"),
    ],
    near_misses: &[
        "HKID: A123456(4)",
        "Drawing A123456(3)",
        "HKID: A1234563456",
        "HKID ABC123456(3)",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let kept: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    let number = kept.to_ascii_uppercase();
    if !(8..=9).contains(&number.len()) {
        return None;
    }
    let padded = format!("{number:>9}");
    let sum =
        padded.chars().zip([9_u32, 8, 7, 6, 5, 4, 3, 2, 1]).try_fold(0, |sum, (c, weight)| {
            let value = if c == ' ' { 36 } else { c.to_digit(36)? };
            Some(sum + value * weight)
        })?;
    sum.is_multiple_of(11).then(|| passed(number, 0.8, "check character mod 11"))
}

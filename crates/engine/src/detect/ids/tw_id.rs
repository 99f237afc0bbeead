//! The Taiwanese national identification number (身分證統一編號) and the uniform number of foreign
//! residents (統一證號): a letter for the place, sex, serial and check digit (Ministry of the
//! Interior, rules on national identification numbers).

use super::sums::{all_digits, compact, digit, passed, weighted};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "tw_id",
    field: Field::NationalId,
    scheme: Some(Scheme::TwId),
    pattern: r"(?-u:\b)([A-Za-z][1289A-Da-d][0-9]{8})(?-u:\b)",
    check,
    context: &["身分證", "身份證", "統一證號", "居留證", "national id", "身分証"],
    context_required: true,
    positives: &[
        ("身分證字號：A123456789", "A123456789"),
        ("身分證統一編號 Ａ１２３４５６７８９", "A123456789"),
        ("National ID no. a123456789", "A123456789"),
    ],
    near_misses: &[
        "身分證字號：A123456788",
        "料號 A123456789",
        "身分證字號：A323456789",
        "身分證字號：A1234567890",
    ],
};

/// Letters in the order of their codes, which begin with 10.
const PLACES: &str = "ABCDEFGHJKLMNPQRSTUVXYWZIO";

fn check(text: &str) -> Option<Checked> {
    let number = compact(text).filter(|number| number.len() == 10)?;
    let (head, tail) = number.split_at_checked(2)?;
    let mut letters = head.chars();
    let place = code(letters.next()?)?;
    let sex = letters.next().and_then(|c| c.to_digit(10).or_else(|| Some(code(c)? % 10)))?;
    if !all_digits(tail) {
        return None;
    }
    let sum = place / 10 + place % 10 * 9 + sex * 8 + weighted(tail, &[7, 6, 5, 4, 3, 2, 1]);
    let valid = (sum + digit(tail, 7)?).is_multiple_of(10);
    valid.then(|| passed(number, 0.8, "check digit mod 10"))
}

fn code(letter: char) -> Option<u32> {
    let at = PLACES.chars().position(|place| place == letter)?;
    u32::try_from(at).ok().map(|at| at + 10)
}

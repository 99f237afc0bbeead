//! The British National Insurance number: prefix, six digits, suffix A to D (HMRC, National
//! Insurance Manual NIM39110).

use super::sums::{all_digits, all_letters, compact, passed};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "uk_nino",
    field: Field::NationalId,
    scheme: Some(Scheme::UkNino),
    pattern: r"(?-u:\b)([A-Za-z]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-Da-d])(?-u:\b)",
    check,
    context: &[
        "national insurance",
        "nat ins",
        "nat. ins",
        "nino",
        "ni number",
        "ni no",
        "ni is",
        "ni ",
        "n.i.",
    ],
    context_required: true,
    positives: &[
        ("NI Number: AB 12 34 56 C", "AB123456C"),
        ("National Insurance No. ＡＢ１２３４５６Ｃ", "AB123456C"),
        ("NINO jg103759a", "JG103759A"),
        ("His NI is AB123456C, that much I know", "AB123456C"),
    ],
    near_misses: &["NINO BG123456C", "Part AB123456C", "NINO DA123456C", "NINO AB1234567C"],
};

fn check(text: &str) -> Option<Checked> {
    let number = compact(text).filter(|number| number.len() == 9)?;
    let (prefix, rest) = number.split_at_checked(2)?;
    let (serial, suffix) = rest.split_at_checked(6)?;
    let valid = all_letters(prefix)
        && !prefix.contains(['D', 'F', 'I', 'Q', 'U', 'V'])
        && !prefix.ends_with('O')
        && !matches!(prefix, "BG" | "GB" | "KN" | "NK" | "NT" | "TN" | "ZZ")
        && all_digits(serial)
        && matches!(suffix, "A" | "B" | "C" | "D");
    valid.then(|| passed(number, 0.8, "prefix and suffix rules"))
}

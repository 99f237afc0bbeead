//! The Indian Aadhaar number (12 digits, the first above 1, not a palindrome) with Verhoeff's
//! check digit (UIDAI, numbering scheme).

use super::sums::{digit, number, passed, verhoeff};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "in_aadhaar",
    field: Field::NationalId,
    scheme: Some(Scheme::InAadhaar),
    pattern: r"[2-9][0-9]{3}[ \-]?[0-9]{4}[ \-]?[0-9]{4}",
    check,
    context: &["aadhaar", "aadhar", "uidai", "uid no", "आधार"],
    context_required: true,
    positives: &[
        ("Aadhaar: 2341 2341 2346", "234123412346"),
        ("Aadhaar No. ２３４１２３４１２３４６", "234123412346"),
        ("आधार 2341-2341-2346", "234123412346"),
    ],
    near_misses: &[
        "Aadhaar: 2341 2341 2347",
        "Order 2341 2341 2346",
        "Aadhaar: 1341 2341 2346",
        "Aadhaar: 2341 2341 23461",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 12)?;
    let valid = digit(&number, 0)? >= 2 && !number.chars().eq(number.chars().rev());
    (valid && verhoeff(&number)).then(|| passed(number, 0.8, "check digit (Verhoeff)"))
}

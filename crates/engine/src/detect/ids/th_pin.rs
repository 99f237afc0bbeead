//! The Thai personal identification number (เลขประจำตัวประชาชน, 13 digits) with its check digit
//! modulo 11 (Department of Provincial Administration).

use super::sums::{digit, number, passed, varied, weighted};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "th_pin",
    field: Field::NationalId,
    scheme: Some(Scheme::ThPin),
    pattern: r"[1-9][ \-]?[0-9]{4}[ \-]?[0-9]{5}[ \-]?[0-9]{2}[ \-]?[0-9]",
    check,
    context: &["ประชาชน", "บัตรประจำตัว", "เลขประจำตัว", "thai id", "citizen id", "national id"],
    context_required: true,
    positives: &[
        ("Thai ID: 1-2345-45678-78-1", "1234545678781"),
        ("Citizen ID １２３４５４５６７８７８１", "1234545678781"),
        ("บัตรประชาชน 3100600445635", "3100600445635"),
    ],
    near_misses: &[
        "Thai ID: 1-2345-45678-78-9",
        "Order 1-2345-45678-78-1",
        "Thai ID: 12345456787810",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 13)?;
    let sum = weighted(&number, &[13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
    let valid = digit(&number, 0)? > 0 && (11 - sum % 11) % 10 == digit(&number, 12)?;
    (valid && varied(&number)).then(|| passed(number, 0.8, "check digit mod 11"))
}

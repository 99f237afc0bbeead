//! The NHS number of England, Wales and the Isle of Man (10 digits), check digit modulo 11 (NHS
//! Data Dictionary, NHS NUMBER).

use super::sums::{digit, number, passed, varied, weighted};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "uk_nhs",
    field: Field::HealthInsurance,
    scheme: Some(Scheme::UkNhs),
    pattern: r"[0-9]{3}[ \-]?[0-9]{3}[ \-]?[0-9]{4}",
    check,
    context: &["nhs", "patient id", "patient number"],
    context_required: true,
    positives: &[
        ("NHS number: 943 476 5870", "9434765870"),
        ("NHS no. ９４３－４７６－５８７０", "9434765870"),
        ("NHS 9434765870", "9434765870"),
    ],
    near_misses: &[
        "NHS number: 943 476 5871",
        "Tel 943 476 5870",
        "NHS number: 943 476 58701",
        "NHS 1111111111",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 10)?;
    let sum = weighted(&number, &[10, 9, 8, 7, 6, 5, 4, 3, 2]);
    let valid = (11 - sum % 11) % 11 == digit(&number, 9)?;
    (valid && varied(&number)).then(|| passed(number, 0.8, "check digit mod 11"))
}

//! The Canadian Social Insurance Number (nine digits, Luhn digit; none begins with 0 or 8; Service
//! Canada, SIN Code of Practice).

use super::sums::{number, passed, varied};
use crate::detect::{Checked, Detector, luhn};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "ca_sin",
    field: Field::NationalId,
    scheme: Some(Scheme::CaSin),
    pattern: r"[1-79][0-9]{2}[ \-]?[0-9]{3}[ \-]?[0-9]{3}",
    check,
    context: &[
        "social insurance",
        "assurance sociale",
        "sin:",
        "sin no",
        "sin number",
        "sin #",
        "nas:",
    ],
    context_required: true,
    positives: &[
        ("SIN: 123-456-782", "123456782"),
        ("Social Insurance Number １２３ ４５６ ７８２", "123456782"),
        ("SIN No. 123456782", "123456782"),
    ],
    near_misses: &["SIN: 123-456-783", "Business 123-456-782", "SIN: 823456785", "SIN: 1234567821"],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 9)?;
    let valid = !number.starts_with(['0', '8']) && varied(&number) && luhn(&number);
    valid.then(|| passed(number, 0.8, "luhn"))
}

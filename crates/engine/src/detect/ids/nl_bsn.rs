//! The Dutch citizen service number (burgerservicenummer, 9 digits) with the eleven test (Besluit
//! burgerservicenummer; RvIG, Logisch Ontwerp BSN).

use super::sums::{digit, number, passed, varied, weighted};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "nl_bsn",
    field: Field::NationalId,
    scheme: Some(Scheme::NlBsn),
    pattern: r"[0-9]{4}[. ]?[0-9]{2}[. ]?[0-9]{3}|[0-9]{3}[. ][0-9]{3}[. ][0-9]{3}",
    check,
    context: &["bsn", "burgerservice", "sofinummer", "sofi-nummer", "citizen service"],
    context_required: true,
    positives: &[
        ("BSN: 111222333", "111222333"),
        ("Burgerservicenummer 1112.22.333", "111222333"),
        ("BSN １２３４５６７８２", "123456782"),
    ],
    near_misses: &["BSN: 111252333", "Order 111222333", "BSN: 1112223334"],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 9)?;
    let sum = weighted(&number, &[9, 8, 7, 6, 5, 4, 3, 2]);
    let valid = sum > 0 && sum % 11 == digit(&number, 8)?;
    (valid && varied(&number)).then(|| passed(number, 0.8, "eleven test"))
}

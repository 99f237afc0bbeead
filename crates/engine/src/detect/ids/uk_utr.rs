//! The British Unique Taxpayer Reference (10 digits, the first is the check digit; HMRC, Self
//! Assessment technical specifications).

use super::sums::{digit, number, passed, weighted};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "uk_utr",
    field: Field::TaxId,
    scheme: Some(Scheme::UkUtr),
    pattern: r"[0-9]{5} ?[0-9]{5}",
    check,
    context: &["utr:", "utr ", "unique taxpayer", "self assessment", "tax reference"],
    context_required: true,
    positives: &[
        ("UTR: 1955839661", "1955839661"),
        ("UTR no. １９５５８３９６６１", "1955839661"),
        ("Unique Taxpayer Reference 19558 39661", "1955839661"),
    ],
    near_misses: &["UTR: 2955839661", "Order 1955839661", "UTR: 19558396610"],
};

fn check(text: &str) -> Option<Checked> {
    let kept = text.trim_matches(['K', 'k']);
    let number = number(kept, 10)?;
    let sum = weighted(number.get(1..)?, &[6, 7, 8, 9, 10, 5, 4, 3, 2]);
    let expected = super::sums::letter("21987654321", sum % 11)?.to_digit(10);
    (expected == digit(&number, 0)).then(|| passed(number, 0.75, "check digit mod 11"))
}

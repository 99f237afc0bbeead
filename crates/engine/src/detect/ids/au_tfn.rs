//! The Australian tax file number (eight or nine digits, weights modulo 11; Australian Taxation
//! Office, electronic reporting specifications).

use super::sums::{all_digits, compact, passed, varied, weighted};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "au_tfn",
    field: Field::TaxId,
    scheme: Some(Scheme::AuTfn),
    pattern: r"[0-9]{3}[ \-]?[0-9]{3}[ \-]?[0-9]{2,3}",
    check,
    context: &["tfn", "tax file"],
    context_required: true,
    positives: &[
        ("TFN: 123 456 782", "123456782"),
        ("Tax file number １２３４５６７８２", "123456782"),
        ("TFN 876543210", "876543210"),
    ],
    near_misses: &["TFN: 123 456 783", "Order 123 456 782", "TFN: 999 999 999", "TFN: 1234567821"],
};

fn check(text: &str) -> Option<Checked> {
    let number = compact(text).filter(|number| all_digits(number))?;
    let sum = match number.len() {
        9 => weighted(&number, &[1, 4, 3, 7, 5, 8, 6, 9, 10]),
        8 => weighted(&number, &[10, 7, 8, 4, 6, 3, 5, 1]),
        _ => return None,
    };
    (sum.is_multiple_of(11) && varied(&number)).then(|| passed(number, 0.8, "check digit mod 11"))
}

//! The Swiss social insurance number (AHV, AVS; 756 and ten digits) with the check digit of EAN-13
//! (Federal Act on Old-Age Insurance, article 50c; Central Compensation Office).

use super::sums::{digit, number, passed, weighted};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "ch_ahv",
    field: Field::NationalId,
    scheme: Some(Scheme::ChAhv),
    pattern: r"756\.?[0-9]{4}\.?[0-9]{4}\.?[0-9]{2}",
    check,
    context: &["ahv", "avs", "sozialversicherung", "oasi", "assurance sociale"],
    context_required: false,
    positives: &[
        ("AHV-Nr. 756.9217.0769.85", "7569217076985"),
        ("AVS ７５６．９２１７．０７６９．８５", "7569217076985"),
        ("7569217076985", "7569217076985"),
    ],
    near_misses: &["AHV 756.9217.0769.84", "AHV 123.4567.8910.19", "75692170769851"],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 13).filter(|number| number.starts_with("756"))?;
    let sum = weighted(&number, &[1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]);
    let valid = (10 - sum % 10) % 10 == digit(&number, 12)?;
    valid.then(|| passed(number, 0.9, "prefix, check digit EAN-13"))
}

//! The Danish personal number (CPR): date, century in the seventh digit, serial (CPR-kontoret,
//! "Personnummeret i CPR"). Since 2007 the check digit modulo 11 is no longer kept by all numbers.

use super::sums::{number, part, passed, real_date, weighted};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "dk_cpr",
    field: Field::NationalId,
    scheme: Some(Scheme::DkCpr),
    pattern: r"[0-3][0-9][01][0-9]{3}[\- ]?[0-9]{4}",
    check,
    context: &["cpr", "personnummer", "danish personal"],
    context_required: true,
    positives: &[
        ("CPR: 211062-5629", "2110625629"),
        ("CPR-nr. ２１１０６２－５６２９", "2110625629"),
        ("CPR nummer 0707614285", "0707614285"),
    ],
    near_misses: &[
        "CPR: 321062-5629",
        "Ordre 211062-5629",
        "CPR: 211062-56291",
        "CPR: 211052-5629",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 10)?;
    let year = part(&number, 4..6)?;
    let century = match (part(&number, 6..7)?, year) {
        (0..=3, _) | (4 | 9, 37..) => 1900,
        (4 | 9, _) | (_, ..=57) => 2000,
        _ => 1800,
    };
    let dated = real_date(century + year, part(&number, 2..4)?, part(&number, 0..2)?);
    let sums_up = weighted(&number, &[4, 3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11);
    let (confidence, validator) =
        if sums_up { (0.85, "date, check digit mod 11") } else { (0.65, "date") };
    dated.then(|| passed(number, confidence, validator))
}

//! The Polish personal number PESEL (11 digits): date of birth with the century in the month, sex,
//! check digit (Act on the population register of 24 September 2010, article 15).

use super::sums::{digit, number, part, passed, real_date, weighted};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "pl_pesel",
    field: Field::NationalId,
    scheme: Some(Scheme::PlPesel),
    pattern: r"[0-9]{11}",
    check,
    context: &["pesel"],
    context_required: true,
    positives: &[
        ("PESEL: 44051401359", "44051401359"),
        ("PESEL ４４０５１４０１３５９", "44051401359"),
        ("nr PESEL 02070803628", "02070803628"),
    ],
    near_misses: &[
        "PESEL: 44051401358",
        "Zamówienie 44051401359",
        "PESEL: 440514013591",
        "PESEL: 44053201355",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 11)?;
    let month = part(&number, 2..4)?;
    let century = match month / 20 {
        0 => 1900,
        1 => 2000,
        4 => 1800,
        _ => return None,
    };
    let dated = real_date(century + part(&number, 0..2)?, month % 20, part(&number, 4..6)?);
    let sum = weighted(&number, &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3]);
    let valid = dated && (10 - sum % 10) % 10 == digit(&number, 10)?;
    valid.then(|| passed(number, 0.85, "date, check digit mod 10"))
}

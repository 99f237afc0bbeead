//! The Norwegian birth number and D-number (day raised by 40): date, individual number, two check
//! digits modulo 11 (Regulation on the population register of 14 July 2017, § 2-2).

use super::sums::{number, part, passed, real_date, weighted};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "no_fnr",
    field: Field::NationalId,
    scheme: Some(Scheme::NoFnr),
    pattern: r"[0-7][0-9][0-9]{4} ?[0-9]{5}",
    check,
    context: &[
        "fødselsnummer",
        "fodselsnummer",
        "personnummer",
        "d-nummer",
        "f.nr",
        "norwegian id",
    ],
    context_required: true,
    positives: &[
        ("Fødselsnummer: 151086 95088", "15108695088"),
        ("D-nummer １５１０８６９５０８８", "15108695088"),
        ("Personnummer 15108695088", "15108695088"),
    ],
    near_misses: &["Fødselsnummer 15108695077", "Ordre 15108695088", "Fødselsnummer 151086950881"],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 11)?;
    let (day, month, year) = (part(&number, 0..2)?, part(&number, 2..4)?, part(&number, 4..6)?);
    let century = match (part(&number, 6..9)?, year) {
        (0..=499, _) | (900.., 40..) => 1900,
        (500..=749, 54..) => 1800,
        (500.., ..=39) => 2000,
        _ => return None,
    };
    let day = if day > 40 { day - 40 } else { day };
    let first = weighted(&number, &[3, 7, 6, 1, 8, 9, 4, 5, 2, 1]);
    let second = weighted(&number, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]);
    let valid = real_date(century + year, month, day)
        && first.is_multiple_of(11)
        && second.is_multiple_of(11);
    valid.then(|| passed(number, 0.9, "date, check digits mod 11"))
}

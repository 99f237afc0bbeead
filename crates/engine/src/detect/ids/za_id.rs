//! The South African identity number (13 digits): date of birth, sex, citizenship, Luhn digit
//! (Identification Act 68 of 1997, section 7).

use super::sums::{number, part, passed, some_date};
use crate::detect::{Checked, Detector, luhn};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "za_id",
    field: Field::NationalId,
    scheme: Some(Scheme::ZaId),
    pattern: r"[0-9]{6} ?[0-9]{4} ?[0-9]{2} ?[0-9]",
    check,
    context: &["id number", "id no", "identity number", "south african", "rsa id"],
    context_required: true,
    positives: &[
        ("ID number: 7503305044089", "7503305044089"),
        ("RSA ID ７５０３３０ ５０４４ ０８ ９", "7503305044089"),
        ("South African ID 8001015009087", "8001015009087"),
    ],
    near_misses: &["ID number: 8503305044089", "Order 7503305044089", "ID number: 75033050440891"],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 13)?;
    let dated = some_date(part(&number, 0..2)?, part(&number, 2..4)?, part(&number, 4..6)?);
    let valid = dated && matches!(part(&number, 10..11)?, 0..=2) && luhn(&number);
    valid.then(|| passed(number, 0.85, "date, luhn"))
}

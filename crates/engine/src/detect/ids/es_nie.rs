//! The Spanish identity number of foreigners (NIE, X, Y or Z, seven digits, check letter modulo 23;
//! Orden INT/2058/2008).

use super::es_dni::LETTERS;
use super::sums::{compact, letter, part, passed};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "es_nie",
    field: Field::NationalId,
    scheme: Some(Scheme::EsNie),
    pattern: r"(?-u:\b)([XYZxyz][ \-]?[0-9]{7}[ \-]?[A-Za-z])(?-u:\b)",
    check,
    context: &["nie", "n.i.e", "nif", "extranjero", "identidad"],
    context_required: true,
    positives: &[
        ("NIE: x-2482300w", "X2482300W"),
        ("N.I.E. Ｘ１２３４５６７Ｌ", "X1234567L"),
        ("NIE X1234567L", "X1234567L"),
    ],
    near_misses: &["NIE: X1234567A", "Part X1234567L", "NIE: X12345678L", "NIE: W1234567L"],
};

fn check(text: &str) -> Option<Checked> {
    let number = compact(text).filter(|number| number.len() == 9)?;
    let series = "XYZ".chars().position(|c| number.starts_with(c))?;
    let value = u32::try_from(series).ok()? * 10_000_000 + part(&number, 1..8)?;
    let valid = number.chars().last() == letter(LETTERS, value % 23);
    valid.then(|| passed(number, 0.85, "check letter mod 23"))
}

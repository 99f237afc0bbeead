//! The Spanish tax number of persons without DNI or NIE (series K, L and M, seven digits, check
//! letter; Orden EHA/451/2008). DNI and NIE serve as tax numbers themselves; the other series are
//! companies'.

use super::es_dni::LETTERS;
use super::sums::{compact, letter, part, passed};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "es_nif",
    field: Field::TaxId,
    scheme: Some(Scheme::EsNif),
    pattern: r"(?-u:\b)([KLMklm][ \-]?[0-9]{7}[ \-]?[A-Za-z])(?-u:\b)",
    check,
    context: &["nif", "n.i.f", "identificación fiscal", "identificacion fiscal"],
    context_required: true,
    positives: &[
        ("NIF: K1234567L", "K1234567L"),
        ("N.I.F. Ｌ１２３４５６７Ｌ", "L1234567L"),
        ("NIF M-1234567-L", "M1234567L"),
    ],
    near_misses: &["NIF: K1234567A", "Part K1234567L", "NIF: K12345678L", "NIF: B64717838"],
};

fn check(text: &str) -> Option<Checked> {
    let number = compact(text).filter(|number| number.len() == 9)?;
    let valid = number.starts_with(['K', 'L', 'M'])
        && number.chars().last() == letter(LETTERS, part(&number, 1..8)? % 23);
    valid.then(|| passed(number, 0.8, "check letter mod 23"))
}

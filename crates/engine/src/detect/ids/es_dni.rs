//! The Spanish national identity number (DNI, eight digits and a check letter modulo 23; Real
//! Decreto 1553/2005; Ministry of the Interior, "Cálculo del dígito de control").

use super::sums::{letter, part, passed};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "es_dni",
    field: Field::NationalId,
    scheme: Some(Scheme::EsDni),
    pattern: r"([0-9]{2}\.?[0-9]{3}\.?[0-9]{3}[ \-]?[A-Za-z])(?-u:\b)",
    check,
    context: &["dni", "d.n.i", "nif", "n.i.f", "documento nacional", "identidad"],
    context_required: true,
    positives: &[
        ("DNI: 54362315-K", "54362315K"),
        ("NIF 12.345.678-Z", "12345678Z"),
        ("DNI １２３４５６７８Ｚ", "12345678Z"),
    ],
    near_misses: &["DNI: 12345678A", "Pedido 12345678Z", "DNI: 112345678Z", "DNI: 12345678ZZ"],
};

pub const LETTERS: &str = "TRWAGMYFPDXBNJZSQVHLCKE";

fn check(text: &str) -> Option<Checked> {
    let number = super::sums::compact(text).filter(|number| number.len() == 9)?;
    let expected = letter(LETTERS, part(&number, 0..8)? % 23);
    let valid = number.chars().last() == expected;
    valid.then(|| passed(number, 0.85, "check letter mod 23"))
}

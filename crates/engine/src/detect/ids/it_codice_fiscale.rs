//! The Italian fiscal code of a person (16 characters from name, date and place of birth, check
//! letter; decree of the Ministry of Finance of 23 December 1976, with its substitute letters).

use super::sums::{compact, letter, passed};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "it_codice_fiscale",
    field: Field::TaxId,
    scheme: Some(Scheme::ItCodiceFiscale),
    pattern: r"(?-u:\b)([A-Za-z]{6} ?[0-9LMNP-Vlmnp-v]{2}[A-EHLMPR-Ta-ehlmpr-t][0-9LMNP-Vlmnp-v]{2} ?[A-Za-z][0-9LMNP-Vlmnp-v]{3}[A-Za-z])(?-u:\b)",
    check,
    context: &["codice fiscale", "c.f.", "cod. fisc", "fiscal code"],
    context_required: false,
    positives: &[
        ("Codice fiscale: RCCMNL83S18D969H", "RCCMNL83S18D969H"),
        ("C.F. ＲＣＣＭＮＬ８３Ｓ１８Ｄ９６９Ｈ", "RCCMNL83S18D969H"),
        ("rssmra85t10a562s", "RSSMRA85T10A562S"),
    ],
    near_misses: &["RCCMNL83S18D969A", "RCCMNL83S38D969H", "RCCMNL83S18D969HA", "RCCMNL83X18D969H"],
};

fn check(text: &str) -> Option<Checked> {
    let code = compact(text).filter(|code| code.len() == 16)?;
    let day = number_of(code.get(9..11)?)?;
    let dated = matches!(day, 1..=31 | 41..=71)
        && code.get(8..9).is_some_and(|month| "ABCDEHLMPRST".contains(month))
        && number_of(code.get(6..8)?).is_some()
        && number_of(code.get(12..15)?).is_some();
    let valid = dated && code.chars().last() == check_letter(code.get(..15)?);
    valid.then(|| passed(code, 0.97, "date, check letter mod 26"))
}

/// Digits, where letters may stand for them (omocodia).
fn number_of(text: &str) -> Option<u32> {
    text.chars().try_fold(0, |value, c| {
        let digit = c.to_digit(10).or_else(|| {
            "LMNPQRSTUV".chars().position(|other| other == c).and_then(|at| at.try_into().ok())
        })?;
        Some(value * 10 + digit)
    })
}

fn check_letter(body: &str) -> Option<char> {
    /// What the characters of the odd places count, digits like the letters A to J.
    const ODD: [u32; 26] = [
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24,
        23,
    ];
    let sum = body.chars().enumerate().try_fold(0, |sum, (place, c)| {
        let value = c.to_digit(10).or_else(|| c.to_digit(36).map(|value| value - 10))?;
        let counts =
            if place.is_multiple_of(2) { *ODD.get(usize::try_from(value).ok()?)? } else { value };
        Some(sum + counts)
    })?;
    letter("ABCDEFGHIJKLMNOPQRSTUVWXYZ", sum % 26)
}

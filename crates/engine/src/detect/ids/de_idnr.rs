//! The German tax identification number (steuerliche Identifikationsnummer, 11 digits): check
//! digit ISO/IEC 7064 MOD 11,10 and the rule of repeated digits (§ 139b AO; Federal Central Tax
//! Office, "Die Identifikationsnummer").

use super::sums::{mod_11_10, number, passed};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "de_idnr",
    field: Field::TaxId,
    scheme: Some(Scheme::DeIdnr),
    pattern: r"[1-9][0-9] ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}",
    check,
    context: &[
        "identifikationsnummer",
        "idnr",
        "steuer-id",
        "steuerid",
        "steuer id",
        "id-nr",
        "tax id",
        "tin:",
    ],
    context_required: true,
    positives: &[
        ("Steuer-ID: 36 574 261 809", "36574261809"),
        ("IdNr. ３６５７４２６１８０９", "36574261809"),
        ("Identifikationsnummer 86095742719", "86095742719"),
    ],
    near_misses: &[
        "Steuer-ID: 36 574 261 890",
        "Auftrag 36574261809",
        "Steuer-ID: 365742618091",
        "Steuer-ID: 12345678903",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 11)?;
    let body = number.get(..10)?;
    let valid = !number.starts_with('0') && repeats_one_digit(body) && mod_11_10(&number);
    valid.then(|| passed(number, 0.85, "check digit mod 11,10, repeated digit"))
}

/// Exactly one digit stands twice or three times among the first ten, no other one more than once.
fn repeats_one_digit(body: &str) -> bool {
    let counts = ('0'..='9').map(|digit| body.matches(digit).count());
    let repeated: Vec<usize> = counts.filter(|count| *count > 1).collect();
    let tripled = ('0'..='9').any(|digit| body.contains(&digit.to_string().repeat(3)));
    matches!(repeated.as_slice(), [2 | 3]) && !tripled
}

//! The German tax number (Steuernummer): 10 or 11 digits in the spelling of a federal state, 13 in
//! the uniform one, whose fifth digit is zero (§ 139a AO; ELSTER, "Aufbau der Steuernummer").
//! Businesses have one too, therefore a low confidence.

use super::sums::{all_digits, compact, digit, part, passed};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "de_stnr",
    field: Field::TaxId,
    scheme: Some(Scheme::DeStnr),
    pattern: r"[0-9]{2,3}/[0-9]{3,4}/[0-9]{4,5}|[0-9]{5}/[0-9]{5}|[0-9]{3} [0-9]{3} [0-9]{5}|0[0-9]{2} [0-9]{3} [0-9]{5}|[0-9]{13}|[0-9]{10,11}",
    check,
    context: &["steuernummer", "steuer-nr", "steuernr", "st.-nr", "st.nr", "stnr"],
    context_required: true,
    positives: &[
        ("Steuernummer: 181/815/08155", "18181508155"),
        ("St.-Nr. 93815/08152", "9381508152"),
        ("Steuer-Nr. １８１／８１５／０８１５５", "18181508155"),
        ("Steuernummer 5133081508159", "5133081508159"),
    ],
    near_misses: &[
        "Auftrag 181/815/08155",
        "Steuernummer 136695978",
        "Steuernummer 5133181508159",
        "Steuernummer 181/815/0815512",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let number = compact(text).filter(|number| all_digits(number))?;
    let valid = match number.len() {
        10 | 11 => true,
        13 => digit(&number, 4) == Some(0) && is_office(part(&number, 0..2)?),
        _ => false,
    };
    valid.then(|| passed(number, 0.5, "structure"))
}

/// The first digits of the federal tax office numbers, by federal state.
fn is_office(head: u32) -> bool {
    matches!(head, 10 | 11 | 21..=24 | 26..=28 | 30..=32 | 40 | 41 | 50..=59 | 90..=99)
}

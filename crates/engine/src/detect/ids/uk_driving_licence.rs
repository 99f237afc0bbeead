//! The British driving licence number (16 characters from surname, date of birth and initials;
//! DVLA, INF1D).

use super::sums::{compact, part, passed};
use crate::detect::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "uk_driving_licence",
    field: Field::DriverLicence,
    scheme: None,
    pattern: r"(?-u:\b)([A-Z][A-Z9]{4}[ ]?[0-9]{6}[ ]?[A-Z][A-Z9][A-Z0-9][A-Z]{2})(?-u:\b)",
    check,
    context: &["licence", "license", "driver", "driving", "dvla"],
    context_required: false,
    positives: &[
        ("Driving licence MORGA657054SM9IJ", "MORGA657054SM9IJ"),
        ("Licence no. ＭＯＲＧＡ６５７０５４ＳＭ９ＩＪ", "MORGA657054SM9IJ"),
        ("DVLA MORGA 657054 SM9IJ", "MORGA657054SM9IJ"),
    ],
    near_misses: &["MORGA673054SM9IJ", "MORGA657394SM9IJ", "MORGA657054SM9IJK", "M9RGA657054SM9IJ"],
};

fn check(text: &str) -> Option<Checked> {
    let number = compact(text).filter(|number| number.len() == 16)?;
    let (surname, rest) = number.split_at_checked(5)?;
    let month = part(rest, 1..3)?;
    let letters = surname.trim_end_matches('9');
    let valid = !letters.contains('9')
        && matches!(month, 1..=12 | 51..=62)
        && matches!(part(rest, 3..5)?, 1..=31);
    valid.then(|| passed(number, 0.85, "structure, date"))
}

//! The number of a Medicare beneficiary: eleven signs of digits and letters in fixed places, without
//! the letters S, L, O, I, B and Z (Centers for Medicare and Medicaid Services).

use super::sums::{compact, passed};
use crate::detect::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "us_mbi",
    field: Field::HealthInsurance,
    scheme: None,
    pattern: r"(?-u:\b)([1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9][0-9]-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9][0-9]-?[AC-HJKMNP-RT-Y]{2}[0-9]{2})(?-u:\b)",
    check,
    context: &["medicare", "mbi", "beneficiary"],
    context_required: false,
    positives: &[
        ("Medicare 1EG4-TE5-MK73", "1EG4TE5MK73"),
        ("MBI: １ＥＧ４ＴＥ５ＭＫ７３", "1EG4TE5MK73"),
        ("covered under 7AU6-DA5-HG75 since", "7AU6DA5HG75"),
    ],
    near_misses: &["Part 1EG4-TE5-MK7", "1SG4-TE5-MK73", "0EG4-TE5-MK73"],
};

fn check(text: &str) -> Option<Checked> {
    let number = compact(text).filter(|number| number.len() == 11)?;
    Some(passed(number, 0.8, "structure"))
}

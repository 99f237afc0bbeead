//! The Singaporean identity numbers NRIC and FIN (series S, T, F, G, M): seven digits and a check
//! letter (Immigration & Checkpoints Authority; the letter tables are common knowledge).

use super::sums::{compact, letter, part, passed, weighted};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "sg_nric",
    field: Field::NationalId,
    scheme: Some(Scheme::SgNric),
    pattern: r"(?-u:\b)([STFGMstfgm][0-9]{7}[A-Za-z])(?-u:\b)",
    check,
    context: &["nric", "identity card", "work permit", "fin no", "fin:", "fin number", "singapore"],
    context_required: true,
    positives: &[
        ("NRIC: S1234567D", "S1234567D"),
        ("NRIC No. Ｓ１２３４５６７Ｄ", "S1234567D"),
        ("FIN No. g1234567x", "G1234567X"),
    ],
    near_misses: &["NRIC: S1234567A", "Part S1234567D", "NRIC: S12345678D", "NRIC: A1234567D"],
};

fn check(text: &str) -> Option<Checked> {
    let number = compact(text).filter(|number| number.len() == 9)?;
    let body = number.get(1..8)?;
    part(body, 0..7)?;
    let (offset, table) = match number.chars().next()? {
        'S' => (0, "JZIHGFEDCBA"),
        'T' => (4, "JZIHGFEDCBA"),
        'F' => (0, "XWUTRQPNMLK"),
        'G' => (4, "XWUTRQPNMLK"),
        'M' => (3, "XWUTRQPNJLK"),
        _ => return None,
    };
    let sum = weighted(body, &[2, 7, 6, 5, 4, 3, 2]) + offset;
    let valid = number.chars().last() == letter(table, sum % 11);
    valid.then(|| passed(number, 0.8, "check letter mod 11"))
}

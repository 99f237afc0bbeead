//! The Irish Personal Public Service number: seven digits, a check letter modulo 23, a second
//! letter since 2013 (Social Welfare Consolidation Act 2005; Department of Social Protection).

use super::sums::{compact, letter, part, passed, weighted};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "ie_pps",
    field: Field::NationalId,
    scheme: Some(Scheme::IePps),
    pattern: r"([0-9]{7}[ ]?[A-Wa-w][ ]?[A-IWTXa-iwtx]?)(?-u:\b)",
    check,
    context: &["pps", "ppsn", "personal public service"],
    context_required: true,
    positives: &[
        ("PPS No. 1234567T", "1234567T"),
        ("PPSN １２３４５６７Ｔ", "1234567T"),
        ("PPSN: 1234567FA", "1234567FA"),
    ],
    near_misses: &["PPSN: 1234567A", "Part 1234567T", "PPSN: 12345678T", "PPSN: 1234567TTT"],
};

fn check(text: &str) -> Option<Checked> {
    let number = compact(text).filter(|number| (8..=9).contains(&number.len()))?;
    let second = match number.chars().nth(8) {
        None | Some('W' | 'T' | 'X') => 0,
        Some(c @ 'A'..='I') => u32::from(c) - u32::from('A') + 1,
        Some(_) => return None,
    };
    part(&number, 0..7)?;
    let sum = weighted(&number, &[8, 7, 6, 5, 4, 3, 2]) + second * 9;
    let valid = number.chars().nth(7) == letter("WABCDEFGHIJKLMNOPQRSTUV", sum % 23);
    valid.then(|| passed(number, 0.85, "check letter mod 23"))
}

//! The Croatian personal identification number (OIB, 11 digits) with its check digit ISO/IEC 7064
//! MOD 11,10 (OIB Act of 2008). Companies carry the same kind, so the confidence is modest.

use super::sums::{mod_11_10, number, passed, varied};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "hr_oib",
    field: Field::NationalId,
    scheme: Some(Scheme::HrOib),
    pattern: r"[0-9]{11}",
    check,
    context: &["oib", "osobni identifikacijski"],
    context_required: true,
    positives: &[
        ("OIB: 33392005961", "33392005961"),
        ("OIB ３３３９２００５９６１", "33392005961"),
        ("Osobni identifikacijski broj 33392005961", "33392005961"),
    ],
    near_misses: &["OIB: 33392005962", "Narudžba 33392005961", "OIB: 333920059611"],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text.trim_start_matches("HR"), 11)?;
    (varied(&number) && mod_11_10(&number)).then(|| passed(number, 0.65, "check digit mod 11,10"))
}

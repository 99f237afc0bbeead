//! The Israeli identity number (mispar zehut, up to nine digits, Luhn digit; Population Registry
//! Law 5725-1965).

use super::sums::{all_digits, compact, passed, varied};
use crate::detect::{Checked, Detector, luhn};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "il_id",
    field: Field::NationalId,
    scheme: Some(Scheme::IlId),
    pattern: r"[0-9]{7,8}-?[0-9]",
    check,
    context: &["teudat zehut", "mispar zehut", "תעודת זהות", "ת.ז", "מספר זהות", "israeli id"],
    context_required: true,
    positives: &[
        ("Teudat zehut: 3933742-3", "039337423"),
        ("ת.ז. 039337423", "039337423"),
        ("Israeli ID ０３９３３７４２３", "039337423"),
    ],
    near_misses: &["Teudat zehut: 3933742-4", "Order 039337423", "Israeli ID 0393374231"],
};

fn check(text: &str) -> Option<Checked> {
    let number = compact(text).filter(|number| all_digits(number))?;
    let valid = (8..=9).contains(&number.len()) && varied(&number) && luhn(&number);
    valid.then(|| passed(format!("{number:0>9}"), 0.8, "luhn"))
}

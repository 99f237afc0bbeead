//! The Vietnamese personal identity number in its use as tax code, as it is since July 2025
//! (Circular 86/2024/TT-BTC): twelve digits next to the words of a person's tax code.

use super::sums::{number, part, passed};
use super::vn_mst::PERSONAL;
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "vn_tax_id",
    field: Field::NationalId,
    scheme: Some(Scheme::VnCccd),
    pattern: r"0[0-9]{11}|0[0-9]{2} [0-9]{3} [0-9]{3} [0-9]{3}",
    check,
    context: PERSONAL,
    context_required: true,
    positives: &[
        ("MST cá nhân: 079085001234", "079085001234"),
        ("Mã số thuế cá nhân ０７９０８５００１２３４", "079085001234"),
        ("MST TNCN 001 199 012 345", "001199012345"),
    ],
    near_misses: &["MST: 079085001234", "MST cá nhân: 0790850012345", "MST cá nhân: 999085001234"],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 12)?;
    let valid = matches!(part(&number, 0..3)?, 1..=96);
    valid.then(|| passed(number, 0.8, "structure"))
}

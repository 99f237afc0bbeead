//! The Japanese passport number: two letters and seven digits (Passport Act, enforcement rules;
//! Ministry of Foreign Affairs, sample of the ordinary passport).

use super::sums::{all_digits, all_letters, compact, passed};
use crate::detect::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "jp_passport",
    field: Field::Passport,
    scheme: None,
    pattern: r"(?-u:\b)([A-Za-z]{2}[0-9]{7})(?-u:\b)",
    check,
    context: &["旅券", "パスポート", "passport", "hộ chiếu", "护照"],
    context_required: true,
    positives: &[
        ("旅券番号：TK1234567", "TK1234567"),
        ("パスポート番号 ＴＫ１２３４５６７", "TK1234567"),
        ("Passport No. tz0123456", "TZ0123456"),
    ],
    near_misses: &[
        "型番 TK1234567",
        "旅券番号 TK12345678",
        "旅券番号 TKA1234567",
        "旅券番号 TK0000000",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let number = compact(text).filter(|number| number.len() == 9)?;
    let (letters, serial) = number.split_at_checked(2)?;
    let valid = all_letters(letters) && all_digits(serial) && serial != "0000000";
    valid.then(|| passed(number, 0.75, "structure"))
}

//! The Vietnamese passport number: a letter of the series and seven digits, or P and eight since
//! 2022 (Circular 73/2021/TT-BCA).

use super::sums::{all_digits, compact, passed, varied};
use crate::detect::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "vn_passport",
    field: Field::Passport,
    scheme: None,
    pattern: r"(?-u:\b)([BCDENSbcdens][0-9]{7}|[Pp][0-9]{7,8})(?-u:\b)",
    check,
    context: &["hộ chiếu", "ho chieu", "passport", "旅券", "パスポート"],
    context_required: true,
    positives: &[
        ("Số hộ chiếu: C1234567", "C1234567"),
        ("Hộ chiếu số Ｂ１２３４５６７", "B1234567"),
        ("Passport no. P01234567", "P01234567"),
    ],
    near_misses: &[
        "Mã hàng C1234567",
        "Hộ chiếu CC12345678",
        "Hộ chiếu C123456789",
        "Hộ chiếu B0000000",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let number = compact(text).filter(|number| (8..=9).contains(&number.len()))?;
    let (series, serial) = number.split_at_checked(1)?;
    let length = if series == "P" { 7..=8 } else { 7..=7 };
    let valid = "BCDENPS".contains(series)
        && length.contains(&serial.len())
        && all_digits(serial)
        && varied(serial);
    valid.then(|| passed(number, 0.7, "structure"))
}

//! The Vietnamese social insurance number (mã số BHXH, 10 digits; Decision 595/QĐ-BHXH of 2017).
//! From August 2025 on the personal identity number takes its place.

use super::sums::{number, passed, varied};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "vn_bhxh",
    field: Field::HealthInsurance,
    scheme: Some(Scheme::VnBhxh),
    pattern: r"(?i)(?:bhxh|bảo hiểm xã hội|bao hiem xa hoi|social insurance|社会保険番号)[^0-9\n;|]{0,16}([0-9]{10}|[0-9]{2} [0-9]{2} [0-9]{6})(?:$|[^0-9])|(?i)số sổ(?: bhxh| bảo hiểm)?[ :.]{1,4}([0-9]{10}|[0-9]{2} [0-9]{2} [0-9]{6})(?:$|[^0-9])",
    check,
    context: &[
        "bhxh",
        "bảo hiểm xã hội",
        "bao hiem xa hoi",
        "social insurance",
        "社会保険番号",
        "số sổ",
    ],
    context_required: true,
    positives: &[
        ("Mã số BHXH: 0123456789", "0123456789"),
        ("Sổ bảo hiểm xã hội số ７９１２３４５６７８", "7912345678"),
        ("BHXH 7912345678", "7912345678"),
        ("ベトナムの社会保険番号 4014728836 の記載", "4014728836"),
        ("đủ tuổi; số sổ BHXH 74 08 346830", "7408346830"),
    ],
    near_misses: &[
        "Mã hàng 0123456789",
        "BHXH: 01234567890",
        "BHXH: 0000000000",
        "BHXH: 123456789",
        "Số sổ tiết kiệm: 1234567890",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 10)?;
    varied(&number).then(|| passed(number, 0.7, "structure"))
}

//! The Vietnamese citizen identity number (12 digits). Its structure (province, century and sex,
//! year of birth; Circular 59/2021/TT-BCA) is a hint only since the Identity Law of July 2024.

use super::{Checked, Detector, digits};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "vn_cccd",
    field: Field::NationalId,
    scheme: Some(Scheme::VnCccd),
    pattern: r"0[0-9]{11}|0[0-9]{2} [0-9]{3} [0-9]{3} [0-9]{3}",
    check,
    context: &[
        "cccd",
        "căn cước",
        "can cuoc",
        "số định danh",
        "mã định danh",
        "cc ",
        "giấy tờ tùy thân",
    ],
    context_required: true,
    positives: &[
        ("Số CCCD: 079085001234", "079085001234"),
        ("căn cước công dân số 001 199 012 345", "001199012345"),
        ("Lái xe P. V. Lao, CC 034076011928", "034076011928"),
        ("Danh sách CCCD\n1  Vũ Thị Ngoan  035179002264", "035179002264"),
    ],
    near_misses: &[
        "MST 079085001234",
        "CCCD 0790850012345",
        "đơn hàng 079085001234",
        "CCCD\nSố tài khoản 079985001234",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let number = digits(text);
    let province: u32 = number.get(..3)?.parse().ok()?;
    let confidence = if (1..=96).contains(&province) { 0.8 } else { 0.6 };
    (number.len() == 12).then_some(Checked {
        normalized: number,
        confidence,
        validator: Some("structure"),
    })
}

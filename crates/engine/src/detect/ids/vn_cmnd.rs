//! The former Vietnamese identity card number (CMND, 9 digits from the province on; Decree
//! 05/1999/NĐ-CP, out of use since January 2025 but still in old papers).

use super::sums::{number, passed, varied};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "vn_cmnd",
    field: Field::NationalId,
    scheme: Some(Scheme::VnCmnd),
    pattern: r"(?i)(?:cmnd|cmt|chứng minh(?: nhân dân| thư)?|chung minh nhan dan|(?:id|identity) card)[^0-9\n;|]{0,16}([0-9]{9}|[0-9]{3} [0-9]{3} [0-9]{3})",
    check,
    context: &["cmnd", "cmt", "chứng minh", "chung minh nhan dan", "id card", "identity card"],
    context_required: true,
    positives: &[
        ("Số CMND: 012345678", "012345678"),
        ("Chứng minh nhân dân số ２７３４５６７８９", "273456789"),
        ("CMT 273 456 789 cấp ngày 05/08/2010", "273456789"),
    ],
    near_misses: &["Mã hàng 012345678", "CMND: 0123456789", "CMND: 000000000", "CMND: 12345678"],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 9)?;
    varied(&number).then(|| passed(number, 0.7, "structure"))
}

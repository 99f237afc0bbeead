//! The Korean resident registration number (주민등록번호, 13 digits): date of birth, sex and
//! century, check digit (Resident Registration Act, enforcement rules, article 2). Numbers given
//! since October 2020 end in six random digits.

use super::sums::{digit, number, part, passed, real_date, weighted};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "kr_rrn",
    field: Field::NationalId,
    scheme: Some(Scheme::KrRrn),
    pattern: r"[0-9]{6}[ ]?-?[ ]?[0-9]{7}",
    check,
    context: &[
        "주민등록번호",
        "주민번호",
        "외국인등록번호",
        "등록번호",
        "住民登録番号",
        "rrn",
        "resident registration",
        "주민",
        "định danh",
        "đăng ký cư trú",
        "hàn quốc",
        "korea",
        "韓国",
    ],
    context_required: true,
    positives: &[
        ("주민등록번호: 800101-1234560", "8001011234560"),
        ("주민번호 ８００１０１－１２３４５６０", "8001011234560"),
        ("Resident registration no. 8001011234560", "8001011234560"),
        ("외국인등록번호 211105-7123456", "2111057123456"),
        ("quốc tịch Hàn Quốc, số định danh 800101-1234560", "8001011234560"),
    ],
    near_misses: &[
        "주민등록번호: 800101-1234566",
        "품번 800101-1234560",
        "주민등록번호: 801301-1234567",
        "주민등록번호: 800101-12345678",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 13)?;
    let century = match digit(&number, 6)? {
        9 | 0 => 1800,
        1 | 2 | 5 | 6 => 1900,
        _ => 2000,
    };
    let (year, month) = (century + part(&number, 0..2)?, part(&number, 2..4)?);
    let dated = real_date(year, month, part(&number, 4..6)?);
    let sum = weighted(&number, &[2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]);
    let sums_up = (11 - sum % 11) % 10 == digit(&number, 12)?;
    match (dated, sums_up) {
        (true, true) => Some(passed(number, 0.8, "date, check digit mod 11")),
        (true, false) if (year, month) >= (2020, 10) => Some(passed(number, 0.6, "date")),
        _ => None,
    }
}

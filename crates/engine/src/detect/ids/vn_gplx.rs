//! The Vietnamese driving licence number (12 digits since 2012: issuing place, sex and century,
//! year, serial; Circular 12/2017/TT-BGTVT).

use super::sums::{number, part, passed, varied};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "vn_gplx",
    field: Field::DriverLicence,
    scheme: Some(Scheme::VnGplx),
    pattern: r"(?i)(?:(?:gplx|giấy phép lái xe|giay phep lai xe|bằng lái(?: xe)?|bang lai(?: xe)?|số bằng|so bang)(?:[^0-9\n;|]{0,16}|[^0-9\n;|]{0,10} [A-F][12E]?(?-u:\b)[^0-9\n;|]{0,8})|(?:bằng|bang) (?:hạng |hang )?[A-F][12E]? (?:em )?(?:số|so) )([0-9](?:[ .]?[0-9]){11})",
    check,
    context: &["gplx", "giấy phép lái xe", "giay phep lai xe", "bằng", "bang"],
    context_required: true,
    positives: &[
        ("Số GPLX: 790123456789", "790123456789"),
        ("Giấy phép lái xe số ０１０１２３４５６７８９", "010123456789"),
        ("Bằng lái xe hạng B: 790123456789", "790123456789"),
        ("GPLX hạng B2 số 740197296343", "740197296343"),
        ("bằng lái hạng D số 7201 6585 2727, đt 0907 910 908", "720165852727"),
        ("bang C em so 310176330161 moi di thi", "310176330161"),
    ],
    near_misses: &[
        "Mã vận đơn 790123456789",
        "GPLX: 990123456789",
        "GPLX: 7901234567890",
        "GPLX: 79012345678",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 12)?;
    let valid = matches!(part(&number, 0..2)?, 1..=97) && varied(&number);
    valid.then(|| passed(number, 0.75, "structure"))
}

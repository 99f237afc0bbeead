//! Passport numbers of further states next to the word: nine digits (United States, United
//! Kingdom), or a letter with seven or eight digits (new US books, Korea, China, India, Germany's
//! neighbours; ICAO Doc 9303 part 4, field "document number").

use super::sums::{all_digits, compact, passed, varied};
use crate::detect::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "passport",
    field: Field::Passport,
    scheme: None,
    pattern: r"(?i:passport|パスポート|旅券|hộ chiếu|护照|護照|여권|reisepass|passeport|pasaporte)[^0-9\n;|]{0,16}?(?-u:\b)([A-Z]?[0-9]{9}|[A-Z][0-9]{7,8}|[A-Z]{2}[0-9]{6})(?-u:\b)",
    check,
    context: &[
        "passport",
        "パスポート",
        "旅券",
        "hộ chiếu",
        "护照",
        "護照",
        "여권",
        "reisepass",
        "passeport",
        "pasaporte",
    ],
    context_required: true,
    positives: &[
        ("US passport number: 340020013", "340020013"),
        ("여권번호 M12345678", "M12345678"),
        ("护照号 Ｇ１２３４５６７８", "G12345678"),
        ("Passport No. A12345678", "A12345678"),
    ],
    near_misses: &[
        "Part 340020013",
        "Passport 3400200131",
        "Passport 000000000",
        "Order A12345678",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let number = compact(text)?;
    let serial = number.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = number.len() - serial.len();
    let valid = match letters {
        0 => serial.len() == 9,
        1 => (7..=9).contains(&serial.len()),
        2 => serial.len() == 6,
        _ => false,
    };
    (valid && all_digits(serial) && varied(serial)).then(|| passed(number, 0.65, "structure"))
}

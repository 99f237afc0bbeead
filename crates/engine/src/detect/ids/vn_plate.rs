//! Vietnamese vehicle plates: province, series, four or five digits (Circular 79/2024/TT-BCA).

use super::sums::{part, passed};
use crate::detect::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "vn_plate",
    field: Field::VehiclePlate,
    scheme: None,
    pattern: r"([1-9][0-9][ ]?-?[ ]?[A-Za-z]{1,2}[0-9]?[ ]?[\- ][ ]?[0-9]{3}[.]?[0-9]{1,2}|[1-9][0-9][A-Za-z]{1,2}[0-9]{4,6})",
    check,
    context: &[
        "biển số",
        "bien so",
        "biển kiểm soát",
        "bks",
        "biển xe",
        "license plate",
        "plate no",
        "plate",
        "biển",
        "xe máy",
        "số xe",
        "so xe",
        "bs:",
        "phương tiện",
        "xe:",
        "xe ",
        "car ",
    ],
    context_required: true,
    positives: &[
        ("Biển số xe: 29A-123.45", "29A12345"),
        ("BKS ５１Ｆ－１２３４５", "51F12345"),
        ("biển số 59-B1 123.45", "59B112345"),
    ],
    near_misses: &[
        "Mã hàng 29A-123.45",
        "Biển số: 13A-123.45",
        "Biển số: 29A-123.456",
        "Biển số: 09A-123.45",
    ],
};

/// Written with its full stop it is a plate wherever it stands.
pub const DOTTED: Detector = Detector {
    name: "vn_plate_dotted",
    field: Field::VehiclePlate,
    scheme: None,
    pattern: r"(?-u:\b)([1-9][0-9][ ]?-?[ ]?[A-Z]{1,2}[0-9]?[ ]?[\- ][ ]?[0-9]{3}\.[0-9]{2})(?-u:\b)",
    check,
    context: &["biển số", "bien so", "bks", "bsx", "xe"],
    context_required: false,
    positives: &[
        ("| 15C-284.17 | Nguyen Bach Dang |", "15C28417"),
        ("chồng chở 61-G1-157.84", "61G115784"),
        ("４３A 556.14", "43A55614"),
    ],
    near_misses: &[
        "Mã hàng 29A-123.45",
        "13A-123.45",
        "29A-123.456",
        "29-123.45",
        "rơ moóc 15R-184.20",
        "15H-000.01",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let plate = super::sums::compact(text)?;
    let series: String = plate.chars().skip(2).take_while(char::is_ascii_uppercase).collect();
    let serial = plate.chars().rev().take_while(char::is_ascii_digit).count();
    // A trailer carries nobody, and `000.01` is a sample's.
    let valid = matches!(part(&plate, 0..2)?, 11 | 12 | 14..=99)
        && (1..=2).contains(&series.len())
        && series != "R"
        && !plate.get(plate.len() - serial..)?.starts_with("000")
        && (4..=6).contains(&serial);
    valid.then(|| passed(plate, 0.75, "province and series"))
}

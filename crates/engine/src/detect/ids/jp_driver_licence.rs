//! The Japanese driving licence number (12 digits): public safety commission, year, serial, check
//! digit, number of reissues. The check digit (modulo 11) is described in prefectural police
//! directives only, so a wrong one lowers the confidence and does not refuse.

use super::sums::{digit, number, part, passed, varied, weighted};
use crate::detect::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "jp_driver_licence",
    field: Field::DriverLicence,
    scheme: None,
    pattern: r"[0-9]{4}[ \-]?[0-9]{4}[ \-]?[0-9]{4}",
    check,
    context: &["免許証", "免許番号", "運転免許", "driver", "driving licen", "自動車免許", "免許"],
    context_required: true,
    positives: &[
        ("運転免許証番号：309012345620", "309012345620"),
        ("免許証番号 第３０９０１２３４５６２０号", "309012345620"),
        ("免許証番号 3090-1234-5620", "309012345620"),
    ],
    near_misses: &[
        "注文番号 309012345620",
        "免許証番号 189012345620",
        "免許証番号 3090123456201",
        "免許証番号 30901234562",
    ],
};

/// As the card prints it; a scan of the card names it far above.
pub const CARD: Detector = Detector {
    name: "jp_driver_licence_card",
    field: Field::DriverLicence,
    scheme: None,
    pattern: r"番号[ ]*第[ ]*([0-9]{12})[ ]*号",
    check: check_card,
    context: &["免許"],
    context_required: false,
    positives: &[
        ("番号 第 309012345620 号", "309012345620"),
        ("番号　第３０９０１２３４５６２０号　令和09年10月28日まで有効", "309012345620"),
        ("条件等 番号第309012345620号", "309012345620"),
    ],
    near_misses: &["番号 第 309012345630 号", "文書番号 第309012345620号", "番号 309012345620"],
};

fn check_card(text: &str) -> Option<Checked> {
    check(text).filter(|checked| checked.confidence > 0.5)
}

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 12)?;
    let known = matches!(
        part(&number, 0..2)?,
        0 | 10..=14 | 20..=25 | 30 | 40..=49 | 50..=55 | 60..=65 | 70..=74 | 80..=83 | 90..=97
    );
    let sum = weighted(&number, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]);
    let sums_up = (11 - sum % 11) % 10 == digit(&number, 10)?;
    let (confidence, validator) =
        if sums_up { (0.8, "commission, check digit mod 11") } else { (0.5, "commission") };
    (known && varied(&number)).then(|| passed(number, confidence, validator))
}

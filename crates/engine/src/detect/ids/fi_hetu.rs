//! The Finnish personal identity code (henkilötunnus): date, sign of the century, serial, check
//! character modulo 31 (Decree 128/2010; further signs since Act 1057/2022).

use super::sums::{letter, part, passed, real_date};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "fi_hetu",
    field: Field::NationalId,
    scheme: Some(Scheme::FiHetu),
    pattern: r"[0-9]{6}[\-+A-FYXWVUa-fyxwvu][0-9]{3}[0-9A-Ya-y](?-u:\b)",
    check,
    context: &["henkilötunnus", "hetu", "personbeteckning", "finnish personal"],
    context_required: true,
    positives: &[
        ("Henkilötunnus: 131052-308T", "131052-308T"),
        ("HETU １３１０５２－３０８Ｔ", "131052-308T"),
        ("hetu 131052-308t", "131052-308T"),
    ],
    near_misses: &[
        "HETU 131052-308U",
        "HETU 310252-308Y",
        "Order 131052-308T",
        "HETU 131052-308TT",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let code = text.trim().to_ascii_uppercase();
    let century = match code.chars().nth(6)? {
        '+' => 1800,
        '-' | 'U'..='Y' => 1900,
        'A'..='F' => 2000,
        _ => return None,
    };
    let (date, serial) = (code.get(..6)?, code.get(7..10)?);
    let value = part(date, 0..6)? * 1000 + part(serial, 0..3)?;
    let valid = code.len() == 11
        && part(serial, 0..3)? >= 2
        && real_date(century + part(date, 4..6)?, part(date, 2..4)?, part(date, 0..2)?)
        && code.chars().last() == letter("0123456789ABCDEFHJKLMNPRSTUVWXY", value % 31);
    valid.then(|| passed(code, 0.9, "date, check character mod 31"))
}

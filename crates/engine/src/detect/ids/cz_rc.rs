//! The Czech and Slovak birth number (rodné číslo): date with 50 (and since 2004 also 20 or 70)
//! added to the month, serial, divisible by 11 since 1954 (Act 133/2000 Sb., § 13; Act 301/1995
//! Z. z.).

use super::sums::{all_digits, compact, digit, part, passed, real_date};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "cz_rc",
    field: Field::NationalId,
    scheme: Some(Scheme::CzRc),
    pattern: r"[0-9]{6} ?/? ?[0-9]{3,4}",
    check,
    context: &["rodné číslo", "rodne cislo", "r.č.", "rč:", "rodné č", "birth number"],
    context_required: true,
    positives: &[
        ("Rodné číslo: 710319/2745", "7103192745"),
        ("r.č. ７１０３１９／２７４５", "7103192745"),
        ("Rodné číslo 991231123", "991231123"),
    ],
    near_misses: &[
        "Rodné číslo: 710319/2746",
        "Objednávka 710319/2745",
        "Rodné číslo 710319/27451",
        "Rodné číslo: 714019/2742",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let number = compact(text).filter(|number| all_digits(number))?;
    let year = part(&number, 0..2)?;
    let year = match (number.len(), year) {
        (9, 54..) => 1800 + year,
        (9, _) | (10, 54..) => 1900 + year,
        (10, _) => 2000 + year,
        _ => return None,
    };
    let month = match part(&number, 2..4)? {
        month @ 71..=82 if year >= 2004 => month - 70,
        month @ 51..=62 => month - 50,
        month @ 21..=32 if year >= 2004 => month - 20,
        month => month,
    };
    let dated = real_date(year, month, part(&number, 4..6)?);
    let valid = dated && (number.len() == 9 || sums_up(&number, year)?);
    valid.then(|| passed(number, 0.85, "date, check digit mod 11"))
}

/// Until 1985 a rest of ten was written as check digit zero.
fn sums_up(number: &str, year: u32) -> Option<bool> {
    let rest = number.get(..9)?.parse::<u64>().ok()? % 11;
    let last = u64::from(digit(number, 9)?);
    Some(rest == last || rest == 10 && last == 0 && year <= 1985)
}

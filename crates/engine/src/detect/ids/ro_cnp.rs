//! The Romanian personal code (CNP, 13 digits): sex and century, date, county, serial, check digit
//! modulo 11 (Law 105/1996; Government Emergency Ordinance 97/2005).

use super::sums::{digit, number, part, passed, real_date, some_date, weighted};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "ro_cnp",
    field: Field::NationalId,
    scheme: Some(Scheme::RoCnp),
    pattern: r"[1-9][0-9]{12}",
    check,
    context: &["cnp", "cod numeric personal", "c.n.p"],
    context_required: true,
    positives: &[
        ("CNP: 1630615123457", "1630615123457"),
        ("CNP １６３０６１５１２３４５７", "1630615123457"),
        ("Cod numeric personal 1630615123457", "1630615123457"),
    ],
    near_misses: &[
        "CNP: 1630615123458",
        "Comanda 1630615123457",
        "CNP: 16306151234571",
        "CNP: 1631615123457",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 13)?;
    let (year, month, day) = (part(&number, 1..3)?, part(&number, 3..5)?, part(&number, 5..7)?);
    let dated = match digit(&number, 0)? {
        1 | 2 => real_date(1900 + year, month, day),
        3 | 4 => real_date(1800 + year, month, day),
        5 | 6 => real_date(2000 + year, month, day),
        0 => false,
        _ => some_date(year, month, day),
    };
    let county = matches!(part(&number, 7..9)?, 1..=48 | 51 | 52 | 70 | 80..=83);
    let rest = weighted(&number, &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
    let valid = dated && county && (if rest == 10 { 1 } else { rest }) == digit(&number, 12)?;
    valid.then(|| passed(number, 0.9, "date, county, check digit mod 11"))
}

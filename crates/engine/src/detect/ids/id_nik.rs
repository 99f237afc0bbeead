//! The Indonesian population number (NIK, 16 digits): region, date of birth with 40 added to a
//! woman's day, serial (Law 23/2006, article 13; Regulation 37/2007, article 37).

use super::sums::{number, part, passed, some_date};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "id_nik",
    field: Field::NationalId,
    scheme: Some(Scheme::IdNik),
    pattern: r"[1-9][0-9]{5}[. ]?[0-9]{6}[. ]?[0-9]{4}|[1-9][0-9]{3}[ \-][0-9]{4}[ \-][0-9]{4}[ \-][0-9]{4}",
    check,
    context: &["nik:", "nik ", "no. ktp", "no ktp", "ktp", "nomor induk"],
    context_required: true,
    positives: &[
        ("NIK: 3171011708450001", "3171011708450001"),
        ("No. KTP ３１７１０１１７０８４５０００１", "3171011708450001"),
        ("NIK 317101 570845 0001", "3171015708450001"),
    ],
    near_misses: &[
        "NIK: 3171013208450001",
        "Pesanan 3171011708450001",
        "NIK: 31710117084500011",
        "NIK: 0171011708450001",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 16)?;
    let day = part(&number, 6..8)?;
    let day = if day > 40 { day - 40 } else { day };
    let valid = matches!(part(&number, 0..2)?, 11..=19 | 21 | 31..=36 | 51..=53 | 61..=65
        | 71..=76 | 81 | 82 | 91..=97)
        && some_date(part(&number, 10..12)?, part(&number, 8..10)?, day)
        && part(&number, 12..16)? > 0;
    valid.then(|| passed(number, 0.85, "region, date"))
}

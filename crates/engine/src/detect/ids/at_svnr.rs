//! The Austrian social insurance number (serial, check digit modulo 11, date of birth as ddmmyy;
//! ASVG § 460d; Dachverband der Sozialversicherungsträger).

use super::sums::{digit, number, part, passed, some_date, weighted};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "at_svnr",
    field: Field::NationalId,
    scheme: Some(Scheme::AtSvnr),
    pattern: r"[1-9][0-9]{3}[ \-/]?[0-9]{6}",
    check,
    context: &[
        "svnr",
        "sv-nr",
        "sv-nummer",
        "sozialversicherung",
        "vers.-nr",
        "versicherungsnummer",
    ],
    context_required: true,
    positives: &[
        ("SVNR: 1237 010180", "1237010180"),
        ("Sozialversicherungsnummer １２３７ ０１０１８０", "1237010180"),
        ("SV-Nr. 1237010180", "1237010180"),
    ],
    near_misses: &["SVNR: 2237 010180", "Auftrag 1237 010180", "SVNR: 1237 0101801"],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 10)?;
    let (day, month, year) = (part(&number, 4..6)?, part(&number, 6..8)?, part(&number, 8..10)?);
    let dated = some_date(year, month, day) || (13..=15).contains(&month) && day <= 31;
    let rest = weighted(&number, &[3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11;
    let valid = !number.starts_with('0') && dated && rest == digit(&number, 3)?;
    valid.then(|| passed(number, 0.85, "date, check digit mod 11"))
}

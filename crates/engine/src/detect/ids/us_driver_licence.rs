//! US driving licence numbers next to their words: up to two letters and 6 to 14 digits, as the
//! states write them (AAMVA, DL/ID card design standard, annex on jurisdictions).

use super::sums::{all_digits, compact, passed, varied};
use crate::detect::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "us_driver_licence",
    field: Field::DriverLicence,
    scheme: None,
    pattern: r"(?i)(?:driver'?s?'? lic(?:en[cs]e|\.)?|driving lic(?:en[cs]e|\.)?|(?-u:\b)c?dl ?(?:no|number|#)|(?-u:\b)c?dl:|(?-u:\b)oln[ .]*:|(?-u:\b)mvr:?|his licen[cs]e|her licen[cs]e)(?: (?:number|no|num|id))?[ .:#]{0,4}(?:\([a-z]{2}\)|[a-z]{2}(?:-|: ?| ))?[ ]?([a-z]{0,2}[0-9][0-9 \-]{4,18}[0-9])(?-u:\b)",
    check,
    context: &[
        "license",
        "licence",
        "dl no",
        "dl number",
        "dl #",
        "dl#",
        "dl:",
        "lic.",
        "oln",
        "mvr",
    ],
    context_required: true,
    positives: &[
        ("Driver's License: D1234567", "D1234567"),
        ("Driver License No. CA Ｄ１２３４５６７", "D1234567"),
        ("DL# S123-4567-8901", "S12345678901"),
        ("Driver's license number 123456789", "123456789"),
    ],
    near_misses: &[
        "Part D1234567",
        "Driver's license: D123",
        "License key D1234567",
        "Driver's license D0000000",
        "Driver's license 20-06-2016",
    ],
};

/// A letter and twelve digits, as Florida, Maryland, Michigan and Minnesota write them, behind a shorter word.
pub const LONG: Detector = Detector {
    name: "us_driver_licence_long",
    field: Field::DriverLicence,
    scheme: None,
    pattern: r"(?i)(?-u:\b)lic(?:en[cs]e|\.)?(?: ?(?:no\.?|number|#))?[ .:#\[]{1,4}(?:[A-Z]{2} )?((?-i:[A-Z])[ \-]?[0-9]{3}[ \-]?[0-9]{3}[ \-]?[0-9]{3}[ \-]?[0-9]{3})(?-u:\b)",
    check,
    context: &["lic"],
    context_required: true,
    positives: &[
        ("Can you drive? yes  Lic # [ F623144785399 ]", "F623144785399"),
        ("license T415596642849 for rental", "T415596642849"),
        ("Lic. MI H１６２-198-276-194", "H162198276194"),
    ],
    near_misses: &["License key F623144785399", "Lic # F62314478539", "slick F623144785399"],
};

fn check(text: &str) -> Option<Checked> {
    let number = compact(text)?;
    let serial = number.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = number.len() - serial.len();
    let date = crate::detect::normalize_date(text).is_some();
    let valid = letters <= 2 && (6..=14).contains(&serial.len()) && all_digits(serial) && !date;
    (valid && varied(serial)).then(|| passed(number, 0.65, "structure"))
}

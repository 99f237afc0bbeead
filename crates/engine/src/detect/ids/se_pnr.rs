//! The Swedish personal number and coordination number (day raised by 60): date, serial, Luhn digit
//! (Skatteverket, SKV 704 and SKV 707). A plus sign stands for a person over a hundred.

use super::sums::{number, part, passed, some_date};
use crate::detect::{Checked, Detector, luhn};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "se_pnr",
    field: Field::NationalId,
    scheme: Some(Scheme::SePnr),
    pattern: r"(?:19|20)?[0-9]{6}[\-+]?[0-9]{4}",
    check,
    context: &["personnummer", "samordningsnummer", "pers.nr", "persnr", "swedish personal"],
    context_required: true,
    positives: &[
        ("Personnummer: 880320-0016", "880320-0016"),
        ("Personnummer ８８０３２０－００１６", "880320-0016"),
        ("Persnr 19811218-9876", "811218-9876"),
    ],
    near_misses: &[
        "Personnummer 880320-0018",
        "Order 880320-0016",
        "Personnummer 880320-00161",
        "Personnummer 881320-0014",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let sign = if text.contains('+') { '+' } else { '-' };
    let plain = text.replace('+', "-");
    let whole = number(&plain, 10).or_else(|| number(&plain, 12))?;
    let short = whole.get(whole.len().checked_sub(10)?..)?;
    let (date, serial) = short.split_at_checked(6)?;
    let day = part(date, 4..6)?;
    let day = if day > 60 { day - 60 } else { day };
    let valid = some_date(part(date, 0..2)?, part(date, 2..4)?, day) && luhn(short);
    valid.then(|| passed(format!("{date}{sign}{serial}"), 0.85, "date, luhn"))
}

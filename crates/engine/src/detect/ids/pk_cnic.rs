//! The Pakistani identity card number (CNIC, 13 digits as 5-7-1): province, division, serial, sex
//! (NADRA Ordinance 2000; CNIC format).

use super::sums::{number, part, passed};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "pk_cnic",
    field: Field::NationalId,
    scheme: Some(Scheme::PkCnic),
    pattern: r"[1-7][0-9]{4}-?[0-9]{7}-?[0-9]",
    check,
    context: &["cnic", "nadra", "national identity"],
    context_required: true,
    positives: &[
        ("CNIC: 34201-0891231-8", "3420108912318"),
        ("CNIC No. ４２２０１－０３９７６４０－８", "4220103976408"),
        ("cnic 3420108912318", "3420108912318"),
    ],
    near_misses: &[
        "CNIC: 94201-0891231-8",
        "Order 34201-0891231-8",
        "CNIC: 34201-0891231-88",
        "CNIC: 34201-0891231-0",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 13)?;
    let valid = matches!(part(&number, 0..1)?, 1..=7) && part(&number, 12..13)? > 0;
    valid.then(|| passed(number, 0.75, "province and sex"))
}

//! The Malaysian identity card number (MyKad, 12 digits): date of birth, place of birth, serial
//! (National Registration Department, state and country codes).

use super::sums::{number, part, passed, some_date};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "my_nric",
    field: Field::NationalId,
    scheme: Some(Scheme::MyNric),
    pattern: r"[0-9]{6}[ \-]?[0-9]{2}[ \-]?[0-9]{4}",
    check,
    context: &["mykad", "kad pengenalan", "nric", "no. kp", "no kp", "ic no", "i/c no"],
    context_required: true,
    positives: &[
        ("No. Kad Pengenalan: 770305-02-1234", "770305021234"),
        ("MyKad ７７０３０５－０２－１２３４", "770305021234"),
        ("IC No. 770305021234", "770305021234"),
    ],
    near_misses: &[
        "MyKad 771305-02-1234",
        "Order 770305-02-1234",
        "MyKad 770305-00-1234",
        "MyKad 770305-02-12345",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 12)?;
    let place = part(&number, 6..8)?;
    let used = !matches!(place, 0 | 17..=20 | 69 | 70 | 73 | 80 | 81 | 94..=97);
    let dated = some_date(part(&number, 0..2)?, part(&number, 2..4)?, part(&number, 4..6)?);
    (used && dated).then(|| passed(number, 0.75, "date, place of birth"))
}

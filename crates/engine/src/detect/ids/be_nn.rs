//! The Belgian national number (rijksregisternummer) and the BIS number, whose month is raised by
//! 20 or 40: date, serial, two check digits modulo 97, with a 2 in front since 2000 (Royal Decree
//! of 3 April 1984).

use super::sums::{number, part, passed, some_date};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "be_nn",
    field: Field::NationalId,
    scheme: Some(Scheme::BeNn),
    pattern: r"[0-9]{2}[. ]?[0-9]{2}[. ]?[0-9]{2}[\- ]?[0-9]{3}[. ]?[0-9]{2}",
    check,
    context: &[
        "rijksregister",
        "registre national",
        "numéro national",
        "nationaal nummer",
        "insz",
        "niss",
        "nationalregister",
        "bis-nummer",
    ],
    context_required: true,
    positives: &[
        ("Rijksregisternummer: 85.07.30-033.28", "85073003328"),
        ("NISS ８５０７３００３３２８", "85073003328"),
        ("INSZ 17 07 30 033 84", "17073003384"),
    ],
    near_misses: &["INSZ 85.07.30-033.29", "Order 85.07.30-033.28", "INSZ 850730033281"],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 11)?;
    let (body, key) = (number.get(..9)?.parse::<u64>().ok()?, u64::from(part(&number, 9..11)?));
    let (month, day) = (part(&number, 2..4)?, part(&number, 4..6)?);
    let dated = match (month % 20, day) {
        (0, _) | (_, 0) => month <= 52,
        (month, day) => some_date(part(&number, 0..2)?, month, day),
    };
    let keys = [97 - body % 97, 97 - (2_000_000_000 + body) % 97];
    let valid = dated && month < 53 && keys.contains(&key);
    valid.then(|| passed(number, 0.85, "date, check digits mod 97"))
}

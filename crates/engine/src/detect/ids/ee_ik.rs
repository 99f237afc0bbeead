//! The Estonian and Lithuanian personal codes (isikukood, asmens kodas; 11 digits): century and
//! sex, date, serial, check digit modulo 11 in two rounds (standard EVS 585:2007; Lithuanian
//! population register rules).

use super::sums::{digit, number, part, passed, real_date, weighted};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "ee_ik",
    field: Field::NationalId,
    scheme: Some(Scheme::EeIk),
    pattern: r"[1-8][0-9]{10}",
    check,
    context: &["isikukood", "asmens kodas", "asmens kod", "personal code"],
    context_required: true,
    positives: &[
        ("Isikukood: 36805280109", "36805280109"),
        ("Isikukood ３６８０５２８０１０９", "36805280109"),
        ("Asmens kodas 33309240064", "33309240064"),
    ],
    near_misses: &["Asmens kodas 33309240164", "Tellimus 36805280109", "Isikukood: 368052801091"],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 11)?;
    let century = match digit(&number, 0)? {
        1 | 2 => 1800,
        3 | 4 => 1900,
        5 | 6 => 2000,
        _ => return None,
    };
    let dated =
        real_date(century + part(&number, 1..3)?, part(&number, 3..5)?, part(&number, 5..7)?);
    let rest = match weighted(&number, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11 {
        10 => weighted(&number, &[3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11 % 10,
        rest => rest,
    };
    (dated && rest == digit(&number, 10)?).then(|| passed(number, 0.85, "date, check digit mod 11"))
}

//! The Turkish identity number (T.C. kimlik numarası, 11 digits) with two check digits (Act 5490 on
//! population services; General Directorate of Civil Registration).

use super::sums::{digit, number, passed, weighted};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "tr_kimlik",
    field: Field::NationalId,
    scheme: Some(Scheme::TrKimlik),
    pattern: r"[1-9][0-9]{10}",
    check,
    context: &["kimlik", "tckn", "t.c. no", "tc no"],
    context_required: true,
    positives: &[
        ("T.C. Kimlik No: 17291716060", "17291716060"),
        ("TCKN １７２９１７１６０６０", "17291716060"),
        ("TC No 10000000146", "10000000146"),
    ],
    near_misses: &["TCKN: 17291716050", "Sipariş 17291716060", "TCKN: 172917160601"],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 11)?;
    let odd = weighted(&number, &[1, 0, 1, 0, 1, 0, 1, 0, 1]);
    let even = weighted(&number, &[0, 1, 0, 1, 0, 1, 0, 1]);
    let tenth = (odd * 7 + 90 - even) % 10;
    let last = (odd + even + tenth) % 10;
    let valid =
        !number.starts_with('0') && tenth == digit(&number, 9)? && last == digit(&number, 10)?;
    valid.then(|| passed(number, 0.85, "two check digits mod 10"))
}

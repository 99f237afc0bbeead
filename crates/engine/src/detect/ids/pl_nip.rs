//! The Polish tax number NIP of a person (10 digits, check digit modulo 11; Act on registration of
//! taxpayers of 13 October 1995). Companies carry the same kind, so only the words of a person's
//! number lead to a finding.

use super::sums::{digit, number, passed, weighted};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "pl_nip",
    field: Field::TaxId,
    scheme: Some(Scheme::PlNip),
    pattern: r"[0-9]{3}-?[0-9]{3}-?[0-9]{2}-?[0-9]{2}|[0-9]{3}-[0-9]{2}-[0-9]{2}-[0-9]{3}",
    check,
    context: &["nip osoby", "nip pracownika", "nip podatnika", "nip osoba", "personal nip"],
    context_required: true,
    positives: &[
        ("NIP pracownika: 856-734-62-15", "8567346215"),
        ("NIP osoby fizycznej ８５６７３４６２１５", "8567346215"),
        ("NIP podatnika 1234563218", "1234563218"),
    ],
    near_misses: &[
        "NIP pracownika: 856-734-62-14",
        "NIP: 856-734-62-15",
        "NIP pracownika: 85673462151",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text.trim_start_matches("PL"), 10)?;
    let rest = weighted(&number, &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11;
    (rest == digit(&number, 9)?).then(|| passed(number, 0.7, "check digit mod 11"))
}

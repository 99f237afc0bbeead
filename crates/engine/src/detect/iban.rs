//! International Bank Account Numbers (ISO 13616): country, check digits modulo 97.

use super::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "iban",
    field: Field::Iban,
    scheme: None,
    pattern: r"[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?",
    check,
    context: &["iban", "account", "konto", "口座"],
    context_required: false,
    positives: &[
        ("IBAN: DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
        ("GB82WEST12345698765432", "GB82WEST12345698765432"),
    ],
    near_misses: &["DE89 3704 0044 0532 0130 01", "AB12 3456 7890 1234"],
};

fn check(text: &str) -> Option<Checked> {
    let compact: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    let plausible = (15..=34).contains(&compact.len()) && remainder(&compact) == Some(1);
    plausible.then_some(Checked {
        normalized: compact,
        confidence: 0.97,
        validator: Some("mod 97"),
    })
}

fn remainder(iban: &str) -> Option<u32> {
    let (head, tail) = iban.split_at_checked(4)?;
    tail.chars().chain(head.chars()).try_fold(0_u32, |rest, c| {
        let value = c.to_digit(36)?;
        Some(if value < 10 { (rest * 10 + value) % 97 } else { (rest * 100 + value) % 97 })
    })
}

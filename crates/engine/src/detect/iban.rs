//! International Bank Account Numbers (ISO 13616): country, check digits modulo 97.

use super::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "iban",
    field: Field::Iban,
    scheme: None,
    pattern: r"(?i-u:[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?)",
    check,
    context: &["iban", "account", "konto", "口座"],
    context_required: false,
    positives: &[
        ("IBAN: DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
        ("GB82WEST12345698765432", "GB82WEST12345698765432"),
        ("my iban is gb82west12345698765432", "GB82WEST12345698765432"),
    ],
    near_misses: &["DE89 3704 0044 0532 0130 01", "AB12 3456 7890 1234"],
};

fn check(text: &str) -> Option<Checked> {
    let compact: String =
        text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    let plausible = has_length_of_its_country(&compact) && remainder(&compact) == Some(1);
    plausible.then_some(Checked {
        normalized: compact,
        confidence: 0.97,
        validator: Some("mod 97"),
    })
}

/// Lengths of the SWIFT IBAN registry, by country.
const LENGTHS: &str = "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 \
DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 \
IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 \
MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 \
SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30";

fn has_length_of_its_country(iban: &str) -> bool {
    LENGTHS
        .split(' ')
        .filter_map(|entry| entry.split_at_checked(2))
        .any(|(country, length)| iban.starts_with(country) && length.parse() == Ok(iban.len()))
}

fn remainder(iban: &str) -> Option<u32> {
    let (head, tail) = iban.split_at_checked(4)?;
    tail.chars().chain(head.chars()).try_fold(0_u32, |rest, c| {
        let value = c.to_digit(36)?;
        Some(if value < 10 { (rest * 10 + value) % 97 } else { (rest * 100 + value) % 97 })
    })
}

//! Payment card numbers (ISO/IEC 7812): issuer range, length and Luhn digit.

use super::{Checked, Detector, digits};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "payment_card",
    field: Field::PaymentCard,
    scheme: None,
    pattern: r"[2-6][0-9]{3}(?:[ \-]?[0-9]{4}){2}[ \-]?[0-9]{1,7}|3[47][0-9]{2}[ \-]?[0-9]{6}[ \-]?[0-9]{5}|3[0568][0-9]{2}[ \-]?[0-9]{6}[ \-]?[0-9]{4}",
    check,
    context: &["card", "カード", "visa", "master", "jcb", "amex", "số thẻ", "thẻ"],
    context_required: false,
    positives: &[
        ("カード番号: 4111-1111-1111-1111", "4111111111111111"),
        ("JCB ３５３０１１１３３３３０００００", "3530111333300000"),
        ("amex 3782 822463 10005", "378282246310005"),
        ("exp 2027 4111 1111 1111 1111", "4111111111111111"),
    ],
    near_misses: &[
        "4111-1111-1111-1112",
        "品番 1234-5678-9012-3456",
        "ref 99994111111111111111",
        "2024-0101-0000-0000",
        "ratio 0.4111111111111111",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let number = digits(text);
    let repeated = number.bytes().all(|b| Some(&b) == number.as_bytes().first());
    let plausible = issuer(&number).is_some_and(|lengths| lengths.contains(&number.len()))
        && luhn(&number)
        && !repeated
        && evenly_grouped(text);
    plausible.then_some(Checked {
        normalized: number,
        confidence: 0.8,
        validator: Some("luhn, issuer range"),
    })
}

/// Card numbers are written in one run or in groups by one separator, never half and half.
fn evenly_grouped(text: &str) -> bool {
    let groups: Vec<&str> = text.split([' ', '-']).collect();
    groups.len() == 1
        || (3..=5).contains(&groups.len()) && !(text.contains(' ') && text.contains('-'))
}

/// Lengths in use for the issuer range that a number falls into.
fn issuer(number: &str) -> Option<&'static [usize]> {
    let head = |length: usize| number.get(..length).and_then(|text| text.parse::<u32>().ok());
    let (two, four) = (head(2)?, head(4)?);
    match (two, four) {
        (34 | 37, _) => Some(&[15]),
        (_, 3528..=3589) => Some(&[16]),
        (36 | 38 | 39, _) | (_, 3000..=3059) => Some(&[14]),
        (40..=49, _) => Some(&[16]),
        (51..=55, _) | (_, 2221..=2720) => Some(&[16]),
        (_, 6011) | (64 | 65, _) => Some(&[16]),
        (62, _) => Some(&[16, 17, 18, 19]),
        _ => None,
    }
}

/// The Luhn check (ISO/IEC 7812-1, annex B) over a string of digits.
pub fn luhn(number: &str) -> bool {
    let sum: u32 = number
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(place, digit)| match place % 2 {
            1 if digit > 4 => digit * 2 - 9,
            1 => digit * 2,
            _ => digit,
        })
        .sum();
    sum.is_multiple_of(10)
}

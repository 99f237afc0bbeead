//! The Japanese Individual Number (個人番号, 12 digits). Check digit after the ordinance of the
//! Ministry of Internal Affairs and Communications No. 85 of 2014, article 5.

use super::{Checked, Detector, digits};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "jp_my_number",
    field: Field::NationalId,
    scheme: Some(Scheme::JpMyNumber),
    pattern: r"[0-9]{4}[ \-]?[0-9]{4}[ \-]?[0-9]{4}",
    check,
    context: &["マイナンバー", "個人番号", "my number", "mynumber"],
    context_required: true,
    positives: &[
        ("個人番号　1234 5678 9018", "123456789018"),
        ("マイナンバー：１２３４５６７８９０１８", "123456789018"),
        ("マイナンバー提出のお願い\n\n堀之内 123456789018\n", "123456789018"),
    ],
    near_misses: &[
        "個人番号 1234 5678 9012",
        "注文 1234 5678 9018",
        "個人番号 1234567890189",
        "個人番号の件\n伝票 123456789018",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let number = digits(text);
    valid(&number).then_some(Checked {
        normalized: number,
        confidence: 0.8,
        validator: Some("check digit mod 11"),
    })
}

/// Whether 12 digits carry the right check digit.
pub fn valid(number: &str) -> bool {
    let digits: Vec<u32> = number.chars().filter_map(|c| c.to_digit(10)).collect();
    let (Some(last), true) = (digits.last(), digits.len() == 12) else { return false };
    let sum: u32 = digits
        .iter()
        .rev()
        .skip(1)
        .zip(1_u32..)
        .map(|(digit, n)| digit * if n <= 6 { n + 1 } else { n - 5 })
        .sum();
    let check = match sum % 11 {
        0 | 1 => 0,
        rest => 11 - rest,
    };
    check == *last && digits.iter().any(|digit| digit != last)
}

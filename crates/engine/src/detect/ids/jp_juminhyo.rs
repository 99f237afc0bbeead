//! The Japanese resident record code (住民票コード): ten random digits and a check digit (Basic
//! Resident Registration Act, article 7 item 13 and enforcement rules, article 1). The formula is
//! taken to be that of the Individual Number, so a mismatch lowers the confidence only.

use super::sums::{digit, number, passed, varied, weighted};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "jp_juminhyo",
    field: Field::NationalId,
    scheme: Some(Scheme::JpJuminhyo),
    pattern: r"[0-9]{5}[ \-]?[0-9]{5}[ \-]?[0-9]|[0-9]{4}[ \-][0-9]{4}[ \-][0-9]{3}",
    check,
    context: &["住民票コード", "住民票 コード", "住基コード"],
    context_required: true,
    positives: &[
        ("住民票コード：12345678903", "12345678903"),
        ("住民票コード １２３４５６７８９０３", "12345678903"),
        ("住民票コード 1234-5678-903", "12345678903"),
    ],
    near_misses: &["注文 12345678903", "住民票コード 123456789031", "住民票コード 1234567890"],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 11)?;
    let rest = weighted(&number, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    let sums_up = (if rest <= 1 { 0 } else { 11 - rest }) == digit(&number, 10)?;
    let (confidence, validator) =
        if sums_up { (0.85, "check digit mod 11") } else { (0.6, "structure") };
    varied(&number).then(|| passed(number, confidence, validator))
}

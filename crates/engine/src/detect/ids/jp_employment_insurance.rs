//! The Japanese employment insurance number of an insured person (雇用保険被保険者番号): four, six
//! and one digits (Employment Insurance Act, enforcement rules; Hello Work form).

use super::sums::{number, passed, varied};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "jp_employment_insurance",
    field: Field::NationalId,
    scheme: Some(Scheme::JpEmploymentInsurance),
    pattern: r"[0-9]{4}[ \-]?[0-9]{6}[ \-]?[0-9]",
    check,
    context: &["雇用保険", "被保険者番号"],
    context_required: true,
    positives: &[
        ("雇用保険被保険者番号 1234-567890-1", "12345678901"),
        ("被保険者番号：１２３４－５６７８９０－１", "12345678901"),
        ("雇用保険番号 12345678901", "12345678901"),
    ],
    near_misses: &["品番 1234-567890-1", "雇用保険 1234-567890-12", "雇用保険 0000-000000-0"],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 11)?;
    varied(&number).then(|| passed(number, 0.75, "structure"))
}

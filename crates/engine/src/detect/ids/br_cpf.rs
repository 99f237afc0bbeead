//! The Brazilian taxpayer number of persons (CPF, 11 digits) with two check digits modulo 11
//! (Receita Federal, Instrução Normativa RFB 2.172/2024).

use super::sums::{digit, number, passed, varied, weighted};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "br_cpf",
    field: Field::TaxId,
    scheme: Some(Scheme::BrCpf),
    pattern: r"[0-9]{3}\.?[0-9]{3}\.?[0-9]{3}-?[0-9]{2}",
    check,
    context: &["cpf", "cadastro de pessoa"],
    context_required: true,
    positives: &[
        ("CPF: 390.533.447-05", "39053344705"),
        ("CPF １２３．４５６．７８９－０９", "12345678909"),
        ("cpf 39053344705", "39053344705"),
    ],
    near_misses: &[
        "CPF: 231.002.999-00",
        "Pedido 390.533.447-05",
        "CPF: 390533447051",
        "CPF: 111.111.111-11",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 11)?;
    let first = weighted(&number, &[10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10;
    let second = weighted(&number, &[11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10;
    let valid = first == digit(&number, 9)? && second == digit(&number, 10)?;
    (valid && varied(&number)).then(|| passed(number, 0.85, "check digits mod 11"))
}

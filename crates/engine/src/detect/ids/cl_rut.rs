//! The Chilean tax and identity number of persons (RUN, RUT: up to eight digits and a check
//! character modulo 11; Servicio de Registro Civil). From 50 million on the numbers are companies'.

use super::sums::{compact, letter, part, passed};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "cl_rut",
    field: Field::NationalId,
    scheme: Some(Scheme::ClRut),
    pattern: r"([1-9][0-9]?\.?[0-9]{3}\.?[0-9]{3}-?[0-9Kk])(?-u:\b)",
    check,
    context: &["rut:", "rut ", "r.u.t", "run:", "r.u.n", "cédula de identidad"],
    context_required: true,
    positives: &[
        ("RUT: 12.531.909-2", "125319092"),
        ("R.U.T. １２５３１９０９－２", "125319092"),
        ("Cédula de identidad 12531909-2", "125319092"),
    ],
    near_misses: &["RUT: 12531909-3", "Pedido 12.531.909-2", "RUT: 12531909-22"],
};

fn check(text: &str) -> Option<Checked> {
    let kept = compact(text)?;
    let number = kept.strip_prefix("CL").unwrap_or(&kept).to_owned();
    let (body, last) = number.split_at_checked(number.len().checked_sub(1)?)?;
    let value = part(body, 0..body.len())?;
    let reversed: String = body.chars().rev().collect();
    let sum = super::sums::weighted(&reversed, &[2, 3, 4, 5, 6, 7, 2, 3]);
    let valid =
        (7..=8).contains(&body.len()) && last.chars().next() == letter("0K987654321", sum % 11);
    let confidence = if value < 50_000_000 { 0.85 } else { 0.2 };
    valid.then(|| passed(number, confidence, "check character mod 11"))
}

//! The Ecuadorian identity number (cédula, 10 digits: province, serial, Luhn digit; Dirección
//! General de Registro Civil).

use super::sums::{number, part, passed};
use crate::detect::{Checked, Detector, luhn};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "ec_ci",
    field: Field::NationalId,
    scheme: Some(Scheme::EcCi),
    pattern: r"[0-3][0-9]{8}-?[0-9]",
    check,
    context: &["cédula", "cedula", "c.i.:", "c.i. "],
    context_required: true,
    positives: &[
        ("Cédula: 171430710-3", "1714307103"),
        ("C.I.: １７１４３０７１０－３", "1714307103"),
        ("cedula 1714307103", "1714307103"),
    ],
    near_misses: &["Cédula: 1714307104", "Pedido 1714307103", "Cédula: 17143071031"],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 10)?;
    let province = matches!(part(&number, 0..2)?, 1..=24 | 30 | 50);
    let person = part(&number, 2..3)? <= 6;
    (province && person && luhn(&number)).then(|| passed(number, 0.8, "province, luhn"))
}

//! The French tax number of a person (numéro fiscal, SPI, 13 digits from 0 to 3 on; the last three
//! are the rest modulo 511; DGFiP, OECD sheet on French TINs).

use super::sums::{number, part, passed};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "fr_spi",
    field: Field::TaxId,
    scheme: Some(Scheme::FrSpi),
    pattern: r"[0-3][0-9] ?[0-9]{2} ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}",
    check,
    context: &["numéro fiscal", "numero fiscal", "n° fiscal", "spi", "référence fiscale", "impôts"],
    context_required: true,
    positives: &[
        ("Numéro fiscal : 30 23 217 600 053", "3023217600053"),
        ("SPI ３０２３２１７６０００５３", "3023217600053"),
        ("N° fiscal 3023217600053", "3023217600053"),
    ],
    near_misses: &[
        "Numéro fiscal : 30 23 217 600 054",
        "Commande 3023217600053",
        "SPI 30232176000531",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 13)?;
    let body: u64 = number.get(..10)?.parse().ok()?;
    let valid =
        number.starts_with(['0', '1', '2', '3']) && body % 511 == u64::from(part(&number, 10..13)?);
    valid.then(|| passed(number, 0.85, "key mod 511"))
}

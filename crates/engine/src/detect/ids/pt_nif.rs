//! The Portuguese tax number of a person (nine digits from 1, 2, 3 or 45 on, check digit modulo 11;
//! Decree-Law 14/2013). The other first digits are companies'.

use super::company::is_pt_taxpayer;
use super::sums::{number, passed};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "pt_nif",
    field: Field::TaxId,
    scheme: Some(Scheme::PtNif),
    pattern: r"[1234][0-9]{2}[ .]?[0-9]{3}[ .]?[0-9]{3}",
    check,
    context: &["nif", "n.i.f", "contribuinte", "identificação fiscal"],
    context_required: true,
    positives: &[
        ("NIF: 123 456 789", "123456789"),
        ("Contribuinte n.º １２３４５６７８９", "123456789"),
        ("NIF 123456789", "123456789"),
    ],
    near_misses: &[
        "NIF: 123 456 780",
        "Encomenda 123456789",
        "NIF: 501 964 843",
        "NIF: 1234567891",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 9)?;
    let person = number.starts_with(['1', '2', '3']) || number.starts_with("45");
    (person && is_pt_taxpayer(&number)).then(|| passed(number, 0.75, "check digit mod 11"))
}

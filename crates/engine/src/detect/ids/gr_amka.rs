//! The Greek social security number (AMKA, 11 digits): date of birth, serial, Luhn digit (Act
//! 3655/2008, article 153).

use super::sums::{number, part, passed, some_date};
use crate::detect::{Checked, Detector, luhn};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "gr_amka",
    field: Field::NationalId,
    scheme: Some(Scheme::GrAmka),
    pattern: r"[0-3][0-9]{10}",
    check,
    context: &["amka", "αμκα", "α.μ.κ.α"],
    context_required: true,
    positives: &[
        ("ΑΜΚΑ: 01013099997", "01013099997"),
        ("AMKA ０１０１３０９９９９７", "01013099997"),
        ("Α.Μ.Κ.Α. 01013099997", "01013099997"),
    ],
    near_misses: &["AMKA: 01013099999", "Order 01013099997", "AMKA: 010130999971"],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 11)?;
    let dated = some_date(part(&number, 4..6)?, part(&number, 2..4)?, part(&number, 0..2)?);
    (dated && luhn(&number)).then(|| passed(number, 0.85, "date, luhn"))
}

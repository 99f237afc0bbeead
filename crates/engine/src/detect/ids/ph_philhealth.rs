//! The Philippine health insurance number (`PhilHealth`): twelve digits, written 2-9-1.

use super::sums::{number, passed, varied};
use crate::detect::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "ph_philhealth",
    field: Field::HealthInsurance,
    scheme: None,
    pattern: r"[0-9]{2}[ \-]?[0-9]{9}[ \-]?[0-9]",
    check,
    context: &["philhealth", "phic"],
    context_required: true,
    positives: &[
        ("PhilHealth 16-955853788-1", "169558537881"),
        ("PhilHealth No.: 169558537881", "169558537881"),
        ("PHIC #: １６－９５５８５３７８８－１", "169558537881"),
    ],
    near_misses: &["Order 16-955853788-1", "PhilHealth 16-95585378-1", "PhilHealth 00-000000000-0"],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 12)?;
    varied(&number).then(|| passed(number, 0.8, "structure"))
}

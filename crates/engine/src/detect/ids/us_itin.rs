//! The US Individual Taxpayer Identification Number (9XX with group 50–65, 70–88, 90–92 or 94–99;
//! IRS, "Individual Taxpayer Identification Number").

use super::sums::{number, part, passed};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "us_itin",
    field: Field::TaxId,
    scheme: Some(Scheme::UsItin),
    pattern: r"9[0-9]{2}[ \-]?[0-9]{2}[ \-]?[0-9]{4}",
    check,
    context: &["itin", "taxpayer id", "tax id", "tin:"],
    context_required: true,
    positives: &[
        ("ITIN: 912-90-3456", "912903456"),
        ("ITIN ９１２－９０－３４５６", "912903456"),
        ("Individual taxpayer identification 900700000", "900700000"),
    ],
    near_misses: &[
        "ITIN: 912-93-3456",
        "Lot 912-90-3456",
        "ITIN: 912-90-34567",
        "ITIN: 812-90-3456",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 9)?;
    let group = part(&number, 3..5)?;
    let valid = number.starts_with('9') && matches!(group, 50..=65 | 70..=88 | 90..=92 | 94..=99);
    valid.then(|| passed(number, 0.8, "group range"))
}

//! US Social Security numbers. Area, group and serial rules after SSA's randomisation of 2011:
//! no area 000, 666 or 9xx, no group 00, no serial 0000.

use super::{Checked, Detector, digits};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "us_ssn",
    field: Field::NationalId,
    scheme: Some(Scheme::UsSsn),
    pattern: r"[0-9]{3}-[0-9]{2}-[0-9]{4}",
    check,
    context: &["ssn", "social security"],
    context_required: false,
    positives: &[("SSN: 536-22-1234", "536221234")],
    near_misses: &["SSN 000-12-3456", "SSN 666-12-3456", "lot 1536-22-12345", "SSN 987-65-4321"],
};

fn check(text: &str) -> Option<Checked> {
    let number = digits(text);
    let (area, rest) = number.split_at_checked(3)?;
    let plausible = !matches!(area, "000" | "666")
        && !area.starts_with('9')
        && !rest.starts_with("00")
        && !rest.ends_with("0000");
    plausible.then_some(Checked {
        normalized: number,
        confidence: 0.75,
        validator: Some("area, group and serial rules"),
    })
}

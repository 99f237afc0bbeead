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

/// Nine digits without dashes, right behind their name.
pub const PLAIN: Detector = Detector {
    name: "us_ssn_plain",
    field: Field::NationalId,
    scheme: Some(Scheme::UsSsn),
    pattern: r"(?i)(?:ssn|social security (?:no\.?|number))[ :#=.]{1,3}([0-9]{9}|[0-9]{3} [0-9]{2} [0-9]{4})(?:$|[^0-9])",
    check,
    context: &["ssn", "social security"],
    context_required: true,
    positives: &[
        ("terminated 2023-11-30, orphan SSN 560595941, gender=F", "560595941"),
        ("SSN: 536 22 1234", "536221234"),
        ("Social Security No. 536221234", "536221234"),
    ],
    near_misses: &["SSN 000123456", "SSN list 536221234", "SSN 5362212345"],
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

//! Driving licences of the Philippines: a letter, office, year and serial (Land Transportation Office).

use super::sums::{compact, passed, varied};
use crate::detect::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "ph_driver_licence",
    field: Field::DriverLicence,
    scheme: None,
    pattern: r"(?i)(?-u:\b)([A-Z][0-9]{2}-[0-9]{2}-[0-9]{6})(?-u:\b)",
    check,
    context: &["dl", "d/l", "licen", "lto", "driver"],
    context_required: true,
    positives: &[
        ("DL N26-17-004471   driver-helper", "N2617004471"),
        ("LTO license no. d04-98-123456", "D0498123456"),
        ("Driver's licence: Ｎ01-12-345678", "N0112345678"),
    ],
    near_misses: &["Part N26-17-004471", "DL N26-17-00447", "DL 26-17-004471"],
};

fn check(text: &str) -> Option<Checked> {
    let number = compact(text)?;
    varied(number.get(1..)?).then(|| passed(number, 0.75, "structure"))
}

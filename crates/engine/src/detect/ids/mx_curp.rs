//! The Mexican population code (CURP, 18 characters): initials, date, sex, state, check digit
//! modulo 10 (Instructivo normativo para la asignación de la CURP, DOF 18 October 2021).

use super::sums::{all_letters, compact, part, passed, real_date};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "mx_curp",
    field: Field::NationalId,
    scheme: Some(Scheme::MxCurp),
    pattern: r"(?-u:\b)([A-Z][AEIOUX][A-Z]{2}[0-9]{6}[HMX][A-Z]{5}[A-Z0-9][0-9])(?-u:\b)",
    check,
    context: &["curp"],
    context_required: false,
    positives: &[
        ("CURP: BOXW310820HNERXN09", "BOXW310820HNERXN09"),
        ("ＢＯＸＷ３１０８２０ＨＮＥＲＸＮ０９", "BOXW310820HNERXN09"),
        ("clave BOXW310820HNERXN09", "BOXW310820HNERXN09"),
    ],
    near_misses: &[
        "BOXW310820HNERXN08",
        "BOXW311320HNERXN09",
        "BOXW310820HNERXN091",
        "BOXW310820HQQRXN09",
    ],
};

const STATES: &str = "AS BC BS CC CH CL CM CS DF DG GR GT HG JC MC MN MS NE NL NT OC PL QR QT SL SP SR TC \
TL TS VZ YN ZS";

fn check(text: &str) -> Option<Checked> {
    let code = compact(text).filter(|code| code.len() == 18)?;
    let century = if code.chars().nth(16)?.is_ascii_digit() { 1900 } else { 2000 };
    let dated = real_date(century + part(&code, 4..6)?, part(&code, 6..8)?, part(&code, 8..10)?);
    let state = code.get(11..13)?;
    let sum = code
        .chars()
        .zip((2..=18).rev())
        .try_fold(0, |sum, (c, weight)| Some(sum + value(c)? * weight))?;
    let valid = all_letters(code.get(..4)?)
        && dated
        && STATES.split_whitespace().any(|known| known == state)
        && (10 - sum % 10) % 10 == part(&code, 17..18)?;
    valid.then(|| passed(code, 0.95, "date, state, check digit mod 10"))
}

/// The place in the alphabet of digits and letters with Ñ after N.
fn value(c: char) -> Option<u32> {
    let value = c.to_digit(36)?;
    Some(if c > 'N' { value + 1 } else { value })
}

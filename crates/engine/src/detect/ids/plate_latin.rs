//! Vehicle plates in Latin letters, where the text speaks of a vehicle: British, Irish, German, Indian and
//! Singaporean ones by their form, others behind the word `plate`.

use super::sums::{compact, passed};
use crate::detect::{Checked, Detector, digits};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "plate_latin",
    field: Field::VehiclePlate,
    scheme: None,
    pattern: r"(?-u:\b)(?:(?i:(?:licen[cs]e |number |lic\.? ?)?plate(?: ?(?:no\.?|number|#))?|(?:vehicle |car )?reg(?:istration|n)?\.? ?(?:no\.?|number|mark|#)|(?:vehicle|car) (?:reg(?:istration|n)?\.?|no\.?|number)|vrm|rego)[ .:#=]{0,4}(?:is )?(?:[A-Z]{2} )?(S[A-Z]{2} ?[0-9]{1,4} ?[A-Z]|[A-Z0-9]{1,4}[ \-]?[A-Z0-9]{2,5}(?:[ \-]?[A-Z]{1,2}[ \-]?[0-9]{3,4})?)|([A-Z]{2}[0-9]{2} ?[A-Z]{3}|[0-9]{2,3}-[A-Z]{1,2}-[0-9]{1,6}|[A-Z]{1,3}-[A-Z]{1,2} [0-9]{1,4}|[A-Z]{2}[ \-]?[0-9]{1,2}[ \-]?[A-Z]{1,2}[ \-]?[0-9]{4}|S[A-Z]{2} ?[0-9]{1,4} ?[A-Z]))(?-u:\b)",
    check,
    context: &[
        "plate",
        "reg ",
        "reg.",
        "reg:",
        "regn",
        "registration",
        "rego",
        "vehicle",
        "car ",
        "car:",
        "cars",
        "van ",
        "truck",
        "ute ",
        "lorry",
        "motorcycle",
        "motorbike",
        "scooter",
        "wheeler",
        "parked",
        "parking",
        "driving",
        "drives",
        "vrm",
        "taxi",
    ],
    context_required: true,
    positives: &[
        ("parking. whoever owns DN66 OYK", "DN66OYK"),
        ("License plate: HJL 2295", "HJL2295"),
        ("Two-wheeler regn. MH12QT6094", "MH12QT6094"),
        ("Vehicle No. SLK 4471 D", "SLK4471D"),
    ],
    near_misses: &["Part DN66 OYK", "name plate missing", "plate 12 mm", "car park level B2"],
};

/// Letters and digits, in a number that is no measure.
fn check(text: &str) -> Option<Checked> {
    let number = compact(text)?;
    let figures = digits(&number).len();
    let letters = number.len() - figures;
    let fits = (5..=10).contains(&number.len()) && figures >= 2 && letters >= 1;
    let measure =
        ["MM", "CM", "KG", "KM", "ML", "PCS", "SET"].iter().any(|unit| number.ends_with(unit));
    (fits && !measure).then(|| passed(number, 0.7, "structure"))
}

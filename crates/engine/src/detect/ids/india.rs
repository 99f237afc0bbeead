//! What Indian states and territories issue: driving licences and number plates begin with the code of one
//! (Central Motor Vehicles Rules, 1989, rules 16 and 50).

use super::sums::{compact, passed};
use crate::detect::{Checked, Detector};
use candor_facts::Field;

/// State, office, year, seven digits.
pub const LICENCE: Detector = Detector {
    name: "in_driving_licence",
    field: Field::DriverLicence,
    scheme: None,
    pattern: r"(?i)(?-u:\b)([A-Z]{2}[ \-]?[0-9]{2}[ \-]?(?:19|20)[0-9]{2}[ \-]?[0-9]{7})(?-u:\b)",
    check: check_licence,
    context: &["dl", "d/l", "licen", "driv"],
    context_required: true,
    positives: &[
        ("DL MH1220170033471", "MH1220170033471"),
        ("D/L MH-12 2013 0044718 (LMV)", "MH1220130044718"),
        ("driving licence UP32 ２０１４００１９８７２", "UP3220140019872"),
    ],
    near_misses: &[
        "Part MH1220170033471",
        "DL ZZ1220170033471",
        "DL MH1216170033471",
        "DL MH122017003347",
    ],
};

/// State, office, series, four digits, written apart.
pub const PLATE: Detector = Detector {
    name: "in_plate",
    field: Field::VehiclePlate,
    scheme: None,
    pattern: r"(?-u:\b)([A-Z]{2}[ \-]?[0-9]{1,2}[ \-]?[A-Z]{1,3}[ \-][0-9]{4})(?-u:\b)",
    check: check_plate,
    context: &["vehicle", "car", "bike", "wheeler", "plate", "reg"],
    context_required: false,
    positives: &[
        ("Sect. 27, Nigdi MH14 JB 0882", "MH14JB0882"),
        ("PB-10-ES-0447", "PB10ES0447"),
        ("Two-wheeler regn. MH 12 QT 6094", "MH12QT6094"),
        ("tempo ＭＨ 14 GT 2290 (belongs to Pillai)", "MH14GT2290"),
    ],
    near_misses: &["ZZ 14 HN 5520", "MH 14 HN 552", "Part no MH 14 HN 5520", "MH 14 HNXX 5520"],
};

const STATES: &str = "AN AP AR AS BR CG CH DD DL DN GA GJ HP HR JH JK KA KL LA LD MH ML MN MP MZ NL OD OR PB PY RJ \
SK TN TR TS UK UP WB";

fn is_of_state(number: &str) -> bool {
    number.get(..2).is_some_and(|code| STATES.split(' ').any(|state| state == code))
}

fn check_licence(text: &str) -> Option<Checked> {
    let number = compact(text).filter(|number| number.len() == 15 && is_of_state(number))?;
    Some(passed(number, 0.75, "state and year"))
}

fn check_plate(text: &str) -> Option<Checked> {
    let number = compact(text).filter(|number| is_of_state(number))?;
    Some(passed(number, 0.7, "state"))
}

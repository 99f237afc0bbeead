//! Philippine numbers: of the social security system (SSS, ten digits, written 2-7-1) and of the tax
//! office (TIN, nine or twelve digits in threes; Bureau of Internal Revenue).

use super::sums::{number, passed, varied};
use crate::detect::{Checked, Detector, digits};
use candor_facts::Field;

pub const SSS: Detector = Detector {
    name: "ph_sss",
    field: Field::NationalId,
    scheme: None,
    pattern: r"[0-9]{2}[ \-][0-9]{7}[ \-][0-9]",
    check: check_sss,
    context: &["sss", "social security system", "crn"],
    context_required: true,
    positives: &[
        ("SSS 33-4237224-6   TIN 232-686-767-000", "3342372246"),
        ("SSS No.: 34 2699956 1", "3426999561"),
        ("SSS #: ３３－４２３７２２４－６", "3342372246"),
    ],
    near_misses: &["Order 33-4237224-6", "SSS 33-423722-6", "SSS 00-0000000-0"],
};

pub const TIN: Detector = Detector {
    name: "ph_tin",
    field: Field::TaxId,
    scheme: None,
    pattern: r"(?:^|[^\p{L}])TIN[^\p{L}0-9\n]{1,4}([0-9]{3}[ \-][0-9]{3}[ \-][0-9]{3}(?:[ \-][0-9]{3}(?:[0-9]{2})?)?)",
    check: check_tin,
    context: &["tin"],
    context_required: true,
    positives: &[
        ("Notary Atty. Ma. Corazon, TIN 140-987-758-000", "140987758000"),
        ("T.I.N. / TIN: 320 154 031 000", "320154031000"),
        ("TIN 232-686-767", "232686767"),
    ],
    near_misses: &[
        "Lot 140-987-758-000",
        "TIN 123-456-789-000",
        "TIN 14-987-758-000",
        "Thông tin: 103 004 567 890",
    ],
};

fn check_sss(text: &str) -> Option<Checked> {
    let number = number(text, 10)?;
    varied(&number).then(|| passed(number, 0.8, "structure"))
}

fn check_tin(text: &str) -> Option<Checked> {
    let number = digits(text);
    let shown = number.starts_with("123456789");
    (varied(&number) && !shown).then(|| passed(number, 0.75, "structure"))
}

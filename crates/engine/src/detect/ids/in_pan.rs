//! The Indian Permanent Account Number of a person (five letters of which the fourth is P, four
//! digits, a letter; Income-tax Department). Other fourth letters stand for companies, firms and
//! trusts and are no personal data.

use super::sums::{all_digits, all_letters, compact, passed};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "in_pan",
    field: Field::TaxId,
    scheme: Some(Scheme::InPan),
    pattern: r"(?-u:\b)([A-Z]{3}P[A-Z][0-9]{4}[A-Z])(?-u:\b)",
    check,
    context: &["pan:", "pan no", "pan number", "pan card", "permanent account", "income tax"],
    context_required: true,
    positives: &[
        ("PAN: ACUPA7085R", "ACUPA7085R"),
        ("PAN No. ＡＣＵＰＡ７０８５Ｒ", "ACUPA7085R"),
        ("Permanent Account Number ABCPX1234Z", "ABCPX1234Z"),
    ],
    near_misses: &["PAN: ACUCA7085R", "Part ACUPA7085R", "PAN: ACUPA7085RR", "PAN: ACUPA0000R"],
};

/// Behind its label, with whatever leads from one to the other.
pub const LABELLED: Detector = Detector {
    name: "in_pan_labelled",
    pattern: r"(?:^|[^\p{L}])(?i:pan)(?i: ?(?:no|number|card))?[^\p{L}\p{N}\n]{1,40}([A-Z]{3}P[A-Z][0-9]{4}[A-Z])(?-u:\b)",
    context_required: false,
    positives: &[
        (" 9. PAN ............................ GCGPN4523P", "GCGPN4523P"),
        ("PAN/ABCPX1234Z, UAN 195870002174", "ABCPX1234Z"),
        ("Passport  N 4471 082   PAN   ZQHPJ9182B", "ZQHPJ9182B"),
    ],
    near_misses: &["Japan ACUPA7085R", "pan head screw ACUPA7085R", "PAN   ACUCA7085R"],
    ..DETECTOR
};

fn check(text: &str) -> Option<Checked> {
    let number = compact(text).filter(|number| number.len() == 10)?;
    let (head, rest) = number.split_at_checked(5)?;
    let (serial, last) = rest.split_at_checked(4)?;
    let valid = all_letters(head)
        && head.chars().nth(3) == Some('P')
        && all_digits(serial)
        && serial != "0000"
        && all_letters(last);
    valid.then(|| passed(number, 0.75, "structure"))
}

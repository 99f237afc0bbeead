//! The number of a Japanese residence card or special permanent resident certificate: two letters,
//! eight digits, two letters (Immigration Control Act, article 19-4; Immigration Services Agency,
//! sample of the card).

use super::sums::{all_digits, all_letters, compact, passed, varied};
use crate::detect::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "jp_residence_card",
    field: Field::ResidenceCard,
    scheme: None,
    pattern: r"(?-u:\b)([A-Z]{2}[0-9]{8}[A-Z]{2})(?-u:\b)",
    check,
    context: &[
        "在留カード",
        "在留",
        "特別永住",
        "residence card",
        "thẻ lưu trú",
        "thẻ cư trú",
        "zairyu",
    ],
    context_required: false,
    positives: &[
        ("在留カード番号：AB12345678CD", "AB12345678CD"),
        ("在留カード番号 ＡＢ１２３４５６７８ＣＤ", "AB12345678CD"),
        ("Residence card no. UH98765432EA", "UH98765432EA"),
    ],
    near_misses: &["AB123456789CD", "AB12345678CDE", "AB1234567CD", "AB00000000CD"],
};

fn check(text: &str) -> Option<Checked> {
    let number = compact(text).filter(|number| number.len() == 12)?;
    let (head, rest) = number.split_at_checked(2)?;
    let (serial, tail) = rest.split_at_checked(8)?;
    let valid = all_letters(head) && all_digits(serial) && varied(serial) && all_letters(tail);
    valid.then(|| passed(number, 0.7, "structure"))
}

//! The Bulgarian personal number (ЕГН, 10 digits): date with the century in the month, region and
//! sex, check digit modulo 11 (Civil Registration Act, article 11).

use super::sums::{digit, number, part, passed, real_date, weighted};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "bg_egn",
    field: Field::NationalId,
    scheme: Some(Scheme::BgEgn),
    pattern: r"[0-9]{6} ?[0-9]{3} ?[0-9]",
    check,
    context: &["егн", "egn", "единен граждански"],
    context_required: true,
    positives: &[
        ("ЕГН: 8032056031", "8032056031"),
        ("EGN ８０３２０５６０３１", "8032056031"),
        ("ЕГН 752316 926 3", "7523169263"),
    ],
    near_misses: &["ЕГН: 8032056032", "Поръчка 8032056031", "ЕГН: 80320560311", "ЕГН: 8019041750"],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 10)?;
    let month = part(&number, 2..4)?;
    let century = match month / 20 {
        0 => 1900,
        1 => 1800,
        2 => 2000,
        _ => return None,
    };
    let dated = real_date(century + part(&number, 0..2)?, month % 20, part(&number, 4..6)?);
    let rest = weighted(&number, &[2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10;
    (dated && rest == digit(&number, 9)?).then(|| passed(number, 0.85, "date, check digit mod 11"))
}

//! The unique master citizen number of the former Yugoslav states (EMŠO, JMBG, 13 digits): date,
//! region, serial, check digit modulo 11 (Slovenian Central Population Register Act, article 5).

use super::sums::{digit, number, part, passed, real_date, weighted};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "si_emso",
    field: Field::NationalId,
    scheme: Some(Scheme::SiEmso),
    pattern: r"[0-3][0-9]{12}",
    check,
    context: &["emšo", "emso", "jmbg", "јмбг", "matični broj"],
    context_required: true,
    positives: &[
        ("EMŠO: 0101006500006", "0101006500006"),
        ("JMBG ０１０１００６５００００６", "0101006500006"),
        ("emso 0101006500006", "0101006500006"),
    ],
    near_misses: &["EMŠO: 0101006500007", "Naročilo 0101006500006", "EMŠO: 01010065000061"],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 13)?;
    let year = part(&number, 4..7)?;
    let year = if year < 800 { 2000 + year } else { 1000 + year };
    let dated = real_date(year, part(&number, 2..4)?, part(&number, 0..2)?);
    let rest = weighted(&number, &[7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    let expected = if rest == 0 { 0 } else { 11 - rest };
    (dated && expected == digit(&number, 12)?)
        .then(|| passed(number, 0.9, "date, check digit mod 11"))
}

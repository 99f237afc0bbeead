//! The second line of a passport's machine readable zone (44 characters with five check digits;
//! ICAO Doc 9303 part 4, appendix A of part 3 for the weights 7, 3, 1).

use super::sums::passed;
use crate::detect::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "passport_mrz",
    field: Field::Passport,
    scheme: None,
    pattern: r"[A-Z0-9<]{9}[0-9][A-Z<]{3}[0-9]{6}[0-9][MFX<][0-9]{6}[0-9][A-Z0-9<]{14}[0-9<][0-9]",
    check,
    context: &["passport", "旅券", "hộ chiếu"],
    context_required: false,
    positives: &[
        ("L898902C36UTO7408122F1204159ZE184226B<<<<<10", "L898902C3"),
        ("P<UTOERIKSSON<<ANNA<MARIA\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n", "L898902C3"),
        ("MRZ Ｌ８９８９０２Ｃ３６UTO7408122F1204159ZE184226B<<<<<10", "L898902C3"),
    ],
    near_misses: &[
        "L898902C37UTO7408122F1204159ZE184226B<<<<<10",
        "L898902C36UTO7408123F1204159ZE184226B<<<<<10",
        "L898902C36UTO7408122F1204159ZE184226B<<<<<11",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let own = |from: usize, to: usize| {
        let group = text.get(from..to)?;
        Some(remainder(group)? == value(text.get(to..=to)?.chars().next()?)?)
    };
    let whole = [text.get(0..10)?, text.get(13..20)?, text.get(21..43)?].concat();
    let valid = text.len() == 44
        && own(0, 9)?
        && own(13, 19)?
        && own(21, 27)?
        && own(28, 42)?
        && remainder(&whole)? == value(text.chars().last()?)?;
    let number = text.get(0..9)?.trim_end_matches('<').to_owned();
    (valid && !number.is_empty()).then(|| passed(number, 0.97, "five check digits mod 10"))
}

fn remainder(group: &str) -> Option<u32> {
    let weights = [7, 3, 1].into_iter().cycle();
    let sum = group
        .chars()
        .zip(weights)
        .try_fold(0, |sum, (c, weight)| Some(sum + value(c)? * weight))?;
    Some(sum % 10)
}

fn value(c: char) -> Option<u32> {
    if c == '<' { Some(0) } else { c.to_digit(36) }
}

//! The Chinese resident identity number (公民身份号码, 18 characters): division, date of birth,
//! serial and check character after GB 11643-1999 (ISO/IEC 7064 MOD 11-2).

use super::sums::{all_digits, compact, letter, part, passed, real_date, weighted};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "cn_ric",
    field: Field::NationalId,
    scheme: Some(Scheme::CnRic),
    pattern: r"[1-9][0-9]{5} ?[12][0-9]{7} ?[0-9]{3}[0-9Xx]",
    check,
    context: &["身份证", "身分証", "公民身份号码", "居民身份", "resident id", "证件号"],
    context_required: false,
    positives: &[
        ("身份证号码：11010519491231002X", "11010519491231002X"),
        ("证件号 １１０１０５１９４９１２３１００２ｘ", "11010519491231002X"),
        ("身份证 110105 19491231 002X", "11010519491231002X"),
        ("360426199101010071", "360426199101010071"),
    ],
    near_misses: &[
        "身份证号码：110105194912310021",
        "身份证号码：11010519491331002X",
        "注文 991105194912310028",
        "1101051949123100212",
    ],
};

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

fn check(text: &str) -> Option<Checked> {
    let number = compact(text).filter(|number| number.len() == 18)?;
    let (body, last) = number.split_at_checked(17)?;
    let year = part(body, 6..10)?;
    let valid = all_digits(body)
        && is_province(part(body, 0..2)?)
        && year >= 1880
        && real_date(year, part(body, 10..12)?, part(body, 12..14)?)
        && last.chars().next() == letter("10X98765432", weighted(body, &WEIGHTS) % 11);
    valid.then(|| passed(number, 0.95, "division, date, check character mod 11-2"))
}

/// The first two digits after GB/T 2260.
fn is_province(code: u32) -> bool {
    matches!(code, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83 | 91)
}

//! Accounts of the Japan Post Bank: symbol (five digits from 0 or 1 on, at times with a reissue
//! digit) and number of up to eight digits (Japan Post Bank, "記号番号から振込用の店名・口座番号").

use super::sums::passed;
use crate::detect::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "jp_yucho",
    field: Field::BankAccount,
    scheme: None,
    pattern: r"記号[ :・]{0,3}(?:番号[ :]{0,3})?([01][0-9]{4}(?:-[0-9])?[ \-、,/・]{1,3}(?:番号)?[ :]{0,3}[0-9]{2,8})",
    check,
    context: &["ゆうちょ", "郵便貯金", "貯金", "記号"],
    context_required: true,
    positives: &[
        ("ゆうちょ銀行 記号 10120 番号 12345671", "10120-12345671"),
        ("ゆうちょ　記号：１０１２０　番号：１２３４５６７１", "10120-12345671"),
        ("記号番号 10120-1-12345671", "10120-12345671"),
        ("記号 10120-12345671", "10120-12345671"),
    ],
    near_misses: &[
        "記号 20120 番号 12345671",
        "図面記号 10120",
        "記号 10120 番号 123456712",
        "健康保険証 記号 1012 番号 12",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let groups: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let (symbol, number) = match groups.as_slice() {
        [symbol, number] => (*symbol, *number),
        [symbol, reissue, number] if reissue.len() == 1 => (*symbol, *number),
        _ => return None,
    };
    let plausible =
        symbol.len() == 5 && symbol.starts_with(['0', '1']) && (2..=8).contains(&number.len());
    let savings = symbol.starts_with('1') && symbol.ends_with('0') && number.ends_with('1');
    let confidence = if savings { 0.85 } else { 0.65 };
    plausible.then(|| passed(format!("{symbol}-{number}"), confidence, "structure"))
}

//! The Japanese basic pension number (基礎年金番号): four and six digits (National Pension Act,
//! article 14; Japan Pension Service).

use super::sums::{number, passed, varied};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "jp_pension",
    field: Field::NationalId,
    scheme: Some(Scheme::JpPension),
    pattern: r"[0-9]{4}[ \-]?[0-9]{6}",
    check,
    context: &["年金番号", "年金手帳", "年金証書", "pension number", "pension no"],
    context_required: true,
    positives: &[
        ("基礎年金番号：1234-567890", "1234567890"),
        ("基礎年金番号 １２３４－５６７８９０", "1234567890"),
        ("年金手帳 記号番号 1234 567890", "1234567890"),
        ("基礎年金番号の照合\n室井 3917-450028 済", "3917450028"),
    ],
    near_misses: &[
        "品番 1234-567890",
        "基礎年金番号 1234-5678901",
        "基礎年金番号 0000-000000",
        "年金の件\n電話 0285-331122",
    ],
};

/// Behind the word for pensions alone only what no telephone is written like.
pub const SHORT: Detector = Detector {
    name: "jp_pension_short",
    field: Field::NationalId,
    scheme: Some(Scheme::JpPension),
    pattern: r"[1-9][0-9]{3}-[0-9]{6}",
    check,
    context: &["年金", "厚年", "基礎番号"],
    context_required: true,
    positives: &[
        ("年金 5024-417362／生 S51.9.30", "5024417362"),
        ("厚年 6348-546509　雇保 0902-414477-3", "6348546509"),
        ("厚生年金（４６６７－１９６０８２）", "4667196082"),
    ],
    near_misses: &[
        "年金事務所 0285-331122",
        "年金ダイヤル 0570-051165",
        "年金の件 品番 5024-417362",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let number = number(text, 10)?;
    varied(&number).then(|| passed(number, 0.75, "structure"))
}

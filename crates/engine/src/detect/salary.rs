//! Amounts of pay in running text, behind a word for pay and with a currency or a multiplier.

use super::{Checked, Detector, digits};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "salary",
    field: Field::Salary,
    scheme: None,
    pattern: r"(?i)(?:月額|月給|年収|年俸|時給|日給|基本給|給与|賞与|手当|手取り?|報酬月額|昇給|(?:mức )?lương[\p{Ll}\p{M} ]{0,24}|thu nhập[\p{Ll}\p{M} ]{0,16}|phụ cấp[\p{Ll}\p{M} ]{0,16}|thưởng[\p{Ll}\p{M} ]{0,10}|thực (?:nhận|lĩnh)|luong[a-z ]{0,16}|salary[a-z ]{0,16}|wages?(?: of)?|base pay|basic pay|annual pay|gross pay|net pay|take-home(?: pay)?|sign-on bonus(?: of)?|bonus(?: of)?|stipend(?: of)?|allowance(?: of)?|earn(?:s|ed|ing)?|is paid|makes|hourly rate(?: of)?|retainer|compensation(?: of)?|remuneration(?: of)?)[ :：=はがをで、(（]{0,3}((?:[¥￥$£€₹]|US\$|S\$|USD|JPY|EUR|GBP|VND|Rs\.?) ?[0-9][0-9,.]*[0-9](?: ?[km])?|[0-9][0-9,.]*(?: ?(?:億|百万|万|千)[0-9]*)? ?(?:円|ドル)|[0-9][0-9,.]*[0-9]?(?: ?[-–] ?[0-9][0-9,.]*)? ?(?:triệu(?: rưỡi)?|trieu|tr[0-9]?|nghìn|ngàn|đồng|dong|đ|VND|VNĐ|k|USD|EUR|JPY|GBP)(?:$|[^\p{L}0-9]))",
    check,
    context: &[],
    context_required: false,
    positives: &[
        ("資格手当 月給280,000円とする", "280000"),
        ("Mức lương chính: 12.500.000 đồng/tháng", "12500000"),
        ("lương thực nhận có 7,2tr", "72"),
        ("You will be paid an annual salary of $92,500 in 26", "92500"),
    ],
    near_misses: &["給与明細 12月分", "bonus 3 points", "lương tháng 9", "makes 12 parts an hour"],
};

fn check(text: &str) -> Option<Checked> {
    let number = digits(text);
    let fits = (1..=12).contains(&number.len());
    fits.then_some(Checked { normalized: number, confidence: 0.75, validator: None })
}

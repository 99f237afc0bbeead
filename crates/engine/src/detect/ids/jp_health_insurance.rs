//! The symbol and number of a Japanese health insurance card (記号・番号, with the branch number
//! since 2021; Health Insurance Act, article 194-2).

use super::sums::{all_digits, passed};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "jp_health_insurance",
    field: Field::HealthInsurance,
    scheme: Some(Scheme::JpHealthInsurance),
    pattern: r"記号(?:[・]?番号)?[ :・]{0,3}([0-9]{1,8}[ 、,/・\-]{0,3}(?:番号)?[ :]{0,3}[0-9]{1,8}(?:[ (]{0,2}枝番[ :)]{0,3}[0-9]{1,2})?)",
    check,
    context: &["健康保険", "被保険者", "保険証", "資格確認書", "健保"],
    context_required: true,
    positives: &[
        ("健康保険証 記号 12345678 番号 123", "12345678-123"),
        ("被保険者証　記号：１２３４　番号：５６７８", "1234-5678"),
        ("健保 記号・番号 1234・567", "1234-567"),
        ("資格確認書 記号 1234 番号 56 (枝番) 01", "1234-56-01"),
    ],
    near_misses: &["記号 12340 番号 12345671", "健康保険 記号 A", "健康保険の記号と番号の変更"],
};

fn check(text: &str) -> Option<Checked> {
    let groups: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let plausible = matches!(groups.as_slice(), [symbol, number] | [symbol, number, _]
        if symbol.len() <= 8 && number.len() <= 8 && all_digits(symbol));
    plausible.then(|| passed(groups.join("-"), 0.75, "structure"))
}

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

/// The two with their labels, as a card prints them; the word for insurance may stand far above or behind.
pub const CARD: Detector = Detector {
    name: "jp_health_insurance_card",
    field: Field::HealthInsurance,
    scheme: Some(Scheme::JpHealthInsurance),
    pattern: r"記号[ :]{0,3}([0-9]{4,8}[ 、,]{0,3}番号[ :]{0,3}[0-9]{1,7}(?:[ (]{0,2}枝番[ :)]{0,3}[0-9]{1,2})?)|記号[・ ]?番号[ :]{1,3}([0-9]{4,8}[\-・][0-9]{1,7})(?:$|[^0-9\-])",
    check: check_card,
    context: &["健康保険", "保険証", "健保"],
    context_required: false,
    positives: &[
        ("記号 77140028  番号 1506", "77140028-1506"),
        ("記号 6113 番号 50927（枝番）00　保険者名 関東健保", "6113-50927-00"),
        ("任継 記号 ０１０９０ 番号 700213", "01090-700213"),
        ("意見：要受診。　記号番号 21090344-34", "21090344-34"),
    ],
    near_misses: &[
        "記号 12340 番号 1234561",
        "記号 123 番号 45",
        "記号と番号 77140028",
        "ゆうちょ 記号番号 10120-1234567",
    ],
};

/// Accounts of the post have a symbol of five digits that begins with 1.
fn check_card(text: &str) -> Option<Checked> {
    let symbol: String = text.chars().take_while(char::is_ascii_digit).collect();
    let postal = symbol.len() == 5 && symbol.starts_with('1');
    (!postal).then(|| check(text)).flatten()
}

/// The number of an insured of long-term care (ten digits) or of medical care for the old (eight).
pub const CARE: Detector = Detector {
    name: "jp_care_insurance",
    field: Field::HealthInsurance,
    scheme: None,
    pattern: r"(?:介護保険|介保|後期高齢)[^0-9\n]{0,18}?([0-9]{10}|[0-9]{8})(?:$|[^0-9円])",
    check: check_care,
    context: &["介護保険", "介保", "後期高齢"],
    context_required: true,
    positives: &[
        ("介護保険被保険者証　番号 0000441827　保険者 092015", "0000441827"),
        ("後期高齢 被保険者番号 01927734 保険者番号 39092010", "01927734"),
        ("介保№ ００００３８９１０４", "0000389104"),
    ],
    near_misses: &[
        "介護保険料 12345678円",
        "介護保険 保険者番号 092015",
        "介護保険料率 令和6年度",
        "介護保険 0000000000",
    ],
};

fn check_care(text: &str) -> Option<Checked> {
    let number = super::sums::compact(text).filter(|number| all_digits(number))?;
    super::sums::varied(&number).then(|| passed(number, 0.75, "structure"))
}

fn check(text: &str) -> Option<Checked> {
    let groups: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let plausible = matches!(groups.as_slice(), [symbol, number] | [symbol, number, _]
        if symbol.len() <= 8 && number.len() <= 8 && all_digits(symbol));
    plausible.then(|| passed(groups.join("-"), 0.75, "structure"))
}

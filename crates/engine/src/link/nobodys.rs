//! What patterns and the tagger find in text and is nobody's: firms beside no one, vehicles of firms, numbers by chance.

use super::free::{TAGGED_FIRM, line_around};
use super::value::offset_in;
use crate::detect::Hit;
use candor_facts::Field;

/// Words of firms that keep money or heal: whose customer somebody is, not where somebody works.
const SERVES: &[&str] = &[
    "銀行",
    "信金",
    "信用金庫",
    "信組",
    "農協",
    "ゆうちょ",
    "bank",
    "ngân hàng",
    "病院",
    "クリニック",
    "医院",
    "眼科",
    "歯科",
    "bệnh viện",
    "clinic",
    "hospital",
    "surgery",
];
/// Words beside a firm that tell of work there.
const WORKS_THERE: &[&str] = &[
    "勤務",
    "勤め",
    "入社",
    "在籍",
    "前職",
    "出身",
    "出向",
    "派遣",
    "内定",
    "転職",
    "employer",
    "worked",
    "working",
    "works for",
    "formerly",
    "previous",
    "joined",
    "làm việc",
    "công tác",
    "làm ở",
    "làm tại",
    "nơi làm",
    "từng làm",
];

/// Takes away firms that the tagger told on lines that name nobody and tell of no work there, and banks and hospitals
/// beside which no word tells of it.
pub fn drop_strange_firms(text: &str, hits: &mut Vec<Hit>) {
    let firm = |hit: &Hit| &*hit.name == TAGGED_FIRM;
    if !hits.iter().any(firm) {
        return;
    }
    let names: Vec<usize> =
        hits.iter().filter(|hit| hit.field == Field::Name).map(|hit| hit.start as usize).collect();
    hits.retain(|hit| {
        if !firm(hit) {
            return true;
        }
        let line = line_around(text, hit.start as usize);
        let place = offset_in(text, line);
        let named = names.iter().any(|at| (place..place + line.len()).contains(at));
        let lower = line.to_lowercase();
        let works = WORKS_THERE.iter().any(|word| lower.contains(word));
        let raw = text.get(hit.start as usize..hit.end as usize).unwrap_or_default().to_lowercase();
        let serves = SERVES.iter().any(|word| raw.contains(word));
        works || named && !serves
    });
}

/// Words of a line about a vehicle of a firm.
const OF_FIRMS: &[&str] = &[
    "xe cty",
    "của công ty",
    "xe công ty",
    "đầu kéo",
    "rơ moóc",
    "ro mooc",
    "xe tải",
    "container",
    "owner=company",
    "company car",
    "company van",
    "pool car",
    "fleet",
    "rental car",
    "社用車",
    "社有車",
    "営業車",
    "レンタカー",
    "タクシー",
    "代車",
    "リース車",
];

/// Takes away plates on lines that speak of a firm's vehicle.
pub fn drop_vehicles_of_firms(text: &str, hits: &mut Vec<Hit>) {
    hits.retain(|hit| {
        let lower = || line_around(text, hit.start as usize).to_lowercase();
        hit.field != Field::VehiclePlate || {
            let lower = lower();
            !OF_FIRMS.iter().any(|word| lower.contains(word))
        }
    });
}

/// Words of which a paper with a payment card holds one.
const CARD_WORDS: &[&str] = &[
    "card",
    "カード",
    "visa",
    "master",
    "jcb",
    "amex",
    "american express",
    "diners",
    "cvv",
    "cvc",
    "クレジット",
    "thẻ",
    "the tin dung",
    "expir",
    "有効期限",
    "billing",
    "payment",
    "charge",
    "支払",
    "決済",
    "thanh toán",
];

/// So many valid numbers in one text are no coincidence.
const CHANCE_CARDS: usize = 3;

/// One in ten numbers of sixteen digits passes the check: one or two of them in a text that never
/// speaks of cards or paying are serial numbers.
pub fn drop_chance_cards(text: &str, hits: &mut Vec<Hit>) {
    let bare = |hit: &Hit| hit.field == Field::PaymentCard && hit.context.is_none();
    let count = hits.iter().filter(|hit| bare(hit)).count();
    if count == 0 || count >= CHANCE_CARDS {
        return;
    }
    let lower = text.to_lowercase();
    if !CARD_WORDS.iter().any(|word| lower.contains(word)) {
        hits.retain(|hit| !bare(hit));
    }
}

/// Words of papers that speak of social security numbers.
const SECURITY_WORDS: &[&str] = &[
    "ssn",
    "social sec",
    "social trace",
    "soc sec",
    "soc. sec",
    "ss no",
    "ss#",
    "w-2",
    "w-4",
    "w-9",
    "1099",
    "i-9",
    "payroll",
    "withholding",
    "taxpayer",
    "dependent",
    "beneficiar",
    "background check",
    "new hire",
    "benefits",
];

/// Parts and orders are numbered `012-34-5678` too: without a word such a number counts beside a name, or where the
/// paper speaks of social security or pay.
pub fn drop_chance_numbers(text: &str, hits: &mut Vec<Hit>) {
    let bare = |hit: &Hit| &*hit.name == "us_ssn" && hit.context.is_none();
    if !hits.iter().any(bare) {
        return;
    }
    let lower = text.to_lowercase();
    if SECURITY_WORDS.iter().any(|word| lower.contains(word)) {
        return;
    }
    let names: Vec<usize> =
        hits.iter().filter(|hit| hit.field == Field::Name).map(|hit| hit.start as usize).collect();
    hits.retain(|hit| {
        let line = line_around(text, hit.start as usize);
        let place = offset_in(text, line);
        !bare(hit) || names.iter().any(|at| (place..place + line.len()).contains(at))
    });
}

//! What patterns and the tagger find in text and is nobody's: firms beside no one, vehicles of firms, numbers by chance.

use super::free::TAGGED_FIRM;
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

/// Bytes on either side of a find that are looked at, within its line or its paragraph.
const NEAR_BYTES: usize = 240;

/// Bytes of a line besides the firm that it is.
const ALONE_BYTES: usize = 8;

/// What stands around a find: of its line, or of its paragraph, and no further than `NEAR_BYTES`.
fn around<'t>(text: &'t str, hit: &Hit, end: &str) -> (usize, &'t str) {
    let (start, stop) = (hit.start as usize, hit.end as usize);
    let from = (start.saturating_sub(NEAR_BYTES)..=start).find(|at| text.is_char_boundary(*at));
    let to = (stop..=text.len().min(stop + NEAR_BYTES)).rev().find(|at| text.is_char_boundary(*at));
    let (from, to) = (from.unwrap_or(start), to.unwrap_or(stop));
    let before = text.get(from..start).unwrap_or_default();
    let from = before.rfind(end).map_or(from, |at| from + at + end.len());
    let behind = text.get(stop..to).unwrap_or_default();
    let to = behind.find(end).map_or(to, |at| stop + at);
    (from, text.get(from..to).unwrap_or_default())
}

/// Whether somebody is named in the paragraph of a find; `names` are sorted.
fn names_someone(text: &str, hit: &Hit, names: &[usize]) -> bool {
    let (from, near) = around(text, hit, "\n\n");
    let next = names.partition_point(|at| *at < from);
    names.get(next).is_some_and(|at| *at < from + near.len())
}

/// Where names begin, in order.
fn names(hits: &[Hit]) -> Vec<usize> {
    let of_names = hits.iter().filter(|hit| hit.field == Field::Name);
    let mut starts: Vec<usize> = of_names.map(|hit| hit.start as usize).collect();
    starts.sort_unstable();
    starts
}

/// Whether a text holds a word; one of Latin letters must stand by itself, so that `bank` is not in `Burbank`.
fn says(lower: &str, word: &str) -> bool {
    let alone = |at: usize| {
        let before = lower.as_bytes().get(at.wrapping_sub(1));
        let behind = lower.as_bytes().get(at + word.len());
        ![before, behind].into_iter().flatten().any(u8::is_ascii_alphanumeric)
    };
    !word.is_ascii() && lower.contains(word) || lower.match_indices(word).any(|(at, _)| alone(at))
}

/// Takes away firms that the tagger told on lines that name nobody and tell of no work there, unless the line is the firm's
/// own beside somebody's or the text is `of_person` as a whole; and banks and hospitals beside which neither a word nor a title tells of it.
pub fn drop_strange_firms(text: &str, of_person: bool, hits: &mut Vec<Hit>) {
    let firm = |hit: &Hit| &*hit.name == TAGGED_FIRM;
    if !hits.iter().any(firm) {
        return;
    }
    let names = names(hits);
    let mut titles: Vec<usize> = hits
        .iter()
        .filter(|hit| hit.field == Field::JobTitle)
        .map(|hit| hit.start as usize)
        .collect();
    titles.sort_unstable();
    hits.retain(|hit| {
        if !firm(hit) {
            return true;
        }
        let (from, line) = around(text, hit, "\n");
        let lower = line.to_lowercase();
        let titled = titles.get(titles.partition_point(|at| *at < from));
        let titled = titled.is_some_and(|at| *at < from + line.len());
        let works = titled || WORKS_THERE.iter().any(|word| lower.contains(word));
        let raw = text.get(hit.start as usize..hit.end as usize).unwrap_or_default().to_lowercase();
        let serves = SERVES.iter().any(|word| says(&raw, word));
        // A line of its own in a signature or on a card.
        let alone = line.trim().len() <= raw.len() + ALONE_BYTES;
        let next = names.get(names.partition_point(|at| *at < from));
        let here = next.is_some_and(|at| *at < from + line.len());
        works || !serves && (of_person || here || alone && names_someone(text, hit, &names))
    });
}

/// Words of a line about a vehicle of a firm.
const OF_FIRMS: &[&str] = &[
    "xe cty",
    "xe của công ty",
    "(của công ty",
    "của công ty,",
    "xe công ty",
    "đầu kéo",
    "rơ moóc",
    "ro mooc",
    "owner=company",
    "company car",
    "company van",
    "pool car",
    "fleet vehicle",
    "fleet car",
    "fleet van",
    "rental car",
    "社用車",
    "社有車",
    "営業車",
    "レンタカー",
    "タクシー",
    "リース車",
];
/// Words of a line about somebody's own.
const OWN: &[&str] = &[
    "マイカー",
    "自家用",
    "私用",
    "own car",
    "của ông",
    "của bà",
    "của anh",
    "của chị",
    "xe riêng",
];

/// Takes away plates on lines that speak of a firm's vehicle.
pub fn drop_vehicles_of_firms(text: &str, hits: &mut Vec<Hit>) {
    hits.retain(|hit| {
        if hit.field != Field::VehiclePlate {
            return true;
        }
        let lower = around(text, hit, "\n").1.to_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
        says(OWN) || !says(OF_FIRMS)
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
    " dependent",
    "beneficiar",
    "background check",
    "new hire",
    "benefits",
];

/// Words of papers of goods and orders.
const GOODS: &[&str] = &[
    "part no",
    "part number",
    "p/n",
    "qty",
    "quantity",
    "invoice",
    "quotation",
    "quote",
    "purchase order",
    "p.o.",
    "po no",
    "unit price",
    "order no",
    "order number",
    "drawing",
    "assy",
    "assembly",
    "lot no",
    "serial",
    "heat ",
    "bill of lading",
    "delivery",
];

/// Parts and orders are numbered `012-34-5678` too: in a paper of goods that does not speak of social security or pay such a
/// number counts beside a word for it or a name.
pub fn drop_chance_numbers(text: &str, of_person: bool, hits: &mut Vec<Hit>) {
    let bare = |hit: &Hit| &*hit.name == "us_ssn" && hit.context.is_none();
    if of_person || !hits.iter().any(bare) {
        return;
    }
    let lower = text.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if says(SECURITY_WORDS) || !says(GOODS) {
        return;
    }
    let names = names(hits);
    hits.retain(|hit| !bare(hit) || names_someone(text, hit, &names));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect;
    use crate::link::beside;

    fn hit(text: &str, raw: &str, name: &str, field: Field) -> Hit {
        let start = text.find(raw).unwrap();
        beside::hit(text, start..start + raw.len(), name, field, 0.9)
    }

    #[test]
    fn firms_count_beside_somebody_or_a_word_for_work() {
        let stays = |text: &str, firm: &str, name: Option<&str>| {
            let mut hits = vec![hit(text, firm, TAGGED_FIRM, Field::Employer)];
            hits.extend(name.map(|name| hit(text, name, "name", Field::Name)));
            drop_strange_firms(text, false, &mut hits);
            hits.iter().any(|hit| hit.field == Field::Employer)
        };
        assert!(stays(
            "Jane Miller\nSenior Buyer\nNorthgate Fabrication",
            "Northgate Fabrication",
            Some("Jane Miller")
        ));
        assert!(!stays(
            "Jane Miller\n\nprinter by Northgate Fabrication",
            "Northgate Fabrication",
            Some("Jane Miller")
        ));
        assert!(stays("前職 両毛生コン", "両毛生コン", None));
        assert!(!stays("室井 健吾 みぶ野信用金庫 普通", "みぶ野信用金庫", Some("室井 健吾")));
        assert!(stays("Ann Lee, Burbank Tooling", "Burbank Tooling", Some("Ann Lee")));
        let cell = "Company: Northgate Fabrication";
        let mut of_row = vec![hit(cell, "Northgate Fabrication", TAGGED_FIRM, Field::Employer)];
        drop_strange_firms(cell, true, &mut of_row);
        assert_eq!(of_row.len(), 1);
    }

    #[test]
    fn plates_of_firms_and_numbers_by_chance_are_nobodys() {
        let plates = |text: &str, plate: &str| {
            let mut hits = vec![hit(text, plate, "vn_plate", Field::VehiclePlate)];
            drop_vehicles_of_firms(text, &mut hits);
            hits.len()
        };
        assert_eq!(plates("Xe: 51D-447.29 (xe cty)", "51D-447.29"), 0);
        assert_eq!(plates("xe tải 51C-123.45 của ông An", "51C-123.45"), 1);
        assert_eq!(plates("12 Fleet Street, AB12 CDE", "AB12 CDE"), 1);
        let numbers = |text: &str| {
            let mut hits = detect::find(text);
            drop_chance_numbers(text, false, &mut hits);
            hits.iter().filter(|hit| hit.field == Field::NationalId).count()
        };
        assert_eq!(numbers("NEXT ASSEMBLY 300-66-1001"), 0);
        assert_eq!(numbers("payroll, assembly line 300-66-1001"), 1);
        assert_eq!(numbers("the applicant gave 300-66-1001"), 1);
        assert_eq!(numbers("Delivery for Mr. John Miller\n300-66-1001"), 1);
    }
}

//! Detectors: one file per kind of value, each with its pattern, its check and its own cases.
//!
//! A detector looks at free text. Columns and labels, which know the field already, come first
//! (see module `link`) and use the same checks.

mod address;
mod birth_beside;
mod criminal;
mod date_of_birth;
mod education;
mod email;
mod employee_id;
mod gender;
mod health_findings;
mod honorific_name;
mod iban;
pub mod ids;
mod medical;
mod my_number;
mod nationality;
mod needs;
mod organisation;
mod pattern;
mod payment_card;
mod phone;
mod role;
mod salary;
mod ticket_name;
mod us_ssn;
mod vn_cccd;

pub use address::{looks_like_address, normalize as normalize_address};
pub use date_of_birth::{date_in, normalize as normalize_date, normalize_birth, serial_birth};
pub use email::{is_shared_mailbox, normalize as normalize_email};
pub use gender::ticked;
pub use honorific_name::is_facility;
pub use my_number::valid as my_number_valid;
pub use nationality::is_country;
pub use payment_card::luhn;
pub use phone::{
    is_free_call, is_landline, is_mobile, normalize as normalize_phone,
    normalize_without_trunk as normalize_phone_without_trunk,
};
pub use ticket_name::read as ticket_name;

use crate::fold::{Folded, lines};
use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};
use candor_facts::{Field, Scheme};
use needs::{FAR, NEEDS, Telling};
pub(crate) use pattern::Pattern;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

/// A kind of value that can be found in free text.
#[derive(Debug)]
pub struct Detector {
    pub name: &'static str,
    pub field: Field,
    pub scheme: Option<Scheme>,
    /// Over the half-width view of a line; group 1 is the value, or the whole match. Unicode
    /// word boundaries are not used: they are a hundred times slower than the rest.
    pub pattern: &'static str,
    /// Checks and normalises a candidate; `None` refuses it.
    pub check: fn(&str) -> Option<Checked>,
    /// Words before the value that support it, in lower case.
    pub context: &'static [&'static str],
    /// Whether the value counts only next to such a word.
    pub context_required: bool,
    /// Texts in which exactly the second string must be found, normalised.
    pub positives: &'static [(&'static str, &'static str)],
    /// Texts in which nothing must be found.
    pub near_misses: &'static [&'static str],
}

/// A candidate that passed.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    pub normalized: String,
    pub confidence: f32,
    pub validator: Option<&'static str>,
}

/// A value found in free text.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Name of the detector.
    pub name: Arc<str>,
    pub field: Field,
    pub scheme: Option<Scheme>,
    pub start: u32,
    pub end: u32,
    pub checked: Checked,
    pub context: Option<String>,
}

/// The catalogue, stronger detectors first: where two hits overlap, the earlier one wins.
pub fn catalogue() -> impl Iterator<Item = &'static Detector> {
    const FIRST: &[&Detector] = &[
        &iban::DETECTOR,
        &payment_card::DETECTOR,
        &my_number::DETECTOR,
        &us_ssn::DETECTOR,
        &us_ssn::PLAIN,
        &vn_cccd::DETECTOR,
    ];
    const LAST: &[&Detector] = &[
        &email::DETECTOR,
        &email::DISGUISED,
        &employee_id::DETECTOR,
        &gender::TICKED,
        &gender::BESIDE,
        &gender::LABELLED,
        &gender::SEGMENT,
        &nationality::TOLD,
        &nationality::SEGMENT,
        &salary::JAPANESE,
        &salary::ENGLISH,
        &salary::VIETNAMESE,
        &health_findings::MEASURED,
        &health_findings::STATE,
        &medical::DETECTOR,
        &medical::NAMED,
        &medical::CONDITION,
        &criminal::DETECTOR,
        &date_of_birth::DETECTOR,
        &date_of_birth::NAMED,
        &date_of_birth::PARTLY_JA,
        &date_of_birth::YEAR_VI,
        &birth_beside::SHORT,
        &birth_beside::VIETNAMESE,
        &birth_beside::SEGMENT,
        &birth_beside::YEAR_BEHIND,
        &birth_beside::KANJI,
        &birth_beside::CHOSEN_ERA,
        &phone::DETECTOR,
        &phone::INTERNATIONAL,
        &phone::SPACED,
        &phone::UNPLANNED,
        &address::DETECTOR_JA,
        &address::DETECTOR_VI,
        &address::DETECTOR_EN,
        &address::PLAIN_VI,
        &address::CITY_JA,
        &organisation::DETECTOR,
        &education::DETECTOR,
        &honorific_name::DETECTOR_JA,
        &honorific_name::KANA_JA,
        &honorific_name::OFFICE_JA,
        &honorific_name::HIGHLAND_VI,
        &honorific_name::DETECTOR_VI,
        &honorific_name::GIVEN_VI,
        &honorific_name::FULL_VI,
        &honorific_name::PLAIN_VI,
        &honorific_name::KIN_VI,
        &honorific_name::DETECTOR_EN,
        &honorific_name::SAN,
        &honorific_name::INITIALS,
        &honorific_name::KNOWN_EN,
        &honorific_name::REVERSED,
        &ticket_name::DETECTOR,
        &honorific_name::LETTERS,
        &role::TITLE,
        &role::DEPARTMENT,
    ];
    FIRST.iter().chain(ids::IDS).chain(LAST).copied()
}

/// How far before a value a context word may stand, in bytes.
const CONTEXT_BYTES: usize = 48;

/// A detector ready to run: of the catalogue, or of a case's own settings.
#[derive(Debug)]
pub struct Rule {
    pub name: Arc<str>,
    pub field: Field,
    pub scheme: Option<Scheme>,
    pub pattern: Pattern,
    pub check: fn(&str) -> Option<Checked>,
    pub context: Vec<String>,
    pub context_required: bool,
}

/// All rules with what tells quickly which of them a line can concern.
#[derive(Debug)]
pub struct Finder {
    rules: Vec<Rule>,
    /// Words without one of which a rule finds nothing in a line, and which rules wait for each.
    words: AhoCorasick,
    awaited_by: Vec<Vec<usize>>,
    /// Rules that wait for no word.
    restless: Vec<usize>,
    /// Rules whose word may stand anywhere in a document, each with its words.
    far: Vec<FarRule>,
    /// All those words.
    far_words: AhoCorasick,
}

/// A rule whose word may stand on another line than the value.
#[derive(Debug)]
struct FarRule {
    rule: usize,
    telling: Telling,
    /// The numbers of its words among all.
    words: Range<usize>,
}

/// Words that a document says somewhere, by rule, for values that need not stand beside them.
#[derive(Clone, Debug, Default)]
pub struct Heard(BTreeMap<usize, String>);

impl Heard {
    pub const fn nothing() -> Self {
        Self(BTreeMap::new())
    }
}

static CATALOGUE: LazyLock<Finder> = LazyLock::new(|| match Finder::new(Vec::new()) {
    Ok(finder) => finder,
    Err(error) => unreachable!("a pattern of the catalogue: {error}"),
});

/// The word that a text says somewhere, for values that need not stand beside it.
struct Far<'a> {
    rule: usize,
    word: &'a str,
    telling: Telling,
}

/// Finds everything the catalogue knows in `text`, in order, without overlaps.
pub fn find(text: &str) -> Vec<Hit> {
    CATALOGUE.find(text)
}

/// Whether a text is a Japanese vehicle plate and nothing else.
pub fn is_plate(text: &str) -> bool {
    let text: String = text.chars().map(crate::fold::half).collect();
    let plate = catalogue().find(|detector| detector.name == "jp_plate");
    plate.and_then(|plate| find_one(plate, &text)).is_some_and(|length| length + 2 >= text.len())
}

/// The length of what one detector of the catalogue finds in `text`, in bytes.
pub fn find_one(detector: &Detector, text: &str) -> Option<usize> {
    let rule = CATALOGUE.rules.iter().find(|rule| *rule.name == *detector.name)?;
    let captures = rule.pattern.regex().captures(text)?;
    let first = usize::from(captures.len() > 1);
    let value = (first..captures.len()).find_map(|group| captures.get(group))?;
    (rule.check)(value.as_str()).map(|_| value.len())
}

impl Finder {
    /// The catalogue behind the case's `own` rules, which win where both find something.
    pub fn new(own: Vec<Rule>) -> Result<Self, Box<regex::Error>> {
        let mut rules = own;
        for detector in catalogue() {
            rules.push(Rule {
                name: Arc::from(detector.name),
                field: detector.field,
                scheme: detector.scheme,
                pattern: Pattern::new(detector.pattern),
                check: detector.check,
                context: detector.context.iter().map(|word| (*word).to_owned()).collect(),
                context_required: detector.context_required,
            });
        }
        let mut awaited: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut restless = Vec::new();
        for (at, rule) in rules.iter().enumerate() {
            let mut needs = NEEDS.iter().filter(|(name, _)| *name == &*rule.name).peekable();
            if rule.context_required {
                rule.context.iter().for_each(|word| awaited.entry(word).or_default().push(at));
            } else if needs.peek().is_some() {
                let words = needs.flat_map(|(_, words)| *words);
                words.for_each(|word| awaited.entry(word).or_default().push(at));
            } else {
                restless.push(at);
            }
        }
        let words = AhoCorasickBuilder::new()
            .match_kind(MatchKind::Standard)
            .build(awaited.keys())
            .map_err(|error| Box::new(regex::Error::Syntax(error.to_string())))?;
        let awaited_by = awaited.into_values().collect();
        let (mut far, mut far_words): (Vec<FarRule>, Vec<&str>) = (Vec::new(), Vec::new());
        for (rule, known) in rules.iter().enumerate() {
            let Some((_, telling, said)) = FAR.iter().find(|(name, ..)| *name == &*known.name)
            else {
                continue;
            };
            let first = far_words.len();
            far_words.extend(said.iter().copied());
            far.push(FarRule { rule, telling: *telling, words: first..far_words.len() });
        }
        let far_words = AhoCorasickBuilder::new()
            .match_kind(MatchKind::Standard)
            .build(&far_words)
            .map_err(|error| Box::new(regex::Error::Syntax(error.to_string())))?;
        Ok(Self { rules, words, awaited_by, restless, far, far_words })
    }

    /// Adds what a text of a document says to what was heard of it before.
    pub fn hear(&self, text: &str, heard: &mut Heard) {
        let lower = Folded::new(text).text.to_lowercase();
        for found in self.far_words.find_overlapping_iter(&lower) {
            let word = found.pattern().as_usize();
            // `cell` is not in `excellent`.
            let letter =
                |at: usize| lower.as_bytes().get(at).is_some_and(u8::is_ascii_alphanumeric);
            if letter(found.start()) && found.start().checked_sub(1).is_some_and(letter) {
                continue;
            }
            let said = lower.get(found.range()).unwrap_or_default();
            for far in self.far.iter().filter(|far| far.words.contains(&word)) {
                heard.0.entry(far.rule).or_insert_with(|| said.to_owned());
            }
            if heard.0.len() == self.far.len() {
                break;
            }
        }
    }

    /// Finds everything in a text that is all there is, in order, without overlaps.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let mut heard = Heard::nothing();
        self.hear(text, &mut heard);
        self.find_in(text, &heard)
    }

    /// Finds everything in a text of a document that says those words somewhere.
    pub fn find_in(&self, text: &str, heard: &Heard) -> Vec<Hit> {
        let folded = Folded::new(text);
        let mut hits: Vec<(usize, Hit)> = Vec::new();
        let far: Vec<Far<'_>> = self
            .far
            .iter()
            .filter_map(|far| {
                Some(Far { rule: far.rule, word: heard.0.get(&far.rule)?, telling: far.telling })
            })
            .collect();
        for line in lines(&folded.text) {
            let body = folded.text.get(line.clone()).unwrap_or_default();
            for rule in self.possible(body) {
                self.read_line((rule, None), &folded, line.clone(), &mut hits);
            }
            // Numbers that tell by themselves what they are may stand on other lines than their word.
            for far in far.iter().filter(|_| body.bytes().any(|byte| byte.is_ascii_digit())) {
                self.read_line((far.rule, Some(far)), &folded, line.clone(), &mut hits);
            }
        }
        without_overlaps(hits)
    }

    /// The rules that may find something in a line, in their order.
    fn possible(&self, line: &str) -> Vec<usize> {
        // Years stand in kanji as well.
        let digits = line.bytes().any(|byte| byte.is_ascii_digit()) || line.contains('年');
        let lower = line.to_lowercase();
        let mut rules = self.restless.clone();
        for word in self.words.find_overlapping_iter(&lower) {
            rules.extend(self.awaited_by.get(word.pattern().as_usize()).into_iter().flatten());
        }
        rules.sort_unstable();
        rules.dedup();
        if !digits {
            rules.retain(|at| self.rules.get(*at).is_some_and(|rule| !holds_digits(rule.field)));
        }
        rules
    }

    fn read_line(
        &self,
        (number, far): (usize, Option<&Far<'_>>),
        folded: &Folded,
        line: Range<usize>,
        hits: &mut Vec<(usize, Hit)>,
    ) {
        let (Some(rule), Some(text)) = (self.rules.get(number), folded.text.get(line.clone()))
        else {
            return;
        };
        let mut at = 0;
        while let Some(captures) = rule.pattern.regex().captures_at(text, at) {
            let Some(whole) = captures.get(0) else { break };
            let group = (1..captures.len()).find_map(|group| captures.get(group));
            if group.is_none() && captures.len() > 1 {
                // An alternative without the value is there to pass over what only looks like one.
                at = whole.end().max(at + 1);
                if !text.is_char_boundary(at) {
                    break;
                }
                continue;
            }
            let value = group.unwrap_or(whole);
            // Letters that the pattern itself holds are no strange ones.
            let strange =
                value.start() == whole.start() && rule.follows_letters(text, whole.start());
            let hit = rule.judge(folded, text, line.start, value.range(), far).filter(|_| !strange);
            at = if hit.is_some() {
                whole.end().max(at + 1)
            } else {
                behind_first_token(text, whole.start())
            };
            // What stands beside its word goes before what does not.
            let rank = if far.is_some() { number + self.rules.len() } else { number };
            hits.extend(hit.map(|hit| (rank, hit)));
            if !text.is_char_boundary(at) || at > text.len() {
                break;
            }
        }
    }
}

impl Rule {
    /// Checks a candidate in `line`, which begins at `start` of the folded text.
    fn judge(
        &self,
        folded: &Folded,
        line: &str,
        start: usize,
        range: Range<usize>,
        far: Option<&Far<'_>>,
    ) -> Option<Hit> {
        let before_it = line.get(..range.start).unwrap_or_default();
        let goes_on = before_it
            .strip_suffix('-')
            .is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()));
        if touches_number(line, &range)
            || goes_on && is_code(self.field)
            || self.field == Field::Phone
                && is_switchboard(line.get(range.end..).unwrap_or_default())
        {
            return None;
        }
        let mut checked = (self.check)(line.get(range.clone())?)?;
        let before = before(line, range.start);
        let support = nearest(&before, self.context.iter().map(String::as_str));
        if is_code(self.field) {
            // `Mã 0912345678` is a code of whatever kind; other identifiers are called `mã số …` themselves.
            let codes = (self.field == Field::Phone).then_some("mã ");
            let against = nearest(&before, NOT_PERSONAL.iter().copied().chain(codes));
            if against.is_some_and(|(at, _)| support.is_none_or(|(near, _)| near < at)) {
                return None;
            }
        }
        let far = far.filter(|far| {
            support.is_none()
                && checked.confidence >= SURE_ALONE
                && (far.telling)(line.get(range.clone()).unwrap_or_default())
        });
        match support {
            Some(_) => checked.confidence = (checked.confidence + 0.15).min(0.99),
            None if far.is_some() => checked.confidence -= 0.1,
            None if self.context_required => return None,
            None => {}
        }
        Some(Hit {
            name: Arc::clone(&self.name),
            field: self.field,
            scheme: self.scheme,
            start: folded.original(start + range.start),
            end: folded.original(start + range.end),
            checked,
            context: match far {
                Some(far) => Some(format!("{}, elsewhere in the text", far.word)),
                None => support.map(|(_, word)| word.to_owned()),
            },
        })
    }

    /// `SUA-0936-110-482`, `PB-560-59-5942`: letters and a hyphen make what follows a part of a code, if they are no label
    /// and none of this rule's words.
    fn follows_letters(&self, line: &str, at: usize) -> bool {
        const LABELS: &[&str] = &[
            "tel", "t", "m", "h", "p", "ph", "hp", "mob", "mobile", "phone", "cell", "fax", "sdt",
            "dt", "ssn", "id", "no", "pin", "home", "zalo", "ip",
        ];
        let before = line.get(..at).unwrap_or_default();
        let Some(rest) = before.strip_suffix('-').filter(|_| is_code(self.field)) else {
            return false;
        };
        let start = rest.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
        let word = rest.get(start..).unwrap_or_default().to_ascii_lowercase();
        !word.is_empty()
            && !LABELS.contains(&word.as_str())
            && !self.context.iter().any(|known| known.trim_end().ends_with(&word))
    }
}

/// The confidence of a check from which on a value may stand far from its word.
const SURE_ALONE: f32 = 0.7;

/// Values that are digits and letters, which other codes of a business resemble.
const fn is_code(field: Field) -> bool {
    matches!(
        field,
        Field::Phone
            | Field::NationalId
            | Field::TaxId
            | Field::PaymentCard
            | Field::BankAccount
            | Field::Passport
            | Field::DriverLicence
            | Field::ResidenceCard
            | Field::HealthInsurance
            | Field::IpAddress
            | Field::VehiclePlate
    )
}

/// Values of which every one holds a digit.
const fn holds_digits(field: Field) -> bool {
    is_code(field)
        || matches!(
            field,
            Field::Iban | Field::DateOfBirth | Field::Address | Field::EmployeeId | Field::Salary
        )
}

/// Words before a code that show it is the business's own: parts, orders, lots, and the company's
/// switchboard.
const NOT_PERSONAL: &[&str] = &[
    "品番",
    "型番",
    "型式",
    "図番",
    "図面番号",
    "部品",
    "部番",
    "注文番号",
    "注文no",
    "発注番号",
    "伝票",
    "ロット",
    "シリアル",
    "製造番号",
    "製番",
    "機番",
    "請求書番号",
    "請求番号",
    "見積番号",
    "契約番号",
    "管理番号",
    "受付番号",
    "整理番号",
    "文書番号",
    "jan",
    "バーコード",
    "追跡番号",
    "送り状",
    "商品コード",
    "商品番号",
    "顧客コード",
    "取引先コード",
    "法人番号",
    "登録番号",
    "お問合せ",
    "お問い合わせ",
    "問合せ先",
    "contact us",
    "liên hệ:",
    "代表電話",
    "代表番号",
    "代表tel",
    "代表:",
    "(代表)",
    "大代表",
    "会社代表",
    "fax",
    "ファックス",
    "ファクス",
    "part no",
    "part number",
    "part#",
    "part #",
    "p/n",
    "model",
    "serial",
    "s/n",
    "order no",
    "order number",
    "order id",
    "order #",
    "order:",
    "po no",
    "po number",
    "po#",
    "p.o.",
    "invoice no",
    "invoice number",
    "invoice #",
    "lot no",
    "lot number",
    "lot:",
    "lot ",
    "sku",
    "item no",
    "item code",
    "item #",
    "tracking",
    "batch",
    "drawing no",
    "dwg",
    "ref no",
    "reference no",
    "reference:",
    "ref:",
    "assy",
    "ser. ",
    "ticket",
    "case no",
    "switchboard",
    "main line",
    "head office",
    "hotline",
    "office",
    "main ",
    "代表",
    "company phone",
    "văn phòng",
    "代表）",
    "本社",
    "toll free",
    "toll-free",
    "version",
    "firmware",
    "mã hàng",
    "mã sản phẩm",
    "mã đơn",
    "mã vận đơn",
    "mã lô",
    "số lô",
    "số hóa đơn",
    "hóa đơn số",
    "số hợp đồng",
    "số seri",
    "số po",
    "đơn hàng",
    "tổng đài",
    "số fax",
    "mst",
    "mã số thuế",
    "vat no",
    "vat reg",
    "ein",
    "duns",
];

/// Whether what follows a telephone says that it is a company's main line.
fn is_switchboard(behind: &str) -> bool {
    let next: String = behind.trim_start().chars().take(6).collect::<String>().to_lowercase();
    ["(代", "代表", "(大代", "(main", "(tổng", "(hq", "[代"]
        .iter()
        .any(|mark| next.starts_with(mark))
}

/// The line before a value, as far back as context counts, in lower case.
fn before(line: &str, start: usize) -> String {
    let from = (start.saturating_sub(CONTEXT_BYTES)..=start)
        .find(|at| line.is_char_boundary(*at))
        .unwrap_or(start);
    line.get(from..start).unwrap_or_default().to_lowercase()
}

/// The word that ends nearest to the value, and where it ends.
fn nearest<'a>(before: &str, words: impl Iterator<Item = &'a str>) -> Option<(usize, &'a str)> {
    // A word of Latin letters begins where a word begins: `cell` is not in `excellent`.
    let begins = |at: usize, word: &str| {
        let letter = word.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric);
        let last = before.as_bytes().get(at.wrapping_sub(1));
        !letter || !last.is_some_and(u8::is_ascii_alphanumeric)
    };
    words
        .filter_map(|word| {
            let (at, _) = before.rmatch_indices(word).find(|(at, _)| begins(*at, word))?;
            Some((at + word.len(), word))
        })
        .max_by_key(|(end, word)| (*end, word.len()))
}

/// Where to look again after a refusal: behind the first token of the refused text, since the true
/// value may begin with the second (`exp 2027 4111 …`).
fn behind_first_token(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let first = rest.chars().next().map_or(1, char::len_utf8);
    let token = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    start + token.max(first)
}

/// A value that begins or ends inside a longer number, or is the fraction of one, is another number.
fn touches_number(text: &str, range: &Range<usize>) -> bool {
    let bytes = text.as_bytes();
    let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let point = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at)).is_some_and(|b| matches!(b, b'.' | b','))
    };
    let fraction = digit(Some(range.start))
        && point(range.start.checked_sub(1))
        && digit(range.start.checked_sub(2));
    let integer =
        digit(range.end.checked_sub(1)) && point(Some(range.end)) && digit(Some(range.end + 1));
    if fraction || integer {
        return true;
    }
    let edge = |inside: Option<&u8>, outside: Option<&u8>| {
        inside.is_some_and(u8::is_ascii_digit) && outside.is_some_and(u8::is_ascii_alphanumeric)
    };
    if text.get(..range.start).is_some_and(ends_with_label) {
        return edge(range.end.checked_sub(1).and_then(|at| bytes.get(at)), bytes.get(range.end));
    }
    let before = range.start.checked_sub(1).and_then(|at| bytes.get(at));
    edge(bytes.get(range.start), before)
        || edge(range.end.checked_sub(1).and_then(|at| bytes.get(at)), bytes.get(range.end))
}

/// `TEL03-…`: a label may touch its number.
fn ends_with_label(before: &str) -> bool {
    let tail: String = before.chars().rev().take(6).collect::<Vec<_>>().into_iter().rev().collect();
    let tail = tail.to_lowercase();
    ["tel", "phone", "mobile", "fax"].iter().any(|label| tail.ends_with(label))
}

fn without_overlaps(mut hits: Vec<(usize, Hit)>) -> Vec<Hit> {
    hits.sort_by_key(|(rank, hit)| (*rank, hit.start));
    let mut kept: BTreeMap<u32, Hit> = BTreeMap::new();
    for (_, hit) in hits {
        let before = kept.range(..hit.end).next_back();
        if before.is_none_or(|(_, other)| other.end <= hit.start) {
            kept.insert(hit.start, hit);
        }
    }
    kept.into_values().collect()
}

/// The digits of a text.
pub fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_detector_finds_its_positives_and_passes_its_near_misses() {
        for detector in catalogue() {
            assert!(
                !detector.positives.is_empty() && !detector.near_misses.is_empty(),
                "{}",
                detector.name
            );
            pattern::compile(detector.pattern).unwrap();
            for (text, expected) in detector.positives {
                let hits = find(text);
                let found: Vec<_> = hits
                    .iter()
                    .filter(|h| &*h.name == detector.name)
                    .map(|h| h.checked.normalized.as_str())
                    .collect();
                assert_eq!(found, [*expected], "{} in {text:?}", detector.name);
            }
            for text in detector.near_misses {
                let found = find(text).into_iter().filter(|h| &*h.name == detector.name).count();
                assert_eq!(found, 0, "{} must find nothing in {text:?}", detector.name);
            }
        }
    }

    #[test]
    fn names_are_unique_and_patterns_avoid_unicode_boundaries() {
        let names: std::collections::BTreeSet<_> = catalogue().map(|d| d.name).collect();
        assert_eq!(names.len(), catalogue().count());
        for detector in catalogue() {
            assert!(
                !detector.pattern.contains(r"\b") || detector.pattern.contains(r"(?-u:\b)"),
                "{}",
                detector.name
            );
        }
    }

    #[test]
    fn hits_lie_inside_the_text_and_do_not_overlap() {
        let text = "連絡先：０９０－１２３４－５６７８ taro@example.co.jp 4111 1111 1111 1111";
        let hits = find(text);
        assert_eq!(hits.len(), 3);
        assert!(hits.windows(2).all(|pair| pair[0].end <= pair[1].start));
        assert_eq!(
            &text[hits[0].start as usize..hits[0].end as usize],
            "０９０－１２３４－５６７８"
        );
    }
}

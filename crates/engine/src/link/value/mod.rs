//! Values whose field is already known from a column, a label or a mail header: is the text a
//! value of that field, and in which normal form?

mod code;
mod phone;

pub use code::{is_cccd, is_example_number, is_passport};

use crate::detect::{
    self, digits, normalize_address, normalize_birth, normalize_email, serial_birth,
};
use crate::labels::Meaning;
use crate::names::shape;
use crate::normal::{is_cjk, plain, squeeze};
use candor_facts::{Field, Scheme};
use code::{
    account, code, code_in, insured, is_small_number, national_id, without_country, without_state,
};
use phone::phone;

/// A value that fits its field.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    pub normalized: String,
    pub confidence: f32,
    pub validator: Option<&'static str>,
    pub scheme: Option<Scheme>,
}

impl Value {
    pub fn new(normalized: String, confidence: f32) -> Self {
        Self { normalized, confidence, validator: None, scheme: None }
    }

    fn checked(normalized: String, confidence: f32, validator: &'static str) -> Self {
        Self { normalized, confidence, validator: Some(validator), scheme: None }
    }
}

/// Texts that stand for "nothing here".
const EMPTY: &[&str] = &[
    "-",
    "--",
    "ー",
    "―",
    "なし",
    "無し",
    "無",
    "n/a",
    "na",
    "none",
    "null",
    "不明",
    "未定",
    "該当なし",
    "khong",
    "khong co",
    "an danh",
    "anonymous",
    "匿名",
    "tbd",
    "同上",
    "*",
];

/// Words of a label in a second language that may stand before a value.
const LABEL_WORDS_MAX: usize = 4;

/// Where in `whole` a part of it begins, in bytes.
pub fn offset_in(whole: &str, part: &str) -> usize {
    part.as_ptr().addr().saturating_sub(whole.as_ptr().addr())
}

/// What of a text is the value: without a label of the same field in another language and without a word
/// for "number" before it (`DATE OF BIRTH 1996年08月23日`, `No. TZ1175934`).
pub fn value_of(field: Field, text: &str) -> &str {
    let ids = [
        Field::Passport,
        Field::NationalId,
        Field::DriverLicence,
        Field::ResidenceCard,
        Field::HealthInsurance,
    ];
    let numbered = ids.contains(&field);
    let text = if numbered || matches!(field, Field::EmployeeId | Field::TaxId) {
        code_in(field, text)
    } else {
        text
    };
    let text = if field == Field::DriverLicence { without_state(text) } else { text };
    // `Team 2` and `障害 2級` are values as a whole.
    if !numbered && ![Field::DateOfBirth, Field::Phone, Field::Salary].contains(&field) {
        return text;
    }
    let ends = text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
    let heads: Vec<usize> = ends.take(LABEL_WORDS_MAX).collect();
    for at in heads.into_iter().rev() {
        let (head, rest) = text.split_at_checked(at).unwrap_or((text, ""));
        let head = head.trim_end_matches([':', '：']);
        let number = || {
            ["no", "no.", "số", "#", "№", "番号", "dl", "lic", "lic.", "esi"]
                .contains(&head.to_lowercase().as_str())
        };
        let label = || matches!(crate::labels::meaning(head), Some(Meaning::Field(known, _)) if known == field);
        let rest = rest.trim_start_matches([' ', '\u{3000}', ':', '：']);
        if rest.bytes().any(|b| b.is_ascii_digit()) && (numbered && number() || label()) {
            return rest;
        }
    }
    text
}

/// Checks `text` as a value of `field`.
pub fn check(field: Field, scheme: Option<Scheme>, text: &str) -> Option<Value> {
    let text = text.trim();
    if is_example_number(field, text) {
        return None;
    }
    if text.is_empty() || EMPTY.contains(&plain(text).as_str()) {
        return None;
    }
    let mut value = match field {
        Field::Name => name(text),
        Field::Email => email(text),
        Field::Phone => phone(text),
        Field::Address => address(text),
        Field::DateOfBirth => {
            let date = normalize_birth(text).or_else(|| serial_birth(text));
            let date = date.filter(|date| is_birth(date));
            date.map(|date| Value::checked(date, 0.95, "calendar"))
        }
        Field::NationalId => return national_id(scheme, text),
        Field::PaymentCard => card(text),
        Field::Iban => known("iban", text),
        Field::Gender => gender(text),
        Field::Salary => salary(text),
        Field::BankAccount => account(text),
        Field::EmployeeId => code(text, 2, 20, 1, 0.9),
        Field::Passport => code(without_country(text), 7, 10, 6, 0.85),
        Field::DriverLicence => code(text, 6, 16, 5, 0.85),
        Field::ResidenceCard => code(text, 12, 12, 8, 0.9),
        Field::HealthInsurance
            if scheme == Some(Scheme::JpHealthInsurance) && is_small_number(text) =>
        {
            Some(Value::new(digits(text), 0.8))
        }
        Field::HealthInsurance => insured(text)
            .or_else(|| code(text, 6, 20, 6, 0.85))
            .or_else(|| code(text, 8, 24, 5, 0.8)),
        Field::TaxId => code(text, 6, 20, 6, 0.85),
        Field::Credential => credential(text),
        Field::IpAddress => ip(text),
        Field::VehiclePlate => plate(text),
        Field::Employer
        | Field::Department
        | Field::JobTitle
        | Field::Education
        | Field::Nationality => words(text),
        Field::Medical | Field::Criminal => condition(text),
    }?;
    value.scheme = scheme;
    Some(value)
}

/// Whether somebody may have been born on a date: the first and the last day that systems know stand for none.
fn is_birth(date: &str) -> bool {
    let year = date.get(..4).and_then(|year| year.parse::<u16>().ok());
    year.is_some_and(|year| (1900..2040).contains(&year)) && !date.starts_with("1900-01-01")
}

/// Marks of respect after and before a name, which are not part of it.
const HONORIFICS: &[&str] = &["様", "さま", "殿", "さん", "氏", "先生", "くん", "君", "ちゃん"];
const TITLES: &[&str] = &[
    "Mr. ",
    "Mrs. ",
    "Ms. ",
    "Miss ",
    "Dr. ",
    "Mr ",
    "Mrs ",
    "Ms ",
    "Dr ",
    "Prof. ",
    "Prof ",
    "Sir ",
    "Smt. ",
    "Shri ",
    "Datin ",
    "Ông ",
    "Bà ",
    "Anh ",
    "Chị ",
    "Thầy ",
    "Cô ",
    "ông ",
    "bà ",
    "anh ",
    "chị ",
    "BS ",
    "Bs ",
    "Ông/Bà ",
    "BS.CKI ",
    "BS.CKII ",
    "BSCKI ",
    "Bs. ",
    "BS. ",
    "CN. ",
    "CN ",
    "ThS. ",
    "TS. ",
    "KS. ",
    "KTV ",
    "ĐD ",
    "DS. ",
    "ThS ",
    "KS ",
    "Hi ",
    "Hello ",
    "Dear ",
    "Chi ",
    "Ong ",
    "Em ",
];

/// The name without marks of respect.
pub fn bare_name(text: &str) -> &str {
    let text = text.trim();
    let text = TITLES.iter().find_map(|title| text.strip_prefix(title)).unwrap_or(text);
    let bare = HONORIFICS.iter().find_map(|mark| text.strip_suffix(mark)).unwrap_or(text);
    // A seal's place behind the name, and a post behind a whole name: `Faith Krieger, Buyer`.
    let bare = bare.trim().trim_end_matches(SEALS).trim();
    match bare.split_once(',') {
        Some((whole, _)) if whole.trim().contains(' ') && !bare.chars().any(is_cjk) => whole.trim(),
        _ => bare,
    }
}

/// A name of one word, where every neighbour is a name.
pub fn lone_name(text: &str) -> Option<Value> {
    let bare = bare_name(text);
    let length = bare.chars().count();
    let letters = bare
        .chars()
        .all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’' | 'ー' | '・'));
    let capital = bare.chars().next().is_some_and(|c| c.is_uppercase() || is_cjk(c));
    let named = (2..=16).contains(&length) && letters && capital;
    (named && !EMPTY.contains(&plain(bare).as_str()) && shape(bare).is_some())
        .then(|| Value::new(squeeze(bare), 0.6))
}

const SEALS: &[char] = &['印', '㊞'];

/// `KOSAKA/SHIRO MR`: how tickets and passports' lists write a name.
fn ticket_name(text: &str) -> Option<Value> {
    let ticket = detect::ticket_name(text)?;
    Some(Value::new(format!("{} {}", ticket.family, ticket.given), 0.9))
}

/// Whether a text is a name as tickets write it.
pub fn is_ticket_name(text: &str) -> bool {
    detect::ticket_name(text.trim()).is_some()
}

/// A name without the reading in kana or the quoted nickname behind it.
fn without_reading(text: &str) -> String {
    let mut words: Vec<&str> =
        text.split([' ', '\u{3000}']).filter(|word| !word.is_empty()).collect();
    let kana = |word: &str| word.chars().all(|c| crate::normal::is_kana(c) || c == '・');
    let han = words.iter().any(|word| word.chars().any(crate::normal::is_han));
    if han && words.len() >= 3 {
        while words.len() > 2 && words.last().is_some_and(|word| kana(word)) {
            words.pop();
        }
    }
    words.retain(|word| {
        !word.starts_with(['"', '“', '「', '\'']) || !word.ends_with(['"', '”', '」', '\''])
    });
    words.join(" ")
}

fn name(text: &str) -> Option<Value> {
    if let Some(value) = ticket_name(text.trim()) {
        return Some(value);
    }
    let bare = bare_name(text);
    let bare = bare.split(['（', '(', '、']).next().unwrap_or(bare).trim();
    let bare = without_reading(bare);
    let bare = bare.as_str();
    let judged = shape(bare)?;
    if judged.plausible < 0.3 && !judged.full || crate::names::is_placeholder(bare) {
        return None;
    }
    Some(Value::new(squeeze(bare), 0.75 + 0.24 * judged.plausible))
}

/// A name of several words that was typed without capitals in a column of names, if its words are known as
/// names: `võ kim cương`.
pub fn small_name(text: &str) -> Option<Value> {
    const KNOWN: f32 = 0.92;
    let small = text.contains(' ') && text.chars().all(|c| c.is_lowercase() || c == ' ');
    let capital = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters).collect::<String>()
    };
    if !small || EMPTY.contains(&plain(text).as_str()) {
        return None;
    }
    let judged = shape(&text.split(' ').map(capital).collect::<Vec<_>>().join(" "))?;
    (judged.plausible >= KNOWN).then(|| Value::new(squeeze(text), 0.75))
}

fn email(text: &str) -> Option<Value> {
    let inner = text.split_once('<').map_or(text, |(_, rest)| rest);
    let address = normalize_email(inner)?;
    let confidence = if detect::is_shared_mailbox(&address) { 0.3 } else { 0.98 };
    Some(Value::new(address, confidence))
}

/// Words of addresses that stand for any address.
const NOWHERE: &[&str] = &[
    "○○",
    "〇〇",
    "△△",
    "××",
    "□□",
    "見本町",
    "ダミー",
    "テスト市",
    "đường X",
    "phường Y",
    "Your Street",
    "Anytown",
];

fn address(text: &str) -> Option<Value> {
    if NOWHERE.iter().any(|word| text.contains(word)) {
        return None;
    }
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let long = text.chars().count() >= 6 && letters >= 4 && !text.contains('@');
    let key = normalize_address(text).or_else(|| long.then(|| crate::normal::address_key(text)))?;
    long.then(|| Value::new(key, 0.92))
}

fn card(text: &str) -> Option<Value> {
    let number = digits(text);
    let fits = (14..=19).contains(&number.len()) && detect::luhn(&number);
    fits.then(|| Value::checked(number, 0.95, "luhn"))
}

fn known(detector: &str, text: &str) -> Option<Value> {
    let hit = detect::find(text).into_iter().find(|hit| &*hit.name == detector)?;
    Some(Value::checked(hit.checked.normalized, 0.97, hit.checked.validator.unwrap_or("pattern")))
}

fn gender(whole: &str) -> Option<Value> {
    // `1:男`, `1 男`; a code alone stays.
    let coded = |c: char| c.is_ascii_digit() || matches!(c, ':' | '：' | '.' | ' ');
    let text =
        Some(whole.trim_start_matches(coded)).filter(|text| !text.is_empty()).unwrap_or(whole);
    let word = match plain(text).as_str() {
        "男" | "男性" | "男子" | "m" | "male" | "nam" | "trai" | "man" | "男m" | "男m."
        | "おとこ" => "male",
        "女" | "女性" | "女子" | "f" | "female" | "nu" | "gai" | "woman" | "女f" | "女f." | "w" => {
            "female"
        }
        "その他" | "other" | "khac" | "x" => "other",
        // Codes of JIS X 0303 and ISO/IEC 5218.
        "1" => "male",
        "2" => "female",
        _ => detect::ticked(text)?,
    };
    Some(Value::new(word.to_owned(), 0.95))
}

fn salary(text: &str) -> Option<Value> {
    let number = digits(text);
    let words = plain(text);
    let rest = words.chars().filter(|c| c.is_alphabetic()).count();
    let amount = (4..=12).contains(&number.len()) && rest <= 8;
    // `28.40` an hour, `7,2tr`, `38k`, `28万円`.
    let unit =
        ["k", "tr", "trieu", "万", "千円", "usd", "/h"].iter().any(|unit| words.contains(unit));
    let cents = text.trim_end().rsplit_once('.').is_some_and(|(_, cents)| cents.len() == 2);
    let short = (2..=3).contains(&number.len()) && rest <= 8 && (unit || cents);
    (amount || short).then(|| Value::new(number, 0.85))
}

/// A secret: one run of signs that is no word of everyday language.
fn credential(text: &str) -> Option<Value> {
    let hidden = text.chars().all(|c| matches!(c, '*' | '•' | '●' | '-' | 'x' | 'X' | '＊'));
    let one = (4..=200).contains(&text.chars().count()) && !text.contains(char::is_whitespace);
    (one && !hidden).then(|| Value::new(text.to_owned(), 0.85))
}

fn ip(text: &str) -> Option<Value> {
    let address: std::net::IpAddr = text.parse().ok()?;
    Some(Value::checked(address.to_string(), 0.95, "address syntax"))
}

fn plate(text: &str) -> Option<Value> {
    let length = text.chars().filter(|c| c.is_alphanumeric()).count();
    let fits = (4..=14).contains(&length) && !digits(&squeeze(text)).is_empty();
    fits.then(|| Value::new(squeeze(text), 0.85))
}

/// What a column of health or court matters says; `none` and its kin say nothing.
fn condition(text: &str) -> Option<Value> {
    const NOTHING: &[&str] = &[
        "異常なし",
        "特になし",
        "特記なし",
        "問題なし",
        "良好",
        "健康",
        "normal",
        "no",
        "nil",
        "healthy",
        "binh thuong",
        "khong co gi",
        "tot",
        "a",
        "有",
        "○",
        "yes",
        "済",
    ];
    let key = plain(text);
    if NOTHING.contains(&key.as_str()) {
        return None;
    }
    let length = text.chars().count();
    // A record's number or a date is no finding of a doctor's.
    let (letters, digits) = text.chars().fold((0, 0), |(letters, digits), c| {
        (letters + usize::from(c.is_alphabetic()), digits + usize::from(c.is_ascii_digit()))
    });
    let code = !text.contains(char::is_whitespace) && digits > letters;
    (length <= 160 && letters > 0 && !code).then(|| Value::new(squeeze(text), 0.85))
}

/// The names in a value that lists several: `西 みのり／仲村渠 ひとみ`, `高坂取締役, 寺井, 磯部(派遣)`.
pub fn names_in(text: &str) -> Vec<&str> {
    let cjk = text.chars().any(is_cjk);
    let part =
        |c: char| matches!(c, '、' | '，' | '／' | '/' | ';' | '；' | '\n') || cjk && c == ',';
    let pieces: Vec<&str> =
        text.split(part).map(without_office).filter(|piece| !piece.is_empty()).collect();
    let named: Vec<&str> = pieces.iter().copied().filter(|piece| name(piece).is_some()).collect();
    if pieces.len() >= 2 && named.len() * 3 >= pieces.len() * 2 { named } else { vec![text] }
}

/// A name without the office behind it and remarks in brackets.
fn without_office(text: &str) -> &str {
    const OFFICES: &[&str] = &[
        "代表取締役",
        "取締役",
        "社長",
        "会長",
        "専務",
        "常務",
        "本部長",
        "部長",
        "次長",
        "課長",
        "係長",
        "主任",
        "顧問",
        "店長",
        "室長",
    ];
    let text = text.split(['(', '（']).next().unwrap_or(text).trim();
    let bare = OFFICES.iter().find_map(|office| text.strip_suffix(office)).unwrap_or(text);
    if bare.chars().any(is_cjk) { bare.trim() } else { text }
}

fn words(text: &str) -> Option<Value> {
    let length = text.chars().count();
    let letters = text.chars().any(char::is_alphabetic);
    ((1..=80).contains(&length) && letters).then(|| Value::new(squeeze(text), 0.85))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normalized(field: Field, text: &str) -> Option<String> {
        check(field, None, text).map(|value| value.normalized)
    }

    #[test]
    fn examples_free_calls_and_states_are_known() {
        let ids = |text: &str| is_example_number(Field::NationalId, text);
        assert!(ids("078-05-1120") && ids("999-99-9999") && ids("AB123456C") && ids("S1234567D"));
        assert!(!ids("536-22-1234") && !is_example_number(Field::BankAccount, "1234567"));
        assert_eq!(check(Field::NationalId, Some(Scheme::UsSsn), "000-00-0000"), None);
        for free in ["+1 800 221 4090", "+44 345 300 9923", "+81 120 123 456", "+84 1900 1234"] {
            assert_eq!(check(Field::Phone, None, free), None, "{free}");
        }
        assert!(check(Field::Phone, None, "+1 415 555 2671").is_some());
        let licence = |text| value_of(Field::DriverLicence, text);
        assert_eq!(licence("MI H162198276194"), "H162198276194");
        assert_eq!(licence("A130324001847 MI"), "A130324001847");
        assert_eq!(licence("MH12 20170033471"), "MH12 20170033471");
        assert_eq!(licence("DL N26-17-004471"), "N26-17-004471");
    }

    #[test]
    fn values_fit_or_are_refused() {
        assert!(small_name("võ kim cương").is_some());
        assert!(small_name("thép tấm cuộn").is_none() && small_name("ẩn danh").is_none());
        assert_eq!(normalized(Field::Name, "山田　太郎 様").as_deref(), Some("山田 太郎"));
        assert_eq!(normalized(Field::Name, "株式会社例示"), None);
        assert_eq!(normalized(Field::Name, "なし"), None);
        assert_eq!(normalized(Field::Phone, "9012345678").as_deref(), Some("+819012345678"));
        assert_eq!(
            normalized(Field::Email, "Taro <TARO@example.com>").as_deref(),
            Some("taro@example.com")
        );
        assert_eq!(
            normalized(Field::BankAccount, "例示銀行 本店 普通 1234567").as_deref(),
            Some("1234567")
        );
        assert_eq!(normalized(Field::Gender, "Nữ").as_deref(), Some("female"));
        assert_eq!(normalized(Field::PaymentCard, "4111111111111112"), None);
    }

    #[test]
    fn what_stands_around_a_value_is_not_part_of_it() {
        assert_eq!(value_of(Field::DateOfBirth, "DATE OF BIRTH 1996年08月23日"), "1996年08月23日");
        assert_eq!(value_of(Field::Passport, "No. TZ1175934"), "TZ1175934");
        let code = |text| value_of(Field::HealthInsurance, text);
        assert_eq!(code("SWC/IND/88204-7, Sahyadri Wellcare"), "SWC/IND/88204-7");
        assert_eq!(code("đã cấp          7423701693"), "7423701693");
        assert_eq!(code("AMH 20447190 01 since 2019"), "AMH 20447190 01");
        assert_eq!(value_of(Field::NationalId, "PA503734D Table A"), "PA503734D");
        let pension = "5503-709558、健康保険は21100562の51番";
        assert_eq!(value_of(Field::NationalId, pension), "5503-709558");
        assert_eq!(offset_in(pension, value_of(Field::NationalId, pension)), 0);
        assert_eq!(value_of(Field::EmployeeId, "none yet"), "none yet");
        assert_eq!(value_of(Field::NationalId, "079085001234 10/05/2021"), "079085001234");
        assert_eq!(value_of(Field::DriverLicence, "Type 2 lic 12345678"), "12345678");
        assert_eq!(value_of(Field::TaxId, "78 342 606 519"), "78 342 606 519");
        let others = "Hafiz lic serial 002417735";
        assert_eq!(value_of(Field::EmployeeId, others), others);
        assert_eq!(value_of(Field::EmployeeId, "FIB/0219, joins as GET"), "FIB/0219");
        for amount in ["1420.10", "432.000", "17.010.000", "178,500", "8% 546.400"] {
            assert_eq!(normalized(Field::HealthInsurance, amount), None, "{amount}");
        }
        assert_eq!(value_of(Field::Department, "Team 2"), "Team 2");
        assert!(normalized(Field::Phone, "0285-24-1190（平日夜間のみ）").is_some());
        assert!(normalized(Field::Phone, "020 7946 0018 (evenings)").is_some());
        assert_eq!(normalized(Field::Phone, "〒806-6543 東京都足立区綾瀬22番地の2"), None);
        assert_eq!(normalized(Field::Passport, "533901847 GBR").as_deref(), Some("533901847"));
        assert_eq!(normalized(Field::Phone, "寺井 守（父）0285-24-1190"), None);
        assert!(normalized(Field::Phone, "03-1234-5678（代表）").is_some());
        assert!(normalized(Field::Phone, "TEL 090-1234-5678 (自宅)").is_some());
        assert!(is_passport("TZ 1175934") && !is_passport("031178") && !is_passport("ABC1234567"));
    }

    #[test]
    fn names_on_tickets_in_two_writings_and_in_lists() {
        assert_eq!(normalized(Field::Name, "KOSAKA/SHIRO MR").as_deref(), Some("KOSAKA SHIRO"));
        assert_eq!(
            normalized(Field::Name, "鴨志田　正 カモシダ タダシ").as_deref(),
            Some("鴨志田 正")
        );
        assert_eq!(names_in("高坂取締役, 山本社長、佐藤(派遣)"), ["高坂", "山本", "佐藤"]);
        assert_eq!(names_in("Smith, John"), ["Smith, John"]);
        assert!(
            lone_name("THIHA").is_some()
                && lone_name("A-12").is_none()
                && lone_name("なし").is_none()
        );
        assert_eq!(normalized(Field::Phone, "8402 9917").as_deref(), Some("84029917"));
        assert_eq!(normalized(Field::Phone, "2024-08-05"), None);
        assert_eq!(normalized(Field::Medical, "S26.01.07"), None);
    }

    #[test]
    fn dates_and_addresses_of_nobody_are_no_values() {
        for date in ["1900-01-01", "2099/12/31"] {
            assert_eq!(normalized(Field::DateOfBirth, date), None, "{date}");
        }
        assert!(normalized(Field::DateOfBirth, "1901-01-01").is_some());
        assert_eq!(normalized(Field::Address, "福井県○○市△△町1-2-3"), None);
        assert_eq!(normalized(Field::EmployeeId, "00000"), None);
        assert_eq!(normalized(Field::EmployeeId, "A0000"), None);
        assert!(normalized(Field::EmployeeId, "00001").is_some());
    }

    #[test]
    fn telephones_in_kanji_and_with_letters_for_digits_are_read() {
        for text in ["O8O-3O49-7715", "〇七七四（三三）六一〇八", "84868915535", "+1 313 4O4 2218"]
        {
            assert!(normalized(Field::Phone, text).is_some(), "{text}");
        }
        assert_eq!(normalized(Field::Phone, "Ool-lO"), None);
    }

    #[test]
    fn insurers_of_japan_count_in_small_numbers() {
        let of = |scheme| check(Field::HealthInsurance, scheme, "77").map(|value| value.normalized);
        assert_eq!(of(Some(Scheme::JpHealthInsurance)).as_deref(), Some("77"));
        assert_eq!(of(None), None);
    }

    #[test]
    fn a_number_with_nine_digits_in_a_cccd_column_is_the_older_card() {
        let value = check(Field::NationalId, Some(Scheme::VnCccd), "012345678").unwrap();
        assert_eq!(value.scheme, Some(Scheme::VnCmnd));
    }
}

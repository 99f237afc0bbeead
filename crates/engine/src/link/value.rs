//! Values whose field is already known from a column, a label or a mail header: is the text a
//! value of that field, and in which normal form?

use crate::detect::{self, Detector, digits, normalize_address, normalize_birth, normalize_email};
use crate::labels::Meaning;
use crate::names::shape;
use crate::normal::{is_cjk, plain, squeeze};
use candor_facts::{Field, Scheme};

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
    let text = if field == Field::DriverLicence { without_state(text) } else { text };
    let numbered = ids.contains(&field);
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

/// Numbers that authorities and forms show as examples.
const EXAMPLE_NUMBERS: &[&str] = &["078051120", "219099999", "1234567890123"];

/// Whether the number of a document or a person is one that shows how to write it: one digit over and over, or
/// the digits in their order.
pub fn is_example_number(field: Field, text: &str) -> bool {
    const FIELDS: &[Field] = &[
        Field::NationalId,
        Field::TaxId,
        Field::Passport,
        Field::DriverLicence,
        Field::ResidenceCard,
        Field::HealthInsurance,
    ];
    if !FIELDS.contains(&field) {
        return false;
    }
    let number = digits(text);
    let repeated = || number.bytes().all(|digit| number.as_bytes().first() == Some(&digit));
    let in_order = || "1234567890".starts_with(&number);
    number.len() >= 6 && (repeated() || in_order()) || EXAMPLE_NUMBERS.contains(&number.as_str())
}

/// States that issue licences, as they stand before or behind the number.
const STATES: &[&str] = &[
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS",
    "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY",
    "NC", "ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV",
    "WI", "WY",
];

/// A licence's number without the state that issued it.
fn without_state(text: &str) -> &str {
    let enough = |rest: &str| digits(rest).len() >= 5;
    if let Some((state, rest)) = text.split_once(' ')
        && STATES.contains(&state)
        && enough(rest)
    {
        return rest.trim();
    }
    if let Some((rest, state)) = text.rsplit_once(' ')
        && STATES.contains(&state.trim_matches(['(', ')']))
        && enough(rest)
    {
        return rest.trim();
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
            normalize_birth(text).map(|date| Value::checked(date, 0.95, "calendar"))
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

/// Words beside a telephone that say which it is.
const PHONE_WORDS: &[&str] = &[
    "tel",
    "telephone",
    "phone",
    "mobile",
    "cell",
    "fax",
    "ext",
    "extension",
    "office",
    "home",
    "work",
    "main",
    "direct",
    "whatsapp",
    "zalo",
    "dt",
    "sdt",
    "dtdd",
    "dd",
    "di",
    "dong",
    "so",
    "may",
    "le",
    "ban",
    "line",
    "viber",
    "電話",
    "電話番号",
    "携帯",
    "携帯電話",
    "自宅",
    "内線",
    "代表",
    "代",
    "直通",
    "会社",
    "勤務先",
    "実家",
    "本人",
    "呼出",
    "夜間",
    "会社携帯",
    "社用携帯",
    "自宅電話",
    "携帯番号",
    "nha",
    "rieng",
    "co",
    "quan",
    "hanh",
    "chinh",
    "personal",
    "日中",
    "ファックス",
];
/// Letters beside a telephone that may be more than such words.
const PHONE_LETTERS_MAX: usize = 5;
const PHONE_KANJI_MAX: usize = 2;

/// Whether a text says more than a telephone and a remark in brackets: a name, an address, a sentence.
fn says_more_than_a_phone(text: &str) -> bool {
    let mut depth = 0_usize;
    let outside: String = text
        .chars()
        .filter(|c| {
            depth += usize::from(matches!(c, '(' | '（' | '[' | '【'));
            let out = depth == 0;
            depth = depth.saturating_sub(usize::from(matches!(c, ')' | '）' | ']' | '】')));
            out
        })
        .collect();
    let known =
        |word: &str| PHONE_WORDS.contains(&word) || PHONE_WORDS.contains(&plain(word).as_str());
    let words = outside.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let letters: Vec<char> = words.filter(|word| !known(word)).flat_map(str::chars).collect();
    let kanji = letters.iter().filter(|c| is_cjk(**c)).count();
    kanji > PHONE_KANJI_MAX || letters.len() - kanji > PHONE_LETTERS_MAX
}

fn phone(text: &str) -> Option<Value> {
    if says_more_than_a_phone(text) {
        return None;
    }
    if let Some(number) = detect::normalize_phone_without_trunk(text, None) {
        if detect::is_free_call(&number) {
            return None;
        }
        return Some(Value::checked(number, 0.95, "numbering plan"));
    }
    // A number of a country that nothing here names; the label says what it is.
    let number = digits(text);
    let signs = text
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '.' | '(' | ')' | '/'));
    let fits = signs && (8..=13).contains(&number.len()) && detect::normalize_date(text).is_none();
    let made_up = number.bytes().collect::<std::collections::BTreeSet<_>>().len() <= 2;
    fits.then_some(Value::new(number, 0.7)).filter(|_| !made_up)
}

fn address(text: &str) -> Option<Value> {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let long = text.chars().count() >= 6 && letters >= 4 && !text.contains('@');
    let key = normalize_address(text).or_else(|| long.then(|| crate::normal::address_key(text)))?;
    long.then(|| Value::new(key, 0.92))
}

fn national_id(scheme: Option<Scheme>, text: &str) -> Option<Value> {
    let number = digits(text);
    let plain_number = |confidence, scheme| {
        Some(Value {
            normalized: number.clone(),
            confidence,
            validator: None,
            scheme: Some(scheme),
        })
    };
    match (scheme, number.len()) {
        (Some(Scheme::JpMyNumber), 12) if !detect::my_number_valid(&number) => {
            plain_number(0.6, Scheme::JpMyNumber)
        }
        (Some(Scheme::VnCccd | Scheme::VnCmnd), 12) => plain_number(0.95, Scheme::VnCccd),
        (Some(Scheme::VnCccd | Scheme::VnCmnd), 9) => plain_number(0.85, Scheme::VnCmnd),
        (Some(Scheme::UsSsn), 9) => plain_number(0.95, Scheme::UsSsn),
        _ => by_scheme(scheme, text),
    }
}

/// Twelve digits that begin with a province of Vietnam and a century's sex digit.
pub fn is_cccd(value: &str) -> bool {
    let number = digits(value);
    let province = number.get(..3).and_then(|code| code.parse::<u16>().ok());
    number.len() == 12
        && value.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | '-'))
        && province.is_some_and(|code| (1..=96).contains(&code))
        && number.as_bytes().get(3).is_some_and(|digit| (b'0'..=b'3').contains(digit))
}

/// One or two letters and seven or eight digits, as passports of Japan, Vietnam and others are numbered.
pub fn is_passport(text: &str) -> bool {
    let text: String = text.chars().map(crate::fold::half).filter(|c| *c != ' ').collect();
    let number = text.trim_start_matches(|c: char| c.is_ascii_uppercase());
    (1..=2).contains(&(text.len() - number.len()))
        && (7..=8).contains(&number.len())
        && number.bytes().all(|b| b.is_ascii_digit())
}

/// An identifier as the catalogue checks it; one that fails its check is still what its label says,
/// only less surely.
fn by_scheme(scheme: Option<Scheme>, text: &str) -> Option<Value> {
    let text: String = text.chars().map(crate::fold::half).collect();
    let text = text.trim();
    // Twelve digits under `身分証` or `Số giấy tờ` are rather a citizen's number of Vietnam: a Japanese
    // number stands under its own name.
    let scheme = scheme.or_else(|| is_cccd(text).then_some(Scheme::VnCccd));
    let whole = |known: &&Detector| {
        detect::find_one(known, text).is_some_and(|length| length + 2 >= text.len())
    };
    let known = detect::catalogue().filter(|known| match scheme {
        Some(scheme) => known.scheme == Some(scheme),
        None => known.field == Field::NationalId && whole(known),
    });
    for detector in known {
        if let Some(checked) = (detector.check)(text) {
            return Some(Value {
                normalized: checked.normalized,
                confidence: checked.confidence.max(0.9),
                validator: checked.validator,
                scheme: detector.scheme.or(scheme),
            });
        }
    }
    let mut value = code(text, 6, 20, 5, 0.6)?;
    value.scheme = scheme;
    Some(value)
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

/// A passport's number without the country's three letters behind it: `533901847 GBR`.
fn without_country(text: &str) -> &str {
    let parts = text.trim_end().rsplit_once([' ', '/']);
    let country = |tail: &str| tail.len() == 3 && tail.bytes().all(|b| b.is_ascii_uppercase());
    parts.filter(|(_, tail)| country(tail)).map_or(text, |(number, _)| number)
}

/// A number or code: its length, the digits it must hold, nothing but letters, digits and dashes.
fn code(
    text: &str,
    length_min: usize,
    length_max: usize,
    digits_min: usize,
    confidence: f32,
) -> Option<Value> {
    if is_amount(text) {
        return None;
    }
    let compact: String = squeeze(text).chars().filter(char::is_ascii_alphanumeric).collect();
    let numbers = digits(&compact).len();
    // Bank accounts come with the bank's name before them.
    let tail: String =
        compact.chars().skip_while(|c| !c.is_ascii_digit() && compact.len() > length_max).collect();
    let fits = (length_min..=length_max).contains(&tail.len()) && numbers >= digits_min;
    fits.then(|| Value::new(tail.to_uppercase(), confidence))
}

/// The number of an insured person in Japan with the one of its branch: `142-02`.
fn insured(text: &str) -> Option<Value> {
    let (number, branch) = text.split_once('-')?;
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let fits =
        (1..=8).contains(&number.len()) && branch.len() == 2 && digits(number) && digits(branch);
    fits.then(|| Value::new(format!("{number}{branch}"), 0.8))
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

/// An account number, with or without the names of bank and branch around it.
fn account(text: &str) -> Option<Value> {
    let text: String = text.chars().map(crate::fold::half).collect();
    let runs = text.split(|c: char| !(c.is_ascii_digit() || c == '-'));
    let longest = runs.map(digits).max_by_key(String::len).unwrap_or_default();
    if (6..=20).contains(&longest.len()) && text.chars().any(char::is_alphabetic) {
        return Some(Value::new(longest, 0.85));
    }
    code(&text, 5, 24, 5, 0.85)
}

/// `178,500`: money, not a code.
fn is_amount(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| matches!(c, '¥' | '￥' | '$' | '円' | ' ' | '-'));
    let mut groups = bare.split(',');
    let first = groups.next().unwrap_or_default();
    let mut rest = groups.map(|group| group.split('.').next().unwrap_or(group)).peekable();
    let three = |group: &str| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit());
    rest.peek().is_some()
        && (1..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_digit())
        && rest.all(three)
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
    fn a_number_with_nine_digits_in_a_cccd_column_is_the_older_card() {
        let value = check(Field::NationalId, Some(Scheme::VnCccd), "012345678").unwrap();
        assert_eq!(value.scheme, Some(Scheme::VnCmnd));
    }
}

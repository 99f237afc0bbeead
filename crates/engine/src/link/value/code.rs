//! Numbers and codes as values: what of a text is the number, and whether it fits its field.

use super::Value;
use crate::detect::{self, Detector, digits};
use crate::fold::half;
use crate::normal::squeeze;
use candor_facts::{Field, Scheme};
use std::ops::Range;

/// Words that may stand before a code and are none of it.
const LEAD_WORDS_MAX: usize = 3;
/// Letters of a word that may be part of a code: `AMH 20447190 01`.
const CODE_LETTERS_MAX: usize = 4;

/// The code in a value that holds more: without the words before it and what follows it
/// (`PA503734D Table A`, `SWC/IND/88204-7, Sahyadri Wellcare`, `đã cấp   7423701693`).
pub(super) fn code_in(field: Field, text: &str) -> &str {
    let ends =
        |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '、' | '。' | '，' | '；' | '"');
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match start {
            None if !ends(c) => start = Some(at),
            Some(from) if ends(c) => {
                words.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    let word = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
    let number = |range: &&Range<usize>| word(range).chars().any(|c| half(c).is_ascii_digit());
    let letters = |range: &&Range<usize>| {
        let letters = word(range).trim_matches(|c: char| !c.is_alphanumeric());
        letters.len() <= CODE_LETTERS_MAX && letters.chars().all(|c| c.is_ascii_uppercase())
    };
    // A sentence may follow the label of a staff number.
    let lead = if field == Field::EmployeeId { 0 } else { LEAD_WORDS_MAX };
    let lead = lead.max(words.iter().take_while(letters).count());
    // `Type 2 licence 12345678`: small numbers lead to the longer one.
    let small = |range: &Range<usize>| {
        word(range).len() <= 2 && word(range).bytes().all(|byte| byte.is_ascii_digit())
    };
    let leads = || words.iter().take(lead + 1);
    let leads_on = |at: usize, range: &Range<usize>| {
        small(range) && words.get(at + 1).is_some_and(|next| !number(&next))
    };
    let first = leads().enumerate().position(|(at, range)| number(&range) && !leads_on(at, range));
    let Some(first) = first.or_else(|| leads().position(|range| number(&range))) else {
        return text;
    };
    let before = words.get(..first).unwrap_or_default().iter().rev();
    let first = first - before.take_while(letters).count();
    let mut last = first;
    for (at, range) in words.iter().enumerate().skip(first + 1) {
        let gap = words.get(at - 1).and_then(|before| text.get(before.end..range.start));
        let goes_on =
            gap.is_some_and(|gap| gap.chars().count() == 1 && gap.chars().all(char::is_whitespace));
        let date = detect::normalize_date(word(range)).is_some();
        if !goes_on || date || !(number(&range) || letters(&range)) {
            break;
        }
        last = if number(&range) { at } else { last };
    }
    match (words.get(first), words.get(last)) {
        (Some(from), Some(to)) => text.get(from.start..to.end).unwrap_or(text),
        _ => text,
    }
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
    // `00000`, `99999`: where no member of staff is meant.
    if field == Field::EmployeeId {
        let number = digits(text);
        let none = |digit: char| number.chars().all(|c| c == digit);
        return number.len() >= 4 && (none('0') || none('9'));
    }
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
pub(super) fn without_state(text: &str) -> &str {
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

pub(super) fn national_id(scheme: Option<Scheme>, text: &str) -> Option<Value> {
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
    let text: String = text.chars().map(half).filter(|c| *c != ' ').collect();
    let number = text.trim_start_matches(|c: char| c.is_ascii_uppercase());
    (1..=2).contains(&(text.len() - number.len()))
        && (7..=8).contains(&number.len())
        && number.bytes().all(|b| b.is_ascii_digit())
}

/// An identifier as the catalogue checks it; one that fails its check is still what its label says,
/// only less surely.
fn by_scheme(scheme: Option<Scheme>, text: &str) -> Option<Value> {
    let text: String = text.chars().map(half).collect();
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

/// A passport's number without the country's three letters behind it: `533901847 GBR`.
pub(super) fn without_country(text: &str) -> &str {
    let parts = text.trim_end().rsplit_once([' ', '/']);
    let country = |tail: &str| tail.len() == 3 && tail.bytes().all(|b| b.is_ascii_uppercase());
    parts.filter(|(_, tail)| country(tail)).map_or(text, |(number, _)| number)
}

/// A number or code: its length, the digits it must hold, nothing but letters, digits and dashes.
pub(super) fn code(
    text: &str,
    length_min: usize,
    length_max: usize,
    digits_min: usize,
    confidence: f32,
) -> Option<Value> {
    if is_amount(text) || text.contains('%') {
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

/// The number under which a health insurer of Japan counts the people of one firm.
pub(super) fn is_small_number(text: &str) -> bool {
    (1..=7).contains(&text.chars().count()) && text.chars().all(|c| half(c).is_ascii_digit())
}

/// The number of an insured person in Japan with the one of its branch: `142-02`.
pub(super) fn insured(text: &str) -> Option<Value> {
    let (number, branch) = text.split_once('-')?;
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let fits =
        (1..=8).contains(&number.len()) && branch.len() == 2 && digits(number) && digits(branch);
    fits.then(|| Value::new(format!("{number}{branch}"), 0.8))
}

/// An account number, with or without the names of bank and branch around it.
pub(super) fn account(text: &str) -> Option<Value> {
    let text: String = text.chars().map(half).collect();
    let runs = text.split(|c: char| !(c.is_ascii_digit() || c == '-'));
    let longest = runs.map(digits).max_by_key(String::len).unwrap_or_default();
    if (6..=20).contains(&longest.len()) && text.chars().any(char::is_alphabetic) {
        return Some(Value::new(longest, 0.85));
    }
    code(&text, 5, 24, 5, 0.85)
}

/// `178,500`, `17.010.000`: money, not a code.
fn is_amount(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| matches!(c, '¥' | '￥' | '$' | '円' | 'đ' | ' ' | '-'));
    let three = |group: &str| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit());
    let grouped = |mut groups: std::iter::Peekable<std::str::Split<'_, char>>| {
        let first = groups.next().unwrap_or_default();
        groups.peek().is_some()
            && (1..=3).contains(&first.len())
            && first.bytes().all(|b| b.is_ascii_digit())
            && !first.starts_with('0')
            && groups.all(|group| three(group.split('.').next().unwrap_or(group)))
    };
    // `1420.10`
    let cents = bare.rsplit_once('.').is_some_and(|(whole, cents)| {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        cents.len() == 2 && !whole.starts_with('0') && digits(whole) && digits(cents)
    });
    cents || grouped(bare.split(',').peekable()) || grouped(bare.split('.').peekable())
}

//! What the values of a column tell of it.

use super::super::staff_codes::form;
use super::super::value::{check, is_cccd, is_ticket_name};
use super::{ALIKE, VALUES_MIN};
use crate::detect::{
    Detector, catalogue, digits, find_one, looks_like_address, luhn, my_number_valid,
    normalize_birth, normalize_email, normalize_phone,
};
use crate::fold::half;
use crate::names::shape;
use candor_facts::{Cell, Field, Scheme};
use std::collections::{BTreeMap, BTreeSet};

/// The field that most values of a column fit, if they fit one.
pub(super) fn kind(values: &[&str]) -> Option<(Field, Option<Scheme>)> {
    if values.len() < VALUES_MIN {
        return None;
    }
    let share = |fits: &dyn Fn(&str) -> bool| share(values, fits);
    let different = values.iter().collect::<BTreeSet<_>>().len() * 3 > values.len();
    let number = |value: &str| digits(value);
    if share(&|value| normalize_email(value).is_some()) >= ALIKE {
        return Some((Field::Email, None));
    }
    if share(&|value| number(value).len() == 12 && my_number_valid(&number(value))) >= 0.95 {
        return Some((Field::NationalId, Some(Scheme::JpMyNumber)));
    }
    if share(&|value| is_cccd(value)) >= 0.9 {
        return Some((Field::NationalId, Some(Scheme::VnCccd)));
    }
    for scheme in [Scheme::UsSsn, Scheme::SgNric, Scheme::UkNino] {
        let fits = |value: &str| {
            let checked = check(Field::NationalId, Some(scheme), value);
            checked.is_some_and(|value| value.validator.is_some() || value.confidence >= 0.95)
        };
        let letters = scheme != Scheme::UsSsn;
        let grouped = |value: &str| value.matches('-').count() == 2 && value.len() == 11;
        if share(&|value| fits(value) && (letters || grouped(value))) >= 0.9 {
            return Some((Field::NationalId, Some(scheme)));
        }
    }
    let gender = |value: &str| {
        let word = value.chars().count() <= 6 && !value.bytes().any(|b| b.is_ascii_digit());
        word && check(Field::Gender, None, value).is_some()
    };
    if values.len() >= 3 && share(&gender) >= 0.9 {
        return Some((Field::Gender, None));
    }
    if share(&|value| check(Field::PaymentCard, None, value).is_some() && luhn(&number(value)))
        >= 0.95
    {
        return Some((Field::PaymentCard, None));
    }
    if share(&looks_like_address) >= ALIKE {
        return Some((Field::Address, None));
    }
    let mobile = |value: &str| {
        let number = number(value);
        number.len() == value.len()
            && (number.len() == 11
                && ["090", "080", "070"].iter().any(|head| number.starts_with(head))
                || number.len() == 10
                    && ["03", "05", "07", "08", "09"].iter().any(|head| number.starts_with(head)))
    };
    let grouped = |value: &str| {
        value.starts_with(['0', '+', '(']) && value.contains(['-', ' ', '.', '(']) || mobile(value)
    };
    if share(&|value| grouped(value) && normalize_phone(value).is_some()) >= ALIKE {
        return Some((Field::Phone, None));
    }
    if share(&is_birth) >= 0.95 && values.len() >= 3 {
        return Some((Field::DateOfBirth, None));
    }
    (different && holds_names(values)).then_some((Field::Name, None))
}

/// Numbers whose form or check digit tells what they are, wherever they stand beside people.
const TELLING: &[&str] = &[
    "jp_residence_card",
    "jp_driver_licence",
    "uk_driving_licence",
    "vn_bhyt",
    "jp_plate",
    "vn_plate",
    "in_pan",
    "iban",
    "kr_rrn",
];
/// Values of a column from which on their form tells.
const TELLING_MIN: usize = 3;
/// The confidence of a check that passed.
const PASSED: f32 = 0.7;

/// The detector whose numbers nearly all values of a column are.
pub(super) fn telling(values: &[&str]) -> Option<&'static Detector> {
    if values.len() < TELLING_MIN {
        return None;
    }
    TELLING.iter().find_map(|name| {
        let detector = catalogue().find(|detector| detector.name == *name)?;
        (share(values, &|value| is_told_by(detector, value)) >= 0.9).then_some(detector)
    })
}

/// Whether a text is such a number and nothing else.
fn is_told_by(detector: &Detector, text: &str) -> bool {
    let text: String = text.trim().chars().map(half).collect();
    let whole = find_one(detector, &text).is_some_and(|length| length + 2 >= text.len());
    whole && (detector.check)(&text).is_some_and(|checked| checked.confidence >= PASSED)
}

/// The field of a number of some paper whose form or check digit tells which.
pub fn told_by_form(text: &str) -> Option<Field> {
    const PAPERS: &[&str] =
        &["jp_residence_card", "jp_driver_licence", "uk_driving_licence", "vn_bhyt"];
    if my_number_valid(&digits(text)) || is_cccd(text) {
        return None;
    }
    let known = catalogue().filter(|detector| PAPERS.contains(&detector.name));
    known.filter(|detector| is_told_by(detector, text)).map(|detector| detector.field).next()
}

/// Fewer codes have no common form.
const CODES_MIN: usize = 3;

/// Whether the values of a column are codes of one form, each once, that do not count the rows.
pub(super) fn are_staff_codes(values: &[&str]) -> bool {
    let forms: BTreeSet<Option<String>> = values.iter().map(|value| form(value)).collect();
    let each_once = values.iter().collect::<BTreeSet<_>>().len() == values.len();
    let number = |value: &&str| digits(value).parse::<u64>().ok();
    let counts = values.first().and_then(number) == Some(1)
        && values.windows(2).all(|pair| {
            number(&pair[0]).is_some_and(|before| number(&pair[1]) == before.checked_add(1))
        });
    values.len() >= CODES_MIN && each_once && forms.len() == 1 && !forms.contains(&None) && !counts
}

/// Whether nearly all values of a column are titles or departments as a whole.
pub(super) fn are_roles(field: Field, values: &[&str]) -> bool {
    let detectors = || catalogue().filter(|detector| detector.field == field);
    let whole = |value: &str| {
        detectors().any(|known| find_one(known, value).is_some_and(|length| length == value.len()))
    };
    values.len() >= CODES_MIN && share(values, &whole) >= ALIKE
}

/// Years between somebody's birth and any day at work.
const YOUNGEST: u16 = 14;

/// Whether the dates of a column may be births: where a column of other dates lies long before them, those are.
pub(super) fn are_births<'t>(
    rows: &[&[Cell]],
    text: &impl Fn(&Cell) -> &'t str,
    number: u32,
) -> bool {
    let year = |cell: &Cell| -> Option<u16> {
        normalize_birth(text(cell)).filter(|date| date.len() == 10)?.get(..4)?.parse().ok()
    };
    let (mut all, mut earlier) = (0, BTreeMap::<u32, usize>::new());
    for row in rows.iter().take(super::SAMPLE_ROWS) {
        let own = row.iter().find(|cell| cell.column == number).and_then(year);
        let Some(own) = own else { continue };
        all += 1;
        for cell in row.iter().filter(|cell| cell.column != number) {
            let before = year(cell).is_some_and(|year| year + YOUNGEST <= own);
            *earlier.entry(cell.column).or_default() += usize::from(before);
        }
    }
    earlier.values().all(|before| before * 10 < all * 9)
}

/// Whether nearly all values of a column are whole names.
fn holds_names(values: &[&str]) -> bool {
    let share = |fits: &dyn Fn(&str) -> bool| share(values, fits);
    let full = |value: &str| {
        is_ticket_name(value)
            || shape(value).is_some_and(|shape| shape.full && shape.plausible >= 0.8)
    };
    // `BIGGS SHONTELLE`, `Wrona A`: rarer names and initials, with names of the dictionary among them.
    let like = |value: &str| {
        is_ticket_name(value)
            || shape(value).is_some_and(|shape| shape.full && shape.plausible >= 0.4)
    };
    let listed = |value: &str| value.split([' ', ',', '/', '-']).any(is_listed);
    share(&full) >= ALIKE
        || values.len() >= LIKE_MIN && share(&like) >= LIKE && share(&listed) >= ALIKE
}

/// The share of values that fit.
pub(super) fn share(values: &[&str], fits: &dyn Fn(&str) -> bool) -> f32 {
    let count = |count: usize| f32::from(u16::try_from(count).unwrap_or(u16::MAX));
    count(values.iter().filter(|value| fits(value)).count()) / count(values.len())
}

/// Cells of a column of less plausible names, and how many of them must look like one.
const LIKE_MIN: usize = 4;
const LIKE: f32 = 0.9;

/// Whether the dictionary knows a word as a family or given name and as nothing else.
fn is_listed(word: &str) -> bool {
    use crate::tag::{classes, lexicon};
    let known = classes(word);
    word.len() >= 3
        && known & (lexicon::SURNAME | lexicon::GIVEN) != 0
        && known & (lexicon::PLACE | lexicon::ORGANISATION | lexicon::NOUN) == 0
}

/// A date on which someone of working age may have been born.
fn is_birth(value: &str) -> bool {
    // A year alone may be anything.
    let Some(date) = normalize_birth(value).filter(|date| date.len() == 10) else { return false };
    let year: Option<u16> = date.get(..4).and_then(|year| year.parse().ok());
    year.is_some_and(|year| (1925..=2006).contains(&year))
}

//! Dates, as eight digits: year, month, day.

use super::similarity::one_slip;
use super::{Method, level, whole};
use crate::normal::squeeze;

/// `YYYYMMDD`; texts that are no date keep their digits.
fn canonical(text: &str) -> String {
    let text = squeeze(text);
    let groups: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    match groups.as_slice() {
        [year, month, day, ..] if year.len() == 4 => joined(year, month, day),
        [day, month, year, ..] if year.len() == 4 => {
            let american = month.parse::<u8>().is_ok_and(|month| month > 12);
            if american { joined(year, day, month) } else { joined(year, month, day) }
        }
        _ => groups.concat(),
    }
}

fn joined(year: &str, month: &str, day: &str) -> String {
    format!("{year}{month:0>2}{day:0>2}")
}

fn compare(left: &str, right: &str) -> usize {
    if is_year_of(left, right) || is_year_of(right, left) {
        return 2;
    }
    let parts = |date: &str| {
        let (year, rest) = (date.get(..4)?.to_owned(), date.get(4..8)?);
        Some((year, rest.get(..2)?.to_owned(), rest.get(2..)?.to_owned()))
    };
    let (Some(a), Some(b)) = (parts(left), parts(right)) else {
        return if one_slip(left, right) { 3 } else { 6 };
    };
    let swapped = a.0 == b.0 && a.1 == b.2 && a.2 == b.1;
    let agreeing = usize::from(a.0 == b.0) + usize::from(a.1 == b.1) + usize::from(a.2 == b.2);
    match () {
        () if swapped => 1,
        () if one_slip(left, right) => 3,
        () if agreeing == 2 => 4,
        () if day(left).zip(day(right)).is_some_and(|(a, b)| a.abs_diff(b) <= DAYS_NEAR) => 5,
        () => 6,
    }
}

/// Whether one is the year of the other and says no more.
fn is_year_of(year: &str, date: &str) -> bool {
    year.len() == 4 && date.len() == 8 && date.starts_with(year)
}

/// Days between dates that are near: a year, and a little more for months taken as equal.
const DAYS_NEAR: u32 = 370;

/// The number of a day, with months of 31 days.
fn day(date: &str) -> Option<u32> {
    let number = |from: usize, to: usize| date.get(from..to)?.parse::<u32>().ok();
    Some(number(0, 4)? * 372 + number(4, 6)? * 31 + number(6, 8)?)
}

/// Dates: the same, day and month swapped, a year and a date in it, one slip apart, two parts the same, within a year.
pub const DATE: Method = Method {
    name: "date",
    about: "dates in any order of year, month and day",
    levels: &[
        level("same", 0.88, 0.0005),
        level("day and month swapped", 0.02, 0.0001),
        level("the year alone", 0.02, 0.004),
        level("one slip", 0.04, 0.0014),
        level("two parts the same", 0.01, 0.003),
        level("within a year", 0.01, 0.03),
        level("different", 0.02, 0.961),
    ],
    rarity_levels: 0,
    canonical,
    compare,
    keys: whole,
    cases: &[
        ("1971-06-24", "19710624", "same"),
        ("1971年6月24日", "24/06/1971", "same"),
        ("6/24/1971", "1971/6/24", "same"),
        ("1971-06-04", "1971-04-06", "day and month swapped"),
        ("1971", "1971-06-24", "the year alone"),
        ("1971", "1972-06-24", "different"),
        ("1971-06-24", "1971-05-24", "one slip"),
        ("1971-06-24", "1971-12-24", "two parts the same"),
        ("1991-04-05", "1991-05-06", "within a year"),
        ("1971-06-24", "1982-06-25", "different"),
    ],
};

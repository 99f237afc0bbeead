//! The arithmetic that check digits share: weighted sums, ISO/IEC 7064, Verhoeff, dates.

use crate::detect::Checked;
use std::ops::Range;

/// A value that passed, with the name of what it passed.
pub fn passed(normalized: String, confidence: f32, validator: &'static str) -> Checked {
    Checked { normalized, confidence, validator: Some(validator) }
}

/// Letters and digits of a value in upper case, its separators removed; `None` when anything
/// but the usual separators stands between.
pub fn compact(text: &str) -> Option<String> {
    let kept: Option<String> = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '\t' | '-' | '.' | '/' | '・'))
        .map(|c| c.is_ascii_alphanumeric().then(|| c.to_ascii_uppercase()))
        .collect();
    kept.filter(|kept| !kept.is_empty())
}

/// The digits of a value that has nothing else but separators and is `length` digits long.
pub fn number(text: &str, length: usize) -> Option<String> {
    compact(text).filter(|kept| kept.len() == length && all_digits(kept))
}

pub fn all_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

pub fn all_letters(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_uppercase())
}

/// The digit at a place counted from zero.
pub fn digit(number: &str, at: usize) -> Option<u32> {
    part(number, at..at + 1)
}

/// A group of digits as a number.
pub fn part(number: &str, range: Range<usize>) -> Option<u32> {
    number.get(range).filter(|group| all_digits(group))?.parse().ok()
}

/// The sum of digits times weights, from the left; digits beyond the weights do not count.
pub fn weighted(number: &str, weights: &[u32]) -> u32 {
    let digits = number.chars().map(|c| c.to_digit(10).unwrap_or(0));
    digits.zip(weights).map(|(digit, weight)| digit * weight).sum()
}

/// Whether not every character is the same.
pub fn varied(number: &str) -> bool {
    number.bytes().any(|b| Some(&b) != number.as_bytes().first())
}

/// The letter that a table assigns to a remainder.
pub fn letter(table: &str, remainder: u32) -> Option<char> {
    table.chars().nth(usize::try_from(remainder).ok()?)
}

/// A date of the calendar, born between 1800 and 2030.
pub fn real_date(year: u32, month: u32, day: u32) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1800..=2030).contains(&year) && (1..=days).contains(&day)
}

/// A date whose century is not told.
pub fn some_date(year: u32, month: u32, day: u32) -> bool {
    real_date(1900 + year, month, day) || real_date(2000 + year, month, day)
}

/// ISO/IEC 7064 MOD 11,10, the check digit last.
pub fn mod_11_10(number: &str) -> bool {
    let last = number.chars().filter_map(|c| c.to_digit(10)).fold(5_u32, |rest, digit| {
        let doubled = if rest == 0 { 10 } else { rest } * 2 % 11;
        (doubled + digit) % 10
    });
    last == 1
}

/// Verhoeff's check over the dihedral group of ten elements, the check digit last.
pub fn verhoeff(number: &str) -> bool {
    let digits = number.chars().rev().filter_map(|c| c.to_digit(10));
    digits.enumerate().fold(0, |sum, (place, digit)| product(sum, turned(digit, place % 8))) == 0
}

/// The product in the dihedral group: five turns, then five mirrored turns.
fn product(left: u32, right: u32) -> u32 {
    match (left < 5, right < 5) {
        (true, true) => (left + right) % 5,
        (true, false) => (left + right) % 5 + 5,
        (false, true) => (left - right % 5) % 5 + 5,
        (false, false) => (left + 5 - right) % 5,
    }
}

/// Verhoeff's permutation, applied as often as the place says.
fn turned(digit: u32, times: usize) -> u32 {
    const STEP: [u32; 10] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    (0..times).fold(digit, |at, _| {
        usize::try_from(at).ok().and_then(|at| STEP.get(at)).copied().unwrap_or(0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_examples_pass_and_their_neighbours_do_not() {
        assert!(verhoeff("12340") && !verhoeff("1234"));
        assert!(mod_11_10("794623") && !mod_11_10("794624"));
        assert!(real_date(2024, 2, 29) && !real_date(1900, 2, 29));
        assert_eq!(number("12-34", 4).as_deref(), Some("1234"));
        assert_eq!(number("12a4", 4), None);
    }
}

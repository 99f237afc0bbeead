//! Telephone numbers, with and without their country.

use super::similarity::one_slip;
use super::{ANOTHER_KIND, DIFFERENT, Method, level};
use crate::detect::{is_landline, is_mobile};
use crate::normal::squeeze;

/// Digits that tell a line in any country.
const TELLING_DIGITS: usize = 8;

/// Digits without the trunk zero; a leading `+` keeps the country.
fn canonical(text: &str) -> String {
    let text = squeeze(text);
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if text.trim_start().starts_with('+') {
        return format!("+{digits}");
    }
    digits.trim_start_matches('0').to_owned()
}

fn digits(canonical: &str) -> &str {
    canonical.trim_start_matches('+')
}

/// The last digits: the same whatever stands before them.
fn tail(canonical: &str) -> &str {
    let digits = digits(canonical);
    digits.get(digits.len().saturating_sub(TELLING_DIGITS)..).unwrap_or(digits)
}

fn compare(left: &str, right: &str) -> usize {
    let (a, b) = (digits(left), digits(right));
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let inside = short.len() >= TELLING_DIGITS && long.ends_with(short);
    match () {
        () if a == b || inside => 0,
        () if short.len() >= TELLING_DIGITS && (one_slip(a, b) || one_slip(tail(a), tail(b))) => 1,
        () if are_of_two_kinds(left, right) => 3,
        () => 2,
    }
}

/// A mobile and a line of a house or an office, where the country's plan tells them apart: people have both.
fn are_of_two_kinds(left: &str, right: &str) -> bool {
    is_mobile(left) && is_landline(right) || is_landline(left) && is_mobile(right)
}

/// Telephones: the same line, one digit off, of another kind, or different.
pub const PHONE: Method = Method {
    name: "phone",
    about: "telephone numbers with and without country, in any spelling",
    levels: &[
        level("same", 0.70, 0.0005),
        level("one slip", 0.03, 0.0005),
        level(DIFFERENT, 0.14, 0.859),
        // Last: one pair of the same kind that differs tells more.
        level(ANOTHER_KIND, 0.13, 0.14),
    ],
    rarity_levels: 0,
    canonical,
    compare,
    keys: |canonical| vec![tail(canonical).to_owned()],
    cases: &[
        ("+81 90-1234-5678", "090-1234-5678", "same"),
        ("０９０（１２３４）５６７８", "090 1234 5678", "same"),
        ("090-1234-5678", "090-1234-5687", "one slip"),
        ("090-1234-5678", "03-1111-2222", "different"),
        ("1234", "5678", "different"),
        ("+819012345678", "+81311112222", "another kind"),
        ("+819012345678", "+819022223333", "different"),
    ],
};

//! Identity numbers with their kind: `us_ssn:123456789`, `passport:TK1234567`.

use super::similarity::one_slip;
use super::{ANOTHER_KIND, Method, level, whole};
use crate::normal::plain;

/// The kind as it stands, the number as letters and digits.
fn canonical(text: &str) -> String {
    let (kind, number) = text.split_once(':').unwrap_or(("", text));
    let number: String = plain(number).chars().filter(|c| c.is_alphanumeric()).collect();
    if number.is_empty() { number } else { format!("{}:{number}", plain(kind.trim())) }
}

fn compare(left: &str, right: &str) -> usize {
    let (Some((kind, number)), Some((other_kind, other))) =
        (left.split_once(':'), right.split_once(':'))
    else {
        return 4;
    };
    match () {
        () if kind != other_kind => 3,
        () if is_tail(number, other) || is_tail(other, number) => 1,
        () if number.len().min(other.len()) >= 5 && one_slip(number, other) => 2,
        () => 4,
    }
}

/// Digits that papers leave of a number they mask: `***-**-3643`.
const TAIL: std::ops::RangeInclusive<usize> = 3..=6;
/// A number is masked only when it is this much longer than what is left of it.
const MASKED_MIN: usize = 3;

/// Whether a number is what masking left of the other.
fn is_tail(short: &str, long: &str) -> bool {
    TAIL.contains(&short.len())
        && long.len() >= short.len() + MASKED_MIN
        && long.ends_with(short)
        && short.bytes().all(|byte| byte.is_ascii_digit())
}

/// Identity numbers: the same, the end of the other, one slip apart, of another kind (which tells nothing), different.
pub const IDENTIFIER: Method = Method {
    name: "identifier",
    about: "identity numbers written kind:number; numbers of different kinds tell nothing",
    levels: &[
        level("same", 0.76, 0.00002),
        level("its last digits", 0.02, 0.00002),
        level("one slip", 0.02, 0.00003),
        level(ANOTHER_KIND, 0.19, 0.20),
        level("different", 0.01, 0.79993),
    ],
    rarity_levels: 0,
    canonical,
    compare,
    keys: whole,
    cases: &[
        ("us_ssn:123-45-6789", "us_ssn:123456789", "same"),
        ("us_ssn:6789", "us_ssn:123-45-6789", "its last digits"),
        ("us_ssn:6780", "us_ssn:123-45-6789", "different"),
        ("vn_cccd:001099012345", "vn_cccd:001099012354", "one slip"),
        ("vn_cccd:001099012345", "passport:B1234567", "another kind"),
        ("us_ssn:123456789", "us_ssn:987654321", "different"),
    ],
};

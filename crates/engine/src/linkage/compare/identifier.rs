//! Identity numbers with their kind: `us_ssn:123456789`, `passport:TK1234567`.

use super::similarity::one_slip;
use super::{Method, level, whole};
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
        return 3;
    };
    match () {
        () if kind != other_kind => 2,
        () if number.len().min(other.len()) >= 5 && one_slip(number, other) => 1,
        () => 3,
    }
}

/// Identity numbers: the same, one slip apart, of another kind (which tells nothing), different.
pub const IDENTIFIER: Method = Method {
    name: "identifier",
    about: "identity numbers written kind:number; numbers of different kinds tell nothing",
    levels: &[
        level("same", 0.78, 0.00002),
        level("one slip", 0.02, 0.00003),
        level("another kind", 0.19, 0.20),
        level("different", 0.01, 0.79995),
    ],
    rarity_levels: 0,
    canonical,
    compare,
    keys: whole,
    cases: &[
        ("us_ssn:123-45-6789", "us_ssn:123456789", "same"),
        ("vn_cccd:001099012345", "vn_cccd:001099012354", "one slip"),
        ("vn_cccd:001099012345", "passport:B1234567", "another kind"),
        ("us_ssn:123456789", "us_ssn:987654321", "different"),
    ],
};

//! E-mail addresses.

use super::similarity::{one_slip, winkler};
use super::{Method, level};
use crate::normal::plain;

/// Lower case without spaces.
fn canonical(text: &str) -> String {
    plain(text).chars().filter(|c| !c.is_whitespace()).collect()
}

fn compare(left: &str, right: &str) -> usize {
    let (Some((user, domain)), Some((other_user, other_domain))) =
        (left.rsplit_once('@'), right.rsplit_once('@'))
    else {
        return if one_slip(left, right) { 2 } else { 4 };
    };
    let telling = user.len().min(other_user.len()) >= 4;
    let digits = |user: &str| user.bytes().filter(u8::is_ascii_digit).collect::<Vec<u8>>();
    match () {
        () if telling && user == other_user => 1,
        // Numbers tell namesakes apart: `ann.smith3@`, `ann.smith12@`.
        () if digits(user) != digits(other_user) => 4,
        () if telling
            && (one_slip(left, right) || alike(user, other_user, domain == other_domain)) =>
        {
            2
        }
        () if telling && winkler(user, other_user, 0.88) >= 0.88 => 3,
        () => 4,
    }
}

fn alike(left: &str, right: &str, same_domain: bool) -> bool {
    same_domain && winkler(left, right, 0.93) >= 0.93
}

/// E-mails: the same, the same before the `@`, misspelt, alike before the `@`.
pub const EMAIL: Method = Method {
    name: "email",
    about: "e-mail addresses",
    levels: &[
        level("same", 0.75, 0.0002),
        level("same before the @", 0.05, 0.0008),
        level("one slip", 0.05, 0.001),
        level("alike before the @", 0.03, 0.006),
        level("different", 0.12, 0.992),
    ],
    rarity_levels: 0,
    canonical,
    compare,
    keys: |canonical| {
        let user = canonical.split('@').next().unwrap_or(canonical);
        vec![canonical.to_owned(), format!("{user}@")]
    },
    cases: &[
        ("A.Smith@Example.com", "a.smith@example.com", "same"),
        ("roberta25@smith.net", "roberta25@smith.org", "same before the @"),
        ("roberta25@smith.net", "robert25@smith.net", "one slip"),
        ("t.yamada@example.jp", "t.yamadas@example.com", "alike before the @"),
        ("ann.smith3@example.com", "ann.smith12@example.com", "different"),
        ("ann@example.com", "bob@example.com", "different"),
    ],
};

//! Postal addresses in Japanese, Vietnamese and Western spelling.

use super::similarity::winkler;
use super::{Method, level};
use crate::normal::{address_key, is_cjk, plain, squeeze};

/// Words of an address and the one form they are brought to; an empty form is left out.
const WORDS: &[(&str, &str)] = &[
    ("street", "st"),
    ("road", "rd"),
    ("avenue", "ave"),
    ("drive", "dr"),
    ("lane", "ln"),
    ("boulevard", "blvd"),
    ("court", "ct"),
    ("place", "pl"),
    ("crescent", "cres"),
    ("suite", "ste"),
    ("apartment", "apt"),
    ("north", "n"),
    ("south", "s"),
    ("east", "e"),
    ("west", "w"),
    ("duong", ""),
    ("d", ""),
    ("so", ""),
    ("phuong", "p"),
    ("quan", "q"),
    ("huyen", "h"),
    ("xa", "x"),
    ("thanh", ""),
    ("pho", ""),
    ("tp", ""),
    ("tinh", ""),
    ("viet", ""),
    ("nam", ""),
    ("vietnam", ""),
    ("japan", ""),
    ("usa", ""),
    ("hcm", "ho chi minh"),
    ("hn", "ha noi"),
    ("hanoi", "ha noi"),
];

/// Japanese addresses as their key; others as words in one spelling.
fn canonical(text: &str) -> String {
    let text = squeeze(text);
    if text.chars().any(is_cjk) {
        return address_key(&text);
    }
    let letters: String =
        plain(&text).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let words = letters
        .split_whitespace()
        .map(|word| WORDS.iter().find(|(long, _)| *long == word).map_or(word, |(_, short)| *short));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The numbers of an address, in order.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty())
}

fn compare(left: &str, right: &str) -> usize {
    let (short, long) = if left.len() < right.len() { (left, right) } else { (right, left) };
    let numbered = numbers(short).next().is_some();
    let cut = long.strip_prefix(short).is_some_and(|rest| {
        // A number that goes on is another number.
        !(short.ends_with(|c: char| c.is_ascii_digit())
            && rest.starts_with(|c: char| c.is_ascii_digit()))
    });
    let without_region = long.ends_with(short);
    let same_numbers = numbers(left).eq(numbers(right));
    match () {
        () if numbered && short.chars().count() >= 6 && (cut || without_region) => 1,
        () if numbered && same_numbers && winkler(left, right, 0.86) >= 0.86 => 1,
        () if same_numbers && shared_words(left, right) >= 0.6 => 1,
        () if winkler(left, right, 0.94) >= 0.94 => 2,
        () => 3,
    }
}

/// The share of the words of both that both have.
#[expect(clippy::cast_precision_loss, reason = "words of an address are few")]
fn shared_words(left: &str, right: &str) -> f64 {
    let (a, b): (Vec<&str>, Vec<&str>) = (left.split(' ').collect(), right.split(' ').collect());
    if a.len().min(b.len()) < 2 {
        return 0.0;
    }
    let shared = a.iter().filter(|word| b.contains(word)).count();
    shared as f64 / (a.len() + b.len() - shared) as f64
}

/// Addresses: the same, the same house with more or less of it written, alike, different.
pub const ADDRESS: Method = Method {
    name: "address",
    about: "postal addresses in Japanese, Vietnamese and Western spelling",
    levels: &[
        level("same", 0.75, 0.002),
        level("same house", 0.12, 0.001),
        level("alike", 0.03, 0.007),
        level("different", 0.10, 0.99),
    ],
    rarity_levels: 1,
    canonical,
    compare,
    keys: |canonical| vec![canonical.split(' ').collect::<String>()],
    cases: &[
        ("東京都千代田区丸の内１丁目２番３号", "東京都千代田区丸の内1-2-3", "same"),
        ("12 Đường Lê Lợi, Phường Bến Nghé, Quận 1", "12 Le Loi, P. Ben Nghe, Q. 1", "same"),
        ("1520 Maple Avenue, Springfield", "1520 maple ave springfield", "same"),
        ("東京都港区芝1-2-3", "東京都港区芝1-2-3 青空ビル5階", "same house"),
        ("港区芝公園1-2-3", "東京都港区芝公園1-2-3", "same house"),
        ("東京都港区芝1-2-3", "東京都港区芝1-2-33", "alike"),
        ("大阪府堺市堺区1-1", "北海道札幌市北区9-2", "different"),
        ("12 Maple Ave", "77 Oak Lane", "different"),
    ],
};

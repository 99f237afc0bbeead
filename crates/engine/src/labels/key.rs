//! The keys under which labels are looked up, and the pieces of a label that are no part of it.

use crate::normal::plain;
use unicode_normalization::UnicodeNormalization;

/// A word with accents matches without them unless it is so short that names and values collide
/// with it: `Huyện` is a district, `Huyen` a person.
const BARE_CHARACTERS_MIN: usize = 7;

/// Labels that without accents are names of persons.
const NAMES_WITHOUT_ACCENTS: &[&str] =
    &["nguyenquan", "luongthang", "luongchinh", "phuhuynh", "sonha", "toanha", "tienluong"];

/// The keys under which a spelling of a catalogue is found.
pub fn keys(word: &str) -> impl Iterator<Item = String> + use<> {
    let key = label_key(word);
    let bare = plain(&key);
    let safe = word.trim().contains(' ') || bare.chars().count() >= BARE_CHARACTERS_MIN;
    let accented = bare != key && key.chars().any(|c| !c.is_ascii() && c != 'đ');
    let bare = (bare != key && (safe || !accented)).then_some(bare);
    let bare = bare.filter(|bare| !NAMES_WITHOUT_ACCENTS.contains(&bare.as_str()));
    std::iter::once(key).chain(bare)
}

/// The text without numbering before it: `① `, `1. `, `2) `, `３．`.
pub fn without_number(text: &str) -> &str {
    let circled = |c: char| matches!(c, '\u{2460}'..='\u{24FF}' | '\u{2776}'..='\u{2793}');
    let rest = text.trim_start_matches(circled);
    if rest.len() < text.len() {
        return rest.trim_start();
    }
    let rest = text.trim_start_matches(char::is_numeric);
    let mark = |c: char| matches!(c, '.' | '．' | ')' | '）' | '、' | ':' | '：' | '_');
    if rest.len() < text.len() && rest.starts_with(mark) {
        return rest.trim_start_matches(mark).trim_start();
    }
    text
}

/// The text outside of brackets and the text within.
pub fn split_brackets(text: &str) -> (String, String) {
    let mut depth = 0_i32;
    let (mut outside, mut inside) = (String::new(), String::new());
    for c in text.chars() {
        match c {
            '(' | '[' | '【' | '<' | '〈' | '「' | '{' => depth += 1,
            ')' | ']' | '】' | '>' | '〉' | '」' | '}' => depth = (depth - 1).max(0),
            c if depth > 0 => inside.push(c),
            c => outside.push(c),
        }
    }
    (outside, inside)
}

/// Marks at the end of a label that say how to fill it in.
const FILLING: &[&str] = &["必須", "任意", "欄", "required", "optional"];

/// Places of tone marks in Vietnamese, old and new.
const TONES: &[(&str, &str)] = &[
    ("òa", "oà"),
    ("óa", "oá"),
    ("ỏa", "oả"),
    ("õa", "oã"),
    ("ọa", "oạ"),
    ("ùy", "uỳ"),
    ("úy", "uý"),
    ("ủy", "uỷ"),
    ("ũy", "uỹ"),
    ("ụy", "uỵ"),
];

/// Letters and digits without case, the particle `の` and marks such as `必須`.
pub fn label_key(text: &str) -> String {
    let mut key: String = text
        .nfkc()
        .flat_map(char::to_lowercase)
        .nfc()
        .filter(|c| (c.is_alphanumeric() || *c == '〒') && *c != 'の')
        .collect();
    if !key.is_ascii() {
        for (old, new) in TONES {
            if key.contains(old) {
                key = key.replace(old, new);
            }
        }
    }
    while let Some(rest) =
        FILLING.iter().find_map(|mark| key.strip_suffix(mark)).filter(|rest| !rest.is_empty())
    {
        key.truncate(rest.len());
    }
    key
}

//! Telephones under a label, with the words that people write beside them.

use super::Value;
use crate::detect::{self, digits};
use crate::fold::half;
use crate::normal::{is_cjk, plain};

/// Words beside a telephone that say which it is.
const PHONE_WORDS: &[&str] = &[
    "tel",
    "telephone",
    "phone",
    "mobile",
    "cell",
    "fax",
    "ext",
    "extension",
    "office",
    "home",
    "work",
    "main",
    "direct",
    "whatsapp",
    "zalo",
    "dt",
    "sdt",
    "dtdd",
    "dd",
    "di",
    "dong",
    "so",
    "may",
    "le",
    "ban",
    "line",
    "viber",
    "電話",
    "電話番号",
    "携帯",
    "携帯電話",
    "自宅",
    "内線",
    "代表",
    "代",
    "直通",
    "会社",
    "勤務先",
    "実家",
    "本人",
    "呼出",
    "夜間",
    "会社携帯",
    "社用携帯",
    "自宅電話",
    "携帯番号",
    "nha",
    "rieng",
    "co",
    "quan",
    "hanh",
    "chinh",
    "personal",
    "日中",
    "ファックス",
];
/// Letters beside a telephone that may be more than such words.
const PHONE_LETTERS_MAX: usize = 5;
const PHONE_KANJI_MAX: usize = 2;

/// Whether a text says more than a telephone and a remark in brackets: a name, an address, a sentence.
fn says_more_than_a_phone(text: &str) -> bool {
    let mut depth = 0_usize;
    let outside: String = text
        .chars()
        .filter(|c| {
            depth += usize::from(matches!(c, '(' | '（' | '[' | '【'));
            let out = depth == 0;
            depth = depth.saturating_sub(usize::from(matches!(c, ')' | '）' | ']' | '】')));
            out
        })
        .collect();
    let known =
        |word: &str| PHONE_WORDS.contains(&word) || PHONE_WORDS.contains(&plain(word).as_str());
    let words = outside.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let letters: Vec<char> = words.filter(|word| !known(word)).flat_map(str::chars).collect();
    let kanji = letters.iter().filter(|c| is_cjk(**c)).count();
    kanji > PHONE_KANJI_MAX || letters.len() - kanji > PHONE_LETTERS_MAX
}

/// A telephone in which a machine or a hand wrote letters for digits, or kanji for all: `O8O-3O49-7715`, `〇七七四（三三）六一〇八`.
fn with_digits(text: &str) -> Option<String> {
    const KANJI: &str = "〇一二三四五六七八九";
    let kanji = text.chars().any(|c| KANJI.contains(c));
    let digit = |c: char| match half(c) {
        'O' | 'o' if !kanji => '0',
        'l' | 'I' if !kanji => '1',
        c => match KANJI.chars().zip('0'..='9').find(|(known, _)| *known == c) {
            Some((_, digit)) => digit,
            None => c,
        },
    };
    let read: String = text.trim().chars().map(digit).collect();
    let signs =
        |c: char| c.is_ascii_digit() || matches!(c, '-' | ' ' | '(' | ')' | '+' | '.' | '・');
    let was = digits(&text.chars().map(half).collect::<String>()).len();
    let is = digits(&read).len();
    (read.chars().all(signs) && is > was && (kanji && was == 0 || was * 3 >= is * 2))
        .then_some(read)
}

pub(super) fn phone(text: &str) -> Option<Value> {
    if let Some(read) = with_digits(text) {
        let number = detect::normalize_phone_without_trunk(&read, None);
        let number = number.filter(|number| !detect::is_free_call(number))?;
        return Some(Value::checked(number, 0.85, "numbering plan"));
    }
    if says_more_than_a_phone(text) {
        return None;
    }
    // `84868915535`: the number of a mobile with its country's.
    let international = format!("+{}", digits(text));
    if text.bytes().all(|byte| byte.is_ascii_digit())
        && detect::is_mobile(&international)
        && let Some(number) = detect::normalize_phone(&international)
    {
        return Some(Value::checked(number, 0.95, "numbering plan"));
    }
    if let Some(number) = detect::normalize_phone_without_trunk(text, None) {
        if detect::is_free_call(&number) {
            return None;
        }
        return Some(Value::checked(number, 0.95, "numbering plan"));
    }
    // A number of a country that nothing here names; the label says what it is.
    let number = digits(text);
    let signs = text
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '.' | '(' | ')' | '/'));
    let fits = signs && (8..=13).contains(&number.len()) && detect::normalize_date(text).is_none();
    let made_up = number.bytes().collect::<std::collections::BTreeSet<_>>().len() <= 2;
    fits.then_some(Value::new(number, 0.7)).filter(|_| !made_up)
}

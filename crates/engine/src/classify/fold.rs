//! Folded text: without case, accents, width and spacing of letters, so that a cue meets its
//! document however it was typed.

use crate::normal::{is_cjk, plain};
use std::sync::LazyLock;

/// What becomes of one character.
#[derive(Clone, Copy)]
enum Folded {
    Is(char),
    Nothing,
    /// Needs its neighbours: the line goes through `plain`.
    Slow,
}

const LATIN_START: u32 = 0xA0;
const LATIN_END: u32 = 0x2000;
/// From this many on, single Latin letters between spaces are a word in spaced print.
const SPACED_LETTERS_MIN: usize = 5;

/// Accented letters are looked up, as Vietnamese text is made of them.
static LATIN: LazyLock<Vec<Folded>> = LazyLock::new(|| {
    (LATIN_START..LATIN_END)
        .map(|code| {
            let text = char::from_u32(code).map(|c| plain(&c.to_string())).unwrap_or_default();
            let mut chars = text.chars();
            match (chars.next(), chars.next()) {
                (None, _) => Folded::Nothing,
                (Some(c), None) => Folded::Is(c),
                _ => Folded::Slow,
            }
        })
        .collect()
});

/// The folded form of one line. Tabs stay, as they part cells.
pub fn fold(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        match fold_character(c) {
            Folded::Is(c) => push(&mut out, c),
            Folded::Nothing => {}
            Folded::Slow => return join_spaced(fold_slowly(line)),
        }
    }
    join_spaced(out)
}

fn fold_slowly(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in plain(line).chars() {
        match fold_character(c) {
            Folded::Is(c) => push(&mut out, c),
            Folded::Nothing => {}
            Folded::Slow => push(&mut out, c),
        }
    }
    out
}

fn fold_character(c: char) -> Folded {
    let code = u32::from(c);
    match c {
        '\t' => Folded::Is('\t'),
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => Folded::Is(' '),
        ' '..='~' => Folded::Is(c.to_ascii_lowercase()),
        '\u{3000}' | '\u{2002}'..='\u{200A}' => Folded::Is(' '),
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{FEFF}' => Folded::Nothing,
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Folded::Is('-'),
        '\u{2018}' | '\u{2019}' => Folded::Is('\''),
        '\u{201C}' | '\u{201D}' => Folded::Is('"'),
        '\u{3099}' | '\u{309A}' => Folded::Slow,
        '\u{3001}'..='\u{309A}' | '\u{30A0}'..='\u{30FE}' => Folded::Is(c),
        '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' => Folded::Is(c),
        '\u{2500}'..='\u{25FF}' => Folded::Is(c),
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(code - 0xFEE0)
            .map_or(Folded::Slow, |narrow| Folded::Is(narrow.to_ascii_lowercase())),
        _ if (LATIN_START..LATIN_END).contains(&code) => usize::try_from(code - LATIN_START)
            .ok()
            .and_then(|place| LATIN.get(place).copied())
            .unwrap_or(Folded::Slow),
        _ => Folded::Slow,
    }
}

fn push(out: &mut String, c: char) {
    if c != ' ' || !(out.is_empty() || out.ends_with([' ', '\t'])) {
        out.push(c);
    }
}

/// `請 求 書` and `I N V O I C E` are one word each.
fn join_spaced(text: String) -> String {
    if !has_lone_neighbours(&text) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for (index, cell) in text.split('\t').enumerate() {
        if index > 0 {
            out.push('\t');
        }
        join_cell(cell, &mut out);
    }
    out
}

fn has_lone_neighbours(text: &str) -> bool {
    let mut lone_before = false;
    text.split([' ', '\t']).any(|token| {
        let lone = lone(token).is_some();
        let found = lone && lone_before;
        lone_before = lone;
        found
    })
}

/// The only character of a token that holds one.
fn lone(token: &str) -> Option<char> {
    let mut chars = token.chars();
    chars.next().filter(|c| chars.next().is_none() && (is_cjk(*c) || c.is_ascii_alphabetic()))
}

fn join_cell(cell: &str, out: &mut String) {
    let tokens: Vec<&str> = cell.split(' ').collect();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let run = tokens.iter().skip(at).take_while(|token| lone(token).is_some()).count();
        let cjk = lone(token).is_some_and(is_cjk);
        let taken = if run >= 2 && cjk || run >= SPACED_LETTERS_MIN { run } else { 1 };
        if at > 0 {
            out.push(' ');
        }
        out.extend(tokens.iter().skip(at).take(taken).copied());
        at += taken;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_title_meet() {
        assert_eq!(fold("請　求　書"), "請求書");
        assert_eq!(fold("Ｉ Ｎ Ｖ Ｏ Ｉ Ｃ Ｅ"), "invoice");
        assert_eq!(fold("BẢNG  BÁO GIÁ"), "bang bao gia");
        assert_eq!(fold("Non‑Disclosure\u{A0}Agreement"), "non-disclosure agreement");
        assert_eq!(fold("ｶﾀﾛｸﾞ"), "カタログ");
        assert_eq!(fold("氏 名\t住 所"), "氏名\t住所");
        assert_eq!(fold("a b c"), "a b c");
        assert_eq!(fold("Đơn đặt hàng"), "don dat hang");
    }
}

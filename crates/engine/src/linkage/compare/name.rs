//! Names of persons in kanji, kana, romanised, Vietnamese and Western writing.
//!
//! The canonical form has four fields, parted by the unit separator: the key (no case, no accents,
//! old kanji replaced), the spelling with its accents where it has any, how it sounds where it may
//! be Japanese, and a mark when it is a family or given name alone. What comparing needs is worked
//! out once for each name, since a name is compared many times.

use super::nicknames::related;
use super::similarity::{one_slip, winkler};
use super::{Method, level};
use crate::normal::{ascii_words, is_cjk, is_kana, name_key, squeeze};
use crate::readings;

const SAME: usize = 0;
/// The same reading in another script; levels up to it are one name.
pub const READING: usize = 1;
const ACCENTS: usize = 2;
/// An initial, a short form, or no middle name.
pub const SHORTER: usize = 3;
const SLIP: usize = 4;
const PART: usize = 5;
const ONE_SHARED: usize = 6;
const DIFFERENT: usize = 7;

const FIELD: char = '\u{1f}';
const LIST: char = '\u{1e}';

/// Titles that are no part of a name.
const TITLES: &[&str] =
    &["mr", "mrs", "ms", "miss", "dr", "prof", "sir", "jr", "sr", "ong", "ba", "anh", "chi"];
const HONORIFICS: &[&str] = &["様", "さん", "殿", "氏", "先生", "くん", "君"];

fn canonical(text: &str) -> String {
    let plainly = |b: u8| b.is_ascii_alphabetic() || b == b' ' || b == b'-';
    if text.bytes().all(plainly) {
        return latin_form(&without_title(ascii_words(text, |byte| byte != b' ')), "");
    }
    let text = squeeze(text);
    let text = HONORIFICS.iter().find_map(|title| text.strip_suffix(title)).unwrap_or(&text).trim();
    let (family, given) = text.split_once(',').unwrap_or(("", text));
    let text = if family.is_empty() { text.to_owned() } else { format!("{given} {family}") };
    let key = name_key(&text);
    if key.chars().any(is_cjk) {
        let (sounds, part) = sounds(&text, &key);
        return joined(&key, "", &sounds, part);
    }
    let key = without_title(key);
    if text.is_ascii() {
        return latin_form(&key, "");
    }
    let lower = text.to_lowercase();
    let mut marked: Vec<&str> = lower.split_whitespace().collect();
    marked.sort_unstable();
    latin_form(&key, &marked.join(" "))
}

fn joined(key: &str, marked: &str, sounds: &[String], part: bool) -> String {
    if key.is_empty() {
        return String::new();
    }
    let part = if part { "part" } else { "" };
    format!("{key}{FIELD}{marked}{FIELD}{}{FIELD}{part}", sounds.join(&LIST.to_string()))
}

/// A name in Latin letters; it sounds Japanese when all its words could be.
fn latin_form(key: &str, marked: &str) -> String {
    let romaji = marked.is_empty() && key.split(' ').all(readings::is_romaji);
    let sounds: Vec<String> = if romaji {
        orders(key).iter().map(|order| readings::of_latin(order)).collect()
    } else {
        Vec::new()
    };
    joined(key, marked, &sounds, !key.contains(' '))
}

fn without_title(key: String) -> String {
    match key.split_once(' ') {
        Some((first, rest)) if rest.contains(' ') && TITLES.contains(&first) => rest.to_owned(),
        _ => key,
    }
}

/// How a name in Japanese writing sounds, and whether it is a family name alone.
fn sounds(text: &str, key: &str) -> (Vec<String>, bool) {
    if key.chars().all(|c| is_kana(c) || c == ' ') {
        return (vec![readings::of_kana(key)], false);
    }
    let modern: String = text.split_whitespace().map(name_key).collect::<Vec<_>>().join(" ");
    let whole = readings::of_kanji(&modern);
    if !modern.contains(' ') {
        let family = readings::of_family(key);
        if !family.is_empty() {
            return (family, true);
        }
    }
    (whole, false)
}

struct Name<'a> {
    key: &'a str,
    marked: &'a str,
    sounds: &'a str,
    is_part: bool,
}

impl<'a> Name<'a> {
    fn of(canonical: &'a str) -> Self {
        let mut fields = canonical.split(FIELD);
        let mut next = || fields.next().unwrap_or_default();
        Self { key: next(), marked: next(), sounds: next(), is_part: !next().is_empty() }
    }

    fn is_cjk(&self) -> bool {
        self.key.chars().any(is_cjk)
    }

    fn is_kana(&self) -> bool {
        self.key.chars().all(is_kana)
    }

    fn sounds(&self) -> impl Iterator<Item = &'a str> + Clone {
        self.sounds.split(LIST).filter(|sound| !sound.is_empty())
    }
}

/// A romanised name as it stands and with its last word first.
fn orders(key: &str) -> Vec<String> {
    match key.rsplit_once(' ') {
        Some((rest, last)) => {
            vec![key.replace(' ', ""), format!("{last}{}", rest.replace(' ', ""))]
        }
        None => vec![key.to_owned()],
    }
}

fn compare(left: &str, right: &str) -> usize {
    let (a, b) = (Name::of(left), Name::of(right));
    match (a.is_cjk(), b.is_cjk()) {
        (false, false) => latin(&a, &b),
        (true, true) if a.key == b.key => SAME,
        (true, true) if a.is_kana() == b.is_kana() && !a.is_kana() => kanji(a.key, b.key),
        _ => by_sound(&a, &b),
    }
}

fn kanji(a: &str, b: &str) -> usize {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    match () {
        () if short.chars().count() >= 2 && long.starts_with(short) => PART,
        () if short.chars().count() == 1
            && long.starts_with(short)
            && long.chars().count() <= 3 =>
        {
            PART
        }
        () => DIFFERENT,
    }
}

/// Names in different scripts, or both in kana.
fn by_sound(a: &Name<'_>, b: &Name<'_>) -> usize {
    let whole = |sound: &str| b.sounds().any(|other| other == sound);
    if a.is_part == b.is_part && a.sounds().any(whole) {
        return READING;
    }
    let begins = |long: &Name<'_>, short: &Name<'_>| {
        let fits = |sound: &str| short.sounds().any(|s| s.len() >= 4 && sound.starts_with(s));
        short.is_part && long.sounds().any(fits)
    };
    if begins(a, b) || begins(b, a) { PART } else { DIFFERENT }
}

fn latin(a: &Name<'_>, b: &Name<'_>) -> usize {
    let (mut ours, mut theirs): (Vec<&str>, Vec<&str>) =
        (a.key.split(' ').collect(), b.key.split(' ').collect());
    ours.sort_unstable();
    theirs.sort_unstable();
    let run_together =
        || a.key.bytes().filter(|b| *b != b' ').eq(b.key.bytes().filter(|b| *b != b' '));
    if ours == theirs || run_together() {
        let contradict = !a.marked.is_empty() && !b.marked.is_empty() && a.marked != b.marked;
        return if contradict { ACCENTS } else { SAME };
    }
    let (few, many) = if ours.len() <= theirs.len() { (ours, theirs) } else { (theirs, ours) };
    let fit = fitting(&few, &many);
    match () {
        () if fit.whole >= 1 && fit.all() && few.len() >= 2 => SHORTER,
        () if fit.whole >= 1 && fit.all_with_slips() && few.len() >= 2 => SLIP,
        () if fit.slips >= 2 && fit.all_with_slips() && few.len() == many.len() => SLIP,
        () if fit.all() && few.len() == 1 && few.iter().all(|word| word.len() > 1) => PART,
        () if fit.whole >= 1 && many.len() <= 3 && few.len() >= 2 => ONE_SHARED,
        () => DIFFERENT,
    }
}

/// How the words of the shorter name find their like in the longer.
#[derive(Default)]
struct Fit {
    words: usize,
    /// Equal words of two letters and more.
    whole: usize,
    /// Initials and short forms.
    short: usize,
    /// Misspelt words.
    slips: usize,
}

impl Fit {
    const fn all(&self) -> bool {
        self.whole + self.short == self.words
    }

    const fn all_with_slips(&self) -> bool {
        self.whole + self.short + self.slips == self.words
    }
}

fn fitting(few: &[&str], many: &[&str]) -> Fit {
    let mut fit = Fit { words: few.len(), ..Fit::default() };
    let mut free: Vec<&str> = many.to_vec();
    let mut take = |of: &dyn Fn(&str) -> bool| {
        let at = free.iter().position(|word| of(word));
        at.map(|at| free.swap_remove(at)).is_some()
    };
    let mut rest = Vec::new();
    for word in few {
        if take(&|other| other == *word) {
            if word.len() > 1 {
                fit.whole += 1;
            } else {
                fit.short += 1;
            }
        } else {
            rest.push(*word);
        }
    }
    for word in rest {
        if take(&|other| is_short(word, other)) {
            fit.short += 1;
        } else if take(&|other| is_slip(word, other)) {
            fit.slips += 1;
        }
    }
    fit
}

/// An initial, a short form, or the beginning of the other.
fn is_short(word: &str, other: &str) -> bool {
    let (short, long) = if word.len() < other.len() { (word, other) } else { (other, word) };
    short.len() == 1 && long.starts_with(short) || related(word, other)
}

fn is_slip(word: &str, other: &str) -> bool {
    word.len().min(other.len()) >= 3
        && (one_slip(word, other) && word.len() > 3 || winkler(word, other, 0.9) >= 0.9)
}

fn keys(canonical: &str) -> Vec<String> {
    let name = Name::of(canonical);
    let mut keys = Vec::new();
    if name.is_cjk() {
        keys.push(name.key.to_owned());
    } else {
        let mut words: Vec<&str> = name.key.split(' ').collect();
        words.sort_unstable();
        keys.push(words.concat());
    }
    if !name.is_part {
        keys.extend(name.sounds().map(|sound| format!("~{sound}")));
    }
    keys
}

/// Whether a canonical name is a family or given name alone.
pub fn is_part(canonical: &str) -> bool {
    Name::of(canonical).is_part
}

/// Names of persons.
pub const NAME: Method = Method {
    name: "name",
    about: "whole names of persons in any script and order",
    levels: &[
        level("same", 0.70, 0.0003),
        level("same reading in another script", 0.08, 0.0002),
        level("same but for accents", 0.01, 0.0005),
        level("initial, short form or no middle name", 0.06, 0.0005),
        level("one slip", 0.05, 0.001),
        level("family or given name alone", 0.06, 0.006),
        level("one word shared", 0.01, 0.03),
        level("different", 0.03, 0.9615),
    ],
    rarity_levels: READING,
    canonical,
    compare,
    keys,
    cases: &[
        ("髙橋　一郎", "高橋一郎", "same"),
        ("Smith, John", "John Smith", "same"),
        ("Nguyễn Văn Đức", "NGUYEN VAN DUC", "same"),
        ("Mr. John Smith", "john smith", "same"),
        ("山田 太郎 様", "山田太郎", "same"),
        ("佐藤翔太", "Shota Sato", "same reading in another script"),
        ("佐藤 翔太", "サトウ ショウタ", "same reading in another script"),
        ("Satoh Shohta", "さとう　しょうた", "same reading in another script"),
        ("Lê Minh Tuấn", "Lê Minh Tuân", "same but for accents"),
        ("J. Smith", "John Smith", "initial, short form or no middle name"),
        ("Bob Smith", "Robert Smith", "initial, short form or no middle name"),
        ("John Q. Smith", "John Smith", "initial, short form or no middle name"),
        ("Jonathan Smyth", "Jonathan Smith", "one slip"),
        ("Robert Allen", "Robet Alen", "one slip"),
        ("山田", "山田太郎", "family or given name alone"),
        ("Yamada", "山田太郎", "family or given name alone"),
        ("Đức", "Nguyễn Văn Đức", "family or given name alone"),
        ("Mary Smith", "Mary Jones", "one word shared"),
        ("山田太郎", "山田花子", "different"),
        ("John Smith", "Alice Brown", "different"),
        ("佐藤翔太", "Kenji Tanaka", "different"),
    ],
};

//! Japanese: every character is a token, since words have no spaces between them.

use super::cover::{Cover, LONGEST, place};
use super::crf::Features;
use super::hash::{key, mix};
use super::lexicon::{CLASSES, Lexicon, NO_PATH, SURNAME};
use std::ops::Range;

/// What kind of sign a character is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Han = 1,
    Hiragana,
    Katakana,
    Upper,
    Lower,
    Digit,
    Space,
    Dot,
    Mark,
}

fn sign(c: char) -> Sign {
    match c {
        '\u{3400}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{2FA1F}'
        | '々'
        | '〆' => Sign::Han,
        '\u{3041}'..='\u{309F}' => Sign::Hiragana,
        '・' => Sign::Dot,
        '\u{30A1}'..='\u{30FF}' => Sign::Katakana,
        '0'..='9' => Sign::Digit,
        ' ' | '\t' => Sign::Space,
        c if c.is_uppercase() => Sign::Upper,
        c if c.is_alphabetic() => Sign::Lower,
        _ => Sign::Mark,
    }
}

/// The form in which the model sees a character: half-width, digits alike.
pub fn seen(c: char) -> char {
    match crate::fold::half(c) {
        '0'..='9' => '0',
        c => c,
    }
}

/// Outside of the text.
const EDGE: char = '\u{1}';

/// The features of every character of a line, which is given as [`seen`].
pub fn features(line: &[char], lexicon: &Lexicon) -> Features {
    let signs: Vec<Sign> = line.iter().map(|c| sign(*c)).collect();
    let prefixes: Vec<Vec<u64>> = (0..line.len())
        .map(|from| {
            let mut state = super::hash::text([]);
            let upto = line.len().min(from + LONGEST);
            line.get(from..upto)
                .unwrap_or_default()
                .iter()
                .map(|c| {
                    state = mix(state, u64::from(u32::from(*c)));
                    state
                })
                .collect()
        })
        .collect();
    let hash_of = |from: usize, length: usize| {
        prefixes.get(from).and_then(|run| run.get(length.min(LONGEST) - 1)).copied().unwrap_or(0)
    };
    let run_of = |from: usize| {
        let kind = signs.get(from).copied();
        let joins = matches!(kind, Some(Sign::Katakana | Sign::Upper | Sign::Lower | Sign::Digit));
        let same = |other: &&Sign| {
            Some(**other) == kind || matches!((kind, **other), (Some(Sign::Upper), Sign::Lower))
        };
        if joins { signs.iter().skip(from).take_while(same).count() } else { 1 }
    };
    let cover = Cover::new(line.len(), LONGEST, lexicon, hash_of, run_of);
    let cells = Cells::new(line);
    let mut features = Features::default();
    for at in 0..line.len() {
        characters(line, &signs, at, &mut features);
        entries(&cover, at, &mut features);
        words(&cover, line, at, &mut features);
        cells.place(&cover, &signs, at, &mut features);
        features.close();
    }
    features
}

/// Where the cells of a line begin and end, and its label.
struct Cells {
    cells: Vec<Range<usize>>,
    /// The characters before the line's colon, if they are few.
    label: u64,
}

/// Characters of a label before a colon.
const LABEL_LONGEST: usize = 12;

impl Cells {
    fn new(line: &[char]) -> Self {
        let colon = line.iter().take(LABEL_LONGEST + 1).position(|c| *c == ':');
        let label = colon.filter(|at| *at > 0).map_or(0, |at| {
            let letters = line.iter().take(at).filter(|c| !c.is_whitespace());
            super::hash::text(letters.copied())
        });
        let mut cells = Vec::with_capacity(line.len());
        let mut from = 0;
        for (at, c) in line.iter().enumerate() {
            if matches!(
                c,
                '\t' | '|' | ';' | ',' | '、' | ':' | '/' | '(' | ')' | '「' | '」' | '・'
            ) {
                cells.resize(at, from..at);
                cells.push(at..at + 1);
                from = at + 1;
            }
        }
        cells.resize(line.len(), from..line.len());
        Self { cells, label }
    }

    fn place(&self, cover: &Cover, signs: &[Sign], at: usize, out: &mut Features) {
        let (Some(cell), Some(sign)) = (self.cells.get(at), signs.get(at)) else { return };
        let classes = cover.word(at).map_or(0, |word| u64::from(word.classes));
        let mut put = |template: u64, values: &[u64]| {
            out.push(key(values.iter().fold(template, |state, value| mix(state, *value))));
        };
        let few = |count: usize| count.min(6) as u64;
        let (before, behind) = (at.saturating_sub(cell.start), cell.end.saturating_sub(at + 1));
        put(90, &[few(before), few(behind), *sign as u64]);
        put(91, &[few(before), few(behind), classes]);
        if self.label != 0 {
            put(92, &[self.label, *sign as u64]);
            put(93, &[self.label, few(before), few(behind)]);
        }
    }
}

fn characters(line: &[char], signs: &[Sign], at: usize, out: &mut Features) {
    let c = |step: isize| {
        let c = at.checked_add_signed(step).and_then(|at| line.get(at)).copied().unwrap_or(EDGE);
        u64::from(u32::from(c))
    };
    let s = |step: isize| {
        at.checked_add_signed(step).and_then(|at| signs.get(at)).map_or(0, |sign| *sign as u64)
    };
    let mut put = |template: u64, values: &[u64]| {
        out.push(key(values.iter().fold(template, |state, value| mix(state, *value))));
    };
    put(1, &[]);
    put(10, &[c(-3)]);
    put(11, &[c(-2)]);
    put(12, &[c(-1)]);
    put(13, &[c(0)]);
    put(14, &[c(1)]);
    put(15, &[c(2)]);
    put(16, &[c(3)]);
    put(20, &[c(-2), c(-1)]);
    put(21, &[c(-1), c(0)]);
    put(22, &[c(0), c(1)]);
    put(23, &[c(1), c(2)]);
    put(24, &[c(-1), c(1)]);
    put(25, &[c(-3), c(-2)]);
    put(26, &[c(2), c(3)]);
    put(30, &[c(-2), c(-1), c(0)]);
    put(31, &[c(-1), c(0), c(1)]);
    put(32, &[c(0), c(1), c(2)]);
    put(33, &[c(1), c(2), c(3)]);
    put(34, &[c(-3), c(-2), c(-1)]);
    put(40, &[s(-2), s(-1), s(0), s(1), s(2)]);
    put(41, &[s(-1), s(0), s(1)]);
    put(42, &[s(-3), s(-2), s(-1), s(0)]);
    put(43, &[s(0), s(1), s(2), s(3)]);
    put(44, &[s(-1), s(0), c(1)]);
    put(45, &[c(-1), s(0), s(1)]);
}

fn entries(cover: &Cover, at: usize, out: &mut Features) {
    let here = cover.at(at);
    let before = at.checked_sub(1).map(|at| cover.at(at)).unwrap_or_default();
    let next = cover.at(at + 1);
    let mut put = |template: u64, values: &[u64]| {
        out.push(key(values.iter().fold(template, |state, value| mix(state, *value))));
    };
    for class in 0..CLASSES {
        let number = class as u64;
        let (b, h, n) = (before[class], here[class], next[class]);
        if h > 0 {
            put(50, &[number, u64::from(h)]);
        }
        if b > 0 {
            put(51, &[number, u64::from(b)]);
        }
        if n > 0 {
            put(52, &[number, u64::from(n)]);
        }
    }
    let places = |codes: &[u8; CLASSES]| {
        codes.iter().take(7).fold(0_u64, |state, code| state * 5 + u64::from(place(*code)))
    };
    put(53, &[places(&here)]);
    put(54, &[places(&before), places(&here)]);
    put(55, &[places(&here), places(&next)]);
    put(56, &[u64::from(here[0]), u64::from(here[1])]);
    put(57, &[u64::from(before[0]), u64::from(here[1])]);
    put(58, &[u64::from(here[0]), u64::from(next[1])]);
}

fn words(cover: &Cover, line: &[char], at: usize, out: &mut Features) {
    let Some(word) = cover.word(at) else { return };
    let inside = match (at == word.from, at + 1 == word.to) {
        (true, true) => 3_u64,
        (true, false) => 0,
        (false, true) => 2,
        (false, false) => 1,
    };
    let neighbour = |places: isize| {
        cover.neighbour(at, places).map_or((0, 0), |word| (word.hash, u64::from(word.classes) + 1))
    };
    let (last, next, second, after) = (neighbour(-1), neighbour(1), neighbour(-2), neighbour(2));
    let classes = u64::from(word.classes);
    let mut put = |template: u64, values: &[u64]| {
        out.push(key(values.iter().fold(template, |state, value| mix(state, *value))));
    };
    put(60, &[inside, word.hash]);
    put(61, &[inside, classes]);
    put(62, &[inside, last.0]);
    put(63, &[inside, next.0]);
    put(64, &[inside, last.1, classes]);
    put(65, &[inside, classes, next.1]);
    put(66, &[inside, last.1, classes, next.1]);
    put(67, &[inside, second.0, last.0]);
    put(68, &[inside, next.0, after.0]);
    put(69, &[inside, classes, last.0]);
    put(70, &[inside, classes, next.0]);
    put(71, &[inside, second.1, last.1, classes]);
    put(72, &[inside, classes, next.1, after.1]);
    let path = |places: isize, depth: u16| {
        let path = cover.neighbour(at, places).map_or(NO_PATH, |word| word.path);
        if path == NO_PATH { u64::from(NO_PATH) } else { u64::from(path >> (10 - depth)) }
    };
    for depth in [5, 8, 10] {
        let d = u64::from(depth);
        put(80, &[d, inside, path(0, depth)]);
        put(81, &[d, inside, path(-1, depth)]);
        put(82, &[d, inside, path(1, depth)]);
    }
    put(83, &[inside, classes, path(-1, 8)]);
    put(84, &[inside, classes, path(1, 8)]);
    put(85, &[inside, path(-1, 6), path(0, 6), path(1, 6)]);
    // What follows a run of characters that may be a name: 「…氏は」「…さん」.
    if word.classes & SURNAME != 0 || word.classes == 0 {
        let behind = u64::from(line.get(word.to).map_or(0, |c| u32::from(*c)));
        put(73, &[inside, classes, behind]);
    }
}

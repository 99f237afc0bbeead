//! Languages that write words apart, in Latin letters: every word and mark is a token.

use super::cover::{Cover, place};
use super::crf::Features;
use super::hash::{key, mix, text};
use super::lexicon::{CLASSES, Lexicon, NO_PATH};
use std::ops::Range;

/// Endings that are tokens of their own behind an apostrophe.
const CLITICS: &[&str] = &["s", "re", "ve", "ll", "d", "m", "t"];
/// Abbreviations that keep their full stop.
const ABBREVIATIONS: &str = "mr mrs ms dr prof st jr sr inc ltd co corp bros ave blvd rd no vs etc \
gen sen rep gov capt lt col sgt dept est mt ft jan feb mar apr jun jul aug sep sept oct nov dec";

/// Cuts a text into words, numbers, marks, addresses of mail and the gaps between cells, as ranges of bytes.
pub fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((from, c)) = letters.next() {
        if c.is_whitespace() {
            let gap = gap(text.get(from..).unwrap_or_default());
            if !out.is_empty() && from + gap < text.len() && is_wide(text, from..from + gap) {
                out.push(from..from + gap);
            }
            while letters.next_if(|(at, _)| *at < from + gap).is_some() {}
            continue;
        }
        let mut to = from + c.len_utf8();
        let mail = if is_wordlike(c) { mail(text.get(from..).unwrap_or_default()) } else { 0 };
        if mail > 0 {
            while letters.next_if(|(at, _)| *at < from + mail).is_some() {}
            out.push(from..from + mail);
            continue;
        }
        if is_wordlike(c) {
            while let Some((at, next)) = letters.peek().copied() {
                let joined = is_wordlike(next)
                    || matches!(next, '\'' | '’' | '.') && joins(text, from, at, next);
                if !joined {
                    break;
                }
                letters.next();
                to = at + next.len_utf8();
            }
        }
        out.push(from..to);
    }
    out
}

/// Bytes of white space at the start of a text.
fn gap(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// Whether white space parts cells, not words.
fn is_wide(text: &str, gap: Range<usize>) -> bool {
    text.get(gap).is_some_and(|gap| gap.contains('\t') || gap.chars().count() > 1)
}

/// Bytes of an address of mail at the start of a text; 0 when there is none.
fn mail(text: &str) -> usize {
    let part = |text: &str| {
        text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+')))
            .unwrap_or(text.len())
    };
    let local = part(text);
    match text.get(local..).and_then(|rest| rest.strip_prefix('@')) {
        Some(host) if local > 0 && part(host) > 3 => local + 1 + part(host),
        _ => 0,
    }
}

fn is_wordlike(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36F}' | '_')
}

/// Whether an apostrophe or full stop at `at` belongs to the word that began at `from`.
fn joins(text: &str, from: usize, at: usize, mark: char) -> bool {
    let before = text.get(from..at).unwrap_or_default();
    let behind = text.get(at + mark.len_utf8()..).unwrap_or_default();
    let next: String = behind.chars().take_while(|c| is_wordlike(*c)).collect();
    if mark == '.' {
        let initials = before.split('.').all(|piece| {
            let mut letters = piece.chars();
            letters.next().is_none_or(char::is_uppercase) && letters.next().is_none()
        });
        let abbreviation = before.to_lowercase();
        let decimal = before.bytes().all(|b| b.is_ascii_digit())
            && next.starts_with(|c: char| c.is_ascii_digit());
        return initials
            || decimal
            || next.is_empty()
                && ABBREVIATIONS.split_whitespace().any(|known| known == abbreviation);
    }
    !next.is_empty() && !CLITICS.contains(&next.to_lowercase().as_str())
}

/// The longest phrase looked up, in words.
const LONGEST_PHRASE: usize = 4;

/// One word as the model sees it.
struct Seen {
    lower: u64,
    shape: u64,
    classes: u16,
    path: u16,
    prefixes: [u64; 3],
    suffixes: [u64; 3],
    title: bool,
    upper: bool,
}

/// What stands for every address of mail, and for every gap between cells.
const MAIL: &str = "@";
const GAP: &str = "\t";

fn see(word: &str, lexicon: &Lexicon) -> Seen {
    let letters: Vec<char> = word.chars().flat_map(char::to_lowercase).map(folded).collect();
    let lower = text(letters.iter().copied());
    let (classes, path) = lexicon.entry(lower);
    let piece =
        |from: usize, to: usize| letters.get(from..to).map_or(0, |run| text(run.iter().copied()));
    let n = letters.len();
    Seen {
        lower,
        shape: shape(word),
        classes,
        path,
        prefixes: [piece(0, 2), piece(0, 3), piece(0, 4)],
        suffixes: [
            piece(n.saturating_sub(2), n),
            piece(n.saturating_sub(3), n),
            piece(n.saturating_sub(4), n),
        ],
        title: word.chars().next().is_some_and(char::is_uppercase),
        upper: n > 1
            && word.chars().all(|c| !c.is_lowercase())
            && word.chars().any(char::is_uppercase),
    }
}

const fn folded(c: char) -> char {
    match c {
        '0'..='9' => '0',
        '’' => '\'',
        c => c,
    }
}

/// `McDonald's` is `XxXx'x`: runs of one kind of letter are one sign.
fn shape(word: &str) -> u64 {
    let mut last = '\0';
    let mut state = 7;
    for c in word.chars() {
        let sign = match c {
            c if c.is_uppercase() => 'X',
            c if c.is_alphabetic() => 'x',
            c if c.is_ascii_digit() => '0',
            c => c,
        };
        if sign != last {
            state = mix(state, u64::from(u32::from(sign)));
        }
        last = sign;
    }
    mix(state, word.chars().count().min(4) as u64)
}

/// The features of every token of a sentence or line.
pub fn features(source: &str, tokens: &[Range<usize>], lexicon: &Lexicon) -> Features {
    let words: Vec<&str> = tokens
        .iter()
        .map(|range| match source.get(range.clone()).unwrap_or_default() {
            word if word.len() > 1 && word.contains('@') => MAIL,
            word if word.starts_with(char::is_whitespace) => GAP,
            word => word,
        })
        .collect();
    let seen: Vec<Seen> = words.iter().map(|word| see(word, lexicon)).collect();
    let phrases: Vec<Vec<u64>> = (0..words.len())
        .map(|from| {
            let mut state = text([]);
            let upto = words.len().min(from + LONGEST_PHRASE);
            words
                .get(from..upto)
                .unwrap_or_default()
                .iter()
                .enumerate()
                .map(|(step, word)| {
                    if step > 0 {
                        state = mix(state, u64::from(u32::from(' ')));
                    }
                    for c in word.chars().flat_map(char::to_lowercase).map(folded) {
                        state = mix(state, u64::from(u32::from(c)));
                    }
                    state
                })
                .collect()
        })
        .collect();
    let hash_of = |from: usize, length: usize| {
        phrases
            .get(from)
            .and_then(|run| run.get(length.min(LONGEST_PHRASE) - 1))
            .copied()
            .unwrap_or(0)
    };
    let cover = Cover::new(words.len(), LONGEST_PHRASE, lexicon, hash_of, |_| 1);
    let line = Line::new(&words, &seen);
    let mut features = Features::default();
    for at in 0..words.len() {
        spelling(&seen, at, line.loud, &mut features);
        meaning(&seen, &cover, at, &mut features);
        line.place(&seen, at, &mut features);
        features.close();
    }
    features
}

/// What is true of a whole line.
struct Line {
    /// Most words are in capitals.
    loud: bool,
    /// No word begins with one.
    quiet: bool,
    /// The words before its colon, if they are few.
    label: u64,
    /// The tokens at which cells begin and end.
    cells: Vec<Range<usize>>,
}

/// Words of a label before a colon.
const LABEL_WORDS: usize = 4;

impl Line {
    fn new(words: &[&str], seen: &[Seen]) -> Self {
        let colon = words.iter().take(LABEL_WORDS + 1).position(|word| matches!(*word, ":" | "："));
        let label = colon
            .filter(|at| *at > 0)
            .map_or(0, |at| seen.iter().take(at).fold(1, |state, word| mix(state, word.lower)));
        let mut cells = Vec::new();
        let mut from = 0;
        for (at, word) in words.iter().enumerate() {
            if matches!(*word, GAP | "|" | ";" | "," | ":" | "/" | "(" | ")") {
                cells.resize(at, from..at);
                cells.push(at..at + 1);
                from = at + 1;
            }
        }
        cells.resize(words.len(), from..words.len());
        Self {
            loud: seen.iter().filter(|word| word.upper).count() * 2 > seen.len(),
            quiet: seen.iter().all(|word| !word.title),
            label,
            cells,
        }
    }

    fn place(&self, seen: &[Seen], at: usize, out: &mut Features) {
        let (Some(here), Some(cell)) = (seen.get(at), self.cells.get(at)) else { return };
        let mut put = |template: u64, values: &[u64]| {
            out.push(key(values.iter().fold(template, |state, value| mix(state, *value))));
        };
        let few = |count: usize| count.min(3) as u64;
        let (before, behind) = (at.saturating_sub(cell.start), cell.end.saturating_sub(at + 1));
        let (title, classes) = (u64::from(here.title), u64::from(here.classes));
        put(160, &[few(before), few(behind), here.shape]);
        put(161, &[few(before), few(behind), classes]);
        put(162, &[u64::from(self.quiet), u64::from(self.loud), classes]);
        if self.label != 0 {
            put(163, &[self.label, title]);
            put(164, &[self.label, few(before), few(behind)]);
        }
        let word = |step: isize| at.checked_add_signed(step).and_then(|at| seen.get(at));
        let lower = |step: isize| word(step).map_or(1, |word| word.lower);
        put(165, &[lower(-3)]);
        put(166, &[lower(3)]);
        put(167, &[lower(-1), classes]);
        put(168, &[classes, lower(1)]);
    }
}

fn spelling(seen: &[Seen], at: usize, loud: bool, out: &mut Features) {
    let word = |step: isize| at.checked_add_signed(step).and_then(|at| seen.get(at));
    let lower = |step: isize| word(step).map_or(1, |word| word.lower);
    let shape = |step: isize| word(step).map_or(1, |word| word.shape);
    let Some(here) = word(0) else { return };
    let first = u64::from(at == 0);
    let mut put = |template: u64, values: &[u64]| {
        out.push(key(values.iter().fold(template, |state, value| mix(state, *value))));
    };
    put(101, &[]);
    put(102, &[here.lower]);
    put(103, &[lower(-1)]);
    put(104, &[lower(1)]);
    put(105, &[lower(-2)]);
    put(106, &[lower(2)]);
    put(107, &[lower(-1), here.lower]);
    put(108, &[here.lower, lower(1)]);
    put(109, &[lower(-2), lower(-1)]);
    put(110, &[lower(1), lower(2)]);
    put(111, &[here.shape]);
    put(112, &[shape(-1), here.shape]);
    put(113, &[here.shape, shape(1)]);
    put(114, &[shape(-1), here.shape, shape(1)]);
    put(115, &[lower(-1), here.shape]);
    put(116, &[here.shape, lower(1)]);
    for (length, piece) in (2_u64..).zip(here.prefixes) {
        put(117, &[length, piece]);
    }
    for (length, piece) in (2_u64..).zip(here.suffixes) {
        put(118, &[length, piece]);
    }
    put(119, &[first, u64::from(here.title), u64::from(here.upper), u64::from(loud)]);
    put(120, &[u64::from(here.title), lower(-1), shape(1)]);
    put(121, &[first, here.shape]);
}

/// Depths of the tree of meanings at which a path is cut.
const DEPTHS: [u16; 4] = [4, 6, 8, 10];

fn meaning(seen: &[Seen], cover: &Cover, at: usize, out: &mut Features) {
    let word = |step: isize| at.checked_add_signed(step).and_then(|at| seen.get(at));
    let classes = |step: isize| word(step).map_or(1 << 15, |word| u64::from(word.classes));
    let path = |step: isize, depth: u16| {
        let path = word(step).map_or(NO_PATH, |word| word.path);
        if path == NO_PATH { u64::from(NO_PATH) } else { u64::from(path >> (10 - depth)) }
    };
    let Some(here) = word(0) else { return };
    let mut put = |template: u64, values: &[u64]| {
        out.push(key(values.iter().fold(template, |state, value| mix(state, *value))));
    };
    let title = u64::from(here.title);
    put(130, &[classes(0), here.shape]);
    put(131, &[classes(-1), classes(0), title]);
    put(132, &[classes(0), classes(1), title]);
    put(133, &[classes(-1)]);
    put(134, &[classes(1)]);
    put(135, &[classes(-1), classes(0), classes(1)]);
    for class in (0..CLASSES).filter(|class| here.classes >> class & 1 == 1) {
        put(136, &[class as u64, here.shape]);
    }
    for depth in DEPTHS {
        let d = u64::from(depth);
        put(140, &[d, path(0, depth)]);
        put(141, &[d, path(-1, depth)]);
        put(142, &[d, path(1, depth)]);
        put(143, &[d, path(0, depth), here.shape]);
    }
    put(144, &[path(-1, 8), path(0, 8)]);
    put(145, &[path(0, 8), path(1, 8)]);
    put(146, &[path(-2, 6), path(-1, 6), title]);
    put(147, &[path(1, 6), path(2, 6), title]);
    put(148, &[path(-1, 10), here.shape]);
    put(149, &[path(1, 10), here.shape]);
    let codes = cover.at(at);
    for (class, code) in codes.iter().enumerate().filter(|(_, code)| place(**code) > 0) {
        put(150, &[class as u64, u64::from(*code), title]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn words_marks_addresses_of_mail_and_gaps_are_tokens() {
        assert_eq!(words("Mr. O'Brien's desk."), ["Mr.", "O'Brien", "'", "s", "desk", "."]);
        assert_eq!(words("Ann Lee   QA\tx5"), ["Ann", "Lee", "   ", "QA", "\t", "x5"]);
        assert_eq!(
            words("  to a.lee@mail.example, please  "),
            ["to", "a.lee@mail.example", ",", "please"]
        );
        assert_eq!(words("@Linh ok"), ["@", "Linh", "ok"]);
    }

    #[test]
    fn cells_end_at_marks() {
        let words = words("Attn: Lee, Ann | QA");
        let lexicon = Lexicon::unpack(&[]).unwrap();
        let seen: Vec<Seen> = words.iter().map(|word| see(word, &lexicon)).collect();
        let line = Line::new(&words, &seen);
        assert_eq!(line.cells, [0..1, 1..2, 2..3, 3..4, 4..5, 5..6, 6..7]);
        assert!(line.label != 0 && !line.loud && !line.quiet);
    }
}

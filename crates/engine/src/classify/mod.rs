//! What a document is: its title, the words and the shape of its body, its format and, weakly, its
//! name.
//!
//! Scores are sums of cues that a person can read; `other` wins when nothing speaks clearly.

mod classes;
mod fold;
mod folders;
mod heading;
pub mod people;
pub mod relation;
mod shape;
pub mod side;

use aho_corasick::{AhoCorasick, MatchKind};
use candor_facts::{DocClass, Document, Part, PartKind};
use classes::CATALOGUE;
use fold::fold;
pub use folders::hinted;
use heading::{Found, Headings};
use shape::Shape;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The cues of one class.
pub struct Class {
    pub class: DocClass,
    /// What such a document calls itself.
    pub titles: &'static [&'static str],
    /// Phrases that hardly another class uses.
    pub phrases: &'static [&'static str],
    /// Words that its body uses, as others may.
    pub words: &'static [&'static str],
    /// Names of its columns; strong in the first row of a table, words elsewhere.
    pub columns: &'static [&'static str],
    /// What its file name often holds.
    pub names: &'static [&'static str],
    /// Texts that must get this class.
    pub cases: &'static [&'static str],
}

/// The verdict on a document.
#[derive(Clone, Debug)]
pub struct Verdict {
    pub class: DocClass,
    /// 0 to 1.
    pub confidence: f32,
    /// The cues that spoke for it, strongest first.
    pub cues: Vec<String>,
}

/// A whole line of its own among the first ones; elsewhere a title is a word like others.
const TITLE_WEIGHT: f32 = 8.0;
const PHRASE_WEIGHT: f32 = 2.0;
const COLUMN_WEIGHT: f32 = 2.5;
const WORD_WEIGHT: f32 = 1.0;
const NAME_WEIGHT: f32 = 1.5;
/// A folder holds files of several classes.
const FOLDER_WEIGHT: f32 = 0.8;
/// What a cue is worth far below the beginning, where long texts mention everything.
const LATE: f32 = 0.5;
/// Cues of the body add up in full to here, and by a quarter above.
const BODY_FULL_MAX: f32 = 8.0;
/// Below this score nothing speaks clearly.
const SCORE_MIN: f32 = 3.0;
const CUES_SHOWN_MAX: usize = 12;
const HEAD_ROWS_MAX: usize = 4;
const READ_CHARACTERS_MAX: usize = 20_000;
const EARLY_CHARACTERS_MAX: usize = 3_000;
/// Labels of parts below the bound are still read: sheets are named after what they hold.
const LABELS_MAX: usize = 40;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Title,
    Phrase,
    Word,
    Column,
}

struct Cue {
    class: usize,
    kind: Kind,
    text: &'static str,
}

struct Index {
    matcher: AhoCorasick,
    cues: Vec<Vec<Cue>>,
    names: Vec<Vec<(String, &'static str)>>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut by_text: BTreeMap<String, Vec<Cue>> = BTreeMap::new();
    for (class, entry) in CATALOGUE.iter().enumerate() {
        for (kind, texts) in [
            (Kind::Title, entry.titles),
            (Kind::Phrase, entry.phrases),
            (Kind::Word, entry.words),
            (Kind::Column, entry.columns),
        ] {
            for text in texts {
                by_text.entry(fold(text)).or_default().push(Cue { class, kind, text });
            }
        }
    }
    let (texts, cues): (Vec<_>, Vec<_>) = by_text.into_iter().unzip();
    let matcher = match AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&texts)
    {
        Ok(matcher) => matcher,
        Err(error) => unreachable!("the catalogue's words are few: {error}"),
    };
    let names = CATALOGUE
        .iter()
        .map(|entry| entry.names.iter().map(|hint| (fold(hint), *hint)).collect())
        .collect();
    Index { matcher, cues, names }
});

/// What spoke for one class.
#[derive(Clone, Default)]
struct Score {
    title: Option<(&'static str, f32)>,
    name: Option<(&'static str, f32)>,
    body: BTreeMap<&'static str, (Kind, f32)>,
    shapes: Vec<(&'static str, f32)>,
}

impl Score {
    fn add(&mut self, cue: &Cue, kind: Kind, weight: f32) {
        let known = self.body.entry(cue.text).or_insert((kind, 0.0));
        if known.1 < weight {
            *known = (kind, weight);
        }
    }

    fn body(&self) -> f32 {
        let sum: f32 = self.body.values().map(|(_, weight)| weight).sum();
        if sum > BODY_FULL_MAX { BODY_FULL_MAX + (sum - BODY_FULL_MAX) * 0.25 } else { sum }
    }

    fn title(&self) -> f32 {
        self.title.map_or(0.0, |(_, strength)| strength * TITLE_WEIGHT)
    }

    fn total(&self) -> f32 {
        let shapes: f32 = self.shapes.iter().map(|(_, points)| points).sum();
        let name = self.name.map_or(0.0, |(_, weight)| weight);
        self.title() + self.body() + shapes + name
    }

    fn cues(&self) -> Vec<String> {
        let mut all: Vec<(f32, &str, &str)> = Vec::new();
        all.extend(self.title.iter().map(|(text, _)| (self.title(), "title", *text)));
        all.extend(self.name.iter().map(|(text, weight)| (*weight, "file name", *text)));
        all.extend(self.shapes.iter().map(|(what, points)| (*points, "shape", *what)));
        all.extend(self.body.iter().map(|(text, (kind, weight))| {
            let kind = match kind {
                Kind::Phrase => "phrase",
                Kind::Column => "column",
                Kind::Title | Kind::Word => "word",
            };
            (*weight, kind, *text)
        }));
        all.sort_by(|a, b| b.0.total_cmp(&a.0));
        all.truncate(CUES_SHOWN_MAX);
        all.iter().map(|(points, kind, text)| format!("{kind} {text} +{points:.1}")).collect()
    }
}

/// Classifies a document. `name` is its file name, a weak hint, after those of its folders, a weaker one.
pub fn classify(document: &Document, name: &str) -> Verdict {
    if let Some(verdict) = by_format(document) {
        return verdict;
    }
    let mut reader = Reader::new();
    reader.read(&document.parts);
    let mut scores = reader.finish();
    read_name(name, &mut scores);
    decide(&scores)
}

fn by_format(document: &Document) -> Option<Verdict> {
    let slides = document.parts.iter().any(|part| part.kind == PartKind::Slide);
    let class = match document.media_type.as_str() {
        "eml" | "emlx" | "msg" | "mbox" => DocClass::Email,
        "ppt" | "pptx" | "odp" => DocClass::Presentation,
        "dwg" | "dxf" => DocClass::Drawing,
        _ if slides => DocClass::Presentation,
        _ => return None,
    };
    let cue = format!("format {}", document.media_type);
    Some(Verdict { class, confidence: 0.95, cues: vec![cue] })
}

/// Reads a document line by line and tallies its cues.
struct Reader {
    scores: Vec<Score>,
    headings: Headings,
    shape: Shape,
    characters: usize,
    head_rows: usize,
}

impl Reader {
    fn new() -> Self {
        Self {
            scores: vec![Score::default(); CATALOGUE.len()],
            headings: Headings::default(),
            shape: Shape::default(),
            characters: 0,
            head_rows: 0,
        }
    }

    fn read(&mut self, parts: &[Part]) {
        for part in parts.iter().take(LABELS_MAX) {
            match part.kind {
                PartKind::Properties => self.read_properties(&part.text),
                PartKind::Sheet => self.read_label(&part.label),
                _ => {}
            }
        }
        for part in parts.iter().filter(|part| part.kind != PartKind::Properties) {
            for line in part.text.lines() {
                if self.characters >= READ_CHARACTERS_MAX {
                    return;
                }
                self.read_line(line);
            }
        }
    }

    fn read_line(&mut self, line: &str) {
        let left = READ_CHARACTERS_MAX - self.characters;
        let end = line.char_indices().nth(left).map_or(line.len(), |(at, _)| at);
        let line = fold(line.get(..end).unwrap_or_default());
        if !line.chars().any(char::is_alphanumeric) {
            return;
        }
        self.characters += line.chars().count();
        self.shape.see(&line);
        self.headings.mail = self.shape.is_mail();
        let found = cues_in(&line);
        self.read_heading(&line, &found);
        let kinds: Vec<_> = found.iter().map(|found| found.pattern).collect();
        let head_row =
            shape::cells(&line) >= shape::CELLS_OF_ROW_MIN && self.head_rows < HEAD_ROWS_MAX;
        self.head_rows += usize::from(head_row);
        let late = self.characters > EARLY_CHARACTERS_MAX + line.chars().count();
        self.read_body(&kinds, head_row, if late { LATE } else { 1.0 });
    }

    fn read_heading(&mut self, line: &str, found: &[Found]) {
        let titles: Vec<Found> =
            found.iter().filter(|found| has_title(found.pattern)).copied().collect();
        for (found, strength) in self.headings.read(line, &titles) {
            self.add_title(found.pattern, strength);
        }
    }

    fn add_title(&mut self, pattern: usize, strength: f32) {
        for cue in cues_of(pattern).iter().filter(|cue| cue.kind == Kind::Title) {
            let Some(score) = self.scores.get_mut(cue.class) else { continue };
            if score.title.is_none_or(|(_, known)| known < strength) {
                score.title = Some((cue.text, strength));
            }
        }
    }

    fn read_body(&mut self, patterns: &[usize], head_row: bool, share: f32) {
        for cue in patterns.iter().flat_map(|pattern| cues_of(*pattern)) {
            let weight = match cue.kind {
                Kind::Phrase => PHRASE_WEIGHT,
                Kind::Column if head_row => COLUMN_WEIGHT,
                Kind::Title | Kind::Word | Kind::Column => WORD_WEIGHT,
            };
            if let Some(score) = self.scores.get_mut(cue.class) {
                // The title itself is not counted twice.
                if score.title.is_none_or(|(text, _)| text != cue.text) {
                    score.add(cue, cue.kind, weight * share);
                }
            }
        }
    }

    /// A sheet's name is a title of its own, less sure than one in the sheet.
    fn read_label(&mut self, label: &str) {
        self.read_aside(&fold(label).replace(['_', '-'], " "), 0.6);
    }

    fn read_properties(&mut self, text: &str) {
        for line in text.lines().filter_map(|line| line.strip_prefix("Title: ")) {
            self.read_aside(&fold(line).replace(['_', '-'], " "), 0.4);
        }
    }

    fn read_aside(&mut self, line: &str, share: f32) {
        let found: Vec<Found> =
            cues_in(line).into_iter().filter(|found| has_title(found.pattern)).collect();
        for (found, strength) in Headings::default().read(line, &found) {
            self.add_title(found.pattern, strength * share);
        }
    }

    /// Whether the first rows name a column of another list than one of contacts.
    fn has_telling_columns(&self) -> bool {
        CATALOGUE.iter().zip(&self.scores).any(|(entry, score)| {
            entry.class != DocClass::ContactList
                && shape::LISTS.contains(&entry.class)
                && has_column(score)
        })
    }

    fn finish(mut self) -> Vec<Score> {
        let hints = self.shape.hints();
        let told = self.has_telling_columns();
        for hint in hints.iter().filter(|hint| !(told && hint.what == shape::REACHES_PEOPLE)) {
            let place = CATALOGUE.iter().position(|entry| entry.class == hint.class);
            let Some(score) = place.and_then(|place| self.scores.get_mut(place)) else { continue };
            if hint.proves || score.total() >= 2.0 {
                score.shapes.push((hint.what, hint.points));
            }
        }
        self.scores
    }
}

/// Whether a score holds a cue that was a column's name.
fn has_column(score: &Score) -> bool {
    score.body.values().any(|(kind, weight)| *kind == Kind::Column && *weight >= COLUMN_WEIGHT)
}

fn cues_of(pattern: usize) -> &'static [Cue] {
    INDEX.cues.get(pattern).map_or(&[], Vec::as_slice)
}

fn has_title(pattern: usize) -> bool {
    cues_of(pattern).iter().any(|cue| cue.kind == Kind::Title)
}

/// The cues that stand in a folded line as whole words.
fn cues_in(line: &str) -> Vec<Found> {
    INDEX
        .matcher
        .find_iter(line)
        .filter(|found| stands_alone(line, found.start(), found.end()))
        .map(|found| {
            let pattern = found.pattern().as_usize();
            let head_first = cues_of(pattern).iter().any(|cue| is_vietnamese(cue.text));
            Found { pattern, start: found.start(), end: found.end(), head_first }
        })
        .collect()
}

fn is_vietnamese(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{C0}'..='\u{1B0}' | '\u{1EA0}'..='\u{1EF9}'))
}

/// Latin words count only as whole words.
fn stands_alone(line: &str, start: usize, end: usize) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let inside = line.get(start..end).unwrap_or_default();
    let before = line.get(..start).and_then(|text| text.chars().next_back());
    let after = line.get(end..).and_then(|text| text.chars().next());
    let joined =
        |c: Option<char>| c.is_some_and(|c| matches!(c, '.' | '@' | '/' | '-' | '_' | ':'));
    !(letter(inside.chars().next()) && letter(before)
        || letter(inside.chars().next_back()) && letter(after)
        || (joined(before) || joined(after)) && in_address(line, start, end))
}

/// Whether a word is part of a mail address or a link: the `net` of `ann@example.net` is no column of pay.
fn in_address(line: &str, start: usize, end: usize) -> bool {
    const LONGEST: usize = 100;
    let goes_on = |byte: &u8| {
        byte.is_ascii_graphic()
            && !matches!(byte, b',' | b';' | b'<' | b'>' | b'"' | b'(' | b')' | b'|')
    };
    let before = line.as_bytes().get(..start).unwrap_or_default().iter().rev();
    let before = before.take(LONGEST).take_while(|byte| goes_on(byte)).count();
    let after = line.as_bytes().get(end..).unwrap_or_default().iter();
    let after = after.take(LONGEST).take_while(|byte| goes_on(byte)).count();
    let address = line.get(start - before..end + after).unwrap_or_default();
    address.contains('@') || address.contains("://") || address.starts_with("www.")
}

fn read_name(name: &str, scores: &mut [Score]) {
    let name = fold(name).replace(['_', '-', '.'], " ");
    let (folders, name) = name.rsplit_once('/').unwrap_or(("", &name));
    let found = |text: &str, hints: &[(String, &'static str)]| {
        let alone = |hint: &str| {
            text.find(hint).is_some_and(|start| stands_alone(text, start, start + hint.len()))
        };
        hints.iter().find(|(hint, _)| alone(hint)).map(|(_, text)| *text)
    };
    for (hints, score) in INDEX.names.iter().zip(scores) {
        let by_name = found(name, hints).map(|hint| (hint, NAME_WEIGHT));
        score.name = by_name.or_else(|| found(folders, hints).map(|hint| (hint, FOLDER_WEIGHT)));
    }
}

/// A class's score, less where it has only what others say too. Promises of secrecy stand in most contracts; without
/// their title they are a clause among others.
fn weighed(class: DocClass, score: &Score, contract_titled: bool) -> f32 {
    let total = score.total();
    if class == DocClass::Nda && score.title() < TITLE_WEIGHT * 0.4 {
        return total * if contract_titled { 0.4 } else { 0.65 };
    }
    // What a card says of its bearer, forms and lists of people ask for too: a copy bears its name or the zone
    // for machines.
    if class == DocClass::IdCopy && score.title() < TITLE_WEIGHT * 0.4 && score.shapes.is_empty() {
        return total * 0.65;
    }
    total
}

fn decide(scores: &[Score]) -> Verdict {
    let contract_titled = CATALOGUE
        .iter()
        .zip(scores)
        .any(|(entry, score)| entry.class == DocClass::Contract && score.title.is_some());
    let mut ranked: Vec<(f32, usize)> = CATALOGUE
        .iter()
        .zip(scores)
        .map(|(entry, score)| weighed(entry.class, score, contract_titled))
        .zip(0..)
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let (best, index) = ranked.first().copied().unwrap_or((0.0, 0));
    let second = ranked.get(1).map_or(0.0, |(score, _)| *score);
    match (CATALOGUE.get(index), scores.get(index)) {
        (Some(entry), Some(score)) if best >= SCORE_MIN => {
            Verdict { class: entry.class, confidence: confidence(best, second), cues: score.cues() }
        }
        _ => {
            let confidence = 0.8 - 0.4 * best / SCORE_MIN;
            Verdict { class: DocClass::Other, confidence, cues: Vec::new() }
        }
    }
}

/// The share of the evidence that is on one side, less when there is little of it.
fn confidence(best: f32, second: f32) -> f32 {
    let share = best * best / (best * best + second * second);
    let amount = best / (best + 1.5);
    (share * amount).clamp(0.0, 0.99)
}

#[cfg(test)]
mod tests;

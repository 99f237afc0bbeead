//! Names of persons, organisations, places, titles and departments in running text: two small statistical taggers,
//! one for Japanese and one for languages in Latin letters, with their dictionary beside them.
//!
//! Both are conditional random fields trained by `cargo xtask train`; BENCHMARKS.md says on what
//! and how well they do on text they have not seen.

pub mod cover;
pub mod crf;
pub mod hash;
pub mod japanese;
pub mod latin;
pub mod lexicon;

use crate::normal::is_cjk;
use crf::{Features, Model};
use lexicon::Lexicon;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

/// What the Japanese tagger tells apart, in the order of its labels.
pub const JAPANESE_KINDS: &[&str] = &[
    "person",
    "company",
    "organisation",
    "place",
    "facility",
    "product",
    "event",
    "title",
    "department",
];

/// What the tagger for Latin letters tells apart.
pub const LATIN_KINDS: &[&str] = &["person", "company", "place", "address", "title", "department"];

/// Lines are cut at the end of a sentence when they are longer, in bytes.
const LONGEST_LINE: usize = 1_500;

/// What a mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Person,
    Company,
    Place,
    Address,
    /// What somebody is at work.
    Title,
    Department,
    Other,
}

/// A name in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Byte range in the text.
    pub range: Range<usize>,
    pub kind: Kind,
    /// How probable it is that exactly this run is a name of this kind, 0 to 1.
    pub probability: f32,
}

/// The trained parts: dictionary and both models.
#[derive(Debug)]
pub struct Taggers {
    lexicon: Arc<Lexicon>,
    japanese: Model,
    latin: Model,
}

/// Of use alone: who asks for the classes of words needs no model.
static LEXICON: LazyLock<Option<Arc<Lexicon>>> =
    LazyLock::new(|| Lexicon::unpack(include_bytes!("../../models/lexicon.bin")).map(Arc::new));

static TAGGERS: LazyLock<Option<Taggers>> = LazyLock::new(|| {
    Taggers::unpack(
        LEXICON.clone()?,
        include_bytes!("../../models/japanese.bin"),
        include_bytes!("../../models/latin.bin"),
    )
});

/// The mentions in the `wanted` lines of a text, in order.
pub fn mentions(text: &str, wanted: impl Fn(Range<usize>) -> bool) -> Vec<Mention> {
    TAGGERS.as_ref().map(|taggers| taggers.mentions(text, wanted)).unwrap_or_default()
}

/// The taggers of this program; `None` when their parts do not fit together.
pub fn taggers() -> Option<&'static Taggers> {
    TAGGERS.as_ref()
}

/// The classes of a word in the dictionary, see [`lexicon`]; 0 when it is not known.
pub fn classes(word: &str) -> u16 {
    let spelling = word.chars().map(japanese::seen).flat_map(char::to_lowercase);
    LEXICON.as_ref().map_or(0, |lexicon| lexicon.classes(hash::text(spelling)))
}

/// Whether a line is the Japanese tagger's to read.
pub fn is_japanese(line: &str) -> bool {
    line.chars().any(is_cjk)
}

impl Taggers {
    /// Reads the packed models, which go with a dictionary.
    pub fn unpack(lexicon: Arc<Lexicon>, japanese: &[u8], latin: &[u8]) -> Option<Self> {
        Some(Self { lexicon, japanese: Model::unpack(japanese)?, latin: Model::unpack(latin)? })
    }

    /// The mentions in the `wanted` lines of a text, in order.
    pub fn mentions(&self, text: &str, wanted: impl Fn(Range<usize>) -> bool) -> Vec<Mention> {
        let mut found = Vec::new();
        for line in sentences(text).into_iter().filter(|line| wanted(line.clone())) {
            let slice = text.get(line.clone()).unwrap_or_default();
            if is_japanese(slice) {
                found.extend(self.japanese(slice, line.start));
            } else if slice.chars().any(char::is_alphabetic) {
                found.extend(self.latin(slice, &latin::tokens(slice), line.start));
            }
        }
        found
    }

    /// The mentions in a line without Japanese whose words are already told apart.
    pub fn mentions_in_tokens(&self, text: &str, tokens: &[Range<usize>]) -> Vec<Mention> {
        self.latin(text, tokens, 0)
    }

    fn japanese(&self, line: &str, start: usize) -> Vec<Mention> {
        let places: Vec<(usize, char)> = line.char_indices().collect();
        let letters: Vec<char> = places.iter().map(|(_, c)| japanese::seen(*c)).collect();
        let tokens: Vec<Range<usize>> =
            places.iter().map(|(at, c)| *at..at + c.len_utf8()).collect();
        let features = japanese::features(&letters, &self.lexicon);
        spans(&self.japanese, JAPANESE_KINDS, &features, &tokens, start)
    }

    fn latin(&self, line: &str, tokens: &[Range<usize>], start: usize) -> Vec<Mention> {
        let features = latin::features(line, tokens, &self.lexicon);
        spans(&self.latin, LATIN_KINDS, &features, tokens, start)
    }
}

fn spans(
    model: &Model,
    kinds: &[&str],
    features: &Features,
    tokens: &[Range<usize>],
    start: usize,
) -> Vec<Mention> {
    let mention = |span: crf::Span| {
        let from = tokens.get(span.from)?.start;
        let to = tokens.get(span.to.checked_sub(1)?)?.end;
        let kind = match kinds.get(span.kind).copied()? {
            "person" => Kind::Person,
            "company" => Kind::Company,
            "place" => Kind::Place,
            "address" => Kind::Address,
            "title" => Kind::Title,
            "department" => Kind::Department,
            _ => Kind::Other,
        };
        Some(Mention { range: start + from..start + to, kind, probability: span.probability })
    };
    model.spans(features).into_iter().filter_map(mention).collect()
}

/// The lines of a text, long ones cut behind a full stop.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut from = start;
        let end = start + line.trim_end().len();
        while end.saturating_sub(from) > LONGEST_LINE {
            let cut = behind_full_stop(text, from, from + LONGEST_LINE);
            out.push(from..cut);
            from = cut;
        }
        if end > from {
            out.push(from..end);
        }
        start += line.len();
    }
    out
}

/// The last place behind a full stop in a range, or its end.
fn behind_full_stop(text: &str, from: usize, to: usize) -> usize {
    let to = (from + 1..=to).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let window = text.get(from..to).unwrap_or_default();
    let stop = window.rmatch_indices(['。', '.', '!', '?', '、', ' ']).next();
    stop.map_or(to, |(at, mark)| from + at + mark.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, Kind)> {
        mentions(text, |_| true).into_iter().map(|m| (&text[m.range], m.kind)).collect()
    }

    #[test]
    fn persons_and_companies_in_running_text() {
        assert_eq!(
            found("本件は、株式会社山田製作所の鈴木一郎が担当します。"),
            [("株式会社山田製作所", Kind::Company), ("鈴木一郎", Kind::Person)]
        );
        assert!(
            found("Please ask Karen Miller about the shipment.")
                .contains(&("Karen Miller", Kind::Person))
        );
        assert!(found("合計金額と数量をご確認ください。").is_empty());
    }

    #[test]
    fn long_lines_are_cut_and_every_byte_is_in_one_piece() {
        let text = "これは長い文です。".repeat(200);
        let pieces = sentences(&text);
        assert!(pieces.len() > 1);
        assert!(pieces.windows(2).all(|pair| pair[0].end == pair[1].start));
        assert_eq!(pieces.last().map(|piece| piece.end), Some(text.len()));
    }
}

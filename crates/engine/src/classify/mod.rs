//! What a document is: its title, the words of its body, its format and, weakly, its name.
//!
//! Scores are sums of cues that a person can read; `other` wins when nothing speaks clearly.

mod classes;

use crate::normal::plain;
use aho_corasick::{AhoCorasick, MatchKind};
use candor_facts::{DocClass, Document};
use classes::CATALOGUE;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The cues of one class.
pub struct Class {
    pub class: DocClass,
    /// What such a document calls itself.
    pub titles: &'static [&'static str],
    /// Words that its body uses.
    pub words: &'static [&'static str],
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

/// A title in one of the first lines; elsewhere it is a word like others.
const TITLE_WEIGHT: f32 = 6.0;
const WORD_WEIGHT: f32 = 1.0;
const NAME_WEIGHT: f32 = 1.5;
const WORDS_COUNTED_MAX: usize = 6;
/// Below this score nothing speaks clearly.
const SCORE_MIN: f32 = 2.0;
const TITLE_LINES: usize = 4;
const TITLE_CHARACTERS_MAX: usize = 40;
const READ_CHARACTERS_MAX: usize = 20_000;

struct Cue {
    class: usize,
    title: bool,
    text: &'static str,
}

struct Index {
    matcher: AhoCorasick,
    cues: Vec<Vec<Cue>>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut by_text: BTreeMap<String, Vec<Cue>> = BTreeMap::new();
    for (class, entry) in CATALOGUE.iter().enumerate() {
        for (title, text) in
            entry.titles.iter().map(|t| (true, *t)).chain(entry.words.iter().map(|w| (false, *w)))
        {
            by_text.entry(plain(text)).or_default().push(Cue { class, title, text });
        }
    }
    let (texts, cues): (Vec<_>, Vec<_>) = by_text.into_iter().unzip();
    let matcher = match AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&texts)
    {
        Ok(matcher) => matcher,
        Err(error) => unreachable!("the catalogue's words are few: {error}"),
    };
    Index { matcher, cues }
});

#[derive(Default)]
struct Score {
    titles: BTreeSet<&'static str>,
    words: BTreeSet<&'static str>,
    name: Option<&'static str>,
}

impl Score {
    fn total(&self) -> f32 {
        let words = u8::try_from(self.words.len().min(WORDS_COUNTED_MAX)).unwrap_or(0);
        let title = if self.titles.is_empty() { 0.0 } else { TITLE_WEIGHT };
        title + f32::from(words) * WORD_WEIGHT + if self.name.is_some() { NAME_WEIGHT } else { 0.0 }
    }

    fn cues(&self) -> Vec<String> {
        let titles = self.titles.iter().map(|text| format!("title {text} +{TITLE_WEIGHT}"));
        let name = self.name.iter().map(|text| format!("file name {text} +{NAME_WEIGHT}"));
        let words = self
            .words
            .iter()
            .take(WORDS_COUNTED_MAX)
            .map(|text| format!("word {text} +{WORD_WEIGHT}"));
        titles.chain(name).chain(words).collect()
    }
}

/// Classifies a document. `name` is its file name, a weak hint.
pub fn classify(document: &Document, name: &str) -> Verdict {
    if let Some(verdict) = by_format(&document.media_type) {
        return verdict;
    }
    let mut scores: Vec<Score> = CATALOGUE.iter().map(|_| Score::default()).collect();
    let labels = document.parts.iter().map(|part| part.label.as_str());
    let texts = document.parts.iter().map(|part| part.text.as_str());
    read_cues(labels.clone().zip(texts), &mut scores);
    read_name(name, &mut scores);
    decide(&scores)
}

fn by_format(media_type: &str) -> Option<Verdict> {
    let class = match media_type {
        "eml" | "msg" | "mbox" => DocClass::Email,
        "ppt" | "pptx" | "odp" => DocClass::Presentation,
        "dwg" => DocClass::Drawing,
        _ => return None,
    };
    Some(Verdict { class, confidence: 0.95, cues: vec![format!("format {media_type}")] })
}

fn read_cues<'a>(parts: impl Iterator<Item = (&'a str, &'a str)>, scores: &mut [Score]) {
    let mut read = 0_usize;
    let mut lines_seen = 0_usize;
    for (label, text) in parts {
        if read >= READ_CHARACTERS_MAX {
            break;
        }
        for line in
            std::iter::once(label).chain(text.lines()).filter(|line| !line.trim().is_empty())
        {
            let line = plain(line);
            read += line.chars().count();
            let heading = lines_seen < TITLE_LINES && line.chars().count() <= TITLE_CHARACTERS_MAX;
            lines_seen += 1;
            read_line(&line, heading, scores);
            if read >= READ_CHARACTERS_MAX {
                break;
            }
        }
    }
}

fn read_line(line: &str, heading: bool, scores: &mut [Score]) {
    for found in INDEX.matcher.find_iter(line) {
        if !stands_alone(line, found.start(), found.end()) {
            continue;
        }
        let Some(cues) = INDEX.cues.get(found.pattern().as_usize()) else { continue };
        for cue in cues {
            let Some(score) = scores.get_mut(cue.class) else { continue };
            if cue.title && heading {
                score.titles.insert(cue.text)
            } else {
                score.words.insert(cue.text)
            };
        }
    }
}

/// Latin words count only as whole words.
fn stands_alone(line: &str, start: usize, end: usize) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let inside = line.get(start..end).unwrap_or_default();
    let before = line.get(..start).and_then(|text| text.chars().next_back());
    let after = line.get(end..).and_then(|text| text.chars().next());
    !(letter(inside.chars().next()) && letter(before)
        || letter(inside.chars().next_back()) && letter(after))
}

fn read_name(name: &str, scores: &mut [Score]) {
    let name = plain(name).replace(['_', '-'], " ");
    for (entry, score) in CATALOGUE.iter().zip(scores) {
        score.name = entry.names.iter().copied().find(|hint| name.contains(&plain(hint)));
    }
}

fn decide(scores: &[Score]) -> Verdict {
    let mut ranked: Vec<(f32, usize)> = scores.iter().map(Score::total).zip(0..).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let (best, index) = ranked.first().copied().unwrap_or((0.0, 0));
    let second = ranked.get(1).map_or(0.0, |(score, _)| *score);
    let confidence = best / (best + second * 0.7 + 1.0);
    match (CATALOGUE.get(index), scores.get(index)) {
        (Some(entry), Some(score)) if best >= SCORE_MIN => {
            Verdict { class: entry.class, confidence, cues: score.cues() }
        }
        _ => Verdict { class: DocClass::Other, confidence: 0.5, cues: Vec::new() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use candor_facts::{HowRead, Part, PartKind};

    fn verdict(text: &str, name: &str) -> Verdict {
        let part = Part::text(PartKind::Body, "body", text);
        classify(&Document::read("txt", HowRead::Text, vec![part]), name)
    }

    #[test]
    fn every_class_recognises_its_cases() {
        for entry in CATALOGUE {
            assert!(!entry.cases.is_empty());
            for case in entry.cases {
                let found = verdict(case, "x");
                assert_eq!(found.class, entry.class, "{case:?}: {:?}", found.cues);
            }
        }
    }

    #[test]
    fn every_class_is_in_the_catalogue_once() {
        let all: BTreeSet<_> = CATALOGUE.iter().map(|entry| entry.class).collect();
        assert_eq!(all.len(), CATALOGUE.len());
        assert_eq!(all.len() + 1, DocClass::ALL.len(), "all classes but `other` have a file");
    }

    #[test]
    fn unclear_text_is_other_and_a_name_alone_is_not_enough() {
        assert_eq!(verdict("Lorem ipsum dolor", "x").class, DocClass::Other);
        assert_eq!(verdict("Lorem ipsum dolor", "invoice.txt").class, DocClass::Other);
    }
}

//! Labelled text of others, read where it lies: sentences with the spans of their mentions, and
//! the split into what may be learnt from and what only measures.

use serde_json::Value;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io::Read;
use std::ops::Range;
use std::path::Path;

/// A text with labelled byte ranges.
#[derive(Clone, Debug)]
pub struct Labelled {
    pub text: String,
    pub spans: Vec<(Range<usize>, String)>,
    /// Byte ranges of the tokens, where the set comes in tokens.
    pub tokens: Vec<Range<usize>>,
    pub split: Split,
}

/// What a text may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    Learn,
    /// Settings are chosen on it; the last model learns from it too.
    Tune,
    /// Never learnt from, never tuned on: what is reported.
    Unseen,
}

type Outcome<T> = Result<T, String>;

fn read(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn json(path: &Path) -> Outcome<Value> {
    serde_json::from_str(&read(path)?).map_err(|error| format!("{}: {error}", path.display()))
}

/// Byte offset of each character, and of the end.
fn offsets(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain(std::iter::once(text.len())).collect()
}

fn span(offsets: &[usize], from: &Value, to: &Value) -> Option<Range<usize>> {
    let at = |value: &Value| offsets.get(usize::try_from(value.as_u64()?).ok()?).copied();
    Some(at(from)?..at(to)?)
}

/// Japanese Wikipedia sentences of Stockmark; every fifth is unseen.
pub fn stockmark(folder: &Path) -> Outcome<Vec<Labelled>> {
    let all = json(&folder.join("ner/ja-stockmark-dev.json"))?;
    Ok(all
        .as_array()
        .into_iter()
        .flatten()
        .enumerate()
        .map(|(number, entry)| {
            let text = entry["text"].as_str().unwrap_or_default().to_owned();
            let offsets = offsets(&text);
            let spans = entry["entities"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|entity| {
                    let range = span(&offsets, &entity["span"][0], &entity["span"][1])?;
                    Some((range, entity["type"].as_str()?.to_owned()))
                })
                .collect();
            Labelled {
                text,
                spans,
                tokens: Vec::new(),
                split: [Split::Learn, Split::Learn, Split::Learn, Split::Tune, Split::Unseen]
                    [number % 5],
            }
        })
        .collect())
}

/// UD Japanese GSD with the labels of Megagon; all of it is unseen.
pub fn gsd(folder: &Path) -> Outcome<Vec<Labelled>> {
    let text = read(&folder.join("ner/ja_gsd-ud-dev.ne.conllu"))?;
    Ok(text.split("\n\n").filter(|block| !block.trim().is_empty()).map(gsd_sentence).collect())
}

fn gsd_sentence(block: &str) -> Labelled {
    let mut sentence = Labelled {
        text: String::new(),
        spans: Vec::new(),
        tokens: Vec::new(),
        split: Split::Unseen,
    };
    let mut open: Option<(usize, String)> = None;
    for line in block.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let (Some(id), Some(form), Some(misc)) = (columns.first(), columns.get(1), columns.get(9))
        else {
            continue;
        };
        if id.contains(['-', '.']) {
            continue;
        }
        let from = sentence.text.len();
        sentence.text.push_str(form);
        let to = sentence.text.len();
        sentence.tokens.push(from..to);
        let label = misc.split('|').find_map(|item| item.strip_prefix("NE="));
        match label.and_then(|label| label.split_once('-')) {
            Some(("B", kind)) => open = Some((from, kind.to_owned())),
            Some(("U", kind)) => sentence.spans.push((from..to, kind.to_owned())),
            Some(("L", _)) => {
                sentence.spans.extend(open.take().map(|(start, kind)| (start..to, kind)));
            }
            _ => {}
        }
        if misc.split('|').any(|item| item == "SpaceAfter=Yes") {
            sentence.text.push(' ');
        }
    }
    let end = sentence.text.trim_end().len();
    sentence.text.truncate(end);
    sentence
}

/// English Web Treebank with the labels of Universal NER, in its own tokens; every other sentence
/// is unseen.
pub fn ewt(folder: &Path) -> Outcome<Vec<Labelled>> {
    let text = read(&folder.join("ner/en_ewt-ud-dev.iob2"))?;
    Ok(text
        .split("\n\n")
        .filter(|block| !block.trim().is_empty())
        .enumerate()
        .map(|(number, block)| {
            let split = match number % 8 {
                0 | 2 | 4 | 6 => Split::Unseen,
                1 => Split::Tune,
                _ => Split::Learn,
            };
            ewt_sentence(block, split)
        })
        .collect())
}

fn ewt_sentence(block: &str, split: Split) -> Labelled {
    let mut sentence =
        Labelled { text: String::new(), spans: Vec::new(), tokens: Vec::new(), split };
    for line in block.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let (Some(form), Some(tag)) = (columns.get(1), columns.get(2)) else { continue };
        if !sentence.text.is_empty() {
            sentence.text.push(' ');
        }
        let from = sentence.text.len();
        sentence.text.push_str(form);
        let to = sentence.text.len();
        sentence.tokens.push(from..to);
        match tag.split_once('-') {
            Some(("B", kind)) => sentence.spans.push((from..to, kind.to_owned())),
            Some(("I", kind)) => match sentence.spans.last_mut() {
                Some((range, last)) if last == kind => range.end = to,
                _ => sentence.spans.push((from..to, kind.to_owned())),
            },
            _ => {}
        }
    }
    sentence
}

/// Presidio's generated sentences; templates with an even hash are unseen.
pub fn presidio(folder: &Path) -> Outcome<Vec<Labelled>> {
    let all = json(&folder.join("pii/presidio_generated_large.json"))?;
    Ok(all
        .as_array()
        .into_iter()
        .flatten()
        .map(|entry| {
            let text = entry["full_text"].as_str().unwrap_or_default().to_owned();
            let offsets = offsets(&text);
            let mut spans: Vec<(Range<usize>, String)> = entry["spans"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|s| {
                    let range = span(&offsets, &s["start_position"], &s["end_position"])?;
                    Some((range, s["entity_type"].as_str()?.to_owned()))
                })
                .collect();
            spans.sort_by_key(|(range, _)| range.start);
            let spans = joined_addresses(&text, spans);
            let split = match hash(&entry["template_id"].to_string()) % 4 {
                0 | 2 => Split::Unseen,
                1 => Split::Tune,
                _ => Split::Learn,
            };
            Labelled { text, spans, tokens: Vec::new(), split }
        })
        .collect())
}

/// The pieces of a postal address that follow each other, as one: `78`, `Main Street`, `Boston`.
fn joined_addresses(text: &str, spans: Vec<(Range<usize>, String)>) -> Vec<(Range<usize>, String)> {
    let mut joined: Vec<(Range<usize>, String)> = Vec::new();
    for (range, kind) in spans {
        let piece = |kind: &str| kind == "ADDRESS" || kind == "LOCATION";
        let follows = joined.last().is_some_and(|(last, before)| {
            let between = text.get(last.end..range.start).unwrap_or("x");
            piece(before)
                && piece(&kind)
                && (before == "ADDRESS" || kind == "ADDRESS")
                && between.chars().all(|c| c.is_whitespace() || matches!(c, ',' | '>' | '.'))
        });
        match joined.last_mut() {
            Some(last) if follows => {
                last.0.end = range.end;
                "ADDRESS".clone_into(&mut last.1);
            }
            _ => joined.push((range, kind)),
        }
    }
    joined
}

/// Records of pii-anon; a third of its templates (the text without its values) is unseen.
pub fn pii_anon(folder: &Path) -> Outcome<Vec<Labelled>> {
    let path = folder.join("pii/pii-anon-dev.jsonl.gz");
    let packed = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut lines = String::new();
    flate2::read::GzDecoder::new(packed.as_slice())
        .read_to_string(&mut lines)
        .map_err(|error| format!("{}: {error}", path.display()))?;
    lines
        .lines()
        .map(|line| {
            let entry: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
            let text = entry["text"].as_str().unwrap_or_default().to_owned();
            let offsets = offsets(&text);
            let mut spans: Vec<(Range<usize>, String)> = entry["annotations"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|a| {
                    let range = span(&offsets, &a["start"], &a["end"])?;
                    Some((range, a["entity_type"].as_str()?.to_owned()))
                })
                .collect();
            spans.sort_by_key(|(range, _)| range.start);
            let split = match hash(&template(&text, &spans)) % 6 {
                0 | 3 => Split::Unseen,
                1 => Split::Tune,
                _ => Split::Learn,
            };
            Ok(Labelled { text, spans, tokens: Vec::new(), split })
        })
        .collect()
}

/// The text with its values, digits and capital letters blanked: two fillings of one template meet.
fn template(text: &str, spans: &[(Range<usize>, String)]) -> String {
    let mut blank = String::new();
    let mut at = 0;
    for (range, kind) in spans {
        blank.push_str(text.get(at..range.start).unwrap_or_default());
        blank.push_str(kind);
        at = at.max(range.end);
    }
    blank.push_str(text.get(at..).unwrap_or_default());
    blank.chars().filter(|c| c.is_lowercase()).take(60).collect()
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

//! Labelled text of others, read where it lies: sentences with the spans of their mentions, and
//! the split into what may be learnt from and what only measures.

use serde_json::Value;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io::Read;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// The label of what may be a name of any kind or none.
pub const UNTOLD: &str = "?";

/// A text with labelled byte ranges.
#[derive(Clone, Debug)]
pub struct Labelled {
    pub text: String,
    pub spans: Vec<(Range<usize>, String)>,
    /// Byte ranges of the tokens, where the set comes in tokens.
    pub tokens: Vec<Range<usize>>,
    pub split: Split,
    pub marked: Marked,
}

/// The taggers' kinds of which a text marks every mention; its other words may be names of the rest.
pub type Marked = &'static [&'static str];

/// What lines of business text mark.
const WORK: Marked = &[
    "person",
    "company",
    "organisation",
    "place",
    "facility",
    "product",
    "event",
    "address",
    "title",
    "department",
];
/// What the sets of others mark: the same without titles and departments.
const NAMES: Marked = WORK.split_at(WORK.len() - 2).0;
/// Papers mark the personal data: all their persons, but titles and firms only where they are somebody's.
pub const PERSONS: Marked = &["person"];
/// Sets of lines whose titles and departments are not marked.
const WITHOUT_TITLES: [&str; 2] = ["ja-ency", "en-web"];

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

/// A text line by line, each with the spans in it.
pub fn by_line(text: &Labelled) -> Vec<Labelled> {
    let mut start = 0;
    let mut lines = Vec::new();
    for line in text.text.split_inclusive('\n') {
        let bare = line.trim_end();
        let end = start + bare.len();
        let within = text.spans.iter().filter(|(range, _)| range.start < end && range.end > start);
        let spans = within
            .map(|(range, kind)| {
                (range.start.max(start) - start..range.end.min(end) - start, kind.clone())
            })
            .collect();
        if !bare.is_empty() {
            lines.push(Labelled {
                text: bare.to_owned(),
                spans,
                tokens: Vec::new(),
                split: text.split,
                marked: text.marked,
            });
        }
        start += line.len();
    }
    lines
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
                marked: NAMES,
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
        marked: NAMES,
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
    let mut sentence = Labelled {
        text: String::new(),
        spans: Vec::new(),
        tokens: Vec::new(),
        split,
        marked: NAMES,
    };
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
            Labelled { text, spans, tokens: Vec::new(), split, marked: NAMES }
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
            Ok(Labelled { text, spans, tokens: Vec::new(), split, marked: NAMES })
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

/// The lines of `suite/lines` in files whose names begin so; their names are marked `{P|…}`; every eighth is
/// unseen.
pub fn lines(folder: &Path, begin: &str) -> Outcome<Vec<Labelled>> {
    let told = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .map_err(told)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()
        .map_err(told)?;
    files.retain(|path| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.starts_with(begin) && path.extension().is_some_and(|ending| ending == "txt")
    });
    files.sort();
    let mut found = Vec::new();
    for path in files {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let untitled = WITHOUT_TITLES.iter().any(|set| name.starts_with(set));
        let marked = if untitled { NAMES } else { WORK };
        for (number, line) in read(&path)?.lines().enumerate() {
            let split = match number % 8 {
                7 => Split::Unseen,
                6 => Split::Tune,
                _ => Split::Learn,
            };
            let place = format!("{}:{}", path.display(), number + 1);
            found.push(
                marked_line(line, split, marked).map_err(|error| format!("{place}: {error}"))?,
            );
        }
    }
    Ok(found)
}

/// The kinds of marks, see `suite/lines/README.md`.
const MARKS: &str = "PCOLAFRETD";

fn marked_line(line: &str, split: Split, marked: Marked) -> Outcome<Labelled> {
    let (mut text, mut spans) = (String::with_capacity(line.len()), Vec::new());
    let mut rest = line;
    while let Some((before, behind)) = rest.split_once('{') {
        text.push_str(before);
        let mark = behind.split_once('}').and_then(|(inside, after)| {
            let (kind, name) = inside.split_once('|')?;
            (kind.len() == 1 && MARKS.contains(kind)).then_some((kind, name, after))
        });
        match mark {
            Some((kind, name, after)) if !name.contains('{') && !name.trim().is_empty() => {
                let from = text.len();
                text.push_str(name);
                spans.push((from..text.len(), kind.to_owned()));
                rest = after;
            }
            Some((_, name, _)) => return Err(format!("a mark holds {name:?}")),
            // Braces of program text.
            None => {
                text.push('{');
                rest = behind;
            }
        }
    }
    text.push_str(rest);
    Ok(Labelled { text, spans, tokens: Vec::new(), split, marked })
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_come_out_of_a_line() {
        let line =
            marked_line("{D|営業部}{T|部長} {P|佐伯}さん {x: 1}", Split::Learn, WORK).unwrap();
        assert_eq!(line.text, "営業部部長 佐伯さん {x: 1}");
        let names: Vec<(&str, &str)> =
            line.spans.iter().map(|(range, kind)| (&line.text[range.clone()], &**kind)).collect();
        assert_eq!(names, [("営業部", "D"), ("部長", "T"), ("佐伯", "P")]);
        assert!(marked_line("{P|}", Split::Learn, WORK).is_err());
        assert!(marked_line("{P|a {C|b}}", Split::Learn, WORK).is_err());
    }

    #[test]
    fn every_line_of_the_suite_can_be_read() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/lines");
        let lines = lines(&folder, "").unwrap();
        assert!(lines.len() > 20_000, "{} lines", lines.len());
        for line in &lines {
            assert!(!line.text.is_empty(), "an empty line");
            let inside = line.spans.iter().all(|(range, _)| line.text.get(range.clone()).is_some());
            assert!(inside, "{}", line.text);
        }
    }

    #[test]
    fn a_text_falls_into_lines_with_their_spans() {
        let text = Labelled {
            text: "An Bee\n\nCy\n".into(),
            spans: vec![(0..6, "P".into()), (8..10, "P".into())],
            tokens: Vec::new(),
            split: Split::Learn,
            marked: PERSONS,
        };
        let found: Vec<(String, Range<usize>)> =
            by_line(&text).into_iter().map(|line| (line.text, line.spans[0].0.clone())).collect();
        assert_eq!(found, [("An Bee".to_owned(), 0..6), ("Cy".to_owned(), 0..2)]);
    }
}

//! What a language model of the user's says about a document. It is a witness like others: what it names
//! counts only where it stands in the text letter for letter and fits its field, and one of its values that
//! is known already makes that one surer.

use crate::link::{self, Linked};
use crate::normal::is_cjk;
use candor_facts::{
    Document, Evidence, Field, Finding, LanguageModel, PartKind, Personal, Record, RecordKind,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::ops::Range;

/// Text that is shown at a time, in bytes.
pub const PASSAGE_BYTES: usize = 6_000;
/// Passages of one document that are shown.
pub const PASSAGES_MAX: usize = 32;
/// Characters from which on every place of a value counts; of shorter ones the first.
const EVERYWHERE_CHARACTERS: usize = 4;
/// Places of one value in a passage.
const PLACES_MAX: usize = 100;

/// A piece of a part's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    pub part: u32,
    /// Byte offset in the part's text.
    pub start: usize,
    pub text: String,
}

/// A value that the model says stands in a passage.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Suggestion {
    pub field: Field,
    pub value: Personal<String>,
}

/// What was said about a passage.
#[derive(Clone, Debug)]
pub struct Advice {
    pub passage: Passage,
    pub suggestions: Vec<Suggestion>,
}

/// The text of a document in passages, cut at the ends of lines, and the bytes of what is beyond the last.
pub fn passages(document: &Document) -> (Vec<Passage>, usize) {
    let mut passages = Vec::new();
    let mut beyond = 0;
    for (part, content) in (0_u32..).zip(&document.parts) {
        if content.kind == PartKind::Properties {
            continue;
        }
        let mut start = 0;
        while let Some(rest) = content.text.get(start..).filter(|rest| !rest.is_empty()) {
            let text = head(rest);
            match text.chars().any(char::is_alphanumeric) {
                true if passages.len() < PASSAGES_MAX => {
                    passages.push(Passage { part, start, text: text.to_owned() });
                }
                true => beyond += text.len(),
                false => {}
            }
            start += text.len();
        }
    }
    (passages, beyond)
}

/// As many whole lines as fit into a passage; of a line that does not fit, what does.
fn head(text: &str) -> &str {
    if text.len() <= PASSAGE_BYTES {
        return text;
    }
    let fits = text.floor_char_boundary(PASSAGE_BYTES);
    let fitting = text.get(..fits).unwrap_or(text);
    let end = fitting.rfind('\n').map_or(fits, |line| line + 1);
    text.get(..end).unwrap_or(text)
}

/// Weighs what the model said with what is known.
pub fn heed(document: &Document, model: &LanguageModel, advice: &[Advice], linked: &mut Linked) {
    for Advice { passage, suggestions } in advice {
        let Some(part) = document.parts.get(passage.part as usize) else { continue };
        let mut hearing = Hearing { model, part: passage.part, text: &part.text, linked };
        for Suggestion { field, value } in suggestions {
            let raw = link::value_of(*field, value.reveal().trim());
            let Some(value) = link::check_value(*field, None, raw) else { continue };
            for place in places(&passage.text, raw) {
                let at = |offset: usize| u32::try_from(passage.start + offset).unwrap_or(u32::MAX);
                hearing.take(*field, &value, raw, at(place.start)..at(place.end));
            }
        }
    }
}

/// Where a value stands in a text, not within a longer word or number.
fn places(text: &str, value: &str) -> Vec<Range<usize>> {
    let most = if value.chars().count() >= EVERYWHERE_CHARACTERS { PLACES_MAX } else { 1 };
    let apart = |inner: Option<char>, outer: Option<char>| {
        let inner = inner.filter(|c| c.is_alphanumeric() && !is_cjk(*c));
        inner.is_none() || outer.is_none_or(|c| !c.is_alphanumeric() || is_cjk(c))
    };
    let alone = |(at, found): &(usize, &str)| {
        let before = text.get(..*at).and_then(|text| text.chars().next_back());
        let after = text.get(at + found.len()..).and_then(|text| text.chars().next());
        apart(found.chars().next(), before) && apart(found.chars().next_back(), after)
    };
    if value.is_empty() {
        return Vec::new();
    }
    let found = text.match_indices(value).filter(alone);
    found.map(|(at, found)| at..at + found.len()).take(most).collect()
}

/// The findings of a part while the model is heard.
struct Hearing<'a> {
    model: &'a LanguageModel,
    part: u32,
    text: &'a str,
    linked: &'a mut Linked,
}

impl Hearing<'_> {
    fn take(&mut self, field: Field, value: &link::Value, raw: &str, at: Range<u32>) {
        let overlapping = |finding: &&mut Finding| {
            finding.part == self.part && finding.start < at.end && at.start < finding.end
        };
        let known: Vec<&mut Finding> =
            self.linked.findings.iter_mut().filter(overlapping).collect();
        if !known.is_empty() {
            let agreeing = known.into_iter().filter(|finding| finding.field == field);
            agreeing.for_each(|finding| confirm(finding, self.model));
            return;
        }
        let record = self.record(field, &at);
        self.linked.findings.push(Finding {
            field,
            scheme: value.scheme,
            part: self.part,
            start: at.start,
            end: at.end,
            cell: None,
            raw: Personal::new(raw.to_owned()),
            normalized: Personal::new(value.normalized.clone()),
            confidence: value.confidence.min(self.model.confidence),
            evidence: Evidence {
                detector: detector(self.model),
                validator: value.validator.map(str::to_owned),
                ..Evidence::default()
            },
            record,
        });
    }

    /// The record that a new value belongs to: the only one on its line, or the only one of the part. A name
    /// goes to the only record of its line when that has none; else it begins one.
    fn record(&mut self, field: Field, at: &Range<u32>) -> Option<u32> {
        let line = link::line_around(self.text, at.start as usize);
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let line = offset(line.start)..offset(line.end);
        let of_part = || self.linked.findings.iter().filter(|finding| finding.part == self.part);
        let on_line = |finding: &&Finding| finding.start < line.end && line.start < finding.end;
        let beside = only(of_part().filter(on_line).filter_map(|finding| finding.record));
        if field != Field::Name {
            return beside.or_else(|| only(of_part().filter_map(|finding| finding.record)));
        }
        let named = |record: &u32| {
            let of_record = |finding: &&Finding| finding.record == Some(*record);
            of_part().filter(of_record).any(|finding| finding.field == Field::Name)
        };
        let nameless = beside.filter(|record| !named(record));
        nameless.or_else(|| {
            let record = u32::try_from(self.linked.records.len()).ok()?;
            self.linked.records.push(Record {
                kind: RecordKind::Block,
                part: self.part,
                place: "a name that a language model told".to_owned(),
                hints: Vec::new(),
            });
            Some(record)
        })
    }
}

/// How findings of a model name their source.
const BY_MODEL: &str = "model ";

fn detector(model: &LanguageModel) -> String {
    format!("{BY_MODEL}{}", model.name)
}

/// Whether nothing but a model told the finding.
pub fn is_told_by_model(finding: &Finding) -> bool {
    finding.evidence.detector.starts_with(BY_MODEL)
}

/// Two witnesses that do not know of each other: what doubt the one leaves, the other lessens.
fn confirm(finding: &mut Finding, model: &LanguageModel) {
    let by = detector(model);
    if finding.evidence.detector.contains(&by) {
        return;
    }
    finding.confidence = (1.0 - (1.0 - finding.confidence) * (1.0 - model.confidence)).min(0.99);
    finding.evidence.detector = format!("{}, {by}", finding.evidence.detector);
}

/// The one value that all are.
fn only(values: impl Iterator<Item = u32>) -> Option<u32> {
    let mut distinct: BTreeSet<u32> = values.collect();
    let first = distinct.pop_first();
    first.filter(|_| distinct.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Analysis, Analyst};
    use candor_facts::{Block, Guide, HowRead, Part};

    const TEXT: &str = "Minutes\nthe forwarder's man Xq Zarkov rang twice, extension 4471\n\n\
                        Tel 090-1234-5678\nName: Ann Smith\n";

    fn document(text: &str) -> Document {
        let part = Part::text(PartKind::Body, "body", text);
        Document::read("txt", HowRead::Text, vec![part])
    }

    fn analyse(said: &[(Field, &str)], confidence: f32) -> Analysis {
        let model = LanguageModel { name: "m1".to_owned(), confidence };
        let blocks = vec![Block {
            value: Personal::from("Blocked Person"),
            field: None,
            reason: String::new(),
        }];
        let guide = Guide { model: Some(model), blocks, ..Guide::default() };
        let document = document(&format!("{TEXT}signed Blocked Person\n"));
        let (passages, _) = passages(&document);
        let suggestion =
            |(field, value): &(Field, &str)| Suggestion { field: *field, value: (*value).into() };
        let suggestions: Vec<Suggestion> = said.iter().map(suggestion).collect();
        let advice: Vec<Advice> = passages
            .into_iter()
            .map(|passage| Advice { passage, suggestions: suggestions.clone() })
            .collect();
        Analyst::new(guide).unwrap().analyse_advised(&document, "a.txt", &advice)
    }

    fn found<'a>(analysis: &'a Analysis, value: &str) -> Option<&'a Finding> {
        analysis.findings.iter().find(|finding| finding.raw.reveal() == value)
    }

    #[test]
    fn a_value_counts_where_it_stands_and_nowhere_else() {
        assert!(found(&analyse(&[], 0.9), "Xq Zarkov").is_none());
        let said = [(Field::Name, "Xq Zarkov"), (Field::Name, "Nobody Here")];
        let analysis = analyse(&said, 0.9);
        let new = found(&analysis, "Xq Zarkov").unwrap();
        assert_eq!(TEXT.get(new.start as usize..new.end as usize), Some("Xq Zarkov"));
        assert_eq!(new.evidence.detector, "model m1");
        assert!(new.confidence > 0.5 && new.confidence <= 0.9);
        assert!(new.record.is_some());
        assert!(found(&analysis, "Nobody Here").is_none());
    }

    #[test]
    fn what_is_not_of_the_field_within_a_word_or_blocked_is_refused() {
        let said = [
            (Field::PaymentCard, "4471"),
            (Field::Name, "nn Smith"),
            (Field::Name, "Blocked Person"),
            (Field::Email, "Xq Zarkov"),
        ];
        let (plain, advised) = (analyse(&[], 0.9), analyse(&said, 0.9));
        assert_eq!(plain.findings.len(), advised.findings.len());
    }

    #[test]
    fn a_known_value_becomes_surer() {
        let (plain, advised) = (analyse(&[], 0.5), analyse(&[(Field::Name, "Ann Smith")], 0.5));
        let (before, after) =
            (found(&plain, "Ann Smith").unwrap(), found(&advised, "Ann Smith").unwrap());
        assert!(after.confidence > before.confidence);
        assert_eq!(after.evidence.detector, format!("{}, model m1", before.evidence.detector));
        assert_eq!(plain.findings.len(), advised.findings.len());
    }

    #[test]
    fn a_name_that_only_an_unsure_model_tells_makes_no_person_by_itself() {
        let doubtful = |confidence: f32| {
            let analysis = analyse(&[(Field::Name, "Xq Zarkov")], confidence);
            let record = found(&analysis, "Xq Zarkov").and_then(|finding| finding.record).unwrap();
            analysis.records[record as usize].hints.contains(&link::DOUBTFUL_HINT.to_owned())
        };
        assert!(doubtful(0.6) && !doubtful(0.9));
    }

    #[test]
    fn passages_hold_whole_lines_and_all_of_the_text_up_to_the_limit() {
        let text = "Zeile mit ü und 漢字 darin\n".repeat(1_000);
        let (shown, beyond) = passages(&document(&text));
        let whole: String = shown.iter().map(|passage| passage.text.as_str()).collect();
        assert_eq!((whole == text, beyond), (true, 0));
        assert!(shown.iter().all(|passage| passage.text.ends_with('\n')));
        assert!(shown.iter().all(|passage| passage.text.len() <= PASSAGE_BYTES));
        let long = "漢".repeat(PASSAGE_BYTES * PASSAGES_MAX);
        let (shown, beyond) = passages(&document(&long));
        let bytes: usize = shown.iter().map(|passage| passage.text.len()).sum();
        assert_eq!((shown.len(), bytes + beyond), (PASSAGES_MAX, long.len()));
    }
}

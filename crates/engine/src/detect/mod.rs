//! Detectors: one file per kind of value, each with its pattern, its check and its own cases.
//!
//! A detector looks at free text. Columns and labels, which know the field already, come first
//! (see module `link`) and use the same checks.

mod address;
mod date_of_birth;
mod email;
mod honorific_name;
mod iban;
mod my_number;
mod payment_card;
mod phone;
mod us_ssn;
mod vn_cccd;

pub use address::normalize as normalize_address;
pub use date_of_birth::normalize as normalize_date;
pub use email::{is_shared_mailbox, normalize as normalize_email};
pub use my_number::valid as my_number_valid;
pub use payment_card::luhn;
pub use phone::{
    normalize as normalize_phone, normalize_without_trunk as normalize_phone_without_trunk,
};

use crate::fold::Folded;
use candor_facts::{Field, Scheme};
use regex::Regex;
use std::sync::LazyLock;

/// A kind of value that can be found in free text.
#[derive(Debug)]
pub struct Detector {
    pub name: &'static str,
    pub field: Field,
    pub scheme: Option<Scheme>,
    /// Over the half-width view of the text; group 1 is the value, or the whole match. Unicode
    /// word boundaries are not used: they are a hundred times slower than the rest.
    pub pattern: &'static str,
    /// Checks and normalises a candidate; `None` refuses it.
    pub check: fn(&str) -> Option<Checked>,
    /// Words before the value that support it, in lower case.
    pub context: &'static [&'static str],
    /// Whether the value counts only next to such a word.
    pub context_required: bool,
    /// Texts in which exactly the second string must be found, normalised.
    pub positives: &'static [(&'static str, &'static str)],
    /// Texts in which nothing must be found.
    pub near_misses: &'static [&'static str],
}

/// A candidate that passed.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    pub normalized: String,
    pub confidence: f32,
    pub validator: Option<&'static str>,
}

/// A value found in free text.
#[derive(Clone, Debug)]
pub struct Hit {
    pub detector: &'static Detector,
    pub start: u32,
    pub end: u32,
    pub checked: Checked,
    pub context: Option<&'static str>,
}

/// The catalogue, stronger detectors first: where two hits overlap, the earlier one wins.
pub const CATALOGUE: &[&Detector] = &[
    &email::DETECTOR,
    &iban::DETECTOR,
    &payment_card::DETECTOR,
    &my_number::DETECTOR,
    &us_ssn::DETECTOR,
    &vn_cccd::DETECTOR,
    &date_of_birth::DETECTOR,
    &phone::DETECTOR,
    &address::DETECTOR_JA,
    &address::DETECTOR_VI,
    &address::DETECTOR_EN,
    &honorific_name::DETECTOR_JA,
    &honorific_name::DETECTOR_VI,
    &honorific_name::DETECTOR_EN,
];

/// How far before a value a context word may stand, in bytes.
const CONTEXT_BYTES: usize = 48;

static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    CATALOGUE
        .iter()
        .map(|detector| match Regex::new(detector.pattern) {
            Ok(pattern) => pattern,
            Err(error) => unreachable!("pattern of {}: {error}", detector.name),
        })
        .collect()
});

/// Finds everything the catalogue knows in `text`, in order, without overlaps.
pub fn find(text: &str) -> Vec<Hit> {
    let folded = Folded::new(text);
    let mut hits: Vec<(usize, Hit)> = Vec::new();
    for (rank, (detector, pattern)) in CATALOGUE.iter().zip(PATTERNS.iter()).enumerate() {
        let mut at = 0;
        while let Some(captures) = pattern.captures_at(&folded.text, at) {
            let Some(whole) = captures.get(0) else { break };
            let value = captures.get(1).unwrap_or(whole);
            let hit = judge(detector, &folded, value.range());
            at = if hit.is_some() {
                whole.end()
            } else {
                behind_first_token(&folded.text, whole.start())
            };
            hits.extend(hit.map(|hit| (rank, hit)));
        }
    }
    without_overlaps(hits)
}

/// Where to look again after a refusal: behind the first token of the refused text, since the true
/// value may begin with the second (`exp 2027 4111 …`).
fn behind_first_token(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let first = rest.chars().next().map_or(1, char::len_utf8);
    let token = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    start + token.max(first)
}

fn judge(
    detector: &'static Detector,
    folded: &Folded,
    range: std::ops::Range<usize>,
) -> Option<Hit> {
    let text = folded.text.as_str();
    if touches_number(text, &range) {
        return None;
    }
    let mut checked = (detector.check)(text.get(range.clone())?)?;
    let context = nearby(detector, text, range.start);
    match context {
        Some(_) => checked.confidence = (checked.confidence + 0.15).min(0.99),
        None if detector.context_required => return None,
        None => {}
    }
    Some(Hit {
        detector,
        start: folded.original(range.start),
        end: folded.original(range.end),
        checked,
        context,
    })
}

/// A value that begins or ends inside a longer number, or is the fraction of one, is another number.
fn touches_number(text: &str, range: &std::ops::Range<usize>) -> bool {
    let bytes = text.as_bytes();
    let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let point = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at)).is_some_and(|b| matches!(b, b'.' | b','))
    };
    let fraction = digit(Some(range.start))
        && point(range.start.checked_sub(1))
        && digit(range.start.checked_sub(2));
    let integer =
        digit(range.end.checked_sub(1)) && point(Some(range.end)) && digit(Some(range.end + 1));
    if fraction || integer {
        return true;
    }
    let edge = |inside: Option<&u8>, outside: Option<&u8>| {
        inside.is_some_and(u8::is_ascii_digit) && outside.is_some_and(u8::is_ascii_alphanumeric)
    };
    if text.get(..range.start).is_some_and(ends_with_label) {
        return edge(range.end.checked_sub(1).and_then(|at| bytes.get(at)), bytes.get(range.end));
    }
    let before = range.start.checked_sub(1).and_then(|at| bytes.get(at));
    edge(bytes.get(range.start), before)
        || edge(range.end.checked_sub(1).and_then(|at| bytes.get(at)), bytes.get(range.end))
}

/// `TEL03-…`: a label may touch its number.
fn ends_with_label(before: &str) -> bool {
    let tail: String = before.chars().rev().take(6).collect::<Vec<_>>().into_iter().rev().collect();
    let tail = tail.to_lowercase();
    ["tel", "phone", "mobile", "fax"].iter().any(|label| tail.ends_with(label))
}

fn nearby(detector: &Detector, text: &str, start: usize) -> Option<&'static str> {
    if detector.context.is_empty() {
        return None;
    }
    let from =
        (start.saturating_sub(CONTEXT_BYTES)..=start).find(|at| text.is_char_boundary(*at))?;
    let before = text.get(from..start)?.to_lowercase();
    let line = before.rsplit('\n').next().unwrap_or(&before);
    detector.context.iter().copied().find(|word| line.contains(word))
}

fn without_overlaps(mut hits: Vec<(usize, Hit)>) -> Vec<Hit> {
    hits.sort_by_key(|(rank, hit)| (*rank, hit.start));
    let mut kept: std::collections::BTreeMap<u32, Hit> = std::collections::BTreeMap::new();
    for (_, hit) in hits {
        let before = kept.range(..hit.end).next_back();
        if before.is_none_or(|(_, other)| other.end <= hit.start) {
            kept.insert(hit.start, hit);
        }
    }
    kept.into_values().collect()
}

/// The digits of a text.
pub fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_detector_finds_its_positives_and_passes_its_near_misses() {
        for detector in CATALOGUE {
            assert!(
                !detector.positives.is_empty() && !detector.near_misses.is_empty(),
                "{}",
                detector.name
            );
            for (text, expected) in detector.positives {
                let hits = find(text);
                let found: Vec<_> = hits
                    .iter()
                    .filter(|h| h.detector.name == detector.name)
                    .map(|h| h.checked.normalized.as_str())
                    .collect();
                assert_eq!(found, [*expected], "{} in {text:?}", detector.name);
            }
            for text in detector.near_misses {
                let found =
                    find(text).into_iter().filter(|h| h.detector.name == detector.name).count();
                assert_eq!(found, 0, "{} must find nothing in {text:?}", detector.name);
            }
        }
    }

    #[test]
    fn names_are_unique_and_patterns_avoid_unicode_boundaries() {
        let names: std::collections::BTreeSet<_> = CATALOGUE.iter().map(|d| d.name).collect();
        assert_eq!(names.len(), CATALOGUE.len());
        for detector in CATALOGUE {
            assert!(
                !detector.pattern.contains(r"\b") || detector.pattern.contains(r"(?-u:\b)"),
                "{}",
                detector.name
            );
        }
    }

    #[test]
    fn hits_lie_inside_the_text_and_do_not_overlap() {
        let text = "連絡先：０９０－１２３４－５６７８ taro@example.co.jp 4111 1111 1111 1111";
        let hits = find(text);
        assert_eq!(hits.len(), 3);
        assert!(hits.windows(2).all(|pair| pair[0].end <= pair[1].start));
        assert_eq!(
            &text[hits[0].start as usize..hits[0].end as usize],
            "０９０－１２３４－５６７８"
        );
    }
}

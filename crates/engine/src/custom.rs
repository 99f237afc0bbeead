//! What a case says for itself: own detectors, values that are not personal, people already known.

use crate::detect::{self, Checked, Finder, Rule};
use crate::link::Linked;
use crate::normal::plain;
use candor_facts::{
    CustomDetector, Document, Evidence, Field, Finding, Guide, PartKind, Personal, Record,
    RecordKind,
};
use regex::Regex;
use std::collections::HashMap;
use std::sync::Arc;

/// What is wrong with a guide, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("detector `{detector}`: {reason}")]
pub struct GuideError {
    pub detector: String,
    pub reason: String,
}

/// Confidence of a value that only its pattern vouches for.
const PATTERN_CONFIDENCE: f32 = 0.8;
/// Confidence of a value that a human declared.
const SEED_CONFIDENCE: f32 = 0.95;

/// The catalogue with a case's own detectors before it; each is tried on its examples.
pub fn finder(detectors: &[CustomDetector]) -> Result<Finder, GuideError> {
    let rules = detectors.iter().map(rule).collect::<Result<Vec<_>, _>>()?;
    let finder = Finder::new(rules).map_err(|error| GuideError {
        detector: "all together".to_owned(),
        reason: format!("the patterns cannot be joined: {error}"),
    })?;
    for detector in detectors {
        try_examples(detector, &finder)?;
    }
    Ok(finder)
}

fn rule(detector: &CustomDetector) -> Result<Rule, GuideError> {
    let refuse = |reason: String| GuideError { detector: detector.name.clone(), reason };
    if detector.examples.is_empty() {
        return Err(refuse("give at least one text in `examples` that it must find".to_owned()));
    }
    if detector.pattern.contains(r"\b") && !detector.pattern.contains(r"(?-u:\b)") {
        return Err(refuse(r"write (?-u:\b) for \b, which is a hundred times slower".to_owned()));
    }
    if detector.context_required && detector.context.is_empty() {
        return Err(refuse("`context_required` needs words in `context`".to_owned()));
    }
    let pattern =
        Regex::new(&detector.pattern).map_err(|error| refuse(format!("its pattern: {error}")))?;
    if pattern.is_match("") {
        return Err(refuse(
            "its pattern matches nothing at all; make it ask for a value".to_owned(),
        ));
    }
    let check = match detector.validator.as_deref() {
        None => accept,
        Some("luhn") => accept_luhn,
        Some(name) => detect::catalogue()
            .find(|known| known.name == name)
            .map(|known| known.check)
            .ok_or_else(|| refuse(unknown_validator(name)))?,
    };
    Ok(Rule {
        name: Arc::from(detector.name.as_str()),
        field: detector.field,
        scheme: detector.scheme,
        pattern: pattern.into(),
        check,
        context: detector.context.iter().map(|word| word.to_lowercase()).collect(),
        context_required: detector.context_required,
    })
}

fn unknown_validator(name: &str) -> String {
    let known: Vec<&str> = detect::catalogue().map(|detector| detector.name).collect();
    format!("there is no validator `{name}`; there are luhn, {}", known.join(", "))
}

#[expect(clippy::unnecessary_wraps, reason = "the form of every check")]
fn accept(text: &str) -> Option<Checked> {
    Some(Checked {
        normalized: crate::normal::squeeze(text),
        confidence: PATTERN_CONFIDENCE,
        validator: None,
    })
}

fn accept_luhn(text: &str) -> Option<Checked> {
    let checked = Checked { validator: Some("luhn"), ..accept(text)? };
    detect::luhn(&detect::digits(text)).then_some(checked)
}

fn try_examples(detector: &CustomDetector, finder: &Finder) -> Result<(), GuideError> {
    let found = |text: &str| finder.find(text).iter().any(|hit| *hit.name == *detector.name);
    let refuse = |reason: String| Err(GuideError { detector: detector.name.clone(), reason });
    for (number, example) in (1..).zip(&detector.examples) {
        if !found(example) {
            return refuse(format!("it does not find anything in example {number}"));
        }
    }
    for (number, example) in (1..).zip(&detector.counterexamples) {
        if found(example) {
            return refuse(format!("it finds something in counterexample {number}"));
        }
    }
    Ok(())
}

/// Block list and seed names of a case.
#[derive(Debug, Default)]
pub struct Custom {
    /// Fields as which a value is blocked; `None` for every field.
    blocks: HashMap<String, Vec<Option<Field>>>,
    /// Names to be found wherever they stand.
    names: Option<(aho_corasick::AhoCorasick, Vec<String>)>,
}

impl Custom {
    pub fn new(guide: &Guide) -> Result<Self, GuideError> {
        let mut blocks: HashMap<String, Vec<Option<Field>>> = HashMap::new();
        for block in &guide.blocks {
            blocks.entry(block_key(block.value.reveal())).or_default().push(block.field);
        }
        let mut names: Vec<String> = guide
            .seeds
            .iter()
            .filter_map(|seed| Some(crate::normal::squeeze(seed.name.as_ref()?.reveal())))
            .collect();
        let joined: Vec<String> = names
            .iter()
            .filter(|name| name.contains(' '))
            .map(|name| name.replace(' ', ""))
            .collect();
        names.extend(joined.into_iter().filter(|name| name.chars().any(crate::normal::is_cjk)));
        names.retain(|name| name.chars().count() >= 2);
        if names.is_empty() {
            return Ok(Self { blocks, names: None });
        }
        let searcher = aho_corasick::AhoCorasick::new(&names).map_err(|error| GuideError {
            detector: "seed list".to_owned(),
            reason: format!("its names cannot be searched for together: {error}"),
        })?;
        Ok(Self { blocks, names: Some((searcher, names)) })
    }

    /// Takes blocked values away and adds known names that nothing else found.
    pub fn apply(&self, document: &Document, linked: &mut Linked) {
        linked.findings.retain(|finding| !self.is_blocked(finding));
        if let Some((searcher, names)) = &self.names {
            Self::add_names(searcher, names, document, linked);
        }
    }

    fn is_blocked(&self, finding: &Finding) -> bool {
        [&finding.normalized, &finding.raw].iter().any(|value| {
            self.blocks.get(&block_key(value.reveal())).is_some_and(|fields| {
                fields.iter().any(|field| field.is_none_or(|field| field == finding.field))
            })
        })
    }

    fn add_names(
        searcher: &aho_corasick::AhoCorasick,
        names: &[String],
        document: &Document,
        linked: &mut Linked,
    ) {
        for (number, part) in (0_u32..).zip(&document.parts) {
            if part.kind == PartKind::Properties {
                continue;
            }
            for place in searcher.find_iter(&part.text) {
                let at = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
                let (start, end) = (at(place.start()), at(place.end()));
                let known = linked.findings.iter().any(|finding| {
                    finding.part == number && finding.start < end && start < finding.end
                });
                let Some(name) = names.get(place.pattern().as_usize()).filter(|_| !known) else {
                    continue;
                };
                let record = u32::try_from(linked.records.len()).unwrap_or(u32::MAX);
                linked.findings.push(Finding {
                    field: Field::Name,
                    scheme: None,
                    part: number,
                    start,
                    end,
                    cell: None,
                    raw: Personal::new(name.clone()),
                    normalized: Personal::new(name.clone()),
                    confidence: SEED_CONFIDENCE,
                    evidence: Evidence { detector: "seed list".to_owned(), ..Evidence::default() },
                    record: Some(record),
                });
                linked.records.push(Record {
                    kind: RecordKind::Block,
                    part: number,
                    place: "a name of the seed list".to_owned(),
                    hints: Vec::new(),
                });
            }
        }
    }
}

/// Letters and digits alone, so that spelling does not hide a blocked value.
fn block_key(value: &str) -> String {
    plain(&crate::normal::squeeze(value)).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Analyst;
    use candor_facts::{Block, Category, HowRead, Part, Seed};

    fn membership() -> CustomDetector {
        CustomDetector {
            name: "membership number".to_owned(),
            field: Field::EmployeeId,
            scheme: None,
            pattern: "MB-([0-9]{6})".to_owned(),
            validator: None,
            context: vec!["member".to_owned()],
            context_required: false,
            examples: vec!["member MB-123456".to_owned()],
            counterexamples: vec!["MB-12".to_owned()],
        }
    }

    fn analyse(guide: Guide, text: &str) -> crate::Analysis {
        let part = Part::text(PartKind::Body, "body", text);
        let document = Document::read("txt", HowRead::Text, vec![part]);
        Analyst::new(guide).unwrap().analyse(&document, "a.txt")
    }

    #[test]
    fn an_own_detector_finds_and_says_its_name() {
        let guide = Guide { detectors: vec![membership()], ..Guide::default() };
        let analysis = analyse(guide, "member MB-654321\n");
        let found = analysis.findings.iter().find(|f| f.field == Field::EmployeeId).unwrap();
        assert_eq!(found.normalized.reveal(), "654321");
        assert_eq!(found.evidence.detector, "membership number");
        assert_eq!(found.evidence.context.as_deref(), Some("member"));
    }

    #[test]
    fn a_wrong_detector_is_refused_with_what_to_do() {
        let wrong = |change: fn(&mut CustomDetector)| {
            let mut detector = membership();
            change(&mut detector);
            finder(&[detector]).unwrap_err().to_string()
        };
        assert!(wrong(|d| d.pattern = "(".to_owned()).contains("pattern"));
        assert!(wrong(|d| d.examples.clear()).contains("examples"));
        assert!(wrong(|d| d.examples.push("nothing".to_owned())).contains("example 2"));
        assert!(
            wrong(|d| d.counterexamples.push("MB-123456".to_owned())).contains("counterexample 2")
        );
        assert!(wrong(|d| d.validator = Some("magic".to_owned())).contains("luhn"));
        assert!(wrong(|d| d.pattern = r"\bMB".to_owned()).contains(r"(?-u:\b)"));
    }

    #[test]
    fn a_blocked_value_is_no_finding_and_a_known_name_is_one() {
        let blocked = Block {
            value: Personal::from("090 1234 5678"),
            field: Some(Field::Phone),
            reason: "hotline".to_owned(),
        };
        let seed = Seed {
            email: None,
            name: Some(Personal::from("Qx Zzyzx")),
            company: "C1".to_owned(),
            category: Category::Employee,
        };
        let guide = Guide { blocks: vec![blocked], seeds: vec![seed], ..Guide::default() };
        let analysis = analyse(
            guide,
            "氏名：山田太郎\n電話：090-1234-5678\n\nminutes kept by Qx Zzyzx today\n",
        );
        let fields: Vec<Field> = analysis.findings.iter().map(|f| f.field).collect();
        assert_eq!(fields, [Field::Name, Field::Name]);
    }
}

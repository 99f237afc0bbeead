//! Samples for quality control: what was drawn, what reviewers answered, and what both say of the
//! detection. All of it lies in the ledger.

use crate::error::UserError;
use candor_case::{Case, OperationKind};
use candor_engine::claims::PersonBounds;
use candor_engine::disclose::EstimateFacts;
use candor_engine::sampling::{LEVEL, Rate, Stratum, rate};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Under this name a unit's persons are counted beside its fields.
pub const PERSON: &str = "person";

/// What the units of a sample are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Of {
    /// Whole documents: what was missed in them, and how often documents without any finding hold
    /// personal data (elusion).
    Documents,
    /// Findings: whether they are right.
    Findings,
    /// Rows of the list of persons: whether each is one person, and no other row the same one.
    Persons,
}

/// Units drawn at random, by strata.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sample {
    /// Number of the operation that drew it.
    #[serde(skip)]
    pub number: i64,
    pub name: String,
    pub of: Of,
    pub seed: u64,
    /// What the strata are made of.
    pub by: Vec<String>,
    pub strata: Vec<Layer>,
}

/// One stratum of a sample.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Layer {
    pub name: String,
    /// Units in the whole stratum.
    pub population: u64,
    pub units: Vec<Unit>,
}

/// One unit, and what was found in it when it was drawn.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Unit {
    /// A document's SHA-256, a finding's id or a person's.
    pub id: String,
    pub doc_class: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub category: String,
    /// Values by field; `person` counts records about persons. A finding has its one field, a person
    /// its records.
    pub found: BTreeMap<String, u64>,
}

/// What a reviewer says of one unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub unit: String,
    /// Of a finding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correct: Option<bool>,
    /// Of a document: values that were not found, by field. Of a person: other rows of the same one.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub missed: BTreeMap<String, u64>,
    /// Of a document: values that are none, by field. Of a person: records that are somebody else's.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub wrong: BTreeMap<String, u64>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Review {
    pub sample: String,
    pub answers: Vec<Answer>,
}

/// The samples of a case with the answers in force: the newest of each unit.
pub async fn samples(
    case: &mut Case,
) -> Result<Vec<(Sample, BTreeMap<String, Answer>)>, UserError> {
    let mut samples: Vec<(Sample, BTreeMap<String, Answer>)> = Vec::new();
    for operation in case.operations().await? {
        let unreadable = |e: serde_json::Error| {
            UserError::damaged(format!(
                "operation {} cannot be read: {e}\nhint: run `candor verify`",
                operation.seq
            ))
        };
        if operation.kind == OperationKind::Sample.as_str() {
            let mut sample: Sample =
                serde_json::from_value(operation.detail).map_err(unreadable)?;
            sample.number = operation.seq;
            samples.push((sample, BTreeMap::new()));
        } else if operation.kind == OperationKind::Review.as_str() {
            let review: Review = serde_json::from_value(operation.detail).map_err(unreadable)?;
            let of = samples.iter_mut().find(|(sample, _)| sample.name == review.sample);
            let Some((_, answers)) = of else { continue };
            answers.extend(review.answers.into_iter().map(|answer| (answer.unit.clone(), answer)));
        }
    }
    Ok(samples)
}

/// What all answered samples say.
pub async fn estimates(case: &mut Case) -> Result<Vec<EstimateFacts>, UserError> {
    let samples = samples(case).await?;
    let operations = case.operations().await?;
    let newest = operations.iter().rev().find(|op| op.kind == OperationKind::Scan.as_str());
    let newest = newest.map_or(0, |op| op.seq);
    let mut all = Vec::new();
    for (sample, answers) in &samples {
        let mut estimates = estimate(sample, answers);
        if sample.number < newest {
            // What was read since it was drawn, it does not speak of.
            estimates.iter_mut().for_each(|one| one.sample.push_str(" (before later files)"));
        }
        all.extend(estimates);
    }
    Ok(all)
}

/// What follows from each answered unit under one heading: a rate and what it is of (`any`, `person`,
/// `field/…`, `category/…`, `class/…`).
type Headings = BTreeMap<(&'static str, String), BTreeMap<(usize, usize), (u64, u64)>>;

/// What the answers to one sample say: precision of findings by field and category; recall by field
/// and class, precision by field, and elusion, of documents; records in a stranger's row (merged) and
/// persons with several rows (split). Nothing while a stratum has no answer.
pub fn estimate(sample: &Sample, answers: &BTreeMap<String, Answer>) -> Vec<EstimateFacts> {
    let mut headings = Headings::new();
    let mut answered: Vec<Vec<usize>> = Vec::new();
    for (at, layer) in sample.strata.iter().enumerate() {
        let mut seen = Vec::new();
        for (number, unit) in layer.units.iter().enumerate() {
            let Some(answer) = answers.get(&unit.id) else { continue };
            seen.push(number);
            let mut add = |rate: &'static str, of: String, trials: u64, hits: u64| {
                let units = headings.entry((rate, of)).or_default();
                let sum = units.entry((at, number)).or_default();
                *sum = (sum.0 + trials, sum.1 + hits);
            };
            match sample.of {
                Of::Findings => of_finding(unit, answer, &mut add),
                Of::Documents => of_document(unit, answer, &mut add),
                Of::Persons => of_person(unit, answer, &mut add),
            }
        }
        answered.push(seen);
    }
    let strata = |units: &BTreeMap<(usize, usize), (u64, u64)>| -> Vec<Stratum> {
        let of = |(at, layer): (usize, &Layer)| {
            let seen = answered.get(at).map_or(&[][..], Vec::as_slice);
            let unit = |number: &usize| units.get(&(at, *number)).copied().unwrap_or((0, 0));
            Stratum { population: layer.population, units: seen.iter().map(unit).collect() }
        };
        sample.strata.iter().enumerate().map(of).collect()
    };
    headings
        .iter()
        .filter_map(|((kind, of), units)| {
            // Of bounds that are used together each is surer.
            let level = if of == PERSON { SURER } else { LEVEL };
            Some(facts(&sample.name, kind, of, rate(&strata(units), level)?))
        })
        .collect()
}

/// How sure each of the four intervals is that together bound the number of persons at 95 %.
const SURER: f64 = 0.9875;

/// Strata of a sample of which no unit was answered yet.
pub fn unanswered(sample: &Sample, answers: &BTreeMap<String, Answer>) -> usize {
    let open = |layer: &&Layer| !layer.units.iter().any(|unit| answers.contains_key(&unit.id));
    sample.strata.iter().filter(open).count()
}

fn of_person(unit: &Unit, answer: &Answer, add: &mut impl FnMut(&'static str, String, u64, u64)) {
    let of = |counts: &BTreeMap<String, u64>| counts.get(PERSON).copied().unwrap_or(0);
    let records = of(&unit.found);
    add("merged", PERSON.to_owned(), records, of(&answer.wrong).min(records));
    add("split", PERSON.to_owned(), 1, u64::from(of(&answer.missed) > 0));
}

fn of_finding(unit: &Unit, answer: &Answer, add: &mut impl FnMut(&'static str, String, u64, u64)) {
    let Some(correct) = answer.correct else { return };
    let hit = u64::from(correct);
    add("precision", "any".to_owned(), 1, hit);
    for field in unit.found.keys() {
        add("precision", format!("field/{field}"), 1, hit);
    }
    if !unit.category.is_empty() {
        add("precision", format!("category/{}", unit.category), 1, hit);
    }
}

fn of_document(unit: &Unit, answer: &Answer, add: &mut impl FnMut(&'static str, String, u64, u64)) {
    let count =
        |counts: &BTreeMap<String, u64>, field: &str| counts.get(field).copied().unwrap_or(0);
    let fields: BTreeSet<&String> =
        unit.found.keys().chain(answer.missed.keys()).chain(answer.wrong.keys()).collect();
    let mut missed_any = false;
    for field in fields {
        let found = count(&unit.found, field);
        let right = found.saturating_sub(count(&answer.wrong, field));
        let missed = count(&answer.missed, field);
        missed_any |= missed > 0;
        let person = field == PERSON;
        let of = if person { PERSON.to_owned() } else { format!("field/{field}") };
        if right + missed > 0 {
            add("recall", of.clone(), right + missed, right);
        }
        if found > 0 {
            add("precision", of, found, right);
        }
        if !person && right + missed > 0 {
            add("recall", "any".to_owned(), right + missed, right);
            add("recall", format!("class/{}", unit.doc_class), right + missed, right);
        }
    }
    if unit.found.values().all(|count| *count == 0) {
        add("elusion", "any".to_owned(), 1, u64::from(missed_any));
    }
}

fn facts(sample: &str, kind: &str, of: &str, rate: Rate) -> EstimateFacts {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a rate times ten thousand"
    )]
    let basis_points = |rate: f64| (rate * 10_000.0) as u32;
    EstimateFacts {
        sample: sample.to_owned(),
        rate: kind.to_owned(),
        of: of.to_owned(),
        hits: rate.hits,
        trials: rate.trials,
        estimate: basis_points(rate.estimate + 0.000_05),
        low: basis_points(rate.low),
        // Bounds are rounded away from the estimate.
        high: basis_points(rate.high + 0.000_099).min(WHOLE),
    }
}

/// Names of the samples that estimates come from.
pub fn names(estimates: &[EstimateFacts]) -> Vec<String> {
    let names: BTreeSet<String> =
        estimates.iter().map(|one| format!("sample {}", one.sample)).collect();
    names.into_iter().collect()
}

/// A rate of one, in basis points.
const WHOLE: u32 = 10_000;

/// A rate as readers write it.
pub fn percent(basis_points: u32) -> String {
    format!("{}.{:02} %", basis_points / 100, basis_points % 100)
}

/// Bounds of the number of persons, on the safe side: every wrong record may be a person of its own that
/// is none, every missed one a person missed everywhere; every record in a stranger's row may be one more
/// person, every row of a person that has several one too many. From the newest sample of documents and,
/// where there is one, of persons; none while the first bounds recall too loosely to say anything.
pub fn bounds(estimates: &[EstimateFacts], persons: u64, records: u64) -> Option<PersonBounds> {
    let newest =
        |rate: &str| estimates.iter().rev().find(|one| one.rate == rate && one.of == PERSON);
    let recall = newest("recall").filter(|one| one.low >= WHOLE / 2)?;
    let precision = newest("precision").filter(|one| one.sample == recall.sample)?;
    let of_links = newest("merged").zip(newest("split"));
    let share = |count: u64, rate: u32| (count * u64::from(rate)).div_ceil(u64::from(WHOLE));
    let wrong = share(records, WHOLE - precision.low);
    let missed = (records * u64::from(WHOLE - recall.low)).div_ceil(u64::from(recall.low));
    let merged = of_links.map_or(0, |(merged, _)| share(records, merged.high));
    let split = of_links.map_or(0, |(_, split)| share(persons, split.high));
    Some(PersonBounds {
        low: persons.saturating_sub(wrong + split),
        high: persons + missed + merged,
        with_links: of_links.is_some(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(pairs: &[(&str, u64)]) -> BTreeMap<String, u64> {
        pairs.iter().map(|(field, count)| ((*field).to_owned(), *count)).collect()
    }

    fn document(id: u64, found: &[(&str, u64)]) -> Unit {
        Unit {
            id: format!("d{id}"),
            doc_class: "invoice".into(),
            category: String::new(),
            found: counts(found),
        }
    }

    fn sample(units: Vec<Unit>) -> Sample {
        let population = 10 * units.len() as u64;
        let strata = vec![Layer { name: "all".into(), population, units }];
        Sample { number: 1, name: "Q1".into(), of: Of::Documents, seed: 1, by: vec![], strata }
    }

    fn of<'a>(all: &'a [EstimateFacts], rate: &str, of: &str) -> &'a EstimateFacts {
        all.iter().find(|one| one.rate == rate && one.of == of).unwrap()
    }

    #[test]
    fn recall_precision_and_elusion_follow_from_the_answers() {
        let mut units: Vec<Unit> =
            (0..100).map(|id| document(id, &[("name", 2), (PERSON, 2)])).collect();
        units.extend((100..399).map(|id| document(id, &[])));
        let sample = sample(units);
        let mut answers: BTreeMap<String, Answer> = (0..399)
            .map(|id| (format!("d{id}"), Answer { unit: format!("d{id}"), ..Answer::default() }))
            .collect();
        answers.get_mut("d0").unwrap().missed = counts(&[("name", 2), (PERSON, 1)]);
        answers.get_mut("d1").unwrap().wrong = counts(&[("name", 1)]);
        let all = estimate(&sample, &answers);
        let recall = of(&all, "recall", "field/name");
        assert_eq!((recall.hits, recall.trials), (199, 201));
        let precision = of(&all, "precision", "field/name");
        assert_eq!((precision.hits, precision.trials), (199, 200));
        let elusion = of(&all, "elusion", "any");
        assert_eq!((elusion.hits, elusion.trials, elusion.estimate), (0, 299, 0));
        // Two-sided at 95 %: the one-sided bound of 299 clean units is 1 %.
        assert_eq!(elusion.high, 123);
        let found = bounds(&all, 60_000, 70_000).unwrap();
        assert!(found.low < 60_000 && found.high > 60_000 && found.high < 66_000, "{found:?}");
        assert!(!found.with_links);
    }

    #[test]
    fn wrong_links_widen_the_bounds_of_the_number_of_persons() {
        let documents = sample((0..300).map(|id| document(id, &[(PERSON, 2)])).collect());
        let persons = Sample { of: Of::Persons, name: "Q2".into(), ..documents.clone() };
        let looked_at = |number: u64, wrong: u64, missed: u64| Answer {
            unit: format!("d{number}"),
            wrong: counts(&[(PERSON, wrong)]),
            missed: counts(&[(PERSON, missed)]),
            ..Answer::default()
        };
        let answers = |one: Answer| -> BTreeMap<String, Answer> {
            let rest = (1..300).map(|number| looked_at(number, 0, 0));
            rest.chain([one]).map(|answer| (answer.unit.clone(), answer)).collect()
        };
        let clean = estimate(&documents, &answers(looked_at(0, 0, 0)));
        let links = estimate(&persons, &answers(looked_at(0, 1, 1)));
        let merged = of(&links, "merged", PERSON);
        assert_eq!((merged.hits, merged.trials), (1, 600));
        let split = of(&links, "split", PERSON);
        assert_eq!((split.hits, split.trials), (1, 300));
        let without = bounds(&clean, 10_000, 20_000).unwrap();
        let with = bounds(&[clean, links].concat(), 10_000, 20_000).unwrap();
        assert!(with.with_links && with.high > without.high && with.low < without.low);
    }

    #[test]
    fn units_without_an_answer_count_for_nothing() {
        let sample = sample(vec![document(0, &[("name", 1)]), document(1, &[("name", 1)])]);
        assert!(estimate(&sample, &BTreeMap::new()).is_empty());
        let one =
            BTreeMap::from([("d0".to_owned(), Answer { unit: "d0".into(), ..Answer::default() })]);
        assert_eq!(of(&estimate(&sample, &one), "recall", "field/name").trials, 1);
        assert_eq!(bounds(&estimate(&sample, &one), 10, 20), None, "one document bounds nothing");
        let mut two = sample;
        two.strata.push(Layer {
            name: "other".into(),
            population: 9,
            units: vec![document(7, &[])],
        });
        assert!(estimate(&two, &one).is_empty(), "a stratum has no answer yet");
        assert_eq!(unanswered(&two, &one), 1);
    }
}

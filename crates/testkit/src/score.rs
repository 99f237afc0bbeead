//! The scorer: how near an export comes to the truth.

mod bearers;
mod fields;
mod groups;

pub use bearers::{Bearer, Bearers, SeenRecord};
pub use fields::{FieldScore, FindingScore, TrapScore, findings};
pub use groups::{Pairwise, pairwise};

use crate::truth::{self, TruthItem, TruthPerson, TruthValue};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;

/// Shares between 0 and 1, with the counts behind them.
#[derive(Clone, Debug, Serialize)]
pub struct Score {
    pub items: usize,
    pub items_seen: f64,
    pub readable_read: f64,
    pub unreadable_with_reason: f64,
    pub scans: usize,
    pub scans_read: f64,
    pub doc_class_accuracy: f64,
    pub language_accuracy: f64,
    pub persons: usize,
    pub persons_reported: usize,
    pub person_recall: f64,
    pub person_precision: f64,
    pub category_accuracy: f64,
    pub company_accuracy: f64,
}

#[derive(Deserialize)]
struct SeenItem {
    path: String,
    doc_class: Option<String>,
    language: Option<String>,
    status: String,
}

#[derive(Deserialize)]
struct SeenPerson {
    names: Vec<String>,
    emails: Vec<String>,
    phones: Vec<String>,
    national_ids: Vec<String>,
    categories: Vec<String>,
    companies: Vec<String>,
    files: Vec<String>,
}

/// Scores the JSONL export in `export` against the truth in `truth`.
pub fn score(export: &Path, truth: &Path) -> std::io::Result<Score> {
    let items: Vec<TruthItem> = truth::read(&truth.join("items.jsonl"))?;
    let persons: Vec<TruthPerson> = truth::read(&truth.join("persons.jsonl"))?;
    let seen_items: Vec<SeenItem> = truth::read(&export.join("documents.jsonl"))?;
    let seen_persons: Vec<SeenPerson> = truth::read(&export.join("persons.jsonl"))?;
    let mut score = score_items(&items, &seen_items);
    score_persons(&persons, &seen_persons, &mut score);
    Ok(score)
}

#[expect(clippy::cast_precision_loss, reason = "counts of a simulation are far below 2^52")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

fn score_items(items: &[TruthItem], seen: &[SeenItem]) -> Score {
    let by_path: HashMap<&str, &SeenItem> =
        seen.iter().map(|item| (item.path.as_str(), item)).collect();
    let found: Vec<(&TruthItem, &SeenItem)> =
        items.iter().filter_map(|item| Some((item, *by_path.get(item.path.as_str())?))).collect();
    let (scans, found): (Vec<_>, Vec<_>) = found.into_iter().partition(|(item, _)| item.scan);
    let readable: Vec<_> = found.iter().filter(|(item, _)| item.expected == "read").collect();
    let unreadable: Vec<_> = found.iter().filter(|(item, _)| item.expected != "read").collect();
    let classed: Vec<_> = readable.iter().filter(|(item, _)| item.doc_class != "other").collect();
    Score {
        items: items.len(),
        items_seen: share(found.len() + scans.len(), items.len()),
        scans: scans.len(),
        scans_read: share(
            scans.iter().filter(|(_, seen)| seen.status == "read").count(),
            scans.len(),
        ),
        readable_read: share(
            readable.iter().filter(|(_, seen)| seen.status == "read").count(),
            readable.len(),
        ),
        unreadable_with_reason: share(
            unreadable.iter().filter(|(_, seen)| seen.status != "read").count(),
            unreadable.len(),
        ),
        doc_class_accuracy: share(
            classed
                .iter()
                .filter(|(item, seen)| seen.doc_class.as_deref() == Some(item.doc_class.as_str()))
                .count(),
            classed.len(),
        ),
        language_accuracy: share(
            classed
                .iter()
                .filter(|(item, seen)| seen.language.as_deref() == Some(item.language.as_str()))
                .count(),
            classed.len(),
        ),
        persons: 0,
        persons_reported: 0,
        person_recall: 0.0,
        person_precision: 0.0,
        category_accuracy: 0.0,
        company_accuracy: 0.0,
    }
}

/// How many of the true values stand in the extracted text, without regard to white space, width of
/// characters and case.
pub struct Values {
    by_path: HashMap<String, Vec<(String, bool, bool)>>,
}

impl Values {
    pub fn read(truth: &Path) -> std::io::Result<Self> {
        let mut by_path: HashMap<String, Vec<(String, bool, bool)>> = HashMap::new();
        let all = truth::read::<TruthValue>(&truth.join("values.jsonl"))?;
        for value in all.into_iter().filter(|value| !value.optional) {
            by_path.entry(value.path).or_default().push((key(&value.value), value.scan, false));
        }
        Ok(Self { by_path })
    }

    /// Looks for the values of this file in a part of its text.
    pub fn look(&mut self, path: &str, text: &str) {
        let Some(values) = self.by_path.get_mut(path) else { return };
        let text = key(text);
        values.iter_mut().for_each(|(value, _, found)| *found |= text.contains(value.as_str()));
    }

    /// The share found in text, and the share found in scans.
    pub fn shares(&self) -> (f64, f64) {
        let of = |scan: bool| {
            let all: Vec<_> = self
                .by_path
                .values()
                .flatten()
                .filter(|(_, is_scan, _)| *is_scan == scan)
                .collect();
            share(all.iter().filter(|(.., found)| *found).count(), all.len())
        };
        (of(false), of(true))
    }
}

/// Ways to tell which true person a reported one is.
struct Index<'a> {
    by_value: HashMap<&'a str, usize>,
    by_name: HashMap<String, Vec<usize>>,
    files: Vec<HashSet<&'a str>>,
}

impl<'a> Index<'a> {
    fn new(persons: &'a [TruthPerson]) -> Self {
        let mut by_value = HashMap::new();
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, person) in persons.iter().enumerate() {
            for value in [&person.email, &person.phone, &person.national_id] {
                if !value.is_empty() {
                    by_value.insert(value.as_str(), index);
                }
            }
            for name in std::iter::once(&person.name).chain(&person.also) {
                by_name.entry(key(name)).or_default().push(index);
            }
        }
        let files = persons
            .iter()
            .map(|person| person.files.iter().map(String::as_str).collect())
            .collect();
        Self { by_value, by_name, files }
    }

    /// By e-mail, identity number or telephone; else by a name in a file that names that person.
    fn find(&self, seen: &SeenPerson) -> Option<usize> {
        let ids = seen.national_ids.iter().filter_map(|id| id.split(':').next_back());
        let values = seen
            .emails
            .iter()
            .map(String::as_str)
            .chain(ids)
            .chain(seen.phones.iter().map(String::as_str));
        if let Some(index) = values.into_iter().find_map(|value| self.by_value.get(value)) {
            return Some(*index);
        }
        let candidates =
            seen.names.iter().filter_map(|name| self.by_name.get(&key(name))).flatten();
        candidates.copied().find(|index| {
            seen.files.iter().any(|file| {
                self.files.get(*index).is_some_and(|files| files.contains(file.as_str()))
            })
        })
    }
}

/// Names meet without spaces and case.
fn key(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// A true person counts as found once; every further row about the same person is an error.
fn score_persons(persons: &[TruthPerson], seen: &[SeenPerson], score: &mut Score) {
    let index = Index::new(persons);
    let mut found = BTreeSet::new();
    let (mut categories, mut companies) = (0, 0);
    for row in seen {
        let Some(at) = index.find(row) else { continue };
        let Some(person) = persons.get(at).filter(|_| found.insert(at)) else { continue };
        categories += usize::from(row.categories.contains(&person.category));
        companies += usize::from(row.companies.contains(&person.company));
    }
    score.persons = persons.len();
    score.persons_reported = seen.len();
    score.person_recall = share(found.len(), persons.len());
    score.person_precision = share(found.len(), seen.len());
    score.category_accuracy = share(categories, found.len());
    score.company_accuracy = share(companies, found.len());
}

//! The facts of one company's data under one jurisdiction, and what predicates find in them.

use crate::clock::Moment;
use crate::model::Model;
use crate::predicate::Predicate;
use crate::truth::Truth;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A number with its bounds; `high` is none when nothing bounds it, because files are open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub low: u64,
    pub best: u64,
    pub high: Option<u64>,
}

impl Count {
    pub const fn exactly(value: u64) -> Self {
        Self { low: value, best: value, high: Some(value) }
    }
}

/// A value that a human told or the case shows, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub value: String,
    pub source: String,
}

/// What is known of one company's data under one jurisdiction.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Values of `yes_no` and `choice` facts, and `has_<kind>`.
    pub known: BTreeMap<String, Known>,
    pub moments: BTreeMap<String, Moment>,
    pub counts: BTreeMap<String, Count>,
    /// Persons by field, or `field:scheme`, in scope.
    pub elements: BTreeMap<String, u64>,
    /// The same of persons whose residence is not known: they may be in scope.
    pub perhaps: BTreeMap<String, u64>,
    /// Whether files are open that could hold more.
    pub open: bool,
    /// Persons who may live in the jurisdiction: nothing tells where they do.
    pub unplaced: u64,
}

/// One question of a predicate and its answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Leaf {
    pub asks: String,
    pub answer: Truth,
    /// What was found, in words.
    pub found: String,
    /// Facts to ask a human for while the answer is unknown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
}

/// Answers predicates and keeps every answer.
pub struct Judge<'a> {
    pub model: &'a Model,
    pub sheet: &'a Sheet,
    pub trace: Vec<Leaf>,
}

impl<'a> Judge<'a> {
    pub const fn new(model: &'a Model, sheet: &'a Sheet) -> Self {
        Self { model, sheet, trace: Vec::new() }
    }

    /// The answer; every question under it goes to the trace, whatever the others say.
    pub fn truth(&mut self, predicate: &Predicate) -> Truth {
        match predicate {
            Predicate::All(parts) => self.all(parts),
            Predicate::Any(parts) => self.any(parts),
            Predicate::Not(inner) => !self.truth(inner),
            leaf => {
                let leaf = self.leaf(leaf);
                let answer = leaf.answer;
                if !self.trace.contains(&leaf) {
                    self.trace.push(leaf);
                }
                answer
            }
        }
    }

    pub fn all(&mut self, parts: &[Predicate]) -> Truth {
        parts.iter().fold(Truth::Yes, |known, part| known.and(self.truth(part)))
    }

    pub fn any(&mut self, parts: &[Predicate]) -> Truth {
        parts.iter().fold(Truth::No, |known, part| known.or(self.truth(part)))
    }

    /// The words of an answer that a rule gave, down to what its own questions found.
    fn follows(&self, rule: &Predicate) -> String {
        let holds = self.trace.iter().filter(|leaf| leaf.answer == Truth::Yes);
        let found: Vec<&str> = holds.map(|leaf| leaf.found.as_str()).collect();
        format!("follows from `{rule}`: {}", found.join("; "))
    }

    /// The facts that a predicate's answer hangs on; none when it has one.
    pub fn hangs_on(&self, predicate: &Predicate) -> Vec<String> {
        let mut quiet = Self::new(self.model, self.sheet);
        if quiet.truth(predicate) != Truth::Unknown {
            return Vec::new();
        }
        match predicate {
            Predicate::All(parts) | Predicate::Any(parts) => {
                parts.iter().flat_map(|part| self.hangs_on(part)).collect()
            }
            Predicate::Not(inner) => self.hangs_on(inner),
            leaf => self.leaf(leaf).missing,
        }
    }

    fn leaf(&self, predicate: &Predicate) -> Leaf {
        let (answer, found, missing) = match predicate {
            Predicate::Holds(name) => self.holds(name),
            Predicate::Among { fact, words } => self.among(fact, words),
            Predicate::Compare { count, operator, number } => {
                let known = self.sheet.counts.get(count).copied();
                let known = known.unwrap_or(Count { low: 0, best: 0, high: None });
                let (answer, found) = compare(known, |value| operator.holds(value, *number), count);
                let unknown = answer == Truth::Unknown;
                let open = (unknown && self.sheet.open).then_some("open_files_change_nothing");
                let unplaced = unknown && self.sheet.unplaced > 0;
                let unplaced = unplaced.then_some("unplaced_persons_live_there");
                (answer, found, open.into_iter().chain(unplaced).map(str::to_owned).collect())
            }
            Predicate::Has(kinds) => self.has(kinds),
            _ => (Truth::Unknown, String::new(), Vec::new()),
        };
        Leaf { asks: predicate.to_string(), answer, found, missing }
    }

    fn holds(&self, name: &str) -> (Truth, String, Vec<String>) {
        if let Some(known) = self.sheet.known.get(name) {
            return (Truth::of(known.value == "yes"), known.source.clone(), Vec::new());
        }
        let Some(fact) = self.model.facts.get(name) else {
            return (Truth::Unknown, "not in the fact model".to_owned(), Vec::new());
        };
        let mut missing = Vec::new();
        for (rule, answer) in [(&fact.yes_when, Truth::Yes), (&fact.no_when, Truth::No)] {
            let Some(rule) = rule else { continue };
            let mut inner = Judge::new(self.model, self.sheet);
            if inner.truth(rule) == Truth::Yes {
                return (answer, inner.follows(rule), Vec::new());
            }
            missing.extend(inner.hangs_on(rule));
        }
        // What it follows from is asked first, the fact itself when that does not decide it.
        missing.sort();
        missing.dedup();
        if missing.is_empty() {
            missing.push(name.to_owned());
        }
        (Truth::Unknown, "not told".to_owned(), missing)
    }

    /// The words that a choice may still be.
    fn possible(&self, name: &str) -> (BTreeSet<String>, String) {
        let Some(fact) = self.model.facts.get(name) else { return Default::default() };
        if let Some(known) = self.sheet.known.get(name) {
            let words = known.value.split('|').map(str::to_owned).collect();
            return (words, format!("{}: {}", known.value.replace('|', " or "), known.source));
        }
        let mut words: BTreeSet<String> = fact.words.iter().cloned().collect();
        for (word, rule) in &fact.is_when {
            let mut inner = Judge::new(self.model, self.sheet);
            match inner.truth(rule) {
                Truth::Yes => {
                    let found = format!("{word}: {}", inner.follows(rule));
                    return (BTreeSet::from([word.clone()]), found);
                }
                Truth::No => {
                    words.remove(word);
                }
                Truth::Unknown => {}
            }
        }
        (words, "not told".to_owned())
    }

    fn among(&self, fact: &str, asked: &[String]) -> (Truth, String, Vec<String>) {
        let (possible, found) = self.possible(fact);
        let inside = possible.iter().filter(|word| asked.contains(word)).count();
        match inside {
            0 if !possible.is_empty() => (Truth::No, found, Vec::new()),
            all if all == possible.len() && all > 0 => (Truth::Yes, found, Vec::new()),
            _ => (Truth::Unknown, found, vec![fact.to_owned()]),
        }
    }

    /// Whether somebody in scope has data of one of the kinds.
    fn has(&self, kinds: &[String]) -> (Truth, String, Vec<String>) {
        let mut answer = Truth::No;
        let mut found = Vec::new();
        let mut missing = Vec::new();
        for name in kinds {
            let (truth, words) = self.has_kind(name);
            if truth == Truth::Yes {
                return (truth, words, Vec::new());
            }
            if truth == Truth::Unknown {
                missing.push(format!("has_{name}"));
                found.push(words);
            }
            answer = answer.or(truth);
        }
        found.dedup();
        let words = if found.is_empty() { "none was found".to_owned() } else { found.join("; ") };
        (answer, words, missing)
    }

    fn has_kind(&self, name: &str) -> (Truth, String) {
        if let Some(known) = self.sheet.known.get(&format!("has_{name}")) {
            return (Truth::of(known.value == "yes"), known.source.clone());
        }
        let Some(kind) = self.model.kinds.get(name) else {
            return (Truth::Unknown, "not in the fact model".to_owned());
        };
        let persons = |fields: &[String], of: &BTreeMap<String, u64>| {
            fields
                .iter()
                .filter_map(|field| Some((field.clone(), *of.get(field)?)))
                .max_by_key(|(_, n)| *n)
        };
        if let Some((field, count)) = persons(&kind.shown_by, &self.sheet.elements) {
            return (Truth::Yes, format!("{field} of {count} persons"));
        }
        if let Some((field, count)) = persons(&kind.hinted_by, &self.sheet.elements) {
            return (Truth::Unknown, format!("{field} of {count} persons may be {name}"));
        }
        let elsewhere = persons(&kind.shown_by, &self.sheet.perhaps)
            .or_else(|| persons(&kind.hinted_by, &self.sheet.perhaps));
        if let Some((field, count)) = elsewhere {
            return (
                Truth::Unknown,
                format!("{field} of {count} persons whose residence is not known"),
            );
        }
        match (kind.searched, self.sheet.open) {
            (true, false) => (Truth::No, "searched for in every file, none found".to_owned()),
            (true, true) => (Truth::Unknown, "none found, and files are open".to_owned()),
            (false, _) => (Truth::Unknown, format!("{name} is not searched for")),
        }
    }
}

/// A threshold on a number with bounds: the best estimate decides for yes, the highest for no.
fn compare(known: Count, holds: impl Fn(u64) -> bool, name: &str) -> (Truth, String) {
    let range = match known.high {
        Some(high) if high == known.low => known.best.to_string(),
        Some(high) => format!("{} ({} to {high})", known.best, known.low),
        None => format!("{} or more: files are open", known.best),
    };
    let found = format!("{name}: {range}");
    // A threshold that only few satisfy ("fewer than") holds for sure when the highest does.
    let highest = known.high.map(&holds);
    let rising = !holds(0) || holds(u64::MAX);
    let answer = match (rising, holds(known.best), highest) {
        (true, true, _) => Truth::Yes,
        (true, false, Some(false)) => Truth::No,
        (false, false, _) => Truth::No,
        (false, true, Some(true)) => Truth::Yes,
        _ => Truth::Unknown,
    };
    (answer, found)
}

//! What changed between two numbered reports, and why.

use super::Facts;
use candor_facts::{Claim, ClaimKind, Event};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Something in the ledger between the two reports that can change numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Occurrence {
    /// Number of the operation.
    pub number: i64,
    pub at: String,
    pub actor: String,
    /// `wave`, `decision` (about persons), `acceptance` (of a claim), `history`, `sample` or `tool`.
    pub kind: &'static str,
    pub what: String,
}

/// One claim that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    pub claim: String,
    /// `added`, `gone` or `changed`.
    pub how: &'static str,
    pub before: Option<u64>,
    pub after: Option<u64>,
    /// Kind and standing where they differ, as `negative, supported → count, with_caveat`.
    pub standing: String,
    /// What can have changed it.
    pub because: Vec<String>,
}

/// The difference of two reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    pub from: u32,
    pub to: u32,
    pub changes: Vec<Change>,
    /// Facts of the history that are new, corrected or withdrawn: id, how, words.
    pub history: Vec<(String, &'static str, String)>,
    /// Keys of case.toml that say something else: key, before, after.
    pub settings: Vec<(String, Option<String>, Option<String>)>,
    pub occurrences: Vec<Occurrence>,
}

/// Compares two reports; `between` is what the ledger holds between them.
pub fn difference(before: &Facts, after: &Facts, between: Vec<Occurrence>) -> Difference {
    let index = |facts: &'_ Facts| -> BTreeMap<String, Claim> {
        let claims = facts.claims.iter().filter(|claim| !claim.subject.starts_with("event/"));
        claims.map(|claim| (claim.claim_id.clone(), claim.clone())).collect()
    };
    let (old, new) = (index(before), index(after));
    let ids: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let settings = settings(before, after);
    // What case.toml says of companies, detection and rounding can change every number.
    let mut causes = between.clone();
    causes.extend(settings.iter().filter(|(key, ..)| counts(key)).map(|(key, ..)| Occurrence {
        number: 0,
        at: String::new(),
        actor: String::new(),
        kind: "settings",
        what: format!("case.toml: {key}"),
    }));
    let changes = ids.into_iter().filter_map(|id| change(id, old.get(id), new.get(id), &causes));
    Difference {
        from: before.number,
        to: after.number,
        changes: changes.collect(),
        history: history(before, after),
        settings,
        occurrences: between,
    }
}

fn change(
    id: &str,
    old: Option<&Claim>,
    new: Option<&Claim>,
    between: &[Occurrence],
) -> Option<Change> {
    let state = |claim: &Claim| format!("{}, {}, {}", claim.kind, claim.standing, claim.rounding);
    let (how, standing) = match (old, new) {
        (Some(old), Some(new))
            if old.value == new.value && old.bounds == new.bounds && state(old) == state(new) =>
        {
            return None;
        }
        (Some(old), Some(new)) if state(old) == state(new) => ("changed", String::new()),
        (Some(old), Some(new)) => ("changed", format!("{} → {}", state(old), state(new))),
        (None, Some(new)) => ("added", state(new)),
        (Some(old), None) => ("gone", state(old)),
        (None, None) => return None,
    };
    Some(Change {
        claim: id.to_owned(),
        how,
        before: old.map(|claim| claim.value),
        after: new.map(|claim| claim.value),
        standing,
        because: reasons(new.or(old), between),
    })
}

/// What between the reports can have changed a claim: what was received and decided changes numbers;
/// the history only what rests on it.
fn reasons(claim: Option<&Claim>, between: &[Occurrence]) -> Vec<String> {
    let counts_persons =
        claim.is_some_and(|claim| matches!(claim.unit.as_str(), "person" | "record"));
    let mut reasons: Vec<String> = Vec::new();
    for one in between {
        let can = match one.kind {
            "wave" | "tool" | "settings" => true,
            "decision" => counts_persons,
            "acceptance" => claim.is_some_and(|claim| claim.kind == ClaimKind::Negative),
            "sample" => claim.is_some_and(|claim| claim.bounds.is_some()),
            _ => false,
        };
        if can && !reasons.contains(&one.what) {
            reasons.push(one.what.clone());
        }
    }
    reasons
}

/// Keys of case.toml that differ between two reports. A report of a version that did not keep them
/// tells of none.
fn settings(before: &Facts, after: &Facts) -> Vec<(String, Option<String>, Option<String>)> {
    if before.settings.is_empty() || after.settings.is_empty() {
        return Vec::new();
    }
    let keys: BTreeSet<&String> = before.settings.keys().chain(after.settings.keys()).collect();
    let of = |facts: &Facts, key: &String| facts.settings.get(key).cloned();
    keys.into_iter()
        .map(|key| (key.clone(), of(before, key), of(after, key)))
        .filter(|(_, before, after)| before != after)
        .collect()
}

/// Whether a setting can change a number, not only words.
fn counts(key: &str) -> bool {
    const NUMBERS: &[&str] =
        &["case.timezone", "company", "seed", "block", "detector", "detect", "resolve", "publish"];
    NUMBERS.iter().any(|word| key.starts_with(word)) && !key.contains(".contact")
}

fn history(before: &Facts, after: &Facts) -> Vec<(String, &'static str, String)> {
    let words = |event: &Event| {
        let at = event.at.clone().unwrap_or_default();
        format!("{at} {}", event.kind)
    };
    let known = |facts: &Facts, id: &str| facts.events.iter().any(|event| event.id == id);
    let fresh = after.events.iter().filter(|event| !known(before, &event.id)).map(|event| {
        let how = if event.supersedes.is_some() { "corrected" } else { "added" };
        (event.id.clone(), how, words(event))
    });
    let replaced: BTreeSet<&String> =
        after.events.iter().filter_map(|event| event.supersedes.as_ref()).collect();
    let gone = before
        .events
        .iter()
        .filter(|event| !known(after, &event.id) && !replaced.contains(&event.id))
        .map(|event| (event.id.clone(), "withdrawn", words(event)));
    fresh.chain(gone).collect()
}

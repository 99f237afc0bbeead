//! Literate cases: prose, a small incident as facts, and the duties it must bring, in Markdown that a
//! lawyer can read. `suite/law/<jurisdiction>/*.md` holds them.
//!
//! ````text
//! ## A mail list of exactly 1,000 persons
//!
//! A setting error showed a list of names and mail addresses. No malice, nothing sensitive.
//!
//! ```facts
//! country = "JP"
//! persons = 1000
//! fields = ["name", "email"]
//! accessed = "confirmed"
//! cause = "misconfiguration"
//! has_special_care = "no"
//! aware = "2026-11-04T09:00:00+09:00"
//! ```
//!
//! ```expect
//! JP-APPI-26-1-PRELIM no_duty because the trigger
//! ```
//! ````
//!
//! A line of `expect` is a duty, an outcome, and any of `due <time>`, `target <time>`, `on <fact>`,
//! `because <words>`, `note <words>`; further words are an error.

use crate::assess::{Assessment, Outcome, Subject, assess};
use crate::book::Book;
use crate::clock::Moment;
use crate::duty::{DeadlineKind, Role};
use crate::model::FactType;
use crate::scope::{Group, Holder, ToldFact, sheets};
use crate::truth::Truth;
use std::collections::{BTreeMap, BTreeSet};

/// One case of a file.
#[derive(Clone, Debug)]
pub struct Case {
    /// File and heading.
    pub name: String,
    facts: toml::Table,
    expected: Vec<String>,
}

/// What a run of cases showed.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    pub cases: usize,
    pub lines: usize,
    /// Outcomes seen of each duty.
    outcomes: BTreeMap<String, BTreeSet<Outcome>>,
    /// Answers seen to each question of each duty.
    answers: BTreeMap<(String, String), BTreeSet<Truth>>,
}

/// The cases of a Markdown text.
pub fn cases(file: &str, text: &str) -> Result<Vec<Case>, String> {
    let mut cases = Vec::new();
    let mut heading = String::new();
    let mut facts: Option<toml::Table> = None;
    let mut block: Option<(&str, String)> = None;
    for line in text.lines() {
        match (&mut block, line.strip_prefix("```")) {
            (None, Some(kind @ ("facts" | "expect"))) => block = Some((kind, String::new())),
            (None, Some(other)) if !other.is_empty() => {
                return Err(format!("{file}: {heading}: a block of `{other}`"));
            }
            (Some((kind, body)), Some("")) => {
                if *kind == "facts" {
                    let table = body.parse().map_err(|e| format!("{file}: {heading}: {e}"))?;
                    facts = Some(table);
                } else {
                    let facts = facts.clone().ok_or(format!("{file}: {heading}: no facts yet"))?;
                    let lines = body.lines().map(str::trim).filter(|line| !line.is_empty());
                    cases.push(Case {
                        name: format!("{file}: {heading}"),
                        facts,
                        expected: lines.map(str::to_owned).collect(),
                    });
                }
                block = None;
            }
            (Some((_, body)), _) => {
                body.push_str(line);
                body.push('\n');
            }
            (None, _) => {
                if let Some(title) = line.strip_prefix("## ") {
                    title.trim().clone_into(&mut heading);
                    facts = None;
                }
            }
        }
    }
    if cases.is_empty() { Err(format!("{file}: no case in it")) } else { Ok(cases) }
}

impl Coverage {
    /// Runs a case and returns what differs from what it expects.
    pub fn run(&mut self, book: &Book, case: &Case) -> Result<Vec<String>, String> {
        let named = |why: String| format!("{}: {why}", case.name);
        let (subject, today) = subject(book, &case.facts).map_err(named)?;
        let found = assess(book, &subject, today);
        self.cases += 1;
        let mut wrong = Vec::new();
        for line in &case.expected {
            self.lines += 1;
            let id = line.split_whitespace().next().unwrap_or_default();
            let Some(one) = found.iter().find(|one| one.duty == id) else {
                return Err(named(format!("`{id}` is no duty of this role")));
            };
            self.saw(one);
            if let Some(why) = differs(one, line).map_err(named)? {
                wrong.push(format!("{}: `{line}`: {why}", case.name));
            }
        }
        Ok(wrong)
    }

    fn saw(&mut self, one: &Assessment) {
        self.outcomes.entry(one.duty.clone()).or_default().insert(one.outcome);
        for leaf in &one.trace {
            let key = (one.duty.clone(), leaf.asks.clone());
            self.answers.entry(key).or_default().insert(leaf.answer);
        }
    }

    /// Whether a duty was seen arising, and not arising.
    pub fn both(&self, duty: &str) -> (bool, bool) {
        let seen = |wanted: &[Outcome]| {
            self.outcomes.get(duty).is_some_and(|seen| wanted.iter().any(|one| seen.contains(one)))
        };
        let not = [Outcome::NoDuty, Outcome::NotVerified, Outcome::NotInForce, Outcome::OutOfReach];
        (seen(&[Outcome::Arises]), seen(&not))
    }

    /// Questions of a duty's trigger and exemptions that were answered both ways, of how many, and
    /// those that were not.
    pub fn questions(&self, book: &Book, duty: &str) -> (usize, usize, Vec<String>) {
        let Some(duty) = book.duties.get(duty) else { return Default::default() };
        let asked: BTreeSet<String> = duty
            .predicates()
            .into_iter()
            .flat_map(|predicate| predicate.leaves())
            .map(ToString::to_string)
            .collect();
        let both = |asks: &&String| {
            let key = (duty.id.clone(), (*asks).clone());
            let seen = self.answers.get(&key);
            seen.is_some_and(|seen| seen.contains(&Truth::Yes) && seen.contains(&Truth::No))
        };
        let open: Vec<String> = asked.iter().filter(|asks| !both(asks)).cloned().collect();
        (asked.len() - open.len(), asked.len(), open)
    }
}

/// What of a line of `expect` does not hold.
fn differs(one: &Assessment, line: &str) -> Result<Option<String>, String> {
    let mut words = line.split_whitespace().skip(1);
    let outcome = words.next().unwrap_or_default();
    if !Outcome::ALL.iter().any(|known| known.as_str() == outcome) {
        return Err(format!("`{line}`: `{outcome}` is no outcome"));
    }
    if one.outcome.as_str() != outcome {
        return Ok(Some(format!("{} ({}); {:?}", one.outcome.as_str(), one.because, one.basis())));
    }
    while let Some(what) = words.next() {
        let rest: Vec<&str> = words.clone().collect();
        let first = rest.first().copied().unwrap_or_default();
        let why = match what {
            "due" | "target" => {
                words.next();
                let kind = if what == "due" { DeadlineKind::Limit } else { DeadlineKind::Target };
                let due = one.due.iter().find(|due| due.kind == kind);
                let local = due.map(|due| due.local().replace(' ', "T")).unwrap_or_default();
                (local != first).then(|| {
                    let how = due.map(|due| due.words.clone()).unwrap_or_default();
                    format!("{what} {local} ({how})")
                })
            }
            "on" => {
                words.next();
                let there = one.missing.iter().any(|name| name == first);
                (!there).then(|| format!("it hangs on {}", one.missing.join(", ")))
            }
            "because" => {
                words.by_ref().for_each(drop);
                (!one.because.contains(&rest.join(" "))).then(|| one.because.clone())
            }
            "note" => {
                words.by_ref().for_each(drop);
                let there = one.notes.iter().any(|note| note.contains(&rest.join(" ")));
                (!there).then(|| one.notes.join("; "))
            }
            other => return Err(format!("`{line}`: `{other}` has no meaning")),
        };
        if why.is_some() {
            return Ok(why);
        }
    }
    Ok(None)
}

/// Keys of `facts` that are no facts of the model.
const OWN: &[&str] = &[
    "company",
    "country",
    "establishments",
    "role",
    "for_whom",
    "persons",
    "records",
    "residence",
    "fields",
    "open",
    "done",
    "today",
    "zone",
    "targets",
];

/// The subject of a case, and the day on which it is assessed.
fn subject(book: &Book, facts: &toml::Table) -> Result<(Subject, jiff::civil::Date), String> {
    let text = |key: &str, usual: &str| {
        facts.get(key).and_then(toml::Value::as_str).unwrap_or(usual).to_owned()
    };
    let country = text("country", "JP");
    let home = book.jurisdictions.values().find(|place| place.members.contains(&country));
    let zone = text("zone", home.map_or("UTC", |place| place.zone_for(&country)));
    let mut told = Vec::new();
    let mut moments = BTreeMap::new();
    for (name, value) in facts {
        if OWN.contains(&name.as_str()) {
            continue;
        }
        let value = value.as_str().ok_or(format!("`{name}` is told as a text"))?;
        book.model.check_value(name, value)?;
        if book.model.is(name, FactType::Moment) {
            moments.insert(name.clone(), Moment::parse(value, &zone)?.from("the case"));
        } else {
            let source = "the case".to_owned();
            told.push(ToldFact {
                name: name.clone(),
                value: value.to_owned(),
                within: None,
                source,
            });
        }
    }
    targets(book, facts, &mut told);
    let holder = Holder {
        country: country.clone(),
        establishments: list(facts, "establishments"),
        groups: groups(facts, &country, &list(facts, "fields"))?,
        open: facts.get("open").and_then(toml::Value::as_bool).unwrap_or(false),
        bounds: None,
        told,
        zone: zone.clone(),
        moments,
    };
    let mut acts = BTreeMap::new();
    for (duty, at) in facts.get("done").and_then(toml::Value::as_table).into_iter().flatten() {
        if !book.duties.contains_key(duty) {
            return Err(format!("done: no duty is called `{duty}`"));
        }
        acts.insert(duty.clone(), Moment::parse(at.as_str().unwrap_or_default(), &zone)?);
    }
    let today = text("today", "2026-11-26").parse().map_err(|_| "today is no date".to_owned())?;
    let role = match text("role", "controller").as_str() {
        "controller" => Role::Controller,
        "processor" => Role::Processor,
        other => return Err(format!("`{other}` is no role")),
    };
    let subject = Subject {
        company: text("company", "C1"),
        sheets: sheets(book, &holder),
        country,
        role,
        for_whom: text("for_whom", ""),
        acts,
    };
    Ok((subject, today))
}

/// The texts of a list.
fn list(facts: &toml::Table, key: &str) -> Vec<String> {
    let values = facts.get(key).and_then(toml::Value::as_array);
    values.into_iter().flatten().filter_map(|v| v.as_str().map(str::to_owned)).collect()
}

/// Jurisdictions at whose people the company aims; it aims at no others.
fn targets(book: &Book, facts: &toml::Table, told: &mut Vec<ToldFact>) {
    if !facts.contains_key("targets") {
        return;
    }
    let aimed = list(facts, "targets");
    for place in book.jurisdictions.keys() {
        told.push(ToldFact {
            name: "targets".to_owned(),
            value: if aimed.contains(place) { "yes" } else { "no" }.to_owned(),
            within: Some(place.clone()),
            source: "the case".to_owned(),
        });
    }
}

fn groups(facts: &toml::Table, country: &str, fields: &[String]) -> Result<Vec<Group>, String> {
    let number = |value: &toml::Value| value.as_integer().and_then(|n| u64::try_from(n).ok());
    let group = |residence: &str, persons: u64| Group {
        residence: (residence != "unknown").then(|| residence.to_owned()),
        persons,
        records: persons,
        elements: fields.iter().map(|field| (field.clone(), persons)).collect(),
    };
    let mut groups = match facts.get("residence").and_then(toml::Value::as_table) {
        Some(places) => places
            .iter()
            .map(|(place, count)| {
                Ok(group(place, number(count).ok_or(format!("residence.{place} is no number"))?))
            })
            .collect::<Result<Vec<Group>, String>>()?,
        None => {
            let persons = facts.get("persons").map_or(Some(0), number);
            vec![group(country, persons.ok_or("persons is no number")?)]
        }
    };
    if let (Some(records), Some(first)) =
        (facts.get("records").and_then(number), groups.first_mut())
    {
        first.records = records;
    }
    Ok(groups)
}

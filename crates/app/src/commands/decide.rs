//! `candor decide` and `candor conflicts`: what a human settles about persons, and what waits for it.

use super::report;
use crate::cli::{Conflicts, Decide, Settle};
use crate::error::UserError;
use crate::output;
use crate::stages::assess::{self, OPEN_CLAIM};
use crate::stages::claim::open_marks;
use crate::stages::disclose;
use candor_case::tables::ConflictRow;
use candor_case::{Case, CaseError, Decided, Query};
use candor_facts::{ClaimKind, Event, EventKind};
use candor_law::assess::Assessment;
use candor_law::duty::Duty;
use serde_json::json;
use std::collections::BTreeMap;

/// Conflicts printed unless all are asked for.
const SHOWN_MAX: usize = 30;

/// Records a decision; the next run obeys it, and every one after.
pub async fn decide(args: &Decide) -> Result<(), UserError> {
    let mut case = Case::open(&args.case).await?;
    let operation = match &args.settle {
        Settle::Same { left, right, why } => {
            let (left, right) = both(&mut case, left, right).await?;
            case.decide(&[Decided::Same { left, right }], &reason(&why.reason)?).await?
        }
        Settle::Different { left, right, why } => {
            let (left, right) = both(&mut case, left, right).await?;
            case.decide(&[Decided::Different { left, right }], &reason(&why.reason)?).await?
        }
        Settle::Split { person, records, why } => {
            let decided = split(&mut case, person, records).await?;
            case.decide(&decided, &reason(&why.reason)?).await?
        }
        Settle::Accept { claim, why } => {
            let decided = accept(&mut case, claim).await?;
            case.decide(&[decided], &reason(&why.reason)?).await?
        }
        Settle::NoDuty { duty, adviser, reopens, event, at, text, why } => {
            let reason = reason(&why.reason)?;
            let given =
                Given { adviser, reopens, event: event.as_deref(), at: at.as_deref(), text };
            let decided = no_duty(&mut case, duty, &given).await?;
            case.decide(&[decided], &reason).await?
        }
        Settle::Undo { number, why } => case.undo(*number, &reason(&why.reason)?).await?,
        Settle::List { json } => return list(&mut case, *json).await,
    };
    output::line(format!("decision {} is recorded", operation.seq))?;
    eprintln!("hint: `candor run {}` carries it out", args.case.display());
    Ok(())
}

fn reason(text: &str) -> Result<String, UserError> {
    if text.trim().is_empty() {
        return Err(UserError::input("a decision needs its reason; say why with --reason"));
    }
    Ok(text.trim().to_owned())
}

async fn both(case: &mut Case, left: &str, right: &str) -> Result<(String, String), UserError> {
    let query = case.query().await?;
    let pair = (record_of(&query, left).await?, record_of(&query, right).await?);
    if pair.0 == pair.1 {
        return Err(UserError::input("both ids name the same record; name two"));
    }
    Ok(pair)
}

candor_case::row! {
    PlaceRow {
        person_id: String,
        record_id: String,
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// The record that an id names: itself, or the one that names the person.
async fn record_of(query: &Query, id: &str) -> Result<String, UserError> {
    let record = id.strip_prefix("P-").unwrap_or(id);
    let sql = format!(
        "SELECT '' AS person_id, record_id FROM records WHERE record_id = {}",
        quoted(record)
    );
    let found: Vec<PlaceRow> = query.all(&sql).await?;
    found.into_iter().next().map(|row| row.record_id).ok_or_else(|| {
        UserError::input(format!(
            "no record or person is called {}\nhint: ids stand in `candor conflicts` and `candor why`",
            output::safe(id)
        ))
    })
}

/// Items that one acceptance may cover; who accepts more has not looked at them.
const ACCEPTED_MAX: usize = 20_000;

/// That a claim may stand in spite of what is open now.
async fn accept(case: &mut Case, claim: &str) -> Result<Decided, UserError> {
    if !report::is_seen(case).await? {
        return Err(UserError::input(
            "the case changed since its last run: what is open is not known yet\nhint: `candor run` the case first",
        ));
    }
    let query = case.query().await?;
    let claims = disclose::claims(&query).await?;
    let known = claims.iter().find(|known| known.claim_id == claim).ok_or_else(|| {
        UserError::input(format!(
            "no claim is called {}\nhint: `candor exposure` lists the claims",
            output::safe(claim)
        ))
    })?;
    if known.kind != ClaimKind::Negative && claim != OPEN_CLAIM {
        return Err(UserError::input(format!(
            "{claim} denies nothing; only negative claims, and {OPEN_CLAIM} as a whole, need to be accepted\nhint: its uncertainty is printed beside it"
        )));
    }
    let open: Vec<String> = open_marks(&query).await?.into_iter().collect();
    if open.len() > ACCEPTED_MAX {
        return Err(UserError::input(format!(
            "{} items are open, more than one decision may cover ({ACCEPTED_MAX})\nhint: read or receive more of them first",
            open.len()
        )));
    }
    Ok(Decided::Accept { claim: claim.to_owned(), open })
}

/// What a no-duty decision comes with.
struct Given<'a> {
    adviser: &'a str,
    reopens: &'a str,
    event: Option<&'a str>,
    at: Option<&'a str>,
    text: &'a [(String, String)],
}

/// That an assessed duty is not owed; the history tells it.
async fn no_duty(case: &mut Case, id: &str, given: &Given<'_>) -> Result<Decided, UserError> {
    if given.adviser.trim().is_empty() {
        return Err(UserError::input("say who advised with --adviser"));
    }
    if !report::is_seen(case).await? {
        return Err(UserError::input(
            "the case changed since its last run\nhint: `candor run` it first, so that the decision rests on what is known now",
        ));
    }
    // Assessed now: facts and decisions since the last run count.
    let found = assess::assessments(case).await?;
    let assessment = found.into_iter().find(|one| one.id == id).ok_or_else(|| {
        UserError::input(format!(
            "no assessed duty is called {}\nhint: `candor duties CASE --all` lists them",
            output::safe(id)
        ))
    })?;
    let duty = assess::rules()?.duties.get(&assessment.duty);
    let duty = duty.ok_or_else(|| UserError::internal("an assessment of no duty"))?;
    let known = case.events().await?;
    let event = match given.event {
        Some(id) => {
            let event = known.into_iter().find(|event| event.id == id);
            let event = event.ok_or_else(|| CaseError::NoEvent { id: output::safe(id) })?;
            let ours = event.entity.as_ref().is_none_or(|entity| *entity == assessment.company);
            if event.kind != EventKind::NoDuty || !ours {
                return Err(UserError::input(format!(
                    "{} tells no \"no duty\" of {}\nhint: name an event of kind no_duty, or give the words with --text",
                    event.id, assessment.company
                )));
            }
            event.id
        }
        None => tell_no_duty(case, &assessment, duty, given).await?,
    };
    Ok(Decided::NoDuty {
        duty: id.to_owned(),
        basis: assessment.basis(),
        adviser: given.adviser.to_owned(),
        reopens: given.reopens.to_owned(),
        event,
    })
}

/// Tells the decision in the history; returns the event's id. Told before the decision names it: an
/// event that no decision names speaks for itself, a decision without its event would be silent.
async fn tell_no_duty(
    case: &mut Case,
    assessment: &Assessment,
    duty: &Duty,
    given: &Given<'_>,
) -> Result<String, UserError> {
    let mut text: BTreeMap<String, String> = given.text.iter().cloned().collect();
    if text.is_empty() {
        text.insert("en".to_owned(), format!("No duty: {} ({}).", duty.title, duty.source.law));
    }
    let event = Event {
        id: String::new(),
        kind: EventKind::NoDuty,
        at: Some(report::day(given.at, case)?),
        until: None,
        zone: None,
        entity: Some(assessment.company.clone()),
        source: given.adviser.to_owned(),
        certainty: candor_facts::Certainty::Confirmed,
        text,
        internal: false,
        duty: Some(assessment.duty.clone()),
        supersedes: None,
    };
    if let Some(id) = case.tell(vec![event.clone()], "").await?.into_iter().next() {
        return Ok(id);
    }
    let same = case.events().await?.into_iter().find(|known| known.says_as(&event));
    same.map(|event| event.id).ok_or_else(|| {
        UserError::input("this was told before and taken back\nhint: give other words with --text")
    })
}

/// The given records are of other persons than the record that names this one.
async fn split(
    case: &mut Case,
    person: &str,
    records: &[String],
) -> Result<Vec<Decided>, UserError> {
    let query = case.query().await?;
    let sql = format!(
        "SELECT person_id, record_id FROM person_records WHERE person_id = {}",
        quoted(person)
    );
    let members: Vec<PlaceRow> = query.all(&sql).await?;
    let head = record_of(&query, person).await?;
    let mut decided = Vec::new();
    for record in records {
        let known = members.iter().any(|row| row.record_id == *record);
        if !known || *record == head {
            return Err(UserError::input(format!(
                "{} is no record of {} that could leave it\nhint: `candor why` lists the person's records; the one that names it stays",
                output::safe(record),
                output::safe(person)
            )));
        }
        decided.push(Decided::Different { left: head.clone(), right: record.clone() });
    }
    Ok(decided)
}

async fn list(case: &mut Case, as_json: bool) -> Result<(), UserError> {
    let decisions = case.decisions().await?;
    if as_json {
        return output::json(&decisions);
    }
    let rows: Vec<Vec<String>> = decisions
        .iter()
        .map(|decision| {
            let nothing = String::new();
            let (what, left, right) = match &decision.decided {
                Decided::Same { left, right } => ("same", left, right),
                Decided::Different { left, right } => ("different", left, right),
                Decided::Accept { claim, .. } => ("accept", claim, &nothing),
                Decided::NoDuty { duty, adviser, .. } => ("no duty", duty, adviser),
            };
            let cells = [
                &decision.number.to_string(),
                what,
                left,
                right,
                &decision.actor,
                &decision.at,
                &decision.reason,
            ];
            cells.into_iter().map(output::safe).collect()
        })
        .collect();
    output::table(&["decision", "what", "of", "and", "by", "at", "reason"], &rows, &[0])
}

/// Lists what waits for a decision, the gravest first.
pub async fn conflicts(args: &Conflicts) -> Result<(), UserError> {
    let mut case = Case::open_to_read(&args.case).await?;
    let sql = "SELECT * FROM conflicts ORDER BY CASE kind WHEN 'contradiction' THEN 0 WHEN 'weak_bridge' THEN 1 ELSE 2 END, \
               weight DESC, conflict_id";
    let rows: Vec<ConflictRow> = case.query().await?.all(sql).await?;
    if args.json {
        let all: Vec<_> = rows
            .iter()
            .map(|row| {
                json!({
                    "conflict_id": row.conflict_id, "kind": row.kind, "weight": row.weight, "reason": row.reason,
                    "records": [row.left_record, row.right_record], "persons": [row.left_person, row.right_person],
                })
            })
            .collect();
        return output::json(&all);
    }
    if rows.is_empty() {
        return output::line("nothing waits for a decision");
    }
    let shown = if args.all { rows.len() } else { SHOWN_MAX };
    let cells: Vec<Vec<String>> = rows
        .iter()
        .take(shown)
        .map(|row| {
            vec![
                words(&row.kind).to_owned(),
                format!("{:+.1}", row.weight),
                row.left_person.clone(),
                row.right_person.clone(),
                row.reason.clone(),
            ]
        })
        .collect();
    output::table(&["kept apart because", "bits", "person", "person", "evidence"], &cells, &[1])?;
    if rows.len() > shown {
        output::line(format!("… and {} more; --all lists them", rows.len() - shown))?;
    }
    eprintln!(
        "hint: `candor decide {} same|different PERSON PERSON --reason …` settles one",
        args.case.display()
    );
    Ok(())
}

fn words(kind: &str) -> &str {
    match kind {
        "contradiction" => "identity numbers or birth dates differ",
        "weak_bridge" => "one pair agrees, the others do not",
        "possibly_same" => "not sure enough",
        other => other,
    }
}

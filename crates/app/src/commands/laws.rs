//! `candor laws`: the rule book for humans.

use crate::cli::{Laws, Reading};
use crate::error::UserError;
use crate::output;
use crate::stages::assess::rules;
use candor_case::CaseError;
use candor_law::book::Book;
use candor_law::duty::{
    Deadline, DeadlineKind, Duty, Effect, Reading as Read, Role, Roll, Status, Unit,
};
use candor_law::model::FactType;
use serde_json::json;
use std::path::Path;

pub fn run(args: &Laws) -> Result<(), UserError> {
    let book = rules()?;
    match &args.step {
        Reading::List { within, json } => list(book, within.as_deref(), *json),
        Reading::Explain { duty } => {
            explained(book, find(book, duty)?).into_iter().try_for_each(|(heading, words)| {
                let indent = format!("\n{:<12}", "");
                output::line(format!("{heading:<11} {}", words.join(&indent)))
            })
        }
        Reading::Diff { left, right } => {
            let left = explained(book, find(book, left)?);
            let right = explained(book, find(book, right)?);
            for ((heading, before), (_, after)) in left.iter().zip(&right) {
                differ(heading, before, after)?;
            }
            Ok(())
        }
        Reading::Compare { folder } => compare(book, folder),
        Reading::Facts { json } => facts(book, *json),
    }
}

fn find<'a>(book: &'a Book, id: &str) -> Result<&'a Duty, UserError> {
    book.duties.get(id).ok_or_else(|| {
        let near = book.duties.keys().find(|known| known.starts_with(&id.to_uppercase()));
        let near = near.map_or_else(String::new, |id| format!(", such as {id}"));
        UserError::input(format!(
            "no duty is called {}\nhint: `candor laws list` names them{near}",
            output::safe(id)
        ))
    })
}

fn list(book: &Book, within: Option<&str>, as_json: bool) -> Result<(), UserError> {
    if let Some(place) = within
        && !book.jurisdictions.contains_key(place)
    {
        let known: Vec<&str> = book.jurisdictions.keys().map(String::as_str).collect();
        return Err(UserError::input(format!(
            "no jurisdiction is called {}\nhint: one of {}",
            output::safe(place),
            known.join(" ")
        )));
    }
    let duties = || {
        book.duties.values().filter(|duty| within.is_none_or(|place| duty.jurisdiction == place))
    };
    if as_json {
        let all: Vec<_> = duties()
            .map(|duty| {
                let all: serde_json::Map<String, serde_json::Value> = explained(book, duty)
                    .into_iter()
                    .map(|(heading, words)| (heading.to_owned(), json!(words)))
                    .collect();
                json!(all)
            })
            .collect();
        return output::json(&all);
    }
    let rows: Vec<Vec<String>> = duties()
        .map(|duty| {
            let first = duty.deadlines.first();
            vec![
                duty.id.clone(),
                duty.title.clone(),
                duty.recipient.kind.as_str().to_owned(),
                first.map_or_else(|| duty.clock.standard.clone(), short),
                confidence(duty).to_owned(),
            ]
        })
        .collect();
    output::table(&["duty", "what", "to", "by", "read"], &rows, &[])?;
    let calendars = book.calendars.len();
    eprintln!(
        "{} duties, {} jurisdictions, {calendars} calendars; book {}",
        rows.len(),
        book.jurisdictions.len(),
        book.mark
    );
    Ok(())
}

/// How far the text behind a duty was read.
fn confidence(duty: &Duty) -> &'static str {
    match duty.source.read {
        Read::PrimaryText => "text",
        Read::PrimaryQuotedByNote => "text, quoted in a note",
        Read::PrimaryCopyPartial => "parts of a copy",
        Read::Secondary => "secondary",
        Read::ModelKnowledge => "not read: background knowledge",
    }
}

fn short(deadline: &Deadline) -> String {
    let unit = match deadline.unit {
        Unit::Hours => "hours",
        Unit::Days => "days",
        Unit::BusinessDays => "business days",
        Unit::Months => "months",
    };
    let kind = if deadline.kind == DeadlineKind::Target { " (target)" } else { "" };
    format!("{} {unit}{kind}", deadline.value)
}

fn deadline(deadline: &Deadline) -> String {
    let mut words = short(deadline);
    if deadline.first_day_counts {
        words.push_str(", the first day counted");
    }
    if deadline.after_year {
        words.push_str(", from the end of the year");
    }
    if let Some(start) = &deadline.start {
        words.push_str(&format!(", from `{start}`"));
    }
    let calendar = deadline.calendar.as_deref().unwrap_or_default();
    match deadline.roll {
        Roll::None if calendar.is_empty() => {}
        Roll::None => words.push_str(&format!(" ({calendar})")),
        Roll::NextBusinessDay => {
            words.push_str(&format!(", moves to the next open day ({calendar})"));
        }
        Roll::NoonNextBusinessDay => {
            words.push_str(&format!(", moves to noon of the next open day ({calendar})"));
        }
        Roll::EuHours => {
            words.push_str(&format!(", with two working days inside ({calendar}, Reg. 1182/71)"));
        }
    }
    if let Some(when) = &deadline.when {
        words.push_str(&format!(", when {when}"));
    }
    if !deadline.note.is_empty() {
        words.push_str(&format!("; {}", deadline.note));
    }
    words
}

/// A duty under its fixed headings.
fn explained(book: &Book, duty: &Duty) -> Vec<(&'static str, Vec<String>)> {
    let shown = |list: &[candor_law::predicate::Predicate], word: &str| -> Vec<String> {
        list.iter().map(|one| format!("{word} {one}")).collect()
    };
    let trigger = [
        shown(&duty.trigger.all, "and"),
        shown(&duty.trigger.any, "or "),
        shown(&duty.trigger.none, "not"),
    ];
    let place = book.place(duty).map(|place| place.name.clone()).unwrap_or_default();
    let role = match duty.obliged.role {
        Role::Controller => "controller",
        Role::Processor => "processor",
        Role::Either => "controller or processor",
    };
    let mut obliged = vec![format!("{role} ({})", duty.obliged.named)];
    obliged.extend(duty.obliged.reach.iter().map(|one| format!("of which {one}")));
    let clock = &duty.clock;
    let mut start = Vec::new();
    start.extend(clock.start.iter().map(|name| format!("`{name}` ({})", clock.named)));
    start.extend(clock.after_act.iter().map(|id| format!("when {id} is done")));
    start.extend(clock.after.iter().map(|id| format!("after {id}")));
    start.extend(clock.before.iter().map(|id| format!("before {id}")));
    start.extend(clock.not_later_than.iter().map(|id| format!("not later than {id}")));
    let mut deadlines: Vec<String> = duty.deadlines.iter().map(deadline).collect();
    if !clock.standard.is_empty() {
        deadlines.push(clock.standard.clone());
    }
    let exemptions = duty.exemptions.iter().map(|one| {
        let when: Vec<String> = one.when.iter().map(ToString::to_string).collect();
        let when = if when.is_empty() { "always".to_owned() } else { when.join(" and ") };
        format!("{}: {} when {when} ({})", one.id, effect(one.effect), one.clause)
    });
    let mut contents = duty.contents.items.clone();
    contents.extend(duty.contents.forbidden.iter().map(|one| format!("must not say: {one}")));
    let mut form = vec![duty.form.form.clone(), duty.form.language.join(", ")];
    form.retain(|text| !text.is_empty());
    let source = &duty.source;
    let mut version = vec![status(duty.version.status).to_owned()];
    version.extend(duty.version.from.map(|day| format!("clock events from {day}")));
    version.extend(book.ends(duty).map(|day| format!("clock events until {day}")));
    version.extend(duty.version.replaces.iter().map(|id| format!("replaces {id}")));
    let mut verified = vec![format!("{} (looked at {})", confidence(duty), duty.version.as_of)];
    verified.extend(source.unverified.iter().map(|text| format!("not verified: {text}")));
    verified.extend((!source.notes.is_empty()).then(|| source.notes.clone()));
    vec![
        ("duty", vec![format!("{} · {}", duty.id, duty.title), place]),
        ("trigger", trigger.concat()),
        ("obliged", obliged),
        ("recipient", vec![format!("{} ({})", duty.recipient.name, duty.recipient.kind.as_str())]),
        ("clock", start),
        ("deadline", deadlines),
        ("contents", contents),
        ("form", form),
        ("exemptions", exemptions.collect()),
        ("penalty", vec![duty.penalty.clone()]),
        ("clause", vec![format!("{}, {}", source.law, source.clause)]),
        ("source", vec![source.url.clone()]),
        ("version", version),
        ("verified", verified),
    ]
}

fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::NoDuty => "no duty",
        Effect::NoDutyRecord => "no duty, on record",
        Effect::Delay => "may wait",
        Effect::AlternativeMeans => "other means",
        Effect::MustNotNotify => "must not be told",
        Effect::LateWithReasons => "late with reasons",
        Effect::Weighs => "weighs",
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::InForce => "in force",
        Status::EnactedNotInForce => "enacted, not in force",
        Status::NotFinal => "not final",
        Status::Voluntary => "voluntary",
        Status::Contractual => "contractual",
        Status::Superseded => "superseded",
    }
}

fn differ(heading: &str, before: &[String], after: &[String]) -> Result<(), UserError> {
    let gone = before.iter().filter(|line| !after.contains(line)).map(|line| format!("- {line}"));
    let new = after.iter().filter(|line| !before.contains(line)).map(|line| format!("+ {line}"));
    let changes: Vec<String> = gone.chain(new).collect();
    if changes.is_empty() {
        return Ok(());
    }
    output::line(heading)?;
    changes.iter().try_for_each(|line| output::line(format!("  {line}")))
}

/// What differs from the duties of another folder.
fn compare(book: &Book, folder: &Path) -> Result<(), UserError> {
    let mut files = Vec::new();
    gather(folder, folder, &mut files)?;
    let other =
        Book::parse(&files).map_err(|e| UserError::input(format!("{}: {e}", folder.display())))?;
    let mut equal = 0;
    for (id, duty) in &book.duties {
        let Some(theirs) = other.duties.get(id) else {
            output::line(format!("{id} is only in the program"))?;
            continue;
        };
        let (ours, theirs) = (explained(book, duty), explained(&other, theirs));
        if ours == theirs {
            equal += 1;
            continue;
        }
        output::line(id)?;
        for ((heading, before), (_, after)) in ours.iter().zip(&theirs) {
            differ(heading, before, after)?;
        }
    }
    for id in other.duties.keys().filter(|id| !book.duties.contains_key(*id)) {
        output::line(format!("{id} is only in {}", folder.display()))?;
    }
    eprintln!("{equal} duties are equal");
    Ok(())
}

fn gather(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) -> Result<(), UserError> {
    let entries = std::fs::read_dir(folder).map_err(|e| CaseError::io("read", folder, &e))?;
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            gather(root, &path, files)?;
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            let text =
                std::fs::read_to_string(&path).map_err(|e| CaseError::io("read", &path, &e))?;
            let name = path.strip_prefix(root).unwrap_or(&path);
            files.push((name.to_string_lossy().into_owned(), text));
        }
    }
    Ok(())
}

fn facts(book: &Book, as_json: bool) -> Result<(), UserError> {
    let all = book.model.order.iter().filter_map(|name| book.model.facts.get(name));
    let kind = |kind: FactType| match kind {
        FactType::YesNo => "yes, no",
        FactType::Choice => "one of",
        FactType::Moment => "a time",
        FactType::Count => "counted",
    };
    if as_json {
        let all: Vec<_> = all
            .map(|fact| {
                json!({ "fact": fact.name, "type": kind(fact.kind), "words": fact.words, "question": fact.question })
            })
            .collect();
        return output::json(&all);
    }
    let mut rows: Vec<Vec<String>> = all
        .map(|fact| {
            let values = match fact.kind {
                FactType::Choice => fact.words.join(", "),
                other => kind(other).to_owned(),
            };
            vec![fact.name.clone(), values, fact.question.get("en").cloned().unwrap_or_default()]
        })
        .collect();
    rows.extend(book.model.kinds.values().map(|kind| {
        let title = kind.title.get("en").cloned().unwrap_or_default();
        vec![
            format!("has_{}", kind.name),
            "yes, no".to_owned(),
            format!("Is there among the data: {title}?"),
        ]
    }));
    output::table(&["fact", "values", "question"], &rows, &[])
}

//! `candor event`: the dated facts of an incident, told, corrected and withdrawn.

use crate::cli::{Event as Args, Telling};
use crate::error::UserError;
use crate::output;
use crate::stages::assess::rules;
use candor_case::{Case, CaseError};
use candor_engine::disclose::{event_words, needs_words};
use candor_facts::{Certainty, Event, EventKind, Language};
use candor_law::assess::CONTRACT;
use candor_law::duty::Role;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// A file of events.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    event: Vec<Event>,
}

pub async fn run(args: &Args) -> Result<(), UserError> {
    match &args.telling {
        Telling::Add(told) => {
            let source = told.source.clone().ok_or_else(|| {
                UserError::input("an event needs its source: a mail, a log, a person\nhint: say it with --source")
            })?;
            let kind = told.kind.ok_or_else(|| {
                let kinds: Vec<&str> = EventKind::ALL.iter().map(|kind| kind.as_str()).collect();
                UserError::input(format!(
                    "an event needs its --kind\nhint: one of {}",
                    kinds.join(", ")
                ))
            })?;
            let event = Event {
                id: String::new(),
                kind,
                at: told.at.clone(),
                until: told.until.clone(),
                zone: told.zone.clone(),
                entity: told.entity.clone(),
                source,
                certainty: told.certainty.unwrap_or_default(),
                text: words(&told.text),
                internal: told.internal,
                duty: told.duty.clone(),
                supersedes: None,
            };
            tell(&args.case, vec![event], "").await
        }
        Telling::Import { file } => tell(&args.case, read(file)?, "").await,
        Telling::Correct { id, changed, why } => {
            let mut case = Case::open_to_read(&args.case).await?;
            let known = case.events().await?;
            let old = known
                .into_iter()
                .find(|event| event.id == *id)
                .ok_or_else(|| CaseError::NoEvent { id: output::safe(id) })?;
            drop(case);
            let mut text = old.text.clone();
            text.extend(words(&changed.text));
            let event = Event {
                id: String::new(),
                kind: changed.kind.unwrap_or(old.kind),
                at: changed.at.clone().or(old.at),
                until: changed.until.clone().or(old.until),
                zone: changed.zone.clone().or(old.zone),
                entity: changed.entity.clone().or(old.entity),
                source: changed.source.clone().unwrap_or(old.source),
                certainty: changed.certainty.unwrap_or(old.certainty),
                text,
                internal: changed.internal || old.internal,
                duty: changed.duty.clone().or(old.duty),
                supersedes: Some(id.clone()),
            };
            tell(&args.case, vec![event], &why.reason).await
        }
        Telling::Withdraw { id, why } => {
            let mut case = Case::open(&args.case).await?;
            let operation = case.withdraw(id, &why.reason).await?;
            output::line(format!("{id} is withdrawn by operation {}", operation.seq))
        }
        Telling::List { json } => list(&args.case, *json).await,
    }
}

fn words(pairs: &[(String, String)]) -> BTreeMap<String, String> {
    pairs.iter().cloned().collect()
}

fn read(file: &Path) -> Result<Vec<Event>, UserError> {
    let text = std::fs::read_to_string(file).map_err(|e| CaseError::io("read", file, &e))?;
    let file: File = toml::from_str(&text).map_err(|e| {
        UserError::input(format!(
            "{}: {e}\nhint: docs/account.md shows the form of a file of events; nothing was recorded",
            file.display()
        ))
    })?;
    Ok(file.event)
}

async fn tell(root: &Path, events: Vec<Event>, reason: &str) -> Result<(), UserError> {
    if let Some(mute) = events.iter().find(|event| needs_words(event.kind) && event.text.is_empty())
    {
        return Err(UserError::input(format!(
            "an event of kind {} says nothing without words\nhint: give them with --text ja=… --text en=… (or [event.text] in a file)",
            mute.kind
        )));
    }
    let mut case = Case::open(root).await?;
    known_duties(&events, case.settings.company.len())?;
    let asked = events.len();
    let ids = case.tell(events, reason).await?;
    output::line(ids.join(" "))?;
    eprintln!("{} events recorded, {} already known", ids.len(), asked - ids.len());
    eprintln!("hint: `candor run {}` carries them into the report", root.display());
    Ok(())
}

/// Events may name duties of the rule book, or assessments of them; an act names who acted.
fn known_duties(events: &[Event], companies: usize) -> Result<(), UserError> {
    let book = rules()?;
    for event in events {
        let Some(id) = &event.duty else { continue };
        let assessed = id.strip_prefix("D-").is_some_and(|rest| {
            book.duties.keys().any(|duty| rest.starts_with(&format!("{duty}-")))
        });
        if !assessed && !book.duties.contains_key(id) {
            return Err(UserError::input(format!(
                "no duty is called {}\nhint: `candor laws list` names the duties, `candor duties CASE` those of the case",
                output::safe(id)
            )));
        }
        let several = book
            .duties
            .get(id)
            .is_some_and(|duty| duty.obliged.role == Role::Processor || duty.id == CONTRACT);
        if several {
            return Err(UserError::input(format!(
                "{} may be owed to several\nhint: name the one that was told: a D-… id of `candor duties CASE`",
                output::safe(id)
            )));
        }
        if companies > 1 && event.entity.is_none() {
            return Err(UserError::input(format!(
                "an event that fulfils {} must say which company acted\nhint: give --entity (`entity` in a file), one event for each",
                output::safe(id)
            )));
        }
    }
    Ok(())
}

async fn list(root: &Path, as_json: bool) -> Result<(), UserError> {
    let mut case = Case::open_to_read(root).await?;
    let events = case.events().await?;
    if as_json {
        return output::json(&events);
    }
    let lang = case.settings.case.language.as_deref().and_then(Language::parse);
    let rows: Vec<Vec<String>> = events
        .iter()
        .map(|event| {
            let certainty = match event.certainty {
                Certainty::Confirmed => "",
                Certainty::Believed => "believed",
                Certainty::Reported => "not confirmed",
            };
            let words = event_words(event, lang.unwrap_or(Language::Ja));
            let cells = [
                &event.id,
                event.at.as_deref().unwrap_or("–"),
                event.kind.as_str(),
                event.entity.as_deref().unwrap_or(""),
                certainty,
                &words,
                &event.source,
            ];
            cells.into_iter().map(output::safe).collect()
        })
        .collect();
    output::table(&["id", "when", "kind", "company", "certainty", "words", "source"], &rows, &[])
}

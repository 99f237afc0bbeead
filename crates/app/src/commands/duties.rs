//! `candor duties`: what is owed, to whom, by when; what hangs on a question; what is not owed and why.

use super::fact::questions;
use crate::cli::Duties as Args;
use crate::error::UserError;
use crate::output::{self, clip};
use crate::stages::assess::{assessment, key, rules};
use crate::stages::severity::scores;
use candor_case::tables::DutyRow;
use candor_case::{Case, OperationKind};
use candor_law::assess::{Assessment, Outcome};
use candor_law::book::Book;
use candor_law::clock::{Due, Moment, zone};
use candor_law::duty::{DeadlineKind, Duty, Status};
use candor_law::severity::decimal;
use candor_law::truth::Truth;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;
use std::collections::BTreeSet;

/// Questions printed below the list.
const QUESTIONS_MAX: usize = 8;

pub async fn run(args: &Args) -> Result<(), UserError> {
    let mut case = Case::open_to_read(&args.case).await?;
    if args.severity {
        return severity(&mut case, args.json).await;
    }
    let known = case.last_key(OperationKind::Assess).await?;
    if known.is_none() {
        return Err(UserError::input(format!(
            "the duties of this case were not assessed yet\nhint: `candor run {}` does it",
            args.case.display()
        )));
    }
    let stale = known != Some(key(&mut case).await?);
    let now = now(args.on.as_deref(), &case)?;
    let lang = case.settings.case.language.clone().unwrap_or_else(|| "en".to_owned());
    let mut rows: Vec<DutyRow> = case.query().await?.table("duty_id").await?;
    if let Some(entity) = &args.entity {
        rows.retain(|row| row.company == *entity);
    }
    let book = rules()?;
    let all = rows.iter().map(assessment).collect::<Result<Vec<_>, _>>()?;
    if let Some(to) = &args.ics {
        let text = candor_law::ical::calendar(book, &all, Timestamp::now());
        crate::stages::disclose::write(to, text.as_bytes())?;
        eprintln!("wrote {}", to.display());
    }
    if stale {
        eprintln!("note: the case changed since the duties were assessed; `candor run` it");
    }
    if args.json {
        let all: Vec<_> = all
            .iter()
            .filter_map(|one| Some((one, book.duties.get(&one.duty)?)))
            .map(|(one, duty)| {
                json!({
                    "duty_id": one.id, "title": duty.title, "jurisdiction": duty.jurisdiction,
                    "recipient": duty.recipient.name, "recipient_kind": duty.recipient.kind.as_str(),
                    "law": duty.source.law, "clause": duty.source.clause, "confidence": duty.source.confidence,
                    "state": state(one, duty, now).1, "assessment": with_local(one),
                })
            })
            .collect();
        return output::json(&all);
    }
    let printer = Printer { book, all: &all, lang: &lang, now };
    printer.print(args.all)?;
    printer.ask(&rows, &args.case.display().to_string())
}

/// The score of each company's data, with the reason of each part.
async fn severity(case: &mut Case, as_json: bool) -> Result<(), UserError> {
    let all = scores(case).await?;
    if as_json {
        let all: Vec<_> = all
            .iter()
            .map(|one| {
                json!({
                    "company": one.company, "category": one.category, "persons": one.persons,
                    "severity": one.severity, "concluded": one.concluded,
                })
            })
            .collect();
        return output::json(&all);
    }
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|one| {
            let score = &one.severity;
            let cells = [
                one.company.clone(),
                one.category.clone(),
                one.persons.to_string(),
                decimal(score.score),
                score.band.clone(),
                format!("{} ({})", score.context, score.context_because),
                format!("{} ({})", decimal(score.ease), score.ease_because),
                format!("{} ({})", decimal(score.circumstances), score.circumstances_because),
                one.concluded.clone().unwrap_or_else(|| "not concluded".to_owned()),
            ];
            cells.iter().map(|cell| output::safe(cell)).collect()
        })
        .collect();
    let header =
        ["co.", "category", "persons", "score", "band", "context", "ease", "circumstances", "risk"];
    output::table(&header, &rows, &[2, 3])?;
    eprintln!(
        "score = context × ease + circumstances (ENISA, 2013); a human concludes, of all or of a `--category`: `candor fact CASE set risk …`"
    );
    Ok(())
}

/// An assessment whose deadlines say the local time beside the moment.
fn with_local(one: &Assessment) -> serde_json::Value {
    let mut value = json!(one);
    let deadlines = value.get_mut("due").and_then(serde_json::Value::as_array_mut);
    for (json, due) in deadlines.into_iter().flatten().zip(&one.due) {
        json["local"] = json!(due.local());
        json["utc"] = json!(due.utc());
    }
    value
}

/// One line of how the duties stand: owed, overdue, the next limit, possible ones.
pub async fn summary(case: &mut Case) -> Result<Option<String>, UserError> {
    if case.last_key(OperationKind::Assess).await?.is_none() {
        return Ok(None);
    }
    let rows: Vec<DutyRow> = case.query().await?.table("duty_id").await?;
    let now = Timestamp::now();
    let all = rows.iter().map(assessment).collect::<Result<Vec<_>, _>>()?;
    let of = |outcome: Outcome| all.iter().filter(move |one| one.outcome == outcome);
    let book = rules()?;
    let advised = |one: &Assessment| {
        let status = book.duties.get(&one.duty).map(|duty| duty.version.status);
        status == Some(Status::Voluntary)
    };
    let open = || of(Outcome::Arises).filter(|one| one.done.is_none() && !advised(one));
    let limits = || open().filter_map(|one| Some((one, one.plan()?)));
    let overdue =
        limits().filter(|(_, due)| due.kind == DeadlineKind::Limit && due.at < now).count();
    let next = limits().filter(|(_, due)| due.at >= now).min_by_key(|(_, due)| due.at);
    let next =
        next.map_or_else(String::new, |(one, due)| format!("; next {} by {}", one.id, due.local()));
    Ok(Some(format!(
        "duties: {} owed, {overdue} of them overdue, {} possible{next} (candor duties)",
        open().count(),
        of(Outcome::Depends).filter(|one| !is_far(one)).count()
    )))
}

/// The moment as of which clocks are read: the end of a day, or the moment itself.
fn now(on: Option<&str>, case: &Case) -> Result<Timestamp, UserError> {
    let Some(text) = on else { return Ok(Timestamp::now()) };
    let moment = Moment::parse(text, &case.settings.case.timezone).map_err(UserError::input)?;
    Ok(if moment.day_only { moment.at + jiff::SignedDuration::from_hours(24) } else { moment.at })
}

struct Printer<'a> {
    book: &'a Book,
    all: &'a [Assessment],
    lang: &'a str,
    now: Timestamp,
}

impl Printer<'_> {
    fn print(&self, whole: bool) -> Result<(), UserError> {
        let voluntary = |one: &&Assessment| {
            let status = self.book.duties.get(&one.duty).map(|duty| duty.version.status);
            status == Some(Status::Voluntary)
        };
        let of = |outcome: Outcome| self.all.iter().filter(move |one| one.outcome == outcome);
        let owed: Vec<&Assessment> = of(Outcome::Arises).filter(|one| !voluntary(one)).collect();
        self.block("owed", &owed, false)?;
        let advised: Vec<&Assessment> = of(Outcome::Arises).filter(voluntary).collect();
        self.block("advised, not owed", &advised, false)?;
        let (far, possible): (Vec<&Assessment>, Vec<&Assessment>) =
            of(Outcome::Depends).partition(|one| is_far(one));
        self.block("possible: it hangs on a question, plan as if it were owed", &possible, true)?;
        if whole {
            self.block("possible where nobody is known to live", &far, true)?;
        } else if !far.is_empty() {
            let places: BTreeSet<&str> = far
                .iter()
                .filter_map(|one| self.book.duties.get(&one.duty))
                .map(|duty| duty.jurisdiction.as_str())
                .collect();
            output::line(format!(
                "{} more duties of {} places where nobody is known to live hang on files that are open or on persons of unknown residence (--all lists them)\n",
                far.len(),
                places.len()
            ))?;
        }
        let unsure: Vec<&Assessment> = of(Outcome::NotVerified).collect();
        if whole {
            self.block("not owed on a text that nobody read: ask counsel", &unsure, false)?;
            self.reasons("decided: not owed", &of(Outcome::Decided).collect::<Vec<_>>())?;
            self.reasons("not owed", &of(Outcome::NoDuty).collect::<Vec<_>>())?;
            self.reasons(
                "not in force at its clock event",
                &of(Outcome::NotInForce).collect::<Vec<_>>(),
            )?;
        } else {
            self.reasons("decided: not owed", &of(Outcome::Decided).collect::<Vec<_>>())?;
        }
        let count = |outcome: Outcome| of(outcome).count();
        let hint = if whole { "" } else { " (--all lists them)" };
        output::line(format!(
            "{} not owed, {} not owed on an unread text, {} not in force at their clock event{hint}; {} of laws that do not reach the companies",
            count(Outcome::NoDuty),
            unsure.len(),
            count(Outcome::NotInForce),
            count(Outcome::OutOfReach)
        ))
    }

    fn block(&self, heading: &str, of: &[&Assessment], hanging: bool) -> Result<(), UserError> {
        if of.is_empty() {
            return Ok(());
        }
        let mut shown: Vec<(&Assessment, &Duty)> =
            of.iter().filter_map(|one| Some((*one, self.book.duties.get(&one.duty)?))).collect();
        shown.sort_by_key(|(one, duty)| {
            (one.done.is_some(), state(one, duty, self.now).0, one.id.clone())
        });
        output::line(format!("{heading} ({})", of.len()))?;
        let cells: Vec<Vec<String>> = shown
            .iter()
            .map(|(one, duty)| {
                let due = one.plan();
                let when = due.map_or_else(|| "–".to_owned(), Due::local);
                let place = due.map_or_else(String::new, |due| short_zone(due).to_owned());
                let mut cells = vec![
                    when,
                    place,
                    due.map_or_else(String::new, Due::utc),
                    state(one, duty, self.now).1,
                    one.company.clone(),
                    clip(duty.title_in(self.lang), 34),
                    clip(recipient(one, duty, self.lang), 28),
                    one.id.clone(),
                ];
                if hanging {
                    cells.push(one.missing.iter().take(3).cloned().collect::<Vec<_>>().join(" "));
                }
                cells.iter().map(|cell| output::safe(cell)).collect()
            })
            .collect();
        let mut header =
            vec!["by (there)", "zone", "by (UTC)", "state", "co.", "what", "to", "why"];
        if hanging {
            header.push("hangs on");
        }
        output::table(&header, &cells, &[])?;
        output::line("")
    }

    fn reasons(&self, heading: &str, of: &[&Assessment]) -> Result<(), UserError> {
        if of.is_empty() {
            return Ok(());
        }
        output::line(format!("{heading} ({})", of.len()))?;
        let cells: Vec<Vec<String>> = of
            .iter()
            .filter_map(|one| Some((one, self.book.duties.get(&one.duty)?)))
            .map(|(one, duty)| {
                let clause = format!("{} {}", duty.source.law, duty.source.clause);
                let cells = [
                    one.company.clone(),
                    clip(duty.title_in(self.lang), 34),
                    clip(&clause, 40),
                    clip(&one.because, 70),
                    one.id.clone(),
                ];
                cells.iter().map(|cell| output::safe(cell)).collect()
            })
            .collect();
        output::table(&["co.", "what", "clause", "because", "why"], &cells, &[])?;
        output::line("")
    }

    fn ask(&self, rows: &[DutyRow], case: &str) -> Result<(), UserError> {
        let questions = questions(rows, self.lang)?;
        if questions.is_empty() {
            return Ok(());
        }
        output::line("")?;
        output::line(format!("questions ({}), those that decide most first", questions.len()))?;
        for one in questions.iter().take(QUESTIONS_MAX) {
            let companies = one.companies.iter().cloned().collect::<Vec<_>>().join(" ");
            output::line(format!(
                "  {:>3}  {} [{}: {}] ({companies})",
                one.duties, one.words, one.name, one.values
            ))?;
        }
        eprintln!("hint: `candor fact {case} ask` lists all; `candor why {case} D-…` opens a duty");
        Ok(())
    }
}

fn recipient<'a>(one: &'a Assessment, duty: &'a Duty, lang: &str) -> &'a str {
    if !one.for_whom.is_empty() {
        return &one.for_whom;
    }
    duty.recipient.names.get(lang).unwrap_or(&duty.recipient.name)
}

fn short_zone(due: &Due) -> &str {
    due.zone.rsplit('/').next().unwrap_or(&due.zone)
}

/// Whether only persons of unknown residence, or of files that are open, could bring it.
fn is_far(one: &Assessment) -> bool {
    one.trace.iter().any(|leaf| {
        leaf.asks == "residents >= 1"
            && leaf.answer == Truth::Unknown
            && leaf.found.starts_with("residents: 0")
    }) && one.trace.iter().all(|leaf| leaf.asks != "established" || leaf.answer != Truth::Yes)
}

/// How a duty stands: a key to sort by, and words.
fn state(one: &Assessment, duty: &Duty, now: Timestamp) -> (Timestamp, String) {
    let limit = one.plan();
    let days = |from: Timestamp, to: Timestamp| {
        let hours = (to.as_second() - from.as_second()).max(0) / 3600;
        if hours < 48 { format!("{hours} h") } else { format!("{} days", hours / 24) }
    };
    if let Some(done) = one.done {
        let there = rules().ok().and_then(|book| book.place(duty)).map(|place| &place.zone);
        let there = limit.map(|due| &due.zone).or(there);
        let local = there.and_then(|name| zone(name)).unwrap_or(TimeZone::UTC);
        let day = done.to_zoned(local).date();
        let words = match limit {
            Some(due) if done > due.at && due.kind == DeadlineKind::Limit => {
                format!("done {day}, late by {}", days(due.at, done))
            }
            Some(due) if done > due.at => format!("done {day}, after the target"),
            _ => format!("done {day}"),
        };
        return (done, words);
    }
    let Some(due) = limit else {
        let words = [&duty.clock.standard, &duty.clock.named];
        let standard = words.into_iter().find(|text| !text.is_empty()).cloned();
        return (Timestamp::MAX, clip(&standard.unwrap_or_default(), 28));
    };
    let words = match (due.kind, now > due.at) {
        (DeadlineKind::Limit, true) => format!("OVERDUE by {}", days(due.at, now)),
        (DeadlineKind::Target, true) => format!("target passed {}", days(due.at, now)),
        (DeadlineKind::Limit, false) => format!("due in {}", days(now, due.at)),
        (DeadlineKind::Target, false) => format!("target in {}", days(now, due.at)),
    };
    (due.at, words)
}

//! Assessment: which duties a company's data bring, which they do not, and which hang on a fact that
//! nobody has told yet.

use crate::book::{Book, Jurisdiction};
use crate::calendar::Calendar;
use crate::clock::{self, Due, Moment};
use crate::duty::{Confidence, DeadlineKind, Duty, Effect, Reading, Role, Status};
use crate::predicate::Predicate;
use crate::sheet::{Judge, Leaf, Sheet};
use crate::truth::Truth;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the facts say of a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is owed.
    Arises,
    /// It hangs on a fact that is not known; plan as if it were owed.
    Depends,
    /// It is not owed, and the trace says why.
    NoDuty,
    /// It would not be owed, but the rule was never read in its text: no clear answer.
    NotVerified,
    /// A human decided that it is not owed.
    #[serde(rename = "decided_no_duty")]
    Decided,
    /// The rule was not in force at its clock event.
    NotInForce,
    /// The law does not reach the company.
    OutOfReach,
}

impl Outcome {
    pub const ALL: [Self; 7] = [
        Self::Arises,
        Self::Depends,
        Self::NoDuty,
        Self::NotVerified,
        Self::Decided,
        Self::NotInForce,
        Self::OutOfReach,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Arises => "arises",
            Self::Depends => "depends",
            Self::NoDuty => "no_duty",
            Self::NotVerified => "not_verified",
            Self::Decided => "decided_no_duty",
            Self::NotInForce => "not_in_force",
            Self::OutOfReach => "out_of_reach",
        }
    }

    /// Whether there is something to do or to ask.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Arises | Self::Depends | Self::NotVerified)
    }
}

/// A set of data and what its holder is for it.
#[derive(Clone, Debug, Default)]
pub struct Subject {
    pub company: String,
    /// ISO 3166 code of the company's seat.
    pub country: String,
    pub role: Role,
    /// For whom a processor holds the data.
    pub for_whom: String,
    /// Facts by jurisdiction.
    pub sheets: BTreeMap<String, Sheet>,
    /// When an act was done, by duty.
    pub acts: BTreeMap<String, Moment>,
}

impl Subject {
    /// When an act was done: told of the assessment itself, or of the duty where it can be no other's.
    fn act(&self, assessment: &str, duty: &str) -> Option<&Moment> {
        let own = self.acts.get(duty).filter(|_| self.for_whom.is_empty());
        self.acts.get(assessment).or(own)
    }
}

/// The start of a clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Start {
    /// The moment that the law asks for.
    pub moment: String,
    pub at: Timestamp,
    pub day_only: bool,
    pub source: String,
    /// Why it is only taken to be so; empty when it was told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub assumed: String,
}

/// The answer for one duty of one company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// `D-<duty>-<company>`, with `-for-<controller>` for a processor.
    pub id: String,
    pub duty: String,
    pub company: String,
    pub role: Role,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub for_whom: String,
    pub outcome: Outcome,
    /// The sentence that decides: the exemption, the missing trigger, the question.
    pub because: String,
    pub trace: Vec<Leaf>,
    /// Facts to ask for, the outcome hangs on them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// What changes the duty without lifting it: delay, other means.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Start>,
    /// The governing limit first, then the rest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub due: Vec<Due>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Timestamp>,
}

impl Assessment {
    /// The moment to plan by: the earliest limit, else the earliest target.
    pub fn plan(&self) -> Option<&Due> {
        self.due.first()
    }

    /// The trace as it is remembered by a decision: what was asked and what was answered.
    pub fn basis(&self) -> Vec<String> {
        let mut basis: Vec<String> = self
            .trace
            .iter()
            .map(|leaf| format!("{}: {}", leaf.asks, leaf.answer.as_str()))
            .collect();
        basis.sort();
        basis
    }
}

/// Assesses every duty of the book for a subject; `today` decides the version where no clock event is
/// known.
pub fn assess(book: &Book, subject: &Subject, today: Date) -> Vec<Assessment> {
    let mut all: Vec<Assessment> = book
        .duties
        .values()
        .filter(|duty| duty.obliged.role == Role::Either || duty.obliged.role == subject.role)
        .filter_map(|duty| {
            let place = book.place(duty)?;
            let sheet = subject.sheets.get(&place.id)?;
            Some(Assessor { book, subject, duty, place, sheet, today }.assess())
        })
        .collect();
    relative(book, subject, &mut all);
    all
}

/// The duty under which contracts of the register stand.
pub const CONTRACT: &str = "XX-CONTRACT";

/// The notice that a clause of a contract asks for: always owed, within hours or promptly.
pub fn contract(
    id: &str,
    company: &str,
    clause: &str,
    hours: Option<u32>,
    (aware, done): (Option<&Moment>, Option<Timestamp>),
) -> Assessment {
    let mut assessment = Assessment {
        id: id.to_owned(),
        duty: CONTRACT.to_owned(),
        company: company.to_owned(),
        role: Role::Controller,
        for_whom: clause.to_owned(),
        outcome: Outcome::Arises,
        because: format!("the register of contracts: {clause}"),
        trace: vec![Leaf {
            asks: format!("contract: {clause}, {hours:?} hours"),
            answer: Truth::Yes,
            found: "case.toml".to_owned(),
            missing: Vec::new(),
        }],
        missing: Vec::new(),
        notes: Vec::new(),
        start: None,
        due: Vec::new(),
        done,
    };
    if let (Some(hours), Some(moment)) = (hours, aware) {
        let asked = "aware".to_owned();
        let stood = Stood { asked: asked.clone(), found: asked, moment: moment.clone() };
        assessment.start = Some(stood.start());
        let at = moment.at + jiff::SignedDuration::from_hours(i64::from(hours));
        let words = format!("{hours} hours from awareness");
        let kind = DeadlineKind::Limit;
        let zone = moment.zone.clone();
        assessment.due.push(Due { kind, at, zone, whole_day: false, words, unmoved: None });
    }
    assessment
}

struct Assessor<'a> {
    book: &'a Book,
    subject: &'a Subject,
    duty: &'a Duty,
    place: &'a Jurisdiction,
    sheet: &'a Sheet,
    today: Date,
}

impl Assessor<'_> {
    fn assess(&self) -> Assessment {
        let duty = self.duty;
        let mut judge = Judge::new(&self.book.model, self.sheet);
        let verdict = self.verdict(&mut judge);
        let trace = judge.trace;
        let Verdict { outcome, because, notes } = verdict;
        let missing = if outcome == Outcome::Depends { self.missing() } else { Vec::new() };
        let mut assessment = Assessment {
            id: id(duty, self.subject),
            duty: duty.id.clone(),
            company: self.subject.company.clone(),
            role: self.subject.role,
            for_whom: self.subject.for_whom.clone(),
            outcome,
            because,
            trace,
            missing,
            notes,
            start: None,
            due: Vec::new(),
            done: None,
        };
        assessment.done = self.subject.act(&assessment.id, &duty.id).map(|moment| moment.at);
        if outcome.is_open()
            && let Some(start) = duty.clock.start.as_deref().and_then(|name| self.start(name))
        {
            self.count(&mut assessment, &start);
        }
        assessment
    }

    fn verdict(&self, judge: &mut Judge<'_>) -> Verdict {
        let duty = self.duty;
        let of = |outcome, because: &str| Verdict {
            outcome,
            because: because.to_owned(),
            notes: Vec::new(),
        };
        let reach = self.reach(judge);
        if reach == Truth::No {
            judge.trace.retain(|leaf| leaf.answer == Truth::No);
            let why = format!("the law of {} does not reach it", self.place.name);
            return of(Outcome::OutOfReach, &why);
        }
        if let Some(why) = self.not_in_force() {
            return of(Outcome::NotInForce, &why);
        }
        let none: Vec<Truth> = duty.trigger.none.iter().map(|one| !judge.truth(one)).collect();
        let any =
            if duty.trigger.any.is_empty() { Truth::Yes } else { judge.any(&duty.trigger.any) };
        let trigger = none.into_iter().fold(judge.all(&duty.trigger.all).and(any), Truth::and);
        let mut lifted = None;
        let mut notes = Vec::new();
        for exemption in &duty.exemptions {
            let applies = judge.all(&exemption.when);
            let by = format!("{} ({})", exemption.id, exemption.clause);
            match (exemption.effect, applies) {
                (Effect::NoDuty | Effect::NoDutyRecord, Truth::Yes) => {
                    lifted = lifted.or(Some(by));
                }
                // Who owes an act has to show the exemption: as long as it is not known, it is owed.
                (Effect::NoDuty | Effect::NoDutyRecord, Truth::Unknown) => {
                    let asks: Vec<String> =
                        exemption.when.iter().map(ToString::to_string).collect();
                    notes.push(format!("would be lifted if {}: {by}", asks.join(" and ")));
                }
                (effect, Truth::Yes) => notes.push(note(effect, exemption)),
                _ => {}
            }
        }
        let sure =
            duty.source.confidence > Confidence::Low && duty.source.read != Reading::ModelKnowledge;
        let none = if sure { Outcome::NoDuty } else { Outcome::NotVerified };
        match (reach.and(trigger), lifted) {
            (Truth::No, _) => {
                let trigger = &duty.trigger;
                let fails = trigger.all.iter().chain(&trigger.none).find(|one| {
                    let wanted = Truth::of(trigger.none.contains(one));
                    Judge::new(&self.book.model, self.sheet).truth(one) == wanted
                });
                let what =
                    fails.map_or_else(|| "none of its cases".to_owned(), ToString::to_string);
                of(none, &format!("the trigger does not hold: {what}"))
            }
            (_, Some(by)) => of(none, &format!("exempt: {by}")),
            (Truth::Yes, None) => Verdict { notes, ..of(Outcome::Arises, "every condition holds") },
            (Truth::Unknown, None) => {
                Verdict { notes, ..of(Outcome::Depends, "a fact is not known") }
            }
        }
    }

    fn reach(&self, judge: &mut Judge<'_>) -> Truth {
        let own = judge.all(&self.duty.obliged.reach);
        if self.duty.obliged.reach_alone {
            return own;
        }
        own.and(judge.any(&self.place.reach))
    }

    /// The facts that reach and trigger hang on.
    fn missing(&self) -> Vec<String> {
        let judge = Judge::new(&self.book.model, self.sheet);
        let mut any = vec![Predicate::Any(self.duty.trigger.any.clone())];
        any.retain(|_| !self.duty.trigger.any.is_empty());
        if !self.duty.obliged.reach_alone {
            any.push(Predicate::Any(self.place.reach.clone()));
        }
        let trigger = &self.duty.trigger;
        let all = [&self.duty.obliged.reach, &trigger.all, &trigger.none, &any];
        let mut names: Vec<String> = Vec::new();
        for name in all.into_iter().flatten().flat_map(|one| judge.hangs_on(one)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// Why this version does not apply at its clock event.
    fn not_in_force(&self) -> Option<String> {
        let duty = self.duty;
        let named = self.book.starts(duty)?;
        let zone = clock::zone(self.place.zone_for(&self.subject.country))?;
        let event = self.start(named).map(|start| start.date(&zone));
        // A clock event that nobody told may still come; it is not before anybody was aware.
        let day = event.or_else(|| self.start("aware").map(|start| start.date(&zone)));
        let day = day.unwrap_or(self.today);
        // A clock event of its own that nobody told may fall on any later day.
        let own = self.book.model.facts.get(named).is_some_and(|fact| fact.stands_in.is_none());
        let may_come = event.is_none() && own && named != "aware";
        if let Some(from) = duty.version.from
            && day < from
            && !may_come
        {
            return Some(format!("in force from {from}; its clock event is of {day}"));
        }
        if let Some(last) = self.book.ends(duty)
            && day > last
        {
            return Some(format!("in force until {last}; its clock event is of {day}"));
        }
        match (duty.version.status, duty.version.from) {
            (Status::EnactedNotInForce, None) => {
                Some("enacted, its first day is not set".to_owned())
            }
            (Status::NotFinal, _) => Some("the rule is not final".to_owned()),
            _ => None,
        }
    }

    /// The moment of this name, or what stands in for it.
    fn start(&self, name: &str) -> Option<Stood> {
        let mut at = name;
        loop {
            if let Some(moment) = self.sheet.moments.get(at) {
                return Some(Stood {
                    asked: name.to_owned(),
                    found: at.to_owned(),
                    moment: moment.clone(),
                });
            }
            at = self.book.model.facts.get(at)?.stands_in.as_deref()?;
        }
    }

    /// Counts every deadline that applies or may apply; the earliest governs.
    fn count(&self, assessment: &mut Assessment, start: &Stood) {
        for deadline in &self.duty.deadlines {
            if let Some(when) = &deadline.when {
                let mut judge = Judge::new(&self.book.model, self.sheet);
                let applies = judge.truth(when);
                judge.trace.retain(|leaf| !assessment.trace.contains(leaf));
                assessment.trace.append(&mut judge.trace);
                if applies == Truth::No {
                    continue;
                }
            }
            let other = deadline.start.as_deref().and_then(|name| self.start(name));
            let start = other.as_ref().unwrap_or(start);
            let calendar = deadline.calendar.as_deref().and_then(|id| self.calendar(id));
            let zone = self.place.zone_for(&self.subject.country);
            match clock::due(deadline, &start.moment, zone, calendar) {
                Ok(due) => assessment.due.push(due),
                Err(why) => assessment.notes.push(format!("a deadline cannot be counted: {why}")),
            }
        }
        order(&mut assessment.due);
        assessment.start = Some(start.start());
    }

    /// The calendar of this name; `company` is that of its country, if it lies in the jurisdiction.
    fn calendar(&self, id: &str) -> Option<&Calendar> {
        let country = &self.subject.country;
        match id {
            "company" if self.place.members.contains(country) => self.book.calendars.get(country),
            "company" => None,
            id => self.book.calendars.get(id),
        }
    }
}

/// An outcome with its reasons.
struct Verdict {
    outcome: Outcome,
    because: String,
    notes: Vec<String>,
}

/// A moment, and the one that was asked for.
struct Stood {
    asked: String,
    found: String,
    moment: Moment,
}

impl Stood {
    fn date(&self, zone: &jiff::tz::TimeZone) -> Date {
        self.moment.date(zone)
    }

    fn start(&self) -> Start {
        let assumed = if self.found == self.asked {
            String::new()
        } else {
            format!("`{}` is not told; `{}` stands in", self.asked, self.found)
        };
        let shared = self.moment.source.starts_with(SHARED);
        let assumed = match (assumed.is_empty(), shared) {
            (true, true) => format!("`{}` is told of the case, not of this company", self.asked),
            _ => assumed,
        };
        Start {
            moment: self.asked.clone(),
            at: self.moment.at,
            day_only: self.moment.day_only,
            source: self.moment.source.trim_start_matches(SHARED).to_owned(),
            assumed,
        }
    }
}

/// Marks the source of a moment that was told of the whole case or of another company.
pub const SHARED: &str = "of the case: ";

/// Limits before targets, the earliest first.
fn order(due: &mut [Due]) {
    due.sort_by_key(|due| (due.kind != DeadlineKind::Limit, due.at));
}

fn id(duty: &Duty, subject: &Subject) -> String {
    let whole = if subject.for_whom.is_empty() {
        String::new()
    } else {
        format!("-for-{}", subject.for_whom)
    };
    format!("D-{}-{}{whole}", duty.id, subject.company)
}

fn note(effect: Effect, exemption: &crate::duty::Exemption) -> String {
    let what = match effect {
        Effect::Delay => "may be delayed",
        Effect::AlternativeMeans => "other means suffice",
        Effect::MustNotNotify => "must not be given for now",
        Effect::LateWithReasons => "late only with reasons",
        _ => "weighs in the assessment",
    };
    format!("{what}: {} ({})", exemption.id, exemption.clause)
}

/// Clocks that another duty's act starts, and the order between acts.
fn relative(book: &Book, subject: &Subject, all: &mut [Assessment]) {
    // A chain has at most a few links; each round counts one further.
    for _ in 0..4 {
        let planned: BTreeMap<String, Planned> = all
            .iter()
            .map(|one| (one.duty.clone(), Planned { due: one.plan().cloned(), done: one.done }))
            .collect();
        for one in all.iter_mut().filter(|one| one.outcome.is_open()) {
            let Some(duty) = book.duties.get(&one.duty) else { continue };
            if let Some(other) = &duty.clock.after_act {
                after_act(book, subject, duty, (other, planned.get(other)), one);
            }
        }
    }
    orders(book, all);
}

/// When another duty's act was done, or by when it must be.
struct Planned {
    due: Option<Due>,
    done: Option<Timestamp>,
}

fn after_act(
    book: &Book,
    subject: &Subject,
    duty: &Duty,
    (other, planned): (&str, Option<&Planned>),
    one: &mut Assessment,
) {
    let (Some(place), Some(planned)) = (book.place(duty), planned) else { return };
    let Some(sheet) = subject.sheets.get(&place.id) else { return };
    let zone = place.zone_for(&subject.country).to_owned();
    let source = format!("act of {other}");
    let moment = match (planned.done, &planned.due) {
        (Some(at), _) => {
            let Some(other_duty) = book.duties.get(other) else { return };
            let told = subject.act(&id(other_duty, subject), other).cloned();
            told.unwrap_or(Moment { at, day_only: false, zone, source })
        }
        // A whole day ends at the midnight after it; the next clock starts on that day.
        (None, Some(due)) if due.whole_day => {
            let Ok(day) = Moment::parse(&due.last_day().to_string(), &due.zone) else { return };
            day.from(&source)
        }
        (None, Some(due)) => Moment { at: due.at, day_only: false, zone, source },
        (None, None) => return,
    };
    let assessor = Assessor { book, subject, duty, place, sheet, today: Date::MIN };
    let stood = Stood { asked: other.to_owned(), found: other.to_owned(), moment };
    one.due.clear();
    one.notes.retain(|note| !note.starts_with("a deadline cannot"));
    assessor.count(one, &stood);
    if let Some(start) = one.start.as_mut().filter(|_| planned.done.is_none()) {
        start.assumed = format!("{other} is not done yet; its own limit stands in");
    }
}

/// Says what must be done before what, and what was done in the wrong order.
fn orders(book: &Book, all: &mut [Assessment]) {
    let state: BTreeMap<String, (Outcome, Option<Timestamp>, Option<Timestamp>)> = all
        .iter()
        .map(|one| (one.duty.clone(), (one.outcome, one.done, one.plan().map(|due| due.at))))
        .collect();
    for one in all.iter_mut().filter(|one| one.outcome.is_open()) {
        let Some(duty) = book.duties.get(&one.duty) else { continue };
        let owed = |id: &String| {
            let known = state.get(id)?;
            known.0.is_open().then_some((known.1, known.2))
        };
        for other in &duty.clock.after {
            if let Some((done, _)) = owed(other) {
                let wrong = done.is_none() && one.done.is_some();
                let how = if wrong { "was done, but not yet" } else { "must come first:" };
                one.notes.push(format!("{how} {other}"));
            }
        }
        for other in &duty.clock.before {
            if let Some((done, _)) = owed(other) {
                let late = done.is_some() && one.done.is_none();
                let how = if late { "is due at once, since it goes before" } else { "goes before" };
                one.notes.push(format!("{how} {other}"));
            }
        }
        for other in &duty.clock.not_later_than {
            if owed(other).is_some() {
                one.notes.push(format!("not later than {other}"));
            }
        }
    }
}

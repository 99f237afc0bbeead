//! A duty as its file states it: `laws/<jurisdiction>/<duty>.toml`, the same headings in every file.

use crate::model::{FactType, Model};
use crate::predicate::Predicate;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A legal act that somebody owes to somebody when something has happened.
#[derive(Clone, Debug)]
pub struct Duty {
    pub id: String,
    /// Name of its file under `laws/`.
    pub file: String,
    pub jurisdiction: String,
    pub title: String,
    pub titles: BTreeMap<String, String>,
    pub trigger: Trigger,
    pub obliged: Obliged,
    pub recipient: Recipient,
    pub clock: Clock,
    pub deadlines: Vec<Deadline>,
    pub contents: Contents,
    pub form: Form,
    pub exemptions: Vec<Exemption>,
    pub penalty: String,
    pub source: Source,
    pub version: Version,
}

/// All of `all`, one of `any`, none of `none`.
#[derive(Clone, Debug, Default)]
pub struct Trigger {
    pub all: Vec<Predicate>,
    pub any: Vec<Predicate>,
    pub none: Vec<Predicate>,
    /// Predicates of the trigger as a filing names them.
    pub words: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Default)]
pub struct Obliged {
    pub role: Role,
    /// The duty reaches only companies of which this holds, beside the jurisdiction's own reach.
    pub reach: Vec<Predicate>,
    /// Whether `reach` stands instead of the jurisdiction's: market and sector rules.
    pub reach_alone: bool,
    /// As the law calls them.
    pub named: String,
}

/// What a company is for a set of data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Decides why and how; also "handler", "operator" of the law, issuer.
    #[default]
    Controller,
    /// Holds data for another.
    Processor,
    Either,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecipientKind {
    Regulator,
    Individuals,
    BusinessPartner,
    Csirt,
    Police,
    Market,
    Media,
    CreditBureau,
    Public,
    InternalRecord,
}

impl RecipientKind {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Regulator => "regulator",
            Self::Individuals => "individuals",
            Self::BusinessPartner => "business_partner",
            Self::Csirt => "csirt",
            Self::Police => "police",
            Self::Market => "market",
            Self::Media => "media",
            Self::CreditBureau => "credit_bureau",
            Self::Public => "public",
            Self::InternalRecord => "internal_record",
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    pub kind: RecipientKind,
    pub name: String,
    /// The name in other languages.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// The moment at which it starts.
    #[serde(default)]
    pub start: Option<String>,
    /// The duty whose act starts it.
    #[serde(default)]
    pub after_act: Option<String>,
    /// Duties that must be done first.
    #[serde(default)]
    pub after: Vec<String>,
    /// Duties before which this one must be done.
    #[serde(default)]
    pub before: Vec<String>,
    /// Duties than which it must not be later.
    #[serde(default)]
    pub not_later_than: Vec<String>,
    /// What the law says without a number: "promptly".
    #[serde(default)]
    pub standard: String,
    /// What the law names as the start, in words.
    #[serde(default)]
    pub named: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineKind {
    /// A limit of the law.
    Limit,
    /// A figure of guidance.
    Target,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    Hours,
    Days,
    BusinessDays,
    Months,
}

/// What happens to a limit that ends on a closed day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Roll {
    #[default]
    None,
    NextBusinessDay,
    NoonNextBusinessDay,
    /// Regulation (EEC, Euratom) 1182/71 for periods in hours.
    EuHours,
}

#[derive(Clone, Debug)]
pub struct Deadline {
    pub kind: DeadlineKind,
    pub value: u32,
    pub unit: Unit,
    /// Another start than the clock's.
    pub start: Option<String>,
    pub first_day_counts: bool,
    /// Counted from the end of the start's year.
    pub after_year: bool,
    pub roll: Roll,
    /// A calendar's id, or `company` for that of the company's country.
    pub calendar: Option<String>,
    pub when: Option<Predicate>,
    pub note: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contents {
    #[serde(default)]
    pub items: Vec<String>,
    /// What must not be said: words of the drafts' catalogue.
    #[serde(default)]
    pub forbidden: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    #[serde(default)]
    pub form: String,
    #[serde(default)]
    pub language: Vec<String>,
    /// The draft that Candor makes for it.
    #[serde(default)]
    pub draft: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    NoDuty,
    /// No duty, but the reasons must be kept on record.
    NoDutyRecord,
    Delay,
    AlternativeMeans,
    MustNotNotify,
    LateWithReasons,
    /// Weighs in the assessment without deciding it.
    Weighs,
}

#[derive(Clone, Debug)]
pub struct Exemption {
    pub id: String,
    pub when: Vec<Predicate>,
    pub effect: Effect,
    pub clause: String,
}

/// How the text behind a duty was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    PrimaryText,
    PrimaryQuotedByNote,
    PrimaryCopyPartial,
    Secondary,
    /// Not read: background knowledge.
    ModelKnowledge,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    Low,
    Medium,
    High,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub law: String,
    pub clause: String,
    #[serde(default)]
    pub url: String,
    pub read: Reading,
    pub confidence: Confidence,
    #[serde(default)]
    pub unverified: Vec<String>,
    #[serde(default)]
    pub notes: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    InForce,
    EnactedNotInForce,
    NotFinal,
    Voluntary,
    Contractual,
    Superseded,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Version {
    pub status: Status,
    /// The first day on which its clock event may fall.
    #[serde(default)]
    pub from: Option<Date>,
    #[serde(default)]
    pub until: Option<Date>,
    /// The duty that this one follows; that one ends the day before.
    #[serde(default)]
    pub replaces: Option<String>,
    /// When somebody last looked at the material.
    pub as_of: Date,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: String,
    title: String,
    #[serde(default)]
    titles: BTreeMap<String, String>,
    trigger: TriggerText,
    obliged: ObligedText,
    recipient: Recipient,
    clock: Clock,
    #[serde(default)]
    deadline: Vec<DeadlineText>,
    #[serde(default)]
    contents: Contents,
    #[serde(default)]
    form: Form,
    #[serde(default)]
    exemption: Vec<ExemptionText>,
    #[serde(default)]
    penalty: String,
    source: Source,
    version: Version,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TriggerText {
    #[serde(default)]
    all: Vec<String>,
    #[serde(default)]
    any: Vec<String>,
    #[serde(default)]
    none: Vec<String>,
    #[serde(default)]
    words: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ObligedText {
    role: Role,
    #[serde(default)]
    reach: Vec<String>,
    #[serde(default)]
    reach_alone: bool,
    #[serde(default)]
    named: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeadlineText {
    kind: DeadlineKind,
    value: u32,
    unit: Unit,
    #[serde(default)]
    start: Option<String>,
    #[serde(default)]
    first_day_counts: bool,
    #[serde(default)]
    after_year: bool,
    #[serde(default)]
    roll: Roll,
    #[serde(default)]
    calendar: Option<String>,
    #[serde(default)]
    when: Option<String>,
    #[serde(default)]
    note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExemptionText {
    id: String,
    when: Vec<String>,
    effect: Effect,
    clause: String,
}

impl Duty {
    /// Reads a duty's file; the error names what is wrong in it.
    pub fn parse(
        file: &str,
        jurisdiction: &str,
        text: &str,
        model: &Model,
    ) -> Result<Self, String> {
        let read: File = toml::from_str(text).map_err(|e| e.to_string())?;
        let all = |texts: &[String]| {
            texts.iter().map(|text| model.predicate(text)).collect::<Result<Vec<_>, _>>()
        };
        let deadlines = read.deadline.into_iter().map(|text| deadline(text, model));
        let exemptions = read.exemption.into_iter().map(|text| {
            Ok(Exemption {
                when: all(&text.when).map_err(|why| format!("exemption {}: {why}", text.id))?,
                id: text.id,
                effect: text.effect,
                clause: text.clause,
            })
        });
        let duty = Self {
            id: read.id,
            file: file.to_owned(),
            jurisdiction: jurisdiction.to_owned(),
            title: read.title,
            titles: read.titles,
            trigger: Trigger {
                all: all(&read.trigger.all)?,
                any: all(&read.trigger.any)?,
                none: all(&read.trigger.none)?,
                words: read.trigger.words,
            },
            obliged: Obliged {
                role: read.obliged.role,
                reach: all(&read.obliged.reach)?,
                reach_alone: read.obliged.reach_alone,
                named: read.obliged.named,
            },
            recipient: read.recipient,
            clock: read.clock,
            deadlines: deadlines.collect::<Result<_, String>>()?,
            contents: read.contents,
            form: read.form,
            exemptions: exemptions.collect::<Result<_, String>>()?,
            penalty: read.penalty,
            source: read.source,
            version: read.version,
        };
        duty.check(model)?;
        Ok(duty)
    }

    fn check(&self, model: &Model) -> Result<(), String> {
        let trigger = &self.trigger;
        if trigger.all.is_empty() && trigger.any.is_empty() {
            return Err("[trigger] asks nothing".to_owned());
        }
        let starts =
            self.clock.start.iter().chain(self.deadlines.iter().filter_map(|d| d.start.as_ref()));
        for start in starts {
            if !model.is(start, FactType::Moment) {
                return Err(format!("[clock] no moment is called `{start}`"));
            }
        }
        if self.clock.start.is_none() && self.clock.after_act.is_none() {
            return Err("[clock] needs `start` or `after_act`".to_owned());
        }
        for (name, text) in [("law", &self.source.law), ("clause", &self.source.clause)] {
            if text.trim().is_empty() {
                return Err(format!("[source] `{name}` is empty"));
            }
        }
        if self.deadlines.is_empty()
            && self.clock.standard.is_empty()
            && self.clock.before.is_empty()
            && self.clock.not_later_than.is_empty()
        {
            return Err("[clock] neither a deadline, nor a `standard`, nor an order".to_owned());
        }
        Ok(())
    }

    /// The title in a language, else in English.
    pub fn title_in(&self, lang: &str) -> &str {
        self.titles.get(lang).unwrap_or(&self.title)
    }

    /// Every predicate of its trigger, reach, exemptions and deadlines.
    pub fn predicates(&self) -> Vec<&Predicate> {
        let trigger = &self.trigger;
        let lists = [&trigger.all, &trigger.any, &trigger.none, &self.obliged.reach];
        let exempt = self.exemptions.iter().flat_map(|exemption| &exemption.when);
        let when = self.deadlines.iter().filter_map(|deadline| deadline.when.as_ref());
        lists.into_iter().flatten().chain(exempt).chain(when).collect()
    }
}

fn deadline(text: DeadlineText, model: &Model) -> Result<Deadline, String> {
    if text.value == 0 {
        return Err("[[deadline]] of nothing".to_owned());
    }
    let when = text.when.as_deref().map(|when| model.predicate(when)).transpose()?;
    let needs = text.unit == Unit::BusinessDays || text.roll != Roll::None;
    if needs && text.calendar.is_none() {
        return Err("[[deadline]] needs its `calendar`".to_owned());
    }
    Ok(Deadline {
        kind: text.kind,
        value: text.value,
        unit: text.unit,
        start: text.start,
        first_day_counts: text.first_day_counts,
        after_year: text.after_year,
        roll: text.roll,
        calendar: text.calendar,
        when,
        note: text.note,
    })
}

//! The history of the incident as people told it: facts are added, corrected and withdrawn, never
//! edited.

use crate::ledger::{Operation, OperationKind, Told};
use crate::{Case, CaseError, Result};
use candor_facts::{Event, Fact};
use std::collections::BTreeSet;

impl Case {
    /// Records events; either all or none. One that says the same as an event in force is left out.
    /// Returns the ids given, none when there is nothing new.
    pub async fn tell(&mut self, events: Vec<Event>, reason: &str) -> Result<Vec<String>> {
        let (in_force, ever) = self.told().await?;
        let mut fresh: Vec<Event> = Vec::new();
        for event in events {
            let mut event = self.checked(event)?;
            // What was corrected or withdrawn since is not told again by the same file.
            let known = ever.iter().chain(&fresh).any(|other| other.says_as(&event));
            if known && (event.supersedes.is_none() || is_carried_out(&event, &ever)) {
                continue;
            }
            if let Some(id) = &event.supersedes {
                let taken = fresh.iter().any(|other| other.supersedes.as_ref() == Some(id));
                if taken || !in_force.iter().any(|known| known.id == *id) {
                    return Err(CaseError::NoEvent { id: id.clone() });
                }
            }
            event.id = format!("V-{}", ever.len() + fresh.len() + 1);
            fresh.push(event);
        }
        let ids = fresh.iter().map(|event| event.id.clone()).collect();
        if !fresh.is_empty() {
            let told = Told { events: fresh, reason: reason.to_owned(), ..Told::default() };
            self.record_told(&told).await?;
        }
        Ok(ids)
    }

    /// Takes an event back; it stays in the ledger.
    pub async fn withdraw(&mut self, id: &str, reason: &str) -> Result<Operation> {
        if !self.events().await?.iter().any(|event| event.id == id) {
            return Err(CaseError::NoEvent { id: id.to_owned() });
        }
        let withdrawn = vec![id.to_owned()];
        self.record_told(&Told { withdrawn, reason: reason.to_owned(), ..Told::default() }).await
    }

    /// The events in force: by date, statements without a date last, then by id.
    pub async fn events(&mut self) -> Result<Vec<Event>> {
        Ok(self.told().await?.0)
    }

    /// Records facts for the law; either all or none. One that says what stands already is left out.
    /// Returns the ids given.
    pub async fn tell_facts(&mut self, facts: Vec<Fact>, reason: &str) -> Result<Vec<String>> {
        let (in_force, ever) = self.told_facts().await?;
        let mut fresh: Vec<Fact> = Vec::new();
        for mut fact in facts {
            if let Some(entity) = &fact.entity
                && !self.settings.company.iter().any(|company| company.id == *entity)
            {
                return Err(CaseError::Event {
                    reason: format!("entity `{entity}` is no company of case.toml"),
                });
            }
            if fact.source.trim().is_empty() {
                return Err(CaseError::Event {
                    reason: "a fact needs its source: a log, a memo, counsel".to_owned(),
                });
            }
            let newest = fresh.iter().rev().chain(in_force.iter().rev());
            let same = newest.clone().find(|known| known.answers_as(&fact));
            if same.is_some_and(|known| known.value == fact.value && known.source == fact.source) {
                continue;
            }
            fact.id = format!("A-{}", ever + fresh.len() + 1);
            fresh.push(fact);
        }
        let ids = fresh.iter().map(|fact| fact.id.clone()).collect();
        if !fresh.is_empty() {
            let told = Told { facts: fresh, reason: reason.to_owned(), ..Told::default() };
            self.record_told(&told).await?;
        }
        Ok(ids)
    }

    /// Takes a fact back; it stays in the ledger.
    pub async fn withdraw_fact(&mut self, id: &str, reason: &str) -> Result<Operation> {
        if !self.facts().await?.iter().any(|fact| fact.id == id) {
            return Err(CaseError::NoEvent { id: id.to_owned() });
        }
        let withdrawn = vec![id.to_owned()];
        self.record_told(&Told { withdrawn, reason: reason.to_owned(), ..Told::default() }).await
    }

    /// The facts in force, oldest first.
    pub async fn facts(&mut self) -> Result<Vec<Fact>> {
        Ok(self.told_facts().await?.0)
    }

    /// The facts in force, and how many were ever told.
    async fn told_facts(&mut self) -> Result<(Vec<Fact>, usize)> {
        let mut standing: Vec<Fact> = Vec::new();
        let mut ever = 0;
        for operation in self.operations().await? {
            let Some(told) = read_told(operation)? else { continue };
            standing.retain(|fact| !told.withdrawn.contains(&fact.id));
            for fact in told.facts {
                ever += 1;
                standing.retain(|known| !known.answers_as(&fact));
                standing.push(fact);
            }
        }
        Ok((standing, ever))
    }

    async fn record_told(&mut self, told: &Told) -> Result<Operation> {
        let detail =
            serde_json::to_value(told).map_err(|e| CaseError::Ledger { reason: e.to_string() })?;
        let nothing = self.sink();
        self.append(OperationKind::Tell, String::new(), detail, nothing, &[]).await
    }

    /// The events in force, and all that were ever told.
    async fn told(&mut self) -> Result<(Vec<Event>, Vec<Event>)> {
        let mut all: Vec<Event> = Vec::new();
        let mut gone: BTreeSet<String> = BTreeSet::new();
        for operation in self.operations().await? {
            let Some(told) = read_told(operation)? else { continue };
            gone.extend(told.withdrawn);
            gone.extend(told.events.iter().filter_map(|event| event.supersedes.clone()));
            all.extend(told.events);
        }
        let mut events: Vec<Event> =
            all.iter().filter(|event| !gone.contains(&event.id)).cloned().collect();
        let ordinal = |event: &Event| event.id.get(2..).and_then(|n| n.parse::<u64>().ok());
        let instant = |event: &Event| self.instant(event);
        events.sort_by_cached_key(|event| (event.at.is_none(), instant(event), ordinal(event)));
        Ok((events, all))
    }

    fn zone(&self, event: &Event) -> jiff::tz::TimeZone {
        let name = event.zone.as_ref().unwrap_or(&self.settings.case.timezone);
        jiff::tz::TimeZone::get(name).unwrap_or(jiff::tz::TimeZone::UTC)
    }

    /// When an event happened: its moment, or the beginning of its day where it happened.
    fn instant(&self, event: &Event) -> Option<jiff::Timestamp> {
        let at = event.at.as_ref()?;
        at.parse().ok().or_else(|| {
            let day = at.parse::<jiff::civil::Date>().ok()?;
            Some(day.to_zoned(self.zone(event)).ok()?.timestamp())
        })
    }

    /// A date or moment as it is kept: a moment in the event's own zone, so that its clock reads as
    /// people there read it.
    fn kept(&self, event: &Event, text: &str) -> Result<String> {
        if let Ok(moment) = text.parse::<jiff::Timestamp>() {
            let local = moment.to_zoned(self.zone(event));
            return Ok(local.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string());
        }
        let day = text.parse::<jiff::civil::Date>();
        day.map(|day| day.to_string()).map_err(|_| CaseError::Event {
            reason: format!("`{text}` is no time; write 2024-08-05 or 2024-08-05T10:00:00+07:00"),
        })
    }

    /// The event with its times as they are kept, or what is wrong with it.
    fn checked(&self, mut event: Event) -> Result<Event> {
        let refuse = |reason: String| Err(CaseError::Event { reason });
        if let Some(zone) =
            event.zone.as_ref().filter(|zone| jiff::tz::TimeZone::get(zone).is_err())
        {
            return refuse(format!("zone `{zone}` is not a known zone such as Asia/Tokyo"));
        }
        event.at = event.at.as_ref().map(|text| self.kept(&event, text)).transpose()?;
        event.until = event.until.as_ref().map(|text| self.kept(&event, text)).transpose()?;
        if let Some(entity) = &event.entity
            && !self.settings.company.iter().any(|company| company.id == *entity)
        {
            return refuse(format!("entity `{entity}` is no company of case.toml"));
        }
        if let Some(lang) =
            event.text.keys().find(|key| !["ja", "en", "vi"].contains(&key.as_str()))
        {
            return refuse(format!("text `{lang}`: give the words as ja, en or vi"));
        }
        if let Some((lang, _)) = event.text.iter().find(|(_, words)| words.trim().is_empty()) {
            return refuse(format!("text `{lang}` is empty"));
        }
        if event.source.trim().is_empty() {
            return refuse("an event needs its source: a mail, a log, a person".to_owned());
        }
        Ok(event)
    }
}

/// What an operation told; none when it is of another kind.
fn read_told(operation: Operation) -> Result<Option<Told>> {
    if operation.kind != OperationKind::Tell.as_str() {
        return Ok(None);
    }
    serde_json::from_value(operation.detail)
        .map(Some)
        .map_err(|e| CaseError::Ledger { reason: format!("operation {}: {e}", operation.seq) })
}

/// Whether the very correction was told before.
fn is_carried_out(event: &Event, ever: &[Event]) -> bool {
    ever.iter().any(|other| other.says_as(event) && other.supersedes == event.supersedes)
}

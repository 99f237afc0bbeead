//! The history of the incident as people told it: facts are added, corrected and withdrawn, never
//! edited.

use crate::ledger::{Operation, OperationKind, Told};
use crate::{Case, CaseError, Result};
use candor_facts::Event;
use std::collections::{BTreeMap, BTreeSet};

impl Case {
    /// Records events; either all or none. One that says the same as an event in force is left out.
    /// Returns the ids given, none when there is nothing new.
    pub async fn tell(&mut self, events: Vec<Event>, reason: &str) -> Result<Vec<String>> {
        let (in_force, mut number) = self.told().await?;
        let mut fresh: Vec<Event> = Vec::new();
        for mut event in events {
            self.check_event(&event, &in_force)?;
            let known = in_force.iter().chain(&fresh).any(|other| other.says_as(&event));
            if known && event.supersedes.is_none() {
                continue;
            }
            number += 1;
            event.id = format!("V-{number}");
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

    async fn record_told(&mut self, told: &Told) -> Result<Operation> {
        let detail =
            serde_json::to_value(told).map_err(|e| CaseError::Ledger { reason: e.to_string() })?;
        let nothing = self.sink();
        self.append(OperationKind::Tell, String::new(), detail, nothing, &[]).await
    }

    /// The events in force, and how many were ever told.
    async fn told(&mut self) -> Result<(Vec<Event>, usize)> {
        let mut all: BTreeMap<String, Event> = BTreeMap::new();
        let mut gone: BTreeSet<String> = BTreeSet::new();
        let mut number = 0;
        for operation in self.operations().await? {
            if operation.kind != OperationKind::Tell.as_str() {
                continue;
            }
            let told: Told = serde_json::from_value(operation.detail).map_err(|e| {
                CaseError::Ledger { reason: format!("operation {}: {e}", operation.seq) }
            })?;
            number += told.events.len();
            gone.extend(told.withdrawn);
            gone.extend(told.events.iter().filter_map(|event| event.supersedes.clone()));
            all.extend(told.events.into_iter().map(|event| (event.id.clone(), event)));
        }
        let mut events: Vec<Event> =
            all.into_values().filter(|event| !gone.contains(&event.id)).collect();
        let ordinal = |event: &Event| event.id.get(2..).and_then(|n| n.parse::<u64>().ok());
        events.sort_by_cached_key(|event| (event.at.is_none(), event.at.clone(), ordinal(event)));
        Ok((events, number))
    }

    fn check_event(&self, event: &Event, in_force: &[Event]) -> Result<()> {
        let refuse = |reason: String| Err(CaseError::Event { reason });
        for text in [&event.at, &event.until].into_iter().flatten() {
            let moment = text.parse::<jiff::Timestamp>().is_ok();
            if !moment && text.parse::<jiff::civil::Date>().is_err() {
                return refuse(format!(
                    "`{text}` is no time; write 2024-08-05 or 2024-08-05T10:00:00+07:00"
                ));
            }
        }
        if let Some(zone) =
            event.zone.as_ref().filter(|zone| jiff::tz::TimeZone::get(zone).is_err())
        {
            return refuse(format!("zone `{zone}` is not a known zone such as Asia/Tokyo"));
        }
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
        if event.source.trim().is_empty() {
            return refuse("an event needs its source: a mail, a log, a person".to_owned());
        }
        match &event.supersedes {
            Some(id) if !in_force.iter().any(|known| known.id == *id) => {
                Err(CaseError::NoEvent { id: id.clone() })
            }
            _ => Ok(()),
        }
    }
}

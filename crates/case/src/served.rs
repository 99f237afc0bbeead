//! Tables that queries see and no segment holds: what the ledger says of events, decisions and
//! collections.

use crate::ledger::Decided;
use crate::tables::{CollectionRow, DecisionRow, EventRow, FactRow, Row};
use crate::{Case, CaseError, Result};
use candor_facts::{Event, Fact};
use datafusion::arrow::array::RecordBatch;

/// A table's name and its rows.
pub(crate) type Served = (&'static str, RecordBatch);

impl Case {
    /// The tables of what people told and decided, as they are in force.
    pub(crate) async fn served(&mut self) -> Result<Vec<Served>> {
        let events: Vec<EventRow> = self.events().await?.iter().map(event_row).collect();
        let facts: Vec<FactRow> = self.facts().await?.into_iter().map(fact_row).collect();
        let decisions = self.decisions().await?;
        let decisions: Vec<DecisionRow> = decisions
            .into_iter()
            .map(|decision| {
                let (what, subjects) = match decision.decided {
                    Decided::Same { left, right } => ("same", vec![left, right]),
                    Decided::Different { left, right } => ("different", vec![left, right]),
                    Decided::Accept { claim, .. } => ("accept", vec![claim]),
                    Decided::NoDuty { duty, .. } => ("no_duty", vec![duty]),
                };
                DecisionRow {
                    number: u64::try_from(decision.number).unwrap_or(0),
                    what: what.to_owned(),
                    subjects,
                    actor: decision.actor,
                    at: decision.at,
                    reason: decision.reason,
                }
            })
            .collect();
        let collections: Vec<CollectionRow> = (1..)
            .zip(self.waves().await?)
            .map(|(number, collection)| CollectionRow {
                number,
                name: collection.name,
                source: collection.source.to_string(),
                received: collection.received,
                origin: collection.origin,
                receiver: collection.receiver,
                listing: collection.listing.to_string(),
            })
            .collect();
        Ok(vec![batch(&events)?, batch(&facts)?, batch(&decisions)?, batch(&collections)?])
    }
}

fn batch<R: Row>(rows: &[R]) -> Result<Served> {
    let batch = R::batch(rows).map_err(|e| CaseError::Query { reason: e.to_string() })?;
    Ok((R::TABLE, batch))
}

fn fact_row(fact: Fact) -> FactRow {
    FactRow {
        fact_id: fact.id,
        name: fact.name,
        value: fact.value,
        entity: fact.entity,
        within: fact.within,
        category: fact.category.map(|category| category.to_string()),
        source: fact.source,
    }
}

fn event_row(event: &Event) -> EventRow {
    EventRow {
        event_id: event.id.clone(),
        kind: event.kind.to_string(),
        at: event.at.clone(),
        entity: event.entity.clone(),
        source: event.source.clone(),
        certainty: event.certainty.to_string(),
        text: event.text.iter().map(|(lang, words)| format!("{lang}: {words}")).collect(),
        duty: event.duty.clone(),
        supersedes: event.supersedes.clone(),
    }
}

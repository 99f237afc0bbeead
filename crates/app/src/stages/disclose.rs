//! Disclose: the facts of a report, its draft, and the list that a person reads.

use crate::cli::Lang;
use crate::error::UserError;
use crate::report::{self, ReportPress};
use crate::sampling;
use crate::stages::claim::claim;
use candor_case::tables::{ClaimRow, DutyRow, PersonRow};
use candor_case::{Case, CaseError, Decided, Operation, OperationKind, Query};
use candor_engine::disclose::{
    Accepted, Audience, BackwardStep, CollectionFacts, CompanyFacts, DISCLOSE_VERSION, Earlier,
    Facts, Report,
};
use candor_facts::{Claim, Language};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

const LIST: &str = "persons.xlsx";

/// The list of persons, made beside the stages that do not need it; it is written with the report.
pub struct List {
    /// The persons that it is of.
    key: String,
    /// None when it lies in the case already.
    making: Option<Making<Vec<u8>>>,
    /// A new list comes with a new report.
    press: Option<Making<ReportPress>>,
}

/// What another thread makes.
type Making<T> = JoinHandle<Result<T, UserError>>;

/// Begins to make `out/persons.xlsx` when the persons changed.
pub async fn list(case: &mut Case) -> Result<List, UserError> {
    let key = case.stage_key(&["persons"], &format!("list {DISCLOSE_VERSION}")).await?;
    let operations = case.operations().await?;
    let last = operations.iter().rev().find(|op| op.kind == OperationKind::Disclose.as_str());
    let known = last.and_then(|op| op.detail.get("list")?.as_str());
    if known == Some(&key) && out(case)?.join(LIST).exists() {
        return Ok(List { key, making: None, press: None });
    }
    let press = std::thread::spawn(ReportPress::new);
    let persons: Vec<PersonRow> = case.query().await?.table("person_id").await?;
    let making =
        std::thread::spawn(move || report::persons_workbook(&persons, report::Values::Masked));
    Ok(List { key, making: Some(making), press: Some(press) })
}

/// Writes `out/report.pdf`, the draft of the next report, and the list when something behind them changed;
/// returns what the report says.
pub async fn run(case: &mut Case, lang: Lang, list: List) -> Result<Option<Facts>, UserError> {
    let case_file = (&case.settings.case, &case.settings.company);
    let more = format!("disclose {DISCLOSE_VERSION} {} {case_file:?}", lang.as_str());
    let issued = issued(case).await?.len();
    let told = (sampling::estimates(case).await?, backward(case).await?, case.events().await?);
    let key = case
        .stage_key(&["persons", "claims", "duties"], &format!("{more} {issued} {told:?}"))
        .await?;
    let to = out(case)?.join("report.pdf");
    let known = case.last_key(OperationKind::Disclose).await?;
    if known.as_deref() == Some(&key) && to.exists() && list.making.is_none() {
        return Ok(None);
    }
    let facts = facts(case).await?;
    let press = list.press.map_or_else(ReportPress::new, made)?;
    write(&to, &press.pdf(&compose(&facts, Audience::Internal, lang))?)?;
    if let Some(list) = list.making {
        write(&out(case)?.join(LIST), &made(list)?)?;
    }
    let detail = serde_json::json!({ "lang": lang.as_str(), "list": list.key });
    let nothing = case.sink();
    case.append(OperationKind::Disclose, key, detail, nothing, &[]).await?;
    Ok(Some(facts))
}

fn made<T>(making: Making<T>) -> Result<T, UserError> {
    making.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// The folder of what a case gives out.
fn out(case: &Case) -> Result<PathBuf, UserError> {
    let out = case.layout.out();
    std::fs::create_dir_all(&out).map_err(|e| CaseError::io("create", &out, &e))?;
    Ok(out)
}

/// The words and tables of a report in one language.
pub fn compose(facts: &Facts, audience: Audience, lang: Lang) -> Report {
    let language = Language::parse(lang.as_str()).unwrap_or(Language::En);
    candor_engine::disclose::report(facts, audience, language)
}

/// Writes a whole file or nothing.
pub fn write(to: &Path, bytes: &[u8]) -> Result<(), UserError> {
    let scratch = to.with_extension("part");
    std::fs::write(&scratch, bytes).map_err(|e| CaseError::io("write", &scratch, &e))?;
    std::fs::rename(&scratch, to).map_err(|e| CaseError::io("write", to, &e))?;
    Ok(())
}

candor_case::row! {
    CountRow {
        name: String,
        count: u64,
    }
}

/// How items end: their document's state, or unread when they have no content.
pub const STATES_SQL: &str = "SELECT coalesce(d.state, 'unread') AS name, count(*) AS count FROM items i \
    LEFT JOIN documents d ON i.sha256 = d.sha256 GROUP BY name ORDER BY name";

pub async fn counts(query: &Query, sql: &str) -> Result<Vec<(String, u64)>, UserError> {
    let rows: Vec<CountRow> = query.all(sql).await?;
    Ok(rows.into_iter().map(|row| (row.name, row.count)).collect())
}

/// The claims as they stand.
pub async fn claims(query: &Query) -> Result<Vec<Claim>, UserError> {
    let rows: Vec<ClaimRow> = query.table("claim_id").await?;
    rows.into_iter().map(claim).collect()
}

/// The operations that issued numbered reports, with what each said.
pub async fn issued(case: &mut Case) -> Result<Vec<(Operation, Facts)>, UserError> {
    let reports = case.operations().await?.into_iter();
    let reports = reports.filter(|op| op.kind == OperationKind::Report.as_str());
    reports
        .map(|operation| {
            let facts = operation.detail.get("facts").cloned().unwrap_or_default();
            let facts = serde_json::from_value(facts).map_err(|e| {
                UserError::damaged(format!(
                    "the report of operation {} cannot be read: {e}\nhint: run `candor verify`",
                    operation.seq
                ))
            })?;
            Ok((operation, facts))
        })
        .collect()
}

/// Everything the next report says.
pub async fn facts(case: &mut Case) -> Result<Facts, UserError> {
    let collections = case.waves().await?;
    let issued = issued(case).await?;
    let lapsed = lapsed_no_duties(case).await?;
    let mut events = case.events().await?;
    // A "no duty" that no longer stands is not said.
    let gone = |event: &candor_facts::Event| {
        let corrects = event.supersedes.as_ref().is_some_and(|id| lapsed.contains(id));
        corrects || lapsed.contains(&event.id)
    };
    events.retain(|event| !gone(event));
    let estimates = sampling::estimates(case).await?;
    let decisions = case.decisions().await?;
    let backward = backward(case).await?;
    let claims = claims(&case.query().await?).await?;
    let accepted = decisions.into_iter().filter_map(|decision| match decision.decided {
        Decided::Accept { claim, .. } => Some(Accepted {
            claim,
            number: u64::try_from(decision.number).unwrap_or(0),
            actor: decision.actor,
            at: decision.at,
            reason: decision.reason,
        }),
        _ => None,
    });
    let received = collections.iter().filter_map(|c| civil(&c.received, case));
    let told = events.iter().filter_map(|event| event.at.as_deref()?.get(..10).map(str::to_owned));
    Ok(Facts {
        title: case.settings.case.title.clone(),
        titles: case.settings.case.titles.clone(),
        number: u32::try_from(issued.len()).unwrap_or(u32::MAX).saturating_add(1),
        issued: false,
        as_of: received.chain(told).max().unwrap_or_default(),
        companies: case
            .settings
            .company
            .iter()
            .map(|c| CompanyFacts {
                id: c.id.clone(),
                names: c.names.clone(),
                contact: c.contact.clone(),
                contacts: c.contacts.clone(),
            })
            .collect(),
        collections: collections
            .iter()
            .map(|c| CollectionFacts {
                name: c.name.clone(),
                source: c.source.to_string(),
                received: c.received.clone(),
                day: civil(&c.received, case).unwrap_or_default(),
                listing: c.listing,
            })
            .collect(),
        claims,
        events,
        earlier: issued
            .iter()
            .map(|(_, facts)| Earlier { number: facts.number, date: facts.as_of.clone() })
            .collect(),
        estimates,
        accepted: accepted.collect(),
        caveats: Vec::new(),
        backward,
        tool: concat!("candor ", env!("CARGO_PKG_VERSION")).to_owned(),
        settings: case.settings_by_key()?,
    })
}

/// Events that tell of a "no duty" whose decision was undone, or no longer fits the facts.
async fn lapsed_no_duties(case: &mut Case) -> Result<BTreeSet<String>, UserError> {
    let mut named: BTreeSet<String> = BTreeSet::new();
    for operation in case.operations().await? {
        let decided = operation.detail.get("decided").and_then(serde_json::Value::as_array);
        let events = decided.into_iter().flatten().filter_map(|one| one.get("event")?.as_str());
        named.extend(events.map(str::to_owned));
    }
    if named.is_empty() {
        return Ok(named);
    }
    let rows: Vec<DutyRow> = case.query().await?.table("duty_id").await?;
    for decision in case.decisions().await? {
        let Decided::NoDuty { duty, event, .. } = &decision.decided else { continue };
        let row = rows.iter().find(|row| row.duty_id == *duty);
        // Not assessed since it was decided: it stands until it is.
        if row.is_none_or(|row| {
            row.outcome == "decided_no_duty" || !row.assessment.contains("is open again")
        }) {
            named.remove(event);
        }
    }
    Ok(named)
}

/// The civil date of a moment in the case's zone.
fn civil(moment: &str, case: &Case) -> Option<String> {
    let zone =
        jiff::tz::TimeZone::get(&case.settings.case.timezone).unwrap_or(jiff::tz::TimeZone::UTC);
    let time = moment.parse::<jiff::Timestamp>().ok()?;
    Some(time.to_zoned(zone).date().to_string())
}

/// Where the clock ran backwards while the ledger was written.
async fn backward(case: &mut Case) -> Result<Vec<BackwardStep>, UserError> {
    let steps = case.backward_steps().await?.into_iter();
    Ok(steps.map(|(operation, before, at)| BackwardStep { operation, before, at }).collect())
}

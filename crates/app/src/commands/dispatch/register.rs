//! What became of letters: prepared, approved, sent, returned, each a step in the ledger.

use crate::error::UserError;
use crate::output;
use candor_case::tables::LetterRow;
use candor_case::{Case, OperationKind, sha256_hex};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A step in the life of a batch, as the ledger keeps it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    Prepared {
        batch: String,
        company: String,
        date: String,
        letters: u64,
        register: String,
    },
    Approved {
        batch: String,
        reason: String,
    },
    /// All letters of the batch when `persons` is empty.
    Sent {
        batch: String,
        at: String,
        by: String,
        persons: Vec<String>,
    },
    Returned {
        batch: String,
        persons: BTreeMap<String, String>,
    },
}

impl Step {
    fn batch(&self) -> &str {
        match self {
            Self::Prepared { batch, .. }
            | Self::Approved { batch, .. }
            | Self::Sent { batch, .. }
            | Self::Returned { batch, .. } => batch,
        }
    }
}

/// The steps of every batch, oldest first, with who took them.
pub async fn steps(case: &mut Case) -> Result<Vec<(Step, String)>, UserError> {
    let operations = case.operations().await?.into_iter();
    operations
        .filter(|operation| operation.kind == OperationKind::Dispatch.as_str())
        .map(|operation| {
            let step = serde_json::from_value(operation.detail).map_err(|e| {
                UserError::damaged(format!("operation {} cannot be read: {e}", operation.seq))
            })?;
            Ok((step, operation.actor))
        })
        .collect()
}

pub async fn record(
    case: &mut Case,
    step: &Step,
    sink: candor_case::SegmentSink,
) -> Result<i64, UserError> {
    let detail = serde_json::to_value(step).map_err(|e| UserError::internal(&e.to_string()))?;
    let operation = case.append(OperationKind::Dispatch, String::new(), detail, sink, &[]).await?;
    Ok(operation.seq)
}

/// The steps of one batch.
async fn known(case: &mut Case, batch: &str) -> Result<Vec<(Step, String)>, UserError> {
    let all = steps(case).await?;
    let of: Vec<(Step, String)> =
        all.into_iter().filter(|(step, _)| step.batch() == batch).collect();
    if of.is_empty() {
        return Err(UserError::input(format!(
            "no batch is called {}\nhint: `candor dispatch CASE list` names them",
            output::safe(batch)
        )));
    }
    Ok(of)
}

pub async fn approve(root: &Path, batch: &str, reason: &str) -> Result<(), UserError> {
    let mut case = Case::open(root).await?;
    let steps = known(&mut case, batch).await?;
    if steps.iter().any(|(step, _)| matches!(step, Step::Approved { .. })) {
        return Err(UserError::input(format!("{batch} is approved already")));
    }
    check_files(&mut case, batch).await?;
    let step = Step::Approved { batch: batch.to_owned(), reason: reason.to_owned() };
    let sink = case.sink();
    let number = record(&mut case, &step, sink).await?;
    output::line(format!("{batch} is approved by operation {number}"))
}

/// What lies in the case's own folder must still be what was prepared.
async fn check_files(case: &mut Case, batch: &str) -> Result<(), UserError> {
    let folder = case.layout.out().join("dispatch").join(batch);
    if !folder.exists() {
        eprintln!(
            "note: the letters do not lie in {}; their hashes were not checked",
            folder.display()
        );
        return Ok(());
    }
    let sql = format!("SELECT * FROM letters WHERE batch = '{}'", batch.replace('\'', "''"));
    let rows: Vec<LetterRow> = case.query().await?.all(&sql).await?;
    let changed = rows.iter().find(|row| {
        let bytes = std::fs::read(folder.join(&row.file));
        bytes.map_or(true, |bytes| sha256_hex(&bytes) != row.sha256)
    });
    match changed {
        Some(row) => Err(UserError::input(format!(
            "{} is missing or not what was prepared\nhint: restore it, or prepare the letters again with --out",
            folder.join(&row.file).display()
        ))),
        None => Ok(()),
    }
}

pub async fn sent(
    root: &Path,
    batch: &str,
    at: &str,
    persons: Option<&Path>,
    by: &str,
) -> Result<(), UserError> {
    let mut case = Case::open(root).await?;
    let steps = known(&mut case, batch).await?;
    if !steps.iter().any(|(step, _)| matches!(step, Step::Approved { .. })) {
        return Err(UserError::input(format!(
            "{batch} was not approved\nhint: `candor dispatch {} approve {batch} --reason …` first",
            root.display()
        )));
    }
    candor_law::clock::Moment::parse(at, &case.settings.case.timezone).map_err(UserError::input)?;
    let persons = match persons {
        None => Vec::new(),
        Some(file) => of_batch(&mut case, batch, file).await?.into_keys().collect(),
    };
    let count = persons.len();
    let step =
        Step::Sent { batch: batch.to_owned(), at: at.to_owned(), by: by.to_owned(), persons };
    let sink = case.sink();
    let number = record(&mut case, &step, sink).await?;
    let how = if count == 0 { "all letters".to_owned() } else { format!("{count} letters") };
    output::line(format!("{batch}: {how} recorded as sent by operation {number}"))?;
    eprintln!(
        "hint: `candor event {} add --kind persons_told --duty …` tells it in the history",
        root.display()
    );
    Ok(())
}

pub async fn returned(root: &Path, batch: &str, file: &Path) -> Result<(), UserError> {
    let mut case = Case::open(root).await?;
    known(&mut case, batch).await?;
    let persons = of_batch(&mut case, batch, file).await?;
    let count = persons.len();
    let step = Step::Returned { batch: batch.to_owned(), persons };
    let sink = case.sink();
    let number = record(&mut case, &step, sink).await?;
    output::line(format!("{batch}: {count} letters recorded as returned by operation {number}"))
}

/// Persons of a CSV file with the reason beside each, all of this batch.
async fn of_batch(
    case: &mut Case,
    batch: &str,
    file: &Path,
) -> Result<BTreeMap<String, String>, UserError> {
    let bad = |e: csv::Error| UserError::input(format!("{}: {e}", file.display()));
    let mut reader = csv::Reader::from_path(file).map_err(bad)?;
    let headers = reader.headers().map_err(bad)?.clone();
    let column = |name: &str| headers.iter().position(|header| header.trim() == name);
    let person = column("person_id")
        .ok_or_else(|| UserError::input(format!("{}: no column `person_id`", file.display())))?;
    let reason = column("reason");
    let sql = format!("SELECT * FROM letters WHERE batch = '{}'", batch.replace('\'', "''"));
    let letters: Vec<LetterRow> = case.query().await?.all(&sql).await?;
    let known: BTreeSet<String> = letters.into_iter().map(|row| row.person_id).collect();
    let mut persons = BTreeMap::new();
    for row in reader.records() {
        let row = row.map_err(bad)?;
        let cell = |at: usize| row.get(at).unwrap_or_default().trim().to_owned();
        let id = cell(person);
        if !known.contains(&id) {
            return Err(UserError::input(format!(
                "{}: {} has no letter in {batch}; nothing was recorded",
                file.display(),
                output::safe(&id)
            )));
        }
        persons.insert(id, reason.map(cell).unwrap_or_default());
    }
    if persons.is_empty() {
        return Err(UserError::input(format!("{}: no row", file.display())));
    }
    Ok(persons)
}

/// How a batch stands.
#[derive(Clone, Debug, Default, Serialize)]
pub struct BatchState {
    #[serde(rename = "batch")]
    pub id: String,
    pub company: String,
    pub date: String,
    pub letters: u64,
    pub approved_by: String,
    pub sent: u64,
    pub returned: u64,
}

/// Every batch with what became of it.
pub async fn batches(case: &mut Case) -> Result<Vec<BatchState>, UserError> {
    let mut all: Vec<BatchState> = Vec::new();
    for (step, actor) in steps(case).await? {
        if let Step::Prepared { batch, company, date, letters, .. } = &step {
            let new = BatchState {
                id: batch.clone(),
                company: company.clone(),
                date: date.clone(),
                letters: *letters,
                ..BatchState::default()
            };
            all.push(new);
            continue;
        }
        let Some(known) = all.iter_mut().find(|known| known.id == step.batch()) else {
            continue;
        };
        match step {
            Step::Approved { .. } => known.approved_by = actor,
            Step::Sent { persons, .. } => {
                let more = if persons.is_empty() { known.letters } else { persons.len() as u64 };
                known.sent = (known.sent + more).min(known.letters);
            }
            Step::Returned { persons, .. } => known.returned += persons.len() as u64,
            Step::Prepared { .. } => {}
        }
    }
    Ok(all)
}

pub async fn list(root: &Path, as_json: bool) -> Result<(), UserError> {
    let mut case = Case::open_to_read(root).await?;
    let all = batches(&mut case).await?;
    if as_json {
        return output::json(&all);
    }
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|one| {
            vec![
                one.id.clone(),
                one.company.clone(),
                one.date.clone(),
                one.letters.to_string(),
                if one.approved_by.is_empty() {
                    "no".to_owned()
                } else {
                    output::safe(&one.approved_by)
                },
                one.sent.to_string(),
                one.returned.to_string(),
            ]
        })
        .collect();
    output::table(
        &["batch", "company", "date", "letters", "approved by", "sent", "returned"],
        &rows,
        &[3, 5, 6],
    )
}

//! The ledger: an append-only, hash-chained list of operations, each naming the segments it
//! sealed. What the ledger does not name does not count.

use crate::evidence::sha256_hex;
use crate::{CaseError, Result};
use candor_facts::SourceKind;
use serde::{Deserialize, Serialize};
use sqlx::Row as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};
use std::path::Path;
use std::time::Duration;

/// Format of the ledger this program writes.
pub const LEDGER_FORMAT: i64 = 1;

const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value BIGINT NOT NULL);
CREATE TABLE IF NOT EXISTS operations (
  seq BIGINT PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, tool TEXT NOT NULL,
  kind TEXT NOT NULL, stage_key TEXT NOT NULL, detail TEXT NOT NULL, sealed TEXT NOT NULL,
  retired TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS segments (
  file TEXT PRIMARY KEY, table_name TEXT NOT NULL, sha256 TEXT NOT NULL, rows BIGINT NOT NULL,
  operation BIGINT NOT NULL);
";

/// What an operation did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OperationKind {
    Init,
    Intake,
    Scan,
    Expand,
    Attribute,
    Resolve,
    Expose,
    Disclose,
    /// A human decided something; see [`Decision`].
    Decide,
}

impl OperationKind {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Init => "init",
            Self::Intake => "intake",
            Self::Scan => "scan",
            Self::Expand => "expand",
            Self::Attribute => "attribute",
            Self::Resolve => "resolve",
            Self::Expose => "expose",
            Self::Disclose => "disclose",
            Self::Decide => "decide",
        }
    }
}

/// One sealed Parquet file of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    pub table: String,
    /// File name inside the table's folder.
    pub file: String,
    pub sha256: String,
    pub rows: u64,
}

/// One entry of the ledger as it was written.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Operation {
    pub seq: i64,
    /// RFC 3339, UTC.
    pub at: String,
    pub actor: String,
    pub tool: String,
    pub kind: String,
    /// Hash of input, stage version and settings; equal keys give equal output.
    pub stage_key: String,
    pub detail: serde_json::Value,
    pub sealed: Vec<Segment>,
    pub retired: Vec<String>,
    pub previous: String,
    pub hash: String,
}

/// Files received together, as the intake operation recorded it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collection {
    pub name: String,
    pub source: SourceKind,
    /// RFC 3339, when it was received.
    pub received: String,
    pub origin: String,
    pub receiver: String,
    pub in_place: bool,
}

/// What a human decided about two records. Records are named, not persons: persons may change,
/// what a record says does not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Decided {
    /// Both are of one person.
    Same { left: String, right: String },
    /// They are of two persons.
    Different { left: String, right: String },
}

/// A decision in force, or the undoing of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Number of the operation that recorded it.
    #[serde(default)]
    pub number: i64,
    pub actor: String,
    /// RFC 3339, UTC.
    pub at: String,
    pub reason: String,
    pub decided: Decided,
}

/// An operation about to be written.
#[derive(Clone, Debug)]
pub struct Entry {
    pub kind: OperationKind,
    pub stage_key: String,
    pub detail: serde_json::Value,
    pub sealed: Vec<Segment>,
    /// Files of segments that this operation replaces.
    pub retired: Vec<String>,
}

/// The open ledger of a case.
#[derive(Debug)]
pub struct Ledger {
    connection: SqliteConnection,
    actor: String,
}

impl Ledger {
    /// Opens the ledger; `writable` creates it when missing. A run killed in the middle of a write
    /// leaves a journal that must be rolled back before anybody can read: then reading opens for
    /// writing too.
    pub async fn open(path: &Path, writable: bool) -> Result<Self> {
        if writable {
            return Self::open_as(path, true).await;
        }
        match Self::open_as(path, false).await {
            Err(CaseError::Ledger { .. }) => Self::open_as(path, true).await,
            other => other,
        }
    }

    async fn open_as(path: &Path, writable: bool) -> Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(writable)
            .read_only(!writable)
            .busy_timeout(Duration::from_secs(10))
            .disable_statement_logging();
        let options = if writable {
            options.journal_mode(SqliteJournalMode::Persist).synchronous(SqliteSynchronous::Full)
        } else {
            options
        };
        let mut connection = options.connect().await?;
        if writable {
            sqlx::raw_sql(SCHEMA).execute(&mut connection).await?;
            sqlx::query(
                "INSERT INTO meta (key, value) VALUES ('format', $1) ON CONFLICT DO NOTHING",
            )
            .bind(LEDGER_FORMAT)
            .execute(&mut connection)
            .await?;
        }
        let mut ledger = Self { connection, actor: actor() };
        ledger.check_format().await?;
        Ok(ledger)
    }

    async fn check_format(&mut self) -> Result<()> {
        let row = sqlx::query("SELECT value FROM meta WHERE key = 'format'")
            .fetch_one(&mut self.connection)
            .await?;
        let found: i64 = row.try_get(0)?;
        if found > LEDGER_FORMAT {
            return Err(CaseError::NewerLedger { found, known: LEDGER_FORMAT });
        }
        Ok(())
    }

    /// Appends one operation; either all of it is recorded or nothing.
    pub async fn append(&mut self, entry: Entry) -> Result<Operation> {
        let actor = self.actor.clone();
        let mut step = self.connection.begin().await?;
        let last = sqlx::query("SELECT seq, hash FROM operations ORDER BY seq DESC LIMIT 1")
            .fetch_optional(&mut *step)
            .await?;
        let (seq, previous) = match last {
            Some(row) => (row.try_get::<i64, _>(0)? + 1, row.try_get::<String, _>(1)?),
            None => (1, String::new()),
        };
        let mut operation = Operation {
            seq,
            at: jiff::Timestamp::now().to_string(),
            actor,
            tool: concat!("candor ", env!("CARGO_PKG_VERSION")).to_owned(),
            kind: entry.kind.as_str().to_owned(),
            stage_key: entry.stage_key,
            detail: entry.detail,
            sealed: entry.sealed,
            retired: entry.retired,
            previous,
            hash: String::new(),
        };
        operation.hash = operation.expected_hash();
        insert(&mut step, &operation).await?;
        step.commit().await?;
        Ok(operation)
    }

    /// Every operation, oldest first.
    pub async fn operations(&mut self) -> Result<Vec<Operation>> {
        let rows = sqlx::query(
            "SELECT seq, at, actor, tool, kind, stage_key, detail, sealed, retired, previous, hash \
             FROM operations ORDER BY seq",
        )
        .fetch_all(&mut self.connection)
        .await?;
        rows.iter().map(read_operation).collect()
    }

    /// The segments that count now, in the order in which they were sealed.
    pub async fn segments(&mut self) -> Result<Vec<Segment>> {
        let rows = sqlx::query(
            "SELECT table_name, file, sha256, rows FROM segments ORDER BY operation, file",
        )
        .fetch_all(&mut self.connection)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(Segment {
                    table: row.try_get(0)?,
                    file: row.try_get(1)?,
                    sha256: row.try_get(2)?,
                    rows: u64::try_from(row.try_get::<i64, _>(3)?).unwrap_or(0),
                })
            })
            .collect()
    }
}

async fn insert(step: &mut SqliteConnection, operation: &Operation) -> Result<()> {
    sqlx::query("INSERT INTO operations VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)")
        .bind(operation.seq)
        .bind(&operation.at)
        .bind(&operation.actor)
        .bind(&operation.tool)
        .bind(&operation.kind)
        .bind(&operation.stage_key)
        .bind(operation.detail.to_string())
        .bind(json(&operation.sealed))
        .bind(json(&operation.retired))
        .bind(&operation.previous)
        .bind(&operation.hash)
        .execute(&mut *step)
        .await?;
    for file in &operation.retired {
        sqlx::query("DELETE FROM segments WHERE file = $1").bind(file).execute(&mut *step).await?;
    }
    for segment in &operation.sealed {
        sqlx::query("INSERT INTO segments VALUES ($1,$2,$3,$4,$5)")
            .bind(&segment.file)
            .bind(&segment.table)
            .bind(&segment.sha256)
            .bind(i64::try_from(segment.rows).unwrap_or(i64::MAX))
            .bind(operation.seq)
            .execute(&mut *step)
            .await?;
    }
    Ok(())
}

fn read_operation(row: &sqlx::sqlite::SqliteRow) -> Result<Operation> {
    let parse_error = |e: serde_json::Error| CaseError::Ledger { reason: e.to_string() };
    Ok(Operation {
        seq: row.try_get(0)?,
        at: row.try_get(1)?,
        actor: row.try_get(2)?,
        tool: row.try_get(3)?,
        kind: row.try_get(4)?,
        stage_key: row.try_get(5)?,
        detail: serde_json::from_str(&row.try_get::<String, _>(6)?).map_err(parse_error)?,
        sealed: serde_json::from_str(&row.try_get::<String, _>(7)?).map_err(parse_error)?,
        retired: serde_json::from_str(&row.try_get::<String, _>(8)?).map_err(parse_error)?,
        previous: row.try_get(9)?,
        hash: row.try_get(10)?,
    })
}

impl Operation {
    /// The hash that this entry must have: SHA-256 over every other column and the hash before.
    pub fn expected_hash(&self) -> String {
        let text = [
            self.seq.to_string(),
            self.at.clone(),
            self.actor.clone(),
            self.tool.clone(),
            self.kind.clone(),
            self.stage_key.clone(),
            self.detail.to_string(),
            json(&self.sealed),
            json(&self.retired),
            self.previous.clone(),
        ];
        sha256_hex(json(&text).as_bytes())
    }

    /// The collection that an intake operation recorded.
    pub fn collection(&self) -> Option<Collection> {
        serde_json::from_value(self.detail.get("collection")?.clone()).ok()
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Who runs the program, as the ledger names them: `$CANDOR_ACTOR`, else the login name.
fn actor() -> String {
    ["CANDOR_ACTOR", "LOGNAME", "USER"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .unwrap_or_else(|| "unknown".to_owned())
}

impl From<sqlx::Error> for CaseError {
    fn from(error: sqlx::Error) -> Self {
        Self::Ledger { reason: error.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(detail: &str) -> Entry {
        Entry {
            kind: OperationKind::Scan,
            stage_key: "k".into(),
            detail: serde_json::json!({ "note": detail }),
            sealed: vec![],
            retired: vec![],
        }
    }

    #[tokio::test]
    async fn entries_chain_and_a_newer_format_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("ledger.db");
        let mut ledger = Ledger::open(&path, true).await.unwrap();
        ledger.append(entry("one")).await.unwrap();
        ledger.append(entry("two")).await.unwrap();
        let all = ledger.operations().await.unwrap();
        assert_eq!(all[1].previous, all[0].hash);
        assert!(all.iter().all(|op| op.hash == op.expected_hash()));
        sqlx::query("UPDATE meta SET value = 99").execute(&mut ledger.connection).await.unwrap();
        drop(ledger);
        let refused = Ledger::open(&path, true).await.unwrap_err();
        assert!(matches!(refused, CaseError::NewerLedger { found: 99, .. }));
    }
}

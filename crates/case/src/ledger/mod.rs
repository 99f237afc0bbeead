//! The ledger: an append-only, hash-chained list of operations, each naming the segments it
//! sealed. What the ledger does not name does not count.
//!
//! It lies in a file beside the tables, or, for a case that several machines share, in a
//! PostgreSQL database: the same statements on both.

mod entries;

pub use entries::{Collection, Decided, Decision, Entry, Operation, OperationKind, Segment, Told};

use crate::evidence::sha256_hex;
use crate::{CaseError, Result};
use entries::json;
use serde::Deserialize;
use sqlx::any::{AnyConnectOptions, AnyRow};
use sqlx::{AnyConnection, AssertSqlSafe, ConnectOptions as _, Connection as _, Row as _};
use std::path::{Path, PathBuf};
use std::str::FromStr as _;
use std::time::Duration;

/// Format of the ledger this program writes. 2: events, claims, samples, reports, stamps.
pub const LEDGER_FORMAT: i64 = 2;

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

/// A PostgreSQL database that holds the ledger of a shared case.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// `postgres://user@host:port/database`; the password comes from `PGPASSWORD` or `~/.pgpass`.
    pub url: String,
    /// Schema of this case alone.
    pub schema: String,
}

/// Where a ledger lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    File(PathBuf),
    Server(Server),
}

/// The open ledger of a case.
#[derive(Debug)]
pub struct Ledger {
    connection: AnyConnection,
    place: Place,
    actor: String,
    /// Number and hash of the newest operation this program has seen.
    head: (i64, String),
}

impl Server {
    /// What is wrong with it, if anything.
    pub(crate) fn check(&self) -> std::result::Result<(), String> {
        let first = self.schema.chars().next();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if !first.is_some_and(|c| c.is_ascii_lowercase()) || !self.schema.chars().all(plain) {
            return Err(format!(
                "schema `{}` must be of small letters, digits and `_`",
                self.schema
            ));
        }
        if !self.url.starts_with("postgres://") && !self.url.starts_with("postgresql://") {
            return Err("url must begin with postgres://".to_owned());
        }
        let account = self.url.split("://").nth(1).and_then(|rest| rest.split_once('@'));
        let asked = self.url.contains("password=");
        if asked || account.is_some_and(|(account, _)| account.contains(':')) {
            return Err("url must hold no password; use PGPASSWORD or ~/.pgpass".to_owned());
        }
        Ok(())
    }
}

/// What a connection is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Read,
    /// To roll a journal back before reading.
    Recover,
    Create,
}

impl Place {
    /// Whether something is there already; a server is asked only when it is opened.
    pub fn exists(&self) -> bool {
        match self {
            Self::File(path) => path.exists(),
            Self::Server(_) => true,
        }
    }

    fn options(&self, mode: Mode) -> Result<AnyConnectOptions> {
        let mode = match mode {
            Mode::Create => "rwc",
            Mode::Recover => "rw",
            Mode::Read => "ro",
        };
        let url = match self {
            Self::File(path) => format!("sqlite://{}?mode={mode}", url_path(path)),
            Self::Server(server) => server.url.clone(),
        };
        Ok(AnyConnectOptions::from_str(&url)?.disable_statement_logging())
    }
}

/// A path as part of a URL; what is not UTF-8 cannot stand in one.
fn url_path(path: &Path) -> String {
    path.to_string_lossy().replace('%', "%25").replace('?', "%3F").replace('#', "%23")
}

impl Ledger {
    /// Opens the ledger; `writable` creates it when missing. A run killed in the middle of a write
    /// leaves a journal that must be rolled back before anybody can read: then reading opens for
    /// writing too, and creates nothing.
    pub async fn open(place: &Place, writable: bool) -> Result<Self> {
        if writable {
            return Self::open_as(place, Mode::Create).await;
        }
        match Self::open_as(place, Mode::Read).await {
            Err(CaseError::Ledger { .. }) if matches!(place, Place::File(_)) => {
                Self::open_as(place, Mode::Recover).await
            }
            other => other,
        }
    }

    async fn open_as(place: &Place, mode: Mode) -> Result<Self> {
        sqlx::any::install_default_drivers();
        let mut connection = place.options(mode)?.connect().await?;
        for statement in preparation(place, mode) {
            sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await?;
        }
        if mode == Mode::Create {
            sqlx::raw_sql(SCHEMA).execute(&mut connection).await?;
            sqlx::query(
                "INSERT INTO meta (key, value) VALUES ('format', $1) ON CONFLICT DO NOTHING",
            )
            .bind(LEDGER_FORMAT)
            .execute(&mut connection)
            .await?;
        }
        let mut ledger =
            Self { connection, place: place.clone(), actor: actor(), head: (0, String::new()) };
        ledger.check_format(mode == Mode::Create).await?;
        ledger.head = head(&mut ledger.connection).await?.0;
        Ok(ledger)
    }

    /// Keeps other writers of a shared case out while this connection lives; says whether it could.
    /// A file needs no such lock: the case folder has one.
    pub async fn lock(&mut self) -> Result<bool> {
        let Place::Server(server) = &self.place else { return Ok(true) };
        let digest = sha256_hex(server.schema.as_bytes());
        let key = digest.get(..15).and_then(|digits| i64::from_str_radix(digits, 16).ok());
        let row = sqlx::query("SELECT CASE WHEN pg_try_advisory_lock($1) THEN 1 ELSE 0 END")
            .bind(key.unwrap_or(0))
            .fetch_one(&mut self.connection)
            .await?;
        Ok(row.try_get::<i32, _>(0)? == 1)
    }

    /// Whether nothing was ever recorded.
    pub const fn is_empty(&self) -> bool {
        self.head.0 == 0
    }

    async fn check_format(&mut self, writable: bool) -> Result<()> {
        let row = sqlx::query("SELECT value FROM meta WHERE key = 'format'")
            .fetch_one(&mut self.connection)
            .await?;
        let found: i64 = row.try_get(0)?;
        if found > LEDGER_FORMAT {
            return Err(CaseError::NewerLedger { found, known: LEDGER_FORMAT });
        }
        if found < LEDGER_FORMAT && writable {
            sqlx::query("UPDATE meta SET value = $1 WHERE key = 'format'")
                .bind(LEDGER_FORMAT)
                .execute(&mut self.connection)
                .await?;
        }
        Ok(())
    }

    /// Appends one operation; either all of it is recorded or nothing. Refuses when somebody else
    /// wrote since this program looked: what it is about to say may no longer hold.
    pub async fn append(&mut self, entry: Entry) -> Result<Operation> {
        let actor = self.actor.clone();
        let begin = match self.place {
            Place::File(_) => "BEGIN IMMEDIATE",
            Place::Server(_) => "BEGIN",
        };
        let mut step = self.connection.begin_with(begin).await?;
        if matches!(self.place, Place::Server(_)) {
            sqlx::raw_sql("LOCK TABLE operations IN EXCLUSIVE MODE").execute(&mut *step).await?;
        }
        let (newest, at) = head(&mut step).await?;
        if newest != self.head {
            return Err(CaseError::Moved { number: newest.0, at });
        }
        let (seq, previous) = (newest.0 + 1, newest.1);
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
            written: Default::default(),
        };
        operation.written =
            [operation.detail.to_string(), json(&operation.sealed), json(&operation.retired)];
        operation.hash = operation.expected_hash();
        insert(&mut step, &operation).await?;
        step.commit().await?;
        self.head = (operation.seq, operation.hash.clone());
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

/// What a connection needs before its first statement.
fn preparation(place: &Place, mode: Mode) -> Vec<String> {
    let writable = mode == Mode::Create;
    match place {
        Place::File(_) => {
            let wait = format!("PRAGMA busy_timeout = {}", BUSY_WAIT.as_millis());
            let durable = ["PRAGMA journal_mode = PERSIST", "PRAGMA synchronous = FULL"];
            let durable = durable.into_iter().filter(|_| writable).map(str::to_owned);
            std::iter::once(wait).chain(durable).collect()
        }
        Place::Server(server) => {
            // Only whoever makes the schema needs the right to; the name was checked with the settings.
            let schema = &server.schema;
            let create = format!(
                "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = '{schema}') \
                 THEN CREATE SCHEMA \"{schema}\"; END IF; END $$"
            );
            let choose = format!("SET search_path TO \"{}\"", server.schema);
            Some(create).filter(|_| writable).into_iter().chain([choose]).collect()
        }
    }
}

/// How long a writer waits for another.
const BUSY_WAIT: Duration = Duration::from_secs(10);

/// Number and hash of the newest operation, and when it was written.
async fn head(connection: &mut AnyConnection) -> Result<((i64, String), String)> {
    let last = sqlx::query("SELECT seq, hash, at FROM operations ORDER BY seq DESC LIMIT 1")
        .fetch_optional(connection)
        .await?;
    match last {
        Some(row) => Ok(((row.try_get(0)?, row.try_get(1)?), row.try_get(2)?)),
        None => Ok(((0, String::new()), String::new())),
    }
}

async fn insert(step: &mut AnyConnection, operation: &Operation) -> Result<()> {
    sqlx::query("INSERT INTO operations VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)")
        .bind(operation.seq)
        .bind(operation.at.clone())
        .bind(operation.actor.clone())
        .bind(operation.tool.clone())
        .bind(operation.kind.clone())
        .bind(operation.stage_key.clone())
        .bind(operation.written[0].clone())
        .bind(operation.written[1].clone())
        .bind(operation.written[2].clone())
        .bind(operation.previous.clone())
        .bind(operation.hash.clone())
        .execute(&mut *step)
        .await?;
    for file in &operation.retired {
        sqlx::query("DELETE FROM segments WHERE file = $1")
            .bind(file.clone())
            .execute(&mut *step)
            .await?;
    }
    for segment in &operation.sealed {
        sqlx::query("INSERT INTO segments VALUES ($1,$2,$3,$4,$5)")
            .bind(segment.file.clone())
            .bind(segment.table.clone())
            .bind(segment.sha256.clone())
            .bind(i64::try_from(segment.rows).unwrap_or(i64::MAX))
            .bind(operation.seq)
            .execute(&mut *step)
            .await?;
    }
    Ok(())
}

fn read_operation(row: &AnyRow) -> Result<Operation> {
    let seq: i64 = row.try_get(0)?;
    let unreadable = |e: serde_json::Error| CaseError::Ledger {
        reason: format!("operation {seq} cannot be read: {e}"),
    };
    let written: [String; 3] = [row.try_get(6)?, row.try_get(7)?, row.try_get(8)?];
    Ok(Operation {
        seq,
        at: row.try_get(1)?,
        actor: row.try_get(2)?,
        tool: row.try_get(3)?,
        kind: row.try_get(4)?,
        stage_key: row.try_get(5)?,
        detail: serde_json::from_str(&written[0]).map_err(unreadable)?,
        sealed: serde_json::from_str(&written[1]).map_err(unreadable)?,
        retired: serde_json::from_str(&written[2]).map_err(unreadable)?,
        previous: row.try_get(9)?,
        hash: row.try_get(10)?,
        written,
    })
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
mod tests;

//! What can go wrong with a case, each with the way out.

use std::path::{Path, PathBuf};

pub type Result<T> = std::result::Result<T, CaseError>;

/// Every variant says what happened and what to do next; the command line adds an exit code.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    #[error(
        "{path} is not a case: it has no case.toml\nhint: create one with `candor init {path}`"
    )]
    NotACase { path: PathBuf },
    #[error(
        "{path} already holds a case\nhint: choose another folder, or go on with `candor run {path}`"
    )]
    AlreadyExists { path: PathBuf },
    #[error("{path} does not exist\nhint: check the spelling; nothing was taken in")]
    MissingPath { path: PathBuf },
    #[error(
        "{path} holds no files\nhint: nothing was taken in; name a folder or file with contents"
    )]
    EmptyIntake { path: PathBuf },
    #[error(
        "case.toml cannot be understood: {reason}\nhint: correct the line named above; `candor init` in an empty folder writes a commented example"
    )]
    Settings { reason: String },
    #[error("cannot {action} {path}: {reason}\nhint: {hint}")]
    Io { action: &'static str, path: PathBuf, reason: String, hint: &'static str },
    #[error(
        "another candor works on {path}\nhint: wait for it to end, or stop it; work done so far is kept"
    )]
    Busy { path: PathBuf },
    #[error(
        "the ledger was written by a newer candor (format {found}, this program knows {known})\nhint: use that version or a later one; nothing was changed"
    )]
    NewerLedger { found: i64, known: i64 },
    #[error(
        "the ledger cannot be used: {reason}\nhint: run `candor verify`; restore ledger.db from a copy if it is damaged"
    )]
    Ledger { reason: String },
    #[error(
        "table segment {segment} is damaged: {reason}\nhint: run `candor verify`; restore tables/{table}/{segment} from a copy of the case"
    )]
    Segment { table: &'static str, segment: String, reason: String },
    #[error(
        "the query failed: {reason}\nhint: `candor sql CASE \"SHOW TABLES\"` lists the tables, ARCHITECTURE.md their columns"
    )]
    Query { reason: String },
    #[error(
        "no decision in force has the number {number}\nhint: `candor decide CASE list` shows the numbers"
    )]
    NoDecision { number: i64 },
    #[error(
        "decision {number} of {actor}, {at}, says the contrary\nhint: agree with them; then undo theirs (`candor decide CASE undo {number} --reason …`) or leave it"
    )]
    DecidedOtherwise { number: i64, actor: String, at: String },
    #[error(
        "somebody else wrote operation {number} to the ledger at {at} while this command worked\nhint: look at what changed and run the same command again; nothing was recorded"
    )]
    Moved { number: i64, at: String },
    #[error(
        "the event cannot be recorded: {reason}\nhint: correct it and run again; nothing was recorded"
    )]
    Event { reason: String },
    #[error(
        "the time-stamp cannot be attached: {reason}\nhint: `candor stamp CASE request` writes the request for an authority; attach what it answers"
    )]
    Stamp { reason: String },
    #[error(
        "schema {schema} already holds the ledger of another case\nhint: choose another `schema` under [ledger]; nothing was changed"
    )]
    LedgerTaken { schema: String },
    #[error("{path} exists already\nhint: choose another folder; nothing was written")]
    AlreadyThere { path: PathBuf },
    #[error("no event in force is called {id}\nhint: `candor event CASE list` shows the ids")]
    NoEvent { id: String },
    #[error(
        "collection {name} is already recorded as {recorded}\nhint: take later files in under another --collection name"
    )]
    CollectionDiffers { name: String, recorded: String },
    #[error(
        "{count} files differ from what collection {name} recorded, first {first}\nhint: evidence is never altered; take the new versions in under another --collection name"
    )]
    ChangedSinceIntake { name: String, count: usize, first: String },
}

impl CaseError {
    /// Wraps an operating-system error with what was being done and a hint that fits its kind.
    pub fn io(action: &'static str, path: &Path, source: &std::io::Error) -> Self {
        Self::Io {
            action,
            path: path.to_path_buf(),
            reason: source.to_string(),
            hint: hint_for(source),
        }
    }
}

fn hint_for(source: &std::io::Error) -> &'static str {
    match source.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
            "the disk is full: free space and run the same command again; nothing is lost"
        }
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
            "the case must be writable: check its permissions, or copy it to a writable place"
        }
        std::io::ErrorKind::NotFound => "check that the path still exists, then run again",
        _ => "run the same command again; if it persists, check the disk",
    }
}

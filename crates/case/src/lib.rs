//! Custody: what was received, where it lies, and every operation done on it.
//!
//! A case is a folder. `evidence/` holds sealed blobs, `tables/` immutable Parquet segments,
//! `ledger.db` the hash-chained list of operations. A segment counts only once the ledger names
//! it, so a killed program leaves nothing half done. This crate is the only writer.

mod decisions;
mod error;
mod evidence;
mod hand_over;
mod history;
mod intake;
mod layout;
mod ledger;
pub mod pairs;
mod query;
mod served;
mod settings;
pub mod stamp;
mod store;
pub mod tables;
pub mod tabular;
mod verify;

pub use error::{CaseError, Result};
pub use evidence::{Digest, Evidence, Scratch, hash_stream, sha256_hex};
pub use hand_over::HandOver;
pub use intake::escape_name;
pub use intake::{IntakeOptions, IntakeOutcome, Progress, Unsealed};
pub use layout::Layout;
pub use ledger::{
    Collection, Decided, Decision, Ledger, Operation, OperationKind, Place, Segment, Server, Told,
};
pub use query::{Query, SegmentSink, batches_as_json, pretty};
pub use settings::{Model, Publish, SETTINGS_TEMPLATE, Settings};
pub use store::Case;
pub use verify::{Break, Verification};

pub use datafusion::arrow;

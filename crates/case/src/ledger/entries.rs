//! What stands in the ledger: operations, and what people told and decided in them.

use crate::evidence::sha256_hex;
use candor_facts::{Event, Fact, SourceKind};
use serde::{Deserialize, Serialize};

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
    /// Facts of the incident were told, corrected or withdrawn; see [`Told`].
    Tell,
    /// The claims were drawn from the tables and from what was told.
    Claim,
    /// A sample was drawn for a reviewer.
    Sample,
    /// A reviewer's answers to a sample.
    Review,
    /// A numbered report was issued.
    Report,
    /// A time-stamp token over the chain was attached.
    Stamp,
    /// A hand-over package was sealed.
    HandOver,
    /// Which duties arise was assessed.
    Assess,
    /// Letters were prepared, approved, sent or returned.
    Dispatch,
    /// The partners' annexes were written.
    Annexes,
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
            Self::Tell => "tell",
            Self::Claim => "claim",
            Self::Sample => "sample",
            Self::Review => "review",
            Self::Report => "report",
            Self::Stamp => "stamp",
            Self::HandOver => "hand_over",
            Self::Assess => "assess",
            Self::Dispatch => "dispatch",
            Self::Annexes => "annexes",
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
    /// Detail, sealed and retired segments as they are written: what the hash is over.
    #[serde(skip)]
    pub(crate) written: [String; 3],
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
    /// A list of names and sizes without contents.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub listing: bool,
}

/// What a human decided. Records are named, not persons: persons may change, what a record says
/// does not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Decided {
    /// Both records are of one person.
    Same { left: String, right: String },
    /// They are of two persons.
    Different { left: String, right: String },
    /// A claim may be published although something is open: marks of what was open, in order.
    Accept { claim: String, open: Vec<String> },
    /// An assessed duty is not owed, whatever the facts leave open: the assessment, what its
    /// predicates answered then, who advised, what would open it again, and the event that tells it.
    NoDuty { duty: String, basis: Vec<String>, adviser: String, reopens: String, event: String },
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

/// What an operation of kind [`OperationKind::Tell`] holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Event>,
    /// Facts that the law asks for; a later one stands in an earlier one's place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// Ids of events and facts that are taken back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withdrawn: Vec<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
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

impl Operation {
    /// The hash that this entry must have: SHA-256 over [`Operation::hashed_text`].
    pub fn expected_hash(&self) -> String {
        sha256_hex(self.hashed_text().as_bytes())
    }

    /// Every other column and the hash before, as a JSON array of texts.
    pub fn hashed_text(&self) -> String {
        let [detail, sealed, retired] = &self.written;
        let seq = self.seq.to_string();
        let text = [
            &seq,
            &self.at,
            &self.actor,
            &self.tool,
            &self.kind,
            &self.stage_key,
            detail,
            sealed,
            retired,
            &self.previous,
        ];
        json(&text)
    }

    /// The collection that an intake operation recorded.
    pub fn collection(&self) -> Option<Collection> {
        serde_json::from_value(self.detail.get("collection")?.clone()).ok()
    }
}

pub(super) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

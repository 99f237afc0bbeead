//! Findings and records: values at places, with the reasons for believing them.

use crate::{Field, Personal, RecordKind, Scheme};
use serde::{Deserialize, Serialize};

/// One value of one field at one place of a document.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Finding {
    pub field: Field,
    pub scheme: Option<Scheme>,
    /// Index of the part in the document.
    pub part: u32,
    /// Byte offsets in the part's text.
    pub start: u32,
    pub end: u32,
    /// Spreadsheet address when the value lies in a cell.
    pub cell: Option<String>,
    pub raw: Personal<String>,
    pub normalized: Personal<String>,
    /// Probability that the value is what `field` says and concerns a person, 0 to 1.
    pub confidence: f32,
    pub evidence: Evidence,
    /// Index of the record it belongs to, if it belongs to one.
    pub record: Option<u32>,
}

/// Why a finding is believed. Holds rules and labels, never values of persons.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Name of the detector in the catalogue.
    pub detector: String,
    /// Check that passed: `luhn`, `mod 11`, `country metadata`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validator: Option<String>,
    /// Column header, form label or mail header that names the field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<String>,
    /// Word nearby that supports it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context: Option<String>,
}

/// The findings of one document that belong to one data subject.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Record {
    pub kind: RecordKind,
    /// Index of the part in the document.
    pub part: u32,
    /// Place in words: `row 12`, `characters 40–180`.
    pub place: String,
    /// Words of the record's surroundings that tell a category (`退職日`, `応募`), if any.
    pub hints: Vec<String>,
}

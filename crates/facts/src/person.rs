//! Persons and organisations: what the records are consolidated into.

use crate::{Category, Field, Personal};
use serde::{Deserialize, Serialize};

/// One affected person, consolidated from records.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Person {
    pub person_id: String,
    pub names: Vec<Personal<String>>,
    pub emails: Vec<Personal<String>>,
    pub phones: Vec<Personal<String>>,
    pub addresses: Vec<Personal<String>>,
    pub national_ids: Vec<Personal<String>>,
    /// ISO 3166 code, when the evidence tells it.
    pub country: Option<String>,
    pub categories: Vec<Category>,
    pub companies: Vec<String>,
    pub employer: Option<Personal<String>>,
    pub fields: Vec<Field>,
    pub records: Vec<String>,
}

/// Why two records are held to be one person. Weights add up in bits of evidence (base 2
/// logarithm of the likelihood ratio, after Fellegi and Sunter 1969).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Link {
    pub left: String,
    pub right: String,
    pub weight: f32,
    /// What agreed, with the share of the weight: `email +12.0`.
    pub reasons: Vec<String>,
}

/// A company or public body named in the documents.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Organisation {
    pub org_id: String,
    pub names: Vec<String>,
    pub domains: Vec<String>,
    /// `group` for a company of the case, otherwise `counterparty`.
    pub relation: String,
}

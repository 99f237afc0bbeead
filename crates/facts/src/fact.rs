//! Facts: what a human told about the incident and the companies, for the law to ask.

use crate::Category;
use serde::{Deserialize, Serialize};

/// A fact of the rule book's model, as a human told it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// `A-<n>`; the ledger gives it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// A name of the fact model: `risk`, `aware`, `has_special_care`.
    pub name: String,
    /// `yes`, `no`, a word of the fact, or a time.
    pub value: String,
    /// Company of the case that it concerns; all of them without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    /// The jurisdiction for which it holds; all without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// The persons that it speaks of; all without one. Only `risk` is told by category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// Where it comes from: a log, a memo, counsel.
    pub source: String,
}

impl Fact {
    /// Whether both answer the same question; the later one stands.
    pub fn answers_as(&self, other: &Self) -> bool {
        self.name == other.name
            && self.entity == other.entity
            && self.within == other.within
            && self.category == other.category
    }
}

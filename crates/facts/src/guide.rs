//! What a human wrote in `case.toml` to steer detection: own detectors, values that are not
//! personal, people already known.

use crate::{Category, Company, Field, Personal, Scheme};
use serde::{Deserialize, Serialize};

/// Everything about a case that the analysis of a document depends on.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Guide {
    pub companies: Vec<Company>,
    pub detectors: Vec<CustomDetector>,
    pub blocks: Vec<Block>,
    pub seeds: Vec<Seed>,
    /// Whether names in running text are looked for with the statistical tagger.
    pub tagger: bool,
    /// A language model that is asked as well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<LanguageModel>,
}

/// A language model, and what its word counts for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LanguageModel {
    /// Shown as the reason of a finding.
    pub name: String,
    /// Confidence of a value that it alone told.
    pub confidence: f32,
}

/// A detector of the case's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustomDetector {
    /// Shown as the reason of a finding.
    pub name: String,
    pub field: Field,
    #[serde(default)]
    pub scheme: Option<Scheme>,
    /// Regular expression over the half-width form of a line; group 1 is the value, or all of it.
    pub pattern: String,
    /// Name of a check of the catalogue that the value must pass.
    #[serde(default)]
    pub validator: Option<String>,
    /// Words before the value, on its line, that support it.
    #[serde(default)]
    pub context: Vec<String>,
    /// Whether the value counts only next to such a word.
    #[serde(default)]
    pub context_required: bool,
    /// Texts in which it must find something.
    pub examples: Vec<String>,
    /// Texts in which it must find nothing.
    #[serde(default)]
    pub counterexamples: Vec<String>,
}

/// A value that is not personal in this case, whatever it looks like.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Block {
    pub value: Personal<String>,
    /// Only as this field; as any when it is not said.
    #[serde(default)]
    pub field: Option<Field>,
    /// Why, for the record.
    #[serde(default)]
    pub reason: String,
}

/// One person known to belong to a company.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seed {
    #[serde(default)]
    pub email: Option<Personal<String>>,
    #[serde(default)]
    pub name: Option<Personal<String>>,
    pub company: String,
    pub category: Category,
}

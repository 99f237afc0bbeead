//! How a table is to be linked, as a user writes it.

use super::blocking::{Part, RULES_MAX, Rule};
use super::compare;
use super::model::{Comparison, Role, Schema};
use super::{COMPARISONS_MAX, model};
use serde::Deserialize;

/// A settings file of `candor link`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkSettings {
    /// Column that names a row in the scored pairs; the row's number if not given.
    pub id: Option<String>,
    /// Pairs at least this probable join.
    #[serde(default = "probability")]
    pub probability: f32,
    /// Mean probability that the pairs across two groups must reach for the groups to join.
    #[serde(default = "bridge")]
    pub bridge: f32,
    /// Keys that more rows share are left out, and said so.
    #[serde(default = "rows_per_key_max")]
    pub rows_per_key_max: u32,
    #[serde(default)]
    pub compare: Vec<CompareSettings>,
    #[serde(default)]
    pub block: Vec<BlockSettings>,
}

/// A `[[compare]]` entry.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompareSettings {
    /// Columns that make up the value, joined by a space.
    pub columns: Vec<String>,
    /// Name of the method.
    #[serde(rename = "as")]
    pub method: String,
    /// What blocks and explanations call it; the columns joined by `+` if not given.
    pub name: Option<String>,
    /// Whether agreement on a rare value weighs more.
    #[serde(default = "yes")]
    pub rarity: bool,
    #[serde(default = "many_to_many")]
    pub role: Role,
}

/// A `[[block]]` entry.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlockSettings {
    /// Names of comparisons; `name:3` takes the first three characters.
    pub on: Vec<String>,
}

const fn probability() -> f32 {
    0.9
}

const fn bridge() -> f32 {
    0.5
}

const fn rows_per_key_max() -> u32 {
    1_000
}

const fn many_to_many() -> Role {
    Role::ManyToMany
}

const fn yes() -> bool {
    true
}

/// What is wrong with settings.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    #[error("nothing to compare; add a [[compare]] with `columns` and `as`")]
    NothingToCompare,
    #[error("no pairs to look at; add a [[block]] with `on`")]
    NoBlock,
    #[error("`{name}` has no column; name at least one in `columns`")]
    NoColumn { name: String },
    #[error("`as = \"{method}\"` is no method; use one of {}", known_methods())]
    UnknownMethod { method: String },
    #[error("a block is on `{name}`, which no [[compare]] is called; there are {known}")]
    UnknownComparison { name: String, known: String },
    #[error("`{part}` should end in a number of characters, as in `surname:3`")]
    WrongPrefix { part: String },
    #[error("a block has no `on`; name at least one comparison")]
    EmptyBlock,
    #[error("two comparisons are called `{name}`; give one a `name` of its own")]
    Twice { name: String },
    #[error("at most {COMPARISONS_MAX} [[compare]] and {RULES_MAX} [[block]] fit; leave some out")]
    TooMany,
    #[error("`{name}` must lie between 0 and 1, both excluded")]
    NoProbability { name: &'static str },
}

fn known_methods() -> String {
    compare::CATALOGUE.iter().map(|method| method.name).collect::<Vec<_>>().join(", ")
}

impl LinkSettings {
    /// What is compared.
    pub fn schema(&self) -> Result<Schema, SettingsError> {
        if self.compare.is_empty() {
            return Err(SettingsError::NothingToCompare);
        }
        for (name, value) in [("probability", self.probability), ("bridge", self.bridge)] {
            if !(value > 0.0 && value < 1.0) {
                return Err(SettingsError::NoProbability { name });
            }
        }
        let mut comparisons: Vec<Comparison> = Vec::new();
        for entry in &self.compare {
            let name = entry.name.clone().unwrap_or_else(|| entry.columns.join("+"));
            if entry.columns.is_empty() {
                return Err(SettingsError::NoColumn { name });
            }
            if comparisons.iter().any(|known| known.name == name) {
                return Err(SettingsError::Twice { name });
            }
            let method = compare::method(&entry.method)
                .ok_or_else(|| SettingsError::UnknownMethod { method: entry.method.clone() })?;
            let (term_frequency, role) = (entry.rarity, entry.role);
            comparisons.push(Comparison { name, method, term_frequency, role, lenient: false });
        }
        Schema::new(comparisons).ok_or(SettingsError::TooMany)
    }

    /// Which rows are compared.
    pub fn rules(&self, schema: &Schema) -> Result<Vec<Rule>, SettingsError> {
        if self.block.is_empty() {
            return Err(SettingsError::NoBlock);
        }
        if self.block.len() > RULES_MAX {
            return Err(SettingsError::TooMany);
        }
        self.block.iter().map(|block| rule(block, schema)).collect()
    }

    /// Bits from which on a pair joins.
    pub fn join_bits(&self) -> f32 {
        model::bits_of(self.probability)
    }

    /// Mean bits from which on two groups join.
    pub fn bridge_bits(&self) -> f32 {
        model::bits_of(self.bridge)
    }
}

fn rule(block: &BlockSettings, schema: &Schema) -> Result<Rule, SettingsError> {
    if block.on.is_empty() {
        return Err(SettingsError::EmptyBlock);
    }
    let part = |text: &String| {
        if let Some(comparison) = schema.position(text) {
            return Ok(Part { comparison, characters: None });
        }
        let (name, count) = text.rsplit_once(':').unwrap_or((text, "0"));
        let Some(comparison) = schema.position(name) else {
            let known: Vec<&str> =
                schema.comparisons.iter().map(|comparison| comparison.name.as_str()).collect();
            return Err(SettingsError::UnknownComparison {
                name: name.to_owned(),
                known: known.join(", "),
            });
        };
        let characters = count.parse().ok().filter(|count| *count > 0);
        let characters =
            characters.ok_or_else(|| SettingsError::WrongPrefix { part: text.clone() })?;
        Ok(Part { comparison, characters: Some(characters) })
    };
    Ok(Rule { parts: block.on.iter().map(part).collect::<Result<_, _>>()? })
}

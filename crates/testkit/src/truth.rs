//! The truth beside a simulated dump: what each file is and who is in it.

use serde::{Deserialize, Serialize};
use std::io::Write;
use std::path::Path;

/// One logical file, as an export should list it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TruthItem {
    pub path: String,
    pub media_type: String,
    pub doc_class: String,
    pub language: String,
    /// A picture that only recognition can read.
    #[serde(default)]
    pub scan: bool,
    /// `read`, or the reason why it cannot be.
    pub expected: String,
}

/// A value as it is printed in a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TruthValue {
    pub path: String,
    pub field: String,
    pub value: String,
    pub scan: bool,
    /// The numbering scheme of a `national_id` or `tax_id`, where it has one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub scheme: String,
    /// Right if reported, not missed if not: a reading beside a name, the firm of a contact.
    #[serde(default)]
    pub optional: bool,
}

/// A value that looks personal and is not. An empty value is a form without a single value.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TruthTrap {
    pub path: String,
    pub class: String,
    pub value: String,
}

/// One person and where the person's data stand.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TruthPerson {
    pub person_id: String,
    pub name: String,
    /// The name in other writing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// Empty where the person has none; so with the two below.
    pub email: String,
    /// E.164.
    pub phone: String,
    pub national_id: String,
    pub category: String,
    pub company: String,
    pub fields: Vec<String>,
    /// Readable files only.
    pub files: Vec<String>,
}

pub fn write(
    folder: &Path,
    items: &[TruthItem],
    persons: &[TruthPerson],
    values: &[TruthValue],
    traps: &[TruthTrap],
) -> std::io::Result<()> {
    lines(&folder.join("items.jsonl"), items)?;
    lines(&folder.join("values.jsonl"), values)?;
    lines(&folder.join("traps.jsonl"), traps)?;
    lines(&folder.join("persons.jsonl"), persons)
}

fn lines(path: &Path, rows: &[impl Serialize]) -> std::io::Result<()> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
    for row in rows {
        writeln!(file, "{}", serde_json::to_string(row)?)?;
    }
    file.flush()
}

/// Reads one file of JSON lines.
pub fn read<T: serde::de::DeserializeOwned>(path: &Path) -> std::io::Result<Vec<T>> {
    let text = std::fs::read_to_string(path)?;
    text.lines().map(|line| serde_json::from_str(line).map_err(std::io::Error::from)).collect()
}

//! The legal entities of the group that was robbed.

use serde::{Deserialize, Serialize};

/// A legal entity, as `case.toml` declares it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Company {
    /// Short identifier used in exports.
    pub id: String,
    /// Names in every language; the first is the one reports print.
    pub names: Vec<String>,
    /// Mail domains.
    #[serde(default)]
    pub domains: Vec<String>,
    /// ISO 3166 code of the country of its seat.
    pub country: String,
    /// Globs, relative to a collection's root, under which its files lie.
    #[serde(default)]
    pub folders: Vec<String>,
    /// Desk that affected persons may turn to; printed in the report.
    #[serde(default)]
    pub contact: Option<String>,
}

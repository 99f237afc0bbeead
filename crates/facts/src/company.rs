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
    /// The same in other languages (`en`, `vi`); where one is silent the reader gets `contact`.
    #[serde(default)]
    pub contacts: std::collections::BTreeMap<String, String>,
}

/// What a company is before the law. It stands apart from [`Company`], so that a change of it reads no
/// file anew.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegalStatus {
    /// Other countries and states with an establishment (`SG`, `US-CA`); none when empty.
    #[serde(default)]
    pub establishments: Vec<String>,
    /// Facts of the rule book's model: `listed_tse = "no"`.
    #[serde(default)]
    pub facts: std::collections::BTreeMap<String, String>,
    /// Answers to items of forms that no fact of the case gives: `registration`, `protection`,
    /// `impact` …
    #[serde(default)]
    pub statements: std::collections::BTreeMap<String, String>,
}

/// Data that one company holds for another, inside the group or for a customer.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Processing {
    /// The company of the case that holds the data.
    pub company: String,
    /// For whom: a company of the case, or the name of another.
    pub on_behalf_of: String,
    /// The categories of persons; all without any.
    #[serde(default)]
    pub categories: Vec<crate::Category>,
}

/// A contract that asks for a notice.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// The company of the case that is bound.
    pub company: String,
    /// Who must be told.
    pub counterparty: String,
    /// The clause, as one finds it.
    pub clause: String,
    /// Hours from awareness within which the notice is owed; "promptly" without.
    #[serde(default)]
    pub hours: Option<u32>,
}

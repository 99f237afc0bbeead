//! `case.toml`: what a human wrote about the case. The program reads it and never rewrites it.

use crate::ledger::Server;
use crate::{CaseError, Result};
use candor_facts::{
    Block, Company, Contract, CustomDetector, Field, Guide, LanguageModel, LegalStatus, Processing,
    Role, Rounding, Seed, Unit,
};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// The commented file that `candor init` writes.
pub const SETTINGS_TEMPLATE: &str = include_str!("case.toml.template");

/// Everything `case.toml` may say.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub case: CaseHead,
    #[serde(default)]
    pub company: Vec<Company>,
    /// Persons known to belong to a company, with their category.
    #[serde(default)]
    pub seed: Vec<Seed>,
    /// Values that are not personal in this case.
    #[serde(default)]
    pub block: Vec<Block>,
    /// Detectors of the case's own.
    #[serde(default)]
    pub detector: Vec<CustomDetector>,
    #[serde(default)]
    pub detect: Detect,
    /// A language model that the user runs; nothing is asked without it.
    #[serde(default)]
    pub model: Option<Model>,
    #[serde(default)]
    pub resolve: Resolve,
    #[serde(default)]
    pub publish: Publish,
    /// What the companies are before the law, by company.
    #[serde(default)]
    pub law: BTreeMap<String, LegalStatus>,
    /// Data that companies hold for others.
    #[serde(default)]
    pub processing: Vec<Processing>,
    /// Contracts that ask for a notice.
    #[serde(default)]
    pub contract: Vec<Contract>,
    /// The server that holds the ledger of a shared case; `ledger.db` without it.
    #[serde(default)]
    pub ledger: Option<Server>,
}

/// How numbers are published, and which kinds of data a report speaks of even when none was found.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publish {
    /// Rounding of each unit; persons and records to two digits, the rest exact, unless told.
    #[serde(default)]
    pub rounding: BTreeMap<Unit, Rounding>,
    /// Fields whose absence is stated when it is true.
    #[serde(default = "usually_denied")]
    pub negative: Vec<Field>,
}

fn usually_denied() -> Vec<Field> {
    vec![Field::PaymentCard]
}

impl Default for Publish {
    fn default() -> Self {
        Self { rounding: BTreeMap::new(), negative: usually_denied() }
    }
}

impl Publish {
    /// How numbers of this unit are rounded.
    pub fn rounding(&self, unit: Unit) -> Rounding {
        self.rounding.get(&unit).copied().unwrap_or(match unit {
            Unit::Person | Unit::Record => Rounding::TwoDigits,
            _ => Rounding::Exact,
        })
    }
}

/// How records become persons.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resolve {
    /// Roles of fields where this case differs from the usual.
    #[serde(default)]
    pub roles: BTreeMap<Field, Role>,
}

/// Fields whose role a case may change.
const ROLE_FIELDS: [Field; 6] = [
    Field::NationalId,
    Field::Email,
    Field::Phone,
    Field::DateOfBirth,
    Field::Address,
    Field::EmployeeId,
];

/// How to look for names.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Detect {
    /// Whether the statistical tagger reads running text.
    #[serde(default = "yes")]
    pub tagger: bool,
}

const fn yes() -> bool {
    true
}

impl Default for Detect {
    fn default() -> Self {
        Self { tagger: yes() }
    }
}

/// A language model on this machine that speaks the protocol of OpenAI's chat completions.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// `http://127.0.0.1:8080/v1`.
    pub url: String,
    /// What the server calls it.
    pub name: String,
    /// Confidence of a value that it alone told, 0 to 1.
    #[serde(default = "told_by_a_model")]
    pub confidence: f32,
    /// Seconds that it may take for a passage.
    #[serde(default = "patience")]
    pub seconds: u64,
}

const fn told_by_a_model() -> f32 {
    0.6
}

const fn patience() -> u64 {
    120
}

impl Model {
    /// What is wrong with it. Passages hold personal data: they stay on this machine, and anything else is
    /// reached through a tunnel that its user has set up.
    fn check(&self) -> std::result::Result<(), String> {
        let rest = self.url.strip_prefix("http://").unwrap_or_default();
        let host = rest.split('/').next().unwrap_or_default();
        let name = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((address, _)) => address,
            None => host.split(':').next().unwrap_or_default(),
        };
        let address = name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback());
        if host.contains('@') || name != "localhost" && !address {
            return Err(format!(
                "url `{}` is not on this machine: write http://127.0.0.1:8080/v1, and reach another machine through a tunnel",
                self.url.escape_default()
            ));
        }
        if self.name.trim().is_empty() || self.name.chars().any(char::is_control) {
            return Err("name: write what the server calls the model".to_owned());
        }
        if !(0.0..1.0).contains(&self.confidence) {
            return Err(format!("confidence {} is not between 0 and 1", self.confidence));
        }
        if self.seconds == 0 {
            return Err("seconds: give it at least one for a passage".to_owned());
        }
        Ok(())
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseHead {
    pub title: String,
    /// The title in other languages, by language.
    #[serde(default)]
    pub titles: BTreeMap<String, String>,
    /// IANA time zone of the report's dates.
    #[serde(default = "default_timezone")]
    pub timezone: String,
    /// Language of the report when the command does not say: `ja`, `en` or `vi`.
    #[serde(default)]
    pub language: Option<String>,
}

fn default_timezone() -> String {
    "Asia/Tokyo".to_owned()
}

/// Tables of case.toml that are kept word by word; the others, which may name persons, partners or
/// secrets, as counts and marks only.
const PLAIN: &[&str] = &["case", "company", "detect", "model", "resolve", "publish"];
/// Hexadecimal digits of a mark.
const MARK_DIGITS: usize = 12;

/// What the text of a `case.toml` says, by key (`company.C1.folders`); tables that name persons as a
/// count and a mark by which a change of them is seen.
pub fn by_key(text: &str) -> Result<BTreeMap<String, String>> {
    let table: toml::Table =
        toml::from_str(text).map_err(|e| CaseError::Settings { reason: e.to_string() })?;
    let mut keys = BTreeMap::new();
    for (name, value) in table {
        if PLAIN.contains(&name.as_str()) {
            flatten(&name, &value, &mut keys);
        } else {
            let count = value.as_array().map_or(1, Vec::len);
            let mark = crate::sha256_hex(value.to_string().as_bytes());
            let mark = mark.get(..MARK_DIGITS).unwrap_or_default();
            keys.insert(name, format!("{count} entries, {mark}"));
        }
    }
    Ok(keys)
}

fn flatten(key: &str, value: &toml::Value, keys: &mut BTreeMap<String, String>) {
    match value {
        toml::Value::Table(table) => {
            table.iter().for_each(|(name, value)| flatten(&format!("{key}.{name}"), value, keys));
        }
        toml::Value::Array(list) if list.iter().all(toml::Value::is_table) => {
            for (at, value) in list.iter().enumerate() {
                let id =
                    value.get("id").or_else(|| value.get("name")).and_then(toml::Value::as_str);
                let name = id.map_or_else(|| (at + 1).to_string(), str::to_owned);
                flatten(&format!("{key}.{name}"), value, keys);
            }
        }
        toml::Value::String(text) => drop(keys.insert(key.to_owned(), text.clone())),
        other => drop(keys.insert(key.to_owned(), other.to_string())),
    }
}

impl Settings {
    /// Reads and checks `case.toml`.
    pub fn load(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).map_err(|e| CaseError::io("read", path, &e))?;
        Self::parse(&text)
    }

    /// Parses and checks the text of a `case.toml`.
    pub fn parse(text: &str) -> Result<Self> {
        let settings: Self =
            toml::from_str(text).map_err(|e| CaseError::Settings { reason: e.to_string() })?;
        settings.check()?;
        Ok(settings)
    }

    /// What the analysis of a document depends on.
    pub fn guide(&self) -> Guide {
        Guide {
            companies: self.company.clone(),
            detectors: self.detector.clone(),
            blocks: self.block.clone(),
            seeds: self.seed.clone(),
            tagger: self.detect.tagger,
            model: self.model.as_ref().map(|model| LanguageModel {
                name: model.name.clone(),
                confidence: model.confidence,
            }),
        }
    }

    fn check(&self) -> Result<()> {
        let refuse = |reason: String| Err(CaseError::Settings { reason });
        if jiff::tz::TimeZone::get(&self.case.timezone).is_err() {
            return refuse(format!(
                "timezone `{}` is not a known zone such as Asia/Tokyo",
                self.case.timezone
            ));
        }
        let mut ids = std::collections::BTreeSet::new();
        for company in &self.company {
            if company.names.is_empty() {
                return refuse(format!("company `{}` has no name", company.id));
            }
            if company.id == "undetermined" || !ids.insert(&company.id) {
                return refuse(format!("company id `{}` is used twice or reserved", company.id));
            }
            let plain = |c: char| !c.is_control() && !"/\\:*?\"<>|".contains(c);
            if company.id.is_empty()
                || company.id.starts_with('.')
                || !company.id.chars().all(plain)
            {
                return refuse(format!(
                    "company id `{}` names files: use letters, digits, - and _",
                    company.id.escape_default()
                ));
            }
            for glob in &company.folders {
                if let Err(error) = globset::Glob::new(glob) {
                    return refuse(format!("folder pattern of company `{}`: {error}", company.id));
                }
            }
        }
        if let Some(field) = self.resolve.roles.keys().find(|field| !ROLE_FIELDS.contains(field)) {
            let known: Vec<&str> = ROLE_FIELDS.iter().map(|field| field.as_str()).collect();
            return refuse(format!(
                "[resolve] roles: `{field}` links nobody; use one of {}",
                known.join(", ")
            ));
        }
        if let Some(reason) = self.model.as_ref().and_then(|model| model.check().err()) {
            return refuse(format!("[model] {reason}"));
        }
        if let Some(reason) = self.ledger.as_ref().and_then(|server| server.check().err()) {
            return refuse(format!("[ledger] {reason}"));
        }
        let bound = self.processing.iter().map(|one| &one.company);
        let bound = bound.chain(self.contract.iter().map(|one| &one.company));
        if let Some(company) = bound.chain(self.law.keys()).find(|company| !ids.contains(company)) {
            return refuse(format!(
                "[law], [[processing]] or [[contract]] names company `{company}`, which is not declared"
            ));
        }
        for seed in &self.seed {
            if seed.email.is_none() && seed.name.is_none() {
                return refuse("a seed person has neither `email` nor `name`".to_owned());
            }
            if !ids.contains(&seed.company) {
                return refuse(format!(
                    "a seed person names company `{}`, which is not declared",
                    seed.company
                ));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_is_a_valid_case() {
        let settings = Settings::parse(SETTINGS_TEMPLATE).unwrap();
        assert_eq!(settings.company.len(), 1);
        assert_eq!(settings.case.timezone, "Asia/Tokyo");
    }

    #[test]
    fn settings_by_key_name_no_person() {
        let text = "[case]\ntitle='x'\n[[company]]\nid='C1'\nnames=['a']\ncountry='JP'\n\
                    [[seed]]\nemail='taro@example.com'\ncompany='C1'\n";
        let keys = by_key(text).unwrap();
        assert_eq!(keys["company.C1.country"], "JP");
        assert!(keys["seed"].starts_with("1 entries, "), "{keys:?}");
        assert!(!format!("{keys:?}").contains("taro"));
        let other = by_key(&text.replace("taro", "hana")).unwrap();
        assert_ne!(keys["seed"], other["seed"]);
    }

    #[test]
    fn mistakes_are_named() {
        let wrong = |text: &str| Settings::parse(text).unwrap_err().to_string();
        assert!(wrong("[case]\ntitle='x'\ntimezone='Mars'").contains("Mars"));
        assert!(wrong("[case]\ntitle='x'\ncolour='red'").contains("colour"));
        let role = |text: &str| format!("[case]\ntitle='x'\n[resolve.roles]\n{text}");
        assert!(wrong(&role("salary='one_to_one'")).contains("employee_id"));
        assert!(wrong(&role("email='shared'")).contains("shared"));
        assert!(Settings::parse(&role("employee_id='one_to_one'")).is_ok());
        let ledger = |text: &str| format!("[case]\ntitle='x'\n[ledger]\n{text}");
        assert!(wrong(&ledger("url='postgres://a:b@c/d'\nschema='k'")).contains("PGPASSWORD"));
        assert!(
            wrong(&ledger("url='postgres://a@c/d?password=b'\nschema='k'")).contains("PGPASSWORD")
        );
        assert!(wrong(&ledger("url='postgres://a@c/d'\nschema='K; DROP'")).contains("schema"));
        let model = |text: &str| format!("[case]\ntitle='x'\n[model]\nname='m'\n{text}");
        for elsewhere in [
            "http://10.0.0.7/v1",
            "https://127.0.0.1/v1",
            "http://127.0.0.1.example.com/v1",
            "http://localhost:1@example.com/v1",
            "http://example.com/127.0.0.1",
        ] {
            assert!(wrong(&model(&format!("url='{elsewhere}'"))).contains("tunnel"), "{elsewhere}");
        }
        for here in ["http://127.0.0.1:8080/v1", "http://[::1]:1/v1", "http://localhost/v1"] {
            assert!(Settings::parse(&model(&format!("url='{here}'"))).is_ok(), "{here}");
        }
        assert!(wrong(&model("url='http://localhost/v1'\nconfidence=1.0")).contains("confidence"));
        let rounding = "[case]\ntitle='x'\n[publish.rounding]\nperson='roughly'";
        assert!(wrong(rounding).contains("roughly"));
        let twice = "[case]\ntitle='x'\n[[company]]\nid='A'\nnames=['a']\ncountry='JP'\n\
                     [[company]]\nid='A'\nnames=['b']\ncountry='JP'\n";
        assert!(wrong(twice).contains("twice"));
    }
}

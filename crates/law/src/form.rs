//! Forms: what an authority asks, item by item, and where each answer comes from. `laws/forms/*.toml`.

use serde::Deserialize;
use std::collections::BTreeMap;

/// A draft's items in their order.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    pub id: String,
    /// Titles by language; English must be among them.
    pub titles: BTreeMap<String, String>,
    /// The language in which it is filed.
    pub language: String,
    /// What whoever files it should know.
    #[serde(default)]
    pub note: String,
    /// Lines before and after the items.
    #[serde(default)]
    pub head: Vec<String>,
    #[serde(default)]
    pub foot: Vec<String>,
    #[serde(rename = "item")]
    pub items: Vec<Item>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Headings by language.
    pub heading: BTreeMap<String, String>,
    /// What the answer is made of: words of the drafts' catalogue.
    pub slots: Vec<String>,
}

impl Form {
    pub fn parse(text: &str) -> Result<Self, String> {
        let form: Self = toml::from_str(text).map_err(|e| e.to_string())?;
        if !form.titles.contains_key("en") {
            return Err("needs a title in English".to_owned());
        }
        match form.items.iter().find(|item| !item.heading.contains_key("en")) {
            Some(item) => Err(format!("an item of {:?} has no English heading", item.slots)),
            None => Ok(form),
        }
    }

    /// A text in a language, else in English.
    pub fn pick<'a>(texts: &'a BTreeMap<String, String>, lang: &str) -> &'a str {
        texts.get(lang).or(texts.get("en")).map_or("", String::as_str)
    }
}

//! The fact model: which facts duties may ask for, of what type, with the question that asks a human;
//! and the kinds of personal data, with the findings that show them. Read from `laws/facts.toml` and
//! `laws/kinds.toml`.

use crate::predicate::Predicate;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a fact's value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactType {
    YesNo,
    /// One of the fact's words.
    Choice,
    /// A point in time; clocks start at it.
    Moment,
    /// Persons or records, counted from the case.
    Count,
}

/// For what a fact is told once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Differs from company to company.
    Company,
    /// One answer for the whole incident, unless a company's own is told.
    Incident,
    /// Differs from company to company and from jurisdiction to jurisdiction.
    Jurisdiction,
}

/// A fact that predicates may ask for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactSpec {
    pub name: String,
    #[serde(rename = "type")]
    pub kind: FactType,
    pub scope: Scope,
    #[serde(default)]
    pub words: Vec<String>,
    /// The question that asks for it, by language.
    #[serde(default)]
    pub question: BTreeMap<String, String>,
    /// Of `yes_no`: what makes it so, or not so, unless a human told it.
    #[serde(default)]
    yes: Option<String>,
    #[serde(default)]
    no: Option<String>,
    /// Of `choice`: what makes it each word.
    #[serde(default)]
    is: BTreeMap<String, String>,
    /// Of `moment`: the moment that stands in until it is told.
    #[serde(default)]
    pub stands_in: Option<String>,
    #[serde(skip)]
    pub yes_when: Option<Predicate>,
    #[serde(skip)]
    pub no_when: Option<Predicate>,
    #[serde(skip)]
    pub is_when: BTreeMap<String, Predicate>,
}

/// A kind of personal data that laws single out.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    pub name: String,
    pub title: BTreeMap<String, String>,
    /// Fields of findings (`medical`), or a scheme of one (`national_id:us_ssn`), that show it.
    #[serde(default)]
    pub shown_by: Vec<String>,
    /// Fields that may show it: a human has to look.
    #[serde(default)]
    pub hinted_by: Vec<String>,
    /// Whether the detectors look for all of it, so that finding none says something.
    #[serde(default)]
    pub searched: bool,
}

/// Every fact and kind, by name.
#[derive(Clone, Debug, Default)]
pub struct Model {
    pub facts: BTreeMap<String, FactSpec>,
    pub kinds: BTreeMap<String, Kind>,
    /// Names in the order of the file, which is the order of a questionnaire.
    pub order: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Facts {
    fact: Vec<FactSpec>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kinds {
    kind: Vec<Kind>,
}

impl Model {
    /// Reads both files; a derived fact may rest only on facts before it.
    pub fn parse(facts: &str, kinds: &str) -> Result<Self, String> {
        let mut model = Self::default();
        for kind in toml::from_str::<Kinds>(kinds).map_err(|e| format!("kinds.toml: {e}"))?.kind {
            let name = kind.name.clone();
            if model.kinds.insert(name.clone(), kind).is_some() {
                return Err(format!("kinds.toml: `{name}` stands twice"));
            }
        }
        for mut fact in toml::from_str::<Facts>(facts).map_err(|e| format!("facts.toml: {e}"))?.fact
        {
            let name = fact.name.clone();
            let refuse = |why: String| Err(format!("facts.toml: `{name}`: {why}"));
            if let Err(why) = model.complete(&mut fact) {
                return refuse(why);
            }
            model.order.push(name.clone());
            if model.facts.insert(name.clone(), fact).is_some() {
                return refuse("stands twice".to_owned());
            }
        }
        Ok(model)
    }

    fn complete(&self, fact: &mut FactSpec) -> Result<(), String> {
        let read =
            |text: &Option<String>| text.as_deref().map(|text| self.predicate(text)).transpose();
        fact.yes_when = read(&fact.yes)?;
        fact.no_when = read(&fact.no)?;
        for (word, text) in &fact.is {
            if !fact.words.contains(word) {
                return Err(format!("`{word}` is none of its words"));
            }
            fact.is_when.insert(word.clone(), self.predicate(text)?);
        }
        match fact.kind {
            FactType::Choice if fact.words.len() < 2 => Err("a choice needs its words".to_owned()),
            FactType::YesNo | FactType::Choice if !fact.question.contains_key("en") => {
                Err("needs a question in English".to_owned())
            }
            FactType::Moment => match &fact.stands_in {
                Some(other) if !self.is(other, FactType::Moment) => {
                    Err(format!("`{other}` is no moment before it"))
                }
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// Whether there is a fact of this name and type.
    pub fn is(&self, name: &str, kind: FactType) -> bool {
        self.facts.get(name).is_some_and(|fact| fact.kind == kind)
    }

    /// Parses a predicate and checks that it asks for known facts, words and kinds.
    pub fn predicate(&self, text: &str) -> Result<Predicate, String> {
        let predicate = Predicate::parse(text)?;
        for leaf in predicate.leaves() {
            self.check(leaf).map_err(|why| format!("`{text}`: {why}"))?;
        }
        Ok(predicate)
    }

    fn check(&self, leaf: &Predicate) -> Result<(), String> {
        let wanted = |name: &str, kind: FactType, is: &str| {
            if self.is(name, kind) { Ok(()) } else { Err(format!("no {is} is called `{name}`")) }
        };
        match leaf {
            Predicate::Holds(name) => wanted(name, FactType::YesNo, "yes-or-no fact"),
            Predicate::Compare { count, .. } => wanted(count, FactType::Count, "count"),
            Predicate::Among { fact, words } => {
                wanted(fact, FactType::Choice, "choice")?;
                let known = self.facts.get(fact).map_or(&[][..], |fact| &fact.words);
                match words.iter().find(|word| !known.contains(word)) {
                    Some(word) => Err(format!(
                        "`{fact}` is never `{word}`; it is one of {}",
                        known.join(", ")
                    )),
                    None => Ok(()),
                }
            }
            Predicate::Has(kinds) => {
                match kinds.iter().find(|kind| !self.kinds.contains_key(*kind)) {
                    Some(kind) => Err(format!("no kind of data is called `{kind}`")),
                    None => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }

    /// What is wrong with a value that a human tells.
    pub fn check_value(&self, name: &str, value: &str) -> Result<(), String> {
        if let Some(kind) = name.strip_prefix("has_").filter(|kind| self.kinds.contains_key(*kind))
        {
            return match value {
                "yes" | "no" => Ok(()),
                _ => Err(format!("whether there is {kind} data is told as yes or no")),
            };
        }
        let Some(fact) = self.facts.get(name) else {
            return Err(format!("no fact is called `{name}`"));
        };
        match fact.kind {
            FactType::Count => Err(format!("`{name}` is counted from the case, not told")),
            FactType::YesNo if value == "yes" || value == "no" => Ok(()),
            FactType::YesNo => Err(format!("`{name}` is told as yes or no")),
            FactType::Choice if fact.words.iter().any(|word| word == value) => Ok(()),
            FactType::Choice => {
                Err(format!("`{name}` is one of {}, not `{value}`", fact.words.join(", ")))
            }
            FactType::Moment => crate::clock::Moment::parse(value, "UTC").map(|_| ()),
        }
    }
}

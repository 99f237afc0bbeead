//! `candor fact`: what humans answer to the questions of the law.

use crate::cli::{Answering, FactArgs};
use crate::error::UserError;
use crate::output;
use crate::stages::assess::{OPEN_CLAIM, assessment, rules};
use crate::stages::severity::RISK;
use candor_case::tables::DutyRow;
use candor_case::{Case, CaseError};
use candor_facts::Fact;
use candor_law::model::{FactType, Scope};
use serde::Deserialize;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A file of facts.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    fact: Vec<Fact>,
}

/// Questions printed unless all are asked for as a file or as JSON.
const SHOWN_MAX: usize = 25;

pub async fn run(args: &FactArgs) -> Result<(), UserError> {
    match &args.step {
        Answering::Set { name, value, entity, within, category, source } => {
            let fact = Fact {
                id: String::new(),
                name: name.clone(),
                value: value.clone(),
                entity: entity.clone(),
                within: within.clone(),
                category: *category,
                source: source.clone(),
            };
            tell(&args.case, vec![fact]).await
        }
        Answering::Import { file } => tell(&args.case, read(file)?).await,
        Answering::Withdraw { id, why } => {
            let mut case = Case::open(&args.case).await?;
            let operation = case.withdraw_fact(id, &why.reason).await?;
            output::line(format!("{id} is withdrawn by operation {}", operation.seq))
        }
        Answering::List { json } => list(&args.case, *json).await,
        Answering::Ask { out, json } => ask(&args.case, out.as_deref(), *json).await,
    }
}

fn read(file: &Path) -> Result<Vec<Fact>, UserError> {
    let text = std::fs::read_to_string(file).map_err(|e| CaseError::io("read", file, &e))?;
    let file: File = toml::from_str(&text).map_err(|e| {
        UserError::input(format!(
            "{}: {e}\nhint: `candor fact CASE ask --out FILE` writes a file to fill in; nothing was recorded",
            file.display()
        ))
    })?;
    Ok(file.fact.into_iter().filter(|fact| !fact.value.is_empty()).collect())
}

async fn tell(root: &Path, facts: Vec<Fact>) -> Result<(), UserError> {
    let book = rules()?;
    for fact in &facts {
        if fact.name == "open_files_change_nothing" {
            return Err(UserError::input(format!(
                "`{}` is not told, since it would cover files that come later\nhint: `candor decide CASE accept {OPEN_CLAIM} --reason …` covers those open now",
                fact.name
            )));
        }
        book.model.check_value(&fact.name, &fact.value).map_err(|why| {
            UserError::input(format!(
                "{why}\nhint: `candor laws facts` lists them; nothing was recorded"
            ))
        })?;
        if let Some(category) = fact.category
            && (fact.name != RISK || fact.within.is_some())
        {
            return Err(UserError::input(format!(
                "`{}` is not told of {category}s alone{}\nhint: only `{RISK}` has a category, and then no jurisdiction; nothing was recorded",
                fact.name,
                if fact.within.is_some() { " in one jurisdiction" } else { "" },
            )));
        }
        if let Some(place) = &fact.within
            && !book.jurisdictions.contains_key(place)
        {
            return Err(UserError::input(format!(
                "no jurisdiction is called {}\nhint: `candor laws list` names them",
                output::safe(place)
            )));
        }
    }
    let asked = facts.len();
    let mut case = Case::open(root).await?;
    let ids = case.tell_facts(facts, "").await?;
    output::line(ids.join(" "))?;
    eprintln!("{} facts recorded, {} already known", ids.len(), asked - ids.len());
    eprintln!("hint: `candor run {}` assesses the duties anew", root.display());
    Ok(())
}

async fn list(root: &Path, as_json: bool) -> Result<(), UserError> {
    let mut case = Case::open_to_read(root).await?;
    let facts = case.facts().await?;
    if as_json {
        return output::json(&facts);
    }
    let rows: Vec<Vec<String>> = facts
        .iter()
        .map(|fact| {
            let all = |text: &Option<String>| text.clone().unwrap_or_else(|| "all".to_owned());
            let cells = [
                fact.id.clone(),
                fact.name.clone(),
                fact.value.clone(),
                all(&fact.entity),
                all(&fact.within),
                fact.category.map_or_else(|| "all".to_owned(), |one| one.to_string()),
                fact.source.clone(),
            ];
            cells.iter().map(|cell| output::safe(cell)).collect()
        })
        .collect();
    output::table(&["id", "fact", "value", "company", "in", "persons", "source"], &rows, &[])
}

/// A question with what hangs on it.
pub struct Question {
    pub name: String,
    pub words: String,
    pub values: String,
    pub companies: BTreeSet<String>,
    pub jurisdictions: BTreeSet<String>,
    pub duties: usize,
    scope: Scope,
}

/// The questions that open duties hang on, those that decide most first.
pub fn questions(rows: &[DutyRow], lang: &str) -> Result<Vec<Question>, UserError> {
    let model = &rules()?.model;
    let mut all: BTreeMap<String, Question> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.outcome == "depends") {
        for name in &row.missing {
            let kind = name.strip_prefix("has_").and_then(|kind| model.kinds.get(kind));
            let fact = model.facts.get(name);
            let (words, values, scope) = match (kind, fact) {
                (Some(kind), _) => {
                    let title = kind.title.get(lang).or(kind.title.get("en")).cloned();
                    let words = format!("Is there among the data: {}?", title.unwrap_or_default());
                    (words, "yes, no".to_owned(), Scope::Company)
                }
                (_, Some(fact)) => {
                    let words = fact.question.get(lang).or(fact.question.get("en")).cloned();
                    let values = match fact.kind {
                        FactType::YesNo => "yes, no".to_owned(),
                        FactType::Choice => fact.words.join(", "),
                        FactType::Moment => "a time".to_owned(),
                        FactType::Count => continue,
                    };
                    (words.unwrap_or_default(), values, fact.scope)
                }
                _ => continue,
            };
            let question = all.entry(name.clone()).or_insert_with(|| Question {
                name: name.clone(),
                words,
                values,
                companies: BTreeSet::new(),
                jurisdictions: BTreeSet::new(),
                duties: 0,
                scope,
            });
            question.companies.insert(row.company.clone());
            question.jurisdictions.insert(row.jurisdiction.clone());
            question.duties += 1;
        }
    }
    let mut all: Vec<Question> = all.into_values().collect();
    let place = |name: &str| model.order.iter().position(|known| known == name);
    all.sort_by_key(|one| (std::cmp::Reverse(one.duties), place(&one.name)));
    Ok(all)
}

async fn ask(root: &Path, out: Option<&Path>, as_json: bool) -> Result<(), UserError> {
    let mut case = Case::open_to_read(root).await?;
    let lang = case.settings.case.language.clone().unwrap_or_else(|| "ja".to_owned());
    let rows: Vec<DutyRow> = case.query().await?.table("duty_id").await?;
    for row in &rows {
        assessment(row)?;
    }
    let questions = questions(&rows, &lang)?;
    if let Some(to) = out {
        let text: String = questions.iter().flat_map(form).collect();
        crate::stages::disclose::write(to, text.as_bytes())?;
        eprintln!("{} questions in {}", questions.len(), to.display());
        eprintln!(
            "hint: fill in `value` and `source`, then `candor fact {} import {}`",
            root.display(),
            to.display()
        );
        return Ok(());
    }
    if as_json {
        let all: Vec<_> = questions
            .iter()
            .map(|one| {
                json!({
                    "fact": one.name, "question": one.words, "values": one.values, "duties": one.duties,
                    "companies": one.companies, "jurisdictions": one.jurisdictions,
                })
            })
            .collect();
        return output::json(&all);
    }
    let cells: Vec<Vec<String>> = questions
        .iter()
        .take(SHOWN_MAX)
        .map(|one| {
            let list =
                |words: &BTreeSet<String>| words.iter().cloned().collect::<Vec<_>>().join(" ");
            vec![one.duties.to_string(), one.name.clone(), list(&one.companies), one.words.clone()]
        })
        .collect();
    output::table(&["duties", "fact", "companies", "question"], &cells, &[0])?;
    if questions.len() > SHOWN_MAX {
        output::line(format!(
            "… and {} more; --out FILE writes them all",
            questions.len() - SHOWN_MAX
        ))?;
    }
    eprintln!(
        "hint: `candor fact {} set FACT VALUE --source … [--entity ID]` answers one",
        root.display()
    );
    Ok(())
}

/// A question as blocks of a file to fill in: one for each company, or one for all.
fn form(question: &Question) -> Vec<String> {
    let block = |entity: Option<&String>| {
        let entity = entity.map_or_else(String::new, |id| format!("entity = {id:?}\n"));
        format!(
            "# {} ({}; {} duties)\n[[fact]]\nname = {:?}\nvalue = \"\"\n{entity}source = \"\"\n\n",
            question.words, question.values, question.duties, question.name
        )
    };
    match question.scope {
        Scope::Incident => vec![block(None)],
        _ => question.companies.iter().map(|id| block(Some(id))).collect(),
    }
}

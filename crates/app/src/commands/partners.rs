//! `candor draft CASE annexes`: for each business partner the list of its documents and people, ready
//! to send.

use crate::error::UserError;
use crate::output;
use crate::report::{Values, workbook};
use crate::stages::disclose::write;
use candor_case::tables::PartnerRow;
use candor_case::{Case, CaseError, Query};
use candor_engine::disclose::{class_name, field_name};
use candor_facts::{DocClass, Field, Language, Personal};
use std::collections::HashMap;
use std::path::Path;

candor_case::row! {
    /// A document that names a partner, at one of its paths.
    PaperRow {
        org_id: String,
        path: String,
        collection: String,
        doc_class: Option<String>,
        language: Option<String>,
        sha256: String,
    }
}

const PAPERS_SQL: &str = "SELECT o.org_id AS org_id, i.path AS path, i.collection AS collection, d.doc_class AS doc_class, d.language AS language, \
    i.sha256 AS sha256 FROM (SELECT org_id, unnest(documents) AS sha256 FROM organisations WHERE relation = 'counterparty') o \
    JOIN items i ON o.sha256 = i.sha256 LEFT JOIN documents d ON i.sha256 = d.sha256 ORDER BY org_id, collection, path";

candor_case::row! {
    /// A person who works for a partner.
    WorkerRow {
        org_id: String,
        person_id: String,
        letter_name: String,
        fields: Vec<String>,
        documents: u64,
    }
}

const WORKERS_SQL: &str = "SELECT p.employer_org AS org_id, p.person_id AS person_id, p.letter_name AS letter_name, p.fields AS fields, \
    p.documents AS documents FROM persons p JOIN organisations o ON p.employer_org = o.org_id WHERE o.relation = 'counterparty' ORDER BY org_id, person_id";

/// Writes one workbook for each partner and an index of all; returns how many.
pub async fn annexes(
    case: &mut Case,
    lang: Language,
    out: &Path,
    values: Values,
) -> Result<usize, UserError> {
    std::fs::create_dir_all(out).map_err(|e| CaseError::io("create", out, &e))?;
    let query = case.query().await?;
    let partners: Vec<PartnerRow> = query.table("org_id").await?;
    let mut papers = grouped::<PaperRow>(&query, PAPERS_SQL, |row| row.org_id.clone()).await?;
    let mut workers = grouped::<WorkerRow>(&query, WORKERS_SQL, |row| row.org_id.clone()).await?;
    let mut index = vec![head(&["file", "org_id", "name", "documents", "items", "persons"])];
    for partner in &partners {
        let papers = papers.remove(&partner.org_id).unwrap_or_default();
        let workers = workers.remove(&partner.org_id).unwrap_or_default();
        let file = format!("{}.xlsx", partner.org_id);
        let documents = documents(&papers, lang);
        let people = people(&workers, lang, values);
        let bytes = workbook(&[("documents", &documents), ("people", &people)])?;
        write(&out.join(&file), &bytes)?;
        index.push(vec![
            file,
            partner.org_id.clone(),
            output::safe(&partner.name),
            partner.documents.to_string(),
            partner.items.to_string(),
            partner.persons.to_string(),
        ]);
    }
    write(&out.join("index.xlsx"), &workbook(&[("partners", &index)])?)?;
    Ok(partners.len())
}

async fn grouped<R: candor_case::tables::Readable>(
    query: &Query,
    sql: &str,
    key: impl Fn(&R) -> String,
) -> Result<HashMap<String, Vec<R>>, UserError> {
    let mut groups: HashMap<String, Vec<R>> = HashMap::new();
    query
        .rows::<R>(sql, |rows| {
            rows.into_iter().for_each(|row| groups.entry(key(&row)).or_default().push(row));
            Ok(())
        })
        .await?;
    Ok(groups)
}

fn head(titles: &[&str]) -> Vec<String> {
    titles.iter().map(|title| (*title).to_owned()).collect()
}

fn documents(papers: &[PaperRow], lang: Language) -> Vec<Vec<String>> {
    let mut sheet = vec![head(&["path", "kind", "language", "received as", "sha256"])];
    sheet.extend(papers.iter().map(|paper| {
        let class = paper.doc_class.as_deref().and_then(DocClass::parse);
        vec![
            output::safe(&paper.path),
            class.map_or_else(String::new, |class| class_name(lang, class).to_owned()),
            paper.language.clone().unwrap_or_default(),
            paper.collection.clone(),
            paper.sha256.clone(),
        ]
    }));
    sheet
}

fn people(workers: &[WorkerRow], lang: Language, values: Values) -> Vec<Vec<String>> {
    let mut sheet = vec![head(&["name", "data", "documents", "person_id"])];
    sheet.extend(workers.iter().map(|worker| {
        let name = match values {
            Values::Shown => worker.letter_name.clone(),
            Values::Masked => Personal::new(worker.letter_name.clone()).masked(),
        };
        let fields = worker.fields.iter().filter_map(|field| Field::parse(field));
        let fields: Vec<&str> = fields.map(|field| field_name(lang, field)).collect();
        vec![name, fields.join(", "), worker.documents.to_string(), worker.person_id.clone()]
    }));
    sheet
}

//! `candor draft CASE annexes`: for each business partner the list of its documents and people, ready
//! to send.

use crate::error::UserError;
use crate::output;
use crate::report::{Values, workbook};
use crate::stages::disclose::write;
use candor_case::tables::PartnerRow;
use candor_case::{Case, CaseError, OperationKind, Query, sha256_hex};
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

/// Records of a partner's people in their business with the group: not what they are elsewhere, such as
/// an applicant's or a patient's papers.
const TIES: &str = "WITH firms AS (SELECT org_id, unnest(names) AS name FROM organisations WHERE relation = 'counterparty'), \
    own AS (SELECT record_id, sha256, fields, unnest(employers) AS name FROM records), \
    business AS (SELECT DISTINCT record_id FROM exposed WHERE category = 'business_contact'), \
    ties AS (SELECT DISTINCT f.org_id AS org_id, r.record_id AS record_id, r.sha256 AS sha256, r.fields AS fields FROM firms f \
    JOIN own r ON f.name = r.name JOIN business b ON r.record_id = b.record_id)";
const PAPERS_SQL: &str = "SELECT DISTINCT t.org_id AS org_id, i.path AS path, i.collection AS collection, d.doc_class AS doc_class, \
    d.language AS language, i.sha256 AS sha256 FROM ties t JOIN items i ON t.sha256 = i.sha256 \
    LEFT JOIN documents d ON i.sha256 = d.sha256 ORDER BY org_id, collection, path";

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

const WORKERS_SQL: &str = "SELECT x.org_id AS org_id, x.person_id AS person_id, p.letter_name AS letter_name, x.fields AS fields, x.documents AS documents \
    FROM (SELECT t.org_id AS org_id, m.person_id AS person_id, array_agg(DISTINCT t.field) AS fields, count(DISTINCT t.sha256) AS documents \
    FROM (SELECT org_id, record_id, sha256, unnest(fields) AS field FROM ties) t JOIN person_records m ON t.record_id = m.record_id \
    GROUP BY t.org_id, m.person_id) x JOIN persons p ON x.person_id = p.person_id ORDER BY org_id, person_id";

/// Writes one workbook for each partner and an index of all; returns how many.
pub async fn annexes(
    case: &mut Case,
    lang: Language,
    out: &Path,
    values: Values,
) -> Result<usize, UserError> {
    // Annexes of an earlier wave must not be sent again by mistake.
    if out.exists() && out.read_dir().is_ok_and(|mut files| files.next().is_some()) {
        return Err(UserError::input(format!(
            "{} holds files already\nhint: empty it or name another folder with --out",
            out.display()
        )));
    }
    std::fs::create_dir_all(out).map_err(|e| CaseError::io("create", out, &e))?;
    let query = case.query().await?;
    let partners: Vec<PartnerRow> = query.table("org_id").await?;
    let mut papers =
        grouped::<PaperRow>(&query, &format!("{TIES} {PAPERS_SQL}"), |row| row.org_id.clone())
            .await?;
    let mut workers =
        grouped::<WorkerRow>(&query, &format!("{TIES} {WORKERS_SQL}"), |row| row.org_id.clone())
            .await?;
    let titles = [
        ["ファイル", "File", "Tệp"],
        ["番号", "Id", "Mã"],
        ["取引先", "Partner", "Đối tác"],
        ["文書", "Documents", "Tài liệu"],
        ["項目", "Items", "Mục"],
        ["人数", "People", "Người"],
    ];
    let mut index = vec![head(lang, &titles)];
    let mut written = Vec::new();
    for partner in &partners {
        let papers = papers.remove(&partner.org_id).unwrap_or_default();
        let workers = workers.remove(&partner.org_id).unwrap_or_default();
        let file = format!("{}.xlsx", partner.org_id);
        let documents = documents(&papers, lang);
        let people = people(&workers, lang, values);
        let bytes = workbook(&[("documents", &documents), ("people", &people)])?;
        written.push(mark(&file, &bytes));
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
    let bytes = workbook(&[("partners", &index)])?;
    written.push(mark("index.xlsx", &bytes));
    write(&out.join("index.xlsx"), &bytes)?;
    drop(query);
    let shown = matches!(values, Values::Shown);
    let detail = serde_json::json!({
        "partners": partners.len(), "language": lang.as_str(), "values_shown": shown, "files": written,
    });
    let sink = case.sink();
    case.append(OperationKind::Annexes, String::new(), detail, sink, &[]).await?;
    Ok(partners.len())
}

/// A file as the ledger remembers it.
fn mark(file: &str, bytes: &[u8]) -> serde_json::Value {
    serde_json::json!({ "file": file, "sha256": sha256_hex(bytes) })
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

/// Titles in Japanese, English and Vietnamese.
fn head(lang: Language, titles: &[[&str; 3]]) -> Vec<String> {
    let at = match lang {
        Language::Ja => 0,
        Language::Vi => 2,
        _ => 1,
    };
    titles.iter().map(|title| title[at].to_owned()).collect()
}

fn documents(papers: &[PaperRow], lang: Language) -> Vec<Vec<String>> {
    let titles = [
        ["場所", "Path", "Đường dẫn"],
        ["種類", "Kind", "Loại"],
        ["言語", "Language", "Ngôn ngữ"],
        ["受領単位", "Received as", "Đợt nhận"],
        ["SHA-256", "SHA-256", "SHA-256"],
    ];
    let mut sheet = vec![head(lang, &titles)];
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
    let titles = [
        ["氏名", "Name", "Họ tên"],
        ["情報の項目", "Data", "Dữ liệu"],
        ["文書", "Documents", "Tài liệu"],
        ["番号", "Id", "Mã"],
    ];
    let mut sheet = vec![head(lang, &titles)];
    sheet.extend(workers.iter().map(|worker| {
        let name = match values {
            Values::Shown => worker.letter_name.clone(),
            Values::Masked => Personal::new(worker.letter_name.clone()).masked(),
        };
        let fields = worker.fields.iter().filter_map(|field| Field::parse(field));
        let mut fields: Vec<Field> = fields.collect();
        fields.sort_unstable();
        let fields: Vec<&str> = fields.into_iter().map(|field| field_name(lang, field)).collect();
        vec![name, fields.join(", "), worker.documents.to_string(), worker.person_id.clone()]
    }));
    sheet
}

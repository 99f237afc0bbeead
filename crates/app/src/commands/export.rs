//! `candor export`: documents, findings, persons and organisations for other tools. Lines are in a
//! fixed order and shape, so that equal cases give equal bytes.

use crate::cli::{Export, Format};
use crate::error::UserError;
use crate::report::{PERSON_COLUMNS, Values, person_cells, persons_workbook};
use crate::stages::disclose::write;
use candor_case::tables::{OrganisationRow, PersonRow};
use candor_case::{Case, CaseError, Query};
use serde_json::json;
use std::collections::{BTreeSet, HashMap};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

pub async fn run(args: &Export) -> Result<(), UserError> {
    let mut case = Case::open_to_read(&args.case).await?;
    let out = args.out.clone().unwrap_or_else(|| case.layout.out().join("export"));
    std::fs::create_dir_all(&out).map_err(|e| CaseError::io("create", &out, &e))?;
    let segments = case.segments().await?;
    let query = case.query().await?;
    let values = if args.show_values { Values::Shown } else { Values::Masked };
    match args.format {
        Format::Jsonl => jsonl(&query, &out).await?,
        Format::Csv => csv(&query, &out, values).await?,
        Format::Xlsx => {
            let persons = query.table("person_id").await?;
            write(&out.join("persons.xlsx"), &persons_workbook(&persons, values)?)?;
        }
        Format::Parquet => {
            for (table, _) in candor_case::tables::all() {
                // Segments of an earlier export would be counted twice.
                let folder = out.join(table);
                if folder.exists() {
                    std::fs::remove_dir_all(&folder)
                        .map_err(|e| CaseError::io("empty", &folder, &e))?;
                }
            }
            for segment in segments {
                let from = segment.path(&case.layout);
                let folder = out.join(&segment.table);
                let to = folder.join(&segment.file);
                std::fs::create_dir_all(&folder)
                    .and_then(|()| std::fs::copy(&from, &to).map(|_| ()))
                    .map_err(|e| CaseError::io("copy", &to, &e))?;
            }
        }
    }
    eprintln!("wrote {}", out.display());
    Ok(())
}

async fn jsonl(query: &Query, out: &Path) -> Result<(), UserError> {
    documents(query, out).await?;
    findings(query, out).await?;
    persons(query, out).await?;
    organisations(query, out).await
}

/// A file written line by line that takes its name only when it is whole.
struct Lines {
    to: std::path::PathBuf,
    scratch: std::path::PathBuf,
    file: BufWriter<File>,
}

impl Lines {
    fn new(to: &Path) -> Result<Self, UserError> {
        let scratch = to.with_extension("part");
        let file = File::create(&scratch).map_err(|e| CaseError::io("write", &scratch, &e))?;
        Ok(Self { to: to.to_path_buf(), scratch, file: BufWriter::new(file) })
    }

    fn push(&mut self, line: &str) -> candor_case::Result<()> {
        writeln!(self.file, "{line}").map_err(|e| CaseError::io("write", &self.scratch, &e))
    }

    fn finish(mut self) -> Result<(), UserError> {
        self.file.flush().map_err(|e| CaseError::io("write", &self.scratch, &e))?;
        std::fs::rename(&self.scratch, &self.to)
            .map_err(|e| CaseError::io("write", &self.to, &e))?;
        Ok(())
    }
}

candor_case::row! {
    ItemLine {
        path: String,
        collection: String,
        sha256: Option<String>,
        media_type: Option<String>,
        doc_class: Option<String>,
        doc_class_confidence: f32,
        language: Option<String>,
        state: String,
        reason: Option<String>,
        companies: Vec<String>,
    }
}

const ITEMS_SQL: &str = "SELECT i.path AS path, i.collection AS collection, i.sha256 AS sha256, d.media_type AS media_type, d.doc_class AS doc_class, \
    coalesce(d.doc_class_confidence, CAST(0 AS FLOAT)) AS doc_class_confidence, d.language AS language, coalesce(d.state, 'unread') AS state, \
    coalesce(d.reason, i.reason) AS reason, a.companies AS companies \
    FROM items i LEFT JOIN documents d ON i.sha256 = d.sha256 \
    LEFT JOIN (SELECT collection, path, array_agg(company ORDER BY company) AS companies FROM attributions GROUP BY collection, path) a \
    ON i.collection = a.collection AND i.path = a.path ORDER BY collection, path";

async fn documents(query: &Query, out: &Path) -> Result<(), UserError> {
    let mut lines = Lines::new(&out.join("documents.jsonl"))?;
    query
        .rows::<ItemLine>(ITEMS_SQL, |rows| {
            rows.into_iter().try_for_each(|row| {
                let line = json!({
                    "path": row.path, "collection": row.collection, "sha256": row.sha256, "media_type": row.media_type,
                    "doc_class": row.doc_class, "doc_class_confidence": rounded(row.doc_class_confidence), "language": row.language,
                    "status": row.state, "reason": row.reason, "companies": row.companies,
                });
                lines.push(&line.to_string())
            })
        })
        .await?;
    lines.finish()
}

/// Three decimals are what a confidence is worth.
fn rounded(confidence: f32) -> f64 {
    (f64::from(confidence) * 1000.0).round() / 1000.0
}

candor_case::row! {
    FindingLine {
        path: String,
        field: String,
        scheme: Option<String>,
        raw: String,
        normalized: String,
        confidence: f32,
        label: String,
        part: u64,
        start: u64,
        end: u64,
        cell: Option<String>,
        person_id: Option<String>,
    }
}

const FINDINGS_SQL: &str = "SELECT i.path AS path, f.field AS field, f.scheme AS scheme, f.raw AS raw, f.normalized AS normalized, f.confidence AS confidence, \
    p.label AS label, f.part AS part, f.start AS start, f.\"end\" AS \"end\", f.cell AS cell, r.person_id AS person_id \
    FROM findings f JOIN (SELECT DISTINCT sha256, path FROM items) i ON f.sha256 = i.sha256 \
    JOIN (SELECT sha256, part, label FROM parts) p ON f.sha256 = p.sha256 AND f.part = p.part \
    LEFT JOIN person_records r ON f.record_id = r.record_id ORDER BY path, part, start, field, normalized";

async fn findings(query: &Query, out: &Path) -> Result<(), UserError> {
    let mut lines = Lines::new(&out.join("findings.jsonl"))?;
    query
        .rows::<FindingLine>(FINDINGS_SQL, |rows| {
            rows.into_iter().try_for_each(|row| {
                let line = json!({
                    "path": row.path, "field": row.field, "scheme": row.scheme, "value": row.raw, "normalized": row.normalized,
                    "confidence": rounded(row.confidence),
                    "where": { "part": row.part, "label": row.label, "start": row.start, "end": row.end, "cell": row.cell },
                    "person_id": row.person_id,
                });
                lines.push(&line.to_string())
            })
        })
        .await?;
    lines.finish()
}

candor_case::row! {
    PersonPath {
        person_id: String,
        path: String,
    }
}

const PERSON_PATHS_SQL: &str = "SELECT DISTINCT p.person_id AS person_id, i.path AS path FROM person_records p JOIN records r ON p.record_id = r.record_id \
    JOIN items i ON r.sha256 = i.sha256 ORDER BY person_id, path";

async fn persons(query: &Query, out: &Path) -> Result<(), UserError> {
    let mut lines = Lines::new(&out.join("persons.jsonl"))?;
    let mut paths: HashMap<String, Vec<String>> = HashMap::new();
    query
        .rows::<PersonPath>(PERSON_PATHS_SQL, |rows| {
            rows.into_iter().for_each(|row| paths.entry(row.person_id).or_default().push(row.path));
            Ok(())
        })
        .await?;
    query
        .rows::<PersonRow>("SELECT * FROM persons ORDER BY person_id", |rows| {
            rows.into_iter().try_for_each(|row| {
                let files = paths.remove(&row.person_id).unwrap_or_default();
                let line = json!({
                    "person_id": row.person_id, "names": row.names, "emails": row.emails, "phones": row.phones, "addresses": row.addresses,
                    "national_ids": row.national_ids, "country": row.country, "categories": row.categories, "companies": row.companies,
                    "employer": row.employer, "fields": row.fields, "files": files, "records": row.records,
                });
                lines.push(&line.to_string())
            })
        })
        .await?;
    lines.finish()
}

async fn organisations(query: &Query, out: &Path) -> Result<(), UserError> {
    let mut lines = Lines::new(&out.join("organisations.jsonl"))?;
    let mut paths: HashMap<String, BTreeSet<String>> = HashMap::new();
    query
        .rows::<DocumentPath>(
            "SELECT DISTINCT sha256, path FROM items WHERE sha256 IS NOT NULL",
            |rows| {
                rows.into_iter().for_each(|row| {
                    paths.entry(row.sha256).or_default().insert(row.path);
                });
                Ok(())
            },
        )
        .await?;
    let organisations: Vec<OrganisationRow> = query.table("org_id").await?;
    for row in organisations {
        let files: BTreeSet<&String> =
            row.documents.iter().filter_map(|sha256| paths.get(sha256)).flatten().collect();
        let line = json!({ "org_id": row.org_id, "names": row.names, "domains": row.domains, "numbers": row.numbers, "relation": row.relation, "files": files });
        lines.push(&line.to_string())?;
    }
    lines.finish()
}

candor_case::row! {
    DocumentPath {
        sha256: String,
        path: String,
    }
}

async fn csv(query: &Query, out: &Path, values: Values) -> Result<(), UserError> {
    let mut lines = Lines::new(&out.join("persons.csv"))?;
    let header: Vec<String> = PERSON_COLUMNS.iter().map(|(title, _)| (*title).to_owned()).collect();
    lines.push(&csv_line(&header))?;
    query
        .rows::<PersonRow>("SELECT * FROM persons ORDER BY person_id", |rows| {
            rows.iter().try_for_each(|row| lines.push(&csv_line(&person_cells(row, values))))
        })
        .await?;
    lines.finish()
}

/// One line after RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe.
fn csv_line(cells: &[String]) -> String {
    let quoted: Vec<String> = cells
        .iter()
        .map(|cell| {
            let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
            format!("\"{guard}{}\"", cell.replace('"', "\"\""))
        })
        .collect();
    quoted.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_cannot_act_as_formulas() {
        assert_eq!(csv_line(&["=1+1".into(), "a\"b".into()]), "\"'=1+1\",\"a\"\"b\"");
    }
}

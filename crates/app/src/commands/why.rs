//! `candor why`: from a person, a number, a claim, a finding or a file down to page and offset.

use crate::cli::Why;
use crate::error::UserError;
use crate::output;
use crate::stages::assess::{assessment, rules};
use candor_case::tables::{
    AmbiguousRow, AttributionRow, ClaimRow, ConflictRow, DutyRow, EventRow, ExposedRow,
    ExposureTableRow, FactRow, JoinedRow, PersonRecordRow, PersonRow, RecordRow,
};
use candor_case::{Case, Decided, Decision, Query};
use candor_facts::Personal;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Lines of evidence printed for one number; `--json` prints them all.
const SHOWN_MAX: usize = 40;

pub async fn run(args: &Why) -> Result<(), UserError> {
    let mut case = Case::open_to_read(&args.case).await?;
    let decisions = case.decisions().await?;
    let query = case.query().await?;
    // Ids copied from a report's narrow cells hold places to break.
    let id = args.id.replace('\u{200b}', "");
    let asked = Asked { query: &query, decisions, show: args.show_values };
    let answer = match id.split('-').next() {
        Some("P") => match asked.person(&id).await? {
            Some(person) => Some(person),
            None => asked.joined_person(&id).await?,
        },
        Some("X") => asked.conflict(&id).await?,
        Some("E") => asked.exposure(&id).await?,
        Some("C") => asked.claim(&id).await?,
        Some("V") => asked.event(&id).await?,
        Some("D") => asked.duty(&id).await?,
        Some("A") => asked.fact(&id).await?,
        Some("F") => {
            asked.findings(&format!("f.finding_id = {}", quoted(&id))).await?.into_iter().next()
        }
        _ => None,
    };
    let answer = match answer {
        Some(answer) => Some(answer),
        None => asked.record(&id).await?,
    };
    let answer = match answer {
        Some(answer) => Some(answer),
        None => asked.path(&id).await?,
    };
    let unknown = || {
        UserError::input(format!(
            "nothing in this case is called {}\nhint: ids stand in `candor exposure`, out/persons.xlsx and the exports; paths in `candor status --unread`",
            output::safe(&args.id)
        ))
    };
    let answer = answer.ok_or_else(unknown)?;
    if args.json { output::json(&answer) } else { print(&answer, 0) }
}

struct Asked<'a> {
    query: &'a Query,
    decisions: Vec<Decision>,
    show: bool,
}

candor_case::row! {
    /// A finding with the paths under which its document lies.
    PlacedFinding {
        finding_id: String,
        sha256: String,
        part: u64,
        label: String,
        start: u64,
        end: u64,
        cell: Option<String>,
        field: String,
        scheme: Option<String>,
        raw: String,
        confidence: f32,
        detector: String,
        validator: Option<String>,
        header: Option<String>,
        context: Option<String>,
        record_id: Option<String>,
        path: String,
        copies: u64,
    }
}

fn conflict(row: &ConflictRow) -> Value {
    json!({
        "conflict": row.conflict_id,
        "kind": row.kind,
        "persons": [row.left_person, row.right_person],
        "records": [row.left_record, row.right_record],
        "evidence": format!("{:+.1} bits: {}", row.weight, row.reason),
    })
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

impl Asked<'_> {
    fn value(&self, text: &str) -> String {
        if self.show { text.to_owned() } else { Personal::new(text.to_owned()).masked() }
    }

    fn values(&self, texts: &[String]) -> Vec<String> {
        texts.iter().map(|text| self.value(text)).collect()
    }

    async fn findings(&self, condition: &str) -> Result<Vec<Value>, UserError> {
        let sql = format!(
            "SELECT f.finding_id AS finding_id, f.sha256 AS sha256, f.part AS part, p.label AS label, f.start AS start, f.\"end\" AS \"end\", \
             f.cell AS cell, f.field AS field, f.scheme AS scheme, f.raw AS raw, f.confidence AS confidence, f.detector AS detector, \
             f.validator AS validator, f.header AS header, f.context AS context, f.record_id AS record_id, i.path AS path, i.copies AS copies \
             FROM findings f JOIN parts p ON f.sha256 = p.sha256 AND f.part = p.part \
             JOIN (SELECT sha256, min(path) AS path, count(*) AS copies FROM items GROUP BY sha256) i ON f.sha256 = i.sha256 \
             WHERE {condition} ORDER BY path, f.part, f.start"
        );
        let rows: Vec<PlacedFinding> = self.query.all(&sql).await?;
        Ok(rows.iter().map(|row| self.finding(row)).collect())
    }

    fn finding(&self, row: &PlacedFinding) -> Value {
        let place = match &row.cell {
            Some(cell) => {
                format!("{} › {} › {cell} (bytes {}–{})", row.path, row.label, row.start, row.end)
            }
            None => format!("{} › {} › bytes {}–{}", row.path, row.label, row.start, row.end),
        };
        let reasons: Vec<String> = [
            Some(format!("detector {}", row.detector)),
            row.header.as_ref().map(|header| format!("header “{header}”")),
            row.validator.as_ref().map(|validator| format!("passed {validator}")),
            row.context.as_ref().map(|context| format!("near “{context}”")),
        ]
        .into_iter()
        .flatten()
        .collect();
        json!({
            "finding": row.finding_id,
            "field": row.scheme.as_ref().map_or_else(|| row.field.clone(), |scheme| format!("{} ({scheme})", row.field)),
            "value": self.value(&row.raw),
            "place": place,
            "copies": row.copies,
            "confidence": (f64::from(row.confidence) * 100.0).round() / 100.0,
            "because": reasons.join(", "),
        })
    }

    async fn person(&self, id: &str) -> Result<Option<Value>, UserError> {
        let of = |table: &str, order: &str| {
            format!("SELECT * FROM {table} WHERE person_id = {} ORDER BY {order}", quoted(id))
        };
        let persons: Vec<PersonRow> = self.query.all(&of("persons", "person_id")).await?;
        let Some(person) = persons.first() else { return Ok(None) };
        let links: Vec<PersonRecordRow> =
            self.query.all(&of("person_records", "record_id")).await?;
        let exposed: Vec<ExposedRow> =
            self.query.all(&of("exposed", "record_id, company, category")).await?;
        let mut records = Vec::new();
        for link in &links {
            let categories: BTreeSet<String> = exposed
                .iter()
                .filter(|row| row.record_id == link.record_id)
                .map(|row| format!("{} at {}: {}", row.category, row.company, row.category_basis))
                .collect();
            let linked = link.linked_to.as_ref().map_or_else(
                || link.reason.clone(),
                |to| {
                    format!("linked to record {to} with {:+.1} bits: {}", link.weight, link.reason)
                },
            );
            records.push(json!({
                "record": link.record_id,
                "linked": linked,
                "category": categories,
                "findings": self.findings(&format!("f.record_id = {}", quoted(&link.record_id))).await?,
            }));
        }
        let records_of: BTreeSet<&str> = links.iter().map(|link| link.record_id.as_str()).collect();
        let joined: Vec<JoinedRow> = self
            .query
            .all(&format!("SELECT * FROM person_joins WHERE into_person = {}", quoted(id)))
            .await?;
        let kept_apart: Vec<ConflictRow> = self
            .query
            .all(&format!(
                "SELECT * FROM conflicts WHERE left_person = {0} OR right_person = {0} ORDER BY conflict_id",
                quoted(id)
            ))
            .await?;
        Ok(Some(json!({
            "person": person.person_id,
            "also_called": joined.iter().map(|row| &row.from_person).collect::<Vec<_>>(),
            "decisions": self.decided(&records_of),
            "kept_apart": kept_apart.iter().map(conflict).collect::<Vec<_>>(),
            "names": self.values(&person.names),
            "emails": self.values(&person.emails),
            "categories": person.categories,
            "companies": person.companies,
            "country": person.country.as_ref().map(|country| format!("{country} ({})", person.country_basis)),
            "records": records,
        })))
    }

    /// The person that an id of an earlier run belongs to now.
    async fn joined_person(&self, id: &str) -> Result<Option<Value>, UserError> {
        let sql = format!("SELECT * FROM person_joins WHERE from_person = {}", quoted(id));
        let joined: Vec<JoinedRow> = self.query.all(&sql).await?;
        let Some(row) = joined.first() else { return Ok(None) };
        Ok(Some(json!({ "person": id, "joined_into": row.into_person })))
    }

    /// What humans decided about these records.
    fn decided(&self, records: &BTreeSet<&str>) -> Vec<Value> {
        let about = |decision: &&Decision| {
            let (Decided::Same { left, right } | Decided::Different { left, right }) =
                &decision.decided
            else {
                return false;
            };
            records.contains(left.as_str()) || records.contains(right.as_str())
        };
        self.decisions.iter().filter(about).map(|decision| json!(decision)).collect()
    }

    /// Two persons that may be one.
    async fn conflict(&self, id: &str) -> Result<Option<Value>, UserError> {
        let sql = format!("SELECT * FROM conflicts WHERE conflict_id = {}", quoted(id));
        let rows: Vec<ConflictRow> = self.query.all(&sql).await?;
        Ok(rows.first().map(conflict))
    }

    async fn record(&self, id: &str) -> Result<Option<Value>, UserError> {
        let records: Vec<RecordRow> = self
            .query
            .all(&format!("SELECT * FROM records WHERE record_id = {}", quoted(id)))
            .await?;
        let Some(record) = records.first() else { return Ok(None) };
        let undecided: Vec<AmbiguousRow> = self
            .query
            .all(&format!("SELECT * FROM ambiguous WHERE record_id = {}", quoted(id)))
            .await?;
        Ok(Some(json!({
            "record": id,
            "place": format!("{} ({})", record.place, record.kind),
            "undecided": undecided.iter().map(|row| json!({ "reason": row.reason, "candidates": row.candidates })).collect::<Vec<_>>(),
            "findings": self.findings(&format!("f.record_id = {}", quoted(id))).await?,
        })))
    }

    async fn exposure(&self, id: &str) -> Result<Option<Value>, UserError> {
        let cells: Vec<ExposureTableRow> = self
            .query
            .all(&format!("SELECT * FROM exposure WHERE exposure_id = {}", quoted(id)))
            .await?;
        let Some(cell) = cells.first() else { return Ok(None) };
        let field = if cell.field == "any" {
            String::new()
        } else {
            format!(" AND array_has(fields, {})", quoted(&cell.field))
        };
        let sql = format!(
            "SELECT * FROM exposed WHERE category = {} AND company = {} AND tier = {}{field} ORDER BY person_id, record_id",
            quoted(&cell.category),
            quoted(&cell.company),
            quoted(&cell.tier)
        );
        let rows: Vec<ExposedRow> = self.query.all(&sql).await?;
        let behind: Vec<Value> = rows
            .iter()
            .map(|row| json!({ "person": row.person_id, "record": row.record_id, "document": row.sha256, "because": row.category_basis }))
            .collect();
        Ok(Some(json!({
            "exposure": id,
            "counts": { "persons": cell.persons, "records": cell.records, "documents": cell.documents, "items": cell.items },
            "behind": behind,
        })))
    }

    /// A claim: its query, what it rests on, and the first rows behind it.
    async fn claim(&self, id: &str) -> Result<Option<Value>, UserError> {
        let claims: Vec<ClaimRow> = self
            .query
            .all(&format!("SELECT * FROM claims WHERE claim_id = {}", quoted(id)))
            .await?;
        let Some(claim) = claims.first() else { return Ok(None) };
        let mut behind = Vec::new();
        for evidence in &claim.evidence {
            let opened = match evidence.split('-').next() {
                Some("E") => self.exposure(evidence).await?,
                Some("V") => self.event(evidence).await?,
                _ => self.decision(evidence),
            };
            behind.push(opened.unwrap_or_else(|| json!({ "evidence": evidence })));
        }
        if let Some(field) = claim.subject.strip_prefix("field/") {
            behind.extend(self.findings(&format!("f.field = {}", quoted(field))).await?);
        }
        for (what, sql) in rows_behind(claim) {
            let rows: Vec<NameRow> = self.query.all(&sql).await?;
            behind.extend(rows.into_iter().map(|row| json!({ what: row.name })));
        }
        Ok(Some(json!({
            "claim": claim.claim_id, "kind": claim.kind, "subject": claim.subject, "value": claim.value, "unit": claim.unit,
            "published as": claim.rounded, "rounding": claim.rounding, "bounds": claim.low.zip(claim.high).map(|(low, high)| format!("{low}–{high}")),
            "standing": claim.standing, "uncertainty": claim.uncertainty, "query": claim.query, "behind": behind,
        })))
    }

    /// A duty with what its predicates asked and found.
    async fn duty(&self, id: &str) -> Result<Option<Value>, UserError> {
        let sql = format!("SELECT * FROM duties WHERE duty_id = {}", quoted(id));
        let rows: Vec<DutyRow> = self.query.all(&sql).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let one = assessment(row)?;
        let book = rules()?;
        let duty = book.duties.get(&row.duty);
        let trace: Vec<Value> = one
            .trace
            .iter()
            .map(|leaf| {
                json!({ "asks": leaf.asks, "answer": leaf.answer.as_str(), "found": leaf.found, "missing": leaf.missing })
            })
            .collect();
        let due: Vec<Value> = one
            .due
            .iter()
            .map(|due| {
                json!({
                    "by": due.local(), "zone": due.zone, "by (UTC)": due.utc(), "kind": due.kind, "counted": due.words,
                    "not moved": due.unmoved.map(|at| at.to_string()),
                })
            })
            .collect();
        let decided = self.decisions.iter().filter(
            |decision| matches!(&decision.decided, Decided::NoDuty { duty, .. } if duty == id),
        );
        let decided: Vec<Value> = decided
            .map(|one| json!({ "decision": one.number, "by": one.actor, "at": one.at, "reason": one.reason }))
            .collect();
        Ok(Some(json!({
            "duty": one.id, "title": row.title, "company": row.company, "role": row.role, "for": row.for_whom,
            "outcome": row.outcome, "because": one.because, "recipient": row.recipient,
            "law": format!("{}, {}", row.law, row.clause), "confidence": row.confidence,
            "not verified": duty.map(|duty| duty.source.unverified.clone()),
            "starts": one.start.as_ref().map(|start| format!("{} at {} ({})", start.moment, start.at, start.source)),
            "assumed": one.start.as_ref().map(|start| start.assumed.clone()),
            "due": due, "done": row.done, "notes": one.notes, "asked": trace, "decided": decided,
        })))
    }

    /// A fact told for the law.
    async fn fact(&self, id: &str) -> Result<Option<Value>, UserError> {
        let sql = format!("SELECT * FROM facts WHERE fact_id = {}", quoted(id));
        let rows: Vec<FactRow> = self.query.all(&sql).await?;
        Ok(rows.first().map(|fact| {
            json!({
                "fact": fact.fact_id, "name": fact.name, "value": fact.value, "company": fact.entity,
                "in": fact.within, "source": fact.source,
            })
        }))
    }

    /// A decision that a claim rests on.
    fn decision(&self, named: &str) -> Option<Value> {
        let number: i64 = named.strip_prefix("decision ")?.parse().ok()?;
        let known = self.decisions.iter().find(|decision| decision.number == number)?;
        Some(
            json!({ "decision": number, "by": known.actor, "at": known.at, "reason": known.reason }),
        )
    }

    async fn event(&self, id: &str) -> Result<Option<Value>, UserError> {
        let events: Vec<EventRow> = self
            .query
            .all(&format!("SELECT * FROM events WHERE event_id = {}", quoted(id)))
            .await?;
        Ok(events.first().map(|event| {
            json!({
                "event": event.event_id, "kind": event.kind, "at": event.at, "company": event.entity, "source": event.source,
                "certainty": event.certainty, "text": event.text, "supersedes": event.supersedes,
            })
        }))
    }

    async fn path(&self, path: &str) -> Result<Option<Value>, UserError> {
        let companies: Vec<AttributionRow> = self
            .query
            .all(&format!(
                "SELECT * FROM attributions WHERE path = {} ORDER BY collection, company",
                quoted(path)
            ))
            .await?;
        let states: Vec<ItemState> = self
            .query
            .all(&format!(
                "SELECT i.collection AS collection, i.sha256 AS sha256, coalesce(d.state, 'unread') AS state, coalesce(d.reason, i.reason) AS reason, \
                 coalesce(d.detail, i.detail) AS detail, d.doc_class AS doc_class, d.doc_class_cues AS cues, d.media_type AS media_type \
                 FROM items i LEFT JOIN documents d ON i.sha256 = d.sha256 WHERE i.path = {} ORDER BY collection",
                quoted(path)
            ))
            .await?;
        let Some(first) = states.first() else { return Ok(None) };
        let findings = match &first.sha256 {
            Some(sha256) => self.findings(&format!("f.sha256 = {}", quoted(sha256))).await?,
            None => Vec::new(),
        };
        let items: Vec<Value> = states
            .iter()
            .map(|item| {
                json!({
                    "collection": item.collection, "sha256": item.sha256, "status": item.state, "reason": item.reason, "detail": item.detail,
                    "media type": item.media_type, "class": item.doc_class, "cues": item.cues,
                })
            })
            .collect();
        let attributed: Vec<String> =
            companies.iter().map(|row| format!("{} by {}", row.company, row.basis)).collect();
        Ok(Some(
            json!({ "path": path, "items": items, "companies": attributed, "findings": findings }),
        ))
    }
}

candor_case::row! {
    ItemState {
        collection: String,
        sha256: Option<String>,
        state: String,
        reason: Option<String>,
        detail: Option<String>,
        doc_class: Option<String>,
        cues: Vec<String>,
        media_type: Option<String>,
    }
}

candor_case::row! {
    NameRow {
        name: String,
    }
}

/// Queries for the rows that a claim counts, each with what a row is.
fn rows_behind(claim: &ClaimRow) -> Vec<(&'static str, String)> {
    let item = "concat(i.collection, ': ', i.path)";
    if claim.kind == "negative" {
        let open = "items i LEFT JOIN documents d ON i.sha256 = d.sha256 WHERE coalesce(d.state, 'unread') <> 'read'";
        let unread = format!("SELECT {item} AS name FROM {open} ORDER BY name");
        return vec![("not fully read", unread), ("not received", not_received())];
    }
    let wave = claim.subject.strip_prefix("wave/").and_then(|rest| rest.split_once('/'));
    if let Some((what, collection)) = wave {
        return wave_rows(what, collection);
    }
    if let Some(part) = claim.subject.strip_prefix("overlap/") {
        let wanted = match part {
            "disclosed_and_held" => "leaked = 1 AND owned = 1",
            "disclosed_only" => "leaked = 1 AND owned = 0",
            _ => "leaked = 0",
        };
        let held = "SELECT min(i.path) AS name, max(CASE WHEN c.source = 'leak_site' THEN 1 ELSE 0 END) AS leaked, \
                    max(CASE WHEN c.source <> 'leak_site' THEN 1 ELSE 0 END) AS owned FROM items i \
                    JOIN collections c ON i.collection = c.name WHERE i.sha256 IS NOT NULL GROUP BY i.sha256";
        return vec![(
            "document",
            format!("SELECT name FROM ({held}) h WHERE {wanted} ORDER BY name"),
        )];
    }
    let counted = claim.query.strip_prefix("SELECT count(*) AS count FROM ").unwrap_or_default();
    let (what, column) = match counted.split(' ').next().unwrap_or_default() {
        "persons" => ("person", "person_id"),
        "records" => ("record", "record_id"),
        "partners" => ("organisation", "concat(org_id, ' ', name)"),
        "ambiguous" => ("record", "record_id"),
        "conflicts" => ("conflict", "conflict_id"),
        "listed" => ("listed", "concat(collection, ': ', path)"),
        "items" if counted.starts_with("items i") => ("item", item),
        "items" => ("item", "concat(collection, ': ', path)"),
        "(SELECT" if claim.claim_id.starts_with("C-files") => ("file", "path"),
        _ if claim.claim_id == "C-not_received" => {
            return vec![("not received", not_received())];
        }
        _ => return Vec::new(),
    };
    let column = if claim.claim_id == "C-files-reachable" { "f.path" } else { column };
    vec![(what, format!("SELECT {column} AS name FROM {counted} ORDER BY name"))]
}

/// The listed files that no collection holds, by name.
fn not_received() -> String {
    let files = candor_engine::claims::not_received_files_sql();
    format!("SELECT concat(collection, ': ', path) AS name FROM ({files}) f ORDER BY name")
}

/// What a wave's number counts.
fn wave_rows(what: &str, collection: &str) -> Vec<(&'static str, String)> {
    let named = quoted(collection);
    let first = "SELECT i.sha256 AS sha256, min(c.number) AS number, min(i.path) AS path FROM items i \
                 JOIN collections c ON i.collection = c.name WHERE i.sha256 IS NOT NULL GROUP BY i.sha256";
    let number = format!("(SELECT max(number) FROM collections WHERE name = {named})");
    let begun = format!(
        "SELECT e.person_id AS name, min(f.number) AS number FROM exposed e JOIN ({first}) f ON e.sha256 = f.sha256 GROUP BY e.person_id"
    );
    match what {
        "items" => {
            vec![(
                "item",
                format!("SELECT path AS name FROM items WHERE collection = {named} ORDER BY name"),
            )]
        }
        "new_documents" => {
            vec![(
                "document",
                format!(
                    "SELECT f.path AS name FROM ({first}) f WHERE f.number = {number} ORDER BY name"
                ),
            )]
        }
        "new_persons" => {
            vec![(
                "person",
                format!("SELECT name FROM ({begun}) b WHERE b.number = {number} ORDER BY name"),
            )]
        }
        "widened_persons" => {
            let opened = format!(
                "SELECT e.person_id AS name, e.field AS field, min(f.number) AS number FROM (SELECT person_id, sha256, unnest(fields) AS field FROM exposed) e \
                 JOIN ({first}) f ON e.sha256 = f.sha256 GROUP BY e.person_id, e.field"
            );
            let sql = format!(
                "SELECT DISTINCT o.name AS name FROM ({opened}) o JOIN ({begun}) b ON o.name = b.name \
                 WHERE o.number = {number} AND o.number > b.number ORDER BY name"
            );
            vec![("person", sql)]
        }
        _ => Vec::new(),
    }
}

/// Prints an answer as an indented outline.
fn print(value: &Value, depth: usize) -> Result<(), UserError> {
    let indent = "  ".repeat(depth);
    let Value::Object(fields) = value else {
        return output::line(format!("{indent}{}", output::safe(&plain(value))));
    };
    for (name, value) in fields.iter().filter(|(_, value)| !is_empty(value)) {
        match value {
            Value::Array(items) if items.iter().any(Value::is_object) => {
                output::line(format!("{indent}{name} ({})", items.len()))?;
                for item in items.iter().take(SHOWN_MAX) {
                    print(item, depth + 1)?;
                    output::line("")?;
                }
                if items.len() > SHOWN_MAX {
                    output::line(format!(
                        "{indent}  … and {} more; --json prints all",
                        items.len() - SHOWN_MAX
                    ))?;
                }
            }
            Value::Object(_) => {
                output::line(format!("{indent}{name}"))?;
                print(value, depth + 1)?;
            }
            _ => output::line(format!("{indent}{name:<11} {}", output::safe(&plain(value))))?,
        }
    }
    Ok(())
}

fn is_empty(value: &Value) -> bool {
    value.is_null()
        || value.as_array().is_some_and(Vec::is_empty)
        || value.as_str().is_some_and(str::is_empty)
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

//! Commands that only look: status, exposure, sql, verify.

use crate::cli::{Read, Sql, Status};
use crate::error::UserError;
use crate::output;
use crate::progress::Bar;
use crate::stages::disclose::{STATES_SQL, counts};
use candor_case::tables::{ClaimRow, ExposureTableRow};
use candor_case::{Case, batches_as_json, pretty};
use std::collections::BTreeMap;

candor_case::row! {
    /// An item that is not fully read.
    GapRow {
        collection: String,
        path: String,
        state: String,
        reason: String,
        detail: String,
        size: u64,
    }
}

const GAPS_SQL: &str = "SELECT i.collection AS collection, i.path AS path, coalesce(d.state, 'unread') AS state, \
    coalesce(d.reason, i.reason, 'unsupported') AS reason, coalesce(d.detail, i.detail) AS detail, i.size AS size \
    FROM items i LEFT JOIN documents d ON i.sha256 = d.sha256 WHERE coalesce(d.state, 'unread') <> 'read' \
    ORDER BY size DESC, collection, path";
const LARGEST_SHOWN: usize = 10;

candor_case::row! {
    /// Items that share a reason or a way of reading.
    HeapRow {
        name: String,
        items: u64,
        bytes: u64,
        recognised: u64,
    }
}

const REASON_SIZES_SQL: &str = "SELECT coalesce(d.reason, i.reason, 'unsupported') AS name, count(*) AS items, \
    CAST(sum(i.size) AS BIGINT) AS bytes, CAST(0 AS BIGINT) AS recognised FROM items i LEFT JOIN documents d ON i.sha256 = d.sha256 \
    WHERE coalesce(d.state, 'unread') <> 'read' GROUP BY name ORDER BY bytes DESC, name";
const HOW_SQL: &str = "SELECT coalesce(d.how, 'nothing') AS name, count(*) AS items, CAST(sum(i.size) AS BIGINT) AS bytes, \
    CAST(sum(coalesce(d.parts_recognised, 0)) AS BIGINT) AS recognised FROM items i LEFT JOIN documents d ON i.sha256 = d.sha256 \
    GROUP BY name ORDER BY items DESC, name";

pub async fn status(args: &Status) -> Result<(), UserError> {
    let mut case = Case::open_to_read(&args.case).await?;
    let duties = super::duties::summary(&mut case).await?;
    let query = case.query().await?;
    let gaps: Vec<GapRow> = query.all(GAPS_SQL).await?;
    if args.unread {
        return exceptions(&gaps, args.json);
    }
    let states = counts(&query, STATES_SQL).await?;
    let reasons: Vec<HeapRow> = query.all(REASON_SIZES_SQL).await?;
    let ways: Vec<HeapRow> = query.all(HOW_SQL).await?;
    if args.json {
        let heap = |heaps: &[HeapRow], value: fn(&HeapRow) -> u64| -> BTreeMap<String, u64> {
            heaps.iter().map(|heap| (heap.name.clone(), value(heap))).collect()
        };
        let states: BTreeMap<_, _> = states.into_iter().collect();
        return output::json(&serde_json::json!({
            "states": states,
            "reasons": heap(&reasons, |heap| heap.items),
            "bytes_not_read": heap(&reasons, |heap| heap.bytes),
            "read_by": heap(&ways, |heap| heap.items),
            "parts_recognised": ways.iter().map(|heap| heap.recognised).sum::<u64>(),
            "duties": duties,
        }));
    }
    let cells = |counts: &[(String, u64)]| {
        counts.iter().map(|(name, count)| vec![name.clone(), count.to_string()]).collect::<Vec<_>>()
    };
    output::table(&["state", "items"], &cells(&states), &[1])?;
    output::line("")?;
    let rows: Vec<Vec<String>> = ways
        .iter()
        .map(|heap| vec![heap.name.clone(), heap.items.to_string(), heap.recognised.to_string()])
        .collect();
    output::table(&["read by", "items", "parts recognised"], &rows, &[1, 2])?;
    if let Some(line) = duties {
        output::line(format!("\n{line}"))?;
    }
    if gaps.is_empty() {
        return Ok(());
    }
    output::line("")?;
    let rows: Vec<Vec<String>> = reasons
        .iter()
        .map(|heap| vec![heap.name.clone(), heap.items.to_string(), heap.bytes.to_string()])
        .collect();
    output::table(&["not fully read", "items", "bytes"], &rows, &[1, 2])?;
    output::line(format!(
        "\nlargest of {} items not fully read (all: candor status --unread)",
        gaps.len()
    ))?;
    let rows: Vec<Vec<String>> = gaps.iter().take(LARGEST_SHOWN).map(gap_cells).collect();
    output::table(&["bytes", "state", "reason", "path", "what is missing"], &rows, &[0])
}

fn gap_cells(gap: &GapRow) -> Vec<String> {
    vec![
        gap.size.to_string(),
        gap.state.clone(),
        gap.reason.clone(),
        output::safe(&gap.path),
        output::safe(&gap.detail),
    ]
}

fn exceptions(gaps: &[GapRow], json: bool) -> Result<(), UserError> {
    for gap in gaps {
        let row = serde_json::json!({
            "collection": gap.collection, "path": gap.path, "status": gap.state,
            "reason": gap.reason, "detail": gap.detail, "bytes": gap.size,
        });
        let tabbed = || {
            [
                gap.state.clone(),
                gap.reason.clone(),
                gap.size.to_string(),
                output::safe(&gap.path),
                output::safe(&gap.detail),
            ]
            .join("\t")
        };
        output::line(if json { row.to_string() } else { tabbed() })?;
    }
    Ok(())
}

pub async fn exposure(args: &Read) -> Result<(), UserError> {
    let mut case = Case::open_to_read(&args.case).await?;
    let query = case.query().await?;
    let cells: Vec<ExposureTableRow> = query.table("category, company, tier, field").await?;
    let claims: Vec<ClaimRow> = query.table("claim_id").await?;
    if args.json {
        let cells: Vec<_> = cells.iter().map(cell_json).collect();
        let claims: Vec<_> = claims.iter().map(claim_json).collect();
        return output::json(&serde_json::json!({ "exposure": cells, "claims": claims }));
    }
    let rows: Vec<Vec<String>> = cells
        .iter()
        .map(|c| {
            let counts =
                [c.persons, c.records, c.documents, c.items].map(|count| count.to_string());
            [
                vec![
                    c.exposure_id.clone(),
                    c.category.clone(),
                    c.company.clone(),
                    c.field.clone(),
                    c.tier.clone(),
                ],
                counts.to_vec(),
            ]
            .concat()
        })
        .collect();
    output::table(
        &["id", "category", "company", "field", "tier", "persons", "records", "documents", "items"],
        &rows,
        &[5, 6, 7, 8],
    )?;
    output::line("")?;
    let shared = claims.iter().find(|claim| claim.claim_id == "C-records");
    let shared = shared.map(|claim| claim.uncertainty.clone()).unwrap_or_default();
    output::line(format!("counts of what was read: {}", output::safe(&shared)))?;
    let said = |claim: &ClaimRow| {
        if claim.uncertainty == shared { String::new() } else { output::safe(&claim.uncertainty) }
    };
    let rows: Vec<Vec<String>> = claims
        .iter()
        .filter(|claim| claim.kind != "matrix_row")
        .map(|claim| {
            vec![
                claim.claim_id.clone(),
                claim.kind.clone(),
                claim.value.to_string(),
                claim.standing.clone(),
                said(claim),
            ]
        })
        .collect();
    output::table(&["claim", "kind", "exact", "standing", "uncertainty"], &rows, &[2])
}

fn cell_json(cell: &ExposureTableRow) -> serde_json::Value {
    serde_json::json!({
        "exposure_id": cell.exposure_id, "category": cell.category, "company": cell.company, "field": cell.field, "tier": cell.tier,
        "items": cell.items, "documents": cell.documents, "records": cell.records, "persons": cell.persons,
    })
}

fn claim_json(claim: &ClaimRow) -> serde_json::Value {
    serde_json::json!({
        "claim_id": claim.claim_id, "kind": claim.kind, "subject": claim.subject, "unit": claim.unit, "value": claim.value,
        "rounding": claim.rounding, "rounded": claim.rounded, "query": claim.query, "evidence": claim.evidence,
        "standing": claim.standing, "uncertainty": claim.uncertainty, "low": claim.low, "high": claim.high,
    })
}

pub async fn sql(args: &Sql) -> Result<(), UserError> {
    let mut case = Case::open_to_read(&args.case).await?;
    let query = case.query().await?;
    if args.query.trim().trim_end_matches(';').eq_ignore_ascii_case("show tables") {
        return candor_case::tables::all()
            .into_iter()
            .chain(candor_case::tables::from_ledger())
            .try_for_each(|(name, schema)| {
                let columns: Vec<&str> =
                    schema.fields().iter().map(|field| field.name().as_str()).collect();
                output::line(format!("{name}  ({})", columns.join(", ")))
            });
    }
    let mut batches = Vec::new();
    let schema = query
        .batches(&args.query, |batch| {
            batches.push(batch.clone());
            Ok(())
        })
        .await?;
    if args.json {
        let mut text = Vec::new();
        batches_as_json(&batches, &mut text)?;
        return output::line(String::from_utf8_lossy(&text).trim_end());
    }
    if batches.is_empty() {
        batches.push(candor_case::arrow::array::RecordBatch::new_empty(schema));
    }
    output::line(pretty(&batches)?)
}

pub async fn verify(args: &Read) -> Result<(), UserError> {
    let mut case = Case::open_to_read(&args.case).await?;
    let bar = Bar::new("verify", "blobs", 0);
    let found = case.verify(&|count| bar.advance(count)).await?;
    bar.finish();
    if args.json {
        let breaks: Vec<_> = found
            .breaks
            .iter()
            .map(|b| serde_json::json!({ "kind": b.kind, "place": b.place, "reason": b.reason }))
            .collect();
        output::json(&serde_json::json!({
            "operations": found.operations, "segments": found.segments, "blobs": found.blobs, "bytes": found.bytes, "breaks": breaks,
        }))?;
    } else {
        output::line(format!(
            "ledger    {} operations, chain {}\ntables    {} segments match their hashes\nevidence  {} blobs, {} bytes match their hashes",
            found.operations,
            if found.breaks.iter().any(|b| b.kind == "ledger") { "BROKEN" } else { "whole" },
            found.segments,
            found.blobs,
            found.bytes
        ))?;
    }
    for (number, before, at) in &found.backward {
        eprintln!(
            "note: operation {number} is dated {at}, before the one that it follows ({before}): the clock ran backwards"
        );
    }
    let Some(first) = found.breaks.first() else { return Ok(()) };
    Err(UserError::damaged(format!(
        "{} of {} does not match: {}{}\nhint: do not go on with this case; restore the part named above from a copy",
        first.kind,
        output::safe(&first.place),
        first.reason,
        if found.breaks.len() > 1 {
            format!(" (and {} more)", found.breaks.len() - 1)
        } else {
            String::new()
        }
    )))
}

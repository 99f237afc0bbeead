//! `candor waves`: what each collection added, and what the leak site and the company's own copies
//! share.

use crate::cli::Read;
use crate::error::UserError;
use crate::output;
use candor_case::tables::{ExposureWaveRow, OverlapRow, WaveRow};
use candor_case::{Case, Query};
use serde_json::json;

/// Prints the collections in the order in which they were taken in.
pub async fn run(args: &Read) -> Result<(), UserError> {
    let mut case = Case::open_to_read(&args.case).await?;
    let query = case.query().await?;
    let waves: Vec<WaveRow> = query.table("number").await?;
    let overlap: Vec<OverlapRow> = query.table("part").await?;
    if args.json {
        return as_json(&query, &waves, &overlap).await;
    }
    let rows: Vec<Vec<String>> = waves
        .iter()
        .map(|w| {
            let counts = [w.items, w.new_documents, w.persons, w.new_persons, w.widened_persons];
            let mut row = vec![w.collection.clone(), w.source.clone(), w.received.clone()];
            row.extend(counts.map(|count| count.to_string()));
            row.push(w.new_fields.join(" "));
            row
        })
        .collect();
    output::table(
        &[
            "collection",
            "source",
            "received",
            "items",
            "new documents",
            "persons",
            "new persons",
            "known, now more",
            "new fields",
        ],
        &rows,
        &[3, 4, 5, 6, 7],
    )?;
    if overlap.is_empty() {
        return Ok(());
    }
    output::line("")?;
    let rows: Vec<Vec<String>> = overlap
        .iter()
        .map(|o| {
            let counts = [o.items, o.documents, o.records, o.persons];
            [vec![o.part.clone()], counts.map(|count| count.to_string()).to_vec()].concat()
        })
        .collect();
    output::table(
        &["leak site and own copies", "items", "documents", "records", "persons"],
        &rows,
        &[1, 2, 3, 4],
    )
}

async fn as_json(
    query: &Query,
    waves: &[WaveRow],
    overlap: &[OverlapRow],
) -> Result<(), UserError> {
    let waves: Vec<_> = waves
        .iter()
        .map(|w| {
            json!({
                "number": w.number, "collection": w.collection, "source": w.source, "received": w.received, "items": w.items,
                "documents": w.documents, "new_documents": w.new_documents, "persons": w.persons, "new_persons": w.new_persons,
                "widened_persons": w.widened_persons, "new_fields": w.new_fields,
            })
        })
        .collect();
    let overlap: Vec<_> = overlap
        .iter()
        .map(|o| {
            json!({ "part": o.part, "items": o.items, "documents": o.documents, "records": o.records, "persons": o.persons })
        })
        .collect();
    let cells: Vec<ExposureWaveRow> =
        query.table("collection, category, company, tier, field").await?;
    let cells: Vec<_> = cells
        .iter()
        .map(|c| {
            json!({
                "collection": c.collection, "category": c.category, "company": c.company, "field": c.field, "tier": c.tier,
                "items": c.items, "documents": c.documents, "records": c.records, "persons": c.persons,
            })
        })
        .collect();
    output::json(&json!({ "waves": waves, "overlap": overlap, "exposure": cells }))
}

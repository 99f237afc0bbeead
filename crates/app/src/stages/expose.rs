//! Expose: records to categories, persons to rows, rows to the matrix, collections to waves, each
//! counterparty to what names it.

use crate::error::UserError;
use crate::progress::Bar;
use crate::stages::attribute::{Relations, SpotRow, places};
use crate::stages::organisations::Organisations;
use crate::stages::persons::{Fold, MemberRecord, Members};
use candor_case::tables::{
    ExposureTableRow, ExposureWaveRow, OrganisationRow, OverlapRow, PartnerRow, WaveRow,
};
use candor_case::{Case, Collection, OperationKind, SegmentSink, Settings};
use candor_engine::expose::EXPOSE_VERSION;
use candor_engine::expose::tally::{Cell, Counts, Tally, Totals};
use candor_facts::{Personal, SourceKind};
use std::collections::HashMap;

const TABLES: &[&str] = &[
    "persons",
    "organisations",
    "exposed",
    "exposure",
    "exposure_by_collection",
    "waves",
    "overlap",
    "partners",
];

/// Exposes anew when persons, items or settings changed; says whether it did.
pub async fn run(case: &mut Case) -> Result<bool, UserError> {
    let key = key(case).await?;
    if case.last_key(OperationKind::Expose).await?.as_deref() == Some(&key) {
        return Ok(false);
    }
    let bar = Bar::new("expose", "persons", 0);
    let collections = case.waves().await?;
    let order: HashMap<&str, usize> =
        collections.iter().map(|collection| collection.name.as_str()).zip(0..).collect();
    let mut tally = Tally::new(collections.iter().map(is_leaked).collect());
    let query = case.query().await?;
    for row in query.all::<HeldRow>(HELD_SQL).await? {
        if let Some(collection) = order.get(row.collection.as_str()) {
            tally.items(row.sha256.as_deref(), *collection, row.items);
        }
    }
    let places = places(case, &query, |row: &SpotRow| {
        if let Some(collection) = order.get(row.collection.as_str()) {
            tally.belongs(&row.sha256, *collection, &row.company);
        }
    })
    .await?;
    let mut sink = case.sink();
    let relations = Relations::new(&case.settings);
    let organisations = Organisations::gather(&query, &relations.own_names).await?;
    sink.write(&organisations.rows)?;
    let members = Members::of(&query).await?;
    let mut fold = Fold::new(&members, &places, relations, &organisations);
    query
        .rows::<MemberRecord>(RECORDS_SQL, |rows| {
            rows.into_iter().for_each(|row| fold.take(row));
            Ok(())
        })
        .await?;
    drop(query);
    let persons = fold.finish(&mut sink, &mut tally)?;
    bar.advance(persons);
    let totals = tally.finish();
    write(&totals, &collections, &organisations.rows, &mut sink)?;
    let detail = serde_json::json!({ "persons": persons, "cells": totals.matrix.len() });
    case.append(OperationKind::Expose, key, detail, sink, TABLES).await?;
    bar.finish();
    Ok(true)
}

candor_case::row! {
    HeldRow {
        collection: String,
        sha256: Option<String>,
        items: u64,
    }
}

const HELD_SQL: &str =
    "SELECT collection, sha256, count(*) AS items FROM items GROUP BY collection, sha256";
const RECORDS_SQL: &str = "SELECT record_id, sha256, names, emails, phones, addresses, national_ids, employers, \
    employer_keys, fields, hints, part_label FROM records";

fn is_leaked(collection: &Collection) -> bool {
    collection.source == SourceKind::LeakSite
}

async fn key(case: &mut Case) -> Result<String, UserError> {
    let settings = settings_text(&case.settings);
    let tables = ["items", "attributions", "documents", "records", "person_records"];
    Ok(case.stage_key(&tables, &format!("expose {EXPOSE_VERSION}\n{settings}")).await?)
}

/// Whether persons and matrix are of the records and settings as they are now.
pub async fn is_current(case: &mut Case) -> Result<bool, UserError> {
    let key = key(case).await?;
    Ok(case.last_key(OperationKind::Expose).await? == Some(key))
}

/// The settings that decide attribution, as text for the stage key.
pub fn settings_text(settings: &Settings) -> String {
    format!(
        "{:?}\n{:?}",
        settings.company,
        settings
            .seed
            .iter()
            .map(|seed| {
                let email = seed.email.as_ref().map(Personal::reveal);
                (email, seed.name.as_ref().map(Personal::reveal), &seed.company, seed.category)
            })
            .collect::<Vec<_>>()
    )
}

/// Writes what was counted.
fn write(
    totals: &Totals,
    collections: &[Collection],
    organisations: &[OrganisationRow],
    sink: &mut SegmentSink,
) -> candor_case::Result<()> {
    let matrix: Vec<ExposureTableRow> =
        totals.matrix.iter().map(|(cell, counts)| cell_row(cell, counts)).collect();
    sink.write(&matrix)?;
    let name = |at: usize| collections.get(at).map(|one| one.name.clone()).unwrap_or_default();
    let mut by_collection: Vec<ExposureWaveRow> = totals
        .by_collection
        .iter()
        .map(|((at, cell), counts)| of_collection(name(*at), cell, counts))
        .collect();
    by_collection.sort_by(|a, b| a.collection.cmp(&b.collection));
    sink.write(&by_collection)?;
    let waves: Vec<WaveRow> = (1..)
        .zip(collections.iter().zip(&totals.waves))
        .map(|(number, (collection, counts))| WaveRow {
            number,
            collection: collection.name.clone(),
            source: collection.source.to_string(),
            received: collection.received.clone(),
            items: counts.items,
            documents: counts.documents,
            new_documents: counts.new_documents,
            persons: counts.persons,
            new_persons: counts.new_persons,
            widened_persons: counts.widened_persons,
            new_fields: counts.new_fields.iter().cloned().collect(),
        })
        .collect();
    sink.write(&waves)?;
    if collections.iter().any(|one| is_leaked(one) && !one.listing)
        && collections.iter().any(|one| !is_leaked(one))
    {
        let shares = totals.shares.iter().map(|(share, counts)| OverlapRow {
            part: share.as_str().to_owned(),
            items: counts.items,
            documents: counts.documents,
            records: counts.records,
            persons: counts.persons,
        });
        sink.write(&shares.collect::<Vec<_>>())?;
    }
    let titles: HashMap<&str, &String> = organisations
        .iter()
        .filter_map(|row| Some((row.org_id.as_str(), row.names.first()?)))
        .collect();
    let partners = totals.partners.iter().map(|(org_id, counts)| PartnerRow {
        org_id: org_id.clone(),
        name: titles.get(org_id.as_str()).map(|title| (*title).clone()).unwrap_or_default(),
        items: counts.items,
        documents: counts.documents,
        persons: counts.persons,
    });
    sink.write(&partners.collect::<Vec<_>>())
}

fn cell_row(cell: &Cell, counts: &Counts) -> ExposureTableRow {
    let Cell { category, company, tier, field } = cell.clone();
    ExposureTableRow {
        exposure_id: format!("E-{category}-{company}-{field}-{tier}"),
        category,
        company,
        field,
        tier,
        items: counts.items,
        documents: counts.documents,
        records: counts.records,
        persons: counts.persons,
    }
}

fn of_collection(collection: String, cell: &Cell, counts: &Counts) -> ExposureWaveRow {
    let Cell { category, company, tier, field } = cell.clone();
    ExposureWaveRow {
        collection,
        category,
        company,
        field,
        tier,
        items: counts.items,
        documents: counts.documents,
        records: counts.records,
        persons: counts.persons,
    }
}

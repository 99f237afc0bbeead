//! Resolve: the joins run in the query engine, the clustering in the pure engine.

use crate::error::UserError;
use crate::progress::Bar;
use candor_case::tables::{AmbiguousRow, PersonRecordRow};
use candor_case::{Case, OperationKind, Query};
use candor_engine::resolve::{
    Bearer, CONTACTS_SQL, Edge, Profile, RESOLVE_VERSION, Resolved, SHARED_KEYS_SQL, cluster,
    contact_edges,
};
use std::collections::HashMap;

candor_case::row! {
    /// What guards and places a record.
    ProfileRow {
        record_id: String,
        sha256: String,
        name_keys: Vec<String>,
        national_ids: Vec<String>,
        birth_dates: Vec<String>,
        ways: u64,
    }
}

candor_case::row! {
    EdgeRow {
        left_id: String,
        right_id: String,
        kind: String,
    }
}

candor_case::row! {
    ContactRow {
        key: String,
        name: String,
        record_id: String,
    }
}

candor_case::row! {
    SeenRow {
        sha256: String,
        collection: String,
    }
}

/// Resolves anew when records or collections changed; says whether it did.
pub async fn run(case: &mut Case) -> Result<bool, UserError> {
    let key = case.stage_key(&["records", "items"], &format!("resolve {RESOLVE_VERSION}")).await?;
    if case.last_key(OperationKind::Resolve).await?.as_deref() == Some(&key) {
        return Ok(false);
    }
    let bar = Bar::new("resolve", "records", 0);
    let order = case.collections().await?.into_iter().map(|c| c.name).zip(0..).collect();
    let query = case.query().await?;
    let waves = waves(&query, &order).await?;
    let profiles = profiles(&query, &waves).await?;
    bar.advance(profiles.len() as u64);
    let edges = edges(&query, &profiles).await?;
    let resolved = cluster(&profiles, edges);
    seal(case, key, &profiles, resolved).await?;
    bar.finish();
    Ok(true)
}

/// The number of the first collection in which each document was seen; absent means the first.
async fn waves(
    query: &Query,
    order: &HashMap<String, u32>,
) -> Result<HashMap<String, u32>, UserError> {
    let mut first: HashMap<String, u32> = HashMap::new();
    if order.len() < 2 {
        return Ok(first);
    }
    let sql = "SELECT DISTINCT sha256, collection FROM items WHERE sha256 IS NOT NULL";
    query
        .rows::<SeenRow>(sql, |rows| {
            for row in rows {
                let wave = order.get(&row.collection).copied().unwrap_or(u32::MAX);
                let known = first.entry(row.sha256).or_insert(wave);
                *known = wave.min(*known);
            }
            Ok(())
        })
        .await?;
    Ok(first)
}

async fn profiles(query: &Query, waves: &HashMap<String, u32>) -> Result<Vec<Profile>, UserError> {
    // The number of ways to reach the person; a record without any holds nothing but names.
    let sql = "SELECT record_id, sha256, name_keys, national_ids, birth_dates, \
               CAST(coalesce(cardinality(link_keys), 0) + coalesce(cardinality(phones), 0) AS BIGINT UNSIGNED) AS ways \
               FROM records ORDER BY record_id";
    let mut profiles = Vec::new();
    query
        .rows::<ProfileRow>(sql, |rows| {
            profiles.extend(rows.into_iter().map(|row| Profile {
                wave: waves.get(&row.sha256).copied().unwrap_or(0),
                has_keys: row.ways > 0,
                record_id: row.record_id,
                name_keys: row.name_keys,
                national_ids: row.national_ids,
                birth_dates: row.birth_dates,
            }));
            Ok(())
        })
        .await?;
    Ok(profiles)
}

async fn edges(query: &Query, profiles: &[Profile]) -> Result<Vec<Edge>, UserError> {
    let index: HashMap<&str, u32> =
        profiles.iter().map(|profile| profile.record_id.as_str()).zip(0..).collect();
    let mut edges = Vec::new();
    query
        .rows::<EdgeRow>(SHARED_KEYS_SQL, |rows| {
            edges.extend(rows.iter().filter_map(|row| {
                let left = index.get(row.left_id.as_str())?;
                Some(Edge::of(&row.kind, *left, *index.get(row.right_id.as_str())?))
            }));
            Ok(())
        })
        .await?;
    let mut contact = String::new();
    let mut bearers: Vec<Bearer> = Vec::new();
    query
        .rows::<ContactRow>(CONTACTS_SQL, |rows| {
            for row in rows {
                if row.key != contact {
                    edges.extend(contact_edges(&contact, &bearers));
                    bearers.clear();
                    contact = row.key;
                }
                if let Some(record) = index.get(row.record_id.as_str()) {
                    bearers.push(Bearer { name: row.name, record: *record });
                }
            }
            Ok(())
        })
        .await?;
    edges.extend(contact_edges(&contact, &bearers));
    Ok(edges)
}

async fn seal(
    case: &mut Case,
    key: String,
    profiles: &[Profile],
    resolved: Resolved,
) -> Result<(), UserError> {
    let id = |index: u32| {
        profiles.get(index as usize).map_or_else(String::new, |profile| profile.record_id.clone())
    };
    let rows: Vec<PersonRecordRow> = (0_u32..)
        .zip(resolved.members)
        .filter_map(|(index, member)| {
            let member = member?;
            Some(PersonRecordRow {
                person_id: member.person_id,
                record_id: id(index),
                linked_to: member.linked_to.map(id),
                weight: member.weight,
                reason: member.reason,
            })
        })
        .collect();
    let undecided: Vec<AmbiguousRow> = resolved
        .undecided
        .into_iter()
        .map(|row| AmbiguousRow {
            record_id: id(row.record),
            candidates: row.candidates,
            reason: row.reason.to_owned(),
        })
        .collect();
    let persons: std::collections::HashSet<&str> =
        rows.iter().map(|row| row.person_id.as_str()).collect();
    let detail = serde_json::json!({ "records": rows.len(), "persons": persons.len(), "undecided": undecided.len() });
    let mut sink = case.sink();
    sink.write(&rows)?;
    sink.write(&undecided)?;
    case.append(OperationKind::Resolve, key, detail, sink, &["person_records", "ambiguous"])
        .await?;
    Ok(())
}

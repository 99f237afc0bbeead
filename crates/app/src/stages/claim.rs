//! Claim: the sentences that may be published, drawn from the tables, from what people told and
//! decided, and from the answers to samples.

use crate::error::UserError;
use crate::sampling;
use candor_case::tables::{ClaimRow, ExposureTableRow, ExposureWaveRow, OverlapRow, WaveRow};
use candor_case::{Case, Decided, OperationKind, Query, sha256_hex};
use candor_engine::claims::{
    Acceptance, CLAIMS_VERSION, Cell, Counted, DISCLOSED_FILES_SQL, FILES_SQL, Heap,
    REACHABLE_FILES_SQL, Wave, draw, not_received_files_sql, not_received_sql,
};
use candor_facts::{Category, Claim, ClaimKind, Field, Rounding, Standing, Unit};
use std::collections::BTreeSet;

/// Tables that claims are drawn from.
const TABLES: &[&str] = &[
    "items",
    "documents",
    "findings",
    "persons",
    "exposure",
    "ambiguous",
    "conflicts",
    "waves",
    "overlap",
    "partners",
    "listed",
    "exposure_by_collection",
];

/// Draws the claims anew when something behind them changed; says whether it did.
pub async fn run(case: &mut Case) -> Result<bool, UserError> {
    let key = key(case).await?;
    if case.last_key(OperationKind::Claim).await?.as_deref() == Some(&key) {
        return Ok(false);
    }
    let told = case.events().await?;
    let estimates = sampling::estimates(case).await?;
    let accepted = acceptances(case).await?;
    let query = case.query().await?;
    let mut counted = counted(&query, &case.settings.publish.negative).await?;
    drop(query);
    counted.events = told;
    counted.acceptances = accepted;
    counted.persons_bounds = sampling::bounds(&estimates, counted.persons, counted.records);
    counted.samples = sampling::names(&estimates);
    counted.tagger = case.settings.detect.tagger;
    let drawn = draw(&counted, &|unit| case.settings.publish.rounding(unit));
    let rows = drawn.iter().map(row).collect::<Result<Vec<ClaimRow>, UserError>>()?;
    let detail = serde_json::json!({ "claims": rows.len() });
    let mut sink = case.sink();
    sink.write(&rows)?;
    case.append(OperationKind::Claim, key, detail, sink, &["claims"]).await?;
    Ok(true)
}

/// The stage key that the claims of the case as it is now would have.
pub async fn key(case: &mut Case) -> Result<String, UserError> {
    let told = case.events().await?;
    let decided = case.decisions().await?;
    let accepted = decided.iter().filter(|one| matches!(one.decided, Decided::Accept { .. }));
    let accepted: Vec<i64> = accepted.map(|decision| decision.number).collect();
    let estimates = sampling::estimates(case).await?;
    let more = format!(
        "claim {CLAIMS_VERSION}\n{:?}\n{:?}\n{told:?}\n{accepted:?}\n{estimates:?}",
        case.settings.publish, case.settings.detect.tagger
    );
    Ok(case.stage_key(TABLES, &more).await?)
}

/// Decisions that let claims stand in spite of what is open, and whether they cover it all.
async fn acceptances(case: &mut Case) -> Result<Vec<Acceptance>, UserError> {
    let decisions = case.decisions().await?;
    let mut accepted = Vec::new();
    let mut open: Option<BTreeSet<String>> = None;
    for decision in decisions {
        let Decided::Accept { claim, open: then } = decision.decided else { continue };
        if open.is_none() {
            open = Some(open_marks(&case.query().await?).await?);
        }
        let covers = open.iter().flatten().all(|mark| then.binary_search(mark).is_ok());
        accepted.push(Acceptance { claim, number: decision.number, covers });
    }
    Ok(accepted)
}

candor_case::row! {
    OpenRow {
        collection: String,
        path: String,
    }
}

/// Hexadecimal digits by which an open item is remembered.
const MARK_DIGITS: usize = 12;

/// A mark of every item that is not fully read and every listed file that was not received: what an
/// acceptance covers. File names may tell of persons, so the ledger keeps marks.
pub async fn open_marks(query: &Query) -> Result<BTreeSet<String>, UserError> {
    let mut rows: Vec<OpenRow> = query.all(OPEN_ITEMS_SQL).await?;
    rows.extend(query.all::<OpenRow>(&not_received_files_sql()).await?);
    let mark = |row: OpenRow| {
        let digest = sha256_hex(format!("{}\0{}", row.collection, row.path).as_bytes());
        digest.get(..MARK_DIGITS).unwrap_or(&digest).to_owned()
    };
    Ok(rows.into_iter().map(mark).collect())
}

/// The items that are not fully read.
pub const OPEN_ITEMS_SQL: &str = "SELECT i.collection AS collection, i.path AS path FROM items i LEFT JOIN documents d ON i.sha256 = d.sha256 \
    WHERE coalesce(d.state, 'unread') <> 'read'";

candor_case::row! {
    CountRow {
        name: String,
        count: u64,
    }
}

candor_case::row! {
    HeapRow {
        collection: String,
        state: String,
        reason: String,
        doc_class: String,
        how: String,
        count: u64,
    }
}

/// Items that share where they lie and how they ended.
const HEAPS_SQL: &str = "SELECT i.collection AS collection, coalesce(d.state, 'unread') AS state, \
    coalesce(d.reason, i.reason, 'unsupported') AS reason, coalesce(d.doc_class, '') AS doc_class, coalesce(d.how, 'nothing') AS how, \
    count(*) AS count FROM items i LEFT JOIN documents d ON i.sha256 = d.sha256 GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5";
/// Single numbers, in one question.
const SUMS_SQL: &str = "SELECT 'persons' AS name, count(*) AS count FROM persons \
    UNION ALL SELECT 'records' AS name, count(*) AS count FROM records \
    UNION ALL SELECT 'undecided' AS name, count(*) AS count FROM ambiguous WHERE reason = 'a name that several persons bear' \
    UNION ALL SELECT 'conflicts' AS name, count(*) AS count FROM conflicts \
    UNION ALL SELECT 'unknown' AS name, count(*) AS count FROM persons WHERE array_has(categories, 'other') \
    UNION ALL SELECT 'partners' AS name, count(*) AS count FROM partners \
    UNION ALL SELECT 'listed' AS name, count(*) AS count FROM listed";
const CATEGORIES_SQL: &str = "SELECT word AS name, count(*) AS count FROM (SELECT unnest(categories) AS word FROM persons) GROUP BY word";
const EXPOSED_FIELDS_SQL: &str = "SELECT word AS name, count(*) AS count FROM (SELECT unnest(fields) AS word FROM persons) GROUP BY word";
const FIELDS_SQL: &str = "SELECT field AS name, count(*) AS count FROM findings GROUP BY field";

async fn counted(query: &Query, denied: &[Field]) -> Result<Counted, UserError> {
    let heaps: Vec<HeapRow> = query.all(HEAPS_SQL).await?;
    let sums: Vec<CountRow> = query.all(SUMS_SQL).await?;
    let found: Vec<CountRow> = query.all(FIELDS_SQL).await?;
    let categories: Vec<CountRow> = query.all(CATEGORIES_SQL).await?;
    let fields: Vec<CountRow> = query.all(EXPOSED_FIELDS_SQL).await?;
    let of = |rows: &[CountRow], name: &str| {
        rows.iter().find(|row| row.name == name).map_or(0, |row| row.count)
    };
    let cells: Vec<ExposureTableRow> = query.table("category, company, tier, field").await?;
    let by_collection: Vec<ExposureWaveRow> =
        query.table("collection, category, company, tier, field").await?;
    let waves: Vec<WaveRow> = query.table("number").await?;
    let overlap: Vec<OverlapRow> = query.table("part").await?;
    let listed = of(&sums, "listed");
    let mut files = Vec::new();
    for sql in [FILES_SQL, DISCLOSED_FILES_SQL, REACHABLE_FILES_SQL] {
        let named = format!("SELECT '' AS name, f.count AS count FROM ({sql}) f");
        files.extend(query.all::<CountRow>(&named).await?.into_iter().map(|row| row.count));
    }
    let files = |at: usize| files.get(at).copied().unwrap_or(0);
    let missing: Vec<CountRow> =
        if listed == 0 { Vec::new() } else { query.all(&not_received_sql()).await? };
    Ok(Counted {
        heaps: heaps.into_iter().map(heap).collect(),
        files: files(0),
        files_disclosed: files(1),
        files_reachable: files(2),
        persons: of(&sums, "persons"),
        records: of(&sums, "records"),
        undecided: of(&sums, "undecided"),
        conflicts: of(&sums, "conflicts"),
        relation_unknown: of(&sums, "unknown"),
        categories: Category::ALL
            .iter()
            .map(|category| (*category, of(&categories, category.as_str())))
            .filter(|(_, count)| *count > 0)
            .collect(),
        fields: Field::ALL
            .iter()
            .map(|field| (*field, of(&fields, field.as_str())))
            .filter(|(_, count)| *count > 0)
            .collect(),
        partners: of(&sums, "partners"),
        denied: denied.iter().map(|field| (*field, of(&found, field.as_str()))).collect(),
        cells: cells.into_iter().map(cell).collect(),
        cells_by_collection: if waves.len() < 2 {
            Vec::new()
        } else {
            by_collection.into_iter().map(cell_of_collection).collect()
        },
        waves: waves.into_iter().map(wave).collect(),
        overlap: overlap.into_iter().map(|row| (row.part, row.documents)).collect(),
        listed,
        not_received: missing.into_iter().map(|row| (row.name, row.count)).collect(),
        ..Counted::default()
    })
}

fn heap(row: HeapRow) -> Heap {
    Heap {
        collection: row.collection,
        state: row.state,
        reason: row.reason,
        doc_class: row.doc_class,
        how: row.how,
        count: row.count,
    }
}

fn cell(row: ExposureTableRow) -> Cell {
    Cell {
        category: row.category,
        company: row.company,
        field: row.field,
        tier: row.tier,
        items: row.items,
        persons: row.persons,
    }
}

fn cell_of_collection(row: ExposureWaveRow) -> (String, Cell) {
    let cell = Cell {
        category: row.category,
        company: row.company,
        field: row.field,
        tier: row.tier,
        items: row.items,
        persons: row.persons,
    };
    (row.collection, cell)
}

fn wave(row: WaveRow) -> Wave {
    Wave {
        collection: row.collection,
        items: row.items,
        new_documents: row.new_documents,
        new_persons: row.new_persons,
        widened_persons: row.widened_persons,
    }
}

fn row(claim: &Claim) -> Result<ClaimRow, UserError> {
    let doubts = serde_json::to_string(&claim.doubts)
        .map_err(|e| UserError::internal(&format!("a claim cannot be written: {e}")))?;
    Ok(ClaimRow {
        claim_id: claim.claim_id.clone(),
        kind: claim.kind.to_string(),
        subject: claim.subject.clone(),
        unit: claim.unit.to_string(),
        value: claim.value,
        rounding: claim.rounding.to_string(),
        rounded: claim.rounding.apply(claim.value),
        query: claim.query.clone(),
        evidence: claim.evidence.clone(),
        standing: claim.standing.to_string(),
        uncertainty: claim.uncertainty.clone(),
        doubts,
        low: claim.bounds.map(|(low, _)| low),
        high: claim.bounds.map(|(_, high)| high),
    })
}

/// The claim that a row of the table holds.
pub fn claim(row: ClaimRow) -> Result<Claim, UserError> {
    let unknown = || {
        UserError::damaged(format!(
            "claim {} uses a word this program does not know\nhint: `candor run` draws the claims anew",
            row.claim_id
        ))
    };
    let doubts = serde_json::from_str(&row.doubts).map_err(|_| unknown())?;
    Ok(Claim {
        kind: ClaimKind::parse(&row.kind).ok_or_else(unknown)?,
        unit: Unit::parse(&row.unit).ok_or_else(unknown)?,
        rounding: Rounding::parse(&row.rounding).ok_or_else(unknown)?,
        standing: Standing::parse(&row.standing).ok_or_else(unknown)?,
        claim_id: row.claim_id,
        subject: row.subject,
        value: row.value,
        query: row.query,
        evidence: row.evidence,
        doubts,
        uncertainty: row.uncertainty,
        bounds: row.low.zip(row.high),
    })
}

//! Claim: the sentences that may be published, drawn from the tables, from what people told and
//! decided, and from the answers to samples.

use crate::error::UserError;
use crate::sampling;
use candor_case::tables::{ClaimRow, ExposureTableRow, OverlapRow, WaveRow};
use candor_case::{Case, Decided, OperationKind, Query};
use candor_engine::claims::{
    Acceptance, CLAIMS_VERSION, Cell, Counted, Heap, Wave, draw, not_received_sql,
};
use candor_facts::{Category, Claim, ClaimKind, Field, Rounding, Standing, Unit};

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
];

/// Draws the claims anew when something behind them changed; says whether it did.
pub async fn run(case: &mut Case) -> Result<bool, UserError> {
    let told = case.events().await?;
    let accepted = acceptances(case).await?;
    let estimates = sampling::estimates(case).await?;
    let more = format!(
        "claim {CLAIMS_VERSION}\n{:?}\n{:?}\n{told:?}\n{accepted:?}\n{estimates:?}",
        case.settings.publish, case.settings.detect.tagger
    );
    let key = case.stage_key(TABLES, &more).await?;
    if case.last_key(OperationKind::Claim).await?.as_deref() == Some(&key) {
        return Ok(false);
    }
    let query = case.query().await?;
    let mut counted = counted(&query, &case.settings.publish.negative).await?;
    drop(query);
    counted.events = told;
    counted.acceptances = accepted;
    counted.persons_bounds = sampling::bounds(&estimates, counted.persons);
    counted.samples = sampling::names(&estimates);
    counted.tagger = case.settings.detect.tagger;
    let rows: Vec<ClaimRow> =
        draw(&counted, &|unit| case.settings.publish.rounding(unit)).iter().map(row).collect();
    let detail = serde_json::json!({ "claims": rows.len() });
    let mut sink = case.sink();
    sink.write(&rows)?;
    case.append(OperationKind::Claim, key, detail, sink, &["claims"]).await?;
    Ok(true)
}

/// Decisions that let claims stand in spite of what is open.
async fn acceptances(case: &mut Case) -> Result<Vec<Acceptance>, UserError> {
    let decisions = case.decisions().await?;
    let accepted = decisions.into_iter().filter_map(|decision| match decision.decided {
        Decided::Accept { claim, collections, .. } => {
            Some(Acceptance { claim, number: decision.number, collections })
        }
        _ => None,
    });
    Ok(accepted.collect())
}

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
    UNION ALL SELECT 'files' AS name, count(*) AS count FROM items WHERE parent IS NULL \
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
    let waves: Vec<WaveRow> = query.table("number").await?;
    let overlap: Vec<OverlapRow> = query.table("part").await?;
    let listed = of(&sums, "listed");
    let missing: Vec<CountRow> =
        if listed == 0 { Vec::new() } else { query.all(&not_received_sql()).await? };
    Ok(Counted {
        heaps: heaps
            .into_iter()
            .map(|heap| Heap {
                collection: heap.collection,
                state: heap.state,
                reason: heap.reason,
                doc_class: heap.doc_class,
                how: heap.how,
                count: heap.count,
            })
            .collect(),
        files: of(&sums, "files"),
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
        cells: cells
            .into_iter()
            .map(|cell| Cell {
                category: cell.category,
                company: cell.company,
                field: cell.field,
                tier: cell.tier,
                items: cell.items,
                persons: cell.persons,
            })
            .collect(),
        waves: waves
            .into_iter()
            .map(|wave| Wave {
                collection: wave.collection,
                items: wave.items,
                new_documents: wave.new_documents,
                new_persons: wave.new_persons,
                widened_persons: wave.widened_persons,
            })
            .collect(),
        overlap: overlap.into_iter().map(|row| (row.part, row.documents)).collect(),
        listed,
        not_received: missing.into_iter().map(|row| (row.name, row.count)).collect(),
        ..Counted::default()
    })
}

fn row(claim: &Claim) -> ClaimRow {
    ClaimRow {
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
        low: claim.bounds.map(|(low, _)| low),
        high: claim.bounds.map(|(_, high)| high),
    }
}

/// The claim that a row of the table holds.
pub fn claim(row: ClaimRow) -> Result<Claim, UserError> {
    let unknown = || {
        UserError::damaged(format!(
            "claim {} uses a word this program does not know\nhint: `candor run` draws the claims anew",
            row.claim_id
        ))
    };
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
        uncertainty: row.uncertainty,
        bounds: row.low.zip(row.high),
    })
}

//! Scan: every document that no reader has seen yet goes through one; what containers hold
//! becomes items, and their documents follow.

use crate::error::UserError;
use crate::pool::{Instructions, Outcome, Pool, Task, Volume};
use crate::progress::{Bar, stopped};
use crate::protocol::{Asked, Seconds};
use crate::rows::Rows;
use crate::stages::volumes;
use candor_case::tables::{
    DocumentRow, FindingRow, ItemRow, MemberRow, PartRow, RecordRow, Row, WordRow,
};
use candor_case::{Case, OperationKind, Query, SegmentSink};
use candor_extract::{Limits, Ocr};
use candor_facts::{Aid, Company, UnreadReason};
use std::collections::HashMap;
use std::path::PathBuf;

/// Documents sealed by one operation; a killed run repeats at most so many.
const DOCUMENTS_PER_OPERATION: usize = 500;
/// Text kept in memory until it is sealed.
const TEXT_BYTES_PER_OPERATION: usize = 64 << 20;
/// Items that one top-level file may unfold into in one round.
const ITEMS_PER_FILE_MAX: u64 = 200_000;
const EXPANDED_BATCH_ROWS: usize = 10_000;

#[derive(Debug, Default)]
pub struct Scanned {
    pub documents: u64,
    /// What the readers spent their time on, all of them together.
    pub seconds: Seconds,
    /// Passages that a language model was shown.
    pub asked: Asked,
    pub unconfined: Vec<String>,
}

pub async fn run(
    case: &mut Case,
    jobs: usize,
    instructions: &Instructions,
) -> Result<Scanned, UserError> {
    let mut total = Scanned::default();
    let key = stage_key(case)?;
    forget_other_settings(case, &key).await?;
    reopen(case, &key, instructions).await?;
    let mut unfolded_by_file = HashMap::new();
    let newest = case.operations().await?.pop();
    let expected = newest.is_some_and(|newest| newest.kind == OperationKind::Intake.as_str());
    let pool = Pool::start(jobs, instructions, &case.evidence(), expected);
    loop {
        let tasks = pending(case).await?;
        if !tasks.is_empty() {
            if let Some(model) = instructions.model.as_ref().filter(|_| total.documents == 0) {
                model.greet()?;
            }
            total.documents += tasks.len() as u64;
            read(case, tasks, &pool, &key, &mut total).await?;
        }
        if let Ok(missing) = pool.unconfined.lock() {
            total.unconfined.clone_from(&missing);
        }
        // Only what containers hold can be pending once all that was is read.
        if expand(case, &mut unfolded_by_file).await? == 0 {
            return Ok(total);
        }
    }
}

/// What the analysis of a document depends on beside its bytes.
fn stage_key(case: &Case) -> Result<String, UserError> {
    let mut guide = case.settings.guide();
    for company in &mut guide.companies {
        *company = Company {
            id: std::mem::take(&mut company.id),
            names: std::mem::take(&mut company.names),
            ..Company::default()
        };
    }
    guide.seeds.retain(|seed| seed.name.is_some());
    let guide = serde_json::to_string(&guide)
        .map_err(|e| UserError::internal(&format!("the settings cannot be written: {e}")))?;
    let text = format!("scan {} {guide}", candor_engine::ANALYSIS_VERSION);
    Ok(candor_case::sha256_hex(text.as_bytes()))
}

const TABLES: &[&str] = &["documents", "members", "parts", "words", "findings", "records"];

/// Retires what an older version or other settings made, so that all is read anew.
async fn forget_other_settings(case: &mut Case, key: &str) -> Result<(), UserError> {
    let last = case.last_key(OperationKind::Scan).await?;
    if last.is_none_or(|last| last == key) {
        return Ok(());
    }
    eprintln!("case.toml or the program changed: every document is read anew");
    let detail = serde_json::json!({ "anew": true });
    let nothing = case.sink();
    case.append(OperationKind::Scan, key.to_owned(), detail, nothing, TABLES).await?;
    Ok(())
}

/// Forgets what was made of documents that waited for recognition, a password or a language model, when this
/// run brings it, so that they are read again.
async fn reopen(case: &mut Case, key: &str, instructions: &Instructions) -> Result<(), UserError> {
    let mut aids: Vec<Aid> = [
        (instructions.ocr != Ocr::Off, Aid::Ocr),
        (!instructions.passwords.is_empty(), Aid::Password),
    ]
    .into_iter()
    .filter_map(|(given, aid)| given.then_some(aid))
    .collect();
    if aids.is_empty() && instructions.model.is_none() {
        return Ok(());
    }
    let query = case.query().await?;
    if let Some(model) = &instructions.model {
        let waiting = count(&query, &waiting_for(&[Aid::Model])).await?;
        if waiting > 0 {
            match model.greet() {
                Ok(()) => aids.push(Aid::Model),
                Err(_) => eprintln!(
                    "note: {waiting} documents wait for the language model, which cannot be asked now"
                ),
            }
        }
    }
    if aids.is_empty() {
        return Ok(());
    }
    let waiting = waiting_for(&aids);
    let count = count(&query, &waiting).await?;
    if count == 0 {
        return Ok(());
    }
    let mut sink = case.sink();
    keep::<DocumentRow>(&query, &mut sink, "sha256", &waiting).await?;
    keep::<MemberRow>(&query, &mut sink, "container", &waiting).await?;
    keep::<PartRow>(&query, &mut sink, "sha256", &waiting).await?;
    keep::<WordRow>(&query, &mut sink, "sha256", &waiting).await?;
    keep::<FindingRow>(&query, &mut sink, "sha256", &waiting).await?;
    keep::<RecordRow>(&query, &mut sink, "sha256", &waiting).await?;
    // Members were unfolded from what the container gave then; it may give more now.
    let reopened = format!(
        "SELECT i.collection AS collection, concat(i.path, '!/') AS inside FROM items i JOIN ({waiting}) w ON i.sha256 = w.sha256"
    );
    let sql = format!(
        "SELECT t.* FROM items t LEFT ANTI JOIN ({reopened}) c ON t.collection = c.collection AND starts_with(t.path, c.inside)"
    );
    query.rows::<ItemRow>(&sql, |rows| sink.write(&rows)).await?;
    drop(query);
    let detail = serde_json::json!({ "read_again": count, "aids": aids });
    let tables = [TABLES, &["items"]].concat();
    case.append(OperationKind::Scan, key.to_owned(), detail, sink, &tables).await?;
    Ok(())
}

/// The documents that wait for one of these.
fn waiting_for(aids: &[Aid]) -> String {
    let aids: Vec<&str> = aids.iter().map(|aid| aid.as_str()).collect();
    format!("SELECT sha256 FROM documents WHERE awaits IN ('{}')", aids.join("', '"))
}

async fn count(query: &Query, sql: &str) -> Result<u64, UserError> {
    let rows: Vec<CountRow> = query.all(&format!("SELECT count(*) AS count FROM ({sql})")).await?;
    Ok(rows.first().map_or(0, |row| row.count))
}

/// Copies the rows of a table except those of waiting documents.
async fn keep<R: Row>(
    query: &Query,
    sink: &mut SegmentSink,
    column: &str,
    waiting: &str,
) -> Result<(), UserError> {
    let table = R::TABLE;
    let sql =
        format!("SELECT t.* FROM {table} t LEFT ANTI JOIN ({waiting}) w ON t.{column} = w.sha256");
    query.rows::<R>(&sql, |rows| sink.write(&rows)).await?;
    Ok(())
}

candor_case::row! {
    CountRow {
        count: u64,
    }
}

candor_case::row! {
    /// A document that has not been read yet.
    PendingRow {
        sha256: String,
        path: String,
        place: Option<String>,
    }
}

async fn pending(case: &mut Case) -> Result<Vec<Task>, UserError> {
    let evidence = case.evidence();
    let rows: Vec<PendingRow> = case
        .query()
        .await?
        .all(
            "SELECT i.sha256 AS sha256, min(i.path) AS path, CASE WHEN count(*) = count(i.place) THEN min(i.place) END AS place \
             FROM items i LEFT ANTI JOIN documents d ON i.sha256 = d.sha256 \
             WHERE i.sha256 IS NOT NULL GROUP BY i.sha256 ORDER BY path, sha256",
        )
        .await?;
    let place = |row: &PendingRow| {
        row.place.as_ref().map_or_else(|| evidence.path(&row.sha256), PathBuf::from)
    };
    let task = |row: PendingRow| Task {
        place: place(&row),
        name: near_name(&row.path),
        path: row.path,
        sha256: row.sha256,
        ..Task::default()
    };
    let tasks: Vec<Task> = rows.into_iter().map(task).collect();
    // Only when a volume is pending are the others looked for.
    if !tasks.iter().any(|task| volumes::may_be_volume(&task.path)) {
        return Ok(tasks);
    }
    let rows: Vec<PendingRow> = case.query().await?.all(volumes::CANDIDATES_SQL).await?;
    let volume = |row: PendingRow| {
        let place = place(&row);
        (row.path, Volume { sha256: row.sha256, place })
    };
    Ok(volumes::join(tasks, &rows.into_iter().map(volume).collect()))
}

/// The name of a file with those of its nearest folders: what hints at its class.
fn near_name(path: &str) -> String {
    let start = path.rmatch_indices('/').nth(FOLDERS_NEAR).map_or(0, |(at, _)| at + 1);
    path.get(start..).unwrap_or(path).to_owned()
}

/// Folders above a file that hint at its class.
const FOLDERS_NEAR: usize = 2;

/// Reads all tasks and seals them in batches.
async fn read(
    case: &mut Case,
    tasks: Vec<Task>,
    pool: &Pool,
    key: &str,
    total: &mut Scanned,
) -> Result<(), UserError> {
    let count = tasks.len() as u64;
    let bar = Bar::new("scan", "documents", count);
    pool.submit(tasks);
    let mut rows = Rows::default();
    let mut sliced = Sliced::new();
    let mut ended = 0;
    while ended < count {
        let gone = |_| UserError::internal("every thread that feeds the readers has ended");
        let outcome = pool.outcomes.recv().map_err(gone)??;
        ended += u64::from(outcome.ends);
        bar.advance(u64::from(outcome.ends));
        total.seconds += outcome.scanned.seconds;
        total.asked += outcome.scanned.asked;
        if !outcome.ends || outcome.before.parts > 0 {
            take_slice(case, outcome, &mut sliced, key).await?;
        } else {
            rows.add(outcome);
        }
        let text: usize = rows.parts.iter().map(|part| part.text.len()).sum();
        if rows.documents.len() >= DOCUMENTS_PER_OPERATION || text >= TEXT_BYTES_PER_OPERATION {
            seal(case, std::mem::take(&mut rows), key).await?;
        }
        if stopped() {
            break;
        }
    }
    seal(case, rows, key).await?;
    bar.finish();
    if stopped() { Err(UserError::stopped()) } else { Ok(()) }
}

async fn seal(case: &mut Case, rows: Rows, key: &str) -> Result<(), UserError> {
    if rows.documents.is_empty() {
        return Ok(());
    }
    let mut sink = case.sink();
    write(&rows, &mut sink)?;
    if !rows.members.is_empty() {
        case.evidence().flush()?;
    }
    let detail = serde_json::json!({
        "documents": rows.documents.len(),
        "members": rows.members.len(),
        "findings": rows.findings.len(),
        "records": rows.records.len(),
    });
    case.append(OperationKind::Scan, key.to_owned(), detail, sink, &[]).await?;
    Ok(())
}

fn write(rows: &Rows, sink: &mut SegmentSink) -> Result<(), UserError> {
    sink.write(&rows.documents)?;
    sink.write(&rows.members)?;
    sink.write(&rows.parts)?;
    sink.write(&rows.words)?;
    sink.write(&rows.findings)?;
    Ok(sink.write(&rows.records)?)
}

/// Rows of documents that come in slices, on their way to the disk, by the document's hash.
type Sliced = HashMap<String, SegmentSink>;

/// Writes a slice. With the last one the document is sealed by an operation of its own, so that it
/// counts as a whole or not at all.
async fn take_slice(
    case: &mut Case,
    outcome: Outcome,
    sliced: &mut Sliced,
    key: &str,
) -> Result<(), UserError> {
    let sha256 = outcome.task.sha256.clone();
    let (begins, ends) = (outcome.before.parts == 0, outcome.ends);
    let (findings, records) = (outcome.before.findings, outcome.before.records);
    let slices = outcome.before.parts;
    let mut rows = Rows::default();
    rows.add(outcome);
    let known = sliced.remove(&sha256).filter(|_| !begins);
    let mut sink = known.unwrap_or_else(|| case.sink());
    write(&rows, &mut sink)?;
    if !ends {
        sliced.insert(sha256, sink);
        return Ok(());
    }
    if !rows.members.is_empty() {
        case.evidence().flush()?;
    }
    let detail = serde_json::json!({
        "documents": 1,
        "slices": slices,
        "findings": findings + rows.findings.len(),
        "records": records as usize + rows.records.len(),
    });
    case.append(OperationKind::Scan, key.to_owned(), detail, sink, &[]).await?;
    Ok(())
}

candor_case::row! {
    /// A member of a container at one path of one collection.
    UnfoldedRow {
        collection: String,
        parent: String,
        name: String,
        name_raw: Option<Vec<u8>>,
        sha256: Option<String>,
        blake3: Option<String>,
        size: u64,
        modified: Option<String>,
        reason: Option<String>,
        detail: String,
    }
}

/// Writes items for the members of containers that have none yet; returns how many.
async fn expand(case: &mut Case, by_file: &mut ByFile) -> Result<u64, UserError> {
    let mut unfolding =
        Unfolding { sink: case.sink(), batch: Vec::new(), count: 0, by_file, cut: None };
    let query = case.query().await?;
    unfold(&query, &mut unfolding).await?;
    let Unfolding { mut sink, batch, count, .. } = unfolding;
    sink.write(&batch)?;
    if count > 0 {
        let detail = serde_json::json!({ "items": count });
        case.append(OperationKind::Expand, String::new(), detail, sink, &[]).await?;
    }
    Ok(count)
}

/// Items so far from each top-level file of each collection, over all rounds of a run.
type ByFile = HashMap<(String, String), u64>;

struct Unfolding<'a> {
    sink: candor_case::SegmentSink,
    batch: Vec<ItemRow>,
    count: u64,
    by_file: &'a mut ByFile,
    /// The container whose remaining members are left out.
    cut: Option<String>,
}

async fn unfold(query: &Query, unfolding: &mut Unfolding<'_>) -> Result<(), UserError> {
    query
        .rows::<UnfoldedRow>(
            "SELECT i.collection AS collection, i.path AS parent, m.name AS name, m.name_raw AS name_raw, m.sha256 AS sha256, \
             m.blake3 AS blake3, m.size AS size, m.modified AS modified, m.reason AS reason, m.detail AS detail \
             FROM items i JOIN members m ON i.sha256 = m.container \
             LEFT ANTI JOIN (SELECT DISTINCT collection, parent FROM items WHERE parent IS NOT NULL) done \
             ON i.collection = done.collection AND i.path = done.parent \
             ORDER BY collection, parent, m.ordinal",
            |rows| {
                for row in rows {
                    unfolding.take(row)?;
                }
                Ok(())
            },
        )
        .await?;
    Ok(())
}

impl Unfolding<'_> {
    fn take(&mut self, row: UnfoldedRow) -> candor_case::Result<()> {
        let file = row.parent.split("!/").next().unwrap_or_default().to_owned();
        let unfolded = self.by_file.entry((row.collection.clone(), file)).or_insert(0);
        *unfolded += 1;
        let beyond = *unfolded > ITEMS_PER_FILE_MAX;
        if beyond && self.cut.as_ref() == Some(&row.parent) {
            return Ok(());
        }
        let depth = row.parent.matches("!/").count() + 1;
        let mut item = ItemRow {
            path: format!("{}!/{}", row.parent, row.name),
            path_raw: row.name_raw,
            collection: row.collection,
            parent: Some(row.parent),
            sha256: row.sha256,
            blake3: row.blake3,
            size: row.size,
            modified: row.modified,
            place: None,
            reason: row.reason,
            detail: row.detail,
        };
        let depth_max = Limits::default().container_depth_max;
        if beyond {
            // One child says so for the whole container, which therefore is not pending again.
            self.cut.clone_from(&item.parent);
            let detail = format!("this and further members after {ITEMS_PER_FILE_MAX}");
            item = item.unsealed(UnreadReason::Limit, detail);
        } else if depth > depth_max {
            item = item.unsealed(
                UnreadReason::Limit,
                format!("containers nested deeper than {depth_max}"),
            );
        }
        self.count += 1;
        self.batch.push(item);
        if self.batch.len() >= EXPANDED_BATCH_ROWS {
            self.sink.write(&std::mem::take(&mut self.batch))?;
        }
        Ok(())
    }
}

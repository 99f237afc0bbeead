//! An open case: the one place where operations are written.

use crate::evidence::{Evidence, flush_file_system, sha256_hex};
use crate::intake::{self, IntakeOptions, IntakeOutcome, Progress, Unsealed};
use crate::layout::Layout;
use crate::ledger::{Collection, Entry, Ledger, Operation, OperationKind, Place, Segment};
use crate::query::{Query, SegmentSink};
use crate::settings::{SETTINGS_TEMPLATE, Settings};
use crate::tables::{ItemRow, ListedRow, Row};
use crate::{CaseError, Result};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::{self, File};
use std::os::fd::AsRawFd;
use std::path::{Path, PathBuf};

/// A case, open for reading or for writing.
#[derive(Debug)]
pub struct Case {
    pub layout: Layout,
    pub settings: Settings,
    ledger: Ledger,
    /// Held while the case is open for writing.
    lock: Option<File>,
    /// What the ledger holds, while this case is open for writing. Who else wrote to a ledger on a server
    /// although this case holds its lock is found out by the next operation, which is then refused.
    seen: Seen,
    /// Segments whose footers were read, with their bytes.
    checked: HashMap<String, u64>,
}

/// What was read of the ledger since the last operation.
#[derive(Debug, Default)]
struct Seen {
    operations: Option<Vec<Operation>>,
    segments: Option<Vec<Segment>>,
}

const INTAKE_BATCH_ROWS: usize = 20_000;

impl Case {
    /// Creates an empty case with a `case.toml`: the given text, or the commented template.
    pub async fn init(root: &Path, settings: Option<&str>) -> Result<Self> {
        let layout = Layout::new(root);
        if layout.settings().exists() || layout.ledger().exists() {
            return Err(CaseError::AlreadyExists { path: root.to_path_buf() });
        }
        let text = settings.unwrap_or(SETTINGS_TEMPLATE);
        Settings::parse(text)?;
        for folder in [layout.evidence(), layout.tables(), layout.out()] {
            fs::create_dir_all(&folder).map_err(|e| CaseError::io("create", &folder, &e))?;
        }
        let file = layout.settings();
        fs::write(&file, text).map_err(|e| CaseError::io("write", &file, &e))?;
        let opened = match Self::open_new(root).await {
            // A schema on a server may be another case's.
            Ok(case) if !case.ledger.is_empty() => {
                let server = case.settings.ledger.as_ref();
                let schema = server.map(|server| server.schema.clone()).unwrap_or_default();
                Err(CaseError::LedgerTaken { schema })
            }
            other => other,
        };
        let mut case = match opened {
            Ok(case) => case,
            Err(error) => {
                // A folder that points at a ledger it does not own would mislead the next command.
                remove_if_there(&layout.settings())?;
                return Err(error);
            }
        };
        let detail = serde_json::json!({ "case_toml_sha256": sha256_hex(text.as_bytes()) });
        case.append(OperationKind::Init, String::new(), detail, SegmentSink::default(), &[])
            .await?;
        Ok(case)
    }

    /// Opens a case for writing and removes what a killed run left behind.
    pub async fn open(root: &Path) -> Result<Self> {
        let layout = Layout::new(root);
        if !place(&layout, &load_settings(&layout)?).exists() {
            return Err(missing_ledger());
        }
        let mut case = Self::open_new(root).await?;
        if !case.segments_match_operations().await? {
            let reason = "its list of segments is not what its operations sealed".to_owned();
            return Err(CaseError::Ledger { reason });
        }
        // Without a first operation every segment would look like an orphan.
        if case.operations().await?.is_empty() {
            return Err(missing_ledger());
        }
        case.remove_orphans().await?;
        Ok(case)
    }

    async fn open_new(root: &Path) -> Result<Self> {
        let layout = Layout::new(root);
        let settings = load_settings(&layout)?;
        let lock = lock(&layout)?;
        let mut ledger = Ledger::open(&place(&layout, &settings), true).await?;
        if !ledger.lock().await? {
            return Err(CaseError::Busy { path: root.to_path_buf() });
        }
        Ok(Self::over(layout, settings, ledger, Some(lock)))
    }

    /// Opens a case without the right to change it.
    pub async fn open_to_read(root: &Path) -> Result<Self> {
        let layout = Layout::new(root);
        let settings = load_settings(&layout)?;
        let place = place(&layout, &settings);
        if !place.exists() {
            return Err(missing_ledger());
        }
        let ledger = Ledger::open(&place, false).await?;
        if ledger.is_empty() {
            return Err(missing_ledger());
        }
        Ok(Self::over(layout, settings, ledger, None))
    }

    fn over(layout: Layout, settings: Settings, ledger: Ledger, lock: Option<File>) -> Self {
        let (seen, checked) = (Seen::default(), HashMap::new());
        Self { layout, settings, ledger, lock, seen, checked }
    }

    /// What case.toml says now, by key (`company.C1.folders`); what may name persons as counts and marks.
    pub fn settings_by_key(&self) -> Result<BTreeMap<String, String>> {
        let path = self.layout.settings();
        let text = fs::read_to_string(&path).map_err(|e| CaseError::io("read", &path, &e))?;
        crate::settings::by_key(&text)
    }

    pub fn evidence(&self) -> Evidence {
        Evidence::new(self.layout.evidence())
    }

    /// Every operation, oldest first.
    pub async fn operations(&mut self) -> Result<Vec<Operation>> {
        if let Some(seen) = &self.seen.operations {
            return Ok(seen.clone());
        }
        let operations = self.ledger.operations().await?;
        self.seen.operations = self.lock.is_some().then(|| operations.clone());
        Ok(operations)
    }

    /// The segments that count now.
    pub async fn segments(&mut self) -> Result<Vec<Segment>> {
        if let Some(seen) = &self.seen.segments {
            return Ok(seen.clone());
        }
        let segments = self.ledger.segments().await?;
        self.seen.segments = self.lock.is_some().then(|| segments.clone());
        Ok(segments)
    }

    /// The collections in the order of their first intake; the order numbers the waves.
    pub async fn collections(&mut self) -> Result<Vec<Collection>> {
        let mut known = BTreeSet::new();
        let operations = self.operations().await?;
        let all = operations.iter().filter_map(Operation::collection);
        Ok(all.filter(|collection| known.insert(collection.name.clone())).collect())
    }

    /// The collections in the order in which they were received.
    pub async fn waves(&mut self) -> Result<Vec<Collection>> {
        let mut collections = self.collections().await?;
        let received =
            |collection: &Collection| collection.received.parse::<jiff::Timestamp>().ok();
        collections.sort_by_key(received);
        Ok(collections)
    }

    /// A query engine over the sealed tables as they are now.
    pub async fn query(&mut self) -> Result<Query> {
        let segments = self.segments().await?;
        let served = self.served().await?;
        Query::over(&self.layout, &segments, served, &mut self.checked)
    }

    /// A sink that writes segments of this case; they count once [`Case::append`] names them.
    pub fn sink(&self) -> SegmentSink {
        SegmentSink::new(self.layout.clone())
    }

    /// Records an operation with everything its sink sealed. `replaces` names the tables whose
    /// older segments it makes obsolete.
    pub async fn append(
        &mut self,
        kind: OperationKind,
        stage_key: String,
        detail: serde_json::Value,
        sink: SegmentSink,
        replaces: &[&str],
    ) -> Result<Operation> {
        let sealed = sink.finish()?;
        if !sealed.is_empty() {
            flush_file_system(&self.layout.tables())?;
        }
        let fresh: BTreeSet<_> = sealed.iter().map(|s| s.file.clone()).collect();
        let obsolete: Vec<Segment> = self
            .segments()
            .await?
            .into_iter()
            .filter(|s| replaces.contains(&s.table.as_str()))
            .collect();
        let retired = obsolete.iter().map(|s| s.file.clone()).collect();
        let entry = Entry { kind, stage_key, detail, sealed, retired };
        self.seen = Seen::default();
        let operation = self.ledger.append(entry).await?;
        for segment in obsolete.iter().filter(|s| !fresh.contains(&s.file)) {
            let path = self.layout.table(&segment.table).join(&segment.file);
            remove_if_there(&path)?;
        }
        Ok(operation)
    }

    /// The stage key of the newest operation of this kind.
    pub async fn last_key(&mut self, kind: OperationKind) -> Result<Option<String>> {
        let operations = self.operations().await?;
        Ok(operations.into_iter().rev().find(|op| op.kind == kind.as_str()).map(|op| op.stage_key))
    }

    /// Hash over the segments of these tables and `more` (stage version, settings).
    pub async fn stage_key(&mut self, tables: &[&str], more: &str) -> Result<String> {
        let mut text = more.to_owned();
        for segment in self.segments().await? {
            if tables.contains(&segment.table.as_str()) {
                text.push('\n');
                text.push_str(&segment.sha256);
            }
        }
        Ok(sha256_hex(text.as_bytes()))
    }

    /// Takes everything below the given paths in as one collection.
    pub async fn intake(
        &mut self,
        collection: &Collection,
        paths: &[PathBuf],
        progress: &dyn Progress,
    ) -> Result<IntakeOutcome> {
        self.check_collection(collection).await?;
        let known = self.known_items(&collection.name).await?;
        let options =
            IntakeOptions { collection: collection.name.clone(), in_place: collection.in_place };
        let mut work = IntakeWork {
            sink: self.sink(),
            evidence: self.evidence(),
            options,
            known,
            outcome: IntakeOutcome::default(),
            rows: Vec::new(),
            seen: BTreeSet::new(),
            changed: Vec::new(),
        };
        for path in paths {
            work.take_root(path, progress)?;
        }
        let IntakeWork { mut sink, outcome, rows, evidence, changed, .. } = work;
        if let Some(first) = changed.first() {
            return Err(CaseError::ChangedSinceIntake {
                name: collection.name.clone(),
                count: changed.len(),
                first: first.clone(),
            });
        }
        sink.write(&rows)?;
        evidence.flush()?;
        if outcome.files > outcome.already_known {
            let detail = serde_json::json!({
                "collection": collection,
                "files": outcome.files - outcome.already_known,
                "bytes": outcome.bytes,
                "without_content": outcome.unsealed.len(),
                "stopped": progress.stopped(),
            });
            self.append(OperationKind::Intake, String::new(), detail, sink, &[]).await?;
        }
        Ok(outcome)
    }

    /// Takes listings of names and sizes in as one collection. Files that it names already are left
    /// out; returns how many are new.
    pub async fn list(&mut self, collection: &Collection, rows: Vec<ListedRow>) -> Result<u64> {
        self.check_collection(collection).await?;
        let mut known: BTreeSet<String> = BTreeSet::new();
        self.query()
            .await?
            .rows::<ListedRow>("SELECT * FROM listed", |rows| {
                let own = rows.into_iter().filter(|row| row.collection == collection.name);
                known.extend(own.map(|row| row.path));
                Ok(())
            })
            .await?;
        let fresh: Vec<ListedRow> =
            rows.into_iter().filter(|row| known.insert(row.path.clone())).collect();
        let count = fresh.len() as u64;
        if count > 0 {
            let mut sink = self.sink();
            sink.write(&fresh)?;
            let detail = serde_json::json!({ "collection": collection, "listed": count });
            self.append(OperationKind::Intake, String::new(), detail, sink, &[]).await?;
        }
        Ok(count)
    }

    async fn check_collection(&mut self, wanted: &Collection) -> Result<()> {
        let recorded = self.collections().await?;
        match recorded.iter().find(|c| c.name == wanted.name) {
            Some(c)
                if c.source != wanted.source
                    || c.in_place != wanted.in_place
                    || c.listing != wanted.listing =>
            {
                Err(CaseError::CollectionDiffers {
                    name: c.name.clone(),
                    recorded: format!(
                        "source {}, {}",
                        c.source,
                        match (c.listing, c.in_place) {
                            (true, _) => "a listing",
                            (_, true) => "in place",
                            _ => "sealed",
                        }
                    ),
                })
            }
            _ => Ok(()),
        }
    }

    async fn known_items(&mut self, collection: &str) -> Result<BTreeMap<String, Option<String>>> {
        let mut known = BTreeMap::new();
        let query = self.query().await?;
        query
            .rows::<ItemRow>("SELECT * FROM items WHERE parent IS NULL", |rows| {
                for row in rows.into_iter().filter(|row| row.collection == collection) {
                    known.insert(row.path, row.sha256);
                }
                Ok(())
            })
            .await?;
        Ok(known)
    }

    /// Whether the segments in force are those that the operations, replayed, leave in force.
    pub(crate) async fn segments_match_operations(&mut self) -> Result<bool> {
        let mut replayed: BTreeMap<String, Segment> = BTreeMap::new();
        for operation in self.operations().await? {
            operation.retired.iter().for_each(|file| drop(replayed.remove(file)));
            replayed.extend(operation.sealed.into_iter().map(|s| (s.file.clone(), s)));
        }
        let in_force = self.segments().await?.into_iter().map(|s| (s.file.clone(), s));
        Ok(replayed == in_force.collect())
    }

    async fn remove_orphans(&mut self) -> Result<()> {
        let named: BTreeSet<_> =
            self.segments().await?.into_iter().map(|s| (s.table, s.file)).collect();
        for (table, _) in crate::tables::all() {
            let folder = self.layout.table(table);
            let Ok(entries) = fs::read_dir(&folder) else { continue };
            for entry in entries.flatten() {
                let file = entry.file_name().to_string_lossy().into_owned();
                if !named.contains(&(table.to_owned(), file)) {
                    let path = entry.path();
                    fs::remove_file(&path).map_err(|e| CaseError::io("remove", &path, &e))?;
                }
            }
        }
        self.remove_scratch()
    }

    /// Removes spilled rows and half-written blobs of killed runs. The lock is held: nobody else
    /// is at work here.
    fn remove_scratch(&self) -> Result<()> {
        let spill = self.layout.spill();
        if spill.exists() {
            fs::remove_dir_all(&spill).map_err(|e| CaseError::io("remove", &spill, &e))?;
        }
        let Ok(entries) = fs::read_dir(self.layout.evidence()) else { return Ok(()) };
        for entry in entries.flatten() {
            if entry.file_name().to_string_lossy().starts_with(".incoming-") {
                remove_if_there(&entry.path())?;
            }
        }
        Ok(())
    }
}

/// One intake under way.
struct IntakeWork {
    sink: SegmentSink,
    evidence: Evidence,
    options: IntakeOptions,
    known: BTreeMap<String, Option<String>>,
    outcome: IntakeOutcome,
    rows: Vec<ItemRow>,
    seen: BTreeSet<String>,
    changed: Vec<String>,
}

impl IntakeWork {
    fn take_root(&mut self, root: &Path, progress: &dyn Progress) -> Result<()> {
        let found = intake::walk(root)?;
        if found.is_empty() {
            return Err(CaseError::EmptyIntake { path: root.to_path_buf() });
        }
        for file in &found {
            if progress.stopped() {
                break;
            }
            let row = intake::take(file, &self.options, &self.evidence)?;
            progress.advance(1, row.size);
            self.add(row)?;
        }
        Ok(())
    }

    fn add(&mut self, mut row: ItemRow) -> Result<()> {
        self.outcome.files += 1;
        self.outcome.bytes += row.size;
        row.path = self.free_name(row.path);
        if row.sha256.is_none() {
            self.outcome
                .unsealed
                .push(Unsealed { path: row.path.clone(), detail: row.detail.clone() });
        }
        match self.known.get(&row.path) {
            Some(recorded) if *recorded == row.sha256 => self.outcome.already_known += 1,
            Some(_) => self.changed.push(row.path),
            None => self.rows.push(row),
        }
        if self.rows.len() >= INTAKE_BATCH_ROWS {
            self.sink.write(&std::mem::take(&mut self.rows))?;
        }
        Ok(())
    }

    /// Two roots may hold the same relative name; the second gets a numbered one.
    fn free_name(&mut self, path: String) -> String {
        let mut name = path.clone();
        let mut number = 2;
        while !self.seen.insert(name.clone()) {
            name = format!("{path} ({number})");
            number += 1;
        }
        name
    }
}

fn remove_if_there(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(CaseError::io("remove", path, &error))
        }
        _ => Ok(()),
    }
}

fn missing_ledger() -> CaseError {
    CaseError::Ledger { reason: "the ledger is missing or empty".to_owned() }
}

fn place(layout: &Layout, settings: &Settings) -> Place {
    settings.ledger.clone().map_or_else(|| Place::File(layout.ledger()), Place::Server)
}

fn load_settings(layout: &Layout) -> Result<Settings> {
    if !layout.settings().exists() {
        return Err(CaseError::NotACase { path: layout.root().to_path_buf() });
    }
    let settings = Settings::load(&layout.settings())?;
    if settings.ledger.is_some() && layout.ledger().exists() {
        return Err(CaseError::Settings {
            reason: "[ledger] names a server, but this case has its ledger in ledger.db".to_owned(),
        });
    }
    Ok(settings)
}

fn lock(layout: &Layout) -> Result<File> {
    let path = layout.lock();
    let file = File::create(&path).map_err(|e| CaseError::io("lock", &path, &e))?;
    // SAFETY: flock takes any open descriptor and has no other precondition.
    if unsafe { libc::flock(file.as_raw_fd(), libc::LOCK_EX | libc::LOCK_NB) } == 0 {
        return Ok(file);
    }
    Err(CaseError::Busy { path: layout.root().to_path_buf() })
}

/// Serves callers that need the file name of a segment.
impl Segment {
    pub fn path(&self, layout: &Layout) -> PathBuf {
        layout.table(&self.table).join(&self.file)
    }
}

/// Guards against a row type whose table is not registered.
pub(crate) fn is_registered<R: Row>() -> bool {
    crate::tables::all().iter().any(|(name, _)| *name == R::TABLE)
}

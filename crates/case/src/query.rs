//! Reading and writing tables: DataFusion over the sealed Parquet segments, and the sink that
//! seals new ones.

use crate::evidence::hash_stream;
use crate::layout::Layout;
use crate::ledger::Segment;
use crate::served::Served;
use crate::store::is_registered;
use crate::tables::{Readable, Row};
use crate::{CaseError, Result};
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::catalog::TableProvider;
use datafusion::datasource::MemTable;
use datafusion::datasource::file_format::parquet::ParquetFormat;
use datafusion::datasource::listing::{
    ListingOptions, ListingTable, ListingTableConfig, ListingTableUrl,
};
use datafusion::error::DataFusionError;
use datafusion::execution::SendableRecordBatchStream;
use datafusion::execution::memory_pool::FairSpillPool;
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::object_store::local::LocalFileSystem;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::{Compression, ZstdLevel};
use datafusion::parquet::errors::Result as ParquetResult;
use datafusion::parquet::file::metadata::ParquetMetaDataReader;
use datafusion::parquet::file::properties::WriterProperties;
use datafusion::prelude::{SQLOptions, SessionConfig, SessionContext};
use futures::TryStreamExt;
use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;

/// Memory that one query may hold before it spills to disk: sorting the findings of some 50,000 files
/// side by side with its joins needs a good part of it.
const QUERY_MEMORY_BYTES_MAX: usize = 1 << 30;
const SPILL_BYTES_MAX: u64 = 64 << 30;
const BATCH_ROWS: usize = 4096;
/// Batches whose rows are made while the caller works on those before.
const BATCHES_AHEAD: usize = 2;
/// Rows kept in memory while a segment is written.
const ROW_GROUP_ROWS_MAX: usize = 64 * 1024;

/// Tables of a case at one moment.
pub struct Query {
    context: SessionContext,
    spill: PathBuf,
}

impl Query {
    /// `checked` holds the segments whose footers were read before, with their bytes.
    pub(crate) fn over(
        layout: &Layout,
        segments: &[Segment],
        served: Vec<Served>,
        checked: &mut HashMap<String, u64>,
    ) -> Result<Self> {
        let spill = spill_folder(layout)?;
        let context = session(layout, &spill)?;
        let mut files: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for segment in segments {
            check_present(layout, segment, checked)?;
            files
                .entry(&segment.table)
                .or_default()
                .push(format!("{}/{}", segment.table, segment.file));
        }
        for (table, schema) in crate::tables::all() {
            let listed = files.remove(table).unwrap_or_default();
            register(&context, table, schema, &listed)?;
        }
        for (table, batch) in served {
            let table_of = MemTable::try_new(batch.schema(), vec![vec![batch]]);
            let provider = Arc::new(table_of.map_err(query_error)?);
            context.register_table(table, provider).map_err(query_error)?;
        }
        Ok(Self { context, spill })
    }

    /// Runs a SELECT and hands out its batches one by one. Anything but a SELECT is refused.
    pub async fn batches(
        &self,
        sql: &str,
        mut each: impl FnMut(&RecordBatch) -> Result<()>,
    ) -> Result<SchemaRef> {
        let mut stream = self.stream(sql).await?;
        let schema = stream.schema();
        while let Some(batch) = stream.try_next().await.map_err(run_error)? {
            each(&batch)?;
        }
        Ok(schema)
    }

    async fn stream(&self, sql: &str) -> Result<SendableRecordBatchStream> {
        let only_select = SQLOptions::new()
            .with_allow_ddl(false)
            .with_allow_dml(false)
            .with_allow_statements(false);
        let frame = self.context.sql_with_options(sql, only_select).await.map_err(query_error)?;
        frame.execute_stream().await.map_err(query_error)
    }

    /// Runs a SELECT whose columns are those of `R` and hands out its rows. While the caller works on
    /// some, the next are made.
    pub async fn rows<R: Readable>(
        &self,
        sql: &str,
        mut each: impl FnMut(Vec<R>) -> Result<()>,
    ) -> Result<()> {
        let made = self.stream(sql).await?.map_err(run_error).map_ok(|batch| async move {
            let task = tokio::spawn(async move { read_rows::<R>(&batch) });
            match task.await.map_err(tokio::task::JoinError::try_into_panic) {
                Ok(rows) => rows,
                Err(Ok(panic)) => std::panic::resume_unwind(panic),
                Err(Err(_)) => Err(CaseError::Query { reason: "the program ends".to_owned() }),
            }
        });
        let mut made = std::pin::pin!(made.try_buffered(BATCHES_AHEAD));
        while let Some(rows) = made.try_next().await? {
            each(rows)?;
        }
        Ok(())
    }

    /// Runs a SELECT and collects its rows.
    pub async fn all<R: Readable>(&self, sql: &str) -> Result<Vec<R>> {
        let mut all = Vec::new();
        self.rows(sql, |rows| {
            all.extend(rows);
            Ok(())
        })
        .await?;
        Ok(all)
    }

    /// The rows of a whole table in a fixed order.
    pub async fn table<R: Row>(&self, order: &str) -> Result<Vec<R>> {
        self.all(&format!("SELECT * FROM {} ORDER BY {order}", R::TABLE)).await
    }
}

impl Drop for Query {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.spill));
    }
}

impl std::fmt::Debug for Query {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Query")
    }
}

fn read_rows<R: Readable>(batch: &RecordBatch) -> Result<Vec<R>> {
    R::read(batch).ok_or_else(|| CaseError::Query {
        reason: format!("the result has other columns than {} expects", std::any::type_name::<R>()),
    })
}

/// Spilled rows may hold personal values: they lie in the case, or in the system's temporary
/// folder when the case is read-only.
fn spill_folder(layout: &Layout) -> Result<PathBuf> {
    use std::os::unix::fs::DirBuilderExt;
    static NUMBER: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let name = format!("{}-{number}", std::process::id());
    let build = |parent: PathBuf| {
        let folder = parent.join(&name);
        fs::DirBuilder::new().recursive(true).mode(0o700).create(&folder).map(|()| folder)
    };
    build(layout.spill())
        .or_else(|_| build(std::env::temp_dir().join("candor-spill")))
        .map_err(|e| CaseError::io("create", &layout.spill(), &e))
}

fn session(layout: &Layout, spill: &std::path::Path) -> Result<SessionContext> {
    let runtime = RuntimeEnvBuilder::new()
        .with_memory_pool(Arc::new(FairSpillPool::new(QUERY_MEMORY_BYTES_MAX)))
        .with_temp_file_path(spill)
        .with_max_temp_directory_size(SPILL_BYTES_MAX)
        .build_arc()
        .map_err(query_error)?;
    let mut config = SessionConfig::new()
        .with_target_partitions(2)
        .with_batch_size(BATCH_ROWS)
        .with_information_schema(true);
    let options = config.options_mut();
    options.execution.parquet.schema_force_view_types = false;
    options.sql_parser.map_string_types_to_utf8view = false;
    // The queries here are small; further passes find nothing and cost more than running them.
    options.optimizer.max_passes = 1;
    let context = SessionContext::new_with_config_rt(config, runtime);
    let tables = layout.tables();
    let missing = |e: &dyn std::fmt::Display| CaseError::Query {
        reason: format!("{}: {e}", tables.display()),
    };
    let store = LocalFileSystem::new_with_prefix(&tables).map_err(|e| missing(&e))?;
    let root = ObjectStoreUrl::parse(STORE).map_err(query_error)?;
    context.register_object_store(root.as_ref(), Arc::new(store));
    Ok(context)
}

/// The tables' folder under a name of its own, so that no SQL can name another path.
const STORE: &str = "case://tables";

fn register(
    context: &SessionContext,
    name: &str,
    schema: SchemaRef,
    files: &[String],
) -> Result<()> {
    let provider: Arc<dyn TableProvider> = if files.is_empty() {
        Arc::new(MemTable::try_new(schema, vec![vec![]]).map_err(query_error)?)
    } else {
        let urls: std::result::Result<Vec<_>, _> =
            files.iter().map(|file| ListingTableUrl::parse(format!("{STORE}/{file}"))).collect();
        let options =
            ListingOptions::new(Arc::new(ParquetFormat::new().with_force_view_types(false)))
                .with_file_extension(".parquet");
        let config = ListingTableConfig::new_with_multi_paths(urls.map_err(query_error)?)
            .with_listing_options(options)
            .with_schema(schema);
        Arc::new(ListingTable::try_new(config).map_err(query_error)?)
    };
    context.register_table(name, provider).map_err(query_error)?;
    Ok(())
}

/// A listed file that is missing would read as zero rows; a damaged one must be named. A segment never
/// changes: one that was looked into and is still as long is not read again.
fn check_present(
    layout: &Layout,
    segment: &Segment,
    checked: &mut HashMap<String, u64>,
) -> Result<()> {
    let damaged = |reason: String| CaseError::Segment {
        table: crate::tables::all()
            .iter()
            .map(|(name, _)| *name)
            .find(|name| *name == segment.table)
            .unwrap_or("unknown"),
        segment: segment.file.clone(),
        reason,
    };
    let path = segment.path(layout);
    let bytes = fs::metadata(&path).map_err(|e| damaged(e.to_string()))?.len();
    if checked.get(&segment.file) == Some(&bytes) {
        return Ok(());
    }
    let file = File::open(&path).map_err(|e| damaged(e.to_string()))?;
    let footer =
        ParquetMetaDataReader::new().parse_and_finish(&file).map_err(|e| damaged(e.to_string()))?;
    let rows = u64::try_from(footer.file_metadata().num_rows()).unwrap_or(0);
    if rows != segment.rows {
        return Err(damaged(format!("it holds {rows} rows, the ledger says {}", segment.rows)));
    }
    checked.insert(segment.file.clone(), bytes);
    Ok(())
}

pub(crate) fn query_error(error: DataFusionError) -> CaseError {
    let reason = error.strip_backtrace();
    if reason.contains("os error 28") || reason.contains("exceeded the allowable limit") {
        return CaseError::Query {
            reason: "the disk is full while spilling; free space and run again".to_owned(),
        };
    }
    CaseError::Query { reason }
}

/// Errors while rows flow may quote a cell, so only their kind is told.
fn run_error(error: DataFusionError) -> CaseError {
    match error.find_root() {
        DataFusionError::ResourcesExhausted(_) => CaseError::Query {
            reason: "it needs more memory than one query may hold; select less".to_owned(),
        },
        DataFusionError::ArrowError(..) | DataFusionError::Execution(_) => CaseError::Query {
            reason: "a value cannot be cast or computed as the query asks".to_owned(),
        },
        _ => query_error(error),
    }
}

/// Writes segments. They lie in the tables' folders at once but count only when an operation
/// names them.
#[derive(Debug, Default)]
pub struct SegmentSink {
    layout: Option<Layout>,
    open: BTreeMap<&'static str, OpenSegment>,
}

/// A segment that is being written, by a thread of its own.
struct OpenSegment {
    batches: Option<SyncSender<RecordBatch>>,
    writer: Option<JoinHandle<ParquetResult<()>>>,
    path: PathBuf,
    rows: u64,
}

/// Batches that wait to be written.
const BATCHES_WAITING: usize = 4;

impl std::fmt::Debug for OpenSegment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OpenSegment({} rows)", self.rows)
    }
}

impl SegmentSink {
    pub(crate) fn new(layout: Layout) -> Self {
        Self { layout: Some(layout), open: BTreeMap::new() }
    }

    /// Appends rows to this sink's segment of their table.
    pub fn write<R: Row>(&mut self, rows: &[R]) -> Result<()> {
        debug_assert!(is_registered::<R>(), "table {} is not registered", R::TABLE);
        let Some(layout) = self.layout.as_ref().filter(|_| !rows.is_empty()) else { return Ok(()) };
        if !self.open.contains_key(R::TABLE) {
            self.open.insert(R::TABLE, OpenSegment::create::<R>(layout)?);
        }
        let Some(segment) = self.open.get_mut(R::TABLE) else { return Ok(()) };
        for chunk in rows.chunks(BATCH_ROWS) {
            let batch = R::batch(chunk).map_err(|e| segment.failed(&e))?;
            segment.push(batch)?;
        }
        Ok(())
    }

    /// Closes the segments and gives them the names under which the ledger will know them.
    pub(crate) fn finish(mut self) -> Result<Vec<Segment>> {
        self.open.values_mut().for_each(OpenSegment::end);
        self.open.into_iter().map(|(table, segment)| segment.finish(table)).collect()
    }
}

impl OpenSegment {
    fn create<R: Row>(layout: &Layout) -> Result<Self> {
        static NUMBER: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
        let folder = layout.table(R::TABLE);
        fs::create_dir_all(&folder).map_err(|e| CaseError::io("create", &folder, &e))?;
        let number = NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let path = folder.join(format!(".open-{}-{number}.tmp", std::process::id()));
        let file = File::create(&path).map_err(|e| CaseError::io("create", &path, &e))?;
        let mut writer = ArrowWriter::try_new(file, R::schema(), Some(properties()))
            .map_err(|e| CaseError::Query { reason: e.to_string() })?;
        let (batches, waiting) = sync_channel::<RecordBatch>(BATCHES_WAITING);
        let thread = std::thread::Builder::new().spawn(move || {
            for batch in waiting {
                writer.write(&batch)?;
            }
            writer.finish().map(drop)
        });
        let writer = thread.map_err(|e| CaseError::io("write", &path, &e))?;
        Ok(Self { batches: Some(batches), writer: Some(writer), path, rows: 0 })
    }

    fn push(&mut self, batch: RecordBatch) -> Result<()> {
        self.rows += batch.num_rows() as u64;
        match self.batches.as_ref().map(|batches| batches.send(batch)) {
            Some(Ok(())) => Ok(()),
            // The writer ended before its time, and knows why.
            _ => self.written(),
        }
    }

    /// No further batch will come.
    fn end(&mut self) {
        self.batches = None;
    }

    /// Waits until all is written.
    fn written(&mut self) -> Result<()> {
        self.end();
        match self.writer.take().map(JoinHandle::join) {
            Some(Ok(Ok(()))) => Ok(()),
            Some(Ok(Err(error))) => Err(self.failed(&error)),
            Some(Err(panic)) => std::panic::resume_unwind(panic),
            None => Err(self.failed(&"an earlier write failed")),
        }
    }

    fn failed(&self, error: &dyn std::fmt::Display) -> CaseError {
        let text = error.to_string();
        let kind = if text.contains("os error 28") {
            std::io::ErrorKind::StorageFull
        } else {
            std::io::ErrorKind::Other
        };
        CaseError::io("write", &self.path, &std::io::Error::new(kind, text))
    }

    fn finish(mut self, table: &str) -> Result<Segment> {
        self.written()?;
        let io = |e: std::io::Error| CaseError::io("seal", &self.path, &e);
        let digest = hash_stream(&mut File::open(&self.path).map_err(io)?).map_err(io)?;
        let name = digest.sha256.get(..24).unwrap_or(&digest.sha256);
        let file = format!("{name}.parquet");
        fs::rename(&self.path, self.path.with_file_name(&file)).map_err(io)?;
        Ok(Segment { table: table.to_owned(), file, sha256: digest.sha256, rows: self.rows })
    }
}

impl Drop for OpenSegment {
    /// What was begun and not sealed counts for nothing; a sealed segment has another name by now.
    fn drop(&mut self) {
        self.end();
        drop(self.writer.take().map(JoinHandle::join));
        drop(fs::remove_file(&self.path));
    }
}

fn properties() -> WriterProperties {
    WriterProperties::builder()
        .set_created_by("candor".to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_max_row_group_row_count(Some(ROW_GROUP_ROWS_MAX))
        .build()
}

/// Rows as a text table.
pub fn pretty(batches: &[RecordBatch]) -> Result<String> {
    datafusion::arrow::util::pretty::pretty_format_batches(batches)
        .map(|table| table.to_string())
        .map_err(|e| CaseError::Query { reason: e.to_string() })
}

/// Rows as one JSON object a line.
pub fn batches_as_json(batches: &[RecordBatch], out: &mut impl std::io::Write) -> Result<()> {
    let failed =
        |e: datafusion::arrow::error::ArrowError| CaseError::Query { reason: e.to_string() };
    let mut writer = datafusion::arrow::json::WriterBuilder::new()
        .with_explicit_nulls(true)
        .build::<_, datafusion::arrow::json::writer::LineDelimited>(out);
    for batch in batches {
        writer.write(batch).map_err(failed)?;
    }
    writer.finish().map_err(failed)
}

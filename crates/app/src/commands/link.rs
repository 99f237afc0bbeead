//! `candor link`: the linker on any CSV or Parquet table.

use crate::cli::{Link, SimulateRegister};
use crate::error::UserError;
use crate::linking::{self, Outcome, Request, left_out_notes, lessons};
use crate::output;
use candor_case::CaseError;
use candor_case::arrow::array::{ArrayRef, Float32Array, RecordBatch, StringArray, UInt64Array};
use candor_case::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use candor_case::tabular::{Output, Tabular};
use candor_engine::linkage::cluster::{Conflict, Doubt};
use candor_engine::linkage::model::probability;
use candor_engine::linkage::table::{NOTHING, TooLarge};
use candor_engine::linkage::{Guard, Keys, LinkSettings, Role, Rule, Schema as Compared, Table};
use candor_testkit::{Size, write_register};
use std::path::Path;
use std::sync::Arc;

/// The column that is added.
const CLUSTER: &str = "cluster_id";
const BATCH_ROWS: usize = 8192;

pub async fn run(args: &Link) -> Result<(), UserError> {
    let settings = settings(&args.settings)?;
    let wrong = |e: candor_engine::linkage::SettingsError| {
        UserError::input(format!(
            "{}: {e}\nhint: docs/link.md explains the file",
            args.settings.display()
        ))
    };
    let schema = settings.schema().map_err(wrong)?;
    let rules = settings.rules(&schema).map_err(wrong)?;
    let tables = Tabular::open(&args.tables).await?;
    check_columns(&settings, &tables, &args.settings)?;
    let (table, ids) = read(&settings, &tables, schema).await?;
    let keys = keys(&table, &rules)?;
    let guard = Guard {
        identifiers: identifiers(&table),
        bridge_bits: settings.bridge_bits(),
        quiet_bits: settings.bridge_bits(),
        ..Guard::default()
    };
    let outcome = linking::link(Request {
        table,
        keys,
        lessons: lessons(&rules),
        guard,
        join_bits: settings.join_bits(),
        doubt_bits: f32::INFINITY,
        rows_per_key_max: settings.rows_per_key_max,
        together: std::collections::BTreeMap::new(),
        others_min: 0.0,
        speaks: None,
        learnt: None,
    })
    .await?;
    let clusters: Vec<u64> =
        outcome.clustering.first.iter().map(|first| u64::from(*first)).collect();
    tables.write_with(&args.out, CLUSTER, &clusters).await?;
    if let Some(file) = &args.pairs {
        write_pairs(file, &outcome, &ids)?;
    }
    let names: Vec<String> = settings.block.iter().map(|block| block.on.join("+")).collect();
    for note in left_out_notes(&outcome.left_out, &names, settings.rows_per_key_max) {
        eprintln!("note: {note}");
    }
    tell(args, &outcome)
}

/// Writes a made-up register to measure with.
pub fn simulate_register(args: &SimulateRegister) -> Result<(), UserError> {
    let size = Size { rows: args.rows, persons: args.persons, seed: args.seed };
    Ok(write_register(size, &args.out).map_err(|e| CaseError::io("write", &args.out, &e))?)
}

/// Makes the keys of all rows, on all cores.
fn keys(table: &Table, rules: &[Rule]) -> Result<Keys, UserError> {
    let step =
        usize::try_from(table.rows()).unwrap_or(usize::MAX).div_ceil(linking::threads()).max(1);
    let starts = (0..table.rows()).step_by(step);
    let end = |start: u32| {
        start.saturating_add(u32::try_from(step).unwrap_or(u32::MAX)).min(table.rows())
    };
    let parts = linking::each(starts, |start| Keys::of(table, rules, start..end(start)));
    let mut all = Keys::default();
    for part in parts {
        part.and_then(|part| all.append(&part)).map_err(|e| UserError::input(e.to_string()))?;
    }
    Ok(all)
}

fn settings(path: &Path) -> Result<LinkSettings, UserError> {
    let text = std::fs::read_to_string(path).map_err(|e| CaseError::io("read", path, &e))?;
    toml::from_str(&text).map_err(|e| {
        UserError::input(format!("{}: {e}\nhint: docs/link.md explains the file", path.display()))
    })
}

fn check_columns(settings: &LinkSettings, tables: &Tabular, file: &Path) -> Result<(), UserError> {
    let wanted = settings.compare.iter().flat_map(|compare| &compare.columns).chain(&settings.id);
    for column in wanted {
        if !tables.columns.contains(column) {
            return Err(UserError::input(format!(
                "{}: the table has no column `{column}`; it has {}\nhint: correct `columns` or `id`",
                file.display(),
                tables.columns.join(", ")
            )));
        }
    }
    if tables.columns.iter().any(|column| column == CLUSTER) {
        return Err(UserError::input(format!(
            "the table has a column `{CLUSTER}` already\nhint: rename it, since the result is called so"
        )));
    }
    Ok(())
}

/// Reads the rows to compare, and what each is called.
async fn read(
    settings: &LinkSettings,
    tables: &Tabular,
    schema: Compared,
) -> Result<(Table, Vec<String>), UserError> {
    let columns: Vec<String> = settings
        .compare
        .iter()
        .flat_map(|compare| compare.columns.clone())
        .chain(settings.id.clone())
        .collect();
    let widths: Vec<usize> = settings.compare.iter().map(|compare| compare.columns.len()).collect();
    let mut heap =
        Heap { waiting: vec![Column::default(); widths.len()], table: Table::new(schema) };
    let mut ids = Vec::new();
    tables
        .rows(&columns, |row| {
            let mut from = 0;
            for (width, waiting) in widths.iter().zip(&mut heap.waiting) {
                waiting.push(row.get(from..from + width).unwrap_or_default());
                from += width;
            }
            if settings.id.is_some() {
                ids.push(row.get(from).copied().flatten().unwrap_or_default().trim().to_owned());
            }
            heap.flush_if_full()
        })
        .await?;
    heap.flush()?;
    Ok((heap.table, ids))
}

/// Values as they were read, one behind the other.
#[derive(Clone, Default)]
struct Column {
    text: String,
    ends: Vec<usize>,
}

impl Column {
    /// Adds a value: the given cells, joined by a space.
    fn push(&mut self, cells: &[Option<&str>]) {
        let start = self.text.len();
        for cell in cells.iter().flatten().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()) {
            if self.text.len() > start {
                self.text.push(' ');
            }
            self.text.push_str(cell);
        }
        self.ends.push(self.text.len());
    }

    /// Hands the values out and forgets them.
    fn drain(&mut self, mut each: impl FnMut(&str)) {
        let mut start = 0;
        for end in self.ends.drain(..) {
            each(self.text.get(start..end).unwrap_or_default());
            start = end;
        }
        self.text.clear();
    }
}

/// Values, column by column, that wait to be brought to canonical form and numbered.
struct Heap {
    waiting: Vec<Column>,
    table: Table,
}

const HEAP_ROWS: usize = 65_536;

impl Heap {
    fn flush_if_full(&mut self) -> candor_case::Result<()> {
        let rows = self.waiting.first().map_or(0, |column| column.ends.len());
        if rows < HEAP_ROWS { Ok(()) } else { self.flush() }
    }

    /// Numbers the values of each column in a thread of its own.
    fn flush(&mut self) -> candor_case::Result<()> {
        let too_large = |e: TooLarge| CaseError::Query { reason: e.to_string() };
        let columns = self.waiting.iter_mut().zip(self.table.columns_mut());
        let numbered = linking::each(columns, |(waiting, (comparison, column))| {
            let mut numbers = Vec::with_capacity(waiting.ends.len());
            let mut failed = None;
            waiting.drain(|value| {
                let canonical = (comparison.method.canonical)(value);
                let number =
                    if canonical.is_empty() { Ok(NOTHING) } else { column.number(&canonical) };
                numbers.push(number.unwrap_or_else(|e| {
                    failed = Some(e);
                    NOTHING
                }));
            });
            failed.map_or(Ok(numbers), Err)
        });
        let numbered: Vec<Vec<u32>> =
            numbered.into_iter().collect::<Result<_, _>>().map_err(too_large)?;
        self.table.push_numbers(&numbered).map_err(too_large)
    }
}

/// For each row the values of which a subject has one.
fn identifiers(table: &Table) -> Vec<Vec<(u32, u32)>> {
    let single: Vec<usize> = (0_usize..)
        .zip(&table.schema().comparisons)
        .filter(|(_, comparison)| comparison.role == Role::OneToOne)
        .map(|(at, _)| at)
        .collect();
    if single.is_empty() {
        return Vec::new();
    }
    let of = |row: u32| {
        let values = single.iter().flat_map(|at| {
            let kind = u32::try_from(*at).unwrap_or(u32::MAX);
            table.cell(row, *at).iter().map(move |id| (kind, *id))
        });
        values.collect()
    };
    (0..table.rows()).map(of).collect()
}

fn pairs_schema() -> SchemaRef {
    let text = |name: &str| Field::new(name, DataType::Utf8, false);
    let number = |name: &str| Field::new(name, DataType::Float32, false);
    Arc::new(Schema::new(vec![
        text("left"),
        text("right"),
        number("bits"),
        number("probability"),
        text("evidence"),
        Field::new("joined", DataType::UInt64, false),
    ]))
}

/// Every pair that reached the probability, with what each comparison added.
fn write_pairs(to: &Path, outcome: &Outcome, ids: &[String]) -> Result<(), UserError> {
    let schema = pairs_schema();
    let mut out = Output::create(to, &schema)?;
    let called = |row: u32| ids.get(row as usize).cloned().unwrap_or_else(|| row.to_string());
    let mut pairs = outcome.pairs.clone();
    pairs.sort_by_key(|pair| (pair.left, pair.right));
    for some in pairs.chunks(BATCH_ROWS) {
        let evidence = some.iter().map(|pair| {
            let all = outcome.model.explain(&outcome.table, pair.left, pair.right);
            let told = all.iter().map(|e| format!("{}: {} {:+.1}", e.comparison, e.level, e.bits));
            told.collect::<Vec<_>>().join("; ")
        });
        let first = &outcome.clustering.first;
        let joined = some
            .iter()
            .map(|pair| u64::from(first.get(pair.left as usize) == first.get(pair.right as usize)));
        let columns: Vec<ArrayRef> = vec![
            Arc::new(StringArray::from_iter_values(some.iter().map(|pair| called(pair.left)))),
            Arc::new(StringArray::from_iter_values(some.iter().map(|pair| called(pair.right)))),
            Arc::new(Float32Array::from_iter_values(some.iter().map(|pair| pair.bits))),
            Arc::new(Float32Array::from_iter_values(
                some.iter().map(|pair| probability(pair.bits)),
            )),
            Arc::new(StringArray::from_iter_values(evidence)),
            Arc::new(UInt64Array::from_iter_values(joined)),
        ];
        let batch = RecordBatch::try_new(schema.clone(), columns)
            .map_err(|e| UserError::internal(&e.to_string()))?;
        out.write(&batch)?;
    }
    Ok(out.finish()?)
}

fn tell(args: &Link, outcome: &Outcome) -> Result<(), UserError> {
    let rows = outcome.table.rows();
    let clusters =
        (0_u32..).zip(&outcome.clustering.first).filter(|(row, first)| row == *first).count();
    let doubts = |doubt: Doubt| {
        let all: &[Conflict] = &outcome.clustering.conflicts;
        all.iter().filter(|conflict| conflict.doubt == doubt).count()
    };
    let (contradictions, weak) = (doubts(Doubt::Contradiction), doubts(Doubt::WeakBridge));
    if args.json {
        return output::json(&serde_json::json!({
            "rows": rows, "clusters": clusters, "pairs_weighed": outcome.weighed, "pairs_joined": outcome.pairs.len(),
            "contradictions": contradictions, "weak_bridges": weak, "prior": outcome.model.prior,
            "left_out": outcome.left_out.iter().map(|(rule, keys, rows)| serde_json::json!({"block": rule, "keys": keys, "rows": rows})).collect::<Vec<_>>(),
            "weights": outcome.weights(),
        }));
    }
    output::line(format!("{rows} rows, {clusters} clusters"))?;
    output::line(format!(
        "{} pairs weighed, {} probable enough; kept apart: {contradictions} contradictions, {weak} weak bridges",
        outcome.weighed,
        outcome.pairs.len()
    ))?;
    let mut lines = Vec::new();
    for (comparison, levels) in outcome.weights() {
        for (level, m, u, bits) in levels {
            lines.push(vec![
                comparison.clone(),
                level,
                format!("{m:.5}"),
                format!("{u:.6}"),
                format!("{bits:+.1}"),
            ]);
        }
    }
    output::table(&["comparison", "level", "m", "u", "bits"], &lines, &[2, 3, 4])?;
    output::line(format!("wrote {}", args.out.display()))
}

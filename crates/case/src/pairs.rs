//! Pairs of rows that share a key: the block join of a linkage, run by the query engine.
//!
//! Who calls brings the functions that compare two rows; here they are scalar functions of the
//! query, and the join decides which rows meet.

use crate::query::query_error;
use crate::{CaseError, Result};
use datafusion::arrow::array::{
    ArrayRef, AsArray, BooleanArray, Float32Array, RecordBatch, UInt32Array, UInt64Array,
};
use datafusion::arrow::datatypes::{
    DataType, Field, Float32Type, Int64Type, Schema, SchemaRef, UInt32Type, UInt64Type,
};
use datafusion::common::cast::{as_uint32_array, as_uint64_array};
use datafusion::datasource::MemTable;
use datafusion::error::{DataFusionError, Result as PlanResult};
use datafusion::execution::memory_pool::GreedyMemoryPool;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::logical_expr::{ColumnarValue, Volatility, create_udf};
use datafusion::prelude::{SessionConfig, SessionContext};
use futures::TryStreamExt;
use std::sync::Arc;

/// How two rows compare: the packed levels of their comparisons.
pub type Compare = Arc<dyn Fn(u32, u32) -> u64 + Send + Sync>;
/// The bits that two rows are one subject.
pub type Weigh = Arc<dyn Fn(u32, u32) -> f32 + Send + Sync>;
/// Whether this is the first key that two rows share.
pub type Meet = Arc<dyn Fn(u32, u32, u64) -> bool + Send + Sync>;

/// The functions of a linkage.
#[derive(Clone)]
pub struct Functions {
    pub compare: Compare,
    pub weigh: Weigh,
    pub meet: Meet,
}

/// How often a comparison vector occurred among the pairs of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VectorCount {
    pub rule: usize,
    pub vector: u64,
    /// Whether no earlier rule holds these pairs.
    pub first: bool,
    pub pairs: u64,
}

/// Memory that the joins may hold.
const JOIN_MEMORY_BYTES_MAX: usize = 768 << 20;
const BATCH_ROWS: usize = 8192;
/// Keys that more rows share than may, by rule: how many keys, how many rows.
pub type LeftOut = Vec<(usize, u64, u64)>;

/// Rows by key, ready to be paired.
pub struct Pairing {
    context: SessionContext,
    pub left_out: LeftOut,
    rows_per_key_max: u32,
}

impl std::fmt::Debug for Pairing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pairing")
    }
}

impl Pairing {
    /// Takes every key with its row. Keys of one row, and of more than `rows_per_key_max`, pair
    /// nobody; the latter are counted in `left_out`.
    pub async fn new(
        keys: impl Iterator<Item = (u64, u32)>,
        rows_per_key_max: u32,
    ) -> Result<Self> {
        let runtime = RuntimeEnvBuilder::new()
            .with_memory_pool(Arc::new(GreedyMemoryPool::new(JOIN_MEMORY_BYTES_MAX)))
            .build_arc()
            .map_err(query_error)?;
        let config = SessionConfig::new().with_target_partitions(2).with_batch_size(BATCH_ROWS);
        let context = SessionContext::new_with_config_rt(config, runtime);
        register(&context, "keys", &key_schema(), key_batches(keys)?)?;
        let repeated = "SELECT key, CAST(count(*) AS BIGINT UNSIGNED) AS n FROM keys GROUP BY key HAVING count(*) > 1";
        let counted = context.sql(repeated).await.map_err(query_error)?;
        register(
            &context,
            "counted",
            &count_schema(),
            counted.collect().await.map_err(query_error)?,
        )?;
        let shared = context
            .sql(&format!(
                "SELECT k.key AS key, k.row AS row FROM counted c JOIN keys k ON k.key = c.key WHERE c.n <= {rows_per_key_max}"
            ))
            .await
            .map_err(query_error)?;
        let batches = shared.collect().await.map_err(query_error)?;
        context.deregister_table("keys").map_err(query_error)?;
        register(&context, "shared", &key_schema(), batches)?;
        let left_out = left_out(&context, rows_per_key_max).await?;
        Ok(Self { context, left_out, rows_per_key_max })
    }

    /// Gives the queries the functions that compare rows.
    pub fn set_functions(&self, functions: &Functions) {
        let rows = vec![DataType::UInt32, DataType::UInt32];
        let compare = functions.compare.clone();
        let agreement = move |args: &[ColumnarValue]| {
            of_two(args, |left, right| {
                let pairs = left.values().iter().zip(right.values());
                Arc::new(UInt64Array::from_iter_values(pairs.map(|(l, r)| compare(*l, *r))))
            })
        };
        let weigh = functions.weigh.clone();
        let weight = move |args: &[ColumnarValue]| {
            of_two(args, |left, right| {
                let pairs = left.values().iter().zip(right.values());
                Arc::new(Float32Array::from_iter_values(pairs.map(|(l, r)| weigh(*l, *r))))
            })
        };
        let meet = functions.meet.clone();
        let meets = move |args: &[ColumnarValue]| {
            let arrays = ColumnarValue::values_to_arrays(args)?;
            let [left, right, key] = arrays.as_slice() else { return Err(wrong_arguments()) };
            let (left, right) = (as_uint32_array(left)?, as_uint32_array(right)?);
            let keys = as_uint64_array(key)?.values().iter();
            let pairs = left.values().iter().zip(right.values()).zip(keys);
            let met: BooleanArray = pairs.map(|((l, r), key)| Some(meet(*l, *r, *key))).collect();
            Ok(ColumnarValue::Array(Arc::new(met)))
        };
        let fixed = Volatility::Immutable;
        let with_key = vec![DataType::UInt32, DataType::UInt32, DataType::UInt64];
        for udf in [
            create_udf("agreement", rows.clone(), DataType::UInt64, fixed, Arc::new(agreement)),
            create_udf("weight", rows, DataType::Float32, fixed, Arc::new(weight)),
            create_udf("meets", with_key, DataType::Boolean, fixed, Arc::new(meets)),
        ] {
            self.context.register_udf(udf);
        }
    }

    /// How many pairs share a key; a pair counts once for each.
    pub async fn pairs(&self) -> Result<u64> {
        let sql = format!(
            "SELECT CAST(coalesce(sum(n * (n - 1) / 2), 0) AS BIGINT) AS pairs FROM counted WHERE n <= {}",
            self.rows_per_key_max
        );
        let mut pairs = 0;
        self.each(&sql, |batch| {
            let column = batch.column(0).as_primitive_opt::<Int64Type>();
            pairs += column.map_or(0, |c| c.values().iter().sum::<i64>());
            Ok(())
        })
        .await?;
        Ok(u64::try_from(pairs).unwrap_or(0))
    }

    /// Counts the comparison vectors of the pairs under every `one_in`-th key.
    pub async fn vectors(&self, one_in: u64) -> Result<Vec<VectorCount>> {
        let sql = format!(
            "SELECT rule, vector, first, CAST(count(*) AS BIGINT UNSIGNED) AS pairs FROM ( \
             SELECT l.key >> 60 AS rule, agreement(l.row, r.row) AS vector, meets(l.row, r.row, l.key) AS first \
             FROM shared l JOIN shared r ON l.key = r.key AND l.row < r.row WHERE l.key % {} = 0 AND r.key % {} = 0) \
             GROUP BY rule, vector, first ORDER BY rule, vector, first",
            one_in.max(1),
            one_in.max(1)
        );
        let mut counts = Vec::new();
        self.each(&sql, |batch| {
            let number = |at: usize| batch.column(at).as_primitive_opt::<UInt64Type>();
            let first = batch.column(2).as_boolean_opt();
            if let (Some(rules), Some(vectors), Some(first), Some(pairs)) =
                (number(0), number(1), first, number(3))
            {
                counts.extend((0..batch.num_rows()).map(|row| VectorCount {
                    rule: usize::try_from(rules.value(row)).unwrap_or(usize::MAX),
                    vector: vectors.value(row),
                    first: first.value(row),
                    pairs: pairs.value(row),
                }));
                return Ok(());
            }
            Err(CaseError::Query { reason: "a count of pairs has other columns".to_owned() })
        })
        .await?;
        Ok(counts)
    }

    /// Weighs every pair once and hands it out as left, right, bits.
    pub async fn weighed(&self, mut each: impl FnMut(u32, u32, f32)) -> Result<()> {
        let sql = "SELECT l.row AS l, r.row AS r, weight(l.row, r.row) AS bits \
                   FROM shared l JOIN shared r ON l.key = r.key AND l.row < r.row \
                   WHERE meets(l.row, r.row, l.key)";
        self.each(sql, |batch| {
            let row = |at: usize| batch.column(at).as_primitive_opt::<UInt32Type>();
            let bits = batch.column(2).as_primitive_opt::<Float32Type>();
            if let (Some(left), Some(right), Some(bits)) = (row(0), row(1), bits) {
                let rows = left.values().iter().zip(right.values()).zip(bits.values());
                rows.for_each(|((l, r), bits)| each(*l, *r, *bits));
                return Ok(());
            }
            Err(CaseError::Query { reason: "a weighed pair has other columns".to_owned() })
        })
        .await
    }

    async fn each(
        &self,
        sql: &str,
        mut each: impl FnMut(&RecordBatch) -> Result<()>,
    ) -> Result<()> {
        let frame = self.context.sql(sql).await.map_err(query_error)?;
        let mut stream = frame.execute_stream().await.map_err(query_error)?;
        while let Some(batch) = stream.try_next().await.map_err(query_error)? {
            each(&batch)?;
        }
        Ok(())
    }
}

fn wrong_arguments() -> DataFusionError {
    DataFusionError::Execution("the function takes other arguments".to_owned())
}

fn of_two(
    args: &[ColumnarValue],
    each: impl Fn(&UInt32Array, &UInt32Array) -> ArrayRef,
) -> PlanResult<ColumnarValue> {
    let arrays = ColumnarValue::values_to_arrays(args)?;
    let [left, right] = arrays.as_slice() else { return Err(wrong_arguments()) };
    Ok(ColumnarValue::Array(each(as_uint32_array(left)?, as_uint32_array(right)?)))
}

fn key_schema() -> SchemaRef {
    Arc::new(Schema::new(vec![
        Field::new("key", DataType::UInt64, false),
        Field::new("row", DataType::UInt32, false),
    ]))
}

fn count_schema() -> SchemaRef {
    Arc::new(Schema::new(vec![
        Field::new("key", DataType::UInt64, false),
        Field::new("n", DataType::UInt64, false),
    ]))
}

fn key_batches(keys: impl Iterator<Item = (u64, u32)>) -> Result<Vec<RecordBatch>> {
    let mut batches = Vec::new();
    let mut keys = keys.peekable();
    while keys.peek().is_some() {
        let (some, rows): (Vec<u64>, Vec<u32>) = keys.by_ref().take(BATCH_ROWS).unzip();
        let columns: Vec<ArrayRef> =
            vec![Arc::new(UInt64Array::from(some)), Arc::new(UInt32Array::from(rows))];
        let batch = RecordBatch::try_new(key_schema(), columns)
            .map_err(|e| CaseError::Query { reason: e.to_string() })?;
        batches.push(batch);
    }
    Ok(batches)
}

/// Two partitions, so that both cores join.
fn register(
    context: &SessionContext,
    name: &str,
    schema: &SchemaRef,
    batches: Vec<RecordBatch>,
) -> Result<()> {
    let half = batches.len() / 2;
    let mut first = batches;
    let second = first.split_off(half);
    let table = MemTable::try_new(schema.clone(), vec![first, second]).map_err(query_error)?;
    context.register_table(name, Arc::new(table)).map_err(query_error)?;
    Ok(())
}

async fn left_out(context: &SessionContext, rows_per_key_max: u32) -> Result<LeftOut> {
    let sql = format!(
        "SELECT rule, CAST(count(*) AS BIGINT UNSIGNED) AS keys, CAST(sum(n) AS BIGINT UNSIGNED) AS rows FROM \
         (SELECT key >> 60 AS rule, n FROM counted WHERE n > {rows_per_key_max}) \
         GROUP BY rule ORDER BY rule"
    );
    let frame = context.sql(&sql).await.map_err(query_error)?;
    let mut found = Vec::new();
    for batch in frame.collect().await.map_err(query_error)? {
        let number = |at: usize| batch.column(at).as_primitive_opt::<UInt64Type>();
        if let (Some(rules), Some(keys), Some(rows)) = (number(0), number(1), number(2)) {
            found.extend((0..batch.num_rows()).map(|row| {
                let rule = usize::try_from(rules.value(row)).unwrap_or(usize::MAX);
                (rule, keys.value(row), rows.value(row))
            }));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn rows_that_share_a_key_are_weighed_once() {
        let rule = |number: u64, key: u64| (number << 60) | key;
        let keys = [
            (rule(0, 1), 0),
            (rule(0, 1), 1),
            (rule(1, 9), 0),
            (rule(1, 9), 1),
            (rule(1, 9), 2),
            (rule(1, 7), 3),
            (rule(2, 5), 0),
            (rule(2, 5), 1),
            (rule(2, 5), 2),
            (rule(2, 5), 3),
        ];
        let pairing = Pairing::new(keys.into_iter(), 3).await.unwrap();
        assert_eq!(pairing.left_out, [(2, 1, 4)]);
        pairing.set_functions(&Functions {
            compare: Arc::new(|l, r| u64::from(l * 10 + r)),
            weigh: Arc::new(|_, r| if r == 1 { 5.0 } else { -2.0 }),
            meet: Arc::new(|l, r, key| (l, r) != (0, 1) || key >> 60 == 0),
        });
        assert_eq!(pairing.pairs().await.unwrap(), 4);
        let mut weighed = Vec::new();
        pairing.weighed(|l, r, bits| weighed.push((l, r, bits))).await.unwrap();
        weighed.sort_by_key(|(l, r, _)| (*l, *r));
        assert_eq!(weighed, [(0, 1, 5.0), (0, 2, -2.0), (1, 2, -2.0)]);
        let counts = pairing.vectors(1).await.unwrap();
        let of = |rule, vector, first| VectorCount { rule, vector, first, pairs: 1 };
        assert_eq!(counts, [of(0, 1, true), of(1, 1, false), of(1, 2, true), of(1, 12, true)]);
    }
}

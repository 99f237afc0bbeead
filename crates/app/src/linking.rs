//! Linkage from end to end: the query engine pairs rows, the pure engine compares, learns and
//! joins. `resolve` and `candor link` both call this.

use crate::error::UserError;
use candor_case::pairs::{Functions, LeftOut, Pairing};
use candor_engine::linkage::cluster::cluster;
use candor_engine::linkage::estimate::{Block, Counts, estimate, random_counts};
use candor_engine::linkage::model::Levels;
use candor_engine::linkage::{
    Clustering, Comparison, Guard, Judge, Keys, Lesson, Model, Pair, Rule, Table, Vector,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Pairs from which the weights are learnt; of more, every n-th key's pairs serve.
const TRAINING_PAIRS: u64 = 300_000;

/// The bits of an identifier's kind that name its comparison.
const KIND_MASK: u32 = (1 << candor_engine::resolve::KIND_BITS) - 1;

/// What is to be linked, and how.
pub struct Request {
    pub table: Table,
    pub keys: Keys,
    /// What the pairs of each rule can teach.
    pub lessons: Vec<Lesson>,
    /// Identifiers are named by comparison and value of the table.
    pub guard: Guard,
    /// Posterior bits from which on a pair joins.
    pub join_bits: f32,
    /// Posterior bits from which on a pair that does not join is kept as doubtful.
    pub doubt_bits: f32,
    pub rows_per_key_max: u32,
    /// Bits that speak for or against pairs besides their values.
    pub together: BTreeMap<(u32, u32), f32>,
    /// Whether a pair says anything for or against joining the groups that it lies across; without it every pair does.
    pub speaks: Option<fn(&Table, u32, u32) -> bool>,
    /// Rows of one subject that each row has at least, on average, whatever is learnt.
    pub others_min: f64,
    /// Weights that an earlier linkage learnt and that still hold.
    pub learnt: Option<Model>,
}

/// Who belongs together, and everything needed to say why.
pub struct Outcome {
    pub table: Arc<Table>,
    pub model: Arc<Model>,
    pub clustering: Clustering,
    /// Pairs that reached the bits.
    pub pairs: Vec<Pair>,
    /// Pairs that did not reach them but were not far.
    pub doubtful: Vec<Pair>,
    /// Pairs that were weighed.
    pub weighed: u64,
    pub left_out: LeftOut,
}

/// A level with its m, its u and its bits.
pub type LevelWeight = (String, f64, f64, f64);

impl Outcome {
    /// The learnt weights by comparison and level.
    pub fn weights(&self) -> Vec<(String, Vec<LevelWeight>)> {
        let comparisons = self.table.schema().comparisons.iter().zip(&self.model.levels);
        let of = |(at, (comparison, levels)): (usize, (&Comparison, &Levels))| {
            let known = comparison.method.levels.iter().zip(levels.m.iter().zip(&levels.u));
            let rows = known.enumerate().map(|(level, (known, (m, u)))| {
                (known.name.to_owned(), *m, *u, self.model.weight(at, level))
            });
            (comparison.name.clone(), rows.collect())
        };
        comparisons.enumerate().map(of).collect()
    }
}

/// Threads that work side by side.
pub fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Works on each part in a thread of its own; the results come in the order of the parts. A thread
/// that panics takes the program with it.
pub fn each<P: Send, R: Send>(
    parts: impl Iterator<Item = P>,
    work: impl Fn(P) -> R + Sync,
) -> Vec<R> {
    std::thread::scope(|scope| {
        let work = &work;
        let threads: Vec<_> = parts.map(|part| scope.spawn(move || work(part))).collect();
        let joined = threads.into_iter().map(std::thread::ScopedJoinHandle::join);
        joined
            .map(|result| result.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

/// The lessons of rules that a user wrote: all teach.
pub fn lessons(rules: &[Rule]) -> Vec<Lesson> {
    let held_out = |rule: &Rule| rule.parts.iter().map(|part| part.comparison).collect();
    rules.iter().map(|rule| Lesson { held_out: held_out(rule), teaches: true }).collect()
}

/// Pairs, learns, weighs and joins.
pub async fn link(request: Request) -> Result<Outcome, UserError> {
    let Request { mut table, keys, lessons, guard, learnt, together, others_min, .. } = request;
    let (join_bits, doubt_bits) = (request.join_bits, request.doubt_bits);
    table.seal();
    let (table, keys) = (Arc::new(table), Arc::new(keys));
    let pairing = Pairing::new(keys.iter(), request.rows_per_key_max).await?;
    let model = Arc::new(match learnt {
        Some(model) => model,
        None => learn(&table, &keys, &pairing, &lessons).await?.at_least(&table, others_min),
    });
    pairing.set_functions(&functions(&table, &keys, &model));
    let (mut pairs, mut doubtful, mut weighed) = (Vec::new(), Vec::new(), 0);
    pairing
        .weighed(|left, right, bits| {
            weighed += 1;
            let bits = bits + together.get(&(left, right)).copied().unwrap_or(0.0);
            if bits >= join_bits {
                pairs.push(Pair { left, right, bits });
            } else if bits >= doubt_bits {
                doubtful.push(Pair { left, right, bits });
            }
        })
        .await?;
    // Those that speak for a pair let it meet even where too many share its keys.
    pairs.extend(together.iter().filter(|(_, more)| **more > 0.0).filter_map(
        |((left, right), more)| {
            let bits = model.bits(&table, *left, *right) + more;
            (bits >= join_bits).then_some(Pair { left: *left, right: *right, bits })
        },
    ));
    // Threads hand pairs out in any order.
    doubtful.sort_unstable_by(|a, b| {
        b.bits.total_cmp(&a.bits).then((a.left, a.right).cmp(&(b.left, b.right)))
    });
    let left_out = pairing.left_out.clone();
    drop(pairing);
    let clustering = {
        let aside = |pair| together.get(&pair).copied().unwrap_or(0.0);
        let bits = |left, right| model.bits(&table, left, right) + aside((left, right));
        let near =
            |comparison, one, two| table.is_near((comparison & KIND_MASK) as usize, one, two);
        let speak = |left, right| request.speaks.is_none_or(|speaks| speaks(&table, left, right));
        let judge = Judge { bits: &bits, speak: &speak, near: &near };
        cluster(table.rows(), pairs.clone(), &guard, &judge)
    };
    Ok(Outcome { table, model, clustering, pairs, doubtful, weighed, left_out })
}

/// Learns the weights from random pairs and from those that share a key.
async fn learn(
    table: &Arc<Table>,
    keys: &Arc<Keys>,
    pairing: &Pairing,
    lessons: &[Lesson],
) -> Result<Model, UserError> {
    let shares = threads();
    let mut random = Counts::new();
    for counts in each(0..shares, |share| random_counts(table, share, shares)) {
        counts.into_iter().for_each(|(vector, count)| *random.entry(vector).or_default() += count);
    }
    let untaught = Arc::new(Model::prior(table.schema(), 0.0));
    pairing.set_functions(&functions(table, keys, &untaught));
    let one_in = (pairing.pairs().await? / TRAINING_PAIRS).max(1);
    let blocks = blocks(pairing, lessons, one_in).await?;
    #[expect(clippy::cast_precision_loss, reason = "a share of keys is far below 2^52")]
    Ok(estimate(table, &random, &blocks, one_in as f64))
}

fn functions(table: &Arc<Table>, keys: &Arc<Keys>, model: &Arc<Model>) -> Functions {
    let (compared, weighed, weights, met) =
        (table.clone(), table.clone(), model.clone(), keys.clone());
    Functions {
        compare: Arc::new(move |left, right| compared.vector(left, right).0),
        weigh: Arc::new(move |left, right| weights.bits(&weighed, left, right)),
        meet: Arc::new(move |left, right, key| met.meeting(left, right) == Some(key)),
    }
}

async fn blocks(
    pairing: &Pairing,
    lessons: &[Lesson],
    one_in: u64,
) -> Result<Vec<Block>, UserError> {
    let mut blocks: Vec<Block> =
        lessons.iter().map(|lesson| Block { lesson: lesson.clone(), ..Block::default() }).collect();
    for count in pairing.vectors(one_in).await? {
        let Some(block) = blocks.get_mut(count.rule) else { continue };
        #[expect(clippy::cast_precision_loss, reason = "counts of pairs are far below 2^52")]
        let pairs = count.pairs as f64;
        *block.counts.entry(Vector(count.vector)).or_default() += pairs;
        if count.first {
            *block.first.entry(Vector(count.vector)).or_default() += pairs;
        }
    }
    Ok(blocks)
}

/// Sentences about keys that were left out; the rule is named by its number.
pub fn left_out_notes(
    left_out: &LeftOut,
    rule_names: &[String],
    rows_per_key_max: u32,
) -> Vec<String> {
    let name = |rule: &usize| rule_names.get(*rule).cloned().unwrap_or_else(|| rule.to_string());
    left_out
        .iter()
        .map(|(rule, keys, rows)| {
            format!(
                "block on {}: {keys} keys that more than {rows_per_key_max} rows share ({rows} rows) pair nobody",
                name(rule)
            )
        })
        .collect()
}

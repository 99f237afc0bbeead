//! Learning the weights: `u` from random pairs, `m` from blocked pairs without labels.

use super::Vector;
use super::compare::DIFFERENT;
use super::model::{Levels, Model, Schema};
use super::table::Table;
use crate::tag::hash::mix;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How often each comparison vector occurred.
pub type Counts = BTreeMap<Vector, f64>;

/// The pairs of one blocking rule.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// All pairs of the rule.
    pub counts: Counts,
    /// Those of them that no earlier rule holds.
    pub first: Counts,
    pub lesson: Lesson,
}

/// What the pairs of a rule can teach.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lesson {
    /// Comparisons on whose values the rule chose its pairs; they teach nothing here.
    pub held_out: Vec<usize>,
    /// Whether pairs of this rule teach at all. Where most pairs of a rule are of neighbours or
    /// namesakes, they would teach what a household or a desk has in common.
    pub teaches: bool,
}

/// Rows among whose pairs `u` is counted: half a million pairs.
const RANDOM_ROWS: u32 = 1_000;
/// Pairs that a method's own experience counts for: it rules where there is little data.
const PSEUDO_PAIRS: f64 = 20.0;
/// The same for random pairs: in a small table many of them are of one subject.
const PSEUDO_RANDOM_PAIRS: f64 = 2_000.0;
const ROUNDS_MAX: usize = 100;
const CHANGE_MIN: f64 = 1e-5;
/// The share of one subject's pairs in a block before anything is learnt.
const SHARE_START: f64 = 0.2;

/// Counts the vectors of random pairs: of all pairs among rows chosen at random, or among all rows
/// when there are few. The choice depends on the number of rows alone. The work may be shared: share
/// `share` of `shares` counts its part of the pairs, and the parts add up.
pub fn random_counts(table: &Table, share: usize, shares: usize) -> Counts {
    let chosen = choose(table.rows());
    let mut counts: HashMap<Vector, u32> = HashMap::new();
    for (at, left) in chosen.iter().enumerate().skip(share).step_by(shares.max(1)) {
        for right in chosen.iter().skip(at + 1) {
            *counts.entry(table.vector(*left, *right)).or_default() += 1;
        }
    }
    counts.into_iter().map(|(vector, count)| (vector, f64::from(count))).collect()
}

/// Rows at random, each once, in order.
fn choose(rows: u32) -> Vec<u32> {
    if rows <= RANDOM_ROWS {
        return (0..rows).collect();
    }
    let mut chosen = BTreeSet::new();
    let mut state = u64::from(rows);
    while chosen.len() < RANDOM_ROWS as usize {
        state = mix(state, 0x2545_f491_4f6c_dd1d);
        chosen.insert(u32::try_from((state >> 32) % u64::from(rows)).unwrap_or(0));
    }
    chosen.into_iter().collect()
}

/// Learns a model. `pairs` is how many of all pairs a counted one stands for: one when all were
/// counted.
pub fn estimate(table: &Table, random: &Counts, blocks: &[Block], pairs: f64) -> Model {
    let schema = table.schema();
    let mut model = Model::prior(schema, 0.0);
    count_u(schema, random, &mut model);
    let mut shares = vec![SHARE_START; blocks.len()];
    for _ in 0..ROUNDS_MAX {
        let change = learn_m(schema, blocks, &mut shares, &mut model);
        if change < CHANGE_MIN {
            break;
        }
    }
    let rows = f64::from(table.rows());
    let all = (rows * (rows - 1.0) / 2.0).max(1.0);
    let weights = model.weights();
    let matches: f64 = blocks
        .iter()
        .zip(&shares)
        .map(|(block, share)| {
            let of = |(vector, count): (&Vector, &f64)| {
                count * posterior(&weights, block, *share, *vector)
            };
            block.first.iter().map(of).sum::<f64>()
        })
        .sum();
    model.prior = (matches * pairs / all).clamp(0.5 / all, 0.5);
    model
}

fn count_u(schema: &Schema, random: &Counts, model: &mut Model) {
    for (at, (comparison, levels)) in schema.comparisons.iter().zip(&mut model.levels).enumerate() {
        let mut seen: Vec<f64> =
            comparison.method.levels.iter().map(|level| level.u * PSEUDO_RANDOM_PAIRS).collect();
        for (vector, count) in random {
            if let Some(slot) = vector.level(at).and_then(|level| seen.get_mut(level)) {
                *slot += count;
            }
        }
        levels.u = normalised(seen);
    }
}

fn normalised(counts: Vec<f64>) -> Vec<f64> {
    let sum: f64 = counts.iter().sum::<f64>().max(f64::MIN_POSITIVE);
    counts.into_iter().map(|count| count / sum).collect()
}

/// One round of expectation and maximisation; returns the largest change of a probability.
fn learn_m(schema: &Schema, blocks: &[Block], shares: &mut [f64], model: &mut Model) -> f64 {
    let mut sums: Vec<Vec<f64>> = schema
        .comparisons
        .iter()
        .map(|comparison| {
            comparison.method.levels.iter().map(|level| level.m * PSEUDO_PAIRS).collect()
        })
        .collect();
    let mut change = 0.0_f64;
    let weights = model.weights();
    for (block, share) in blocks.iter().zip(shares.iter_mut()) {
        let (mut matches, mut pairs) = (0.0, 0.0);
        for (vector, count) in &block.counts {
            let weight = count * posterior(&weights, block, *share, *vector);
            matches += weight;
            pairs += count;
            for (at, sums) in sums.iter_mut().enumerate().filter(|_| block.lesson.teaches) {
                if block.lesson.held_out.contains(&at) {
                    continue;
                }
                if let Some(slot) = vector.level(at).and_then(|level| sums.get_mut(level)) {
                    *slot += weight;
                }
            }
        }
        if pairs > 0.0 {
            let fresh = ((matches + 1.0) / (pairs + 2.0)).clamp(1e-9, 1.0 - 1e-9);
            change = change.max((fresh - *share).abs());
            *share = fresh;
        }
    }
    for ((levels, sums), comparison) in model.levels.iter_mut().zip(sums).zip(&schema.comparisons) {
        let mut fresh = normalised(sums);
        if comparison.lenient {
            let known = comparison.method.levels.iter();
            let least = known.zip(&mut fresh).find(|(level, _)| level.name == DIFFERENT);
            let least = least.map(|(level, different)| (level.m, different));
            if let Some((least, different)) =
                least.filter(|(least, different)| **different < *least)
            {
                *different = least;
                fresh = normalised(fresh);
            }
        }
        change = levels.m.iter().zip(&fresh).fold(change, |most, (a, b)| most.max((a - b).abs()));
        *levels = Levels { m: fresh, u: std::mem::take(&mut levels.u) };
    }
    change
}

/// The probability that a pair of a block with this vector is of one subject.
fn posterior(weights: &[Vec<f64>], block: &Block, share: f64, vector: Vector) -> f64 {
    let bits: f64 = weights
        .iter()
        .enumerate()
        .filter(|(at, _)| !block.lesson.held_out.contains(at))
        .filter_map(|(at, levels)| levels.get(vector.level(at)?).copied())
        .sum();
    let odds = share / (1.0 - share) * bits.exp2();
    odds / (1.0 + odds)
}

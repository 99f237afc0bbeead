//! The model of a linkage: what is compared, and how many bits each level weighs.

pub use candor_facts::Role;

use super::COMPARISONS_MAX;
use super::compare::{self, Method};
use super::table::Table;

/// One column to compare.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What a reader is told.
    pub name: String,
    pub method: &'static Method,
    /// Whether agreement on a rare value weighs more.
    pub term_frequency: bool,
    pub role: Role,
    /// Whether a subject may well have values that differ, so that difference never speaks louder
    /// against one subject than the method's experience says, whatever the data teaches.
    pub lenient: bool,
}

impl Comparison {
    /// A comparison by the name of its method; an unknown name compares exactly.
    pub fn of(name: &str, method: &str) -> Self {
        Self {
            name: name.to_owned(),
            method: compare::method(method).unwrap_or(&compare::EXACT),
            term_frequency: true,
            role: Role::ManyToMany,
            lenient: false,
        }
    }
}

/// Everything that is compared.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    pub comparisons: Vec<Comparison>,
}

impl Schema {
    /// None when there are more comparisons than a vector holds.
    pub fn new(comparisons: Vec<Comparison>) -> Option<Self> {
        (comparisons.len() <= COMPARISONS_MAX).then_some(Self { comparisons })
    }

    /// The values of a row in canonical form.
    pub fn canonical<S: AsRef<str>>(&self, cells: &[Vec<S>]) -> Vec<Vec<String>> {
        let methods = self.comparisons.iter().map(|comparison| comparison.method);
        let of = |(method, values): (&'static Method, &Vec<S>)| {
            values.iter().map(|value| (method.canonical)(value.as_ref())).collect()
        };
        methods.zip(cells).map(of).collect()
    }

    /// The number of the comparison of this name.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.comparisons.iter().position(|comparison| comparison.name == name)
    }
}

/// Probabilities of one comparison's levels.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Levels {
    /// Among pairs of one subject.
    pub m: Vec<f64>,
    /// Among pairs of two.
    pub u: Vec<f64>,
}

/// The weights of a schema.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Model {
    pub levels: Vec<Levels>,
    /// The probability that two random rows speak of one subject.
    pub prior: f64,
}

/// What one comparison adds to a link.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Evidence {
    pub comparison: String,
    /// The level's name; `missing` when a side has no value.
    pub level: String,
    /// Bits: log2(m/u), with the rarity of the value.
    pub bits: f32,
}

/// Rows for which experience of how common values are counts.
pub(crate) const SMALL_ROWS: f64 = 200.0;
/// Bits that no single comparison exceeds, either way.
const BITS_MAX: f64 = 30.0;

/// How common a value of that share is: in a small table every value looks common, and the method's
/// experience speaks for what is not there.
pub(crate) fn with_experience(method: &Method, seen: f64, rows: u32) -> f64 {
    let rows = f64::from(rows);
    let expected = method.levels.first().map_or(0.0, |level| level.u);
    (seen * rows + expected * SMALL_ROWS) / (rows + SMALL_ROWS)
}

fn log2_ratio(m: f64, u: f64) -> f64 {
    (m.max(f64::MIN_POSITIVE) / u.max(f64::MIN_POSITIVE)).log2().clamp(-BITS_MAX, BITS_MAX)
}

#[expect(clippy::cast_possible_truncation, reason = "bits need no more than seven digits")]
const fn short(bits: f64) -> f32 {
    bits as f32
}

impl Model {
    /// The model before anything is learnt: each method's own experience.
    pub fn prior(schema: &Schema, prior: f64) -> Self {
        let levels = schema
            .comparisons
            .iter()
            .map(|comparison| Levels {
                m: comparison.method.levels.iter().map(|level| level.m).collect(),
                u: comparison.method.levels.iter().map(|level| level.u).collect(),
            })
            .collect();
        Self { levels, prior }
    }

    /// The model with a prior under which each row has so many others of its subject, on average, if what
    /// was learnt says less: where few pairs share a number, few are sure, and the rest are not counted.
    #[must_use]
    pub fn at_least(mut self, table: &Table, others: f64) -> Self {
        let rows = f64::from(table.rows());
        self.prior = self.prior.max(others / (rows - 1.0).max(1.0)).min(0.5);
        self
    }

    /// Bits of a level.
    pub fn weight(&self, comparison: usize, level: usize) -> f64 {
        let Some(levels) = self.levels.get(comparison) else { return 0.0 };
        match (levels.m.get(level), levels.u.get(level)) {
            (Some(m), Some(u)) => log2_ratio(*m, *u),
            _ => 0.0,
        }
    }

    /// The bits of every level of every comparison.
    pub fn weights(&self) -> Vec<Vec<f64>> {
        let of = |(at, levels): (usize, &Levels)| {
            (0..levels.m.len()).map(|level| self.weight(at, level)).collect()
        };
        self.levels.iter().enumerate().map(of).collect()
    }

    /// Bits that speak for one subject before anything is compared.
    pub fn prior_bits(&self) -> f64 {
        let prior = self.prior.clamp(1e-12, 1.0 - 1e-12);
        (prior / (1.0 - prior)).log2()
    }

    /// Posterior bits of a pair: log2 of how much likelier one subject is than two.
    pub fn bits(&self, table: &Table, left: u32, right: u32) -> f32 {
        let sum: f64 = (0..self.levels.len())
            .map(|at| self.contribution(table, at, left, right).map_or(0.0, |(_, bits)| bits))
            .sum();
        short(self.prior_bits() + sum)
    }

    /// The level of one comparison and its bits, with the rarity of what agrees.
    fn contribution(
        &self,
        table: &Table,
        at: usize,
        left: u32,
        right: u32,
    ) -> Option<(usize, f64)> {
        let (level, one, two) = table.best(at, left, right)?;
        let comparison = table.schema().comparisons.get(at)?;
        let mut bits = self.weight(at, level);
        if comparison.term_frequency && level <= comparison.method.rarity_levels {
            let column = table.column(at)?;
            let seen = column.share(one, table.rows()).max(column.share(two, table.rows()));
            let share = if column.shares_are_given() {
                seen
            } else {
                with_experience(comparison.method, seen, table.rows())
            };
            let mean = self.levels.get(at)?.u.first().copied()?;
            bits = (bits + log2_ratio(mean, share)).clamp(-BITS_MAX, BITS_MAX);
        }
        Some((level, bits))
    }

    /// What each comparison adds for a pair, in the order of the schema.
    pub fn explain(&self, table: &Table, left: u32, right: u32) -> Vec<Evidence> {
        let comparisons = table.schema().comparisons.iter().enumerate();
        comparisons
            .map(|(at, comparison)| {
                let found = self.contribution(table, at, left, right);
                let level = found.and_then(|(level, _)| comparison.method.levels.get(level));
                Evidence {
                    comparison: comparison.name.clone(),
                    level: level.map_or("missing", |level| level.name).to_owned(),
                    bits: short(found.map_or(0.0, |(_, bits)| bits)),
                }
            })
            .collect()
    }
}

/// The probability behind posterior bits.
pub fn probability(bits: f32) -> f32 {
    1.0 / (1.0 + (-bits).exp2())
}

/// The posterior bits of a probability.
pub fn bits_of(probability: f32) -> f32 {
    (probability / (1.0 - probability)).log2()
}

//! How well rows were grouped: pairs of rows in one group, against the true groups.

use serde::Serialize;
use std::collections::HashMap;
use std::hash::Hash;

/// Precision, recall and F1 over pairs of rows.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Pairwise {
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
    /// Groups found, true groups.
    pub found: usize,
    pub truth: usize,
}

/// Compares the group of each row with its true group.
#[expect(clippy::cast_precision_loss, reason = "counts of pairs are far below 2^52")]
pub fn pairwise<A: Hash + Eq + Copy, B: Hash + Eq + Copy>(rows: &[(A, B)]) -> Pairwise {
    let found = sizes(rows.iter().map(|(found, _)| *found));
    let truth = sizes(rows.iter().map(|(_, truth)| *truth));
    let both = sizes(rows.iter().copied());
    let (all_found, all_true, right) =
        (pairs(found.values()), pairs(truth.values()), pairs(both.values()));
    let share = |whole: u64| if whole == 0 { 1.0 } else { right as f64 / whole as f64 };
    let (precision, recall) = (share(all_found), share(all_true));
    let sum = precision + recall;
    let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
    Pairwise { precision, recall, f1, found: found.len(), truth: truth.len() }
}

fn sizes<T: Hash + Eq>(groups: impl Iterator<Item = T>) -> HashMap<T, u64> {
    let mut sizes = HashMap::new();
    groups.for_each(|group| *sizes.entry(group).or_insert(0) += 1);
    sizes
}

fn pairs<'a>(sizes: impl Iterator<Item = &'a u64>) -> u64 {
    sizes.map(|size| size * (size - 1) / 2).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_counted_on_both_sides() {
        // True groups {0, 1, 2} and {3, 4}; found {0, 1}, {2, 3}, {4}.
        let rows = [(0, 'a'), (0, 'a'), (1, 'a'), (1, 'b'), (2, 'b')];
        let got = pairwise(&rows);
        assert!((got.precision - 0.5).abs() < 1e-9 && (got.recall - 0.25).abs() < 1e-9);
        assert_eq!((got.found, got.truth), (3, 2));
    }
}

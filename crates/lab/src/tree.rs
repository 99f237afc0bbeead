//! A tree of meanings: word vectors cut in two, and each half again, ten times over. The path of a
//! word from the root is a feature at every depth, as Brown clusters are.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// Cuts from the root to a leaf.
const DEPTH: u16 = 10;
/// Times the two middles of a cut are moved.
const ROUNDS: usize = 8;

/// Words and their vectors, scaled to length one.
pub type Vectors = Vec<(String, Vec<f32>)>;

/// Reads the first `most` lines of `word v1 v2 …`.
pub fn read(path: &Path, most: usize) -> Result<Vectors, String> {
    let file = fs::File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut vectors = Vec::new();
    for line in BufReader::new(file).lines().take(most) {
        let line = line.map_err(|error| error.to_string())?;
        let mut pieces = line.split(' ');
        let Some(word) = pieces.next() else { continue };
        let mut vector: Vec<f32> = pieces.filter_map(|piece| piece.parse().ok()).collect();
        let length = vector.iter().map(|v| v * v).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        vector.iter_mut().for_each(|v| *v /= length);
        vectors.push((word.to_owned(), vector));
    }
    Ok(vectors)
}

/// The path of every word.
pub fn paths(vectors: &Vectors) -> Vec<(&str, u16)> {
    let mut paths = vec![0_u16; vectors.len()];
    let mut groups: Vec<Vec<usize>> = vec![(0..vectors.len()).collect()];
    for depth in 0..DEPTH {
        let mut halves = Vec::new();
        for group in groups {
            let (left, right) = cut(vectors, &group);
            right.iter().for_each(|at| paths[*at] |= 1 << (DEPTH - 1 - depth));
            halves.push(left);
            halves.push(right);
        }
        groups = halves;
    }
    vectors.iter().zip(paths).map(|((word, _), path)| (word.as_str(), path)).collect()
}

/// Cuts a group along the line between its two middles, into halves of one size.
fn cut(vectors: &Vectors, group: &[usize]) -> (Vec<usize>, Vec<usize>) {
    if group.len() < 2 {
        return (group.to_vec(), Vec::new());
    }
    let size = vectors[group[0]].1.len();
    let mut random = fastrand::Rng::with_seed(group.len() as u64);
    let mut direction: Vec<f32> = (0..size).map(|_| random.f32() - 0.5).collect();
    let dot = |vector: &[f32], direction: &[f32]| -> f32 {
        vector.iter().zip(direction).map(|(a, b)| a * b).sum()
    };
    let mut order = group.to_vec();
    for _ in 0..ROUNDS {
        order.sort_by(|a, b| {
            dot(&vectors[*a].1, &direction).total_cmp(&dot(&vectors[*b].1, &direction))
        });
        let (left, right) = order.split_at(order.len() / 2);
        let middle = |half: &[usize]| {
            let mut sum = vec![0.0_f32; size];
            for at in half {
                sum.iter_mut().zip(&vectors[*at].1).for_each(|(s, v)| *s += v);
            }
            sum.iter_mut().for_each(|s| *s /= half.len() as f32);
            sum
        };
        let (low, high) = (middle(left), middle(right));
        direction = high.iter().zip(&low).map(|(h, l)| h - l).collect();
    }
    let (left, right) = order.split_at(order.len() / 2);
    (left.to_vec(), right.to_vec())
}

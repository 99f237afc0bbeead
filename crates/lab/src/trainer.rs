//! Learns the weights of a conditional random field: stochastic gradient with AdaGrad, features
//! left out at random so that spelling, dictionary and context each learn to stand alone.

use candor_engine::tag::crf::{Features, Labels, Model};
use std::collections::HashMap;

/// One sequence to learn from: its features, and for each token the labels that may be right, as a
/// set of bits. A text whose names are all marked leaves one; where only persons are marked, the
/// other words may be anything but a person.
#[derive(Debug)]
pub struct Example {
    pub features: Features,
    pub labels: Vec<u64>,
}

/// How to learn.
#[derive(Clone, Copy, Debug)]
pub struct Recipe {
    pub rounds: usize,
    pub rate: f32,
    /// Squares of gradients that every weight is taken to have seen: large makes early steps small.
    pub start: f32,
    /// Share of a weight that is lost with every touch.
    pub decay: f32,
    /// Share of the features left out.
    pub dropout: f32,
    /// Features seen fewer times are not learnt.
    pub least_count: u32,
    /// Rows whose largest weight is smaller are not kept.
    pub least_weight: f32,
}

struct Weights {
    n: usize,
    rows: HashMap<u32, usize>,
    values: Vec<f32>,
    squares: Vec<f32>,
    transitions: Vec<f32>,
    transition_squares: Vec<f32>,
}

/// Learns from `examples` and packs the model.
pub fn train(labels: Labels, examples: &[Example], recipe: Recipe, name: &str) -> Vec<u8> {
    let (n, steps) = (labels.count(), steps(labels));
    let mut counts: HashMap<u32, u32> = HashMap::new();
    for example in examples {
        for token in 0..example.features.tokens() {
            for key in example.features.of(token) {
                *counts.entry(*key).or_default() += 1;
            }
        }
    }
    let mut keys: Vec<u32> = counts
        .into_iter()
        .filter(|(_, count)| *count >= recipe.least_count)
        .map(|(key, _)| key)
        .collect();
    keys.sort_unstable();
    let rows: HashMap<u32, usize> = keys.iter().enumerate().map(|(row, key)| (*key, row)).collect();
    let mut weights = Weights {
        n,
        values: vec![0.0; rows.len() * n],
        squares: vec![recipe.start; rows.len() * n],
        rows,
        transitions: vec![0.0; n * n],
        transition_squares: vec![recipe.start; n * n],
    };
    let mut random = fastrand::Rng::with_seed(7);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for round in 0..recipe.rounds {
        random.shuffle(&mut order);
        let mut loss = 0.0;
        for at in &order {
            loss += step(&mut weights, &steps, &examples[*at], recipe, &mut random);
        }
        eprintln!(
            "{name}: round {:2}, loss {:.4} a sequence",
            round + 1,
            loss / order.len() as f32
        );
    }
    let kept: Vec<(u32, Vec<f32>)> = keys
        .iter()
        .enumerate()
        .map(|(row, key)| (*key, weights.values[row * n..(row + 1) * n].to_vec()))
        .filter(|(_, row)| row.iter().any(|weight| weight.abs() >= recipe.least_weight))
        .collect();
    eprintln!("{name}: {} of {} features kept", kept.len(), keys.len());
    Model::pack(labels, &weights.transitions, &kept)
}

/// One step along the gradient of one sequence; returns its loss.
fn step(
    weights: &mut Weights,
    steps: &Steps,
    example: &Example,
    recipe: Recipe,
    random: &mut fastrand::Rng,
) -> f32 {
    let n = weights.n;
    let tokens = example.features.tokens();
    let active: Vec<Vec<usize>> = (0..tokens)
        .map(|token| {
            example
                .features
                .of(token)
                .iter()
                .filter_map(|key| weights.rows.get(key).copied())
                .filter(|_| recipe.dropout == 0.0 || random.f32() >= recipe.dropout)
                .collect()
        })
        .collect();
    let keep = 1.0 / (1.0 - recipe.dropout);
    let mut emissions = vec![0.0_f32; tokens * n];
    for (token, rows) in active.iter().enumerate() {
        let out = &mut emissions[token * n..(token + 1) * n];
        for row in rows {
            let weights = &weights.values[row * n..(row + 1) * n];
            out.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight * keep);
        }
    }
    let sums = Sums::new(steps, &weights.transitions, &emissions);
    let right = Sums::new(steps, &weights.transitions, &only(&emissions, &example.labels));
    let loss = sums.log_total - right.log_total;
    for (token, rows) in active.iter().enumerate() {
        let gradient: Vec<f32> = (0..n)
            .map(|label| sums.marginal(token, label) - right.marginal(token, label))
            .collect();
        if gradient.iter().all(|g| g.abs() < 1e-4) {
            continue;
        }
        for row in rows {
            for (label, g) in gradient.iter().enumerate() {
                let at = row * n + label;
                weights.squares[at] += g * g;
                weights.values[at] -= recipe.rate * (g / weights.squares[at].sqrt())
                    + recipe.decay * weights.values[at];
            }
        }
    }
    let (expected, observed) = (sums.transition_marginals(), right.transition_marginals());
    let gradient: Vec<f32> = expected.iter().zip(&observed).map(|(e, o)| e - o).collect();
    for (at, g) in gradient.iter().enumerate().filter(|(_, g)| g.abs() > 1e-5) {
        weights.transition_squares[at] += g * g;
        weights.transitions[at] -= recipe.rate * g / weights.transition_squares[at].sqrt();
    }
    loss
}

/// The emissions with everything impossible but the labels that may be right.
fn only(emissions: &[f32], right: &[u64]) -> Vec<f32> {
    let n = emissions.len() / right.len().max(1);
    let allowed = |at: usize| right[at / n] >> (at % n) & 1 == 1;
    let weigh = |(at, weight): (usize, &f32)| if allowed(at) { *weight } else { f32::NEG_INFINITY };
    emissions.iter().enumerate().map(weigh).collect()
}

/// The labels that may follow each label.
type Steps = Vec<Vec<usize>>;

fn steps(labels: Labels) -> Steps {
    let n = labels.count();
    let behind = |last: usize| (0..n).filter(move |l| Labels::may_follow(Some(last), Some(*l)));
    (0..n).map(|last| behind(last).collect()).collect()
}

/// Forward and backward sums of one sequence, scaled so that each row sums to one.
struct Sums<'a> {
    n: usize,
    tokens: usize,
    steps: &'a Steps,
    /// `exp` of the weights of steps and, row by row, of emissions, the largest taken out.
    factor: Vec<f32>,
    scores: Vec<f32>,
    forward: Vec<f32>,
    backward: Vec<f32>,
    scales: Vec<f32>,
    log_total: f32,
}

impl<'a> Sums<'a> {
    fn new(steps: &'a Steps, transitions: &[f32], emissions: &[f32]) -> Self {
        let n = steps.len();
        let tokens = emissions.len() / n;
        let factor: Vec<f32> = transitions.iter().map(|weight| weight.exp()).collect();
        let largest = |row: &[f32]| row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let maxima: Vec<f32> = emissions.chunks_exact(n).map(largest).collect();
        let scores: Vec<f32> = emissions
            .iter()
            .enumerate()
            .map(|(at, weight)| (weight - maxima[at / n]).exp())
            .collect();
        let mut sums = Self {
            n,
            tokens,
            steps,
            factor,
            scores,
            forward: vec![0.0; tokens * n],
            backward: vec![0.0; tokens * n],
            scales: vec![1.0; tokens],
            log_total: maxima.iter().sum(),
        };
        sums.go_forward();
        sums.go_backward();
        sums.log_total += sums.scales.iter().map(|scale| scale.ln()).sum::<f32>();
        sums
    }

    fn go_forward(&mut self) {
        let n = self.n;
        for token in 0..self.tokens {
            let (before, rest) = self.forward.split_at_mut(token * n);
            let row = &mut rest[..n];
            if token == 0 {
                let may = |label: &usize| Labels::may_follow(None, Some(*label));
                (0..n).filter(may).for_each(|label| row[label] = 1.0);
            } else {
                let last = &before[(token - 1) * n..];
                for from in (0..n).filter(|from| last[*from] > 0.0) {
                    for to in &self.steps[from] {
                        row[*to] += last[from] * self.factor[from * n + to];
                    }
                }
            }
            let scores = &self.scores[token * n..(token + 1) * n];
            row.iter_mut().zip(scores).for_each(|(cell, score)| *cell *= score);
            if token + 1 == self.tokens {
                let ends = |label: &usize| !Labels::may_follow(Some(*label), None);
                (0..n).filter(ends).for_each(|label| row[label] = 0.0);
            }
            let sum: f32 = row.iter().sum();
            self.scales[token] = sum.max(f32::MIN_POSITIVE);
            row.iter_mut().for_each(|cell| *cell /= self.scales[token]);
        }
    }

    fn go_backward(&mut self) {
        let n = self.n;
        for token in (0..self.tokens).rev() {
            let (now, rest) = self.backward.split_at_mut((token + 1) * n);
            let row = &mut now[token * n..];
            if token + 1 == self.tokens {
                let may = |label: &usize| Labels::may_follow(Some(*label), None);
                (0..n).filter(may).for_each(|label| row[label] = 1.0);
                continue;
            }
            let scores = &self.scores[(token + 1) * n..(token + 2) * n];
            let ahead: Vec<f32> = rest[..n].iter().zip(scores).map(|(b, s)| b * s).collect();
            for (from, cell) in row.iter_mut().enumerate() {
                let through =
                    self.steps[from].iter().map(|to| ahead[*to] * self.factor[from * n + to]);
                *cell = through.sum::<f32>() / self.scales[token + 1];
            }
        }
    }

    fn marginal(&self, token: usize, label: usize) -> f32 {
        self.forward[token * self.n + label] * self.backward[token * self.n + label]
    }

    fn transition_marginals(&self) -> Vec<f32> {
        let n = self.n;
        let mut sums = vec![0.0; n * n];
        for token in 1..self.tokens {
            for from in 0..n {
                let before = self.forward[(token - 1) * n + from] / self.scales[token];
                if before < 1e-7 {
                    continue;
                }
                for to in &self.steps[from] {
                    let at = token * n + to;
                    sums[from * n + to] +=
                        before * self.factor[from * n + to] * self.scores[at] * self.backward[at];
                }
            }
        }
        sums
    }
}

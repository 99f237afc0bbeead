//! Learns the weights of a conditional random field: stochastic gradient with AdaGrad, features
//! left out at random so that spelling, dictionary and context each learn to stand alone.

use candor_engine::tag::crf::{Features, Labels, Model};
use std::collections::HashMap;

/// One sequence to learn from: its features and the right label of each token.
#[derive(Debug)]
pub struct Example {
    pub features: Features,
    pub labels: Vec<usize>,
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
    let n = labels.count();
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
            loss += step(&mut weights, labels, &examples[*at], recipe, &mut random);
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
    labels: Labels,
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
    let sums = Sums::new(labels, &weights.transitions, &emissions);
    let mut loss = sums.log_total;
    for (token, label) in example.labels.iter().enumerate() {
        loss -= emissions[token * n + label];
        if token > 0 {
            loss -= weights.transitions[example.labels[token - 1] * n + label];
        }
    }
    for (token, rows) in active.iter().enumerate() {
        let mut gradient: Vec<f32> = (0..n).map(|label| sums.marginal(token, label)).collect();
        gradient[example.labels[token]] -= 1.0;
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
    let mut gradient = sums.transition_marginals(&weights.transitions, &emissions);
    for pair in example.labels.windows(2) {
        gradient[pair[0] * n + pair[1]] -= 1.0;
    }
    for (at, g) in gradient.iter().enumerate().filter(|(_, g)| g.abs() > 1e-5) {
        weights.transition_squares[at] += g * g;
        weights.transitions[at] -= recipe.rate * g / weights.transition_squares[at].sqrt();
    }
    loss
}

/// Forward and backward sums of one sequence, scaled so that each row sums to one.
struct Sums {
    n: usize,
    tokens: usize,
    allowed: Vec<bool>,
    forward: Vec<f32>,
    backward: Vec<f32>,
    scales: Vec<f32>,
    maxima: Vec<f32>,
    log_total: f32,
}

impl Sums {
    fn new(labels: Labels, transitions: &[f32], emissions: &[f32]) -> Self {
        let n = labels.count();
        let tokens = emissions.len() / n;
        let allowed: Vec<bool> =
            (0..n * n).map(|at| Labels::may_follow(Some(at / n), Some(at % n))).collect();
        let factor: Vec<f32> = transitions
            .iter()
            .zip(&allowed)
            .map(|(weight, allowed)| if *allowed { weight.exp() } else { 0.0 })
            .collect();
        let maxima: Vec<f32> = emissions
            .chunks_exact(n)
            .map(|row| row.iter().copied().fold(f32::NEG_INFINITY, f32::max))
            .collect();
        let mut forward = vec![0.0_f32; tokens * n];
        let mut scales = vec![1.0_f32; tokens];
        for token in 0..tokens {
            for label in 0..n {
                let through = if token == 0 {
                    f32::from(u8::from(Labels::may_follow(None, Some(label))))
                } else {
                    (0..n)
                        .map(|last| forward[(token - 1) * n + last] * factor[last * n + label])
                        .sum()
                };
                forward[token * n + label] =
                    through * (emissions[token * n + label] - maxima[token]).exp();
            }
            if token + 1 == tokens {
                for label in 0..n {
                    if !Labels::may_follow(Some(label), None) {
                        forward[token * n + label] = 0.0;
                    }
                }
            }
            let sum: f32 = forward[token * n..(token + 1) * n].iter().sum();
            scales[token] = sum.max(f32::MIN_POSITIVE);
            forward[token * n..(token + 1) * n].iter_mut().for_each(|cell| *cell /= scales[token]);
        }
        let mut backward = vec![0.0_f32; tokens * n];
        for token in (0..tokens).rev() {
            for label in 0..n {
                backward[token * n + label] = if token + 1 == tokens {
                    f32::from(u8::from(Labels::may_follow(Some(label), None)))
                } else {
                    (0..n)
                        .map(|next| {
                            factor[label * n + next]
                                * (emissions[(token + 1) * n + next] - maxima[token + 1]).exp()
                                * backward[(token + 1) * n + next]
                        })
                        .sum::<f32>()
                        / scales[token + 1]
                };
            }
        }
        let log_total =
            scales.iter().map(|scale| scale.ln()).sum::<f32>() + maxima.iter().sum::<f32>();
        Self { n, tokens, allowed, forward, backward, scales, maxima, log_total }
    }

    fn marginal(&self, token: usize, label: usize) -> f32 {
        self.forward[token * self.n + label] * self.backward[token * self.n + label]
    }

    fn transition_marginals(&self, transitions: &[f32], emissions: &[f32]) -> Vec<f32> {
        let n = self.n;
        let mut sums = vec![0.0; n * n];
        for token in 1..self.tokens {
            for last in 0..n {
                let before = self.forward[(token - 1) * n + last];
                if before < 1e-7 {
                    continue;
                }
                for label in 0..n {
                    let at = last * n + label;
                    if self.allowed[at] {
                        sums[at] += before
                            * transitions[at].exp()
                            * (emissions[token * n + label] - self.maxima[token]).exp()
                            * self.backward[token * n + label]
                            / self.scales[token];
                    }
                }
            }
        }
        sums
    }
}

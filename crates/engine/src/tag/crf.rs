//! A linear-chain conditional random field: given the features of each token it finds the most
//! probable sequence of labels and how probable each mention in it is. Labels are B, I, E and S
//! of each kind of mention, and O; only sequences that spell whole mentions are possible.

/// The labels of a model with `kinds` kinds of mention: 0 is O, then B, I, E, S of each kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Labels {
    pub kinds: usize,
}

pub const OUTSIDE: usize = 0;

/// Place of a token in its mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Begin,
    Inside,
    End,
    Single,
}

impl Labels {
    pub const fn count(self) -> usize {
        1 + 4 * self.kinds
    }

    pub const fn of(kind: usize, place: Place) -> usize {
        1 + 4 * kind + place as usize
    }

    /// Kind and place of a label; `None` for O.
    pub const fn read(label: usize) -> Option<(usize, Place)> {
        if label == OUTSIDE {
            return None;
        }
        let place = match (label - 1) % 4 {
            0 => Place::Begin,
            1 => Place::Inside,
            2 => Place::End,
            _ => Place::Single,
        };
        Some(((label - 1) / 4, place))
    }

    /// Whether `next` may follow `label`; `None` stands for the ends of the text.
    pub const fn may_follow(label: Option<usize>, next: Option<usize>) -> bool {
        let open = match label {
            Some(label) => match Self::read(label) {
                Some((kind, Place::Begin | Place::Inside)) => Some(kind),
                _ => None,
            },
            None => None,
        };
        let goes_on = match next {
            Some(next) => match Self::read(next) {
                Some((kind, Place::Inside | Place::End)) => Some(kind),
                _ => None,
            },
            None => None,
        };
        match (open, goes_on) {
            (None, None) => true,
            (Some(a), Some(b)) => a == b,
            _ => false,
        }
    }
}

/// A run of tokens that is one mention.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    pub from: usize,
    /// Behind the last token.
    pub to: usize,
    pub kind: usize,
    pub probability: f32,
}

/// Weights by feature fingerprint.
#[derive(Debug)]
pub struct Model {
    labels: Labels,
    /// Open addressing: fingerprint and row, `u32::MAX` for an empty place.
    table: Vec<(u32, u32)>,
    weights: Vec<i8>,
    scale: f32,
    /// For each label those that may follow it, with `exp` of the weight of the step.
    next: Vec<Vec<(usize, f32)>>,
}

const EMPTY: u32 = u32::MAX;

impl Model {
    /// Reads the packed form: kinds (u32), scale (f32), features (u32); transitions (f32 each);
    /// fingerprints (u32 each); one row of weights (i8 a label) a feature. Little endian.
    pub fn unpack(bytes: &[u8]) -> Option<Self> {
        let word = |at: usize| -> Option<[u8; 4]> { bytes.get(at..at + 4)?.try_into().ok() };
        let labels = Labels { kinds: u32::from_le_bytes(word(0)?) as usize };
        let scale = f32::from_le_bytes(word(4)?);
        let features = u32::from_le_bytes(word(8)?) as usize;
        let n = labels.count();
        let transitions: Vec<f32> =
            (0..n * n).map(|i| word(12 + i * 4).map(f32::from_le_bytes)).collect::<Option<_>>()?;
        let keys = 12 + n * n * 4;
        let rows = keys + features * 4;
        let weights: Vec<i8> = bytes
            .get(rows..rows + features * n)?
            .iter()
            .map(|byte| i8::from_le_bytes([*byte]))
            .collect();
        let size = (features * 2).next_power_of_two().max(2);
        let mut table = vec![(0, EMPTY); size];
        for row in 0..features {
            let key = u32::from_le_bytes(word(keys + row * 4)?);
            let mut at = key as usize & (size - 1);
            while table.get(at)?.1 != EMPTY {
                at = (at + 1) & (size - 1);
            }
            *table.get_mut(at)? = (key, u32::try_from(row).ok()?);
        }
        let next = (0..n)
            .map(|label| {
                (0..n)
                    .filter(|next| Labels::may_follow(Some(label), Some(*next)))
                    .filter_map(|next| Some((next, transitions.get(label * n + next)?.exp())))
                    .collect()
            })
            .collect();
        Some(Self { labels, table, weights, scale, next })
    }

    /// Packs trained weights; `rows` holds fingerprint and weights of each feature.
    pub fn pack(labels: Labels, transitions: &[f32], rows: &[(u32, Vec<f32>)]) -> Vec<u8> {
        let largest =
            rows.iter().flat_map(|(_, row)| row).fold(0.0_f32, |max, weight| max.max(weight.abs()));
        let scale = (largest / 127.0).max(f32::MIN_POSITIVE);
        let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX).to_le_bytes();
        let mut bytes = Vec::new();
        bytes.extend(number(labels.kinds));
        bytes.extend(scale.to_le_bytes());
        bytes.extend(number(rows.len()));
        transitions.iter().for_each(|weight| bytes.extend(weight.to_le_bytes()));
        rows.iter().for_each(|(key, _)| bytes.extend(key.to_le_bytes()));
        for (_, row) in rows {
            #[expect(clippy::cast_possible_truncation, reason = "scaled into the range of i8")]
            bytes.extend(
                row.iter().flat_map(|weight| ((weight / scale).round() as i8).to_le_bytes()),
            );
        }
        bytes
    }

    pub const fn labels(&self) -> Labels {
        self.labels
    }

    fn row(&self, key: u32) -> Option<&[i8]> {
        let size = self.table.len();
        let mut at = key as usize & (size - 1);
        loop {
            let (found, row) = *self.table.get(at)?;
            if row == EMPTY {
                return None;
            }
            if found == key {
                let from = row as usize * self.labels.count();
                return self.weights.get(from..from + self.labels.count());
            }
            at = (at + 1) & (size - 1);
        }
    }

    /// `exp` of the score of each label at each token, row by row, kept in range.
    fn emissions(&self, features: &Features) -> Vec<f32> {
        let n = self.labels.count();
        let mut out = Vec::with_capacity(features.tokens() * n);
        // A token has fewer than 200 features, so the sum of their bytes fits; more would only stay at the largest.
        let mut sums = vec![0_i16; n];
        for token in 0..features.tokens() {
            sums.fill(0);
            for row in features.of(token).iter().filter_map(|key| self.row(*key)) {
                sums.iter_mut()
                    .zip(row)
                    .for_each(|(sum, weight)| *sum = sum.saturating_add(i16::from(*weight)));
            }
            let most = f32::from(sums.iter().copied().max().unwrap_or(0));
            out.extend(sums.iter().map(|sum| ((f32::from(*sum) - most) * self.scale).exp()));
        }
        out
    }

    /// The mentions of the most probable sequence of labels.
    pub fn spans(&self, features: &Features) -> Vec<Span> {
        if features.tokens() == 0 {
            return Vec::new();
        }
        let emissions = self.emissions(features);
        let path = self.best_path(&emissions);
        if path.iter().all(|label| *label == OUTSIDE) {
            return Vec::new();
        }
        let lattice = Lattice::new(self.labels, &self.next, &emissions);
        let mut spans = Vec::new();
        let mut from = 0;
        for (token, label) in path.iter().enumerate() {
            let Some((kind, place)) = Labels::read(*label) else { continue };
            if matches!(place, Place::Begin | Place::Single) {
                from = token;
            }
            if matches!(place, Place::End | Place::Single) {
                let run = path.get(from..=token).unwrap_or_default();
                let probability = lattice.probability(from, run);
                spans.push(Span { from, to: token + 1, kind, probability });
            }
        }
        spans
    }

    /// Viterbi over products, rescaled at every token.
    fn best_path(&self, emissions: &[f32]) -> Vec<usize> {
        let n = self.labels.count();
        let mut scores: Vec<f32> = (0..n)
            .map(|label| {
                let may = Labels::may_follow(None, Some(label));
                if may { emissions.get(label).copied().unwrap_or(0.0) } else { 0.0 }
            })
            .collect();
        let mut back: Vec<u8> = Vec::with_capacity(emissions.len());
        for row in emissions.chunks_exact(n).skip(1) {
            let mut next = vec![0.0_f32; n];
            let mut from = vec![0_u8; n];
            for ((label, score), steps) in scores.iter().enumerate().zip(&self.next) {
                for (to, weight) in steps {
                    let (Some(best), Some(came)) = (next.get_mut(*to), from.get_mut(*to)) else {
                        continue;
                    };
                    let through = score * weight;
                    if through > *best {
                        *best = through;
                        *came = u8::try_from(label).unwrap_or(0);
                    }
                }
            }
            next.iter_mut().zip(row).for_each(|(score, emission)| *score *= emission);
            let sum: f32 = next.iter().sum();
            next.iter_mut().for_each(|score| *score /= sum.max(f32::MIN_POSITIVE));
            back.extend(&from);
            scores = next;
        }
        let closed = scores.iter().enumerate().filter(|(l, _)| Labels::may_follow(Some(*l), None));
        let mut label =
            closed.max_by(|a, b| a.1.total_cmp(b.1)).map_or(OUTSIDE, |(label, _)| label);
        let mut path = vec![label];
        for row in back.chunks_exact(n).rev() {
            label = usize::from(row.get(label).copied().unwrap_or(0));
            path.push(label);
        }
        path.reverse();
        path
    }
}

/// Sums over all sequences, for the probability of a part of one.
struct Lattice<'a> {
    n: usize,
    next: &'a [Vec<(usize, f32)>],
    emissions: &'a [f32],
    forward: Vec<f32>,
    backward: Vec<f32>,
}

impl<'a> Lattice<'a> {
    fn new(labels: Labels, next: &'a [Vec<(usize, f32)>], emissions: &'a [f32]) -> Self {
        let n = labels.count();
        let tokens = emissions.len() / n;
        let mut forward = vec![0.0_f32; tokens * n];
        let mut backward = vec![0.0_f32; tokens * n];
        for token in 0..tokens {
            let (before, rest) = forward.split_at_mut(token * n);
            let row = rest.get_mut(..n).unwrap_or_default();
            let emission = emissions.get(token * n..(token + 1) * n).unwrap_or_default();
            if token == 0 {
                for (label, (cell, e)) in row.iter_mut().zip(emission).enumerate() {
                    *cell = if Labels::may_follow(None, Some(label)) { *e } else { 0.0 };
                }
            } else {
                let last = before.get((token - 1) * n..).unwrap_or_default();
                for (score, steps) in last.iter().zip(next) {
                    for (to, weight) in steps {
                        if let Some(cell) = row.get_mut(*to) {
                            *cell += score * weight;
                        }
                    }
                }
                row.iter_mut().zip(emission).for_each(|(cell, e)| *cell *= e);
            }
            rescale(row);
        }
        for token in (0..tokens).rev() {
            let (now, rest) = backward.split_at_mut((token + 1) * n);
            let row = now.get_mut(token * n..).unwrap_or_default();
            if token + 1 == tokens {
                for (label, cell) in row.iter_mut().enumerate() {
                    *cell = if Labels::may_follow(Some(label), None) { 1.0 } else { 0.0 };
                }
            } else {
                let behind = rest.get(..n).unwrap_or_default();
                let emission = emissions.get((token + 1) * n..(token + 2) * n).unwrap_or_default();
                let ahead: Vec<f32> = behind.iter().zip(emission).map(|(b, e)| b * e).collect();
                for (cell, steps) in row.iter_mut().zip(next) {
                    let step = |(to, weight): &(usize, f32)| {
                        ahead.get(*to).copied().unwrap_or(0.0) * weight
                    };
                    *cell = steps.iter().map(step).sum();
                }
            }
            rescale(row);
        }
        Self { n, next, emissions, forward, backward }
    }

    /// How probable it is that the labels from token `from` on are `run`.
    fn probability(&self, from: usize, run: &[usize]) -> f32 {
        let at = |values: &[f32], token: usize, label: usize| {
            values.get(token * self.n + label).copied().unwrap_or(0.0)
        };
        // Each step: how probable the next label is given this one and all the text behind it.
        let Some(first) = run.first() else { return 0.0 };
        let sum: f32 = (0..self.n)
            .map(|label| at(&self.forward, from, label) * at(&self.backward, from, label))
            .sum();
        let mut probability = at(&self.forward, from, *first) * at(&self.backward, from, *first)
            / sum.max(f32::MIN_POSITIVE);
        for (step, pair) in run.windows(2).enumerate() {
            let (token, label, next) = (from + step + 1, pair[0], pair[1]);
            let steps = self.next.get(label).map(Vec::as_slice).unwrap_or_default();
            let weight = |(to, step): &(usize, f32)| {
                step * at(self.emissions, token, *to) * at(&self.backward, token, *to)
            };
            let all: f32 = steps.iter().map(weight).sum();
            let taken = steps.iter().find(|(to, _)| *to == next).map_or(0.0, weight);
            probability *= taken / all.max(f32::MIN_POSITIVE);
        }
        probability
    }
}

fn rescale(row: &mut [f32]) {
    let sum: f32 = row.iter().sum();
    row.iter_mut().for_each(|cell| *cell /= sum.max(f32::MIN_POSITIVE));
}

/// The features of a run of tokens, as fingerprints.
#[derive(Debug, Default)]
pub struct Features {
    keys: Vec<u32>,
    ends: Vec<usize>,
}

impl Features {
    pub fn push(&mut self, key: u32) {
        self.keys.push(key);
    }

    /// Ends the features of a token.
    pub fn close(&mut self) {
        self.ends.push(self.keys.len());
    }

    pub const fn tokens(&self) -> usize {
        self.ends.len()
    }

    pub fn of(&self, token: usize) -> &[u32] {
        let from = token.checked_sub(1).and_then(|at| self.ends.get(at)).copied().unwrap_or(0);
        let to = self.ends.get(token).copied().unwrap_or(from);
        self.keys.get(from..to).unwrap_or_default()
    }
}

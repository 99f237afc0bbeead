//! What a sample says of the whole: rates with intervals, allocation to strata, the size that
//! a wanted bound needs.
//!
//! Intervals are Clopper and Pearson's (1934). Samples of several strata, or of documents that hold
//! several values each, use the effective size of Korn and Graubard (1998): the size at which a simple
//! random sample would have the variance of the estimate. That variance is taken between documents (the
//! ratio estimator), since the values of one document are missed or found together.

/// How sure intervals are.
pub const LEVEL: f64 = 0.95;

/// A rate estimated from a sample.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    pub hits: u64,
    pub trials: u64,
    pub estimate: f64,
    pub low: f64,
    pub high: f64,
}

/// What a sample found in one stratum: for each unit that was looked at, its trials and hits. A unit
/// without a trial counts too; it says how rare trials are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stratum {
    /// Units in the whole stratum.
    pub population: u64,
    pub units: Vec<(u64, u64)>,
}

/// The rate of hits among trials over all strata, each weighted by its population. `None` without a
/// trial, and where a stratum was not looked at: nothing is known of it.
pub fn rate(strata: &[Stratum], level: f64) -> Option<Rate> {
    let strata: Vec<&Stratum> = strata.iter().filter(|stratum| stratum.population > 0).collect();
    if strata.iter().any(|stratum| stratum.units.is_empty()) {
        return None;
    }
    let sum = |of: fn(&(u64, u64)) -> u64| -> u64 {
        strata.iter().flat_map(|stratum| &stratum.units).map(of).sum()
    };
    let (trials, hits) = (sum(|unit| unit.0), sum(|unit| unit.1.min(unit.0)));
    if trials == 0 {
        return None;
    }
    // How many units of the population each unit of the sample stands for.
    let weight = |stratum: &Stratum| real(stratum.population) / real(stratum.units.len() as u64);
    let whole = |of: fn(&(u64, u64)) -> u64| -> f64 {
        let of =
            |stratum: &&Stratum| weight(stratum) * real(stratum.units.iter().map(of).sum::<u64>());
        strata.iter().map(of).sum()
    };
    let all = whole(|unit| unit.0);
    let estimate = whole(|unit| unit.1.min(unit.0)) / all;
    let variance: f64 = strata
        .iter()
        .map(|stratum| {
            let rest =
                |(trials, hits): &(u64, u64)| real(*hits.min(trials)) - estimate * real(*trials);
            let count = real(stratum.units.len() as u64);
            // One unit alone tells nothing of its stratum's spread; the whole's rate stands in.
            let mean = stratum.units.iter().map(rest).sum::<f64>() / count;
            let mean = if stratum.units.len() > 1 { mean } else { 0.0 };
            let spread: f64 =
                stratum.units.iter().map(|unit| (rest(unit) - mean).powi(2)).sum::<f64>();
            weight(stratum).powi(2) * spread
        })
        .sum::<f64>()
        / all.powi(2);
    // Without any spread the units that had trials are all that speaks, the fewer the more unequal
    // their weights are (Kish); never more than the trials.
    let power = |exponent: i32| -> f64 {
        let of = |stratum: &&Stratum| {
            let units = stratum.units.iter().filter(|unit| unit.0 > 0).count() as u64;
            real(units) * weight(stratum).powi(exponent)
        };
        strata.iter().map(of).sum()
    };
    let speaking = power(1).powi(2) / power(2);
    let effective = if variance > f64::EPSILON {
        (estimate * (1.0 - estimate) / variance).min(real(trials))
    } else {
        speaking
    };
    let (low, high) = interval(estimate * effective, effective, level);
    Some(Rate { hits, trials, estimate, low, high })
}

/// The exact interval of `hits` among `trials`; both may be fractions of effective sizes.
pub fn interval(hits: f64, trials: f64, level: f64) -> (f64, f64) {
    let tail = (1.0 - level) / 2.0;
    let low = if hits <= 0.0 { 0.0 } else { beta_quantile(tail, hits, trials - hits + 1.0) };
    let high =
        if hits >= trials { 1.0 } else { beta_quantile(1.0 - tail, hits + 1.0, trials - hits) };
    (low, high)
}

/// The upper bound alone, at the whole level: with none among 299 a rate is at most 1 % at 95 %.
pub fn upper_bound(hits: u64, trials: u64, level: f64) -> f64 {
    if hits >= trials {
        return 1.0;
    }
    beta_quantile(level, real(hits) + 1.0, real(trials - hits))
}

/// The smallest sample in which `misses` misses still bound the rate by `bound`; none of less than a
/// million million units does for absurd wishes.
pub fn size_for(bound: f64, misses: u64, level: f64) -> Option<u64> {
    const LARGEST: u64 = 1 << 40;
    let enough = |size: u64| size > misses && upper_bound(misses, size, level) <= bound;
    let mut above = misses.checked_add(1)?;
    while !enough(above) {
        above = above.checked_mul(2).filter(|size| *size <= LARGEST)?;
    }
    let mut below = above / 2;
    while below + 1 < above {
        let middle = below.midpoint(above);
        if enough(middle) { above = middle } else { below = middle }
    }
    Some(above)
}

/// How many units of each stratum a sample of `size` takes: in proportion to its population, at
/// least one of each where the size allows, never more than there are.
pub fn allocate(populations: &[u64], size: u64) -> Vec<u64> {
    let whole: u64 = populations.iter().sum();
    if whole <= size {
        return populations.to_vec();
    }
    let filled = populations.iter().filter(|population| **population > 0).count() as u64;
    let floor = u64::from(filled <= size);
    let mut taken: Vec<u64> = populations
        .iter()
        .map(|population| {
            let share = u128::from(*population) * u128::from(size) / u128::from(whole.max(1));
            u64::try_from(share).unwrap_or(size).max(floor).min(*population)
        })
        .collect();
    // The largest remainders first; equal ones in the order of the strata.
    let mut order: Vec<usize> = (0..populations.len()).collect();
    let remainder = |at: usize| {
        populations.get(at).map_or(0, |population| {
            u128::from(*population) * u128::from(size) % u128::from(whole.max(1))
        })
    };
    order.sort_by_key(|at| (std::cmp::Reverse(remainder(*at)), *at));
    let mut sum: u64 = taken.iter().sum();
    for at in order.iter().cycle().take(populations.len() * 2) {
        let (Some(count), Some(population)) = (taken.get_mut(*at), populations.get(*at)) else {
            continue;
        };
        if sum < size && *count < *population {
            *count += 1;
            sum += 1;
        }
    }
    // Where the least of one each took too many, the largest give back.
    while sum > size {
        let Some(largest) = taken.iter_mut().max() else { break };
        *largest -= 1;
        sum -= 1;
    }
    taken
}

#[expect(clippy::cast_precision_loss, reason = "counts of samples are far below 2^52")]
fn real(count: u64) -> f64 {
    count as f64
}

/// The value below which a beta distribution has this share of its mass.
fn beta_quantile(share: f64, a: f64, b: f64) -> f64 {
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    for _ in 0..200 {
        let middle = low.midpoint(high);
        if beta_share(middle, a, b) < share { low = middle } else { high = middle }
    }
    low.midpoint(high)
}

/// The regularised incomplete beta function, by its continued fraction (Lentz).
fn beta_share(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return if x <= 0.0 { 0.0 } else { 1.0 };
    }
    let front = (ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (-x).ln_1p()).exp();
    // The fraction converges fast on this side of the mean.
    if x < (a + 1.0) / (a + b + 2.0) {
        front * beta_fraction(x, a, b) / a
    } else {
        1.0 - front * beta_fraction(1.0 - x, b, a) / b
    }
}

fn beta_fraction(x: f64, a: f64, b: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut above = 1.0;
    let mut below = 1.0 / away(1.0 - (a + b) * x / (a + 1.0));
    let mut result = below;
    for step in 1..=500_u32 {
        let step = f64::from(step);
        let even = step * (b - step) * x / ((a + 2.0 * step - 1.0) * (a + 2.0 * step));
        let odd = -(a + step) * (a + b + step) * x / ((a + 2.0 * step) * (a + 2.0 * step + 1.0));
        for term in [even, odd] {
            below = 1.0 / away(1.0 + term * below);
            above = away(1.0 + term / above);
            result *= below * above;
        }
        if (below * above - 1.0).abs() < 1e-15 {
            break;
        }
    }
    result
}

/// Logarithm of the gamma function of positive numbers (Lanczos, g = 7, 9 terms).
fn ln_gamma(x: f64) -> f64 {
    const TERMS: [f64; 9] = [
        0.999_999_999_999_809_9,
        676.520_368_121_885_1,
        -1_259.139_216_722_402_8,
        771.323_428_777_653_1,
        -176.615_029_162_140_6,
        12.507_343_278_686_905,
        -0.138_571_095_265_720_12,
        9.984_369_578_019_572e-6,
        1.505_632_735_149_311_6e-7,
    ];
    if x < 0.5 {
        let pi = std::f64::consts::PI;
        return (pi / (pi * x).sin()).ln() - ln_gamma(1.0 - x);
    }
    let x = x - 1.0;
    let t = x + 7.5;
    let mut sum = TERMS[0];
    for (at, term) in (1_u32..).zip(TERMS.iter().skip(1)) {
        sum += term / (x + f64::from(at));
    }
    0.5 * (2.0 * std::f64::consts::PI).ln() + (x + 0.5) * t.ln() - t + sum.ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(got: f64, wanted: f64) {
        assert!((got - wanted).abs() < 5e-5, "{got} is not {wanted}");
    }

    #[test]
    fn intervals_are_those_of_the_tables() {
        // R: binom.test(hits, trials)$conf.int
        for (hits, trials, low, high) in [
            (0.0, 10.0, 0.0, 0.30850),
            (1.0, 10.0, 0.00253, 0.44502),
            (5.0, 10.0, 0.18709, 0.81291),
            (10.0, 10.0, 0.69150, 1.0),
            (97.0, 100.0, 0.91482, 0.99377),
            (3.0, 1000.0, 0.00062, 0.00874),
        ] {
            let got = interval(hits, trials, 0.95);
            near(got.0, low);
            near(got.1, high);
        }
    }

    #[test]
    fn none_among_299_bounds_a_rate_by_one_percent() {
        assert!(upper_bound(0, 299, 0.95) <= 0.01);
        assert!(upper_bound(0, 298, 0.95) > 0.01);
        assert_eq!(size_for(0.01, 0, 0.95), Some(299));
        assert_eq!(size_for(0.05, 0, 0.95), Some(59));
        assert_eq!(size_for(0.01, 1, 0.95), Some(473));
        assert_eq!(size_for(0.01, u64::MAX, 0.95), None);
        assert_eq!(size_for(1e-15, 0, 0.95), None);
    }

    fn units(hits: usize, misses: usize) -> Vec<(u64, u64)> {
        [vec![(1, 1); hits], vec![(1, 0); misses]].concat()
    }

    #[test]
    fn one_stratum_is_a_simple_sample_and_weights_count_in_several() {
        let one = rate(&[Stratum { population: 5_000, units: units(97, 3) }], LEVEL).unwrap();
        let exact = interval(97.0, 100.0, LEVEL);
        near(one.estimate, 0.97);
        near(one.low, exact.0);
        near(one.high, exact.1);
        // A large clean stratum and a small bad one.
        let strata = [
            Stratum { population: 9_000, units: units(100, 0) },
            Stratum { population: 1_000, units: units(50, 50) },
        ];
        let two = rate(&strata, LEVEL).unwrap();
        near(two.estimate, 0.95);
        assert!(two.low < 0.95 && two.high > 0.95 && two.low > 0.85);
        assert_eq!(rate(&[], LEVEL), None);
        // Clean throughout, but two of its units stand for nearly everything.
        let uneven = [
            Stratum { population: 100_000, units: units(2, 0) },
            Stratum { population: 98, units: units(98, 0) },
        ];
        assert!(rate(&uneven, LEVEL).unwrap().low < 0.3);
        let unseen = Stratum { population: 10, units: vec![] };
        assert_eq!(rate(&[strata[0].clone(), unseen], LEVEL), None);
    }

    #[test]
    fn values_of_one_document_are_one_witness() {
        // A thousand values found in one clean list say as much as one document does.
        let list =
            rate(&[Stratum { population: 100, units: vec![(1_000, 1_000)] }], LEVEL).unwrap();
        assert!(list.low < 0.1, "{}", list.low);
        // Misses that come in heaps are less sure than the same misses apart.
        let heaps = [vec![(10, 10); 90], vec![(10, 0); 10]].concat();
        let apart = [vec![(10, 8); 50], vec![(10, 10); 50]].concat();
        let heaps = rate(&[Stratum { population: 1_000, units: heaps }], LEVEL).unwrap();
        let apart = rate(&[Stratum { population: 1_000, units: apart }], LEVEL).unwrap();
        near(heaps.estimate, apart.estimate);
        assert!(heaps.low < apart.low && heaps.high > apart.high);
    }

    #[test]
    fn allocation_is_proportional_and_forgets_no_stratum() {
        assert_eq!(allocate(&[9_000, 900, 100], 100), [90, 9, 1]);
        assert_eq!(allocate(&[10_000, 3, 0], 50), [49, 1, 0]);
        assert_eq!(allocate(&[3, 4], 100), [3, 4]);
        assert_eq!(allocate(&[5, 5, 5], 2).iter().sum::<u64>(), 2);
        assert_eq!(allocate(&[7, 7, 7], 10).iter().sum::<u64>(), 10);
    }

    #[test]
    fn intervals_cover_the_truth_as_often_as_they_say() {
        // Over all outcomes of 40 trials, weighted by how probable each is.
        for truth in [0.01_f64, 0.2, 0.5, 0.9] {
            let mut covered = 0.0;
            for hits in 0..=40_u32 {
                let (k, n) = (f64::from(hits), 40.0);
                let ways = ln_gamma(n + 1.0) - ln_gamma(k + 1.0) - ln_gamma(n - k + 1.0);
                let chance = (ways + k * truth.ln() + (n - k) * (1.0 - truth).ln()).exp();
                let (low, high) = interval(k, n, 0.95);
                if low <= truth && truth <= high {
                    covered += chance;
                }
            }
            assert!(covered >= 0.95, "{truth}: {covered}");
        }
    }
}

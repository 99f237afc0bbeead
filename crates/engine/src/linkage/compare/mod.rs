//! The catalogue of comparisons: one file a kind of value, each with its levels, its canonical
//! form, and its own cases.

mod address;
mod date;
mod email;
mod exact;
mod identifier;
mod name;
pub mod nicknames;
mod number;
mod organisation;
mod phone;
mod similarity;
mod text;

pub use address::ADDRESS;
pub use date::DATE;
pub use email::EMAIL;
pub use exact::EXACT;
pub use identifier::IDENTIFIER;
pub use name::{NAME, READING, SHORTER, is_part};
pub use number::NUMBER;
pub use organisation::{ORGANISATION, organisation_key};
pub use phone::PHONE;
pub use text::TEXT;

/// One way in which two values may agree. The probabilities are the method's experience before
/// anything is learnt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    pub name: &'static str,
    /// How often values of one subject compare so.
    pub m: f64,
    /// How often values of two subjects compare so.
    pub u: f64,
}

const fn level(name: &'static str, m: f64, u: f64) -> Level {
    Level { name, m, u }
}

/// The level of values that a slip of the finger parts.
pub const ONE_SLIP: &str = "one slip";

/// The level of values that do not agree.
pub const DIFFERENT: &str = "different";

/// The level of numbers that cannot be compared.
pub const ANOTHER_KIND: &str = "another kind";

/// How values of one kind are compared.
#[derive(Debug)]
pub struct Method {
    /// As settings name it.
    pub name: &'static str,
    /// What it is for, in a line.
    pub about: &'static str,
    /// From the strongest agreement to `different`, which what cannot be compared may follow.
    pub levels: &'static [Level],
    /// The last level at which the rarity of the value counts.
    pub rarity_levels: usize,
    /// The form under which equal values meet; empty when there is no value.
    pub canonical: fn(&str) -> String,
    /// The level at which two canonical values that are not equal meet.
    pub compare: fn(&str, &str) -> usize,
    /// Keys under which canonical values that may agree meet in a block.
    pub keys: fn(&str) -> Vec<String>,
    /// Pairs of values and the level they must end at.
    pub cases: &'static [(&'static str, &'static str, &'static str)],
}

/// All methods, by name.
pub const CATALOGUE: &[&Method] =
    &[&ADDRESS, &DATE, &EMAIL, &EXACT, &IDENTIFIER, &NAME, &NUMBER, &ORGANISATION, &PHONE, &TEXT];

/// The method of this name.
pub fn method(name: &str) -> Option<&'static Method> {
    CATALOGUE.iter().copied().find(|method| method.name == name)
}

/// The key of methods whose canonical values meet only when they are equal.
fn whole(canonical: &str) -> Vec<String> {
    vec![canonical.to_owned()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_method_keeps_its_cases_both_ways() {
        for method in CATALOGUE {
            assert!(method.cases.len() >= 4, "{}", method.name);
            for (left, right, wanted) in method.cases {
                let (a, b) = ((method.canonical)(left), (method.canonical)(right));
                for (a, b) in [(&a, &b), (&b, &a)] {
                    let level = if a == b { 0 } else { (method.compare)(a, b) };
                    let got = method.levels.get(level).map(|level| level.name);
                    assert_eq!(got, Some(*wanted), "{}: {left} ~ {right}", method.name);
                }
            }
        }
    }

    #[test]
    fn levels_are_probabilities_that_fit_a_vector_and_fall() {
        for method in CATALOGUE {
            assert!((2..=14).contains(&method.levels.len()), "{}", method.name);
            assert!(method.rarity_levels + 1 < method.levels.len(), "{}", method.name);
            for side in [|level: &Level| level.m, |level: &Level| level.u] {
                let sum: f64 = method.levels.iter().map(side).sum();
                assert!((sum - 1.0).abs() < 0.011, "{}: {sum}", method.name);
            }
            let first = method.levels.first().unwrap();
            let last = method.levels.last().unwrap();
            let different = method.levels.iter().find(|level| level.name == DIFFERENT).unwrap();
            assert!(first.m > first.u && different.m < different.u, "{}", method.name);
            assert!([DIFFERENT, ANOTHER_KIND].contains(&last.name), "{}", method.name);
        }
    }

    #[test]
    fn values_that_are_one_share_a_key() {
        for method in CATALOGUE {
            let same = method.levels.first().map_or("", |level| level.name);
            for (left, right, _) in method.cases.iter().filter(|(.., level)| *level == same) {
                let keys = |text: &str| (method.keys)(&(method.canonical)(text));
                let ours = keys(left);
                assert!(
                    keys(right).iter().any(|key| ours.contains(key)),
                    "{}: {left} ~ {right}",
                    method.name
                );
            }
        }
    }
}

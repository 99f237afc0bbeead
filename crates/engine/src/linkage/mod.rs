//! Probabilistic record linkage: which rows of a table speak of one subject.
//!
//! Two rows are compared column by column; each comparison ends at a level (same, alike, …,
//! different) or is missing. How often a level occurs in pairs of one subject (`m`) and of two (`u`)
//! gives its weight, log2(m/u) bits; weights add up (Fellegi and Sunter 1969). `u` is counted in
//! random pairs, `m` is learnt from the pairs that share a blocking key by expectation–maximisation
//! without any label (Winkler 1988). Agreement on a rare value weighs more than on a common one
//! (Winkler 1989). Pairs then join, strongest first, under a guard.
//!
//! Which pairs share a key is for the caller's query engine to say; nothing here is quadratic.

pub mod blocking;
pub mod cluster;
pub mod compare;
pub mod estimate;
pub mod model;
pub mod settings;
pub mod table;

pub use blocking::{Keys, Rule};
pub use cluster::{Clustering, Guard, Judge, Pair};
pub use compare::{Level, Method};
pub use estimate::{Counts, Lesson};
pub use model::{Comparison, Evidence, Model, Role, Schema};
pub use settings::{LinkSettings, SettingsError};
pub use table::Table;

/// The levels at which the comparisons of two rows ended: four bits each, the first comparison in
/// the lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Vector(pub u64);

/// Comparisons that fit a vector.
pub const COMPARISONS_MAX: usize = 16;
/// The level of a comparison whose value is missing on a side.
const MISSING: u64 = 15;

impl Vector {
    /// All comparisons missing.
    pub const EMPTY: Self = Self(u64::MAX);

    /// The level of a comparison; none when a side is missing.
    pub const fn level(self, comparison: usize) -> Option<usize> {
        let level = (self.0 >> (4 * comparison)) & 0xf;
        if level == MISSING { None } else { Some(level as usize) }
    }

    /// The same with one comparison at a level.
    #[must_use]
    pub const fn with(self, comparison: usize, level: usize) -> Self {
        let shift = 4 * comparison;
        Self((self.0 & !(0xf << shift)) | ((level as u64 & 0xf) << shift))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vector_holds_sixteen_levels_and_what_is_missing() {
        let vector = Vector::EMPTY.with(0, 3).with(15, 14).with(7, 0);
        assert_eq!(vector.level(0), Some(3));
        assert_eq!(vector.level(15), Some(14));
        assert_eq!(vector.level(7), Some(0));
        assert_eq!(vector.level(8), None);
        assert_eq!(vector.with(0, 1).level(0), Some(1));
    }
}

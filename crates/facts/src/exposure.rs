//! Exposure and claims: the numbers that may be published, and what stands behind them.

use crate::{Category, Field, Tier};
use serde::{Deserialize, Serialize};

/// One cell of the matrix category × company × field × tier, in every unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExposureRow {
    pub exposure_id: String,
    pub category: Category,
    /// Company id, or `undetermined`.
    pub company: String,
    /// `None` stands for the row that counts any field.
    pub field: Option<Field>,
    pub tier: Tier,
    pub items: u64,
    pub documents: u64,
    pub records: u64,
    pub persons: u64,
}

/// What kind of sentence a claim is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimKind {
    Count,
    Negative,
    NotYetKnown,
}

/// How an exact value is rounded for publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// Printed as counted.
    Exact,
    /// Two significant digits, printed with "about".
    TwoDigits,
}

/// A sentence meant for publication with its query and its uncertainty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    pub claim_id: String,
    pub kind: ClaimKind,
    /// What is counted: `items`, `persons`, `payment_card findings`, …
    pub subject: String,
    pub unit: String,
    pub value: u64,
    pub rounding: Rounding,
    /// The query that gives the value, runnable with `candor sql`.
    pub query: String,
    /// Whether the claim may be published as it stands.
    pub supported: bool,
    /// What could still change it: unread material, by reason.
    pub uncertainty: String,
}

impl Rounding {
    /// The value as printed. Two digits: 60,417 becomes 60,000.
    pub fn apply(self, value: u64) -> u64 {
        match self {
            Self::Exact => value,
            Self::TwoDigits => {
                let mut unit = 1_u64;
                while value / unit >= 100 {
                    unit *= 10;
                }
                (value + unit / 2) / unit * unit
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_digits_round_half_up_and_leave_small_numbers_alone() {
        let rounded = |value| Rounding::TwoDigits.apply(value);
        assert_eq!(rounded(60_417), 60_000);
        assert_eq!(rounded(50_694), 51_000);
        assert_eq!((rounded(99), rounded(0), rounded(995)), (99, 0, 1000));
        assert_eq!(Rounding::Exact.apply(50_694), 50_694);
    }
}

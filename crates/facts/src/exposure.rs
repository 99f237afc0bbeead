//! Claims: the sentences that may be published, and what stands behind them.

use crate::{Certainty, ClaimKind, Rounding, Standing, Unit};
use serde::{Deserialize, Serialize};

/// A sentence meant for publication with its query and its uncertainty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// `C-<subject>`; the same subject has the same id in every report.
    pub claim_id: String,
    pub kind: ClaimKind,
    /// What is counted or stated: `items`, `persons`, `payment_card`, a company's customers …
    pub subject: String,
    pub unit: Unit,
    /// The exact value.
    pub value: u64,
    pub rounding: Rounding,
    /// The query that gives the value, runnable with `candor sql`.
    pub query: String,
    /// Events, exposure cells and samples that it rests on, by id.
    pub evidence: Vec<String>,
    pub standing: Standing,
    /// What could still change it, and for a negative claim what was searched and how.
    pub uncertainty: String,
    /// The same in parts, for readers of other languages; empty in reports of earlier versions.
    #[serde(default)]
    pub doubts: Vec<Doubt>,
    /// Bounds of an estimate from samples, at 95 %; none without a sample.
    #[serde(default)]
    pub bounds: Option<(u64, u64)>,
}

/// What makes a claim less sure, or says how sure it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    EveryItemRead,
    /// Items that are partly read or unread, and how many by each reason.
    NotFullyRead {
        items: u64,
        reasons: Vec<(String, u64)>,
    },
    /// Files of listings whose contents have not come.
    NotReceived {
        files: u64,
    },
    CountedAsReceived,
    /// Mentions that fit several persons and count for nobody.
    SeveralBearers {
        mentions: u64,
    },
    /// Pairs of persons that may be one.
    MayBeOne {
        pairs: u64,
    },
    /// Bounds that hold what was missed and what is wrong, not what was linked wrongly.
    LinksNotSampled,
    /// A list that is cut: so many are on it.
    AtLeast {
        listed: u64,
    },
    /// What a negative claim was searched for in.
    Searched {
        items: u64,
        by_recognition: u64,
        tagger: bool,
    },
    AcceptedBy {
        decision: i64,
    },
    /// What is open could hold what the claim denies.
    CouldHoldSome {
        claim: String,
    },
    NotKnown,
    /// Of a fact that somebody told.
    Told {
        certainty: Certainty,
        source: String,
    },
}

impl Claim {
    /// Whether its number is published as an approximate one.
    pub fn is_approximate(&self) -> bool {
        self.rounding != Rounding::Exact && self.value >= 100
    }
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
                to_nearest(value, unit)
            }
            Self::Hundreds if value < 100 => value,
            Self::Hundreds => to_nearest(value, 100),
        }
    }
}

const fn to_nearest(value: u64, unit: u64) -> u64 {
    (value + unit / 2) / unit * unit
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
        assert_eq!((Rounding::Hundreds.apply(50_694), Rounding::Hundreds.apply(42)), (50_700, 42));
    }
}

//! Three-valued truth: what is not known stays not known.

use serde::{Deserialize, Serialize};

/// Yes, no, or not known yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Truth {
    No,
    Unknown,
    Yes,
}

impl Truth {
    pub const fn of(known: bool) -> Self {
        if known { Self::Yes } else { Self::No }
    }

    /// Whether both hold: no as soon as one does not, unknown as long as one is not known.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// Whether one holds.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Unknown => "unknown",
            Self::Yes => "yes",
        }
    }
}

impl std::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
            Self::Yes => Self::No,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{No, Unknown, Yes};

    #[test]
    fn unknown_is_neither_yes_nor_no() {
        assert_eq!((Yes.and(Unknown), No.and(Unknown)), (Unknown, No));
        assert_eq!((Yes.or(Unknown), No.or(Unknown)), (Yes, Unknown));
        assert_eq!((!Yes, !Unknown, !No), (No, Unknown, Yes));
    }
}

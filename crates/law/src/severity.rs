//! Severity of a breach: ENISA, "Recommendations for a methodology of the assessment of severity of
//! personal data breaches" (working document 1.0, December 2013): DPC × EI + CB, in hundredths.
//!
//! The method gives no legal threshold. A band only narrows what the conclusion may be; a human
//! concludes.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The score with the reason of each part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Severity {
    /// Data processing context, 1 to 4.
    pub context: u32,
    pub context_because: String,
    /// Ease of identification in hundredths: 25, 50, 75 or 100.
    pub ease: u32,
    pub ease_because: String,
    /// Circumstances of the breach in hundredths.
    pub circumstances: u32,
    pub circumstances_because: String,
    /// Hundredths.
    pub score: u32,
    /// `low`, `medium`, `high` or `very_high`.
    pub band: String,
    /// More than 100 persons.
    pub many: bool,
}

/// What happened, as far as it bears on severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Circumstance {
    KnownRecipients,
    /// Anybody may have it: it was published, or criminals hold it.
    UnknownRecipients,
    Altered,
    Lost,
    UnavailableForATime,
    Malicious,
}

impl Circumstance {
    /// What it adds in hundredths, and its words.
    const fn adds(self) -> (u32, &'static str) {
        match self {
            Self::KnownRecipients => (25, "known recipients"),
            Self::UnknownRecipients => (50, "an unknown number of recipients"),
            Self::Altered => (50, "altered"),
            Self::Lost => (50, "lost for good"),
            Self::UnavailableForATime => (25, "unavailable for a time"),
            Self::Malicious => (50, "malicious intent"),
        }
    }
}

const SENSITIVE: &[&str] = &["medical", "criminal", "health_insurance"];
const FINANCIAL: &[&str] =
    &["bank_account", "iban", "payment_card", "salary", "tax_id", "credential"];
const IDENTITY: &[&str] = &["national_id", "passport", "driver_licence", "residence_card"];
const CONTACT: &[&str] = &["address", "phone", "email", "date_of_birth"];

/// Scores the breach of data with these elements (persons by field).
pub fn severity(elements: &BTreeMap<String, u64>, persons: u64, what: &[Circumstance]) -> Severity {
    let has = |names: &[&'static str]| {
        names.iter().copied().find(|name| elements.get(*name).is_some_and(|count| *count > 0))
    };
    let (context, context_because) = if let Some(field) = has(SENSITIVE) {
        (4, format!("sensitive data: {field}"))
    } else if let Some(field) = has(FINANCIAL) {
        (3, format!("financial data: {field}"))
    } else if let Some(field) = has(IDENTITY) {
        (2, format!("simple data, raised because {field} opens the way to fraud"))
    } else if elements.values().any(|count| *count > 0) {
        (1, "simple data".to_owned())
    } else {
        (0, "no personal data".to_owned())
    };
    let named = has(&["name"]).is_some();
    let (ease, ease_because) = match (named, has(IDENTITY), has(CONTACT)) {
        (_, Some(field), _) => (100, format!("{field} identifies")),
        (true, _, Some(field)) => (100, format!("name with {field}")),
        (true, _, _) => (75, "name alone".to_owned()),
        (false, _, Some(field)) => (75, format!("{field} without a name")),
        _ => (25, "nothing that identifies by itself".to_owned()),
    };
    let adds = what.iter().map(|one| one.adds());
    let circumstances = adds.clone().map(|(hundredths, _)| hundredths).sum();
    let reasons: Vec<String> =
        adds.map(|(hundredths, why)| format!("{why} +{}", decimal(hundredths))).collect();
    let score = context * ease + if context == 0 { 0 } else { circumstances };
    Severity {
        context,
        context_because,
        ease,
        ease_because,
        circumstances,
        circumstances_because: reasons.join(", "),
        score,
        band: band(score).to_owned(),
        many: persons > 100,
    }
}

/// The band of a score in hundredths.
pub const fn band(score: u32) -> &'static str {
    match score {
        0..200 => "low",
        200..300 => "medium",
        300..400 => "high",
        _ => "very_high",
    }
}

/// Hundredths as a number with two decimals.
pub fn decimal(hundredths: u32) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

impl Severity {
    /// What the risk may be concluded to be, in words of the fact `risk`. A score may raise; it
    /// excludes no high risk, which is for a human to do.
    pub fn proposes(&self) -> &'static str {
        match self.band.as_str() {
            "low" => "unlikely|risk|high",
            "medium" => "risk|high",
            _ => "high",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(fields: &[&str], what: &[Circumstance]) -> Severity {
        let elements = fields.iter().map(|field| ((*field).to_owned(), 5_000)).collect();
        severity(&elements, 5_000, what)
    }

    #[test]
    fn posted_shop_users_are_of_medium_severity() {
        let what = [Circumstance::UnknownRecipients, Circumstance::Malicious];
        let got = of(&["name", "email"], &what);
        assert_eq!((got.context, got.ease, got.circumstances, got.score), (1, 100, 100, 200));
        assert_eq!((got.band.as_str(), got.proposes(), got.many), ("medium", "risk|high", true));
        assert_eq!(of(&["name", "payment_card"], &what).band, "high");
        assert_eq!(of(&["name", "email", "medical"], &what).band, "very_high");
    }

    #[test]
    fn bands_begin_at_two_three_and_four() {
        let bands = [199, 200, 299, 300, 399, 400].map(band);
        assert_eq!(bands, ["low", "medium", "medium", "high", "high", "very_high"]);
        assert_eq!(of(&[], &[Circumstance::Malicious]).score, 0);
    }
}

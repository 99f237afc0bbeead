//! Events: the dated facts of an incident's history, and the statements that an account of it makes.

use crate::{Certainty, EventKind, EventPart};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One dated fact or statement, as a human told it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// `V-<n>`; the ledger gives it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    pub kind: EventKind,
    /// A civil date (`2024-08-05`) or a moment (`2024-08-05T10:00:00+07:00`); statements may have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// Last day of something that took several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// IANA zone of the date; the case's own when it is not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// Company of the case that it concerns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    /// Where the fact comes from: a mail, a log, a person.
    pub source: String,
    #[serde(default)]
    pub certainty: Certainty,
    /// Words for the report by language (`ja`, `en`, `vi`); a kind has words of its own for the rest.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub text: BTreeMap<String, String>,
    /// Kept out of reports for the public.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub internal: bool,
    /// The duty that the event fulfils, or that it says is not owed: an id of the rule book.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duty: Option<String>,
    /// The event that this one replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<String>,
}

impl Event {
    /// Whether it says the same as another, whatever their ids.
    pub fn says_as(&self, other: &Self) -> bool {
        let bare = |event: &Self| Self { id: String::new(), supersedes: None, ..event.clone() };
        bare(self) == bare(other)
    }
}

impl EventKind {
    /// The part of a report in which it is told, beside the history.
    pub const fn part(self) -> EventPart {
        match self {
            Self::Cause => EventPart::Cause,
            Self::ConnectionsBlocked
            | Self::VpnSuspended
            | Self::PasswordsReset
            | Self::AccessReviewed
            | Self::TerminalsScanned
            | Self::EdrDeployed
            | Self::MfaEnabled
            | Self::SystemsRestored
            | Self::ServersInspected
            | Self::Measure => EventPart::Measures,
            Self::SecondaryDamage => EventPart::SecondaryDamage,
            Self::Prevention => EventPart::Prevention,
            Self::Scope | Self::ExtortionRefused | Self::PersonsTold | Self::PartnersTold => {
                EventPart::Overview
            }
            _ => EventPart::History,
        }
    }
}

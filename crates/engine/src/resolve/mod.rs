//! From records to persons: linkage of what records say, then name-only mentions.
//!
//! Records that say the same are one *mention*. Mentions with anything but names are compared and
//! joined by [`crate::linkage`]; mentions of a bare name go to the only person of that name, or to
//! nobody. A person is called after its earliest record and keeps that name for ever.

mod mention;
mod place;
mod prepare;
mod rarity;

pub use mention::{Mention, Mentions, Strength};
pub use place::{Because, Joined, Known, Membership, Resolved, Scope, Undecided, Unplaced, place};
pub use prepare::{Decided, KIND_BITS, Prepared, Shared, prepare};

use crate::linkage::compare::{
    ADDRESS, DATE, EMAIL, EXACT, IDENTIFIER, NAME, NUMBER, ORGANISATION, PHONE,
};
use crate::linkage::{Comparison, Lesson, Method, Role, Schema};

/// Version of this stage's judgement.
pub const RESOLVE_VERSION: u32 = 3;

/// Posterior bits from which on two mentions are one person: 0.9.
pub const JOIN_BITS: f32 = 3.17;
/// Mean bits that the pairs across two groups of mentions must reach.
pub const BRIDGE_BITS: f32 = 0.0;
/// Mentions that may share a key.
pub const MENTIONS_PER_KEY_MAX: u32 = 1_000;

/// What of a mention is compared, in the order of its cells.
pub(crate) const FIELDS: &[(&str, &Method, bool, Role)] = &[
    ("name", &NAME, true, Role::ManyToMany),
    ("identity number", &IDENTIFIER, true, Role::OneToOne),
    ("e-mail", &EMAIL, true, Role::OneToMany),
    ("telephone", &PHONE, true, Role::OneToMany),
    ("birth date", &DATE, false, Role::ManyToMany),
    ("address", &ADDRESS, true, Role::ManyToMany),
    ("employee number", &NUMBER, true, Role::ManyToMany),
    ("employer", &ORGANISATION, true, Role::ManyToMany),
    ("card, account or licence", &IDENTIFIER, true, Role::OneToMany),
    ("department", &EXACT, true, Role::ManyToMany),
    ("relation", &EXACT, true, Role::ManyToMany),
];

pub(crate) const NAMES: usize = 0;
pub(crate) const NUMBERS: usize = 1;
pub(crate) const EMAILS: usize = 2;
pub(crate) const PHONES: usize = 3;
pub(crate) const BIRTHS: usize = 4;
pub(crate) const ADDRESSES: usize = 5;
pub(crate) const STAFF: usize = 6;
pub(crate) const IDENTIFIERS: usize = 8;

/// The comparisons of a case.
pub fn schema() -> Schema {
    let comparisons = FIELDS.iter().map(|(name, method, term_frequency, role)| Comparison {
        name: (*name).to_owned(),
        method,
        term_frequency: *term_frequency,
        role: *role,
        lenient: true,
    });
    Schema { comparisons: comparisons.collect() }
}

/// What the pairs of each blocking rule of a case can teach: those that share a number or an
/// e-mail are nearly all of one person.
pub fn lessons() -> Vec<Lesson> {
    let of = |field: &usize| Lesson {
        held_out: vec![*field],
        teaches: [NUMBERS, IDENTIFIERS, EMAILS].contains(field),
    };
    prepare::RULES.iter().map(of).collect()
}

//! The words Candor may say: plain data without I/O, shared by every other room.
//!
//! Rooms below this one never import each other; they meet here. Nothing in this crate opens a
//! file, reads a clock or knows a table.

mod company;
mod document;
mod event;
mod exposure;
mod fact;
mod finding;
mod guide;
mod person;
mod personal;
mod words;

pub use company::{Company, Contract, LegalStatus, Processing};
pub use document::{Cell, Document, Part, Table, Word};
pub use event::Event;
pub use exposure::{Claim, Doubt};
pub use fact::Fact;
pub use finding::{Evidence, Finding, Record};
pub use guide::{Block, CustomDetector, Guide, LanguageModel, Seed};
pub use person::{Link, Organisation, Person};
pub use personal::Personal;
pub use words::{
    Aid, Category, Certainty, ClaimKind, DocClass, EventKind, EventPart, Field, HowRead, Language,
    PartKind, ReadState, RecordKind, Role, Rounding, Scheme, SourceKind, Standing, Tier, Unit,
    UnreadReason,
};

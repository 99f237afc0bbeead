//! Breach-notification duties as dated data, made computable.
//!
//! `laws/` holds one file per duty: trigger, obliged role, recipient, clock, deadlines, contents,
//! exemptions, source and how it was read. This crate reads them ([`book`]), answers their predicates
//! from facts with a third value for what is not known ([`sheet`]), counts deadlines in the
//! recipient's zone and calendar ([`clock`]), and says which duties arise, which do not and why, and
//! which hang on a question ([`assess`]). It is no lawyer: what it says names clause, reading and
//! confidence.

pub mod assess;
pub mod book;
pub mod calendar;
pub mod clock;
pub mod duty;
pub mod form;
pub mod ical;
pub mod model;
pub mod predicate;
pub mod scope;
pub mod severity;
pub mod sheet;
pub mod suite;
pub mod truth;

/// Version of the assessment's judgement; the rule book's own text goes into the stage key beside it.
pub const LAW_VERSION: u32 = 1;

#[cfg(test)]
mod tests;

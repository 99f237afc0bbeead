//! The stages of a run: each finds out what is not done yet, does it and seals it.

pub mod assess;
pub mod attribute;
pub mod claim;
pub mod disclose;
pub mod expose;
pub mod organisations;
pub mod persons;
pub mod resolve;
pub mod scan;
pub mod severity;
pub mod volumes;

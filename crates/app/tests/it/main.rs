//! Whole cases through the binary, as a user runs it.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot go on must say so"
)]

mod account;
mod bad_input;
mod candor;
mod demo;
mod detection;
mod duties;
mod formats;
mod goldens;
mod hostile;
mod intake;
mod large;
mod link;
mod model;
mod persons;
mod recognition;
mod resume;
mod secrecy;
mod waves;

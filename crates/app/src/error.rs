//! Errors at the edge: one message with the way out, one documented exit code.

use candor_case::CaseError;
use std::process::ExitCode;

/// Exit codes. 0 is success; `README.md` lists them.
pub const EXIT_INTERNAL: u8 = 1;
pub const EXIT_USAGE: u8 = 2;
pub const EXIT_INPUT: u8 = 3;
pub const EXIT_STORAGE: u8 = 4;
pub const EXIT_DAMAGED: u8 = 5;
pub const EXIT_BUSY: u8 = 6;
pub const EXIT_STOPPED: u8 = 130;

/// What the user is told, and the code the program ends with.
#[derive(Debug)]
pub struct UserError {
    pub code: u8,
    pub message: String,
}

impl UserError {
    pub fn input(message: impl Into<String>) -> Self {
        Self { code: EXIT_INPUT, message: message.into() }
    }

    pub fn damaged(message: impl Into<String>) -> Self {
        Self { code: EXIT_DAMAGED, message: message.into() }
    }

    pub fn internal(message: &str) -> Self {
        Self {
            code: EXIT_INTERNAL,
            message: format!(
                "{message}\nhint: run the same command again; work done so far is kept"
            ),
        }
    }

    pub fn stopped() -> Self {
        Self {
            code: EXIT_STOPPED,
            message:
                "stopped on request\nhint: run the same command again to go on; nothing is lost"
                    .to_owned(),
        }
    }

    /// Prints the error and gives the exit code.
    pub fn report(&self) -> ExitCode {
        eprintln!("error: {}", self.message);
        ExitCode::from(self.code)
    }
}

impl From<CaseError> for UserError {
    fn from(error: CaseError) -> Self {
        let code = match &error {
            CaseError::NotACase { .. }
            | CaseError::AlreadyExists { .. }
            | CaseError::MissingPath { .. }
            | CaseError::EmptyIntake { .. }
            | CaseError::Settings { .. }
            | CaseError::CollectionDiffers { .. }
            | CaseError::NoDecision { .. }
            | CaseError::DecidedOtherwise { .. }
            | CaseError::Event { .. }
            | CaseError::NoEvent { .. }
            | CaseError::Stamp { .. }
            | CaseError::AlreadyThere { .. }
            | CaseError::LedgerTaken { .. }
            | CaseError::ChangedSinceIntake { .. }
            | CaseError::Query { .. } => EXIT_INPUT,
            CaseError::Io { .. } => EXIT_STORAGE,
            CaseError::NewerLedger { .. }
            | CaseError::Ledger { .. }
            | CaseError::Segment { .. } => EXIT_DAMAGED,
            CaseError::Busy { .. } | CaseError::Moved { .. } => EXIT_BUSY,
        };
        Self { code, message: error.to_string() }
    }
}

/// Prints what clap says of the command line: help to stdout, mistakes to stderr.
pub fn usage(error: &clap::Error) -> ExitCode {
    // A closed terminal is no reason to fail differently.
    drop(error.print());
    if error.use_stderr() { ExitCode::from(EXIT_USAGE) } else { ExitCode::SUCCESS }
}

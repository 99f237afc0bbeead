//! `candor`: from stolen files to a defensible account.

mod cli;
mod commands;
mod content;
mod error;
mod linking;
mod model;
mod ocr;
mod output;
mod pipeline;
mod pool;
mod progress;
mod protocol;
mod queue;
mod report;
mod rows;
mod sampling;
mod stages;
mod worker;

use clap::Parser;
use cli::{Cli, Command};
use error::UserError;
use std::process::ExitCode;

/// Parsing deep queries takes more stack than a runtime's threads have by default.
const THREAD_STACK_BYTES: usize = 16 << 20;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return error::usage(&error),
    };
    match &cli.command {
        Command::ScanWorker => return worker::main(),
        Command::ToolWorker { arguments } => return ocr::tool_worker(arguments),
        _ => {}
    }
    keep_memory_flat();
    match run(cli) {
        Ok(code) => code,
        Err(error) => error.report(),
    }
}

/// Threads share two heaps, so that memory freed by one stage serves the next.
fn keep_memory_flat() {
    #[cfg(target_env = "gnu")]
    // SAFETY: mallopt takes two numbers and is called before any other thread starts.
    unsafe {
        libc::mallopt(libc::M_ARENA_MAX, 2);
    }
}

fn run(cli: Cli) -> Result<ExitCode, UserError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_stack_size(THREAD_STACK_BYTES)
        .enable_all()
        .build()
        .map_err(|e| UserError::internal(&format!("cannot start threads: {e}")))?;
    progress::stop_on_interrupt(&runtime);
    runtime.block_on(commands::run(cli))
}

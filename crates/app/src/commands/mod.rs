//! One file a command. Each reads its arguments, calls the pipeline or the case, prints.

mod decide;
mod demo;
mod dispatch;
mod draft;
mod duties;
mod event;
mod export;
mod fact;
mod hand_over;
mod inspect;
mod laws;
mod link;
mod partners;
mod report;
pub mod sample;
mod score;
mod stamp;
mod waves;
mod why;
mod work;

use crate::cli::{Cli, Command};
use crate::error::UserError;
use std::process::ExitCode;

pub async fn run(cli: Cli) -> Result<ExitCode, UserError> {
    match cli.command {
        Command::Demo(args) => demo::run(&args).await,
        Command::Init { case, settings } => work::init(&case, settings.as_deref()).await,
        Command::Intake(args) => work::intake(&args).await,
        Command::Run(args) => work::run(&args).await,
        Command::Event(args) => event::run(&args).await,
        Command::Sample(args) => sample::run(&args).await,
        Command::Report(args) => report::run(&args).await,
        Command::Waves(args) => waves::run(&args).await,
        Command::Stamp(args) => stamp::run(&args).await,
        Command::HandOver(args) => hand_over::run(&args).await,
        Command::Duties(args) => duties::run(&args).await,
        Command::Fact(args) => fact::run(&args).await,
        Command::Laws(args) => laws::run(&args),
        Command::Draft(args) => draft::run(&args).await,
        Command::Dispatch(args) => dispatch::run(&args).await,
        Command::Status(args) => inspect::status(&args).await,
        Command::Exposure(args) => inspect::exposure(&args).await,
        Command::Sql(args) => inspect::sql(&args).await,
        Command::Verify(args) => inspect::verify(&args).await,
        Command::Why(args) => why::run(&args).await,
        Command::Export(args) => export::run(&args).await,
        Command::Decide(args) => decide::decide(&args).await,
        Command::Conflicts(args) => decide::conflicts(&args).await,
        Command::Link(args) => link::run(&args).await,
        Command::Score(args) => score::score(&args).await,
        Command::SimulateRegister(args) => link::simulate_register(&args),
        Command::ScoreLink(args) => score::link(&args).await,
        Command::ScoreText(args) => score::text(&args).await,
        Command::ScoreCoverage(args) => score::coverage(&args).await,
        Command::ScanWorker | Command::ToolWorker { .. } => {
            Err(UserError::input("this command is started by candor itself"))
        }
    }?;
    Ok(ExitCode::SUCCESS)
}

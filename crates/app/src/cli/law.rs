//! The command line of duties, facts, rule book and letters.

use super::{Reason, parse_category};
use candor_facts::Category;
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Args)]
pub struct Duties {
    pub case: PathBuf,
    /// Look at the clocks as of this day or moment; now if not given
    #[arg(long)]
    pub on: Option<String>,
    /// Only this company's
    #[arg(long)]
    pub entity: Option<String>,
    /// Also what is not owed, with the reason
    #[arg(long)]
    pub all: bool,
    /// Print the severity of each company's data by category (ENISA) instead
    #[arg(long)]
    pub severity: bool,
    /// Write the open deadlines as iCalendar
    #[arg(long, value_name = "FILE")]
    pub ics: Option<PathBuf>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct FactArgs {
    pub case: PathBuf,
    #[command(subcommand)]
    pub step: Answering,
}

#[derive(Subcommand)]
pub enum Answering {
    /// Tell a fact; it stands in the place of what was told before
    Set {
        /// A name of `candor laws facts`
        name: String,
        /// yes, no, a word of the fact, or a time
        value: String,
        /// Company (id of case.toml); all if not given
        #[arg(long)]
        entity: Option<String>,
        /// Jurisdiction (JP, EU, US-CA) for which it holds; all if not given
        #[arg(long = "in", value_name = "JURISDICTION")]
        within: Option<String>,
        /// Category of persons; all if not given. Only `risk` is told by category
        #[arg(long, value_parser = parse_category)]
        category: Option<Category>,
        /// Where it comes from: a log, a memo, counsel
        #[arg(long)]
        source: String,
    },
    /// Tell the facts of a TOML file
    Import { file: PathBuf },
    /// Take a fact back; it stays in the ledger
    Withdraw {
        id: String,
        #[command(flatten)]
        why: Reason,
    },
    /// The facts in force
    List {
        #[arg(long)]
        json: bool,
    },
    /// The questions that duties hang on, those that decide most first
    Ask {
        /// Write them as a TOML file to fill in
        #[arg(long)]
        out: Option<PathBuf>,
        #[arg(long)]
        json: bool,
    },
}

#[derive(Args)]
pub struct Laws {
    #[command(subcommand)]
    pub step: Reading,
}

#[derive(Subcommand)]
pub enum Reading {
    /// The duties of the rule book
    List {
        /// Only of this jurisdiction
        #[arg(long = "in", value_name = "JURISDICTION")]
        within: Option<String>,
        #[arg(long)]
        json: bool,
    },
    /// One duty: when it arises, who owes it to whom, by when, and how far its text was read
    Explain { duty: String },
    /// What differs between two duties, such as two versions
    Diff { left: String, right: String },
    /// What differs between the rule book and another folder of duties
    Compare { folder: PathBuf },
    /// The facts that duties ask for
    Facts {
        #[arg(long)]
        json: bool,
    },
}

#[derive(Args)]
pub struct Dispatch {
    pub case: PathBuf,
    #[command(subcommand)]
    pub step: Dispatching,
}

#[derive(Subcommand)]
pub enum Dispatching {
    /// Write letters to all who were not told yet, or of whom more is known than they were told
    Prepare {
        /// Only of this company
        #[arg(long)]
        entity: Option<String>,
        /// Folder in which the batch gets its own; out/dispatch in the case if not given
        #[arg(long)]
        out: Option<PathBuf>,
        /// Date of the letters; today if not given
        #[arg(long)]
        date: Option<String>,
    },
    /// A batch may go out
    Approve {
        batch: String,
        #[command(flatten)]
        why: Reason,
    },
    /// Letters of a batch were sent: all, or those of a CSV file with a column `person_id`
    Sent {
        batch: String,
        /// When: 2024-08-05 or 2024-08-05T10:00:00+07:00
        #[arg(long)]
        at: String,
        #[arg(long, value_name = "FILE")]
        persons: Option<PathBuf>,
        /// How: post, mail, handed over …
        #[arg(long)]
        by: String,
    },
    /// A batch does not go out; its persons count as not told
    Void {
        batch: String,
        #[command(flatten)]
        why: Reason,
    },
    /// Letters came back: a CSV file with the columns `person_id` and `reason` (moved, unknown,
    /// refused, other)
    Returned {
        batch: String,
        #[arg(long, value_name = "FILE")]
        persons: PathBuf,
    },
    /// Batches with what became of them
    List {
        #[arg(long)]
        json: bool,
    },
}

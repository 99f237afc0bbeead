//! The command line.

use candor_facts::SourceKind;
use candor_testkit::Family;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// From stolen files to a defensible account: what was taken, whose data was in it, who must be told.
#[derive(Parser)]
#[command(name = "candor", version, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Simulate a stolen dump, run the whole job on it, show where everything lies
    Demo(Demo),
    /// Create a case: a folder with a commented case.toml
    Init {
        /// Folder of the new case
        case: PathBuf,
    },
    /// Take files in: hash, seal and record them as one collection
    Intake(Intake),
    /// Do whatever is not done yet, every stage
    Run(Run),
    /// What is read, partly read, unread and why
    Status(Status),
    /// The exposure matrix and the claims
    Exposure(Read),
    /// From a person, number or claim down to file, page and offset
    Why(Why),
    /// Write a draft from the case's facts
    Draft(Draft),
    /// Write the case's findings, persons and documents for other tools
    Export(Export),
    /// Settle which records are of one person and which are not
    Decide(Decide),
    /// Persons that may be one, for a human to decide, the gravest first
    Conflicts(Conflicts),
    /// Find the rows of any CSV or Parquet table that speak of one person or firm
    Link(Link),
    /// Query the tables
    Sql(Sql),
    /// Re-hash evidence and tables, walk the ledger's chain
    Verify(Read),
    /// Compare a simulated case with its truth
    #[command(hide = true)]
    Score(Score),
    /// Write a register of invented persons with faulty rows, for measuring `link`
    #[command(hide = true)]
    SimulateRegister(SimulateRegister),
    /// Compare a linked table with the true groups of a column
    #[command(hide = true)]
    ScoreLink(ScoreLink),
    /// Compare extracted texts with a manifest of true texts
    #[command(hide = true)]
    ScoreText(ScoreText),
    /// Compare which files gave text with what another program read
    #[command(hide = true)]
    ScoreCoverage(ScoreCoverage),
    #[command(hide = true)]
    ScanWorker,
    #[command(hide = true)]
    ToolWorker {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<std::ffi::OsString>,
    },
}

#[derive(Args)]
pub struct Demo {
    /// Files in the simulated dump
    #[arg(long, default_value_t = 400)]
    pub files: usize,
    /// Persons in the simulated dump
    #[arg(long, default_value_t = 600)]
    pub persons: usize,
    /// Scanned papers among the files
    #[arg(long, default_value_t = 4)]
    pub scans: usize,
    /// Seed of the simulation; the same seed gives the same files
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Wordings and layouts of the dump: `house`, or `unseen` ones for measuring
    #[arg(long, default_value = "house", value_parser = parse_family)]
    pub family: Family,
    /// Folder to write to; must not exist
    #[arg(long, default_value = "candor-demo")]
    pub out: PathBuf,
    /// Only simulate the dump and its truth
    #[arg(long)]
    pub simulate_only: bool,
    #[command(flatten)]
    pub work: Work,
}

#[derive(Args)]
pub struct Intake {
    pub case: PathBuf,
    /// Folders or files to take in
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Name of the collection
    #[arg(long)]
    pub collection: String,
    /// Where the files come from
    #[arg(long, default_value = "leak_site", value_parser = parse_source)]
    pub source: SourceKind,
    /// When they were received (2024-08-09 or 2024-08-09T10:00:00+09:00); now if not given
    #[arg(long)]
    pub received: Option<String>,
    /// Leave the bytes where they are; seal hashes only
    #[arg(long)]
    pub in_place: bool,
}

#[derive(Args)]
pub struct Run {
    pub case: PathBuf,
    #[command(flatten)]
    pub work: Work,
}

#[derive(Args, Clone)]
pub struct Work {
    /// Processes that read documents; all cores if not given
    #[arg(long)]
    pub jobs: Option<usize>,
    /// Recognise text in pictures: where there is no text layer, nowhere, or everywhere
    #[arg(long, value_enum, default_value_t = Ocr::Auto)]
    pub ocr: Ocr,
    /// File of passwords, one a line, to try on what is encrypted
    #[arg(long, value_name = "FILE")]
    pub passwords: Option<PathBuf>,
    /// Language of the report
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
    /// Print the summary as JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Ocr {
    Auto,
    Off,
    Force,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    Ja,
    En,
    Vi,
}

#[derive(Args)]
pub struct Status {
    pub case: PathBuf,
    /// List every item that is not fully read
    #[arg(long)]
    pub unread: bool,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct Read {
    pub case: PathBuf,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct Why {
    pub case: PathBuf,
    /// A person (P-…), an exposure number (E-…), a claim (C-…), a record, a finding (F-…) or a path
    pub id: String,
    /// Print values of persons instead of masks
    #[arg(long)]
    pub show_values: bool,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct Draft {
    pub case: PathBuf,
    /// What to write
    #[arg(value_enum)]
    pub what: Drafted,
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
    /// File to write; out/report.pdf in the case if not given
    #[arg(long)]
    pub out: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Drafted {
    Report,
}

#[derive(Args)]
pub struct Export {
    pub case: PathBuf,
    #[arg(long, value_enum)]
    pub format: Format,
    /// Print values of persons in the csv and xlsx lists instead of masks; jsonl and parquet, made
    /// for other programs, always hold them
    #[arg(long)]
    pub show_values: bool,
    /// Folder to write to; out/export in the case if not given
    #[arg(long)]
    pub out: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Jsonl,
    Csv,
    Xlsx,
    Parquet,
}

#[derive(Args)]
pub struct Decide {
    pub case: PathBuf,
    #[command(subcommand)]
    pub settle: Settle,
}

#[derive(Subcommand)]
pub enum Settle {
    /// Two persons (P-…) or records are one person
    Same {
        left: String,
        right: String,
        #[command(flatten)]
        why: Reason,
    },
    /// Two persons or records are not one person
    Different {
        left: String,
        right: String,
        #[command(flatten)]
        why: Reason,
    },
    /// Records leave a person
    Split {
        /// The person (P-…) that they leave
        person: String,
        #[arg(required = true)]
        records: Vec<String>,
        #[command(flatten)]
        why: Reason,
    },
    /// Take a decision back; it stays in the ledger
    Undo {
        /// Number of the decision
        number: i64,
        #[command(flatten)]
        why: Reason,
    },
    /// The decisions in force
    List {
        #[arg(long)]
        json: bool,
    },
}

#[derive(Args)]
pub struct Reason {
    /// Why; it is kept with the decision
    #[arg(long)]
    pub reason: String,
}

#[derive(Args)]
pub struct Conflicts {
    pub case: PathBuf,
    /// All, not only the gravest
    #[arg(long)]
    pub all: bool,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct Link {
    /// Tables with the same columns (.csv or .parquet)
    #[arg(required = true)]
    pub tables: Vec<PathBuf>,
    /// What to compare and how; docs/link.md explains the file
    #[arg(long, value_name = "FILE")]
    pub settings: PathBuf,
    /// Where to write the rows with their `cluster_id` (.csv or .parquet)
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Where to write the probable pairs with their weights (.csv or .parquet)
    #[arg(long, value_name = "FILE")]
    pub pairs: Option<PathBuf>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct SimulateRegister {
    #[arg(long, default_value_t = 1_000_000)]
    pub rows: usize,
    #[arg(long, default_value_t = 300_000)]
    pub persons: usize,
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// CSV file to write
    #[arg(long)]
    pub out: PathBuf,
}

#[derive(Args)]
pub struct ScoreLink {
    /// Table that `candor link` wrote
    pub table: PathBuf,
    /// Column whose first number names the true group
    #[arg(long)]
    pub truth: String,
}

#[derive(Args)]
pub struct Sql {
    pub case: PathBuf,
    /// One SELECT
    pub query: String,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct Score {
    pub case: PathBuf,
    /// Folder with the simulation's truth
    pub truth: PathBuf,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct ScoreText {
    pub case: PathBuf,
    /// JSON lines with `path`, `encoding` and `text`
    pub manifest: PathBuf,
}

#[derive(Args)]
pub struct ScoreCoverage {
    pub case: PathBuf,
    /// Lines of path, tab, number of characters
    pub peer: PathBuf,
}

fn parse_family(text: &str) -> Result<Family, String> {
    Family::parse(text).ok_or_else(|| "one of house, unseen, unseen-no-cards".to_owned())
}

fn parse_source(text: &str) -> Result<SourceKind, String> {
    SourceKind::parse(text).ok_or_else(|| {
        let known: Vec<&str> = SourceKind::ALL.iter().map(|kind| kind.as_str()).collect();
        format!("one of {}", known.join(", "))
    })
}

impl Lang {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
            Self::Vi => "vi",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        [Self::Ja, Self::En, Self::Vi].into_iter().find(|lang| lang.as_str() == text)
    }
}

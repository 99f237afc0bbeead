//! The command line.

mod law;

pub use law::{Answering, Dispatch, Dispatching, Duties, FactArgs, Laws, Reading};

use crate::commands::sample::By;
use crate::sampling::Of;
use candor_facts::{Category, Certainty, EventKind, SourceKind};
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
        /// A case.toml to begin with; the commented template if not given
        #[arg(long, value_name = "FILE")]
        settings: Option<PathBuf>,
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
    /// Tell, correct and list the dated facts of the incident
    Event(Event),
    /// Draw samples for reviewers, take their answers, say what they prove
    Sample(Sample),
    /// Issue numbered reports, write them again, say what changed between two
    Report(Report),
    /// What each collection added, and what the leak site and own copies share
    Waves(Read),
    /// Which duties the case brings, to whom, by when, and what they hang on
    Duties(Duties),
    /// Answer what the law asks: facts about the incident and the companies
    Fact(FactArgs),
    /// The rule book: list, explain and compare duties
    Laws(Laws),
    /// Write a draft from the case's facts
    Draft(Draft),
    /// Letters to persons: prepare, approve, record as sent or returned
    Dispatch(Dispatch),
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
    /// Ask for a time-stamp over the ledger's chain, and attach the answer
    Stamp(Stamp),
    /// Seal ledger, tables and reports into a package that an assessor can verify
    HandOver(HandOver),
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
    /// Postings that the files come in, each in a folder of its own when several
    #[arg(long, default_value_t = 1)]
    pub waves: usize,
    /// Seed of the simulation; the same seed gives the same files
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Group and papers of the dump: `house`, `group-w`, `company-p`, or `unseen` ones for measuring
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
    /// The files are listings of names and sizes without contents: lines of path and size (tab or
    /// comma between), or what `ls -lR` or `find -ls` print
    #[arg(long, conflicts_with = "in_place")]
    pub listing: bool,
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
    /// A person (P-…), an exposure number (E-…), a claim (C-…), an event (V-…), a record, a finding (F-…) or a path
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
    /// Whom a report is for
    #[arg(long, value_enum, default_value_t = Audience::Internal)]
    pub audience: Audience,
    /// File (report: .pdf, .docx or .md) or folder (annexes) to write to; in the case's out folder
    /// if not given
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// The assessed duty (D-…) whose filing is written
    #[arg(long)]
    pub duty: Option<String>,
    /// The company (id of case.toml) that speaks
    #[arg(long)]
    pub entity: Option<String>,
    /// Print values of persons in annexes instead of masks
    #[arg(long)]
    pub show_values: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Drafted {
    /// The next report
    Report,
    /// For each business partner the list of its documents and people
    Annexes,
    /// What an authority's form asks, for --duty, or for every duty owed that has a form
    Filing,
    /// One letter to a person of each company and category, for counsel to read
    Notices,
    /// The letter to a business partner that goes with its annex
    PartnerLetter,
    /// The notice for the web site
    Website,
    /// Questions and answers for the desk that takes calls
    Questions,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Audience {
    /// Rounded as declared, without values of persons
    Public,
    /// Exact, with claims, intervals and charts
    Internal,
}

impl Audience {
    /// Whether this is that reader.
    pub fn is(self, of: candor_engine::disclose::Audience) -> bool {
        self.into_engine() == of
    }

    pub const fn into_engine(self) -> candor_engine::disclose::Audience {
        match self {
            Self::Public => candor_engine::disclose::Audience::Public,
            Self::Internal => candor_engine::disclose::Audience::Internal,
        }
    }
}

#[derive(Args)]
pub struct Event {
    pub case: PathBuf,
    #[command(subcommand)]
    pub telling: Telling,
}

#[derive(Subcommand)]
pub enum Telling {
    /// Record one fact
    Add(Told),
    /// Record the facts of a TOML file; those already known are left out
    Import { file: PathBuf },
    /// Replace a fact; what is not given stays as it was
    Correct {
        /// The event (V-…) to replace
        id: String,
        #[command(flatten)]
        changed: Told,
        #[command(flatten)]
        why: Reason,
    },
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
}

#[derive(Args)]
pub struct Told {
    /// What happened: detected, posted, police_told, passwords_reset, cause …
    #[arg(long, value_parser = parse_word::<EventKind>)]
    pub kind: Option<EventKind>,
    /// When: 2024-08-05 or 2024-08-05T10:00:00+07:00; statements need none
    #[arg(long)]
    pub at: Option<String>,
    /// Last day of what took several
    #[arg(long)]
    pub until: Option<String>,
    /// Zone of the date, such as Asia/Ho_Chi_Minh; the case's own if not given
    #[arg(long)]
    pub zone: Option<String>,
    /// Company (id of case.toml) that it concerns
    #[arg(long)]
    pub entity: Option<String>,
    /// Where the fact comes from
    #[arg(long)]
    pub source: Option<String>,
    /// confirmed, believed or reported
    #[arg(long, value_parser = parse_word::<Certainty>)]
    pub certainty: Option<Certainty>,
    /// Words for the report, by language: --text en="…" --text ja="…"
    #[arg(long, value_parser = parse_pair)]
    pub text: Vec<(String, String)>,
    /// Keep it out of reports for the public
    #[arg(long)]
    pub internal: bool,
    /// The duty (id of the rule book) that it fulfils, or says is not owed
    #[arg(long)]
    pub duty: Option<String>,
}

#[derive(Args)]
pub struct Sample {
    pub case: PathBuf,
    #[command(subcommand)]
    pub step: Sampling,
}

#[derive(Subcommand)]
pub enum Sampling {
    /// Draw units at random and write the sheet to fill in
    Draw(Drawing),
    /// Take a filled sheet (.xlsx or .csv) in
    Answer { name: String, file: PathBuf },
    /// Answer one unit
    Mark {
        name: String,
        unit: String,
        /// Of a finding: whether it is right
        #[arg(long)]
        correct: Option<bool>,
        /// Of a document: values that were not found, as name=2; of a person: its other rows, as person=1
        #[arg(long, value_parser = parse_count)]
        missed: Vec<(String, u64)>,
        /// Of a document: values that are none, as phone=1; of a person: records of others, as person=2
        #[arg(long, value_parser = parse_count)]
        wrong: Vec<(String, u64)>,
    },
    /// Recall, precision, elusion and wrong links with their intervals
    Report {
        /// Rate of misses that is wanted, such as 0.01: prints how many units are still needed
        #[arg(long, value_parser = parse_rate)]
        want: Option<f64>,
        #[arg(long)]
        json: bool,
    },
    /// How large a sample must be so that its misses bound the rate at 95 %
    Size {
        #[arg(long, value_parser = parse_rate)]
        bound: f64,
        #[arg(long, default_value_t = 0)]
        misses: u64,
    },
}

#[derive(Args)]
pub struct Drawing {
    #[arg(long, value_enum, default_value_t = Of::Documents)]
    pub of: Of,
    /// Units to draw, spread over the strata in proportion
    #[arg(long, default_value_t = 299)]
    pub size: u64,
    /// What strata are made of; if not given `found` of documents, `linked` of persons
    #[arg(long, value_enum, value_delimiter = ',')]
    pub by: Vec<By>,
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Name of the sample; Q1, Q2 … if not given
    #[arg(long)]
    pub name: Option<String>,
    /// Print values of persons in the sheet instead of masks
    #[arg(long)]
    pub show_values: bool,
}

#[derive(Args)]
pub struct Report {
    pub case: PathBuf,
    #[command(subcommand)]
    pub reporting: Reporting,
}

#[derive(Subcommand)]
pub enum Reporting {
    /// Issue the next report: keep what it says in the ledger and write it
    Issue {
        /// Its date; today if not given
        #[arg(long)]
        date: Option<String>,
        /// Languages; all three if not given
        #[arg(long, value_enum, value_delimiter = ',')]
        lang: Vec<Lang>,
    },
    /// The reports issued so far
    List {
        #[arg(long)]
        json: bool,
    },
    /// Write an issued report again, from what the ledger kept
    Write {
        number: u32,
        #[arg(long, value_enum)]
        audience: Option<Audience>,
        #[arg(long, value_enum, value_delimiter = ',')]
        lang: Vec<Lang>,
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// What changed between two reports, and why
    Diff {
        from: u32,
        to: u32,
        #[arg(long)]
        json: bool,
    },
}

#[derive(Args)]
pub struct Stamp {
    pub case: PathBuf,
    #[command(subcommand)]
    pub step: Stamping,
}

#[derive(Subcommand)]
pub enum Stamping {
    /// Write a request (RFC 3161) over the newest operation, for a time-stamp authority
    Request {
        /// File to write (.tsq)
        #[arg(long)]
        out: PathBuf,
    },
    /// Attach the authority's answer (.tsr)
    Attach { answer: PathBuf },
    /// Write an attached token and say how to check its signature
    Extract {
        /// Number of the operation that attached it
        number: i64,
        #[arg(long)]
        out: PathBuf,
    },
}

#[derive(Args)]
pub struct HandOver {
    pub case: PathBuf,
    /// Folder to write; must not exist
    #[arg(long)]
    pub out: PathBuf,
    /// Put the sealed evidence in too
    #[arg(long)]
    pub with_evidence: bool,
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
    /// A claim (C-…) may be published although something could not be read
    Accept {
        claim: String,
        #[command(flatten)]
        why: Reason,
    },
    /// An assessed duty (D-…) is not owed; it opens again when what it rests on changes
    NoDuty {
        duty: String,
        /// Who advised: counsel, with date
        #[arg(long)]
        adviser: String,
        /// What would open it again, in words
        #[arg(long, default_value = "")]
        reopens: String,
        /// The event (V-…) that tells it in the history; a new one with --text if not given
        #[arg(long)]
        event: Option<String>,
        /// When it was decided; today if not given
        #[arg(long)]
        at: Option<String>,
        /// Words for the history, by language
        #[arg(long, value_parser = parse_pair)]
        text: Vec<(String, String)>,
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

/// A word of a closed vocabulary.
fn parse_word<W: Word>(text: &str) -> Result<W, String> {
    W::find(text).ok_or_else(|| format!("one of {}", W::known().join(", ")))
}

/// The vocabularies that the command line takes.
pub trait Word: Sized {
    fn find(text: &str) -> Option<Self>;
    fn known() -> Vec<&'static str>;
}

impl Word for EventKind {
    fn find(text: &str) -> Option<Self> {
        Self::parse(text)
    }
    fn known() -> Vec<&'static str> {
        Self::ALL.iter().map(|word| word.as_str()).collect()
    }
}

impl Word for Certainty {
    fn find(text: &str) -> Option<Self> {
        Self::parse(text)
    }
    fn known() -> Vec<&'static str> {
        Self::ALL.iter().map(|word| word.as_str()).collect()
    }
}

fn parse_pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("write NAME=VALUE")?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

fn parse_category(text: &str) -> Result<Category, String> {
    Category::parse(text).ok_or_else(|| {
        let all: Vec<&str> = Category::ALL.iter().map(|category| category.as_str()).collect();
        format!("no category; one of {}", all.join(", "))
    })
}

fn parse_count(text: &str) -> Result<(String, u64), String> {
    let (name, value) = parse_pair(text)?;
    let count = value.parse().map_err(|_| "write FIELD=NUMBER".to_owned())?;
    Ok((name, count))
}

fn parse_rate(text: &str) -> Result<f64, String> {
    let rate: f64 = text.parse().map_err(|_| "a rate such as 0.01".to_owned())?;
    if rate > 0.0 && rate < 1.0 { Ok(rate) } else { Err("a rate between 0 and 1".to_owned()) }
}

fn parse_family(text: &str) -> Result<Family, String> {
    Family::parse(text)
        .ok_or_else(|| "one of house, group-w, company-p, unseen, unseen-no-cards".to_owned())
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

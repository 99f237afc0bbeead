//! Commands that change a case: init, intake, run, draft.

use crate::cli::{Intake, Lang, Ocr, Run, Work};
use crate::error::UserError;
use crate::model::Model;
use crate::ocr::Recogniser;
use crate::output;
use crate::pipeline::{self, Ran, Settings};
use crate::pool::Instructions;
use crate::progress::{Bar, stopped};
use crate::stages::disclose;
use candor_case::tables::ListedRow;
use candor_case::{Case, CaseError, Collection};
use candor_facts::Standing;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

pub async fn init(root: &Path, settings: Option<&Path>) -> Result<(), UserError> {
    let text = settings
        .map(|file| std::fs::read_to_string(file).map_err(|e| CaseError::io("read", file, &e)))
        .transpose()?;
    let case = Case::init(root, text.as_deref()).await?;
    eprintln!("created {}", root.display());
    eprintln!(
        "next: describe the companies in {}, then `candor intake`",
        case.layout.settings().display()
    );
    Ok(())
}

pub async fn intake(args: &Intake) -> Result<(), UserError> {
    let mut case = Case::open(&args.case).await?;
    for path in &args.paths {
        if !path.exists() && path.symlink_metadata().is_err() {
            return Err(CaseError::MissingPath { path: path.clone() }.into());
        }
    }
    let collection = Collection {
        name: args.collection.clone(),
        source: args.source,
        received: received(args.received.as_deref(), &case.settings.case.timezone)?,
        origin: args
            .paths
            .iter()
            .map(|path| path.display().to_string())
            .collect::<Vec<_>>()
            .join(", "),
        receiver: std::env::var("CANDOR_ACTOR")
            .or_else(|_| std::env::var("USER"))
            .unwrap_or_else(|_| "unknown".to_owned()),
        in_place: args.in_place,
        listing: args.listing,
    };
    if args.listing {
        return listing(&mut case, &collection, &args.paths).await;
    }
    let bar = Bar::new("intake", "files", 0);
    let outcome = case.intake(&collection, &absolute(&args.paths)?, &bar).await?;
    bar.finish();
    if stopped() {
        return Err(UserError::stopped());
    }
    eprintln!(
        "took in {} files, {} bytes into collection {}; {} already known, {} without content",
        outcome.files,
        outcome.bytes,
        args.collection,
        outcome.already_known,
        outcome.unsealed.len()
    );
    for item in outcome.unsealed.iter().take(10) {
        eprintln!("  not sealed: {}: {}", output::safe(&item.path), output::safe(&item.detail));
    }
    Ok(())
}

/// Largest listing that is read, in bytes.
const LISTING_BYTES_MAX: u64 = 512 << 20;

/// Takes listings in: names and sizes that later downloads fill.
async fn listing(
    case: &mut Case,
    collection: &Collection,
    paths: &[std::path::PathBuf],
) -> Result<(), UserError> {
    let mut rows = Vec::new();
    for path in paths {
        let size = path.metadata().map_err(|e| CaseError::io("read", path, &e))?.len();
        if size > LISTING_BYTES_MAX {
            return Err(UserError::input(format!(
                "{} is larger than a listing may be (512 MB)\nhint: split it; nothing was taken in",
                path.display()
            )));
        }
        let bytes = std::fs::read(path).map_err(|e| CaseError::io("read", path, &e))?;
        let (files, other) = candor_extract::listing::files(&candor_extract::listing::text(&bytes));
        if files.is_empty() {
            return Err(UserError::input(format!(
                "{} names no file\nhint: give lines of path and size, or what `ls -lR` or `find -ls` print; nothing was taken in",
                path.display()
            )));
        }
        if other > 0 {
            eprintln!("note: {other} lines of {} name no file and are left out", path.display());
        }
        rows.extend(files.into_iter().map(|file| ListedRow {
            collection: collection.name.clone(),
            path: file.path,
            size: file.size,
        }));
    }
    let named = rows.len() as u64;
    let fresh = case.list(collection, rows).await?;
    eprintln!(
        "{named} files named by listing {}; {} already known",
        collection.name,
        named - fresh
    );
    Ok(())
}

/// Evidence left in place must be found again from any folder.
fn absolute(paths: &[std::path::PathBuf]) -> Result<Vec<std::path::PathBuf>, UserError> {
    paths
        .iter()
        .map(|path| {
            std::path::absolute(path).map_err(|e| UserError::from(CaseError::io("find", path, &e)))
        })
        .collect()
}

/// A time as RFC 3339; a date alone means its midnight in the case's zone.
pub fn received(given: Option<&str>, zone: &str) -> Result<String, UserError> {
    let Some(text) = given else { return Ok(format!("{:.0}", jiff::Timestamp::now())) };
    if let Ok(time) = text.parse::<jiff::Timestamp>() {
        return Ok(time.to_string());
    }
    let zone = jiff::tz::TimeZone::get(zone).map_err(|e| UserError::input(e.to_string()))?;
    let date = text.parse::<jiff::civil::Date>().ok().and_then(|date| date.to_zoned(zone).ok());
    let wrong = || {
        UserError::input(format!(
            "`{text}` is no time\nhint: write 2024-08-09 or 2024-08-09T10:00:00+09:00"
        ))
    };
    Ok(date.ok_or_else(wrong)?.timestamp().to_string())
}

pub async fn run(args: &Run) -> Result<(), UserError> {
    let mut case = Case::open(&args.case).await?;
    let started = Instant::now();
    let how = settings(&args.work, &case)?;
    let ran = pipeline::run(&mut case, how).await?;
    summary(&mut case, &ran, started.elapsed(), args.work.json).await
}

/// The settings of a run from the command line and the case.
pub fn settings(work: &Work, case: &Case) -> Result<Settings, UserError> {
    let passwords = work.passwords.as_deref().map(passwords).transpose()?.unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let jobs = work.jobs.unwrap_or(cores).max(1);
    let (ocr, recogniser) = recogniser(work.ocr, jobs)?;
    let guide = case.settings.guide();
    // A reader would only die of a wrong detector; here its author learns what is wrong with it.
    candor_engine::check_guide(&guide).map_err(|error| {
        UserError::input(format!("case.toml: {error}\nhint: mend it and run again"))
    })?;
    if !guide.tagger {
        eprintln!("note: names in running text are not looked for ([detect] tagger = false)");
    }
    let model = case.settings.model.as_ref().map(|model| Arc::new(Model::new(model)));
    let from_case = case.settings.case.language.as_deref().and_then(Lang::parse);
    Ok(Settings {
        jobs,
        readers: Instructions { guide, recogniser, ocr, passwords, model },
        lang: work.lang.or(from_case).unwrap_or(Lang::Ja),
    })
}

/// The recogniser, when it is wanted. What was asked for outright must be there.
fn recogniser(
    wanted: Ocr,
    jobs: usize,
) -> Result<(candor_extract::Ocr, Option<Arc<Recogniser>>), UserError> {
    let mode = match wanted {
        Ocr::Off => return Ok((candor_extract::Ocr::Off, None)),
        Ocr::Auto => candor_extract::Ocr::Auto,
        Ocr::Force => candor_extract::Ocr::Force,
    };
    match Recogniser::find(jobs) {
        Ok(recogniser) => Ok((mode, Some(Arc::new(recogniser)))),
        Err(missing) if wanted == Ocr::Auto => {
            eprintln!("note: {missing}: pictures of text stay unread\nhint: {INSTALL_OCR}");
            Ok((candor_extract::Ocr::Off, None))
        }
        Err(missing) => Err(UserError::input(format!("{missing}\nhint: {INSTALL_OCR}"))),
    }
}

const INSTALL_OCR: &str = "apt-get install tesseract-ocr tesseract-ocr-jpn tesseract-ocr-jpn-vert tesseract-ocr-vie, or run with --ocr off";

/// The lines of a file of passwords; empty lines count for nothing.
fn passwords(file: &Path) -> Result<Vec<String>, UserError> {
    let text = std::fs::read_to_string(file).map_err(|e| CaseError::io("read", file, &e))?;
    let passwords: Vec<String> =
        text.lines().map(str::to_owned).filter(|line| !line.is_empty()).collect();
    if passwords.is_empty() {
        return Err(UserError::input(format!(
            "{} holds no password\nhint: write one password a line",
            file.display()
        )));
    }
    Ok(passwords)
}

/// The last screen: what was read, what was not and why, how many persons, which fields, how long.
pub async fn summary(
    case: &mut Case,
    ran: &Ran,
    took: Duration,
    json: bool,
) -> Result<(), UserError> {
    let facts = match &ran.disclosed {
        Some(facts) => facts.clone(),
        None => disclose::facts(case).await?,
    };
    let seconds = took.as_secs_f64();
    let mut reasons: Vec<(&str, u64)> =
        facts.about("reason/").map(|(reason, claim)| (reason, claim.value)).collect();
    reasons.sort_by_key(|(reason, count)| (std::cmp::Reverse(*count), *reason));
    if json {
        return output::json(&serde_json::json!({
            "seconds": seconds,
            "stage_seconds": ran.seconds.iter().copied().collect::<std::collections::BTreeMap<_, _>>(),
            "reader_seconds": ran.readers,
            "model": ran.asked,
            "documents_scanned": ran.documents_scanned,
            "resolved": ran.resolved, "exposed": ran.exposed, "disclosed": ran.disclosed.is_some(),
            "items": facts.value("C-items"), "read": facts.value("C-items-read"),
            "partly_read": facts.value("C-items-partly_read"), "unread": facts.value("C-items-unread"),
            "reasons": reasons.iter().copied().collect::<std::collections::BTreeMap<_, _>>(),
            "records": facts.value("C-records"), "persons": facts.value("C-persons"),
            "undecided": facts.value("C-undecided"),
            "unconfined": ran.unconfined,
        }));
    }
    notes(ran);
    let n = |value| candor_engine::disclose::number(candor_facts::Language::En, value);
    output::line(format!("{}\n", output::safe(&facts.title)))?;
    output::line(format!("  items        {:>9}", n(facts.value("C-items"))))?;
    output::line(format!("  read         {:>9}", n(facts.value("C-items-read"))))?;
    output::line(format!("  partly read  {:>9}", n(facts.value("C-items-partly_read"))))?;
    output::line(format!("  unread       {:>9}", n(facts.value("C-items-unread"))))?;
    if !reasons.is_empty() {
        output::line("  not whole because of")?;
    }
    for (reason, count) in &reasons {
        output::line(format!("    {reason:<11}{:>9}", n(*count)))?;
    }
    output::line(format!(
        "\n  persons      {:>9}   from {} records; {} mentions fit several persons",
        n(facts.value("C-persons")),
        n(facts.value("C-records")),
        n(facts.value("C-undecided"))
    ))?;
    let fields = fields(case).await?;
    for chunk in fields.chunks(4) {
        output::line(format!("    {}", chunk.join("   ")))?;
    }
    for (field, claim) in facts.about("field/") {
        let said = match claim.standing {
            _ if claim.value > 0 => format!("{} found", n(claim.value)),
            Standing::Supported => "none".to_owned(),
            Standing::WithCaveat => "none found; what could not be read was accepted".to_owned(),
            Standing::Refused => "none found in what was read".to_owned(),
        };
        output::line(format!("  {field}: {said}"))?;
    }
    output::line(format!(
        "\n  {} documents scanned in {seconds:.1} s ({:.0}/s)",
        n(ran.documents_scanned),
        rate(ran.documents_scanned, seconds)
    ))?;
    let out = case.layout.out();
    output::line(format!("  report       {}", out.join("report.pdf").display()))?;
    output::line(format!("  persons list {}", out.join("persons.xlsx").display()))
}

/// What kept a run from being all that was asked of it.
fn notes(ran: &Ran) {
    for layer in &ran.unconfined {
        eprintln!("note: this kernel does not confine {layer}; the other layers hold");
    }
    if ran.asked.unanswered > 0 {
        eprintln!(
            "note: the language model did not answer on {} of {} passages; their documents wait\nhint: see that it runs, then run again",
            ran.asked.unanswered, ran.asked.passages
        );
    }
}

#[expect(clippy::cast_precision_loss, reason = "a rate for the eye")]
fn rate(count: u64, seconds: f64) -> f64 {
    count as f64 / seconds.max(0.001)
}

async fn fields(case: &mut Case) -> Result<Vec<String>, UserError> {
    let query = case.query().await?;
    let sql = "SELECT field AS name, count(*) AS count FROM (SELECT unnest(fields) AS field FROM persons) GROUP BY field ORDER BY count DESC, name";
    let counts = disclose::counts(&query, sql).await?;
    Ok(counts.into_iter().map(|(field, count)| format!("{field} {count}")).collect())
}

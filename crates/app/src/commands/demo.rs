//! `candor demo`: simulate a stolen dump, run the whole job on it, hold the outcome against the
//! truth.

use super::work::{settings, summary};
use crate::cli::{Demo, Export, Format};
use crate::error::UserError;
use crate::output;
use crate::pipeline;
use crate::progress::Bar;
use candor_case::{Case, CaseError, Collection};
use candor_facts::SourceKind;
use candor_testkit::Plan;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// When the simulated dump was received; fixed, so that a demo's outputs are the same every day.
const RECEIVED: &str = "2024-08-09T01:00:00Z";

pub async fn run(args: &Demo) -> Result<(), UserError> {
    if args.out.join("dump").exists() || (args.out.exists() && !args.simulate_only) {
        return Err(CaseError::AlreadyExists { path: args.out.clone() }.into());
    }
    std::fs::create_dir_all(&args.out).map_err(|e| CaseError::io("create", &args.out, &e))?;
    if args.simulate_only {
        return simulate_here(args);
    }
    simulate_apart(args)?;
    let dump = args.out.join("dump");
    let dump = std::path::absolute(&dump).map_err(|e| CaseError::io("find", &dump, &e))?;
    let root = args.out.join("case");
    let mut case = Case::init(&root, Some(args.family.case_toml())).await?;
    let started = Instant::now();
    for (name, folder) in postings(&dump, args.waves) {
        take_in(&mut case, name, &folder).await?;
    }
    let how = settings(&args.work, &case)?;
    let ran = pipeline::run(&mut case, how).await?;
    let took = started.elapsed();
    summary(&mut case, &ran, took, args.work.json).await?;
    drop(case);
    if !args.work.json {
        compare(&root, &args.out.join("truth")).await?;
        output::line(format!(
            "\n  look further: candor status {0}   candor exposure {0}   candor duties {0}   candor why {0} ID",
            root.display()
        ))?;
    }
    Ok(())
}

fn simulate_here(args: &Demo) -> Result<(), UserError> {
    let started = Instant::now();
    let font = crate::report::font_bytes()?;
    let plan = Plan {
        files: args.files.max(1),
        persons: args.persons.max(1),
        seed: args.seed,
        scans: args.scans,
        waves: args.waves.max(1),
    };
    let simulated = candor_testkit::simulate_family(args.family, &plan, &font, &args.out)
        .map_err(|e| CaseError::io("simulate into", &args.out, &e))?;
    eprintln!(
        "simulated a stolen dump in {} ({:.1} s)",
        simulated.dump.display(),
        started.elapsed().as_secs_f64()
    );
    Ok(())
}

/// Simulates in a process of its own, so that the memory of writing thousands of files is given
/// back before the job begins.
fn simulate_apart(args: &Demo) -> Result<(), UserError> {
    let itself = std::env::current_exe()
        .map_err(|e| UserError::internal(&format!("cannot find the program itself: {e}")))?;
    let numbers = [
        ("--files", args.files as u64),
        ("--persons", args.persons as u64),
        ("--seed", args.seed),
        ("--scans", args.scans as u64),
        ("--waves", args.waves as u64),
    ];
    let mut command = std::process::Command::new(itself);
    command.args(["demo", "--simulate-only", "--out"]).arg(&args.out);
    command.args(["--family", args.family.as_str()]);
    for (name, number) in numbers {
        command.arg(name).arg(number.to_string());
    }
    let status = command
        .status()
        .map_err(|e| UserError::internal(&format!("cannot start the simulation: {e}")))?;
    if status.success() {
        Ok(())
    } else {
        Err(UserError::input("the simulation failed; its message stands above"))
    }
}

/// The folders of the dump, each a collection.
fn postings(dump: &Path, waves: usize) -> Vec<(String, PathBuf)> {
    match waves {
        0 | 1 => vec![("leak-1".to_owned(), dump.to_path_buf())],
        waves => (1..=waves)
            .map(|wave| (format!("leak-{wave}"), dump.join(format!("posting-{wave}"))))
            .collect(),
    }
}

async fn take_in(case: &mut Case, name: String, dump: &Path) -> Result<(), UserError> {
    let collection = Collection {
        name,
        source: SourceKind::LeakSite,
        received: RECEIVED.to_owned(),
        origin: "simulation".to_owned(),
        receiver: "candor demo".to_owned(),
        in_place: false,
        listing: false,
    };
    let bar = Bar::new("intake", "files", 0);
    case.intake(&collection, &[dump.to_path_buf()], &bar).await?;
    bar.finish();
    Ok(())
}

async fn compare(root: &Path, truth: &Path) -> Result<(), UserError> {
    let score = scored(root, truth).await?;
    output::line(format!(
        "\n  against the simulation's truth: {:.1} % of items seen, {:.1} % of readable ones read,\n  persons recall {:.3} precision {:.3}",
        score.items_seen * 100.0,
        score.readable_read * 100.0,
        score.person_recall,
        score.person_precision
    ))
}

pub async fn scored(root: &Path, truth: &Path) -> Result<candor_testkit::Score, UserError> {
    let out = root.join("out").join("export");
    super::export::run(&Export {
        case: root.to_path_buf(),
        format: Format::Jsonl,
        show_values: false,
        out: Some(out.clone()),
    })
    .await?;
    candor_testkit::score(&out, truth)
        .map_err(|e| UserError::from(CaseError::io("score", truth, &e)))
}

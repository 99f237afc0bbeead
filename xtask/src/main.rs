//! Candor's own chores: `cargo xtask test`, `lint`, `ci`, `tidy`, `purity`, `train`, `eval`,
//! `disclosures`, `law`.

#![expect(clippy::print_stdout, reason = "a chore says what it does")]

mod disclosures;
mod law;
mod tidy;

use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let task = words.first().map(String::as_str).unwrap_or_default();
    let rest: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
    let outcome = match task {
        "ci" => test().and_then(|()| lint()),
        "test" => test(),
        "lint" => lint(),
        "train" | "eval" => lab(task, &rest),
        "disclosures" => disclosures::run(&rest),
        "law" => law::run(&rest),
        "tidy" => tidy::check(),
        "purity" => purity(),
        _ => {
            Err("usage: cargo xtask test|lint|ci|tidy|purity|train|eval|disclosures|law".to_owned())
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// What `make test` runs: the cheap checks, then every test.
fn test() -> Result<(), String> {
    if has_component("fmt") {
        cargo(&["fmt", "--all", "--check"])?;
    }
    tidy::check()?;
    purity()?;
    cargo(&["test", "--release", "--locked", "--workspace"])?;
    disclosures::run(&["small"])
}

/// Lints and docs. They look through every dependency a second time, so they stand apart.
fn lint() -> Result<(), String> {
    if has_component("clippy") {
        cargo(&[
            "clippy",
            "--release",
            "--locked",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ])?;
    }
    cargo_with(
        &["doc", "--release", "--locked", "--workspace", "--no-deps"],
        ("RUSTDOCFLAGS", "-D warnings"),
    )
}

/// Trains the taggers (`train CORPORA LISTS crates/engine/models`) or measures (`eval CORPORA`).
fn lab(task: &str, rest: &[&str]) -> Result<(), String> {
    let mut words = vec!["run", "--release", "--locked", "-p", "candor-lab", "--", task];
    words.extend(rest);
    cargo(&words)
}

/// A minimal toolchain has neither; the other checks still run, and what is left out is said.
fn has_component(name: &str) -> bool {
    let there = Command::new("cargo")
        .args([name, "--version"])
        .output()
        .is_ok_and(|out| out.status.success());
    if !there {
        eprintln!("note: cargo {name} is not part of this toolchain; its check is left out");
    }
    there
}

/// Crates that the pure room must not reach, whatever lies between.
const IMPURE: &[&str] = &[
    "tokio",
    "sqlx-core",
    "datafusion",
    "xberg",
    "landlock",
    "candor-case",
    "candor-extract",
    "fastrand",
];

/// Crates of the pure rooms.
const PURE: [&str; 2] = ["candor-engine", "candor-law"];

/// They depend on nothing that opens files, sockets or clocks: no such crate may lead to them.
fn purity() -> Result<(), String> {
    for (room, name) in PURE.iter().flat_map(|room| IMPURE.iter().map(move |name| (room, name))) {
        let out = Command::new("cargo")
            .args(["tree", "--locked", "-p", room, "-e", "normal", "-i", name])
            .output()
            .map_err(|e| format!("cargo tree: {e}"))?;
        if out.status.success() && !out.stdout.is_empty() {
            return Err(format!(
                "{room} must stay pure, but it reaches {name}:\n{}",
                String::from_utf8_lossy(&out.stdout)
            ));
        }
    }
    println!("purity: {} reach none of {}", PURE.join(" and "), IMPURE.join(", "));
    Ok(())
}

fn cargo(args: &[&str]) -> Result<(), String> {
    cargo_with(args, ("CARGO_TERM_COLOR", "never"))
}

fn cargo_with(args: &[&str], variable: (&str, &str)) -> Result<(), String> {
    println!("cargo {}", args.join(" "));
    let status = Command::new("cargo").args(args).env(variable.0, variable.1).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(format!("`cargo {}` failed", args.join(" "))),
        Err(error) => Err(format!("cargo cannot be started: {error}")),
    }
}

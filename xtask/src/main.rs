//! Candor's own chores: `cargo xtask ci`, `cargo xtask tidy`, `cargo xtask purity`.

#![expect(clippy::print_stdout, reason = "a chore says what it does")]

mod tidy;

use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let task = std::env::args().nth(1).unwrap_or_default();
    let outcome = match task.as_str() {
        "ci" => ci(),
        "tidy" => tidy::check(),
        "purity" => purity(),
        _ => Err("usage: cargo xtask ci|tidy|purity".to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// Everything that must hold before a change lands, cheap checks first.
fn ci() -> Result<(), String> {
    if has_component("fmt") {
        cargo(&["fmt", "--all", "--check"])?;
    }
    tidy::check()?;
    purity()?;
    cargo(&["test", "--release", "--locked", "--workspace"])?;
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

/// The engine depends on nothing that opens files, sockets or clocks: no such crate may lead to it.
fn purity() -> Result<(), String> {
    for name in IMPURE {
        let out = Command::new("cargo")
            .args(["tree", "--locked", "-p", "candor-engine", "-e", "normal", "-i", name])
            .output()
            .map_err(|e| format!("cargo tree: {e}"))?;
        if out.status.success() && !out.stdout.is_empty() {
            return Err(format!(
                "the engine must stay pure, but it reaches {name}:\n{}",
                String::from_utf8_lossy(&out.stdout)
            ));
        }
    }
    println!("purity: the engine reaches none of {}", IMPURE.join(", "));
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

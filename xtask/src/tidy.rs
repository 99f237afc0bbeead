//! House rules that no compiler knows, as kind messages.

use std::path::{Path, PathBuf};

const LINES_MAX: usize = 800;
const MAIN_LINES_MAX: usize = 80;

struct Rule {
    found: fn(&Path, &str) -> Option<usize>,
    advice: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        found: |_, text| {
            line_with(text, &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("X", "XX")])
        },
        advice: "finish it now, or say in the docs that it cannot be done",
    },
    Rule {
        found: |_, text| line_with(text, &[concat!("#[ign", "ore")]),
        advice: "a test that does not run proves nothing",
    },
    Rule {
        found: |_, text| {
            line_with(text, &[concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/")])
        },
        advice: "no path of a machine in the project",
    },
    Rule {
        found: |_, text| (text.lines().count() > LINES_MAX).then_some(LINES_MAX),
        advice: "look at this file again: over 800 lines",
    },
    Rule { found: long_main, advice: "main.rs only starts things: at most 80 lines" },
    Rule {
        found: |_, text| (!text.starts_with("//!")).then_some(1),
        advice: "open with a module doc that says what the noun is",
    },
    Rule { found: drawer, advice: "name the concept instead of a drawer" },
];

/// Checks every Rust file of the workspace.
pub fn check() -> Result<(), String> {
    let mut complaints = Vec::new();
    let files = rust_files(Path::new("crates")).into_iter().chain(rust_files(Path::new("xtask")));
    let mut count = 0;
    for file in files {
        count += 1;
        let text =
            std::fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
        for rule in RULES {
            if let Some(line) = (rule.found)(&file, &text) {
                complaints.push(format!("{}:{line}: {}", file.display(), rule.advice));
            }
        }
    }
    if count == 0 {
        return Err("tidy: no files found; run it at the top of the project".to_owned());
    }
    if complaints.is_empty() {
        println!("tidy: {count} files");
        return Ok(());
    }
    Err(complaints.join("\n"))
}

fn line_with(text: &str, words: &[&str]) -> Option<usize> {
    text.lines()
        .position(|line| words.iter().any(|word| line.contains(word)))
        .map(|index| index + 1)
}

fn long_main(path: &Path, text: &str) -> Option<usize> {
    let main = path.ends_with("app/src/main.rs");
    (main && text.lines().count() > MAIN_LINES_MAX).then_some(MAIN_LINES_MAX)
}

fn drawer(path: &Path, _: &str) -> Option<usize> {
    let drawers = ["util", "utils", "misc", "helper", "helpers", "common", "logic"];
    let named = path.components().any(|part| {
        let stem =
            Path::new(part.as_os_str()).file_stem().map(|stem| stem.to_string_lossy().into_owned());
        stem.is_some_and(|stem| drawers.contains(&stem.as_str()))
    });
    named.then_some(1)
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else { return found };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("target") {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

//! The literate cases of `suite/law`, and that every duty has one that brings it and one that does not.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that cannot go on must say so, and reads its cases from files"
)]

use candor_law::book::book;
use candor_law::suite::{Coverage, cases};
use std::path::{Path, PathBuf};

fn files(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, all);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            all.push(path);
        }
    }
}

#[test]
fn every_case_brings_its_duties_and_every_duty_has_cases() {
    let book = book().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/law");
    let mut all = Vec::new();
    files(&root, &mut all);
    all.sort();
    let mut coverage = Coverage::default();
    let mut wrong = Vec::new();
    for file in &all {
        let name = file.strip_prefix(&root).unwrap().display().to_string();
        let text = std::fs::read_to_string(file).unwrap();
        match cases(&name, &text) {
            Err(why) => wrong.push(why),
            Ok(cases) => {
                for case in &cases {
                    match coverage.run(book, case) {
                        Ok(differences) => wrong.extend(differences),
                        Err(why) => wrong.push(why),
                    }
                }
            }
        }
    }
    for duty in book.duties.values() {
        let (arises, not) = coverage.both(&duty.id);
        if !arises && candor_law::duty::Status::InForce == duty.version.status {
            wrong.push(format!("{}: no case in which it arises", duty.id));
        }
        if !not {
            wrong.push(format!("{}: no case in which it does not", duty.id));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong of {} lines:\n{}",
        wrong.len(),
        coverage.lines,
        wrong.join("\n")
    );
}

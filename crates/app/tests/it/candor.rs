//! The binary under test and what tests ask of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub const BINARY: &str = env!("CARGO_BIN_EXE_candor");

pub fn command(args: &[&str]) -> Command {
    let mut command = Command::new(BINARY);
    command.args(args).env("CANDOR_ACTOR", "tester");
    command
}

/// Runs the binary and returns what it said, whatever its exit code.
pub fn run(args: &[&str]) -> Output {
    command(args).output().expect("the binary starts")
}

/// Runs the binary, expects success, returns standard output.
pub fn ok(args: &[&str]) -> String {
    let out = run(args);
    assert!(
        out.status.success(),
        "candor {args:?} failed: {}",
        String::from_utf8_lossy(&out.stderr)
    );
    String::from_utf8(out.stdout).unwrap()
}

/// Runs the binary, expects this exit code, returns standard error.
pub fn fails(args: &[&str], code: i32) -> String {
    let out = run(args);
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(out.status.code(), Some(code), "candor {args:?} said: {said}");
    assert!(said.contains("hint:") || code == 2, "an error says what to do next: {said}");
    said
}

pub fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

pub const SETTINGS: &str = "[case]\ntitle = 'Test'\n[[company]]\nid = 'C1'\nnames = ['例示株式会社']\ndomains = ['reiji.example']\ncountry = 'JP'\nfolders = ['HR/**']\n";

/// A case folder with the given dump taken in.
pub struct TestCase {
    pub folder: tempfile::TempDir,
    pub case: PathBuf,
}

impl TestCase {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let case = folder.path().join("case");
        ok(&["init", text(&case)]);
        std::fs::write(case.join("case.toml"), SETTINGS).unwrap();
        Self { folder, case }
    }

    pub fn with_files(files: &[(&str, &[u8])]) -> Self {
        let test = Self::new();
        test.take_in("leak", files);
        test
    }

    pub fn write(&self, collection: &str, files: &[(&str, &[u8])]) -> PathBuf {
        let dump = self.folder.path().join(format!("dump-{collection}"));
        for (name, bytes) in files {
            let path = dump.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        dump
    }

    pub fn take_in(&self, collection: &str, files: &[(&str, &[u8])]) {
        let dump = self.write(collection, files);
        ok(&[
            "intake",
            self.case(),
            text(&dump),
            "--collection",
            collection,
            "--received",
            "2024-08-09",
        ]);
    }

    pub fn case(&self) -> &str {
        text(&self.case)
    }

    /// Runs the job without recognition, which takes seconds a picture.
    pub fn run(&self) -> serde_json::Value {
        let run = ["run", self.case(), "--json", "--jobs", "2", "--ocr", "off"];
        serde_json::from_str(&ok(&run)).unwrap()
    }

    /// The JSONL export, file by file.
    pub fn export(&self) -> BTreeMap<String, String> {
        export(&self.case)
    }

    pub fn lines(&self, file: &str) -> Vec<serde_json::Value> {
        self.export()[file].lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The export's line of one item.
    pub fn item(&self, path: &str) -> serde_json::Value {
        let lines = self.lines("documents.jsonl");
        lines
            .iter()
            .find(|line| line["path"] == path)
            .unwrap_or_else(|| panic!("{path} is not in {lines:#?}"))
            .clone()
    }
}

pub fn export(case: &Path) -> BTreeMap<String, String> {
    let out = tempfile::tempdir().unwrap();
    ok(&["export", text(case), "--format", "jsonl", "--out", text(out.path())]);
    ["documents.jsonl", "findings.jsonl", "persons.jsonl", "organisations.jsonl"]
        .into_iter()
        .map(|name| (name.to_owned(), std::fs::read_to_string(out.path().join(name)).unwrap()))
        .collect()
}

/// A simulated dump with scanned papers, a mailbox, a 7z and an encrypted zip.
pub fn dump(folder: &Path, scans: u32) -> PathBuf {
    let out = folder.join("demo");
    ok(&[
        "demo",
        "--simulate-only",
        "--files",
        "60",
        "--persons",
        "240",
        "--scans",
        &scans.to_string(),
        "--out",
        text(&out),
    ]);
    out.join("dump")
}

/// What a query of the case gives.
pub fn rows(case: &str, sql: &str) -> Vec<serde_json::Value> {
    let lines = ok(&["sql", case, "--json", sql]);
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The number that a query counts as `n`.
pub fn count(case: &str, sql: &str) -> u64 {
    rows(case, sql)[0]["n"].as_u64().unwrap()
}

/// All files below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let (mut pending, mut found) = (vec![folder.to_path_buf()], Vec::new());
    while let Some(folder) = pending.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { pending.push(path) } else { found.push(path) }
        }
    }
    found
}

/// A file below this folder whose name ends so.
pub fn find(folder: &Path, end: &str) -> PathBuf {
    let found = files(folder).into_iter().find(|path| text(path).ends_with(end));
    found.unwrap_or_else(|| panic!("no file ends in {end}"))
}

//! What real files of every format, whole and damaged, end as: `suite/formats/goldens.tsv` against the development
//! corpus. `GOLDENS=write` writes the table anew, to be read before it is kept.

use crate::candor::{TestCase, rows};
use std::path::{Path, PathBuf};

fn damaged(path: &Path, damage: &str) -> Vec<u8> {
    let mut bytes = std::fs::read(path).unwrap();
    match damage {
        "whole" => {}
        "half" => bytes.truncate(bytes.len() / 2),
        "holes" => {
            for at in [bytes.len() / 3, bytes.len() * 2 / 3] {
                let end = (at + 64).min(bytes.len());
                bytes[at..end].fill(0);
            }
        }
        other => panic!("no such damage: {other}"),
    }
    bytes
}

#[test]
fn real_files_of_every_format_end_as_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let corpus = root.join("../shared/corpora/formats");
    if !corpus.exists() {
        println!("skipped: the development corpus `formats` is not beside this checkout");
        return;
    }
    let table: PathBuf = root.join("suite/formats/goldens.tsv");
    let expected = std::fs::read_to_string(&table).unwrap();
    let (head, lines) = expected.split_once('\n').unwrap();
    // Names without an extension: the content alone tells what a file is.
    let files: Vec<(String, Vec<u8>)> = lines
        .lines()
        .enumerate()
        .map(|(number, line)| {
            let mut cells = line.split('\t');
            let (path, damage) = (cells.next().unwrap(), cells.next().unwrap());
            (format!("{number:04}"), damaged(&corpus.join(path), damage))
        })
        .collect();
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let test = TestCase::with_files(&files);
    test.run();
    let found = rows(
        test.case(),
        "SELECT d.media_type, d.state, d.reason, d.characters, d.detail FROM items i JOIN documents d ON i.sha256 = d.sha256 WHERE i.parent IS NULL ORDER BY i.path",
    );
    assert_eq!(found.len(), files.len());
    let mut actual = format!("{head}\n");
    for (line, item) in lines.lines().zip(&found) {
        let mut cells: Vec<String> = line.split('\t').take(2).map(str::to_owned).collect();
        cells.extend(["media_type", "state", "reason", "characters", "detail"].map(|name| {
            match &item[name] {
                serde_json::Value::Null => "-".to_owned(),
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            }
        }));
        actual.push_str(&format!("{}\n", cells.join("\t")));
    }
    if std::env::var_os("GOLDENS").is_some_and(|mode| mode == "write") {
        std::fs::write(&table, &actual).unwrap();
        return;
    }
    let changed: Vec<(&str, &str)> =
        expected.lines().zip(actual.lines()).filter(|(old, new)| old != new).collect();
    assert!(changed.is_empty(), "expected and found: {changed:#?}");
}

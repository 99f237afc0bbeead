//! Tables larger than a reader holds: read in slices, row by row true.

use crate::candor::{TestCase, command, ok};
use serde_json::Value;

const ROWS: usize = 26_000;

fn rows(case: &str, sql: &str) -> Vec<Value> {
    let lines = ok(&["sql", case, "--json", sql]);
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn people() -> impl Iterator<Item = [String; 3]> {
    (0..ROWS).map(|at| {
        let mail = format!("member{at}@kyaku{}.example", at % 7);
        [
            format!("山田{}", ["太郎", "花子", "一郎"][at % 3]),
            mail,
            format!("090-{:04}-{:04}", 1_234 + at / 10_000, at % 10_000),
        ]
    })
}

/// What must hold of a list of these people, whatever file it came in: each row is a record under the
/// header of the first slice, and the last one leads back to its cell and its text.
fn check(test: &TestCase, media_type: &str) {
    let document =
        &rows(test.case(), "SELECT state, media_type, parts, domains, doc_class FROM documents")[0];
    assert_eq!((&document["state"], &document["media_type"]), (&"read".into(), &media_type.into()));
    let parts = document["parts"].as_u64().unwrap();
    assert!(parts > 1, "{parts} parts");
    assert_eq!(document["domains"].as_array().unwrap().len(), 7);
    let counted = &rows(
        test.case(),
        "SELECT count(*) AS n, count(DISTINCT record_id) AS ids, min(cardinality(emails)) AS mails, \
         min(cardinality(phones)) AS phones, min(cardinality(names)) AS names FROM records",
    )[0];
    for (column, expected) in
        [("n", ROWS), ("ids", ROWS), ("mails", 1), ("phones", 1), ("names", 1)]
    {
        assert_eq!(counted[column], expected, "{column}");
    }
    let last = &rows(
        test.case(),
        &format!(
            "SELECT f.cell AS cell, f.header AS header, substr(p.text, 1, 4) AS begins, p.label AS label, \
             f.start AS start, f.raw AS raw, p.text AS text FROM findings f \
             JOIN parts p ON f.sha256 = p.sha256 AND f.part = p.part WHERE f.raw = 'member{}@kyaku{}.example'",
            ROWS - 1,
            (ROWS - 1) % 7
        ),
    )[0];
    assert_eq!(last["cell"], format!("B{}", ROWS + 1));
    assert_eq!(last["header"], "メール");
    assert!(last["label"].as_str().unwrap().contains(", from row "), "{}", last["label"]);
    let (text, start) = (last["text"].as_str().unwrap(), last["start"].as_u64().unwrap());
    let raw = last["raw"].as_str().unwrap();
    assert!(text[usize::try_from(start).unwrap()..].starts_with(raw));
    let findings =
        &rows(test.case(), "SELECT count(*) AS n, count(DISTINCT finding_id) AS ids FROM findings")
            [0];
    assert_eq!(findings["n"], findings["ids"]);
}

fn csv() -> Vec<u8> {
    let mut csv = "氏名,メール,電話番号\n".to_owned();
    for [name, mail, phone] in people() {
        csv.push_str(&format!("{name},{mail},{phone}\n"));
    }
    encoding_rs::SHIFT_JIS.encode(&csv).0.into_owned()
}

#[test]
fn a_run_killed_between_two_slices_leaves_nothing_of_the_list() {
    let test = TestCase::with_files(&[("members.csv", &csv())]);
    let run = ["run", test.case(), "--ocr", "off", "--json"];
    let quiet = std::process::Stdio::null;
    let mut child = command(&run).stdout(quiet()).stderr(quiet()).spawn().unwrap();
    let begun = || {
        let folder = std::fs::read_dir(test.case.join("tables/findings"));
        folder.is_ok_and(|mut entries| entries.next().is_some())
    };
    let started = std::time::Instant::now();
    while !begun() {
        assert!(started.elapsed().as_secs() < 120, "no slice was written");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let left = rows(test.case(), "SELECT count(*) AS n FROM documents");
    assert_eq!(left[0]["n"], 0);
    test.run();
    check(&test, "csv");
    ok(&["verify", test.case()]);
}

#[test]
fn a_large_csv_is_read_to_its_last_row() {
    let test = TestCase::with_files(&[("members.csv", &csv())]);
    let summary = test.run();
    assert_eq!((&summary["read"], &summary["persons"]), (&1.into(), &ROWS.into()));
    check(&test, "csv");
}

#[test]
fn a_large_workbook_is_read_to_its_last_row() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["氏名", "メール", "電話番号"]).unwrap();
    for (row, cells) in (1..).zip(people()) {
        sheet.write_row(row, 0, &cells).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let test = TestCase::with_files(&[("members.xlsx", &bytes)]);
    assert_eq!(test.run()["read"], 1);
    check(&test, "xlsx");
}

//! What is larger than a reader holds: tables in slices, files mapped, members as streams.

use crate::candor::{TestCase, command, ok, rows};

const ROWS: usize = 26_000;

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

/// A tar of a member too large to be held and of a list.
fn large_tar() -> Vec<u8> {
    let mut blob = vec![0_u8; 66 << 20];
    blob[..4].copy_from_slice(&[0, 159, 146, 150]);
    let mut tar = Vec::new();
    for (name, content) in [("blob.bin", blob.as_slice()), ("list.csv", &csv())] {
        let mut header = [0_u8; 512];
        header[..name.len()].copy_from_slice(name.as_bytes());
        header[100..107].copy_from_slice(b"0000644");
        header[124..135].copy_from_slice(format!("{:011o}", content.len()).as_bytes());
        header[156] = b'0';
        header[257..265].copy_from_slice(b"ustar\x0000");
        header[148..156].fill(b' ');
        let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
        header[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
        tar.extend(header);
        tar.extend(content);
        tar.resize(tar.len().next_multiple_of(512), 0);
    }
    tar.resize(tar.len() + 1024, 0);
    tar
}

#[test]
fn files_and_members_too_large_to_be_held_are_read() {
    let tar = large_tar();
    let (first, second) = tar.split_at(tar.len() / 2);
    let test =
        TestCase::with_files(&[("all.tar", &tar), ("set.tar.001", first), ("set.tar.002", second)]);
    test.run();
    for container in ["all.tar", "set.tar.001"] {
        assert_eq!(test.item(container)["status"], "read");
        let sql = format!("SELECT size FROM items WHERE path = '{container}!/blob.bin'");
        assert_eq!(rows(test.case(), &sql)[0]["size"], 66 << 20);
        let list = test.item(&format!("{container}!/list.csv"));
        assert_eq!((&list["status"], &list["media_type"]), (&"read".into(), &"csv".into()));
    }
    let records = rows(test.case(), "SELECT count(*) AS n FROM records");
    assert_eq!(records[0]["n"], ROWS);
    ok(&["verify", test.case()]);
    let left = std::fs::read_dir(test.case.join("evidence")).unwrap();
    let scratch = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with(".incoming");
    assert!(left.map(Result::unwrap).all(|entry| !scratch(&entry.file_name())));
}

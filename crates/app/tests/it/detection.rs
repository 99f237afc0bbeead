//! What is found in files, and what is not, through the binary.

use crate::candor::{TestCase, fails, ok, text};
use serde_json::Value;

/// Findings of a case as field, value and whether a person stands behind them.
fn findings(test: &TestCase) -> Vec<(String, String, bool)> {
    let out = test.folder.path().join("export");
    ok(&["export", test.case(), "--format", "jsonl", "--out", text(&out)]);
    let lines = std::fs::read_to_string(out.join("findings.jsonl")).unwrap();
    lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .map(|row| {
            let word = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
            (word("field"), word("normalized"), row["person_id"].is_string())
        })
        .collect()
}

fn has(found: &[(String, String, bool)], field: &str, value: &str) -> bool {
    found.iter().any(|(f, v, _)| f == field && v == value)
}

#[test]
fn identifiers_names_and_forms_of_three_languages_are_found() {
    let test = TestCase::with_files(&[
        (
            "名簿.csv",
            "社員名簿\n社番,氏名,生年月日,マイナンバー\n1001,長曽我部 凪沙,昭和60年5月1日,1234 5678 9018\n1002,小鳥遊 朔太郎,H2.3.4,\n"
                .as_bytes(),
        ),
        (
            "bien ban.txt",
            "BIÊN BẢN HỌP\nThành phần tham dự:\n1. Ông Trương Công Hưng - Tổ trưởng\n2. Bà Cao Thị Bích Thơ - Bộ phận Kho vận\n"
                .as_bytes(),
        ),
        (
            "note.txt",
            b"I spoke with Karen Miller in the warehouse.\nHer CV says she was born on March 21, 1967.\n",
        ),
    ]);
    test.run();
    let found = findings(&test);
    for (field, value) in [
        ("name", "長曽我部 凪沙"),
        ("name", "小鳥遊 朔太郎"),
        ("date_of_birth", "1985-05-01"),
        ("date_of_birth", "1990-03-04"),
        ("national_id", "123456789018"),
        ("employee_id", "1001"),
        ("name", "Trương Công Hưng"),
        ("job_title", "Tổ trưởng"),
        ("department", "Bộ phận Kho vận"),
        ("name", "Karen Miller"),
        ("date_of_birth", "1967-03-21"),
    ] {
        assert!(has(&found, field, value), "{field} {value} is missing in {found:?}");
    }
}

#[test]
fn what_only_looks_personal_is_not_reported() {
    let test = TestCase::with_files(&[
        (
            "注文書.txt",
            "注 文 書\n北斗商事株式会社 御中\n品番 4111-1111-1111-1111\n注文番号 1234 5678 9018\nシリアル 090-1234-5678\nTEL：03-1234-5678（代表）\nMail: info@hokuto.example\n"
                .as_bytes(),
        ),
        ("form.txt", "（記入例）\n氏名：見本 太郎\n電話：090-1111-1111\n".as_bytes()),
        ("news.txt", "業界ニュース\n岸上文丸首相は会見で支援を表明した。\n".as_bytes()),
        ("lot.txt", b"Lot sheet\nPallet 5554-9185-3133-0639 was moved to the yard.\n"),
        ("build.txt", b"firmware version 10.20.30.40\nlot 536-22-12345\n"),
    ]);
    test.run();
    let out = test.folder.path().join("export");
    ok(&["export", test.case(), "--format", "jsonl", "--out", text(&out)]);
    assert_eq!(test.item("注文書.txt")["status"], "read", "the papers were looked at");
    let lines = std::fs::read_to_string(out.join("findings.jsonl")).unwrap();
    for line in lines.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        assert!(row["confidence"].as_f64().unwrap() < 0.5, "{row}");
    }
}

#[test]
fn a_case_brings_its_own_detectors_blocks_and_known_names() {
    let test = TestCase::with_files(&[(
        "members.txt",
        "氏名：山田 太郎\n会員番号 MB-654321\n電話：090-1234-5678\n\nminutes kept by Qx Zzyzx\n"
            .as_bytes(),
    )]);
    let own = "
[[detector]]
name = 'membership number'
field = 'health_insurance'
pattern = 'MB-([0-9]{6})'
context = ['会員番号']
examples = ['会員番号 MB-123456']
[[block]]
value = '090-1234-5678'
reason = 'hotline'
[[seed]]
name = 'Qx Zzyzx'
company = 'C1'
category = 'employee'
";
    let settings = std::fs::read_to_string(test.case.join("case.toml")).unwrap();
    std::fs::write(test.case.join("case.toml"), format!("{settings}{own}")).unwrap();
    test.run();
    let found = findings(&test);
    assert!(has(&found, "health_insurance", "654321"), "{found:?}");
    assert!(has(&found, "name", "Qx Zzyzx"), "{found:?}");
    assert!(!found.iter().any(|(field, ..)| field == "phone"), "{found:?}");
    test.run();
    assert_eq!(findings(&test), found, "lists survive a further run");
}

#[test]
fn a_wrong_detector_is_named_before_anything_is_read() {
    let test = TestCase::with_files(&[("a.txt", b"x")]);
    let settings = std::fs::read_to_string(test.case.join("case.toml")).unwrap();
    let wrong = "[[detector]]\nname = 'odd'\nfield = 'phone'\npattern = '('\nexamples = ['(']\n";
    std::fs::write(test.case.join("case.toml"), format!("{settings}{wrong}")).unwrap();
    let said = fails(&["run", test.case()], 3);
    assert!(said.contains("odd") && said.contains("pattern"), "{said}");
}

#[test]
fn wordings_never_developed_on_are_understood() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("demo");
    let args = ["demo", "--files", "150", "--persons", "200", "--seed", "77", "--scans", "0"];
    let rest = ["--family", "unseen-no-cards", "--ocr", "off", "--json", "--out", text(&out)];
    ok(&[&args[..], &rest[..]].concat());
    let (case, truth) = (out.join("case"), out.join("truth"));
    let score: Value =
        serde_json::from_str(&ok(&["score", text(&case), text(&truth), "--json"])).unwrap();
    assert!(score["micro"]["f1"].as_f64().unwrap() > 0.8, "{}", score["micro"]);
    assert!(score["trap_rate"].as_f64().unwrap() < 0.12, "{}", score["trap_rate"]);
    assert!(score["doc_class_macro_f1"].as_f64().unwrap() > 0.75);
    assert!(score["fields"]["payment_card"].is_null(), "no card is found where there is none");
}

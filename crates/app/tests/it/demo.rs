//! The demo: the whole job on a simulated dump, held against its truth.

use crate::candor::{ok, text};
use serde_json::Value;

#[test]
fn the_whole_job_comes_near_the_truth_and_every_number_opens() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("demo");
    let summary: Value = serde_json::from_str(&ok(&[
        "demo",
        "--files",
        "250",
        "--persons",
        "300",
        "--seed",
        "11",
        "--json",
        "--out",
        text(&out),
    ]))
    .unwrap();
    assert!(summary["items"].as_u64().unwrap() >= 250);
    assert_eq!(
        summary["unconfined"],
        serde_json::json!([]),
        "every layer of confinement holds here"
    );
    let case = out.join("case");
    let case = text(&case);
    let score: Value =
        serde_json::from_str(&ok(&["score", case, text(&out.join("truth")), "--json"])).unwrap();
    for (measure, least) in [
        ("items_seen", 0.995),
        ("readable_read", 0.98),
        ("unreadable_with_reason", 0.99),
        ("person_recall", 0.90),
        ("person_precision", 0.90),
        ("doc_class_accuracy", 0.90),
        ("language_accuracy", 0.95),
        ("category_accuracy", 0.90),
        ("company_accuracy", 0.90),
    ] {
        assert!(score[measure].as_f64().unwrap() >= least, "{measure}: {score:#}");
    }
    reports_are_there(case);
    numbers_open(case);
}

fn reports_are_there(case: &str) {
    let pdf = std::fs::read(format!("{case}/out/report.pdf")).unwrap();
    assert!(pdf.starts_with(b"%PDF-") && pdf.len() > 10_000);
    let list = std::fs::read(format!("{case}/out/persons.xlsx")).unwrap();
    assert!(list.starts_with(b"PK"));
    for lang in ["en", "vi"] {
        ok(&["draft", case, "report", "--lang", lang]);
        assert!(
            std::fs::read(format!("{case}/out/report-{lang}.pdf")).unwrap().starts_with(b"%PDF-")
        );
    }
    for format in ["csv", "xlsx", "parquet"] {
        ok(&["export", case, "--format", format]);
    }
    assert!(
        std::fs::read_to_string(format!("{case}/out/export/persons.csv")).unwrap().lines().count()
            > 100
    );
}

fn numbers_open(case: &str) {
    let exposure: Value = serde_json::from_str(&ok(&["exposure", case, "--json"])).unwrap();
    let mut someone = String::new();
    for cell in exposure["exposure"].as_array().unwrap() {
        let id = cell["exposure_id"].as_str().unwrap();
        let why: Value = serde_json::from_str(&ok(&["why", case, id, "--json"])).unwrap();
        let behind = why["behind"].as_array().unwrap();
        for (unit, name) in
            [("persons", "person"), ("records", "record"), ("documents", "document")]
        {
            let distinct: std::collections::BTreeSet<&str> =
                behind.iter().map(|row| row[name].as_str().unwrap()).collect();
            assert_eq!(distinct.len() as u64, cell[unit].as_u64().unwrap(), "{unit} of {id}");
        }
        behind[0]["person"].as_str().unwrap().clone_into(&mut someone);
    }
    let person: Value = serde_json::from_str(&ok(&["why", case, &someone, "--json"])).unwrap();
    let place = person["records"][0]["findings"][0]["place"].as_str().unwrap();
    assert!(place.contains("bytes"), "{place}");
    for claim in exposure["claims"].as_array().unwrap() {
        let counted = ok(&["sql", case, claim["query"].as_str().unwrap(), "--json"]);
        let counted: Value = serde_json::from_str(&counted).unwrap();
        assert_eq!(counted["count"], claim["value"], "a claim's query gives its value");
    }
    let negative = exposure["claims"]
        .as_array()
        .unwrap()
        .iter()
        .find(|claim| claim["kind"] == "negative")
        .unwrap();
    assert_eq!(negative["subject"], "field/payment_card");
    assert!(
        negative["uncertainty"].as_str().unwrap().contains("encrypted"),
        "a negative claim names what was not read"
    );
}

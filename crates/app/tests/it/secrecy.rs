//! Personal values never reach a message: planted ones are looked for in all that is printed.

use crate::candor::{TestCase, run};

const PLANTED: &[&str] = &[
    "Zacharias Quillfeather",
    "zacharias.q@example.com",
    "536-22-1234",
    "536221234",
    "+1 415 555 2671",
    "+14155552671",
];

#[test]
fn planted_values_stand_in_no_message() {
    let text = "Name: Zacharias Quillfeather\nEmail: zacharias.q@example.com\nSSN: 536-22-1234\nPhone: +1 415 555 2671\n";
    let test = TestCase::with_files(&[
        ("a.txt", text.as_bytes()),
        ("b.csv", b"Name,Email\nZacharias Quillfeather,zacharias.q@example.com\n"),
    ]);
    let person = {
        test.run();
        test.lines("persons.jsonl")[0]["person_id"].as_str().unwrap().to_owned()
    };
    for args in [
        vec!["run", test.case()],
        vec!["status", test.case()],
        vec!["status", test.case(), "--unread"],
        vec!["exposure", test.case()],
        vec!["verify", test.case()],
        vec!["waves", test.case()],
        vec!["sample", test.case(), "draw", "--of", "findings"],
        vec!["report", test.case(), "issue"],
        vec!["why", test.case(), "C-persons"],
        vec!["duties", test.case(), "--all"],
        vec!["fact", test.case(), "ask"],
        vec!["draft", test.case(), "filing"],
        vec!["draft", test.case(), "notices"],
        vec!["why", test.case(), &person],
        vec!["sql", test.case(), "SELECT wrong FROM findings"],
        vec!["sql", test.case(), "SELECT CAST(raw AS INT) FROM findings"],
        vec!["intake", test.case(), "/no/such", "--collection", "x"],
    ] {
        let out = run(&args);
        let said = String::from_utf8_lossy(&out.stdout).into_owned()
            + &String::from_utf8_lossy(&out.stderr);
        for value in PLANTED {
            assert!(!said.contains(value), "candor {args:?} printed a planted value");
        }
    }
    let shown = run(&["why", test.case(), &person, "--show-values"]);
    assert!(
        String::from_utf8_lossy(&shown.stdout).contains(PLANTED[0]),
        "values are shown when they are asked for"
    );
}

#[test]
fn the_ledger_holds_no_values() {
    let test = TestCase::with_files(&[(
        "a.csv",
        b"Name,Email\nZacharias Quillfeather,zacharias.q@example.com\n",
    )]);
    test.run();
    let ledger = std::fs::read(test.case.join("ledger.db")).unwrap();
    for value in PLANTED {
        assert!(!ledger.windows(value.len()).any(|window| window == value.as_bytes()));
    }
}

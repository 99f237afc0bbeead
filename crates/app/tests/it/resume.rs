//! Kill the program anywhere: the next run goes on and ends with the same bytes.

use crate::candor::{TestCase, command, export, ok, text};
use std::process::Stdio;
use std::time::Duration;

#[test]
fn a_killed_run_ends_in_the_same_exports_as_an_undisturbed_one() {
    let folder = tempfile::tempdir().unwrap();
    let sim = folder.path().join("sim");
    ok(&[
        "demo",
        "--files",
        "300",
        "--persons",
        "400",
        "--seed",
        "5",
        "--simulate-only",
        "--out",
        text(&sim),
    ]);
    let dump = sim.join("dump");
    let whole = case_of(&dump);
    whole.run();
    let expected = whole.export();
    let report = std::fs::read(whole.case.join("out/report.pdf")).unwrap();
    let killed = case_of(&dump);
    let mut kills = 0;
    for milliseconds in [30, 90, 180, 300, 420, 560, 700, 850] {
        let mut child = command(&["run", killed.case(), "--jobs", "2"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(milliseconds));
        // SIGKILL; an error means that the run had ended by itself.
        kills += usize::from(child.try_wait().unwrap().is_none() && child.kill().is_ok());
        child.wait().unwrap();
    }
    assert!(kills >= 2, "the runs must have been disturbed, were {kills} times");
    killed.run();
    assert!(export(&killed.case) == expected, "exports differ after {kills} kills");
    assert!(
        std::fs::read(killed.case.join("out/report.pdf")).unwrap() == report,
        "the report differs"
    );
    assert!(ok(&["verify", killed.case()]).contains("chain whole"));
}

fn case_of(dump: &std::path::Path) -> TestCase {
    let test = TestCase::new();
    ok(&["intake", test.case(), text(dump), "--collection", "leak", "--received", "2024-08-09"]);
    test
}

#[test]
fn a_killed_intake_is_taken_up_again() {
    let test = TestCase::new();
    let files: Vec<(String, Vec<u8>)> = (0..400)
        .map(|n| (format!("f{n}.txt"), format!("Name: John Smith\nno {n}\n").into_bytes()))
        .collect();
    let named: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let dump = test.write("leak", &named);
    let mut child = command(&["intake", test.case(), text(&dump), "--collection", "leak"])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(15));
    drop(child.kill());
    child.wait().unwrap();
    ok(&["intake", test.case(), text(&dump), "--collection", "leak"]);
    ok(&["intake", test.case(), text(&dump), "--collection", "leak"]);
    assert_eq!(test.run()["items"], 400);
}

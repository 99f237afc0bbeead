//! Mistakes and broken cases: a clear message that says what to do, a documented exit code,
//! nothing lost.

use crate::candor::{TestCase, command, fails, find, ok, run, text};
use std::os::fd::AsRawFd;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;
use std::time::Duration;

const FILE: &[(&str, &[u8])] = &[("a.txt", b"Name: John Smith\nEmail: john@example.com\n")];

#[test]
fn mistakes_in_the_call_are_named() {
    let test = TestCase::with_files(FILE);
    assert!(fails(&["init", test.case()], 3).contains("already holds a case"));
    assert!(fails(&["run", "/no/such/case"], 3).contains("is not a case"));
    assert!(
        fails(&["intake", test.case(), "/no/such/path", "--collection", "x"], 3)
            .contains("does not exist")
    );
    let empty = tempfile::tempdir().unwrap();
    assert!(
        fails(&["intake", test.case(), text(empty.path()), "--collection", "x"], 3)
            .contains("holds no files")
    );
    assert!(
        fails(
            &[
                "intake",
                test.case(),
                text(empty.path()),
                "--collection",
                "leak",
                "--source",
                "server"
            ],
            3
        )
        .contains("already recorded")
    );
    assert!(
        fails(&["intake", test.case(), test.case(), "--collection", "x", "--received", "soon"], 3)
            .contains("is no time")
    );
    assert!(fails(&["sql", test.case(), "DROP TABLE items"], 3).contains("failed"));
    assert!(fails(&["why", test.case(), "P-nobody"], 3).contains("nothing in this case"));
    assert!(
        fails(&["run", test.case(), "--passwords", "/nowhere/list"], 4).contains("/nowhere/list")
    );
    fails(&["run"], 2);
    fails(&["frobnicate"], 2);
    assert!(ok(&["--help"]).contains("defensible account"));
}

#[test]
fn changed_evidence_is_refused_and_named() {
    let test = TestCase::with_files(FILE);
    let dump = test.write("leak", &[("a.txt", b"something else")]);
    assert!(
        fails(&["intake", test.case(), text(&dump), "--collection", "leak"], 3)
            .contains("never altered")
    );
    test.run();
    let sealed = test.item("a.txt")["sha256"].as_str().unwrap().to_owned();
    let blob = find(&test.case.join("evidence"), &sealed);
    std::fs::set_permissions(&blob, std::fs::Permissions::from_mode(0o644)).unwrap();
    std::fs::write(&blob, "tampered").unwrap();
    assert!(fails(&["verify", test.case()], 5).contains("evidence"));
}

#[test]
fn broken_tables_and_ledgers_are_named() {
    let test = TestCase::with_files(FILE);
    test.run();
    let segment = find(&test.case.join("tables/findings"), "");
    let bytes = std::fs::read(&segment).unwrap();
    std::fs::write(&segment, &bytes[..bytes.len() / 2]).unwrap();
    assert!(fails(&["status", test.case()], 5).contains("table segment"));
    assert!(fails(&["verify", test.case()], 5).contains("segment"));
    std::fs::write(&segment, &bytes).unwrap();
    ok(&["verify", test.case()]);
    let ledger = test.case.join("ledger.db");
    let whole = std::fs::read(&ledger).unwrap();
    std::fs::write(&ledger, b"this is no database, it was overwritten").unwrap();
    assert!(fails(&["status", test.case()], 5).contains("ledger"));
    for lost in [Some(&b""[..]), None] {
        std::fs::remove_file(&ledger).unwrap();
        if let Some(bytes) = lost {
            std::fs::write(&ledger, bytes).unwrap();
        }
        assert!(fails(&["run", test.case()], 5).contains("missing or empty"));
        std::fs::write(&ledger, &whole).unwrap();
    }
    assert_eq!(test.run()["persons"], 1, "nothing is lost");
}

#[test]
fn a_case_toml_with_a_mistake_names_the_line() {
    let test = TestCase::with_files(FILE);
    std::fs::write(test.case.join("case.toml"), "[case]\ntitle = 'x'\ncolour = 'red'\n").unwrap();
    assert!(fails(&["run", test.case()], 3).contains("colour"));
}

#[test]
fn two_runs_at_once_are_kept_apart() {
    let test = TestCase::with_files(FILE);
    let lock = std::fs::File::create(test.case.join(".lock")).unwrap();
    // SAFETY: flock takes any open descriptor and has no other precondition.
    assert_eq!(unsafe { libc::flock(lock.as_raw_fd(), libc::LOCK_EX) }, 0);
    assert!(fails(&["run", test.case()], 6).contains("another candor"));
    drop(lock);
    test.run();
}

#[test]
fn a_full_disk_is_told_and_the_next_run_goes_on() {
    let test = TestCase::with_files(FILE);
    // A limit on file sizes fails like a full disk, with an error on write.
    let out = std::process::Command::new("sh")
        .args([
            "-c",
            "trap '' XFSZ; ulimit -f 0; exec \"$0\" run \"$1\"",
            crate::candor::BINARY,
            test.case(),
        ])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(!out.status.success() && said.contains("hint:"), "{said}");
    assert_eq!(test.run()["persons"], 1, "nothing is lost");
}

#[test]
fn output_to_a_closed_pipe_ends_quietly() {
    let test = TestCase::with_files(FILE);
    test.run();
    let out = std::process::Command::new("sh")
        .args([
            "-c",
            "\"$0\" sql \"$1\" 'SELECT * FROM parts' | true",
            crate::candor::BINARY,
            test.case(),
        ])
        .output()
        .unwrap();
    assert!(!String::from_utf8_lossy(&out.stderr).contains("panicked"));
}

#[test]
fn ctrl_c_stops_at_a_safe_point_and_the_next_run_goes_on() {
    let test = TestCase::new();
    let files: Vec<(String, Vec<u8>)> = (0..3000)
        .map(|n| {
            (
                format!("f{n}.txt"),
                format!("Name: John Smith\nEmail: john{n}@example.com\n").into_bytes(),
            )
        })
        .collect();
    let named: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let dump = test.write("leak", &named);
    ok(&["intake", test.case(), text(&dump), "--collection", "leak"]);
    let child = command(&["run", test.case(), "--jobs", "1"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(500));
    // SAFETY: signals the child started above, which has not been waited for.
    unsafe { libc::kill(i32::try_from(child.id()).unwrap(), libc::SIGINT) };
    let out = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(130), "{said}");
    assert!(said.contains("run the same command again"), "{said}");
    assert_eq!(test.run()["persons"], 3000);
}

#[test]
fn a_read_only_case_can_be_looked_at_but_not_changed() {
    let test = TestCase::with_files(FILE);
    test.run();
    // Root may write anywhere, so the test looks at what an unwritable ledger would give a user.
    // SAFETY: geteuid has no precondition.
    if unsafe { libc::geteuid() } == 0 {
        println!("partly skipped: run as root, who may write to a read-only folder");
        assert!(run(&["status", test.case()]).status.success());
        return;
    }
    std::fs::set_permissions(&test.case, std::fs::Permissions::from_mode(0o555)).unwrap();
    let said = fails(&["run", test.case()], 4);
    std::fs::set_permissions(&test.case, std::fs::Permissions::from_mode(0o755)).unwrap();
    assert!(said.contains("writable"), "{said}");
}

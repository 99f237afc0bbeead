//! Files written to harm: each ends as an item with a state and a reason, and the run goes on.

use crate::candor::{TestCase, ok, text};
use std::io::Write;

#[test]
fn bombs_and_broken_files_get_a_state_each() {
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let zeros = vec![0_u8; 1 << 20];
    for _ in 0..300 {
        bomb.write_all(&zeros).unwrap();
    }
    let nested = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let entities = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\"><!ENTITY y \"&x;&x;&x;\">]><a>&y;</a>";
    let html = format!(
        "<html><body>{}deep{}</body></html>",
        "<div>".repeat(50_000),
        "</div>".repeat(50_000)
    );
    let test = TestCase::with_files(&[
        ("bomb.gz", &bomb.finish().unwrap()),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj << /Kids [2 0 R] /Count 1 /Type /Pages >> endobj\ntrailer << /Root 1 0 R >>"),
        ("cut.docx", b"PK\x03\x04\x14\x00\x00\x00\x08\x00[Content_Types].xmlword/document.xml"),
        ("cut.7z", b"7z\xbc\xaf\x27\x1c\x00\x04\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\x00aaaa"),
        ("ole.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 not really"),
        ("deep.json", nested.as_bytes()),
        ("entities.xml", entities.as_bytes()),
        ("deep.html", html.as_bytes()),
        ("noise.bin", &[0, 159, 146, 150, 1, 2, 3, 0, 0, 255, 254, 0]),
        ("empty.txt", b""),
        ("fine.txt", b"Name: John Smith\nEmail: john@example.com\n"),
    ]);
    let summary = test.run();
    assert_eq!(summary["persons"], 1, "the run goes on to the file that is fine");
    for line in test.lines("documents.jsonl") {
        let status = line["status"].as_str().unwrap();
        assert!(["read", "partly_read", "unread"].contains(&status), "{line}");
        assert_eq!(line["reason"].is_null(), status == "read", "{line}");
    }
    assert_eq!(test.item("bomb.gz!/content")["reason"], "limit");
    assert_eq!(test.item("empty.txt")["reason"], "empty");
    for path in ["cut.docx", "cut.7z"] {
        assert_eq!(test.item(path)["reason"], "corrupt", "{path}");
    }
    assert!(
        !test.export()["findings.jsonl"].contains("root:"),
        "no file of this machine is read through an entity"
    );
}

/// The reader's process may not open a file, a socket or a process: each is tried from inside.
#[test]
fn the_reader_is_confined() {
    let limits = candor_extract::Limits::default();
    let outcome = std::thread::spawn(move || {
        // Confinement cannot be undone, so it is tried in a child of this test.
        // SAFETY: the child only makes system calls and ends without running destructors.
        let child = unsafe { libc::fork() };
        if child == 0 {
            let held = candor_extract::confine(&limits);
            let file = std::fs::File::open("/etc/hostname").is_err();
            let write = std::fs::write("/tmp/candor-escape", "x").is_err();
            // SAFETY: plain system calls with constant arguments.
            let socket = unsafe { libc::socket(libc::AF_INET, libc::SOCK_STREAM, 0) } < 0;
            // SAFETY: a fork that succeeds ends at once.
            let process = unsafe { libc::fork() };
            let code =
                i32::from(!(held.missing().is_empty() && file && write && socket && process < 0));
            // SAFETY: ends the child without unwinding into the test harness.
            unsafe { libc::_exit(code) };
        }
        let mut status = 0;
        // SAFETY: waits for the child started above.
        unsafe { libc::waitpid(child, &raw mut status, 0) };
        libc::WIFEXITED(status).then(|| libc::WEXITSTATUS(status))
    });
    assert_eq!(
        outcome.join().unwrap(),
        Some(0),
        "a confined process opened a file, a socket or a process"
    );
}

#[test]
fn a_leak_of_real_files_ends_item_by_item() {
    let corpus =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora/formats");
    if !corpus.exists() {
        println!("skipped: the development corpus `formats` is not beside this checkout");
        return;
    }
    let test = TestCase::new();
    ok(&[
        "intake",
        test.case(),
        text(&corpus.canonicalize().unwrap()),
        "--collection",
        "leak",
        "--in-place",
    ]);
    let summary = test.run();
    let count = |name: &str| summary[name].as_u64().unwrap();
    assert!(count("items") >= 2_180);
    assert_eq!(count("items"), count("read") + count("partly_read") + count("unread"));
    let reasons: u64 =
        summary["reasons"].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum();
    assert_eq!(reasons, count("partly_read") + count("unread"), "every gap has a reason");
}

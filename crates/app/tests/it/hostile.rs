//! Files written to harm: each ends as an item with a state and a reason, and the run goes on.

use crate::candor::{TestCase, ok, text};
use std::io::Write;

#[test]
fn bombs_and_broken_files_get_a_state_each() {
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let zeros = vec![0_u8; 1 << 20];
    for _ in 0..1_100 {
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

/// Files that only begin like their format, or whose structures point at themselves.
#[test]
fn every_format_survives_what_only_looks_like_it() {
    let nested = format!("{}1{}", "{\"a\":".repeat(100_000), "}".repeat(100_000));
    let rubbish: Vec<u8> =
        (0..4_000_u32).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[1]).collect();
    let mut disc = vec![0_u8; 20 * 2048];
    // A disc whose root directory holds itself under another name.
    let mut root = vec![0_u8; 36];
    (root[0], root[2], root[11], root[25], root[32], root[33]) = (36, 18, 8, 2, 1, b'A');
    disc[16 * 2048..16 * 2048 + 6].copy_from_slice(b"\x01CD001");
    disc[16 * 2048 + 156..16 * 2048 + 190].copy_from_slice(&root[..34]);
    disc[17 * 2048..17 * 2048 + 6].copy_from_slice(b"\xffCD001");
    disc[18 * 2048..18 * 2048 + 36].copy_from_slice(&root);
    let heads: &[(&str, &[u8])] = &[
        ("rar", b"Rar!\x1a\x07\x01\0"),
        ("cab", b"MSCF\0\0\0\0\xff\xff\xff\xff"),
        ("bz2", b"BZh9"),
        ("xz", b"\xfd7zXZ\0"),
        ("zst", b"\x28\xb5\x2f\xfd"),
        ("lz4", b"\x04\x22\x4d\x18"),
        ("lzma", b"\x5d\0\0\0\xff"),
        ("pst", b"!BDN\0\0\0\0SM\x17\0"),
        ("tnef", b"\x78\x9f\x3e\x22\x01\0\x02"),
        ("sqlite", b"SQLite format 3\0\x10\0\x01\x01\0\x40\x20\x20"),
        ("mdb", b"\0\x01\0\0Standard Jet DB\0\x01\0"),
        ("parquet", b"PAR1"),
        ("png", b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\xff\xff\xff\xff\xff\xff\xff\xff"),
        ("wmf", b"\xd7\xcd\xc6\x9a"),
        ("rtf", b"{\\rtf1\\ansi{{{{\\u-1?\\bin99999999 "),
        ("p7m", b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\x04\x84\xff\xff\xff\xff"),
    ];
    let mut files: Vec<(String, Vec<u8>)> = heads
        .iter()
        .map(|(name, head)| (format!("looks.{name}"), [head, &rubbish[..]].concat()))
        .collect();
    files.push(("looks.iso".to_owned(), disc));
    files.push(("deep.json".to_owned(), nested.into_bytes()));
    files.push(("fine.txt".to_owned(), b"Name: John Smith\nEmail: john@example.com\n".to_vec()));
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let test = TestCase::with_files(&files);
    let summary = test.run();
    assert!(summary["persons"].as_u64().unwrap() >= 1, "the run goes on to the file that is fine");
    assert_eq!(test.item("looks.png")["reason"], "limit");
    for (name, _) in heads.iter().filter(|(name, _)| !matches!(*name, "png" | "rtf" | "wmf")) {
        let item = test.item(&format!("looks.{name}"));
        let member = test
            .lines("documents.jsonl")
            .into_iter()
            .find(|line| line["path"].as_str().unwrap().starts_with(&format!("looks.{name}!/")));
        let told =
            item["status"] != "read" || member.is_some_and(|member| member["status"] != "read");
        assert!(told, "{item}");
    }
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

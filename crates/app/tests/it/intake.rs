//! Intake and scan: what comes in is listed, containers are opened, nothing is followed out.

use crate::candor::{TestCase, ok, text};
use std::io::Write;

fn zip(entries: &[(&[u8], &[u8])]) -> Vec<u8> {
    // A stored zip with raw names, since thieves' tools write names in any encoding.
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for (name, content) in entries {
        let offset = u32::try_from(out.len()).unwrap();
        let size = u32::try_from(content.len()).unwrap().to_le_bytes();
        let mut common = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0x58];
        common.extend(crc(content).to_le_bytes());
        common.extend(size);
        common.extend(size);
        common.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        common.extend([0, 0]);
        out.extend(b"PK\x03\x04");
        out.extend(&common);
        out.extend(*name);
        out.extend(*content);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(*name);
    }
    let start = u32::try_from(out.len()).unwrap();
    let count = u16::try_from(entries.len()).unwrap().to_le_bytes();
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count);
    out.extend(count);
    out.extend(u32::try_from(directory.len()).unwrap().to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]);
    out
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |c, _| {
            if c & 1 == 1 { (c >> 1) ^ 0xedb8_8320 } else { c >> 1 }
        })
    })
}

/// 人事/名簿.csv in Shift_JIS.
const SJIS_NAME: &[u8] = b"\x90\x6c\x8e\x96/\x96\xbc\x95\xeb.csv";

#[test]
fn containers_open_to_their_leaves_with_names_in_any_encoding() {
    let rows = "氏名,メール\n山田太郎,taro@example.com\n".as_bytes();
    let inner = zip(&[(SJIS_NAME, rows)]);
    let outer =
        zip(&[(b"inner.zip", &inner), (b"../../escape.txt", b"hello there"), (b"gone.bin", b"")]);
    let test = TestCase::with_files(&[("HR/list.zip", &outer)]);
    test.run();
    let leaf = test.item("HR/list.zip!/inner.zip!/人事/名簿.csv");
    assert_eq!((leaf["status"].as_str(), leaf["media_type"].as_str()), (Some("read"), Some("csv")));
    assert_eq!(
        leaf["companies"],
        serde_json::json!(["C1"]),
        "a member belongs to the company of its container"
    );
    assert_eq!(test.item("HR/list.zip!/__/__/escape.txt")["status"], "read");
    assert_eq!(test.item("HR/list.zip!/gone.bin")["reason"], "empty");
    let persons = test.lines("persons.jsonl");
    assert_eq!(persons.len(), 1);
    assert_eq!(persons[0]["emails"], serde_json::json!(["taro@example.com"]));
}

#[test]
fn tar_gz_and_mailboxes_open_too() {
    let mut tar = tar_of("notes/a.txt", b"Name: John Smith\nEmail: john@example.com\n");
    tar.extend([0; 1024]);
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(&tar).unwrap();
    let mail = b"From x@example.com Mon Jan  1 00:00:00 2024\nFrom: Mary Jones <mary@example.com>\nTo: b@example.com\nSubject: one\nMessage-ID: <1@x>\n\nhello\n\n\
                 From y@example.com Mon Jan  1 00:00:00 2024\nFrom: c@example.com\nTo: d@example.com\nSubject: two\nMessage-ID: <2@x>\n\nworld\n";
    let test = TestCase::with_files(&[("a.tar.gz", &packed.finish().unwrap()), ("box.mbox", mail)]);
    test.run();
    assert_eq!(test.item("a.tar.gz!/content!/notes/a.txt")["status"], "read");
    assert_eq!(test.item("box.mbox!/00002.eml")["media_type"], "eml");
    let names: Vec<String> =
        test.lines("persons.jsonl").iter().map(|person| person["names"].to_string()).collect();
    assert!(
        names.iter().any(|name| name.contains("John Smith"))
            && names.iter().any(|name| name.contains("Mary Jones")),
        "{names:?}"
    );
}

fn tar_of(name: &str, content: &[u8]) -> Vec<u8> {
    let mut header = [0_u8; 512];
    header[..name.len()].copy_from_slice(name.as_bytes());
    header[100..107].copy_from_slice(b"0000644");
    header[124..135].copy_from_slice(format!("{:011o}", content.len()).as_bytes());
    header[136..147].copy_from_slice(b"00000000000");
    header[156] = b'0';
    header[257..263].copy_from_slice(b"ustar\0");
    header[263..265].copy_from_slice(b"00");
    header[148..156].copy_from_slice(b"        ");
    let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
    header[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
    let mut out = header.to_vec();
    out.extend(content);
    out.resize(out.len().div_ceil(512) * 512, 0);
    out
}

#[test]
fn links_are_listed_and_not_followed_and_evidence_can_stay_in_place() {
    let test = TestCase::new();
    let dump = test.write("leak", &[("a.txt", b"Name: John Smith\nPhone: (415) 555-2671\n")]);
    std::fs::write(
        test.folder.path().join("secret.txt"),
        "Name: Not Taken\nEmail: not@example.com\n",
    )
    .unwrap();
    std::os::unix::fs::symlink("../secret.txt", dump.join("link.txt")).unwrap();
    ok(&["intake", test.case(), text(&dump), "--collection", "leak", "--in-place"]);
    test.run();
    assert_eq!(test.item("link.txt")["reason"], "unsupported");
    assert_eq!(
        std::fs::read_dir(test.case.join("evidence")).unwrap().count(),
        0,
        "in place means that no blob is copied"
    );
    assert!(!test.export()["persons.jsonl"].contains("not@example.com"));
    assert!(ok(&["verify", test.case()]).contains("1 blobs"));
}

#[test]
fn a_file_in_a_second_collection_is_listed_twice_and_read_once() {
    let list: &[u8] = "氏名,メール\n佐藤花子,hanako@example.com\n".as_bytes();
    let test = TestCase::with_files(&[("HR/a.csv", list)]);
    assert_eq!(test.run()["documents_scanned"], 1);
    test.take_in("server", &[("backup/b.csv", list)]);
    let second = test.run();
    assert_eq!(second["documents_scanned"], 0, "the same content costs nothing again");
    assert_eq!((second["items"].as_u64(), second["persons"].as_u64()), (Some(2), Some(1)));
    let findings = test.lines("findings.jsonl");
    assert!(
        findings.iter().any(|f| f["path"] == "HR/a.csv")
            && findings.iter().any(|f| f["path"] == "backup/b.csv")
    );
}

#[test]
fn several_paths_make_one_collection_and_equal_names_do_not_collide() {
    let test = TestCase::new();
    let one = test.write("one", &[("a.txt", b"Name: John Smith\nEmail: john@example.com\n")]);
    let two = test.write("two", &[("a.txt", b"Name: Mary Jones\nEmail: mary@example.com\n")]);
    ok(&["intake", test.case(), text(&one), text(&two), "--collection", "leak"]);
    let summary = test.run();
    assert_eq!((summary["items"].as_u64(), summary["persons"].as_u64()), (Some(2), Some(2)));
    assert_eq!(test.item("a.txt (2)")["status"], "read");
}

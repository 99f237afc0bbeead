//! Formats through the binary: passwords, pictures of text, containers, and what is not read.

use crate::candor::{TestCase, count, dump, fails, find, ok, rows, text};

fn take_in(test: &TestCase) {
    let dump = dump(test.folder.path(), 2);
    ok(&["intake", test.case(), text(&dump), "--collection", "leak"]);
}

#[test]
fn a_password_of_the_list_opens_what_was_locked() {
    let test = TestCase::new();
    take_in(&test);
    ok(&["run", test.case(), "--ocr", "off", "--json"]);
    let locked = "SELECT count(*) AS n FROM items WHERE reason = 'encrypted'";
    assert_eq!(count(test.case(), locked), 1);
    let list = test.folder.path().join("passwords.txt");
    std::fs::write(&list, "wrong-one\nhokuto\n").unwrap();
    ok(&["run", test.case(), "--ocr", "off", "--passwords", text(&list), "--json"]);
    assert_eq!(count(test.case(), locked), 0);
    let opened =
        rows(test.case(), "SELECT path, detail, sha256 FROM items WHERE path LIKE '%!/secret.txt'");
    assert_eq!(opened[0]["detail"], "opened with password 2 of the list");
    assert!(opened[0]["sha256"].is_string());
    ok(&["verify", test.case()]);
    let ledger = std::fs::read(test.case.join("ledger.db")).unwrap();
    assert!(
        !ledger.windows(9).any(|window| window == b"wrong-one"),
        "passwords stay out of the ledger"
    );
    assert!(
        fails(&["run", test.case(), "--passwords", "/nowhere/list"], 4).contains("/nowhere/list")
    );
}

#[test]
fn mailboxes_and_archives_unfold() {
    let test = TestCase::new();
    take_in(&test);
    ok(&["run", test.case(), "--ocr", "off", "--json"]);
    for (pattern, members) in [("%.mbox!/%", 5), ("%luu_tru_cu.7z!/%", 2)] {
        let sql = format!(
            "SELECT count(*) AS n FROM items i JOIN documents d ON i.sha256 = d.sha256 WHERE i.path LIKE '{pattern}' AND d.state = 'read'"
        );
        assert_eq!(count(test.case(), &sql), members, "{pattern}");
    }
}

#[test]
fn volumes_are_read_together() {
    let test = TestCase::new();
    let bytes = std::fs::read(find(&dump(test.folder.path(), 2), ".7z")).unwrap();
    let (first, second) = bytes.split_at(bytes.len() / 2);
    test.take_in("volumes", &[("x.7z.001", first), ("x.7z.002", second)]);
    test.run();
    let members =
        "SELECT count(*) AS n FROM items WHERE path LIKE 'x.7z.001!/%' AND sha256 IS NOT NULL";
    assert_eq!(count(test.case(), members), 2);
    assert_eq!(test.item("x.7z.002")["status"], "read");
    assert_eq!(test.item("x.7z.002")["media_type"], "volume");
}

#[test]
fn encodings_and_tables_of_every_kind_give_their_people() {
    let card = "BEGIN:VCARD\nVERSION:3.0\nFN:田中一郎\nTEL:090-1111-2222\nEMAIL:tanaka@example.jp\nEND:VCARD\n";
    let json = "[{\"氏名\":\"佐藤花子\",\"メール\":\"sato@example.jp\"},{\"氏名\":\"鈴木次郎\",\"メール\":\"suzuki@example.jp\"}]";
    let dump = "INSERT INTO customers (name, email) VALUES ('Nguyễn Văn An','an@example.vn'),('Trần Thị Bình','binh@example.vn');\n";
    let tcvn = b"H\xe4 t\xaan: Nguy\xd4n Th\xde H\xe5ng\nEmail: hong@example.vn\n";
    let test = TestCase::with_files(&[
        ("HR/card.vcf", card.as_bytes()),
        ("HR/list.dat", json.as_bytes()),
        ("HR/backup", dump.as_bytes()),
        ("HR/old.txt", tcvn),
    ]);
    test.run();
    let persons = test.lines("persons.jsonl");
    for (name, mail) in [
        ("田中一郎", "tanaka@example.jp"),
        ("佐藤花子", "sato@example.jp"),
        ("Nguyễn Văn An", "an@example.vn"),
        ("Nguyễn Thị Hồng", "hong@example.vn"),
    ] {
        let found = persons.iter().find(|person| person["emails"][0] == mail);
        let found = found.unwrap_or_else(|| panic!("{mail} is not in {persons:#?}"));
        assert_eq!(found["names"][0], name);
    }
    assert_eq!(test.item("HR/list.dat")["media_type"], "json");
    assert_eq!(test.item("HR/backup")["media_type"], "sql");
}

//! Formats through the binary: passwords, pictures of text, containers, and what is not read.

use crate::candor::{TestCase, count, dump, fails, find, ok, rows, text};
use candor_testkit::{Attached, CONTACT_EMAIL, Property, StoreLayout, StoredMessage, write_store};

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

/// A file that no other part of a store looks like.
fn noise() -> Vec<u8> {
    let next = |n: &u32| Some(n.wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
    std::iter::successors(Some(1), next).map(|n| (n >> 24) as u8).take(1_000_000).collect()
}

/// Messages that need every shelf of a store: long texts, many recipients, files of several lists of blocks,
/// a message with a file inside a message inside a message.
fn mail_folders() -> Vec<(&'static str, Vec<StoredMessage>)> {
    let text = |id: u16, text: &str| (id, Property::Text(text.to_owned()));
    let mail = |subject: &str, body: &str| StoredMessage {
        properties: vec![
            (0x3ffd, Property::Integer(932)),
            text(0x001a, "IPM.Note"),
            text(0x0037, subject),
            (0x0039, Property::Time(133_650_000_000_000_000)),
            text(0x0c1a, "山田太郎"),
            text(0x0c1f, "taro@example.jp"),
            text(0x1000, body),
        ],
        ..StoredMessage::default()
    };
    let innermost = StoredMessage {
        attachments: vec![("inside.csv".to_owned(), Attached::File(b"a,b\n1,2\n".to_vec()))],
        ..mail("innermost", "the letter in the letter")
    };
    let inner = StoredMessage {
        attachments: vec![("fwd".to_owned(), Attached::Message(innermost))],
        ..mail("inner", "forwarded")
    };
    let first = StoredMessage {
        recipients: (0..400).map(|n| (format!("佐藤{n}"), format!("sato{n}@example.jp"))).collect(),
        attachments: vec![
            ("noise.bin".to_owned(), Attached::File(noise())),
            ("fwd".to_owned(), Attached::Message(inner)),
        ],
        ..mail("\u{1}\u{5}RE: 見積書", &"添付をご覧ください。\n".repeat(2000))
    };
    let contact = StoredMessage {
        properties: vec![
            (0x3ffd, Property::Integer(932)),
            text(0x001a, "IPM.Contact"),
            text(0x3001, "高橋花子"),
            text(0x3a16, "北都精機株式会社"),
            text(0x3a1c, "090-1234-5678"),
            text(CONTACT_EMAIL, "hanako@example.jp"),
        ],
        ..StoredMessage::default()
    };
    let many = (0..60).map(|n| mail(&format!("short {n}"), "a short one")).collect();
    vec![("受信トレイ", vec![first]), ("Contacts", vec![contact]), ("Many", many)]
}

#[test]
fn mail_stores_of_every_version_are_read_to_the_last_attachment() {
    for layout in [StoreLayout::Ansi, StoreLayout::Unicode, StoreLayout::Large] {
        let bytes = write_store(layout, &mail_folders());
        let test = TestCase::with_files(&[("mail.pst", &bytes)]);
        test.run();
        assert_eq!(test.item("mail.pst")["status"], "read", "{layout:?}");
        let mails = "SELECT count(*) AS n FROM items WHERE path LIKE 'mail.pst!/%.eml' AND path NOT LIKE '%!/%!/%'";
        assert_eq!(count(test.case(), mails), 62, "{layout:?}");
        let first = "mail.pst!/Top/受信トレイ/00001.eml";
        for (path, state) in [
            (first.to_owned(), "read"),
            (format!("{first}!/noise.bin"), "unread"),
            (format!("{first}!/fwd!/fwd!/inside.csv"), "read"),
        ] {
            assert_eq!(test.item(&path)["status"], state, "{layout:?} {path}");
        }
        let headers = rows(
            test.case(),
            &format!(
                "SELECT p.text FROM parts p JOIN items i ON i.sha256 = p.sha256 WHERE i.path = '{first}' AND p.label = 'headers'"
            ),
        );
        let headers = headers[0]["text"].as_str().unwrap();
        assert!(
            headers.starts_with("From: 山田太郎 <taro@example.jp>\nTo: 佐藤0 <sato0@example.jp>\n")
        );
        assert_eq!(headers.matches("To: ").count(), 400, "{layout:?}");
        assert!(
            headers.ends_with("Date: 2024-07-09T12:00:00Z\nSubject: RE: 見積書\n"),
            "{headers}"
        );
        let body = rows(
            test.case(),
            &format!(
                "SELECT length(p.text) AS n FROM parts p JOIN items i ON i.sha256 = p.sha256 WHERE i.path = '{first}' AND p.label = 'body'"
            ),
        );
        assert!(body[0]["n"].as_u64().unwrap() >= 21_998, "{layout:?} {body:?}");
        let persons = test.lines("persons.jsonl");
        let contact = persons.iter().find(|person| person["emails"][0] == "hanako@example.jp");
        let contact = contact.unwrap_or_else(|| panic!("{layout:?}"));
        assert_eq!(contact["names"][0], "高橋花子");
        assert_eq!(contact["phones"].as_array().map(Vec::len), Some(1), "{layout:?}");
    }
}

#[test]
fn what_is_damaged_in_a_mail_store_is_named_and_the_rest_is_read() {
    let whole = write_store(StoreLayout::Ansi, &mail_folders());
    // A bit of a letter's text, the first page of the tree of nodes, the file cut in its middle.
    let at = whole.windows(10).position(|bytes| bytes == b"a short on").unwrap();
    let mut flipped = whole.clone();
    flipped[at] ^= 1;
    let page = (0..whole.len() / 512)
        .map(|page| page * 512)
        .find(|at| whole[at + 500..at + 502] == [0x81, 0x81])
        .unwrap();
    let mut lost = whole.clone();
    lost[page..page + 512].fill(0);
    // The leaf of one block in the middle of a large file leads nowhere.
    let block: Vec<u8> = noise().into_iter().skip(5 * 8176).take(64).collect();
    let block = whole.windows(64).position(|bytes| bytes == block).map(u32::try_from);
    let block = block.unwrap().unwrap().to_le_bytes();
    let leaf = whole.windows(6).position(|bytes| bytes[..4] == block && bytes[4..] == [0xf0, 0x1f]);
    let mut gap = whole.clone();
    gap[leaf.unwrap()..][..4].fill(0xff);
    let mut locked = whole.clone();
    locked[461] = 0x10;
    let test = TestCase::with_files(&[
        ("flipped.pst", &flipped),
        ("lost.pst", &lost),
        ("cut.pst", &whole[..whole.len() / 2]),
        ("unknown.pst", b"!BDN\0\0\0\0SM\x03\0and more"),
        ("locked.pst", &locked),
        ("gap.pst", &gap),
    ]);
    test.run();
    for (path, state, reason, detail) in [
        ("flipped.pst", "partly_read", "corrupt", "1 damaged blocks of data"),
        ("lost.pst", "partly_read", "corrupt", "1 damaged pages of its directory"),
        ("cut.pst", "unread", "corrupt", "its directory cannot be read"),
        ("unknown.pst", "unread", "unsupported", "a mail store of an unknown version"),
        (
            "gap.pst",
            "partly_read",
            "corrupt",
            "1 damaged pages of its directory, 1 damaged blocks of data",
        ),
        ("locked.pst", "unread", "encrypted", "its blocks are encrypted"),
    ] {
        let sql = format!(
            "SELECT d.state, d.reason, d.detail FROM documents d JOIN items i ON i.sha256 = d.sha256 WHERE i.path = '{path}'"
        );
        let said = &rows(test.case(), &sql)[0];
        let said = [&said["state"], &said["reason"], &said["detail"]];
        assert_eq!(said, [state, reason, detail], "{path}");
    }
    let mails = |path: &str| {
        count(
            test.case(),
            &format!(
                "SELECT count(*) AS n FROM items WHERE path LIKE '{path}!/%.eml' AND path NOT LIKE '%!/%!/%'"
            ),
        )
    };
    assert_eq!(mails("flipped.pst"), 62);
    // What follows the lost block keeps its place.
    let size = "SELECT size AS n FROM items WHERE path LIKE 'gap.pst!/%noise.bin'";
    assert_eq!(count(test.case(), size), noise().len() as u64);
    assert!((30..62).contains(&mails("lost.pst")), "{}", mails("lost.pst"));
}

//! Text in pictures: what is recognised, when, and by whom.

use crate::candor::{BINARY, TestCase, count, dump, files, ok, rows, text};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

#[expect(clippy::print_stdout, reason = "a skipped test says why")]
fn is_installed() -> bool {
    let is = Path::new("/usr/bin/tesseract").exists();
    if !is {
        println!("skipped: tesseract is not installed");
    }
    is
}

#[test]
fn scans_wait_until_recognition_is_on() {
    if !is_installed() {
        return;
    }
    let test = TestCase::new();
    ok(&["intake", test.case(), text(&dump(test.folder.path(), 2)), "--collection", "leak"]);
    ok(&["run", test.case(), "--ocr", "off", "--json"]);
    let waiting = "SELECT count(*) AS n FROM documents WHERE awaits = 'ocr' AND state = 'unread'";
    assert_eq!(count(test.case(), waiting), 2);
    let before = count(test.case(), "SELECT count(*) AS n FROM records");
    ok(&["run", test.case(), "--json"]);
    assert_eq!(count(test.case(), waiting), 0);
    assert_eq!(
        count(
            test.case(),
            "SELECT count(*) AS n FROM documents WHERE how = 'ocr' AND state = 'read'"
        ),
        2
    );
    assert_eq!(
        count(test.case(), "SELECT count(DISTINCT sha256) AS n FROM words WHERE confidence > 50"),
        2
    );
    assert!(
        count(test.case(), "SELECT count(*) AS n FROM records") > before,
        "the scans name people"
    );
    let status: Value = serde_json::from_str(&ok(&["status", test.case(), "--json"])).unwrap();
    assert_eq!(
        (status["read_by"]["ocr"].as_u64(), status["parts_recognised"].as_u64()),
        (Some(2), Some(2))
    );
    // Nothing waits any more, so nothing is done again.
    let again: Value = serde_json::from_str(&ok(&["run", test.case(), "--json"])).unwrap();
    assert_eq!(again["documents_scanned"], 0);
}

/// Pages of scanned papers, one picture each.
fn pages(folder: &Path, count: usize) -> Vec<Vec<u8>> {
    let dump = dump(folder, 8);
    let mut pages: Vec<PathBuf> = files(&dump)
        .into_iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "png"))
        .collect();
    pages.sort();
    assert!(pages.len() >= count, "{} pages", pages.len());
    pages.iter().take(count).map(|path| std::fs::read(path).unwrap()).collect()
}

/// The text of every page of a case after recognition by one reader, so that pictures go together.
fn texts(test: &TestCase) -> BTreeMap<String, String> {
    ok(&["run", test.case(), "--jobs", "1", "--json"]);
    let sql =
        "SELECT i.path AS path, p.text AS text FROM items i JOIN parts p ON p.sha256 = i.sha256";
    let of = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
    rows(test.case(), sql).iter().map(|row| (of(row, "path"), of(row, "text"))).collect()
}

/// What a confined program prints that is handed pictures of these lengths.
fn tool(lengths: &str, pictures: &[u8], program: &[&str]) -> String {
    use std::io::Write;
    let mut child = std::process::Command::new(BINARY)
        .args(["tool-worker", lengths])
        .args(program)
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        // As the program starts it: a line to a file would be a write.
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(pictures).unwrap();
    String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
}

#[test]
fn pictures_read_together_say_what_each_says_alone() {
    if !is_installed() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let pages = pages(folder.path(), 3);
    let [first, second, third] = pages.as_slice() else { panic!("three pages") };
    let together =
        texts(&TestCase::with_files(&[("1.png", first), ("2.png", second), ("3.png", third)]));
    assert_eq!(together.len(), 3);
    for (name, page) in [("1.png", first), ("2.png", second), ("3.png", third)] {
        let alone = texts(&TestCase::with_files(&[(name, page)]));
        assert!(alone[name].len() > 20, "{name} has words");
        assert_eq!(alone[name], together[name]);
    }
    // One start of the recogniser gives a page for each.
    let both = [&first[..], &second[..]].concat();
    let said = tool(
        &format!("{},{}", first.len(), second.len()),
        &both,
        &["/usr/bin/tesseract", "/proc/self/fd/0", "stdout", "tsv"],
    );
    assert_eq!(said.lines().filter(|line| line.starts_with("1\t")).count(), 2);
    // A picture that breaks off costs the others nothing, and says so itself.
    let half = &second[..second.len() / 2];
    let test = TestCase::with_files(&[("1.png", first), ("2.png", half), ("3.png", third)]);
    let beside = texts(&test);
    assert_eq!((&beside["1.png"], &beside["3.png"]), (&together["1.png"], &together["3.png"]));
    assert_eq!(test.item("2.png")["status"], "unread");
    assert_eq!(test.item("2.png")["reason"], "corrupt");
}

#[test]
fn the_recogniser_is_handed_several_pictures_as_a_list_of_files() {
    let script =
        "while read name; do read -r picture < $name; echo \"$picture|\"; done < /proc/self/fd/0";
    assert_eq!(tool("3,5", b"oneother", &["/bin/bash", "-c", script]), "one|\nother|\n");
}

/// A recogniser that a hostile picture has taken over can do no harm.
#[test]
fn the_recogniser_is_confined() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("written");
    let server = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = server.local_addr().unwrap().port();
    for script in [
        format!("echo x > {}", text(&target)),
        "read line < /etc/passwd".to_owned(),
        "(true)".to_owned(),
        format!("exec 3<>/dev/tcp/127.0.0.1/{port}"),
        "echo x > /proc/self/fd/0".to_owned(),
    ] {
        for pictures in ["0", "3,5"] {
            let status = std::process::Command::new(BINARY)
                .args(["tool-worker", pictures, "/bin/bash", "-c"])
                .arg(format!("{script} && echo done"))
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&status.stdout).into_owned();
            assert!(!said.contains("done"), "`{script}` was allowed");
        }
    }
    assert!(!target.exists());
    let allowed = std::process::Command::new(BINARY)
        .args(["tool-worker", "0", "/bin/bash", "-c", "echo done"])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&allowed.stdout), "done\n");
}

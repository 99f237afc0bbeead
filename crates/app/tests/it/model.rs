//! A language model beside the detectors: a server of the test's own answers as such servers do.

use crate::candor::{BINARY, SETTINGS, TestCase, fails, ok, run, text};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

const LETTER: &str =
    "Subject: gate log\n\nZorblax Quintara came by twice and left no card.\nTel 090-1234-5678\n";

/// A server that names the values it was given, in every passage; while it has none it fails.
struct Server {
    port: u16,
    values: Arc<Mutex<Option<Value>>>,
    asked: Arc<AtomicUsize>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (values, asked) = (Arc::new(Mutex::new(None)), Arc::new(AtomicUsize::new(0)));
        let (known, counted) = (Arc::clone(&values), Arc::clone(&asked));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (known, counted) = (Arc::clone(&known), Arc::clone(&counted));
                std::thread::spawn(move || while answer(&stream, &known, &counted).is_some() {});
            }
        });
        Self { port, values, asked }
    }

    fn names(&self, values: Option<Value>) {
        *self.values.lock().unwrap() = values;
    }

    fn settings(&self, more: &str) -> String {
        format!(
            "{SETTINGS}[model]\nurl = 'http://127.0.0.1:{}/v1'\nname = 'm1'\nseconds = 10\n{more}",
            self.port
        )
    }
}

/// Answers one request; nothing when the client has gone.
fn answer(stream: &TcpStream, values: &Mutex<Option<Value>>, asked: &AtomicUsize) -> Option<()> {
    let mut from = BufReader::new(stream);
    let mut first = String::new();
    from.read_line(&mut first).ok().filter(|read| *read > 0)?;
    let mut length = 0;
    loop {
        let mut line = String::new();
        from.read_line(&mut line).ok().filter(|read| *read > 0)?;
        let line = line.trim().to_lowercase();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
    }
    let mut body = vec![0; length];
    from.read_exact(&mut body).ok()?;
    let (status, reply) = if first.starts_with("GET /v1/models ") {
        ("200 OK", json!({ "data": [{ "id": "m1" }] }))
    } else {
        asked.fetch_add(1, Ordering::Relaxed);
        let question: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(question["model"], "m1");
        match values.lock().unwrap().as_ref() {
            Some(values) => {
                let content = json!({ "values": values }).to_string();
                ("200 OK", json!({ "choices": [{ "message": { "content": content } }] }))
            }
            None => ("503 Service Unavailable", json!({ "error": "loading" })),
        }
    };
    let reply = reply.to_string();
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n", reply.len());
    let mut to = stream;
    to.write_all(head.as_bytes()).ok()?;
    to.write_all(reply.as_bytes()).ok()
}

fn findings(test: &TestCase) -> Vec<Value> {
    let sql =
        "SELECT field, raw, detector, confidence, record_id FROM findings ORDER BY field, raw";
    let lines = ok(&["sql", test.case(), "--json", sql]);
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn told() -> Value {
    json!([
        { "field": "name", "value": "Zorblax Quintara" },
        { "field": "name", "value": "Nobody Wrotethis" },
        { "field": "payment_card", "value": "090-1234-5678" },
        { "field": "phone", "value": "090-1234-5678" },
    ])
}

#[test]
fn what_a_model_names_counts_where_it_stands() {
    let server = Server::start();
    let test = TestCase::with_files(&[("gate.txt", LETTER.as_bytes())]);
    test.run();
    let before = findings(&test);
    assert!(before.iter().all(|finding| finding["field"] != "name"), "{before:#?}");
    std::fs::write(test.case.join("case.toml"), server.settings("confidence = 0.9\n")).unwrap();
    server.names(Some(told()));
    let ran = test.run();
    assert_eq!(ran["model"], json!({ "passages": 1, "unanswered": 0 }));
    let after = findings(&test);
    let of = |list: &[Value], field: &str| {
        list.iter().filter(|finding| finding["field"] == field).cloned().collect::<Vec<_>>()
    };
    let names = of(&after, "name");
    assert_eq!(names.len(), 1, "{after:#?}");
    assert_eq!(
        (&names[0]["raw"], &names[0]["detector"]),
        (&json!("Zorblax Quintara"), &json!("model m1"))
    );
    assert!(names[0]["record_id"].is_string());
    let (old, new) = (of(&before, "phone"), of(&after, "phone"));
    assert!(new[0]["confidence"].as_f64() > old[0]["confidence"].as_f64());
    assert!(of(&after, "payment_card").is_empty());
    // Nothing is asked twice, and nothing when nothing is new.
    assert_eq!(server.asked.load(Ordering::Relaxed), 1);
    assert_eq!(test.run()["documents_scanned"], 0);
    assert_eq!(server.asked.load(Ordering::Relaxed), 1);
    ok(&["verify", test.case()]);
}

#[test]
fn a_document_waits_for_a_model_that_does_not_answer() {
    let server = Server::start();
    let test = TestCase::with_files(&[("gate.txt", LETTER.as_bytes())]);
    std::fs::write(test.case.join("case.toml"), server.settings("confidence = 0.9\n")).unwrap();
    let out = run(&["run", test.case(), "--ocr", "off"]);
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(out.status.success() && said.contains("did not answer on 1 of 1 passages"), "{said}");
    let sql = "SELECT awaits, detail, state FROM documents";
    let document: Value = serde_json::from_str(&ok(&["sql", test.case(), "--json", sql])).unwrap();
    assert_eq!((&document["awaits"], &document["state"]), (&json!("model"), &json!("read")));
    let detail = document["detail"].as_str().unwrap();
    assert!(detail.ends_with("1 of 1 passages: it answers 503 Service Unavailable"), "{detail}");
    server.names(Some(told()));
    assert_eq!(test.run()["documents_scanned"], 1);
    assert!(findings(&test).iter().any(|finding| finding["detector"] == "model m1"));
    assert_eq!(test.run()["documents_scanned"], 0, "nothing waits any more");
}

#[test]
fn a_model_that_is_not_there_or_elsewhere_is_refused() {
    let test = TestCase::with_files(&[("gate.txt", LETTER.as_bytes())]);
    let settings = |url: &str| {
        let text = format!("{SETTINGS}[model]\nurl = '{url}'\nname = 'm1'\n");
        std::fs::write(test.case.join("case.toml"), text).unwrap();
    };
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    settings(&format!("http://127.0.0.1:{free}/v1"));
    assert!(fails(&["run", test.case(), "--ocr", "off"], 3).contains("take [model] out"));
    settings("http://192.0.2.1/v1");
    assert!(fails(&["run", test.case(), "--ocr", "off"], 3).contains("tunnel"));
}

#[test]
fn nothing_is_shown_to_a_proxy() {
    let (server, other) = (Server::start(), Server::start());
    other.names(Some(told()));
    let test = TestCase::with_files(&[("gate.txt", LETTER.as_bytes())]);
    std::fs::write(test.case.join("case.toml"), server.settings("")).unwrap();
    server.names(Some(told()));
    let proxy = format!("http://127.0.0.1:{}", other.port);
    let mut command = std::process::Command::new(BINARY);
    command.args(["run", text(&test.case), "--json", "--ocr", "off"]);
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        command.env(name, &proxy);
    }
    assert!(command.output().unwrap().status.success());
    let count = |server: &Server| server.asked.load(Ordering::Relaxed);
    assert_eq!((count(&server), count(&other)), (1, 0));
}

//! One contract, two databases.

use super::*;
use std::process::{Child, Command, Stdio};

fn entry(note: &str) -> Entry {
    Entry {
        kind: OperationKind::Scan,
        stage_key: "k".into(),
        detail: serde_json::json!({ "note": note }),
        sealed: vec![Segment {
            table: "items".into(),
            file: format!("{note}.parquet"),
            sha256: "00".into(),
            rows: 3,
        }],
        retired: vec![],
    }
}

/// What every ledger must do, wherever it lies.
async fn contract(place: &Place) {
    let mut ledger = Ledger::open(place, true).await.unwrap();
    ledger.append(entry("one")).await.unwrap();
    let second = Entry { retired: vec!["one.parquet".into()], ..entry("two") };
    ledger.append(second).await.unwrap();
    let all = ledger.operations().await.unwrap();
    assert_eq!(all.iter().map(|op| op.seq).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(all[1].previous, all[0].hash);
    assert!(all.iter().all(|op| op.hash == op.expected_hash()));
    let in_force = ledger.segments().await.unwrap();
    assert_eq!(in_force.len(), 1, "a retired segment is out of force");
    assert_eq!((in_force[0].file.as_str(), in_force[0].rows), ("two.parquet", 3));

    // Two people at once: the one who did not see the other's entry is refused, and nothing of
    // the refused entry is left.
    let mut other = Ledger::open(place, true).await.unwrap();
    other.append(entry("theirs")).await.unwrap();
    let refused = ledger.append(entry("mine")).await.unwrap_err();
    assert!(matches!(refused, CaseError::Moved { number: 3, .. }), "{refused}");
    assert_eq!(ledger.operations().await.unwrap().len(), 3);
    let mut again = Ledger::open(place, true).await.unwrap();
    assert_eq!(again.append(entry("mine")).await.unwrap().seq, 4);

    // A reader sees all and may not write.
    let mut reader = Ledger::open(place, false).await.unwrap();
    assert_eq!(reader.operations().await.unwrap().len(), 4);

    sqlx::query("UPDATE meta SET value = 99").execute(&mut again.connection).await.unwrap();
    drop(again);
    let refused = Ledger::open(place, true).await.unwrap_err();
    assert!(matches!(refused, CaseError::NewerLedger { found: 99, .. }));
}

#[tokio::test]
async fn a_file_keeps_the_contract() {
    let dir = tempfile::tempdir().unwrap();
    contract(&Place::File(dir.path().join("led ger%41?#.db"))).await;
    assert!(dir.path().join("led ger%41?#.db").exists());
}

#[tokio::test]
#[expect(clippy::print_stdout, reason = "a skipped test says why")]
async fn a_server_keeps_the_contract() {
    let Some(postgres) = Postgres::start().await else {
        println!("skipped: PostgreSQL (Debian: apt install postgresql) is not on this machine");
        return;
    };
    let server = Server { url: postgres.url(), schema: "case_one".into() };
    contract(&Place::Server(server)).await;
    let other = Place::Server(Server { url: postgres.url(), schema: "case_two".into() });
    let mut one = Ledger::open(&other, true).await.unwrap();
    assert!(one.operations().await.unwrap().is_empty(), "each case has its own schema");
    let mut two = Ledger::open(&other, true).await.unwrap();
    assert!(one.lock().await.unwrap());
    assert!(!two.lock().await.unwrap(), "a shared case has one writer at a time");
}

#[tokio::test]
async fn a_file_cut_off_in_the_middle_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("ledger.db");
    let mut ledger = Ledger::open(&Place::File(path.clone()), true).await.unwrap();
    for number in 0..60 {
        ledger.append(entry(&format!("{number}{}", "x".repeat(400)))).await.unwrap();
    }
    drop(ledger);
    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    let place = Place::File(path);
    let read = match Ledger::open(&place, false).await {
        Ok(mut ledger) => ledger.operations().await.map(|_| ()),
        Err(error) => Err(error),
    };
    assert!(matches!(read.unwrap_err(), CaseError::Ledger { .. }));
}

/// A real server on a scratch folder and a port of its own, stopped by its own process id.
struct Postgres {
    _folder: tempfile::TempDir,
    port: u16,
    server: Child,
}

impl Postgres {
    /// Started, and past the time in which the port is open and every session is refused with
    /// "the database system is starting up".
    async fn start() -> Option<Self> {
        let bin = std::fs::read_dir("/usr/lib/postgresql").ok()?.flatten();
        let bin =
            bin.map(|entry| entry.path().join("bin")).find(|bin| bin.join("initdb").exists())?;
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        give_to_user(folder.path());
        let made = as_user(&bin.join("initdb"))
            .args(["-A", "trust", "-U", "candor", "-E", "UTF8", "--no-sync", "-D"])
            .arg(&data)
            .stdout(Stdio::null())
            .status()
            .unwrap();
        assert!(made.success(), "initdb failed");
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let server = as_user(&bin.join("postgres"))
            .arg("-D")
            .arg(&data)
            .args(["-p", &port.to_string(), "-c", "listen_addresses=127.0.0.1", "-k"])
            .arg(folder.path())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let postgres = Self { _folder: folder, port, server };
        for _ in 0..600 {
            if sqlx::PgConnection::connect(&postgres.url()).await.is_ok() {
                return Some(postgres);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("the server did not start within 60 s");
    }

    fn url(&self) -> String {
        format!("postgres://candor@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let pid = self.server.id().to_string();
        drop(Command::new("kill").args(["-INT", &pid]).status());
        drop(self.server.wait());
    }
}

/// PostgreSQL refuses to run as root; a test that does hands the folder to `nobody`.
fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0)
}

const NOBODY: u32 = 65534;

fn give_to_user(folder: &Path) {
    if is_root() {
        std::os::unix::fs::chown(folder, Some(NOBODY), Some(NOBODY)).unwrap();
    }
}

fn as_user(program: &Path) -> Command {
    use std::os::unix::process::CommandExt as _;
    let mut command = Command::new(program);
    // Where the test runs may be closed to another user.
    command.current_dir("/");
    if is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    command
}

impl Ledger {
    /// Writes the whole chain anew as if its first operation had been made at another time.
    pub(crate) async fn redate_first(&mut self, at: &str) {
        let mut operations = self.operations().await.unwrap();
        operations[0].at = at.to_owned();
        let mut previous = String::new();
        for operation in &mut operations {
            operation.previous.clone_from(&previous);
            operation.hash = operation.expected_hash();
            previous.clone_from(&operation.hash);
            sqlx::query("DELETE FROM operations WHERE seq = $1")
                .bind(operation.seq)
                .execute(&mut self.connection)
                .await
                .unwrap();
            insert(&mut self.connection, operation).await.unwrap();
        }
    }
}

//! What became of letters: prepared, approved, sent, returned or voided, each a step in the ledger.

use crate::error::UserError;
use crate::output;
use candor_case::tables::LetterRow;
use candor_case::{Case, CaseError, OperationKind, sha256_hex};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

/// A step in the life of a batch, as the ledger keeps it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    Prepared {
        batch: String,
        company: String,
        date: String,
        letters: u64,
        /// Where its files lie, below the case's `out` unless it begins at a root.
        folder: String,
        /// Hash of the list of its files with their hashes.
        manifest: String,
    },
    Approved {
        batch: String,
        reason: String,
    },
    /// All letters of the batch when `persons` is empty.
    Sent {
        batch: String,
        at: String,
        by: String,
        persons: Vec<String>,
    },
    /// Persons with a word of [`RETURNED`].
    Returned {
        batch: String,
        persons: BTreeMap<String, String>,
    },
    /// It does not go out.
    Voided {
        batch: String,
        reason: String,
    },
}

/// Why a letter came back; free words could tell where a person lives.
const RETURNED: [&str; 4] = ["moved", "unknown", "refused", "other"];

impl Step {
    fn batch(&self) -> &str {
        match self {
            Self::Prepared { batch, .. }
            | Self::Approved { batch, .. }
            | Self::Sent { batch, .. }
            | Self::Returned { batch, .. }
            | Self::Voided { batch, .. } => batch,
        }
    }
}

/// The steps of every batch, oldest first, with who took them.
pub async fn steps(case: &mut Case) -> Result<Vec<(Step, String)>, UserError> {
    let operations = case.operations().await?.into_iter();
    operations
        .filter(|operation| operation.kind == OperationKind::Dispatch.as_str())
        .map(|operation| {
            let step = serde_json::from_value(operation.detail).map_err(|e| {
                UserError::damaged(format!(
                    "operation {} cannot be read: {e}\nhint: run `candor verify`",
                    operation.seq
                ))
            })?;
            Ok((step, operation.actor))
        })
        .collect()
}

pub async fn record(
    case: &mut Case,
    step: &Step,
    sink: candor_case::SegmentSink,
) -> Result<i64, UserError> {
    let detail = serde_json::to_value(step).map_err(|e| UserError::internal(&e.to_string()))?;
    let operation = case.append(OperationKind::Dispatch, String::new(), detail, sink, &[]).await?;
    Ok(operation.seq)
}

/// What went out, and what came back.
#[derive(Default)]
pub struct Told {
    /// When all letters of a batch went out.
    whole: HashMap<String, String>,
    /// When single ones did, by batch and person.
    single: HashMap<(String, String), String>,
    back: BTreeSet<(String, String)>,
}

impl Told {
    pub fn of(steps: &[(Step, String)]) -> Self {
        let mut told = Self::default();
        for (step, _) in steps {
            match step {
                Step::Sent { batch, at, persons, .. } if persons.is_empty() => {
                    told.whole.insert(batch.clone(), at.clone());
                }
                Step::Sent { batch, at, persons, .. } => {
                    let each = persons.iter().map(|person| (batch.clone(), person.clone()));
                    told.single.extend(each.map(|key| (key, at.clone())));
                }
                Step::Returned { batch, persons } => {
                    told.back.extend(persons.keys().map(|person| (batch.clone(), person.clone())));
                }
                _ => {}
            }
        }
        told
    }

    /// When a person's letter went out; none when it did not, or came back. One without an address goes
    /// out only when it is recorded by itself.
    pub fn on(&self, batch: &str, person: &str, has_address: bool) -> Option<String> {
        let key = (batch.to_owned(), person.to_owned());
        let whole = self.whole.get(batch).filter(|_| has_address);
        let sent = self.single.get(&key).or(whole);
        sent.filter(|_| !self.back.contains(&key)).cloned()
    }
}

/// A batch of the company of which some letters neither went out nor were taken back.
pub fn waiting<'a>(steps: &'a [(Step, String)], company: &str) -> Option<&'a str> {
    steps.iter().find_map(|(step, _)| match step {
        Step::Prepared { batch, company: of, letters, .. } if of == company => {
            let of = || steps.iter().filter(|(step, _)| step.batch() == batch);
            let whole = of().any(|(step, _)| match step {
                Step::Sent { persons, .. } => persons.is_empty(),
                Step::Voided { .. } => true,
                _ => false,
            });
            let single: BTreeSet<&String> = of()
                .filter_map(|(step, _)| match step {
                    Step::Sent { persons, .. } => Some(persons),
                    _ => None,
                })
                .flatten()
                .collect();
            let gone = whole || single.len() as u64 >= *letters;
            (!gone).then_some(batch.as_str())
        }
        _ => None,
    })
}

/// The folder in which a batch is written before it is recorded.
pub fn in_work(folder: &Path) -> PathBuf {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    folder.with_file_name(format!("{name}.part"))
}

/// Names the file in which a batch lists its files with their hashes, as `sha256sum` writes them.
const MANIFEST: &str = "manifest.txt";

/// Writes the list of every file below a folder; returns its hash.
pub fn write_manifest(folder: &Path) -> Result<String, UserError> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(at) = folders.pop() {
        let entries = std::fs::read_dir(&at).map_err(|e| CaseError::io("read", &at, &e))?;
        for entry in entries {
            let path = entry.map_err(|e| CaseError::io("read", &at, &e))?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    let mut list = String::new();
    for file in files {
        let bytes = std::fs::read(&file).map_err(|e| CaseError::io("read", &file, &e))?;
        let name = file.strip_prefix(folder).unwrap_or(&file).display();
        list.push_str(&format!("{}  {name}\n", sha256_hex(&bytes)));
    }
    let to = folder.join(MANIFEST);
    std::fs::write(&to, &list).map_err(|e| CaseError::io("write", &to, &e))?;
    Ok(sha256_hex(list.as_bytes()))
}

/// Whether every file that a batch's list names is as it was; what else lies there is no part of it.
fn is_as_prepared(folder: &Path, kept: &str) -> bool {
    let Ok(list) = std::fs::read_to_string(folder.join(MANIFEST)) else { return false };
    let same = |line: &str| {
        let Some((hash, name)) = line.split_once("  ") else { return false };
        std::fs::read(folder.join(name)).is_ok_and(|bytes| sha256_hex(&bytes) == hash)
    };
    sha256_hex(list.as_bytes()) == kept && list.lines().all(same)
}

/// The files of a batch must still be what was prepared.
fn check_files(case: &Case, steps: &[(Step, String)]) -> Result<(), UserError> {
    let prepared = steps.iter().find_map(|(step, _)| match step {
        Step::Prepared { folder, manifest, .. } => Some((folder, manifest)),
        _ => None,
    });
    let Some((folder, kept)) = prepared else { return Ok(()) };
    // A folder inside the case moves with it.
    let folder = case.layout.out().join(folder);
    // A stop between the record and the renaming leaves the files under their first name.
    let unfinished = in_work(&folder);
    if !folder.exists() && unfinished.exists() {
        std::fs::rename(&unfinished, &folder)
            .map_err(|e| CaseError::io("rename", &unfinished, &e))?;
    }
    if is_as_prepared(&folder, kept) {
        return Ok(());
    }
    Err(UserError::input(format!(
        "the letters in {} are missing or not what was prepared\nhint: restore them; if none went out, void the batch and prepare it again",
        folder.display()
    )))
}

/// The steps of one batch, the case open to write the next.
async fn known(case: &mut Case, batch: &str) -> Result<Vec<(Step, String)>, UserError> {
    let all = steps(case).await?;
    let of: Vec<(Step, String)> =
        all.into_iter().filter(|(step, _)| step.batch() == batch).collect();
    if of.is_empty() {
        return Err(UserError::input(format!(
            "no batch is called {}\nhint: `candor dispatch CASE list` names them",
            output::safe(batch)
        )));
    }
    Ok(of)
}

/// Refuses a step that another one rules out.
fn refuse_after(
    steps: &[(Step, String)],
    batch: &str,
    ruled_out: fn(&Step) -> Option<&'static str>,
) -> Result<(), UserError> {
    match steps.iter().find_map(|(step, _)| ruled_out(step)) {
        None => Ok(()),
        Some(what) => Err(UserError::input(format!(
            "{batch} is {what} already\nhint: `candor dispatch CASE list` shows how batches stand"
        ))),
    }
}

pub async fn approve(root: &Path, batch: &str, reason: &str) -> Result<(), UserError> {
    let mut case = Case::open(root).await?;
    let steps = known(&mut case, batch).await?;
    refuse_after(&steps, batch, |step| match step {
        Step::Approved { .. } => Some("approved"),
        Step::Voided { .. } => Some("void"),
        _ => None,
    })?;
    check_files(&case, &steps)?;
    let step = Step::Approved { batch: batch.to_owned(), reason: reason.to_owned() };
    let sink = case.sink();
    let number = record(&mut case, &step, sink).await?;
    output::line(format!("{batch} is approved by operation {number}"))
}

/// Takes back what of a batch did not go out.
pub async fn void(root: &Path, batch: &str, reason: &str) -> Result<(), UserError> {
    let mut case = Case::open(root).await?;
    let steps = known(&mut case, batch).await?;
    refuse_after(&steps, batch, |step| match step {
        Step::Sent { persons, .. } if persons.is_empty() => Some("sent as a whole"),
        Step::Voided { .. } => Some("void"),
        _ => None,
    })?;
    let step = Step::Voided { batch: batch.to_owned(), reason: reason.to_owned() };
    let sink = case.sink();
    let number = record(&mut case, &step, sink).await?;
    output::line(format!(
        "{batch} is void by operation {number}; who got no letter of it counts as not told"
    ))
}

pub async fn sent(
    root: &Path,
    batch: &str,
    at: &str,
    persons: Option<&Path>,
    by: &str,
) -> Result<(), UserError> {
    let mut case = Case::open(root).await?;
    let steps = known(&mut case, batch).await?;
    refuse_after(&steps, batch, |step| match step {
        Step::Voided { .. } => Some("void"),
        Step::Sent { persons, .. } if persons.is_empty() => Some("sent as a whole"),
        _ => None,
    })?;
    if !steps.iter().any(|(step, _)| matches!(step, Step::Approved { .. })) {
        return Err(UserError::input(format!(
            "{batch} was not approved\nhint: `candor dispatch {} approve {batch} --reason …` first",
            root.display()
        )));
    }
    candor_law::clock::Moment::parse(at, &case.settings.case.timezone)
        .map_err(|why| UserError::input(format!("{why}\nhint: say with --at when it went out")))?;
    let persons = match persons {
        None => Vec::new(),
        Some(file) => of_batch(&mut case, batch, file).await?.into_keys().collect(),
    };
    let count = persons.len();
    let step =
        Step::Sent { batch: batch.to_owned(), at: at.to_owned(), by: by.to_owned(), persons };
    let sink = case.sink();
    let number = record(&mut case, &step, sink).await?;
    let how = if count == 0 { "all letters".to_owned() } else { format!("{count} letters") };
    output::line(format!("{batch}: {how} recorded as sent by operation {number}"))?;
    eprintln!(
        "hint: `candor event {} add --kind persons_told --entity … --duty …` tells it in the history",
        root.display()
    );
    Ok(())
}

pub async fn returned(root: &Path, batch: &str, file: &Path) -> Result<(), UserError> {
    let mut case = Case::open(root).await?;
    known(&mut case, batch).await?;
    let persons = of_batch(&mut case, batch, file).await?;
    if persons.values().any(|reason| !RETURNED.contains(&reason.as_str())) {
        return Err(UserError::input(format!(
            "{}: a reason is no word of the register\nhint: one of {}; nothing was recorded",
            file.display(),
            RETURNED.join(", ")
        )));
    }
    let count = persons.len();
    let step = Step::Returned { batch: batch.to_owned(), persons };
    let sink = case.sink();
    let number = record(&mut case, &step, sink).await?;
    output::line(format!("{batch}: {count} letters recorded as returned by operation {number}"))?;
    eprintln!("hint: the next `prepare` writes to them again where an address is known");
    Ok(())
}

/// Persons of a CSV file with the reason beside each, all of this batch.
async fn of_batch(
    case: &mut Case,
    batch: &str,
    file: &Path,
) -> Result<BTreeMap<String, String>, UserError> {
    let refuse = |what: String, hint: &str| {
        let file = file.display();
        UserError::input(format!("{file}: {what}\nhint: {hint}; nothing was recorded"))
    };
    let form = "a CSV file in UTF-8, its first line person_id,reason";
    let bad = |e: csv::Error| refuse(e.to_string(), form);
    let mut reader = csv::Reader::from_path(file).map_err(bad)?;
    let headers = reader.headers().map_err(bad)?.clone();
    let column = |name: &str| headers.iter().position(|header| header.trim() == name);
    let person =
        column("person_id").ok_or_else(|| refuse("no column `person_id`".to_owned(), form))?;
    let reason = column("reason");
    let sql = format!("SELECT * FROM letters WHERE batch = '{}'", batch.replace('\'', "''"));
    let letters: Vec<LetterRow> = case.query().await?.all(&sql).await?;
    let known: BTreeSet<String> = letters.into_iter().map(|row| row.person_id).collect();
    let mut persons = BTreeMap::new();
    for (line, row) in (2..).zip(reader.records()) {
        let row = row.map_err(bad)?;
        let cell = |at: usize| row.get(at).unwrap_or_default().trim().to_owned();
        let id = cell(person);
        if !known.contains(&id) {
            let what = format!("line {line} names nobody with a letter in {batch}");
            return Err(refuse(what, "mail-merge.csv of the batch lists the ids"));
        }
        persons.insert(id, reason.map(cell).unwrap_or_default());
    }
    if persons.is_empty() { Err(refuse("no row".to_owned(), form)) } else { Ok(persons) }
}

/// How a batch stands.
#[derive(Clone, Debug, Default, Serialize)]
pub struct BatchState {
    #[serde(rename = "batch")]
    pub id: String,
    pub company: String,
    pub date: String,
    pub letters: u64,
    pub approved_by: String,
    pub sent: u64,
    pub returned: u64,
    pub void: bool,
}

/// Every batch with what became of it.
pub async fn batches(case: &mut Case) -> Result<Vec<BatchState>, UserError> {
    let mut all: Vec<BatchState> = Vec::new();
    for (step, actor) in steps(case).await? {
        if let Step::Prepared { batch, company, date, letters, .. } = &step {
            all.push(BatchState {
                id: batch.clone(),
                company: company.clone(),
                date: date.clone(),
                letters: *letters,
                ..BatchState::default()
            });
            continue;
        }
        let Some(known) = all.iter_mut().find(|known| known.id == step.batch()) else { continue };
        match step {
            Step::Approved { .. } => known.approved_by = actor,
            Step::Sent { persons, .. } => {
                let more = if persons.is_empty() { known.letters } else { persons.len() as u64 };
                known.sent = (known.sent + more).min(known.letters);
            }
            Step::Returned { persons, .. } => known.returned += persons.len() as u64,
            Step::Voided { .. } => known.void = true,
            Step::Prepared { .. } => {}
        }
    }
    Ok(all)
}

pub async fn list(root: &Path, as_json: bool) -> Result<(), UserError> {
    let mut case = Case::open_to_read(root).await?;
    let all = batches(&mut case).await?;
    if as_json {
        return output::json(&all);
    }
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|one| {
            let approved = match (one.void, one.approved_by.is_empty()) {
                (true, _) => "void".to_owned(),
                (false, true) => "no".to_owned(),
                (false, false) => output::safe(&one.approved_by),
            };
            vec![
                one.id.clone(),
                one.company.clone(),
                one.date.clone(),
                one.letters.to_string(),
                approved,
                one.sent.to_string(),
                one.returned.to_string(),
            ]
        })
        .collect();
    let header = ["batch", "company", "date", "letters", "approved by", "sent", "returned"];
    output::table(&header, &rows, &[3, 5, 6])
}

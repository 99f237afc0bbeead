//! `candor dispatch`: letters to persons, prepared in batches; a register of what was approved, sent and
//! returned. Candor sends nothing.

use super::report as reports;
use crate::cli::{Dispatch as Args, Dispatching};
use crate::error::UserError;
use crate::output;
use crate::progress::Bar;
use crate::report::{LetterPress, workbook};
use crate::stages::assess::rules;
use crate::stages::disclose::{self, write};
use candor_case::tables::{JoinedRow, LetterRow};
use candor_case::{Case, CaseError, OperationKind, Query, sha256_hex};
use candor_engine::disclose::{ContentRules, Facts, Letter, LetterWriter, Occasion, Reader};
use candor_facts::{Category, EventKind, EventPart, Field, Language};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

pub async fn run(args: &Args) -> Result<(), UserError> {
    match &args.step {
        Dispatching::Prepare { entity, out, date } => {
            prepare(&args.case, entity.as_deref(), out.as_deref(), date.as_deref()).await
        }
        Dispatching::Approve { batch, why } => approve(&args.case, batch, &why.reason).await,
        Dispatching::Sent { batch, at, persons, by } => {
            sent(&args.case, batch, at, persons.as_deref(), by).await
        }
        Dispatching::Returned { batch, persons } => returned(&args.case, batch, persons).await,
        Dispatching::List { json } => list(&args.case, *json).await,
        Dispatching::Desk { lang, out } => {
            super::draft::desk(&args.case, *lang, out.as_deref()).await
        }
    }
}

/// A step in the life of a batch, as the ledger keeps it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
enum Step {
    Prepared {
        batch: String,
        company: String,
        date: String,
        letters: u64,
        register: String,
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
    Returned {
        batch: String,
        persons: BTreeMap<String, String>,
    },
}

impl Step {
    fn batch(&self) -> &str {
        match self {
            Self::Prepared { batch, .. }
            | Self::Approved { batch, .. }
            | Self::Sent { batch, .. }
            | Self::Returned { batch, .. } => batch,
        }
    }
}

/// The steps of every batch, oldest first, with who took them.
async fn steps(case: &mut Case) -> Result<Vec<(Step, String)>, UserError> {
    let operations = case.operations().await?.into_iter();
    operations
        .filter(|operation| operation.kind == OperationKind::Dispatch.as_str())
        .map(|operation| {
            let step = serde_json::from_value(operation.detail).map_err(|e| {
                UserError::damaged(format!("operation {} cannot be read: {e}", operation.seq))
            })?;
            Ok((step, operation.actor))
        })
        .collect()
}

candor_case::row! {
    /// A person as one company writes to them.
    PersonRow {
        person_id: String,
        categories: Vec<String>,
        fields: Vec<String>,
        letter_name: String,
        letter_address: String,
        letter_email: String,
        letter_language: String,
        residence: Option<String>,
    }
}

const PERSONS_SQL: &str = "SELECT x.person_id AS person_id, x.categories AS categories, x.fields AS fields, p.letter_name AS letter_name, \
    p.letter_address AS letter_address, p.letter_email AS letter_email, p.letter_language AS letter_language, p.residence AS residence \
    FROM (SELECT person_id, array_agg(DISTINCT category) AS categories, array_agg(DISTINCT field) AS fields \
    FROM (SELECT person_id, category, unnest(fields) AS field FROM exposed WHERE company = 'COMPANY') e GROUP BY person_id) x \
    JOIN persons p ON x.person_id = p.person_id ORDER BY person_id";

/// What a person was told before, and when.
#[derive(Default)]
struct Before {
    fields: BTreeSet<String>,
    date: String,
}

/// What persons were told by a company, under the ids that they have now.
async fn told_before(
    case: &mut Case,
    query: &Query,
    company: &str,
) -> Result<HashMap<String, Before>, UserError> {
    let dates: HashMap<String, String> = steps(case)
        .await?
        .into_iter()
        .filter_map(|(step, _)| match step {
            Step::Prepared { batch, date, .. } => Some((batch, date)),
            _ => None,
        })
        .collect();
    let joined: Vec<JoinedRow> = query.table("from_person").await?;
    let joined: HashMap<String, String> =
        joined.into_iter().map(|row| (row.from_person, row.into_person)).collect();
    let sql = format!("SELECT * FROM letters WHERE company = '{}'", company.replace('\'', "''"));
    let mut before: HashMap<String, Before> = HashMap::new();
    for row in query.all::<LetterRow>(&sql).await? {
        let id = joined.get(&row.person_id).cloned().unwrap_or(row.person_id);
        let known = before.entry(id).or_default();
        known.fields.extend(row.fields);
        let date = dates.get(&row.batch).cloned().unwrap_or_default();
        known.date = known.date.clone().max(date);
    }
    Ok(before)
}

/// A letter to write.
struct Job {
    number: u64,
    person: PersonRow,
    category: Category,
    fields: Vec<Field>,
    new_fields: Vec<Field>,
    occasion: Occasion,
    told_before: String,
    lang: Language,
    rules: ContentRules,
}

async fn prepare(
    root: &Path,
    entity: Option<&str>,
    out: Option<&Path>,
    date: Option<&str>,
) -> Result<(), UserError> {
    let mut case = Case::open(root).await?;
    if !reports::is_current(&mut case).await? {
        return Err(UserError::input(format!(
            "the case changed since its last run\nhint: `candor run {}` first",
            root.display()
        )));
    }
    let date = reports::day(date, &case)?;
    let known: Vec<String> =
        case.settings.company.iter().map(|company| company.id.clone()).collect();
    if let Some(entity) = entity.filter(|entity| !known.iter().any(|id| id == entity)) {
        return Err(UserError::input(format!(
            "{} is no company of case.toml\nhint: one of {}",
            output::safe(entity),
            known.join(", ")
        )));
    }
    let base = out.map_or_else(|| case.layout.out().join("dispatch"), Path::to_path_buf);
    let facts = disclose::facts(&mut case).await?;
    if let Some(open) = gaps(&facts) {
        return Err(UserError::input(format!(
            "the letters would not say {open}\nhint: `candor event {} add …` tells it, then `candor run`; `candor draft CASE notices` shows the letters with their gaps",
            root.display()
        )));
    }
    let mut written = 0;
    for company in known.iter().filter(|id| entity.is_none_or(|entity| entity == id.as_str())) {
        let jobs = jobs(&mut case, company).await?;
        if jobs.is_empty() {
            eprintln!("{company}: everybody was told all that is known");
            continue;
        }
        written += jobs.len();
        batch(&mut case, company, &facts, jobs, &base, &date).await?;
    }
    eprintln!("{written} letters; Candor sends none of them");
    eprintln!(
        "hint: `candor dispatch {} approve BATCH --reason …` once somebody read them",
        root.display()
    );
    Ok(())
}

/// Letters to invented readers, one for each company, category and language, for counsel to read.
pub async fn samples(case: &mut Case, out: &Path) -> Result<usize, UserError> {
    let facts = disclose::facts(case).await?;
    let press = LetterPress::new()?;
    let date = facts.as_of.clone();
    std::fs::create_dir_all(out).map_err(|e| CaseError::io("create", out, &e))?;
    let sql = "SELECT DISTINCT company, category, language FROM (SELECT e.company AS company, e.category AS category, \
        p.letter_language AS language FROM exposed e JOIN persons p ON e.person_id = p.person_id) x ORDER BY company, category, language";
    let variants: Vec<VariantRow> = case.query().await?.all(sql).await?;
    let mut count = 0;
    for variant in &variants {
        let (Some(category), Some(lang)) =
            (Category::parse(&variant.category), Language::parse(&variant.language))
        else {
            continue;
        };
        let sql = format!(
            "SELECT DISTINCT field AS name FROM (SELECT unnest(fields) AS field FROM exposed WHERE company = '{}' AND category = '{}') x",
            variant.company.replace('\'', "''"),
            variant.category
        );
        let names: Vec<NameRow> = case.query().await?.all(&sql).await?;
        let names: Vec<String> = names.into_iter().map(|row| row.name).collect();
        let writer =
            LetterWriter::new(&facts, &variant.company, lang, &date, ContentRules::default());
        let letter = writer.letter(&Reader {
            reference: format!("{}-SAMPLE", variant.company),
            name: match lang {
                Language::Ja => "見本 太郎",
                Language::Vi => "Nguyễn Văn Mẫu",
                _ => "Sample Reader",
            },
            address: "",
            category,
            fields: &fields(names.iter()),
            new_fields: &[],
            occasion: Occasion::First,
            told_before: "",
        });
        let file = format!("{}-{}-{}.pdf", variant.company, variant.category, variant.language);
        write(&out.join(file), &press.pdf(&letter, count)?)?;
        count += 1;
    }
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

candor_case::row! {
    VariantRow {
        company: String,
        category: String,
        language: String,
    }
}

candor_case::row! {
    NameRow {
        name: String,
    }
}

/// What every letter needs and the case does not tell yet.
fn gaps(facts: &Facts) -> Option<String> {
    let shown = || facts.events.iter().filter(|event| !event.internal);
    let begun = [EventKind::Detected, EventKind::InformedByAttacker];
    let missing = [
        (shown().any(|event| begun.contains(&event.kind)), "what happened (event kind detected)"),
        (
            shown().any(|event| event.kind.part() == EventPart::Measures),
            "what was done (event kinds measure, passwords_reset, …)",
        ),
        (
            facts.companies.iter().all(|company| company.contact.is_some()),
            "the desk of each company (contact in case.toml)",
        ),
    ];
    let open: Vec<&str> =
        missing.into_iter().filter(|(known, _)| !known).map(|(_, what)| what).collect();
    (!open.is_empty()).then(|| open.join(", "))
}

/// Letters that a company still has to write: to whom it told nothing, or less than is known now.
async fn jobs(case: &mut Case, company: &str) -> Result<Vec<Job>, UserError> {
    let query = case.query().await?;
    let before = told_before(case, &query, company).await?;
    let sql = PERSONS_SQL.replace("COMPANY", &company.replace('\'', "''"));
    let persons: Vec<PersonRow> = query.all(&sql).await?;
    let book = rules()?;
    let forbids = |residence: &str| {
        let duty = book.duties.get(&format!("{residence}-INDIV"));
        duty.is_some_and(|duty| {
            duty.contents.forbidden.iter().any(|item| item == "nature_of_breach")
        })
    };
    let mut jobs = Vec::new();
    for person in persons {
        let (occasion, new, told) = match before.get(&person.person_id) {
            None => (Occasion::First, Vec::new(), String::new()),
            Some(known) => {
                let new: Vec<Field> =
                    fields(person.fields.iter().filter(|f| !known.fields.contains(*f)));
                if new.is_empty() {
                    continue;
                }
                (Occasion::Wider, new, known.date.clone())
            }
        };
        let residence = person.residence.clone().unwrap_or_default();
        let category = Category::ALL.iter().copied();
        let category = category
            .into_iter()
            .find(|category| person.categories.iter().any(|word| word == category.as_str()));
        jobs.push(Job {
            number: jobs.len() as u64 + 1,
            category: category.unwrap_or(Category::Other),
            fields: fields(person.fields.iter()),
            new_fields: new,
            occasion,
            told_before: told,
            lang: Language::parse(&person.letter_language).unwrap_or(Language::En),
            rules: ContentRules {
                without_nature: forbids(&residence),
                american: residence.starts_with("US"),
                massachusetts: residence == "US-MA",
            },
            person,
        });
    }
    Ok(jobs)
}

/// Fields in the order in which lists name them.
fn fields<'a>(words: impl Iterator<Item = &'a String>) -> Vec<Field> {
    let known: BTreeSet<&str> = words.map(String::as_str).collect();
    Field::ALL.iter().copied().filter(|field| known.contains(field.as_str())).collect()
}

/// Writes one batch and seals its register.
async fn batch(
    case: &mut Case,
    company: &str,
    facts: &Facts,
    jobs: Vec<Job>,
    base: &Path,
    date: &str,
) -> Result<(), UserError> {
    let earlier = steps(case)
        .await?
        .into_iter()
        .filter(|(step, _)| matches!(step, Step::Prepared { company: of, .. } if of == company));
    let batch = format!("{company}-{}", earlier.count() + 1);
    let folder = base.join(&batch);
    if folder.exists() {
        return Err(UserError::input(format!(
            "{} exists already\nhint: letters are never written over; name another folder with --out",
            folder.display()
        )));
    }
    std::fs::create_dir_all(&folder).map_err(|e| CaseError::io("create", &folder, &e))?;
    let rows = press(company, facts, &jobs, &folder, &batch, date)?;
    let register = register(&jobs, &rows, &folder)?;
    let detail = Step::Prepared {
        batch: batch.clone(),
        company: company.to_owned(),
        date: date.to_owned(),
        letters: rows.len() as u64,
        register,
    };
    let mut sink = case.sink();
    sink.write(&rows)?;
    record(case, &detail, sink).await?;
    let of = |channel: &str| rows.iter().filter(|row| row.channel == channel).count();
    let wider = rows.iter().filter(|row| row.occasion == "wider").count();
    output::line(format!(
        "{batch}: {} letters ({} by post, {} by mail, {} without an address; {wider} to persons told before) in {}",
        rows.len(),
        of("post"),
        of("mail"),
        of("none"),
        folder.display()
    ))
}

async fn record(
    case: &mut Case,
    step: &Step,
    sink: candor_case::SegmentSink,
) -> Result<i64, UserError> {
    let detail = serde_json::to_value(step).map_err(|e| UserError::internal(&e.to_string()))?;
    let operation = case.append(OperationKind::Dispatch, String::new(), detail, sink, &[]).await?;
    Ok(operation.seq)
}

/// What letters share: one writer for each language and set of rules.
type Writers<'a> = BTreeMap<(&'static str, ContentRules), LetterWriter<'a>>;

/// Lays the letters out, several at a time, and writes them.
fn press(
    company: &str,
    facts: &Facts,
    jobs: &[Job],
    folder: &Path,
    batch: &str,
    date: &str,
) -> Result<Vec<LetterRow>, UserError> {
    let mut writers: Writers<'_> = BTreeMap::new();
    for job in jobs {
        writers
            .entry((job.lang.as_str(), job.rules))
            .or_insert_with(|| LetterWriter::new(facts, company, job.lang, date, job.rules));
    }
    for start in (0..jobs.len()).step_by(FOLDER_LETTERS) {
        let folder = folder.join(shelf(start as u64 + 1));
        std::fs::create_dir_all(&folder).map_err(|e| CaseError::io("create", &folder, &e))?;
    }
    let press = LetterPress::new()?;
    let bar = Bar::new("letters", "letters", jobs.len() as u64);
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let work = || {
        let press = press.clone();
        let mut rows = Vec::new();
        let mut count = 0;
        loop {
            let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) else { return Ok(rows) };
            let Some(writer) = writers.get(&(job.lang.as_str(), job.rules)) else { continue };
            rows.push(one(&press, writer, job, folder, batch, company, count)?);
            count += 1;
            bar.advance(1);
        }
    };
    let rows: Result<Vec<Vec<LetterRow>>, UserError> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let joined = running.into_iter().map(|thread| {
            thread.join().map_err(|_| UserError::internal("the layout of a letter failed"))?
        });
        joined.collect()
    });
    bar.finish();
    let mut rows = rows?.concat();
    rows.sort_by_key(|row| row.number);
    Ok(rows)
}

/// Letters in one folder.
const FOLDER_LETTERS: usize = 1_000;

/// The folder of a letter's number.
fn shelf(number: u64) -> String {
    format!("letters/{:03}", (number - 1) / FOLDER_LETTERS as u64)
}

fn one(
    press: &LetterPress,
    writer: &LetterWriter<'_>,
    job: &Job,
    folder: &Path,
    batch: &str,
    company: &str,
    count: u64,
) -> Result<LetterRow, UserError> {
    let person = &job.person;
    let letter = writer.letter(&Reader {
        reference: format!("{batch}-{:06}", job.number),
        name: &person.letter_name,
        address: &person.letter_address,
        category: job.category,
        fields: &job.fields,
        new_fields: &job.new_fields,
        occasion: job.occasion,
        told_before: &job.told_before,
    });
    let bytes = press.pdf(&letter, count)?;
    let file = format!("{}/{:06}.pdf", shelf(job.number), job.number);
    let to = folder.join(&file);
    std::fs::write(&to, &bytes).map_err(|e| CaseError::io("write", &to, &e))?;
    let channel = match (person.letter_address.is_empty(), person.letter_email.is_empty()) {
        (false, _) => "post",
        (true, false) => "mail",
        (true, true) => "none",
    };
    if channel == "mail" {
        let to = folder.join(format!("{}/{:06}.eml", shelf(job.number), job.number));
        let text = mail(&letter, &person.letter_email);
        std::fs::write(&to, text).map_err(|e| CaseError::io("write", &to, &e))?;
    }
    Ok(LetterRow {
        batch: batch.to_owned(),
        number: job.number,
        person_id: person.person_id.clone(),
        company: company.to_owned(),
        language: job.lang.to_string(),
        channel: channel.to_owned(),
        occasion: if job.occasion == Occasion::First { "first" } else { "wider" }.to_owned(),
        fields: job.fields.iter().map(ToString::to_string).collect(),
        file,
        sha256: sha256_hex(&bytes),
    })
}

/// The letter as a mail to send with any program: UTF-8, no attachments.
fn mail(letter: &Letter, to: &str) -> String {
    let mut body = String::new();
    let mut add = |text: &str| {
        body.push_str(text);
        body.push_str("\r\n");
    };
    letter.to.iter().for_each(|line| add(line));
    add("");
    add(&letter.greeting);
    for section in &letter.sections {
        add("");
        add(&format!("■ {}", section.heading));
        section.paragraphs.iter().for_each(|text| add(text));
        section.points.iter().for_each(|text| add(&format!("- {text}")));
    }
    add("");
    add(&letter.closing);
    add("");
    letter.contact.iter().for_each(|line| add(line));
    add(&letter.reference);
    format!(
        "To: {}\r\nSubject: =?UTF-8?B?{}?=\r\nX-Unsent: 1\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n",
        output::safe(to),
        base64(letter.title.as_bytes()),
        folded(&base64(body.as_bytes()))
    )
}

/// Base64 in lines of 76 characters.
fn folded(text: &str) -> String {
    let bytes: Vec<char> = text.chars().collect();
    bytes.chunks(76).map(|line| line.iter().collect::<String>()).collect::<Vec<_>>().join("\r\n")
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let at = |index: usize| u32::from(three.get(index).copied().unwrap_or(0));
        let all = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            let digit = DIGITS[(all >> (18 - 6 * place) & 63) as usize];
            out.push(if place <= three.len() { char::from(digit) } else { '=' });
        }
    }
    out
}

const COLUMNS: [&str; 12] = [
    "reference",
    "person_id",
    "language",
    "channel",
    "occasion",
    "category",
    "name",
    "address",
    "email",
    "fields",
    "file",
    "sha256",
];

/// The batch as a list for mail merge, as CSV and XLSX; returns the hash of the CSV.
fn register(jobs: &[Job], rows: &[LetterRow], folder: &Path) -> Result<String, UserError> {
    let mut lines: Vec<Vec<String>> = vec![COLUMNS.iter().map(|name| (*name).to_owned()).collect()];
    for (job, row) in jobs.iter().zip(rows) {
        lines.push(vec![
            format!("{}-{:06}", row.batch, row.number),
            row.person_id.clone(),
            row.language.clone(),
            row.channel.clone(),
            row.occasion.clone(),
            job.category.to_string(),
            job.person.letter_name.clone(),
            job.person.letter_address.clone(),
            job.person.letter_email.clone(),
            row.fields.join(" "),
            row.file.clone(),
            row.sha256.clone(),
        ]);
    }
    let mut csv = csv::Writer::from_writer(Vec::new());
    for line in &lines {
        // A value that a spreadsheet would run as a formula is kept as text.
        let cells = line.iter().map(|cell| {
            if cell.starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell.clone() }
        });
        csv.write_record(cells)
            .map_err(|e| UserError::internal(&format!("mail-merge.csv: {e}")))?;
    }
    let bytes =
        csv.into_inner().map_err(|e| UserError::internal(&format!("mail-merge.csv: {e}")))?;
    write(&folder.join("mail-merge.csv"), &bytes)?;
    write(&folder.join("mail-merge.xlsx"), &workbook(&[("letters", &lines)])?)?;
    Ok(sha256_hex(&bytes))
}

/// The steps of one batch.
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

async fn approve(root: &Path, batch: &str, reason: &str) -> Result<(), UserError> {
    let mut case = Case::open(root).await?;
    let steps = known(&mut case, batch).await?;
    if steps.iter().any(|(step, _)| matches!(step, Step::Approved { .. })) {
        return Err(UserError::input(format!("{batch} is approved already")));
    }
    check_files(&mut case, batch).await?;
    let step = Step::Approved { batch: batch.to_owned(), reason: reason.to_owned() };
    let sink = case.sink();
    let number = record(&mut case, &step, sink).await?;
    output::line(format!("{batch} is approved by operation {number}"))
}

/// What lies in the case's own folder must still be what was prepared.
async fn check_files(case: &mut Case, batch: &str) -> Result<(), UserError> {
    let folder = case.layout.out().join("dispatch").join(batch);
    if !folder.exists() {
        eprintln!(
            "note: the letters do not lie in {}; their hashes were not checked",
            folder.display()
        );
        return Ok(());
    }
    let sql = format!("SELECT * FROM letters WHERE batch = '{}'", batch.replace('\'', "''"));
    let rows: Vec<LetterRow> = case.query().await?.all(&sql).await?;
    let changed = rows.iter().find(|row| {
        let bytes = std::fs::read(folder.join(&row.file));
        bytes.map_or(true, |bytes| sha256_hex(&bytes) != row.sha256)
    });
    match changed {
        Some(row) => Err(UserError::input(format!(
            "{} is missing or not what was prepared\nhint: restore it, or prepare the letters again with --out",
            folder.join(&row.file).display()
        ))),
        None => Ok(()),
    }
}

async fn sent(
    root: &Path,
    batch: &str,
    at: &str,
    persons: Option<&Path>,
    by: &str,
) -> Result<(), UserError> {
    let mut case = Case::open(root).await?;
    let steps = known(&mut case, batch).await?;
    if !steps.iter().any(|(step, _)| matches!(step, Step::Approved { .. })) {
        return Err(UserError::input(format!(
            "{batch} was not approved\nhint: `candor dispatch {} approve {batch} --reason …` first",
            root.display()
        )));
    }
    candor_law::clock::Moment::parse(at, &case.settings.case.timezone).map_err(UserError::input)?;
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
        "hint: `candor event {} add --kind persons_told --duty …` tells it in the history",
        root.display()
    );
    Ok(())
}

async fn returned(root: &Path, batch: &str, file: &Path) -> Result<(), UserError> {
    let mut case = Case::open(root).await?;
    known(&mut case, batch).await?;
    let persons = of_batch(&mut case, batch, file).await?;
    let count = persons.len();
    let step = Step::Returned { batch: batch.to_owned(), persons };
    let sink = case.sink();
    let number = record(&mut case, &step, sink).await?;
    output::line(format!("{batch}: {count} letters recorded as returned by operation {number}"))
}

/// Persons of a CSV file with the reason beside each, all of this batch.
async fn of_batch(
    case: &mut Case,
    batch: &str,
    file: &Path,
) -> Result<BTreeMap<String, String>, UserError> {
    let bad = |e: csv::Error| UserError::input(format!("{}: {e}", file.display()));
    let mut reader = csv::Reader::from_path(file).map_err(bad)?;
    let headers = reader.headers().map_err(bad)?.clone();
    let column = |name: &str| headers.iter().position(|header| header.trim() == name);
    let person = column("person_id")
        .ok_or_else(|| UserError::input(format!("{}: no column `person_id`", file.display())))?;
    let reason = column("reason");
    let sql = format!("SELECT * FROM letters WHERE batch = '{}'", batch.replace('\'', "''"));
    let letters: Vec<LetterRow> = case.query().await?.all(&sql).await?;
    let known: BTreeSet<String> = letters.into_iter().map(|row| row.person_id).collect();
    let mut persons = BTreeMap::new();
    for row in reader.records() {
        let row = row.map_err(bad)?;
        let cell = |at: usize| row.get(at).unwrap_or_default().trim().to_owned();
        let id = cell(person);
        if !known.contains(&id) {
            return Err(UserError::input(format!(
                "{}: {} has no letter in {batch}; nothing was recorded",
                file.display(),
                output::safe(&id)
            )));
        }
        persons.insert(id, reason.map(cell).unwrap_or_default());
    }
    if persons.is_empty() {
        return Err(UserError::input(format!("{}: no row", file.display())));
    }
    Ok(persons)
}

/// How a batch stands.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Batch {
    pub batch: String,
    pub company: String,
    pub date: String,
    pub letters: u64,
    pub approved_by: String,
    pub sent: u64,
    pub returned: u64,
}

/// Every batch with what became of it.
pub async fn batches(case: &mut Case) -> Result<Vec<Batch>, UserError> {
    let mut all: Vec<Batch> = Vec::new();
    for (step, actor) in steps(case).await? {
        if let Step::Prepared { batch, company, date, letters, .. } = &step {
            let new = Batch {
                batch: batch.clone(),
                company: company.clone(),
                date: date.clone(),
                letters: *letters,
                ..Batch::default()
            };
            all.push(new);
            continue;
        }
        let Some(known) = all.iter_mut().find(|known| known.batch == step.batch()) else {
            continue;
        };
        match step {
            Step::Approved { .. } => known.approved_by = actor,
            Step::Sent { persons, .. } => {
                let more = if persons.is_empty() { known.letters } else { persons.len() as u64 };
                known.sent = (known.sent + more).min(known.letters);
            }
            Step::Returned { persons, .. } => known.returned += persons.len() as u64,
            Step::Prepared { .. } => {}
        }
    }
    Ok(all)
}

async fn list(root: &Path, as_json: bool) -> Result<(), UserError> {
    let mut case = Case::open_to_read(root).await?;
    let all = batches(&mut case).await?;
    if as_json {
        return output::json(&all);
    }
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|one| {
            vec![
                one.batch.clone(),
                one.company.clone(),
                one.date.clone(),
                one.letters.to_string(),
                if one.approved_by.is_empty() {
                    "no".to_owned()
                } else {
                    output::safe(&one.approved_by)
                },
                one.sent.to_string(),
                one.returned.to_string(),
            ]
        })
        .collect();
    output::table(
        &["batch", "company", "date", "letters", "approved by", "sent", "returned"],
        &rows,
        &[3, 5, 6],
    )
}

//! Letters on paper: laid out in threads, one PDF each, with the list for mail merge.

use crate::error::UserError;
use crate::output;
use crate::progress::Bar;
use crate::report::{LetterPress, SheetWriter};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use candor_case::tables::LetterRow;
use candor_case::{CaseError, sha256_hex};
use candor_engine::disclose::{ContentRules, Facts, Letter, LetterWriter, Occasion, Reader};
use candor_facts::{Category, Field, Language};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

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

/// A letter to write.
pub struct Job {
    pub number: u64,
    pub person: PersonRow,
    pub category: Category,
    pub fields: Vec<Field>,
    pub new_fields: Vec<Field>,
    pub occasion: Occasion,
    pub told_before: String,
    pub lang: Language,
    pub rules: ContentRules,
}

/// What letters share: one writer for each language and set of rules.
type Writers<'a> = BTreeMap<(&'static str, ContentRules), LetterWriter<'a>>;

/// A batch about to be written.
pub struct Batch<'a> {
    pub id: &'a str,
    pub company: &'a str,
    pub folder: &'a Path,
    pub date: &'a str,
}

/// Lays letters out, several at a time, and writes them and their list as they come: however many there
/// are, only those at hand lie in memory.
pub struct Press<'a> {
    batch: Batch<'a>,
    facts: &'a Facts,
    writers: Writers<'a>,
    layout: LetterPress,
    list: MergeList,
    bar: Bar,
    /// Letters by channel, and those to persons who were told before.
    pub by_channel: BTreeMap<String, u64>,
    pub wider: u64,
}

impl<'a> Press<'a> {
    pub fn new(batch: Batch<'a>, facts: &'a Facts, letters: u64) -> Result<Self, UserError> {
        Ok(Self {
            list: MergeList::new(batch.folder)?,
            layout: LetterPress::new()?,
            bar: Bar::new("letters", "letters", letters),
            writers: BTreeMap::new(),
            by_channel: BTreeMap::new(),
            wider: 0,
            batch,
            facts,
        })
    }

    /// Writes the next letters; their rows of the register come back in the same order.
    pub fn print(&mut self, jobs: &[Job]) -> Result<Vec<LetterRow>, UserError> {
        for job in jobs {
            self.writers.entry((job.lang.as_str(), job.rules)).or_insert_with(|| {
                let Batch { company, date, .. } = self.batch;
                LetterWriter::new(self.facts, company, job.lang, date, job.rules)
            });
        }
        let shelves: BTreeSet<String> = jobs.iter().map(|job| shelf(job.number)).collect();
        for shelf in shelves {
            let folder = self.batch.folder.join(shelf);
            std::fs::create_dir_all(&folder).map_err(|e| CaseError::io("create", &folder, &e))?;
        }
        let rows = self.lay_out(jobs)?;
        for (job, row) in jobs.iter().zip(&rows) {
            self.list.add(job, row)?;
            *self.by_channel.entry(row.channel.clone()).or_default() += 1;
            self.wider += u64::from(row.occasion == "wider");
        }
        Ok(rows)
    }

    fn lay_out(&self, jobs: &[Job]) -> Result<Vec<LetterRow>, UserError> {
        let next = AtomicUsize::new(0);
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let work = || {
            let layout = self.layout.clone();
            let mut rows = Vec::new();
            loop {
                let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) else {
                    return Ok(rows);
                };
                let writer = self.writers.get(&(job.lang.as_str(), job.rules));
                let writer =
                    writer.ok_or_else(|| UserError::internal("a letter without its writer"))?;
                rows.push(one(&layout, writer, job, &self.batch, rows.len() as u64)?);
                self.bar.advance(1);
            }
        };
        let rows: Result<Vec<Vec<LetterRow>>, UserError> = std::thread::scope(|scope| {
            let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
            let joined = running.into_iter().map(|thread| {
                thread.join().map_err(|_| UserError::internal("the layout of a letter failed"))?
            });
            joined.collect()
        });
        let mut rows = rows?.concat();
        rows.sort_by_key(|row| row.number);
        Ok(rows)
    }

    /// Ends the list for mail merge.
    pub fn finish(&mut self) -> Result<(), UserError> {
        self.bar.finish();
        self.list.finish(self.batch.folder)
    }
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
    batch: &Batch<'_>,
    count: u64,
) -> Result<LetterRow, UserError> {
    let person = &job.person;
    let letter = writer.letter(&Reader {
        reference: format!("{}-{:06}", batch.id, job.number),
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
    let to = batch.folder.join(&file);
    std::fs::write(&to, &bytes).map_err(|e| CaseError::io("write", &to, &e))?;
    let channel = match (person.letter_address.is_empty(), person.letter_email.is_empty()) {
        (false, _) => "post",
        (true, false) => "mail",
        (true, true) => "none",
    };
    if channel == "mail" {
        let to = batch.folder.join(format!("{}/{:06}.eml", shelf(job.number), job.number));
        let text = mail(&letter, &person.letter_email);
        std::fs::write(&to, text).map_err(|e| CaseError::io("write", &to, &e))?;
    }
    Ok(LetterRow {
        batch: batch.id.to_owned(),
        number: job.number,
        person_id: person.person_id.clone(),
        company: batch.company.to_owned(),
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
        "To: {}\r\nSubject: {}\r\nX-Unsent: 1\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n",
        output::safe(to),
        subject(&letter.title),
        folded(&STANDARD.encode(&body))
    )
}

/// A header's text in encoded words (RFC 2047) of at most 75 characters each.
fn subject(text: &str) -> String {
    let mut words = vec![String::new()];
    for c in text.chars() {
        match words.last_mut() {
            Some(word) if word.len() + c.len_utf8() <= 42 => word.push(c),
            _ => words.push(c.to_string()),
        }
    }
    let words = words.iter().map(|word| format!("=?UTF-8?B?{}?=", STANDARD.encode(word)));
    words.collect::<Vec<_>>().join("\r\n ")
}

/// Base64 in lines of 76 characters.
fn folded(text: &str) -> String {
    let lines = text.as_bytes().chunks(76).map(|line| String::from_utf8_lossy(line));
    lines.collect::<Vec<_>>().join("\r\n")
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

/// The batch as a list for mail merge, as CSV and XLSX, written row by row.
struct MergeList {
    csv: csv::Writer<File>,
    book: SheetWriter,
}

impl MergeList {
    fn new(folder: &Path) -> Result<Self, UserError> {
        let to = folder.join("mail-merge.csv");
        let file = File::create(&to).map_err(|e| CaseError::io("create", &to, &e))?;
        let mut list = Self {
            csv: csv::Writer::from_writer(file),
            book: SheetWriter::new("letters", folder)?,
        };
        list.write(&COLUMNS.map(str::to_owned))?;
        Ok(list)
    }

    fn add(&mut self, job: &Job, row: &LetterRow) -> Result<(), UserError> {
        self.write(&[
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
        ])
    }

    fn write(&mut self, line: &[String]) -> Result<(), UserError> {
        // A value that a spreadsheet would run as a formula is kept as text.
        let cells = line.iter().map(|cell| {
            if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
                format!("'{cell}")
            } else {
                cell.clone()
            }
        });
        let failed = |e: csv::Error| UserError::internal(&format!("mail-merge.csv: {e}"));
        self.csv.write_record(cells).map_err(failed)?;
        self.book.row(line)
    }

    fn finish(&mut self, folder: &Path) -> Result<(), UserError> {
        self.csv.flush().map_err(|e| CaseError::io("write", &folder.join("mail-merge.csv"), &e))?;
        self.book.save(&folder.join("mail-merge.xlsx"))
    }
}

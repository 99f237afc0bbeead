//! `candor sample`: draw units for a reviewer, take the answers, say what they prove.

use crate::cli::{Drawing, Sample as Args, Sampling};
use crate::error::UserError;
use crate::output;
use crate::report::{self, Values};
use crate::sampling::{self, Answer, Layer, Of, PERSON, Review, Sample, Unit};
use crate::stages::disclose::write;
use candor_case::{Case, CaseError, OperationKind, Query, sha256_hex};
use candor_engine::sampling::{LEVEL, allocate, size_for};
use candor_facts::{Field, Personal};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

pub async fn run(args: &Args) -> Result<(), UserError> {
    match &args.step {
        Sampling::Draw(drawing) => draw(&args.case, drawing).await,
        Sampling::Answer { name, file } => {
            let sheet = report::read_sheet(file)?;
            answer(&args.case, name, from_sheet(&sheet)?).await
        }
        Sampling::Mark { name, unit, correct, missed, wrong } => {
            let counts = |pairs: &[(String, u64)]| pairs.iter().cloned().collect();
            let one = Answer {
                unit: unit.clone(),
                correct: *correct,
                missed: counts(missed),
                wrong: counts(wrong),
            };
            answer(&args.case, name, vec![one]).await
        }
        Sampling::Report { want, json } => report(&args.case, *want, *json).await,
        Sampling::Size { bound, misses } => {
            let size = size_for(*bound, *misses, LEVEL).ok_or_else(|| {
                UserError::input("no sample is large enough for that\nhint: ask for a higher --bound or fewer --misses")
            })?;
            output::line(size.to_string())
        }
    }
}

candor_case::row! {
    /// A unit that may be drawn, with what strata are made of.
    Candidate {
        id: String,
        /// The document; of a person the person itself.
        holder: String,
        doc_class: String,
        language: String,
        source: String,
        confidence: f32,
        category: String,
        field: String,
        path: String,
        place: String,
        raw: String,
    }
}

const WHERE: &str = "(SELECT i.sha256 AS sha256, min(i.path) AS path, min(c.source) AS source FROM items i \
    JOIN collections c ON i.collection = c.name WHERE i.sha256 IS NOT NULL GROUP BY i.sha256)";

fn candidates_sql(of: Of) -> String {
    match of {
        Of::Documents => format!(
            "SELECT d.sha256 AS id, d.sha256 AS holder, d.doc_class AS doc_class, d.language AS language, w.source AS source, \
             d.doc_class_confidence AS confidence, '' AS category, '' AS field, w.path AS path, '' AS place, '' AS raw \
             FROM documents d JOIN {WHERE} w ON d.sha256 = w.sha256 WHERE d.state <> 'unread' AND d.how <> 'container' ORDER BY id"
        ),
        Of::Findings => format!(
            "SELECT f.finding_id AS id, f.sha256 AS holder, d.doc_class AS doc_class, d.language AS language, w.source AS source, \
             f.confidence AS confidence, coalesce(e.category, '') AS category, f.field AS field, w.path AS path, \
             concat(p.label, ' ', coalesce(f.cell, ''), ' ', CAST(f.start AS VARCHAR), '-', CAST(f.\"end\" AS VARCHAR)) AS place, f.raw AS raw \
             FROM findings f JOIN documents d ON f.sha256 = d.sha256 JOIN {WHERE} w ON f.sha256 = w.sha256 \
             JOIN (SELECT sha256, part, label FROM parts) p ON f.sha256 = p.sha256 AND f.part = p.part \
             LEFT JOIN (SELECT record_id, min(category) AS category FROM exposed GROUP BY record_id) e ON f.record_id = e.record_id ORDER BY id"
        ),
        Of::Persons => "SELECT person_id AS id, person_id AS holder, '' AS doc_class, letter_language AS language, '' AS source, \
             CAST(1 AS REAL) AS confidence, '' AS category, '' AS field, '' AS path, \
             concat(CAST(records AS VARCHAR), ' records in ', CAST(documents AS VARCHAR), ' documents') AS place, \
             coalesce(letter_name, '') AS raw FROM persons ORDER BY id"
            .to_owned(),
    }
}

candor_case::row! {
    FoundRow {
        holder: String,
        field: String,
        count: u64,
    }
}

/// What was found in each document; of persons their records.
const fn found_sql(of: Of) -> &'static str {
    match of {
        Of::Documents | Of::Findings => {
            "SELECT sha256 AS holder, field, count(*) AS count FROM findings GROUP BY sha256, field \
             UNION ALL SELECT sha256 AS holder, 'person' AS field, count(*) AS count FROM records GROUP BY sha256"
        }
        Of::Persons => {
            "SELECT person_id AS holder, 'person' AS field, CAST(records AS BIGINT) AS count FROM persons"
        }
    }
}

/// Draws a sample: in each stratum the units whose hash with the seed is smallest, so that anybody
/// can draw it again.
async fn draw(root: &Path, drawing: &Drawing) -> Result<(), UserError> {
    let mut case = Case::open(root).await?;
    let name = free_name(&mut case, drawing).await?;
    let by = dimensions(drawing)?;
    let query = case.query().await?;
    let found = found(&query, drawing.of).await?;
    let mut layers: BTreeMap<String, Vec<Candidate>> = BTreeMap::new();
    query
        .rows::<Candidate>(&candidates_sql(drawing.of), |rows| {
            for row in rows {
                layers.entry(stratum(&row, &by, &found)).or_default().push(row);
            }
            Ok(())
        })
        .await?;
    drop(query);
    if layers.is_empty() {
        return Err(UserError::input(
            "there is nothing to draw from\nhint: take files in and run the case first",
        ));
    }
    let populations: Vec<u64> = layers.values().map(|rows| rows.len() as u64).collect();
    if populations.len() as u64 > drawing.size {
        // Of a stratum without a unit nothing would ever follow, nor of the whole.
        return Err(UserError::input(format!(
            "{} strata cannot share {} units\nhint: raise --size, or name fewer kinds with --by",
            populations.len(),
            drawing.size
        )));
    }
    let mut sheet = Vec::new();
    let mut strata = Vec::new();
    for ((stratum, rows), size) in layers.into_iter().zip(allocate(&populations, drawing.size)) {
        let population = rows.len() as u64;
        let chosen = choose(rows, drawing.seed, size);
        sheet.extend(chosen.iter().map(|row| (stratum.clone(), row.clone())));
        let units = chosen.into_iter().map(|row| unit(row, &found)).collect();
        strata.push(Layer { name: stratum, population, units });
    }
    let by = by.iter().map(|by| by.as_str().to_owned()).collect();
    let sample = Sample { number: 0, name, of: drawing.of, seed: drawing.seed, by, strata };
    let folder = case.layout.out().join("samples");
    std::fs::create_dir_all(&folder).map_err(|e| CaseError::io("create", &folder, &e))?;
    let file = folder.join(format!("{}.xlsx", sample.name));
    let values = if drawing.show_values { Values::Shown } else { Values::Masked };
    write(&file, &report::workbook(&[("sample", &to_sheet(&sample, &sheet, values))])?)?;
    let detail = serde_json::to_value(&sample).map_err(|e| UserError::internal(&e.to_string()))?;
    let nothing = case.sink();
    case.append(OperationKind::Sample, String::new(), detail, nothing, &[]).await?;
    for layer in sample.strata.iter().filter(|layer| !layer.units.is_empty()) {
        eprintln!("  {}: {} of {}", layer.name, layer.units.len(), layer.population);
    }
    output::line(file.display().to_string())?;
    if drawing.of == Of::Persons {
        eprintln!("hint: `candor why {} P-…` shows the records behind a row", root.display());
    }
    eprintln!(
        "hint: fill the empty columns in, then `candor sample {} answer {} {}`",
        root.display(),
        sample.name,
        file.display()
    );
    Ok(())
}

/// The name of a new sample, which no other bears.
async fn free_name(case: &mut Case, drawing: &Drawing) -> Result<String, UserError> {
    let samples = sampling::samples(case).await?;
    let name = drawing.name.clone().unwrap_or_else(|| format!("Q{}", samples.len() + 1));
    let plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if !plain || name.starts_with('.') || samples.iter().any(|(sample, _)| sample.name == name) {
        return Err(UserError::input(format!(
            "`{}` is no free name for a sample\nhint: choose another of letters, digits, `-` and `_`",
            output::safe(&name)
        )));
    }
    Ok(name)
}

/// What the strata are made of.
fn dimensions(drawing: &Drawing) -> Result<Vec<By>, UserError> {
    let by = if drawing.by.is_empty() { By::usual(drawing.of) } else { drawing.by.clone() };
    match by.iter().find(|by| !by.tells_apart(drawing.of)) {
        None => Ok(by),
        Some(by) => Err(UserError::input(format!(
            "units of this kind do not differ by {}\nhint: persons differ by `linked` and `language`, documents by all but `field` and `linked`",
            by.as_str()
        ))),
    }
}

async fn found(query: &Query, of: Of) -> Result<HashMap<String, BTreeMap<String, u64>>, UserError> {
    let mut found: HashMap<String, BTreeMap<String, u64>> = HashMap::new();
    query
        .rows::<FoundRow>(found_sql(of), |rows| {
            for row in rows {
                found.entry(row.holder).or_default().insert(row.field, row.count);
            }
            Ok(())
        })
        .await?;
    Ok(found)
}

/// From this confidence on a unit is called sure, likely; below, unsure.
const SURE: f32 = 0.9;
const LIKELY: f32 = 0.6;

fn stratum(row: &Candidate, by: &[By], found: &HashMap<String, BTreeMap<String, u64>>) -> String {
    let records =
        |row: &Candidate| found.get(&row.holder).and_then(|f| f.get(PERSON)).copied().unwrap_or(0);
    let words = by.iter().map(|by| match by {
        By::Class => row.doc_class.as_str(),
        By::Language => row.language.as_str(),
        By::Source => row.source.as_str(),
        By::Field => row.field.as_str(),
        By::Confidence if row.confidence >= SURE => "sure",
        By::Confidence if row.confidence >= LIKELY => "likely",
        By::Confidence => "unsure",
        By::Found if found.contains_key(&row.holder) => "with findings",
        By::Found => "without findings",
        By::Linked if records(row) > 1 => "of several records",
        By::Linked => "of one record",
    });
    let words: Vec<&str> = words.collect();
    if words.is_empty() { "all".to_owned() } else { words.join(" / ") }
}

/// What strata are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum By {
    /// Document class
    Class,
    /// Language of the document
    Language,
    /// Source of its collection
    Source,
    /// How sure the class or the finding is
    Confidence,
    /// Whether the document holds any finding
    Found,
    /// Field of the finding
    Field,
    /// Whether the person's row joins several records
    Linked,
}

impl By {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Class => "class",
            Self::Language => "language",
            Self::Source => "source",
            Self::Confidence => "confidence",
            Self::Found => "found",
            Self::Field => "field",
            Self::Linked => "linked",
        }
    }

    /// Whether units of this kind differ in it.
    const fn tells_apart(self, of: Of) -> bool {
        match of {
            Of::Documents => !matches!(self, Self::Field | Self::Linked),
            Of::Findings => !matches!(self, Self::Linked),
            Of::Persons => matches!(self, Self::Linked | Self::Language),
        }
    }

    /// What strata are made of unless somebody says.
    fn usual(of: Of) -> Vec<Self> {
        match of {
            Of::Documents => vec![Self::Found],
            Of::Findings => Vec::new(),
            Of::Persons => vec![Self::Linked],
        }
    }
}

fn choose(mut rows: Vec<Candidate>, seed: u64, size: u64) -> Vec<Candidate> {
    rows.sort_by_cached_key(|row| sha256_hex(format!("{seed}:{}", row.id).as_bytes()));
    rows.truncate(usize::try_from(size).unwrap_or(usize::MAX));
    rows
}

fn unit(row: Candidate, found: &HashMap<String, BTreeMap<String, u64>>) -> Unit {
    let found = if row.field.is_empty() {
        found.get(&row.holder).cloned().unwrap_or_default()
    } else {
        BTreeMap::from([(row.field, 1)])
    };
    Unit { id: row.id, doc_class: row.doc_class, category: row.category, found }
}

const MISSED: &str = "missed ";
const WRONG: &str = "wrong ";
/// What the two counts mean of a person; after the colon for the reader only.
const OTHER_ROWS: &str = "missed person: other rows of the same one";
const OTHERS_RECORDS: &str = "wrong person: records of somebody else";

/// The sheet that a reviewer fills in.
fn to_sheet(sample: &Sample, rows: &[(String, Candidate)], values: Values) -> Vec<Vec<String>> {
    let mut head: Vec<String> =
        ["unit", "stratum", "path"].into_iter().map(str::to_owned).collect();
    match sample.of {
        Of::Findings => {
            head.extend(["place", "field", "value", "correct (yes/no)"].map(str::to_owned));
        }
        Of::Persons => {
            head.extend(["place", "name", OTHER_ROWS, OTHERS_RECORDS].map(str::to_owned));
        }
        Of::Documents => {
            head.push("found".to_owned());
            for field in std::iter::once(PERSON).chain(Field::ALL.iter().map(|f| f.as_str())) {
                head.extend([format!("{MISSED}{field}"), format!("{WRONG}{field}")]);
            }
        }
    }
    let units: HashMap<&str, &Unit> = sample
        .strata
        .iter()
        .flat_map(|layer| &layer.units)
        .map(|unit| (unit.id.as_str(), unit))
        .collect();
    let value = |row: &Candidate| match values {
        Values::Shown => row.raw.clone(),
        Values::Masked => Personal::new(row.raw.clone()).masked(),
    };
    let mut sheet = vec![head];
    for (stratum, row) in rows {
        let mut cells = vec![row.id.clone(), stratum.clone(), output::safe(&row.path)];
        match sample.of {
            Of::Findings => cells.extend([row.place.clone(), row.field.clone(), value(row)]),
            Of::Persons => cells.extend([row.place.clone(), value(row)]),
            Of::Documents => {
                let found = units.get(row.id.as_str()).map(|unit| &unit.found);
                let list = found.into_iter().flatten().map(|(field, n)| format!("{field} {n}"));
                cells.push(list.collect::<Vec<_>>().join(", "));
            }
        }
        sheet.push(cells);
    }
    sheet
}

/// The answers of a filled sheet. A document that was looked at and had nothing missed or wrong is
/// marked with a 0 somewhere; an untouched row is no answer.
fn from_sheet(sheet: &[Vec<String>]) -> Result<Vec<Answer>, UserError> {
    let Some((head, rows)) = sheet.split_first() else {
        return Err(UserError::input(
            "the sheet is empty\nhint: fill in the one that `draw` wrote",
        ));
    };
    if head.first().map(String::as_str) != Some("unit") {
        return Err(UserError::input(
            "the sheet does not begin with the column `unit`\nhint: fill in the one that `draw` wrote",
        ));
    }
    let mut answers = Vec::new();
    for (line, row) in (2..).zip(rows) {
        let mut answer =
            Answer { unit: row.first().cloned().unwrap_or_default(), ..Answer::default() };
        let mut touched = false;
        for (title, cell) in head.iter().zip(row) {
            let cell = cell.trim();
            if cell.is_empty() {
                continue;
            }
            let wrong = |wanted: &str| {
                UserError::input(format!(
                    "row {line}, column `{title}`: expected {wanted}\nhint: correct the sheet; nothing was recorded"
                ))
            };
            let count = || {
                let number: f64 = cell.parse().map_err(|_| wrong("a whole number"))?;
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "checked"
                )]
                let whole = (number.fract() == 0.0 && (0.0..1e9).contains(&number))
                    .then_some(number as u64);
                whole.ok_or_else(|| wrong("a whole number"))
            };
            let title = title.split_once(':').map_or(title.as_str(), |(title, _)| title);
            if title.starts_with("correct") {
                answer.correct = Some(yes(cell).ok_or_else(|| wrong("yes or no"))?);
                touched = true;
            } else if let Some(field) = title.strip_prefix(MISSED) {
                answer.missed.insert(field.to_owned(), count()?);
                touched = true;
            } else if let Some(field) = title.strip_prefix(WRONG) {
                answer.wrong.insert(field.to_owned(), count()?);
                touched = true;
            }
        }
        answer.missed.retain(|_, count| *count > 0);
        answer.wrong.retain(|_, count| *count > 0);
        if touched {
            answers.push(answer);
        }
    }
    Ok(answers)
}

/// Whether an answer is of the kind that units of such a sample have.
fn fits(of: Of, answer: &Answer) -> bool {
    let counts = !(answer.missed.is_empty() && answer.wrong.is_empty());
    match of {
        Of::Findings => !counts,
        Of::Documents | Of::Persons => answer.correct.is_none(),
    }
}

fn yes(cell: &str) -> Option<bool> {
    match cell.to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "はい" | "○" | "có" => Some(true),
        "no" | "n" | "false" | "0" | "いいえ" | "×" | "không" => Some(false),
        _ => None,
    }
}

async fn answer(root: &Path, name: &str, answers: Vec<Answer>) -> Result<(), UserError> {
    let mut case = Case::open(root).await?;
    let samples = sampling::samples(&mut case).await?;
    let Some((sample, _)) = samples.iter().find(|(sample, _)| sample.name == name) else {
        return Err(UserError::input(format!(
            "no sample is called {}\nhint: `candor sample CASE report` lists them",
            output::safe(name)
        )));
    };
    let units: BTreeSet<&String> =
        sample.strata.iter().flat_map(|layer| &layer.units).map(|unit| &unit.id).collect();
    if let Some(stranger) = answers.iter().find(|answer| !units.contains(&answer.unit)) {
        return Err(UserError::input(format!(
            "{} is no unit of sample {name}\nhint: answer the sheet that `draw` wrote; nothing was recorded",
            output::safe(&stranger.unit)
        )));
    }
    if let Some(unfit) = answers.iter().find(|answer| !fits(sample.of, answer)) {
        return Err(UserError::input(format!(
            "the answer to {} does not fit sample {name}\nhint: findings are right or not (`--correct`), documents and persons have counts (`--missed`, `--wrong`); nothing was recorded",
            output::safe(&unfit.unit)
        )));
    }
    let fields = |answer: &Answer| -> Vec<String> {
        answer.missed.keys().chain(answer.wrong.keys()).cloned().collect()
    };
    let known = |field: &String| field == PERSON || Field::parse(field).is_some();
    if let Some(field) = answers.iter().flat_map(fields).find(|field| !known(field)) {
        return Err(UserError::input(format!(
            "`{}` is no field\nhint: use the words of the sheet's header; nothing was recorded",
            output::safe(&field)
        )));
    }
    if answers.is_empty() {
        return Err(UserError::input(
            "the sheet holds no answer\nhint: fill the empty columns in; write 0 where nothing was missed",
        ));
    }
    let count = answers.len();
    let review = Review { sample: name.to_owned(), answers };
    let detail = serde_json::to_value(&review).map_err(|e| UserError::internal(&e.to_string()))?;
    let nothing = case.sink();
    case.append(OperationKind::Review, String::new(), detail, nothing, &[]).await?;
    output::line(format!("{count} of {} units of sample {name} answered", units.len()))?;
    eprintln!("hint: `candor run {}` carries the estimates into the report", root.display());
    Ok(())
}

async fn report(root: &Path, want: Option<f64>, as_json: bool) -> Result<(), UserError> {
    let mut case = Case::open_to_read(root).await?;
    let samples = sampling::samples(&mut case).await?;
    let estimates: Vec<_> =
        samples.iter().flat_map(|(sample, answers)| sampling::estimate(sample, answers)).collect();
    if as_json {
        return output::json(&estimates);
    }
    for (sample, answers) in &samples {
        let drawn: usize = sample.strata.iter().map(|layer| layer.units.len()).sum();
        output::line(format!(
            "sample {} of {}: {} of {drawn} units answered",
            sample.name,
            match sample.of {
                Of::Documents => "documents",
                Of::Findings => "findings",
                Of::Persons => "persons",
            },
            answers.len()
        ))?;
        let open = sampling::unanswered(sample, answers);
        if open > 0 && !answers.is_empty() {
            output::line(format!(
                "  {open} strata have no answer yet: nothing follows until each has one"
            ))?;
        }
    }
    if estimates.is_empty() {
        return output::line("no estimates yet");
    }
    output::line("")?;
    let rows: Vec<Vec<String>> = estimates
        .iter()
        .map(|one| {
            let of_errors = matches!(one.rate.as_str(), "elusion" | "merged" | "split");
            let misses = if of_errors { one.hits } else { one.trials - one.hits };
            // Of values, several of a document are one witness; sizes are told where units are.
            let units = matches!(one.rate.as_str(), "elusion" | "split")
                || sample_of(&samples, &one.sample) == Some(Of::Findings);
            let more = want.filter(|_| units).map(|want| match size_for(want, misses, LEVEL) {
                Some(size) => size.saturating_sub(one.trials).to_string(),
                None => "too many".to_owned(),
            });
            vec![
                one.sample.clone(),
                one.rate.clone(),
                one.of.clone(),
                format!("{}/{}", one.hits, one.trials),
                sampling::percent(one.estimate),
                format!("{} – {}", sampling::percent(one.low), sampling::percent(one.high)),
                more.unwrap_or_default(),
            ]
        })
        .collect();
    output::table(
        &["sample", "rate", "of", "hits", "estimate", "interval", "units still needed"],
        &rows,
        &[3, 4, 6],
    )
}

fn sample_of(samples: &[(Sample, BTreeMap<String, Answer>)], name: &str) -> Option<Of> {
    samples.iter().find(|(sample, _)| sample.name == name).map(|(sample, _)| sample.of)
}

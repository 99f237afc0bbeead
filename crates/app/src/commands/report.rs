//! `candor report`: numbered, cumulative reports, issued once and kept; what changed between two.

use crate::cli::{Audience as Asked, Lang, Report as Args, Reporting};
use crate::error::UserError;
use crate::output;
use crate::report;
use crate::stages::disclose::{compose, facts, issued, write};
use crate::stages::{claim, expose};
use candor_case::{Case, CaseError, Decided, Operation, OperationKind, sha256_hex};
use candor_engine::disclose::{Audience, Difference, Facts, Occurrence, difference};
use candor_facts::{Language, Standing};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub async fn run(args: &Args) -> Result<(), UserError> {
    match &args.reporting {
        Reporting::Issue { date, lang } => issue(&args.case, date.as_deref(), lang).await,
        Reporting::List { json } => list(&args.case, *json).await,
        Reporting::Write { number, audience, lang, out } => {
            again(&args.case, *number, *audience, lang, out.as_deref()).await
        }
        Reporting::Diff { from, to, json } => diff(&args.case, *from, *to, *json).await,
    }
}

const LANGS: [Lang; 3] = [Lang::Ja, Lang::En, Lang::Vi];
const AUDIENCES: [(Audience, &str); 2] =
    [(Audience::Public, "public"), (Audience::Internal, "internal")];

fn languages(asked: &[Lang]) -> Vec<Lang> {
    if asked.is_empty() { LANGS.to_vec() } else { asked.to_vec() }
}

/// Issues the next report: keeps what it says in the ledger and writes it out.
async fn issue(root: &Path, date: Option<&str>, lang: &[Lang]) -> Result<(), UserError> {
    let mut case = Case::open(root).await?;
    let mut facts = facts(&mut case).await?;
    if facts.claims.is_empty() {
        return Err(UserError::input(
            "there is nothing to report yet\nhint: take files in and `candor run` the case first",
        ));
    }
    if !is_current(&mut case).await? {
        return Err(UserError::input(format!(
            "the case changed since its last run\nhint: `candor run {}` first, then issue the report",
            root.display()
        )));
    }
    facts.issued = true;
    facts.as_of = day(date, &case)?;
    if let Some(last) = facts.earlier.last().filter(|last| last.date > facts.as_of) {
        return Err(UserError::input(format!(
            "report No. {} is dated {}, after {}\nhint: give a later --date",
            last.number, last.date, facts.as_of
        )));
    }
    let folder = folder(&case, facts.number);
    let files = render(&facts, &AUDIENCES, &languages(lang), &folder)?;
    let detail = serde_json::json!({ "number": facts.number, "facts": facts, "files": files });
    let nothing = case.sink();
    let operation = case.append(OperationKind::Report, String::new(), detail, nothing, &[]).await?;
    output::line(format!(
        "report No. {} of {} is issued (operation {})",
        facts.number, facts.as_of, operation.seq
    ))?;
    output::line(format!("  {}", folder.display()))?;
    warn(&facts);
    Ok(())
}

/// What whoever signs the report must know.
fn warn(facts: &Facts) {
    for gap in facts.gaps() {
        eprintln!("note: the report has a gap: {gap}");
    }
    for claim in facts.claims.iter().filter(|claim| claim.standing == Standing::Refused) {
        eprintln!("note: {} is not said: {}", claim.claim_id, claim.uncertainty);
    }
    for (id, words) in [
        ("C-open", "items are not fully read; the report says so"),
        ("C-not_received", "listed files were not received; the report says so"),
        ("C-conflicts", "pairs of persons wait for a decision; the internal report says so"),
    ] {
        let value = facts.value(id);
        if value > 0 {
            eprintln!("note: {value} {words}");
        }
    }
    for caveat in facts.caveats_in(Language::En) {
        eprintln!("note: {caveat}");
    }
}

/// Whether the last run saw everything that was received, and the settings as they are now.
pub async fn is_seen(case: &mut Case) -> Result<bool, UserError> {
    let drawn = last(case, &[OperationKind::Claim]).await?;
    let before = [
        OperationKind::Intake,
        OperationKind::Scan,
        OperationKind::Expand,
        OperationKind::Attribute,
        OperationKind::Resolve,
        OperationKind::Expose,
    ];
    Ok(last(case, &before).await? < drawn && expose::is_current(case).await?)
}

/// Whether it also saw everything that people told and decided.
pub async fn is_current(case: &mut Case) -> Result<bool, UserError> {
    let drawn = last(case, &[OperationKind::Claim]).await?;
    // Decisions about persons change nothing before they are carried out.
    let decided = case.decisions().await?.into_iter();
    let mut decided = decided
        .filter(|one| matches!(one.decided, Decided::Same { .. } | Decided::Different { .. }));
    let pending = decided.any(|one| one.number > drawn);
    let key = claim::key(case).await?;
    let claimed = case.last_key(OperationKind::Claim).await? == Some(key);
    Ok(is_seen(case).await? && !pending && claimed)
}

/// Number of the newest operation of these kinds; 0 when there is none.
async fn last(case: &mut Case, kinds: &[OperationKind]) -> Result<i64, UserError> {
    let operations = case.operations().await?;
    let of = |op: &&Operation| kinds.iter().any(|kind| op.kind == kind.as_str());
    Ok(operations.iter().rev().find(of).map_or(0, |op| op.seq))
}

pub fn day(given: Option<&str>, case: &Case) -> Result<String, UserError> {
    let zone =
        jiff::tz::TimeZone::get(&case.settings.case.timezone).unwrap_or(jiff::tz::TimeZone::UTC);
    match given {
        None => Ok(jiff::Timestamp::now().to_zoned(zone).date().to_string()),
        Some(text) => text
            .parse::<jiff::civil::Date>()
            .map(|day| day.to_string())
            .map_err(|_| UserError::input(format!("`{text}` is no date\nhint: write 2024-10-17"))),
    }
}

fn folder(case: &Case, number: u32) -> PathBuf {
    case.layout.out().join("reports").join(format!("No-{number}"))
}

/// Lays a report out for readers and languages, as PDF, DOCX and Markdown; returns names and hashes.
fn render(
    facts: &Facts,
    audiences: &[(Audience, &str)],
    langs: &[Lang],
    folder: &Path,
) -> Result<BTreeMap<String, String>, UserError> {
    std::fs::create_dir_all(folder).map_err(|e| CaseError::io("create", folder, &e))?;
    let press = report::ReportPress::new()?;
    let mut files = BTreeMap::new();
    for (audience, name) in audiences {
        for lang in langs {
            let layout = compose(facts, *audience, *lang);
            let forms = [
                ("pdf", press.pdf(&layout)?),
                ("docx", report::docx(&layout)?),
                ("md", report::markdown(&layout).into_bytes()),
            ];
            for (ending, bytes) in forms {
                let file = format!("{name}-{}.{ending}", lang.as_str());
                write(&folder.join(&file), &bytes)?;
                files.insert(file, sha256_hex(&bytes));
            }
        }
    }
    Ok(files)
}

async fn found(case: &mut Case, number: u32) -> Result<(Operation, Facts), UserError> {
    let reports = issued(case).await?;
    reports.into_iter().find(|(_, facts)| facts.number == number).ok_or_else(|| {
        UserError::input(format!(
            "no report No. {number} was issued\nhint: `candor report CASE list` shows those that were"
        ))
    })
}

/// Writes an issued report again, from what the ledger kept.
async fn again(
    root: &Path,
    number: u32,
    audience: Option<Asked>,
    lang: &[Lang],
    out: Option<&Path>,
) -> Result<(), UserError> {
    let mut case = Case::open_to_read(root).await?;
    let (operation, facts) = found(&mut case, number).await?;
    // What was issued is never written over.
    let folder = out.map_or_else(
        || folder(&case, number).with_file_name(format!("No-{number}-again")),
        Path::to_path_buf,
    );
    let audiences: Vec<(Audience, &str)> = AUDIENCES
        .into_iter()
        .filter(|(of, _)| audience.is_none_or(|asked| asked.is(*of)))
        .collect();
    let files = render(&facts, &audiences, &languages(lang), &folder)?;
    let kept = operation.detail.get("files");
    let differs: Vec<&String> = files
        .iter()
        .filter(|(name, hash)| {
            let before = kept.and_then(|files| files.get(name.as_str()));
            before.is_some_and(|before| before.as_str() != Some(hash))
        })
        .map(|(name, _)| name)
        .collect();
    output::line(folder.display().to_string())?;
    if let Some(first) = differs.first() {
        eprintln!(
            "note: {} of {} files differ from those issued, first {first}: they were issued by {}",
            differs.len(),
            files.len(),
            operation.tool
        );
    }
    Ok(())
}

async fn list(root: &Path, as_json: bool) -> Result<(), UserError> {
    let mut case = Case::open_to_read(root).await?;
    let reports = issued(&mut case).await?;
    if as_json {
        let all: Vec<_> = reports
            .iter()
            .map(|(operation, facts)| {
                serde_json::json!({
                    "number": facts.number, "date": facts.as_of, "operation": operation.seq, "actor": operation.actor,
                    "issued": operation.at, "tool": operation.tool, "files": operation.detail.get("files"),
                })
            })
            .collect();
        return output::json(&all);
    }
    let rows: Vec<Vec<String>> = reports
        .iter()
        .map(|(operation, facts)| {
            vec![
                facts.number.to_string(),
                facts.as_of.clone(),
                facts.value("C-items").to_string(),
                facts.value("C-persons").to_string(),
                output::safe(&operation.actor),
                operation.tool.clone(),
            ]
        })
        .collect();
    output::table(&["No.", "date", "items", "persons", "by", "tool"], &rows, &[0, 2, 3])
}

async fn diff(root: &Path, from: u32, to: u32, as_json: bool) -> Result<(), UserError> {
    let mut case = Case::open_to_read(root).await?;
    let (first, before) = found(&mut case, from).await?;
    let (last, after) = found(&mut case, to).await?;
    let operations = case.operations().await?;
    let range = first.seq.min(last.seq)..=first.seq.max(last.seq);
    let between = operations.iter().filter(|op| range.contains(&op.seq) && op.seq != first.seq);
    let found = difference(&before, &after, occurrences(between, &first));
    if as_json { output::json(&found) } else { print(&found) }
}

/// What can have changed numbers, as the ledger tells it.
fn occurrences<'a>(
    operations: impl Iterator<Item = &'a Operation>,
    first: &Operation,
) -> Vec<Occurrence> {
    let mut tool = first.tool.clone();
    let mut decided: BTreeMap<i64, String> = BTreeMap::new();
    let mut all = Vec::new();
    for operation in operations {
        let text = |pointer: &str| {
            let value = operation.detail.pointer(pointer).and_then(serde_json::Value::as_str);
            output::safe(value.unwrap_or_default())
        };
        let mut add = |kind: &'static str, what: String| {
            all.push(Occurrence {
                number: operation.seq,
                at: operation.at.clone(),
                actor: operation.actor.clone(),
                kind,
                what,
            });
        };
        if operation.tool != tool {
            add("tool", format!("{tool} became {}", operation.tool));
            tool.clone_from(&operation.tool);
        }
        match operation.kind.as_str() {
            "intake" => {
                add("wave", format!("collection {} was received", text("/collection/name")));
            }
            "decide" if operation.detail.get("undoes").is_some() => {
                let undone = operation.detail.get("undoes").and_then(serde_json::Value::as_i64);
                let of = decided.get(&undone.unwrap_or(0)).cloned().unwrap_or_default();
                add(kind_of(&of), format!("decision to {of} was undone: {}", text("/reason")));
            }
            "decide" => {
                let what = text("/decided/0/what");
                decided.insert(operation.seq, what.clone());
                add(kind_of(&what), format!("decision to {what}: {}", text("/reason")));
            }
            "tell" => add("history", "facts of the history were told".to_owned()),
            "review" => add("sample", format!("sample {} was answered", text("/sample"))),
            _ => {}
        }
    }
    all
}

/// What a decision can change: numbers of persons, or whether a claim stands.
fn kind_of(what: &str) -> &'static str {
    if what == "accept" { "acceptance" } else { "decision" }
}

fn print(found: &Difference) -> Result<(), UserError> {
    output::line(format!("report No. {} → No. {}\n", found.from, found.to))?;
    let number =
        |value: Option<u64>| value.map_or_else(|| "–".to_owned(), |value| value.to_string());
    let rows: Vec<Vec<String>> = found
        .changes
        .iter()
        .map(|change| {
            vec![
                change.claim.clone(),
                number(change.before),
                number(change.after),
                change.standing.clone(),
                change.because.join("; "),
            ]
        })
        .collect();
    if rows.is_empty() {
        output::line("no number changed")?;
    } else {
        output::table(&["claim", "before", "after", "standing", "because of"], &rows, &[1, 2])?;
    }
    let told = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
    for (key, before, after) in &found.settings {
        output::line(output::safe(&format!(
            "case.toml: {key}: {} → {}",
            told(before),
            told(after)
        )))?;
    }
    for (id, how, words) in &found.history {
        output::line(format!("history: {id} {how}: {words}"))?;
    }
    output::line("")?;
    for one in &found.occurrences {
        output::line(format!(
            "operation {} · {} · {} · {}",
            one.number,
            one.at,
            output::safe(&one.actor),
            one.what
        ))?;
    }
    Ok(())
}

//! `candor score…`: how near a case comes to a truth, or to what another program read. For benches.

use super::demo::scored;
use crate::cli::{Score, ScoreCoverage, ScoreLink, ScoreText};
use crate::error::UserError;
use crate::output;
use candor_case::tabular::Tabular;
use candor_case::{Case, CaseError};
use candor_testkit::{Bearer, Bearers, Pairwise, SeenRecord, pairwise};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// Fewer characters are no text.
const CHARACTERS_MIN: u64 = 20;

candor_case::row! {
    TextRow {
        path: String,
        text: String,
    }
}

/// The shares of true values that stand in the extracted text: without and with recognition.
async fn values_found(root: &Path, truth: &Path) -> Result<(f64, f64), UserError> {
    let failed = |e| UserError::from(CaseError::io("score", truth, &e));
    let mut values = candor_testkit::Values::read(truth).map_err(failed)?;
    let sql =
        "SELECT i.path AS path, p.text AS text FROM items i JOIN parts p ON i.sha256 = p.sha256";
    let mut case = Case::open_to_read(root).await?;
    case.query()
        .await?
        .rows::<TextRow>(sql, |rows| {
            rows.iter().for_each(|row| values.look(&row.path, &row.text));
            Ok(())
        })
        .await?;
    Ok(values.shares())
}

candor_case::row! {
    /// A record with its files and its person; nobody where it was left to a human.
    LinkedRow {
        paths: Vec<String>,
        names: Vec<String>,
        emails: Vec<String>,
        phones: Vec<String>,
        national_ids: Vec<String>,
        person_id: Option<String>,
    }
}

const LINKED_SQL: &str = "SELECT i.paths AS paths, r.names AS names, r.emails AS emails, r.phones AS phones, \
    r.national_ids AS national_ids, p.person_id AS person_id FROM records r \
    JOIN (SELECT sha256, array_agg(path) AS paths FROM items WHERE sha256 IS NOT NULL GROUP BY sha256) i ON i.sha256 = r.sha256 \
    LEFT JOIN person_records p ON p.record_id = r.record_id";

/// Pairs of records in one person, against the truth; and how many records fit several true persons
/// and count for nothing. A record of nobody's, and one left to a human, is a group of its own.
async fn records_linked(root: &Path, truth: &Path) -> Result<(Pairwise, usize), UserError> {
    let failed = |e| UserError::from(CaseError::io("score", truth, &e));
    let bearers = Bearers::read(truth).map_err(failed)?;
    let mut persons: HashMap<String, usize> = HashMap::new();
    let mut pairs: Vec<(Group, Group)> = Vec::new();
    let mut several = 0;
    Case::open_to_read(root)
        .await?
        .query()
        .await?
        .rows::<LinkedRow>(LINKED_SQL, |rows| {
            for row in rows {
                let ids = row.national_ids.iter().filter_map(|id| id.split(':').next_back());
                let values = row.emails.iter().chain(&row.phones).map(String::as_str).chain(ids);
                let (paths, names) = (&row.paths, &row.names);
                let record = SeenRecord { paths, names, values: values.collect() };
                let alone = Group::Alone(pairs.len());
                let truth = match bearers.bearer(&record) {
                    Bearer::Person(at) => Group::Shared(at),
                    Bearer::Nobody => alone,
                    Bearer::Several => {
                        several += 1;
                        continue;
                    }
                };
                let next = persons.len();
                let found = row.person_id.map(|id| *persons.entry(id).or_insert(next));
                pairs.push((found.map_or(alone, Group::Shared), truth));
            }
            Ok(())
        })
        .await?;
    Ok((pairwise(&pairs), several))
}

/// Records that are one person's.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Group {
    Shared(usize),
    Alone(usize),
}

pub async fn score(args: &Score) -> Result<(), UserError> {
    let score = scored(&args.case, &args.truth).await?;
    let (in_text, in_scans) = values_found(&args.case, &args.truth).await?;
    let mut score = serde_json::to_value(&score)
        .map_err(|e| UserError::internal(&format!("the score cannot be written: {e}")))?;
    score["values_in_text"] = in_text.into();
    score["values_in_scans"] = in_scans.into();
    let (linked, several) = records_linked(&args.case, &args.truth).await?;
    score["record_pairs"] = serde_json::to_value(linked)
        .map_err(|e| UserError::internal(&format!("the score cannot be written: {e}")))?;
    score["records_of_several"] = several.into();
    let failed = |e| UserError::from(CaseError::io("score", &args.truth, &e));
    let found = candor_testkit::findings(&args.case.join("out").join("export"), &args.truth);
    let found = serde_json::to_value(found.map_err(failed)?)
        .map_err(|e| UserError::internal(&format!("the score cannot be written: {e}")))?;
    if let (Some(score), Some(found)) = (score.as_object_mut(), found.as_object()) {
        score.extend(found.clone());
    }
    if args.json {
        return output::json(&score);
    }
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (name, value) in score.as_object().into_iter().flatten() {
        match value.as_object() {
            None => rows.push(vec![name.clone(), value.to_string()]),
            Some(parts) => rows.extend(parts.iter().map(|(part, value)| {
                let told = value.get("f1").or_else(|| value.get("rate")).unwrap_or(value);
                vec![format!("{name}: {part}"), told.to_string()]
            })),
        }
    }
    output::table(&["measure", "value"], &rows, &[1])
}

/// Letters and digits alone: tables are laid out anew, so what stands between cells does not count.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Shares of files whose text was decoded right, by the encoding that the manifest names.
pub async fn text(args: &ScoreText) -> Result<(), UserError> {
    let manifest = std::fs::read_to_string(&args.manifest)
        .map_err(|e| CaseError::io("read", &args.manifest, &e))?;
    let mut texts: HashMap<String, String> = HashMap::new();
    let sql = "SELECT i.path AS path, p.text AS text FROM items i JOIN parts p ON i.sha256 = p.sha256 ORDER BY path, p.part";
    let mut case = Case::open_to_read(&args.case).await?;
    case.query()
        .await?
        .rows::<TextRow>(sql, |rows| {
            for row in rows {
                texts.entry(row.path).or_default().push_str(&letters(&row.text));
            }
            Ok(())
        })
        .await?;
    let mut right: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for line in manifest.lines() {
        let truth: serde_json::Value = serde_json::from_str(line)
            .map_err(|e| UserError::input(format!("{}: {e}", args.manifest.display())))?;
        let field = |name: &str| truth[name].as_str().unwrap_or_default().to_owned();
        let (path, wanted) = (field("path"), letters(&candor_extract::composed(field("text"))));
        for name in [field("encoding"), "all".to_owned()] {
            let (good, all) = right.entry(name).or_default();
            *all += 1;
            *good += u32::from(texts.get(&path).is_some_and(|text| *text == wanted));
        }
    }
    let rows: Vec<Vec<String>> = right
        .into_iter()
        .map(|(name, (good, all))| {
            vec![
                name,
                good.to_string(),
                all.to_string(),
                format!("{:.3}", f64::from(good) / f64::from(all)),
            ]
        })
        .collect();
    output::table(&["encoding", "right", "files", "share"], &rows, &[1, 2, 3])
}

candor_case::row! {
    ReadRow {
        path: String,
        state: String,
        reason: String,
        characters: u64,
    }
}

/// Characters of each item; the names of sheets count, since other programs print them as text.
const CHARACTERS_SQL: &str = "SELECT i.path AS path, coalesce(d.state, 'unread') AS state, coalesce(d.reason, i.reason, '') AS reason, \
    CAST(coalesce(d.characters, 0) + coalesce(l.labels, 0) AS BIGINT) AS characters FROM items i \
    LEFT JOIN documents d ON i.sha256 = d.sha256 \
    LEFT JOIN (SELECT sha256, sum(character_length(label)) AS labels FROM parts WHERE kind = 'sheet' GROUP BY sha256) l ON l.sha256 = i.sha256";

/// Of the files from which the other program read text, the share from which this one did, by
/// folder; and every file that is missing, with its reason.
pub async fn coverage(args: &ScoreCoverage) -> Result<(), UserError> {
    let peer =
        std::fs::read_to_string(&args.peer).map_err(|e| CaseError::io("read", &args.peer, &e))?;
    let mut own: HashMap<String, (u64, String)> = HashMap::new();
    let mut case = Case::open_to_read(&args.case).await?;
    case.query()
        .await?
        .rows::<ReadRow>(CHARACTERS_SQL, |rows| {
            for row in rows {
                // Members count for the file that holds them.
                let root = row.path.split("!/").next().unwrap_or_default().to_owned();
                let is_root = root.len() == row.path.len();
                let entry = own.entry(root).or_default();
                entry.0 += row.characters;
                if is_root {
                    entry.1 = format!("{} {}", row.state, row.reason);
                }
            }
            Ok(())
        })
        .await?;
    let mut shares: BTreeMap<String, (u32, u32, u32)> = BTreeMap::new();
    let mut missing = Vec::new();
    for line in peer.lines() {
        let Some((path, count)) = line.split_once('\t') else { continue };
        let theirs: u64 = count.trim().parse().unwrap_or(0);
        let (ours, state) = own.get(path).cloned().unwrap_or_default();
        let folder = path.split('/').next().unwrap_or_default().to_owned();
        let (both, peer_only_or_both, own_all) = shares.entry(folder).or_default();
        *own_all += u32::from(ours >= CHARACTERS_MIN);
        if theirs >= CHARACTERS_MIN {
            *peer_only_or_both += 1;
            *both += u32::from(ours >= CHARACTERS_MIN);
            if ours < CHARACTERS_MIN {
                missing.push(vec![theirs.to_string(), ours.to_string(), state, output::safe(path)]);
            }
        }
    }
    let rows: Vec<Vec<String>> = shares
        .into_iter()
        .map(|(folder, (both, theirs, ours))| {
            let share = f64::from(both) / f64::from(theirs.max(1));
            vec![
                folder,
                ours.to_string(),
                theirs.to_string(),
                both.to_string(),
                format!("{share:.3}"),
            ]
        })
        .collect();
    output::table(&["folder", "candor", "peer", "both", "of the peer's"], &rows, &[1, 2, 3, 4])?;
    output::line("")?;
    output::table(&["peer", "candor", "state", "path"], &missing, &[0, 1])
}

/// Compares the groups of a linked table with the true ones.
pub async fn link(args: &ScoreLink) -> Result<(), UserError> {
    let table = Tabular::open(std::slice::from_ref(&args.table)).await?;
    for column in [&args.truth, &"cluster_id".to_owned()] {
        if !table.columns.contains(column) {
            return Err(UserError::input(format!("the table has no column `{column}`")));
        }
    }
    let mut rows: Vec<(u64, u64)> = Vec::new();
    table
        .rows(&["cluster_id".to_owned(), args.truth.clone()], |row| {
            if let [Some(found), Some(truth)] = row {
                rows.extend(first_number(found).zip(first_number(truth)));
            }
            Ok(())
        })
        .await?;
    output::json(&pairwise(&rows))
}

fn first_number(text: &str) -> Option<u64> {
    let digits: String =
        text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

//! `candor-lab unfold`: papers whose personal data are marked (`suite/papers`), laid out as a dump with
//! the truth beside it, for `candor intake` and `candor score`.

use crate::corpora::{Labelled, PERSONS, Split, UNTOLD};
use candor_testkit::{TruthItem, TruthPerson, TruthTrap, TruthValue, write_truth};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Which of the papers: those that may be looked at while developing, those that only figures are taken
/// of, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    Open,
    Held,
    All,
}

impl Half {
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "open" => Some(Self::Open),
            "held" => Some(Self::Held),
            "all" => Some(Self::All),
            _ => None,
        }
    }

    /// Every third paper is held out, by the sum of its path's SHA-256.
    fn holds(self, path: &str) -> bool {
        let sum: u32 = Sha256::digest(path.as_bytes()).iter().map(|byte| u32::from(*byte)).sum();
        self == Self::All || (self == Self::Held) == sum.is_multiple_of(3)
    }
}

/// A marked value: `{{field:scheme#person|value}}`, with `?` in front where it may be reported or not
/// and `!` where it only looks personal.
struct Mark<'a> {
    sign: Option<char>,
    field: &'a str,
    scheme: &'a str,
    person: &'a str,
    value: &'a str,
    /// Where the value begins in the text without marks.
    start: usize,
}

impl<'a> Mark<'a> {
    fn read(inside: &'a str, start: usize) -> Option<Self> {
        let (head, value) = inside.split_once('|')?;
        let sign = head.chars().next().filter(|c| matches!(c, '?' | '!'));
        let head = head.trim_start_matches(['?', '!']);
        let (head, person) = head.split_once('#').unwrap_or((head, ""));
        let (field, scheme) = head.split_once(':').unwrap_or((head, ""));
        Some(Self { sign, field, scheme, person, value, start })
    }
}

/// The text without its marks, and the marks.
fn read(text: &str) -> Result<(String, Vec<Mark<'_>>), String> {
    let (mut plain, mut marks) = (String::with_capacity(text.len()), Vec::new());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("{{") {
        let (inside, after) = behind.split_once("}}").ok_or("a mark is not closed")?;
        plain.push_str(before);
        match Mark::read(inside, plain.len()) {
            Some(mark) => {
                plain.push_str(mark.value);
                marks.push(mark);
            }
            // Templates hold double braces of their own.
            None => plain.push_str(&format!("{{{{{inside}}}}}")),
        }
        rest = after;
    }
    plain.push_str(rest);
    Ok((plain, marks))
}

/// What a mark teaches the taggers: a person, what only looks like one, or that they are not to ask.
fn taught(mark: &Mark<'_>) -> Option<(Range<usize>, String)> {
    let kind = match (mark.sign, mark.field) {
        (None, "name") => "PERSON",
        (_, "job_title") => "T",
        (_, "department") => "D",
        (Some('!'), "org_name") => "ORGANIZATION",
        (Some('!'), "place_name") => "LOCATION",
        (Some('?'), "name") | (Some('!'), "public_figure" | "sample_row") => UNTOLD,
        _ => return None,
    };
    Some((mark.start..mark.start + mark.value.len(), kind.to_owned()))
}

/// The open papers of the sets in a folder as texts whose persons are marked.
pub fn open_papers(suite: &Path) -> Result<Vec<Labelled>, String> {
    let mut found = Vec::new();
    let told = |path: &Path, error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    for path in files(suite)? {
        let place = path.strip_prefix(suite).map_err(|e| told(&path, &e))?;
        let within: PathBuf = place.components().skip(1).collect();
        let text = fs::read_to_string(&path).map_err(|e| told(&path, &e))?;
        let Some((_, body)) = text.split_once('\n').filter(|(head, _)| head.starts_with("##! "))
        else {
            continue;
        };
        if !Half::Open.holds(&within.to_string_lossy()) {
            continue;
        }
        let (text, marks) = read(body).map_err(|e| told(&path, &e))?;
        let spans = marks.iter().filter_map(taught).collect();
        let split = Split::Tune;
        found.push(Labelled { text, spans, tokens: Vec::new(), split, marked: PERSONS });
    }
    Ok(found)
}

/// Writes `dump/`, `truth/` and `case.toml` of one set of papers to a folder.
pub fn unfold(set: &Path, out: &Path, half: Half) -> Result<(), String> {
    let told = |path: &Path, error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let mut persons = persons(set)?;
    let (mut items, mut values, mut traps) = (Vec::new(), Vec::new(), Vec::new());
    for path in files(set)? {
        let place = path.strip_prefix(set).map_err(|e| told(&path, &e))?;
        let name = place.to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).map_err(|e| told(&path, &e))?;
        let Some((head, body)) = text.split_once('\n').filter(|(head, _)| head.starts_with("##! "))
        else {
            continue;
        };
        if !half.holds(&name) {
            continue;
        }
        let word = |key: &str| head.split_whitespace().find_map(|word| word.strip_prefix(key));
        let (plain, marks) = read(body).map_err(|e| told(&path, &e))?;
        for mark in marks {
            take(&mark, &name, &mut values, &mut traps, &mut persons);
        }
        let to = out.join("dump").join(place);
        to.parent().map_or(Ok(()), fs::create_dir_all).map_err(|e| told(&to, &e))?;
        fs::write(&to, plain).map_err(|e| told(&to, &e))?;
        items.push(TruthItem {
            path: name,
            media_type: String::new(),
            doc_class: word("class=").unwrap_or("other").to_owned(),
            language: word("lang=").unwrap_or_default().to_owned(),
            scan: false,
            expected: "read".to_owned(),
        });
    }
    let persons: Vec<TruthPerson> =
        persons.into_values().filter(|person| !person.also.is_empty()).collect();
    let truth = out.join("truth");
    fs::create_dir_all(&truth).map_err(|e| told(&truth, &e))?;
    write_truth(&truth, &items, &persons, &values, &traps).map_err(|e| told(&truth, &e))?;
    let settings = out.join("case.toml");
    fs::copy(set.join("case.toml"), &settings).map_err(|e| told(&settings, &e))?;
    println!(
        "{} papers, {} values, {} traps, {} persons in {}",
        items.len(),
        values.len(),
        traps.len(),
        persons.len(),
        out.display()
    );
    Ok(())
}

fn take(
    mark: &Mark<'_>,
    path: &str,
    values: &mut Vec<TruthValue>,
    traps: &mut Vec<TruthTrap>,
    persons: &mut BTreeMap<String, TruthPerson>,
) {
    let (path, value) = (path.to_owned(), mark.value.to_owned());
    if mark.sign == Some('!') {
        traps.push(TruthTrap { path, class: mark.field.to_owned(), value });
        return;
    }
    if let Some(person) = persons.get_mut(mark.person) {
        let mut files: BTreeSet<String> = person.files.drain(..).collect();
        files.insert(path.clone());
        person.files = files.into_iter().collect();
        match mark.field {
            "name" if !person.also.contains(&value) => person.also.push(value.clone()),
            "email" if person.email.is_empty() => person.email = value.to_lowercase(),
            "national_id" if person.national_id.is_empty() => {
                person.national_id = value.chars().filter(|c| c.is_alphanumeric()).collect();
            }
            _ => {}
        }
        if !person.fields.iter().any(|known| known == mark.field) {
            person.fields.push(mark.field.to_owned());
        }
    }
    values.push(TruthValue {
        path,
        field: mark.field.to_owned(),
        value,
        scan: false,
        scheme: mark.scheme.to_owned(),
        optional: mark.sign == Some('?'),
    });
}

/// `persons.tsv`: id, name, category, company.
fn persons(set: &Path) -> Result<BTreeMap<String, TruthPerson>, String> {
    let path = set.join("persons.tsv");
    let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut persons = BTreeMap::new();
    for line in text.lines() {
        let mut cells = line.split('\t').map(|cell| cell.trim().to_owned());
        let (Some(id), Some(name), Some(category)) = (cells.next(), cells.next(), cells.next())
        else {
            continue;
        };
        let company = cells.next().unwrap_or_default();
        let person = TruthPerson {
            person_id: id.clone(),
            name,
            category,
            company,
            ..TruthPerson::default()
        };
        persons.insert(id, person);
    }
    Ok(persons)
}

/// Every file under a folder, in order.
fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        let entries = fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        for entry in entries {
            let path = entry.map_err(|e| e.to_string())?.path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_come_out_of_the_text() {
        let (plain, marks) = read(
            "Mr {{name#p1|Doyle}} ({{national_id:us_ssn#p1|078-05-1120}}, {{!room|Madison}}) {{x}}",
        )
        .unwrap();
        assert_eq!(plain, "Mr Doyle (078-05-1120, Madison) {{x}}");
        assert_eq!(
            (marks[1].field, marks[1].scheme, marks[1].person),
            ("national_id", "us_ssn", "p1")
        );
        assert_eq!(marks[2].sign, Some('!'));
        assert!(read("{{name|Doyle").is_err());
    }

    #[test]
    fn every_paper_of_the_suite_unfolds_and_every_third_is_held_out() {
        let suite = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/papers");
        let (mut open, mut held) = (0, 0);
        for set in fs::read_dir(suite).unwrap().filter_map(Result::ok).filter(|e| e.path().is_dir())
        {
            let set = set.path();
            for path in files(&set).unwrap() {
                let text = fs::read_to_string(&path).unwrap();
                let Some((_, body)) =
                    text.split_once('\n').filter(|(head, _)| head.starts_with("##! "))
                else {
                    continue;
                };
                read(body).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                let name = path.strip_prefix(&set).unwrap().to_string_lossy().into_owned();
                *if Half::Held.holds(&name) { &mut held } else { &mut open } += 1;
            }
        }
        assert!(open + held > 250 && held * 5 > open, "{open} open, {held} held out");
    }

    #[test]
    fn no_held_out_paper_is_learnt_from() {
        let suite = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/papers");
        let open: BTreeSet<String> =
            open_papers(&suite).unwrap().into_iter().map(|paper| paper.text).collect();
        let mut seen = (0, 0);
        for set in fs::read_dir(&suite).unwrap().map(Result::unwrap).filter(|e| e.path().is_dir()) {
            for path in files(&set.path()).unwrap() {
                let text = fs::read_to_string(&path).unwrap();
                let Some((_, body)) = text.split_once('\n').filter(|(h, _)| h.starts_with("##! "))
                else {
                    continue;
                };
                let name = path.strip_prefix(set.path()).unwrap().to_string_lossy().into_owned();
                let held = Half::Held.holds(&name);
                *if held { &mut seen.0 } else { &mut seen.1 } += 1;
                assert_eq!(open.contains(&read(body).unwrap().0), !held, "{}", path.display());
            }
        }
        assert!(seen.0 > 100 && seen.1 > 200, "{seen:?}");
    }
}

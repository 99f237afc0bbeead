//! The literate cases of `suite/law` against the rule book in `laws/`, and how much of it they exercise:
//! which duties arise and do not arise in some case, which questions of triggers and exemptions are
//! answered both ways.

use candor_law::book::Book;
use candor_law::suite::{Coverage, cases};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Jurisdictions that were reviewed first; their questions are meant to be covered whole.
const FIRST: &[&str] = &[
    "JP", "VN", "EU", "GB", "US", "KR", "SG", "CN", "AU", "TH", "PH", "ID", "MY", "IN", "TW", "BR",
    "CA", "CH",
];

/// Runs every case; with `open` the questions that no case answers both ways are listed.
pub fn run(words: &[&str]) -> Result<(), String> {
    let laws = texts(Path::new("laws"), "toml")?;
    let book = Book::parse(&laws).map_err(|e| e.to_string())?;
    let mut coverage = Coverage::default();
    let mut wrong = Vec::new();
    for (name, text) in texts(Path::new("suite/law"), "md")? {
        for case in cases(&name, &text)? {
            wrong.extend(coverage.run(&book, &case)?);
        }
    }
    println!("jurisdiction  duties  arise  do not  questions answered both ways");
    let mut sums: BTreeMap<&str, [usize; 5]> = BTreeMap::new();
    for duty in book.duties.values() {
        let states = duty.jurisdiction.starts_with("US-");
        let group = if states { "US states" } else { duty.jurisdiction.as_str() };
        let (arises, not) = coverage.both(&duty.id);
        let (both, all, open) = coverage.questions(&book, &duty.id);
        let seen = [1, usize::from(arises), usize::from(not), both, all];
        let sum = sums.entry(group).or_default();
        sum.iter_mut().zip(seen).for_each(|(sum, one)| *sum += one);
        if words.contains(&"open") {
            for question in open {
                println!("  {}: {question}", duty.id);
            }
        }
    }
    let line = |name: &str, [duties, arise, not, both, all]: [usize; 5]| {
        let percent = (both * 100).checked_div(all).unwrap_or(100);
        println!(
            "{name:<13} {duties:>6} {arise:>6} {not:>7}  {both:>4} of {all:<4} {percent:>3} %"
        );
    };
    for (name, sum) in &sums {
        line(name, *sum);
    }
    let total = |keep: &dyn Fn(&str) -> bool| {
        let kept = sums.iter().filter(|(name, _)| keep(name)).map(|(_, sum)| sum);
        kept.fold([0; 5], |mut all, sum| {
            all.iter_mut().zip(sum).for_each(|(all, one)| *all += one);
            all
        })
    };
    line("named first", total(&|name| FIRST.contains(&name) || name == "US states"));
    line("all", total(&|_| true));
    println!("{} cases, {} expected lines", coverage.cases, coverage.lines);
    if wrong.is_empty() {
        return Ok(());
    }
    Err(format!("{} expectations do not hold:\n{}", wrong.len(), wrong.join("\n")))
}

/// Files below a folder with this ending, named relative to it.
fn texts(root: &Path, ending: &str) -> Result<Vec<(String, String)>, String> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|known| known == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
        .iter()
        .map(|path: &PathBuf| {
            let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
            let name = path.strip_prefix(root).unwrap_or(path);
            Ok((name.to_string_lossy().into_owned(), text))
        })
        .collect()
}

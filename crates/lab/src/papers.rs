//! Measures beside names: identifiers against published vectors, contracts against CUAD, and speed.

use candor_engine::Analyst;
use candor_engine::detect::{catalogue, ids, luhn};
use candor_facts::{DocClass, Document, Guide, HowRead, Part, PartKind};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::time::Instant;

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Whether every published example of the schemes we cover is accepted or refused as it should be.
pub fn identifiers(corpora: &Path) -> Result<(), String> {
    let lines = read(&corpora.join("ids/stdnum_docstring_vectors.jsonl"))?;
    let (mut right, mut all, mut schemes) = (0, 0, std::collections::BTreeSet::new());
    for line in lines.lines() {
        let row: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
        let module = row["module"].as_str().unwrap_or_default();
        let wanted = matches!(row["fn"].as_str(), Some("validate" | "is_valid"));
        let checks: Vec<&str> = ids::VECTORS
            .iter()
            .filter(|(_, vectors)| *vectors == module)
            .map(|(name, _)| *name)
            .collect();
        if !wanted || checks.is_empty() {
            continue;
        }
        let input = row["input"].as_str().unwrap_or_default();
        let valid = row["error"].is_null() && row["expect"].as_str() != Some("False");
        let accepted = checks.iter().any(|name| accepts(name, input));
        schemes.insert(module.to_owned());
        all += 1;
        right += usize::from(accepted == valid);
        if accepted != valid {
            println!(
                "  {module}: {input:?} should be {}",
                if valid { "accepted" } else { "refused" }
            );
        }
    }
    println!("identifiers: {right} of {all} published examples right, {} schemes", schemes.len());
    Ok(())
}

fn accepts(name: &str, input: &str) -> bool {
    match name {
        "company" => ids::is_company_number(input),
        "luhn" => luhn(input) && !input.is_empty(),
        name => catalogue()
            .find(|detector| detector.name == name)
            .is_some_and(|detector| (detector.check)(input).is_some()),
    }
}

/// The share of CUAD's agreements that are called contracts; cues were developed on the first half.
pub fn contracts(corpora: &Path) -> Result<(), String> {
    let analyst = analyst(false)?;
    let folder = corpora.join("doctype/cuad/txt");
    let mut files: Vec<_> = fs::read_dir(&folder)
        .map_err(|error| format!("{}: {error}", folder.display()))?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .collect();
    files.sort();
    let half = files.len() / 2;
    for (title, part) in [("first half", &files[..half]), ("second half, unseen", &files[half..])] {
        let mut right = 0;
        for path in part {
            let document = document(read(path)?);
            let class = analyst.analyse(&document, "agreement.txt").class.class;
            right += usize::from(class == DocClass::Contract);
        }
        println!(
            "cuad, {title}: {right} of {} called contracts ({:.3})",
            part.len(),
            right as f64 / part.len().max(1) as f64
        );
    }
    Ok(())
}

fn analyst(tagger: bool) -> Result<Analyst, String> {
    Analyst::new(Guide { tagger, ..Guide::default() }).map_err(|error| error.to_string())
}

fn document(text: String) -> Document {
    Document::read("txt", HowRead::Text, vec![Part::text(PartKind::Body, "body", text)])
}

/// Megabytes a second of analysis on one thread, without and with the tagger, on the given texts.
pub fn speed(files: &[&str]) -> Result<(), String> {
    for file in files {
        let text = read(Path::new(file))?;
        let (bytes, letters) = (text.len(), text.chars().count());
        let document = document(text);
        for tagger in [false, true] {
            let analyst = analyst(tagger)?;
            drop(analyst.analyse(&document, "text.txt"));
            let started = Instant::now();
            let mut rounds = 0_u32;
            while started.elapsed().as_secs_f64() < 2.0 {
                drop(analyst.analyse(&document, "text.txt"));
                rounds += 1;
            }
            let each = started.elapsed().as_secs_f64() / f64::from(rounds);
            println!(
                "{file}: tagger {}: {:.2} MB/s, {:.0} characters/s ({bytes} bytes)",
                if tagger { "on " } else { "off" },
                bytes as f64 / each / 1e6,
                letters as f64 / each
            );
        }
    }
    Ok(())
}

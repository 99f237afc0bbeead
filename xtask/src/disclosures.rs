//! The literate cases of `suite/disclosures`: each `case.md` tells a disclosure in prose, runs the
//! commands of its `run` blocks and checks the facts of its `expect` blocks.
//!
//! A `sizes` block gives the numbers of files and persons of a `small` and a `full` run.

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Instant;

/// Share of a case's numbers that may be off in `between … of persons`.
const PERCENT: f64 = 100.0;

/// Runs every case at a size (`small` or `full`), into a folder if one is given.
pub fn run(words: &[&str]) -> Result<(), String> {
    let size = words.first().copied().unwrap_or("small");
    let scratch = std::env::temp_dir().join(format!("candor-disclosures-{}", std::process::id()));
    let out = words.get(1).map_or_else(|| scratch.clone(), PathBuf::from);
    let program = program()?;
    let mut cases: Vec<PathBuf> = fs::read_dir("suite/disclosures")
        .map_err(|e| format!("suite/disclosures: {e}"))?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.join("case.md").exists())
        .collect();
    cases.sort();
    for here in cases {
        let name = here.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let begun = Instant::now();
        let work = out.join(&name);
        let story = Story::read(&here, &work, size, &program)?;
        let facts = story.play()?;
        let minutes = begun.elapsed().as_secs() / 60;
        if story.minutes.is_some_and(|limit| minutes >= limit) {
            return Err(format!("{name}: took {minutes} minutes, more than it may"));
        }
        println!("disclosures {name}: {facts} facts hold ({:.0} s)", begun.elapsed().as_secs_f64());
    }
    if words.get(1).is_none() {
        fs::remove_dir_all(&scratch).map_err(|e| format!("{}: {e}", scratch.display()))?;
    }
    Ok(())
}

/// The program under test, built by the same profile.
fn program() -> Result<PathBuf, String> {
    let status = Command::new("cargo")
        .args(["build", "--release", "--locked", "-p", "candor-app"])
        .status()
        .map_err(|e| format!("cargo: {e}"))?;
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
    let target = std::path::absolute(target).map_err(|e| e.to_string())?;
    if status.success() {
        Ok(target.join("release/candor"))
    } else {
        Err("the program does not build".to_owned())
    }
}

/// One case being played.
struct Story<'a> {
    text: String,
    here: PathBuf,
    work: PathBuf,
    program: &'a Path,
    files: u64,
    persons: u64,
    /// Minutes within which the whole must be done, where the case says so.
    minutes: Option<u64>,
}

impl<'a> Story<'a> {
    fn read(here: &Path, work: &Path, size: &str, program: &'a Path) -> Result<Self, String> {
        let file = here.join("case.md");
        let text = fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
        let here = std::path::absolute(here).map_err(|e| e.to_string())?;
        fs::create_dir_all(work).map_err(|e| format!("{}: {e}", work.display()))?;
        let sizes = text.lines().find(|line| line.starts_with(&format!("{size} files=")));
        let sizes = sizes.ok_or_else(|| format!("{}: no size `{size}`", file.display()))?;
        let number = |name: &str| -> Option<u64> {
            option(sizes, name).and_then(|number| number.parse().ok())
        };
        let wrong = || format!("{}: sizes need files= and persons=", file.display());
        let (files, persons) = (number("files"), number("persons"));
        Ok(Self {
            files: files.ok_or_else(wrong)?,
            persons: persons.ok_or_else(wrong)?,
            minutes: number("minutes"),
            text,
            here,
            work: work.to_path_buf(),
            program,
        })
    }

    /// Runs and checks every block in turn; returns how many facts held.
    fn play(&self) -> Result<usize, String> {
        let mut block = "";
        let mut facts = 0;
        for (number, line) in (1..).zip(self.text.lines()) {
            let step = match line.strip_prefix("```") {
                Some(kind) => {
                    block = kind;
                    continue;
                }
                None if line.trim().is_empty() => continue,
                None => match block {
                    "run" => self.command(line),
                    "expect" => {
                        facts += 1;
                        self.fact(line)
                    }
                    _ => Ok(()),
                },
            };
            step.map_err(|reason| {
                format!("{}/case.md:{number}: {line}\n  {reason}", self.here.display())
            })?;
        }
        Ok(facts)
    }

    fn candor(&self, words: &[&str]) -> Result<Output, String> {
        let mut command = Command::new(self.program);
        command.args(words).env("CANDOR_ACTOR", "suite").current_dir(&self.work);
        command.output().map_err(|e| format!("{}: {e}", self.program.display()))
    }

    /// Standard output of a command that must succeed.
    fn ask(&self, words: &[&str]) -> Result<String, String> {
        let out = self.candor(words)?;
        if !out.status.success() {
            return Err(String::from_utf8_lossy(&out.stderr).into_owned());
        }
        String::from_utf8(out.stdout).map_err(|e| e.to_string())
    }

    fn json(&self, words: &[&str]) -> Result<Value, String> {
        serde_json::from_str(&self.ask(words)?).map_err(|e| e.to_string())
    }

    fn command(&self, line: &str) -> Result<(), String> {
        let words = split(line);
        let words: Vec<String> = words.iter().map(|word| self.placed(word)).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let begun = Instant::now();
        match words.as_slice() {
            ["simulate", family, ..] => {
                let of = |name: &str, usual: &str| option(line, name).unwrap_or(usual).to_owned();
                let (waves, seed) = (of("waves", "1"), of("seed", "1"));
                let (files, persons) = (self.files.to_string(), self.persons.to_string());
                self.ask(&[
                    "demo",
                    "--simulate-only",
                    "--out",
                    ".",
                    "--family",
                    family,
                    "--files",
                    &files,
                    "--persons",
                    &persons,
                    "--scans",
                    "0",
                    "--waves",
                    &waves,
                    "--seed",
                    &seed,
                ])?;
            }
            ["list", folder, file] => {
                let mut lines = Vec::new();
                let root = self.work.join(folder);
                walk(&root, &root, &mut lines)?;
                lines.sort();
                fs::write(self.work.join(file), lines.join("\n")).map_err(|e| e.to_string())?;
            }
            ["candor", rest @ ..] => drop(self.ask(rest)?),
            _ => return Err("a run block holds simulate, list and candor".to_owned()),
        }
        println!("  {:>6.1} s  {line}", begun.elapsed().as_secs_f64());
        Ok(())
    }

    /// A word with the places of this run.
    fn placed(&self, word: &str) -> String {
        let here = self.here.display().to_string();
        match word.split_once('/') {
            _ if word == "CASE" => "case".to_owned(),
            Some(("HERE", rest)) => format!("{here}/{rest}"),
            Some(("DUMP", rest)) => format!("dump/{rest}"),
            _ => word.to_owned(),
        }
    }

    fn claims(&self) -> Result<BTreeMap<String, Value>, String> {
        let exposure = self.json(&["exposure", "case", "--json"])?;
        let claims = exposure.get("claims").and_then(Value::as_array).cloned().unwrap_or_default();
        let named = claims
            .into_iter()
            .filter_map(|claim| Some((claim.get("claim_id")?.as_str()?.to_owned(), claim)));
        Ok(named.collect())
    }

    fn fact(&self, line: &str) -> Result<(), String> {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["claim", id, rest @ ..] => self.claim(id, rest),
            ["no", "claim", id] if self.claims()?.contains_key(*id) => {
                Err("there is such a claim".to_owned())
            }
            ["no", "claim", _] => Ok(()),
            ["report", number, audience, lang, verb @ ("says" | "lacks"), ..] => {
                let said = line.split_once(verb).map_or("", |(_, said)| said.trim());
                let file = format!("case/out/reports/No-{number}/{audience}-{lang}.md");
                let text = fs::read_to_string(self.work.join(&file))
                    .map_err(|e| format!("{file}: {e}"))?;
                let plain = text.replace('\\', "");
                match (plain.contains(said), *verb) {
                    (true, "says") | (false, "lacks") => Ok(()),
                    _ => Err(format!("{file} does not hold to it")),
                }
            }
            ["duty", id, rest @ ..] => self.duty(id, rest),
            ["draft", file, verb @ ("says" | "lacks"), ..] => {
                let said = line.split_once(verb).map_or("", |(_, said)| said.trim());
                let file = format!("case/out/drafts/{file}.md");
                let text = fs::read_to_string(self.work.join(&file))
                    .map_err(|e| format!("{file}: {e}"))?;
                match (text.replace('\\', "").contains(said), *verb) {
                    (true, "says") | (false, "lacks") => Ok(()),
                    _ => Err(format!("{file} does not hold to it")),
                }
            }
            ["batch", batch, "has", what, "letters"] => self.batch(batch, what),
            ["diff", from, to, "changes", id, "because", ..] => {
                let because = line.split_once("because").map_or("", |(_, said)| said.trim());
                let diff = self.json(&["report", "case", "diff", from, to, "--json"])?;
                let changes = diff.get("changes").and_then(Value::as_array).cloned();
                let change = changes
                    .unwrap_or_default()
                    .into_iter()
                    .find(|change| change.get("claim").and_then(Value::as_str) == Some(id));
                let reasons =
                    change.ok_or("it did not change")?.get("because").map(Value::to_string);
                match reasons.filter(|reasons| reasons.contains(because)) {
                    Some(_) => Ok(()),
                    None => Err("it changed for another reason".to_owned()),
                }
            }
            ["diff", from, to, "history", how] => {
                let diff = self.json(&["report", "case", "diff", from, to, "--json"])?;
                let history = diff.get("history").map(Value::to_string).unwrap_or_default();
                history.contains(&format!("\"{how}\"")).then_some(()).ok_or(history)
            }
            ["reports", "are", ..] => self.same_bytes(),
            ["annexes", "are", "written"] => self.annexes(),
            ["every", "claim", "opens"] => self.all_open(),
            _ => Err("no such kind of fact".to_owned()),
        }
    }

    /// The outcome of an assessed duty, and any of `due`, `target`, `done` with a day.
    fn duty(&self, id: &str, wanted: &[&str]) -> Result<(), String> {
        let duties = self.json(&["duties", "case", "--json"])?;
        let all = duties.as_array().cloned().unwrap_or_default();
        let text = |value: &Value, at: &str| {
            value.pointer(at).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        let one = all.iter().find(|one| text(one, "/duty_id") == id);
        let one = one.ok_or("no such duty was assessed")?;
        let outcome = text(one, "/assessment/outcome");
        let holds = match wanted {
            [word] => outcome == *word,
            [word, what @ ("due" | "target"), day] => {
                let kind = if *what == "due" { "limit" } else { "target" };
                let due = one.pointer("/assessment/due").and_then(Value::as_array);
                let found = due
                    .into_iter()
                    .flatten()
                    .any(|due| text(due, "/kind") == kind && text(due, "/local").starts_with(day));
                outcome == *word && found
            }
            [word, "done", ..] => {
                let state = text(one, "/state");
                outcome == *word && state.starts_with(&wanted[1..].join(" "))
            }
            [word, "because", ..] => {
                outcome == *word
                    && text(one, "/assessment/because").contains(&wanted[2..].join(" "))
            }
            [word, "note", ..] => {
                let notes = one.pointer("/assessment/notes").map(Value::to_string);
                outcome == *word && notes.unwrap_or_default().contains(&wanted[2..].join(" "))
            }
            _ => return Err("no such kind of fact".to_owned()),
        };
        holds.then_some(()).ok_or_else(|| one.to_string())
    }

    /// How many letters a batch has: `C-…` for as many as a claim counts, `above 0`, or a number.
    fn batch(&self, batch: &str, what: &str) -> Result<(), String> {
        let all = self.json(&["dispatch", "case", "list", "--json"])?;
        let all = all.as_array().cloned().unwrap_or_default();
        let one = all.iter().find(|one| one.get("batch").and_then(Value::as_str) == Some(batch));
        let letters = one.and_then(|one| one.get("letters")?.as_u64()).ok_or("no such batch")?;
        let wanted = match what.parse::<u64>() {
            Ok(number) => number,
            Err(_) if what == "some" => {
                return (letters > 0).then_some(()).ok_or("none".to_owned());
            }
            Err(_) => {
                let claims = self.claims()?;
                let claim = claims.get(what).ok_or("there is no such claim")?;
                claim.get("value").and_then(Value::as_u64).unwrap_or(0)
            }
        };
        (letters == wanted).then_some(()).ok_or_else(|| format!("{letters} letters"))
    }

    fn claim(&self, id: &str, wanted: &[&str]) -> Result<(), String> {
        let claims = self.claims()?;
        let claim = claims.get(id).ok_or("there is no such claim")?;
        let text = |name: &str| claim.get(name).and_then(Value::as_str).unwrap_or_default();
        let value = claim.get("value").and_then(Value::as_u64).unwrap_or(0);
        let holds = match wanted {
            ["is", kind, standing] => text("kind") == *kind && text("standing") == *standing,
            ["above", floor] => floor.parse().is_ok_and(|floor: u64| value > floor),
            ["equals", "files"] => value == self.files,
            ["equals", number] => number.parse().is_ok_and(|number: u64| value == number),
            ["between", low, high, "of", "persons"] => {
                let bound = |percent: &str| -> Option<f64> {
                    let share: f64 = percent.trim_end_matches('%').parse().ok()?;
                    Some(real(self.persons) * share / PERCENT)
                };
                bound(low).is_some_and(|low| real(value) >= low)
                    && bound(high).is_some_and(|high| real(value) <= high)
            }
            _ => return Err("no such kind of fact".to_owned()),
        };
        holds.then_some(()).ok_or_else(|| claim.to_string())
    }

    /// Every issued report, written again from the ledger, has the bytes it was issued with.
    fn same_bytes(&self) -> Result<(), String> {
        let reports = self.json(&["report", "case", "list", "--json"])?;
        for report in reports.as_array().cloned().unwrap_or_default() {
            let number = report.get("number").map(Value::to_string).unwrap_or_default();
            self.ask(&["report", "case", "write", &number, "--out", "again"])?;
            let folder = self.work.join(format!("case/out/reports/No-{number}"));
            for entry in fs::read_dir(&folder).map_err(|e| e.to_string())?.flatten() {
                let again = self.work.join("again").join(entry.file_name());
                if fs::read(entry.path()).ok() != fs::read(&again).ok() {
                    return Err(format!("{} differs", entry.path().display()));
                }
            }
        }
        Ok(())
    }

    fn annexes(&self) -> Result<(), String> {
        let partners = self.claims()?;
        let wanted = partners.get("C-partners").and_then(|claim| claim.get("value")?.as_u64());
        let folder = fs::read_dir(self.work.join("case/out/annexes")).map_err(|e| e.to_string())?;
        let found = folder.flatten().count() as u64;
        // One for each partner, and the index.
        if wanted.is_some_and(|wanted| found == wanted + 1) {
            Ok(())
        } else {
            Err(format!("{found} files for {wanted:?} partners"))
        }
    }

    /// The query of every claim gives its value, and `why` opens it.
    fn all_open(&self) -> Result<(), String> {
        for (id, claim) in self.claims()? {
            let query = claim.get("query").and_then(Value::as_str).unwrap_or_default();
            let answer = self.json(&["sql", "case", query, "--json"])?;
            if answer.get("count").and_then(Value::as_u64)
                != claim.get("value").and_then(Value::as_u64)
            {
                return Err(format!("{id}: the query gives {answer}"));
            }
            let matrix = claim.get("kind").and_then(Value::as_str) == Some("matrix_row");
            if !matrix || id.contains("-any-") {
                let why = self.json(&["why", "case", &id, "--json"])?;
                let behind = why.get("behind").and_then(Value::as_array).map_or(0, Vec::len);
                if behind == 0 && answer.get("count").and_then(Value::as_u64) > Some(0) {
                    return Err(format!("{id}: nothing stands behind it"));
                }
            }
        }
        Ok(())
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of a case are far below 2^52")]
fn real(count: u64) -> f64 {
    count as f64
}

/// The value of `name=value` in a line.
fn option<'t>(line: &'t str, name: &str) -> Option<&'t str> {
    let mut words = line.split_whitespace();
    words.find_map(|word| word.strip_prefix(name)?.strip_prefix('='))
}

/// The words of a command; quotation marks hold several together.
fn split(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            _ => words.iter_mut().rev().take(1).for_each(|word| word.push(c)),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Lines of path and size below a folder, as a leak site lists its files.
fn walk(root: &Path, folder: &Path, lines: &mut Vec<String>) -> Result<(), String> {
    for entry in fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?.flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(root, &path, lines)?;
        } else {
            let size = entry.metadata().map_err(|e| e.to_string())?.len();
            let name = path.strip_prefix(root).map_err(|e| e.to_string())?;
            lines.push(format!("{}\t{size}", name.display()));
        }
    }
    Ok(())
}

//! Recognition of text in pictures: Debian's tesseract, in a confined process that is handed a few pictures
//! and may open nothing but the program's own files. Loading its models takes as long as two light pages.

use candor_extract::{Recognised, TOGETHER_MAX, is_tiff};
use candor_facts::UnreadReason;
use std::collections::HashMap;
use std::ffi::OsString;
use std::fs::File;
use std::io::{Read, Seek, Write};
use std::os::fd::{AsRawFd, FromRawFd, IntoRawFd};
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// Time for one picture, and for several that are recognised together: when these fail they are recognised
/// one by one, so that one that breaks the recogniser costs no other its words.
const SECONDS_MAX: u64 = 180;
/// Bytes of pictures that are recognised together, at most.
const TOGETHER_BYTES_MAX: usize = 64 << 20;
/// Larger picture files are read alone, so that few bytes wait in memory.
pub const AHEAD_BYTES_MAX: u64 = 16 << 20;
const TABLE_BYTES_MAX: u64 = 64 << 20;
/// Tables remembered, so that a logo in a thousand documents is read once.
const REMEMBERED_BYTES_MAX: usize = 32 << 20;
/// The level of a page in a table.
const PAGE: &str = "1";
/// How the lines of words begin in a table.
const WORD: &str = "5\t";
/// Below this mean confidence, in percent, a page may stand on its side or be written downwards.
const UNSURE_BELOW: f32 = 60.0;
/// Languages that are recognised together, the one whose letters are hardest first.
const LANGUAGES: &[&str] = &["jpn", "vie", "eng"];

/// How files are called that hold one picture.
const ENDINGS: &[&str] = &["png", "jpg", "jpeg", "bmp", "gif", "webp"];

/// Whether a file is a picture by its name, which only decides when it is read.
pub fn is_called_picture(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// The recogniser of this machine.
pub struct Recogniser {
    program: PathBuf,
    languages: Vec<String>,
    /// Recognisers that should run at a time, and those that do.
    jobs: usize,
    running: AtomicUsize,
    remembered: Mutex<Remembered>,
}

#[derive(Default)]
struct Remembered {
    tables: HashMap<String, Recognised>,
    bytes: usize,
}

impl std::fmt::Debug for Recogniser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Recogniser({})", self.languages.join("+"))
    }
}

impl Recogniser {
    /// Looks for the program and its languages.
    pub fn find(jobs: usize) -> Result<Self, &'static str> {
        let program = ["/usr/bin/tesseract", "/usr/local/bin/tesseract"]
            .iter()
            .map(PathBuf::from)
            .find(|path| path.exists())
            .ok_or("tesseract is not installed")?;
        let listed = Command::new(&program).arg("--list-langs").output();
        let listed = listed.map_err(|_| "tesseract does not start")?;
        let languages: Vec<String> = String::from_utf8_lossy(&listed.stdout)
            .lines()
            .skip(1)
            .map(|line| line.trim().to_owned())
            .collect();
        if languages.iter().any(|language| language == "eng") {
            let (running, remembered) = (AtomicUsize::new(0), Mutex::default());
            Ok(Self { program, languages, jobs, running, remembered })
        } else {
            Err("tesseract has no languages")
        }
    }

    /// The words in each picture as a table, or why there are none.
    pub fn read<P: AsRef<[u8]>>(&self, pictures: &[P]) -> Vec<Recognised> {
        let keys: Vec<String> =
            pictures.iter().map(|picture| candor_case::sha256_hex(picture.as_ref())).collect();
        let mut tables: HashMap<&str, Recognised> = HashMap::new();
        let mut fresh: Vec<(&str, &[u8])> = Vec::new();
        for (key, picture) in keys.iter().zip(pictures) {
            if let Some(table) = self.remembered(key) {
                tables.insert(key, table);
            } else if !fresh.iter().any(|(known, _)| known == key) {
                fresh.push((key, picture.as_ref()));
            }
        }
        for group in groups(fresh) {
            let pictures: Vec<&[u8]> = group.iter().map(|(_, picture)| *picture).collect();
            for ((key, _), table) in group.iter().zip(self.recognise(&pictures)) {
                self.remember(key, &table);
                tables.insert(key, table);
            }
        }
        let of = |key: &String| tables.get(key.as_str()).cloned();
        keys.iter()
            .map(|key| of(key).unwrap_or_else(|| Err(failed("recognition broke off"))))
            .collect()
    }

    fn remembered(&self, key: &str) -> Option<Recognised> {
        self.remembered.lock().ok()?.tables.get(key).cloned()
    }

    fn remember(&self, key: &str, table: &Recognised) {
        let Ok(mut known) = self.remembered.lock() else { return };
        known.bytes += table.as_ref().map_or(0, String::len) + key.len();
        if known.bytes > REMEMBERED_BYTES_MAX {
            *known = Remembered::default();
        }
        known.tables.insert(key.to_owned(), table.clone());
    }

    /// All languages in one pass. Pages that stay unsure are turned upright and tried again, and
    /// read from top to bottom where they hold Japanese.
    fn recognise(&self, pictures: &[&[u8]]) -> Vec<Recognised> {
        let languages: Vec<&str> =
            LANGUAGES.iter().copied().filter(|language| self.has(language)).collect();
        let languages = languages.join("+");
        let mut best = self.run(pictures, &["--psm", "3", "-l", &languages, "tsv"]);
        for (model, again) in [
            ("osd", ["--psm", "1", "-l", &languages]),
            ("jpn_vert", ["--psm", "5", "-l", "jpn_vert"]),
        ] {
            let again_at: Vec<usize> = (0..best.len())
                .filter(|at| {
                    self.has(model) && best.get(*at).is_some_and(|table| is_unsure(table, model))
                })
                .collect();
            let unsure: Vec<&[u8]> =
                again_at.iter().filter_map(|at| pictures.get(*at).copied()).collect();
            let others = self.run(&unsure, &[&again[..], &["tsv"]].concat());
            for (at, other) in again_at.into_iter().zip(others) {
                if let Some(known) = best.get_mut(at)
                    && confidence(&other) > confidence(known)
                {
                    *known = other;
                }
            }
        }
        best
    }

    fn has(&self, language: &str) -> bool {
        self.languages.iter().any(|known| known == language)
    }

    /// A table for each picture. What other recognisers leave idle shares the work.
    fn run(&self, pictures: &[&[u8]], arguments: &[&str]) -> Vec<Recognised> {
        let processes = self.reserve(pictures.len());
        let share = pictures.len().div_ceil(processes).max(1);
        let tables = std::thread::scope(|scope| {
            let share_out = |some| (some, scope.spawn(move || self.run_together(some, arguments)));
            let shares: Vec<_> = pictures.chunks(share).map(share_out).collect();
            let tables = shares.into_iter().map(|(some, share)| {
                share
                    .join()
                    .unwrap_or_else(|_| vec![Err(failed("recognition broke off")); some.len()])
            });
            tables.flatten().collect()
        });
        self.running.fetch_sub(processes, Ordering::Relaxed);
        tables
    }

    /// Counts so many processes as running, at least one, and no more than are idle.
    fn reserve(&self, wanted: usize) -> usize {
        let idle = |running| self.jobs.saturating_sub(running).min(wanted).max(1);
        let reserve = |running| Some(running + idle(running));
        let before = self.running.fetch_update(Ordering::Relaxed, Ordering::Relaxed, reserve);
        before.map_or(1, idle)
    }

    /// A table for each picture, all of one start of the recogniser when it goes well.
    fn run_together(&self, pictures: &[&[u8]], arguments: &[&str]) -> Vec<Recognised> {
        if pictures.len() > 1
            && let Ok(table) = self.start(pictures, arguments)
            && let Some(tables) = apart(&table, pictures.len())
        {
            return tables.into_iter().map(Ok).collect();
        }
        pictures.iter().map(|picture| self.start(&[picture], arguments)).collect()
    }

    /// One table of all pictures, a page for each.
    fn start(&self, pictures: &[&[u8]], arguments: &[&str]) -> Recognised {
        let itself =
            std::env::current_exe().map_err(|_| failed("the program cannot find itself"))?;
        let lengths: Vec<String> =
            pictures.iter().map(|picture| picture.len().to_string()).collect();
        let input =
            in_memory(pictures.iter().copied()).map_err(|_| failed("no memory for the picture"))?;
        let child = Command::new(itself)
            .args(["tool-worker", &lengths.join(",")])
            .arg(&self.program)
            .args([INPUT, "stdout", "--dpi", "200"])
            .args(arguments)
            .env_clear()
            .env("OMP_THREAD_LIMIT", "1")
            .env("LC_ALL", "C.UTF-8")
            .stdin(input)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|_| failed("recognition cannot be started"))?;
        take(child)
    }
}

/// Pictures with their hashes in groups that are recognised together. What may hold several pages goes
/// alone.
fn groups<'p>(pictures: Vec<(&'p str, &'p [u8])>) -> Vec<Vec<(&'p str, &'p [u8])>> {
    let mut groups: Vec<Vec<(&str, &[u8])>> = Vec::new();
    for (key, picture) in pictures {
        let joins = |group: &&mut Vec<(&str, &[u8])>| {
            let bytes: usize = group.iter().map(|(_, picture)| picture.len()).sum();
            let several = group.iter().any(|(_, picture)| is_tiff(picture)) || is_tiff(picture);
            group.len() < TOGETHER_MAX && bytes + picture.len() <= TOGETHER_BYTES_MAX && !several
        };
        match groups.last_mut().filter(joins) {
            Some(group) => group.push((key, picture)),
            None => groups.push(vec![(key, picture)]),
        }
    }
    groups
}

/// The tables of pictures that were recognised together, each as if it had been recognised alone; none
/// when there are not as many pages as pictures.
fn apart(table: &str, pictures: usize) -> Option<Vec<String>> {
    let mut lines = table.split_inclusive('\n');
    let head = lines.next()?;
    let mut tables: Vec<String> = Vec::new();
    for line in lines {
        let mut cells = line.splitn(3, '\t');
        let (level, page, rest) = (cells.next()?, cells.next()?, cells.next()?);
        if level == PAGE {
            tables.push(head.to_owned());
        }
        let number: usize = page.parse().ok()?;
        let table = tables.last_mut()?;
        table.push_str(level);
        table.push_str("\t1\t");
        table.push_str(rest);
        (number == tables.len()).then_some(())?;
    }
    (tables.len() == pictures).then_some(tables)
}

fn failed(detail: &str) -> (UnreadReason, String) {
    (UnreadReason::Crashed, detail.to_owned())
}

/// Under which name the recogniser opens the picture, or the list of several: a pipe it would read byte by
/// byte, which costs a seventh of the whole time.
const INPUT: &str = "/proc/self/fd/0";

/// A file that has no place in any folder, that no other program inherits by chance, and that nobody changes
/// any more: one picture cannot take another's place.
fn in_memory<'c>(contents: impl Iterator<Item = &'c [u8]>) -> std::io::Result<File> {
    // SAFETY: the name is a string that ends with zero; the number that comes back is checked.
    let number = unsafe {
        libc::memfd_create(c"picture".as_ptr(), libc::MFD_CLOEXEC | libc::MFD_ALLOW_SEALING)
    };
    if number < 0 {
        return Err(std::io::Error::last_os_error());
    }
    // SAFETY: the number is of a file that was just made and belongs to nobody else.
    let mut file = unsafe { File::from_raw_fd(number) };
    contents.into_iter().try_for_each(|content| file.write_all(content))?;
    file.rewind()?;
    let seals = libc::F_SEAL_WRITE | libc::F_SEAL_SHRINK | libc::F_SEAL_GROW | libc::F_SEAL_SEAL;
    // SAFETY: the file is open and was made with leave to be sealed.
    if unsafe { libc::fcntl(file.as_raw_fd(), libc::F_ADD_SEALS, seals) } < 0 {
        return Err(std::io::Error::last_os_error());
    }
    Ok(file)
}

/// Whether a page with words should be tried again with another model.
fn is_unsure(table: &Recognised, model: &str) -> bool {
    let Ok(text) = table else { return false };
    let japanese = text.contains(|c| matches!(c, 'ぁ'..='ヶ'));
    let words = text.lines().any(|line| line.starts_with(WORD));
    mean_confidence(text) < UNSURE_BELOW && words && (model != "jpn_vert" || japanese)
}

fn confidence(table: &Recognised) -> f32 {
    table.as_ref().map_or(0.0, |table| mean_confidence(table))
}

/// The mean confidence of the words of a table, in percent.
fn mean_confidence(table: &str) -> f32 {
    let words = table.lines().filter(|line| line.starts_with(WORD));
    let sure: Vec<f32> = words.filter_map(|line| line.split('\t').nth(10)?.parse().ok()).collect();
    #[expect(clippy::cast_precision_loss, reason = "words of a page")]
    let count = sure.len().max(1) as f32;
    sure.iter().sum::<f32>() / count
}

/// Takes the table, within the limits of time and size.
fn take(mut child: Child) -> Recognised {
    let from = child.stdout.take().ok_or_else(|| failed("recognition has no pipe"))?;
    let (sender, receiver) = channel();
    let outcome = std::thread::scope(|scope| {
        scope.spawn(move || {
            let mut table = Vec::new();
            let read = from.take(TABLE_BYTES_MAX).read_to_end(&mut table);
            drop(sender.send(read.map(|_| table)));
        });
        let outcome = receiver.recv_timeout(Duration::from_secs(SECONDS_MAX));
        if outcome.is_err() {
            drop(child.kill());
        }
        outcome
    });
    // The child has closed its output, which it does by ending, or was stopped. A table counts only
    // when the program ended well: half a page must not pass for a whole one.
    let whole = child.wait().is_ok_and(|status| status.success());
    match outcome {
        Ok(Ok(table)) if table.len() as u64 >= TABLE_BYTES_MAX => {
            Err((UnreadReason::Limit, "more words than a page may hold".to_owned()))
        }
        Ok(Ok(table)) if whole => Ok(String::from_utf8_lossy(&table).into_owned()),
        Ok(Ok(table)) if !table.is_empty() => Err(failed("recognition broke off")),
        Err(RecvTimeoutError::Timeout) => Err((
            UnreadReason::Limit,
            format!("recognition took longer than {SECONDS_MAX} seconds"),
        )),
        _ => Err((UnreadReason::Corrupt, "the picture cannot be opened".to_owned())),
    }
}

/// Confines this process and becomes a program: the lengths of the pictures that lie one behind the other in
/// the input, the program, its arguments.
pub fn tool_worker(arguments: &[OsString]) -> ExitCode {
    use std::os::unix::process::CommandExt;
    let [lengths, program, arguments @ ..] = arguments else { return ExitCode::FAILURE };
    crate::worker::die_with_parent();
    let lengths: Option<Vec<u64>> = lengths
        .to_str()
        .and_then(|lengths| lengths.split(',').map(|length| length.parse().ok()).collect());
    let input = match lengths.as_deref() {
        None => return ExitCode::FAILURE,
        // The input is the picture.
        Some([_]) => Ok(Stdio::inherit()),
        Some(several) => list(several).map(Stdio::from),
    };
    let Ok(input) = input else { return ExitCode::FAILURE };
    candor_extract::confine_tool(SECONDS_MAX);
    // Only comes back when the program could not be started.
    drop(Command::new(program).args(arguments).stdin(input).exec());
    ExitCode::FAILURE
}

/// A list of files in memory, one for each picture of the input, which the program inherits.
fn list(lengths: &[u64]) -> std::io::Result<File> {
    let mut input = std::io::stdin().lock();
    let mut names = String::new();
    for length in lengths {
        let mut picture = Vec::new();
        input.by_ref().take(*length).read_to_end(&mut picture)?;
        let file = in_memory(std::iter::once(&picture[..]))?;
        // SAFETY: the file is open; the call only clears the flag that closes it when the program begins.
        unsafe { libc::fcntl(file.as_raw_fd(), libc::F_SETFD, 0) };
        names.push_str(&format!("/proc/self/fd/{}\n", file.into_raw_fd()));
    }
    in_memory(std::iter::once(names.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_were_recognised_together_are_told_apart() {
        let table = "level\tpage_num\n1\t1\t0\n5\t1\tword\n1\t2\t0\n1\t3\t0\n5\t3\tother\n";
        let tables = apart(table, 3).unwrap();
        assert_eq!(
            tables,
            [
                "level\tpage_num\n1\t1\t0\n5\t1\tword\n",
                "level\tpage_num\n1\t1\t0\n",
                "level\tpage_num\n1\t1\t0\n5\t1\tother\n"
            ]
        );
        assert_eq!(apart(table, 4), None, "a picture gave no page");
        assert_eq!(apart("level\tpage_num\n5\t1\tword\n", 1), None, "a word outside of any page");
        assert_eq!(apart("", 0), None);
    }

    #[test]
    fn several_pages_in_one_file_go_alone() {
        let pictures: Vec<(&str, &[u8])> =
            vec![("a", b"P5 a"), ("b", b"P5 b"), ("c", b"II*\0"), ("d", b"P5 d")];
        let sizes: Vec<usize> = groups(pictures).iter().map(Vec::len).collect();
        assert_eq!(sizes, [2, 1, 1]);
        let many: Vec<(&str, &[u8])> = vec![("x", b"P5"); TOGETHER_MAX + 1];
        assert_eq!(groups(many).len(), 2);
    }

    #[test]
    fn only_words_count_for_the_confidence() {
        let line = |level: u8, confidence: f32| {
            format!("{level}\t1\t1\t1\t1\t1\t0\t0\t9\t9\t{confidence}\tx\n")
        };
        let table =
            ["level\tpage\n".to_owned(), line(4, -1.0), line(5, 90.0), line(5, 30.0)].concat();
        assert!((mean_confidence(&table) - 60.0).abs() < 0.01);
        assert!(mean_confidence("") < 1.0);
    }
}

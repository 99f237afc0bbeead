//! Recognition of text in pictures: Debian's tesseract, each picture in a confined process of its
//! own that is handed the picture and may open nothing but the program's own files.

use candor_facts::UnreadReason;
use std::collections::HashMap;
use std::fs::File;
use std::io::{Read, Seek, Write};
use std::os::fd::FromRawFd;
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// Time for one picture.
const SECONDS_MAX: u64 = 180;
const TABLE_BYTES_MAX: u64 = 64 << 20;
/// Tables remembered, so that a logo in a thousand documents is read once.
const REMEMBERED_BYTES_MAX: usize = 32 << 20;
/// How the lines of words begin in a table.
const WORD: &str = "5\t";
/// Below this mean confidence, in percent, a page may stand on its side or be written downwards.
const UNSURE_BELOW: f32 = 60.0;
/// Languages that are recognised together, the one whose letters are hardest first.
const LANGUAGES: &[&str] = &["jpn", "vie", "eng"];

type Table = Result<String, (UnreadReason, String)>;

/// The recogniser of this machine.
pub struct Recogniser {
    program: PathBuf,
    languages: Vec<String>,
    remembered: Mutex<Remembered>,
}

#[derive(Default)]
struct Remembered {
    tables: HashMap<String, Table>,
    bytes: usize,
}

impl std::fmt::Debug for Recogniser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Recogniser({})", self.languages.join("+"))
    }
}

impl Recogniser {
    /// Looks for the program and its languages.
    pub fn find() -> Result<Self, &'static str> {
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
            Ok(Self { program, languages, remembered: Mutex::default() })
        } else {
            Err("tesseract has no languages")
        }
    }

    /// The words in a picture as a table, or why there are none.
    pub fn read(&self, picture: &[u8]) -> Table {
        let key = candor_case::sha256_hex(picture);
        if let Ok(known) = self.remembered.lock()
            && let Some(table) = known.tables.get(&key)
        {
            return table.clone();
        }
        let table = self.recognise(picture);
        if let Ok(mut known) = self.remembered.lock() {
            known.bytes += table.as_ref().map_or(0, String::len) + key.len();
            if known.bytes > REMEMBERED_BYTES_MAX {
                *known = Remembered::default();
            }
            known.tables.insert(key, table.clone());
        }
        table
    }

    /// All languages in one pass. A page that stays unsure is turned upright and tried again, and
    /// read from top to bottom where it holds Japanese.
    fn recognise(&self, picture: &[u8]) -> Table {
        let languages: Vec<&str> =
            LANGUAGES.iter().copied().filter(|language| self.has(language)).collect();
        let languages = languages.join("+");
        let mut best = self.run(picture, &["--psm", "3", "-l", &languages, "tsv"]);
        for (model, again) in [
            ("osd", ["--psm", "1", "-l", &languages]),
            ("jpn_vert", ["--psm", "5", "-l", "jpn_vert"]),
        ] {
            let sure = best.as_ref().map_or(100.0, |table| mean_confidence(table));
            let japanese =
                best.as_ref().is_ok_and(|table| table.contains(|c| matches!(c, 'ぁ'..='ヶ')));
            let words =
                best.as_ref().is_ok_and(|table| table.lines().any(|line| line.starts_with(WORD)));
            if sure >= UNSURE_BELOW
                || !words
                || !self.has(model)
                || model == "jpn_vert" && !japanese
            {
                continue;
            }
            let other = self.run(picture, &[&again[..], &["tsv"]].concat());
            if other.as_ref().is_ok_and(|table| mean_confidence(table) > sure) {
                best = other;
            }
        }
        best
    }

    fn has(&self, language: &str) -> bool {
        self.languages.iter().any(|known| known == language)
    }

    fn run(&self, picture: &[u8], arguments: &[&str]) -> Table {
        let failed = |detail: &str| (UnreadReason::Crashed, detail.to_owned());
        let itself =
            std::env::current_exe().map_err(|_| failed("the program cannot find itself"))?;
        let picture = in_memory(picture).map_err(|_| failed("no memory for the picture"))?;
        let child = Command::new(itself)
            .arg("tool-worker")
            .arg(&self.program)
            .args([PICTURE, "stdout", "--dpi", "200"])
            .args(arguments)
            .env_clear()
            .env("OMP_THREAD_LIMIT", "1")
            .env("LC_ALL", "C.UTF-8")
            .stdin(picture)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|_| failed("recognition cannot be started"))?;
        take(child)
    }
}

/// Under which name the recogniser opens the picture: a pipe it would read byte by byte, which costs a
/// seventh of the whole time.
const PICTURE: &str = "/proc/self/fd/0";

/// A file that has no place in any folder.
fn in_memory(content: &[u8]) -> std::io::Result<File> {
    // SAFETY: the name is a string that ends with zero; the number that comes back is checked.
    let number = unsafe { libc::memfd_create(c"picture".as_ptr(), libc::MFD_CLOEXEC) };
    if number < 0 {
        return Err(std::io::Error::last_os_error());
    }
    // SAFETY: the number is of a file that was just made and belongs to nobody else.
    let mut file = unsafe { File::from_raw_fd(number) };
    file.write_all(content)?;
    file.rewind()?;
    Ok(file)
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
fn take(mut child: Child) -> Table {
    let failed = |detail: &str| (UnreadReason::Crashed, detail.to_owned());
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

/// Confines this process and becomes the program named by the arguments.
pub fn tool_worker(arguments: &[std::ffi::OsString]) -> ExitCode {
    use std::os::unix::process::CommandExt;
    let Some((program, arguments)) = arguments.split_first() else { return ExitCode::FAILURE };
    crate::worker::die_with_parent();
    candor_extract::confine_tool(SECONDS_MAX);
    // Only comes back when the program could not be started.
    drop(Command::new(program).args(arguments).exec());
    ExitCode::FAILURE
}

#[cfg(test)]
mod tests {
    use super::mean_confidence;

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

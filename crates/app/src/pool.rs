//! The pool of confined readers: starts them, feeds them, stops the ones that hang, replaces the
//! ones that die, and turns each death into a reason.

use crate::content::{Content, TooLarge, length};
use crate::error::UserError;
use crate::model::Model;
use crate::ocr::{self, Recogniser};
use crate::protocol::{
    Advised, Answer, Asked, Job, Ready, Scanned, Seconds, Setup, Tables, receive, receive_bytes,
    send,
};
use crate::queue::Queue;
use candor_case::{Digest, Evidence};
use candor_engine::advice::{PASSAGE_BYTES, PASSAGES_MAX};
use candor_extract::{Limits, Ocr, is_page};
use candor_facts::{Document, Guide, HowRead, ReadState, UnreadReason};
use std::collections::BTreeSet;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A reader is replaced after so many documents, so that leaks and caches stay small.
const DOCUMENTS_PER_READER_MAX: u32 = 1_500;
/// Finished documents and slices that may wait for the writer.
const WAITING_MAX: usize = 16;

/// A document to read.
#[derive(Clone, Debug, Default)]
pub struct Task {
    pub sha256: String,
    /// Where the bytes lie.
    pub place: PathBuf,
    /// The first path under which it lies in the case.
    pub path: String,
    pub name: String,
    /// The files that it is read with, itself among them, when it leads a set of volumes.
    pub volumes: Vec<Volume>,
    /// Whether it is a further volume of a set that another file leads.
    pub follows: bool,
}

/// A file of an archive in several files.
#[derive(Clone, Debug, Default)]
pub struct Volume {
    pub sha256: String,
    pub place: PathBuf,
}

/// A member of a container, sealed.
#[derive(Debug)]
pub struct SealedMember {
    pub name: String,
    pub name_raw: Option<Vec<u8>>,
    pub modified: Option<String>,
    pub note: String,
    pub content: Result<Digest, (UnreadReason, String)>,
}

/// A task with what came of it, or with a slice of it.
#[derive(Debug)]
pub struct Outcome {
    pub task: Task,
    pub size: u64,
    pub scanned: Scanned,
    pub members: Vec<SealedMember>,
    /// What slices of the document held before.
    pub before: Before,
    /// Whether nothing more of the document follows.
    pub ends: bool,
}

/// What slices of a document held so far. A slice with nothing before it begins the document anew.
#[derive(Clone, Debug, Default)]
pub struct Before {
    pub parts: u64,
    pub findings: usize,
    pub records: u32,
    pub characters: u64,
    pub domains: BTreeSet<String>,
    /// Language and class, as the first slice told them.
    about: Option<About>,
}

#[derive(Clone, Debug)]
struct About {
    language: (String, f32),
    class: (String, f32),
    cues: Vec<String>,
    mentions: Vec<String>,
}

impl Before {
    fn add(&mut self, slice: &Scanned) {
        self.parts += slice.document.parts.len() as u64;
        self.findings += slice.findings.len();
        self.records += u32::try_from(slice.records.len()).unwrap_or(u32::MAX);
        self.characters += slice.document.characters() as u64;
        self.domains.extend(slice.domains.iter().cloned());
        self.about.get_or_insert_with(|| About {
            language: (slice.language.clone(), slice.language_confidence),
            class: (slice.doc_class.clone(), slice.doc_class_confidence),
            cues: slice.doc_class_cues.clone(),
            mentions: slice.mentions.clone(),
        });
    }

    /// Says of the end of a document what its slices told.
    fn complete(&self, last: &mut Scanned) {
        let Some(about) = &self.about else { return };
        (last.language, last.language_confidence) = about.language.clone();
        (last.doc_class, last.doc_class_confidence) = about.class.clone();
        last.doc_class_cues.clone_from(&about.cues);
        last.mentions.clone_from(&about.mentions);
        let domains: BTreeSet<String> =
            last.domains.drain(..).chain(self.domains.clone()).collect();
        last.domains = domains.into_iter().collect();
    }

    /// The end of a document whose reader died: what came before counts.
    fn broken_off(&self, mut document: Document, members: usize) -> Scanned {
        if members > 0 {
            document.state = ReadState::PartlyRead;
            document.how = HowRead::Container;
            document.note(format!("{members} members before it broke off"));
        }
        if self.parts > 0 {
            document.state = ReadState::PartlyRead;
            document.how = HowRead::Structure;
            document.note(format!("read up to slice {}", self.parts));
        }
        let mut scanned = Scanned::unread(document);
        self.complete(&mut scanned);
        scanned
    }
}

impl Outcome {
    /// Of a document that was not cut into slices.
    fn whole(task: Task, size: u64, scanned: Scanned) -> Self {
        Self { task, size, scanned, members: Vec::new(), before: Before::default(), ends: true }
    }
}

/// What readers are told when they start.
#[derive(Clone, Default)]
pub struct Instructions {
    pub guide: Guide,
    /// Reads pictures of text; without it recognition is off.
    pub recogniser: Option<Arc<Recogniser>>,
    pub ocr: Ocr,
    pub passwords: Vec<String>,
    /// Answers on passages; without it none is shown to anybody.
    pub model: Option<Arc<Model>>,
}

/// Reads tasks in several processes; outcomes arrive in the order in which they are ready.
pub struct Pool {
    pub outcomes: Receiver<Result<Outcome, UserError>>,
    queue: Arc<Queue>,
    threads: Vec<std::thread::JoinHandle<()>>,
    /// Layers of confinement that the kernel refused.
    pub unconfined: Arc<Mutex<Vec<String>>>,
}

impl Pool {
    /// Starts the threads. Each starts its reader with its first task, or at once when work is
    /// `expected`, so that the reader is warm when the first task comes.
    pub fn start(
        jobs: usize,
        instructions: &Instructions,
        evidence: &Evidence,
        expected: bool,
    ) -> Self {
        let queue = Arc::new(Queue::new(jobs, instructions.recogniser.is_some()));
        let unconfined = Arc::new(Mutex::new(Vec::new()));
        let (sender, outcomes) = sync_channel(WAITING_MAX);
        let threads = (0..jobs.max(1))
            .map(|_| {
                let feeder = Feeder {
                    queue: Arc::clone(&queue),
                    unconfined: Arc::clone(&unconfined),
                    instructions: instructions.clone(),
                    evidence: evidence.clone(),
                    expected,
                    sender: sender.clone(),
                };
                std::thread::spawn(move || feeder.run())
            })
            .collect();
        Self { outcomes, queue, threads, unconfined }
    }

    /// Adds tasks; as many outcomes will follow.
    pub fn submit(&self, tasks: Vec<Task>) {
        self.queue.add(tasks);
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.queue.close();
        // Feeders that wait to hand over an outcome see the closed channel and end.
        let (_, closed) = sync_channel(0);
        drop(std::mem::replace(&mut self.outcomes, closed));
        for thread in self.threads.drain(..) {
            // A feeder that panicked has already reported through the channel's end.
            drop(thread.join());
        }
    }
}

/// One thread with one reader at a time.
struct Feeder {
    queue: Arc<Queue>,
    unconfined: Arc<Mutex<Vec<String>>>,
    instructions: Instructions,
    evidence: Evidence,
    expected: bool,
    sender: SyncSender<Result<Outcome, UserError>>,
}

impl Feeder {
    fn run(&self) {
        // A reader that does not start now will say why with the first task.
        let mut reader = if self.expected { self.start_reader(None).ok() } else { None };
        loop {
            let tasks = self.queue.next();
            if tasks.is_empty() {
                return;
            }
            self.look_ahead(&tasks);
            for task in tasks {
                let outcome = self.read(&mut reader, task);
                let failed = outcome.is_err();
                if self.sender.send(outcome).is_err() || failed {
                    return;
                }
            }
        }
    }

    /// Has several pictures recognised together; whoever reads them finds their words remembered. What
    /// cannot be opened says so when it is read.
    fn look_ahead(&self, tasks: &[Task]) {
        let Some(recogniser) = self.instructions.recogniser.as_ref().filter(|_| tasks.len() > 1)
        else {
            return;
        };
        let small = tasks.iter().filter(|task| length(&task.place) <= ocr::AHEAD_BYTES_MAX);
        let contents = small.filter_map(|task| Content::of(task, &self.evidence).ok()?.ok());
        let contents: Vec<Content> = contents.collect();
        let pictures = contents.iter().map(Content::piped).filter(|bytes| is_page(bytes));
        recogniser.read(&pictures.collect::<Vec<_>>());
    }

    fn read(&self, reader: &mut Option<Reader>, task: Task) -> Result<Outcome, UserError> {
        if task.follows {
            let mut document = Document::read("volume", HowRead::Container, Vec::new());
            document.note("a further volume of an archive; read with the file that leads the set");
            let size = length(&task.place);
            return Ok(Outcome::whole(task, size, Scanned::unread(document)));
        }
        let size = length(&task.place);
        let content = match Content::of(&task, &self.evidence)? {
            Ok(content) => content,
            Err(TooLarge(detail)) => {
                let document = Document::unread("unknown", UnreadReason::Limit, detail);
                return Ok(Outcome::whole(task, size, Scanned::unread(document)));
            }
        };
        if content.mapped().is_none() {
            return self.read_content(reader, task, size, &content);
        }
        // A large document has a reader of its own.
        let outcome = self.read_content(&mut None, task, size, &content);
        content.check_unchanged()?;
        outcome
    }

    /// Has a document read. A reader that died of it gets one more try in a fresh process, since the
    /// documents before it may have been the cause.
    fn read_content(
        &self,
        reader: &mut Option<Reader>,
        task: Task,
        size: u64,
        content: &Content,
    ) -> Result<Outcome, UserError> {
        let mut fresh = reader.is_none();
        loop {
            let mut current = match reader.take() {
                Some(current) => current,
                None => match self.start_reader(content.mapped()) {
                    Err(_) if content.mapped().is_some() => {
                        let detail = "it cannot be mapped into memory";
                        let document =
                            Document::unread(content.kind(), UnreadReason::Limit, detail);
                        return Ok(Outcome::whole(task, size, Scanned::unread(document)));
                    }
                    started => started?,
                },
            };
            let mut before = Before::default();
            let mut slice = |scanned: Scanned| {
                let so_far = before.clone();
                before.add(&scanned);
                let outcome = Outcome {
                    before: so_far,
                    ends: false,
                    ..Outcome::whole(task.clone(), size, scanned)
                };
                self.sender.send(Ok(outcome)).is_ok()
            };
            let mut members = Vec::new();
            let read =
                current.read(&task.name, content, &self.evidence, &mut slice, &mut members)?;
            match read {
                Ok(mut scanned) => {
                    *reader =
                        Some(current).filter(|reader| reader.documents < DOCUMENTS_PER_READER_MAX);
                    before.complete(&mut scanned);
                    return Ok(Outcome { members, before, ..Outcome::whole(task, size, scanned) });
                }
                Err((reason, _)) if reason == UnreadReason::Crashed && !fresh => fresh = true,
                Err((reason, detail)) => {
                    let document = Document::unread(content.kind(), reason, detail);
                    let scanned = before.broken_off(document, members.len());
                    return Ok(Outcome { members, before, ..Outcome::whole(task, size, scanned) });
                }
            }
        }
    }

    fn start_reader(&self, mapped: Option<&Path>) -> Result<Reader, UserError> {
        let (reader, missing) = Reader::start(&self.instructions, mapped)
            .map_err(|e| UserError::internal(&format!("cannot start a confined reader: {e}")))?;
        if let Ok(mut known) = self.unconfined.lock() {
            *known = missing;
        }
        Ok(reader)
    }
}

/// A running child process.
struct Reader {
    child: Child,
    to: BufWriter<ChildStdin>,
    from: BufReader<ChildStdout>,
    watch: Arc<Watch>,
    recogniser: Option<Arc<Recogniser>>,
    model: Option<Arc<Model>>,
    documents: u32,
    /// Limits of the document at hand.
    limits: Limits,
}

/// Tells the watchdog thread until when the child may work.
#[derive(Debug, Default)]
struct Watch {
    /// Milliseconds since the reader started; zero when nothing is due.
    deadline: AtomicU64,
    /// Milliseconds without a member or slice.
    allowed: AtomicU64,
    /// When the document must be finished, however many members it hands out.
    last: AtomicU64,
    killed: AtomicBool,
    ended: AtomicBool,
}

/// Takes the slices of a large document; false when nobody wants more.
type Slicing<'a> = &'a mut dyn FnMut(Scanned) -> bool;

type Read1 = Result<Scanned, (UnreadReason, String)>;

impl Reader {
    /// A reader with `mapped` reads that file and nothing else.
    fn start(
        instructions: &Instructions,
        mapped: Option<&Path>,
    ) -> std::io::Result<(Self, Vec<String>)> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg("scan-worker")
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (to, from) = pipes.ok_or_else(|| std::io::Error::other("no pipes"))?;
        let watch = Arc::new(Watch::default());
        guard(child.id(), Arc::clone(&watch));
        let mut reader = Self {
            child,
            to: BufWriter::new(to),
            from: BufReader::new(from),
            watch,
            recogniser: instructions.recogniser.clone(),
            model: instructions.model.clone(),
            documents: 0,
            limits: Limits::default(),
        };
        let setup = Setup {
            mapped: mapped.map(Path::to_path_buf),
            guide: instructions.guide.clone(),
            ocr: instructions.ocr,
            passwords: instructions.passwords.clone(),
        };
        send(&mut reader.to, &setup)?;
        reader.to.flush()?;
        let ready: Option<Ready> = receive(&mut reader.from)?;
        let ready = ready.ok_or_else(|| std::io::Error::other("it ended at once"))?;
        Ok((reader, ready.missing))
    }

    /// The outer error is ours (a full disk); the inner one is the document's.
    fn read(
        &mut self,
        name: &str,
        content: &Content,
        evidence: &Evidence,
        slice: Slicing<'_>,
        members: &mut Vec<SealedMember>,
    ) -> Result<Read1, UserError> {
        self.documents += 1;
        self.limits = Limits::of(content.bytes);
        self.watch.begin(&self.limits);
        let outcome = self.converse(name, content, evidence, slice, members);
        self.watch.deadline.store(0, Ordering::Relaxed);
        match outcome {
            Ok(Some(read)) => Ok(Ok(read)),
            Ok(None) | Err(Failure::Pipe) => Ok(Err(self.cause_of_death())),
            Err(Failure::Store(error)) => Err(error),
        }
    }

    fn converse(
        &mut self,
        name: &str,
        content: &Content,
        evidence: &Evidence,
        slice: Slicing<'_>,
        members: &mut Vec<SealedMember>,
    ) -> Result<Option<Scanned>, Failure> {
        let (bytes, lengths) = (content.piped(), content.lengths.clone());
        let room = evidence.room();
        let job = Job { name: name.to_owned(), bytes: bytes.len() as u64, room, lengths };
        send(&mut self.to, &job)?;
        self.to.write_all(bytes)?;
        self.to.flush()?;
        let mut allowance = Allowance::of(self.limits.clone());
        while let Some(answer) = receive::<Answer>(&mut self.from)? {
            match answer {
                Answer::Done(scanned) => return Ok(Some(*scanned)),
                Answer::Slice(scanned) => {
                    let text = scanned.document.parts.iter().map(|part| part.text.len() as u64);
                    allowance.cut(text.sum())?;
                    // The writer may be busy; that is no fault of the reader.
                    let paused = self.watch.pause();
                    let wanted = slice(*scanned);
                    self.watch.resume(paused);
                    if !wanted {
                        return Ok(None);
                    }
                }
                Answer::Pictures { bytes } => {
                    allowance.look(&bytes)?;
                    self.recognise(bytes)?;
                }
                Answer::Passage { text } => {
                    allowance.show(text.reveal())?;
                    // The model has its own limit of time.
                    let paused = self.watch.pause();
                    let suggestions = match &self.model {
                        Some(model) => model.ask(text.reveal()),
                        None => Err("there is none".to_owned()),
                    };
                    send(&mut self.to, &Advised { suggestions })?;
                    self.to.flush()?;
                    self.watch.resume(paused);
                }
                Answer::Member { name, name_raw, modified, note, content } => {
                    allowance.name(&name, name_raw.as_deref(), &note)?;
                    allowance.spend(content.as_ref().copied().unwrap_or(0))?;
                    let content = match content {
                        Ok(count) => {
                            let bytes = receive_bytes(&mut self.from, count)?;
                            self.watch.start();
                            Ok(evidence
                                .seal(&mut bytes.as_slice())
                                .map_err(|e| Failure::Store(e.into()))?)
                        }
                        Err(reason) => Err(reason),
                    };
                    members.push(SealedMember { name, name_raw, modified, note, content });
                }
                Answer::Stream { name, name_raw, modified, note } => {
                    allowance.name(&name, name_raw.as_deref(), &note)?;
                    allowance.spend(0)?;
                    let content = self.receive_stream(&mut allowance, evidence)?;
                    members.push(SealedMember { name, name_raw, modified, note, content });
                }
                Answer::Piece { .. } => return Ok(None),
            }
        }
        Ok(None)
    }

    /// Receives pictures of so many bytes and answers with their words.
    fn recognise(&mut self, bytes: Vec<u64>) -> Result<(), Failure> {
        let mut pictures = Vec::with_capacity(bytes.len());
        for count in bytes {
            pictures.push(receive_bytes(&mut self.from, count)?);
        }
        // The recogniser has its own limit of time.
        let paused = self.watch.pause();
        let tables = match &self.recogniser {
            Some(recogniser) => recogniser.read(&pictures),
            None => {
                let off = (UnreadReason::Unsupported, "recognition is off".to_owned());
                vec![Err(off); pictures.len()]
            }
        };
        send(&mut self.to, &Tables { tables })?;
        self.to.flush()?;
        self.watch.resume(paused);
        Ok(())
    }

    /// Seals a member that comes in pieces.
    fn receive_stream(
        &mut self,
        allowance: &mut Allowance,
        evidence: &Evidence,
    ) -> Result<Result<Digest, (UnreadReason, String)>, Failure> {
        let (from, watch) = (&mut self.from, &self.watch);
        let mut pieces = Pieces { from, watch, allowance, left: 0, end: End::Awaited };
        let sealed = evidence.seal(&mut pieces);
        match (pieces.end, sealed) {
            (End::Whole, Ok(digest)) => Ok(Ok(digest)),
            (End::Broken(reason, detail), _) => Ok(Err((reason, detail))),
            (End::Gone, _) | (End::Awaited, Ok(_)) => Err(Failure::Pipe),
            (End::Whole | End::Awaited, Err(error)) => Err(Failure::Store(error.into())),
        }
    }

    /// Why the child is gone. Its last words are searched for the sign of spent memory, never kept.
    fn cause_of_death(&mut self) -> (UnreadReason, String) {
        let limits = &self.limits;
        // The child is gone or must go; both calls only fail when it is gone already.
        drop(self.child.kill());
        let mut words = String::new();
        if let Some(stderr) = self.child.stderr.take() {
            drop(stderr.take(4096).read_to_string(&mut words));
        }
        drop(self.child.wait());
        if self.watch.killed.load(Ordering::Relaxed) {
            return (
                UnreadReason::Limit,
                format!("took longer than {} seconds", limits.document_seconds_max),
            );
        }
        if words.contains("memory allocation of") {
            return (
                UnreadReason::Limit,
                format!("needed more than {} bytes of memory", limits.process_memory_bytes_max),
            );
        }
        (UnreadReason::Crashed, "the reader of this format died of it".to_owned())
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.watch.ended.store(true, Ordering::Relaxed);
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// The bytes of a member that comes in pieces.
struct Pieces<'a> {
    from: &'a mut BufReader<ChildStdout>,
    watch: &'a Watch,
    allowance: &'a mut Allowance,
    /// Bytes left of the piece at hand.
    left: u64,
    end: End,
}

/// How a member in pieces ended.
enum End {
    Awaited,
    Whole,
    Broken(UnreadReason, String),
    /// The reader is gone, or sends what it may not.
    Gone,
}

impl Pieces<'_> {
    /// The bytes of the next piece; none at the end.
    fn next(&mut self) -> u64 {
        let piece = match receive(self.from) {
            Ok(Some(Answer::Piece { bytes, broken })) => Some((bytes, broken)),
            _ => None,
        };
        self.watch.start();
        match piece.filter(|(bytes, _)| self.allowance.stream(*bytes).is_ok()) {
            Some((0, None)) => self.end = End::Whole,
            Some((0, Some((reason, detail)))) => self.end = End::Broken(reason, detail),
            Some((bytes, _)) => return bytes,
            None => self.end = End::Gone,
        }
        0
    }
}

impl Read for Pieces<'_> {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        if self.left == 0 && matches!(self.end, End::Awaited) {
            self.left = self.next();
        }
        match self.end {
            End::Awaited => {}
            End::Whole => return Ok(0),
            End::Broken(..) | End::Gone => return Err(std::io::ErrorKind::UnexpectedEof.into()),
        }
        let count = self.from.by_ref().take(self.left).read(to)?;
        if count == 0 && !to.is_empty() {
            self.end = End::Gone;
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        self.left -= count as u64;
        Ok(count)
    }
}

/// Names and notes of one member.
const NAME_BYTES_MAX: usize = 256 << 10;

/// What a reader may send for one document. A reader that a hostile file has taken over is not
/// believed: beyond the limits it counts as dead.
struct Allowance {
    limits: Limits,
    members: usize,
    bytes: u64,
    pictures: usize,
    passages: usize,
    sliced: u64,
}

impl Allowance {
    const fn of(limits: Limits) -> Self {
        Self { limits, members: 0, bytes: 0, pictures: 0, passages: 0, sliced: 0 }
    }

    /// A passage for the language model.
    fn show(&mut self, text: &str) -> Result<(), Failure> {
        self.passages += 1;
        let fits = self.passages <= PASSAGES_MAX && text.len() <= PASSAGE_BYTES;
        if fits { Ok(()) } else { Err(Failure::Pipe) }
    }

    /// A slice with so much text.
    fn cut(&mut self, bytes: u64) -> Result<(), Failure> {
        self.sliced = self.sliced.saturating_add(bytes);
        let most = (self.limits.sliced_bytes_max as u64).saturating_mul(2);
        if bytes > 0 && self.sliced <= most { Ok(()) } else { Err(Failure::Pipe) }
    }

    /// Pictures to recognise, which lie in memory together.
    fn look(&mut self, bytes: &[u64]) -> Result<(), Failure> {
        let limits = &self.limits;
        self.pictures = self.pictures.saturating_add(bytes.len());
        let together = bytes.iter().fold(0_u64, |sum, bytes| sum.saturating_add(*bytes));
        let fits = !bytes.is_empty()
            && together <= limits.member_bytes_max.saturating_mul(2)
            && self.pictures <= limits.pages_max * 2;
        if fits { Ok(()) } else { Err(Failure::Pipe) }
    }

    /// What a member is called.
    fn name(&mut self, name: &str, raw: Option<&[u8]>, note: &str) -> Result<(), Failure> {
        let bytes = name.len() + raw.map_or(0, <[u8]>::len) + note.len();
        if bytes <= NAME_BYTES_MAX { self.stream(bytes as u64) } else { Err(Failure::Pipe) }
    }

    /// A member in one piece.
    fn spend(&mut self, bytes: u64) -> Result<(), Failure> {
        self.members += 1;
        let fits = bytes <= self.limits.member_bytes_max && self.members <= self.limits.members_max;
        if fits { self.stream(bytes) } else { Err(Failure::Pipe) }
    }

    /// Bytes of members.
    fn stream(&mut self, bytes: u64) -> Result<(), Failure> {
        self.bytes = self.bytes.saturating_add(bytes);
        let fits = self.bytes <= self.limits.expanded_bytes_max.saturating_mul(2);
        if fits { Ok(()) } else { Err(Failure::Pipe) }
    }
}

enum Failure {
    Pipe,
    Store(UserError),
}

impl From<std::io::Error> for Failure {
    fn from(_: std::io::Error) -> Self {
        Self::Pipe
    }
}

impl Watch {
    /// No deadline while the parent works for the reader; returns when the pause began.
    fn pause(&self) -> u64 {
        self.deadline.store(0, Ordering::Relaxed);
        now()
    }

    /// The time of the pause does not count for the document.
    fn resume(&self, paused: u64) {
        self.last.fetch_add(now() - paused, Ordering::Relaxed);
        self.start();
    }

    /// A document begins.
    fn begin(&self, limits: &Limits) {
        let milliseconds = |seconds: u64| seconds.saturating_mul(1000);
        self.allowed.store(milliseconds(limits.document_seconds_max), Ordering::Relaxed);
        let last = now().saturating_add(milliseconds(limits.members_seconds_max));
        self.last.store(last, Ordering::Relaxed);
        self.start();
    }

    /// The document, or the next member or slice of it, may take its time from now on.
    fn start(&self) {
        let allowed = self.allowed.load(Ordering::Relaxed);
        let last = self.last.load(Ordering::Relaxed);
        self.deadline.store(now().saturating_add(allowed).min(last), Ordering::Relaxed);
    }
}

/// Milliseconds since the program started.
fn now() -> u64 {
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    u64::try_from(START.get_or_init(Instant::now).elapsed().as_millis()).unwrap_or(u64::MAX) + 1
}

/// Ends the child when it works past its deadline.
fn guard(process: u32, watch: Arc<Watch>) {
    std::thread::spawn(move || {
        while !watch.ended.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(250));
            let deadline = watch.deadline.load(Ordering::Relaxed);
            if deadline > 0 && now() > deadline && !watch.ended.load(Ordering::Relaxed) {
                watch.killed.store(true, Ordering::Relaxed);
                if let Ok(process) = i32::try_from(process) {
                    // SAFETY: the process is our child and not yet waited for: the number is its own.
                    unsafe { libc::kill(process, libc::SIGKILL) };
                }
                return;
            }
        }
    });
}

impl Scanned {
    /// A document that no reader could finish.
    pub fn unread(document: Document) -> Self {
        Self {
            document,
            language: "unknown".to_owned(),
            language_confidence: 0.0,
            doc_class: "other".to_owned(),
            doc_class_confidence: 0.0,
            doc_class_cues: Vec::new(),
            findings: Vec::new(),
            records: Vec::new(),
            mentions: Vec::new(),
            domains: Vec::new(),
            seconds: Seconds::default(),
            asked: Asked::default(),
        }
    }
}

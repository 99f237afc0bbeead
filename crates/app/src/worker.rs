//! The confined reader: a child process that sees bytes on a pipe and nothing else.

use crate::protocol::{
    Advised, Answer, Asked, Job, Ready, Scanned, Seconds, Setup, Tables, receive, receive_bytes,
    send,
};
use bytes::Bytes;
use candor_engine::advice::{Advice, Suggestion, passages};
use candor_engine::{Analysis, Analyst, Lead};
use candor_extract::{Host, Limits, Member, Options, Recognised, Slice, reason_of};
use candor_facts::{Aid, Document, HowRead, Personal, UnreadReason};
use memmap2::{MmapMut, MmapOptions};
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Passages of a document in a row on which the language model may stay silent before the rest is not asked.
const SILENT_MAX: u32 = 3;
/// Some readers recurse as deep as a document is nested.
const STACK_BYTES: usize = 64 << 20;

/// Runs until the pipe closes.
pub fn main() -> ExitCode {
    // Panics are answered, not printed: their text may hold words of a document.
    std::panic::set_hook(Box::new(|_| {}));
    die_with_parent();
    let reader = std::thread::Builder::new().stack_size(STACK_BYTES).spawn(|| {
        candor_extract::prepare_thread();
        serve(&mut BufReader::new(std::io::stdin()), &mut BufWriter::new(std::io::stdout()))
    });
    match reader.map(std::thread::JoinHandle::join) {
        Ok(Ok(Ok(()))) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// Ctrl-C is the parent's to handle; when the parent dies, so does the reader.
pub fn die_with_parent() {
    // SAFETY: both calls take plain numbers and change only this process's disposition.
    unsafe {
        libc::signal(libc::SIGINT, libc::SIG_IGN);
        libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL);
    }
}

fn serve(from: &mut impl Read, to: &mut impl Write) -> std::io::Result<()> {
    let Some(setup) = receive::<Setup>(from)? else { return Ok(()) };
    let Setup { mapped, guide, ocr, passwords } = setup;
    let has_model = guide.model.is_some();
    let analyst = Analyst::new(guide).map_err(std::io::Error::other)?;
    let mut mapped = mapped.map(|place| map(&place)).transpose()?;
    let limits = Limits::of(mapped.as_ref().map_or(0, |bytes| bytes.len() as u64));
    let options = Options { limits, ocr, passwords };
    warm_up(&analyst);
    let missing = candor_extract::confine(&options.limits).missing();
    send(to, &Ready { missing: missing.into_iter().map(str::to_owned).collect() })?;
    to.flush()?;
    while let Some(job) = receive::<Job>(from)? {
        let bytes = match mapped.take() {
            Some(mut mapping) => {
                candor_extract::join(&mut mapping, &job.lengths);
                Bytes::from_owner(mapping)
            }
            None => {
                let mut bytes = receive_bytes(from, job.bytes)?;
                candor_extract::join(&mut bytes, &job.lengths);
                bytes.into()
            }
        };
        let mut options = options.clone();
        options.limits.expanded_bytes_max = options.limits.expanded_bytes_max.min(job.room);
        let mut parent = Parent::new(from, to, &analyst, &job.name);
        parent.has_model = has_model;
        let scanned = parent.scan(&bytes, &job.lengths, &options);
        if let Some(error) = parent.broken {
            return Err(error);
        }
        send(to, &Answer::Done(Box::new(scanned)))?;
        to.flush()?;
    }
    Ok(())
}

/// A document in the address space, of which only what is looked at lies in memory. What is written to it
/// stays in this process.
fn map(place: &Path) -> std::io::Result<MmapMut> {
    let file = File::open(place)?;
    // SAFETY: the mapping is private. Evidence is sealed; if someone cuts it off nevertheless, this process dies
    // of it and the parent says so.
    unsafe { MmapOptions::new().no_reserve_swap().map_copy(&file) }
}

/// Builds what the readers and detectors build once, while files may still be opened.
fn warm_up(analyst: &Analyst) {
    candor_extract::prepare();
    let text = "warm up: tel 03-1234-5678, mail warm@example.com";
    let (mut nothing, mut nowhere) = (std::io::empty(), std::io::sink());
    let mut parent = Parent::new(&mut nothing, &mut nowhere, analyst, "warm.txt");
    drop(parent.scan(&Bytes::from_static(text.as_bytes()), &[], &Options::default()));
}

/// The process at the other end of the pipes, and what it was told of the document at hand.
struct Parent<'a, R, W> {
    from: &'a mut R,
    to: &'a mut W,
    analyst: &'a Analyst,
    /// The document's file name.
    name: &'a str,
    /// Whether it asks a language model about passages.
    has_model: bool,
    /// What the first slice told, once one went out.
    lead: Option<Lead>,
    /// Time that went into analysis, and into waiting for recognition or a model.
    analysing: Duration,
    waiting: Duration,
    /// The first error of a pipe; nothing is sent after it.
    broken: Option<std::io::Error>,
}

impl<'a, R: Read, W: Write> Parent<'a, R, W> {
    fn new(from: &'a mut R, to: &'a mut W, analyst: &'a Analyst, name: &'a str) -> Self {
        let (analysing, waiting) = (Duration::ZERO, Duration::ZERO);
        let (has_model, lead, broken) = (false, None, None);
        Self { from, to, analyst, name, has_model, lead, analysing, waiting, broken }
    }

    /// Reads and analyses a document; of one that went out in slices, what is left.
    fn scan(&mut self, bytes: &Bytes, volumes: &[u64], options: &Options) -> Scanned {
        let started = Instant::now();
        let mut document = candor_extract::read_set(bytes, volumes, options, self);
        let reading = started.elapsed().saturating_sub(self.analysing + self.waiting);
        let mut asked = Asked::default();
        let advice = self.advice(&mut document, &mut asked);
        let started = Instant::now();
        let analysis = match &self.lead {
            Some(lead) => self.analyst.analyse_further(lead, &document),
            None => self.analyst.analyse_advised(&document, self.name, &advice),
        };
        self.analysing += started.elapsed();
        let (reading, analysing) = (reading.as_secs_f64(), self.analysing.as_secs_f64());
        Scanned { seconds: Seconds { reading, analysing }, asked, ..scanned(document, analysis) }
    }

    /// What the language model says about the passages of a document that came in one piece.
    fn advice(&mut self, document: &mut Document, asked: &mut Asked) -> Vec<Advice> {
        if !self.has_model {
            return Vec::new();
        }
        if self.lead.is_some() {
            document.note("too large to be shown to the language model");
            return Vec::new();
        }
        let (passages, beyond) = passages(document);
        let (mut advice, mut silent, mut why) = (Vec::new(), 0, String::new());
        let started = Instant::now();
        for passage in passages {
            asked.passages += 1;
            // Each silence may last as long as the model is allowed for a passage.
            let answer = (silent < SILENT_MAX).then(|| self.ask_model(&passage.text));
            match answer {
                Some(Ok(suggestions)) => {
                    silent = 0;
                    advice.push(Advice { passage, suggestions });
                }
                silence => {
                    silent += 1;
                    asked.unanswered += 1;
                    why = silence.and_then(Result::err).unwrap_or(why);
                }
            }
        }
        self.waiting += started.elapsed();
        if beyond > 0 {
            document.note(format!("{beyond} bytes of text were not shown to the language model"));
        }
        if asked.unanswered > 0 {
            document.awaits = document.awaits.or(Some(Aid::Model));
            let (unanswered, passages) = (asked.unanswered, asked.passages);
            document.note(format!(
                "the language model did not answer on {unanswered} of {passages} passages: {why}"
            ));
        }
        advice
    }

    /// What the language model says of a passage, or why it does not answer.
    fn ask_model(&mut self, passage: &str) -> Result<Vec<Suggestion>, String> {
        let question = Answer::Passage { text: Personal::from(passage) };
        let advised = self.converse(|from, to| {
            send(to, &question)?;
            to.flush()?;
            receive::<Advised>(from)?.ok_or_else(|| std::io::ErrorKind::UnexpectedEof.into())
        });
        advised.map_or_else(|| Err("the pipe broke".to_owned()), |advised| advised.suggestions)
    }

    fn converse<T>(
        &mut self,
        talk: impl FnOnce(&mut R, &mut W) -> std::io::Result<T>,
    ) -> Option<T> {
        if self.broken.is_some() {
            return None;
        }
        talk(self.from, self.to).map_err(|error| self.broken = Some(error)).ok()
    }
}

impl<R: Read, W: Write> Host for Parent<'_, R, W> {
    fn member(&mut self, member: Member) {
        self.converse(|_, to| send_member(to, member));
    }

    fn stream(&mut self, member: Member, content: &mut dyn Read) {
        self.converse(|_, to| send_stream(to, member, content));
    }

    fn slice(&mut self, slice: Slice) {
        let Slice { part, continues } = slice;
        let started = Instant::now();
        let analysis = match &mut self.lead {
            Some(lead) => {
                let analysis = self.analyst.analyse_slice(lead, &part, continues);
                lead.follow(&part, continues);
                analysis
            }
            None => {
                let document = Document::read("", HowRead::Structure, vec![part.clone()]);
                let analysis = self.analyst.analyse(&document, self.name);
                self.lead = Some(Lead::new(&analysis, &part));
                analysis
            }
        };
        let document = Document::read("", HowRead::Structure, vec![part]);
        let answer = Answer::Slice(Box::new(scanned(document, analysis)));
        self.analysing += started.elapsed();
        self.converse(|_, to| {
            send(to, &answer)?;
            to.flush()
        });
    }

    /// Fewer tables than pictures say that recognition broke off.
    fn recognise(&mut self, pictures: &[&[u8]]) -> Vec<Recognised> {
        let started = Instant::now();
        let bytes = pictures.iter().map(|picture| picture.len() as u64).collect();
        let answer = self.converse(|from, to| {
            send(to, &Answer::Pictures { bytes })?;
            for picture in pictures {
                to.write_all(picture)?;
            }
            to.flush()?;
            receive::<Tables>(from)?.ok_or_else(|| std::io::ErrorKind::UnexpectedEof.into())
        });
        self.waiting += started.elapsed();
        answer.map_or_else(Vec::new, |answer: Tables| answer.tables)
    }
}

fn scanned(document: Document, analysis: Analysis) -> Scanned {
    Scanned {
        language: analysis.language.to_string(),
        language_confidence: analysis.language_confidence,
        doc_class: analysis.class.class.to_string(),
        doc_class_confidence: analysis.class.confidence,
        doc_class_cues: analysis.class.cues,
        findings: analysis.findings,
        records: analysis.records,
        mentions: analysis.mentions,
        domains: analysis.domains,
        seconds: Seconds::default(),
        asked: Asked::default(),
        document,
    }
}

fn send_member(to: &mut impl Write, member: Member) -> std::io::Result<()> {
    let (content, bytes) = match member.content {
        Ok(bytes) => (Ok(bytes.len() as u64), bytes),
        Err(reason) => (Err(reason), Vec::new()),
    };
    let Member { name, name_raw, modified, note, .. } =
        Member { content: Ok(Vec::new()), ..member };
    send(to, &Answer::Member { name, name_raw, modified, note, content })?;
    to.write_all(&bytes)
}

/// Bytes of a large member that go out at a time.
const PIECE_BYTES: usize = 1 << 20;

/// Sends a member piece by piece; a piece of nothing ends it.
fn send_stream(to: &mut impl Write, member: Member, content: &mut dyn Read) -> std::io::Result<()> {
    let Member { name, name_raw, modified, note, .. } = member;
    send(to, &Answer::Stream { name, name_raw, modified, note })?;
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        // A library that panics must not leave the parent waiting for the end.
        let read = catch_unwind(AssertUnwindSafe(|| content.read(&mut piece)));
        let (count, broken) = match read {
            Ok(Ok(count)) => (count, None),
            Ok(Err(error)) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Ok(Err(error)) => (0, Some(reason_of(&error))),
            Err(_) => (0, Some((UnreadReason::Crashed, "its reader failed on it".to_owned()))),
        };
        send(to, &Answer::Piece { bytes: count as u64, broken })?;
        to.write_all(piece.get(..count).unwrap_or_default())?;
        if count == 0 {
            return Ok(());
        }
    }
}

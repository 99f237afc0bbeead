//! The confined reader: a child process that sees bytes on a pipe and nothing else.

use crate::protocol::{
    Answer, Job, Ready, Recognised, Scanned, Setup, receive, receive_bytes, send,
};
use candor_engine::Analyst;
use candor_extract::{Host, Member, Options};
use candor_facts::UnreadReason;
use std::io::{BufReader, BufWriter, Read, Write};
use std::process::ExitCode;

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
    let Setup { guide, ocr, passwords } = setup;
    let analyst = Analyst::new(guide).map_err(std::io::Error::other)?;
    let options = Options { ocr, passwords, ..Options::default() };
    warm_up(&analyst);
    let missing = candor_extract::confine(&options.limits).missing();
    send(to, &Ready { missing: missing.into_iter().map(str::to_owned).collect() })?;
    to.flush()?;
    while let Some(job) = receive::<Job>(from)? {
        let bytes = candor_extract::joined(receive_bytes(from, job.bytes)?, &job.lengths);
        let mut parent = Parent { from, to, broken: None };
        let scanned = scan(&bytes, &job.name, &analyst, &options, &mut parent);
        if let Some(error) = parent.broken {
            return Err(error);
        }
        send(to, &Answer::Done(Box::new(scanned)))?;
        to.flush()?;
    }
    Ok(())
}

/// Builds what the readers and detectors build once, while files may still be opened.
fn warm_up(analyst: &Analyst) {
    candor_extract::prepare();
    let text = "warm up: tel 03-1234-5678, mail warm@example.com";
    let (mut nothing, mut nowhere) = (std::io::empty(), std::io::sink());
    let mut parent = Parent { from: &mut nothing, to: &mut nowhere, broken: None };
    let document = candor_extract::read(text.as_bytes(), &Options::default(), &mut parent);
    drop(analyst.analyse(&document, "warm.txt"));
}

/// The process at the other end of the pipes.
struct Parent<'a, R, W> {
    from: &'a mut R,
    to: &'a mut W,
    /// The first error of a pipe; nothing is sent after it.
    broken: Option<std::io::Error>,
}

impl<R: Read, W: Write> Parent<'_, R, W> {
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

    fn recognise(&mut self, picture: &[u8]) -> Result<String, (UnreadReason, String)> {
        let answer = self.converse(|from, to| {
            send(to, &Answer::Picture { bytes: picture.len() as u64 })?;
            to.write_all(picture)?;
            to.flush()?;
            receive::<Recognised>(from)?.ok_or_else(|| std::io::ErrorKind::UnexpectedEof.into())
        });
        let gone = || Err((UnreadReason::Crashed, "recognition broke off".to_owned()));
        answer.map_or_else(gone, |recognised: Recognised| recognised.table)
    }
}

fn scan(
    bytes: &[u8],
    name: &str,
    analyst: &Analyst,
    options: &Options,
    parent: &mut dyn Host,
) -> Scanned {
    let document = candor_extract::read(bytes, options, parent);
    let analysis = analyst.analyse(&document, name);
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

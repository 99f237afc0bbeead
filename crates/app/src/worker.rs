//! The confined reader: a child process that sees bytes on a pipe and nothing else.

use crate::protocol::{Answer, Job, Ready, Scanned, Setup, receive, receive_bytes, send};
use candor_extract::{Limits, Member};
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
fn die_with_parent() {
    // SAFETY: both calls take plain numbers and change only this process's disposition.
    unsafe {
        libc::signal(libc::SIGINT, libc::SIG_IGN);
        libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL);
    }
}

fn serve(from: &mut impl Read, to: &mut impl Write) -> std::io::Result<()> {
    let Some(setup) = receive::<Setup>(from)? else { return Ok(()) };
    let limits = Limits::default();
    warm_up(&setup);
    let missing = candor_extract::confine(&limits).missing();
    send(to, &Ready { missing: missing.into_iter().map(str::to_owned).collect() })?;
    to.flush()?;
    while let Some(job) = receive::<Job>(from)? {
        let bytes = receive_bytes(from, job.bytes)?;
        let scanned = scan(&bytes, &job.name, &setup, &limits, to)?;
        send(to, &Answer::Done(Box::new(scanned)))?;
        to.flush()?;
    }
    Ok(())
}

/// Builds what the readers and detectors build once, while files may still be opened.
fn warm_up(setup: &Setup) {
    let text = "warm up: tel 03-1234-5678, mail warm@example.com";
    let document = candor_extract::read(text.as_bytes(), &Limits::default(), &mut |_| {});
    drop(candor_engine::analyse(&document, "warm.txt", &setup.companies));
}

fn scan(
    bytes: &[u8],
    name: &str,
    setup: &Setup,
    limits: &Limits,
    to: &mut impl Write,
) -> std::io::Result<Scanned> {
    let mut sent = Ok(());
    let document = candor_extract::read(bytes, limits, &mut |member| {
        if sent.is_ok() {
            sent = send_member(to, member);
        }
    });
    sent?;
    let analysis = candor_engine::analyse(&document, name, &setup.companies);
    Ok(Scanned {
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
    })
}

fn send_member(to: &mut impl Write, member: Member) -> std::io::Result<()> {
    let (content, bytes) = match member.content {
        Ok(bytes) => (Ok(bytes.len() as u64), bytes),
        Err(reason) => (Err(reason), Vec::new()),
    };
    let Member { name, name_raw, modified, .. } = Member { content: Ok(Vec::new()), ..member };
    send(to, &Answer::Member { name, name_raw, modified, content })?;
    to.write_all(&bytes)
}

//! What the main process and its confined readers say to each other over two pipes.
//!
//! Every frame is a little-endian 32-bit length and that many bytes of JSON; contents follow raw,
//! with their length in the frame before them.

use candor_engine::advice::Suggestion;
use candor_extract::{Ocr, Recognised};
use candor_facts::{Document, Finding, Guide, Personal, Record, UnreadReason};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::io::{Read, Result, Write};
use std::path::PathBuf;

/// Sent once when a reader starts.
#[derive(Debug, Serialize, Deserialize)]
pub struct Setup {
    /// The one document that the reader will read, when it is too large for a pipe. The reader maps it before
    /// it confines itself.
    pub mapped: Option<PathBuf>,
    pub guide: Guide,
    pub ocr: Ocr,
    pub passwords: Vec<String>,
}

/// The reader's answer: which layers of confinement the kernel refused.
#[derive(Debug, Serialize, Deserialize)]
pub struct Ready {
    pub missing: Vec<String>,
}

/// One document to read; its bytes follow, unless it is the mapped one.
#[derive(Debug, Serialize, Deserialize)]
pub struct Job {
    /// File name, a weak hint for the document class.
    pub name: String,
    pub bytes: u64,
    /// Bytes of members that the disk has room for.
    pub room: u64,
    /// The lengths of the files that the bytes were put together from.
    pub lengths: Vec<u64>,
}

/// What comes back for a job: any number of members, pictures and slices, then the document.
#[derive(Debug, Serialize, Deserialize)]
pub enum Answer {
    /// A member of a container; its bytes follow when it has content.
    Member {
        name: String,
        name_raw: Option<Vec<u8>>,
        modified: Option<String>,
        note: String,
        content: std::result::Result<u64, (UnreadReason, String)>,
    },
    /// A member that is too large for one frame: pieces follow, and how it ended.
    Stream {
        name: String,
        name_raw: Option<Vec<u8>>,
        modified: Option<String>,
        note: String,
    },
    /// Bytes of the member at hand follow; with none it ends.
    Piece {
        bytes: u64,
        broken: Option<(UnreadReason, String)>,
    },
    /// Pictures of text of so many bytes, which follow one behind the other; [`Tables`] are awaited.
    Pictures {
        bytes: Vec<u64>,
    },
    /// A passage for the language model of the case; an [`Advised`] is awaited.
    Passage {
        text: Personal<String>,
    },
    /// A piece of a large document: parts, findings and records numbered from zero.
    Slice(Box<Scanned>),
    Done(Box<Scanned>),
}

/// What was recognised in each picture, in their order.
#[derive(Debug, Serialize, Deserialize)]
pub struct Tables {
    pub tables: Vec<Recognised>,
}

/// What the language model says of a passage, or why it did not answer.
#[derive(Debug, Serialize, Deserialize)]
pub struct Advised {
    pub suggestions: std::result::Result<Vec<Suggestion>, String>,
}

/// Passages that the language model was shown.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Asked {
    pub passages: u64,
    pub unanswered: u64,
}

impl std::ops::AddAssign for Asked {
    fn add_assign(&mut self, more: Self) {
        self.passages += more.passages;
        self.unanswered += more.unanswered;
    }
}

/// A document with everything the engine said about it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Scanned {
    pub document: Document,
    pub language: String,
    pub language_confidence: f32,
    pub doc_class: String,
    pub doc_class_confidence: f32,
    pub doc_class_cues: Vec<String>,
    pub findings: Vec<Finding>,
    pub records: Vec<Record>,
    pub mentions: Vec<String>,
    pub domains: Vec<String>,
    /// How long the reader worked on it; a slice counts with the end of its document.
    pub seconds: Seconds,
    pub asked: Asked,
}

/// What a reader spends its time on; waiting for recognition or a model does not count.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Seconds {
    /// Bytes to text.
    pub reading: f64,
    /// Text to findings, records, class and language.
    pub analysing: f64,
}

impl std::ops::AddAssign for Seconds {
    fn add_assign(&mut self, more: Self) {
        self.reading += more.reading;
        self.analysing += more.analysing;
    }
}

/// A frame larger than this is a sign of a broken peer.
const FRAME_BYTES_MAX: u32 = 1 << 30;

pub fn send(to: &mut impl Write, message: &impl Serialize) -> Result<()> {
    let body = serde_json::to_vec(message)?;
    let length = u32::try_from(body.len()).ok().filter(|length| *length <= FRAME_BYTES_MAX);
    let length = length.ok_or_else(|| std::io::Error::other("message too large"))?;
    to.write_all(&length.to_le_bytes())?;
    to.write_all(&body)
}

/// `None` when the peer closed the pipe between two frames.
pub fn receive<T: DeserializeOwned>(from: &mut impl Read) -> Result<Option<T>> {
    let mut length = [0_u8; 4];
    match from.read_exact(&mut length) {
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let length = u32::from_le_bytes(length);
    if length > FRAME_BYTES_MAX {
        return Err(std::io::Error::other("frame too large"));
    }
    let body = receive_bytes(from, u64::from(length))?;
    Ok(Some(serde_json::from_slice(&body)?))
}

pub fn receive_bytes(from: &mut impl Read, count: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(usize::try_from(count.min(1 << 26)).unwrap_or(0));
    let read = from.take(count).read_to_end(&mut bytes)?;
    if read as u64 == count { Ok(bytes) } else { Err(std::io::ErrorKind::UnexpectedEof.into()) }
}

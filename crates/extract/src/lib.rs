//! Untrusted bytes → parts with provenance.
//!
//! Reading never fails: what could not be read is a state with a reason. The reader runs in a
//! confined child process ([`confine`]), because every file it opens was chosen by a criminal.
//! No function here opens a file, a socket or a process.

mod confine;
mod encoding;
mod formats;
mod gaps;
mod kind;
mod layout;
mod limits;
pub mod listing;
mod slices;

pub use confine::{Confinement, confine, confine_tool, prepare_thread};
pub use encoding::{composed, decode, prepare};
pub use formats::ocr::{TOGETHER_MAX, is_page, is_tiff};
pub use kind::Kind;
pub use limits::Limits;

use bytes::Bytes;
use candor_facts::{Document, HowRead, Part, PartKind, ReadState, UnreadReason};
use serde::{Deserialize, Serialize};

/// A file inside a container, or an attachment of a mail.
#[derive(Debug)]
pub struct Member {
    pub name: String,
    /// The exact bytes of the name when they are not UTF-8.
    pub name_raw: Option<Vec<u8>>,
    /// RFC 3339, as the container says.
    pub modified: Option<String>,
    /// How it was opened, when that is worth a record.
    pub note: String,
    pub content: Result<Vec<u8>, (UnreadReason, String)>,
}

impl Member {
    pub(crate) fn new(name: impl Into<String>, content: Vec<u8>) -> Self {
        Self {
            name: name.into(),
            name_raw: None,
            modified: None,
            note: String::new(),
            content: Ok(content),
        }
    }

    pub(crate) fn unread(
        name: impl Into<String>,
        reason: UnreadReason,
        detail: impl Into<String>,
    ) -> Self {
        Self { content: Err((reason, detail.into())), ..Self::new(name, Vec::new()) }
    }
}

/// A piece of a table or text that is too large to lie in memory as a whole.
#[derive(Debug)]
pub struct Slice {
    pub part: Part,
    /// Whether its first rows belong to the last table of the slice before.
    pub continues: bool,
}

/// The process that started the reader, as far as the reader may speak to it.
pub trait Host {
    /// Receives the members of a container one by one, so that only one lies in memory.
    fn member(&mut self, member: Member);

    /// Receives a member that is too large to lie in memory; the content of `member` itself is empty. Where
    /// `content` ends in an error, [`reason_of`] says why, and what came before does not count.
    fn stream(&mut self, member: Member, content: &mut dyn std::io::Read);

    /// Receives the slices of a large table or text in their order, before the rest of the document.
    fn slice(&mut self, slice: Slice);

    /// Recognises the text in pictures: for each, in their order, what came of it. Several at once
    /// take less time than one by one.
    fn recognise(&mut self, pictures: &[&[u8]]) -> Vec<Recognised>;
}

/// The words in a picture as a table, as tesseract prints it (TSV), or why there is none.
pub type Recognised = Result<String, (UnreadReason, String)>;

/// When pictures of text are recognised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ocr {
    /// Never; what only recognition could read is reported as unread.
    #[default]
    Off,
    /// Where a page or file has no usable text of its own.
    Auto,
    /// Every page and picture.
    Force,
}

/// How documents are read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub limits: Limits,
    pub ocr: Ocr,
    /// Passwords to try on what is encrypted, in this order.
    pub passwords: Vec<String>,
}

/// One document being read.
pub(crate) struct Reading<'a> {
    pub bytes: &'a [u8],
    /// The same bytes, for readers that want to own them: a copy costs nothing.
    pub whole: Bytes,
    /// The lengths of the files that the bytes were put together from, when they are several.
    pub volumes: &'a [u64],
    pub options: &'a Options,
    pub host: &'a mut dyn Host,
    /// Bytes of text handed out in slices.
    pub sliced: usize,
    /// Bytes of text of tables that stay in the document.
    pub kept: usize,
}

impl<'a> Reading<'a> {
    pub fn new(bytes: &'a Bytes, options: &'a Options, host: &'a mut dyn Host) -> Self {
        Self { bytes, whole: bytes.clone(), volumes: &[], options, host, sliced: 0, kept: 0 }
    }

    pub fn limits(&self) -> &Limits {
        &self.options.limits
    }

    pub fn hand_out(&mut self, member: Member) {
        self.host.member(member);
    }
}

/// Makes one archive of the files of a set, which lie one behind the other; `lengths` are theirs. A zip counts
/// its offsets by the file: its directory is rewritten.
pub fn join(bytes: &mut [u8], lengths: &[u64]) {
    if lengths.len() > 1 {
        // Whatever is no such zip is one already.
        let _unchanged = formats::join_zip(bytes, lengths);
    }
}

/// Why a member could not be read to its end.
pub fn reason_of(error: &std::io::Error) -> (UnreadReason, String) {
    use std::io::ErrorKind;
    let (reason, detail) = match error.kind() {
        ErrorKind::FileTooLarge => {
            (UnreadReason::Limit, "expands to more than allowed, or than the disk has room for")
        }
        ErrorKind::Unsupported => {
            (UnreadReason::Unsupported, "compression method is not supported")
        }
        ErrorKind::OutOfMemory => (UnreadReason::Limit, "needs more memory than allowed"),
        _ => (UnreadReason::Corrupt, "its data is damaged"),
    };
    (reason, detail.to_owned())
}

/// Reads one document. Panics of the libraries underneath become the reason `crashed`.
pub fn read(bytes: &Bytes, options: &Options, host: &mut dyn Host) -> Document {
    read_set(bytes, &[], options, host)
}

/// Reads a document that was put together from files of these lengths.
pub fn read_set(
    bytes: &Bytes,
    volumes: &[u64],
    options: &Options,
    host: &mut dyn Host,
) -> Document {
    if bytes.is_empty() {
        return Document::unread("empty", UnreadReason::Empty, "the file has no bytes");
    }
    let kind = std::panic::catch_unwind(|| Kind::of(bytes)).unwrap_or(Kind::Unknown);
    if bytes.len() as u64 > options.limits.document_bytes_max {
        let detail = format!("larger than {} bytes", options.limits.document_bytes_max);
        return Document::unread(kind.name(), UnreadReason::Limit, detail);
    }
    let mut reading = Reading { volumes, ..Reading::new(bytes, options, host) };
    let attempt = std::panic::AssertUnwindSafe(|| formats::read(kind, &mut reading));
    let document = std::panic::catch_unwind(attempt).unwrap_or_else(|_| {
        Document::unread(
            kind.name(),
            UnreadReason::Crashed,
            "the reader of this format failed on it",
        )
    });
    let mut document = bounded(document, &options.limits);
    if document.state == ReadState::Read
        && let Some(what) = gaps::gap(kind, bytes)
    {
        document = document.missing(UnreadReason::Corrupt, what);
    }
    if reading.sliced == 0 {
        return honest(document);
    }
    if document.state == ReadState::Unread {
        document.state = ReadState::PartlyRead;
    }
    document
}

/// Cuts text beyond the limit and says so.
fn bounded(mut document: Document, limits: &Limits) -> Document {
    let mut left = limits.text_bytes_max;
    let mut cut = false;
    for part in &mut document.parts {
        if part.text.len() > left {
            let end = (0..=left).rev().find(|at| part.text.is_char_boundary(*at)).unwrap_or(0);
            part.text.truncate(end);
            part.words.retain(|word| word.end as usize <= end);
            for table in &mut part.tables {
                table.cells.retain(|cell| cell.end as usize <= end);
            }
            cut = true;
        }
        left -= part.text.len();
    }
    if cut {
        let detail = format!("text beyond {} bytes", limits.text_bytes_max);
        return document.missing(UnreadReason::Limit, detail);
    }
    document
}

/// A file that yields no text where its kind should is never called read.
fn honest(document: Document) -> Document {
    let silent = document.state == ReadState::Read
        && document.how != HowRead::Container
        && document
            .parts
            .iter()
            .all(|part| part.kind == PartKind::Properties || part.text.trim().is_empty());
    if silent {
        return document.missing(UnreadReason::Empty, "no text in it");
    }
    document
}

/// What unit tests read with.
#[cfg(test)]
pub(crate) mod testing {
    use super::*;

    pub fn read(bytes: &[u8], options: &Options, host: &mut dyn Host) -> Document {
        super::read(&Bytes::copy_from_slice(bytes), options, host)
    }

    /// A table of one word.
    pub fn word(word: &str) -> String {
        format!("5\t1\t1\t1\t1\t1\t1\t1\t9\t9\t90\t{word}")
    }

    /// Keeps the members, recognises what it was given tables for.
    #[derive(Default)]
    pub struct Kept {
        pub tables: std::collections::VecDeque<Recognised>,
        pub members: Vec<Member>,
        pub slices: Vec<Slice>,
    }

    impl Host for Kept {
        fn member(&mut self, member: Member) {
            self.members.push(member);
        }

        fn stream(&mut self, member: Member, content: &mut dyn std::io::Read) {
            let mut all = Vec::new();
            let content = content.read_to_end(&mut all).map(|_| all);
            let content = content.map_err(|error| reason_of(&error));
            self.members.push(Member { content, ..member });
        }

        fn slice(&mut self, slice: Slice) {
            self.slices.push(slice);
        }

        fn recognise(&mut self, pictures: &[&[u8]]) -> Vec<Recognised> {
            let none = (UnreadReason::Unsupported, "no recognition in unit tests".to_owned());
            let of = |_: &&[u8]| self.tables.pop_front().unwrap_or_else(|| Err(none.clone()));
            pictures.iter().map(of).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(bytes: &[u8]) -> (Document, Vec<Member>) {
        let mut host = testing::Kept::default();
        let document = testing::read(bytes, &Options::default(), &mut host);
        (document, host.members)
    }

    #[test]
    fn nothing_is_an_empty_file() {
        let (document, _) = read_all(b"");
        assert_eq!(
            (document.state, document.reason),
            (ReadState::Unread, Some(UnreadReason::Empty))
        );
    }

    #[test]
    fn white_space_is_not_called_read() {
        let (document, _) = read_all(b" \n\n ");
        assert_eq!(
            (document.state, document.reason),
            (ReadState::Unread, Some(UnreadReason::Empty))
        );
    }

    #[test]
    fn shift_jis_rows_become_cells() {
        let (bytes, _, _) =
            encoding_rs::SHIFT_JIS.encode("氏名,電話\r\n山田太郎,090-1234-5678\r\n");
        let (document, _) = read_all(&bytes);
        assert_eq!(document.media_type, "csv");
        let part = &document.parts[0];
        let cell = part.tables[0].cells[2];
        assert_eq!(&part.text[cell.start as usize..cell.end as usize], "山田太郎");
    }

    #[test]
    fn text_beyond_the_limit_is_cut_and_reported() {
        let limits = Limits { text_bytes_max: 10, ..Limits::default() };
        let options = Options { limits, ..Options::default() };
        let mut host = testing::Kept::default();
        let document = testing::read("あいうえおかきくけこ".as_bytes(), &options, &mut host);
        assert_eq!(
            (document.state, document.reason),
            (ReadState::PartlyRead, Some(UnreadReason::Limit))
        );
        assert_eq!(document.parts[0].text, "あいう");
    }

    #[test]
    fn a_mail_gives_headers_body_and_attachment() {
        let mail = "From: =?UTF-8?B?5bGx55Sw5aSq6YOO?= <taro@example.com>\r\nTo: a@example.org\r\nSubject: hi\r\n\
            MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n\
            --b\r\nContent-Type: text/csv; name=x.csv\r\nContent-Disposition: attachment; filename=x.csv\r\n\r\n1,2\r\n--b--\r\n";
        let (document, members) = read_all(mail.as_bytes());
        assert_eq!(document.media_type, "eml");
        assert!(document.parts[0].text.contains("From: 山田太郎 <taro@example.com>"));
        assert_eq!(document.parts[1].text.trim(), "hello");
        assert_eq!(members.len(), 1);
        assert_eq!(members[0].name, "x.csv");
        assert_eq!(members[0].content.as_deref().unwrap(), b"1,2");
    }
}

//! One file per family of formats. Each takes bytes and gives a document, whatever the bytes are.

mod archive;
mod mail;
mod office;
mod pdf;
mod spreadsheet;
mod text;

use crate::{Kind, Limits, OnMember};
use candor_facts::{Document, UnreadReason};

/// Reads a document of a known kind.
pub fn read(kind: Kind, bytes: &[u8], limits: &Limits, on_member: OnMember<'_>) -> Document {
    match kind {
        Kind::Pdf => pdf::read(bytes, limits, on_member),
        Kind::Docx
        | Kind::Pptx
        | Kind::Odt
        | Kind::Odp
        | Kind::Epub
        | Kind::Doc
        | Kind::Ppt
        | Kind::Msg
        | Kind::Rtf => office::read(kind, bytes, limits),
        Kind::Xlsx | Kind::Xlsb | Kind::Ods | Kind::Xls => spreadsheet::read(kind, bytes),
        Kind::Eml => mail::read(bytes, on_member),
        Kind::Mbox => mail::read_mailbox(bytes, limits, on_member),
        Kind::Zip => archive::zip(bytes, limits, on_member),
        Kind::SevenZ => archive::sevenz(bytes, limits, on_member),
        Kind::Tar => archive::tar(bytes, limits, on_member),
        Kind::Gzip => archive::gzip(bytes, limits, on_member),
        Kind::Html => text::html(bytes),
        Kind::Xml | Kind::Text => text::plain(kind, bytes),
        Kind::EncryptedOffice => Document::unread(
            kind.name(),
            UnreadReason::Encrypted,
            "office document with a password",
        ),
        Kind::Ole | Kind::Unread(_) => Document::unread(
            kind.name(),
            UnreadReason::Unsupported,
            format!("{} files are recognised but not read by this version", kind.name()),
        ),
        Kind::Unknown => {
            Document::unread(kind.name(), UnreadReason::Unsupported, "unknown binary format")
        }
    }
}

/// Reads at most `limit` bytes; `Err(())` when there are more.
fn read_bounded(from: &mut impl std::io::Read, limit: u64) -> std::io::Result<Result<Vec<u8>, ()>> {
    use std::io::Read;
    let mut content = Vec::new();
    let count = from.take(limit + 1).read_to_end(&mut content)?;
    Ok(if count as u64 > limit { Err(()) } else { Ok(content) })
}

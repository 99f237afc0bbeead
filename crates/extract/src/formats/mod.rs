//! One file per family of formats. Each takes bytes and gives a document, whatever the bytes are.

mod access;
mod archive;
pub(crate) mod cards;
pub(crate) mod database;
mod drawing;
mod heif;
mod hidden;
mod locked_office;
mod mail;
mod mapi;
pub(crate) mod ocr;
mod office;
mod outlook;
mod package;
mod pdf;
mod pdf_objects;
mod pdf_tables;
mod pst;
mod salvage;
mod spreadsheet;
mod structured;
mod text;
mod tnef;
mod visio;
mod web;

use crate::{Kind, Reading};
use candor_facts::{Document, UnreadReason};

pub(crate) use archive::{disk, iso, join_zip};

/// Reads a document of a known kind.
pub fn read(kind: Kind, reading: &mut Reading<'_>) -> Document {
    match kind {
        Kind::Pdf => pdf::read(reading),
        Kind::Docx
        | Kind::Pptx
        | Kind::Odt
        | Kind::Odp
        | Kind::Epub
        | Kind::Doc
        | Kind::Ppt
        | Kind::Rtf
        | Kind::Hwp
        | Kind::Iwork(_) => office::read(kind, reading),
        Kind::Xlsx | Kind::Xlsb | Kind::Ods | Kind::Xls => spreadsheet::read(kind, reading),
        Kind::Vsd => visio::read(reading),
        Kind::Hwpx | Kind::Visio => package::read(kind, reading),
        Kind::EncryptedOffice => locked_office::read(reading),
        Kind::Publisher | Kind::Metafile(_) => drawing::read(kind, reading),
        Kind::Msg => outlook::read(reading),
        Kind::Pst => pst::read(reading),
        Kind::Tnef => tnef::read(reading),
        Kind::Eml | Kind::Emlx => mail::read(kind, reading),
        Kind::Smime => mail::signed(reading),
        Kind::Mbox => mail::read_mailbox(reading),
        Kind::Zip => archive::zip(reading),
        Kind::SevenZ => archive::sevenz(reading),
        Kind::Rar => archive::rar(reading),
        Kind::Cab => archive::cab(reading),
        Kind::Iso => archive::iso::read(reading),
        Kind::Disk(name) => archive::disk::read(name, reading),
        Kind::Tar => archive::tar(reading),
        Kind::Packed(packing) => archive::stream(packing, reading),
        Kind::Sqlite => database::sqlite(reading),
        Kind::Access => access::read(reading),
        Kind::Dbf => database::dbf(reading),
        Kind::Parquet => database::parquet(reading),
        Kind::Cards(name) => cards::read(name, reading.bytes),
        Kind::Json => structured::json(reading),
        Kind::Xml => structured::xml(reading.bytes),
        Kind::Sql => structured::sql(reading),
        Kind::Html => text::html(reading.bytes),
        Kind::Text => text::plain(reading),
        Kind::Image(name) => ocr::picture(name, reading),
        Kind::Ole if cfb::CompoundFile::open(std::io::Cursor::new(reading.bytes)).is_err() => {
            let detail = "the list of its streams cannot be read";
            let failed = Document::unread(kind.name(), UnreadReason::Corrupt, detail);
            salvage::instead_of(failed, reading.bytes)
        }
        Kind::Ole | Kind::Unread("wpd") => salvage::instead_of(unsupported(kind), reading.bytes),
        Kind::Unread(_) => unsupported(kind),
        Kind::Unknown => {
            Document::unread(kind.name(), UnreadReason::Unsupported, "unknown binary format")
        }
    }
}

fn unsupported(kind: Kind) -> Document {
    let detail = format!("{} files are recognised but not read by this version", kind.name());
    Document::unread(kind.name(), UnreadReason::Unsupported, detail)
}

/// A little-endian number of up to eight bytes.
fn le(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let slice = bytes.get(at..at.checked_add(length)?)?;
    Some(slice.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
}

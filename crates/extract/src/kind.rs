//! What a file is, by its content. The name plays no part.

use crate::encoding::is_text;
use std::io::{Cursor, Read};

/// A format this program knows by sight, whether it reads it or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Pdf,
    Docx,
    Pptx,
    Xlsx,
    Xlsb,
    Odt,
    Ods,
    Odp,
    Epub,
    Doc,
    Xls,
    Ppt,
    Msg,
    EncryptedOffice,
    Ole,
    Rtf,
    Html,
    Xml,
    Eml,
    Mbox,
    Zip,
    SevenZ,
    Tar,
    Gzip,
    Text,
    /// Known, but not read by this version.
    Unread(&'static str),
    Unknown,
}

/// Signatures of formats that are recognised but not read.
const UNREAD: &[(&[u8], &str)] = &[
    (b"Rar!\x1a\x07", "rar"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zst"),
    (b"MSCF", "cab"),
    (b"!BDN", "pst"),
    (b"SQLite format 3\0", "sqlite"),
    (b"\0\x01\0\0Standard Jet DB", "mdb"),
    (b"\0\x01\0\0Standard ACE DB", "accdb"),
    (b"\x7fELF", "elf"),
    (b"PAR1", "parquet"),
    (b"\0\0\0\x0cjP  ", "jp2"),
    (b"\xff\x4f\xff\x51", "j2k"),
    (b"OggS", "ogg"),
    (b"ID3", "mp3"),
    (b"\x78\x9f\x3e\x22", "tnef"),
    (b"AC10", "dwg"),
];

impl Kind {
    /// Recognises the format of a file from its bytes.
    pub fn of(bytes: &[u8]) -> Self {
        if let Some((_, name)) = UNREAD.iter().find(|(magic, _)| bytes.starts_with(magic)) {
            return Self::Unread(name);
        }
        let head = bytes.get(..bytes.len().min(1024)).unwrap_or(bytes);
        match head {
            _ if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") => {
                zip_kind(bytes)
            }
            _ if head.starts_with(b"7z\xbc\xaf\x27\x1c") => Self::SevenZ,
            _ if head.starts_with(&[0x1f, 0x8b]) => Self::Gzip,
            _ if head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) => {
                ole_kind(bytes)
            }
            _ if head.starts_with(b"{\\rtf") => Self::Rtf,
            _ if find(head, b"%PDF-").is_some() => Self::Pdf,
            _ if bytes.get(257..262) == Some(b"ustar") => Self::Tar,
            _ if head.starts_with(b"BM") && !is_text(bytes) => Self::Unread("bmp"),
            _ if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") => {
                Self::Unread("webp")
            }
            _ if head.starts_with(b"MZ") && !is_text(bytes) => Self::Unread("exe"),
            _ if is_text(bytes) => text_kind(bytes),
            _ => Self::Unknown,
        }
    }

    /// The short name used as `media_type`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Pptx => "pptx",
            Self::Xlsx => "xlsx",
            Self::Xlsb => "xlsb",
            Self::Odt => "odt",
            Self::Ods => "ods",
            Self::Odp => "odp",
            Self::Epub => "epub",
            Self::Doc => "doc",
            Self::Xls => "xls",
            Self::Ppt => "ppt",
            Self::Msg => "msg",
            Self::EncryptedOffice => "ooxml",
            Self::Ole => "ole",
            Self::Rtf => "rtf",
            Self::Html => "html",
            Self::Xml => "xml",
            Self::Eml => "eml",
            Self::Mbox => "mbox",
            Self::Zip => "zip",
            Self::SevenZ => "7z",
            Self::Tar => "tar",
            Self::Gzip => "gz",
            Self::Text => "txt",
            Self::Unread(name) => name,
            Self::Unknown => "unknown",
        }
    }
}

pub(crate) fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

fn zip_kind(bytes: &[u8]) -> Kind {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return cut_zip_kind(bytes);
    };
    let has = |archive: &zip::ZipArchive<_>, name: &str| archive.index_for_name(name).is_some();
    for (name, kind) in [
        ("word/document.xml", Kind::Docx),
        ("ppt/presentation.xml", Kind::Pptx),
        ("xl/workbook.xml", Kind::Xlsx),
        ("xl/workbook.bin", Kind::Xlsb),
    ] {
        if has(&archive, name) {
            return kind;
        }
    }
    let mut mimetype = String::new();
    if let Ok(entry) = archive.by_name("mimetype")
        && entry.take(128).read_to_string(&mut mimetype).is_err()
    {
        return Kind::Zip;
    }
    match mimetype.trim() {
        "application/vnd.oasis.opendocument.text" => Kind::Odt,
        "application/vnd.oasis.opendocument.spreadsheet" => Kind::Ods,
        "application/vnd.oasis.opendocument.presentation" => Kind::Odp,
        "application/epub+zip" => Kind::Epub,
        _ => Kind::Zip,
    }
}

/// A zip whose directory is cut off still tells its kind by the names in its first entries.
fn cut_zip_kind(bytes: &[u8]) -> Kind {
    let head = bytes.get(..bytes.len().min(1 << 16)).unwrap_or(bytes);
    for (mark, kind) in [(&b"word/"[..], Kind::Docx), (b"xl/", Kind::Xlsx), (b"ppt/", Kind::Pptx)] {
        if find(head, mark).is_some() && find(head, b"[Content_Types].xml").is_some() {
            return kind;
        }
    }
    Kind::Zip
}

fn ole_kind(bytes: &[u8]) -> Kind {
    let Ok(compound) = cfb::CompoundFile::open(Cursor::new(bytes)) else { return Kind::Ole };
    for (stream, kind) in [
        ("/EncryptedPackage", Kind::EncryptedOffice),
        ("/WordDocument", Kind::Doc),
        ("/Workbook", Kind::Xls),
        ("/Book", Kind::Xls),
        ("/PowerPoint Document", Kind::Ppt),
        ("/__properties_version1.0", Kind::Msg),
    ] {
        if compound.exists(stream) {
            return kind;
        }
    }
    Kind::Ole
}

fn text_kind(bytes: &[u8]) -> Kind {
    let head: String =
        bytes.iter().take(4096).map(|byte| char::from(*byte).to_ascii_lowercase()).collect();
    let head = head.trim_start_matches("ï»¿").trim_start();
    if head.starts_with("<?xml") && !head.contains("<html") {
        return Kind::Xml;
    }
    if ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| head.contains(tag))
        && head.starts_with('<')
    {
        return Kind::Html;
    }
    if head.starts_with("from ")
        && head.lines().skip(1).take(30).filter(|line| is_mail_header(line)).count() >= 2
    {
        return Kind::Mbox;
    }
    if looks_like_mail(head) { Kind::Eml } else { Kind::Text }
}

const MAIL_HEADERS: &[&str] = &[
    "from",
    "to",
    "cc",
    "subject",
    "date",
    "message-id",
    "received",
    "return-path",
    "mime-version",
    "content-type",
    "reply-to",
    "delivered-to",
    "x-mailer",
    "sender",
    "in-reply-to",
    "references",
    "content-transfer-encoding",
    "dkim-signature",
];

fn is_mail_header(line: &str) -> bool {
    line.split_once(':').is_some_and(|(name, _)| MAIL_HEADERS.contains(&name))
}

/// A mail begins with header lines, among them two that only mails have.
fn looks_like_mail(head: &str) -> bool {
    let headers = head.lines().take_while(|line| !line.trim().is_empty());
    let (mut known, mut foreign) = (0, 0);
    for line in headers.filter(|line| !line.starts_with([' ', '\t'])) {
        match line.split_once(':') {
            Some((name, _)) if MAIL_HEADERS.contains(&name) => known += 1,
            Some((name, _)) if !name.contains(' ') && !name.is_empty() => {}
            _ => foreign += 1,
        }
    }
    let certain =
        ["\nmessage-id:", "\nmime-version:", "\nreceived:", "\nreturn-path:", "\ncontent-type:"];
    let marked =
        certain.iter().any(|mark| head.contains(mark) || head.starts_with(mark.trim_start()));
    foreign == 0 && (known >= 3 || known >= 2 && marked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_known_by_content() {
        assert_eq!(Kind::of(b"\xef\xbb\xbf<!DOCTYPE html><html>"), Kind::Html);
        assert_eq!(Kind::of(b"From: a@b.example\nTo: c@d.example\nSubject: x\n\nhello"), Kind::Eml);
        assert_eq!(Kind::of(b"Note to self: buy milk\nand bread"), Kind::Text);
        assert_eq!(Kind::of(b"%PDF-1.7\n"), Kind::Pdf);
        assert_eq!(Kind::of(b"BMW is a car maker\n"), Kind::Text);
        assert_eq!(Kind::of(b"\x89PNG\r\n\x1a\n..."), Kind::Unread("png"));
        assert_eq!(Kind::of(&[1, 0, 2, 0, 0xfe, 0, 0, 0, 0]), Kind::Unknown);
    }
}

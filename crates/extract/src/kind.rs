//! What a file is, by its content. The name plays no part.

use crate::encoding::is_text;
use crate::formats::{cards, database, disk, iso};
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
    Rar,
    Cab,
    Iso,
    /// A disk, as a whole or in the image of a virtual machine.
    Disk(&'static str),
    /// One compressed file.
    Packed(Packing),
    Pst,
    Tnef,
    Emlx,
    /// A mail inside an S/MIME signature, or an S/MIME envelope.
    Smime,
    Sqlite,
    Access,
    Dbf,
    Parquet,
    Json,
    Sql,
    /// Address books and calendars.
    Cards(&'static str),
    Hwp,
    Hwpx,
    /// Pages, Numbers or Keynote.
    Iwork(&'static str),
    /// The XML kind.
    Visio,
    Vsd,
    Publisher,
    Metafile(&'static str),
    Image(&'static str),
    Text,
    /// Known, but not read by this version.
    Unread(&'static str),
    Unknown,
}

/// A compression around one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    Gzip,
    Bzip2,
    Xz,
    Lzma,
    Zstd,
    Lz4,
}

impl Packing {
    /// The short name used as `media_type`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gz",
            Self::Bzip2 => "bz2",
            Self::Xz => "xz",
            Self::Lzma => "lzma",
            Self::Zstd => "zst",
            Self::Lz4 => "lz4",
        }
    }
}

/// Formats that their first bytes tell.
const SIGNATURES: &[(&[u8], Kind)] = &[
    (b"7z\xbc\xaf\x27\x1c", Kind::SevenZ),
    (b"Rar!\x1a\x07", Kind::Rar),
    (b"RE~^", Kind::Rar),
    (b"MSCF\0\0\0\0", Kind::Cab),
    (b"\x1f\x8b", Kind::Packed(Packing::Gzip)),
    (b"BZh", Kind::Packed(Packing::Bzip2)),
    (b"\xfd7zXZ\0", Kind::Packed(Packing::Xz)),
    (b"\x28\xb5\x2f\xfd", Kind::Packed(Packing::Zstd)),
    (b"\x04\x22\x4d\x18", Kind::Packed(Packing::Lz4)),
    (b"\x5d\0\0", Kind::Packed(Packing::Lzma)),
    (b"!BDN", Kind::Pst),
    (b"\x78\x9f\x3e\x22", Kind::Tnef),
    (b"SQLite format 3\0", Kind::Sqlite),
    (b"\0\x01\0\0Standard Jet DB", Kind::Access),
    (b"\0\x01\0\0Standard ACE DB", Kind::Access),
    (b"PAR1", Kind::Parquet),
    (b"\x89PNG\r\n\x1a\n", Kind::Image("png")),
    (b"\xff\xd8\xff", Kind::Image("jpg")),
    (b"GIF8", Kind::Image("gif")),
    (b"II*\0", Kind::Image("tiff")),
    (b"MM\0*", Kind::Image("tiff")),
    (b"\0\0\0\x0cjP  ", Kind::Image("jp2")),
    (b"\xff\x4f\xff\x51", Kind::Image("jp2")),
    (b"\xd7\xcd\xc6\x9a", Kind::Metafile("wmf")),
    (b"{\\rtf", Kind::Rtf),
];

/// Signatures of formats that are recognised but not read.
const UNREAD: &[(&[u8], &str)] = &[
    (b"\x7fELF", "elf"),
    (b"OggS", "ogg"),
    (b"ID3", "mp3"),
    (b"AC10", "dwg"),
    (b"\xed\xab\xee\xdb", "rpm"),
    (b"\x4c\0\0\0\x01\x14\x02\0", "lnk"),
    (b"\x60\xea", "arj"),
    (b"\xca\xfe\xba\xbe", "class"),
    (b"\xffWPC", "wpd"),
    (b"MSWIM\0\0\0", "wim"),
    (b"EVF\x09\x0d\x0a\xff\0", "e01"),
    (b"COWD\x01\0\0\0", "vmdk"),
    (b"\0\x01\0\0\0", "font"),
    (b"OTTO\0", "font"),
    (b"ttcf\0", "font"),
    (b"wOFF\0", "font"),
    (b"wOF2\0", "font"),
];

/// Object identifiers 1.2.840.113549.1.7.2 and .3 (RFC 5652).
const SIGNED_DATA: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";
const ENVELOPED_DATA: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03";

impl Kind {
    /// Recognises the format of a file from its bytes.
    pub fn of(bytes: &[u8]) -> Self {
        let known = SIGNATURES.iter().find(|(magic, _)| bytes.starts_with(magic));
        // Letters that begin a signature may begin a text.
        if let Some((_, kind)) =
            known.filter(|(magic, _)| !magic.is_ascii() || magic.len() > 4 || !is_text(bytes))
        {
            return *kind;
        }
        if let Some((_, name)) = UNREAD.iter().find(|(magic, _)| bytes.starts_with(magic)) {
            return Self::Unread(name);
        }
        let head = bytes.get(..bytes.len().min(1024)).unwrap_or(bytes);
        match head {
            _ if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") => {
                zip_kind(bytes)
            }
            _ if head.starts_with(b"PK\x07\x08PK") || head.starts_with(b"PK00PK") => Self::Zip,
            _ if head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) => {
                ole_kind(bytes)
            }
            _ if find(head, b"%PDF-").is_some() => Self::Pdf,
            _ if bytes.get(257..262) == Some(b"ustar") => Self::Tar,
            _ if head.get(40..44) == Some(b" EMF") => Self::Metafile("emf"),
            _ if head.starts_with(b"BM") && !is_text(bytes) => Self::Image("bmp"),
            _ if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") => {
                Self::Image("webp")
            }
            _ if head.get(4..8) == Some(b"ftyp")
                && matches!(
                    head.get(8..12),
                    Some(b"heic" | b"heix" | b"heim" | b"heis" | b"mif1" | b"mif2")
                ) =>
            {
                Self::Image("heic")
            }
            _ if matches!(head.get(4..12), Some(b"ftypavif" | b"ftypavis")) => Self::Unread("avif"),
            _ if head.get(4..8) == Some(b"ftyp") => Self::Unread("mp4"),
            _ if head.starts_with(b"MZ") && !is_text(bytes) => Self::Unread("exe"),
            _ if head.first() == Some(&0x30) && find(head, SIGNED_DATA).is_some() => Self::Smime,
            _ if head.first() == Some(&0x30) && find(head, ENVELOPED_DATA).is_some() => Self::Smime,
            _ if database::looks_like_dbf(bytes) => Self::Dbf,
            _ if iso::is_image(bytes) => Self::Iso,
            _ if let Some(name) = disk::name_of(bytes) => Self::Disk(name),
            _ if is_text(bytes) => text_kind(bytes),
            _ if is_old_excel(head) => Self::Xls,
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
            Self::Rar => "rar",
            Self::Cab => "cab",
            Self::Iso => "iso",
            Self::Packed(packing) => packing.name(),
            Self::Pst => "pst",
            Self::Tnef => "tnef",
            Self::Emlx => "emlx",
            Self::Smime => "p7m",
            Self::Sqlite => "sqlite",
            Self::Access => "mdb",
            Self::Dbf => "dbf",
            Self::Parquet => "parquet",
            Self::Json => "json",
            Self::Sql => "sql",
            Self::Hwp => "hwp",
            Self::Hwpx => "hwpx",
            Self::Visio => "vsdx",
            Self::Vsd => "vsd",
            Self::Publisher => "pub",
            Self::Text => "txt",
            Self::Cards(name)
            | Self::Disk(name)
            | Self::Iwork(name)
            | Self::Metafile(name)
            | Self::Image(name)
            | Self::Unread(name) => name,
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
        ("visio/document.xml", Kind::Visio),
        ("Index/Slide.iwa", Kind::Iwork("key")),
        ("Index/Tables/DataList.iwa", Kind::Iwork("numbers")),
        ("Index/Document.iwa", Kind::Iwork("pages")),
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
        "application/hwp+zip" => Kind::Hwpx,
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
        ("/VisioDocument", Kind::Vsd),
        ("/Quill/QuillSub/CONTENTS", Kind::Publisher),
        ("/BodyText", Kind::Hwp),
    ] {
        if compound.exists(stream) {
            return kind;
        }
    }
    Kind::Ole
}

/// Workbooks of Excel 2 to 4 are bare records: the first says so.
fn is_old_excel(head: &[u8]) -> bool {
    matches!(head.get(..4), Some([9, 0 | 2 | 4, 4 | 6, 0]))
}

fn text_kind(bytes: &[u8]) -> Kind {
    const HEAD_BYTES: usize = 4096;
    /// Many whom a mail went to fill its first page.
    const MAIL_HEAD_BYTES: usize = 1 << 16;
    let lower = |length: usize| -> String {
        bytes.iter().take(length).map(|byte| char::from(*byte).to_ascii_lowercase()).collect()
    };
    let head = lower(HEAD_BYTES);
    let head = head.trim_start_matches("ï»¿").trim_start();
    if head.starts_with("<?xml") && !head.contains("<html") {
        return Kind::Xml;
    }
    let page = ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| head.contains(tag));
    // A piece of a page, as web applications and mail programs save it.
    let piece =
        ["<table", "<div", "<form", "<p>", "<h1", "<h2", "<h3", "<h4", "<meta ", "<ul", "<center"];
    let piece = piece.iter().any(|tag| head.starts_with(tag)) && head.contains("</");
    if page && head.starts_with('<') || piece {
        return Kind::Html;
    }
    if head.starts_with("from ")
        && head.lines().skip(1).take(30).filter(|line| is_mail_header(line)).count() >= 2
    {
        return Kind::Mbox;
    }
    if let Some(kind) = cards::kind_of(head) {
        return Kind::Cards(kind);
    }
    if head.starts_with(['{', '[']) && (head.contains("\":") || head.contains("\" :")) {
        return Kind::Json;
    }
    let (first, rest) = head.split_once('\n').unwrap_or((head, ""));
    let counted =
        !first.trim().is_empty() && first.trim().bytes().all(|byte| byte.is_ascii_digit());
    if counted && looks_like_mail(rest) {
        return Kind::Emlx;
    }
    let goes_on = is_mail_header(head) && !head.contains("\n\n") && !head.contains("\n\r\n");
    let is_mail =
        looks_like_mail(head) || goes_on && looks_like_mail(lower(MAIL_HEAD_BYTES).trim_start());
    if is_mail {
        return Kind::Eml;
    }
    if head.contains("insert into ")
        || head.contains("from stdin;")
        || head.contains("create table ")
    {
        return Kind::Sql;
    }
    Kind::Text
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
        // A table whose header holds little but zeros and letters is no wide text, nor is a font.
        let mut table = vec![3, 114, 8, 2, 3, 0, 0, 0, 65, 0, 17, 0];
        table.resize(32, 0);
        table.extend(b"NAME\0\0\0\0\0\0\0C\0\0\0\0\x10");
        table.resize(64, 0);
        table.extend(b"\x0d Alice           ");
        assert_eq!(Kind::of(&table), Kind::Dbf);
        let font = b"\0\x01\0\0\0\x0f\0\x80\0\x03\0pDSIG";
        assert_eq!(Kind::of(font), Kind::Unread("font"));
        let mail =
            b"From: a@b.example\nTo: c@d.example\nSubject: x\n\nPlease insert into the folder.";
        assert_eq!(Kind::of(mail), Kind::Eml);
        assert_eq!(Kind::of(b"-- a dump\nINSERT INTO t VALUES (1);"), Kind::Sql);
        let many = "someone@example.com, ".repeat(1000);
        let mail = format!("From: a@b.example\r\nTo: {many}\r\nSubject: x\r\n\r\nhello");
        assert_eq!(Kind::of(mail.as_bytes()), Kind::Eml);
        assert_eq!(Kind::of(format!("To: {many}").as_bytes()), Kind::Text);
        assert_eq!(Kind::of(b"Note to self: buy milk\nand bread"), Kind::Text);
        assert_eq!(Kind::of(b"%PDF-1.7\n"), Kind::Pdf);
        assert_eq!(Kind::of(b"BMW is a car maker\n"), Kind::Text);
        assert_eq!(Kind::of(b"\x89PNG\r\n\x1a\n..."), Kind::Image("png"));
        assert_eq!(Kind::of(b"BZh is no word\n"), Kind::Text);
        assert_eq!(
            Kind::of(b"1024\nFrom: a@b.example\nTo: c@d.example\nSubject: x\n\nhi"),
            Kind::Emlx
        );
        assert_eq!(Kind::of(b"{\"name\": 1}"), Kind::Json);
        assert_eq!(Kind::of(b"-- dump\nINSERT INTO t VALUES (1);\n"), Kind::Sql);
        assert_eq!(Kind::of(&[1, 0, 2, 0, 0xfe, 0, 0, 0, 0]), Kind::Unknown);
    }
}

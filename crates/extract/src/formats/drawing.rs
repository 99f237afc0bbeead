//! Text in drawings: Publisher pages, Windows metafiles. Layout is lost, words are kept.

use super::le;
use super::mapi::utf16;
use crate::{Kind, Reading};
use candor_facts::{Document, HowRead, Part, PartKind, UnreadReason};
use std::io::{Cursor, Read};

pub fn read(kind: Kind, reading: &Reading<'_>) -> Document {
    let text = match kind {
        Kind::Publisher => publisher(reading.bytes).map(|text| (text, true)),
        Kind::Metafile("emf") => Some(enhanced(reading.bytes)),
        _ => Some(metafile(reading.bytes)),
    };
    let Some((text, to_the_end)) = text else {
        return Document::unread(
            kind.name(),
            UnreadReason::Corrupt,
            "its text stream cannot be found",
        );
    };
    let part = Part::text(PartKind::Body, "body", text);
    let document = Document::read(kind.name(), HowRead::Text, vec![part]);
    if to_the_end {
        return document;
    }
    document.missing(UnreadReason::Corrupt, "records from some point on")
}

/// Publisher's stories: the `TEXT` chunks of the Quill stream, in UTF-16. The chunk list begins at
/// byte 0x18: entries of 24 bytes hold a name, an offset and a length.
fn publisher(bytes: &[u8]) -> Option<String> {
    let mut compound = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let mut quill = Vec::new();
    compound.open_stream("/Quill/QuillSub/CONTENTS").ok()?.read_to_end(&mut quill).ok()?;
    let mut text = String::new();
    let head = quill.get(..quill.len().min(4096))?;
    for at in 0..head.len().saturating_sub(24) {
        // An entry: 0x18 0x00, the name, an id, the name again as type, offset, length.
        if head.get(at..at + 6) != Some(b"\x18\0TEXT") {
            continue;
        }
        let chunk = le(head, at + 16, 4).zip(le(head, at + 20, 4)).and_then(|(from, length)| {
            let from = usize::try_from(from).ok()?;
            quill.get(from..from.checked_add(usize::try_from(length).ok()?)?)
        });
        if let Some(chunk) = chunk {
            text.push_str(&utf16(chunk).replace('\r', "\n"));
            text.push('\n');
        }
    }
    Some(text)
}

/// The strings of an enhanced metafile: records 83 and 84 ([MS-EMF] 2.3.5.7, 2.3.5.8); and whether its last record
/// (14) was reached.
fn enhanced(bytes: &[u8]) -> (String, bool) {
    let mut text = String::new();
    let mut at = 0;
    while let (Some(kind), Some(size)) = (le(bytes, at, 4), le(bytes, at + 4, 4)) {
        let Ok(size) = usize::try_from(size) else { break };
        if size < 8 || kind == 14 {
            return (text, kind == 14);
        }
        if matches!(kind, 83 | 84)
            && let (Some(count), Some(from)) = (le(bytes, at + 44, 4), le(bytes, at + 48, 4))
            && let (Ok(count), Ok(from)) = (usize::try_from(count), usize::try_from(from))
        {
            let width = if kind == 84 { 2 } else { 1 };
            let start = at.saturating_add(from);
            let string = bytes.get(start..start.saturating_add(count.saturating_mul(width)));
            if let Some(string) = string.filter(|_| count < size) {
                text.push_str(&if kind == 84 { utf16(string) } else { crate::decode(string).0 });
                text.push('\n');
            }
        }
        at = at.saturating_add(size);
    }
    (text, false)
}

/// The strings of a Windows metafile: records TEXTOUT and EXTTEXTOUT ([MS-WMF] 2.3.3.20, 2.3.3.5); and whether its
/// last record (0) was reached.
fn metafile(bytes: &[u8]) -> (String, bool) {
    let mut text = String::new();
    let mut at = if bytes.starts_with(&[0xd7, 0xcd, 0xc6, 0x9a]) { 22 + 18 } else { 18 };
    while let (Some(words), Some(kind)) = (le(bytes, at, 4), le(bytes, at + 4, 2)) {
        let Some(size) = usize::try_from(words).ok().and_then(|words| words.checked_mul(2)) else {
            break;
        };
        if size < 6 || kind == 0 {
            return (text, size >= 6);
        }
        let (count_at, text_at) = match kind {
            0x0521 => (at + 6, at + 8),
            0x0a32 => {
                let clipped = le(bytes, at + 12, 2).is_some_and(|options| options & 6 != 0);
                (at + 10, at + 14 + if clipped { 8 } else { 0 })
            }
            _ => (0, 0),
        };
        if count_at > 0
            && let Some(count) =
                le(bytes, count_at, 2).and_then(|count| usize::try_from(count).ok())
            && let Some(string) =
                bytes.get(text_at..text_at.saturating_add(count)).filter(|_| count < size)
        {
            text.push_str(&crate::decode(string).0);
            text.push('\n');
        }
        at = at.saturating_add(size);
    }
    (text, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_of_metafiles_are_read() {
        let word: Vec<u8> = "図面".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut record = vec![0; 76];
        record[..4].copy_from_slice(&84_u32.to_le_bytes());
        record[4..8].copy_from_slice(&80_u32.to_le_bytes());
        record[44..48].copy_from_slice(&2_u32.to_le_bytes());
        record[48..52].copy_from_slice(&76_u32.to_le_bytes());
        record.extend(word);
        assert_eq!(enhanced(&record), ("図面\n".to_owned(), false));
        assert_eq!(enhanced(&record[..50]), (String::new(), false));
        record.extend([14, 0, 0, 0, 20, 0, 0, 0]);
        assert_eq!(enhanced(&record), ("図面\n".to_owned(), true));
        let mut old = vec![0; 18];
        old.extend([7, 0, 0, 0, 0x21, 5, 4, 0, b'P', b'l', b'a', b'n', 0, 0]);
        assert_eq!(metafile(&old), ("Plan\n".to_owned(), false));
        old.extend([3, 0, 0, 0, 0, 0]);
        assert_eq!(metafile(&old), ("Plan\n".to_owned(), true));
    }
}

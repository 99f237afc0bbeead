//! Text of binary Visio drawings. Source: the layout that Apache POI's HDGF documents: a tree of
//! pointers to streams, packed with a sliding window of 4,096 bytes.

use super::le;
use super::mapi::utf16;
use crate::Reading;
use candor_facts::{Document, HowRead, Part, PartKind, UnreadReason};
use std::io::{Cursor, Read};

const TRAILER_POINTER: usize = 0x24;
const VERSION: usize = 0x1a;
const TEXT_CHUNK: u64 = 0x0e;
const CHUNK_HEADER: usize = 19;
/// Bytes of a text chunk before its text.
const TEXT_START: usize = 8;
const STREAMS_MAX: usize = 20_000;
const DEPTH_MAX: usize = 32;
const STREAM_BYTES_MAX: usize = 64 << 20;

pub fn read(reading: &Reading<'_>) -> Document {
    let bytes = drawing(reading.bytes);
    let text = bytes.as_ref().and_then(|bytes| text(bytes));
    match text {
        Some(text) => {
            let part = Part::text(PartKind::Body, "body", text);
            Document::read("vsd", HowRead::Text, vec![part])
        }
        None => Document::unread("vsd", UnreadReason::Corrupt, "its drawing cannot be read"),
    }
}

fn drawing(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut compound = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let mut drawing = Vec::new();
    compound.open_stream("/VisioDocument").ok()?.read_to_end(&mut drawing).ok()?;
    Some(drawing)
}

#[derive(Clone, Copy)]
struct Pointer {
    kind: u64,
    offset: usize,
    length: usize,
    format: u64,
}

fn pointer(bytes: &[u8], at: usize, version: u64) -> Option<Pointer> {
    let number = |at: usize, length: usize| le(bytes, at, length);
    let place = |at: usize| usize::try_from(le(bytes, at, 4)?).ok();
    Some(if version >= 6 {
        let (kind, offset, length) = (number(at, 4)?, place(at + 8)?, place(at + 12)?);
        Pointer { kind, offset, length, format: number(at + 16, 2)? }
    } else {
        let (kind, format) = (number(at, 2)?, number(at + 2, 2)?);
        Pointer { kind, offset: place(at + 8)?, length: place(at + 12)?, format }
    })
}

fn text(bytes: &[u8]) -> Option<String> {
    let version = le(bytes, VERSION, 2)?;
    let mut todo = vec![(pointer(bytes, TRAILER_POINTER, version)?, 0)];
    let mut text = String::new();
    let mut seen = 0;
    while let Some((pointer, depth)) = todo.pop() {
        seen += 1;
        if seen > STREAMS_MAX || depth > DEPTH_MAX {
            break;
        }
        let end = pointer.offset.saturating_add(pointer.length);
        let Some(raw) = bytes.get(pointer.offset..end).filter(|raw| !raw.is_empty()) else {
            continue;
        };
        let packed = pointer.format & 2 != 0;
        // Four bytes of header stand before what was packed.
        let unpacked = if packed { unpacked(raw) } else { raw.to_vec() };
        let content = if packed { unpacked.get(4..).unwrap_or_default() } else { &unpacked };
        let holds_pointers = pointer.kind == 20
            || matches!(pointer.format, 0x1d | 0x1e)
            || (0x50..0x60).contains(&pointer.format) && pointer.kind != 22;
        if holds_pointers {
            let children = children(content, version);
            todo.extend(children.into_iter().rev().map(|child| (child, depth + 1)));
        } else if (0xd0..0xdf).contains(&pointer.format) || (0x40..0x50).contains(&pointer.format) {
            chunks(content, version, &mut text);
        }
    }
    Some(text)
}

fn children(content: &[u8], version: u64) -> Vec<Pointer> {
    let count_at = le(content, 0, 4).and_then(|at| usize::try_from(at).ok());
    let Some(at) = count_at else { return Vec::new() };
    let count = le(content, at, 4).unwrap_or(0).min(STREAMS_MAX as u64);
    let (first, size) =
        if version >= 6 { (at.saturating_add(8), 18) } else { (at.saturating_add(4), 16) };
    let mut children = Vec::new();
    for number in 0..usize::try_from(count).unwrap_or(0) {
        let Some(child) = pointer(content, first.saturating_add(number * size), version) else {
            break;
        };
        children.push(child);
    }
    children
}

/// Finds the chunks of text in a stream by their headers.
fn chunks(content: &[u8], version: u64, text: &mut String) {
    let mut at = 0;
    while at + CHUNK_HEADER < content.len() {
        let length = le(content, at + 12, 4).and_then(|length| usize::try_from(length).ok());
        let length =
            length.filter(|length| *length > TEXT_START && le(content, at, 4) == Some(TEXT_CHUNK));
        let body = length.and_then(|length| {
            let start = at + CHUNK_HEADER;
            content.get(start + TEXT_START..start.checked_add(length)?)
        });
        match body.map(|body| said(body, version)) {
            Some(line) if !line.trim().is_empty() => {
                text.push_str(line.trim());
                text.push('\n');
                at += CHUNK_HEADER + length.unwrap_or(0);
            }
            _ => at += 1,
        }
    }
}

/// The text of a chunk up to its end mark; nothing when it is not text. Visio 5 wrote single bytes.
fn said(body: &[u8], version: u64) -> String {
    let decoded = if version >= 6 { utf16(body) } else { crate::decode(body).0 };
    let line = decoded.split('\0').next().unwrap_or_default();
    let odd =
        line.chars().filter(|c| c.is_control() && !c.is_whitespace() || *c == '\u{fffd}').count();
    if odd > 0 { String::new() } else { line.to_owned() }
}

/// Undoes the packing: a bit for each step, set for a byte as it is, clear for a run from the window.
fn unpacked(packed: &[u8]) -> Vec<u8> {
    let mut window = [0_u8; 4096];
    let mut at = 0;
    let mut out = Vec::new();
    let mut source = packed.iter().copied();
    while let Some(flags) = source.next() {
        for bit in 0..8 {
            if out.len() > STREAM_BYTES_MAX {
                return out;
            }
            let Some(first) = source.next() else { return out };
            if flags >> bit & 1 == 1 {
                window[at % 4096] = first;
                at += 1;
                out.push(first);
                continue;
            }
            let Some(second) = source.next() else { return out };
            let place = usize::from(first) + (usize::from(second & 0xf0) << 4);
            let from = if place > 4078 { place - 4078 } else { place + 18 };
            for step in 0..usize::from(second & 15) + 3 {
                let byte = window[(from + step) % 4096];
                window[(at + step) % 4096] = byte;
                out.push(byte);
            }
            at += usize::from(second & 15) + 3;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_copied_from_the_window() {
        // Four bytes as they are, then a run of four from where they lie, 18 below the window's end.
        let packed = [0x0f, b'a', b'b', b'c', b'd', 0xee, 0xf1];
        assert_eq!(unpacked(&packed), b"abcdabcd");
    }

    #[test]
    fn text_chunks_are_found_between_others() {
        let line: Vec<u8> = "配線図\0".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut stream = vec![7; 5];
        let mut chunk = vec![0; CHUNK_HEADER + TEXT_START];
        chunk[0] = 0x0e;
        chunk[12] = u8::try_from(TEXT_START + line.len()).unwrap();
        stream.extend(chunk);
        stream.extend(line);
        let mut text = String::new();
        chunks(&stream, 11, &mut text);
        assert_eq!(text, "配線図\n");
        assert_eq!(super::text(&[0; 10]), None);
    }
}

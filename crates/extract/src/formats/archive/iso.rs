//! Optical disc images: ISO 9660 with Joliet names. Source: ECMA-119, the Joliet specification.

use super::{Budget, partly};
use crate::encoding::decode_name;
use crate::formats::le;
use crate::{Member, Reading};
use candor_facts::{Document, UnreadReason};
use std::collections::{BTreeSet, VecDeque};
use std::io::Read;

const SECTOR: usize = 2048;
/// Sector of the first volume descriptor.
const FIRST_DESCRIPTOR: usize = 16;
const DIRECTORIES_MAX: usize = 50_000;

/// Whether bytes are an image by the mark of its first descriptor.
pub fn is_image(bytes: &[u8]) -> bool {
    bytes.get(FIRST_DESCRIPTOR * SECTOR + 1..FIRST_DESCRIPTOR * SECTOR + 6) == Some(b"CD001")
}

/// A directory or file: where its first extent lies, its size in bytes, its path.
struct Extent {
    sector: usize,
    size: usize,
    path: String,
}

/// The extents of a file, one behind the other.
#[derive(Default)]
struct Extents<'a>(VecDeque<&'a [u8]>);

impl Read for Extents<'_> {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        while self.0.front().is_some_and(|extent| extent.is_empty()) {
            self.0.pop_front();
        }
        self.0.front_mut().map_or(Ok(0), |extent| extent.read(to))
    }
}

pub fn read(reading: &mut Reading<'_>) -> Document {
    let bytes = reading.bytes;
    let Some((root, joliet)) = volume(bytes) else {
        return Document::unread("iso", UnreadReason::Corrupt, "no volume descriptor can be read");
    };
    let mut budget = Budget::new(reading);
    let mut todo = vec![root];
    let mut seen = BTreeSet::new();
    let mut damaged = false;
    while let Some(directory) = todo.pop() {
        if !seen.insert(directory.sector) || seen.len() > DIRECTORIES_MAX || budget.is_spent() {
            continue;
        }
        let start = directory.sector.saturating_mul(SECTOR);
        let Some(table) = bytes.get(start..start.saturating_add(directory.size)) else {
            damaged = true;
            continue;
        };
        // A file of several extents is a run of records, all but the last marked "more follows".
        let mut extents = Extents::default();
        for entry in table.chunks(SECTOR).flat_map(records) {
            let Some((name, name_raw)) = name_of(entry, joliet) else { continue };
            let path =
                if directory.path.is_empty() { name } else { format!("{}/{name}", directory.path) };
            let (Some(sector), Some(size)) = (place(entry, 2), place(entry, 10)) else { continue };
            let flags = entry.get(25).copied().unwrap_or(0);
            if flags & 2 != 0 {
                todo.push(Extent { sector, size, path });
                continue;
            }
            let start = sector.saturating_mul(SECTOR);
            let member =
                Member { name_raw, modified: modified(entry), ..Member::new(path, Vec::new()) };
            match bytes.get(start..start.saturating_add(size)) {
                Some(extent) if flags & 0x80 != 0 => extents.0.push_back(extent),
                Some(extent) => {
                    extents.0.push_back(extent);
                    budget.take(member, &mut std::mem::take(&mut extents));
                }
                None => {
                    extents = Extents::default();
                    damaged = true;
                    budget.refuse(member, UnreadReason::Corrupt, "its data lies beyond the image");
                }
            }
        }
    }
    let document = budget.document("iso");
    if damaged {
        return partly(
            document,
            UnreadReason::Corrupt,
            "the image is cut off or damaged".to_owned(),
        );
    }
    document
}

/// The root directory of the Joliet volume when there is one, else of the primary one.
fn volume(bytes: &[u8]) -> Option<(Extent, bool)> {
    let mut primary = None;
    for number in FIRST_DESCRIPTOR..FIRST_DESCRIPTOR + 32 {
        let descriptor = bytes.get(number * SECTOR..(number + 1) * SECTOR)?;
        if descriptor.get(1..6) != Some(b"CD001") {
            break;
        }
        let root = descriptor.get(156..190)?;
        let extent = || {
            Some(Extent { sector: place(root, 2)?, size: place(root, 10)?, path: String::new() })
        };
        match descriptor.first() {
            Some(1) => primary = extent(),
            Some(2) if matches!(descriptor.get(88..91), Some(b"%/@" | b"%/C" | b"%/E")) => {
                return Some((extent()?, true));
            }
            Some(255) => break,
            _ => {}
        }
    }
    Some((primary?, false))
}

fn place(record: &[u8], at: usize) -> Option<usize> {
    usize::try_from(le(record, at, 4)?).ok()
}

/// The records of one sector; the first byte of each is its length.
fn records(sector: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let length = usize::from(*sector.get(at)?);
        let record = sector.get(at..at + length).filter(|_| length >= 34)?;
        at += length;
        Some(record)
    })
}

/// A record's name without its version; none for the directory itself and its parent.
fn name_of(record: &[u8], joliet: bool) -> Option<(String, Option<Vec<u8>>)> {
    let length = usize::from(*record.get(32)?);
    let raw = record.get(33..33 + length).filter(|raw| !matches!(raw, [0 | 1] | []))?;
    let (name, raw) = if joliet {
        (encoding_rs::UTF_16BE.decode_without_bom_handling(raw).0.into_owned(), None)
    } else {
        decode_name(raw)
    };
    let plain = name.rsplit_once(';').map_or(name.as_str(), |(name, _)| name).trim_end_matches('.');
    Some((plain.to_owned(), raw))
}

/// Years since 1900, month, day, hour, minute, second.
fn modified(record: &[u8]) -> Option<String> {
    let [year, month, day, hour, minute, second] = record.get(18..24)?.try_into().ok()?;
    (month > 0).then(|| {
        format!(
            "{:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}",
            1900 + u16::from(year)
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Options;
    use crate::testing::Kept;
    use candor_facts::ReadState;

    fn record(name: &[u8], sector: u32, size: u32, flags: u8) -> Vec<u8> {
        let length = (33 + name.len()).next_multiple_of(2);
        let mut record = vec![0; length];
        record[0] = u8::try_from(length).unwrap();
        record[2..6].copy_from_slice(&sector.to_le_bytes());
        record[10..14].copy_from_slice(&size.to_le_bytes());
        record[18..24].copy_from_slice(&[124, 8, 9, 10, 0, 0]);
        record[25] = flags;
        record[32] = u8::try_from(name.len()).unwrap();
        record[33..33 + name.len()].copy_from_slice(name);
        record
    }

    fn image() -> Vec<u8> {
        let mut image = vec![0; 21 * SECTOR];
        let mut put = |sector: usize, bytes: &[u8]| {
            image[sector * SECTOR..sector * SECTOR + bytes.len()].copy_from_slice(bytes);
        };
        let wide: Vec<u8> = "名簿.csv;1".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let root = record(&[0], 18, 2048, 2);
        let mut descriptor = vec![0; 200];
        descriptor[0] = 2;
        descriptor[1..6].copy_from_slice(b"CD001");
        descriptor[88..91].copy_from_slice(b"%/E");
        descriptor[156..190].copy_from_slice(&root[..34]);
        put(16, &descriptor);
        put(17, b"\xffCD001");
        put(18, &[root.clone(), record(&[1], 18, 2048, 2), record(&wide, 19, 6, 0)].concat());
        put(19, b"a,b\nc\n");
        image
    }

    #[test]
    fn files_are_handed_out_under_their_long_names() {
        let bytes = image();
        let mut host = Kept::default();
        let document = crate::testing::read(&bytes, &Options::default(), &mut host);
        assert_eq!((document.media_type.as_str(), document.state), ("iso", ReadState::Read));
        assert_eq!(host.members[0].name, "名簿.csv");
        assert_eq!(host.members[0].content.as_deref().unwrap(), b"a,b\nc\n");
        assert_eq!(host.members[0].modified.as_deref(), Some("2024-08-09T10:00:00"));
        let cut = crate::testing::read(&bytes[..19 * SECTOR], &Options::default(), &mut host);
        assert_eq!(cut.state, ReadState::PartlyRead);
    }
}

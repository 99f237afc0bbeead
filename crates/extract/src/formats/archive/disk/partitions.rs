//! The parts of a disk and what lies in each. Sources: the UEFI specification (GPT), the PC's master boot record.

use super::Whole;
use super::image::{Disk, Volume};
use crate::formats::le;
use std::rc::Rc;

const SECTOR: u64 = 512;
const PARTITIONS_MAX: usize = 256;

/// A part of a disk, in bytes. A disk without a table is one part without a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Partition {
    number: Option<usize>,
    pub start: u64,
    length: u64,
}

impl Partition {
    pub fn name(&self) -> String {
        self.number.map_or_else(|| "disk".to_owned(), |number| format!("partition-{number}"))
    }

    /// What the paths of its files begin with.
    pub fn folder(&self) -> String {
        self.number.map_or_else(String::new, |number| format!("partition-{number}/"))
    }

    /// Whether nothing but zeros lies in it.
    pub fn is_blank(&self, disk: &Disk) -> bool {
        disk.is_blank(self.start, self.start.saturating_add(self.length))
    }

    /// Whether it ends where the disk does, or before.
    pub fn lies_in(&self, disk: &Disk) -> bool {
        self.start.checked_add(self.length).is_some_and(|end| end <= disk.size)
    }

    pub fn volume(&self, disk: &Rc<Disk>) -> Volume {
        Volume::new(disk, self.start, self.length)
    }
}

/// What lies in a partition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileSystem {
    Ntfs,
    Fat,
    Ext,
    /// Space for memory, which holds no files.
    Swap,
    /// Zeros at its beginning.
    Zeros,
    Encrypted(&'static str),
    Unsupported(&'static str),
    Unknown,
}

/// Marks of what is recognised but not read: where it stands, the mark, what it is.
const MARKS: &[(usize, &[u8], FileSystem)] = &[
    (3, b"-FVE-FS-", FileSystem::Encrypted("BitLocker")),
    (0, b"LUKS\xba\xbe", FileSystem::Encrypted("LUKS")),
    (3, b"EXFAT   ", FileSystem::Unsupported("exFAT")),
    (3, b"ReFS", FileSystem::Unsupported("ReFS")),
    (0, b"XFSB", FileSystem::Unsupported("XFS")),
    (0x10040, b"_BHRfS_M", FileSystem::Unsupported("btrfs")),
    (512, b"LABELONE", FileSystem::Unsupported("LVM")),
    (1024, b"H+", FileSystem::Unsupported("HFS+")),
    (1024, b"HX", FileSystem::Unsupported("HFS+")),
    (32, b"NXSB", FileSystem::Unsupported("APFS")),
    (4096, b"\xfc\x4e\x2b\xa9", FileSystem::Unsupported("RAID")),
    (4086, b"SWAPSPACE2", FileSystem::Swap),
];
const HEAD_BYTES: usize = 0x10048;

/// Whether a file begins as a disk or file system does.
pub fn begins_disk(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(HEAD_BYTES)).unwrap_or(bytes);
    let known = matches!(of_head(head), FileSystem::Ntfs | FileSystem::Fat | FileSystem::Ext);
    let marked = |mark: &(usize, &[u8], FileSystem)| {
        mark.1.len() > 4 && head.get(mark.0..).is_some_and(|at| at.starts_with(mark.1))
    };
    let table = head.get(512..520) == Some(b"EFI PART") && head.get(510..512) == Some(b"\x55\xaa");
    known || table || MARKS.iter().any(marked) || is_boot_record(head, bytes.len() as u64)
}

/// What lies at a place of the disk; none where the image does not hold it.
pub fn file_system(disk: &Disk, start: u64) -> Option<FileSystem> {
    disk.bytes(start, HEAD_BYTES).filter(|_| start < disk.size).map(|head| of_head(&head))
}

fn of_head(head: &[u8]) -> FileSystem {
    let at = |at: usize, mark: &[u8]| head.get(at..).is_some_and(|rest| rest.starts_with(mark));
    let boots = at(510, b"\x55\xaa");
    if boots && at(3, b"NTFS    ") {
        return FileSystem::Ntfs;
    }
    if let Some((.., known)) = MARKS.iter().find(|(place, mark, _)| at(*place, mark)) {
        return *known;
    }
    if boots && (at(54, b"FAT1") || at(82, b"FAT32")) {
        return FileSystem::Fat;
    }
    // The magic of two bytes alone says little: block size and revision must make sense.
    let field = |offset: usize| le(head, 1024 + offset, 4).unwrap_or(u64::MAX);
    if at(1080, b"\x53\xef") && field(24) <= 6 && field(76) <= 1 && field(32) > 0 {
        return FileSystem::Ext;
    }
    if head.iter().all(|byte| *byte == 0) { FileSystem::Zeros } else { FileSystem::Unknown }
}

/// The partitions of a disk, and whether its table is; the whole disk where it has no table.
pub fn of(disk: &Disk) -> (Vec<Partition>, Whole) {
    let all = vec![Partition { number: None, start: 0, length: disk.size }];
    let Some(head) = disk.bytes(0, HEAD_BYTES) else { return (all, Whole::Yes) };
    // Marks further in may be left from an earlier use of the disk; those of the first sector are of now.
    let first = head.get(..512).map_or(FileSystem::Unknown, of_head);
    if first != FileSystem::Unknown && first != FileSystem::Zeros {
        return (all, Whole::Yes);
    }
    let table = guid_table(disk).or_else(|| boot_record(disk, &head));
    let Some((spans, whole)) = table.filter(|(spans, _)| !spans.is_empty()) else {
        return (all, Whole::Yes);
    };
    let numbered = spans.into_iter().enumerate();
    let partition = |(at, (start, length))| Partition { number: Some(at + 1), start, length };
    (numbered.map(partition).collect(), whole)
}

/// Starts and lengths in bytes.
type Spans = Vec<(u64, u64)>;

/// The partitions of a GUID partition table, on disks with sectors of 512 or 4,096 bytes.
fn guid_table(disk: &Disk) -> Option<(Spans, Whole)> {
    let sector = [SECTOR, 4096]
        .into_iter()
        .find(|sector| disk.bytes(*sector, 8).is_some_and(|head| head == b"EFI PART"))?;
    let header = disk.bytes(sector, 92)?;
    let (entries, bytes) = (le(&header, 80, 4)?, le(&header, 84, 4)?);
    let known = entries.min(PARTITIONS_MAX as u64);
    let size = usize::try_from(bytes).ok().filter(|bytes| (128..=4096).contains(bytes))?;
    let table =
        disk.bytes(le(&header, 72, 8)?.checked_mul(sector)?, size * usize::try_from(known).ok()?)?;
    let used =
        table.chunks_exact(size).filter(|entry| entry.iter().take(16).any(|byte| *byte != 0));
    let span = |entry: &[u8]| {
        let (first, last) = (le(entry, 32, 8)?, le(entry, 40, 8)?);
        Some((
            first.checked_mul(sector)?,
            (last.checked_sub(first)?.checked_add(1)?).checked_mul(sector)?,
        ))
    };
    let spans: Option<Spans> = used.clone().map(span).collect();
    let whole = if spans.is_some() && known == entries { Whole::Yes } else { Whole::No };
    Some((spans.unwrap_or_else(|| used.filter_map(span).collect()), whole))
}

/// An entry of a boot record: its type, its first sector, its sectors.
type Entry = (u8, u64, u64);

fn entries(record: &[u8]) -> Option<Vec<Entry>> {
    let marked = record.get(510..512) == Some(b"\x55\xaa");
    let table = record.get(446..510).filter(|_| marked)?;
    table
        .chunks_exact(16)
        .map(|entry| {
            let flag = entry.first().filter(|flag| matches!(flag, 0 | 0x80));
            flag.and(Some((*entry.get(4)?, le(entry, 8, 4)?, le(entry, 12, 4)?)))
        })
        .collect()
}

/// Whether the first sector is a boot record whose partitions lie in the file.
fn is_boot_record(head: &[u8], bytes: u64) -> bool {
    let Some(entries) = entries(head) else { return false };
    let used = || entries.iter().filter(|(kind, ..)| *kind != 0);
    used().all(|(_, start, length)| *start > 0 && *length > 0)
        && used().any(|(_, start, _)| start * SECTOR < bytes)
}

fn boot_record(disk: &Disk, head: &[u8]) -> Option<(Spans, Whole)> {
    let span = |(_, start, length): &Entry, from: u64| ((start + from) * SECTOR, length * SECTOR);
    let mut spans = Spans::new();
    let mut whole = Whole::Yes;
    let mut extended = None;
    for entry in entries(head)? {
        match entry.0 {
            0 => {}
            // A partition that holds partitions.
            5 | 0x0f | 0x85 if extended.is_none() => extended = Some(entry.1),
            5 | 0x0f | 0x85 => whole = Whole::No,
            _ => spans.push(span(&entry, 0)),
        }
    }
    // A chain of records, each with one partition (counted from the record) and the next record (counted from the first).
    let first = extended.unwrap_or(0);
    let mut next = extended;
    let mut records = 0;
    while let Some(record) = next.take() {
        let inside = disk.bytes(record.checked_mul(SECTOR)?, 512).and_then(|head| entries(&head));
        records += 1;
        // A chain may lead back into itself.
        if inside.is_none() || records > PARTITIONS_MAX {
            whole = Whole::No;
            break;
        }
        for entry in inside.unwrap_or_default() {
            match entry.0 {
                0 => {}
                5 | 0x0f | 0x85 => next = Some(first + entry.1),
                _ => spans.push(span(&entry, record)),
            }
        }
    }
    Some((spans, whole))
}

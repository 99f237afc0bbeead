//! NTFS. Files that the system keeps elsewhere (deduplicated, compressed as a whole, in the cloud) leave a stub
//! that points there: such a stub is not taken for the file.

use super::image::Volume;
use super::lznt1::Unpacked;
use super::{Exact, Folders, Walked, Whole, seconds_as_time};
use crate::Member;
use crate::formats::archive::Budget;
use crate::formats::le;
use candor_facts::UnreadReason;
use ntfs::attribute_value::NtfsAttributeValue;
use ntfs::structured_values::NtfsFileAttributeFlags;
use ntfs::{
    KnownNtfsFileRecordNumber, Ntfs, NtfsAttribute, NtfsAttributeFlags, NtfsAttributeType, NtfsFile,
};
use std::collections::HashSet;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::panic::AssertUnwindSafe;

/// Records below are the file system's own.
const FIRST_FILE: u64 = 24;
/// Entries of one folder.
const ENTRIES_MAX: usize = 500_000;
/// Attributes of one file.
const ATTRIBUTES_MAX: usize = 10_000;
const INDEX_RECORD_BYTES_MAX: u64 = 64 << 10;
/// A bit for each record of a folder's index.
const BITMAP_BYTES_MAX: u64 = 1 << 20;
/// The name of the index that is a folder.
const FOLDER_INDEX: &str = "$I30";

pub fn walk(mut volume: Volume, prefix: &str, budget: &mut Budget<'_>) -> Walked {
    let corrupt = |_| (UnreadReason::Corrupt, "its NTFS cannot be read".to_owned());
    let ntfs = Ntfs::new(&mut volume).map_err(corrupt)?;
    let root = KnownNtfsFileRecordNumber::RootDirectory as u64;
    ntfs.file(&mut volume, root).map_err(corrupt)?;
    let mut folders = Folders::from(root, prefix);
    let mut seen = HashSet::new();
    while let Some(folder) = folders.next(budget) {
        if !seen.insert(folder.at) {
            continue;
        }
        let Ok(entries) = entries(&ntfs, &mut volume, folder.at) else {
            folders.whole = Whole::No;
            continue;
        };
        folders.whole &= entries.whole;
        for Entry { name, record, is_folder } in entries.all {
            if record < FIRST_FILE {
                continue;
            }
            let path = format!("{}{name}", folder.path);
            if is_folder {
                folders.add(&folder, record, format!("{path}/"));
            } else if budget.is_spent() {
                break;
            } else {
                take(&ntfs, &mut volume, record, path, budget);
            }
        }
    }
    Ok(folders.whole)
}

/// A name in a folder.
struct Entry {
    name: String,
    record: u64,
    is_folder: bool,
}

struct Entries {
    all: Vec<Entry>,
    whole: Whole,
}

/// The names in a folder: those in its root, then those of each record in use. The tree that the records form is
/// not walked, so that a damaged record costs only itself.
fn entries(ntfs: &Ntfs, volume: &mut Volume, record: u64) -> io::Result<Entries> {
    let folder = ntfs.file(volume, record)?;
    let mut entries = Entries { all: Vec::new(), whole: Whole::Yes };
    let read = |volume: &mut Volume, kind, most| index_part(&folder, volume, kind, most);
    let root = read(volume, NtfsAttributeType::IndexRoot, INDEX_RECORD_BYTES_MAX)?;
    let root = root.ok_or(ErrorKind::InvalidData)?;
    entries.add(&root, 16);
    let Some(item) = index_item(&folder, volume, NtfsAttributeType::IndexAllocation)? else {
        return Ok(entries);
    };
    let used = read(volume, NtfsAttributeType::Bitmap, BITMAP_BYTES_MAX)?;
    let size = le(&root, 8, 4).filter(|size| (512..=INDEX_RECORD_BYTES_MAX).contains(size));
    let (Some(used), Some(size)) = (used, size) else {
        entries.whole = Whole::No;
        return Ok(entries);
    };
    let attribute = item.to_attribute()?;
    let mut records = attribute.value(volume)?.attach(volume);
    let records_max = used.len() * 8;
    let is_used =
        |number: usize| used.get(number / 8).is_some_and(|bits| bits >> (number % 8) & 1 == 1);
    for number in 0..records_max {
        let mut record = Vec::new();
        let read = records.by_ref().take(size).read_to_end(&mut record);
        if read.is_err() || (record.len() as u64) < size || entries.all.len() >= ENTRIES_MAX {
            // The bitmap may be longer than the records are, but not what it says is used.
            if read.is_err() || (number..records_max).any(is_used) {
                entries.whole = Whole::No;
            }
            break;
        }
        if is_used(number) {
            match mended(&mut record) {
                Some(()) => entries.add(&record, 24),
                None => entries.whole = Whole::No,
            }
        }
    }
    Ok(entries)
}

impl Entries {
    /// Takes the names of a node whose head stands at this place.
    fn add(&mut self, node: &[u8], head: usize) {
        if self.try_add(node, head).is_none() {
            self.whole = Whole::No;
        }
    }

    fn try_add(&mut self, node: &[u8], head: usize) -> Option<()> {
        const LAST: u64 = 2;
        const FOLDER: u64 = 0x1000_0000;
        /// A short name that stands beside the long one.
        const DOS: u64 = 2;
        let mut at = head.checked_add(usize::try_from(le(node, head, 4)?).ok()?)?;
        while le(node, at + 12, 2)? & LAST == 0 {
            let length =
                usize::try_from(le(node, at + 8, 2)?).ok().filter(|length| *length >= 16)?;
            let key = node.get(at + 16..at.checked_add(length)?)?;
            let units = usize::try_from(le(key, 64, 1)?).ok()?;
            let name = key.get(66..66 + units * 2)?;
            if le(key, 65, 1)? != DOS {
                self.all.push(Entry {
                    name: encoding_rs::UTF_16LE.decode_without_bom_handling(name).0.into_owned(),
                    record: le(node, at, 6)?,
                    is_folder: le(key, 56, 4)? & FOLDER != 0,
                });
            }
            at += length;
        }
        Some(())
    }
}

/// Puts back the two bytes at the end of each sector that stand in a record's head; none when it was not written whole.
fn mended(record: &mut [u8]) -> Option<()> {
    if !record.starts_with(b"INDX") {
        return None;
    }
    let place = usize::try_from(le(record, 4, 2)?).ok()?;
    let count = usize::try_from(le(record, 6, 2)?).ok()?;
    let mark = le(record, place, 2)?;
    for sector in 1..count {
        let end = sector * 512;
        if le(record, end - 2, 2)? != mark {
            return None;
        }
        let kept = record.get(place + sector * 2..place + sector * 2 + 2)?.to_vec();
        record.get_mut(end - 2..end)?.copy_from_slice(&kept);
    }
    Some(())
}

fn index_item<'n, 'f>(
    folder: &'f NtfsFile<'n>,
    volume: &mut Volume,
    kind: NtfsAttributeType,
) -> io::Result<Option<ntfs::NtfsAttributeItem<'n, 'f>>> {
    let mut attributes = folder.attributes();
    for _ in 0..ATTRIBUTES_MAX {
        let Some(item) = attributes.next(volume) else { break };
        let item = item?;
        let attribute = item.to_attribute()?;
        if attribute.ty()? == kind && attribute.name()?.to_string_lossy() == FOLDER_INDEX {
            return Ok(Some(item));
        }
    }
    Ok(None)
}

/// The content of a part of a folder's index.
fn index_part(
    folder: &NtfsFile<'_>,
    volume: &mut Volume,
    kind: NtfsAttributeType,
    most: u64,
) -> io::Result<Option<Vec<u8>>> {
    let Some(item) = index_item(folder, volume, kind)? else { return Ok(None) };
    let attribute = item.to_attribute()?;
    let mut content = Vec::new();
    attribute.value(volume)?.attach(volume).take(most).read_to_end(&mut content)?;
    Ok(Some(content))
}

fn take(ntfs: &Ntfs, volume: &mut Volume, record: u64, path: String, budget: &mut Budget<'_>) {
    let mut modified = None;
    // A record that the library fails on takes no other file with it.
    let attempt = AssertUnwindSafe(|| {
        let file = ntfs.file(volume, record)?;
        let info = file.info()?;
        modified = as_time(info.modification_time().nt_timestamp());
        let member = Member { modified: modified.clone(), ..Member::new(path.clone(), Vec::new()) };
        if info.file_attributes().contains(NtfsFileAttributeFlags::REPARSE_POINT) {
            let detail = "its content lies elsewhere: a link, deduplicated, in the cloud or compressed by the system";
            return Ok(Some((UnreadReason::Unsupported, detail)));
        }
        content(&file, volume, member, budget)
    });
    let refused = match std::panic::catch_unwind(attempt) {
        Ok(Ok(refused)) => refused,
        Ok(Err(_)) => Some((UnreadReason::Corrupt, "its record is damaged")),
        Err(_) => Some((UnreadReason::Crashed, "the reader of this file system failed on it")),
    };
    if let Some((reason, detail)) = refused {
        let member = Member { modified, ..Member::new(path, Vec::new()) };
        budget.refuse(member, reason, detail);
    }
}

/// Why a file is not taken; none when it was.
type Refused = Option<(UnreadReason, &'static str)>;

fn content(
    file: &NtfsFile<'_>,
    volume: &mut Volume,
    member: Member,
    budget: &mut Budget<'_>,
) -> io::Result<Refused> {
    // The library looks into other records first, and would overlook the beginning that stands in this one.
    // An error would come again and again.
    let own = file.attributes_raw().map_while(Result::ok).take(ATTRIBUTES_MAX);
    let mut own = own.filter(|a| a.name_length() == 0);
    if let Some(attribute) = own.find(|a| matches!(a.ty(), Ok(NtfsAttributeType::Data))) {
        return attribute_content(file, &attribute, volume, member, budget);
    }
    let item = file.data(volume, "").ok_or(ErrorKind::InvalidData)??;
    attribute_content(file, &item.to_attribute()?, volume, member, budget)
}

fn attribute_content(
    file: &NtfsFile<'_>,
    attribute: &NtfsAttribute<'_, '_>,
    volume: &mut Volume,
    member: Member,
    budget: &mut Budget<'_>,
) -> io::Result<Refused> {
    let flags = attribute.flags();
    if flags.contains(NtfsAttributeFlags::ENCRYPTED) {
        return Ok(Some((UnreadReason::Encrypted, "encrypted by the file system (EFS)")));
    }
    let value = attribute.value(volume)?;
    let length = value.len();
    let written =
        if attribute.is_resident() { length } else { written(attribute, volume)?.min(length) };
    let rest = io::repeat(0).take(length - written);
    match value {
        NtfsAttributeValue::NonResident(value) => {
            let runs: Result<Vec<_>, _> = value
                .data_runs()
                .map(|run| {
                    let run = run?;
                    Ok::<_, ntfs::NtfsError>((
                        run.data_position().value().map(u64::from),
                        run.allocated_size(),
                    ))
                })
                .collect();
            let runs = runs?;
            let held = runs.iter().fold(0_u64, |sum, (_, bytes)| sum.saturating_add(*bytes));
            if held < length {
                return Ok(Some((
                    UnreadReason::Unsupported,
                    "its content is spread over several records",
                )));
            }
            if flags.contains(NtfsAttributeFlags::COMPRESSED) {
                let cluster = file.ntfs().cluster_size();
                let unpacked = Unpacked::new(volume, runs, cluster, written);
                budget.take(member, &mut unpacked.chain(rest));
            } else {
                let mut known = value.attach(volume).take(written);
                let known = Exact { from: &mut known, left: written };
                budget.take(member, &mut known.chain(rest));
            }
        }
        NtfsAttributeValue::AttributeListNonResident(_)
            if flags.contains(NtfsAttributeFlags::COMPRESSED) =>
        {
            return Ok(Some((
                UnreadReason::Unsupported,
                "compressed by the file system, in several records",
            )));
        }
        value => {
            let mut known = value.attach(volume).take(written);
            let known = Exact { from: &mut known, left: written };
            budget.take(member, &mut known.chain(rest));
        }
    }
    Ok(None)
}

/// How much of a value was ever written; what lies behind is of files that were there before.
fn written(attribute: &NtfsAttribute<'_, '_>, volume: &mut Volume) -> io::Result<u64> {
    let at = attribute.position().value().map_or(0, u64::from).saturating_add(56);
    let mut bytes = [0; 8];
    volume.seek(SeekFrom::Start(at))?;
    volume.read_exact(&mut bytes)?;
    if at % 512 == 504 {
        // The last two bytes of a sector stand elsewhere; a length never needs them.
        bytes[6..].fill(0);
    }
    Ok(u64::from_le_bytes(bytes))
}

/// 100 ns since 1601 as RFC 3339.
fn as_time(time: u64) -> Option<String> {
    let seconds = i64::try_from(time / 10_000_000).ok()?.checked_sub(11_644_473_600)?;
    seconds_as_time(seconds)
}

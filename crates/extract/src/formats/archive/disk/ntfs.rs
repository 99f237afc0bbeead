//! NTFS. Files that the system keeps elsewhere (deduplicated, compressed as a whole, in the cloud) leave a stub
//! that points there: such a stub is not taken for the file.

use super::image::Volume;
use super::lznt1::Unpacked;
use super::{Exact, Folders, Walked, Whole, seconds_as_time};
use crate::Member;
use crate::formats::archive::Budget;
use candor_facts::UnreadReason;
use ntfs::attribute_value::NtfsAttributeValue;
use ntfs::structured_values::{NtfsFileAttributeFlags, NtfsFileNamespace};
use ntfs::{KnownNtfsFileRecordNumber, Ntfs, NtfsAttributeFlags, NtfsFile};
use std::collections::HashSet;

/// Records below are the file system's own.
const FIRST_FILE: u64 = 24;
/// Entries of one folder.
const ENTRIES_MAX: usize = 1_000_000;

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
        for (name, record, is_folder) in entries.all {
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

/// The names in a folder with their records, and whether they are folders.
struct Entries {
    all: Vec<(String, u64, bool)>,
    whole: Whole,
}

fn entries(ntfs: &Ntfs, volume: &mut Volume, record: u64) -> ntfs::Result<Entries> {
    let folder = ntfs.file(volume, record)?;
    let index = folder.directory_index(volume)?;
    let mut iterator = index.entries();
    let mut entries = Entries { all: Vec::new(), whole: Whole::Yes };
    while let Some(entry) = iterator.next(volume) {
        // An error would come again and again.
        let Ok(entry) = entry else {
            entries.whole = Whole::No;
            break;
        };
        if entries.all.len() == ENTRIES_MAX {
            entries.whole = Whole::No;
            break;
        }
        match entry.key() {
            // A short name stands beside the long one.
            Some(Ok(key)) if key.namespace() == NtfsFileNamespace::Dos => {}
            Some(Ok(key)) => {
                let number = entry.file_reference().file_record_number();
                entries.all.push((key.name().to_string_lossy(), number, key.is_directory()));
            }
            Some(Err(_)) => entries.whole = Whole::No,
            None => {}
        }
    }
    Ok(entries)
}

fn take(ntfs: &Ntfs, volume: &mut Volume, record: u64, path: String, budget: &mut Budget<'_>) {
    let mut member = Member::new(path, Vec::new());
    let file = ntfs.file(volume, record);
    if let Ok(info) = file.as_ref().map_err(|_| ()).and_then(|file| file.info().map_err(|_| ())) {
        member.modified = modified(info.modification_time().nt_timestamp());
        if info.file_attributes().contains(NtfsFileAttributeFlags::REPARSE_POINT) {
            let detail = "its content lies elsewhere: a link, deduplicated, in the cloud or compressed by the system";
            return budget.refuse(member, UnreadReason::Unsupported, detail);
        }
    }
    let taken = file.and_then(|file| content(&file, volume, &member, budget));
    match taken {
        Ok(Content::Taken) => {}
        Ok(Content::Refused(reason, detail)) => budget.refuse(member, reason, detail),
        Err(_) => budget.refuse(member, UnreadReason::Corrupt, "its record is damaged"),
    }
}

enum Content {
    Taken,
    Refused(UnreadReason, &'static str),
}

/// Hands out what a file holds, which is nothing where it has no data of its own.
fn content(
    file: &NtfsFile<'_>,
    volume: &mut Volume,
    member: &Member,
    budget: &mut Budget<'_>,
) -> ntfs::Result<Content> {
    let again = || Member {
        name_raw: member.name_raw.clone(),
        modified: member.modified.clone(),
        ..Member::new(member.name.clone(), Vec::new())
    };
    let Some(data) = file.data(volume, "") else {
        budget.take(again(), &mut std::io::empty());
        return Ok(Content::Taken);
    };
    let data = data?;
    let attribute = data.to_attribute()?;
    let value = attribute.value(volume)?;
    if attribute.flags().contains(NtfsAttributeFlags::ENCRYPTED) {
        return Ok(Content::Refused(UnreadReason::Encrypted, "encrypted by the file system (EFS)"));
    }
    if !attribute.flags().contains(NtfsAttributeFlags::COMPRESSED) {
        let left = value.len();
        budget.take(again(), &mut Exact { from: &mut value.attach(volume), left });
        return Ok(Content::Taken);
    }
    match value {
        NtfsAttributeValue::NonResident(value) => {
            let runs: Result<Vec<_>, _> = value
                .data_runs()
                .map(|run| {
                    run.map(|run| {
                        (run.data_position().value().map(u64::from), run.allocated_size())
                    })
                })
                .collect();
            let unit = file.ntfs().cluster_size();
            budget.take(again(), &mut Unpacked::new(volume, runs?, unit, value.len()));
            Ok(Content::Taken)
        }
        NtfsAttributeValue::Resident(_) => {
            budget.take(again(), &mut value.attach(volume));
            Ok(Content::Taken)
        }
        NtfsAttributeValue::AttributeListNonResident(_) => Ok(Content::Refused(
            UnreadReason::Unsupported,
            "compressed by the file system, in several records",
        )),
    }
}

/// 100 ns since 1601 as RFC 3339.
fn modified(time: u64) -> Option<String> {
    let seconds = i64::try_from(time / 10_000_000).ok()?.checked_sub(11_644_473_600)?;
    seconds_as_time(seconds)
}

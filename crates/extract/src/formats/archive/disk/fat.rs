//! FAT12, FAT16 and FAT32.

use super::image::Volume;
use super::{Exact, Folders, Walked, Whole};
use crate::Member;
use crate::encoding::decode_name;
use crate::formats::archive::Budget;
use candor_facts::UnreadReason;
use fatfs::{DateTime, DirEntry, FileSystem, FsOptions};

/// Entries of one folder: a chain of clusters may lead back into itself.
const ENTRIES_MAX: usize = 100_000;

pub fn walk(volume: Volume, prefix: &str, budget: &mut Budget<'_>) -> Walked {
    let system = FileSystem::new(volume, FsOptions::new())
        .map_err(|_| (UnreadReason::Corrupt, "its FAT cannot be read".to_owned()))?;
    let mut folders = Folders::from(system.root_dir(), prefix);
    while let Some(folder) = folders.next(budget) {
        for (count, entry) in folder.at.iter().enumerate() {
            let Some(entry) = entry.ok().filter(|_| count < ENTRIES_MAX) else {
                folders.whole = Whole::No;
                break;
            };
            let (name, name_raw) = name(&entry);
            if matches!(name.as_str(), "." | "..") {
                continue;
            }
            let path = format!("{}{name}", folder.path);
            if entry.is_dir() {
                folders.add(&folder, entry.to_dir(), format!("{path}/"));
            } else if budget.is_spent() {
                break;
            } else {
                let modified = Some(time(entry.modified()));
                let member = Member { name_raw, modified, ..Member::new(path, Vec::new()) };
                let file = &mut entry.to_file();
                budget.take(member, &mut Exact { from: file, left: entry.len() });
            }
        }
    }
    Ok(folders.whole)
}

/// The long name; without one the short name, which is in some code page.
fn name(entry: &DirEntry<'_, Volume>) -> (String, Option<Vec<u8>>) {
    let name = entry.file_name();
    if !name.contains('\u{FFFD}') {
        return (name, None);
    }
    decode_name(entry.short_file_name_as_bytes())
}

/// Local time of whoever wrote it.
fn time(time: DateTime) -> String {
    let (date, time) = (time.date, time.time);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
        date.year, date.month, date.day, time.hour, time.min, time.sec
    )
}

//! ext2, ext3 and ext4.

use super::image::Volume;
use super::{Exact, Folders, Walked, Whole, seconds_as_time};
use crate::Member;
use crate::encoding::decode_name;
use crate::formats::archive::Budget;
use crate::formats::le;
use candor_facts::UnreadReason;
use ext4_view::{DirEntry, Ext4, Ext4Error, Ext4Read, FileType, PathBuf};
use std::io::{Read, Seek, SeekFrom};

impl Ext4Read for Volume {
    fn read(
        &mut self,
        start: u64,
        to: &mut [u8],
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        self.seek(SeekFrom::Start(start))?;
        self.read_exact(to)?;
        Ok(())
    }
}

/// Groups of blocks, each with a descriptor of 64 bytes at most, that the library may make room for.
const GROUPS_MAX: u64 = 1 << 20;

pub fn walk(mut volume: Volume, prefix: &str, budget: &mut Budget<'_>) -> Walked {
    let corrupt = || (UnreadReason::Corrupt, "its ext4 cannot be read".to_owned());
    let mut head = [0; 64];
    volume.seek(SeekFrom::Start(1024)).map_err(|_| corrupt())?;
    volume.read_exact(&mut head).map_err(|_| corrupt())?;
    let (blocks, group) = (le(&head, 4, 4).unwrap_or(0), le(&head, 32, 4).unwrap_or(0));
    if group == 0 || blocks / group > GROUPS_MAX {
        return Err(corrupt());
    }
    let system = Ext4::load(Box::new(volume)).map_err(|error| match error {
        Ext4Error::Incompatible(_) => {
            (UnreadReason::Unsupported, "an ext4 with features that are not supported".to_owned())
        }
        _ => corrupt(),
    })?;
    let mut folders = Folders::from(PathBuf::new("/"), prefix);
    while let Some(folder) = folders.next(budget) {
        let entries = match system.read_dir(&folder.at) {
            Ok(entries) => entries,
            Err(Ext4Error::Encrypted) => {
                let member = Member::new(folder.path, Vec::new());
                budget.refuse(
                    member,
                    UnreadReason::Encrypted,
                    "a folder that its file system encrypts",
                );
                continue;
            }
            Err(_) => {
                folders.whole = Whole::No;
                continue;
            }
        };
        for entry in entries {
            let Ok(entry) = entry else {
                folders.whole = Whole::No;
                break;
            };
            let (name, name_raw) = decode_name(entry.file_name().as_ref());
            if matches!(name.as_str(), "." | "..") {
                continue;
            }
            let path = format!("{}{name}", folder.path);
            match entry.file_type() {
                Ok(FileType::Directory) => folders.add(&folder, entry.path(), format!("{path}/")),
                _ if budget.is_spent() => break,
                Ok(kind) => {
                    let member = Member { name_raw, ..Member::new(path, Vec::new()) };
                    take(&system, &entry, kind, member, budget);
                }
                Err(_) => folders.whole = Whole::No,
            }
        }
    }
    Ok(folders.whole)
}

fn take(
    system: &Ext4,
    entry: &DirEntry,
    kind: FileType,
    mut member: Member,
    budget: &mut Budget<'_>,
) {
    match kind {
        FileType::Regular => {}
        FileType::Symlink => {
            return budget.refuse(member, UnreadReason::Unsupported, "link; not followed");
        }
        _ => return budget.refuse(member, UnreadReason::Unsupported, "device; not opened"),
    }
    match system.open(&entry.path()) {
        Ok(mut file) => {
            member.modified = seconds_as_time(file.metadata().modified().seconds());
            let left = file.metadata().len();
            budget.take(member, &mut Exact { from: &mut file, left });
        }
        Err(Ext4Error::Encrypted) => {
            budget.refuse(member, UnreadReason::Encrypted, "encrypted by the file system");
        }
        Err(_) => budget.refuse(member, UnreadReason::Corrupt, "its record is damaged"),
    }
}

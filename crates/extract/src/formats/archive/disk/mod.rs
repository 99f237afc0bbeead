//! Disk images: the disk inside the image, its partitions, the files of each file system.
//!
//! What an image does not hold itself (a parent's clusters, further extents) and what no reader knows
//! is told by name. Deleted files are not looked for.

mod ext;
mod fat;
mod image;
mod lznt1;
mod ntfs;
mod partitions;

use super::{Budget, partly};
use crate::{Member, Reading};
use candor_facts::{Document, UnreadReason};
use image::Disk;
use partitions::{FileSystem, Partition};
use std::io::{ErrorKind, Read};
use std::panic::AssertUnwindSafe;
use std::rc::Rc;

pub use image::name_of;

/// Folders of one file system that are opened, and how deep they may nest.
const FOLDERS_MAX: usize = 500_000;
const FOLDER_DEPTH_MAX: usize = 100;

/// Whether a file system was walked to its end, or why it was not opened.
type Walked = Result<Whole, (UnreadReason, String)>;

/// Whether all was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whole {
    Yes,
    /// Some folders or files could not be reached.
    No,
}

impl std::ops::BitAndAssign for Whole {
    fn bitand_assign(&mut self, other: Self) {
        if other == Self::No {
            *self = Self::No;
        }
    }
}

pub fn read(kind: &'static str, reading: &mut Reading<'_>) -> Document {
    let disk = match Disk::open(kind, &reading.whole) {
        Ok(disk) => Rc::new(disk),
        Err((reason, detail)) => return Document::unread(kind, reason, detail),
    };
    let (partitions, mut whole) = partitions::of(&disk);
    let mut budget = Budget::new(reading);
    let mut unopened = Vec::new();
    let mut opened = 0;
    for partition in &partitions {
        // The libraries must not take the other partitions with them.
        let walk = AssertUnwindSafe(|| walk(&disk, partition, &mut budget));
        let walked = std::panic::catch_unwind(walk).unwrap_or_else(|_| {
            Err((UnreadReason::Crashed, "the reader of this file system failed on it".to_owned()))
        });
        match walked {
            Ok(walked) => {
                opened += 1;
                whole &= walked;
            }
            Err((reason, detail)) => {
                // It may have handed files out before.
                opened += usize::from(reason == UnreadReason::Crashed);
                unopened.push((partition, reason, detail));
            }
        }
    }
    if opened == 0 {
        let reason = unopened.first().map_or(UnreadReason::Unsupported, |(_, reason, _)| *reason);
        let told = unopened.iter().map(|(at, _, detail)| format!("{}: {detail}", at.name()));
        return Document::unread(kind, reason, told.collect::<Vec<_>>().join("; "));
    }
    for (partition, reason, detail) in unopened {
        budget.refuse(Member::new(partition.name(), Vec::new()), reason, &detail);
    }
    let document = budget.document(kind);
    let missing = if whole == Whole::No {
        "some folders or files of the disk cannot be reached"
    } else if disk.has_log {
        "copied while in use: what the image's log still holds is not in its files"
    } else {
        return document;
    };
    partly(document, UnreadReason::Corrupt, missing.to_owned())
}

fn walk(disk: &Rc<Disk>, partition: &Partition, budget: &mut Budget<'_>) -> Walked {
    let refused = |reason, detail: &str| Err((reason, detail.to_owned()));
    let Some(system) = partitions::file_system(disk, partition.start) else {
        return refused(UnreadReason::Corrupt, "lies where the image is cut off or damaged");
    };
    let (volume, folder) = (partition.volume(disk), partition.folder());
    let mut whole = match system {
        FileSystem::Ntfs => ntfs::walk(volume, &folder, budget),
        FileSystem::Fat => fat::walk(volume, &folder, budget),
        FileSystem::Ext => ext::walk(volume, &folder, budget),
        FileSystem::Swap => Ok(Whole::Yes),
        FileSystem::Zeros if partition.is_blank(disk) => Ok(Whole::Yes),
        FileSystem::Encrypted(name) => {
            refused(UnreadReason::Encrypted, &format!("encrypted with {name}"))
        }
        FileSystem::Unsupported(name) => {
            let detail = format!("file system {name} is recognised but not read by this version");
            refused(UnreadReason::Unsupported, &detail)
        }
        FileSystem::Zeros | FileSystem::Unknown => {
            refused(UnreadReason::Unsupported, "no file system that this version knows")
        }
    }?;
    if !partition.lies_in(disk) {
        whole = Whole::No;
    }
    Ok(whole)
}

/// A folder that is still to be opened.
struct Folder<T> {
    at: T,
    path: String,
    depth: usize,
}

/// The folders that are still to be opened; a disk whose folders never end is cut.
struct Folders<T> {
    todo: Vec<Folder<T>>,
    opened: usize,
    whole: Whole,
}

impl<T> Folders<T> {
    fn from(root: T, path: &str) -> Self {
        let root = Folder { at: root, path: path.to_owned(), depth: 0 };
        Self { todo: vec![root], opened: 0, whole: Whole::Yes }
    }

    fn add(&mut self, inside: &Folder<T>, at: T, path: String) {
        if inside.depth < FOLDER_DEPTH_MAX && self.todo.len() < FOLDERS_MAX {
            self.todo.push(Folder { at, path, depth: inside.depth + 1 });
        } else {
            self.whole = Whole::No;
        }
    }

    fn next(&mut self, budget: &Budget<'_>) -> Option<Folder<T>> {
        if budget.is_spent() {
            return None;
        }
        let folder = self.todo.pop()?;
        if self.opened == FOLDERS_MAX {
            self.whole = Whole::No;
            return None;
        }
        self.opened += 1;
        Some(folder)
    }
}

/// A file of a known length: one that ends before is damaged, which the libraries keep to themselves.
struct Exact<'a> {
    from: &'a mut dyn Read,
    left: u64,
}

impl Read for Exact<'_> {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        let count = self.from.read(to)?;
        if count == 0 && !to.is_empty() && self.left > 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        self.left = self.left.saturating_sub(count as u64);
        Ok(count)
    }
}

fn seconds_as_time(seconds: i64) -> Option<String> {
    jiff::Timestamp::from_second(seconds).ok().map(|time| time.to_string())
}

#[cfg(test)]
mod tests;

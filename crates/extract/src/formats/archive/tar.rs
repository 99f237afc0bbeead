//! Tar, entry by entry.

use super::{Budget, partly};
use crate::encoding::decode_name;
use crate::{Member, Reading};
use candor_facts::{Document, UnreadReason};
use std::io::Cursor;

pub fn read(reading: &mut Reading<'_>) -> Document {
    let mut archive = tar::Archive::new(Cursor::new(reading.bytes));
    let mut budget = Budget::new(reading);
    let Ok(entries) = archive.entries() else {
        return Document::unread("tar", UnreadReason::Corrupt, "its first header cannot be read");
    };
    let mut damaged = false;
    for entry in entries {
        let Ok(mut entry) = entry else {
            damaged = true;
            break;
        };
        if budget.is_spent() {
            break;
        }
        damaged |= take_entry(&mut entry, &mut budget);
    }
    let document = budget.document("tar");
    if damaged {
        return partly(
            document,
            UnreadReason::Corrupt,
            "cut off or damaged: entries after it are lost".to_owned(),
        );
    }
    document
}

/// Hands out one entry; true when it is shorter than its header says.
fn take_entry(entry: &mut tar::Entry<'_, Cursor<&[u8]>>, budget: &mut Budget<'_>) -> bool {
    use tar::EntryType as T;
    let (name, name_raw) = decode_name(&entry.path_bytes());
    let seconds = entry.header().mtime().ok().and_then(|seconds| i64::try_from(seconds).ok());
    let modified =
        seconds.and_then(|s| jiff::Timestamp::from_second(s).ok()).map(|time| time.to_string());
    let member = Member { name_raw, modified, ..Member::new(name, Vec::new()) };
    match entry.header().entry_type() {
        T::Regular | T::Continuous | T::GNUSparse => {
            let size = entry.size();
            let before = budget.bytes;
            budget.take(member, entry);
            size <= before / 2 && before - budget.bytes < size
        }
        T::Symlink | T::Link => {
            budget.refuse(member, UnreadReason::Unsupported, "link; not followed");
            false
        }
        T::Char | T::Block | T::Fifo => {
            budget.refuse(member, UnreadReason::Unsupported, "device; not opened");
            false
        }
        _ => false,
    }
}

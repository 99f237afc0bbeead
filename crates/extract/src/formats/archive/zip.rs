//! Zip, with its directory or, when that is cut off, from the front.

use super::{Budget, LOCKED, opened_with, partly};
use crate::encoding::decode_name;
use crate::formats::le;
use crate::{Member, Reading};
use candor_facts::{Document, UnreadReason};
use std::io::Cursor;
use zip::result::ZipError;

pub fn read(reading: &mut Reading<'_>) -> Document {
    let bytes = reading.bytes;
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return cut_zip(reading);
    };
    let passwords = &reading.options.passwords;
    let mut budget = Budget::new(reading);
    for index in 0..archive.len() {
        if budget.is_spent() {
            break;
        }
        entry(&mut archive, index, passwords, &mut budget);
    }
    budget.document("zip")
}

type Archive<'a> = zip::ZipArchive<Cursor<&'a [u8]>>;

fn entry(archive: &mut Archive<'_>, index: usize, passwords: &[String], budget: &mut Budget<'_>) {
    let Ok(about) = archive.by_index_data(index) else {
        budget.hand_out(Member::unread(
            format!("entry-{index}"),
            UnreadReason::Corrupt,
            "its entry is damaged",
        ));
        return;
    };
    if about.is_dir() {
        return;
    }
    let (name, name_raw) = decode_name(about.name_raw());
    let modified = about.last_modified().map(|time| {
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
            time.year(),
            time.month(),
            time.day(),
            time.hour(),
            time.minute(),
            time.second()
        )
    });
    let (encrypted, link) = (about.encrypted(), about.is_symlink());
    drop(about);
    let member = Member { name_raw, modified, ..Member::new(name, Vec::new()) };
    if link {
        return budget.refuse(member, UnreadReason::Unsupported, "symbolic link; not followed");
    }
    if encrypted {
        return locked(archive, index, passwords, member, budget);
    }
    match archive.by_index(index) {
        Ok(mut entry) => budget.take(member, &mut entry),
        Err(ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_)) => {
            budget.refuse(member, UnreadReason::Unsupported, "compression method is not supported");
        }
        Err(_) => budget.refuse(member, UnreadReason::Corrupt, "its data is damaged"),
    }
}

/// Tries the passwords. The old cipher lets a wrong one pass once in 256 times; then the checksum
/// at the end of the data does not match.
fn locked(
    archive: &mut Archive<'_>,
    index: usize,
    passwords: &[String],
    member: Member,
    budget: &mut Budget<'_>,
) {
    for (number, password) in (1..).zip(passwords) {
        let Ok(mut entry) = archive.by_index_decrypt(index, password.as_bytes()) else { continue };
        let content = budget.content(&mut entry);
        drop(entry);
        match content {
            Err((UnreadReason::Corrupt, _)) => {}
            // Too large to be held: its sum at the end tells whether the password is the right one.
            Err((UnreadReason::Limit, _)) => {
                let whole = archive
                    .by_index_decrypt(index, password.as_bytes())
                    .is_ok_and(|mut entry| budget.is_whole(&mut entry));
                if !whole {
                    continue;
                }
                let Ok(mut entry) = archive.by_index_decrypt(index, password.as_bytes()) else {
                    continue;
                };
                let member = Member { note: opened_with(number), ..member };
                return budget.take(member, &mut entry);
            }
            content => {
                return budget.hand_out(Member { content, note: opened_with(number), ..member });
            }
        }
    }
    budget.refuse(member, UnreadReason::Encrypted, LOCKED);
}

/// A zip without its directory at the end: the entries are read from the front as far as they go.
fn cut_zip(reading: &mut Reading<'_>) -> Document {
    let mut from = Cursor::new(reading.bytes);
    let mut budget = Budget::new(reading);
    let mut found = 0_usize;
    while let Ok(Some(mut entry)) = zip::read::read_zipfile_from_stream(&mut from) {
        if budget.is_spent() {
            break;
        }
        let (name, name_raw) = decode_name(entry.name_raw());
        if !entry.is_dir() {
            found += 1;
            budget.take(Member { name_raw, ..Member::new(name, Vec::new()) }, &mut entry);
        }
        // The rest of the entry must be passed before the next header can be found.
        if std::io::copy(&mut entry, &mut std::io::sink()).is_err() {
            break;
        }
    }
    if found == 0 {
        return Document::unread(
            "zip",
            UnreadReason::Corrupt,
            "no directory of entries and no entry at its start",
        );
    }
    partly(
        budget.document("zip"),
        UnreadReason::Corrupt,
        "cut off: entries after the damage are lost".to_owned(),
    )
}

const END_OF_DIRECTORY: &[u8] = b"PK\x05\x06";
const DIRECTORY_ENTRY: u64 = 0x0201_4b50;

/// Makes one zip of volumes that lie one behind the other: offsets that count from the start of a volume count
/// from the start of all afterwards (APPNOTE.TXT 4.3.12, 4.3.16). Nothing is changed in what is no split zip.
pub fn join(bytes: &mut [u8], lengths: &[u64]) -> Option<()> {
    let changes = changes(bytes, lengths)?;
    for (at, value, length) in changes {
        let value = value.to_le_bytes();
        bytes.get_mut(at..at.checked_add(length)?)?.copy_from_slice(value.get(..length)?);
    }
    Some(())
}

/// Where which numbers of how many bytes must stand.
fn changes(bytes: &[u8], lengths: &[u64]) -> Option<Vec<(usize, u64, usize)>> {
    let mut bases = Vec::new();
    let mut end = 0_u64;
    for length in lengths {
        bases.push(end);
        end = end.checked_add(*length)?;
    }
    let base = |disk: u64| bases.get(usize::try_from(disk).ok()?).copied();
    let last = bytes.len().checked_sub(22)?;
    let end = (0..=last)
        .rev()
        .take(65_558)
        .find(|at| bytes.get(*at..*at + 4) == Some(END_OF_DIRECTORY))?;
    // Disk 0 alone means a zip that is not split by its own count.
    if le(bytes, end + 4, 2)? == 0 {
        return None;
    }
    let start = base(le(bytes, end + 6, 2)?)?.checked_add(le(bytes, end + 16, 4)?)?;
    let count = le(bytes, end + 10, 2)?;
    let mut changes = vec![(end + 4, 0, 4), (end + 8, count, 2), (end + 16, start, 4)];
    let mut at = usize::try_from(start).ok()?;
    for _ in 0..count {
        if le(bytes, at, 4)? != DIRECTORY_ENTRY {
            return None;
        }
        let from = base(le(bytes, at + 34, 2)?)?.checked_add(le(bytes, at + 42, 4)?)?;
        changes.extend([(at + 34, 0, 2), (at + 42, from, 4)]);
        let tail = le(bytes, at + 28, 2)? + le(bytes, at + 30, 2)? + le(bytes, at + 32, 2)?;
        at = at.checked_add(46)?.checked_add(usize::try_from(tail).ok()?)?;
    }
    let fits = |(at, value, length): &(usize, u64, usize)| {
        bytes.get(*at..at.saturating_add(*length)).is_some()
            && (*length == 8 || *value >> (8 * length) == 0)
    };
    changes.iter().all(fits).then_some(changes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Options;
    use crate::testing::Kept;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    #[test]
    fn volumes_of_a_zip_are_one_archive() {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let stored =
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        for (name, content) in [("a.txt", "first file"), ("b.txt", "second file")] {
            archive.start_file(name, stored).unwrap();
            archive.write_all(content.as_bytes()).unwrap();
        }
        let whole = archive.finish().unwrap().into_inner();
        // As a splitting program leaves it: entry b and the directory lie on disk 1.
        let second = crate::kind::find(&whole[4..], b"PK\x03\x04").unwrap() + 4;
        let mut split = whole.clone();
        let end = split.len() - 22;
        let directory = usize::try_from(le(&whole, end + 16, 4).unwrap()).unwrap();
        let mut put = |at: usize, value: usize, length: usize| {
            split[at..at + length].copy_from_slice(&value.to_le_bytes()[..length]);
        };
        put(end + 4, 0x0001_0001, 4);
        put(end + 16, directory - second, 4);
        let entry =
            crate::kind::find(&whole[directory + 4..], b"PK\x01\x02").unwrap() + directory + 4;
        put(entry + 34, 1, 2);
        put(entry + 42, 0, 4);
        let lengths = [second as u64, (split.len() - second) as u64];
        crate::join(&mut split, &lengths);
        let mut host = Kept::default();
        crate::testing::read(&split, &Options::default(), &mut host);
        assert_eq!(host.members.len(), 2);
        assert_eq!(host.members[1].content.as_deref().unwrap(), b"second file");
    }
}

//! Zip, with its directory or, when that is cut off, from the front.

use super::{Budget, LOCKED, opened_with, partly};
use crate::encoding::decode_name;
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
        match budget.content(&mut entry) {
            Err((UnreadReason::Corrupt, _)) => {}
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

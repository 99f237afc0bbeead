//! 7z, block by block: members of one block are packed together.

use super::{Budget, LOCKED, opened_with, partly};
use crate::{Member, Reading};
use candor_facts::{Document, UnreadReason};
use sevenz_rust2::{Archive, BlockDecoder, EncoderMethod, Error as SevenZError, Password};
use std::io::Cursor;

pub fn read(reading: &mut Reading<'_>) -> Document {
    let bytes = reading.bytes;
    if !header_is_inside(bytes) {
        return Document::unread("7z", UnreadReason::Corrupt, "cut off: its directory is missing");
    }
    let mut source = Cursor::new(bytes);
    let passwords = &reading.options.passwords;
    let archive = match open(&mut source, passwords) {
        Ok(archive) => archive,
        Err(UnreadReason::Encrypted) => {
            return Document::unread(
                "7z",
                UnreadReason::Encrypted,
                "even its names open only with a password",
            );
        }
        Err(_) => {
            return Document::unread("7z", UnreadReason::Corrupt, "its directory cannot be read");
        }
    };
    let mut budget = Budget::new(reading);
    let mut incomplete = false;
    for block in 0..archive.blocks.len() {
        incomplete |= !unpack(&archive, block, &mut source, passwords, &mut budget);
    }
    let without_block = archive.files.iter().zip(&archive.stream_map.file_block_index);
    for (file, _) in without_block.filter(|(file, block)| block.is_none() && !file.is_directory()) {
        budget.hand_out(Member::new(file.name(), Vec::new()));
    }
    let document = budget.document("7z");
    if incomplete {
        return partly(
            document,
            UnreadReason::Corrupt,
            "some blocks cannot be unpacked".to_owned(),
        );
    }
    document
}

/// Reads the directory, which may itself be encrypted.
fn open(source: &mut Cursor<&[u8]>, passwords: &[String]) -> Result<Archive, UnreadReason> {
    let mut reason = UnreadReason::Corrupt;
    let tried = std::iter::once(Password::empty())
        .chain(passwords.iter().map(|password| Password::from(password.as_str())));
    for password in tried {
        source.set_position(0);
        match Archive::read(source, &password) {
            Ok(archive) => return Ok(archive),
            Err(SevenZError::PasswordRequired | SevenZError::MaybeBadPassword(_)) => {
                reason = UnreadReason::Encrypted;
            }
            Err(_) if reason == UnreadReason::Encrypted => {}
            Err(_) => return Err(UnreadReason::Corrupt),
        }
    }
    Err(reason)
}

/// The reader allocates what the header promises, so the promise is checked first
/// (7zFormat.txt, SignatureHeader).
fn header_is_inside(bytes: &[u8]) -> bool {
    let number = |from: usize| {
        let bytes: Option<[u8; 8]> =
            bytes.get(from..from + 8).and_then(|slice| slice.try_into().ok());
        bytes.map(u64::from_le_bytes)
    };
    let end = number(12)
        .zip(number(20))
        .and_then(|(offset, size)| offset.checked_add(size)?.checked_add(32));
    end.is_some_and(|end| end <= bytes.len() as u64)
}

/// Hands out one block's members; false when the block could not be unpacked to its end.
fn unpack(
    archive: &Archive,
    block: usize,
    source: &mut Cursor<&[u8]>,
    passwords: &[String],
    budget: &mut Budget<'_>,
) -> bool {
    let encrypted = archive.blocks.get(block).is_some_and(|block| {
        block
            .coders
            .iter()
            .any(|coder| coder.encoder_method_id() == EncoderMethod::ID_AES256_SHA256)
    });
    if !encrypted {
        return decode(archive, block, source, &Password::empty(), "", budget);
    }
    let opening =
        (1..).zip(passwords).find(|(_, password)| opens(archive, block, source, password));
    match opening {
        Some((number, password)) => {
            let password = Password::from(password.as_str());
            decode(archive, block, source, &password, &opened_with(number), budget)
        }
        None => {
            let files = archive.files.iter().zip(&archive.stream_map.file_block_index);
            for (file, _) in files.filter(|(_, index)| **index == Some(block)) {
                budget.refuse(
                    Member::new(file.name(), Vec::new()),
                    UnreadReason::Encrypted,
                    LOCKED,
                );
            }
            true
        }
    }
}

/// Whether the block's first member unpacks to its checksum under this password.
fn opens(archive: &Archive, block: usize, source: &mut Cursor<&[u8]>, password: &str) -> bool {
    let password = Password::from(password);
    let mut whole = false;
    let outcome = BlockDecoder::new(1, block, archive, &password, source).for_each_entries(
        &mut |_, reader| {
            std::io::copy(reader, &mut std::io::sink())?;
            whole = true;
            Ok(false)
        },
    );
    whole && outcome.is_ok()
}

fn decode(
    archive: &Archive,
    block: usize,
    source: &mut Cursor<&[u8]>,
    password: &Password,
    note: &str,
    budget: &mut Budget<'_>,
) -> bool {
    let outcome = BlockDecoder::new(1, block, archive, password, source).for_each_entries(
        &mut |entry, reader| {
            let member = Member { note: note.to_owned(), ..Member::new(entry.name(), Vec::new()) };
            budget.take(member, &mut *reader);
            std::io::copy(reader, &mut std::io::sink())?;
            Ok(!budget.is_spent())
        },
    );
    outcome.is_ok()
}

//! Containers. Members are handed out one by one; what cannot be taken is a member with a reason.

use crate::encoding::decode_name;
use crate::formats::read_bounded;
use crate::{Limits, Member, OnMember};
use candor_facts::{Document, HowRead, UnreadReason};
use sevenz_rust2::{Archive, BlockDecoder, EncoderMethod, Error as SevenZError, Password};
use std::io::{Cursor, Read};
use zip::result::ZipError;

/// What is left of a container's allowance.
struct Budget<'a> {
    limits: &'a Limits,
    bytes: u64,
    members: usize,
    /// Members reported without content.
    refused: usize,
    on_member: OnMember<'a>,
}

impl<'a> Budget<'a> {
    fn new(limits: &'a Limits, on_member: OnMember<'a>) -> Self {
        Self {
            limits,
            bytes: limits.expanded_bytes_max,
            members: limits.members_max,
            refused: 0,
            on_member,
        }
    }

    fn allowance(&self) -> u64 {
        self.bytes.min(self.limits.member_bytes_max)
    }

    fn is_spent(&self) -> bool {
        self.members == 0
    }

    fn hand_out(&mut self, mut member: Member) {
        self.members = self.members.saturating_sub(1);
        match &member.content {
            Ok(content) => self.bytes = self.bytes.saturating_sub(content.len() as u64),
            Err(_) => self.refused += 1,
        }
        member.name = safe_name(&member.name);
        (self.on_member)(member);
    }

    /// Reads one member and hands it out, or the reason why not.
    fn take(&mut self, mut member: Member, from: &mut dyn Read) {
        member.content = match read_bounded(&mut { from }, self.allowance()) {
            Ok(Ok(content)) => Ok(content),
            Ok(Err(())) => Err((UnreadReason::Limit, "expands to more than allowed".to_owned())),
            Err(error) if error.kind() == std::io::ErrorKind::Unsupported => {
                Err((UnreadReason::Unsupported, "compression method is not supported".to_owned()))
            }
            Err(_) => Err((UnreadReason::Corrupt, "its data is damaged".to_owned())),
        };
        self.hand_out(member);
    }

    fn document(self, kind: &str) -> Document {
        let document = Document::read(kind, HowRead::Container, Vec::new());
        if self.is_spent() {
            return partly(
                document,
                UnreadReason::Limit,
                format!("members after {}", self.limits.members_max),
            );
        }
        document
    }
}

/// A container without text of its own is partly read when some members are missing.
fn partly(mut document: Document, reason: UnreadReason, detail: String) -> Document {
    document.state = candor_facts::ReadState::PartlyRead;
    document.reason = Some(reason);
    document.detail = detail;
    document
}

/// A name that cannot climb out or fool a terminal: parts `..`, roots, drive letters, control
/// characters and text-direction overrides are neutralised. The raw bytes stay in the record.
fn safe_name(name: &str) -> String {
    let name: String = name
        .replace('\\', "/")
        .chars()
        .map(|c| {
            if c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}') {
                '\u{FFFD}'
            } else {
                c
            }
        })
        .collect();
    let parts: Vec<&str> =
        name.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    let safe: Vec<&str> =
        parts.into_iter().map(|part| if part == ".." { "__" } else { part }).collect();
    if safe.is_empty() { "unnamed".to_owned() } else { safe.join("/") }
}

pub fn zip(bytes: &[u8], limits: &Limits, on_member: OnMember<'_>) -> Document {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return cut_zip(bytes, limits, on_member);
    };
    let mut budget = Budget::new(limits, on_member);
    for index in 0..archive.len() {
        if budget.is_spent() {
            break;
        }
        zip_entry(&mut archive, index, &mut budget);
    }
    budget.document("zip")
}

fn zip_entry(archive: &mut zip::ZipArchive<Cursor<&[u8]>>, index: usize, budget: &mut Budget<'_>) {
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
    let member = Member { name, name_raw, modified, content: Ok(Vec::new()) };
    let refuse = |member: Member, reason, detail: &str| Member {
        content: Err((reason, detail.to_owned())),
        ..member
    };
    if link {
        budget.hand_out(refuse(member, UnreadReason::Unsupported, "symbolic link; not followed"));
        return;
    }
    if encrypted {
        budget.hand_out(refuse(member, UnreadReason::Encrypted, "opens only with a password"));
        return;
    }
    match archive.by_index(index) {
        Ok(mut entry) => budget.take(member, &mut entry),
        Err(ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_)) => {
            budget.hand_out(refuse(
                member,
                UnreadReason::Unsupported,
                "compression method is not supported",
            ));
        }
        Err(_) => budget.hand_out(refuse(member, UnreadReason::Corrupt, "its data is damaged")),
    }
}

/// A zip without its directory at the end: the entries are read from the front as far as they go.
fn cut_zip(bytes: &[u8], limits: &Limits, on_member: OnMember<'_>) -> Document {
    let mut budget = Budget::new(limits, on_member);
    let mut from = Cursor::new(bytes);
    let mut found = 0_usize;
    while let Ok(Some(mut entry)) = zip::read::read_zipfile_from_stream(&mut from) {
        if budget.is_spent() {
            break;
        }
        let (name, name_raw) = decode_name(entry.name_raw());
        if !entry.is_dir() {
            found += 1;
            budget.take(
                Member { name, name_raw, modified: None, content: Ok(Vec::new()) },
                &mut entry,
            );
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

pub fn sevenz(bytes: &[u8], limits: &Limits, on_member: OnMember<'_>) -> Document {
    if !sevenz_header_is_inside(bytes) {
        return Document::unread("7z", UnreadReason::Corrupt, "cut off: its directory is missing");
    }
    let (mut source, password) = (Cursor::new(bytes), Password::empty());
    let archive = match Archive::read(&mut source, &password) {
        Ok(archive) => archive,
        Err(SevenZError::PasswordRequired | SevenZError::MaybeBadPassword(_)) => {
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
    let mut budget = Budget::new(limits, on_member);
    let mut incomplete = false;
    for block in 0..archive.blocks.len() {
        incomplete |= !sevenz_block(&archive, block, &mut source, &mut budget);
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

/// The reader allocates what the header promises, so the promise is checked first
/// (7zFormat.txt, SignatureHeader).
fn sevenz_header_is_inside(bytes: &[u8]) -> bool {
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
fn sevenz_block(
    archive: &Archive,
    block: usize,
    source: &mut Cursor<&[u8]>,
    budget: &mut Budget<'_>,
) -> bool {
    let password = Password::empty();
    let encrypted = archive.blocks.get(block).is_some_and(|block| {
        block
            .coders
            .iter()
            .any(|coder| coder.encoder_method_id() == EncoderMethod::ID_AES256_SHA256)
    });
    if encrypted {
        let names: Vec<String> = (archive.files.iter().zip(&archive.stream_map.file_block_index))
            .filter(|(_, index)| **index == Some(block))
            .map(|(file, _)| file.name().to_owned())
            .collect();
        for name in names {
            budget.hand_out(Member::unread(
                name,
                UnreadReason::Encrypted,
                "opens only with a password",
            ));
        }
        return true;
    }
    let outcome = BlockDecoder::new(1, block, archive, &password, source).for_each_entries(
        &mut |entry, reader| {
            budget.take(Member::new(entry.name(), Vec::new()), &mut *reader);
            std::io::copy(reader, &mut std::io::sink())?;
            Ok(!budget.is_spent())
        },
    );
    outcome.is_ok()
}

pub fn tar(bytes: &[u8], limits: &Limits, on_member: OnMember<'_>) -> Document {
    let mut budget = Budget::new(limits, on_member);
    let mut archive = tar::Archive::new(Cursor::new(bytes));
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
        damaged |= tar_entry(&mut entry, &mut budget);
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
fn tar_entry(entry: &mut tar::Entry<'_, Cursor<&[u8]>>, budget: &mut Budget<'_>) -> bool {
    use tar::EntryType as T;
    let (name, name_raw) = decode_name(&entry.path_bytes());
    let seconds = entry.header().mtime().ok().and_then(|seconds| i64::try_from(seconds).ok());
    let modified =
        seconds.and_then(|s| jiff::Timestamp::from_second(s).ok()).map(|time| time.to_string());
    let member = Member { name, name_raw, modified, content: Ok(Vec::new()) };
    match entry.header().entry_type() {
        T::Regular | T::Continuous | T::GNUSparse => {
            let size = entry.size();
            let before = budget.bytes;
            budget.take(member, entry);
            before - budget.bytes < size.min(budget.limits.member_bytes_max)
        }
        T::Symlink | T::Link => {
            let content = Err((UnreadReason::Unsupported, "link; not followed".to_owned()));
            budget.hand_out(Member { content, ..member });
            false
        }
        T::Char | T::Block | T::Fifo => {
            let content = Err((UnreadReason::Unsupported, "device; not opened".to_owned()));
            budget.hand_out(Member { content, ..member });
            false
        }
        _ => false,
    }
}

pub fn gzip(bytes: &[u8], limits: &Limits, on_member: OnMember<'_>) -> Document {
    let mut decoder = flate2::read::MultiGzDecoder::new(bytes);
    let name = decoder.header().and_then(|header| header.filename()).map(decode_name);
    let (name, name_raw) = name.unwrap_or_else(|| ("content".to_owned(), None));
    let mut budget = Budget::new(limits, on_member);
    budget.take(Member { name, name_raw, modified: None, content: Ok(Vec::new()) }, &mut decoder);
    budget.document("gz")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_climb_out() {
        assert_eq!(safe_name("../../etc/passwd"), "__/__/etc/passwd");
        assert_eq!(safe_name("/abs\\dos"), "abs/dos");
        assert_eq!(safe_name("a\u{202E}fdp.exe\x1b[2J"), "a\u{FFFD}fdp.exe\u{FFFD}[2J");
        assert_eq!(safe_name("./"), "unnamed");
    }

    #[test]
    fn a_gzip_bomb_is_a_member_with_a_reason() {
        use std::io::Write;
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packed.write_all(&vec![0; 1 << 20]).unwrap();
        let packed = packed.finish().unwrap();
        let limits = Limits { member_bytes_max: 1000, ..Limits::default() };
        let mut members = Vec::new();
        gzip(&packed, &limits, &mut |member| members.push(member));
        assert!(matches!(members[0].content, Err((UnreadReason::Limit, _))));
    }
}

//! RAR 1.5 to 7, by the `rars` library. A solid archive is unpacked in one pass.

use super::{Budget, LOCKED, opened_with, partly};
use crate::encoding::decode_name;
use crate::{Member, Reading};
use bytes::Bytes;
use candor_facts::{Document, UnreadReason};
use rars::{
    Archive, ArchiveMember, ArchiveMemberRef, ArchiveReadOptions, ArchiveReader, ErrorKind,
    ExtractionDecision, ExtractionErrorAction, StoredTimestamp,
};
use std::cell::RefCell;
use std::io::Cursor;
use std::rc::Rc;

/// A dictionary beyond this is refused.
const WINDOW_MAX: u64 = 256 << 20;

pub fn read(reading: &mut Reading<'_>) -> Document {
    if reading.volumes.len() > 1 {
        return read_volumes(reading);
    }
    let passwords = &reading.options.passwords;
    let (archive, opened) = match open(&reading.whole, passwords) {
        Ok(opened) => opened,
        Err((reason, detail)) => return Document::unread("rar", reason, detail),
    };
    let allowance = reading.limits().member_bytes_max;
    let number = opened.or_else(|| member_password(&archive, passwords, allowance));
    let password = number.and_then(|number| passwords.get(number - 1));
    let mut budget = Budget::new(reading);
    let whole = members(&archive, password.map(String::as_bytes), &mut budget);
    let mut document = budget.document("rar");
    if let Some(number) = number {
        document.note(opened_with(number));
    }
    if whole {
        return document;
    }
    partly(document, UnreadReason::Corrupt, "some members cannot be unpacked".to_owned())
}

/// A set of volumes: members run on from one into the next.
fn read_volumes(reading: &mut Reading<'_>) -> Document {
    let passwords = &reading.options.passwords;
    let (archives, opened, broken) = volumes(reading);
    let members = match (rars::volume_members(&archives), broken) {
        (Ok(members), _) if !archives.is_empty() => members,
        (_, Some((reason, detail))) => return Document::unread("rar", reason, detail),
        _ => return Document::unread("rar", UnreadReason::Corrupt, "its volumes do not fit"),
    };
    let locked = members.iter().position(|member| {
        let meta = &member.meta;
        meta.is_encrypted && !meta.is_directory && !meta.is_redirection
    });
    let allowance = reading.limits().member_bytes_max;
    let opens = |password: &String| {
        let index = locked.unwrap_or(0);
        let options = options(Some(password.as_bytes())).with_max_member_output_bytes(allowance);
        rars::read_volume_member_at_with_options(&archives, index, options)
            .is_ok_and(|content| content.is_some())
    };
    let tried = || (1..).zip(passwords).find(|(_, password)| locked.is_some() && opens(password));
    let number = opened.or_else(|| tried().map(|(number, _)| number));
    let password = number.and_then(|number| passwords.get(number - 1));
    let mut budget = Budget::new(reading);
    let whole = members_of(&archives, &members, password.map(String::as_bytes), &mut budget);
    let mut document = budget.document("rar");
    if let Some(number) = number {
        document.note(opened_with(number));
    }
    match broken {
        Some((reason, detail)) => partly(document, reason, format!("a further volume: {detail}")),
        None if whole => document,
        None => partly(document, UnreadReason::Corrupt, "some members cannot be unpacked".into()),
    }
}

type Broken = (UnreadReason, &'static str);

/// The volumes up to one that cannot be opened, the number of the password that opened them, and why one
/// cannot.
fn volumes(reading: &Reading<'_>) -> (Vec<Archive>, Option<usize>, Option<Broken>) {
    let (mut archives, mut opened, mut start) = (Vec::new(), None, 0);
    for length in reading.volumes {
        let end =
            usize::try_from(*length).map_or(usize::MAX, |length| length.saturating_add(start));
        let end = end.min(reading.whole.len());
        match open(&reading.whole.slice(start..end), &reading.options.passwords) {
            Ok((archive, number)) => {
                opened = opened.or(number);
                archives.push(archive);
            }
            Err(broken) => return (archives, opened, Some(broken)),
        }
        start = end;
    }
    (archives, opened, None)
}

/// Hands out the members of a set in its order; false when it broke off.
fn members_of(
    archives: &[Archive],
    members: &[ArchiveMember],
    password: Option<&[u8]>,
    budget: &mut Budget<'_>,
) -> bool {
    let (links, files): (Vec<_>, Vec<_>) =
        members.iter().partition(|member| member.meta.is_redirection);
    for link in links {
        budget.refuse(about(link), UnreadReason::Unsupported, "link; not followed");
    }
    let mut pass = Pass { budget, pending: None, seen: 0 };
    let outcome = rars::extract_volumes_to_with_options(archives, options(password), |_| {
        pass.settle(None);
        let member = files.get(pass.seen).filter(|_| !pass.budget.is_spent());
        pass.seen += 1;
        let Some(member) = member.filter(|member| !member.meta.is_directory) else {
            return Ok(Box::new(std::io::sink()));
        };
        let allowance = pass.budget.allowance();
        if let Some((reason, detail)) = refusal(member, 0, allowance, password.is_some()) {
            pass.budget.refuse(about(member), reason, detail);
            return Ok(Box::new(std::io::sink()));
        }
        let sink = Sink::default();
        sink.0.borrow_mut().limit = usize::try_from(allowance).unwrap_or(usize::MAX);
        pass.pending = Some((about(member), sink.clone()));
        Ok(Box::new(sink))
    });
    let failed = outcome.as_ref().err().map(reason);
    pass.settle(failed);
    let Some((reason, detail)) = failed else { return true };
    for member in files.iter().skip(pass.seen).filter(|member| !member.meta.is_directory) {
        pass.budget.refuse(about(member), reason, detail);
    }
    false
}

fn options(password: Option<&[u8]>) -> ArchiveReadOptions<'_> {
    // Copy; all limits end as ErrorKind::ResourceLimit (fatal inside a pass)
    ArchiveReadOptions::with_optional_password(password)
        .with_max_header_count(500_000)
        .with_max_header_bytes(64 << 20)
        .with_rar50_dictionary_size_limit(WINDOW_MAX)
        .with_rar50_buffered_decode_limit(32 << 20)
        .with_max_reader_workspace_bytes(512 << 20)
}
/// The archive, and the number of the password that opened its headers.
fn open(
    bytes: &Bytes,
    passwords: &[String],
) -> Result<(Archive, Option<usize>), (UnreadReason, &'static str)> {
    let parse = |password: Option<&[u8]>| {
        ArchiveReader::read_reader_with_options(Cursor::new(bytes.clone()), options(password))
    };
    match parse(None) {
        Ok(archive) => Ok((archive, None)),
        Err(error) if error.kind() == ErrorKind::PasswordRequired => (1..)
            .zip(passwords)
            .find_map(|(number, password)| {
                parse(Some(password.as_bytes())).ok().map(|archive| (archive, Some(number)))
            })
            .ok_or((UnreadReason::Encrypted, "even its names open only with a password")),
        Err(error) => Err(reason(&error)),
    }
}
/// Plain headers, encrypted members: the password that opens the first (solid) or smallest one.
fn member_password(archive: &Archive, passwords: &[String], allowance: u64) -> Option<usize> {
    let locked = archive
        .members()
        .enumerate()
        .filter(|(_, m)| m.meta.is_encrypted && !m.meta.is_directory && !m.meta.is_redirection);
    let size = |m: &ArchiveMember| if archive.is_solid() { 0 } else { m.meta.unpacked_size };
    let index = locked.min_by_key(|(_, m)| size(m))?.0; // min_by_key keeps the first of equals
    (1..)
        .zip(passwords)
        .find(|(_, password)| {
            let options =
                options(Some(password.as_bytes())).with_max_member_output_bytes(allowance);
            archive
                .read_member_at_with_options(index, options)
                .is_ok_and(|content| content.is_some()) // -> Result<Option<Vec<u8>>>
        })
        .map(|(number, _)| number)
}
fn reason(error: &rars::Error) -> (UnreadReason, &'static str) {
    // kind() looks through AtEntry/AtArchiveOffset/InVolume
    match error.kind() {
        ErrorKind::PasswordRequired | ErrorKind::BadPassword => (UnreadReason::Encrypted, LOCKED),
        ErrorKind::ResourceLimit => (UnreadReason::Limit, "needs more memory than allowed"),
        ErrorKind::UnsupportedFeature | ErrorKind::UnsupportedFormat => {
            (UnreadReason::Unsupported, "its kind of rar is not supported")
        }
        _ => (UnreadReason::Corrupt, "its data is damaged"), // InvalidArchive, ChecksumMismatch, Io; encrypted + ChecksumMismatch may be a wrong password
    }
}
fn about(member: &ArchiveMember) -> Member {
    // meta.name: raw bytes; RAR5 and RAR4-unicode are UTF-8 (member.name_is_unicode())
    let (name, name_raw) = decode_name(&member.meta.name);
    let modified = member.meta.stored_modification_time().and_then(|time| {
        let zone = if matches!(time, StoredTimestamp::UnixSeconds(_)) { "Z" } else { "" }; // else DosLocal: local time, no zone
        time.calendar_fields().map(|(y, m, d, h, min, s)| {
            format!("{y:04}-{m:02}-{d:02}T{h:02}:{min:02}:{s:02}{zone}")
        })
    });
    Member { name_raw, modified, ..Member::new(name, Vec::new()) }
}
fn refusal(
    member: &ArchiveMember,
    window: u64,
    allowance: u64,
    opened: bool,
) -> Option<(UnreadReason, &'static str)> {
    let meta = &member.meta; // RAR5 target: detail ArchiveMemberDetail::Rar50Plus { redirection, .. }; type 1,2 symlink 3 junction 4 hardlink 5 copy
    let link =
        meta.is_redirection || (meta.host_os == Some(3) && meta.file_attr & 0o170_000 == 0o120_000); // legacy Unix symlink
    if link {
        return Some((UnreadReason::Unsupported, "link; not followed"));
    }
    if meta.is_split_before || meta.is_split_after {
        return Some((UnreadReason::Unsupported, "continues in another volume"));
    }
    if meta.is_encrypted && !opened {
        return Some((UnreadReason::Encrypted, LOCKED));
    }
    if meta.unpacked_size > allowance {
        return Some((UnreadReason::Limit, "expands to more than allowed"));
    }
    (window > WINDOW_MAX && !meta.is_stored)
        .then_some((UnreadReason::Limit, "needs more memory than allowed"))
}
#[derive(Default)]
struct Capped {
    bytes: Vec<u8>,
    limit: usize,
    over: bool,
}
#[derive(Clone, Default)]
struct Sink(Rc<RefCell<Capped>>); // swallows what is too much: an error would lose the rest of a solid archive
impl std::io::Write for Sink {
    fn write(&mut self, from: &[u8]) -> std::io::Result<usize> {
        let mut to = self.0.borrow_mut();
        to.over |= to.bytes.len() + from.len() > to.limit;
        if to.over {
            to.bytes = Vec::new();
        } else {
            to.bytes.extend_from_slice(from);
        }
        Ok(from.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
struct Pass<'p, 'b> {
    budget: &'p mut Budget<'b>,
    pending: Option<(Member, Sink)>,
    seen: usize,
}
impl Pass<'_, '_> {
    fn settle(&mut self, failed: Option<(UnreadReason, &'static str)>) {
        let Some((member, sink)) = self.pending.take() else { return };
        let sink = std::mem::take(&mut *sink.0.borrow_mut());
        match failed {
            Some((reason, detail)) => self.budget.refuse(member, reason, detail),
            None if sink.over => {
                self.budget.refuse(member, UnreadReason::Limit, "expands to more than allowed");
            }
            None => self.budget.hand_out(Member { content: Ok(sink.bytes), ..member }),
        }
    }
}
/// One pass in archive order (solid data is decoded once); false when it broke off.
fn members(archive: &Archive, password: Option<&[u8]>, budget: &mut Budget<'_>) -> bool {
    let solid = archive.is_solid();
    let windows: Vec<u64> = archive
        .member_refs()
        .map(|member| match member {
            ArchiveMemberRef::Rar50Plus(file) => {
                file.decoded_compression_info().map_or(0, |info| info.dictionary_size)
            }
            _ => 0,
        })
        .collect();
    let pass = RefCell::new(Pass { budget, pending: None, seen: 0 });
    let outcome = archive.extract_with_control_and_errors(
        options(password),
        |member| {
            let mut pass = pass.borrow_mut();
            pass.settle(None); // the one before is verified by now
            if pass.budget.is_spent() {
                return Ok(ExtractionDecision::Stop);
            }
            let window = windows.get(pass.seen).copied().unwrap_or(0);
            pass.seen += 1;
            if member.meta.is_directory {
                return Ok(ExtractionDecision::Skip);
            }
            let allowance = pass.budget.allowance();
            if let Some((reason, detail)) = refusal(member, window, allowance, password.is_some()) {
                pass.budget.refuse(about(member), reason, detail);
                let skip = !solid || member.meta.is_redirection; // Skip inside a solid archive is Error::CannotSkipSolidMember
                return Ok(if skip {
                    ExtractionDecision::Skip
                } else {
                    ExtractionDecision::Extract(Box::new(std::io::sink()))
                });
            }
            let sink = Sink::default();
            sink.0.borrow_mut().limit = usize::try_from(allowance).unwrap_or(usize::MAX);
            pass.pending = Some((about(member), sink.clone()));
            Ok(ExtractionDecision::Extract(Box::new(sink)))
        },
        |_, error| {
            // only independent members; never for solid, split, ResourceLimit
            pass.borrow_mut().settle(Some(reason(error)));
            Ok(ExtractionErrorAction::Continue)
        },
    );
    let mut pass = pass.into_inner();
    let failed = outcome.as_ref().err().map(reason);
    pass.settle(failed);
    let Some((reason, detail)) = failed else { return true };
    for member in archive.members().skip(pass.seen).filter(|member| !member.meta.is_directory) {
        pass.budget.refuse(about(&member), reason, detail);
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::Options;
    use crate::testing::Kept;
    use candor_facts::{ReadState, UnreadReason};

    fn block(kind: u8, flags: u16, body: &[u8], data: &[u8]) -> Vec<u8> {
        let mut head = vec![kind];
        head.extend(flags.to_le_bytes());
        head.extend(u16::try_from(body.len() + 7).unwrap().to_le_bytes());
        head.extend(body);
        let mut block = crc(&head).to_le_bytes()[..2].to_vec();
        block.extend(head);
        block.extend(data);
        block
    }

    fn crc(bytes: &[u8]) -> u32 {
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        crc.sum()
    }

    /// A stored RAR 4 archive of one file, or the volume of a set that holds `data` of it. Flags: of the archive,
    /// the file, the end.
    fn volume(flags: [u16; 3], size: usize, data: &[u8], sum: u32) -> Vec<u8> {
        let name = "人事/名簿.csv".as_bytes();
        let number = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
        let mut body = [number(data.len()), number(size)].concat();
        body.push(3);
        body.extend(sum.to_le_bytes());
        body.extend([0, 0, 0x21, 0x58, 20, 0x30]);
        body.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        body.extend([0xa4, 0x81, 0, 0]);
        body.extend(name);
        [
            b"Rar!\x1a\x07\0".to_vec(),
            block(0x73, flags[0], &[0; 6], &[]),
            block(0x74, 0x8000 | flags[1], &body, data),
            block(0x7b, 0x4000 | flags[2], &[], &[]),
        ]
        .concat()
    }

    fn archive() -> Vec<u8> {
        let data = "山田太郎".as_bytes();
        volume([0; 3], data.len(), data, crc(data))
    }

    #[test]
    fn members_are_handed_out_and_damage_is_told() {
        let bytes = archive();
        let mut host = Kept::default();
        let document = crate::testing::read(&bytes, &Options::default(), &mut host);
        assert_eq!((document.media_type.as_str(), document.state), ("rar", ReadState::Read));
        assert_eq!(host.members[0].name, "人事/名簿.csv");
        assert_eq!(host.members[0].content.as_deref().unwrap(), "山田太郎".as_bytes());
        let cut = crate::testing::read(&bytes[..bytes.len() - 12], &Options::default(), &mut host);
        assert_eq!(cut.reason, Some(UnreadReason::Corrupt));
    }

    #[test]
    fn members_run_on_from_volume_to_volume() {
        let text = "氏名,電話\n山田太郎,03-1234-5678\n".repeat(400);
        // Before the last volume the sum is that of the piece; then that of the file.
        let (first, rest) = text.as_bytes().split_at(5000);
        let (second, third) = rest.split_at(5000);
        let volumes = [
            volume([0x111, 2, 1], text.len(), first, crc(first)),
            volume([0x11, 3, 1], text.len(), second, crc(second)),
            volume([0x11, 1, 0], text.len(), third, crc(text.as_bytes())),
        ];
        let read = |volumes: &[Vec<u8>]| {
            let lengths: Vec<u64> = volumes.iter().map(|volume| volume.len() as u64).collect();
            let mut host = Kept::default();
            let whole = volumes.concat().into();
            let document = crate::read_set(&whole, &lengths, &Options::default(), &mut host);
            (document, host.members)
        };
        let (document, members) = read(&volumes);
        assert_eq!((document.media_type.as_str(), document.state), ("rar", ReadState::Read));
        assert_eq!(members[0].name, "人事/名簿.csv");
        assert_eq!(members[0].content.as_deref().unwrap(), text.as_bytes());
        let (document, members) = read(&volumes[..2]);
        assert_eq!(document.state, ReadState::PartlyRead);
        assert!(members[0].content.is_err());
    }
}

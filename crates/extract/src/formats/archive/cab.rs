//! Windows cabinets. Source: [MS-CAB], [MS-MCI].

use super::{Budget, partly};
use crate::encoding::decode_name;
use crate::formats::le;
use crate::{Member, Reading};
use candor_facts::{Document, UnreadReason};
use std::collections::BTreeMap;

/// A folder number from here on means that another cabinet holds a part of the file.
const SPANNING: u64 = 0xfffd;

/// A folder is unpacked in memory.
const FOLDER_BYTES_MAX: u64 = 512 << 20;

struct File {
    member: Member,
    size: usize,
    offset: usize,
    folder: u64,
}

pub fn read(reading: &mut Reading<'_>) -> Document {
    let bytes = reading.bytes;
    let Some((files, folders, reserve)) = directory(bytes) else {
        return Document::unread("cab", UnreadReason::Corrupt, "its directory cannot be read");
    };
    let limit = usize::try_from(FOLDER_BYTES_MAX).unwrap_or(usize::MAX);
    let mut budget = Budget::new(reading);
    let mut damaged = false;
    let mut by_folder: BTreeMap<u64, Vec<File>> = BTreeMap::new();
    for file in files {
        by_folder.entry(file.folder).or_default().push(file);
    }
    for (number, files) in by_folder {
        let at = usize::try_from(number).ok().and_then(|at| folders.get(at));
        let Some(&(start, blocks, kind)) = at.filter(|_| number < SPANNING) else {
            for file in files {
                budget.refuse(
                    file.member,
                    UnreadReason::Unsupported,
                    "continues in another cabinet",
                );
            }
            continue;
        };
        if kind & 15 == 2 {
            for file in files {
                budget.refuse(file.member, UnreadReason::Unsupported, "Quantum compression");
            }
            continue;
        }
        let (content, whole) = folder(bytes, start, blocks, kind, reserve, limit);
        damaged |= !whole;
        for file in files {
            match content.get(file.offset..file.offset.saturating_add(file.size)) {
                Some(mut slice) => budget.take(file.member, &mut slice),
                None => budget.refuse(file.member, UnreadReason::Corrupt, "its data is damaged"),
            }
        }
    }
    let document = budget.document("cab");
    if damaged {
        return partly(
            document,
            UnreadReason::Corrupt,
            "some blocks cannot be unpacked".to_owned(),
        );
    }
    document
}

type Folders = Vec<(usize, u64, u64)>;

/// The files, the folders (first block, blocks, compression), the bytes reserved in each block.
fn directory(bytes: &[u8]) -> Option<(Vec<File>, Folders, usize)> {
    let number = |at: usize, len: usize| le(bytes, at, len);
    let place = |at: usize, len: usize| usize::try_from(le(bytes, at, len)?).ok();
    let (first_file, folder_count, file_count, flags) =
        (place(16, 4)?, number(26, 2)?, number(28, 2)?, number(30, 2)?);
    let mut at = 36;
    let (mut folder_reserve, mut block_reserve) = (0, 0);
    if flags & 4 != 0 {
        (folder_reserve, block_reserve) = (place(38, 1)?, place(39, 1)?);
        at = 40 + place(36, 2)?;
    }
    for flag in [1, 2] {
        if flags & flag != 0 {
            for _ in 0..2 {
                at += bytes.get(at..)?.iter().position(|byte| *byte == 0)? + 1;
            }
        }
    }
    let mut folders = Vec::new();
    for _ in 0..folder_count {
        folders.push((place(at, 4)?, number(at + 4, 2)?, number(at + 6, 2)?));
        at += 8 + folder_reserve;
    }
    let mut files = Vec::new();
    at = first_file;
    for _ in 0..file_count {
        let rest = bytes.get(at + 16..)?;
        let length = rest.iter().position(|byte| *byte == 0)?;
        let (name, name_raw) = decode_name(rest.get(..length)?);
        let (date, time) = (number(at + 10, 2)?, number(at + 12, 2)?);
        let modified = format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
            1980 + (date >> 9),
            date >> 5 & 15,
            date & 31,
            time >> 11,
            time >> 5 & 63,
            (time & 31) * 2
        );
        files.push(File {
            member: Member { name_raw, modified: Some(modified), ..Member::new(name, Vec::new()) },
            size: place(at, 4)?,
            offset: place(at + 4, 4)?,
            folder: number(at + 8, 2)?,
        });
        at += 16 + length + 1;
    }
    Some((files, folders, block_reserve))
}

/// A folder unpacked as far as it goes (files are slices of it); false when it broke off.
fn folder(
    cab: &[u8],
    mut at: usize,
    blocks: u64,
    kind: u64,
    reserve: usize,
    limit: usize,
) -> (Vec<u8>, bool) {
    use lzxd::WindowSize as W;
    let windows = [
        W::KB32,
        W::KB64,
        W::KB128,
        W::KB256,
        W::KB512,
        W::MB1,
        W::MB2,
        W::MB4,
        W::MB8,
        W::MB16,
        W::MB32,
    ];
    let mut lzx = windows
        .get((kind >> 8 & 31).wrapping_sub(15) as usize)
        .filter(|_| kind & 15 == 3)
        .map(|window| lzxd::Lzxd::new(*window));
    let mut out = Vec::new();
    for _ in 0..blocks {
        let (Some(packed), Some(plain)) = (le(cab, at + 4, 2), le(cab, at + 6, 2)) else {
            return (out, false);
        };
        let from = at + 8 + reserve;
        let (Ok(plain), Ok(packed)) = (usize::try_from(plain), usize::try_from(packed)) else {
            return (out, false);
        };
        let Some(block) = cab.get(from..from + packed) else { return (out, false) };
        at = from + block.len();
        if plain == 0 || out.len() + plain > limit {
            return (out, false);
        }
        let good = match (kind & 15, &mut lzx) {
            (0, _) => {
                out.extend_from_slice(block);
                block.len() == plain
            }
            (1, _) => mszip(block, plain, &mut out),
            (3, Some(lzx)) => {
                lzx.decompress_next(block, plain).map(|bytes| out.extend_from_slice(bytes)).is_ok()
            }
            _ => false, // 2: Unsupported "Quantum"
        };
        if !good {
            return (out, false);
        }
    }
    (out, true)
}
/// "CK" + raw deflate whose dictionary is the last 32 KiB of the folder, fed as a stored block (works with every flate2 backend).
fn mszip(block: &[u8], plain: usize, out: &mut Vec<u8>) -> bool {
    let Some(data) = block.strip_prefix(b"CK") else { return false };
    let mut inflate = flate2::Decompress::new(false);
    let before = &out[out.len().saturating_sub(0x8000)..];
    if !before.is_empty() {
        let len = u16::try_from(before.len()).unwrap_or(0x8000);
        let chunk = [&[0][..], &len.to_le_bytes()[..], &(!len).to_le_bytes()[..], before].concat();
        if inflate
            .decompress_vec(
                &chunk,
                &mut Vec::with_capacity(before.len() + 1),
                flate2::FlushDecompress::Sync,
            )
            .is_err()
        {
            return false;
        }
    }
    let mut bytes = Vec::with_capacity(plain); // decompress_vec fills spare capacity only: bounded
    let done = inflate.decompress_vec(data, &mut bytes, flate2::FlushDecompress::Finish).is_ok()
        && bytes.len() == plain;
    out.append(&mut bytes);
    done
}

#[cfg(test)]
mod tests {
    use crate::Options;
    use crate::testing::Kept;
    use candor_facts::{ReadState, UnreadReason};
    use std::io::Write;

    fn cabinet() -> Vec<u8> {
        let text = "氏名\n山田太郎\n".repeat(20);
        let mut deflate =
            flate2::write::DeflateEncoder::new(b"CK".to_vec(), flate2::Compression::best());
        deflate.write_all(text.as_bytes()).unwrap();
        let packed = deflate.finish().unwrap();
        let size = u16::try_from(text.len()).unwrap();
        let mut cab = b"MSCF".to_vec();
        cab.extend([0; 12]);
        cab.extend([44, 0, 0, 0, 0, 0, 0, 0, 3, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
        cab.extend([67, 0, 0, 0, 1, 0, 1, 0]);
        cab.extend(u32::from(size).to_le_bytes());
        cab.extend([0, 0, 0, 0, 0, 0, 0x21, 0x58, 0, 0, 0x80, 0]);
        cab.extend(b"a\\b.csv\0");
        cab.truncate(67);
        cab.extend([0; 4]);
        cab.extend(u16::try_from(packed.len()).unwrap().to_le_bytes());
        cab.extend(size.to_le_bytes());
        cab.extend(packed);
        cab
    }

    #[test]
    fn members_are_unpacked_and_a_cut_cabinet_says_so() {
        let bytes = cabinet();
        let mut host = Kept::default();
        let document = crate::testing::read(&bytes, &Options::default(), &mut host);
        assert_eq!((document.media_type.as_str(), document.state), ("cab", ReadState::Read));
        assert_eq!(host.members[0].name, "a/b.csv");
        assert!(host.members[0].content.as_deref().unwrap().starts_with("氏名".as_bytes()));
        let cut = crate::testing::read(&bytes[..bytes.len() - 4], &Options::default(), &mut host);
        assert_eq!(cut.reason, Some(UnreadReason::Corrupt));
    }
}

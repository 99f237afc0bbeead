//! Outlook messages (.msg): a compound file whose streams are MAPI properties. Source: [MS-OXMSG],
//! [MS-OXPROPS].

use super::mapi::{self, Mail};
use crate::{Kind, Member, Reading};
use candor_facts::{Document, UnreadReason};
use std::io::{Cursor, Read, Write};

type Compound<'a> = cfb::CompoundFile<Cursor<&'a [u8]>>;

const STREAM_BYTES_MAX: u64 = 256 << 20;

pub fn read(reading: &mut Reading<'_>) -> Document {
    let padded;
    let mut compound = match cfb::CompoundFile::open(Cursor::new(reading.bytes)) {
        Ok(compound) => compound,
        Err(_) => {
            // Some programs leave the last sector short.
            padded = padded_to_sectors(reading.bytes);
            match cfb::CompoundFile::open(Cursor::new(padded.as_slice())) {
                Ok(compound) => compound,
                Err(_) => {
                    return Document::unread(
                        "msg",
                        UnreadReason::Corrupt,
                        "its streams cannot be found",
                    );
                }
            }
        }
    };
    let code_page = code_page(&mut compound);
    let class = string(&mut compound, "", 0x001a, code_page).unwrap_or_default();
    let mail = mail(&mut compound, code_page);
    let mut document = mail.into_document("msg");
    let lower = class.to_ascii_lowercase();
    if lower.contains("rpmsg") || lower == "ipm.note.smime" {
        document = document.missing(UnreadReason::Encrypted, "the message itself is encrypted");
    }
    let lost = attachments(&mut compound, code_page, reading);
    if lost > 0 {
        document = document.missing(
            UnreadReason::Unsupported,
            format!("{lost} attachments that are only linked or damaged"),
        );
    }
    document
}

fn mail(compound: &mut Compound<'_>, code_page: u16) -> Mail {
    let mut name = |id: &str| raw(compound, &format!("/__nameid_version1.0/__substg1.0_{id}0102"));
    let names =
        mapi::Names::new(&name("0002").unwrap_or_default(), &name("0003").unwrap_or_default());
    let recipients = children(compound, "", "__recip_version1.0_#");
    let roles: Vec<Option<u8>> = recipients
        .iter()
        .map(|recipient| fixed(compound, recipient, 8, 0x0c15).map(|value| value[0]))
        .collect();
    let compound = std::cell::RefCell::new(compound);
    let string = |folder: &str, id| string(&mut compound.borrow_mut(), folder, id, code_page);
    let mut mail = Mail::of(&|id| string("", id), &names);
    for (recipient, role) in recipients.iter().zip(roles) {
        mail.recipient(role, &|id| string(recipient, id));
    }
    let compound = compound.into_inner();
    mail.sent = fixed(compound, "", 32, 0x0039).map(i64::from_le_bytes);
    mail.html = raw(compound, "/__substg1.0_10130102")
        .or_else(|| raw(compound, "/__substg1.0_1013001E"))
        .map(|bytes| crate::decode(&bytes).0);
    mail.rtf = raw(compound, "/__substg1.0_10090102");
    mail
}

/// The code page of 8-bit strings.
fn code_page(compound: &mut Compound<'_>) -> u16 {
    let compound = std::cell::RefCell::new(compound);
    mapi::code_page(&|id| {
        let value = fixed(&mut compound.borrow_mut(), "", 32, id)?;
        Some(u32::from(u16::from_le_bytes([value[0], value[1]])))
    })
}

fn raw(compound: &mut Compound<'_>, path: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    compound.open_stream(path).ok()?.take(STREAM_BYTES_MAX).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

fn string(compound: &mut Compound<'_>, folder: &str, id: u16, code_page: u16) -> Option<String> {
    let text = match raw(compound, &format!("{folder}/__substg1.0_{id:04X}001F")) {
        Some(bytes) => mapi::utf16(&bytes),
        None => {
            let bytes = raw(compound, &format!("{folder}/__substg1.0_{id:04X}001E"))?;
            mapi::eight_bit(&bytes, code_page)
        }
    };
    Some(text.trim_end_matches('\0').to_owned()).filter(|text| !text.is_empty())
}

/// A property of fixed size. The header before the entries is 32 bytes in a message, 8 elsewhere.
fn fixed(compound: &mut Compound<'_>, folder: &str, header: usize, id: u16) -> Option<[u8; 8]> {
    let all = raw(compound, &format!("{folder}/__properties_version1.0"))?;
    all.get(header..)?
        .chunks_exact(16)
        .find(|entry| entry.get(2..4) == Some(&id.to_le_bytes()))?
        .get(8..16)?
        .try_into()
        .ok()
}

fn children(compound: &Compound<'_>, folder: &str, prefix: &str) -> Vec<String> {
    let storage = if folder.is_empty() { "/" } else { folder };
    compound
        .read_storage(storage)
        .into_iter()
        .flatten()
        .filter(|entry| entry.is_storage() && entry.name().starts_with(prefix))
        .map(|entry| format!("{folder}/{}", entry.name()))
        .collect()
}

/// Hands out the attachments; returns how many could not be taken.
fn attachments(compound: &mut Compound<'_>, code_page: u16, reading: &mut Reading<'_>) -> usize {
    let mut lost = 0;
    for (number, folder) in (1..).zip(children(compound, "", "__attach_version1.0_#")) {
        let mut string = |id| string(compound, &folder, id, code_page);
        let name = string(0x3707).or_else(|| string(0x3704)).or_else(|| string(0x3001));
        let name = name.unwrap_or_else(|| format!("attachment-{number}"));
        if let Some(content) = raw(compound, &format!("{folder}/__substg1.0_37010102")) {
            reading.hand_out(Member::new(name, content));
            continue;
        }
        let inner = format!("{folder}/__substg1.0_3701000D");
        let is_message = compound.exists(format!("{inner}/__properties_version1.0"));
        match lift(compound, &inner, is_message) {
            Ok(content) if is_message => {
                reading.hand_out(Member::new(format!("{name}.msg"), content));
            }
            Ok(content) => reading.hand_out(Member::new(name, content)),
            Err(_) => lost += 1,
        }
    }
    lost
}

/// A storage inside the file as a file of its own.
fn lift(compound: &mut Compound<'_>, folder: &str, is_message: bool) -> std::io::Result<Vec<u8>> {
    let mut out = cfb::CompoundFile::create(Cursor::new(Vec::new()))?;
    let mut roots = vec![(folder.to_owned(), folder.len())];
    if is_message && compound.exists("/__nameid_version1.0") {
        roots.push(("/__nameid_version1.0".to_owned(), 0));
    }
    for (root, keep) in roots {
        let entries: Vec<(String, bool)> = compound
            .walk_storage(&root)?
            .map(|entry| (entry.path().to_string_lossy().into_owned(), entry.is_storage()))
            .collect();
        for (path, is_storage) in entries {
            let to = path.get(keep..).unwrap_or_default();
            if to.is_empty() {
                continue;
            }
            if is_storage {
                out.create_storage_all(to)?;
                continue;
            }
            let mut content = raw(compound, &path).unwrap_or_default();
            if is_message && to == "/__properties_version1.0" && content.len() >= 24 {
                // The header of a message inside a message is 8 bytes shorter.
                content.splice(24..24, [0; 8]);
            }
            out.create_stream(to)?.write_all(&content)?;
        }
    }
    out.flush()?;
    Ok(out.into_inner().into_inner())
}

fn padded_to_sectors(bytes: &[u8]) -> Vec<u8> {
    let number = |at: usize| {
        bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map_or(0, u32::from_le_bytes)
    };
    let sector = 1_usize << (number(30) & 0xffff).min(12);
    let wanted = (1 + number(44) as usize * (sector / 4)).saturating_mul(sector);
    let mut padded = bytes.to_vec();
    let whole = bytes.len().next_multiple_of(sector);
    padded.resize(whole.max(wanted.min(bytes.len() + (4 << 20))), 0);
    padded
}

/// Files embedded in Office documents of the old formats, and what their packages hold.
pub fn embedded_objects(reading: &mut Reading<'_>) {
    let Ok(mut compound) = cfb::CompoundFile::open(Cursor::new(reading.bytes)) else { return };
    let objects: Vec<String> = compound
        .walk()
        .filter(cfb::Entry::is_storage)
        .map(|entry| entry.path().to_string_lossy().into_owned())
        .filter(|path| path.starts_with("/ObjectPool/") && path.matches('/').count() == 2)
        .collect();
    for path in objects {
        let name = path.rsplit('/').next().unwrap_or("object").to_owned();
        if let Some(package) = raw(&mut compound, &format!("{path}/\u{1}Ole10Native")) {
            if let Some((name, content)) = native(&package) {
                reading.hand_out(Member::new(name, content));
            }
        } else if let Ok(content) = lift(&mut compound, &path, false)
            && !matches!(Kind::of(&content), Kind::Ole | Kind::Unknown)
        {
            reading.hand_out(Member::new(name, content));
        }
    }
}

/// The file in an `Ole10Native` stream: size, a mark, name, path, 8 bytes, path again, the content.
pub fn native(package: &[u8]) -> Option<(String, Vec<u8>)> {
    let number =
        |at: usize| Some(u32::from_le_bytes(package.get(at..at + 4)?.try_into().ok()?) as usize);
    let end = |at: usize| package.get(at..)?.iter().position(|byte| *byte == 0).map(|len| at + len);
    let name_end = end(6)?;
    let name = crate::decode(package.get(6..name_end)?).0;
    let path_end = end(name_end + 1)?;
    let after = path_end + 1 + 4;
    let length = number(after)?;
    let data = after + 4 + length;
    let size = number(data)?;
    let content = package.get(data + 4..(data + 4).checked_add(size)?)?.to_vec();
    Some((name, content))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Options;
    use crate::testing::Kept;

    fn message() -> Vec<u8> {
        let wide =
            |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
        let mut out = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        out.create_storage("/__attach_version1.0_#00000000").unwrap();
        out.create_storage("/__recip_version1.0_#00000000").unwrap();
        for (path, content) in [
            ("/__properties_version1.0", vec![0; 32]),
            ("/__substg1.0_001A001F", wide("IPM.Note")),
            ("/__substg1.0_0037001F", wide("見積書の件")),
            ("/__substg1.0_0C1A001F", wide("山田太郎")),
            ("/__substg1.0_5D01001F", wide("taro@example.com")),
            ("/__substg1.0_1000001F", wide("添付をご覧ください。")),
            ("/__recip_version1.0_#00000000/__properties_version1.0", vec![0; 8]),
            ("/__recip_version1.0_#00000000/__substg1.0_3001001F", wide("佐藤")),
            ("/__recip_version1.0_#00000000/__substg1.0_39FE001F", wide("sato@example.com")),
            ("/__attach_version1.0_#00000000/__substg1.0_3707001F", wide("見積.csv")),
            ("/__attach_version1.0_#00000000/__substg1.0_37010102", b"1,2".to_vec()),
        ] {
            out.create_stream(path).unwrap().write_all(&content).unwrap();
        }
        out.flush().unwrap();
        out.into_inner().into_inner()
    }

    #[test]
    fn a_message_gives_headers_body_and_attachment() {
        let bytes = message();
        let mut host = Kept::default();
        let document = crate::testing::read(&bytes, &Options::default(), &mut host);
        assert_eq!(document.media_type, "msg");
        assert_eq!(
            document.parts[0].text,
            "From: 山田太郎 <taro@example.com>\nTo: 佐藤 <sato@example.com>\nSubject: 見積書の件\n"
        );
        assert_eq!(document.parts[1].text, "添付をご覧ください。");
        assert_eq!(host.members[0].name, "見積.csv");
        let cut = crate::testing::read(&bytes[..600], &Options::default(), &mut host);
        assert_eq!(cut.state, candor_facts::ReadState::Unread);
    }

    #[test]
    fn a_package_gives_its_file() {
        let mut package = vec![0; 6];
        package.extend(b"list.csv\0C:\\list.csv\0\0\0\x03\0");
        package.extend(4_u32.to_le_bytes());
        package.extend(b"C:\\\0");
        package.extend(3_u32.to_le_bytes());
        package.extend(b"1,2");
        assert_eq!(native(&package), Some(("list.csv".to_owned(), b"1,2".to_vec())));
    }
}

//! winmail.dat: Outlook's own wrapping of a mail's rich parts. Source: [MS-OXTNEF].

use super::le;
use super::mapi::{self, Mail};
use crate::{Member, Reading};
use candor_facts::{Document, UnreadReason};

const SUBJECT: u64 = 0x0001_8004;
const BODY: u64 = 0x0002_800c;
const CODE_PAGE: u64 = 0x0006_9007;
const MESSAGE_PROPERTIES: u64 = 0x0006_9003;
const ATTACHMENT_STARTS: u64 = 0x0006_9002;
const ATTACHMENT_DATA: u64 = 0x0006_800f;
const ATTACHMENT_TITLE: u64 = 0x0001_8010;
const ATTACHMENT_PROPERTIES: u64 = 0x0006_9005;
/// Mark of a message in an object property.
const MESSAGE_INTERFACE: [u8; 16] = [7, 3, 2, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0x46];
const PROPERTIES_MAX: u64 = 100_000;

#[derive(Default)]
struct Attachment {
    title: Option<String>,
    long_name: Option<String>,
    data: Option<Vec<u8>>,
    object: Option<Vec<u8>>,
}

pub fn read(reading: &mut Reading<'_>) -> Document {
    let bytes = reading.bytes;
    let mut mail = Mail::default();
    let mut attachments: Vec<Attachment> = Vec::new();
    let mut code_page = 1252;
    let mut at = 6;
    let mut whole = true;
    while at < bytes.len() {
        let record = le(bytes, at + 1, 4).zip(le(bytes, at + 5, 4));
        let content = record.and_then(|(_, length)| {
            bytes.get(at + 9..(at + 9).checked_add(usize::try_from(length).ok()?)?)
        });
        let (Some((attribute, _)), Some(content)) = (record, content) else {
            whole = false;
            break;
        };
        at += 9 + content.len() + 2;
        let text =
            |content: &[u8]| mapi::eight_bit(content, code_page).trim_end_matches('\0').to_owned();
        match attribute {
            CODE_PAGE => {
                code_page =
                    le(content, 0, 2).and_then(|page| u16::try_from(page).ok()).unwrap_or(1252);
            }
            SUBJECT => mail.subject = Some(text(content)),
            BODY => mail.body = Some(text(content)),
            MESSAGE_PROPERTIES => message(content, code_page, &mut mail),
            ATTACHMENT_STARTS => attachments.push(Attachment::default()),
            _ => {
                let Some(attachment) = attachments.last_mut() else { continue };
                match attribute {
                    ATTACHMENT_TITLE => attachment.title = Some(text(content)),
                    ATTACHMENT_DATA => attachment.data = Some(content.to_vec()),
                    ATTACHMENT_PROPERTIES => attached(content, code_page, attachment),
                    _ => {}
                }
            }
        }
    }
    for (number, attachment) in (1..).zip(attachments) {
        hand_out(number, attachment, reading);
    }
    let document = mail.into_document("tnef");
    if whole {
        document
    } else {
        document.missing(UnreadReason::Corrupt, "cut off: parts after it are lost")
    }
}

fn hand_out(number: usize, attachment: Attachment, reading: &mut Reading<'_>) {
    let name = attachment.long_name.or(attachment.title).filter(|name| !name.is_empty());
    let name = name.unwrap_or_else(|| format!("attachment-{number}"));
    let object = attachment.object.and_then(|object| {
        let (interface, content) = object.split_at_checked(16)?;
        let name =
            if interface == MESSAGE_INTERFACE { format!("{name}.tnef") } else { name.clone() };
        Some(Member::new(name, content.to_vec()))
    });
    match (object, attachment.data) {
        (Some(member), _) => reading.hand_out(member),
        (None, Some(data)) => reading.hand_out(Member::new(name, data)),
        (None, None) => {
            reading.hand_out(Member::unread(name, UnreadReason::Corrupt, "it has no data"));
        }
    }
}

fn message(list: &[u8], code_page: u16, mail: &mut Mail) {
    let (mut name, mut address) = (None, None);
    properties(list, |id, kind, value| {
        let text = || string(kind, value, code_page);
        match id {
            0x0037 => mail.subject = text(),
            0x1000 => mail.body = text(),
            0x1013 => mail.html = Some(crate::decode(value).0),
            0x1009 => mail.rtf = Some(value.to_vec()),
            0x0c1a => name = text(),
            0x5d01 | 0x0c1f => address = text().or(address.take()),
            0x0e04 => mail.shown_to = text(),
            0x0e03 => mail.shown_cc = text(),
            0x0039 => mail.sent = value.try_into().ok().map(i64::from_le_bytes),
            _ => {}
        }
    });
    mail.from = mapi::address(name, address);
}

fn attached(list: &[u8], code_page: u16, attachment: &mut Attachment) {
    properties(list, |id, kind, value| match id {
        0x3707 => attachment.long_name = string(kind, value, code_page),
        0x3701 if kind == 0x000d => attachment.object = Some(value.to_vec()),
        _ => {}
    });
}

fn string(kind: u64, value: &[u8], code_page: u16) -> Option<String> {
    let text = match kind {
        0x001f => mapi::utf16(value),
        0x001e => mapi::eight_bit(value, code_page),
        _ => return None,
    };
    Some(text.trim_end_matches('\0').to_owned()).filter(|text| !text.is_empty())
}

/// Walks a property list: id, type, first value of each property. Stops where it makes no sense.
fn properties(list: &[u8], mut each: impl FnMut(u64, u64, &[u8])) {
    let mut walk = || -> Option<()> {
        let mut at = 4;
        for _ in 0..le(list, 0, 4)?.min(PROPERTIES_MAX) {
            let (kind, id) = (le(list, at, 2)?, le(list, at + 2, 2)?);
            at += 4;
            if id >= 0x8000 {
                let by_name = le(list, at + 16, 4)? == 1;
                let length = usize::try_from(le(list, at + 20, 4)?).ok()?;
                at += 24 + if by_name { length.checked_next_multiple_of(4)? } else { 0 };
            }
            let (base, several) = (kind & 0xfff, kind & 0x1000 != 0);
            let width = match base {
                0x0002 | 0x000b => 2,
                0x0003 | 0x0004 | 0x000a => 4,
                0x0005..=0x0007 | 0x0014 | 0x0040 => 8,
                0x0048 => 16,
                0x001e | 0x001f | 0x000d | 0x0102 => 0,
                _ => return None,
            };
            let count = if several || width == 0 {
                at += 4;
                usize::try_from(le(list, at - 4, 4)?).ok()?
            } else {
                1
            };
            if width > 0 {
                let length = width * count;
                each(id, base, list.get(at..at.checked_add(length)?)?);
                at += length.checked_next_multiple_of(4)?;
                continue;
            }
            for number in 0..count {
                let length = usize::try_from(le(list, at, 4)?).ok()?;
                let value = list.get(at + 4..(at + 4).checked_add(length)?)?;
                if number == 0 {
                    each(id, base, value);
                }
                at += 4 + length.checked_next_multiple_of(4)?;
            }
        }
        Some(())
    };
    // A list that breaks off has told what it could.
    walk();
}

#[cfg(test)]
mod tests {
    use crate::Options;
    use crate::testing::Kept;
    use candor_facts::ReadState;

    fn record(level: u8, attribute: u32, content: &[u8]) -> Vec<u8> {
        let length = u32::try_from(content.len()).unwrap().to_le_bytes();
        [&[level][..], &attribute.to_le_bytes(), &length, content, &[0, 0]].concat()
    }

    #[test]
    fn a_wrapped_mail_gives_body_and_attachments() {
        let wide: Vec<u8> = "名簿.csv\0".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut list = 1_u32.to_le_bytes().to_vec();
        list.extend([0x1f, 0, 0x07, 0x37, 1, 0, 0, 0]);
        list.extend(u32::try_from(wide.len()).unwrap().to_le_bytes());
        list.extend(&wide);
        let file = [
            b"\x78\x9f\x3e\x22\x01\0".to_vec(),
            record(1, 0x0006_9007, &[0xa4, 3, 0, 0, 0, 0, 0, 0]),
            record(1, 0x0001_8004, &encoding_rs::SHIFT_JIS.encode("件名\0").0),
            record(1, 0x0002_800c, b"Hello\0"),
            record(2, 0x0006_9002, &[1, 0]),
            record(2, 0x0006_800f, b"1,2"),
            record(2, 0x0006_9005, &list),
        ]
        .concat();
        let mut host = Kept::default();
        let document = crate::testing::read(&file, &Options::default(), &mut host);
        assert_eq!((document.media_type.as_str(), document.state), ("tnef", ReadState::Read));
        assert_eq!(document.parts[0].text, "Subject: 件名\n");
        assert_eq!(document.parts[1].text, "Hello");
        assert_eq!(host.members[0].name, "名簿.csv");
        let cut = crate::testing::read(&file[..file.len() - 10], &Options::default(), &mut host);
        assert_eq!(cut.state, ReadState::PartlyRead);
    }
}

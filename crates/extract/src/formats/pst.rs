//! Outlook's mail stores (.pst), by Microsoft's own library. Each message becomes a member of its
//! own, so that it is counted, linked and opened like any mail.

use super::mapi;
use crate::{Member, Reading};
use bytes::Bytes;
use candor_facts::{Document, HowRead, ReadState, UnreadReason};
use outlook_pst::ltp::prop_context::PropertyValue;
use outlook_pst::ltp::table_context::TableContext;
use outlook_pst::messaging::attachment::{
    AnsiAttachment, Attachment, AttachmentData, UnicodeAttachment,
};
use outlook_pst::messaging::message::{AnsiMessage, Message, UnicodeMessage};
use outlook_pst::messaging::store::{AnsiStore, EntryId, Store, UnicodeStore};
use outlook_pst::ndb::node_id::{NID_ROOT_FOLDER, NodeId};
use outlook_pst::{AnsiPstFile, UnicodePstFile};
use std::collections::HashSet;
use std::io::Cursor;
use std::rc::Rc;

const FOLDER_DEPTH_MAX: usize = 50;

enum Pst {
    Unicode(Rc<UnicodeStore>),
    Ansi(Rc<AnsiStore>),
}

pub fn read(reading: &mut Reading<'_>) -> Document {
    let Ok(pst) = open(&reading.whole) else {
        let is_new = reading.bytes.get(10) == Some(&36);
        return if is_new {
            Document::unread(
                "pst",
                UnreadReason::Unsupported,
                "a store with large pages (OST 2013)",
            )
        } else {
            Document::unread("pst", UnreadReason::Corrupt, "its directory cannot be read")
        };
    };
    let members_max = reading.limits().members_max;
    let mut lost = Lost::default();
    let mut count = 0;
    let walked = walk(&pst, &mut lost, |folder, id, lost| {
        count += 1;
        if count > members_max {
            return false;
        }
        match message(&pst, id, lost) {
            Some(content) => {
                let name = format!("{}/{count:05}.eml", folder.trim_start_matches('/'));
                reading.hand_out(Member::new(name, content));
            }
            None => lost.messages += 1,
        }
        true
    });
    let mut document = Document::read("pst", HowRead::Container, Vec::new());
    let cut = count > members_max;
    if walked.is_none() || cut || lost != Lost::default() {
        document.state = ReadState::PartlyRead;
        document.reason = Some(if cut { UnreadReason::Limit } else { UnreadReason::Corrupt });
        document.detail = lost.to_string();
    }
    document
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Lost {
    folders: usize,
    messages: usize,
    attachments: usize,
}

impl std::fmt::Display for Lost {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} folders, {} messages, {} attachments (those of attached messages among them) cannot be read",
            self.folders, self.messages, self.attachments
        )
    }
}

fn open(bytes: &Bytes) -> std::io::Result<Pst> {
    let source = || Box::new(Cursor::new(bytes.clone()));
    match UnicodePstFile::read_from(source()) {
        Ok(file) => Ok(Pst::Unicode(UnicodeStore::read(Rc::new(file))?)),
        Err(_) => Ok(Pst::Ansi(AnsiStore::read(Rc::new(AnsiPstFile::read_from(source())?))?)),
    }
}

fn ids(table: Option<&Rc<dyn TableContext>>, rows_max: usize) -> Vec<NodeId> {
    let rows = table.map(|table| table.rows_matrix().take(rows_max));
    rows.into_iter().flatten().map(|row| NodeId::from(u32::from(row.id()))).collect()
}

/// Calls `each` for every message until it answers false. None when the root cannot be read.
fn walk(
    pst: &Pst,
    lost: &mut Lost,
    mut each: impl FnMut(&str, &EntryId, &mut Lost) -> bool,
) -> Option<()> {
    const ROWS_MAX: usize = 100_000;
    let store: &dyn Store = match pst {
        Pst::Unicode(store) => store.as_ref(),
        Pst::Ansi(store) => store.as_ref(),
    };
    let mut seen = HashSet::new();
    let root = store.properties().make_entry_id(NID_ROOT_FOLDER).ok()?;
    let mut todo = vec![(root, String::new(), 0)];
    while let Some((id, path, depth)) = todo.pop() {
        if depth > FOLDER_DEPTH_MAX || !seen.insert(u32::from(id.node_id())) {
            continue;
        }
        let Ok(folder) = store.open_folder(&id) else {
            lost.folders += 1;
            continue;
        };
        let path = format!("{path}/{}", folder.properties().display_name().unwrap_or_default());
        for node in ids(folder.contents_table(), ROWS_MAX) {
            let Ok(id) = store.properties().make_entry_id(node) else { continue };
            if !each(&path, &id, lost) {
                return Some(());
            }
        }
        for node in ids(folder.hierarchy_table(), ROWS_MAX) {
            if let Ok(id) = store.properties().make_entry_id(node) {
                todo.push((id, path.clone(), depth + 1));
            }
        }
    }
    Some(())
}

/// Files that one message may hold.
const ATTACHMENTS_MAX: usize = 10_000;

/// An attachment's name, and its content: bytes, or a message of its own.
type Attached = (Option<PropertyValue>, Content);

enum Content {
    Bytes(Vec<u8>),
    Mail(Vec<u8>),
}

macro_rules! parts_of {
    ($store:expr, $message:ident, $attachment:ident, $id:expr, $lost:expr) => {{
        let message = $message::read(Rc::clone($store), $id, None).ok()?;
        let mut attached: Vec<Attached> = Vec::new();
        for node in ids(message.attachment_table(), ATTACHMENTS_MAX) {
            match $attachment::read(Rc::clone(&message), node, None) {
                Ok(attachment) => attached.push(taken(attachment.as_ref(), $lost)),
                Err(_) => $lost.attachments += 1,
            }
        }
        Some(as_mail(message.as_ref(), attached))
    }};
}

fn message(pst: &Pst, id: &EntryId, lost: &mut Lost) -> Option<Vec<u8>> {
    match pst {
        Pst::Unicode(store) => parts_of!(store, UnicodeMessage, UnicodeAttachment, id, lost),
        Pst::Ansi(store) => parts_of!(store, AnsiMessage, AnsiAttachment, id, lost),
    }
}

fn taken(attachment: &dyn Attachment, lost: &mut Lost) -> Attached {
    let properties = attachment.properties();
    let name = [0x3707, 0x3704, 0x3001].iter().find_map(|id| properties.get(*id)).cloned();
    let content = match attachment.data() {
        Some(AttachmentData::Binary(data)) => Content::Bytes(data.buffer().to_vec()),
        Some(AttachmentData::Message(message)) => {
            // The library opens attachments of messages in the store only.
            lost.attachments += ids(message.attachment_table(), ATTACHMENTS_MAX).len();
            Content::Mail(as_mail(message.as_ref(), Vec::new()))
        }
        None => {
            lost.attachments += 1;
            Content::Bytes(Vec::new())
        }
    };
    (name, content)
}

/// The message as an Internet mail, in UTF-8, with its attachments.
fn as_mail(message: &dyn Message, attached: Vec<Attached>) -> Vec<u8> {
    let properties = message.properties();
    let code_page = [0x3ffd_u16, 0x3fde].iter().find_map(|id| match properties.get(*id) {
        Some(PropertyValue::Integer32(page)) => u16::try_from(*page).ok(),
        _ => None,
    });
    let code_page = code_page.unwrap_or(1252);
    let string = |id: u16| properties.get(id).and_then(|value| text(value, code_page));
    let mut mail = String::new();
    let mut header = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            mail.push_str(&format!("{name}: {}\r\n", value.replace(['\r', '\n'], " ")));
        }
    };
    let subject = string(0x0037).map(|subject| match subject.strip_prefix('\u{1}') {
        Some(marked) => marked.chars().skip(1).collect(),
        None => subject,
    });
    header("From", mapi::address(string(0x0c1a), string(0x5d01).or_else(|| string(0x0c1f))));
    header("To", string(0x0e04).filter(|to| !to.is_empty()));
    header("Cc", string(0x0e03).filter(|cc| !cc.is_empty()));
    header("Subject", subject);
    if let Some(PropertyValue::Time(time)) = properties.get(0x0039) {
        header("Date", mapi::mail_date(*time));
    }
    let html = properties.get(0x1013).map(|value| match value {
        PropertyValue::Binary(bytes) => crate::decode(bytes.buffer()).0,
        value => text(value, code_page).unwrap_or_default(),
    });
    let rtf = || match properties.get(0x1009) {
        Some(PropertyValue::Binary(bytes)) => {
            mapi::decompressed(bytes.buffer(), 32 << 20).map(|rtf| mapi::rtf_to_text(&rtf))
        }
        _ => None,
    };
    let plain = string(0x1000).filter(|body| !body.trim().is_empty());
    let (kind, body) = match (plain, html) {
        (Some(plain), _) => ("plain", plain),
        (None, Some(html)) => ("html", html),
        (None, None) => ("plain", rtf().unwrap_or_default()),
    };
    let mut parts =
        vec![format!("Content-Type: text/{kind}; charset=utf-8\r\n\r\n{body}\r\n").into_bytes()];
    parts.extend((1..).zip(attached).map(|(number, one)| attachment(number, one, code_page)));
    // A message inside holds parts of its own.
    let mut boundary = "=_candor_part".to_owned();
    let holds = |mark: &str| {
        parts.iter().any(|part| part.windows(mark.len()).any(|window| window == mark.as_bytes()))
    };
    while holds(&boundary) {
        boundary.push('_');
    }
    mail.push_str(&format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"{boundary}\"\r\n\r\n"
    ));
    let mut bytes = mail.into_bytes();
    for part in parts {
        bytes.extend(format!("--{boundary}\r\n").bytes());
        bytes.extend(part);
        bytes.extend(b"\r\n");
    }
    bytes.extend(format!("--{boundary}--\r\n").bytes());
    bytes
}

/// An attachment as a part of a mail.
fn attachment(number: usize, (name, content): Attached, code_page: u16) -> Vec<u8> {
    let name = name.and_then(|name| text(&name, code_page));
    let name = name.unwrap_or_else(|| format!("attachment-{number}"));
    let name = name.replace(['"', '\r', '\n'], "_");
    let head = |kind: &str, encoding: &str| {
        format!(
            "Content-Type: {kind}; name=\"{name}\"\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n\
             Content-Transfer-Encoding: {encoding}\r\n\r\n"
        )
        .into_bytes()
    };
    match content {
        Content::Bytes(bytes) => {
            [head("application/octet-stream", "base64"), base64_lines(&bytes)].concat()
        }
        Content::Mail(mail) => [head("message/rfc822", "8bit"), mail].concat(),
    }
}

fn text(value: &PropertyValue, code_page: u16) -> Option<String> {
    match value {
        PropertyValue::Unicode(text) => Some(String::from_utf16_lossy(text.buffer())),
        PropertyValue::String8(text) => Some(mapi::eight_bit(text.buffer(), code_page)),
        _ => None,
    }
}

fn base64_lines(bytes: &[u8]) -> Vec<u8> {
    use base64::Engine;
    let text = base64::engine::general_purpose::STANDARD.encode(bytes);
    text.as_bytes().chunks(76).flat_map(|line| [line, b"\r\n"].concat()).collect()
}

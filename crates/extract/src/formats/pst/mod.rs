//! Outlook's mail stores (.pst, .ost) of all versions. Each message becomes a member of its own, named by
//! its folder. Messages are found by the store's list of nodes, not by its folders' tables, so that one
//! whose folder is damaged or gone is read too.

mod cipher;
mod eml;
mod properties;
mod store;

use super::mapi::{self, Mail};
use crate::{Member, Reading};
use candor_facts::{Document, HowRead, ReadState, UnreadReason};
use eml::{Attachment, Content};
use properties::{Properties, Table};
use std::collections::{BTreeMap, HashMap};
use store::{Damage, Node, Store, VALUE_BYTES_MAX};

const FOLDER_DEPTH_MAX: usize = 50;
/// Messages attached to messages attached to messages…
const NESTED_MAX: usize = 20;
const ATTACHMENTS_MAX: usize = 10_000;

/// Kinds of nodes. Source: [MS-PST] 2.2.2.1.
const MESSAGE: u32 = 4;
const ATTACHMENT: u32 = 5;
/// Nodes of fixed numbers. Source: [MS-PST] 2.4.1, 2.4.5.3.
const NAMES: u32 = 0x61;
const RECIPIENTS: u32 = 0x692;
/// How an attachment is kept. Source: [MS-OXCMSG] 2.2.2.9.
const EMBEDDED_MESSAGE: u32 = 5;

pub fn read(reading: &mut Reading<'_>) -> Document {
    let whole = reading.whole.clone();
    let Some(store) = Store::open(&whole) else {
        let detail = "a mail store of an unknown version";
        return Document::unread("pst", UnreadReason::Unsupported, detail);
    };
    if store.is_locked() {
        let detail = "its blocks are encrypted";
        return Document::unread("pst", UnreadReason::Encrypted, detail);
    }
    let nodes = store.nodes();
    if nodes.is_empty() {
        let detail = "its directory cannot be read";
        return Document::unread("pst", UnreadReason::Corrupt, detail);
    }
    let names = names(&store, &nodes);
    let mut reader = Messages { store: &store, names, room: 0, left: 0, lost: Lost::default() };
    let mut folders = Folders { store: &store, nodes: &nodes, paths: HashMap::new() };
    let limits = reading.limits().clone();
    let mut room = limits.expanded_bytes_max;
    let messages: Vec<Node> = nodes
        .iter()
        .filter(|(number, _)| store::kind(**number) == MESSAGE)
        .map(|(_, node)| *node)
        .collect();
    for (count, node) in (1..).zip(messages.iter().take(limits.members_max)) {
        let Some(mail) = reader.read(*node) else {
            reader.lost.messages += 1;
            continue;
        };
        let Some(left) = room.checked_sub(mail.len() as u64) else {
            reader.lost.left_out = messages.len() - count + 1;
            break;
        };
        room = left;
        let name = format!("{}{count:05}.eml", folders.path(node.parent, 0));
        reading.hand_out(Member::new(name, mail));
    }
    let mut lost = Lost { damage: store.damage(), ..reader.lost };
    lost.left_out = lost.left_out.max(messages.len().saturating_sub(limits.members_max));
    let document = Document::read("pst", HowRead::Container, Vec::new());
    if lost == Lost::default() {
        return document;
    }
    Document {
        state: ReadState::PartlyRead,
        reason: Some(lost.reason()),
        detail: lost.to_string(),
        ..document
    }
}

/// What could not be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Lost {
    messages: usize,
    /// Messages whose list of recipients cannot be read; the names that Outlook shows are.
    recipients: usize,
    attachments: usize,
    /// Attachments that lie elsewhere.
    linked: usize,
    /// Messages beyond what a store may hold or expand to.
    left_out: usize,
    damage: Damage,
}

impl Lost {
    fn reason(&self) -> UnreadReason {
        if self.left_out > 0 || self.damage.long > 0 {
            UnreadReason::Limit
        } else if *self == (Self { linked: self.linked, ..Self::default() }) {
            UnreadReason::Unsupported
        } else {
            UnreadReason::Corrupt
        }
    }
}

impl std::fmt::Display for Lost {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let counts = [
            (self.left_out, "messages beyond what one file may hold"),
            (self.messages, "messages that cannot be read"),
            (self.recipients, "lists of recipients that cannot be read"),
            (self.attachments, "attachments that cannot be read"),
            (self.linked, "attachments that are only linked"),
            (self.damage.pages.len(), "damaged pages of its directory"),
            (self.damage.blocks.len(), "damaged blocks of data"),
            (self.damage.long, "texts or attachments larger than allowed"),
        ];
        let counts = counts.iter().filter(|(count, _)| *count > 0);
        let cut = self.damage.is_cut.then(|| "cut off: its end is missing".to_owned());
        let said: Vec<String> =
            cut.into_iter().chain(counts.map(|(count, what)| format!("{count} {what}"))).collect();
        f.write_str(&said.join(", "))
    }
}

struct Folders<'a> {
    store: &'a Store<'a>,
    nodes: &'a BTreeMap<u32, Node>,
    paths: HashMap<u32, String>,
}

impl Folders<'_> {
    /// The names of a folder and those above it, each with a slash behind it.
    fn path(&mut self, number: u32, depth: usize) -> String {
        if let Some(path) = self.paths.get(&number) {
            return path.clone();
        }
        let Some(node) = self.nodes.get(&number).filter(|_| depth < FOLDER_DEPTH_MAX) else {
            return String::new();
        };
        let above =
            if node.parent == number { String::new() } else { self.path(node.parent, depth + 1) };
        let name = Properties::read(self.store, *node).and_then(|properties| {
            properties.string(0x3001, mapi::code_page(&|id| properties.integer(id)))
        });
        let path = name.map_or(above.clone(), |name| format!("{above}{}/", name.replace('/', "_")));
        self.paths.insert(number, path.clone());
        path
    }
}

/// Where the store says which numbers its named properties have.
fn names(store: &Store<'_>, nodes: &BTreeMap<u32, Node>) -> mapi::Names {
    let properties = nodes.get(&NAMES).and_then(|node| Properties::read(store, *node));
    let stream = |id| properties.as_ref().and_then(|properties| properties.binary(id));
    mapi::Names::new(&stream(0x0002).unwrap_or_default(), &stream(0x0003).unwrap_or_default())
}

struct Messages<'a> {
    store: &'a Store<'a>,
    names: mapi::Names,
    /// Bytes that the attachments of the message may still have, those of messages inside it among them.
    room: usize,
    /// How many they may still be: a message could hold itself.
    left: usize,
    lost: Lost,
}

impl<'a> Messages<'a> {
    /// A message of the store, with room of its own.
    fn read(&mut self, node: Node) -> Option<Vec<u8>> {
        (self.room, self.left) = (VALUE_BYTES_MAX, ATTACHMENTS_MAX);
        self.mail(node, 0)
    }

    /// A message with its attachments as an Internet mail; None when its properties cannot be read.
    fn mail(&mut self, node: Node, depth: usize) -> Option<Vec<u8>> {
        let properties = Properties::read(self.store, node)?;
        let code_page = mapi::code_page(&|id| properties.integer(id));
        let mut mail = Mail::of(&|id| properties.string(id, code_page), &self.names);
        mail.sent = properties.time(0x0039);
        mail.html = properties
            .binary(0x1013)
            .map(|bytes| crate::decode(&bytes).0)
            .or_else(|| properties.string(0x1013, code_page));
        mail.rtf = properties.binary(0x1009);
        if let Some(node) = properties.subnodes().get(&RECIPIENTS) {
            match Table::read(self.store, *node) {
                Some(table) => {
                    for row in table.rows() {
                        let role = row.integer(0x0c15).and_then(|role| u8::try_from(role).ok());
                        mail.recipient(role, &|id| row.string(id, code_page));
                    }
                }
                None => self.lost.recipients += 1,
            }
        }
        let attachments = self.attachments(&properties, depth);
        Some(eml::write(&mail, attachments))
    }

    fn attachments(&mut self, message: &Properties<'a>, depth: usize) -> Vec<Attachment> {
        let nodes = message.subnodes().iter();
        let nodes = nodes.filter(|(number, _)| store::kind(**number) == ATTACHMENT);
        let mut taken = Vec::new();
        for (number, (_, node)) in (1..).zip(nodes) {
            self.left = self.left.saturating_sub(1);
            let properties = if self.left > 0 { Properties::read(self.store, *node) } else { None };
            if properties.as_ref().is_some_and(is_link) {
                self.lost.linked += 1;
                continue;
            }
            let content = properties.as_ref().and_then(|of| self.content(of, depth));
            let (Some(properties), Some(content)) = (properties, content) else {
                self.lost.attachments += 1;
                continue;
            };
            let code_page = mapi::code_page(&|id| properties.integer(id));
            let string = |id| properties.string(id, code_page);
            let name = string(0x3707).or_else(|| string(0x3704)).or_else(|| string(0x3001));
            let name = name.unwrap_or_else(|| format!("attachment-{number}"));
            taken.push(Attachment { name, content });
        }
        taken
    }

    /// None when there is nothing to read. What is too large is counted, and empty here.
    fn content(&mut self, attachment: &Properties<'a>, depth: usize) -> Option<Content> {
        let object = attachment.object(0x3701);
        if let Some(node) = object
            && attachment.integer(0x3705) == Some(EMBEDDED_MESSAGE)
        {
            let mail = if depth < NESTED_MAX { self.mail(node, depth + 1)? } else { return None };
            return Some(Content::Mail(self.within_room(mail)));
        }
        let blocks = match object {
            Some(node) => self.store.blocks(node.data, VALUE_BYTES_MAX),
            None => attachment.blocks(0x3701, VALUE_BYTES_MAX)?,
        };
        Some(Content::File(self.within_room(blocks.concat())))
    }

    /// What an attachment holds, or nothing when the message has no more room for it.
    fn within_room(&mut self, bytes: Vec<u8>) -> Vec<u8> {
        let Some(room) = self.room.checked_sub(bytes.len()) else {
            self.store.too_long();
            return Vec::new();
        };
        self.room = room;
        bytes
    }
}

/// Attachments by reference and in a cloud have no content here. Source: [MS-OXCMSG] 2.2.2.9.
fn is_link(attachment: &Properties<'_>) -> bool {
    matches!(attachment.integer(0x3705), Some(2 | 3 | 4 | 7))
        && attachment.blocks(0x3701, VALUE_BYTES_MAX).is_none_or(|blocks| blocks.is_empty())
}

//! Mails and mailboxes: headers as a part of their own, the readable body, attachments as members.

use crate::encoding::decode;
use crate::formats::text::html_to_text;
use crate::layout::add_tables;
use crate::{Kind, Member, Reading};
use candor_facts::{Document, HowRead, Part, PartKind, UnreadReason};
use mail_parser::mailbox::mbox::MessageIterator;
use mail_parser::parsers::MessageStream;
use mail_parser::{Address, Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use std::borrow::Cow;

/// Mails inside mails; deeper nesting is a trick.
const NESTED_MAILS_MAX: usize = 200;

pub fn read(kind: Kind, reading: &mut Reading<'_>) -> Document {
    let bytes = match kind {
        Kind::Emlx => counted(reading.bytes),
        _ => reading.bytes,
    };
    let nested =
        bytes.windows(14).filter(|window| window.eq_ignore_ascii_case(b"message/rfc822")).count();
    if nested > NESTED_MAILS_MAX {
        return Document::unread(kind.name(), UnreadReason::Limit, "mails nested too deeply");
    }
    let Some(message) = MessageParser::default().parse(bytes) else {
        return Document::unread(kind.name(), UnreadReason::Corrupt, "no mail headers found");
    };
    let mut parts = vec![headers(&message)];
    parts.extend(body(&message));
    let locked = attachments(&message, reading);
    let document = Document::read(kind.name(), HowRead::Structure, parts);
    if locked > 0 {
        return document.missing(UnreadReason::Encrypted, format!("{locked} encrypted parts"));
    }
    document
}

/// Apple Mail writes the length of the mail in a line before it and a property list after it.
fn counted(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(0);
    let length =
        bytes.get(..end).and_then(|line| std::str::from_utf8(line).ok()?.trim().parse().ok());
    let mail = bytes.get(end + 1..).unwrap_or_default();
    length.and_then(|length: usize| mail.get(..length)).unwrap_or(mail)
}

pub fn read_mailbox(reading: &mut Reading<'_>) -> Document {
    let bytes = reading.bytes;
    let members_max = reading.limits().members_max;
    let mut count = 0_usize;
    let mut failed = 0_usize;
    let mut messages = MessageIterator::new(bytes);
    for message in messages.by_ref().take(members_max) {
        match message {
            Ok(message) => {
                count += 1;
                reading.hand_out(Member::new(format!("{count:05}.eml"), message.unwrap_contents()));
            }
            Err(_) => failed += 1,
        }
    }
    let cut = messages.next().is_some();
    let mut document = Document::read("mbox", HowRead::Container, Vec::new());
    if cut {
        document.state = candor_facts::ReadState::PartlyRead;
        document.reason = Some(UnreadReason::Limit);
        document.detail = format!("messages after {members_max}");
    }
    if failed > 0 || count == 0 {
        document = document.missing(UnreadReason::Corrupt, format!("{failed} messages"));
    }
    document
}

fn headers(message: &Message<'_>) -> Part {
    let mut text = String::new();
    for (label, addresses) in [
        ("From", message.from()),
        ("To", message.to()),
        ("Cc", message.cc()),
        ("Bcc", message.bcc()),
        ("Reply-To", message.reply_to()),
    ] {
        for address in addresses.into_iter().flat_map(Address::iter) {
            let shown = match (address.name(), address.address()) {
                (Some(name), Some(mailbox)) => format!("{name} <{mailbox}>"),
                (name, mailbox) => name.or(mailbox).unwrap_or_default().to_owned(),
            };
            text.push_str(&format!("{label}: {shown}\n"));
        }
    }
    if let Some(date) = message.date().filter(|date| date.is_valid()) {
        text.push_str(&format!("Date: {}\n", date.to_rfc3339()));
    }
    text.push_str(&format!("Subject: {}\n", message.subject().unwrap_or_default()));
    Part::text(PartKind::Headers, "headers", text)
}

/// The body: plain text when there is some, else the HTML version as text.
fn body(message: &Message<'_>) -> Option<Part> {
    let plain: String = message
        .text_bodies()
        .filter_map(|part| text_of(message, part))
        .collect::<Vec<_>>()
        .join("\n");
    let text = if plain.trim().is_empty() {
        message
            .html_bodies()
            .filter_map(|part| text_of(message, part))
            .collect::<Vec<_>>()
            .join("\n")
    } else {
        plain
    };
    (!text.trim().is_empty()).then(|| {
        let mut part = Part::text(PartKind::Body, "body", text);
        add_tables(&mut part);
        part
    })
}

fn text_of(message: &Message<'_>, part: &MessagePart<'_>) -> Option<String> {
    match &part.body {
        PartType::Text(text) if text.contains('\u{FFFD}') => {
            Some(decode(&original(message, part)).0)
        }
        PartType::Text(text) => Some(text.replace("\r\n", "\n")),
        PartType::Html(html) => Some(html_to_text(html).0),
        _ => None,
    }
}

/// The bytes of a part after its transfer encoding and before any guess at its charset.
fn original<'a>(message: &'a Message<'_>, part: &MessagePart<'_>) -> Cow<'a, [u8]> {
    let (start, end) = (part.offset_body as usize, part.offset_end as usize);
    let raw = message.raw_message.get(start..end).unwrap_or_default();
    match part.encoding {
        Encoding::Base64 => MessageStream::new(raw).decode_base64_mime(b"").1,
        Encoding::QuotedPrintable => MessageStream::new(raw).decode_quoted_printable_mime(b"").1,
        Encoding::None => raw.into(),
    }
}

/// Hands out the attachments and returns how many parts are encrypted.
fn attachments(message: &Message<'_>, reading: &mut Reading<'_>) -> usize {
    let mut locked = 0;
    for (index, part) in message.parts.iter().enumerate() {
        let number = u32::try_from(index).unwrap_or(u32::MAX);
        let in_body = message.text_body.contains(&number) || message.html_body.contains(&number);
        if is_encrypted(part) {
            locked += 1;
        }
        let fallback = || format!("part-{index}");
        match &part.body {
            PartType::Multipart(_) => {}
            PartType::Text(_) | PartType::Html(_) if in_body => {}
            PartType::Message(inner) => {
                let name = part
                    .attachment_name()
                    .map_or_else(|| format!("part-{index}.eml"), str::to_owned);
                reading.hand_out(Member::new(name, inner.raw_message().to_vec()));
            }
            _ => {
                let name = part.attachment_name().map_or_else(fallback, str::to_owned);
                reading.hand_out(Member::new(name, original(message, part).into_owned()));
            }
        }
    }
    locked
}

fn is_encrypted(part: &MessagePart<'_>) -> bool {
    let kind =
        part.content_type().and_then(|kind| kind.attribute("smime-type")).unwrap_or_default();
    let smime = part.is_content_type("application", "pkcs7-mime")
        || part.is_content_type("application", "x-pkcs7-mime");
    part.is_content_type("multipart", "encrypted")
        || smime && !kind.eq_ignore_ascii_case("signed-data")
}

//! Mails and mailboxes: headers as a part of their own, the readable body, attachments as members.

use crate::encoding::decode;
use crate::formats::text::html_to_text;
use crate::kind::find;
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

/// The body: plain text when there is some, else the HTML version as text; what it quotes of
/// earlier mails apart.
fn body(message: &Message<'_>) -> Vec<Part> {
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
    let (own, quoted) = without_quotes(&text);
    [(PartKind::Body, "body", own), (PartKind::Quoted, "quoted", quoted)]
        .into_iter()
        .filter(|(_, _, text)| !text.trim().is_empty())
        .map(|(kind, label, text)| {
            let mut part = Part::text(kind, label, text);
            add_tables(&mut part);
            part
        })
        .collect()
}

/// Lines after which everything is an earlier mail.
const QUOTE_MARKS: &[&str] = &[
    "-----Original Message-----",
    "-----Original Appointment-----",
    "----- Original Message -----",
    "-----元のメッセージ-----",
    "----- 元のメッセージ -----",
    "---------- Forwarded message",
    "-----Thư gốc-----",
];

/// Parts a body into what its writer wrote and what is repeated: lines after a mark, an attribution
/// line or a repeated header, and lines that begin with `>`.
fn without_quotes(text: &str) -> (String, String) {
    let lines: Vec<&str> = text.lines().collect();
    let (mut own, mut quoted) = (String::new(), String::new());
    let mut earlier = false;
    for (at, line) in lines.iter().enumerate() {
        let bare = line.trim();
        earlier |=
            QUOTE_MARKS.iter().any(|mark| bare.starts_with(mark)) || repeats_header(&lines, at);
        let attribution =
            bare.ends_with("wrote:") || bare.ends_with("đã viết:") || bare.ends_with("のメール:");
        let before_quote =
            attribution && lines.iter().skip(at + 1).take(2).any(|next| next.starts_with('>'));
        let to =
            if earlier || before_quote || bare.starts_with('>') { &mut quoted } else { &mut own };
        to.push_str(line);
        to.push('\n');
    }
    // A mail that is nothing but a quotation is its own text.
    if own.trim().is_empty() { (text.to_owned(), String::new()) } else { (own, quoted) }
}

/// `From:` with a date and a subject in the next lines, in three languages.
fn repeats_header(lines: &[&str], at: usize) -> bool {
    let starts = |line: &str, words: &[&str]| {
        let bare = line.trim().trim_start_matches('*');
        words.iter().any(|word| bare.starts_with(word))
    };
    let next = |words: &[&str]| lines.iter().skip(at + 1).take(5).any(|line| starts(line, words));
    at > 0
        && lines.get(at).is_some_and(|line| starts(line, &["From:", "差出人:", "送信者:", "Từ:"]))
        && next(&["Sent:", "Date:", "送信日時:", "日時:", "Đã gửi:", "Ngày:"])
        && next(&["Subject:", "件名:", "Chủ đề:", "Tiêu đề:"])
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

/// The mail inside an S/MIME signature: the signed content lies in the clear between the structures
/// around it, in pieces when the signer streamed it ([RFC 5652] 5.2, BER OCTET STRINGs).
pub fn signed(reading: &mut Reading<'_>) -> Document {
    let start =
        find(reading.bytes, b"Content-Type:").or_else(|| find(reading.bytes, b"MIME-Version:"));
    let Some(start) = start else {
        return Document::unread(
            "p7m",
            UnreadReason::Encrypted,
            "an encrypted or foreign S/MIME envelope",
        );
    };
    let (mut content, mut at) = (Vec::new(), start);
    // The length before the text tells where the piece ends; further pieces follow it.
    let mut piece = piece_length(reading.bytes, start);
    while let Some(length) = piece {
        content.extend_from_slice(
            reading.bytes.get(at..at.saturating_add(length)).unwrap_or_default(),
        );
        at = at.saturating_add(length);
        let Some((header, length)) = octets(reading.bytes, at) else { break };
        at += header;
        piece = Some(length);
    }
    if content.is_empty() {
        content = reading.bytes.get(start..).unwrap_or_default().to_vec();
    }
    reading.hand_out(Member::new("signed.eml", content));
    Document::read("p7m", HowRead::Container, Vec::new())
}

/// The length of an OCTET STRING at this place, and of its header.
fn octets(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    if bytes.get(at) != Some(&0x04) {
        return None;
    }
    let first = *bytes.get(at + 1)?;
    if first < 0x80 {
        return Some((2, usize::from(first)));
    }
    let count = usize::from(first & 0x7f);
    let digits =
        bytes.get(at + 2..at + 2 + count).filter(|digits| (1..=4).contains(&digits.len()))?;
    let length = digits.iter().fold(0_usize, |sum, digit| sum << 8 | usize::from(*digit));
    Some((2 + count, length))
}

/// The length that the header right before `start` gives.
fn piece_length(bytes: &[u8], start: usize) -> Option<usize> {
    (2..=6).find_map(|back| {
        let at = start.checked_sub(back)?;
        octets(bytes, at).filter(|(header, _)| *header == back).map(|(_, length)| length)
    })
}

fn is_encrypted(part: &MessagePart<'_>) -> bool {
    let kind =
        part.content_type().and_then(|kind| kind.attribute("smime-type")).unwrap_or_default();
    let smime = part.is_content_type("application", "pkcs7-mime")
        || part.is_content_type("application", "x-pkcs7-mime");
    part.is_content_type("multipart", "encrypted")
        || smime && !kind.eq_ignore_ascii_case("signed-data")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Options;
    use crate::testing::Kept;

    #[test]
    fn quotations_stand_apart() {
        let (own, quoted) =
            without_quotes("Thanks!\nBob\n\nOn Mon, Ann wrote:\n> call 03-1234-5678\n> Ann\n");
        assert_eq!(own, "Thanks!\nBob\n\n");
        assert!(quoted.contains("call 03-1234-5678"));
        let outlook = "承知しました。\n\n差出人: 山田 <y@example.jp>\n送信日時: 2024年8月5日\n宛先: 佐藤\n件名: 納期\n\n電話 03\n";
        let (own, quoted) = without_quotes(outlook);
        assert_eq!((own.trim(), quoted.contains("電話 03")), ("承知しました。", true));
        assert_eq!(without_quotes("> all\n> quoted\n").1, "");
    }

    #[test]
    fn a_signed_mail_is_found_in_its_envelope() {
        let mail = b"Content-Type: text/plain\r\n\r\nhello";
        let (first, second) = mail.split_at(20);
        let mut envelope = b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\x24\x80".to_vec();
        for piece in [first, second] {
            envelope.extend([4, u8::try_from(piece.len()).unwrap()]);
            envelope.extend(piece);
        }
        envelope.extend([0, 0, 0xa0]);
        let mut host = Kept::default();
        let document = crate::testing::read(&envelope, &Options::default(), &mut host);
        assert_eq!(document.media_type, "p7m");
        assert_eq!(host.members[0].content.as_deref().unwrap(), mail);
    }
}

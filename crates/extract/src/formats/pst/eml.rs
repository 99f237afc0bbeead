//! A message of a mail store as an Internet mail in UTF-8, so that it is counted, linked and opened like any.

use crate::formats::mapi::{self, Mail};
use base64::Engine;

/// A file of a message: its name and content.
pub struct Attachment {
    pub name: String,
    pub content: Content,
}

pub enum Content {
    File(Vec<u8>),
    /// A message of its own, as a mail.
    Mail(Vec<u8>),
}

pub fn write(mail: &Mail, attachments: Vec<Attachment>) -> Vec<u8> {
    let mut head = String::from("MIME-Version: 1.0\r\n");
    let mut header = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            head.push_str(&format!("{name}: {}\r\n", readable(&value).replace(['\r', '\n'], " ")));
        }
    };
    header("From", mail.from.as_deref().map(mailbox));
    // Outlook shows the names alone, parted by semicolons.
    let shown = |names: &Option<String>| -> Vec<String> {
        let names = names.iter().flat_map(|names| names.split(';')).map(str::trim);
        names.filter(|name| !name.is_empty()).map(mailbox).collect()
    };
    let sent = |role: u8| -> Vec<String> {
        let sent = mail.recipients.iter().filter(|(of, _)| *of == role);
        sent.map(|(_, address)| mailbox(address)).collect()
    };
    let (to, copies) = if mail.recipients.is_empty() {
        (shown(&mail.shown_to), shown(&mail.shown_cc))
    } else {
        (sent(1), sent(2))
    };
    for (label, addresses) in [("To", to), ("Cc", copies), ("Bcc", sent(3))] {
        header(label, Some(addresses.join(", ")));
    }
    header("Subject", Some(mail.subject()));
    header("Date", mail.sent.and_then(mapi::mail_date));

    let (kind, body) = body(mail);
    // Zeros and the like would hide that this is a mail.
    let body = readable(&body);
    let boundary = boundary(&body, &attachments);
    head.push_str(&format!(
        "Content-Type: multipart/mixed; boundary=\"{boundary}\"\r\n\r\n\
         --{boundary}\r\nContent-Type: text/{kind}; charset=utf-8\r\n\r\n{body}\r\n\r\n"
    ));
    let mut out = head.into_bytes();
    for attachment in attachments {
        out.extend(format!("--{boundary}\r\n").bytes());
        part(attachment, &mut out);
        out.extend(b"\r\n");
    }
    out.extend(format!("--{boundary}--\r\n").bytes());
    out
}

/// The body and its kind: plain text when there is some, else HTML, else RTF as text. What a contact says
/// in fields stands before it.
fn body(mail: &Mail) -> (&'static str, String) {
    let plain = mail.body.as_ref().is_some_and(|text| !text.trim().is_empty());
    match &mail.html {
        Some(html) if !plain && mail.fields.is_empty() => ("html", html.clone()),
        _ => ("plain", [mail.labelled(), mail.text()].concat()),
    }
}

fn readable(text: &str) -> String {
    let is_plain = |c: char| !c.is_control() || matches!(c, '\t' | '\r' | '\n');
    text.chars().map(|c| if is_plain(c) { c } else { ' ' }).collect()
}

/// `name <address>` with the name in quotation marks where its commas or signs would part it.
fn mailbox(shown: &str) -> String {
    let plain = |name: &str| {
        name.chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '_') || !c.is_ascii())
    };
    let quoted = |name: &str| format!("\"{}\"", name.replace(['"', '\\'], "'"));
    match shown.rsplit_once(" <") {
        Some((name, address)) if !plain(name) => format!("{} <{address}", quoted(name)),
        None if !shown.contains('@') && !plain(shown) => quoted(shown),
        _ => shown.to_owned(),
    }
}

/// A line that stands in no text of the mail: messages inside hold parts of their own. It ends in more underscores
/// than ever follow its beginning there.
fn boundary(body: &str, attachments: &[Attachment]) -> String {
    const MARK: &str = "=_candor_part";
    let inside = attachments.iter().filter_map(|attachment| match &attachment.content {
        Content::Mail(mail) => Some(mail.as_slice()),
        Content::File(_) => None,
    });
    let follow = |text: &[u8]| -> usize {
        let places = text.windows(MARK.len()).enumerate().filter(|(_, at)| *at == MARK.as_bytes());
        let runs = places.map(|(at, _)| {
            let rest = text.iter().skip(at + MARK.len());
            rest.take_while(|byte| **byte == b'_').count() + 1
        });
        runs.max().unwrap_or(0)
    };
    let most = inside.chain([body.as_bytes()]).map(follow).max().unwrap_or(0);
    format!("{MARK}{}", "_".repeat(most))
}

fn part(attachment: Attachment, out: &mut Vec<u8>) {
    /// Bytes that one line of base64 holds.
    const LINE_BYTES: usize = 57;
    let name = attachment.name.replace(['"', '\r', '\n'], "_");
    let (kind, encoding) = match &attachment.content {
        Content::File(_) => ("application/octet-stream", "base64"),
        Content::Mail(_) => ("message/rfc822", "8bit"),
    };
    out.extend(
        format!(
            "Content-Type: {kind}; name=\"{name}\"\r\n\
             Content-Disposition: attachment; filename=\"{name}\"\r\n\
             Content-Transfer-Encoding: {encoding}\r\n\r\n"
        )
        .bytes(),
    );
    match attachment.content {
        Content::Mail(mail) => out.extend(mail),
        Content::File(bytes) => {
            let mut line = String::new();
            for chunk in bytes.chunks(LINE_BYTES) {
                line.clear();
                base64::engine::general_purpose::STANDARD.encode_string(chunk, &mut line);
                line.push_str("\r\n");
                out.extend(line.bytes());
            }
        }
    }
}

//! Address books and calendars: vCard, iCalendar, LDIF. Their properties become labelled lines.

use crate::encoding::decode;
use candor_facts::{Document, HowRead, Part, PartKind};
use mail_parser::parsers::MessageStream;

/// What a property means in words that a reader of lines knows.
const LABELS: &[(&str, &str)] = &[
    ("fn", "Name"),
    ("cn", "Name"),
    ("displayname", "Name"),
    ("tel", "Tel"),
    ("telephonenumber", "Tel"),
    ("mobile", "Mobile"),
    ("homephone", "Tel"),
    ("email", "Email"),
    ("mail", "Email"),
    ("adr", "Address"),
    ("postaladdress", "Address"),
    ("street", "Address"),
    ("org", "Company"),
    ("o", "Company"),
    ("company", "Company"),
    ("ou", "Department"),
    ("title", "Title"),
    ("bday", "Date of birth"),
    ("note", "Note"),
    ("description", "Note"),
    ("summary", "Subject"),
    ("organizer", "From"),
    ("attendee", "To"),
    ("employeenumber", "Employee ID"),
];

/// Whether text is one of these formats, by its first line.
pub fn kind_of(head: &str) -> Option<&'static str> {
    let first = head.lines().find(|line| !line.trim().is_empty())?.trim();
    match first {
        "begin:vcard" => Some("vcf"),
        "begin:vcalendar" => Some("ics"),
        _ if first.starts_with("dn: ")
            || first.starts_with("version: 1") && head.contains("\ndn: ") =>
        {
            Some("ldif")
        }
        _ => None,
    }
}

pub fn read(kind: &'static str, bytes: &[u8]) -> Document {
    let (text, _, had_errors) = decode(bytes);
    let mut lines = String::new();
    for line in unfolded(&text) {
        match property(&line) {
            Some(line) => {
                lines.push_str(&line);
                lines.push('\n');
            }
            None if line.trim().is_empty() || line.to_ascii_lowercase().starts_with("end:") => {
                lines.push('\n');
            }
            None => {}
        }
    }
    let document =
        Document::read(kind, HowRead::Structure, vec![Part::text(PartKind::Body, "body", lines)]);
    if had_errors {
        return document.missing(
            candor_facts::UnreadReason::Corrupt,
            "some bytes mean nothing in its encoding",
        );
    }
    document
}

/// Long lines are folded: a line that begins with a space goes on, as does one that ends in `=`
/// when it is quoted-printable.
fn unfolded(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let quoted = lines.last().is_some_and(|last| {
            last.ends_with('=') && last.to_ascii_lowercase().contains("quoted-printable")
        });
        match lines.last_mut() {
            Some(last) if quoted => {
                last.pop();
                last.push_str(line);
            }
            Some(last) if line.starts_with([' ', '\t']) && !last.is_empty() => {
                last.push_str(line.get(1..).unwrap_or_default());
            }
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

/// `TEL;TYPE=CELL:090…` → `Tel: 090…`; structure and pictures are left out.
fn property(line: &str) -> Option<String> {
    let (head, value) = line.split_once(':')?;
    let mut parameters = head.split(';');
    let name = parameters.next()?.rsplit('.').next()?.to_ascii_lowercase();
    if matches!(
        name.as_str(),
        "begin"
            | "end"
            | "version"
            | "prodid"
            | "photo"
            | "logo"
            | "key"
            | "jpegphoto"
            | "objectclass"
            | "uid"
            | "rev"
    ) {
        return None;
    }
    let parameters: Vec<String> = parameters.map(str::to_ascii_lowercase).collect();
    let value = value_of(value, &parameters);
    let value = value.trim_start_matches("mailto:").trim_start_matches("MAILTO:").trim();
    if name == "n" || value.is_empty() {
        // The structured name repeats `FN` in another order.
        return None;
    }
    let label =
        LABELS.iter().find(|(known, _)| *known == name).map_or(name.as_str(), |(_, label)| label);
    let shown = match label {
        "Address" => {
            value.split(';').filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join(" ")
        }
        "Company" => value.split(';').next().unwrap_or_default().to_owned(),
        _ => value.to_owned(),
    };
    let common =
        parameters.iter().find_map(|p| p.strip_prefix("cn=")).filter(|_| shown.contains('@'));
    Some(match common {
        Some(_) => {
            let original = head
                .split(';')
                .find_map(|p| p.split_once('=').filter(|(key, _)| key.eq_ignore_ascii_case("cn")));
            format!(
                "{label}: {} <{shown}>",
                original.map_or("", |(_, name)| name.trim_matches('"'))
            )
        }
        None => format!("{label}: {}", unescaped(&shown)),
    })
}

fn value_of(value: &str, parameters: &[String]) -> String {
    let has = |mark: &str| parameters.iter().any(|parameter| parameter.contains(mark));
    // LDIF marks base64 by a second colon.
    let (base64, value) = match value.strip_prefix(':') {
        Some(value) => (true, value.trim()),
        None => (has("base64") || has("encoding=b"), value),
    };
    let bytes = if base64 {
        MessageStream::new(value.as_bytes()).decode_base64_mime(b"").1.into_owned()
    } else if has("quoted-printable") {
        MessageStream::new(value.as_bytes()).decode_quoted_printable_mime(b"").1.into_owned()
    } else {
        return value.to_owned();
    };
    let charset = parameters.iter().find_map(|p| p.strip_prefix("charset="));
    match charset.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes())) {
        Some(encoding) => encoding.decode(&bytes).0.into_owned(),
        None => decode(&bytes).0,
    }
}

fn unescaped(value: &str) -> String {
    value.replace("\\n", " ").replace("\\N", " ").replace("\\,", ",").replace("\\;", ";")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str) -> String {
        let kind = kind_of(&source.to_ascii_lowercase()).unwrap();
        read(kind, source.as_bytes()).parts[0].text.clone()
    }

    #[test]
    fn cards_become_labelled_lines() {
        let card = "BEGIN:VCARD\r\nVERSION:2.1\r\nN:山田;太郎\r\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=B1=B1=E7=94=B0=\r\n=E5=A4=AA=E9=83=8E\r\n\
            item1.TEL;TYPE=CELL:090-1234-5678\r\nADR;TYPE=WORK:;;1-2-3;千代田区;東京都;100-0001;日本\r\nNOTE:a long\r\n  note\r\nEND:VCARD\r\n";
        assert_eq!(
            text(card),
            "Name: 山田太郎\nTel: 090-1234-5678\nAddress: 1-2-3 千代田区 東京都 100-0001 日本\nNote: a long note\n\n"
        );
    }

    #[test]
    fn directory_entries_and_meetings_are_read() {
        let entry = "dn: cn=x,dc=example\ncn:: VHLhuqduIEjhu5NuZw==\nmail: hong@example.vn\n\ndn: y\ncn: B\n";
        assert!(text(entry).contains("Name: Trần Hồng\nEmail: hong@example.vn\n"));
        let meeting = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nATTENDEE;CN=\"Ann Lee\":mailto:ann@example.com\nEND:VEVENT\nEND:VCALENDAR\n";
        assert!(text(meeting).contains("To: Ann Lee <ann@example.com>\n"));
    }
}

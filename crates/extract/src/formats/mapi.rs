//! What Outlook's formats share: properties of a mail, compressed RTF, HTML wrapped in RTF.

use super::text::html_to_text;
use crate::layout::add_tables;
use candor_facts::{Document, HowRead, Part, PartKind};

/// The properties of one message.
#[derive(Debug, Default)]
pub struct Mail {
    pub subject: Option<String>,
    pub from: Option<String>,
    /// Role (1 to, 2 cc, 3 bcc) and address.
    pub recipients: Vec<(u8, String)>,
    /// What the program shows when there is no list of recipients.
    pub shown_to: Option<String>,
    pub shown_cc: Option<String>,
    /// 100 ns since 1601.
    pub sent: Option<i64>,
    pub body: Option<String>,
    pub html: Option<String>,
    /// Compressed.
    pub rtf: Option<Vec<u8>>,
    /// Labelled values of contacts and meetings.
    pub fields: Vec<(&'static str, String)>,
}

/// Properties of contacts, with labels that a reader of lines knows.
pub const CONTACT_FIELDS: &[(u16, &str)] = &[
    (0x3001, "Name"),
    (0x3a16, "Company"),
    (0x3a18, "Department"),
    (0x3a17, "Title"),
    (0x3a08, "Tel"),
    (0x3a09, "Tel"),
    (0x3a1c, "Mobile"),
    (0x3a15, "Address"),
    (0x3a29, "Address"),
    (0x3a27, "City"),
    (0x3a2a, "Postal code"),
    (0x39fe, "Email"),
    (0x8083, "Email"),
    (0x8093, "Email"),
];

impl Mail {
    pub fn into_document(self, kind: &str) -> Document {
        let mut parts = vec![Part::text(PartKind::Headers, "headers", self.headers())];
        let text = self.text();
        if !text.trim().is_empty() {
            let mut part = Part::text(PartKind::Body, "body", text.replace("\r\n", "\n"));
            add_tables(&mut part);
            parts.push(part);
        }
        let fields = self.labelled();
        if !fields.is_empty() {
            parts.push(Part::text(PartKind::Body, "fields", fields));
        }
        Document::read(kind, HowRead::Structure, parts)
    }

    /// What messages, contacts and meetings keep as strings under the numbers of [MS-OXPROPS].
    pub fn of(string: &dyn Fn(u16) -> Option<String>, names: &Names) -> Self {
        let class = string(0x001a).unwrap_or_default().to_ascii_lowercase();
        let mut mail = Self {
            subject: string(0x0037),
            from: address(string(0x0c1a), string(0x5d01).or_else(|| string(0x0c1f))),
            shown_to: string(0x0e04),
            shown_cc: string(0x0e03),
            body: string(0x1000),
            ..Self::default()
        };
        if !class.starts_with("ipm.note") {
            // Contacts, meetings and tasks keep what they say in other properties.
            let named = |id: u16| if id < 0x8000 { Some(id) } else { names.0.get(&id).copied() };
            mail.fields = CONTACT_FIELDS
                .iter()
                .filter_map(|(id, label)| Some((*label, string(named(*id)?)?)))
                .collect();
        }
        mail
    }

    /// Adds one whom the message went to.
    pub fn recipient(&mut self, role: Option<u8>, string: &dyn Fn(u16) -> Option<String>) {
        let shown = address(string(0x3001), string(0x39fe).or_else(|| string(0x3003)));
        let role = role.filter(|role| (1..=3).contains(role)).unwrap_or(1);
        self.recipients.extend(shown.map(|shown| (role, shown)));
    }

    /// The fields, each behind its label on a line of its own.
    pub fn labelled(&self) -> String {
        self.fields.iter().map(|(label, value)| format!("{label}: {value}\n")).collect()
    }

    /// The subject without the control character and the length that mark a prefix such as `RE:`.
    pub fn subject(&self) -> String {
        let subject = self.subject.as_deref().unwrap_or_default();
        match subject.strip_prefix('\u{1}') {
            Some(marked) => marked.chars().skip(1).collect(),
            None => subject.to_owned(),
        }
    }

    fn headers(&self) -> String {
        let mut text = String::new();
        if let Some(from) = &self.from {
            text.push_str(&format!("From: {from}\n"));
        }
        for (role, address) in &self.recipients {
            let label = match role {
                2 => "Cc",
                3 => "Bcc",
                _ => "To",
            };
            text.push_str(&format!("{label}: {address}\n"));
        }
        if self.recipients.is_empty() {
            for (label, shown) in [("To", &self.shown_to), ("Cc", &self.shown_cc)] {
                if let Some(shown) = shown {
                    text.push_str(&format!("{label}: {shown}\n"));
                }
            }
        }
        if let Some(date) = self.sent.and_then(date) {
            text.push_str(&format!("Date: {date}\n"));
        }
        text.push_str(&format!("Subject: {}\n", self.subject()));
        text
    }

    /// The body: plain text when there is some, else HTML, else RTF, as text.
    pub fn text(&self) -> String {
        let plain = self.body.clone().filter(|text| !text.trim().is_empty());
        let html = || self.html.as_ref().map(|html| html_to_text(html).0);
        let rtf = || {
            let rtf = decompressed(self.rtf.as_ref()?, RTF_BYTES_MAX)?;
            Some(rtf_to_text(&rtf))
        };
        plain.or_else(html).filter(|text| !text.trim().is_empty()).or_else(rtf).unwrap_or_default()
    }
}

/// The numbers that a file gave to the named properties of contacts, by the numbers of [MS-OXPROPS].
#[derive(Debug, Default)]
pub struct Names(std::collections::HashMap<u16, u16>);

/// The set of names of contacts.
const CONTACTS: [u8; 16] = [4, 0x20, 6, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0x46];

impl Names {
    /// From the streams of sets and of entries. Source: [MS-OXMSG] 2.2.3.1, [MS-PST] 2.4.7.
    pub fn new(sets: &[u8], entries: &[u8]) -> Self {
        // The first sets have numbers of their own, which contacts do not use.
        let set = |number: usize| sets.chunks_exact(16).nth(number.checked_sub(3)?);
        let number = |entry: &[u8], at| super::le(entry, at, 2).and_then(|n| u16::try_from(n).ok());
        let name = |entry: &[u8]| {
            let kind = number(entry, 4)?;
            let is_number = kind & 1 == 0 && number(entry, 2)? == 0;
            let ours = set(usize::from(kind >> 1)) == Some(CONTACTS.as_slice());
            let id = number(entry, 6)?.checked_add(0x8000)?;
            (is_number && ours).then_some((number(entry, 0)?, id))
        };
        Self(entries.chunks_exact(8).filter_map(name).collect())
    }
}

/// The code page of 8-bit strings, from the properties that may tell it.
pub fn code_page(integer: &dyn Fn(u16) -> Option<u32>) -> u16 {
    let told = [0x3ffd, 0x3fde].iter().find_map(|id| integer(*id));
    told.and_then(|page| u16::try_from(page).ok()).unwrap_or(1252)
}

const RTF_BYTES_MAX: usize = 32 << 20;

/// `name <address>`; addresses of the internal directory (`/O=…`) are left out.
pub fn address(name: Option<String>, address: Option<String>) -> Option<String> {
    let address = address.filter(|address| !address.starts_with('/'));
    match (name, address) {
        (Some(name), Some(address)) if name != address => Some(format!("{name} <{address}>")),
        (name, address) => address.or(name),
    }
}

/// 100 ns since 1601 as RFC 3339.
fn date(filetime: i64) -> Option<String> {
    let seconds = filetime.checked_div(10_000_000)?.checked_sub(11_644_473_600)?;
    (filetime > 0)
        .then(|| jiff::Timestamp::from_second(seconds).ok())
        .flatten()
        .map(|time| time.to_string())
}

/// The same as a mail header writes it.
pub fn mail_date(filetime: i64) -> Option<String> {
    let seconds = filetime.checked_div(10_000_000)?.checked_sub(11_644_473_600)?;
    let time = jiff::Timestamp::from_second(seconds).ok()?;
    jiff::fmt::rfc2822::to_string(&time.to_zoned(jiff::tz::TimeZone::UTC)).ok()
}

pub fn utf16(bytes: &[u8]) -> String {
    encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0.into_owned()
}

pub fn eight_bit(bytes: &[u8], code_page: u16) -> String {
    // The zero that ends a string would make one of wide characters of it.
    let end = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    let bytes = bytes.get(..end).unwrap_or(bytes);
    match codepage::to_encoding(code_page) {
        // Western strings of programs that never set their code page hold anything.
        Some(encoding) if code_page != 1252 => encoding.decode(bytes).0.into_owned(),
        _ => crate::decode(bytes).0,
    }
}

/// Words that compressed RTF refers to before its first byte. Source: [MS-OXRTFCP] 2.1.2.1.
const PREBUFFER: &[u8] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
const COMPRESSED: u32 = 0x7546_5a4c;
const STORED: u32 = 0x414c_454d;

/// Compressed RTF ([MS-OXRTFCP]): a dictionary of 4,096 bytes, control bits from the lowest.
pub fn decompressed(bytes: &[u8], bytes_max: usize) -> Option<Vec<u8>> {
    let number = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let end = (number(0)? as usize).saturating_add(4).min(bytes.len());
    match number(8)? {
        STORED => return bytes.get(16..end).map(<[u8]>::to_vec),
        COMPRESSED => {}
        _ => return None,
    }
    let mut dictionary = [0_u8; 4096];
    dictionary.get_mut(..PREBUFFER.len())?.copy_from_slice(PREBUFFER);
    let mut write = PREBUFFER.len();
    let mut source = bytes.get(16..end)?.iter().copied();
    let mut out = Vec::new();
    let mut put = |out: &mut Vec<u8>, dictionary: &mut [u8; 4096], byte: u8| {
        out.push(byte);
        dictionary[write] = byte;
        write = (write + 1) % 4096;
        write
    };
    let mut at_write = PREBUFFER.len();
    while let Some(control) = source.next() {
        for bit in 0..8 {
            let Some(first) = source.next() else { return Some(out) };
            if control >> bit & 1 == 0 {
                at_write = put(&mut out, &mut dictionary, first);
                continue;
            }
            let Some(second) = source.next() else { return Some(out) };
            let from = usize::from(first) << 4 | usize::from(second >> 4);
            if from == at_write || out.len() > bytes_max {
                return Some(out);
            }
            for step in 0..usize::from(second & 15) + 2 {
                let byte = dictionary[(from + step) % 4096];
                at_write = put(&mut out, &mut dictionary, byte);
            }
        }
    }
    Some(out)
}

/// The text of RTF: what a word processor would show, or the HTML that it wraps ([MS-OXRTFEX]).
pub fn rtf_to_text(rtf: &[u8]) -> String {
    let wraps_html =
        crate::kind::find(rtf.get(..rtf.len().min(4096)).unwrap_or(rtf), b"\\fromhtml1").is_some();
    let text = Rtf::new(rtf, wraps_html).text();
    if wraps_html { html_to_text(&text).0 } else { text }
}

/// A small RTF reader: groups, control words, code pages, Unicode escapes.
struct Rtf<'a> {
    source: &'a [u8],
    at: usize,
    wraps_html: bool,
    encoding: &'static encoding_rs::Encoding,
    /// Bytes of the code page that wait to be decoded together.
    pending: Vec<u8>,
    out: String,
}

/// State that a group inherits and gives back.
#[derive(Clone, Copy)]
struct Group {
    hidden: bool,
    html_tag: bool,
    html_rtf: bool,
    /// Characters that stand for a Unicode escape where it cannot be shown.
    fallback: usize,
}

/// Groups that hold no text of the document.
const HIDDEN_GROUPS: &[&[u8]] = &[
    b"fonttbl",
    b"colortbl",
    b"stylesheet",
    b"pict",
    b"objdata",
    b"themedata",
    b"colorschememapping",
    b"latentstyles",
    b"datastore",
    b"listtable",
    b"listoverridetable",
    b"rsidtbl",
    b"xmlnstbl",
    b"generator",
    b"fldinst",
    b"filetbl",
    b"revtbl",
    b"bkmkstart",
    b"bkmkend",
];

impl<'a> Rtf<'a> {
    fn new(source: &'a [u8], wraps_html: bool) -> Self {
        let encoding = encoding_rs::WINDOWS_1252;
        Self { source, at: 0, wraps_html, encoding, pending: Vec::new(), out: String::new() }
    }

    fn text(mut self) -> String {
        let mut groups = Vec::new();
        let mut group = Group { hidden: false, html_tag: false, html_rtf: false, fallback: 1 };
        let mut skip = 0;
        while let Some(byte) = self.next() {
            match byte {
                b'{' => groups.push(group),
                b'}' => {
                    self.flush();
                    group = groups.pop().unwrap_or(group);
                }
                b'\\' => self.control(&mut group, &mut skip),
                b'\r' | b'\n' => {}
                _ if skip > 0 => skip -= 1,
                _ => self.push_byte(byte, group),
            }
            if groups.len() > 10_000 {
                break;
            }
        }
        self.flush();
        self.out
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.source.get(self.at).copied();
        self.at += 1;
        byte
    }

    fn shows(&self, group: Group) -> bool {
        if self.wraps_html {
            group.html_tag || !group.hidden && !group.html_rtf
        } else {
            !group.hidden
        }
    }

    fn push_byte(&mut self, byte: u8, group: Group) {
        if self.shows(group) {
            self.pending.push(byte);
        }
    }

    fn push(&mut self, c: char, group: Group) {
        if self.shows(group) {
            self.flush();
            self.out.push(c);
        }
    }

    fn flush(&mut self) {
        let bytes = std::mem::take(&mut self.pending);
        self.out.push_str(&self.encoding.decode_without_bom_handling(&bytes).0);
    }

    fn control(&mut self, group: &mut Group, skip: &mut usize) {
        let Some(first) = self.next() else { return };
        if !first.is_ascii_alphabetic() {
            match first {
                b'\'' => {
                    let hex = self
                        .source
                        .get(self.at..self.at + 2)
                        .and_then(|two| std::str::from_utf8(two).ok());
                    self.at += 2;
                    match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                        Some(_) if *skip > 0 => *skip -= 1,
                        Some(byte) => self.push_byte(byte, *group),
                        None => {}
                    }
                }
                b'*' => group.hidden = true,
                b'~' => self.push('\u{a0}', *group),
                b'{' | b'}' | b'\\' => self.push_byte(first, *group),
                b'\r' | b'\n' => self.push('\n', *group),
                _ => {}
            }
            return;
        }
        let start = self.at - 1;
        while self.source.get(self.at).is_some_and(u8::is_ascii_alphabetic) {
            self.at += 1;
        }
        let word = self.source.get(start..self.at).unwrap_or_default();
        let from = self.at;
        if self.source.get(self.at) == Some(&b'-') {
            self.at += 1;
        }
        while self.source.get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        let digits =
            self.source.get(from..self.at).and_then(|digits| std::str::from_utf8(digits).ok());
        let number: Option<i64> = digits.and_then(|digits| digits.parse().ok());
        if self.source.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        self.word(word, number, group, skip);
    }

    fn word(&mut self, word: &[u8], number: Option<i64>, group: &mut Group, skip: &mut usize) {
        match word {
            b"par" | b"line" | b"row" | b"sect" | b"page" => self.push('\n', *group),
            b"tab" | b"cell" => self.push('\t', *group),
            b"emdash" => self.push('—', *group),
            b"endash" => self.push('–', *group),
            b"lquote" | b"rquote" => self.push('\'', *group),
            b"ldblquote" | b"rdblquote" => self.push('"', *group),
            b"ansicpg" => {
                let page = number.and_then(|number| u16::try_from(number).ok());
                self.encoding = page.and_then(codepage::to_encoding).unwrap_or(self.encoding);
            }
            b"uc" => {
                group.fallback = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(1).min(8);
            }
            b"u" => {
                let code = number.unwrap_or(0).rem_euclid(65_536);
                let c = u32::try_from(code).ok().and_then(char::from_u32).unwrap_or('\u{fffd}');
                self.push(c, *group);
                *skip = group.fallback;
            }
            b"bin" => self.at += number.and_then(|n| usize::try_from(n).ok()).unwrap_or(0),
            b"htmltag" => (group.hidden, group.html_tag) = (false, true),
            b"htmlrtf" => group.html_rtf = number != Some(0),
            _ if HIDDEN_GROUPS.contains(&word) => group.hidden = true,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contacts_keep_their_address_under_a_number_of_the_file() {
        let other = [7; 16];
        let sets = [other, CONTACTS].concat();
        // A name by string, an entry of another set, the address of contacts in the second set.
        let entries = [
            [0x83, 0x80, 0, 0, 4 << 1 | 1, 0, 3, 0],
            [0x83, 0x80, 0, 0, 3 << 1, 0, 4, 0],
            [0x83, 0x80, 0, 0, 4 << 1, 0, 5, 0],
        ];
        let names = Names::new(&sets, &entries.concat());
        let string = |id: u16| match id {
            0x001a => Some("IPM.Contact".to_owned()),
            0x3001 => Some("高橋花子".to_owned()),
            0x8005 => Some("hanako@example.jp".to_owned()),
            _ => None,
        };
        let mail = Mail::of(&string, &names);
        assert_eq!(mail.labelled(), "Name: 高橋花子\nEmail: hanako@example.jp\n");
        assert_eq!(Mail::of(&string, &Names::default()).labelled(), "Name: 高橋花子\n");
    }

    #[test]
    fn strings_of_one_byte_end_before_their_zero() {
        assert_eq!(eight_bit(b"Untitled Attachment\0", 1252), "Untitled Attachment");
        assert_eq!(eight_bit(b"\x8e\x52\x93\x63\0\0", 932), "山田");
        assert_eq!(eight_bit(b"", 932), "");
    }

    #[test]
    fn compressed_rtf_is_unpacked() {
        // The example of [MS-OXRTFCP] 3.1.1.
        let packed = [
            0x2d, 0, 0, 0, 0x2b, 0, 0, 0, 0x4c, 0x5a, 0x46, 0x75, 0xf1, 0xc5, 0xc7, 0xa7, 0x03,
            0x00, 0x0a, 0x00, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0a, 0xf3,
            0x20, 0x68, 0x65, 0x6c, 0x09, 0x00, 0x20, 0x62, 0x77, 0x05, 0xb0, 0x6c, 0x64, 0x7d,
            0x0a, 0x80, 0x0f, 0xa0,
        ];
        let rtf = decompressed(&packed, 1000).unwrap();
        assert_eq!(rtf, b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
        assert_eq!(rtf_to_text(&rtf), "hello world");
        assert_eq!(decompressed(&packed[..10], 1000), None);
    }

    #[test]
    fn rtf_gives_its_words_and_the_html_it_wraps() {
        let rtf = b"{\\rtf1\\ansi\\ansicpg932{\\fonttbl{\\f0 Arial;}}\\f0 \\'8e\\'52\\'93\\'63\\par tel\\tab 03{\\*\\bkmkstart x}\\u26481?}";
        assert_eq!(rtf_to_text(rtf), "山田\ntel\t03東");
        let html = b"{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 {\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0 Hello}\\htmlrtf \\par}\\htmlrtf0{\\*\\htmltag72 </p>}}";
        assert_eq!(rtf_to_text(html).trim(), "Hello");
    }

    #[test]
    fn addresses_of_the_directory_are_left_out() {
        assert_eq!(address(Some("A".into()), Some("/O=X/CN=A".into())), Some("A".into()));
        assert_eq!(address(None, Some("a@example.com".into())), Some("a@example.com".into()));
    }
}

//! What tells by itself that bytes of a file are missing: an end mark that is not there, holes of
//! zeros. Readers that repair what they can would pass over it.

use crate::Kind;
use crate::kind::find;

/// Zeros in a row that no text holds.
const HOLE_BYTES_MIN: usize = 16;
/// The end mark of a PDF stands so near its end. Source: Adobe's notes on ISO 32000 (1,024 bytes), and room.
const PDF_TAIL_BYTES: usize = 4096;

/// What is missing of a file that reads as if it were whole.
pub fn gap(kind: Kind, bytes: &[u8]) -> Option<String> {
    let is_cut = match kind {
        Kind::Pdf => bytes.starts_with(b"%PDF-") && find(tail(bytes), b"startxref").is_none(),
        Kind::Rtf => is_open(bytes),
        Kind::Html => is_open_page(bytes),
        Kind::Eml => boundary(bytes).is_some_and(|mark| find(bytes, &mark).is_none()),
        _ => false,
    };
    if is_cut {
        return Some("cut off: its end is missing".to_owned());
    }
    let is_text = matches!(
        kind,
        Kind::Text
            | Kind::Eml
            | Kind::Emlx
            | Kind::Html
            | Kind::Xml
            | Kind::Json
            | Kind::Sql
            | Kind::Cards(_)
    );
    let holes = if is_text { holes(bytes) } else { 0 };
    (holes > 0).then(|| format!("{holes} bytes of zeros, where text may have stood"))
}

/// Bytes in runs of zeros that are too long for text, that of wide characters too.
pub fn holes(bytes: &[u8]) -> usize {
    // Most text has none, which is soon seen.
    if !bytes.contains(&0) {
        return 0;
    }
    zeros(bytes).filter(|length| *length >= HOLE_BYTES_MIN).sum()
}

/// The lengths of the runs of zeros.
pub fn zeros(bytes: &[u8]) -> impl Iterator<Item = usize> {
    bytes.split(|byte| *byte != 0).map(<[u8]>::len)
}

fn tail(bytes: &[u8]) -> &[u8] {
    let bytes = without_padding(bytes);
    bytes.get(bytes.len().saturating_sub(PDF_TAIL_BYTES)..).unwrap_or(bytes)
}

/// Without the zeros and white space that fill a file up.
fn without_padding(bytes: &[u8]) -> &[u8] {
    let is_padding = |byte: &u8| *byte == 0 || byte.is_ascii_whitespace();
    let end = bytes.iter().rposition(|byte| !is_padding(byte)).map_or(0, |last| last + 1);
    bytes.get(..end).unwrap_or(bytes)
}

/// Whether groups of RTF are begun and not ended.
fn is_open(bytes: &[u8]) -> bool {
    let raw = bytes.windows(5).any(|word| word.starts_with(b"\\bin") && word[4].is_ascii_digit());
    if raw {
        // Pictures as they are hold any bytes.
        return without_padding(bytes).last() != Some(&b'}');
    }
    let (mut open, mut is_escaped) = (0_usize, false);
    for byte in bytes {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'{' => open += 1,
            b'}' => open = open.saturating_sub(1),
            _ => {}
        }
    }
    open > 0
}

/// Whether a page is begun and not ended. Pieces of pages are neither, and a page may leave out one of its ends.
fn is_open_page(bytes: &[u8]) -> bool {
    let page = bytes.to_ascii_lowercase();
    let has = |mark: &[u8]| find(&page, mark).is_some();
    has(b"<html") && !has(b"</html") && !has(b"</body")
}

/// The line that ends a mail of several parts. Source: RFC 2046 5.1.1.
fn boundary(bytes: &[u8]) -> Option<Vec<u8>> {
    let end = [&b"\n\n"[..], b"\r\n\r\n"].iter().filter_map(|blank| find(bytes, blank)).min()?;
    let head = String::from_utf8_lossy(bytes.get(..end)?);
    let unfolded = head.replace("\r\n", "\n").replace("\n ", " ").replace("\n\t", " ");
    let line = unfolded.lines().find(|line| starts_with(line, "content-type:"))?;
    let (_, kind) = line.split_once(':')?;
    let at = find(kind.to_ascii_lowercase().as_bytes(), b"boundary=")? + "boundary=".len();
    let value = kind.get(at..)?.trim();
    let value = match value.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => value.split([';', ' ', '(']).next()?,
    };
    let is_several = starts_with(kind.trim(), "multipart/") && !value.is_empty();
    is_several.then(|| format!("--{value}--").into_bytes())
}

fn starts_with(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(kind: Kind, bytes: &[u8]) -> bool {
        gap(kind, bytes).is_some_and(|what| what.starts_with("cut off"))
    }

    #[test]
    fn files_without_their_end_say_so() {
        assert!(!cut(Kind::Pdf, b"%PDF-1.4 startxref 9 %%EOF"));
        let padded = [&b"%PDF-1.4 startxref 9 %%EOF\n"[..], &[0; 5000]].concat();
        assert!(!cut(Kind::Pdf, &padded));
        assert!(cut(Kind::Pdf, b"%PDF-1.4 1 0 obj <<>> endobj"));
        assert!(!cut(Kind::Rtf, b"{\\rtf1 a \\{ b {\\b c}}"));
        assert!(cut(Kind::Rtf, b"{\\rtf1 a {\\b c}"));
        assert!(!cut(Kind::Html, b"<HTML><p>a</p></Html>") && !cut(Kind::Html, b"<p>a</p>"));
        assert!(cut(Kind::Html, b"<html><p>a</p>"));
    }

    #[test]
    fn a_mail_ends_with_the_mark_of_its_last_part() {
        let head = "Subject: x\r\nContent-Type: multipart/mixed;\r\n\tBoundary=\"b;1\"\r\n\r\n";
        let whole = format!("{head}--b;1\r\n\r\ntext\r\n--b;1--\r\n");
        assert!(!cut(Kind::Eml, whole.as_bytes()));
        assert!(cut(Kind::Eml, whole.trim_end().trim_end_matches("--").as_bytes()));
        assert!(!cut(Kind::Eml, b"Subject: x\nContent-Type: text/plain\n\ntext"));
    }

    #[test]
    fn holes_are_counted_and_wide_text_has_none() {
        let text = [b"name,phone\n".repeat(50), vec![0; 512], b"x,y\n".repeat(50)].concat();
        let said = "512 bytes of zeros, where text may have stood";
        assert_eq!(gap(Kind::Text, &text).as_deref(), Some(said));
        let wide: Vec<u8> = "name".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(gap(Kind::Text, &wide), None);
        assert_eq!(gap(Kind::Docx, &text), None);
    }
}

//! Encodings of seven bits that switch between character sets: ISO-2022-JP, ISO-2022-KR, HZ.

use super::judge::Reading;
use crate::kind::find;

/// The shifted encoding whose marks the bytes hold.
pub fn reading(bytes: &[u8]) -> Option<Reading> {
    let head = bytes.get(..bytes.len().min(1 << 16)).unwrap_or(bytes);
    if head.iter().any(|byte| *byte >= 0x80) {
        return None;
    }
    if find(head, b"\x1b$)C").is_some() && head.contains(&0x0e) {
        return Some(Reading::Own("ISO-2022-KR", iso_2022_kr));
    }
    if [&b"\x1b$B"[..], b"\x1b$@", b"\x1b(J", b"\x1b(I"]
        .iter()
        .any(|mark| find(head, mark).is_some())
    {
        return Some(Reading::Standard(encoding_rs::ISO_2022_JP));
    }
    is_hz(head).then_some(Reading::Own("HZ-GB-2312", hz))
}

/// Every `~{` is followed by pairs of GB 2312 and closed by `~}`.
fn is_hz(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    let mut spans = 0;
    while let Some(start) = find(rest, b"~{") {
        let body = rest.get(start + 2..).unwrap_or_default();
        let Some(end) = find(body, b"~}").or_else(|| find(body, b"\n")) else { break };
        let inside = body.get(..end).unwrap_or_default();
        let pairs = inside.len() % 2 == 0
            && !inside.is_empty()
            && inside.iter().step_by(2).all(|lead| (0x21..=0x77).contains(lead))
            && inside.iter().skip(1).step_by(2).all(|trail| (0x21..=0x7e).contains(trail));
        if !pairs {
            return false;
        }
        spans += 1;
        rest = body.get(end..).unwrap_or_default();
    }
    spans > 0
}

fn hz(bytes: &[u8]) -> String {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut shifted = false;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let next = bytes.get(at + 1).copied();
        match (byte, next, shifted) {
            (b'~', Some(b'{'), false) => (shifted, at) = (true, at + 1),
            (b'~', Some(b'}'), true) => (shifted, at) = (false, at + 1),
            (b'~', Some(b'~'), false) => {
                plain.push(b'~');
                at += 1;
            }
            (b'~', Some(b'\n'), false) => at += 1,
            (b'\n', ..) => {
                shifted = false;
                plain.push(byte);
            }
            (_, _, true) => plain.push(byte | 0x80),
            (_, _, false) => plain.push(byte),
        }
        at += 1;
    }
    encoding_rs::GBK.decode_without_bom_handling(&plain).0.into_owned()
}

fn iso_2022_kr(bytes: &[u8]) -> String {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut shifted = false;
    let mut rest = bytes;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            0x1b if after.starts_with(b"$)C") => rest = after.get(3..).unwrap_or_default(),
            0x0e => shifted = true,
            0x0f => shifted = false,
            0x21..=0x7e if shifted => plain.push(byte | 0x80),
            _ => plain.push(byte),
        }
    }
    encoding_rs::EUC_KR.decode_without_bom_handling(&plain).0.into_owned()
}

#[cfg(test)]
mod tests {
    use super::super::decode;

    #[test]
    fn shifted_text_is_read() {
        let seven = |encoding: &'static encoding_rs::Encoding, text| -> Vec<u8> {
            encoding.encode(text).0.iter().map(|byte| byte & 0x7f).collect()
        };
        let hz = [&b"Dr. ~{"[..], &seven(encoding_rs::GBK, "洁"), b"~} ~~ x"].concat();
        assert_eq!(decode(&hz).0, "Dr. 洁 ~ x");
        let kr = [&b"\x1b$)CName: \x0e"[..], &seven(encoding_rs::EUC_KR, "김"), b"\x0f."].concat();
        assert_eq!(decode(&kr).0, "Name: 김.");
        assert_eq!(decode(b"cost ~{not hz").0, "cost ~{not hz");
    }
}

//! From bytes to text: byte-order marks, UTF-8, UTF-16 without a mark, ISO-2022-JP, then the
//! statistics of `chardetng`.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Decoded text, the encoding's name, and whether some bytes had no meaning in it.
pub fn decode(bytes: &[u8]) -> (String, &'static str, bool) {
    let (encoding, skip) = Encoding::for_bom(bytes).unwrap_or_else(|| (guess(bytes), 0));
    let body = bytes.get(skip..).unwrap_or_default();
    let (text, had_errors) = encoding.decode_without_bom_handling(body);
    (text.into_owned(), encoding.name(), had_errors)
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0x1b) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

/// Latin text in UTF-16 has a zero in every second byte and letters in the others.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(4096) & !1).filter(|sample| sample.len() >= 8)?;
    let half = |offset: usize| sample.iter().skip(offset).step_by(2);
    let zeros = |offset| half(offset).filter(|byte| **byte == 0).count() * 6 > sample.len();
    let letters = |offset| {
        let plain = |byte: &&u8| byte.is_ascii_graphic() || byte.is_ascii_whitespace();
        half(offset).filter(plain).count() * 4 > sample.len()
    };
    if zeros(0) && letters(1) {
        Some(UTF_16BE)
    } else if zeros(1) && letters(0) {
        Some(UTF_16LE)
    } else {
        None
    }
}

/// The name of a container's entry: UTF-8, else Shift_JIS when every byte fits, else a guess.
pub fn decode_name(raw: &[u8]) -> (String, Option<Vec<u8>>) {
    if let Ok(text) = std::str::from_utf8(raw) {
        return (text.to_owned(), None);
    }
    let (text, had_errors) = encoding_rs::SHIFT_JIS.decode_without_bom_handling(raw);
    let name = if had_errors { decode(raw).0 } else { text.into_owned() };
    (name, Some(raw.to_vec()))
}

/// Whether bytes look like text in any encoding: few control characters, no zero bytes unless
/// they are UTF-16.
pub fn is_text(bytes: &[u8]) -> bool {
    let sample = bytes.get(..bytes.len().min(8192)).unwrap_or(bytes);
    if Encoding::for_bom(sample).is_some() || utf16_without_mark(sample).is_some() {
        return true;
    }
    let control = sample
        .iter()
        .filter(|b| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b))
        .count();
    !sample.contains(&0) && control * 50 <= sample.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn japanese_encodings_are_told_apart() {
        let text = "これは文字コードの試験です。氏名：山田太郎、電話番号と住所。";
        for encoding in
            [encoding_rs::SHIFT_JIS, encoding_rs::EUC_JP, encoding_rs::ISO_2022_JP, UTF_8]
        {
            let (bytes, _, _) = encoding.encode(text);
            assert_eq!(decode(&bytes).0, text, "{}", encoding.name());
        }
        let utf16: Vec<u8> = "name,phone\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&utf16).0, "name,phone\r\n");
    }

    #[test]
    fn an_entry_name_in_cp932_keeps_its_bytes() {
        let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode("人事/名簿.csv");
        assert_eq!(decode_name(&bytes), ("人事/名簿.csv".to_owned(), Some(bytes.to_vec())));
        assert_eq!(decode_name("a.txt".as_bytes()), ("a.txt".to_owned(), None));
    }

    #[test]
    fn binaries_are_not_text() {
        assert!(!is_text(&[0x7f, b'E', b'L', b'F', 0, 0, 1, 2]));
        assert!(is_text("平文".as_bytes()));
    }
}

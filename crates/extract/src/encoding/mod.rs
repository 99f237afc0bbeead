//! From bytes to text: byte-order marks, UTF-8, wide characters without a mark, escape sequences,
//! then the reading that looks most like language.

mod judge;
mod pieces;
mod shifted;
mod vietnamese;

use crate::gaps::{holes, zeros};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use judge::Reading;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

pub use judge::prepare;
pub use pieces::Pieces;

/// Decoded text, the encoding's name, and whether some bytes had no meaning in it. Letters and the
/// marks that follow them are composed.
pub fn decode(bytes: &[u8]) -> (String, &'static str, bool) {
    if let Some((big, skip)) = utf32(bytes) {
        return utf32_text(bytes.get(skip..).unwrap_or_default(), big);
    }
    let (reading, skip) = match Encoding::for_bom(bytes) {
        Some((encoding, skip)) => (Reading::Standard(encoding), skip),
        None => (guess(bytes), 0),
    };
    let (text, had_errors) = reading.decode(bytes.get(skip..).unwrap_or_default());
    (composed(text), reading.name(), had_errors)
}

/// One guess for many short texts of one file.
pub struct Guessed(Reading);

impl Guessed {
    pub fn of(bytes: &[u8]) -> Self {
        Self(guess(bytes))
    }

    pub fn decode(&self, bytes: &[u8]) -> String {
        composed(self.0.decode(bytes).0)
    }
}

fn guess(bytes: &[u8]) -> Reading {
    if let Some(encoding) = utf16_without_mark(bytes) {
        return Reading::Standard(encoding);
    }
    if let Some(reading) = shifted::reading(bytes) {
        return reading;
    }
    if is_utf8(bytes) {
        return Reading::Standard(encoding_rs::UTF_8);
    }
    judge::best(bytes).unwrap_or_else(|| {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
        detector.feed(bytes, true);
        Reading::Standard(detector.guess(None, Utf8Detection::Allow))
    })
}

/// UTF-8, or UTF-8 with a few damaged bytes.
fn is_utf8(bytes: &[u8]) -> bool {
    let mut broken = 0_usize;
    let mut many = 0_usize;
    let mut foreign = 0_usize;
    for chunk in bytes.utf8_chunks() {
        broken += usize::from(!chunk.invalid().is_empty());
        many += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        foreign += chunk.valid().chars().filter(|c| matches!(c, '\u{700}'..='\u{7ff}')).count();
    }
    // Two accented letters of an old encoding may look like one letter of Syriac or N'Ko.
    let mistaken = foreign > 0 && foreign == many && foreign * 4 < bytes.len();
    !mistaken && (broken == 0 || broken * 20 < many)
}

/// Puts letters and the combining marks after them together; everything else stays as it is.
pub fn composed(text: String) -> String {
    if !text.chars().any(is_combining_mark) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find(is_combining_mark) {
        let base = rest.get(..at).and_then(|before| before.chars().next_back());
        let start = at - base.map_or(0, char::len_utf8);
        let marked = rest.get(start..).unwrap_or_default();
        let skip = base.map_or(0, char::len_utf8);
        let after = marked.get(skip..).unwrap_or_default();
        let end = skip + after.find(|c| !is_combining_mark(c)).unwrap_or(after.len());
        out.push_str(rest.get(..start).unwrap_or_default());
        out.extend(marked.get(..end).unwrap_or_default().nfc());
        rest = marked.get(end..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// UTF-32 by its mark, or by the zeros in every fourth byte: big-endian, and the mark's length.
fn utf32(bytes: &[u8]) -> Option<(bool, usize)> {
    if bytes.starts_with(&[0xff, 0xfe, 0, 0]) {
        return Some((false, 4));
    }
    if bytes.starts_with(&[0, 0, 0xfe, 0xff]) {
        return Some((true, 4));
    }
    let sample = bytes.get(..bytes.len().min(4096) & !3).filter(|sample| sample.len() >= 16)?;
    let is_char = |value: u32| char::from_u32(value).is_some_and(|c| c >= ' ' || c.is_whitespace());
    let all = |read: fn([u8; 4]) -> u32| {
        sample.as_chunks::<4>().0.iter().all(|four| is_char(read(*four)))
    };
    match (all(u32::from_be_bytes), all(u32::from_le_bytes)) {
        (true, _) => Some((true, 0)),
        (_, true) => Some((false, 0)),
        _ => None,
    }
}

fn utf32_text(bytes: &[u8], big: bool) -> (String, &'static str, bool) {
    let (fours, rest) = bytes.as_chunks::<4>();
    let read = |four: &[u8; 4]| {
        let value = if big { u32::from_be_bytes(*four) } else { u32::from_le_bytes(*four) };
        char::from_u32(value).unwrap_or('\u{fffd}')
    };
    let text: String = fours.iter().map(read).collect();
    let had_errors = !rest.is_empty() || text.contains('\u{fffd}');
    (composed(text), if big { "UTF-32BE" } else { "UTF-32LE" }, had_errors)
}

/// Wide characters without a mark: Latin text has a zero in every second byte and letters in the
/// others; other text reads without an error and holds zeros. Tables of numbers look alike, but hold control
/// characters.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(4096) & !1).filter(|sample| sample.len() >= 8)?;
    let half = |offset: usize| sample.iter().skip(offset).step_by(2);
    let zeros = |offset| half(offset).filter(|byte| **byte == 0).count() * 6 > sample.len();
    let letters = |offset| {
        let plain = |byte: &&u8| byte.is_ascii_graphic() || byte.is_ascii_whitespace();
        half(offset).filter(plain).count() * 4 > sample.len()
    };
    let written = |encoding: &'static Encoding| {
        let text = encoding.decode_without_bom_handling(sample).0;
        let control = text.chars().filter(|c| *c < ' ' && !c.is_whitespace()).count();
        control * 50 <= sample.len() / 2
    };
    if zeros(0) && letters(1) && written(UTF_16BE) {
        return Some(UTF_16BE);
    }
    if zeros(1) && letters(0) && written(UTF_16LE) {
        return Some(UTF_16LE);
    }
    if !sample.contains(&0) {
        return None;
    }
    [UTF_16LE, UTF_16BE].into_iter().find(|encoding| {
        let (text, had_errors) = encoding.decode_without_bom_handling(sample);
        let written = |c: char| {
            c.is_alphanumeric() || c.is_ascii_graphic() || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
        };
        let control = text.chars().any(|c| c < ' ' && !c.is_whitespace());
        let east = text.chars().filter(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{1ea0}'..='\u{1eff}')).count();
        let good = text.chars().filter(|c| written(*c) || c.is_whitespace()).count();
        !had_errors && !control && good == text.chars().count() && east * 3 > good
    })
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
/// they are wide characters or holes.
pub fn is_text(bytes: &[u8]) -> bool {
    let sample = bytes.get(..bytes.len().min(8192)).unwrap_or(bytes);
    if Encoding::for_bom(sample).is_some()
        || utf32(sample).is_some()
        || utf16_without_mark(sample).is_some()
    {
        return true;
    }
    // Whether zeros at the end of the sample go on is not known.
    let end = sample.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    let sample = sample.get(..end).unwrap_or(sample);
    let zeros: usize = zeros(sample).sum();
    let control = sample
        .iter()
        .filter(|b| **b < 0x20 && !matches!(**b, 0 | b'\t' | b'\n' | b'\r' | 0x0c | 0x1b))
        .count();
    // Zeros make a binary file, unless they all lie in holes that damage left in a text.
    let is_whole = zeros == 0 && end > 0 || zeros * 2 < sample.len() && zeros == holes(sample);
    is_whole && (control * 50 <= sample.len() || shifted::reading(sample).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn japanese_encodings_are_told_apart() {
        let text = "これは文字コードの試験です。氏名：山田太郎、電話番号と住所。";
        for encoding in [
            encoding_rs::SHIFT_JIS,
            encoding_rs::EUC_JP,
            encoding_rs::ISO_2022_JP,
            encoding_rs::UTF_8,
        ] {
            let (bytes, _, _) = encoding.encode(text);
            assert_eq!(decode(&bytes).0, text, "{}", encoding.name());
        }
        let utf16: Vec<u8> = "name,phone\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&utf16).0, "name,phone\r\n");
        let holed = [b"name,phone\n".repeat(20), vec![0; 64], b"x,y\n".repeat(20)].concat();
        assert!(is_text(&holed));
        let late = [b"name,phone\n".repeat(744), vec![0; 64], b"x,y\n".repeat(20)].concat();
        assert!(is_text(&late), "a hole that the sample cuts");
        assert!(!is_text(&[0; 100]));
        assert!(!is_text(b"\0\x0c\0C\0\x01\0N\0A\0\x02\0M\0E\0\x03\0X\0\x04\0Y\0\x05\0Z"));
        let wide: Vec<u8> = "氏名 山田\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&wide).0, "氏名 山田\n");
        let four: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        assert_eq!(decode(&four), (text.to_owned(), "UTF-32LE", false));
    }

    #[test]
    fn few_words_among_ascii_are_enough() {
        for (encoding, text) in [
            (encoding_rs::SHIFT_JIS, "name,mail\r\n鈴木 一郎,ichiro@example.com\r\n"),
            (encoding_rs::EUC_JP, "name,mail\r\n鈴木 一郎,ichiro@example.com\r\n"),
            (encoding_rs::SHIFT_JIS, "name,tel\nｽｽﾞｷ ｲﾁﾛｳ,03-1234-5678\n"),
            (encoding_rs::EUC_KR, "Name: 박지훈, phone 02-123-4567\n"),
            (encoding_rs::GBK, "Name: 王建国, phone 10-1234\n"),
            (encoding_rs::BIG5, "Name: 陳美惠, phone 02-1234\n"),
            (encoding_rs::WINDOWS_1251, "Name: Иван Петров\n"),
            (encoding_rs::KOI8_U, "Name: Иван Петров\n"),
            (encoding_rs::WINDOWS_1252, "Name: Jürgen Großmann, café\n"),
        ] {
            let (bytes, _, unmappable) = encoding.encode(text);
            assert!(!unmappable, "{text}");
            assert_eq!(decode(&bytes).0, text, "{}", encoding.name());
        }
    }

    #[test]
    fn vietnamese_is_composed_whatever_wrote_it() {
        let text = "Họ tên: Nguyễn Thị Hồng, Đường Láng";
        let apart: String = text.nfd().collect();
        assert_eq!(decode(apart.as_bytes()).0, text);
        let tcvn = b"H\xe4 t\xaan: Nguy\xd4n Th\xde H\xe5ng, \xa7\xad\xeang L\xb8ng";
        assert_eq!(decode(tcvn), (text.to_owned(), "TCVN3", false));
        let vni = b"Ho\xef te\xe2n: Nguye\xe3n Th\xf2 Ho\xe0ng, \xd1\xf6\xf4\xf8ng La\xf9ng";
        assert_eq!(decode(vni), (text.to_owned(), "VNI", false));
    }

    #[test]
    fn a_compatibility_ideograph_stays_as_it_is() {
        assert_eq!(decode("\u{fa19}社 が\u{3099}".as_bytes()).0.chars().next(), Some('\u{fa19}'));
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

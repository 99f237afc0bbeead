//! Large text, decoded piece by piece, so that neither its bytes nor its letters lie in memory twice.

use super::judge::Reading;
use super::{composed, guess, utf32};
use encoding_rs::Encoding;
use std::io::Read;

/// Bytes decoded at a time; a piece ends with a line.
const PIECE_BYTES: usize = 1 << 20;
/// A line longer than this is cut.
const LINE_BYTES_MAX: usize = 16 << 20;

/// Reads UTF-8, whatever the bytes were written in.
pub struct Pieces<'a> {
    rest: &'a [u8],
    reading: Reading,
    units: Units,
    text: String,
    /// How much of `text` was read.
    at: usize,
    /// Whether some bytes had no meaning so far.
    pub had_errors: bool,
}

/// What characters are made of: text is cut between two of them.
#[derive(Clone, Copy)]
enum Units {
    Bytes,
    /// Pairs of bytes, the low one first.
    PairsLowFirst,
    PairsHighFirst,
}

impl Units {
    fn of(encoding: &str) -> Self {
        match encoding {
            "UTF-16LE" => Self::PairsLowFirst,
            "UTF-16BE" => Self::PairsHighFirst,
            _ => Self::Bytes,
        }
    }

    const fn width(self) -> usize {
        match self {
            Self::Bytes => 1,
            Self::PairsLowFirst | Self::PairsHighFirst => 2,
        }
    }

    /// Whether the last unit is the first half of a letter of two.
    fn begins_pair(self, text: &[u8]) -> bool {
        let high = match (self, text) {
            (Self::PairsLowFirst, [.., high]) | (Self::PairsHighFirst, [.., high, _]) => *high,
            _ => return false,
        };
        (0xd8..0xdc).contains(&high)
    }

    /// The byte that a unit stands for, if it is one of ASCII.
    fn ascii(self, unit: &[u8]) -> Option<u8> {
        match (self, unit) {
            (Self::Bytes, [byte])
            | (Self::PairsLowFirst, [byte, 0])
            | (Self::PairsHighFirst, [0, byte]) => Some(*byte),
            _ => None,
        }
    }
}

impl<'a> Pieces<'a> {
    /// None for text whose characters are four bytes wide.
    pub fn new(bytes: &'a [u8]) -> Option<Self> {
        if utf32(bytes).is_some() {
            return None;
        }
        let (reading, skip) = match Encoding::for_bom(bytes) {
            Some((encoding, skip)) => (Reading::Standard(encoding), skip),
            None => (guess(bytes), 0),
        };
        let units = Units::of(reading.name());
        let rest = bytes.get(skip..).unwrap_or_default();
        Some(Self { rest, reading, units, text: String::new(), at: 0, had_errors: false })
    }

    pub fn encoding(&self) -> &'static str {
        self.reading.name()
    }

    /// The first piece, as long as nothing was read of it.
    pub fn ahead(&mut self) -> &str {
        self.fill();
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Decodes on until there is text to read: a piece of nothing but shifts is no end.
    fn fill(&mut self) {
        while self.at >= self.text.len() && !self.rest.is_empty() {
            self.next_piece();
        }
    }

    fn next_piece(&mut self) {
        let least = PIECE_BYTES.min(self.rest.len());
        let most = LINE_BYTES_MAX.min(self.rest.len());
        let (units, width) = (self.units, self.units.width());
        let mut beyond = self.rest.get(least..most).unwrap_or_default().chunks_exact(width);
        let line_end = beyond.position(|unit| units.ascii(unit) == Some(b'\n'));
        let line_end = line_end.map(|at| least + (at + 1) * width);
        let end = line_end.unwrap_or_else(|| self.gap_before(most));
        let (piece, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, &[]));
        self.rest = rest;
        let (text, had_errors) = self.reading.decode(piece);
        self.had_errors |= had_errors;
        self.text = composed(text);
        self.at = 0;
        if line_end.is_none() && !self.rest.is_empty() {
            self.text.push('\n');
        }
    }

    /// Where a line that is too long may be cut: behind a blank or a sign that is no part of a wider
    /// character in any encoding.
    fn gap_before(&self, most: usize) -> usize {
        let line = self.rest.get(..most).unwrap_or_default();
        if most == self.rest.len() {
            return most;
        }
        let is_gap = |unit| self.units.ascii(unit).is_some_and(|byte| (0x20..0x30).contains(&byte));
        let width = self.units.width();
        line.chunks_exact(width).rposition(is_gap).map_or_else(
            // Not between the two halves of a letter.
            || if self.units.begins_pair(line) { most - width } else { most },
            |at| (at + 1) * width,
        )
    }
}

impl Read for Pieces<'_> {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        self.fill();
        // Bytes are handed on, not letters: whoever reads them may stop inside one.
        let mut ahead = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let count = ahead.read(to)?;
        self.at += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_in_pieces_is_the_text_decoded_at_once() {
        let line = "山田太郎,03-1234-5678\r\n";
        let text = line.repeat(90_000);
        for encoding in [encoding_rs::SHIFT_JIS, encoding_rs::UTF_8, encoding_rs::ISO_2022_JP] {
            let (bytes, _, _) = encoding.encode(&text);
            let mut pieces = Pieces::new(&bytes).unwrap();
            assert!(pieces.ahead().starts_with("山田太郎"));
            let mut read = Vec::new();
            pieces.read_to_end(&mut read).unwrap();
            assert!(!pieces.had_errors);
            assert_eq!(String::from_utf8(read).unwrap(), text, "{}", encoding.name());
        }
        let long = vec![b'x'; LINE_BYTES_MAX + 10];
        let mut read = String::new();
        Pieces::new(&long).unwrap().read_to_string(&mut read).unwrap();
        assert_eq!(read.lines().map(str::len).collect::<Vec<_>>(), [LINE_BYTES_MAX, 10]);
        let low: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let high: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for wide in [[&[0xff, 0xfe], &*low].concat(), [&[0xfe, 0xff], &*high].concat(), low] {
            let mut pieces = Pieces::new(&wide).unwrap();
            let mut read = String::new();
            pieces.read_to_string(&mut read).unwrap();
            assert!(read == text && !pieces.had_errors, "{}", pieces.encoding());
        }
        let astral = "𠮷".repeat(LINE_BYTES_MAX / 4 + 5);
        let mut shifted = vec![0xff, 0xfe, b'x', 0];
        shifted.extend(astral.encode_utf16().flat_map(u16::to_le_bytes));
        let mut read = String::new();
        Pieces::new(&shifted).unwrap().read_to_string(&mut read).unwrap();
        assert_eq!(read.chars().filter(|c| *c == '𠮷').count(), LINE_BYTES_MAX / 4 + 5);
        let four: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        assert!(Pieces::new(&four).is_none());
    }
}

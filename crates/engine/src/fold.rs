//! Half-width view of a text: full-width digits, letters and signs become ASCII, one character
//! for one, so that patterns see one spelling and every hit maps back to the original bytes.

use std::ops::Range;

/// A folded text with the way back to the original offsets.
pub struct Folded {
    pub text: String,
    /// Original byte offset of every folded byte, and of the end; empty when nothing changed.
    back: Vec<u32>,
}

impl Folded {
    pub fn new(original: &str) -> Self {
        if !original.chars().any(|c| half(c) != c) {
            return Self { text: original.to_owned(), back: Vec::new() };
        }
        let mut text = String::with_capacity(original.len());
        let mut back = Vec::with_capacity(original.len() + 1);
        for (offset, c) in original.char_indices() {
            let folded = half(c);
            text.push(folded);
            let offset = u32::try_from(offset).unwrap_or(u32::MAX);
            back.extend(std::iter::repeat_n(offset, folded.len_utf8()));
        }
        back.push(u32::try_from(original.len()).unwrap_or(u32::MAX));
        Self { text, back }
    }

    /// The offset in the original text of an offset in the folded one.
    pub fn original(&self, offset: usize) -> u32 {
        match self.back.get(offset) {
            Some(original) => *original,
            None => u32::try_from(offset).unwrap_or(u32::MAX),
        }
    }
}

/// The lines of a text without their ends.
pub fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let body = start..start + line.trim_end_matches(['\n', '\r']).len();
        start += line.len();
        body
    })
}

/// The half-width form of one character (Unicode block Halfwidth and Fullwidth Forms, dashes and
/// the ideographic space); characters of the same kind stay one character.
pub fn half(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{00A0}' | '\u{202F}' => ' ',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | 'ｰ' => '-',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_lead_back_to_the_original() {
        let original = "電話：０３－１２";
        let folded = Folded::new(original);
        assert_eq!(folded.text, "電話:03-12");
        let at = folded.text.find("03").unwrap();
        let (start, end) = (folded.original(at) as usize, folded.original(at + 5) as usize);
        assert_eq!(&original[start..end], "０３－１２");
    }

    #[test]
    fn plain_text_is_left_alone() {
        let folded = Folded::new("Hồ Chí Minh 03");
        assert_eq!(folded.original(5), 5);
    }
}

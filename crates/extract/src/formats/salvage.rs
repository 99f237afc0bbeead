//! Loose text from files whose structure is damaged or not known: runs of characters, without order
//! or place. Better than nothing for a search, and never called read.

use candor_facts::{Document, HowRead, Part, PartKind, UnreadReason};

/// Shorter runs are chance.
const WIDE_RUN_MIN: usize = 5;
const NARROW_RUN_MIN: usize = 9;
const TEXT_BYTES_MAX: usize = 8 << 20;

/// A document of whatever text lies loose in the bytes, or the document that failed.
pub fn instead_of(failed: Document, bytes: &[u8]) -> Document {
    if failed.reason == Some(UnreadReason::Encrypted) {
        return failed;
    }
    let text = loose_text(bytes);
    if text.trim().is_empty() {
        return failed;
    }
    let part = Part::text(PartKind::Body, "loose text", text);
    let detail = format!("{}; loose text only, without order", failed.detail);
    Document::read(&failed.media_type, HowRead::Text, vec![part])
        .missing(failed.reason.unwrap_or(UnreadReason::Corrupt), detail)
}

fn loose_text(bytes: &[u8]) -> String {
    let mut text = String::new();
    let mut at = 0;
    while at < bytes.len() && text.len() < TEXT_BYTES_MAX {
        let rest = bytes.get(at..).unwrap_or_default();
        let (narrow, wide) = (narrow_run(rest), wide_run(rest));
        if narrow >= NARROW_RUN_MIN {
            push(&mut text, &String::from_utf8_lossy(rest.get(..narrow).unwrap_or_default()));
            at += narrow;
        } else if wide.chars().count() >= WIDE_RUN_MIN {
            push(&mut text, &wide);
            at += wide.encode_utf16().count() * 2;
        } else {
            at += 1;
        }
    }
    text
}

fn push(text: &mut String, run: &str) {
    let letters = run.chars().filter(|c| c.is_alphanumeric()).count();
    if letters * 2 > run.chars().count() {
        text.push_str(run.trim());
        text.push('\n');
    }
}

/// The run of UTF-16 at the start, up to where plain ASCII begins: Latin, Vietnamese, kana and
/// everyday ideographs.
fn wide_run(bytes: &[u8]) -> String {
    let mut run = String::new();
    for (number, pair) in bytes.as_chunks::<2>().0.iter().enumerate() {
        let unit = u16::from_le_bytes(*pair);
        let plain = matches!(unit, 9 | 0x20..=0x7e | 0xa0..=0x17f | 0x1a0..=0x1b0 | 0x1ea0..=0x1ef9 | 0x3000..=0x30ff | 0x4e00..=0x9fa5 | 0xff01..=0xff9f);
        let ascii = bytes.get(number * 2..).is_some_and(|rest| {
            rest.len() >= NARROW_RUN_MIN
                && rest.iter().take(NARROW_RUN_MIN).all(|byte| is_printable(*byte))
        });
        match char::from_u32(u32::from(unit)).filter(|_| plain && !ascii) {
            Some(c) => run.push(c),
            None => break,
        }
    }
    run
}

fn is_printable(byte: u8) -> bool {
    matches!(byte, 0x20..=0x7e | b'\t')
}

/// The length of the run of ASCII at the start.
fn narrow_run(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| is_printable(**byte)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_kept_and_noise_is_not() {
        let wide: Vec<u8> = "山田太郎 様".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let bytes = [
            &[0, 1, 2, 0xff][..],
            b"taro@example.com",
            &[0, 0, 7],
            &wide,
            &[0xff, 0xfe, 1],
            b"{}{}{}{}{}{}",
        ]
        .concat();
        assert_eq!(loose_text(&bytes), "taro@example.com\n山田太郎 様\n");
        let failed = Document::unread("doc", UnreadReason::Corrupt, "broken");
        let document = instead_of(failed, &bytes);
        assert_eq!(document.state, candor_facts::ReadState::PartlyRead);
        let locked = Document::unread("doc", UnreadReason::Encrypted, "locked");
        assert_eq!(instead_of(locked, &bytes).state, candor_facts::ReadState::Unread);
    }
}

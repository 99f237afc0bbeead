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
        let wide = wide_run(bytes.get(at..).unwrap_or_default());
        let narrow = narrow_run(bytes.get(at..).unwrap_or_default());
        if wide.chars().count() >= WIDE_RUN_MIN && wide.len() >= narrow {
            at += wide.encode_utf16().count() * 2;
            push(&mut text, &wide);
        } else if narrow >= NARROW_RUN_MIN {
            let run = bytes.get(at..at + narrow).unwrap_or_default();
            at += narrow;
            push(&mut text, &String::from_utf8_lossy(run));
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

/// The run of UTF-16 at the start: Latin, Vietnamese, kana and everyday ideographs.
fn wide_run(bytes: &[u8]) -> String {
    let units = bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair));
    units
        .map_while(|unit| {
            let plain = matches!(unit, 0x20..=0x7e | 0xa0..=0x17f | 0x1a0..=0x1b0 | 0x1ea0..=0x1ef9 | 0x3000..=0x30ff | 0x4e00..=0x9fa5 | 0xff01..=0xff9f | 9);
            plain.then(|| char::from_u32(u32::from(unit))).flatten()
        })
        .collect()
}

/// The length of the run of ASCII at the start.
fn narrow_run(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| matches!(byte, 0x20..=0x7e | b'\t')).count()
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

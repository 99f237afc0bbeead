//! One compressed file: gzip, bzip2, xz, lzma, zstd, lz4.

use super::Budget;
use crate::encoding::decode_name;
use crate::kind::Packing;
use crate::{Member, Reading};
use candor_facts::Document;
use std::io::Read;

/// Memory that a decoder's window may take.
const WINDOW_LOG_MAX: u32 = 27;
const LZMA_KILOBYTES_MAX: u32 = 128 << 10;

pub fn read(packing: Packing, reading: &mut Reading<'_>) -> Document {
    let bytes = reading.bytes;
    let mut member = Member::new("content", Vec::new());
    let opened: std::io::Result<Box<dyn Read>> = match packing {
        Packing::Gzip => {
            let decoder = flate2::read::MultiGzDecoder::new(bytes);
            if let Some(name) = decoder.header().and_then(|header| header.filename()) {
                (member.name, member.name_raw) = decode_name(name);
            }
            Ok(Box::new(decoder))
        }
        Packing::Bzip2 => Ok(Box::new(bzip2::read::MultiBzDecoder::new(bytes))),
        Packing::Xz => Ok(Box::new(lzma_rust2::XzReader::new(bytes, true))),
        Packing::Lzma => lzma_rust2::LzmaReader::new_mem_limit(bytes, LZMA_KILOBYTES_MAX, None)
            .map(|decoder| Box::new(decoder) as Box<dyn Read>),
        Packing::Zstd => zstd::stream::read::Decoder::new(bytes).and_then(|mut decoder| {
            decoder.window_log_max(WINDOW_LOG_MAX)?;
            Ok(Box::new(decoder) as Box<dyn Read>)
        }),
        Packing::Lz4 => Ok(Box::new(Lz4Frames(lz4_flex::frame::FrameDecoder::new(bytes)))),
    };
    let mut budget = Budget::new(reading);
    match opened {
        Ok(mut decoder) => budget.take_only(member, &mut decoder),
        Err(_) => budget.refuse(
            member,
            candor_facts::UnreadReason::Corrupt,
            "its first bytes make no sense, or it asks for too much memory",
        ),
    }
    budget.document(packing.name())
}

/// The frames of an lz4 file one after the other; the library stops after the first.
struct Lz4Frames<'a>(lz4_flex::frame::FrameDecoder<&'a [u8]>);

impl Read for Lz4Frames<'_> {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let outcome = self.0.read(to);
            let skip = match &outcome {
                Ok(0) if !to.is_empty() && !self.0.get_ref().is_empty() => 0,
                Err(error) => match error.get_ref().and_then(|inner| inner.downcast_ref()) {
                    Some(lz4_flex::frame::Error::SkippableFrame(length)) => *length as usize,
                    _ => return outcome,
                },
                Ok(_) => return outcome,
            };
            let rest = self.0.get_mut();
            *rest = rest.get(skip..).unwrap_or_default();
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Kept;
    use crate::{Limits, Options};
    use candor_facts::UnreadReason;
    use std::io::Write;

    fn read(bytes: &[u8], limits: Limits) -> Kept {
        let mut host = Kept::default();
        crate::testing::read(bytes, &Options { limits, ..Options::default() }, &mut host);
        host
    }

    #[test]
    fn a_gzip_bomb_is_a_member_with_a_reason() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packed.write_all(&vec![0; 1 << 20]).unwrap();
        let packed = packed.finish().unwrap();
        let host = read(&packed, Limits { expanded_bytes_max: 1000, ..Limits::default() });
        assert!(matches!(host.members[0].content, Err((UnreadReason::Limit, _))));
    }

    #[test]
    fn a_large_member_comes_as_a_stream_to_its_end_or_its_reason() {
        let text = "山田太郎,03-1234-5678\n".repeat(100);
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packed.write_all(text.as_bytes()).unwrap();
        let packed = packed.finish().unwrap();
        let held = Limits { held_bytes_max: 1000, ..Limits::default() };
        let host = read(&packed, held.clone());
        assert_eq!(host.members[0].content.as_deref().unwrap(), text.as_bytes());
        let host = read(&packed, Limits { expanded_bytes_max: 2000, ..held.clone() });
        assert!(matches!(host.members[0].content, Err((UnreadReason::Limit, _))));
        let mut broken = packed.clone();
        let sum = broken.len() - 8;
        broken[sum] ^= 1;
        let host = read(&broken, held);
        assert!(matches!(host.members[0].content, Err((UnreadReason::Corrupt, _))));
    }

    #[test]
    fn every_packing_unpacks_and_a_cut_one_says_so() {
        let text = "氏名,電話\n山田太郎,03-1234-5678\n".repeat(40);
        let zstd = zstd::encode_all(text.as_bytes(), 3).unwrap();
        let mut bzip2 = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
        bzip2.write_all(text.as_bytes()).unwrap();
        let mut lz4 = lz4_flex::frame::FrameEncoder::new(Vec::new());
        lz4.write_all(text.as_bytes()).unwrap();
        for packed in [zstd, bzip2.finish().unwrap(), lz4.finish().unwrap()] {
            let host = read(&packed, Limits::default());
            assert_eq!(host.members[0].content.as_deref().unwrap(), text.as_bytes());
            let host = read(&packed[..packed.len() / 2], Limits::default());
            assert!(matches!(host.members[0].content, Err((UnreadReason::Corrupt, _))));
        }
        let host = read(XZ, Limits::default());
        assert_eq!(
            host.members[0].content.as_deref().unwrap(),
            "packed text, packed text, packed text\n".repeat(3).as_bytes()
        );
        let host = read(&XZ[..XZ.len() / 2], Limits::default());
        assert!(matches!(host.members[0].content, Err((UnreadReason::Corrupt, _))));
    }

    /// Three lines, packed by xz 5.4.
    const XZ: &[u8] = &[
        0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 0x00, 0x04, 0xe6, 0xd6, 0xb4, 0x46, 0x02, 0x00, 0x21,
        0x01, 0x16, 0x00, 0x00, 0x00, 0x74, 0x2f, 0xe5, 0xa3, 0xe0, 0x00, 0x71, 0x00, 0x18, 0x5d,
        0x00, 0x38, 0x18, 0x48, 0x99, 0xcd, 0x5c, 0x1c, 0x25, 0x42, 0xa8, 0x6e, 0xbb, 0x87, 0x2b,
        0x8a, 0x52, 0x3a, 0xcb, 0x59, 0xa9, 0xc5, 0x48, 0xc0, 0x00, 0x00, 0x33, 0x4d, 0xbe, 0xad,
        0x6f, 0xf1, 0x77, 0xb0, 0x00, 0x01, 0x34, 0x72, 0xcc, 0x56, 0xa7, 0x25, 0x1f, 0xb6, 0xf3,
        0x7d, 0x01, 0x00, 0x00, 0x00, 0x00, 0x04, 0x59, 0x5a,
    ];
}

//! A small zip writer: fixed dates, names as raw bytes in any encoding, and the old encryption.
//! General libraries refuse such names, and thieves' tools write them every day.

use flate2::Compression;
use flate2::write::DeflateEncoder;
use std::io::Write;

/// One entry: its name's bytes and its content.
pub struct Entry {
    pub name: Vec<u8>,
    pub content: Vec<u8>,
}

/// 1 January 2024 as DOS date.
const DOS_DATE: u16 = (44 << 9) | (1 << 5) | 1;
const FLAG_ENCRYPTED: u16 = 1;
const FLAG_UTF8: u16 = 1 << 11;

/// Packs entries. With a password, by the traditional PKWARE encryption (APPNOTE 6.1).
pub fn pack(entries: &[Entry], password: Option<&[u8]>) -> std::io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for entry in entries {
        let crc = crc32fast::hash(&entry.content);
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(&entry.content)?;
        let mut body = encoder.finish()?;
        let mut flags = if std::str::from_utf8(&entry.name).is_ok() && !entry.name.is_ascii() {
            FLAG_UTF8
        } else {
            0
        };
        if let Some(password) = password {
            flags |= FLAG_ENCRYPTED;
            body = encrypt(&body, password, crc);
        }
        let offset = u32_of(out.len());
        let common = header(flags, crc, body.len(), entry.content.len(), entry.name.len());
        out.extend(b"PK\x03\x04");
        out.extend(&common);
        out.extend(&entry.name);
        out.extend(&body);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(&entry.name);
    }
    let start = u32_of(out.len());
    let count = u16::try_from(entries.len()).unwrap_or(u16::MAX);
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(u32_of(directory.len()).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]);
    Ok(out)
}

/// The fields that local and central headers share.
fn header(flags: u16, crc: u32, packed: usize, size: usize, name: usize) -> Vec<u8> {
    let mut out = Vec::new();
    out.extend(20_u16.to_le_bytes());
    out.extend(flags.to_le_bytes());
    out.extend(8_u16.to_le_bytes());
    out.extend(0_u16.to_le_bytes());
    out.extend(DOS_DATE.to_le_bytes());
    out.extend(crc.to_le_bytes());
    out.extend(u32_of(packed).to_le_bytes());
    out.extend(u32_of(size).to_le_bytes());
    out.extend(u16::try_from(name).unwrap_or(u16::MAX).to_le_bytes());
    out.extend([0, 0]);
    out
}

fn u32_of(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

struct Keys([u32; 3]);

impl Keys {
    fn update(&mut self, byte: u8) {
        self.0[0] = crc_step(self.0[0], byte);
        self.0[1] =
            self.0[1].wrapping_add(self.0[0] & 0xff).wrapping_mul(134_775_813).wrapping_add(1);
        self.0[2] = crc_step(self.0[2], self.0[1].to_be_bytes()[0]);
    }

    fn stream(&self) -> u8 {
        let word = (self.0[2] | 2) & 0xffff;
        (word.wrapping_mul(word ^ 1) >> 8).to_le_bytes()[0]
    }
}

fn crc_step(crc: u32, byte: u8) -> u32 {
    (0..8).fold(crc ^ u32::from(byte), |value, _| {
        if value & 1 == 1 { (value >> 1) ^ 0xedb8_8320 } else { value >> 1 }
    })
}

fn encrypt(body: &[u8], password: &[u8], crc: u32) -> Vec<u8> {
    let mut keys = Keys([0x1234_5678, 0x2345_6789, 0x3456_7890]);
    password.iter().for_each(|byte| keys.update(*byte));
    let mut head = [7_u8; 12];
    head[11] = crc.to_be_bytes()[0];
    head.iter()
        .chain(body)
        .map(|byte| {
            let hidden = byte ^ keys.stream();
            keys.update(*byte);
            hidden
        })
        .collect()
}

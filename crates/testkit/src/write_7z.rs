//! A 7z writer for stored members, enough to test readers with. Source: 7zFormat.txt.

/// Packs members without compression, each in a folder of its own.
pub fn pack(entries: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut header = vec![0x01, 0x04, 0x06, 0x00];
    number(&mut header, entries.len());
    header.push(0x09);
    entries.iter().for_each(|(_, content)| number(&mut header, content.len()));
    header.extend([0x00, 0x07, 0x0b]);
    number(&mut header, entries.len());
    header.push(0x00);
    entries.iter().for_each(|_| header.extend([0x01, 0x01, 0x00]));
    header.push(0x0c);
    entries.iter().for_each(|(_, content)| number(&mut header, content.len()));
    header.extend([0x0a, 0x01]);
    for (_, content) in entries {
        header.extend(crc32fast::hash(content).to_le_bytes());
    }
    header.extend([0x00, 0x08, 0x00, 0x00, 0x05]);
    number(&mut header, entries.len());
    let names: Vec<u8> = entries
        .iter()
        .flat_map(|(name, _)| name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes))
        .collect();
    header.push(0x11);
    number(&mut header, names.len() + 1);
    header.push(0x00);
    header.extend(names);
    header.extend([0x00, 0x00]);
    let packed: Vec<u8> = entries.iter().flat_map(|(_, content)| content.iter().copied()).collect();
    let mut start = (packed.len() as u64).to_le_bytes().to_vec();
    start.extend((header.len() as u64).to_le_bytes());
    start.extend(crc32fast::hash(&header).to_le_bytes());
    let mut file = b"7z\xbc\xaf\x27\x1c\0\x04".to_vec();
    file.extend(crc32fast::hash(&start).to_le_bytes());
    file.extend(start);
    file.extend(packed);
    file.extend(header);
    file
}

/// A number of one to nine bytes: leading ones of the first byte count the bytes that follow.
fn number(to: &mut Vec<u8>, value: usize) {
    let bytes = (value as u64).to_le_bytes();
    let mut more = 0_usize;
    while more < 8 && (value as u64) >> (7 * (more + 1)) != 0 {
        more += 1;
    }
    let mask = if more == 0 { 0 } else { 0xff_u8 << (8 - more.min(8)) };
    let high = if more < 7 { bytes.get(more).copied().unwrap_or(0) } else { 0 };
    to.push(mask | high);
    to.extend(bytes.iter().take(more));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_as_many_bytes_as_they_need() {
        let written = |value| {
            let mut bytes = Vec::new();
            number(&mut bytes, value);
            bytes
        };
        assert_eq!(written(5), [5]);
        assert_eq!(written(0x80), [0x80, 0x80]);
        assert_eq!(written(0x1234), [0x92, 0x34]);
        assert_eq!(written(0x1_2345), [0xc1, 0x45, 0x23]);
    }
}

//! Files that NTFS compresses. Source: [MS-XCA] 2.5, LZNT1.

use super::image::Volume;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};

/// Clusters that are compressed together.
const UNIT_CLUSTERS: u64 = 16;
/// What one chunk unpacks to at most.
const CHUNK_BYTES: usize = 4096;

/// A stretch of a file: where it lies on the volume (nowhere for a hole), and its bytes.
pub type Run = (Option<u64>, u64);

/// The content of a compressed file, unit by unit.
pub struct Unpacked<'a> {
    volume: &'a mut Volume,
    runs: std::vec::IntoIter<Run>,
    /// What is left of the run at hand.
    run: Run,
    cluster: u64,
    left: u64,
    unit: io::Cursor<Vec<u8>>,
}

impl<'a> Unpacked<'a> {
    pub fn new(volume: &'a mut Volume, runs: Vec<Run>, cluster: u32, length: u64) -> Self {
        let unit = io::Cursor::new(Vec::new());
        Self {
            volume,
            runs: runs.into_iter(),
            run: (None, 0),
            cluster: cluster.into(),
            left: length,
            unit,
        }
    }

    /// The next unit: as it is when all its clusters are there, zeros when none is, else compressed.
    fn next_unit(&mut self) -> io::Result<Vec<u8>> {
        let whole = self.cluster * UNIT_CLUSTERS;
        let mut held = Vec::new();
        let mut wanted = whole;
        while wanted > 0 {
            if self.run.1 == 0 {
                match self.runs.next() {
                    Some(run) => self.run = run,
                    None if wanted == whole => return Err(ErrorKind::UnexpectedEof.into()),
                    // A file may end before its last unit does.
                    None => break,
                }
                continue;
            }
            let count = self.run.1.min(wanted);
            if let Some(at) = self.run.0 {
                self.volume.seek(SeekFrom::Start(at))?;
                let read = self.volume.by_ref().take(count).read_to_end(&mut held)?;
                if (read as u64) < count {
                    return Err(ErrorKind::UnexpectedEof.into());
                }
                self.run.0 = Some(at.saturating_add(count));
            }
            self.run.1 -= count;
            wanted -= count;
        }
        let size = usize::try_from(whole).map_err(|_| ErrorKind::InvalidData)?;
        if held.len() == size {
            return Ok(held);
        }
        let mut unit = unpack(&held, size).ok_or(ErrorKind::InvalidData)?;
        unit.resize(size, 0);
        Ok(unit)
    }
}

impl Read for Unpacked<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 || to.is_empty() {
            return Ok(0);
        }
        if self.unit.position() == self.unit.get_ref().len() as u64 {
            self.unit = io::Cursor::new(self.next_unit()?);
        }
        let count = self.unit.by_ref().take(self.left).read(to)?;
        self.left -= count as u64;
        Ok(count)
    }
}

/// Chunk after chunk, up to the end or a chunk without head.
fn unpack(mut packed: &[u8], most: usize) -> Option<Vec<u8>> {
    let mut all = Vec::new();
    while let [low, high, rest @ ..] = packed {
        let head = u16::from_le_bytes([*low, *high]);
        if head == 0 || all.len() >= most {
            break;
        }
        let (chunk, after) = rest.split_at_checked(usize::from(head & 0xfff) + 1)?;
        packed = after;
        // Only the last chunk may be short.
        all.resize(all.len().next_multiple_of(CHUNK_BYTES), 0);
        if head & 0x8000 == 0 {
            all.extend_from_slice(chunk);
        } else {
            unpack_chunk(chunk, &mut all)?;
        }
    }
    Some(all)
}

/// Groups of eight items, each a letter or a place before it with a length; a byte of flags says which. The
/// further the chunk, the more bits of an item are the place.
fn unpack_chunk(mut chunk: &[u8], all: &mut Vec<u8>) -> Option<()> {
    let start = all.len();
    while let [flags, rest @ ..] = chunk {
        chunk = rest;
        for bit in 0..8 {
            let Some((first, rest)) = chunk.split_first() else { return Some(()) };
            if flags >> bit & 1 == 0 {
                all.push(*first);
                chunk = rest;
                continue;
            }
            let (second, rest) = rest.split_first()?;
            chunk = rest;
            let item = usize::from(u16::from_le_bytes([*first, *second]));
            let done = all.len() - start;
            let place_bits = (usize::BITS - done.checked_sub(1)?.leading_zeros()).clamp(4, 12);
            let length_bits = 16 - place_bits;
            let back = (item >> length_bits) + 1;
            let length = (item & ((1 << length_bits) - 1)) + 3;
            if back > done || done + length > CHUNK_BYTES {
                return None;
            }
            for _ in 0..length {
                all.push(*all.get(all.len() - back)?);
            }
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of [MS-XCA] 3.3.
    #[test]
    fn the_published_example_unpacks() {
        let packed = [
            0x38, 0xb0, 0x88, 0x46, 0x23, 0x20, 0x00, 0x20, 0x47, 0x20, 0x41, 0x00, 0x10, 0xa2,
            0x47, 0x01, 0xa0, 0x45, 0x20, 0x44, 0x00, 0x08, 0x45, 0x01, 0x50, 0x79, 0x00, 0xc0,
            0x45, 0x20, 0x05, 0x24, 0x13, 0x88, 0x05, 0xb4, 0x02, 0x4a, 0x44, 0xef, 0x03, 0x58,
            0x02, 0x8c, 0x09, 0x16, 0x01, 0x48, 0x45, 0x00, 0xbe, 0x00, 0x9e, 0x00, 0x04, 0x01,
            0x18, 0x90, 0x00,
        ];
        let text = "F# F# G A A G F# E D D E F# F# E E F# F# G A A G F# E D D E F# E D D E E F# D E F# G F# D \
                    E F# G F# E D E A F# F# G A A G F# E D D E F# E D D\0";
        assert_eq!(String::from_utf8(unpack(&packed, 4096).unwrap()).unwrap(), text);
        assert_eq!(unpack(&packed[..30], 4096), None);
        assert_eq!(unpack(&[0x01, 0xb0, 0xff, 0xff], 4096), None);
    }
}

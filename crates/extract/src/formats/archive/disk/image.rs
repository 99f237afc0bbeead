//! The disk that an image holds. Sources: Microsoft's specifications of VHD and VHDX [MS-VHDX], VMware's
//! "Virtual Disk Format 5.0", QEMU's `docs/interop/qcow2.rst`.
//!
//! Every format but the raw one keeps a table that says where each block of the disk lies. Tables are looked
//! up in place, so that a disk of terabytes costs no memory.

use crate::formats::le;
use bytes::Bytes;
use candor_facts::UnreadReason;
use std::cell::RefCell;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::rc::Rc;

const SECTOR: u64 = 512;
/// A disk may not be said to be larger.
const DISK_BYTES_MAX: u64 = 64 << 40;
const BLOCK_BYTES_MAX: u64 = 256 << 20;
/// A compressed block is unpacked into memory.
const PACKED_BLOCK_BYTES_MAX: u64 = 4 << 20;

const VHD_MARK: &[u8] = b"conectix";
const VHDX_MARK: &[u8] = b"vhdxfile";
const VMDK_MARK: &[u8] = b"KDMV";
const QCOW_MARK: &[u8] = b"QFI\xfb";

/// The short name of the image that bytes are.
pub fn name_of(bytes: &[u8]) -> Option<&'static str> {
    let marks = [(VHD_MARK, "vhd"), (VHDX_MARK, "vhdx"), (VMDK_MARK, "vmdk"), (QCOW_MARK, "qcow2")];
    // A version stands behind letters that a text might begin with.
    let versioned = |name| match name {
        "vhd" => bytes.get(12..16) == Some(&[0, 1, 0, 0]),
        "vmdk" => matches!(bytes.get(4..8), Some([1..=3, 0, 0, 0])),
        _ => true,
    };
    let mut known = marks.iter().filter(|(mark, name)| bytes.starts_with(mark) && versioned(name));
    let known = known.next().map(|(_, name)| *name);
    known.or_else(|| {
        // A fixed disk has its mark at the end.
        let footer = bytes.len().checked_sub(512).and_then(|at| bytes.get(at..));
        if footer.is_some_and(|footer| footer.starts_with(VHD_MARK)) {
            return Some("vhd");
        }
        super::partitions::begins_disk(bytes).then_some("img")
    })
}

/// Where a block of the disk lies in the image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Nowhere: it holds zeros.
    Zeros,
    At(u64),
    /// Compressed, in at most so many bytes.
    Packed(u64, u64),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Packing {
    Zlib,
    Deflate,
    Zstd,
}

/// How an image says where its blocks lie; fields are bytes of the image, or counts.
enum Map {
    Flat,
    /// A table of sectors; each block begins with a map of its sectors.
    Vhd {
        table: u64,
        entries: u64,
        head: u64,
    },
    /// A table of megabytes; after so many blocks comes an entry of another kind.
    Vhdx {
        table: u64,
        entries: u64,
        run: u64,
    },
    /// A directory of tables of sectors.
    Vmdk {
        directory: u64,
        table_entries: u64,
        packed: bool,
    },
    /// A table of tables of offsets.
    Qcow {
        table: u64,
        entries: u64,
        cluster_bits: u32,
        packing: Packing,
    },
}

/// Why an image is not opened.
type Refused = (UnreadReason, &'static str);

const CUT: Refused = (UnreadReason::Corrupt, "its header or tables are damaged");
const CHILD: Refused = (
    UnreadReason::Unsupported,
    "holds only what differs from a parent image, which it does not contain",
);

/// A disk, read from its image.
pub struct Disk {
    image: Bytes,
    map: Map,
    block: u64,
    pub size: u64,
    /// Whether writes wait in a log of the image that nobody has carried out.
    pub has_log: bool,
    /// The compressed block that was read last.
    unpacked: RefCell<Option<(u64, Vec<u8>)>>,
}

impl Disk {
    pub fn open(kind: &str, image: &Bytes) -> Result<Self, Refused> {
        let disk = match kind {
            "vhd" => vhd(image),
            "vhdx" => vhdx(image),
            "vmdk" => vmdk(image),
            "qcow2" => qcow(image),
            _ => Ok(Disk::flat(image.clone())),
        }?;
        let packs = matches!(disk.map, Map::Vmdk { packed: true, .. } | Map::Qcow { .. });
        let block_max = if packs { PACKED_BLOCK_BYTES_MAX } else { BLOCK_BYTES_MAX };
        let sound = disk.size <= DISK_BYTES_MAX
            && disk.block.is_power_of_two()
            && (SECTOR..=block_max).contains(&disk.block);
        if sound { Ok(disk) } else { Err(CUT) }
    }

    fn flat(image: Bytes) -> Self {
        let size = image.len() as u64;
        Self::mapped(image, Map::Flat, SECTOR, size)
    }

    fn mapped(image: Bytes, map: Map, block: u64, size: u64) -> Self {
        Self { image, map, block, size, has_log: false, unpacked: RefCell::new(None) }
    }

    /// Bytes of the disk, zeros beyond its end; none where the image is damaged.
    pub fn bytes(&self, at: u64, length: usize) -> Option<Vec<u8>> {
        let mut bytes = vec![0; length];
        let mut done = 0;
        while done < length {
            match self.read_at(at.checked_add(done as u64)?, bytes.get_mut(done..)?).ok()? {
                0 => break,
                count => done += count,
            }
        }
        Some(bytes)
    }

    /// Whether there is nothing but zeros between two places.
    pub fn is_blank(&self, start: u64, end: u64) -> bool {
        const PIECE: u64 = 1 << 20;
        let mut at = start;
        while at < end.min(self.size) {
            let hole =
                !matches!(self.map, Map::Flat) && self.place(at / self.block) == Some(Place::Zeros);
            if hole {
                at = (at / self.block + 1) * self.block;
                continue;
            }
            let length = usize::try_from(PIECE.min(end - at)).unwrap_or_default();
            if self.bytes(at, length).is_none_or(|piece| piece.iter().any(|byte| *byte != 0)) {
                return false;
            }
            at += PIECE;
        }
        true
    }

    /// Reads on to the end of a block at most.
    fn read_at(&self, at: u64, to: &mut [u8]) -> io::Result<usize> {
        if at >= self.size || to.is_empty() {
            return Ok(0);
        }
        if matches!(self.map, Map::Flat) {
            let start = usize::try_from(at).map_err(|_| damaged())?;
            return self.image.get(start..).ok_or_else(damaged)?.read(to);
        }
        let (number, within) = (at / self.block, at % self.block);
        let left = (self.block - within).min(self.size - at);
        let count = usize::try_from(left).unwrap_or(usize::MAX).min(to.len());
        let to = to.get_mut(..count).ok_or_else(damaged)?;
        match self.place(number).ok_or_else(damaged)? {
            Place::Zeros => to.fill(0),
            Place::At(start) => {
                let from = start.checked_add(within).ok_or_else(damaged)?;
                to.copy_from_slice(part(&self.image, from, count as u64).ok_or_else(damaged)?);
            }
            Place::Packed(start, length) => {
                let mut unpacked = self.unpacked.borrow_mut();
                if unpacked.as_ref().is_none_or(|(known, _)| *known != number) {
                    *unpacked = Some((number, self.unpack(start, length)?));
                }
                let block = unpacked.as_ref().map_or(&[][..], |(_, block)| block);
                to.copy_from_slice(part(block, within, count as u64).ok_or_else(damaged)?);
            }
        }
        Ok(count)
    }

    fn unpack(&self, start: u64, length: u64) -> io::Result<Vec<u8>> {
        let start = usize::try_from(start).map_err(|_| damaged())?;
        let from = self.image.get(start..).ok_or_else(damaged)?.take(length);
        let packing = match self.map {
            Map::Qcow { packing, .. } => packing,
            _ => Packing::Zlib,
        };
        let mut block = Vec::new();
        match packing {
            Packing::Zlib => {
                flate2::read::ZlibDecoder::new(from).take(self.block).read_to_end(&mut block)
            }
            Packing::Deflate => {
                flate2::read::DeflateDecoder::new(from).take(self.block).read_to_end(&mut block)
            }
            Packing::Zstd => {
                let decoder = zstd::stream::read::Decoder::new(from)?;
                decoder.single_frame().take(self.block).read_to_end(&mut block)
            }
        }?;
        // The last block of a disk may be shorter.
        block.resize(usize::try_from(self.block).map_err(|_| damaged())?, 0);
        Ok(block)
    }

    /// Where a block lies; none where the tables are damaged.
    fn place(&self, number: u64) -> Option<Place> {
        match self.map {
            Map::Flat => Some(Place::At(number.checked_mul(self.block)?)),
            Map::Vhd { table, entries, head } => {
                let sector = be(&self.image, entry(table, number, entries, 4)?, 4)?;
                if sector == 0xffff_ffff {
                    return Some(Place::Zeros);
                }
                Some(Place::At(sector * SECTOR + head))
            }
            Map::Vhdx { table, entries, run } => {
                let known =
                    little(&self.image, entry(table, number + number / run, entries, 8)?, 8)?;
                match known & 7 {
                    6 => Some(Place::At(known >> 20 << 20)),
                    // Partly in a parent, which this image does not have.
                    7 => None,
                    _ => Some(Place::Zeros),
                }
            }
            Map::Vmdk { directory, table_entries, packed } => {
                let slot = directory.checked_add(number / table_entries * 4)?;
                let table = little(&self.image, slot, 4)? * SECTOR;
                if table == 0 {
                    return Some(Place::Zeros);
                }
                match little(&self.image, table + number % table_entries * 4, 4)? {
                    // One stands for a grain that was zeroed.
                    0 | 1 => Some(Place::Zeros),
                    sector if packed => {
                        let start = sector * SECTOR;
                        Some(Place::Packed(start + 12, little(&self.image, start + 8, 4)?))
                    }
                    sector => Some(Place::At(sector * SECTOR)),
                }
            }
            Map::Qcow { table, entries, cluster_bits, .. } => {
                const OFFSET: u64 = 0x00ff_ffff_ffff_fe00;
                let per_table = 1 << (cluster_bits - 3);
                let inner =
                    be(&self.image, entry(table, number / per_table, entries, 8)?, 8)? & OFFSET;
                if inner == 0 {
                    return Some(Place::Zeros);
                }
                let known = be(&self.image, inner + number % per_table * 8, 8)?;
                if known >> 62 & 1 == 1 {
                    let bits = 62 - (cluster_bits - 8);
                    let start = known & ((1 << bits) - 1);
                    let sectors = (known & ((1 << 62) - 1)) >> bits;
                    return Some(Place::Packed(start, (sectors + 1) * SECTOR - start % SECTOR));
                }
                let zeroed = known & 1 == 1 || known & OFFSET == 0;
                Some(if zeroed { Place::Zeros } else { Place::At(known & OFFSET) })
            }
        }
    }
}

/// Where an entry of a table stands.
fn entry(table: u64, number: u64, entries: u64, bytes: u64) -> Option<u64> {
    (number < entries).then(|| table.checked_add(number.checked_mul(bytes)?)).flatten()
}

fn part(bytes: &[u8], at: u64, length: u64) -> Option<&[u8]> {
    let start = usize::try_from(at).ok()?;
    bytes.get(start..start.checked_add(usize::try_from(length).ok()?)?)
}

fn little(bytes: &[u8], at: u64, length: usize) -> Option<u64> {
    le(bytes, usize::try_from(at).ok()?, length)
}

fn be(bytes: &[u8], at: u64, length: u64) -> Option<u64> {
    Some(part(bytes, at, length)?.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
}

fn damaged() -> io::Error {
    ErrorKind::InvalidData.into()
}

fn vhd(image: &Bytes) -> Result<Disk, Refused> {
    let end = image.len().saturating_sub(512);
    // A dynamic disk has its footer in front as well.
    let front = image.starts_with(VHD_MARK);
    let footer = if front { image.get(..512) } else { image.get(end..) }.ok_or(CUT)?;
    let header = || be(footer, 16, 8).filter(|at| part(image, *at, 1024).is_some());
    let mut disk = match be(footer, 60, 4) {
        Some(2) if !front => Disk::flat(image.slice(..end)),
        Some(3) => {
            let header = header().ok_or(CUT)?;
            let field = |at: u64, length: u64| be(image, header + at, length).ok_or(CUT);
            let (table, entries, block) = (field(16, 8)?, field(28, 4)?, field(32, 4)?);
            // One bit a sector, in whole sectors.
            let head = block.div_ceil(SECTOR).div_ceil(8).next_multiple_of(SECTOR);
            Disk::mapped(image.clone(), Map::Vhd { table, entries, head }, block, 0)
        }
        Some(4) => return Err(CHILD),
        _ => return Err(CUT),
    };
    disk.size = be(footer, 48, 8).ok_or(CUT)?;
    if matches!(disk.map, Map::Flat) {
        disk.size = disk.size.min(end as u64);
    }
    Ok(disk)
}

fn vhdx(image: &Bytes) -> Result<Disk, Refused> {
    const REGIONS: [u64; 2] = [192 << 10, 256 << 10];
    // 2dc27766-f623-4200-9d64-115e9bfd4a08
    const TABLE: &[u8; 16] = b"\x66\x77\xc2\x2d\x23\xf6\x00\x42\x9d\x64\x11\x5e\x9b\xfd\x4a\x08";
    // 8b7ca206-4790-4b9a-b8fe-575f050f886e
    const METADATA: &[u8; 16] = b"\x06\xa2\x7c\x8b\x90\x47\x9a\x4b\xb8\xfe\x57\x5f\x05\x0f\x88\x6e";
    // caa16737-fa36-4d43-b3b6-33f0aa44e76b
    const PARAMETERS: &[u8; 16] =
        b"\x37\x67\xa1\xca\x36\xfa\x43\x4d\xb3\xb6\x33\xf0\xaa\x44\xe7\x6b";
    // 2fa54224-cd1b-4876-b211-5dbed83bf4b8
    const SIZE: &[u8; 16] = b"\x24\x42\xa5\x2f\x1b\xcd\x76\x48\xb2\x11\x5d\xbe\xd8\x3b\xf4\xb8";
    // 8141bf1d-a96f-4709-ba47-f233a8faab5f
    const SECTOR_SIZE: &[u8; 16] =
        b"\x1d\xbf\x41\x81\x6f\xa9\x09\x47\xba\x47\xf2\x33\xa8\xfa\xab\x5f";
    let regions = REGIONS.into_iter().find(|at| part(image, *at, 4) == Some(b"regi")).ok_or(CUT)?;
    let region = |id| listed(image, regions + 16, little(image, regions + 8, 4)?, id);
    let (table, length) = region(TABLE)
        .and_then(|at| Some((little(image, at, 8)?, little(image, at + 8, 4)?)))
        .ok_or(CUT)?;
    let metadata = region(METADATA).and_then(|at| little(image, at, 8)).ok_or(CUT)?;
    let item = |id| {
        let found = listed(image, metadata.checked_add(32)?, little(image, metadata + 10, 2)?, id)?;
        metadata.checked_add(little(image, found, 4)?)
    };
    let parameters = item(PARAMETERS).ok_or(CUT)?;
    let block = little(image, parameters, 4).filter(|block| *block > 0).ok_or(CUT)?;
    if little(image, parameters + 4, 4).ok_or(CUT)? & 2 != 0 {
        return Err(CHILD);
    }
    let size = item(SIZE).and_then(|at| little(image, at, 8)).ok_or(CUT)?;
    let sector = item(SECTOR_SIZE).and_then(|at| little(image, at, 4)).ok_or(CUT)?;
    let run = ((sector << 23) / block).max(1);
    let map = Map::Vhdx { table, entries: length / 8, run };
    Ok(Disk { has_log: has_log(image), ..Disk::mapped(image.clone(), map, block, size) })
}

/// Whether the header that was written last names a log.
fn has_log(image: &[u8]) -> bool {
    const HEADERS: [u64; 2] = [64 << 10, 128 << 10];
    let valid = HEADERS.into_iter().filter(|at| part(image, *at, 4) == Some(b"head"));
    let last = valid.max_by_key(|at| little(image, at + 8, 8));
    let log = last.and_then(|at| part(image, at + 48, 16));
    log.is_some_and(|id| id.iter().any(|byte| *byte != 0))
}

/// Where the fields of the entry of this name begin, in a list of entries of 32 bytes.
fn listed(image: &[u8], list: u64, entries: u64, id: &[u8; 16]) -> Option<u64> {
    const ENTRIES_MAX: u64 = 2047;
    let places = (0..entries.min(ENTRIES_MAX)).map_while(|n| list.checked_add(n * 32));
    let mut found = places.filter(|at| part(image, *at, 16) == Some(&id[..]));
    found.next()?.checked_add(16)
}

fn vmdk(image: &Bytes) -> Result<Disk, Refused> {
    const AT_END: u64 = u64::MAX;
    const PACKED: u64 = 1 << 16;
    let field = |header: u64, at: u64, length: usize| little(image, header + at, length).ok_or(CUT);
    let mut header = 0;
    if field(header, 56, 8)? == AT_END {
        // A stream has its header again before the last sector.
        header = (image.len() as u64).checked_sub(2 * SECTOR).ok_or(CUT)?;
        if part(image, header, 4) != Some(VMDK_MARK) {
            return Err((UnreadReason::Corrupt, "cut off: its tables stand at its end"));
        }
    }
    let descriptor = part(
        image,
        field(0, 28, 8)?.saturating_mul(SECTOR),
        field(0, 36, 8)?.saturating_mul(SECTOR),
    );
    let text = String::from_utf8_lossy(descriptor.unwrap_or_default());
    let parent = text.lines().filter_map(|line| line.trim().strip_prefix("parentCID="));
    if parent
        .into_iter()
        .any(|id| !id.trim_matches(['"', '\0', ' ']).eq_ignore_ascii_case("ffffffff"))
    {
        return Err(CHILD);
    }
    if text.is_empty() {
        return Err((UnreadReason::Unsupported, "one extent of a disk in several files"));
    }
    let sectors = |at, length| Ok(field(header, at, length)?.saturating_mul(SECTOR));
    let map = Map::Vmdk {
        directory: sectors(56, 8)?,
        table_entries: field(header, 44, 4)?.max(1),
        packed: field(header, 8, 4)? & PACKED != 0,
    };
    Ok(Disk::mapped(image.clone(), map, sectors(20, 8)?, sectors(12, 8)?))
}

fn qcow(image: &Bytes) -> Result<Disk, Refused> {
    const DIRTY: u64 = 1;
    const DAMAGED: u64 = 1 << 1;
    const PACKING: u64 = 1 << 3;
    let field = |at: u64, length: u64| be(image, at, length).ok_or(CUT);
    let version = field(4, 4)?;
    if !(2..=3).contains(&version) {
        return Err((UnreadReason::Unsupported, "an old version of qcow"));
    }
    if field(8, 8)? != 0 {
        return Err(CHILD);
    }
    if field(32, 4)? != 0 {
        return Err((UnreadReason::Encrypted, "the image is encrypted"));
    }
    let features = if version == 3 { field(72, 8)? } else { 0 };
    if features & !(DIRTY | DAMAGED | PACKING) != 0 {
        return Err((
            UnreadReason::Unsupported,
            "a qcow2 with its data in another file, in parts of clusters, or with unknown features",
        ));
    }
    let zstd = features & PACKING != 0 && field(104, 1)? == 1;
    let cluster_bits =
        u32::try_from(field(20, 4)?).ok().filter(|bits| (9..=21).contains(bits)).ok_or(CUT)?;
    let packing = if zstd { Packing::Zstd } else { Packing::Deflate };
    let map = Map::Qcow { table: field(40, 8)?, entries: field(36, 4)?, cluster_bits, packing };
    Ok(Disk::mapped(image.clone(), map, 1 << cluster_bits, field(24, 8)?))
}

/// A part of a disk, as the readers of file systems want it; nothing can be written.
#[derive(Clone)]
pub struct Volume {
    disk: Rc<Disk>,
    start: u64,
    length: u64,
    position: u64,
}

impl Volume {
    pub fn new(disk: &Rc<Disk>, start: u64, length: u64) -> Self {
        Self { disk: disk.clone(), start, length, position: 0 }
    }
}

impl Read for Volume {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let left = self.length.saturating_sub(self.position);
        let count = usize::try_from(left).unwrap_or(usize::MAX).min(to.len());
        let to = to.get_mut(..count).ok_or_else(damaged)?;
        let read = self.disk.read_at(self.start.saturating_add(self.position), to)?;
        if read == 0 && !to.is_empty() {
            // No end of a file or folder: the libraries would take it for one.
            return Err(damaged());
        }
        self.position += read as u64;
        Ok(read)
    }
}

impl Seek for Volume {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.length.checked_add_signed(by),
            SeekFrom::Current(by) => self.position.checked_add_signed(by),
        };
        self.position = position.ok_or(ErrorKind::InvalidInput)?;
        Ok(self.position)
    }
}

impl Write for Volume {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(ErrorKind::ReadOnlyFilesystem.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

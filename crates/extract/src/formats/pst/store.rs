//! The lowest layer of a mail store: pages, the two trees, blocks. Source: [MS-PST] 2.2; for Outlook 2013 pages
//! of 4 KiB as libpff describes them, and compressed blocks as real files show them: the leaf of a block and its
//! trailer both tell its length unpacked. What is damaged is counted, and never followed out of the file.

use super::cipher;
use crate::formats::le;
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io::Read;

/// What kind of node a number is of; 0 is an item of a heap. Source: [MS-PST] 2.2.2.1.
pub fn kind(number: u32) -> u32 {
    number & 0x1f
}

/// How pages, blocks and numbers are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    /// Outlook 97 to 2002: numbers of 32 bits.
    Ansi,
    /// Outlook 2003 and later: numbers of 64 bits.
    Unicode,
    /// Files that Outlook 2013 and later keep of an Exchange mailbox: large pages, compressed blocks.
    Large,
}

/// What a leaf of the tree of nodes says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Node {
    pub data: u64,
    pub subnodes: u64,
    pub parent: u32,
}

pub struct Store<'a> {
    bytes: &'a [u8],
    layout: Layout,
    cipher: u8,
    nodes_root: u64,
    blocks_root: u64,
    damage: RefCell<Damage>,
}

/// What of a store could not be followed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Damage {
    /// Whether the file is shorter than its header says.
    pub is_cut: bool,
    /// Places of pages, and numbers of blocks, that are missing or whose checksum is wrong; the latter are read
    /// all the same.
    pub pages: BTreeSet<u64>,
    pub blocks: BTreeSet<u64>,
    /// Values, files among them, that are longer than allowed.
    pub long: usize,
}

/// Bytes of one value. A damaged store could name one block again and again.
pub const VALUE_BYTES_MAX: usize = 128 << 20;
/// What each block of a list takes of that room at least: there could be any number of empty ones.
const BLOCK_ROOM: usize = 64;
/// Data of a block that is not there, in zeros, so that what follows keeps its place.
const MISSING_BLOCK: [u8; 8176] = [0; 8176];

const NODES: u8 = 0x81;
const BLOCKS: u8 = 0x80;
/// Bytes of one block, unpacked.
const BLOCK_BYTES_MAX: u64 = 1 << 16;

/// A page of a tree: entries of one size, whose keys rise.
struct Page<'a> {
    entries: std::slice::ChunksExact<'a, u8>,
    level: u64,
}

impl Layout {
    /// Bytes of a number in an entry.
    fn word(self) -> usize {
        if self == Self::Ansi { 4 } else { 8 }
    }
}

impl<'a> Store<'a> {
    /// None when this is no store of a known layout.
    pub fn open(bytes: &'a [u8]) -> Option<Self> {
        let layout = match le(bytes, 10, 2)? {
            14 | 15 => Layout::Ansi,
            36 => Layout::Large,
            21.. => Layout::Unicode,
            _ => return None,
        };
        let ansi = layout == Layout::Ansi;
        let (nodes, blocks, cipher) = if ansi { (188, 196, 461) } else { (224, 240, 513) };
        let length = le(bytes, if ansi { 168 } else { 184 }, layout.word())?;
        let damage = Damage { is_cut: length > bytes.len() as u64, ..Damage::default() };
        Some(Self {
            bytes,
            layout,
            cipher: *bytes.get(cipher)?,
            nodes_root: le(bytes, nodes, layout.word())?,
            blocks_root: le(bytes, blocks, layout.word())?,
            damage: RefCell::new(damage),
        })
    }

    pub fn damage(&self) -> Damage {
        self.damage.borrow().clone()
    }

    /// Whether its blocks are hidden by a way that is not published.
    pub fn is_locked(&self) -> bool {
        self.cipher > cipher::CYCLIC
    }

    /// Whether items of a heap are addressed by the bits of Outlook 2013.
    pub fn is_large(&self) -> bool {
        self.layout == Layout::Large
    }

    /// Every node by its number; empty when the tree cannot be found.
    pub fn nodes(&self) -> BTreeMap<u32, Node> {
        let word = self.layout.word();
        let mut nodes = BTreeMap::new();
        let mut seen = HashSet::new();
        let mut todo = vec![(self.nodes_root, u64::MAX)];
        while let Some((at, above)) = todo.pop() {
            let page = self.page(at, NODES).filter(|page| page.level < above && seen.insert(at));
            let Some(page) = page else {
                self.damage.borrow_mut().pages.insert(at);
                continue;
            };
            for entry in page.entries {
                if page.level > 0 {
                    todo.extend(le(entry, 2 * word, word).map(|at| (at, page.level)));
                } else if let Some((number, node)) = self.node(entry, true) {
                    nodes.insert(number, node);
                }
            }
        }
        nodes
    }

    /// A node as trees and lists of subnodes write it.
    fn node(&self, entry: &[u8], has_parent: bool) -> Option<(u32, Node)> {
        let word = self.layout.word();
        let parent = if has_parent { le(entry, 3 * word, 4)? } else { 0 };
        let node = Node {
            data: le(entry, word, word)?,
            subnodes: le(entry, 2 * word, word)?,
            parent: u32::try_from(parent).ok()?,
        };
        Some((u32::try_from(le(entry, 0, 4)?).ok()?, node))
    }

    fn page(&self, at: u64, kind: u8) -> Option<Page<'a>> {
        // Where the page ends, its type and its counts stand.
        let (length, counts, mark, sum) = match self.layout {
            Layout::Ansi => (512, 496, 500, 508),
            Layout::Unicode => (512, 488, 496, 500),
            Layout::Large => (4096, 4056, 4072, 4076),
        };
        let place = at;
        let at = usize::try_from(at).ok()?;
        let page = self.bytes.get(at..at.checked_add(length)?)?;
        if page.get(mark) != Some(&kind) {
            return None;
        }
        if le(page, sum, 4) != Some(u64::from(weak_checksum(page.get(..mark)?))) {
            self.damage.borrow_mut().pages.insert(place);
        }
        let wide = if self.layout == Layout::Large { 2 } else { 1 };
        let count = usize::try_from(le(page, counts, wide)?).ok()?;
        let size = usize::try_from(le(page, counts + 2 * wide, 1)?).ok()?;
        let level = le(page, counts + 2 * wide + 1, 1)?;
        // A branch holds a key and the place of a page; a leaf more.
        if size < 3 * self.layout.word() {
            return None;
        }
        let entries = page.get(..count.checked_mul(size)?.min(counts))?.chunks_exact(size);
        Some(Page { entries, level })
    }

    /// The leaf that describes a block.
    fn find(&self, block: u64) -> Option<&'a [u8]> {
        let word = self.layout.word();
        let key = |entry: &[u8]| le(entry, 0, word).map(|key| key & !1);
        let mut at = self.blocks_root;
        let mut above = u64::MAX;
        loop {
            let page = self.page(at, BLOCKS)?;
            if page.level == 0 {
                return page.entries.into_iter().find(|entry| key(entry) == Some(block & !1));
            }
            if page.level >= above {
                return None;
            }
            above = page.level;
            let next = page.entries.take_while(|entry| key(entry).is_some_and(|key| key <= block));
            at = le(next.last()?, 2 * word, word)?;
        }
    }

    /// One block as it was before it was packed and enciphered. A wrong checksum is counted.
    fn block(&self, number: u64) -> Option<Cow<'a, [u8]>> {
        let read = self.read_block(number);
        if read.is_none() {
            self.lost_block(number);
        }
        read
    }

    fn read_block(&self, number: u64) -> Option<Cow<'a, [u8]>> {
        let entry = self.find(number)?;
        let word = self.layout.word();
        let at = usize::try_from(le(entry, word, word)?).ok()?;
        let length = usize::try_from(le(entry, 2 * word, 2)?).ok()?;
        let raw = self.bytes.get(at..at.checked_add(length)?)?;
        let (align, trailer, sum) = match self.layout {
            Layout::Ansi => (64, 12, 8),
            Layout::Unicode => (64, 16, 4),
            Layout::Large => (512, 24, 4),
        };
        let end = at.checked_add((length + trailer).next_multiple_of(align))?;
        let stated = le(self.bytes, end - trailer + sum, 4);
        if stated != Some(u64::from(weak_checksum(raw))) {
            self.lost_block(number);
        }
        let packed = self.layout == Layout::Large && le(entry, 2 * word + 2, 2)? != length as u64;
        let clear = if packed { Cow::Owned(unpacked(raw)?) } else { Cow::Borrowed(raw) };
        // Blocks of the store's own (the second bit) are never enciphered.
        Some(if number & 2 == 0 { cipher::deciphered(self.cipher, number, clear) } else { clear })
    }

    /// The blocks that together hold a node's data, in their order. Empty when none can be read, or when
    /// they are too long.
    pub fn blocks(&self, number: u64, bytes_max: usize) -> Vec<Cow<'a, [u8]>> {
        let mut blocks = Vec::new();
        let mut room = bytes_max;
        self.collect(number, 2, &mut room, &mut blocks);
        if room == 0 {
            self.too_long();
            blocks.clear();
        }
        blocks
    }

    /// A list of blocks may hold lists, these only blocks.
    fn collect(&self, number: u64, depth: u64, room: &mut usize, blocks: &mut Vec<Cow<'a, [u8]>>) {
        if number & !1 == 0 || *room == 0 {
            return;
        }
        let is_list = number & 2 != 0;
        let block = self.block(number).unwrap_or(Cow::Borrowed(&MISSING_BLOCK));
        if !is_list {
            *room = room.saturating_sub(block.len().max(BLOCK_ROOM));
            blocks.push(block);
            return;
        }
        *room = room.saturating_sub(BLOCK_ROOM);
        let (Some(1), Some(level), Some(count)) =
            (le(&block, 0, 1), le(&block, 1, 1), le(&block, 2, 2))
        else {
            return self.lost_block(number);
        };
        if level == 0 || level > depth {
            return self.lost_block(number);
        }
        let word = self.layout.word();
        let entries = block.get(8..).unwrap_or_default().chunks_exact(word);
        for entry in entries.take(usize::try_from(count).unwrap_or(0)) {
            let inner = le(entry, 0, word).unwrap_or(0);
            // What stands in the last list are blocks of data.
            if level == 1 && inner & 2 != 0 {
                self.lost_block(inner);
                continue;
            }
            self.collect(inner, level - 1, room, blocks);
        }
    }

    /// The nodes inside a node, by their numbers.
    pub fn subnodes(&self, number: u64) -> BTreeMap<u32, Node> {
        let mut nodes = BTreeMap::new();
        self.collect_subnodes(number, 1, &mut HashSet::new(), &mut nodes);
        nodes
    }

    fn collect_subnodes(
        &self,
        number: u64,
        depth: u64,
        seen: &mut HashSet<u64>,
        nodes: &mut BTreeMap<u32, Node>,
    ) {
        if number & !1 == 0 || !seen.insert(number) {
            return;
        }
        let Some(block) = self.block(number) else { return };
        let word = self.layout.word();
        let (Some(2), Some(level), Some(count)) =
            (le(&block, 0, 1), le(&block, 1, 1), le(&block, 2, 2))
        else {
            return self.lost_block(number);
        };
        if level > depth {
            return self.lost_block(number);
        }
        let size = if level == 0 { 3 * word } else { 2 * word };
        let entries = block.get(word..).unwrap_or_default().chunks_exact(size);
        for entry in entries.take(usize::try_from(count).unwrap_or(0)) {
            if level == 0 {
                nodes.extend(self.node(entry, false));
            } else if let Some(inner) = le(entry, word, word) {
                self.collect_subnodes(inner, level - 1, seen, nodes);
            }
        }
    }

    pub fn too_long(&self) {
        self.damage.borrow_mut().long += 1;
    }

    fn lost_block(&self, number: u64) {
        self.damage.borrow_mut().blocks.insert(number);
    }
}

/// CRC-32 without the usual inversions ([MS-PST] 5.3).
fn weak_checksum(bytes: &[u8]) -> u32 {
    let mut sum = crc32fast::Hasher::new_with_initial(u32::MAX);
    sum.update(bytes);
    !sum.finalize()
}

fn unpacked(raw: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    flate2::read::ZlibDecoder::new(raw).take(BLOCK_BYTES_MAX).read_to_end(&mut out).ok()?;
    Some(out)
}

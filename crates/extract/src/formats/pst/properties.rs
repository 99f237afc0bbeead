//! The middle layer of a mail store: heaps in a node's blocks, the properties and tables that they hold.
//! Source: [MS-PST] 2.3.

use super::store::{self, Node, Store, VALUE_BYTES_MAX};
use crate::formats::{le, mapi};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Items and records that one tree in a heap may have; a damaged one could lead in circles.
const RECORDS_MAX: usize = 1 << 20;
/// Bytes of a text.
const TEXT_BYTES_MAX: usize = 32 << 20;

const HEAP: u64 = 0xec;
const PROPERTIES: u64 = 0xbc;
const TABLE: u64 = 0x7c;
const TREE: u64 = 0xb5;

/// Types of properties. Source: [MS-OXCDATA] 2.11.1.
const STRING_8: u16 = 0x001e;
const STRING: u16 = 0x001f;
const BINARY: u16 = 0x0102;
const OBJECT: u16 = 0x000d;

/// Small items in the blocks of a node, and the nodes inside it for what is too large.
struct Heap<'a> {
    store: &'a Store<'a>,
    blocks: Vec<Cow<'a, [u8]>>,
    subnodes: BTreeMap<u32, Node>,
}

impl<'a> Heap<'a> {
    /// The heap of a node of this kind, and the item at its root.
    fn open(store: &'a Store<'a>, node: Node, kind: u64) -> Option<(Self, u32)> {
        let blocks = store.blocks(node.data, VALUE_BYTES_MAX);
        let first = blocks.first()?;
        if le(first, 2, 1)? != HEAP || le(first, 3, 1)? != kind {
            return None;
        }
        let root = u32::try_from(le(first, 4, 4)?).ok()?;
        Some((Self { store, blocks, subnodes: store.subnodes(node.subnodes) }, root))
    }

    /// An item by its number: bits of its kind (none), its place in a block, its block.
    fn item(&self, number: u32) -> Option<&[u8]> {
        let (item_bits, block_at) = if self.store.is_large() { (14, 19) } else { (11, 16) };
        let item = usize::try_from(number >> 5 & ((1 << item_bits) - 1)).ok()?.checked_sub(1)?;
        let block = self.blocks.get(usize::try_from(number >> block_at).ok()?)?;
        let map = usize::try_from(le(block, 0, 2)?).ok()?;
        if item as u64 >= le(block, map, 2)? {
            return None;
        }
        let edge = |at: usize| usize::try_from(le(block, map + 4 + 2 * at, 2)?).ok();
        block.get(edge(item)?..edge(item + 1)?)
    }

    /// The blocks of a value: an item of the heap, or a node inside the node.
    fn value(&self, number: u32, bytes_max: usize) -> Vec<Cow<'_, [u8]>> {
        if store::kind(number) == 0 {
            return self.item(number).map(Cow::Borrowed).into_iter().collect();
        }
        self.subnodes
            .get(&number)
            .map_or_else(Vec::new, |node| self.store.blocks(node.data, bytes_max))
    }

    /// Keys and values of a tree in the heap.
    fn tree(&self, number: u32) -> Option<Vec<(&[u8], &[u8])>> {
        let header = self.item(number)?;
        if le(header, 0, 1)? != TREE {
            return None;
        }
        let size = |at: usize| usize::try_from(le(header, at, 1)?).ok();
        let (key, value) = (size(1)?, size(2)?);
        let root = u32::try_from(le(header, 4, 4)?).ok()?;
        let mut todo = vec![(root, le(header, 3, 1)?)];
        let mut found = Vec::new();
        let mut visits = 0;
        while let Some((number, level)) = todo.pop() {
            visits += 1;
            if visits + found.len() > RECORDS_MAX {
                self.store.too_long();
                break;
            }
            let Some(records) = self.item(number) else { continue };
            let length = key + if level == 0 { value } else { 4 };
            let records = records.chunks_exact(length.max(1));
            let records = records.filter_map(|record| record.split_at_checked(key));
            if level == 0 {
                found.extend(records);
                continue;
            }
            // The last pushed is the first to come.
            for (_, next) in records.rev() {
                todo.push((u32::try_from(le(next, 0, 4)?).ok()?, level - 1));
            }
        }
        Some(found)
    }
}

/// The properties of a folder, message or attachment, by their numbers.
pub struct Properties<'a> {
    heap: Heap<'a>,
    /// Type, and the value itself or where it lies.
    values: BTreeMap<u16, (u16, u32)>,
}

impl<'a> Properties<'a> {
    pub fn read(store: &'a Store<'a>, node: Node) -> Option<Self> {
        let (heap, root) = Heap::open(store, node, PROPERTIES)?;
        let number = |bytes: &[u8], at: usize| u16::try_from(le(bytes, at, 2)?).ok();
        let values = heap
            .tree(root)?
            .into_iter()
            .filter_map(|(key, value)| {
                let place = u32::try_from(le(value, 2, 4)?).ok()?;
                Some((number(key, 0)?, (number(value, 0)?, place)))
            })
            .collect();
        Some(Self { heap, values })
    }

    /// The nodes inside the node: attachments, recipients, messages in messages.
    pub fn subnodes(&self) -> &BTreeMap<u32, Node> {
        &self.heap.subnodes
    }

    pub fn integer(&self, id: u16) -> Option<u32> {
        self.values.get(&id).map(|(_, value)| *value)
    }

    /// 100 ns since 1601.
    pub fn time(&self, id: u16) -> Option<i64> {
        Some(le(self.heap.item(self.integer(id)?)?, 0, 8)?.cast_signed())
    }

    pub fn string(&self, id: u16, code_page: u16) -> Option<String> {
        let (kind, number) = self.values.get(&id)?;
        text(*kind, &self.heap.value(*number, TEXT_BYTES_MAX), code_page)
    }

    pub fn binary(&self, id: u16) -> Option<Vec<u8>> {
        self.blocks(id, TEXT_BYTES_MAX).map(|blocks| blocks.concat())
    }

    /// The same in the blocks that it is kept in.
    pub fn blocks(&self, id: u16, bytes_max: usize) -> Option<Vec<Cow<'_, [u8]>>> {
        let (kind, number) = self.values.get(&id)?;
        (*kind == BINARY).then(|| self.heap.value(*number, bytes_max))
    }

    /// The node of a message or file that lies in this property.
    pub fn object(&self, id: u16) -> Option<Node> {
        let (kind, number) = self.values.get(&id)?;
        let place = self.heap.item(*number).filter(|_| *kind == OBJECT)?;
        self.heap.subnodes.get(&u32::try_from(le(place, 0, 4)?).ok()?).copied()
    }
}

fn text(kind: u16, blocks: &[Cow<'_, [u8]>], code_page: u16) -> Option<String> {
    let bytes = blocks.concat();
    let text = match kind {
        STRING => mapi::utf16(&bytes),
        STRING_8 => mapi::eight_bit(&bytes, code_page),
        _ => return None,
    };
    Some(text.trim_end_matches('\0').to_owned()).filter(|text| !text.is_empty())
}

/// A table such as that of a message's recipients: each row its cells by property.
pub struct Table<'a> {
    heap: Heap<'a>,
    columns: Vec<Column>,
    rows: Vec<Vec<u8>>,
}

struct Column {
    id: u16,
    kind: u16,
    at: usize,
    size: usize,
    /// Which bit behind the cells says that a row has this one.
    bit: usize,
}

impl<'a> Table<'a> {
    pub fn read(store: &'a Store<'a>, node: Node) -> Option<Self> {
        let (heap, root) = Heap::open(store, node, TABLE)?;
        let info = heap.item(root)?;
        let number = |at: usize, length: usize| usize::try_from(le(info, at, length)?).ok();
        let place = |at: usize| u32::try_from(le(info, at, 4)?).ok();
        let (bits_at, row_size) = (number(6, 2)?, number(8, 2)?);
        let columns: Vec<Column> = info
            .get(22..)?
            .chunks_exact(8)
            .take(number(1, 1)?)
            .filter_map(|column| {
                Some(Column {
                    kind: u16::try_from(le(column, 0, 2)?).ok()?,
                    id: u16::try_from(le(column, 2, 2)?).ok()?,
                    at: usize::try_from(le(column, 4, 2)?).ok()?,
                    size: usize::try_from(le(column, 6, 1)?).ok()?,
                    bit: bits_at * 8 + usize::try_from(le(column, 7, 1)?).ok()?,
                })
            })
            .collect();
        let blocks = heap.value(place(14)?, TEXT_BYTES_MAX);
        // A block holds whole rows; every one but the last is full.
        let per_block =
            blocks.first().map_or(0, |block| block.len().checked_div(row_size).unwrap_or(0));
        let rows = heap
            .tree(place(10)?)?
            .into_iter()
            .filter_map(|(_, row)| {
                let row = usize::try_from(le(row, 0, row.len().min(4))?).ok()?;
                let block = blocks.get(row.checked_div(per_block)?)?;
                let at = row.checked_rem(per_block)? * row_size;
                Some(block.get(at..at + row_size)?.to_vec())
            })
            .collect();
        Some(Self { heap, columns, rows })
    }

    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row { table: self, cells })
    }
}

pub struct Row<'a> {
    table: &'a Table<'a>,
    cells: &'a [u8],
}

impl Row<'_> {
    fn cell(&self, id: u16) -> Option<(u16, u32)> {
        let column = self.table.columns.iter().find(|column| column.id == id)?;
        let mark = self.cells.get(column.bit / 8)?;
        if mark >> (7 - column.bit % 8) & 1 == 0 {
            return None;
        }
        let value = le(self.cells, column.at, column.size.min(4))?;
        Some((column.kind, u32::try_from(value).ok()?))
    }

    pub fn integer(&self, id: u16) -> Option<u32> {
        self.cell(id).map(|(_, value)| value)
    }

    pub fn string(&self, id: u16, code_page: u16) -> Option<String> {
        let (kind, number) = self.cell(id)?;
        text(kind, &self.table.heap.value(number, TEXT_BYTES_MAX), code_page)
    }
}

//! A writer of Outlook's mail stores in their three layouts, enough to test readers with. Source: [MS-PST];
//! the large pages of Outlook 2013 as libpff describes them. Maps of free space, which only writers need, are
//! left out.

use base64::Engine;
use std::io::Write;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreLayout {
    /// Outlook 97 to 2002.
    Ansi,
    /// Outlook 2003 and later; its data are enciphered, as by default.
    Unicode,
    /// Outlook 2013 and later, for mailboxes on a server: large pages, compressed blocks.
    Large,
}

/// A message by its properties.
#[derive(Clone, Debug, Default)]
pub struct StoredMessage {
    pub properties: Vec<(u16, Property)>,
    /// Names and addresses.
    pub recipients: Vec<(String, String)>,
    pub attachments: Vec<(String, Attached)>,
}

#[derive(Clone, Debug)]
pub enum Property {
    Integer(u32),
    /// 100 ns since 1601.
    Time(i64),
    Text(String),
    Bytes(Vec<u8>),
}

#[derive(Clone, Debug)]
pub enum Attached {
    File(Vec<u8>),
    Message(StoredMessage),
}

/// The number under which the store keeps the first e-mail address of a contact.
pub const CONTACT_EMAIL: u16 = 0x8000;

/// A store of folders with their messages.
pub fn write_store(layout: StoreLayout, folders: &[(&str, Vec<StoredMessage>)]) -> Vec<u8> {
    let mut store = Store::new(layout);
    let said = |name: &str| [(0x3001, Property::Text(name.to_owned()))];
    let root = store.properties(&said("Top"), Vec::new());
    store.nodes.push((ROOT_FOLDER, root, ROOT_FOLDER));
    let itself = store.properties(&said("Mail"), Vec::new());
    store.nodes.push((0x21, itself, 0));
    let names = store.names();
    store.nodes.push((0x61, names, 0));
    let mut number = 0x100;
    let mut listed = Vec::new();
    for (name, messages) in folders {
        number += 1;
        let folder = number << 5 | 2;
        listed.push((folder, *name));
        let properties = store.properties(&said(name), Vec::new());
        store.nodes.push((folder, properties, ROOT_FOLDER));
        let mut inside = Vec::new();
        for message in messages {
            number += 1;
            inside.push(number << 5 | 4);
            let written = store.message(message);
            store.nodes.push((number << 5 | 4, written, folder));
        }
        store.lists(folder, &[], &inside);
    }
    store.lists(ROOT_FOLDER, &listed, &[]);
    store.finish()
}

const ROOT_FOLDER: u32 = 0x122;
/// Data that one block holds; a list names this many blocks, so that small files have lists of lists.
const BLOCK_BYTES: usize = 8176;
const LIST_ENTRIES: usize = 8;
/// Bytes of an item in a heap, and of the items of one of its blocks.
const ITEM_BYTES: usize = 3000;
const HEAP_BYTES: usize = 7000;

/// What each byte becomes in stores of Outlook 2003 and later, in base64. Source: [MS-PST] 5.1.
const PERMUTED: &str = "QTYTYqghbrv0FswEf2ToXR7yyyp0xV410pVHnpYtmohMfYQ/26wxtkhf9sTYOYvnIzs4jsjB3yWxIKVGYE6c+6\
    rTVlFFfFUAB8krnYWbCaCPrbMPY6uJS9enFVpxZkK/JkprmPrqd1OycAUs/Vk6hn7OBuuCeFfHjUOvtBzUW83i\
    6SdPwwhygM+w7/Uobb4wTTSS1Q48IjLl5PmfwtEKgRLh7pGDduOX5mGKF3mkt9yQelyMAqbKad5QGhGTuVKHWP\
    ztHTdJG2rgKTOZvWzZlPNAVG/wxnO41j5lGEQf3WcQ8QwZ7K4DoRR7qQv/+KPAogH3LrwkaHUN/rovtdDaPQ==";

/// Numbers of the blocks of a node's data and of its subnodes.
type Written = (u64, u64);

struct Store {
    layout: StoreLayout,
    out: Vec<u8>,
    /// Number, place, length, length unpacked.
    blocks: Vec<(u64, usize, usize, usize)>,
    nodes: Vec<(u32, Written, u32)>,
    next: u64,
}

/// Items in blocks; the first item of the first block has number 0x20.
#[derive(Default)]
struct Heap {
    blocks: Vec<Vec<Vec<u8>>>,
    large: bool,
}

impl Heap {
    fn push(&mut self, item: Vec<u8>) -> u32 {
        let full = self.blocks.last().is_none_or(|block| {
            block.iter().map(Vec::len).sum::<usize>() + item.len() > HEAP_BYTES
        });
        if full {
            self.blocks.push(Vec::new());
        }
        let number = (self.blocks.len() - 1) as u32;
        let mut place = 0;
        if let Some(block) = self.blocks.last_mut() {
            block.push(item);
            place = block.len() as u32;
        }
        number << (if self.large { 19 } else { 16 }) | place << 5
    }

    /// A tree of fixed keys and values, with a level of branches when there are many.
    fn tree(&mut self, key: u8, value: u8, records: &[Vec<u8>]) -> u32 {
        const LEAF_RECORDS: usize = 8;
        let leaves: Vec<(Vec<u8>, u32)> = records
            .chunks(LEAF_RECORDS)
            .map(|leaf| (leaf[0][..usize::from(key)].to_vec(), self.push(leaf.concat())))
            .collect();
        let (levels, root) = match leaves.as_slice() {
            [] => (0, 0),
            [(_, only)] => (0, *only),
            several => {
                let branch = several
                    .iter()
                    .flat_map(|(key, leaf)| key.iter().copied().chain(leaf.to_le_bytes()));
                (1, self.push(branch.collect()))
            }
        };
        let mut header = vec![0xb5, key, value, levels];
        header.extend(root.to_le_bytes());
        self.push(header)
    }

    /// The bytes of each block: a header, the items, a map of where they begin.
    fn bytes(&self, kind: u8, root: u32) -> Vec<Vec<u8>> {
        let block = |(number, items): (usize, &Vec<Vec<u8>>)| {
            let mut bytes = vec![0, 0];
            if number == 0 {
                bytes.extend([0xec, kind]);
                bytes.extend(root.to_le_bytes());
                bytes.extend([0; 4]);
            }
            let mut edges = vec![bytes.len() as u16];
            for item in items {
                bytes.extend(item);
                edges.push(bytes.len() as u16);
            }
            if bytes.len() % 2 == 1 {
                bytes.push(0);
            }
            let map = bytes.len() as u16;
            bytes[..2].copy_from_slice(&map.to_le_bytes());
            bytes.extend((items.len() as u16).to_le_bytes());
            bytes.extend([0, 0]);
            bytes.extend(edges.iter().flat_map(|edge| edge.to_le_bytes()));
            bytes
        };
        self.blocks.iter().enumerate().map(block).collect()
    }
}

impl Store {
    fn new(layout: StoreLayout) -> Self {
        Self { layout, out: vec![0; 0x4800], blocks: Vec::new(), nodes: Vec::new(), next: 4 }
    }

    /// A number of the width that this layout has.
    fn word(&self, number: u64) -> Vec<u8> {
        let bytes = number.to_le_bytes();
        if self.layout == StoreLayout::Ansi { bytes[..4].to_vec() } else { bytes.to_vec() }
    }

    fn block(&mut self, bytes: &[u8], is_list: bool) -> u64 {
        let number = self.next | if is_list { 2 } else { 0 };
        self.next += 4;
        let large = self.layout == StoreLayout::Large;
        let packed = if large && bytes.len() > 64 { deflated(bytes) } else { bytes.to_vec() };
        let stored = if packed.len() < bytes.len() { &packed } else { bytes };
        let stored = &self.enciphered(stored, is_list);
        let (align, trailer) = match self.layout {
            StoreLayout::Ansi => (64, 12),
            StoreLayout::Unicode => (64, 16),
            StoreLayout::Large => (512, 24),
        };
        self.out.resize(self.out.len().next_multiple_of(align), 0);
        let at = self.out.len();
        self.out.extend(stored);
        self.out.resize(at + (stored.len() + trailer).next_multiple_of(align) - trailer, 0);
        let sum = checksum(stored).to_le_bytes();
        self.out.extend((stored.len() as u16).to_le_bytes());
        self.out.extend([0, 0]);
        if self.layout == StoreLayout::Ansi {
            self.out.extend(self.word(number));
            self.out.extend(sum);
        } else {
            self.out.extend(sum);
            self.out.extend(self.word(number));
        }
        if large {
            self.out.extend([2, 0]);
            self.out.extend((bytes.len() as u16).to_le_bytes());
            self.out.extend([0; 4]);
        }
        self.blocks.push((number, at, stored.len(), bytes.len()));
        number
    }

    fn enciphered(&self, bytes: &[u8], is_list: bool) -> Vec<u8> {
        let table = base64::engine::general_purpose::STANDARD.decode(PERMUTED).unwrap_or_default();
        let cipher = |byte: &u8| table.get(usize::from(*byte)).copied().unwrap_or_default();
        match self.layout {
            StoreLayout::Unicode if !is_list => bytes.iter().map(cipher).collect(),
            _ => bytes.to_vec(),
        }
    }

    /// Blocks under a list, lists under a list of lists; a single block stands for itself.
    fn data(&mut self, blocks: &[Vec<u8>]) -> u64 {
        let total: usize = blocks.iter().map(Vec::len).sum();
        let mut numbers: Vec<u64> = blocks.iter().map(|block| self.block(block, false)).collect();
        let mut level = 1;
        while numbers.len() > 1 {
            let entries = if level == 1 { LIST_ENTRIES } else { numbers.len() };
            let lists: Vec<Vec<u8>> = numbers
                .chunks(entries)
                .map(|listed| {
                    let mut list = vec![1, level];
                    list.extend((listed.len() as u16).to_le_bytes());
                    list.extend((total as u32).to_le_bytes());
                    list.extend(listed.iter().flat_map(|number| self.word(*number)));
                    list
                })
                .collect();
            numbers = lists.iter().map(|list| self.block(list, true)).collect();
            level += 1;
        }
        numbers.first().copied().unwrap_or(0)
    }

    fn bytes(&mut self, bytes: &[u8]) -> u64 {
        let blocks: Vec<Vec<u8>> = bytes.chunks(BLOCK_BYTES).map(<[u8]>::to_vec).collect();
        self.data(&blocks)
    }

    /// A list of subnodes, or a list of such lists.
    fn subnodes(&mut self, mut nodes: Vec<(u32, Written)>) -> u64 {
        if nodes.is_empty() {
            return 0;
        }
        nodes.sort_unstable_by_key(|(number, _)| *number);
        let header = |level: u8, entries: usize, word: usize| {
            let mut list = vec![2, level];
            list.extend((entries as u16).to_le_bytes());
            list.resize(word, 0);
            list
        };
        let word = self.word(0).len();
        let mut lists = Vec::new();
        for chunk in nodes.chunks(LIST_ENTRIES) {
            let mut list = header(0, chunk.len(), word);
            for (number, (data, inner)) in chunk {
                for value in [u64::from(*number), *data, *inner] {
                    list.extend(self.word(value));
                }
            }
            lists.push((chunk[0].0, self.block(&list, true)));
        }
        if let [(_, only)] = lists.as_slice() {
            return *only;
        }
        let mut above = header(1, lists.len(), word);
        for (number, list) in &lists {
            above.extend(self.word(u64::from(*number)));
            above.extend(self.word(*list));
        }
        self.block(&above, true)
    }

    /// A value in the heap, or in a node of its own when it is large.
    fn value(&mut self, heap: &mut Heap, inner: &mut Vec<(u32, Written)>, bytes: Vec<u8>) -> u32 {
        if bytes.len() <= ITEM_BYTES {
            return if bytes.is_empty() { 0 } else { heap.push(bytes) };
        }
        let number = (inner.len() as u32 + 0x400) << 5 | 0x1f;
        let data = self.bytes(&bytes);
        inner.push((number, (data, 0)));
        number
    }

    fn string(&self, text: &str) -> (u16, Vec<u8>) {
        match self.layout {
            StoreLayout::Ansi => (0x1e, encoding_rs::SHIFT_JIS.encode(text).0.into_owned()),
            _ => (0x1f, text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        }
    }

    fn properties(
        &mut self,
        properties: &[(u16, Property)],
        mut inner: Vec<(u32, Written)>,
    ) -> Written {
        let mut heap = Heap { large: self.layout == StoreLayout::Large, ..Heap::default() };
        let mut records = Vec::new();
        let mut sorted: Vec<&(u16, Property)> = properties.iter().collect();
        sorted.sort_by_key(|(id, _)| *id);
        for (id, property) in sorted {
            let (kind, value) = match property {
                Property::Integer(number) => (3, *number),
                Property::Time(time) => (0x40, heap.push(time.to_le_bytes().to_vec())),
                Property::Text(text) => {
                    let (kind, bytes) = self.string(text);
                    (kind, self.value(&mut heap, &mut inner, bytes))
                }
                Property::Bytes(bytes) => (0x102, self.value(&mut heap, &mut inner, bytes.clone())),
            };
            records.push(record(*id, kind, value));
        }
        self.heap(heap, 0xbc, inner, &records)
    }

    fn heap(
        &mut self,
        mut heap: Heap,
        kind: u8,
        inner: Vec<(u32, Written)>,
        records: &[Vec<u8>],
    ) -> Written {
        let root = heap.tree(2, 6, records);
        let data = self.data(&heap.bytes(kind, root));
        (data, self.subnodes(inner))
    }

    fn message(&mut self, message: &StoredMessage) -> Written {
        let mut inner = Vec::new();
        if !message.recipients.is_empty() {
            inner.push((0x692, self.recipients(&message.recipients)));
        }
        for (number, (name, attached)) in (0x100_u32..).zip(&message.attachments) {
            let written = match attached {
                Attached::File(bytes) => {
                    let said = [
                        (0x3705, Property::Integer(1)),
                        (0x3707, Property::Text(name.clone())),
                        (0x3701, Property::Bytes(bytes.clone())),
                    ];
                    self.properties(&said, Vec::new())
                }
                Attached::Message(message) => self.embedded(message, name),
            };
            inner.push((number << 5 | 5, written));
        }
        if !message.attachments.is_empty() {
            let names = (0x100_u32..).zip(&message.attachments);
            let rows: Vec<_> = names
                .map(|(number, (name, _))| (number << 5 | 5, vec![Property::Text(name.clone())]))
                .collect();
            inner.push((0x671, self.table(&[0x3707], &rows)));
        }
        self.properties(&message.properties, inner)
    }

    /// An attachment that is a message: the object names a node inside.
    fn embedded(&mut self, message: &StoredMessage, name: &str) -> Written {
        const NUMBER: u32 = 0x200 << 5 | 4;
        let written = self.message(message);
        let mut heap = Heap { large: self.layout == StoreLayout::Large, ..Heap::default() };
        let mut place = NUMBER.to_le_bytes().to_vec();
        place.extend([0; 4]);
        let object = heap.push(place);
        let mut inner = vec![(NUMBER, written)];
        let (kind, bytes) = self.string(name);
        let name = self.value(&mut heap, &mut inner, bytes);
        let records =
            [record(0x3701, 0x0d, object), record(0x3705, 3, 5), record(0x3707, kind, name)];
        self.heap(heap, 0xbc, inner, &records)
    }

    /// The table of recipients: roles, names and addresses.
    fn recipients(&mut self, recipients: &[(String, String)]) -> Written {
        let rows: Vec<(u32, Vec<Property>)> = (0..)
            .zip(recipients)
            .map(|(number, (name, address))| {
                let texts = [name, address].map(|text| Property::Text(text.clone()));
                (number, [Property::Integer(1)].into_iter().chain(texts).collect())
            })
            .collect();
        self.table(&[0x0c15, 0x3001, 0x39fe], &rows)
    }

    /// A table of integers and texts; each row begins with its number.
    fn table(&mut self, columns: &[u16], rows: &[(u32, Vec<Property>)]) -> Written {
        const MATRIX: u32 = 0x7ff << 5 | 0x1f;
        let mut heap = Heap { large: self.layout == StoreLayout::Large, ..Heap::default() };
        let mut inner = Vec::new();
        let string = self.string("").0;
        let cells_end = 4 * (2 + columns.len());
        let row_bytes = cells_end + 1;
        let (mut matrix, mut index) = (Vec::new(), Vec::new());
        let width = if self.layout == StoreLayout::Ansi { 2 } else { 4 };
        for (place, (number, cells)) in (0_u32..).zip(rows) {
            let mut row = [number.to_le_bytes(), [0; 4]].concat();
            for cell in cells {
                let value = match cell {
                    Property::Integer(value) => *value,
                    Property::Text(text) => {
                        let bytes = self.string(text).1;
                        self.value(&mut heap, &mut inner, bytes)
                    }
                    Property::Time(_) | Property::Bytes(_) => 0,
                };
                row.extend(value.to_le_bytes());
            }
            row.push(0xff);
            matrix.push(row);
            index.push([&number.to_le_bytes(), &place.to_le_bytes()[..width]].concat());
        }
        let index = heap.tree(4, width as u8, &index);
        let place = if matrix.is_empty() {
            0
        } else if matrix.len() * row_bytes <= ITEM_BYTES {
            heap.push(matrix.concat())
        } else {
            // Rows never lie across two blocks.
            let whole_rows = BLOCK_BYTES / row_bytes;
            let mut blocks: Vec<Vec<u8>> = matrix.chunks(whole_rows).map(<[_]>::concat).collect();
            let last = blocks.len() - 1;
            blocks[..last].iter_mut().for_each(|block| block.resize(BLOCK_BYTES, 0));
            inner.push((MATRIX, (self.data(&blocks), 0)));
            MATRIX
        };
        let kinds = columns.iter().map(|id| (*id, if *id == 0x0c15 { 3 } else { string }));
        let columns: Vec<(u16, u16)> =
            [(0x67f2, 3), (0x67f3, 3)].into_iter().chain(kinds).collect();
        let mut info = vec![0x7c, columns.len() as u8];
        let edges = [cells_end, cells_end, cells_end, row_bytes];
        info.extend(edges.iter().flat_map(|edge| (*edge as u16).to_le_bytes()));
        info.extend(index.to_le_bytes());
        info.extend(place.to_le_bytes());
        info.extend([0; 4]);
        for (number, (id, kind)) in (0_u8..).zip(columns) {
            info.extend(kind.to_le_bytes());
            info.extend(id.to_le_bytes());
            info.extend((u16::from(number) * 4).to_le_bytes());
            info.extend([4, number]);
        }
        let root = heap.push(info);
        let data = self.data(&heap.bytes(0x7c, root));
        (data, self.subnodes(inner))
    }

    /// The tables of what lies in a folder: folders, messages, what programs keep.
    fn lists(&mut self, folder: u32, folders: &[(u32, &str)], messages: &[u32]) {
        let names = folders
            .iter()
            .map(|(number, name)| (*number, vec![Property::Text((*name).to_owned())]));
        let names: Vec<_> = names.collect();
        let subjects =
            messages.iter().map(|number| (*number, vec![Property::Text("x".to_owned())]));
        let subjects: Vec<_> = subjects.collect();
        for (kind, column, rows) in
            [(0x0d, 0x3001, names), (0x0e, 0x0037, subjects), (0x0f, 0x0037, Vec::new())]
        {
            let table = self.table(&[column], &rows);
            self.nodes.push((folder & !0x1f | kind, table, 0));
        }
    }

    /// The names of named properties: the first address of contacts has the first number.
    fn names(&mut self) -> Written {
        const CONTACTS: [u8; 16] = [4, 0x20, 6, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0x46];
        let entry = [0x83, 0x80, 0, 0, 3 << 1, 0, 0, 0];
        let streams = [(2, CONTACTS.to_vec()), (3, entry.to_vec()), (4, vec![0; 4])];
        self.properties(&streams.map(|(id, bytes)| (id, Property::Bytes(bytes))), Vec::new())
    }

    /// Writes a tree of pages; returns the number and place of its root.
    fn tree(&mut self, kind: u8, entries: Vec<Vec<u8>>) -> (u64, usize) {
        let (length, counts, trailer) = match self.layout {
            StoreLayout::Ansi => (512, 496, 12),
            StoreLayout::Unicode => (512, 488, 16),
            StoreLayout::Large => (4096, 4056, 24),
        };
        let mut level = 0;
        let mut entries = entries;
        loop {
            let size = entries[0].len();
            let per_page = counts / size;
            let mut above = Vec::new();
            let mut root = (0, 0);
            for chunk in entries.chunks(per_page) {
                self.out.resize(self.out.len().next_multiple_of(length), 0);
                let at = self.out.len();
                let number = self.next;
                self.next += 4;
                let mut page = chunk.concat();
                page.resize(counts, 0);
                let wide = if self.layout == StoreLayout::Large { 2 } else { 1 };
                page.extend(&(chunk.len() as u16).to_le_bytes()[..wide]);
                page.extend(&(per_page as u16).to_le_bytes()[..wide]);
                page.extend([size as u8, level]);
                page.resize(length - trailer, 0);
                let sum = checksum(&page).to_le_bytes();
                page.extend([kind, kind, 0, 0]);
                if self.layout == StoreLayout::Ansi {
                    page.extend(self.word(number));
                    page.extend(sum);
                } else {
                    page.extend(sum);
                    page.extend(self.word(number));
                }
                page.resize(length, 0);
                self.out.extend(page);
                let key = &chunk[0][..self.word(0).len()];
                above.push([key.to_vec(), self.word(number), self.word(at as u64)].concat());
                root = (number, at);
            }
            if above.len() == 1 {
                return root;
            }
            entries = above;
            level += 1;
        }
    }

    fn finish(mut self) -> Vec<u8> {
        self.nodes.sort_unstable_by_key(|(number, ..)| *number);
        let nodes = std::mem::take(&mut self.nodes);
        let nodes = nodes.into_iter().map(|(number, (data, inner), parent)| {
            let mut entry = Vec::new();
            for value in [u64::from(number), data, inner] {
                entry.extend(self.word(value));
            }
            entry.extend(parent.to_le_bytes());
            entry.resize(4 * self.word(0).len(), 0);
            entry
        });
        let nodes: Vec<Vec<u8>> = nodes.collect();
        // Lists are numbered between the blocks that they list.
        self.blocks.sort_unstable();
        let blocks = self.blocks.iter().map(|(number, at, stored, unpacked)| {
            let mut entry = [self.word(*number), self.word(*at as u64)].concat();
            entry.extend((*stored as u16).to_le_bytes());
            let second = if self.layout == StoreLayout::Large { *unpacked } else { 2 };
            entry.extend((second as u16).to_le_bytes());
            entry.resize(if self.layout == StoreLayout::Ansi { 12 } else { 24 }, 0);
            entry
        });
        let blocks: Vec<Vec<u8>> = blocks.collect();
        let blocks = self.tree(0x80, blocks);
        let nodes = self.tree(0x81, nodes);
        self.out.resize(self.out.len().next_multiple_of(4096), 0);
        self.header(nodes, blocks);
        self.out
    }

    fn header(&mut self, nodes: (u64, usize), blocks: (u64, usize)) {
        let (version, root, cipher) = match self.layout {
            StoreLayout::Ansi => (15, 184, 460),
            StoreLayout::Unicode => (23, 216, 512),
            StoreLayout::Large => (36, 216, 512),
        };
        let size = self.word(self.out.len() as u64);
        let roots: Vec<u8> = [nodes.0, nodes.1 as u64, blocks.0, blocks.1 as u64]
            .iter()
            .flat_map(|number| self.word(*number))
            .collect();
        let size_at = if self.layout == StoreLayout::Ansi { 168 } else { 184 };
        let mut put =
            |at: usize, bytes: &[u8]| self.out[at..at + bytes.len()].copy_from_slice(bytes);
        put(0, b"!BDN");
        put(8, b"SM");
        put(10, &[version, 0, 19, 0, 1, 1]);
        put(size_at, &size);
        put(root, &roots);
        put(cipher, &[0x80, u8::from(self.layout == StoreLayout::Unicode)]);
        let sum = checksum(&self.out[8..8 + 471]);
        self.out[4..8].copy_from_slice(&sum.to_le_bytes());
        if self.layout != StoreLayout::Ansi {
            let sum = checksum(&self.out[8..8 + 516]);
            self.out[524..528].copy_from_slice(&sum.to_le_bytes());
        }
    }
}

fn record(id: u16, kind: u16, value: u32) -> Vec<u8> {
    [id.to_le_bytes().to_vec(), kind.to_le_bytes().to_vec(), value.to_le_bytes().to_vec()].concat()
}

/// CRC-32 without the usual inversions.
fn checksum(bytes: &[u8]) -> u32 {
    let mut sum = crc32fast::Hasher::new_with_initial(u32::MAX);
    sum.update(bytes);
    !sum.finalize()
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    match encoder.write_all(bytes).and_then(|()| encoder.finish()) {
        Ok(packed) => packed,
        Err(_) => bytes.to_vec(),
    }
}

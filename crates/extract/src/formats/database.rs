//! Databases in one file: SQLite, dBase, Parquet. Each table is a sheet with its column names first.

use crate::encoding::decode;
use crate::kind::Kind;
use crate::{Member, Reading};
use candor_facts::{Document, HowRead, Part, PartKind, UnreadReason};
use parquet::file::reader::{FileReader, SerializedFileReader};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};
use std::io::Read;

/// Rows of a table under construction, bounded in text.
struct Rows {
    rows: Vec<Vec<String>>,
    left: usize,
}

impl Rows {
    fn new(header: Vec<String>, text_bytes_max: usize) -> Self {
        Self { rows: vec![header], left: text_bytes_max }
    }

    /// Takes a row; false when there is no room for more.
    fn push(&mut self, row: Vec<String>) -> bool {
        let size: usize = row.iter().map(|cell| cell.len() + 1).sum();
        self.left = self.left.saturating_sub(size);
        self.rows.push(row);
        self.left > 0
    }

    fn into_part(self, label: &str) -> Part {
        let mut part = Part::text(PartKind::Sheet, label, "");
        let cells = self.rows.iter().map(|row| {
            (0_u32..)
                .zip(row.iter().map(String::as_str))
                .filter(|(_, text)| !text.trim().is_empty())
        });
        part.push_grid(cells, 0);
        part
    }
}

pub fn sqlite(reading: &mut Reading<'_>) -> Document {
    match sqlite_tables(reading) {
        Ok(document) => document,
        Err(_) => Document::unread(
            "sqlite",
            UnreadReason::Corrupt,
            "the database cannot be opened or its schema cannot be read",
        ),
    }
}

/// Where the header says how a database is read and written.
const VERSIONS: std::ops::Range<usize> = 18..20;

fn sqlite_tables(reading: &mut Reading<'_>) -> rusqlite::Result<Document> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut database = Connection::open_in_memory_with_flags(flags)?;
    database.pragma_update(None, "temp_store", "MEMORY")?;
    database.pragma_update(None, "trusted_schema", false)?;
    // A database in write-ahead mode would look for its second file; the image alone is read.
    let (before, rest) = reading.bytes.split_at_checked(VERSIONS.start).unwrap_or_default();
    let after = rest.get(VERSIONS.len()..).unwrap_or_default();
    let image = before.chain([1; VERSIONS.end - VERSIONS.start].as_slice()).chain(after);
    database.deserialize_read_exact("main", image, reading.bytes.len(), true)?;
    let names: Vec<String> = database
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut parts = Vec::new();
    let (mut damaged, mut cut) = (0, false);
    let mut left = reading.limits().text_bytes_max;
    for name in names {
        match sqlite_table(&database, &name, left, reading) {
            Ok((rows, whole)) => {
                damaged += usize::from(!whole);
                cut |= rows.left == 0;
                left = rows.left;
                parts.push(rows.into_part(&name));
            }
            Err(_) => damaged += 1,
        }
        if left == 0 {
            break;
        }
    }
    let mut document = Document::read("sqlite", HowRead::Structure, parts);
    if sqlite_size(reading.bytes).is_some_and(|size| size > reading.bytes.len() as u64) {
        document = document.missing(UnreadReason::Corrupt, "the file is cut off");
    }
    if damaged > 0 {
        document =
            document.missing(UnreadReason::Corrupt, format!("{damaged} tables not to their end"));
    }
    if cut {
        document = document.missing(UnreadReason::Limit, "rows beyond the limit of text");
    }
    Ok(document)
}

/// Bytes that the header promises: page size times number of pages.
fn sqlite_size(bytes: &[u8]) -> Option<u64> {
    let page = u64::from(u16::from_be_bytes(bytes.get(16..18)?.try_into().ok()?));
    let pages = u64::from(u32::from_be_bytes(bytes.get(28..32)?.try_into().ok()?));
    Some(if page == 1 { 65_536 } else { page } * pages)
}

/// The rows of a table and whether its end was reached.
fn sqlite_table(
    database: &Connection,
    name: &str,
    text_bytes_max: usize,
    reading: &mut Reading<'_>,
) -> rusqlite::Result<(Rows, bool)> {
    let quoted = name.replace('"', "\"\"");
    let mut query = database.prepare(&format!("SELECT * FROM \"{quoted}\""))?;
    let header = query.column_names().into_iter().map(str::to_owned).collect::<Vec<_>>();
    let columns = header.len();
    let mut kept = Rows::new(header, text_bytes_max);
    let mut rows = query.query([])?;
    let mut number = 0_u64;
    loop {
        let Ok(row) = rows.next() else { return Ok((kept, false)) };
        let Some(row) = row else { return Ok((kept, true)) };
        number += 1;
        let mut cells = Vec::with_capacity(columns);
        for column in 0..columns {
            cells.push(match row.get_ref(column) {
                Ok(ValueRef::Text(text)) => decode(text).0,
                Ok(ValueRef::Integer(value)) => value.to_string(),
                Ok(ValueRef::Real(value)) => value.to_string(),
                Ok(ValueRef::Blob(blob)) => {
                    blob_cell(blob, || format!("{name}-{number}-{column}"), reading)
                }
                Ok(ValueRef::Null) | Err(_) => String::new(),
            });
        }
        if !kept.push(cells) {
            return Ok((kept, true));
        }
    }
}

/// A blob that is a file of a known kind becomes a member, text becomes the cell.
fn blob_cell(blob: &[u8], name: impl Fn() -> String, reading: &mut Reading<'_>) -> String {
    match Kind::of(blob) {
        Kind::Unknown => String::new(),
        Kind::Text | Kind::Xml | Kind::Html => decode(blob).0,
        kind => {
            reading.hand_out(Member::new(format!("{}.{}", name(), kind.name()), blob.to_vec()));
            String::new()
        }
    }
}

/// dBase III to Visual FoxPro. Source: the dBASE table file layout ("Data File Header Structure").
pub fn dbf(reading: &Reading<'_>) -> Document {
    let Some((part, whole)) = dbf_table(reading) else {
        return Document::unread("dbf", UnreadReason::Corrupt, "its header cannot be read");
    };
    let memo = part.1;
    let mut document = Document::read("dbf", HowRead::Structure, vec![part.0]);
    if !whole {
        document = document.missing(UnreadReason::Corrupt, "rows are cut off");
    }
    if memo {
        document = document.missing(UnreadReason::Unsupported, "memo fields lie in a second file");
    }
    document
}

fn dbf_table(reading: &Reading<'_>) -> Option<((Part, bool), bool)> {
    let bytes = reading.bytes;
    let number =
        |at: usize| Some(usize::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
    let count = u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?) as usize;
    let (head, width) = (number(8)?, number(10)?);
    let mut fields = Vec::new();
    for field in bytes.get(32..head)?.chunks_exact(32) {
        if field.first() == Some(&0x0d) {
            break;
        }
        let name = field.get(..11)?.split(|byte| *byte == 0).next()?;
        fields.push((decode(name).0, *field.get(11)?, usize::from(*field.get(16)?)));
    }
    if fields.is_empty() || width == 0 {
        return None;
    }
    let body = bytes.get(head..)?;
    // One guess for the whole table: single cells are too short to tell their encoding.
    let encoding = crate::encoding::Guessed::of(body);
    let header = fields.iter().map(|(name, ..)| name.clone()).collect();
    let mut rows = Rows::new(header, reading.limits().text_bytes_max);
    let mut memo = false;
    let mut read = 0;
    for record in body.chunks_exact(width).take(count) {
        read += 1;
        let mut at = 1;
        let mut cells = Vec::new();
        for (_, kind, length) in &fields {
            let raw = record.get(at..at + length).unwrap_or_default();
            at += length;
            let is_memo = matches!(kind, b'M' | b'B' | b'G');
            memo |= is_memo && raw.iter().any(|byte| byte.is_ascii_digit() && *byte != b'0');
            cells.push(match kind {
                b'I' => raw
                    .try_into()
                    .map_or_else(|_| String::new(), |four| i32::from_le_bytes(four).to_string()),
                b'D' => dbf_date(raw),
                _ if is_memo => String::new(),
                _ => encoding.decode(raw).trim_matches(['\0', ' ']).to_owned(),
            });
        }
        if !rows.push(cells) {
            break;
        }
    }
    Some(((rows.into_part("table"), memo), read == count))
}

fn dbf_date(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(text) if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..])
        }
        _ => String::new(),
    }
}

/// Whether the first bytes are a dBase header: version, a date, sizes that fit.
pub fn looks_like_dbf(bytes: &[u8]) -> bool {
    let Some(head) = bytes.get(..32) else { return false };
    let number = |at: usize| usize::from(u16::from_le_bytes([head[at], head[at + 1]]));
    let length = number(8);
    matches!(
        head[0],
        0x02 | 0x03 | 0x04 | 0x05 | 0x30
            ..=0x32 | 0x43 | 0x63 | 0x83 | 0x8b | 0x8e | 0xcb | 0xf5 | 0xfb
    ) && (1..=12).contains(&head[2])
        && (1..=31).contains(&head[3])
        && head[12..14] == [0, 0]
        && length >= 65
        && number(10) >= 2
        && [length - 1, length.saturating_sub(264)].iter().any(|at| bytes.get(*at) == Some(&0x0d))
}

pub fn parquet(reading: &Reading<'_>) -> Document {
    let broken = |what: &str| Document::unread("parquet", UnreadReason::Corrupt, what);
    let Ok(file) = SerializedFileReader::new(reading.whole.clone()) else {
        return broken("its footer cannot be read");
    };
    let Ok(rows) = file.get_row_iter(None) else { return broken("its rows cannot be read") };
    let schema = file.metadata().file_metadata().schema();
    let header = schema.get_fields().iter().map(|field| field.name().to_owned()).collect();
    let mut kept = Rows::new(header, reading.limits().text_bytes_max);
    let mut damaged = false;
    let mut cut = false;
    for row in rows {
        let Ok(row) = row else {
            damaged = true;
            break;
        };
        let cells = row.get_column_iter().map(|(_, value)| parquet_cell(value)).collect();
        if !kept.push(cells) {
            cut = true;
            break;
        }
    }
    let mut document = Document::read("parquet", HowRead::Structure, vec![kept.into_part("table")]);
    if damaged {
        document = document.missing(UnreadReason::Corrupt, "rows after damaged data");
    }
    if cut {
        document = document.missing(UnreadReason::Limit, "rows beyond the limit of text");
    }
    document
}

fn parquet_cell(value: &parquet::record::Field) -> String {
    use parquet::record::Field;
    match value {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Bytes(bytes) => decode(bytes.data()).0,
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Options;
    use crate::testing::Kept;

    fn read(bytes: &[u8]) -> (Document, Kept) {
        let mut host = Kept::default();
        let document = crate::testing::read(bytes, &Options::default(), &mut host);
        (document, host)
    }

    fn database() -> Vec<u8> {
        let base = Connection::open_in_memory().unwrap();
        base.execute_batch(
            "CREATE TABLE staff (name TEXT, tel TEXT, photo BLOB);\
             INSERT INTO staff VALUES ('山田太郎', '03-1234-5678', x'255044462d312e370a'), ('Trần Hồng', NULL, NULL);",
        )
        .unwrap();
        base.serialize("main").unwrap().to_vec()
    }

    #[test]
    fn sqlite_tables_become_sheets_and_blobs_members() {
        let bytes = database();
        let (document, host) = read(&bytes);
        assert_eq!(
            (document.media_type.as_str(), document.parts[0].label.as_str()),
            ("sqlite", "staff")
        );
        assert!(document.parts[0].text.contains("山田太郎\t03-1234-5678"));
        assert_eq!(host.members[0].name, "staff-1-2.pdf");
        let (cut, _) = read(&bytes[..bytes.len() - 3000]);
        assert_ne!(cut.state, candor_facts::ReadState::Read);
    }

    #[test]
    fn parquet_rows_are_read_to_the_end_or_not_at_all() {
        use parquet::data_type::{ByteArray, ByteArrayType};
        let schema =
            "message staff { REQUIRED BYTE_ARRAY name (UTF8); REQUIRED BYTE_ARRAY tel (UTF8); }";
        let schema = parquet::schema::parser::parse_message_type(schema).unwrap();
        let mut bytes = Vec::new();
        let properties = std::sync::Arc::default();
        let mut file = parquet::file::writer::SerializedFileWriter::new(
            &mut bytes,
            std::sync::Arc::new(schema),
            properties,
        )
        .unwrap();
        let mut rows = file.next_row_group().unwrap();
        for cells in [["山田太郎", "Trần Hồng"], ["03-1234-5678", "0912345678"]] {
            let mut column = rows.next_column().unwrap().unwrap();
            let cells = cells.map(ByteArray::from);
            column.typed::<ByteArrayType>().write_batch(&cells, None, None).unwrap();
            column.close().unwrap();
        }
        rows.close().unwrap();
        file.close().unwrap();
        let (document, _) = read(&bytes);
        assert_eq!(document.media_type, "parquet");
        assert!(document.parts[0].text.contains("Trần Hồng\t0912345678"), "{document:?}");
        let (cut, _) = read(&bytes[..bytes.len() / 2]);
        assert_eq!(cut.state, candor_facts::ReadState::Unread);
    }

    #[test]
    fn dbase_rows_are_read_in_their_encoding() {
        let mut bytes = vec![0x03, 124, 8, 9, 2, 0, 0, 0, 97, 0, 31, 0];
        bytes.resize(32, 0);
        for (name, length) in [("NAME", 20_u8), ("TEL", 10)] {
            let mut field = name.as_bytes().to_vec();
            field.resize(11, 0);
            field.extend([b'C', 0, 0, 0, 0, length]);
            field.resize(32, 0);
            bytes.extend(field);
        }
        bytes.push(0x0d);
        for (name, tel) in [("鈴木 一郎", "0312345678"), ("佐藤 花子", "0661234567")] {
            bytes.push(b' ');
            let mut cell = encoding_rs::SHIFT_JIS.encode(name).0.to_vec();
            cell.resize(20, b' ');
            bytes.extend(cell);
            bytes.extend(tel.as_bytes());
        }
        let (document, _) = read(&bytes);
        assert_eq!(document.media_type, "dbf");
        assert_eq!(
            document.parts[0].text,
            "NAME\tTEL\n鈴木 一郎\t0312345678\n佐藤 花子\t0661234567\n"
        );
        let (cut, _) = read(&bytes[..bytes.len() - 5]);
        assert_eq!(cut.reason, Some(UnreadReason::Corrupt));
    }
}

//! Access databases: each table is a sheet, files in attachment columns are members.

use crate::Reading;
use candor_facts::{Document, HowRead, Part, PartKind, UnreadReason};
use jetdb::{FileError, ObjectType, PageReader, TableRows, Value};
use std::io::Cursor;

pub fn read(reading: &Reading<'_>) -> Document {
    let mut tried = vec![(0, None)];
    tried.extend(
        (1..).zip(reading.options.passwords.iter().map(|password| Some(password.as_str()))),
    );
    for (number, password) in tried {
        match PageReader::open_reader_with_password(Cursor::new(reading.whole.clone()), password) {
            Ok(mut pages) => {
                let mut document = tables(&mut pages, reading.limits().text_bytes_max);
                if number > 0 {
                    document.note(format!("opened with password {number} of the list"));
                }
                return document;
            }
            Err(FileError::PasswordRequired | FileError::InvalidPassword) => {}
            Err(FileError::UnsupportedEncryption { .. }) => break,
            Err(_) => {
                return Document::unread(
                    "mdb",
                    UnreadReason::Corrupt,
                    "its first page cannot be read",
                );
            }
        }
    }
    Document::unread("mdb", UnreadReason::Encrypted, "opens only with a password")
}

fn tables(pages: &mut PageReader, text_bytes_max: usize) -> Document {
    let Ok(catalog) = jetdb::read_catalog(pages) else {
        return Document::unread("mdb", UnreadReason::Corrupt, "its catalogue cannot be read");
    };
    let mut parts = Vec::new();
    let (mut lost_rows, mut lost_tables, mut linked, mut cut) = (0, 0, 0, false);
    let mut left = text_bytes_max;
    for entry in &catalog {
        if entry.is_system_or_hidden() {
            continue;
        }
        match entry.object_type {
            ObjectType::Table => {}
            ObjectType::LinkedTable | ObjectType::LinkedOdbcTable => {
                linked += 1;
                continue;
            }
            _ => continue,
        }
        let Ok(table) = jetdb::read_table_def(pages, &entry.name, entry.table_page) else {
            lost_tables += 1;
            continue;
        };
        let calculated = jetdb::calculated_column_types_in(&catalog, &table);
        let mut rows = TableRows::new(&table, &calculated);
        let mut grid: Vec<Vec<String>> =
            vec![table.columns.iter().map(|column| column.name.clone()).collect()];
        loop {
            match rows.next_row(pages) {
                Ok(Some(row)) => {
                    let cells: Vec<String> = row.values.iter().map(shown).collect();
                    left = left.saturating_sub(cells.iter().map(|cell| cell.len() + 1).sum());
                    grid.push(cells);
                }
                Ok(None) => break,
                Err(_) => {
                    lost_tables += 1;
                    break;
                }
            }
            if left == 0 {
                cut = true;
                break;
            }
        }
        lost_rows += rows.skipped_rows();
        let mut part = Part::text(PartKind::Sheet, entry.name.clone(), "");
        let cells = grid.iter().map(|row| {
            (0_u32..)
                .zip(row.iter().map(String::as_str))
                .filter(|(_, text)| !text.trim().is_empty())
        });
        part.push_grid(cells, 0);
        parts.push(part);
    }
    let mut document = Document::read("mdb", HowRead::Structure, parts);
    if lost_rows > 0 || lost_tables > 0 {
        let detail = format!("{lost_rows} rows, {lost_tables} tables");
        document = document.missing(UnreadReason::Corrupt, detail);
    }
    if linked > 0 {
        let detail = format!("{linked} tables lie in other databases");
        document = document.missing(UnreadReason::Unsupported, detail);
    }
    if cut {
        document = document.missing(UnreadReason::Limit, "rows beyond the limit of text");
    }
    document
}

fn shown(value: &Value) -> String {
    match value {
        Value::Text(text)
        | Value::Money(text)
        | Value::Numeric(text)
        | Value::Guid(text)
        | Value::DateTimeExtended(text) => text.clone(),
        Value::Timestamp(days) => jetdb::timestamp::format_default(*days),
        Value::Bool(value) => value.to_string(),
        Value::Byte(value) => value.to_string(),
        Value::Int(value) => value.to_string(),
        Value::Long(value) => value.to_string(),
        Value::BigInt(value) => value.to_string(),
        Value::Float(value) => value.to_string(),
        Value::Double(value) => value.to_string(),
        _ => String::new(),
    }
}

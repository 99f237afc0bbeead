//! Spreadsheets, cell-true: every used cell with its row and column.

use super::mapi::utf16;
use super::{le, package, salvage};
use crate::{Kind, Reading};
use calamine::{
    Data, DataRef, ExcelDateTime, Ods, OdsError, Reader, Sheet, SheetType, SheetVisible, Xls,
    XlsError, Xlsb, XlsbError, Xlsx, XlsxError,
};
use candor_facts::{Document, HowRead, Part, PartKind, ReadState, UnreadReason};
use std::io::{Cursor, Read};
use std::panic::catch_unwind;

type Bytes<'a> = Cursor<&'a [u8]>;

/// Cells of one sheet as `(row, column, text)`, zero-based, and whether some were lost.
type Cells = Vec<(u32, u32, String)>;

enum Refused {
    Encrypted,
    Corrupt,
}

pub fn read(kind: Kind, reading: &mut Reading<'_>) -> Document {
    let bytes = reading.bytes;
    let text_bytes_max = reading.limits().text_bytes_max;
    let mut document = catch_unwind(|| sheets(kind, bytes, text_bytes_max)).unwrap_or_else(|_| {
        let detail = "the reader of workbooks failed on it";
        Document::unread(kind.name(), UnreadReason::Crashed, detail)
    });
    match kind {
        Kind::Xlsx | Kind::Xlsb | Kind::Ods => package::supplement(&mut document, reading),
        Kind::Xls if document.state != ReadState::Unread => {
            document.parts.extend(beside_cells(reading.bytes));
        }
        _ if document.state == ReadState::Unread => {
            document = salvage::instead_of(document, reading.bytes);
        }
        _ => {}
    }
    document
}

const CONTINUE: u64 = 0x003c;
const TEXT_OBJECT: u64 = 0x01b6;
const SERIES_TEXT: u64 = 0x100d;
const HEADER: u64 = 0x0014;
const FOOTER: u64 = 0x0015;

/// What an old workbook says beside its cells: comments, text boxes, captions of charts,
/// headers and footers. Source: [MS-XLS] 2.4.329 (TxO), 2.4.254 (SeriesText), 2.4.136 (Header).
fn beside_cells(bytes: &[u8]) -> Option<Part> {
    let mut compound = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let name = if compound.exists("/Workbook") { "/Workbook" } else { "/Book" };
    let mut book = Vec::new();
    compound.open_stream(name).ok()?.read_to_end(&mut book).ok()?;
    let mut text = String::new();
    let mut at = 0;
    let mut awaits = false;
    while let (Some(kind), Some(length)) = (le(&book, at, 2), le(&book, at + 2, 2)) {
        let length = usize::try_from(length).unwrap_or(0);
        let record = book.get(at + 4..at + 4 + length).unwrap_or_default();
        let said = match kind {
            CONTINUE if awaits => characters(record),
            SERIES_TEXT => record.get(3..).and_then(characters),
            HEADER | FOOTER => record.get(2..).and_then(characters),
            _ => None,
        };
        if let Some(said) = said.filter(|said| !said.trim().is_empty()) {
            text.push_str(&said);
            text.push('\n');
        }
        awaits = kind == TEXT_OBJECT && le(record, 10, 2) != Some(0);
        at += 4 + length;
    }
    (!text.is_empty()).then(|| Part::text(PartKind::Comments, "comments and text boxes", text))
}

/// Characters after a flag: 1 for two bytes each, 0 for one.
fn characters(record: &[u8]) -> Option<String> {
    let (flag, rest) = record.split_first()?;
    match flag {
        1 => Some(utf16(rest)),
        0 => Some(crate::decode(rest).0),
        _ => None,
    }
}

fn sheets(kind: Kind, bytes: &[u8], text_bytes_max: usize) -> Document {
    let sheets = match kind {
        Kind::Xlsx => xlsx(bytes, text_bytes_max),
        Kind::Xlsb => xlsb(bytes, text_bytes_max),
        Kind::Ods => ods(bytes),
        _ => xls(bytes),
    };
    match sheets {
        Ok(sheets) => document(kind, sheets),
        Err(Refused::Encrypted) => {
            Document::unread(kind.name(), UnreadReason::Encrypted, "workbook with a password")
        }
        Err(Refused::Corrupt) => {
            Document::unread(kind.name(), UnreadReason::Corrupt, "the workbook cannot be opened")
        }
    }
}

struct SheetText {
    label: String,
    cells: Option<Cells>,
    /// Rows beyond the limit of text were left out.
    cut: bool,
}

fn document(kind: Kind, sheets: Vec<SheetText>) -> Document {
    let mut lost = Vec::new();
    let mut parts = Vec::new();
    let mut cut = Vec::new();
    for sheet in sheets {
        if sheet.cut {
            cut.push(sheet.label.clone());
        }
        match sheet.cells {
            Some(cells) => parts.push(part(sheet.label, &cells)),
            None => lost.push(sheet.label),
        }
    }
    let mut document = Document::read(kind.name(), HowRead::Structure, parts);
    if !cut.is_empty() {
        let detail = format!("{} sheets beyond the limit of text", cut.len());
        document = document.missing(UnreadReason::Limit, detail);
    }
    if lost.is_empty() {
        return document;
    }
    document.missing(UnreadReason::Corrupt, format!("{} sheets cannot be read", lost.len()))
}

fn part(label: String, cells: &Cells) -> Part {
    let mut part = Part::text(PartKind::Sheet, label, "");
    for block in cells.chunk_by(|a, b| b.0 == a.0 || b.0 == a.0 + 1) {
        let first_row = block.first().map_or(0, |cell| cell.0);
        let rows = block
            .chunk_by(|a, b| a.0 == b.0)
            .map(|row| row.iter().map(|(_, column, text)| (*column, text.as_str())));
        part.push_grid(rows, first_row);
        part.text.push('\n');
    }
    part
}

/// The sheets that hold cells, with a mark on hidden ones.
fn readable(sheets: &[Sheet]) -> Vec<(String, String)> {
    sheets
        .iter()
        .filter(|sheet| matches!(sheet.typ, SheetType::WorkSheet | SheetType::MacroSheet))
        .map(|sheet| {
            let hidden = if sheet.visible == SheetVisible::Visible { "" } else { " (hidden)" };
            (sheet.name.clone(), format!("{}{hidden}", sheet.name))
        })
        .collect()
}

fn xlsx(bytes: &[u8], mut left: usize) -> Result<Vec<SheetText>, Refused> {
    let mut book: Xlsx<Bytes<'_>> = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsxError::Password => Refused::Encrypted,
        _ => Refused::Corrupt,
    })?;
    let sheets = readable(book.sheets_metadata());
    Ok(sheets
        .into_iter()
        .map(|(name, label)| {
            let cells = xlsx_cells(&mut book, &name, &mut left).ok();
            SheetText { label, cells, cut: left == 0 }
        })
        .collect())
}

/// Streams the cells, since a sheet may claim a million columns.
fn xlsx_cells(
    book: &mut Xlsx<Bytes<'_>>,
    sheet: &str,
    left: &mut usize,
) -> Result<Cells, XlsxError> {
    let mut reader = book.worksheet_cells_reader(sheet)?;
    let mut cells = Cells::new();
    while *left > 0 {
        match reader.next_cell() {
            Ok(Some(cell)) => {
                let (row, column) = cell.get_position();
                push(&mut cells, row, column, &Data::from(cell.get_value().clone()));
                *left = left.saturating_sub(cells.last().map_or(0, |(.., text)| text.len() + 1));
            }
            Ok(None) => break,
            Err(XlsxError::CellError(_)) => {}
            Err(error) => return Err(error),
        }
    }
    cells.sort_by_key(|(row, column, _)| (*row, *column));
    Ok(cells)
}

fn xlsb(bytes: &[u8], mut left: usize) -> Result<Vec<SheetText>, Refused> {
    let mut book: Xlsb<Bytes<'_>> = Xlsb::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsbError::Password => Refused::Encrypted,
        _ => Refused::Corrupt,
    })?;
    let sheets = readable(book.sheets_metadata());
    Ok(sheets
        .into_iter()
        .map(|(name, label)| {
            let cells = xlsb_cells(&mut book, &name, &mut left).ok();
            SheetText { label, cells, cut: left == 0 }
        })
        .collect())
}

fn xlsb_cells(
    book: &mut Xlsb<Bytes<'_>>,
    sheet: &str,
    left: &mut usize,
) -> Result<Cells, XlsbError> {
    let mut reader = book.worksheet_cells_reader(sheet)?;
    let mut cells = Cells::new();
    while let Some(cell) = reader.next_cell()?.filter(|_| *left > 0) {
        let (row, column) = cell.get_position();
        let value: DataRef<'_> = cell.get_value().clone();
        push(&mut cells, row, column, &Data::from(value));
        *left = left.saturating_sub(cells.last().map_or(0, |(.., text)| text.len() + 1));
    }
    Ok(cells)
}

fn xls(bytes: &[u8]) -> Result<Vec<SheetText>, Refused> {
    let book: Xls<Bytes<'_>> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => Refused::Encrypted,
        _ => Refused::Corrupt,
    })?;
    Ok(whole_sheets(book))
}

fn ods(bytes: &[u8]) -> Result<Vec<SheetText>, Refused> {
    let book: Ods<Bytes<'_>> = Ods::new(Cursor::new(bytes)).map_err(|error| match error {
        OdsError::Password => Refused::Encrypted,
        _ => Refused::Corrupt,
    })?;
    Ok(whole_sheets(book))
}

/// Formats that have no streaming reader.
fn whole_sheets<'a, R: Reader<Bytes<'a>>>(mut book: R) -> Vec<SheetText> {
    let sheets = readable(book.sheets_metadata());
    sheets
        .into_iter()
        .map(|(name, label)| {
            let cells = book.worksheet_range(&name).ok().map(|range| {
                let (row0, column0) = range.start().unwrap_or((0, 0));
                let mut cells = Cells::new();
                for (row, column, value) in range.used_cells() {
                    let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX / 2);
                    push(&mut cells, row0 + number(row), column0 + number(column), value);
                }
                cells
            });
            SheetText { label, cells, cut: false }
        })
        .collect()
}

fn push(cells: &mut Cells, row: u32, column: u32, value: &Data) {
    let text = show(value);
    if !text.trim().is_empty() {
        cells.push((row, column, text));
    }
}

/// A value as a person would type it: whole numbers without exponent or point, dates in ISO form.
#[expect(clippy::cast_possible_truncation, reason = "whole numbers below 9e15 fit i64 exactly")]
fn show(value: &Data) -> String {
    match value {
        Data::Int(number) => number.to_string(),
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 9.0e15 => {
            (*number as i64).to_string()
        }
        Data::Float(number) => number.to_string(),
        Data::String(text) => text.clone(),
        Data::Bool(truth) => truth.to_string(),
        Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::DateTime(time) => iso(time),
        Data::Error(_) | Data::Empty => String::new(),
    }
}

fn iso(time: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
    if time.is_duration() || time.as_f64() < 1.0 {
        return format!("{hour:02}:{minute:02}:{second:02}");
    }
    if (hour, minute, second) == (0, 0, 0) {
        return format!("{year:04}-{month:02}-{day:02}");
    }
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
}

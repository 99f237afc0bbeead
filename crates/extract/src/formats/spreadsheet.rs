//! Spreadsheets, cell-true: every used cell with its row and column.

use super::mapi::utf16;
use super::{le, package, salvage};
use crate::slices::Slices;
use crate::{Kind, Reading};
use calamine::{
    Data, DataRef, ExcelDateTime, Ods, OdsError, Reader, Sheet, SheetType, SheetVisible, Xls,
    XlsError, Xlsb, XlsbError, Xlsx, XlsxError,
};
use candor_facts::{Document, HowRead, Part, PartKind, ReadState, UnreadReason};
use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

type Bytes<'a> = Cursor<&'a [u8]>;

/// Cells of one sheet as `(row, column, text)`, zero-based, and whether some were lost.
type Cells = Vec<(u32, u32, String)>;

enum Refused {
    Encrypted,
    Corrupt,
}

pub fn read(kind: Kind, reading: &mut Reading<'_>) -> Document {
    let attempt = AssertUnwindSafe(|| sheets(kind, reading));
    let mut document = catch_unwind(attempt).unwrap_or_else(|_| {
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

fn sheets(kind: Kind, reading: &mut Reading<'_>) -> Document {
    let sheets = match kind {
        Kind::Xlsx => xlsx(reading),
        Kind::Xlsb => xlsb(reading),
        Kind::Ods => ods(reading),
        _ => xls(reading),
    };
    match sheets {
        Ok(sheets) => sheets.into_document(kind),
        Err(Refused::Encrypted) => {
            Document::unread(kind.name(), UnreadReason::Encrypted, "workbook with a password")
        }
        Err(Refused::Corrupt) => {
            Document::unread(kind.name(), UnreadReason::Corrupt, "the workbook cannot be opened")
        }
    }
}

/// What was read of the sheets of a workbook.
#[derive(Default)]
struct Sheets {
    parts: Vec<Part>,
    /// Sheets that could not be read, or not to their end.
    lost: usize,
    /// Sheets of which rows beyond the limit of text were left out.
    cut: usize,
}

impl Sheets {
    /// Reads one sheet: `next` gives its cells one by one, and an error where it breaks off.
    fn take<E>(
        &mut self,
        label: String,
        reading: &mut Reading<'_>,
        mut next: impl FnMut() -> Result<Option<(u32, u32, String)>, E>,
    ) {
        let slice_bytes = reading.limits().slice_bytes;
        let mut slices = Slices::new(reading, PartKind::Sheet, label);
        let mut waiting = Cells::new();
        let (mut bytes, mut last_row) = (0_usize, None);
        loop {
            let cell = match next() {
                Ok(Some(cell)) => cell,
                Ok(None) => break,
                Err(_) => {
                    self.lost += 1;
                    break;
                }
            };
            // Rows are whole when the next one begins.
            let row_ends = waiting.last().is_some_and(|(row, ..)| *row != cell.0);
            if bytes >= slice_bytes && row_ends {
                push_cells(&mut slices, &mut waiting, &mut last_row);
                bytes = 0;
            }
            if slices.is_cut() {
                self.cut += 1;
                break;
            }
            bytes += cell.2.len() + 1;
            waiting.push(cell);
        }
        push_cells(&mut slices, &mut waiting, &mut last_row);
        self.parts.extend(slices.finish());
    }

    fn into_document(self, kind: Kind) -> Document {
        let mut document = Document::read(kind.name(), HowRead::Structure, self.parts);
        if self.cut > 0 {
            let detail = format!("{} sheets beyond the limit of text", self.cut);
            document = document.missing(UnreadReason::Limit, detail);
        }
        if self.lost > 0 {
            let detail = format!("{} sheets cannot be read to their end", self.lost);
            document = document.missing(UnreadReason::Corrupt, detail);
        }
        document
    }
}

/// Hands cells on row by row; where rows are left empty, another table begins.
fn push_cells(slices: &mut Slices<'_, '_>, cells: &mut Cells, last_row: &mut Option<u32>) {
    cells.sort_by_key(|(row, column, _)| (*row, *column));
    for row in cells.chunk_by(|a, b| a.0 == b.0) {
        let Some((number, ..)) = row.first() else { continue };
        if last_row.is_none_or(|last| last.saturating_add(1) != *number) {
            if last_row.is_some() {
                slices.end_table();
            }
            slices.next_table();
        }
        slices.row(*number, row.iter().map(|(_, column, text)| (*column, text.as_str())));
        *last_row = Some(*number);
    }
    cells.clear();
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

fn xlsx(reading: &mut Reading<'_>) -> Result<Sheets, Refused> {
    let bytes = reading.bytes;
    let mut book: Xlsx<Bytes<'_>> = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsxError::Password => Refused::Encrypted,
        _ => Refused::Corrupt,
    })?;
    let mut sheets = Sheets::default();
    for (name, label) in readable(book.sheets_metadata()) {
        // Cells are streamed, since a sheet may claim a million columns.
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else {
            sheets.lost += 1;
            continue;
        };
        sheets.take(label, reading, || {
            loop {
                match cells.next_cell() {
                    Ok(None) => return Ok(None),
                    Ok(Some(cell)) => {
                        let shown = shown(cell.get_position(), cell.get_value().clone().into());
                        if shown.is_some() {
                            return Ok(shown);
                        }
                    }
                    Err(XlsxError::CellError(_)) => {}
                    Err(error) => return Err(error),
                }
            }
        });
    }
    Ok(sheets)
}

fn xlsb(reading: &mut Reading<'_>) -> Result<Sheets, Refused> {
    let bytes = reading.bytes;
    let mut book: Xlsb<Bytes<'_>> = Xlsb::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsbError::Password => Refused::Encrypted,
        _ => Refused::Corrupt,
    })?;
    let mut sheets = Sheets::default();
    for (name, label) in readable(book.sheets_metadata()) {
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else {
            sheets.lost += 1;
            continue;
        };
        sheets.take(label, reading, || {
            while let Some(cell) = cells.next_cell()? {
                let value: DataRef<'_> = cell.get_value().clone();
                if let Some(shown) = shown(cell.get_position(), value.into()) {
                    return Ok::<_, XlsbError>(Some(shown));
                }
            }
            Ok(None)
        });
    }
    Ok(sheets)
}

fn xls(reading: &mut Reading<'_>) -> Result<Sheets, Refused> {
    let bytes = reading.bytes;
    if is_enciphered(bytes) {
        return Err(Refused::Encrypted);
    }
    let book: Xls<Bytes<'_>> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => Refused::Encrypted,
        _ => Refused::Corrupt,
    })?;
    Ok(whole_sheets(book, reading))
}

/// Whether a password hides the cells: the first records say so. Source: [MS-XLS] 2.4.117.
fn is_enciphered(bytes: &[u8]) -> bool {
    const FILE_PASS: u64 = 0x2f;
    /// Records that may stand before it.
    const RECORDS_MAX: usize = 8;
    let Ok(mut compound) = cfb::CompoundFile::open(Cursor::new(bytes)) else { return false };
    let mut head = Vec::new();
    let stream =
        ["/Workbook", "/Book"].into_iter().find_map(|name| compound.open_stream(name).ok());
    if stream.is_none_or(|stream| stream.take(4096).read_to_end(&mut head).is_err()) {
        return false;
    }
    let mut at = 0;
    for _ in 0..RECORDS_MAX {
        let (Some(kind), Some(length)) = (le(&head, at, 2), le(&head, at + 2, 2)) else { break };
        if kind == FILE_PASS {
            return true;
        }
        at += 4 + usize::try_from(length).unwrap_or(0);
    }
    false
}

fn ods(reading: &mut Reading<'_>) -> Result<Sheets, Refused> {
    let bytes = reading.bytes;
    let book: Ods<Bytes<'_>> = Ods::new(Cursor::new(bytes)).map_err(|error| match error {
        OdsError::Password => Refused::Encrypted,
        _ => Refused::Corrupt,
    })?;
    Ok(whole_sheets(book, reading))
}

/// Formats that have no streaming reader.
fn whole_sheets<'a, R: Reader<Bytes<'a>>>(mut book: R, reading: &mut Reading<'_>) -> Sheets {
    let mut sheets = Sheets::default();
    for (name, label) in readable(book.sheets_metadata()) {
        let Ok(range) = book.worksheet_range(&name) else {
            sheets.lost += 1;
            continue;
        };
        let (row0, column0) = range.start().unwrap_or((0, 0));
        let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX / 2);
        let mut cells = range.used_cells().filter_map(|(row, column, value)| {
            shown((row0 + number(row), column0 + number(column)), value.clone())
        });
        sheets.take(label, reading, || Ok::<_, std::convert::Infallible>(cells.next()));
    }
    sheets
}

/// A cell with its text, if it has any.
fn shown((row, column): (u32, u32), value: Data) -> Option<(u32, u32, String)> {
    let text = show(&value);
    (!text.trim().is_empty()).then_some((row, column, text))
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

//! Sheets for people to fill in, and filled ones read back.

use super::persons::CELL_CHARACTERS_MAX;
use crate::error::UserError;
use calamine::{Data, Reader, open_workbook_auto};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError,
};
use std::path::Path;

/// One sheet of a workbook: its name and rows, of which the first is the header.
pub type Sheet<'a> = (&'a str, &'a [Vec<String>]);

/// A workbook of sheets. Every cell is text, so that no value can act as a formula; the same rows
/// give the same bytes.
pub fn workbook(sheets: &[Sheet<'_>]) -> Result<Vec<u8>, UserError> {
    build(sheets).map_err(|e| unwritten(&e))
}

fn build(sheets: &[Sheet<'_>]) -> Result<Vec<u8>, XlsxError> {
    let mut book = empty()?;
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        begin(sheet, name)?;
        for (at, row) in (0_u32..).zip(*rows) {
            write_row(sheet, at, row)?;
        }
    }
    book.save_to_buffer()
}

fn empty() -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&date));
    Ok(book)
}

fn begin(sheet: &mut Worksheet, name: &str) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 1)?;
    Ok(())
}

/// The first row is the head.
fn write_row(sheet: &mut Worksheet, at: u32, row: &[String]) -> Result<(), XlsxError> {
    let head = Format::new().set_bold().set_background_color(Color::RGB(0x00DD_E6F0));
    for (column, text) in (0_u16..).zip(row) {
        let short: String = text.chars().take(CELL_CHARACTERS_MAX).collect();
        if at == 0 {
            sheet.write_string_with_format(at, column, short, &head)?;
            sheet.set_column_width(column, 22)?;
        } else {
            sheet.write_string(at, column, short)?;
        }
    }
    Ok(())
}

/// A workbook of one sheet, written row by row: the rows before lie in a file without a name.
pub struct SheetWriter {
    book: Workbook,
    rows: u32,
}

impl SheetWriter {
    /// `folder` holds the rows until the workbook is saved.
    pub fn new(name: &str, folder: &Path) -> Result<Self, UserError> {
        let begun = || {
            let mut book = empty()?;
            book.set_tempdir(folder)?;
            begin(book.add_worksheet_with_constant_memory()?, name)?;
            Ok(book)
        };
        Ok(Self { book: begun().map_err(|e| unwritten(&e))?, rows: 0 })
    }

    pub fn row(&mut self, row: &[String]) -> Result<(), UserError> {
        let sheet = self.book.worksheet_from_index(0);
        let written = sheet.and_then(|sheet| write_row(sheet, self.rows, row));
        self.rows += 1;
        written.map_err(|e| unwritten(&e))
    }

    pub fn save(&mut self, to: &Path) -> Result<(), UserError> {
        self.book.save(to).map_err(|e| unwritten(&e))
    }
}

fn unwritten(error: &XlsxError) -> UserError {
    UserError::internal(&format!("the workbook cannot be written: {error}"))
}

/// The rows of the first sheet of a workbook, or of a CSV file.
pub fn read_sheet(file: &Path) -> Result<Vec<Vec<String>>, UserError> {
    let wrong = |reason: String| {
        UserError::input(format!(
            "{} cannot be read as a table: {reason}\nhint: give an .xlsx or .csv file",
            file.display()
        ))
    };
    if file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv")) {
        let mut rows = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_path(file)
            .map_err(|e| wrong(e.to_string()))?;
        return rows
            .records()
            .map(|row| {
                let row = row.map_err(|e| wrong(e.to_string()))?;
                Ok(row.iter().map(|cell| cell.trim_start_matches('\u{feff}').to_owned()).collect())
            })
            .collect();
    }
    let mut book = open_workbook_auto(file).map_err(|e| wrong(e.to_string()))?;
    let range = book
        .worksheet_range_at(0)
        .ok_or_else(|| wrong("it has no sheet".to_owned()))?
        .map_err(|e| wrong(e.to_string()))?;
    Ok(range.rows().map(|row| row.iter().map(cell).collect()).collect())
}

fn cell(data: &Data) -> String {
    match data {
        Data::Empty => String::new(),
        other => other.to_string(),
    }
}

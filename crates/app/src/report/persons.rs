//! The list of affected persons: one row each, values masked unless they are asked for.

use crate::error::UserError;
use candor_case::tables::PersonRow;
use candor_facts::Personal;
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

/// Headers of the list; exports to CSV use the same.
pub const PERSON_COLUMNS: &[(&str, f64)] = &[
    ("person_id", 26.0),
    ("names", 26.0),
    ("categories", 20.0),
    ("companies", 16.0),
    ("country", 9.0),
    ("emails", 32.0),
    ("phones", 20.0),
    ("addresses", 44.0),
    ("employer", 26.0),
    ("employer_org", 16.0),
    ("national_ids", 26.0),
    ("fields", 40.0),
    ("records", 9.0),
    ("documents", 11.0),
    ("write_to_name", 26.0),
    ("write_to_address", 44.0),
    ("write_to_email", 32.0),
    ("write_in", 9.0),
];

/// Whether values of persons are shown or masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    Masked,
    Shown,
}

/// The cells of one person, in the order of [`PERSON_COLUMNS`].
pub fn person_cells(person: &PersonRow, values: Values) -> Vec<String> {
    let value = |text: &String| match values {
        Values::Shown => text.clone(),
        Values::Masked => Personal::new(text.clone()).masked(),
    };
    let list = |texts: &[String]| texts.join("; ");
    let personal = |texts: &[String]| texts.iter().map(value).collect::<Vec<_>>().join("; ");
    vec![
        person.person_id.clone(),
        personal(&person.names),
        list(&person.categories),
        list(&person.companies),
        person.country.clone().unwrap_or_default(),
        personal(&person.emails),
        personal(&person.phones),
        personal(&person.addresses),
        person.employer.as_ref().map(value).unwrap_or_default(),
        person.employer_org.clone().unwrap_or_default(),
        personal(&person.national_ids),
        list(&person.fields),
        person.records.to_string(),
        person.documents.to_string(),
        value(&person.letter_name),
        value(&person.letter_address),
        value(&person.letter_email),
        person.letter_language.clone(),
    ]
}

/// Excel refuses longer cells.
pub(super) const CELL_CHARACTERS_MAX: usize = 32_000;

/// The list as a workbook. Every cell is text, so that no value can act as a formula.
pub fn persons_workbook(persons: &[PersonRow], values: Values) -> Result<Vec<u8>, UserError> {
    build(persons, values)
        .map_err(|e| UserError::internal(&format!("the list of persons cannot be written: {e}")))
}

fn build(persons: &[PersonRow], values: Values) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // A fixed date keeps the bytes equal from run to run.
    let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(
        &DocProperties::new().set_title("Affected persons").set_creation_datetime(&date),
    );
    let head = Format::new().set_bold().set_background_color(Color::RGB(0x00DD_E6F0));
    let sheet = book.add_worksheet();
    sheet.set_name("persons")?;
    for (column, (title, width)) in (0_u16..).zip(PERSON_COLUMNS) {
        sheet.write_string_with_format(0, column, *title, &head)?;
        sheet.set_column_width(column, *width)?;
    }
    for (row, person) in (1_u32..).zip(persons) {
        for (column, text) in (0_u16..).zip(person_cells(person, values)) {
            let short: String = text.chars().take(CELL_CHARACTERS_MAX).collect();
            sheet.write_string(row, column, short)?;
        }
    }
    sheet.set_freeze_panes(1, 2)?;
    let last_row = u32::try_from(persons.len()).unwrap_or(u32::MAX);
    let last_column = u16::try_from(PERSON_COLUMNS.len() - 1).unwrap_or(0);
    sheet.autofilter(0, 0, last_row, last_column)?;
    book.save_to_buffer()
}

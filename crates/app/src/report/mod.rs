//! Layout: the report as PDF through typst, as DOCX and as Markdown, lists and sheets as XLSX.

mod docx;
mod markdown;
mod persons;
mod sheet;
mod world;

pub use docx::docx;
pub use markdown::markdown;
pub use persons::{PERSON_COLUMNS, Values, person_cells, persons_workbook};
pub use sheet::{read_sheet, workbook};
pub use world::font_bytes;

use crate::error::UserError;
use candor_engine::disclose::Report;
use typst_layout::PagedDocument;

/// Lays a report out and returns the PDF's bytes; the same report gives the same bytes.
pub fn pdf(report: &Report) -> Result<Vec<u8>, UserError> {
    let data =
        serde_json::to_vec(report).map_err(|e| UserError::internal(&format!("report: {e}")))?;
    let world = world::ReportWorld::new(include_str!("report.typ"), data)?;
    let compiled = typst::compile::<PagedDocument>(&world);
    let document = compiled
        .output
        .map_err(|errors| failed(errors.iter().map(|error| error.message.to_string())))?;
    let options = typst_pdf::PdfOptions { tagged: true, ..Default::default() };
    typst_pdf::pdf(&document, &options)
        .map_err(|errors| failed(errors.iter().map(|error| error.message.to_string())))
}

fn failed(messages: impl Iterator<Item = String>) -> UserError {
    UserError::internal(&format!(
        "the report cannot be laid out: {}",
        messages.collect::<Vec<_>>().join("; ")
    ))
}

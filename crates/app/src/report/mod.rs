//! Layout: the report as PDF through typst, as DOCX, Markdown and plain text, lists and sheets as XLSX.

mod docx;
mod markdown;
mod persons;
mod sheet;
mod text;
mod world;

pub use docx::docx;
pub use markdown::markdown;
pub use persons::{PERSON_COLUMNS, Values, person_cells, persons_workbook};
pub use sheet::{SheetWriter, read_sheet, workbook};
pub use text::text;
pub use world::font_bytes;

use crate::error::UserError;
use candor_engine::disclose::{Letter, Report};
use typst_layout::PagedDocument;

/// Lays out reports.
pub struct ReportPress(world::ReportWorld);

impl ReportPress {
    pub fn new() -> Result<Self, UserError> {
        Ok(Self(world::ReportWorld::new(include_str!("report.typ"))?))
    }

    /// The PDF of a report; the same report gives the same bytes.
    pub fn pdf(&self, report: &Report) -> Result<Vec<u8>, UserError> {
        let data =
            serde_json::to_vec(report).map_err(|e| UserError::internal(&format!("report: {e}")))?;
        laid_out(&self.0.with_data(data), true)
    }
}

/// Lays out letters, one PDF each; cheap to clone into threads.
#[derive(Clone)]
pub struct LetterPress(world::ReportWorld);

/// Letters between two sweeps of what layout remembers.
const SWEEP_LETTERS: u64 = 64;

impl LetterPress {
    pub fn new() -> Result<Self, UserError> {
        Ok(Self(world::ReportWorld::new(include_str!("letter.typ"))?))
    }

    /// The PDF of a letter; the same letter gives the same bytes. `count` is how many were made before:
    /// memory of layouts past is given back from time to time.
    pub fn pdf(&self, letter: &Letter, count: u64) -> Result<Vec<u8>, UserError> {
        let data =
            serde_json::to_vec(letter).map_err(|e| UserError::internal(&format!("letter: {e}")))?;
        let bytes = laid_out(&self.0.with_data(data), false)?;
        if count % SWEEP_LETTERS == SWEEP_LETTERS - 1 {
            comemo::evict(2);
        }
        Ok(bytes)
    }
}

fn laid_out(world: &world::ReportWorld, tagged: bool) -> Result<Vec<u8>, UserError> {
    let compiled = typst::compile::<PagedDocument>(world);
    let document = compiled
        .output
        .map_err(|errors| failed(errors.iter().map(|error| error.message.to_string())))?;
    let options = typst_pdf::PdfOptions { tagged, ..Default::default() };
    typst_pdf::pdf(&document, &options)
        .map_err(|errors| failed(errors.iter().map(|error| error.message.to_string())))
}

fn failed(messages: impl Iterator<Item = String>) -> UserError {
    UserError::internal(&format!(
        "the report cannot be laid out: {}",
        messages.collect::<Vec<_>>().join("; ")
    ))
}

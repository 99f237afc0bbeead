//! A document is one unique content; its parts hold the text that findings point into.

use crate::{Aid, HowRead, PartKind, ReadState, UnreadReason};
use serde::{Deserialize, Serialize};

/// What `extract` made of one content.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Document {
    /// Short name of the detected format: `xlsx`, `pdf`, `eml`, …
    pub media_type: String,
    pub state: ReadState,
    pub reason: Option<UnreadReason>,
    /// What is missing, in words, when the state is not `read`, and how the rest was read where that
    /// is worth a note. Never holds text of the document.
    pub detail: String,
    pub how: HowRead,
    /// What would let more of it be read in another run.
    #[serde(default)]
    pub awaits: Option<Aid>,
    pub parts: Vec<Part>,
}

/// A page, sheet, slide, mail part: text in reading order, and the cells that lie in it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Part {
    pub kind: PartKind,
    /// What a reader would look for: `page 3`, the sheet's name, `body`.
    pub label: String,
    pub text: String,
    pub tables: Vec<Table>,
    /// Where each word stands in the picture, when the text was recognised in one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<Word>,
}

/// A recognised word: its place in the part's text (byte offsets) and in the picture (pixels from
/// the top left), and how sure the recognition is, in percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    pub start: u32,
    pub end: u32,
    pub left: u32,
    pub top: u32,
    pub width: u32,
    pub height: u32,
    pub confidence: u8,
}

/// A grid of cells inside a part.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Table {
    pub cells: Vec<Cell>,
}

/// One cell: its place in the grid (zero-based) and in the part's text (byte offsets).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    pub row: u32,
    pub column: u32,
    pub start: u32,
    pub end: u32,
}

impl Document {
    /// A document of which nothing could be read.
    pub fn unread(media_type: &str, reason: UnreadReason, detail: impl Into<String>) -> Self {
        Self {
            media_type: media_type.to_owned(),
            state: ReadState::Unread,
            reason: Some(reason),
            detail: detail.into(),
            how: HowRead::Nothing,
            awaits: (reason == UnreadReason::Encrypted).then_some(Aid::Password),
            parts: Vec::new(),
        }
    }

    /// A document whose every part was read.
    pub fn read(media_type: &str, how: HowRead, parts: Vec<Part>) -> Self {
        Self {
            media_type: media_type.to_owned(),
            state: ReadState::Read,
            reason: None,
            detail: String::new(),
            how,
            awaits: None,
            parts,
        }
    }

    /// Records that something is missing: `read` becomes `partly_read`, or `unread` when there is
    /// no text at all.
    #[must_use]
    pub fn missing(mut self, reason: UnreadReason, detail: impl Into<String>) -> Self {
        let has_text = self.parts.iter().any(|part| !part.text.trim().is_empty());
        self.state = if has_text { ReadState::PartlyRead } else { ReadState::Unread };
        self.reason = Some(reason);
        if reason == UnreadReason::Encrypted {
            self.awaits = Some(Aid::Password);
        }
        if !self.detail.is_empty() {
            self.detail.push_str("; ");
        }
        self.detail.push_str(&detail.into());
        self
    }

    /// Records that recognition would read more of it.
    #[must_use]
    pub fn awaiting_ocr(mut self) -> Self {
        self.awaits = Some(Aid::Ocr);
        self
    }

    /// Adds how it was read to the detail, without a change of state.
    pub fn note(&mut self, text: impl AsRef<str>) {
        if !self.detail.is_empty() {
            self.detail.push_str("; ");
        }
        self.detail.push_str(text.as_ref());
    }

    /// Number of characters in all parts.
    pub fn characters(&self) -> usize {
        self.parts.iter().map(|part| part.text.chars().count()).sum()
    }
}

impl Part {
    /// A part of plain text without cells.
    pub fn text(kind: PartKind, label: impl Into<String>, text: impl Into<String>) -> Self {
        Self { kind, label: label.into(), text: text.into(), tables: Vec::new(), words: Vec::new() }
    }

    /// Appends a grid of strings as tab-separated lines and remembers where each cell lies.
    /// `first_row` is the zero-based row number of the first line in the source.
    pub fn push_grid<'a, R, C>(&mut self, rows: R, first_row: u32)
    where
        R: IntoIterator<Item = C>,
        C: IntoIterator<Item = (u32, &'a str)>,
    {
        self.tables.push(Table::default());
        for (index, row) in rows.into_iter().enumerate() {
            let number = first_row.saturating_add(u32::try_from(index).unwrap_or(u32::MAX));
            self.push_row(number, row);
        }
    }

    /// Appends one row to the last grid, or begins one with it.
    pub fn push_row<'a>(&mut self, row: u32, cells: impl IntoIterator<Item = (u32, &'a str)>) {
        if self.tables.is_empty() {
            self.tables.push(Table::default());
        }
        let Some(table) = self.tables.last_mut() else { return };
        let mut first = true;
        for (column, value) in cells {
            if !first {
                self.text.push('\t');
            }
            first = false;
            let start = self.text.len();
            let plain = |c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c };
            self.text.extend(value.chars().map(plain));
            table.cells.push(Cell {
                row,
                column,
                start: offset(start),
                end: offset(self.text.len()),
            });
        }
        self.text.push('\n');
    }
}

impl Table {
    /// The cells row by row, in source order.
    pub fn rows(&self) -> impl Iterator<Item = &[Cell]> {
        self.cells.chunk_by(|a, b| a.row == b.row)
    }
}

impl Cell {
    /// The cell's address as spreadsheets print it: `B12`.
    pub fn address(&self) -> String {
        let mut letters = Vec::new();
        let mut column = u64::from(self.column) + 1;
        while column > 0 {
            let digit = u8::try_from((column - 1) % 26).unwrap_or(0);
            letters.push(char::from(b'A' + digit));
            column = (column - 1) / 26;
        }
        letters.iter().rev().collect::<String>() + &(u64::from(self.row) + 1).to_string()
    }
}

/// Offsets are 32-bit: a part's text is bounded far below 4 GiB by `extract`.
fn offset(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_know_their_text_and_their_address() {
        let mut part = Part::text(PartKind::Sheet, "人事", "");
        part.push_grid([vec![(0, "氏名"), (27, "電話")], vec![(0, "山\n田"), (27, "03")]], 4);
        let cells = &part.tables[0].cells;
        assert_eq!(cells[1].address(), "AB5");
        let cell = cells[2];
        assert_eq!(&part.text[cell.start as usize..cell.end as usize], "山 田");
        assert_eq!(part.tables[0].rows().count(), 2);
    }

    #[test]
    fn missing_text_is_never_called_read() {
        let empty = Document::read("pdf", HowRead::Text, vec![]);
        assert_eq!(empty.missing(UnreadReason::Limit, "pages").state, ReadState::Unread);
        let some = Document::read("pdf", HowRead::Text, vec![Part::text(PartKind::Page, "1", "a")]);
        assert_eq!(some.missing(UnreadReason::Limit, "pages").state, ReadState::PartlyRead);
    }
}

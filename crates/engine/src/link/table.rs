//! Tables: headers name the columns, every row is a record. Forms: a label cell and a value cell.

use super::draft::{Draft, DraftFinding};
use super::hints::of_label;
use super::value::{Value, check};
use crate::labels::{Meaning, meaning};
use crate::names::shape;
use crate::normal::squeeze;
use candor_facts::{Cell, Field, Part, RecordKind, Table};
use std::collections::BTreeMap;

/// Rows among which the header is looked for.
const HEADER_ROWS_MAX: usize = 8;

/// What a table gave: its records and the ranges of text that they explain.
pub fn read(part: &Part, number: u32, table: &Table) -> Vec<Draft> {
    let rows: Vec<&[Cell]> = table.rows().collect();
    let grid = Grid { part, number };
    if let Some((header, columns)) = grid.header(&rows) {
        return grid.rows_under(rows.get(header + 1..).unwrap_or_default(), &columns);
    }
    grid.form(&rows)
}

struct Grid<'a> {
    part: &'a Part,
    number: u32,
}

/// What each column holds, with the header's text.
type Columns = BTreeMap<u32, (Meaning, String)>;

impl<'a> Grid<'a> {
    fn text(&self, cell: &Cell) -> &'a str {
        self.part.text.get(cell.start as usize..cell.end as usize).unwrap_or_default().trim()
    }

    /// The header row: the first with at least two labels that make up half of its cells.
    fn header(&self, rows: &[&[Cell]]) -> Option<(usize, Columns)> {
        rows.iter().take(HEADER_ROWS_MAX).enumerate().find_map(|(index, row)| {
            let columns: Columns = row
                .iter()
                .filter_map(|cell| {
                    Some((cell.column, (meaning(self.text(cell))?, self.text(cell).to_owned())))
                })
                .collect();
            let enough =
                columns.len() >= 2 && columns.len() * 3 >= row.len() && rows.len() > index + 1;
            let pairs = self.pairs(row);
            (enough && pairs * 2 < columns.len().max(2)).then_some((index, columns))
        })
    }

    /// Label cells directly followed by a cell that is no label.
    fn pairs(&self, row: &[Cell]) -> usize {
        row.windows(2)
            .filter(|pair| {
                meaning(self.text(&pair[0])).is_some()
                    && meaning(self.text(&pair[1])).is_none()
                    && self.is_value(&pair[1])
            })
            .count()
    }

    /// Whether a cell beside a label looks like data rather than like another column's title.
    fn is_value(&self, cell: &Cell) -> bool {
        let text = self.text(cell);
        text.chars().any(|c| c.is_ascii_digit() || c == '@')
            || shape(text).is_some_and(|shape| shape.plausible >= 0.8)
    }

    fn rows_under(&self, rows: &[&[Cell]], columns: &Columns) -> Vec<Draft> {
        rows.iter()
            .filter(|row| !self.is_sample(row) && !self.repeats_header(row, columns))
            .filter_map(|row| self.record(row, columns))
            .collect()
    }

    /// Rows that show how to fill the table in (記入例, sample).
    fn is_sample(&self, row: &[Cell]) -> bool {
        row.iter().any(|cell| {
            let text = squeeze(self.text(cell)).to_lowercase();
            ["記入例", "(例)", "例)", "サンプル", "sample", "example:", "ví dụ"]
                .iter()
                .any(|mark| text.starts_with(mark))
        })
    }

    fn repeats_header(&self, row: &[Cell], columns: &Columns) -> bool {
        let same = row.iter().filter(|cell| {
            columns.get(&cell.column).is_some_and(|(_, label)| label == self.text(cell))
        });
        same.count() >= 2
    }

    fn record(&self, row: &[Cell], columns: &Columns) -> Option<Draft> {
        let first = row.first()?;
        let mut draft = Draft::new(RecordKind::Row, self.number, format!("row {}", first.row + 1));
        let mut pieces = Pieces::default();
        for cell in row {
            let Some((meaning, label)) = columns.get(&cell.column) else { continue };
            self.take(cell, *meaning, label, &mut draft, &mut pieces);
        }
        self.join(&pieces.names, Field::Name, &mut draft);
        if pieces.address.len() >= 2 {
            self.join(&pieces.address, Field::Address, &mut draft);
        }
        draft.identifies_someone().then_some(draft)
    }

    fn take(
        &self,
        cell: &Cell,
        meaning: Meaning,
        label: &str,
        draft: &mut Draft,
        pieces: &mut Pieces,
    ) {
        let text = self.text(cell);
        match meaning {
            Meaning::Field(field, scheme) => {
                let Some(value) = check(field, scheme, text) else { return };
                draft.findings.push(self.finding(field, value, cell, label));
                of_label(label).into_iter().for_each(|hint| draft.hint(hint));
            }
            Meaning::FamilyName | Meaning::GivenName => pieces.names.push(*cell),
            Meaning::AddressPiece => pieces.address.push(*cell),
            Meaning::Hint(hint) if !text.is_empty() => draft.hint(hint),
            Meaning::Hint(_) | Meaning::Reading | Meaning::PostalCode | Meaning::Company => {}
        }
    }

    fn finding(&self, field: Field, value: Value, cell: &Cell, label: &str) -> DraftFinding {
        let mut finding =
            DraftFinding::labelled(field, value, cell.start..cell.end, self.text(cell), label);
        finding.cell = Some(cell.address());
        "column".clone_into(&mut finding.evidence.detector);
        finding
    }

    /// One finding over several neighbouring cells that hold the pieces of one value.
    fn join(&self, cells: &[Cell], field: Field, draft: &mut Draft) {
        let (Some(first), Some(last)) = (cells.first(), cells.last()) else { return };
        let joined: Vec<&str> =
            cells.iter().map(|cell| self.text(cell)).filter(|text| !text.is_empty()).collect();
        let Some(value) = check(field, None, &joined.join(" ")) else { return };
        let mut finding = self.finding(field, value, first, "columns side by side");
        let neighbours = cells.windows(2).all(|pair| pair[1].column == pair[0].column + 1);
        if let Some(raw) =
            self.part.text.get(first.start as usize..last.end as usize).filter(|_| neighbours)
        {
            finding.range = first.start..last.end;
            raw.clone_into(&mut finding.raw);
        }
        draft.findings.push(finding);
    }

    /// A form: label cell, value cell, in one or more pairs a row. One form is one subject until
    /// a second name begins the next.
    fn form(&self, rows: &[&[Cell]]) -> Vec<Draft> {
        let mut drafts = Vec::new();
        let mut draft = self.new_form(rows);
        for row in rows {
            for pair in row.windows(2) {
                let (label, value) = (self.text(&pair[0]), &pair[1]);
                let Some(meaning) = meaning(label) else { continue };
                if matches!(meaning, Meaning::Field(Field::Name, _)) && draft.has(Field::Name) {
                    drafts.push(std::mem::replace(&mut draft, self.new_form(&[row])));
                }
                self.take(value, meaning, label, &mut draft, &mut Pieces::default());
            }
        }
        drafts.push(draft);
        drafts.retain(Draft::identifies_someone);
        drafts
    }

    fn new_form(&self, rows: &[&[Cell]]) -> Draft {
        let row = rows.first().and_then(|row| row.first()).map_or(0, |cell| cell.row);
        Draft::new(RecordKind::Block, self.number, format!("form from row {}", row + 1))
    }
}

/// Cells of a row that make up one value together.
#[derive(Default)]
struct Pieces {
    names: Vec<Cell>,
    address: Vec<Cell>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use candor_facts::PartKind;

    fn part(rows: &[&[&str]]) -> Part {
        let mut part = Part::text(PartKind::Sheet, "s", "");
        part.push_grid(rows.iter().map(|row| (0_u32..).zip(row.iter().copied())), 0);
        part
    }

    fn drafts(rows: &[&[&str]]) -> Vec<Draft> {
        let part = part(rows);
        read(&part, 0, &part.tables[0])
    }

    #[test]
    fn a_titled_table_gives_one_record_a_row() {
        let found = drafts(&[
            &["社員名簿"],
            &["社員番号", "氏名", "メール", "入社日"],
            &["E001", "山田太郎", "taro@example.co.jp", "2019-04-01"],
            &["記入例", "見本花子", "hanako@example.co.jp", ""],
            &["E002", "佐藤 花子", "", "2020-04-01"],
        ]);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].findings.len(), 3);
        assert_eq!(found[0].hints, ["employee"]);
        assert_eq!(found[0].findings[1].cell.as_deref(), Some("B3"));
        assert_eq!(found[1].findings[1].normalized, "佐藤 花子");
    }

    #[test]
    fn names_in_two_columns_are_one_value() {
        let found =
            drafts(&[&["First Name", "Last Name", "Email"], &["John", "Smith", "j@example.com"]]);
        let name = found[0].findings.iter().find(|f| f.field == Field::Name).unwrap();
        assert_eq!((name.normalized.as_str(), name.raw.as_str()), ("John Smith", "John\tSmith"));
    }

    #[test]
    fn a_form_is_one_record() {
        let found = drafts(&[
            &["氏名", "山田太郎", "性別", "男"],
            &["生年月日", "昭和60年5月1日"],
            &["電話番号", "090-1234-5678"],
        ]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].findings.len(), 4);
    }

    #[test]
    fn a_list_of_companies_holds_no_person() {
        assert!(
            drafts(&[
                &["会社名", "電話番号", "住所"],
                &["株式会社例示", "03-1234-5678", "東京都千代田区1-1-1"]
            ])
            .is_empty()
        );
    }
}

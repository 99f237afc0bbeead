//! Tables that only the layout of the text shows: lines whose cells are set apart by tabs or by
//! runs of spaces.

use candor_facts::{Cell, Part, Table};

/// Lines that a table of this kind must have.
const LINES_MIN: usize = 2;

/// Adds the tables that the layout of `part`'s text shows.
pub fn add_tables(part: &mut Part) {
    let mut tables = Vec::new();
    let mut current = Table::default();
    let mut offset = 0_usize;
    let mut row = 0_u32;
    let mut width = 0;
    for line in part.text.split_inclusive('\n') {
        let cells = cells_of(line.trim_end_matches(['\n', '\r']), offset, row);
        let filled = cells.iter().filter(|cell| cell.end > cell.start).count();
        // Of a row of a table all cells but one may be empty.
        if filled >= 2 || filled == 1 && row > 0 && cells.len() >= 2 && cells.len() == width {
            width = cells.len();
            current.cells.extend(cells);
            row += 1;
        } else if !line.trim().is_empty() || row == 0 {
            close(&mut current, &mut row, &mut tables);
        }
        offset += line.len();
    }
    close(&mut current, &mut row, &mut tables);
    part.tables.extend(tables);
}

fn close(current: &mut Table, row: &mut u32, tables: &mut Vec<Table>) {
    let table = std::mem::take(current);
    if *row as usize >= LINES_MIN {
        tables.push(table);
    }
    *row = 0;
}

fn cells_of(line: &str, offset: usize, row: u32) -> Vec<Cell> {
    let mut cells = Vec::new();
    if line.contains('\t') {
        return cells_between_tabs(line, offset, row);
    }
    let mut start = None;
    let mut gap = 0_usize;
    let mut end = 0_usize;
    let mut push = |start: usize, end: usize, column: usize| {
        let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        cells.push(Cell {
            row,
            column: number(column),
            start: number(offset + start),
            end: number(offset + end),
        });
    };
    let mut column = 0;
    for (at, c) in line.char_indices() {
        if c == ' ' {
            gap += 1;
            continue;
        }
        if let Some(from) = start.filter(|_| gap >= 2) {
            push(from, end, column);
            column += 1;
            start = None;
        }
        start = start.or(Some(at));
        end = at + c.len_utf8();
        gap = 0;
    }
    if let Some(from) = start {
        push(from, end, column);
    }
    cells
}

/// Every tab ends a cell: an empty one keeps its place, so that those behind it keep theirs.
fn cells_between_tabs(line: &str, offset: usize, row: u32) -> Vec<Cell> {
    let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
    let mut cells = Vec::new();
    let mut at = 0;
    for (column, text) in line.split('\t').enumerate() {
        let start = at + (text.len() - text.trim_start().len()).min(text.len());
        let end = (at + text.trim_end().len()).max(start);
        let (start, end) = (number(offset + start), number(offset + end));
        cells.push(Cell { row, column: number(column), start, end });
        at += text.len() + 1;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use candor_facts::PartKind;

    #[test]
    fn aligned_lines_become_a_table() {
        let mut part = Part::text(
            PartKind::Page,
            "page 1",
            "名簿\n氏名    電話\n山田 太郎  090-1\n\n以上です\n",
        );
        add_tables(&mut part);
        assert_eq!(part.tables.len(), 1);
        let texts: Vec<_> = part.tables[0]
            .cells
            .iter()
            .map(|c| &part.text[c.start as usize..c.end as usize])
            .collect();
        assert_eq!(texts, ["氏名", "電話", "山田 太郎", "090-1"]);
    }

    #[test]
    fn empty_cells_between_tabs_keep_their_place() {
        let mut part = Part::text(
            PartKind::Body,
            "body",
            "\tNo\tBorn\nAnn\t\t1980\n\t2\t\n\tindented prose\n",
        );
        add_tables(&mut part);
        let cells: Vec<_> = part.tables[0]
            .cells
            .iter()
            .filter(|c| c.end > c.start)
            .map(|c| (c.row, c.column, &part.text[c.start as usize..c.end as usize]))
            .collect();
        assert_eq!(
            cells,
            [(0, 1, "No"), (0, 2, "Born"), (1, 0, "Ann"), (1, 2, "1980"), (2, 1, "2")]
        );
    }

    #[test]
    fn prose_is_no_table() {
        let mut part = Part::text(PartKind::Body, "body", "one  two\nplain line\n");
        add_tables(&mut part);
        assert!(part.tables.is_empty());
    }
}

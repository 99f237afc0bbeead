//! Tables that text draws with blanks: a line of titles over lines whose pieces stand below them, as
//! registers and screens are printed.

use super::Explained;
use super::pairs::{Line, is_gap};
use crate::labels::{Meaning, meaning, short};
use candor_facts::{Cell, Field, Table};
use std::ops::Range;

/// Titles that make a header.
const TITLES_MIN: usize = 3;
const TITLES_MAX: usize = 40;
/// Longer lines, in bytes, are no header.
const HEADER_BYTES_MAX: usize = 600;
/// More digits than these are a value's.
const TITLE_DIGITS_MAX: usize = 4;

/// A run of text without wide gaps: its place in the line on screen, and in the text.
#[derive(Clone, Debug)]
struct Piece {
    columns: Range<usize>,
    bytes: Range<usize>,
}

/// The tables that lie in what nothing explains.
pub fn tables(lines: &[Line<'_>], explained: &Explained) -> Vec<Table> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let header = lines.get(at).filter(|line| explained.is_free(&span(line))).and_then(header);
        let Some(titles) = header else {
            at += 1;
            continue;
        };
        let (table, next) = table(lines, at, &titles);
        found.extend(table);
        at = next;
    }
    found
}

/// Lines of one count of bars that make a table.
const PIPED_LINES_MIN: usize = 3;
const BARS_MIN: usize = 3;

/// Tables whose cells bars part, line under line: `0811|0730|VANG THI MY|99|F|…`.
pub fn piped(lines: &[Line<'_>], explained: &Explained) -> Vec<Table> {
    let bars = |line: &Line<'_>| {
        let count = line.text.matches('|').count();
        (count >= BARS_MIN && explained.is_free(&span(line))).then_some(count)
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let Some(count) = lines.get(at).and_then(bars) else {
            at += 1;
            continue;
        };
        let end = (at..lines.len())
            .find(|next| lines.get(*next).and_then(bars) != Some(count))
            .unwrap_or(lines.len());
        let rows = lines.get(at..end).unwrap_or_default();
        let drawn = |line: &&Line<'_>| !line.text.chars().any(char::is_alphanumeric);
        let rows: Vec<&Line<'_>> = rows.iter().filter(|line| !drawn(line)).collect();
        if rows.len() >= PIPED_LINES_MIN {
            let cells = rows.iter().enumerate().flat_map(|(row, line)| cells_of(row, line));
            found.push(Table { cells: cells.collect() });
        }
        at = end;
    }
    found
}

/// The cells between the bars of a line.
fn cells_of(row: usize, line: &Line<'_>) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut start = line.start;
    for (column, piece) in line.text.split('|').enumerate() {
        let end = start + piece.len();
        let lead = piece.len() - piece.trim_start().len();
        let (from, to) = (start + lead.min(piece.trim_end().len()), start + piece.trim_end().len());
        cells.push(Cell {
            row: number(row),
            column: number(column),
            start: number(from),
            end: number(to.max(from)),
        });
        start = end + 1;
    }
    cells
}

fn span(line: &Line<'_>) -> Range<u32> {
    number(line.start)..number(line.start + line.text.len())
}

fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The pieces of a line between gaps of two blanks and more.
fn pieces(line: &Line<'_>) -> Vec<Piece> {
    const GAP: usize = 2;
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut column, mut blank) = (0, GAP);
    for (at, c) in line.text.char_indices() {
        let width = width(c);
        let bytes = line.start + at..line.start + at + c.len_utf8();
        if c == ' ' || c == '\u{3000}' {
            // One wide blank stands inside of names: 小鳥遊　誠.
            blank += 1;
        } else {
            match pieces.last_mut().filter(|_| blank < GAP) {
                Some(piece) => {
                    piece.columns.end = column + width;
                    piece.bytes.end = bytes.end;
                }
                None => pieces.push(Piece { columns: column..column + width, bytes }),
            }
            blank = 0;
        }
        column += width;
    }
    pieces
}

/// Places that a character takes on screen.
fn width(c: char) -> usize {
    let wide = matches!(c, '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}');
    1 + usize::from(wide)
}

/// The titles of a line that is a header: most of its pieces are labels, and one is of people.
fn header(line: &Line<'_>) -> Option<Vec<Piece>> {
    if !line.text.contains("  ") && !line.text.contains("\u{3000}\u{3000}")
        || line.text.contains([':', '：', '@', '|'])
    {
        return None;
    }
    let titles = pieces(line);
    if !(TITLES_MIN..=TITLES_MAX).contains(&titles.len()) || line.text.len() > HEADER_BYTES_MAX {
        return None;
    }
    let texts = titles.iter().filter_map(|piece| {
        line.text.get(piece.bytes.start - line.start..piece.bytes.end - line.start)
    });
    let texts: Vec<&str> = texts.collect();
    let known: Vec<Meaning> =
        texts.iter().filter_map(|text| meaning(text).or_else(|| short(text))).collect();
    let number = |text: &&str| text.chars().filter(char::is_ascii_digit).count() > TITLE_DIGITS_MAX;
    let of_people = known.iter().any(|known| {
        known.names_someone()
            || matches!(
                known,
                Meaning::Field(Field::NationalId | Field::EmployeeId | Field::DateOfBirth, _)
            )
    });
    let fits = titles.len() >= TITLES_MIN && known.len() * 2 >= titles.len() && known.len() >= 2;
    (fits && of_people && !texts.iter().any(number)).then_some(titles)
}

/// The table under a header, if lines below stand in its columns, and the line behind it.
fn table(lines: &[Line<'_>], header: usize, titles: &[Piece]) -> (Option<Table>, usize) {
    let mut cells = row(0, titles, titles);
    let (mut rows, mut at, mut ruled) = (0, header + 1, false);
    while let Some(line) = lines.get(at) {
        if is_gap(line.text) {
            // A line drawn under the titles.
            if rows > 0 || ruled || line.text.trim().is_empty() {
                break;
            }
            ruled = true;
            at += 1;
            continue;
        }
        let own = row(rows + 1, &pieces(line), titles);
        if own.len() < 2 {
            break;
        }
        cells.extend(own);
        rows += 1;
        at += 1;
    }
    // One line below says something only where the header leaves no doubt.
    let enough = rows >= 2 || rows == 1 && titles.len() > TITLES_MIN;
    (enough.then_some(Table { cells }), at)
}

/// The cells of a line: each piece goes under the title that it overlaps most, else under the one before it.
fn row(number_of_row: usize, pieces: &[Piece], titles: &[Piece]) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for piece in pieces {
        let shared = |title: &Piece| {
            let end = title.columns.end.min(piece.columns.end);
            end.saturating_sub(title.columns.start.max(piece.columns.start))
        };
        let best = titles.iter().enumerate().map(|(at, title)| (shared(title), at));
        let best = best.max_by_key(|(shared, at)| (*shared, std::cmp::Reverse(*at)));
        let column = match best {
            Some((shared, at)) if shared > 0 => at,
            _ => {
                let before =
                    titles.iter().rposition(|title| title.columns.start <= piece.columns.start + 1);
                // What stands before all titles is a line's number.
                let Some(before) = before else { continue };
                before
            }
        };
        let (start, end) = (number(piece.bytes.start), number(piece.bytes.end));
        let (row, column) = (number(number_of_row), number(column));
        match cells.last_mut().filter(|cell| cell.column == column) {
            Some(cell) => cell.end = end,
            None => cells.push(Cell { row, column, start, end }),
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::pairs::lines;

    fn grid(text: &str) -> Vec<Vec<&str>> {
        let tables = tables(&lines(text), &Explained::default());
        let rows = tables.iter().flat_map(Table::rows);
        rows.map(|row| {
            row.iter().map(|cell| &text[cell.start as usize..cell.end as usize]).collect()
        })
        .collect()
    }

    #[test]
    fn lines_under_titles_are_rows() {
        let text = "REGISTER\n\nFILE NO  EMPLOYEE               SSN          AMOUNT\n\
                    11390    HUME, DONTRELL J       xxx-xx-3643  1,604.88\n\
                    12088    SZYMANOWICZ, KATHRYN   xxx-xx-1695  1,388.02\n\nTOTAL  2\n";
        assert_eq!(
            grid(text),
            [
                ["FILE NO", "EMPLOYEE", "SSN", "AMOUNT"],
                ["11390", "HUME, DONTRELL J", "xxx-xx-3643", "1,604.88"],
                ["12088", "SZYMANOWICZ, KATHRYN", "xxx-xx-1695", "1,388.02"],
            ]
        );
    }

    #[test]
    fn wide_letters_take_two_places() {
        let text = "社員番号  氏名          性別  生年月日\n----------------------------\n\
                    001388    小鳥遊　誠    男    1975/7/21\n001402    薄井 恵       女    1979/4/3\n";
        let rows = grid(text);
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[1], ["001388", "小鳥遊　誠", "男", "1975/7/21"]);
    }

    #[test]
    fn forms_and_prose_are_no_tables() {
        assert!(grid("Name: A    Sex: M    Birth: 1990\nx  y  z\nx  y  z\n").is_empty());
        assert!(grid("one  two  three\nfour  five  six\nseven  eight  nine\n").is_empty());
    }

    #[test]
    fn bars_part_cells_line_under_line() {
        let text =
            "0811|0730|VANG THI MY|F\n0811|0745|LY SEO CHO|M\n0811|0800|LE HOANG TUAN|M\na|b\n";
        let tables = piped(&lines(text), &Explained::default());
        let rows: Vec<&[Cell]> = tables.iter().flat_map(Table::rows).collect();
        let cell = |cell: &Cell| &text[cell.start as usize..cell.end as usize];
        assert_eq!(rows.len(), 3);
        assert_eq!(
            rows[1].iter().map(cell).collect::<Vec<_>>(),
            ["0811", "0745", "LY SEO CHO", "M"]
        );
    }
}

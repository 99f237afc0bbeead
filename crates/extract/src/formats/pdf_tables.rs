//! Pages of a PDF that hold tables: cells found by where their words stand, row by row, since the
//! reading order of running text takes columns apart.

use candor_facts::{Part, PartKind};
use xberg_native_pdf::layout::TextSpan;

/// Rows that a table must have.
const ROWS_MIN: usize = 3;
/// A gap wider than this share of the letters' height parts two cells.
const GAP: f32 = 0.55;
/// Longer pieces, in letters, are columns of running text.
const PIECE_LETTERS_MAX: usize = 34;
/// Pages with more runs of letters are drawings or hostile.
const SPANS_MAX: usize = 20_000;

/// Letters that stand together on a line.
#[derive(Clone, Debug)]
struct Piece {
    left: f32,
    right: f32,
    text: String,
}

/// The page as lines and tables; `None` when it holds no table.
pub fn page(label: &str, spans: &[TextSpan]) -> Option<Part> {
    let upright = spans.iter().all(|span| span.rotation_degrees == 0.0);
    if !upright || spans.len() < ROWS_MIN * 2 || spans.len() > SPANS_MAX {
        return None;
    }
    let lines = lines(spans);
    let tables = tables(&lines);
    if tables.is_empty() {
        return None;
    }
    let mut part = Part::text(PartKind::Page, label, "");
    let mut row = 0;
    let mut next = 0;
    for (from, to) in tables {
        lines.get(next..from)?.iter().for_each(|line| push_line(&mut part, line));
        let rows = lines.get(from..to)?;
        let columns = columns(rows);
        let cells = rows
            .iter()
            .map(|line| line.iter().map(|piece| (column_of(piece, &columns), piece.text.as_str())));
        part.push_grid(cells, row);
        row += u32::try_from(to - from).unwrap_or(0) + 1;
        next = to;
    }
    lines.get(next..)?.iter().for_each(|line| push_line(&mut part, line));
    Some(part)
}

fn push_line(part: &mut Part, line: &[Piece]) {
    let pieces: Vec<&str> = line.iter().map(|piece| piece.text.as_str()).collect();
    part.text.push_str(&pieces.join("  "));
    part.text.push('\n');
}

/// The pieces of every line, from the top down and from left to right.
fn lines(spans: &[TextSpan]) -> Vec<Vec<Piece>> {
    let mut spans: Vec<&TextSpan> =
        spans.iter().filter(|span| !span.text.trim().is_empty()).collect();
    spans.sort_by(|a, b| b.bbox.y.total_cmp(&a.bbox.y));
    let mut lines: Vec<Vec<&TextSpan>> = Vec::new();
    for span in spans {
        let fits = lines.last().and_then(|line| line.first()).is_some_and(|first| {
            (first.bbox.y - span.bbox.y).abs() <= first.font_size.min(span.font_size) * 0.4
        });
        match lines.last_mut() {
            Some(line) if fits => line.push(span),
            _ => lines.push(vec![span]),
        }
    }
    lines.into_iter().map(pieces).collect()
}

fn pieces(mut line: Vec<&TextSpan>) -> Vec<Piece> {
    line.sort_by(|a, b| a.bbox.x.total_cmp(&b.bbox.x));
    let mut pieces: Vec<Piece> = Vec::new();
    for span in line {
        let right = span.bbox.x + span.bbox.width;
        let size = span.font_size.max(1.0);
        match pieces.last_mut() {
            Some(last) if span.bbox.x - last.right < size * GAP => {
                if span.bbox.x - last.right > size * 0.15 && !last.text.ends_with(' ') {
                    last.text.push(' ');
                }
                last.text.push_str(&span.text);
                last.right = last.right.max(right);
            }
            _ => pieces.push(Piece { left: span.bbox.x, right, text: span.text.clone() }),
        }
    }
    for piece in &mut pieces {
        piece.text = piece.text.trim().to_owned();
    }
    pieces
}

/// Runs of lines that are tables, as ranges.
fn tables(lines: &[Vec<Piece>]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut from = 0;
    while from < lines.len() {
        let run = lines.iter().skip(from).take_while(|line| line.len() >= 2).count();
        let rows = lines.get(from..from + run).unwrap_or_default();
        if run >= ROWS_MIN && is_table(rows) {
            found.push((from, from + run));
        }
        from += run.max(1);
    }
    found
}

fn is_table(rows: &[Vec<Piece>]) -> bool {
    let columns = columns(rows).len();
    let pieces: usize = rows.iter().map(Vec::len).sum();
    let letters: usize = rows.iter().flatten().map(|piece| piece.text.chars().count()).sum();
    columns >= 2 && pieces * 2 >= columns * rows.len() && letters <= pieces * PIECE_LETTERS_MAX
}

/// The columns of a run: what its pieces cover across the page, joined where they touch.
fn columns(rows: &[Vec<Piece>]) -> Vec<(f32, f32)> {
    let mut covered: Vec<(f32, f32)> =
        rows.iter().flatten().map(|piece| (piece.left, piece.right)).collect();
    covered.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut columns: Vec<(f32, f32)> = Vec::new();
    for (left, right) in covered {
        match columns.last_mut() {
            Some(last) if left <= last.1 => last.1 = last.1.max(right),
            _ => columns.push((left, right)),
        }
    }
    columns
}

fn column_of(piece: &Piece, columns: &[(f32, f32)]) -> u32 {
    let at = columns.iter().position(|(left, right)| piece.left >= *left && piece.left <= *right);
    at.and_then(|at| u32::try_from(at).ok()).unwrap_or(0)
}

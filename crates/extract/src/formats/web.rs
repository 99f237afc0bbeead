//! Web pages made ready for the converter, which knows neither cells that span several rows or
//! columns, nor cells and rows without end tags, nor what a form's fields hold.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// Rows and columns that one cell may span; more is a mistake or an attack.
const SPAN_MAX: usize = 64;
/// What is put in may make a page so many times as long; more is an attack, and the page stays as it is.
const GROWTH_MAX: usize = 4;
/// Tables within tables that are followed.
const DEPTH_MAX: usize = 16;

/// The page with an empty cell wherever another reaches over, so that cells below each other stay
/// below each other, with an end tag for every cell and row, and with the values of form fields as text
/// behind their names.
pub fn laid_out(html: &str) -> Cow<'_, str> {
    let lower = html.to_ascii_lowercase();
    let spans = lower.contains("rowspan") || lower.contains("colspan");
    let breaks = lower.contains("<table") && lower.contains("<br");
    if !(spans || breaks || leaves_open(&lower) || lower.contains("<input")) {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut tables = Tables::default();
    let mut at = 0;
    while let Some(open) = html.get(at..).and_then(|rest| rest.find('<')).map(|found| at + found) {
        let Some(close) = end_of_tag(html, open) else { break };
        out.push_str(html.get(at..open).unwrap_or_default());
        let (tag, low) =
            (html.get(open..close).unwrap_or_default(), lower.get(open..close).unwrap_or_default());
        at = close;
        // A line break within a cell is no new row.
        let breaks = matches!(name_of(low), "br" | "br/");
        if breaks && !tables.open.is_empty() && in_short_cell(&lower, open) {
            out.push(' ');
            continue;
        }
        tables.meet(low, &mut out);
        if name_of(low) == "input" {
            out.push_str(&field(tag, low));
        }
        out.push_str(tag);
        if out.len() > GROWTH_MAX * html.len().max(1 << 16) {
            return Cow::Borrowed(html);
        }
    }
    out.push_str(html.get(at..).unwrap_or_default());
    Cow::Owned(out)
}

/// What a form's field holds, as text behind its name.
fn field(tag: &str, low: &str) -> String {
    let name = attribute(tag, low, "name").unwrap_or_default();
    // What could be chosen and was not is no fact.
    let choice = matches!(attribute(tag, low, "type"), Some("radio" | "checkbox"));
    let value = attribute(tag, low, "value").filter(|value| !value.is_empty());
    match value.filter(|_| !choice || low.contains("checked")) {
        Some(value) => format!("<p>{name}: {value}</p>"),
        None => String::new(),
    }
}

/// The tables around a place of the page, the innermost last.
#[derive(Default)]
struct Tables {
    open: Vec<Grid>,
    /// Further ones within the last, which are not followed.
    deeper: usize,
}

impl Tables {
    /// Puts out what has to stand before a tag.
    fn meet(&mut self, low: &str, out: &mut String) {
        let name = name_of(low);
        match name {
            "table" if self.open.len() < DEPTH_MAX => return self.open.push(Grid::default()),
            "table" => self.deeper += 1,
            "/table" if self.deeper > 0 => self.deeper -= 1,
            "/table" => {
                if let Some(mut grid) = self.open.pop() {
                    grid.end_row(out);
                }
                return;
            }
            _ => {}
        }
        let Some(grid) = self.open.last_mut().filter(|_| self.deeper == 0) else { return };
        match name {
            "thead" | "tbody" | "tfoot" | "/thead" | "/tbody" | "/tfoot" => grid.end_row(out),
            "tr" => {
                grid.end_row(out);
                grid.next_row();
            }
            "/tr" => {
                grid.end_cell(out);
                grid.in_row = false;
            }
            "/td" | "/th" => grid.cell = None,
            "td" | "th" => {
                grid.end_cell(out);
                grid.cell = Some(if name == "td" { "</td>" } else { "</th>" });
                let span = |name| number(low, name).clamp(1, SPAN_MAX);
                let before = grid.place(span("colspan"), span("rowspan"));
                out.push_str(&"<td></td>".repeat(before));
            }
            _ => {}
        }
    }
}

/// Whether cells or rows lack their end tags.
fn leaves_open(lower: &str) -> bool {
    let count = |tag: &str| lower.matches(tag).count();
    ["td", "th", "tr"].iter().any(|tag| count(&format!("<{tag}")) > count(&format!("</{tag}")))
}

/// Bytes up to which a cell holds a value, not a whole page or mail laid out by a table.
const SHORT_CELL_BYTES: usize = 240;

/// Whether the cell around `at` is a short one.
fn in_short_cell(lower: &str, at: usize) -> bool {
    let from = (at.saturating_sub(SHORT_CELL_BYTES)..=at)
        .find(|at| lower.is_char_boundary(*at))
        .unwrap_or(at);
    let to = (at..=(at + SHORT_CELL_BYTES).min(lower.len()))
        .rev()
        .find(|at| lower.is_char_boundary(*at))
        .unwrap_or(at);
    let before = lower.get(from..at).unwrap_or_default();
    let after = lower.get(at..to).unwrap_or_default();
    let opened = before.rfind("<td").max(before.rfind("<th"));
    let opened = opened.filter(|at| !before.get(*at..).unwrap_or_default().contains("</t"));
    opened.is_some() && ["</td", "</th", "<td", "<tr"].iter().any(|end| after.contains(end))
}

/// Where cells of a table lie that reach over others.
#[derive(Default)]
struct Grid {
    column: usize,
    /// Rows for which a column is still reached from above.
    covered: BTreeMap<usize, usize>,
    /// What the row at hand adds.
    fresh: BTreeMap<usize, usize>,
    /// Whether a row is open, and what ends the cell that is.
    in_row: bool,
    cell: Option<&'static str>,
}

impl Grid {
    /// Ends the cell at hand where the page leaves it open.
    fn end_cell(&mut self, out: &mut String) {
        out.push_str(self.cell.take().unwrap_or_default());
    }

    /// The same for the row.
    fn end_row(&mut self, out: &mut String) {
        self.end_cell(out);
        out.push_str(if std::mem::take(&mut self.in_row) { "</tr>" } else { "" });
    }

    fn next_row(&mut self) {
        self.in_row = true;
        self.covered.retain(|_, rows| {
            *rows -= 1;
            *rows > 0
        });
        for (column, rows) in std::mem::take(&mut self.fresh) {
            self.covered.insert(column, rows);
        }
        self.column = 0;
    }

    /// Takes a cell; gives the number of places before it that others reach over.
    fn place(&mut self, columns: usize, rows: usize) -> usize {
        let start = self.column;
        let mut gaps = 0;
        while self.covered.contains_key(&self.column) {
            self.column += 1;
            gaps += 1;
        }
        for column in self.column..self.column + columns {
            if rows > 1 {
                self.fresh.insert(column, rows - 1);
            }
        }
        self.column = start + gaps + 1;
        // The places right of a wide cell are empty cells of this row.
        for column in self.column..self.column + columns - 1 {
            self.covered.entry(column).or_insert(1);
        }
        gaps
    }
}

/// The end of a tag: behind its `>`, quoted ones passed over.
fn end_of_tag(html: &str, open: usize) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in html.bytes().enumerate().skip(open + 1) {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(sign), byte) if sign == byte => quote = None,
            // An apostrophe in running text behind a lone `<`.
            (Some(_), b'<') => return Some(at),
            _ => {}
        }
    }
    None
}

fn name_of(tag: &str) -> &str {
    let rest = tag.trim_start_matches('<');
    rest.split(|c: char| c.is_whitespace() || c == '>').next().unwrap_or(rest)
}

/// An attribute's value, with or without quotes.
fn attribute<'a>(tag: &'a str, lower: &str, name: &str) -> Option<&'a str> {
    let wanted = format!(" {name}=");
    let at = lower.find(&wanted)? + wanted.len();
    let rest = tag.get(at..)?;
    match rest.chars().next()? {
        quote @ ('"' | '\'') => rest.get(1..)?.split(quote).next(),
        _ => rest.split([' ', '>']).next(),
    }
}

fn number(lower: &str, name: &str) -> usize {
    attribute(lower, lower, name).and_then(|value| value.trim().parse().ok()).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_under_a_span_stay_in_their_columns() {
        let page = "<table><tr><th rowspan=2>No</th><th colspan=2>Who</th><th rowspan=\"2\">Ill</th></tr>\
                    <tr><th>Name</th><th>Born</th></tr><tr><td>1</td><td>Ann</td><td>1980</td><td>flu</td></tr></table>";
        let out = laid_out(page);
        assert_eq!(
            out.split("</tr>")
                .map(|row| row.matches("</t").count() - row.matches("</table").count())
                .collect::<Vec<_>>(),
            [4, 3, 4, 0]
        );
        assert!(out.contains("<tr><td></td><th>Name</th>"), "{out}");
        assert!(out.contains("</th><td></td><th rowspan=\"2\">"), "{out}");
    }

    #[test]
    fn cells_and_rows_without_end_tags_get_them() {
        let page = "<table><tr><th>Who<th>NI<tr><td>Wrona A<td>SL813006D\n<tr><td>Tranter C<td>-</table><p>x";
        let out = laid_out(page);
        assert_eq!(
            out,
            "<table><tr><th>Who</th><th>NI</th></tr><tr><td>Wrona A</td><td>SL813006D\n</td></tr>\
             <tr><td>Tranter C</td><td>-</td></tr></table><p>x"
        );
        let nested = "<table><tr><td>a<table><tr><td>b</table>c<td>d</table>";
        let closed =
            "<table><tr><td>a<table><tr><td>b</td></tr></table>c</td><td>d</td></tr></table>";
        assert_eq!(laid_out(nested), closed);
        assert_eq!(laid_out(closed), closed);
        // Tables too deep to follow end nothing of those around them.
        let deep = "<table><tr><td>".repeat(DEPTH_MAX) + "<table><tr><td>x<td>y</table>z";
        assert!(laid_out(&deep).ends_with("<table><tr><td>x<td>y</table>z"));
    }

    #[test]
    fn a_line_break_within_a_value_is_a_space() {
        let out =
            laid_out("<table><tr><td>鴨志田　正<br><small>カモシダ</small></td></tr></table>");
        assert!(out.contains("正 <small>"), "{out}");
        let page = format!("<table><tr><td>{}<br>end</td></tr></table>", "x".repeat(500));
        assert!(laid_out(&page).contains("<br>"));
    }

    #[test]
    fn what_fields_of_a_form_hold_is_text() {
        let out =
            laid_out("<label>Tên</label> <input type=\"text\" name=\"hoten\" value=\"Lã Oanh\">");
        assert!(out.contains("<p>hoten: Lã Oanh</p>"), "{out}");
        assert!(matches!(laid_out("<p>a < b, it's</p>"), Cow::Borrowed(_)));
        let out = laid_out(
            "<input type=radio name=sex value=M><input type=radio name=sex value=F checked>",
        );
        assert!(out.contains("<p>sex: F</p>") && !out.contains("<p>sex: M"), "{out}");
    }

    #[test]
    fn hostile_spans_end() {
        let page = format!(
            "<table><tr>{}</tr></table>",
            "<td colspan=999999999 rowspan=99999999>x</td>".repeat(50)
        );
        assert!(laid_out(&page).len() < 10 * page.len() * SPAN_MAX);
        let wide = "<td colspan=64 rowspan=64>".repeat(4_000);
        let page = format!("<table><tr>{wide}</tr>{}</table>", "<tr><td></tr>".repeat(63));
        assert!(laid_out(&page).len() <= GROWTH_MAX * page.len().max(1 << 16) + 64 * 9 * 5_000);
        assert!(laid_out("<table><tr><td colspan=2 <input").contains("<td"));
    }
}

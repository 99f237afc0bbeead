//! What goes to standard output: data, as JSON or as aligned text.

use crate::error::UserError;
use serde::Serialize;
use std::io::Write;

/// Writes one line of data. A closed pipe ends the output quietly, as other tools do.
pub fn line(text: impl AsRef<str>) -> Result<(), UserError> {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{}", text.as_ref()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => std::process::exit(0),
        Err(error) => {
            Err(UserError::internal(&format!("cannot write to standard output: {error}")))
        }
        Ok(()) => Ok(()),
    }
}

/// Writes a value as JSON.
pub fn json(value: &impl Serialize) -> Result<(), UserError> {
    let text =
        serde_json::to_string_pretty(value).map_err(|e| UserError::internal(&e.to_string()))?;
    line(text)
}

/// Text that is safe on a terminal: control characters of file names are shown, not obeyed.
pub fn safe(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}') {
                '\u{FFFD}'
            } else {
                c
            }
        })
        .collect()
}

/// Rows with aligned columns. East Asian characters count as two.
pub fn table(header: &[&str], rows: &[Vec<String>], numeric: &[usize]) -> Result<(), UserError> {
    let widths: Vec<usize> = (0..header.len())
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell));
            cells.chain(header.get(column).map(|title| width(title))).max().unwrap_or(0)
        })
        .collect();
    let print = |cells: &[String]| {
        let padded: Vec<String> = cells
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(column, (cell, wide))| {
                let gap = " ".repeat(wide.saturating_sub(width(cell)));
                if numeric.contains(&column) {
                    format!("{gap}{cell}")
                } else {
                    format!("{cell}{gap}")
                }
            })
            .collect();
        line(padded.join("  ").trim_end())
    };
    print(&header.iter().map(|title| (*title).to_owned()).collect::<Vec<_>>())?;
    line(widths.iter().map(|wide| "-".repeat(*wide)).collect::<Vec<_>>().join("  "))?;
    rows.iter().try_for_each(|row| print(row))
}

/// Columns that a text takes on a terminal.
pub fn width(text: &str) -> usize {
    text.chars().map(|c| if matches!(c, '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FF60}') { 2 } else { 1 }).sum()
}

/// The text in so many columns, with a sign where it is cut.
pub fn clip(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut clipped = String::new();
    for c in text.chars() {
        if width(&clipped) + width(c.encode_utf8(&mut [0; 4])) + 1 > columns {
            break;
        }
        clipped.push(c);
    }
    clipped.push('…');
    clipped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_in_names_are_shown_not_obeyed() {
        assert_eq!(safe("a\x1b[31m\u{202E}b"), "a\u{FFFD}[31m\u{FFFD}b");
    }

    #[test]
    fn east_asian_text_is_two_columns_wide() {
        assert_eq!((width("氏名a"), width("abc")), (5, 3));
    }
}

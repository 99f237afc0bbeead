//! Which rows and columns of a workbook its author hid. Their cells are read with the others, under the
//! headers that they belong to; this says where they stand.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// Ranges that are listed for one sheet.
const RANGES_MAX: usize = 1_000;

/// The sheets of a workbook by the entry that holds each: `workbook.xml` with its relations.
pub fn sheets(workbook: &[u8], relations: &[u8]) -> BTreeMap<String, String> {
    let mut targets = BTreeMap::new();
    elements(relations, b"Relationship", |element| {
        if let (Some(id), Some(target)) = (attribute(element, b"Id"), attribute(element, b"Target"))
        {
            let target = target.trim_start_matches("/xl/").to_owned();
            targets.insert(id, format!("xl/{target}"));
        }
    });
    let mut sheets = BTreeMap::new();
    elements(workbook, b"sheet", |element| {
        let entry = attribute(element, b"id").and_then(|id| targets.get(&id).cloned());
        if let (Some(entry), Some(name)) = (entry, attribute(element, b"name")) {
            sheets.insert(entry, name);
        }
    });
    sheets
}

/// What is hidden in a sheet, in words: `rows 5–9, 14; columns C`. None when nothing is.
pub fn hidden(sheet: &[u8]) -> Option<String> {
    // Most sheets hide nothing, and are not parsed again.
    sheet.windows(8).any(|window| window == b" hidden=").then_some(())?;
    let (mut rows, mut columns) = (Vec::new(), Vec::new());
    elements(sheet, b"row", |element| {
        if let Some(row) = number(element, b"r").filter(|_| is_hidden(element)) {
            rows.push((row, row));
        }
    });
    elements(sheet, b"col", |element| {
        let range = number(element, b"min").zip(number(element, b"max"));
        columns.extend(range.filter(|_| is_hidden(element)));
    });
    let said = [("rows", spans(rows, |row| row.to_string())), ("columns", spans(columns, letters))];
    let said = said.iter().filter(|(_, spans)| !spans.is_empty());
    let words: Vec<String> = said.map(|(what, spans)| format!("{what} {spans}")).collect();
    (!words.is_empty()).then(|| words.join("; "))
}

/// Neighbouring ranges as one.
fn spans(ranges: Vec<(u32, u32)>, show: impl Fn(u32) -> String) -> String {
    let mut joined: Vec<(u32, u32)> = Vec::new();
    for (from, to) in ranges {
        match joined.last_mut() {
            Some(last) if from == last.1.saturating_add(1) => last.1 = to,
            _ => joined.push((from, to)),
        }
    }
    let more = joined.len().saturating_sub(RANGES_MAX);
    let mut words: Vec<String> = joined
        .iter()
        .take(RANGES_MAX)
        .map(
            |(from, to)| {
                if from == to { show(*from) } else { format!("{}–{}", show(*from), show(*to)) }
            },
        )
        .collect();
    if more > 0 {
        words.push(format!("and {more} more"));
    }
    words.join(", ")
}

fn letters(column: u32) -> String {
    let cell = candor_facts::Cell { row: 0, column: column.saturating_sub(1), start: 0, end: 0 };
    cell.address().trim_end_matches('1').to_owned()
}

fn elements(xml: &[u8], name: &[u8], mut each: impl FnMut(&BytesStart<'_>)) {
    let mut reader = Reader::from_reader(xml);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    loop {
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => {
                if element.local_name().as_ref() == name {
                    each(&element);
                }
            }
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &[u8]) -> Option<String> {
    let mut all = element.attributes();
    let found = all
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    let value = String::from_utf8_lossy(&found.value).into_owned();
    quick_xml::escape::unescape(&value).ok().map(std::borrow::Cow::into_owned)
}

fn number(element: &BytesStart<'_>, name: &[u8]) -> Option<u32> {
    attribute(element, name)?.parse().ok()
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    matches!(attribute(element, b"hidden").as_deref(), Some("1" | "true"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_rows_and_columns_are_named() {
        let sheet = br#"<worksheet><cols><col min="3" max="4" hidden="1"/><col min="7" max="7" hidden="0"/></cols>
            <sheetData><row r="5" hidden="true"/><row r="6" hidden="1"><c r="A6"/></row><row r="7"/><row r="9" hidden="1"/></sheetData>"#;
        assert_eq!(hidden(sheet).as_deref(), Some("rows 5–6, 9; columns C–D"));
        assert_eq!(hidden(b"<worksheet><sheetData/></worksheet>"), None);
    }

    #[test]
    fn sheets_are_found_by_their_entries() {
        let workbook = br#"<workbook xmlns:r="x"><sheets><sheet name="A &amp; B" sheetId="1" r:id="rId7"/></sheets></workbook>"#;
        let relations = br#"<Relationships><Relationship Id="rId7" Target="worksheets/sheet3.xml"/></Relationships>"#;
        let sheets = sheets(workbook, relations);
        assert_eq!(sheets.get("xl/worksheets/sheet3.xml").map(String::as_str), Some("A & B"));
    }
}

//! Text with structure: JSON, XML, dumps of databases. Lists of records become tables, the rest
//! labelled lines.

use super::text;
use crate::Reading;
use crate::encoding::decode;
use candor_facts::{Document, HowRead, Part, PartKind, UnreadReason};
use quick_xml::events::Event;
use serde_json::Value;
use std::collections::BTreeMap;

/// A larger file is read as text: its tree would not fit into the reader's memory.
const TREE_BYTES_MAX: usize = 32 << 20;
/// Levels of nesting that are followed.
const DEPTH_MAX: usize = 128;

pub fn json(reading: &mut Reading<'_>) -> Document {
    let bytes = reading.bytes;
    if bytes.len() > TREE_BYTES_MAX {
        return text::plain(reading);
    }
    let (source, _, _) = decode(bytes);
    let values: Result<Vec<Value>, _> =
        serde_json::Deserializer::from_str(&source).into_iter::<Value>().collect();
    let values = match values {
        Ok(values) => values,
        // What is cut off or loosely written is still text.
        Err(error) if error.is_eof() => {
            return text::plain(reading).missing(UnreadReason::Corrupt, "cut off");
        }
        Err(_) => return text::plain(reading),
    };
    let values = match <[Value; 1]>::try_from(values) {
        Ok([Value::Array(items)]) => items,
        Ok([value]) => vec![value],
        Err(values) => values,
    };
    let mut parts = Vec::new();
    let mut lines = String::new();
    records("records", &values, &mut parts, &mut lines, 0);
    if !lines.is_empty() {
        parts.insert(0, Part::text(PartKind::Body, "body", lines));
    }
    Document::read("json", HowRead::Structure, parts)
}

/// Objects of one list are rows of a table; other values are lines.
fn records(label: &str, values: &[Value], parts: &mut Vec<Part>, lines: &mut String, depth: usize) {
    let mut columns: Vec<String> = Vec::new();
    let mut rows: Vec<BTreeMap<usize, String>> = Vec::new();
    for value in values {
        let Value::Object(fields) = value else {
            line(label, value, parts, lines, depth);
            continue;
        };
        if values.len() == 1 {
            fields.iter().for_each(|(name, value)| line(name, value, parts, lines, depth));
            continue;
        }
        let mut flat = Vec::new();
        flatten("", value, &mut flat, 0);
        let mut row = BTreeMap::new();
        for (name, text) in flat {
            let column = columns.iter().position(|known| *known == name).unwrap_or_else(|| {
                columns.push(name);
                columns.len() - 1
            });
            row.insert(column, text);
        }
        rows.push(row);
    }
    if rows.is_empty() {
        return;
    }
    let mut part = Part::text(PartKind::Sheet, label, "");
    let header: BTreeMap<usize, String> = columns.into_iter().enumerate().collect();
    let number = |at: &usize| u32::try_from(*at).unwrap_or(u32::MAX);
    let grid = std::iter::once(&header)
        .chain(&rows)
        .map(|row| row.iter().map(|(at, text)| (number(at), text.as_str())));
    part.push_grid(grid, 0);
    parts.push(part);
}

fn line(name: &str, value: &Value, parts: &mut Vec<Part>, lines: &mut String, depth: usize) {
    match value {
        _ if depth > DEPTH_MAX => {}
        Value::Array(items) => records(name, items, parts, lines, depth + 1),
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| line(name, value, parts, lines, depth + 1));
        }
        Value::Null => {}
        value => lines.push_str(&format!("{name}: {}\n", scalar(value))),
    }
}

/// The leaves of an object under dotted names.
fn flatten(prefix: &str, value: &Value, flat: &mut Vec<(String, String)>, depth: usize) {
    match value {
        _ if depth > DEPTH_MAX => {}
        Value::Object(fields) => {
            for (name, value) in fields {
                let name =
                    if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
                flatten(&name, value, flat, depth + 1);
            }
        }
        Value::Array(items) => {
            let all: Vec<String> = items.iter().map(scalar).collect();
            flat.push((prefix.to_owned(), all.join("; ")));
        }
        Value::Null => {}
        value => flat.push((prefix.to_owned(), scalar(value))),
    }
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}

/// XML: one line for each element that holds text, labelled by its name. Entities that the file
/// itself declares are not followed.
pub fn xml(bytes: &[u8]) -> Document {
    let (source, _, had_errors) = decode(bytes);
    let (lines, whole) = xml_lines(&source);
    let part =
        Part::text(PartKind::Body, "body", if lines.trim().is_empty() { source } else { lines });
    let document = Document::read("xml", HowRead::Structure, vec![part]);
    if had_errors || !whole {
        return document.missing(UnreadReason::Corrupt, "not well-formed from some point on");
    }
    document
}

fn xml_lines(source: &str) -> (String, bool) {
    let mut reader = quick_xml::Reader::from_str(source);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut lines = String::new();
    let mut names: Vec<String> = Vec::new();
    let mut content = String::new();
    let flush = |names: &[String], content: &mut String, lines: &mut String| {
        let text = content.split_whitespace().collect::<Vec<_>>().join(" ");
        content.clear();
        match names.last() {
            Some(name) if !text.is_empty() => lines.push_str(&format!("{name}: {text}\n")),
            _ => {}
        }
    };
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return (lines, true),
            Ok(Event::Start(element)) => {
                flush(&names, &mut content, &mut lines);
                names.push(local(element.local_name().as_ref()));
                attributes(&element, &mut lines);
            }
            Ok(Event::Empty(element)) => attributes(&element, &mut lines),
            Ok(Event::End(_)) => {
                flush(&names, &mut content, &mut lines);
                names.pop();
            }
            Ok(Event::Text(text)) => content.push_str(&text.decode().unwrap_or_default()),
            Ok(Event::CData(text)) => content.push_str(&text.decode().unwrap_or_default()),
            Ok(Event::GeneralRef(entity)) => content.push_str(&entity_text(&entity)),
            Ok(_) => {}
            Err(_) => return (lines, false),
        }
    }
}

fn local(name: &[u8]) -> String {
    String::from_utf8_lossy(name).into_owned()
}

fn attributes(element: &quick_xml::events::BytesStart<'_>, lines: &mut String) {
    for attribute in element.attributes().with_checks(false).flatten() {
        let name = local(attribute.key.local_name().as_ref());
        let value = String::from_utf8_lossy(&attribute.value);
        // Names of namespaces are the format's, not the author's.
        if !value.trim().is_empty()
            && !value.contains("://")
            && !attribute.key.as_ref().starts_with(b"xml")
        {
            let value = quick_xml::escape::unescape(&value).unwrap_or_default().into_owned();
            lines.push_str(&format!("{name}: {value}\n"));
        }
    }
}

/// The characters of `&amp;`, `&#38;` and their like; nothing for what the file declares itself.
pub fn entity_text(entity: &quick_xml::events::BytesRef<'_>) -> String {
    if let Ok(Some(c)) = entity.resolve_char_ref() {
        return c.to_string();
    }
    let name: &[u8] = entity;
    match name {
        b"amp" => "&",
        b"lt" => "<",
        b"gt" => ">",
        b"quot" => "\"",
        b"apos" => "'",
        _ => "",
    }
    .to_owned()
}

/// A dump of a database: the rows of its INSERT and COPY statements as tables, the rest as text.
pub fn sql(reading: &mut Reading<'_>) -> Document {
    let bytes = reading.bytes;
    if bytes.len() > TREE_BYTES_MAX {
        return text::plain(reading);
    }
    let (source, encoding, had_errors) = decode(bytes);
    let mut tables: Vec<(String, Vec<Vec<String>>)> = Vec::new();
    let mut rest = String::new();
    let mut at = 0;
    while let Some(ahead) = source.get(at..).filter(|ahead| !ahead.is_empty()) {
        let head = ahead.trim_start();
        at += ahead.len() - head.len();
        let end = head.find('\n').map_or(source.len(), |length| at + length + 1);
        if starts_with_word(head, "insert into") {
            let (statement, length) = statement(head);
            insert(statement, &mut tables);
            at += length;
        } else if starts_with_word(head, "copy ")
            && head
                .lines()
                .next()
                .is_some_and(|l| l.trim_end().to_ascii_lowercase().ends_with("from stdin;"))
        {
            at = end + copy(head, source.get(end..).unwrap_or_default(), &mut tables);
        } else {
            rest.push_str(source.get(at..end).unwrap_or_default());
            at = end;
        }
    }
    let mut parts: Vec<Part> = tables
        .into_iter()
        .map(|(name, rows)| {
            let mut part = Part::text(PartKind::Sheet, name, "");
            let cells = rows.iter().map(|row| {
                (0_u32..)
                    .zip(row.iter().map(String::as_str))
                    .filter(|(_, text)| !text.trim().is_empty())
            });
            part.push_grid(cells, 0);
            part
        })
        .collect();
    parts.push(Part::text(PartKind::Body, "statements", rest));
    let document = Document::read("sql", HowRead::Structure, parts);
    if had_errors {
        return document
            .missing(UnreadReason::Corrupt, format!("some bytes mean nothing in {encoding}"));
    }
    document
}

fn starts_with_word(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
}

/// A statement up to the semicolon outside quotes, and its length with it.
fn statement(text: &str) -> (&str, usize) {
    let mut quote = None;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            _ if escaped => escaped = false,
            (Some(_), b'\\') => escaped = true,
            (Some(open), _) if byte == open => quote = None,
            (None, b'\'' | b'"' | b'`') => quote = Some(byte),
            (None, b';') => return (text.get(..at).unwrap_or_default(), at + 1),
            _ => {}
        }
    }
    (text, text.len())
}

/// `INSERT INTO name (columns) VALUES (…), (…)`.
fn insert(statement: &str, tables: &mut Vec<(String, Vec<Vec<String>>)>) {
    let after = statement.get("insert into".len()..).unwrap_or_default().trim_start();
    let name_end = after.find([' ', '(']).unwrap_or(after.len());
    let name =
        after.get(..name_end).unwrap_or_default().trim_matches(['`', '"', '[', ']']).to_owned();
    let body = after.get(name_end..).unwrap_or_default();
    let mut lists = lists(body);
    let named = !body.trim_start().get(..6).is_some_and(|word| word.eq_ignore_ascii_case("values"));
    let columns = if named && !lists.is_empty() { Some(lists.remove(0)) } else { None };
    let table = match tables.iter().position(|(known, _)| *known == name) {
        Some(at) => tables.get_mut(at),
        None => {
            tables.push((name, columns.into_iter().collect()));
            tables.last_mut()
        }
    };
    if let Some((_, rows)) = table {
        rows.extend(lists);
    }
}

/// The parenthesised lists of values in a statement.
fn lists(text: &str) -> Vec<Vec<String>> {
    let mut lists = Vec::new();
    let mut list: Option<Vec<String>> = None;
    let mut value = String::new();
    let mut quote = None;
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match (quote, c) {
            (Some(_), '\\') => value.extend(letters.next().map(|c| match c {
                'n' | 'r' | 't' => ' ',
                c => c,
            })),
            (Some(open), _) if c == open => {
                // A doubled quote stands for itself.
                if letters.next_if_eq(&open).is_some() { value.push(open) } else { quote = None }
            }
            (Some(_), _) => value.push(c),
            (None, '\'' | '"' | '`') => quote = Some(c),
            (None, '(') if list.is_none() => list = Some(Vec::new()),
            (None, ')' | ',') if list.is_some() => {
                let text = std::mem::take(&mut value).trim().to_owned();
                let text = if text.eq_ignore_ascii_case("null") { String::new() } else { text };
                list.iter_mut().for_each(|list| list.push(text.clone()));
                if c == ')' {
                    lists.extend(list.take());
                }
            }
            (None, _) if list.is_some() => value.push(c),
            (None, _) => {}
        }
    }
    lists
}

/// `COPY name (columns) FROM stdin;` and the lines after it; returns their length.
fn copy(head: &str, body: &str, tables: &mut Vec<(String, Vec<Vec<String>>)>) -> usize {
    let line = head.lines().next().unwrap_or_default();
    let name =
        line.get(5..).unwrap_or_default().split([' ', '(']).next().unwrap_or_default().to_owned();
    let mut rows = lists(line);
    let mut length = 0;
    for line in body.split_inclusive('\n') {
        length += line.len();
        let line = line.trim_end_matches(['\r', '\n']);
        if line == "\\." {
            break;
        }
        let cell = |text: &str| {
            if text == "\\N" { String::new() } else { text.replace("\\n", " ").replace("\\t", " ") }
        };
        rows.push(line.split('\t').map(cell).collect());
    }
    tables.push((name, rows));
    length
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Options;
    use crate::testing::Kept;

    fn texts(document: &Document) -> Vec<&str> {
        document.parts.iter().map(|part| part.text.as_str()).collect()
    }

    fn read(bytes: &[u8], how: fn(&mut Reading<'_>) -> Document) -> Document {
        how(&mut Reading::new(
            &bytes::Bytes::copy_from_slice(bytes),
            &Options::default(),
            &mut Kept::default(),
        ))
    }

    fn json(bytes: &[u8]) -> Document {
        read(bytes, super::json)
    }

    #[test]
    fn lists_of_objects_are_tables() {
        let document = json(
            "[{\"name\":\"山田\",\"tel\":{\"home\":\"03\"}},{\"name\":\"Lan\",\"x\":null}]"
                .as_bytes(),
        );
        assert_eq!(texts(&document), ["name\ttel.home\n山田\t03\nLan\n"]);
        let lines = json(b"{\"a\":1}\n{\"a\":2}\n");
        assert_eq!(texts(&lines), ["a\n1\n2\n"]);
        assert_eq!(
            texts(&json(b"{\"owner\": {\"mail\": \"a@example.com\"}}")),
            ["mail: a@example.com\n"]
        );
        assert_eq!(json(b"{\"cut\": [1, ").media_type, "txt");
    }

    #[test]
    fn elements_are_labelled_lines_and_own_entities_are_not_followed() {
        let source = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x \"boom\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>\
            <list xmlns=\"http://example.com/ns\"><p mail=\"a@example.com\"><name>A &amp; B</name><t>&x;&f;</t></p></list>";
        let document = xml(source.as_bytes());
        assert_eq!(texts(&document), ["mail: a@example.com\nname: A & B\n"]);
    }

    #[test]
    fn rows_of_a_dump_are_tables() {
        let dump = "-- dump\nINSERT INTO `staff` (`name`, `tel`) VALUES ('O''Hara; x','03'),('山田\\'s',NULL);\nINSERT INTO staff VALUES ('Lan','04');\n\
            COPY public.c (id, mail) FROM stdin;\n1\ta@example.com\n2\t\\N\n\\.\nSELECT 1;\n";
        let document = read(dump.as_bytes(), super::sql);
        assert_eq!(
            texts(&document),
            [
                "name\ttel\nO'Hara; x\t03\n山田's\nLan\t04\n",
                "id\tmail\n1\ta@example.com\n2\n",
                "-- dump\nSELECT 1;\n"
            ]
        );
    }
}

//! Plain text, delimited tables and web pages.

use crate::Reading;
use crate::encoding::{Pieces, decode};
use crate::layout::add_tables;
use crate::slices::Slices;
use candor_facts::{Document, HowRead, Part, PartKind, UnreadReason};
use html_to_markdown_rs::{
    ConversionOptions, HiddenContent, OutputFormat, PreprocessingOptions, WarningKind, convert,
};
use std::io::{BufRead, BufReader, Read};

/// Rows looked at to tell a delimited table from prose.
const SNIFFED_LINES: usize = 40;

pub fn plain(reading: &mut Reading<'_>) -> Document {
    let large = reading.bytes.len() > reading.limits().slice_bytes;
    if let Some(pieces) = large.then(|| Pieces::new(reading.bytes)).flatten() {
        return in_pieces(pieces, reading);
    }
    let (text, encoding, had_errors) = decode(reading.bytes);
    let text = text.replace("\r\n", "\n");
    let document = match sniff_delimiter(&text) {
        Some(delimiter) => delimited(text.as_bytes(), delimiter, reading),
        None => {
            let mut part = Part::text(PartKind::Body, "body", text);
            add_tables(&mut part);
            Document::read("txt", HowRead::Text, vec![part])
        }
    };
    if had_errors { meaningless(document, encoding) } else { document }
}

fn meaningless(document: Document, encoding: &str) -> Document {
    document.missing(UnreadReason::Corrupt, format!("some bytes mean nothing in {encoding}"))
}

/// Large text, without its letters lying in memory as a whole.
fn in_pieces(mut pieces: Pieces<'_>, reading: &mut Reading<'_>) -> Document {
    let encoding = pieces.encoding();
    let document = match sniff_delimiter(pieces.ahead()) {
        Some(delimiter) => delimited(&mut pieces, delimiter, reading),
        None => lines(&mut pieces, reading),
    };
    if pieces.had_errors { meaningless(document, encoding) } else { document }
}

fn lines(pieces: &mut Pieces<'_>, reading: &mut Reading<'_>) -> Document {
    let mut slices = Slices::new(reading, PartKind::Body, "body");
    let mut broken = 0_usize;
    for line in BufReader::new(pieces).lines() {
        match line {
            Ok(line) => slices.line(line.trim_end_matches('\r')),
            Err(_) => broken += 1,
        }
    }
    document("txt", HowRead::Text, slices, broken)
}

/// A document of one table or text that was read in slices.
fn document(media_type: &str, how: HowRead, slices: Slices<'_, '_>, broken: usize) -> Document {
    let cut = slices.is_cut();
    let mut document = Document::read(media_type, how, slices.finish().into_iter().collect());
    if cut {
        document = document.missing(UnreadReason::Limit, "text beyond the limit of slices");
    }
    if broken > 0 {
        document = document.missing(UnreadReason::Corrupt, format!("{broken} rows"));
    }
    document
}

pub fn html(bytes: &[u8]) -> Document {
    let (html, encoding, had_errors) = decode(bytes);
    let (text, cut) = html_to_text(&html);
    let mut part = Part::text(PartKind::Body, "body", text);
    add_tables(&mut part);
    let mut document = Document::read("html", HowRead::Text, vec![part]);
    if cut {
        document = document.missing(UnreadReason::Limit, "elements nested too deeply");
    }
    if had_errors {
        document = document
            .missing(UnreadReason::Corrupt, format!("some bytes mean nothing in {encoding}"));
    }
    document
}

/// The text of a web page, tables with tabs between cells, and whether something was cut off.
/// Addresses that stand only in `mailto:` links are added at the end.
pub fn html_to_text(html: &str) -> (String, bool) {
    let options = ConversionOptions {
        output_format: OutputFormat::Plain,
        hidden_content: HiddenContent::All,
        extract_metadata: false,
        preprocessing: PreprocessingOptions {
            enabled: false,
            remove_navigation: false,
            remove_forms: false,
            ..Default::default()
        },
        ..Default::default()
    };
    // Zeros that damage left would end the reading.
    let whole = html.contains('\0').then(|| html.replace('\0', " "));
    let html = whole.as_deref().unwrap_or(html);
    let Ok(result) = convert(&super::web::laid_out(html), options) else {
        return (String::new(), true);
    };
    let mut text = result.content.unwrap_or_default();
    for link in html.split("mailto:").skip(1) {
        let address: String = link
            .chars()
            .take_while(|c| !matches!(c, '"' | '\'' | '?' | '>' | ' '))
            .take(254)
            .collect();
        if !text.contains(&address) {
            text.push_str(&format!("\nmailto: {address}"));
        }
    }
    (
        text,
        result
            .warnings
            .iter()
            .any(|warning| matches!(warning.kind, WarningKind::DepthLimitExceeded)),
    )
}

/// The delimiter that a spreadsheet's first line sets: `sep=;`.
fn set_delimiter(text: &str) -> Option<u8> {
    let set =
        text.trim_start_matches('\u{feff}').lines().next()?.trim_end().strip_prefix("sep=")?;
    match set.as_bytes() {
        [delimiter] if delimiter.is_ascii_punctuation() => Some(*delimiter),
        [] => Some(b'\t'),
        _ => None,
    }
}

/// The delimiter that splits the first lines into the same number of columns, if one does.
fn sniff_delimiter(text: &str) -> Option<u8> {
    if let Some(delimiter) = set_delimiter(text) {
        return Some(delimiter);
    }
    let sample: Vec<&str> =
        text.lines().filter(|line| !line.trim().is_empty()).take(SNIFFED_LINES).collect();
    if sample.len() < 2 {
        return None;
    }
    // Of equal counts the later one wins.
    let candidates = [b'^', b'|', b';', b'\t', b','];
    candidates
        .into_iter()
        .filter_map(|delimiter| {
            let counts: Vec<usize> =
                sample.iter().map(|line| count_outside_quotes(line, delimiter)).collect();
            let (columns, lines) = columns_of(&counts)?;
            (lines * 10 >= counts.len() * 9).then_some((columns, delimiter))
        })
        .max_by_key(|(columns, _)| *columns)
        .map(|(_, delimiter)| delimiter)
        .filter(|delimiter| *delimiter != b',' || !reads_like_prose(&sample))
}

/// How many delimiters most lines have, and how many lines belong to tables: those with as many,
/// and runs of others that agree among themselves, with a title line above each.
fn columns_of(counts: &[usize]) -> Option<(usize, usize)> {
    let mut lines = 0;
    let mut widest: Option<(usize, usize)> = None;
    for run in counts.chunk_by(|a, b| a == b) {
        match run.first() {
            Some(0) => lines += usize::from(run.len() == 1),
            Some(count) if run.len() >= 2 => {
                lines += run.len();
                if widest.is_none_or(|(_, length)| run.len() > length) {
                    widest = Some((*count, run.len()));
                }
            }
            _ => {}
        }
    }
    let (columns, length) = widest?;
    // A total or a count ends many a list.
    if let [.., before, last] = counts
        && (counts.len() < SNIFFED_LINES
            && length > 2
            && *before == columns
            && (1..columns).contains(last))
    {
        lines += 1;
    }
    Some((columns, lines))
}

/// Sentences hold commas too, each followed by a space.
fn reads_like_prose(sample: &[&str]) -> bool {
    let spaced = sample.iter().filter(|line| line.contains(", ") && !line.contains('"')).count();
    spaced * 2 > sample.len()
}

fn count_outside_quotes(line: &str, delimiter: u8) -> usize {
    let mut quoted = false;
    line.bytes()
        .filter(|byte| {
            quoted ^= *byte == b'"';
            *byte == delimiter && !quoted
        })
        .count()
}

fn delimited(text: impl Read, delimiter: u8, reading: &mut Reading<'_>) -> Document {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text);
    let mut slices = Slices::new(reading, PartKind::Sheet, "table");
    let mut record = csv::StringRecord::new();
    let (mut row, mut broken) = (0_u32, 0_usize);
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {
                slices.row(row, (0_u32..).zip(record.iter()));
                row = row.saturating_add(1);
            }
            Ok(false) => break,
            Err(_) => broken += 1,
        }
    }
    let media_type = if delimiter == b'\t' { "tsv" } else { "csv" };
    document(media_type, HowRead::Structure, slices, broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters_are_seen_and_prose_is_not_a_table() {
        assert_eq!(sniff_delimiter("a,b\n1,2\n"), Some(b','));
        assert_eq!(sniff_delimiter("a\tb;c\n1\t2;3\n"), Some(b'\t'));
        assert_eq!(sniff_delimiter("Title\na,b\n1,2\n3,4\nOther\nx,y,z\n1,2,3\n"), Some(b','));
        assert_eq!(sniff_delimiter("I saw her.\nShe was born on May 1, 1967.\n"), None);
        assert_eq!(sniff_delimiter("Dear all, hello\nPlease, come\n"), None);
        assert_eq!(sniff_delimiter("name;\"x;y\"\n1;2\n"), Some(b';'));
        assert_eq!(sniff_delimiter("a,b,c\n1,2,3\n4,5,6\nrows,2\n"), Some(b','));
        assert_eq!(sniff_delimiter("sep=;\na;b,c\n1;2,3\n"), Some(b';'));
        assert_eq!(sniff_delimiter("a^b\n1^2\n"), Some(b'^'));
    }

    #[test]
    fn table_cells_of_a_page_stay_apart() {
        let (text, _) = html_to_text(
            "<table><tr><td>09</td><td>12</td></tr></table><a href=\"mailto:x@example.com\">mail</a>",
        );
        assert!(text.contains("09\t12"), "{text:?}");
        assert!(text.contains("x@example.com"));
    }
}

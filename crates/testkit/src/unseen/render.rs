//! Files in real formats from a written-out template.

use crate::formats::{Block, csv, text as plain_text};
use crate::write_zip::{Entry, pack};
use base64::Engine;
use krilla::Document;
use krilla::geom::Point;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::text::{Font, TextDirection};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use std::io::Result;

/// A cell that continues its neighbour on the left.
const LEFT: &str = "<<";
/// A cell that continues its neighbour above.
const ABOVE: &str = "^^";

/// A sheet, page or slide.
pub struct Leaf {
    pub name: String,
    pub blocks: Vec<Block>,
}

/// Cuts text into leaves of titles, lines and tables.
pub fn leaves(text: &str) -> Vec<Leaf> {
    let mut out = vec![Leaf { name: "Sheet1".to_owned(), blocks: vec![] }];
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("=== ") {
            if out.last().is_some_and(|leaf| leaf.blocks.is_empty()) {
                out.pop();
            }
            out.push(Leaf { name: name.to_owned(), blocks: vec![] });
            continue;
        }
        let Some(leaf) = out.last_mut() else { continue };
        if let Some(title) = line.strip_prefix("# ") {
            leaf.blocks.push(Block::Title(title.to_owned()));
        } else if let Some(row) = row(line) {
            match leaf.blocks.last_mut() {
                Some(Block::Table(rows)) => rows.push(row),
                _ => leaf.blocks.push(Block::Table(vec![row])),
            }
        } else {
            leaf.blocks.push(Block::Line(line.to_owned()));
        }
    }
    out
}

fn row(line: &str) -> Option<Vec<String>> {
    let inside = line.strip_prefix('|')?.trim_end().strip_suffix('|')?;
    Some(inside.split('|').map(|cell| cell.trim().to_owned()).collect())
}

/// The cell's own text: marks of merged cells say nothing.
fn shown(cell: &str) -> &str {
    if cell == LEFT || cell == ABOVE { "" } else { cell }
}

fn unmerged(rows: &[Vec<String>]) -> Vec<Vec<String>> {
    let cells = |row: &Vec<String>| -> Vec<String> {
        row.iter().map(|cell| shown(cell).to_owned()).collect()
    };
    rows.iter().map(cells).collect()
}

fn bare(leaf: &Leaf) -> Vec<Block> {
    leaf.blocks
        .iter()
        .map(|block| match block {
            Block::Table(rows) => Block::Table(unmerged(rows)),
            other => other.clone(),
        })
        .collect()
}

pub fn txt(leaves: &[Leaf]) -> String {
    leaves.iter().map(|leaf| plain_text(&bare(leaf))).collect()
}

/// Lines become rows with one cell.
pub fn commas(leaves: &[Leaf]) -> String {
    let mut rows = Vec::new();
    for block in leaves.iter().flat_map(bare) {
        match block {
            Block::Title(text) | Block::Line(text) => rows.push(vec![text]),
            Block::Table(table) => rows.extend(table),
        }
    }
    csv(&rows)
}

pub fn xlsx(leaves: &[Leaf]) -> Result<Vec<u8>> {
    workbook(leaves).map_err(std::io::Error::other)
}

fn workbook(leaves: &[Leaf]) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(
        &DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2024, 2, 1)?),
    );
    for leaf in leaves {
        let page = book.add_worksheet();
        page.set_name(&leaf.name)?;
        let mut at = 0_u32;
        for block in &leaf.blocks {
            match block {
                Block::Title(text) | Block::Line(text) => {
                    if !text.is_empty() {
                        page.write_string(at, 0, text)?;
                    }
                    at += 1;
                }
                Block::Table(rows) => {
                    grid(page, at, rows)?;
                    at += u32::try_from(rows.len()).unwrap_or(0);
                }
            }
        }
    }
    book.save_to_buffer()
}

/// How many cells go on this one to the right and downwards, itself included.
fn span(rows: &[Vec<String>], down: usize, right: usize) -> (u16, u32) {
    let is = |y: usize, x: usize, mark: &str| {
        rows.get(y).and_then(|row| row.get(x)).is_some_and(|cell| cell == mark)
    };
    let mut width = 1_u16;
    while is(down, right + usize::from(width), LEFT) {
        width += 1;
    }
    let mut height = 1_u32;
    let mut y = down + 1;
    while is(y, right, ABOVE) {
        height += 1;
        y += 1;
    }
    (width, height)
}

/// Counts and short codes stand in sheets as numbers, which is how people type them.
fn counted(cell: &str) -> Option<f64> {
    let is_count = cell.len() <= 7 && !cell.starts_with('0');
    if is_count && cell.bytes().all(|byte| byte.is_ascii_digit()) {
        cell.parse::<u32>().ok().map(f64::from)
    } else {
        None
    }
}

fn grid(
    page: &mut Worksheet,
    top: u32,
    rows: &[Vec<String>],
) -> std::result::Result<(), XlsxError> {
    let format = Format::new();
    for (y, (down, row)) in (top..).zip(rows.iter().enumerate()) {
        for (x, (right, cell)) in (0_u16..).zip(row.iter().enumerate()) {
            if shown(cell).is_empty() {
                continue;
            }
            let (width, height) = span(rows, down, right);
            if width > 1 || height > 1 {
                page.merge_range(y, x, y + height - 1, x + width - 1, cell, &format)?;
            } else if let Some(number) = counted(cell) {
                page.write_number(y, x, number)?;
            } else {
                page.write_string(y, x, cell)?;
            }
        }
    }
    Ok(())
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

pub fn html(title: &str, leaves: &[Leaf]) -> String {
    let mut body = String::new();
    for block in leaves.iter().flat_map(|leaf| &leaf.blocks) {
        match block {
            Block::Title(text) => body.push_str(&format!("<h2>{}</h2>\n", escape(text))),
            Block::Line(text) if text.is_empty() => body.push_str("<br>\n"),
            Block::Line(text) => body.push_str(&format!("<div>{}</div>\n", escape(text))),
            Block::Table(rows) => {
                body.push_str("<table border=\"1\"><tbody>\n");
                for (down, row) in rows.iter().enumerate() {
                    body.push_str("<tr>");
                    for (right, cell) in row.iter().enumerate() {
                        let (width, height) = span(rows, down, right);
                        if cell != LEFT && cell != ABOVE {
                            body.push_str(&format!(
                                "<td colspan=\"{width}\" rowspan=\"{height}\">{}</td>",
                                escape(cell)
                            ));
                        }
                    }
                    body.push_str("</tr>\n");
                }
                body.push_str("</tbody></table>\n");
            }
        }
    }
    format!(
        "<html>\n<head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\">\n<title>{}</title></head>\n<body>\n{body}</body>\n</html>\n",
        escape(title)
    )
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const RELS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn part(name: &str, content: String) -> Entry {
    Entry { name: name.as_bytes().to_vec(), content: content.into_bytes() }
}

fn types(overrides: &str) -> Entry {
    part(
        "[Content_Types].xml",
        format!(
            "{XML}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>{overrides}</Types>"
        ),
    )
}

fn root(target: &str) -> Entry {
    part(
        "_rels/.rels",
        format!(
            "{XML}<Relationships xmlns=\"{RELS}\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"{target}\"/></Relationships>"
        ),
    )
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escape(text))
}

fn word_table(rows: &[Vec<String>]) -> String {
    let mut out = String::from("<w:tbl><w:tblPr/><w:tblGrid/>");
    for (down, row) in rows.iter().enumerate() {
        out.push_str("<w:tr>");
        for (right, cell) in row.iter().enumerate() {
            if cell == LEFT {
                continue;
            }
            let (width, height) = span(rows, down, right);
            let mut shape =
                format!("<w:tcW w:w=\"1800\" w:type=\"dxa\"/><w:gridSpan w:val=\"{width}\"/>");
            if cell == ABOVE {
                shape.push_str("<w:vMerge/>");
            } else if height > 1 {
                shape.push_str("<w:vMerge w:val=\"restart\"/>");
            }
            out.push_str(&format!(
                "<w:tc><w:tcPr>{shape}</w:tcPr>{}</w:tc>",
                paragraph(shown(cell))
            ));
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
    out
}

pub fn docx(leaves: &[Leaf]) -> Result<Vec<u8>> {
    let mut body = String::new();
    for block in leaves.iter().flat_map(|leaf| &leaf.blocks) {
        match block {
            Block::Title(text) | Block::Line(text) => body.push_str(&paragraph(text)),
            Block::Table(rows) => body.push_str(&word_table(rows)),
        }
    }
    pack(
        &[
            types(
                "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>",
            ),
            root("word/document.xml"),
            part(
                "word/document.xml",
                format!(
                    "{XML}<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}<w:sectPr/></w:body></w:document>"
                ),
            ),
        ],
        None,
    )
}

fn slide(leaf: &Leaf) -> String {
    let line = |text: &str| format!("<a:p><a:r><a:t>{}</a:t></a:r></a:p>", escape(text));
    let mut body = String::new();
    for block in bare(leaf) {
        match block {
            Block::Title(text) | Block::Line(text) => body.push_str(&line(&text)),
            Block::Table(rows) => {
                rows.iter().for_each(|row| body.push_str(&line(&row.join("  "))));
            }
        }
    }
    format!(
        "{XML}<p:sld xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:r=\"{OFFICE}\" xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\"><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/><p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Text\"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>{body}</p:txBody></p:sp></p:spTree></p:cSld></p:sld>"
    )
}

pub fn pptx(leaves: &[Leaf]) -> Result<Vec<u8>> {
    let kind = "application/vnd.openxmlformats-officedocument.presentationml";
    let mut overrides = format!(
        "<Override PartName=\"/ppt/presentation.xml\" ContentType=\"{kind}.presentation.main+xml\"/>"
    );
    let (mut ids, mut links, mut slides) = (String::new(), String::new(), Vec::new());
    for (number, leaf) in (1_u32..).zip(leaves) {
        overrides.push_str(&format!(
            "<Override PartName=\"/ppt/slides/slide{number}.xml\" ContentType=\"{kind}.slide+xml\"/>"
        ));
        ids.push_str(&format!("<p:sldId id=\"{}\" r:id=\"rId{number}\"/>", 255 + number));
        links.push_str(&format!(
            "<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/slide\" Target=\"slides/slide{number}.xml\"/>"
        ));
        slides.push(part(&format!("ppt/slides/slide{number}.xml"), slide(leaf)));
    }
    let mut entries = vec![
        types(&overrides),
        root("ppt/presentation.xml"),
        part(
            "ppt/presentation.xml",
            format!(
                "{XML}<p:presentation xmlns:r=\"{OFFICE}\" xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\"><p:sldIdLst>{ids}</p:sldIdLst><p:sldSz cx=\"9144000\" cy=\"6858000\"/></p:presentation>"
            ),
        ),
        part(
            "ppt/_rels/presentation.xml.rels",
            format!("{XML}<Relationships xmlns=\"{RELS}\">{links}</Relationships>"),
        ),
    ];
    entries.extend(slides);
    pack(&entries, None)
}

const SHORT: f32 = 595.28;
const LONG: f32 = 841.89;
const MARGIN: f32 = 42.0;
const GAP: f32 = 1.2;

/// The width of text in units of its size, a little too much rather than too little.
fn width(text: &str) -> f32 {
    text.chars().map(|c| if u32::from(c) < 0x2000 { 0.62 } else { 1.0 }).sum()
}

/// Widths of a table's columns, in units of the size of its letters.
fn columns(rows: &[Vec<String>]) -> Vec<f32> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |x: usize| {
        rows.iter().filter_map(|row| row.get(x)).map(|cell| width(shown(cell))).fold(1.0, f32::max)
    };
    (0..count).map(|x| widest(x) + GAP).collect()
}

struct Ink {
    x: f32,
    size: f32,
    text: String,
}

/// What stands on each line, set so that nothing runs over the edge.
fn inked(blocks: &[Block], room: f32) -> Vec<Vec<Ink>> {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Title(text) | Block::Line(text) => {
                let wish = if matches!(block, Block::Title(_)) { 14.0 } else { 10.0 };
                let size = (room / width(text).max(1.0)).min(wish);
                lines.push(vec![Ink { x: 0.0, size, text: text.clone() }]);
            }
            Block::Table(rows) => {
                let widths = columns(rows);
                let size = (room / widths.iter().sum::<f32>().max(1.0)).min(9.0);
                for row in rows {
                    let mut x = 0.0;
                    let mut line = Vec::new();
                    for (cell, width) in row.iter().zip(&widths) {
                        line.push(Ink { x, size, text: shown(cell).to_owned() });
                        x += width * size;
                    }
                    lines.push(line);
                }
            }
        }
    }
    lines
}

pub fn pdf(font: &Font, id: &str, leaves: &[Leaf]) -> Result<Vec<u8>> {
    let mut document = Document::new();
    document.set_metadata(Metadata::new().document_id(id.to_owned()));
    for leaf in leaves {
        let wide = leaf.blocks.iter().any(|block| match block {
            Block::Table(rows) => columns(rows).iter().sum::<f32>() > 75.0,
            _ => false,
        });
        let (across, down) = if wide { (LONG, SHORT) } else { (SHORT, LONG) };
        let per_page = if wide { 28 } else { 42 };
        let lines = inked(&leaf.blocks, across - 2.0 * MARGIN);
        for page_lines in lines.chunks(per_page) {
            let settings = PageSettings::from_wh(across, down)
                .ok_or_else(|| std::io::Error::other("page size"))?;
            let mut page = document.start_page_with(settings);
            let mut surface = page.surface();
            let mut y = MARGIN;
            for line in page_lines {
                y += 17.0;
                for ink in line.iter().filter(|ink| !ink.text.is_empty()) {
                    surface.draw_text(
                        Point::from_xy(MARGIN + ink.x, y),
                        font.clone(),
                        ink.size,
                        &ink.text,
                        false,
                        TextDirection::Auto,
                    );
                }
            }
            surface.finish();
            page.finish();
        }
    }
    document.finish().map_err(|error| std::io::Error::other(format!("{error:?}")))
}

fn base64(bytes: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

fn folded(bytes: &[u8]) -> String {
    let text = base64(bytes);
    let lines = text.as_bytes().chunks(72);
    lines.map(|line| String::from_utf8_lossy(line).into_owned() + "\r\n").collect()
}

/// Words of a header that are not ASCII, in encoded words of bearable length.
fn encoded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let letters: Vec<char> = text.chars().collect();
    let words: Vec<String> = letters
        .chunks(14)
        .map(|some| format!("=?utf-8?B?{}?=", base64(some.iter().collect::<String>().as_bytes())))
        .collect();
    words.join("\r\n ")
}

/// `Name <mail>, Name <mail>` with the names encoded.
fn addresses(text: &str) -> String {
    let one = |address: &str| match address.trim().split_once(" <") {
        Some((name, mail)) if name.is_ascii() => format!("\"{name}\" <{mail}"),
        Some((name, mail)) => format!("{} <{mail}", encoded(name)),
        None => address.trim().to_owned(),
    };
    text.split(',').map(one).collect::<Vec<_>>().join(",\r\n ")
}

/// A mail: header lines up to the first empty line, then the text.
pub fn eml(text: &str, number: usize, attachments: &[(String, Vec<u8>)], old: bool) -> Vec<u8> {
    let (head, body) = text.split_once("\n\n").unwrap_or(("", text));
    let mut out = format!(
        "Received: from mx7.relay.example by store.relay.example\r\nMessage-ID: <{:08x}.{number}@relay.example>\r\nDate: Thu, 18 Jan 2024 08:{:02}:11 +0000\r\n",
        crc32fast::hash(text.as_bytes()),
        number % 60
    );
    for line in head.lines() {
        let Some((name, value)) = line.split_once(": ") else { continue };
        let value = if name == "Subject" { encoded(value) } else { addresses(value) };
        out.push_str(&format!("{name}: {value}\r\n"));
    }
    out.push_str("MIME-Version: 1.0\r\n");
    let body = body.replace('\n', "\r\n");
    let (bytes, charset) = match encoding_rs::ISO_2022_JP.encode(&body) {
        (bytes, _, false) if old => (bytes.into_owned(), "iso-2022-jp"),
        _ => (body.as_bytes().to_vec(), "utf-8"),
    };
    let text_part = format!(
        "Content-Type: text/plain; charset=\"{charset}\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{}",
        folded(&bytes)
    );
    if attachments.is_empty() {
        out.push_str(&text_part);
        return out.into_bytes();
    }
    out.push_str(
        "Content-Type: multipart/mixed; boundary=\"----=_Part_7\"\r\n\r\n------=_Part_7\r\n",
    );
    out.push_str(&text_part);
    for (name, content) in attachments {
        out.push_str(&format!(
            "------=_Part_7\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{}",
            folded(content)
        ));
    }
    out.push_str("------=_Part_7--\r\n");
    out.into_bytes()
}

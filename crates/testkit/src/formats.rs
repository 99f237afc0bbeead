//! Files in real formats from blocks of text and tables.

use crate::write_zip::{Entry, pack};
use base64::Engine;
use krilla::Document;
use krilla::geom::Point;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::text::{Font, TextDirection};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use std::io::Result;

/// A piece of a document.
#[derive(Clone, Debug)]
pub enum Block {
    Title(String),
    Line(String),
    Table(Vec<Vec<String>>),
}

pub fn text(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        match block {
            Block::Title(text) | Block::Line(text) => out.push_str(text),
            Block::Table(rows) => {
                out.push_str(&rows.iter().map(|row| row.join("\t")).collect::<Vec<_>>().join("\n"));
            }
        }
        out.push('\n');
    }
    out
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

pub fn html(title: &str, blocks: &[Block]) -> Vec<u8> {
    let body: String = blocks
        .iter()
        .map(|block| match block {
            Block::Title(text) => format!("<h1>{}</h1>\n", escape(text)),
            Block::Line(text) => format!("<p>{}</p>\n", escape(text)),
            Block::Table(rows) => {
                let rows: String = rows
                    .iter()
                    .map(|row| {
                        format!(
                            "<tr>{}</tr>\n",
                            row.iter()
                                .map(|cell| format!("<td>{}</td>", escape(cell)))
                                .collect::<String>()
                        )
                    })
                    .collect();
                format!("<table>\n{rows}</table>\n")
            }
        })
        .collect();
    format!("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>{}</title></head>\n<body>\n{body}</body></html>\n", escape(title))
        .into_bytes()
}

pub fn csv(rows: &[Vec<String>]) -> String {
    let cell = |text: &String| {
        if text.contains([',', '"']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.clone()
        }
    };
    rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(",") + "\r\n").collect()
}

pub fn xlsx(sheet: &str, blocks: &[Block]) -> Result<Vec<u8>> {
    build_xlsx(sheet, blocks).map_err(std::io::Error::other)
}

fn build_xlsx(sheet: &str, blocks: &[Block]) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(
        &DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2024, 1, 1)?),
    );
    let page = book.add_worksheet();
    page.set_name(sheet)?;
    let mut row = 0_u32;
    for block in blocks {
        match block {
            Block::Title(text) | Block::Line(text) => {
                page.write_string(row, 0, text)?;
                row += 1;
            }
            Block::Table(rows) => {
                for cells in rows {
                    for (column, cell) in (0_u16..).zip(cells) {
                        page.write_string(row, column, cell)?;
                    }
                    row += 1;
                }
            }
        }
    }
    book.save_to_buffer()
}

pub fn docx(blocks: &[Block]) -> Result<Vec<u8>> {
    let paragraph = |text: &str| {
        format!("<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escape(text))
    };
    let body: String = blocks
        .iter()
        .map(|block| match block {
            Block::Title(text) | Block::Line(text) => paragraph(text),
            Block::Table(rows) => {
                let cell = |text: &String| {
                    format!(
                        "<w:tc><w:tcPr><w:tcW w:w=\"2000\" w:type=\"dxa\"/></w:tcPr>{}</w:tc>",
                        paragraph(text)
                    )
                };
                let rows: String = rows
                    .iter()
                    .map(|row| format!("<w:tr>{}</w:tr>", row.iter().map(cell).collect::<String>()))
                    .collect();
                format!("<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>")
            }
        })
        .collect();
    let entry = |name: &str, content: String| Entry {
        name: name.as_bytes().to_vec(),
        content: content.into_bytes(),
    };
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    pack(
        &[
            entry(
                "[Content_Types].xml",
                format!(
                    "{head}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"
                ),
            ),
            entry(
                "_rels/.rels",
                format!(
                    "{head}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
                ),
            ),
            entry(
                "word/document.xml",
                format!(
                    "{head}<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}<w:sectPr/></w:body></w:document>"
                ),
            ),
        ],
        None,
    )
}

const PAGE: (f32, f32) = (595.28, 841.89);
const MARGIN: f32 = 50.0;
const LINE: f32 = 18.0;
const SIZE: f32 = 10.0;
/// Columns of tables, from the left margin.
const COLUMN: f32 = 125.0;

pub fn pdf(font: &Font, id: &str, blocks: &[Block]) -> Result<Vec<u8>> {
    let mut document = Document::new();
    document.set_metadata(Metadata::new().document_id(id.to_owned()));
    let lines: Vec<Vec<(f32, &str)>> = blocks
        .iter()
        .flat_map(|block| match block {
            Block::Title(text) | Block::Line(text) => vec![vec![(0.0, text.as_str())]],
            Block::Table(rows) => rows
                .iter()
                .map(|row| {
                    (0_u8..)
                        .zip(row)
                        .map(|(column, cell)| (f32::from(column) * COLUMN, cell.as_str()))
                        .collect()
                })
                .collect(),
        })
        .collect();
    for page_lines in lines.chunks(40) {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1)
            .ok_or_else(|| std::io::Error::other("page size"))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        let mut y = MARGIN;
        for line in page_lines {
            y += LINE;
            for (x, text) in line.iter().filter(|(_, text)| !text.is_empty()) {
                surface.draw_text(
                    Point::from_xy(MARGIN + x, y),
                    font.clone(),
                    SIZE,
                    text,
                    false,
                    TextDirection::Auto,
                );
            }
        }
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|error| std::io::Error::other(format!("{error:?}")))
}

/// A mail with attachments. The body is ISO-2022-JP where that encoding can write it.
pub struct Mail<'a> {
    pub from: (&'a str, &'a str),
    pub to: (&'a str, &'a str),
    pub subject: &'a str,
    pub body: &'a str,
    pub attachments: &'a [(String, Vec<u8>)],
    pub japanese: bool,
}

pub fn eml(mail: &Mail<'_>) -> Vec<u8> {
    let base64 = |bytes: &[u8]| base64::engine::general_purpose::STANDARD.encode(bytes);
    let folded = |bytes: &[u8]| {
        let text = base64(bytes);
        text.as_bytes()
            .chunks(76)
            .map(|line| String::from_utf8_lossy(line).into_owned() + "\r\n")
            .collect::<String>()
    };
    let word = |text: &str| {
        if text.is_ascii() {
            text.to_owned()
        } else {
            format!("=?UTF-8?B?{}?=", base64(text.as_bytes()))
        }
    };
    let mut out = format!(
        "From: {} <{}>\r\nTo: {} <{}>\r\nSubject: {}\r\nDate: Mon, 05 Aug 2024 10:00:00 +0900\r\nMessage-ID: <{}@mail.example>\r\nMIME-Version: 1.0\r\n",
        word(mail.from.0),
        mail.from.1,
        word(mail.to.0),
        mail.to.1,
        word(mail.subject),
        crc32fast::hash(mail.body.as_bytes())
    );
    let (encoded, charset) = match encoding_rs::ISO_2022_JP.encode(mail.body) {
        (bytes, _, false) if mail.japanese => (bytes.into_owned(), "ISO-2022-JP"),
        _ => (mail.body.as_bytes().to_vec(), "UTF-8"),
    };
    let body = format!(
        "Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: base64\r\n\r\n{}",
        folded(&encoded)
    );
    if mail.attachments.is_empty() {
        out.push_str(&body);
        return out.into_bytes();
    }
    out.push_str("Content-Type: multipart/mixed; boundary=\"=_hokuto\"\r\n\r\n--=_hokuto\r\n");
    out.push_str(&body);
    for (name, content) in mail.attachments {
        let name = word(name);
        out.push_str(&format!(
            "--=_hokuto\r\nContent-Type: application/octet-stream; name=\"{name}\"\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n\
             Content-Transfer-Encoding: base64\r\n\r\n{}",
            folded(content)
        ));
    }
    out.push_str("--=_hokuto--\r\n");
    out.into_bytes()
}

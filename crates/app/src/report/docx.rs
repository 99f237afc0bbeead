//! The report as DOCX, for counsel to edit.

use crate::error::UserError;
use candor_engine::disclose::{Block, Chart, Line, Report, Table};
use docx_rs::{
    AlignmentType, Docx, Footer, PageNum, Paragraph, Run, RunFonts, Style, StyleType,
    Table as DocxTable, TableCell, TableRow, WidthType,
};
use std::io::Cursor;

/// Width between the margins of an A4 page, in twentieths of a point.
const TEXT_WIDTH: usize = 9_638;
/// Sizes are in half points.
const TITLE_SIZE: usize = 34;
const HEADING_SIZE: usize = 24;
const TEXT_SIZE: usize = 19;
const SMALL_SIZE: usize = 13;
const INK: &str = "1F3A5F";
const QUIET: &str = "6E6E6E";
const ALARM: &str = "A02020";

/// The bytes of the document; the same report gives the same bytes.
pub fn docx(report: &Report) -> Result<Vec<u8>, UserError> {
    let heading = Style::new("Heading1", StyleType::Paragraph)
        .name("heading 1")
        .based_on("Normal")
        .outline_lvl(0)
        .size(HEADING_SIZE)
        .bold()
        .color(INK);
    let title =
        Style::new("Title", StyleType::Paragraph).name("Title").size(TITLE_SIZE).bold().color(INK);
    let fonts =
        RunFonts::new().ascii("Noto Sans").hi_ansi("Noto Sans").east_asia("Noto Sans CJK JP");
    let foot = Paragraph::new()
        .align(AlignmentType::Right)
        .add_run(
            Run::new().add_text(format!("{} · {} ", report.footer, report.page)).size(SMALL_SIZE),
        )
        .add_page_num(PageNum::new());
    let mut document = Docx::new()
        .created_at("2000-01-01T00:00:00Z")
        .updated_at("2000-01-01T00:00:00Z")
        .default_fonts(fonts)
        .default_size(TEXT_SIZE)
        .add_style(heading)
        .add_style(title)
        .footer(Footer::new().add_paragraph(foot))
        .add_paragraph(Paragraph::new().style("Title").add_run(Run::new().add_text(&report.title)))
        .add_paragraph(plain(&format!("{}　{}", report.subtitle, report.date)));
    for figure in &report.headline {
        let line =
            Line { text: format!("{}: {}", figure.caption, figure.value), claims: Vec::new() };
        document = document.add_paragraph(of_line(&line));
    }
    for (number, section) in (1..).zip(&report.sections) {
        let text = if report.numbered {
            format!("{number}　{}", section.heading)
        } else {
            section.heading.clone()
        };
        if !section.heading.is_empty() {
            let run = Run::new().add_text(text);
            document = document.add_paragraph(Paragraph::new().style("Heading1").add_run(run));
        }
        for block in &section.blocks {
            document = add(document, block);
        }
    }
    let mut bytes = Cursor::new(Vec::new());
    document
        .build()
        .pack(&mut bytes)
        .map_err(|e| UserError::internal(&format!("the report cannot be written as DOCX: {e}")))?;
    Ok(bytes.into_inner())
}

fn add(document: Docx, block: &Block) -> Docx {
    match block {
        Block::Paragraph { line } => document.add_paragraph(of_line(line)),
        Block::Gap { line } => {
            let run = Run::new().add_text(&line.text).bold().color(ALARM);
            document.add_paragraph(Paragraph::new().add_run(run))
        }
        Block::List { lines } => lines.iter().fold(document, |document, line| {
            let line = Line { text: format!("・{}", line.text), claims: line.claims.clone() };
            document.add_paragraph(of_line(&line))
        }),
        Block::Table(table) => document.add_table(of_table(table)).add_paragraph(Paragraph::new()),
        Block::Chart(chart) => {
            document.add_table(of_table(&as_table(chart))).add_paragraph(Paragraph::new())
        }
    }
}

/// A chart's numbers; a text to edit has no use for its bars.
fn as_table(chart: &Chart) -> Table {
    Table {
        header: vec![chart.title.clone(), String::new(), String::new()],
        numeric: vec![1],
        widths: vec![50, 20, 30],
        rows: chart
            .bars
            .iter()
            .map(|bar| vec![bar.label.clone(), bar.shown.clone(), bar.claim.clone()])
            .collect(),
    }
}

fn plain(text: &str) -> Paragraph {
    Paragraph::new().add_run(Run::new().add_text(text))
}

fn of_line(line: &Line) -> Paragraph {
    let paragraph = plain(&line.text);
    if line.claims.is_empty() {
        return paragraph;
    }
    let ids = format!(" [{}]", line.claims.join(", "));
    paragraph.add_run(Run::new().add_text(ids).size(SMALL_SIZE).color(QUIET))
}

fn of_table(table: &Table) -> DocxTable {
    let whole: usize = table.widths.iter().map(|part| *part as usize).sum();
    let width = |column: usize| {
        table.widths.get(column).map_or(0, |part| TEXT_WIDTH * *part as usize / whole.max(1))
    };
    let cell = |column: usize, text: &String, head: bool| {
        let run = Run::new().add_text(text).size(TEXT_SIZE - 2);
        let run = if head { run.bold().color(INK) } else { run };
        let paragraph = Paragraph::new().add_run(run);
        let right = table.numeric.contains(&column);
        let paragraph = if right { paragraph.align(AlignmentType::Right) } else { paragraph };
        TableCell::new().width(width(column), WidthType::Dxa).add_paragraph(paragraph)
    };
    let row = |cells: &Vec<String>, head: bool| {
        let cells = cells.iter().enumerate().map(|(column, text)| cell(column, text, head));
        TableRow::new(cells.collect()).cant_split()
    };
    let rows = std::iter::once(row(&table.header, true))
        .chain(table.rows.iter().map(|cells| row(cells, false)));
    DocxTable::new(rows.collect())
        .set_grid((0..table.widths.len()).map(width).collect())
        .width(TEXT_WIDTH, WidthType::Dxa)
}

//! The report as plain text, for forms of web sites and for mail.

use candor_engine::disclose::{Block, Line, Report, Table};

/// Characters of the rule under a title.
const RULE: usize = 60;

/// The text of the report.
pub fn text(report: &Report) -> String {
    let mut out =
        format!("{}\n{}\n{} · {}\n", report.title, "=".repeat(RULE), report.subtitle, report.date);
    for figure in &report.headline {
        let claim = ids(std::slice::from_ref(&figure.claim));
        out.push_str(&format!("\n- {}: {}{claim}", figure.caption, figure.value));
    }
    out.push('\n');
    for (number, section) in (1..).zip(&report.sections) {
        let number = if report.numbered { format!("{number}. ") } else { String::new() };
        if !section.heading.is_empty() {
            out.push_str(&format!("\n{number}{}\n{}\n", section.heading, "-".repeat(RULE)));
        }
        section.blocks.iter().for_each(|block| add(&mut out, block));
    }
    out.push_str(&format!("\n{}\n", report.footer));
    out
}

fn add(out: &mut String, block: &Block) {
    match block {
        Block::Paragraph { line } => out.push_str(&format!("\n{}\n", of_line(line))),
        Block::Gap { line } => out.push_str(&format!("\n>>> {}\n", line.text)),
        Block::List { lines } => {
            out.push('\n');
            lines.iter().for_each(|line| out.push_str(&format!("- {}\n", of_line(line))));
        }
        Block::Table(table) => of_table(out, table),
        Block::Chart(chart) => {
            out.push_str(&format!("\n{}\n", chart.title));
            for bar in &chart.bars {
                let claim = ids(std::slice::from_ref(&bar.claim));
                out.push_str(&format!("- {}: {}{claim}\n", bar.label, bar.shown));
            }
        }
    }
}

/// Each row as lines `heading: cell`: columns of three scripts do not stand straight in plain text.
fn of_table(out: &mut String, table: &Table) {
    for row in &table.rows {
        out.push('\n');
        for (heading, cell) in table.header.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
            let heading = if heading.is_empty() { String::new() } else { format!("{heading}: ") };
            out.push_str(&format!("  {heading}{}\n", cell.replace('\n', " ")));
        }
    }
}

fn of_line(line: &Line) -> String {
    format!("{}{}", line.text, ids(&line.claims))
}

fn ids(claims: &[String]) -> String {
    let known: Vec<&str> =
        claims.iter().map(String::as_str).filter(|claim| !claim.is_empty()).collect();
    if known.is_empty() { String::new() } else { format!(" [{}]", known.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_told_by_their_headings() {
        let table = Table {
            header: vec!["区分".into(), "人数".into()],
            numeric: vec![1],
            widths: vec![1, 1],
            rows: vec![vec!["顧客".into(), "12".into()], vec!["従業員".into(), String::new()]],
        };
        let mut out = String::new();
        of_table(&mut out, &table);
        assert_eq!(out, "\n  区分: 顧客\n  人数: 12\n\n  区分: 従業員\n");
    }
}

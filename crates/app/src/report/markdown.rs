//! The report as Markdown.

use candor_engine::disclose::{Block, Line, Report, Table};

/// The text of the report.
pub fn markdown(report: &Report) -> String {
    let mut out = format!("# {}\n\n{} · {}\n", report.title, report.subtitle, report.date);
    for figure in &report.headline {
        out.push_str(&format!(
            "\n- {}: **{}**{}",
            figure.caption,
            figure.value,
            ids(std::slice::from_ref(&figure.claim))
        ));
    }
    out.push('\n');
    for (number, section) in (1..).zip(&report.sections) {
        let number = if report.numbered { format!("{number}. ") } else { String::new() };
        if !section.heading.is_empty() {
            out.push_str(&format!("\n## {number}{}\n", section.heading));
        }
        section.blocks.iter().for_each(|block| add(&mut out, block));
    }
    out.push_str(&format!("\n---\n{}\n", report.footer));
    out
}

fn add(out: &mut String, block: &Block) {
    match block {
        Block::Paragraph { line } => out.push_str(&format!("\n{}\n", of_line(line))),
        Block::Gap { line } => out.push_str(&format!("\n**{}**\n", escaped(&line.text))),
        Block::List { lines } => {
            out.push('\n');
            lines.iter().for_each(|line| out.push_str(&format!("- {}\n", of_line(line))));
        }
        Block::Table(table) => of_table(out, table),
        Block::Chart(chart) => {
            out.push_str(&format!("\n**{}**\n\n", escaped(&chart.title)));
            for bar in &chart.bars {
                let claim = ids(std::slice::from_ref(&bar.claim));
                out.push_str(&format!("- {}: {}{claim}\n", escaped(&bar.label), bar.shown));
            }
        }
    }
}

fn of_table(out: &mut String, table: &Table) {
    let row = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let rule: Vec<&str> = (0..table.header.len())
        .map(|column| if table.numeric.contains(&column) { "---:" } else { "---" })
        .collect();
    out.push('\n');
    out.push_str(&row(&table.header));
    out.push_str(&format!("| {} |\n", rule.join(" | ")));
    table.rows.iter().for_each(|cells| out.push_str(&row(cells)));
}

fn of_line(line: &Line) -> String {
    format!("{}{}", escaped(&line.text), ids(&line.claims))
}

fn ids(claims: &[String]) -> String {
    let known: Vec<&str> =
        claims.iter().map(String::as_str).filter(|claim| !claim.is_empty()).collect();
    if known.is_empty() { String::new() } else { format!(" `[{}]`", known.join(", ")) }
}

/// What a case says must not become markup.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#') {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_text_is_only_text() {
        assert_eq!(escaped("a|b <script> [x](y)"), "a\\|b \\<script\\> \\[x\\](y)");
    }
}

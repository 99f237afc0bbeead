//! The shape of a document: header lines of a mail, lines of a log, of code, of a table, clauses,
//! the machine-readable zone of a passport.

use candor_facts::DocClass;
use std::collections::BTreeSet;

/// What a shape says for a class. A shape that only supports needs another cue beside it.
#[derive(Clone, Copy, Debug)]
pub struct Hint {
    pub class: DocClass,
    pub points: f32,
    pub what: &'static str,
    pub proves: bool,
}

/// Counts of one document, over folded lines.
#[derive(Default)]
pub struct Shape {
    lines: usize,
    timed: usize,
    marked: usize,
    code: usize,
    keywords: usize,
    sections: usize,
    settings: usize,
    mail: MailHeader,
    clauses: usize,
    articles: usize,
    rows: usize,
    reach_columns: usize,
    amounts: usize,
    measures: usize,
    machine_readable: usize,
}

/// Which header lines of a mail stood in the first lines.
#[derive(Default)]
struct MailHeader(BTreeSet<MailLine>);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum MailLine {
    From,
    To,
    Subject,
    /// When it was sent, in words that a memo does not use.
    Sent,
    /// Not a line, but an address in one.
    Address,
}

/// Settings of a program that make a file of them.
const SETTINGS_MIN: usize = 3;
const LINES_MAX: usize = 400;
const MAIL_LINES_MAX: usize = 16;
pub const CELLS_OF_ROW_MIN: usize = 3;

impl Shape {
    pub fn see(&mut self, line: &str) {
        if self.lines >= LINES_MAX {
            return;
        }
        if self.lines < MAIL_LINES_MAX {
            self.mail.see(line);
        }
        self.lines += 1;
        self.see_log(line);
        self.see_code(line);
        self.see_clause(line);
        if cells(line) >= CELLS_OF_ROW_MIN {
            self.rows += 1;
            if self.rows == 1 || self.reach_columns == 0 && self.rows <= 4 {
                self.reach_columns = REACHES.iter().filter(|word| line.contains(**word)).count();
            }
        }
        self.amounts += usize::from(amounts(line) >= 1);
        self.measures += usize::from(line.contains(['φ', 'ø', '±', '⌀']));
        self.machine_readable += usize::from(is_machine_readable(line));
    }

    fn see_log(&mut self, line: &str) {
        if !(begins_with_time(line) || begins_with_address(line)) {
            return;
        }
        self.timed += 1;
        self.marked += usize::from(LOG_MARKS.iter().any(|mark| line.contains(mark)));
    }

    fn see_code(&mut self, line: &str) {
        let line = line.trim();
        let starts = |words: &[&str]| words.iter().any(|word| line.starts_with(word));
        let keyword = starts(CODE_STARTS)
            || starts(CODE_OR_PROSE_STARTS)
                && (line.contains(['=', '{'])
                    || line.contains("()")
                    || line.ends_with([':', ';', ')']))
            || line.starts_with("select ") && line.contains(',')
            || starts(&["import ", "from "]) && line.split(' ').count() <= 4 && !line.contains(':');
        let end = line.ends_with(['{', '}'])
            || line.ends_with(");")
            || line.ends_with(';') && line.contains(['=', '"', '>']);
        let inside = CODE_PIECES.iter().any(|piece| line.contains(piece));
        self.sections += usize::from(line.starts_with('[') && line.ends_with(']'));
        self.settings += usize::from(is_setting(line));
        self.keywords += usize::from(keyword);
        self.code += usize::from(keyword || end || inside);
    }

    fn see_clause(&mut self, line: &str) {
        let line = line.trim_start();
        if let Some(rest) = line.strip_prefix('第') {
            let number = rest.trim_start_matches(|c: char| {
                c.is_ascii_digit() || c == ' ' || "一二三四五六七八九十百".contains(c)
            });
            self.articles += usize::from(number.len() < rest.len() && number.starts_with('条'));
            return;
        }
        let titled = ["article ", "section ", "dieu "]
            .iter()
            .any(|word| line.strip_prefix(word).is_some_and(begins_with_number));
        self.clauses += usize::from(titled || is_numbered_twice(line));
    }

    /// Whether the first lines are those of a mail.
    pub fn is_mail(&self) -> bool {
        use MailLine::{Address, From, Sent, Subject, To};
        let has = |line| self.mail.0.contains(&line);
        (has(From) || has(To))
            && (has(Subject) && (has(Address) || has(Sent)) || has(Sent) && has(Address))
    }

    fn is_memo(&self) -> bool {
        let all = [MailLine::From, MailLine::To, MailLine::Subject];
        all.iter().all(|line| self.mail.0.contains(line)) && !self.is_mail()
    }

    /// What all counts say.
    pub fn hints(&self) -> Vec<Hint> {
        let mut hints = Vec::new();
        let mut prove =
            |class, points, what| hints.push(Hint { class, points, what, proves: true });
        if self.is_mail() {
            prove(DocClass::Email, 12.0, "header lines of a mail");
        } else if self.is_memo() {
            prove(DocClass::InternalMemo, 3.0, "header lines of a memo");
        }
        if self.timed >= 3 && self.timed * 2 >= self.lines {
            prove(DocClass::Log, 4.0, "lines begin with a time");
            if self.marked * 3 >= self.timed {
                prove(DocClass::Log, 5.0, "lines bear a level or an event");
            }
        }
        if self.keywords >= 2 && self.code >= 3 && self.code * 4 >= self.lines {
            prove(DocClass::SourceCode, 6.0, "lines of code");
            if self.code * 2 >= self.lines {
                prove(DocClass::SourceCode, 4.0, "mostly lines of code");
            }
        }
        // Without sections it may be data of people: `name=…`, `tel=…`.
        if self.sections > 0
            && self.settings >= SETTINGS_MIN
            && (self.sections + self.settings) * 2 >= self.lines
        {
            prove(DocClass::SourceCode, 6.0, "lines of settings");
        }
        if self.machine_readable > 0 {
            prove(DocClass::IdCopy, 9.0, "machine-readable zone");
        }
        if self.rows >= CELLS_OF_ROW_MIN && self.reach_columns >= 2 {
            prove(DocClass::ContactList, 3.0, REACHES_PEOPLE);
        }
        self.support(&mut hints);
        hints
    }

    fn support(&self, hints: &mut Vec<Hint>) {
        let mut support =
            |class, points, what| hints.push(Hint { class, points, what, proves: false });
        if self.articles >= 2 {
            for class in [DocClass::Contract, DocClass::Nda, DocClass::PolicyOther] {
                support(class, 2.0, "numbered articles");
            }
        }
        if self.clauses >= 3 {
            support(DocClass::Contract, 1.5, "numbered clauses");
            support(DocClass::Nda, 1.0, "numbered clauses");
            support(DocClass::PolicyOther, 0.5, "numbered clauses");
        }
        if self.rows >= CELLS_OF_ROW_MIN && self.rows * 2 >= self.lines {
            for class in LISTS {
                support(*class, 1.5, "mostly rows of a table");
            }
        }
        if self.amounts >= 4 {
            support(DocClass::FinancialStatement, 1.0, "many amounts");
        }
        if self.measures >= 2 {
            support(DocClass::Drawing, 1.0, "measures");
            support(DocClass::Specification, 1.0, "measures");
        }
    }
}

/// A table with telephone numbers and mail addresses is a list of contacts, unless its other
/// columns say more.
pub const REACHES_PEOPLE: &str = "table with columns to reach people";

/// Classes that are tables of people.
pub const LISTS: &[DocClass] = &[
    DocClass::PersonnelList,
    DocClass::Payroll,
    DocClass::CustomerList,
    DocClass::ContactList,
    DocClass::ApplicationForm,
];

/// Columns by which people are reached; folded.
const REACHES: &[&str] = &[
    "phone",
    "e-mail",
    "email",
    "mobile",
    "fax",
    "tel",
    "電話",
    "メール",
    "携帯",
    "内線",
    "dien thoai",
    "di dong",
    "line id",
    "extension",
];

const LOG_MARKS: &[&str] = &[
    "info",
    "warn",
    "error",
    "debug",
    "notice",
    "fatal",
    "trace",
    "crit",
    "http/1.",
    "http/2",
    "sshd",
    "kernel",
    "failed",
    "success",
    "denied",
    "accepted",
    "login",
    "logon",
    "logout",
    "session",
    "connect",
    "started",
    "stopped",
    "timeout",
    "srcip",
    "src=",
    "user=",
    "pid=",
    "status=",
    "ログイン",
    "ログオン",
    "ログアウト",
    "失敗",
    "成功",
    "接続",
    "エラー",
    "警告",
    "情報",
    "検知",
    "起動",
    "停止",
    "切断",
    "認証",
    "dang nhap",
    "that bai",
    "thanh cong",
    "get ",
    "post ",
    "exception",
    "]: ",
];

const CODE_STARTS: &[&str] = &[
    "#include",
    "#define",
    "#!/",
    "def ",
    "public class",
    "public static",
    "public void",
    "private static",
    "private final",
    "private string",
    "private int",
    "private void",
    "protected void",
    "static void",
    "static int",
    "func ",
    "fn ",
    "pub fn",
    "pub struct",
    "function ",
    "<?php",
    "using system",
    "namespace ",
    "package main",
    "package com",
    "end sub",
    "end function",
    "end if",
    "public sub",
    "private sub",
    "sub ",
    "dim ",
    "echo ",
    "export default",
    "elif ",
    "insert into",
    "create table",
    "create or replace",
    "create index",
    "alter table",
    "drop table",
    "select *",
    "order by ",
    "group by ",
    "left join ",
    "inner join ",
    "values (",
    "int main",
    "impl ",
    "console.",
    "system.out",
    "self.",
    "this.",
    "/*",
    "// ",
    "param(",
    "@override",
    "async def",
    "async function",
    "module.exports",
    "with open(",
    "identification division",
    "program-id",
    "perform ",
    "foreach",
    "sudo ",
    "<script",
    "@app.",
    "if __name__",
    "require(",
    "set -e",
    "#pragma",
    "option explicit",
    "write-host",
    "get-childitem",
    "begin transaction",
];

/// Words that begin a line of code as well as one of prose.
const CODE_OR_PROSE_STARTS: &[&str] = &[
    "public ",
    "private ",
    "protected ",
    "static ",
    "class ",
    "let ",
    "const ",
    "var ",
    "if ",
    "if(",
    "for ",
    "for(",
    "while",
    "return",
    "using ",
    "else",
    "try",
    "catch",
    "except",
    "select ",
    "update ",
    "int ",
    "void ",
    "string ",
    "double ",
    "float ",
    "char ",
    "struct ",
    "use ",
    "type ",
    "interface ",
    "enum ",
    "print",
    "$",
    "-- ",
    "await ",
    "require",
    "set ",
    "raise ",
    "throw ",
    "switch",
    "case ",
    "break;",
    "foreach",
    "export ",
    "final ",
    "bool ",
];

const CODE_PIECES: &[&str] = &[
    "();", " => ", " -> ", " == ", " != ", " && ", " || ", "::", " += ", " := ", "){", ") {",
    "self.",
];

/// `name = value`, as files of settings have it.
fn is_setting(line: &str) -> bool {
    line.split_once('=').is_some_and(|(name, _)| {
        let name = name.trim_end();
        !name.is_empty()
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
    })
}

impl MailHeader {
    fn see(&mut self, line: &str) {
        let line = line.trim_start_matches(['>', ' ', '*', '【']);
        let Some((label, value)) = line
            .split_once(':')
            .or_else(|| line.split_once('\t'))
            .or_else(|| line.split_once('】'))
        else {
            return;
        };
        let line = match label.trim().trim_end_matches(['*', '】']) {
            "from" | "差出人" | "送信者" | "発信者" | "tu" | "nguoi gui" | "reply-to" => {
                MailLine::From
            }
            "to" | "宛先" | "受信者" | "den" | "toi" | "nguoi nhan" | "cc" | "bcc" => {
                MailLine::To
            }
            "subject" | "件名" | "表題" | "chu de" | "tieu de" | "re" => MailLine::Subject,
            "sent" | "送信日時" | "受信日時" | "送信日" | "da gui" | "ngay gui" | "gui luc"
            | "message-id" | "x-mailer" | "received" => MailLine::Sent,
            _ => return,
        };
        self.0.insert(line);
        if matches!(line, MailLine::From | MailLine::To) && value.contains('@') {
            self.0.insert(MailLine::Address);
        }
    }
}

/// Number of filled cells, whatever parts them.
pub fn cells(line: &str) -> usize {
    let by = |part: char| line.split(part).filter(|cell| !cell.trim().is_empty()).count();
    let commas = if line.contains(", ") || line.contains('。') { 0 } else { by(',') };
    by('\t').max(by('|')).max(by(';')).max(commas)
}

fn begins_with_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, 'i' | 'v' | 'x'))
}

/// `1.2 Definitions`, `12.1. Term`.
fn is_numbered_twice(line: &str) -> bool {
    let mut numbers = 0;
    let mut rest = line;
    loop {
        let tail = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        if tail.len() == rest.len() || rest.len() - tail.len() > 2 {
            break;
        }
        numbers += 1;
        let Some(next) = tail.strip_prefix('.') else {
            rest = tail;
            break;
        };
        rest = next;
    }
    numbers >= 2 && rest.starts_with([' ', '\t']) && rest.chars().any(char::is_alphabetic)
}

/// Number of amounts with grouped digits: `1,234` or `1.234.567`.
fn amounts(line: &str) -> usize {
    line.split(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.')))
        .filter(|word| {
            let group = word.rsplit([',', '.']).next().unwrap_or_default();
            word.len() >= 5 && group.len() == 3 && word.contains([',', '.'])
        })
        .count()
}

fn is_machine_readable(line: &str) -> bool {
    let line = line.trim().replace(' ', "");
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '<';
    (28..=46).contains(&line.len())
        && line.bytes().filter(|b| *b == b'<').count() >= 3
        && line.chars().all(fits)
        && line.contains("<<")
}

/// An address at the start, then a time in brackets or a method: an access log.
fn begins_with_address(line: &str) -> bool {
    let first = line.split([' ', '\t', ',']).next().unwrap_or_default();
    first.split('.').count() == 4
        && first.split('.').all(|part| !part.is_empty() && part.parse::<u8>().is_ok())
        && line.contains(':')
}

fn begins_with_time(line: &str) -> bool {
    let line = line.trim_start_matches(['[', '"', '\'', ' ', '(']);
    let line = line.split_once('>').map_or(line, |(head, tail)| {
        if head.starts_with('<') && head.len() <= 4 { tail } else { line }
    });
    let line = line.strip_prefix("date=").unwrap_or(line);
    let shape: String =
        line.chars().take(22).map(|c| if c.is_ascii_digit() { '9' } else { c }).collect();
    let dated = ["9999-99-99", "9999/99/99", "99/99/9999", "9999/9/9", "9999.99.99", "99-99-9999"];
    let month = MONTHS.iter().any(|month| {
        shape.strip_prefix(month).is_some_and(|rest| rest.contains("99:99:99"))
            || shape.contains(month) && shape.starts_with("99/") && shape.contains(":99:99")
    });
    month
        || shape.starts_with("99:99:99")
        || dated.iter().any(|date| {
            shape
                .strip_prefix(date)
                .is_some_and(|rest| rest.contains("9:99") || rest.contains("time="))
        })
}

const MONTHS: &[&str] = &[
    "jan ", "feb ", "mar ", "apr ", "may ", "jun ", "jul ", "aug ", "sep ", "oct ", "nov ", "dec ",
    "/jan/", "/feb/", "/mar/", "/apr/", "/may/", "/jun/", "/jul/", "/aug/", "/sep/", "/oct/",
    "/nov/", "/dec/",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(text: &str) -> Vec<DocClass> {
        let mut shape = Shape::default();
        text.lines().for_each(|line| shape.see(line));
        shape.hints().iter().filter(|hint| hint.proves).map(|hint| hint.class).collect()
    }

    #[test]
    fn shapes_speak_for_their_class() {
        assert!(classes("from: a <a@example.com>\nto: b\nsubject: x").contains(&DocClass::Email));
        assert!(classes("from: tanaka\nto: all\nsubject: x").contains(&DocClass::InternalMemo));
        let log = "jan 12 03:04:05 web sshd[1]: failed\n".repeat(3);
        assert!(classes(&log).contains(&DocClass::Log));
        let zone = "p<vnmnguyen<<van<an<<<<<<<<<<<<<<<<<<<<<<<<<";
        assert!(classes(zone).contains(&DocClass::IdCopy));
        assert!(classes("import os\ndef f(x):\n    return x == 1").contains(&DocClass::SourceCode));
        assert!(classes("we import goods\nand sell them\nevery day").is_empty());
    }
}

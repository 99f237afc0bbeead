//! Deadlines as iCalendar (RFC 5545), for any calendar program.

use crate::assess::Assessment;
use crate::book::Book;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The open deadlines of the assessments; `stamp` is when the file is made.
pub fn calendar(book: &Book, assessments: &[Assessment], stamp: Timestamp) -> String {
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Candor//duties//EN".to_owned(),
    ];
    for one in assessments.iter().filter(|one| one.outcome.is_open() && one.done.is_none()) {
        let (Some(due), Some(duty)) = (one.plan(), book.duties.get(&one.duty)) else { continue };
        let supposed =
            if one.outcome == crate::assess::Outcome::Arises { "" } else { "(if owed) " };
        lines.push("BEGIN:VEVENT".to_owned());
        lines.push(format!("UID:{}@candor", one.id));
        lines.push(format!("DTSTAMP:{}", utc(stamp)));
        if due.whole_day {
            lines.push(format!("DTSTART;VALUE=DATE:{}", due.last_day().strftime("%Y%m%d")));
        } else {
            lines.push(format!("DTSTART:{}", utc(due.at)));
        }
        let summary =
            format!("{supposed}{}: {} ({})", one.company, duty.title, duty.recipient.name);
        lines.push(format!("SUMMARY:{}", escaped(&summary)));
        let body = format!(
            "{} {}\n{}\nlimit: {} local ({}), {} UTC",
            duty.source.law,
            duty.source.clause,
            due.words,
            due.local(),
            due.zone,
            due.utc()
        );
        lines.push(format!("DESCRIPTION:{}", escaped(&body)));
        lines.extend([
            "BEGIN:VALARM".to_owned(),
            "ACTION:DISPLAY".to_owned(),
            "TRIGGER:-P1D".to_owned(),
            format!("DESCRIPTION:{}", escaped(&summary)),
            "END:VALARM".to_owned(),
            "END:VEVENT".to_owned(),
        ]);
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

fn utc(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// A line of at most 75 octets, going on after a space.
fn folded(line: &str) -> String {
    let mut out = String::new();
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > 74 {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
    out
}

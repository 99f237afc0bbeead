//! Tables: headers name the columns, every row is a record. Forms: a label cell and a value cell.
//! Without a header the values themselves tell what a column holds.

mod header;
#[cfg(test)]
mod tests;

use super::Search;
use super::columns::{self, Column, Columns};
use super::draft::{Draft, DraftFinding};
use super::hints::{company_number, extension, of_label};
use super::shown;
use super::value::{Value, check, is_passport, offset_in, small_name, value_of};
use crate::labels::{Meaning, meaning, of_pay};
use crate::names::shape;
use crate::normal::squeeze;
use candor_facts::{Cell, Field, Part, RecordKind, Scheme, Table};
use std::collections::BTreeSet;
use std::ops::Range;

/// What a table gave: its records, and the ranges of text that nothing else needs to read.
#[derive(Debug, Default)]
pub struct Reading {
    pub drafts: Vec<Draft>,
    pub explained: Vec<Range<u32>>,
}

/// Reads a table: the tables that lie in it one below the other, or the form that it is.
pub fn read(part: &Part, number: u32, table: &Table, search: &Search<'_>) -> Reading {
    let rows: Vec<&[Cell]> = table.rows().collect();
    let grid = Grid { part, number, search, of_pay: speaks_of_pay(&part.text) };
    let mut reading = Reading::default();
    let headers = if grid.is_form(&rows) { Vec::new() } else { grid.headers(&rows) };
    let Some((first, ..)) = headers.first() else {
        grid.without_header(&rows, &mut reading);
        return reading;
    };
    grid.form(rows.get(..*first).unwrap_or_default(), &mut reading);
    // The draft of the band before: one header over one row.
    let mut band = None;
    for (at, (start, height, header)) in headers.iter().enumerate() {
        let end = headers.get(at + 1).map_or(rows.len(), |(next, ..)| *next);
        let body = rows.get(start + height..end).unwrap_or_default();
        let mut known = columns::infer(body, |cell| grid.text(cell), header);
        known.take_as_theirs(body, &|cell| grid.text(cell), grid.of_pay);
        let groups = known.groups(body, &|cell| grid.text(cell));
        let further = band.filter(|_| groups.iter().all(|columns| !columns.names_someone()));
        match (body, further.and_then(|at: usize| reading.drafts.get_mut(at))) {
            // Forms and pay slips lay one person's data out in bands.
            ([row], Some(person)) => grid.further_band(row, &groups, person),
            _ => {
                let drafts = reading.drafts.len();
                grid.rows_under(body, &groups, &mut reading);
                band = (body.len() == 1 && reading.drafts.len() == drafts + 1).then_some(drafts);
            }
        }
        let whole = rows.get(*start..end).unwrap_or_default();
        reading.explained.extend(whole.iter().filter_map(|row| span(row)));
    }
    reading
}

/// Rows of a table without header for each different label among its values.
const ROWS_PER_LABEL: usize = 4;

/// Bytes at the head of a paper in which it says what it is about.
const HEAD_BYTES: usize = 1_000;

/// What a label means in a paper of pay that elsewhere is a thing's or a customer's, if the value may be such a number.
pub(super) fn on_a_slip(known: Meaning, label: &str, value: &str) -> Meaning {
    if !matches!(known, Meaning::NotPersonal | Meaning::Hint("customer")) {
        return known;
    }
    match of_pay(label) {
        Some(Meaning::Field(Field::EmployeeId, _)) if super::staff_codes::form(value).is_none() => {
            known
        }
        Some(found) => found,
        None => known,
    }
}

/// Whether a paper is about pay by its first lines.
pub(super) fn speaks_of_pay(text: &str) -> bool {
    const PAY: &[&str] = &[
        "salary",
        "payroll",
        "wages",
        "direct deposit",
        "给与",
        "給与",
        "給料",
        "賞与",
        "賃金",
        "支給額",
        "支給日",
        "支給明細",
        "lương",
        "luong",
        "pay slip",
        "payslip",
        "pay stub",
        "paystub",
        "pay statement",
        "pay advice",
        "earnings statement",
        "gross earnings",
    ];
    let end =
        (0..=text.len().min(HEAD_BYTES)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let head = text.get(..end).unwrap_or_default().to_lowercase();
    PAY.iter().any(|word| head.contains(word))
}

/// The text from the first to the last cell of a row.
fn span(row: &[Cell]) -> Option<Range<u32>> {
    Some(row.first()?.start..row.last()?.end)
}

#[derive(Clone, Copy)]
struct Grid<'a> {
    part: &'a Part,
    number: u32,
    search: &'a Search<'a>,
    /// Whether the paper is about pay.
    of_pay: bool,
}

impl<'a> Grid<'a> {
    fn text(&self, cell: &Cell) -> &'a str {
        let text =
            self.part.text.get(cell.start as usize..cell.end as usize).unwrap_or_default().trim();
        // `="0012345"`, `'0012345`: how lists keep spreadsheets from reading a number.
        let number = |rest: &&str| rest.starts_with(|c: char| c.is_ascii_digit() || c == '+');
        let formula = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
        formula.or_else(|| text.strip_prefix('\'').filter(number)).unwrap_or(text)
    }

    /// Labels down the first column, each with a value that is none beside it.
    fn is_form(&self, rows: &[&[Cell]]) -> bool {
        let wide = rows.iter().filter(|row| row.len() >= 2).count();
        let labelled = rows.iter().filter(|row| {
            row.len() >= 2
                && meaning(self.text(&row[0])).is_some()
                && (meaning(self.text(&row[1])).is_none() || self.is_value(&row[1]))
        });
        let labelled = labelled.count();
        labelled >= 3 && labelled * 2 >= wide
    }

    fn labels(&self, row: &[Cell]) -> usize {
        row.iter().filter(|cell| meaning(self.text(cell)).is_some()).count()
    }

    /// Label cells directly followed by a cell that is no label.
    fn pairs(&self, row: &[Cell]) -> usize {
        row.windows(2)
            .filter(|pair| {
                meaning(self.text(&pair[0])).is_some()
                    && meaning(self.text(&pair[1])).is_none()
                    && self.is_value(&pair[1])
            })
            .count()
    }

    /// Whether a cell beside a label looks like data rather than like another column's title.
    fn is_value(&self, cell: &Cell) -> bool {
        let text = self.text(cell);
        text.chars().filter(char::is_ascii_digit).count() >= 3
            || text.contains('@')
            || shape(text).is_some_and(|shape| shape.plausible >= 0.8)
    }

    /// A table without header: columns by their values, a form turned on its side, or a form.
    fn without_header(&self, rows: &[&[Cell]], reading: &mut Reading) {
        if self.is_turned(rows) {
            self.turned(rows, reading);
            return;
        }
        if let Some(columns) = self.under_unknown_titles(rows) {
            let body = rows.get(1..).unwrap_or_default();
            self.rows_under(body, &columns.groups(body, &|cell| self.text(cell)), reading);
            reading.explained.extend(rows.iter().filter_map(|row| span(row)));
            return;
        }
        if self.has_few_labels(rows) {
            let inferred = columns::infer(rows, |cell| self.text(cell), &Columns::default());
            if inferred.names_someone() {
                self.rows_under(rows, &[inferred], reading);
                reading.explained.extend(rows.iter().filter_map(|row| span(row)));
                return;
            }
        }
        self.form(rows, reading);
    }

    /// Whether the words of labels are values among others: `QA` down a column of departments.
    fn has_few_labels(&self, rows: &[&[Cell]]) -> bool {
        let cells = rows.iter().flat_map(|row| row.iter()).map(|cell| self.text(cell));
        let labels: BTreeSet<&str> = cells.filter(|text| meaning(text).is_some()).collect();
        labels.len() * ROWS_PER_LABEL <= rows.len()
    }

    /// Labels down the first column and several values beside each: one person a column.
    fn is_turned(&self, rows: &[&[Cell]]) -> bool {
        let beside = rows.iter().filter(|row| {
            row.len() >= 3
                && row.first().is_some_and(|cell| meaning(self.text(cell)).is_some())
                && row.iter().skip(1).all(|cell| meaning(self.text(cell)).is_none())
        });
        let names = rows
            .iter()
            .filter_map(|row| meaning(self.text(row.first()?)))
            .filter(|known| matches!(known, Meaning::Field(Field::Name, _) | Meaning::GivenName));
        beside.count() >= 2 && names.count() == 1
    }

    fn turned(&self, rows: &[&[Cell]], reading: &mut Reading) {
        let columns: BTreeSet<u32> =
            rows.iter().flat_map(|row| row.iter().skip(1)).map(|cell| cell.column).collect();
        for column in columns {
            let mut draft = Draft::new(
                RecordKind::Block,
                self.number,
                format!("column {}", Cell { row: 0, column, start: 0, end: 0 }.address()),
            );
            let mut pieces = Pieces::default();
            for row in rows {
                let label = row.first().map(|cell| self.text(cell)).unwrap_or_default();
                let cell = row.iter().skip(1).find(|cell| cell.column == column);
                if let (Some(meaning), Some(cell)) = (meaning(label), cell) {
                    self.take(cell, meaning, label, &mut draft, &mut pieces);
                }
            }
            self.finish(&pieces, &mut draft);
            reading.drafts.push(draft);
        }
        reading.drafts.retain(Draft::identifies_someone);
        reading.explained.extend(rows.iter().filter_map(|row| span(row)));
    }

    /// One record a row for each group of columns; what stands beside nobody in a group's columns is
    /// the person's before it.
    fn rows_under(&self, rows: &[&[Cell]], groups: &[Columns], reading: &mut Reading) {
        for row in rows.iter().filter(|row| !self.is_sample(row) && !self.is_heading(row, groups)) {
            let (mut here, mut beside): (Vec<Draft>, Vec<Draft>) = (Vec::new(), Vec::new());
            for columns in groups.iter().filter(|columns| !self.repeats(row, columns)) {
                let (mut draft, mut others) = self.record(row, columns);
                let of_person = columns.names_someone() || draft.identifies_someone();
                others.extend(self.remarks(row, columns, of_person, &mut draft));
                match here.last_mut() {
                    _ if draft.identifies_someone() => here.push(draft),
                    // The birth of a child whose name cannot be read is not the parent's.
                    _ if columns.name_relatives() => beside.push(draft),
                    Some(before) => {
                        let fresh =
                            draft.findings.into_iter().filter(|one| one.field != Field::Name);
                        before.findings.extend(fresh);
                    }
                    None => {}
                }
                beside.extend(others);
            }
            reading.drafts.extend(here.into_iter().chain(beside));
        }
    }

    /// Gives what a row below another header says to the person of the band above.
    fn further_band(&self, row: &[Cell], groups: &[Columns], person: &mut Draft) {
        for columns in groups {
            let (draft, _) = self.record(row, columns);
            draft.hints.iter().for_each(|hint| person.hint(hint));
            person.findings.extend(draft.findings);
        }
    }

    /// A row that heads those below it: little but one title in the column of names (`A | TĂNG LĐ`).
    fn is_heading(&self, row: &[Cell], groups: &[Columns]) -> bool {
        let filled: Vec<&Cell> = row.iter().filter(|cell| !self.text(cell).is_empty()).collect();
        let columns: usize = groups.iter().map(Columns::len).sum();
        let title = |cell: &&&Cell| {
            let text = self.text(cell);
            let named = shape(text).is_some_and(|shape| shape.full && shape.plausible >= 0.8);
            let loud =
                text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase);
            loud && !named && !text.bytes().any(|b| b.is_ascii_digit())
        };
        columns >= 4
            && (1..=2).contains(&filled.len())
            && filled.iter().filter(title).count() == filled.len()
    }

    /// Rows that show how to fill the table in (記入例, sample).
    fn is_sample(&self, row: &[Cell]) -> bool {
        let first = row.iter().map(|cell| self.text(cell)).find(|text| !text.is_empty());
        first.is_some_and(is_sample_number)
            || row.iter().any(|cell| is_told_a_sample(self.text(cell)))
            || row.iter().take(3).any(|cell| is_sample_cell(self.text(cell)))
            || row.iter().take(TRIAL_CELLS).any(|cell| is_trial(self.text(cell)))
    }

    fn repeats(&self, row: &[Cell], columns: &Columns) -> bool {
        let same = row.iter().filter(|cell| {
            columns.get(cell.column).is_some_and(|column| column.label == self.text(cell))
        });
        same.count() >= 2
    }

    /// The record of a row, and one for each further person whom a column without header names.
    fn record(&self, row: &[Cell], columns: &Columns) -> (Draft, Vec<Draft>) {
        let number = row.first().map_or(0, |cell| cell.row) + 1;
        let new = || Draft::new(RecordKind::Row, self.number, format!("row {number}"));
        let (mut draft, mut others) = (new(), Vec::new());
        let mut pieces = Pieces::default();
        for cell in row {
            let Some(column) = columns.get(cell.column) else { continue };
            let mut own = new();
            let plain =
                |at: u32| columns.get(at).is_none_or(|known| known.meaning == Meaning::NotPersonal);
            let beside = row
                .iter()
                .filter(|other| other.column.abs_diff(cell.column) == 1 && plain(other.column));
            let meaning = shown::field_of(
                column.meaning,
                self.text(cell),
                beside.map(|other| self.text(other)),
            );
            self.take(cell, meaning, &column.label, &mut own, &mut pieces);
            if column.people && own.findings.is_empty() {
                self.lone_name(cell, &column.label, &mut own);
            }
            if column.inferred {
                for finding in &mut own.findings {
                    "values of the column".clone_into(&mut finding.evidence.detector);
                    finding.evidence.header = None;
                    finding.confidence *= 0.9;
                }
            }
            let second =
                column.inferred && own.has(Field::Name) && columns.named_before(cell.column);
            if second {
                others.push(own);
            } else {
                own.hints.iter().for_each(|hint| draft.hint(hint));
                draft.findings.append(&mut own.findings);
            }
        }
        self.finish(&pieces, &mut draft);
        (draft, others)
    }

    /// A name of one word in a column of whole names: `THIHA`, `Jyoti`.
    fn lone_name(&self, cell: &Cell, label: &str, draft: &mut Draft) {
        let text = self.text(cell);
        if let Some(value) = super::value::lone_name(text) {
            draft.findings.push(self.finding(Field::Name, value, cell, label));
        }
    }

    fn finish(&self, pieces: &Pieces, draft: &mut Draft) {
        self.join(&pieces.names, Field::Name, draft);
        if pieces.address.len() >= 2 {
            self.join(&pieces.address, Field::Address, draft);
        }
    }

    /// What detectors find in remarks and, in the rows of persons, in the cells whose columns no header explains
    /// and in those that hold more than their header says; the header's words count as context. Other persons whom a cell names
    /// (`高坂 久美（妻）048-833-7106`) come out as records of their own.
    fn remarks(
        &self,
        row: &[Cell],
        columns: &Columns,
        of_person: bool,
        draft: &mut Draft,
    ) -> Vec<Draft> {
        let mut others = Vec::new();
        for cell in row.iter().filter(|cell| !columns.is_elsewhere(cell.column)) {
            let label = match columns.get(cell.column) {
                Some(column) if column.meaning == Meaning::Remarks => &column.label,
                _ if !of_person => continue,
                None => columns.title(cell.column),
                Some(column) if matches!(column.meaning, Meaning::Field(..)) => &column.label,
                Some(_) => continue,
            };
            let text = self.text(cell);
            let read = draft
                .findings
                .iter()
                .any(|known| known.range.start < cell.end && cell.start < known.range.end);
            if read || text.len() < 5 {
                continue;
            }
            let found = self.found_in(cell, text, label, draft.has(Field::Name));
            let names = found.iter().filter(|finding| finding.field == Field::Name).count();
            let mut other: Option<Draft> = None;
            for finding in found {
                let named = finding.field == Field::Name;
                // A cell that is nothing but a name, in a row that has none: the row's own.
                if named
                    && names == 1
                    && !draft.has(Field::Name)
                    && finding.raw.trim() == text.trim()
                {
                    draft.findings.push(finding);
                    continue;
                }
                if named && draft.findings.iter().any(|known| known.raw == finding.raw) {
                    others.extend(other.take());
                    continue;
                }
                if named {
                    others.extend(other.take());
                    let mut own = Draft::new(RecordKind::Row, self.number, draft.place.clone());
                    own.findings.push(finding);
                    other = Some(own);
                } else if names > 0 && other.is_some() {
                    other.iter_mut().for_each(|own| own.findings.push(finding.clone()));
                } else if !draft.has(finding.field) {
                    draft.findings.push(finding);
                } else if finding.field == Field::Phone
                    && columns.get(cell.column).is_some_and(Column::is_phone)
                    && draft.findings.iter().all(|one| one.normalized != finding.normalized)
                {
                    // Whose the second one is, nobody says.
                    let mut nobodys = Draft::new(RecordKind::Row, self.number, draft.place.clone());
                    nobodys.loose = true;
                    nobodys.findings.push(finding);
                    others.push(nobodys);
                }
            }
            others.extend(other);
        }
        others
    }

    /// What detectors and the tagger find in a cell, in the order of its text.
    fn found_in(&self, cell: &Cell, text: &str, label: &str, of_person: bool) -> Vec<DraftFinding> {
        let joined = format!("{label}: {text}");
        let shift = joined.len() - text.len();
        let raw = self.part.text.get(cell.start as usize..cell.end as usize).unwrap_or_default();
        let lead = raw.len() - raw.trim_start().len();
        let search = &super::Search { of_person, ..*self.search };
        let hits = super::free::hits(&joined, &super::Explained::default(), search);
        let placed = hits.into_iter().filter_map(|hit| {
            let at = (hit.start as usize).checked_sub(shift)?;
            let at = u32::try_from(at + lead).ok()?;
            let length = hit.end - hit.start;
            let mut finding = DraftFinding::free(&hit, &joined);
            finding.range = cell.start + at..cell.start + at + length;
            finding.cell = Some(cell.address());
            Some(finding)
        });
        placed.collect()
    }

    fn take(
        &self,
        cell: &Cell,
        meaning: Meaning,
        label: &str,
        draft: &mut Draft,
        pieces: &mut Pieces,
    ) {
        let text = self.text(cell);
        match meaning {
            Meaning::Field(field, scheme) => {
                let text = value_of(field, text);
                let (field, value) = match (check(field, scheme, text), field) {
                    // `Số giấy tờ` holds whichever paper somebody showed.
                    (Some(Value { scheme: None, .. }), Field::NationalId) if is_passport(text) => {
                        match check(Field::Passport, None, text) {
                            Some(value) => (Field::Passport, value),
                            None => return,
                        }
                    }
                    (Some(value), _) => (field, value),
                    (None, Field::Name) => match small_name(text) {
                        Some(value) => (Field::Name, value),
                        None => return,
                    },
                    // `連絡先` holds whichever the person gave.
                    (None, Field::Phone) => match check(Field::Email, None, text) {
                        Some(value) => (Field::Email, value),
                        None => {
                            extension(label, text).into_iter().for_each(|hint| draft.hint(hint));
                            return;
                        }
                    },
                    _ => return,
                };
                draft.findings.push(self.finding(field, value, cell, label));
                of_label(label).into_iter().for_each(|hint| draft.hint(hint));
            }
            Meaning::FamilyName | Meaning::MiddleName | Meaning::GivenName => {
                pieces.names.push(*cell);
            }
            Meaning::AddressPiece => pieces.address.push(*cell),
            // 登録番号 is a firm's with the tax office, and a car's with the road office.
            Meaning::Company | Meaning::NotPersonal if crate::detect::is_plate(text) => {
                if let Some(value) = check(Field::VehiclePlate, None, text) {
                    draft.findings.push(self.finding(Field::VehiclePlate, value, cell, label));
                }
            }
            // A person has a tax code of the firm's kind, which begins with 8.
            Meaning::Company if is_personal_tax_code(label, text) => {
                if let Some(value) = check(Field::TaxId, Some(Scheme::VnMst), text) {
                    draft.findings.push(self.finding(Field::TaxId, value, cell, label));
                }
            }
            Meaning::Company => {
                company_number(label, text).into_iter().for_each(|hint| draft.hint(&hint));
            }
            Meaning::Hint(hint) if !text.is_empty() => draft.hint(hint),
            Meaning::Hint(_)
            | Meaning::Reading
            | Meaning::PostalCode
            | Meaning::NotPersonal
            | Meaning::Remarks => {}
        }
    }

    fn finding(&self, field: Field, value: Value, cell: &Cell, label: &str) -> DraftFinding {
        let text = self.text(cell);
        let own = value_of(field, text);
        let mut range = cell.start..cell.end;
        let whole = self.part.text.get(cell.start as usize..cell.end as usize).unwrap_or(text);
        if own.len() < whole.trim().len() {
            let number = |bytes: usize| u32::try_from(bytes).unwrap_or(0);
            let start = cell.start + number(offset_in(whole, own));
            range = start..start + number(own.len());
        }
        let mut finding = DraftFinding::labelled(field, value, range, own, label);
        finding.cell = Some(cell.address());
        "column".clone_into(&mut finding.evidence.detector);
        finding
    }

    /// One finding over several neighbouring cells that hold the pieces of one value.
    fn join(&self, cells: &[Cell], field: Field, draft: &mut Draft) {
        if draft.has(field) {
            return;
        }
        let (Some(first), Some(last)) = (cells.first(), cells.last()) else { return };
        let joined: Vec<&str> =
            cells.iter().map(|cell| self.text(cell)).filter(|text| !text.is_empty()).collect();
        let Some(value) = check(field, None, &joined.join(" ")) else { return };
        let mut finding = self.finding(field, value, first, "columns side by side");
        let neighbours = cells.windows(2).all(|pair| pair[1].column == pair[0].column + 1);
        if let Some(raw) =
            self.part.text.get(first.start as usize..last.end as usize).filter(|_| neighbours)
        {
            finding.range = first.start..last.end;
            raw.clone_into(&mut finding.raw);
        }
        draft.findings.push(finding);
    }

    /// A form: label cell, value cell, in one or more pairs a row. One form is one subject until
    /// a second name begins the next.
    fn form(&self, rows: &[&[Cell]], reading: &mut Reading) {
        let mut drafts = Vec::new();
        let mut draft = self.new_form(rows);
        let mut pieces = Pieces::default();
        for row in rows {
            // Behind a mark of its own, what follows shows how to fill the form in.
            let mut filled = row.iter().filter(|cell| !self.text(cell).is_empty());
            let only = filled.next().filter(|_| filled.next().is_none());
            if only.is_some_and(|cell| super::pairs::is_sample(self.text(cell))) {
                let rest = rows.iter().skip_while(|other| !std::ptr::eq(**other, *row));
                reading.explained.extend(rest.filter_map(|row| span(row)));
                break;
            }
            row.iter().for_each(|cell| self.inline(cell, &mut draft));
            let mut at = 0;
            while let (Some(label), Some(value)) = (row.get(at), row.get(at + 1)) {
                at += 1;
                let text = self.text(label);
                // What only papers of pay have a word for is weighed with its value below.
                let of_pay = || of_pay(text).filter(|_| self.of_pay);
                let Some(known) = meaning(text).or_else(|| of_pay().map(|_| Meaning::NotPersonal))
                else {
                    continue;
                };
                if meaning(self.text(value)).is_some() && !self.is_value(value) {
                    continue;
                }
                let known = self.on_a_slip(known, text, self.text(value));
                let second =
                    matches!(known, Meaning::Field(Field::Name, _)) && draft.has(Field::Name);
                if second {
                    self.finish(&std::mem::take(&mut pieces), &mut draft);
                    drafts.push(std::mem::replace(&mut draft, self.new_form(&[row])));
                }
                self.take(value, known, text, &mut draft, &mut pieces);
                if matches!(known, Meaning::Company | Meaning::NotPersonal) {
                    reading.explained.push(value.start..value.end);
                }
                at += 1;
            }
        }
        self.finish(&pieces, &mut draft);
        drafts.push(draft);
        drafts.retain(Draft::identifies_someone);
        let found = drafts.iter().flat_map(|draft| &draft.findings);
        reading.explained.extend(found.map(|finding| finding.range.clone()));
        reading.drafts.extend(drafts);
    }

    /// What a label of a paper of pay is about, where elsewhere it says of no person what it is.
    fn on_a_slip(&self, known: Meaning, label: &str, value: &str) -> Meaning {
        if self.of_pay { on_a_slip(known, label, value) } else { known }
    }

    /// `性別　男` in one cell: a label, a gap and its value.
    fn inline(&self, cell: &Cell, draft: &mut Draft) {
        let text = self.text(cell);
        let raw = self.part.text.get(cell.start as usize..cell.end as usize).unwrap_or_default();
        let lead = raw.len() - raw.trim_start().len();
        for (at, gap) in
            text.char_indices().filter(|(_, c)| matches!(c, ' ' | '\u{3000}' | ':' | '：'))
        {
            let (label, value) =
                (text.get(..at).unwrap_or_default(), text.get(at + gap.len_utf8()..));
            let label = label.rsplit([' ', '\u{3000}']).next().unwrap_or(label);
            let (Some(Meaning::Field(field, scheme)), Some(value)) = (meaning(label), value) else {
                continue;
            };
            let value = value_of(field, value.trim());
            let words = matches!(
                field,
                Field::Education | Field::Employer | Field::Department | Field::JobTitle
            );
            if words {
                continue;
            }
            let Some(found) = check(field, scheme, value).filter(|_| !draft.has(field)) else {
                continue;
            };
            let Some(from) = text.find(value).and_then(|at| u32::try_from(lead + at).ok()) else {
                continue;
            };
            let mut finding = self.finding(field, found, cell, label);
            finding.range =
                cell.start + from..cell.start + from + u32::try_from(value.len()).unwrap_or(0);
            value.clone_into(&mut finding.raw);
            draft.findings.push(finding);
            return;
        }
    }

    fn new_form(&self, rows: &[&[Cell]]) -> Draft {
        let row = rows.first().and_then(|row| row.first()).map_or(0, |cell| cell.row);
        Draft::new(RecordKind::Block, self.number, format!("form from row {}", row + 1))
    }
}

fn is_personal_tax_code(label: &str, text: &str) -> bool {
    let label = crate::normal::plain(label);
    ["mst", "thue"].iter().any(|word| label.contains(word))
        && crate::detect::ids::is_personal_tax_code(text)
}

/// A longer cell is a remark.
const TRIAL_BYTES: usize = 24;

/// Cells of a row among which one may say that it was typed to try a system out: number, name, mail.
const TRIAL_CELLS: usize = 4;

/// Whether a cell says that its row shows how to fill in; `Sample room` is where somebody works.
fn is_sample_cell(text: &str) -> bool {
    let behind = text.get("sample ".len()..).filter(|_| text.to_lowercase().starts_with("sample "));
    let place =
        behind.is_some_and(|rest| rest.starts_with(char::is_alphabetic) && !rest.contains(':'));
    !place && super::pairs::is_sample(&squeeze(text))
}

/// Whether the first cell of a row says `e.g.`, `Sample` or `SAMPLE-01` where others have their number; a `Sample
/// room` is a place of work.
fn is_sample_number(text: &str) -> bool {
    const MARKS: &[&str] = &[
        "eg",
        "e.g.",
        "ex.",
        "vd",
        "例",
        "例)",
        "sample",
        "example",
        "specimen",
        "記入例",
        "見本",
    ];
    let lower = text.to_lowercase();
    let bare = lower.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '#' | ' '));
    MARKS.contains(&lower.as_str()) || MARKS.contains(&bare)
}

/// Whether a remark, or a name that stands for nobody, shows that its row is made up.
fn is_told_a_sample(text: &str) -> bool {
    const TOLD: &[&str] = &[
        "sample line",
        "sample row",
        "sample only",
        "example row",
        "example only",
        "記入例",
        "dòng mẫu",
        "dữ liệu mẫu",
    ];
    const HEADS: &[&str] = &["example:", "(例)", "ví dụ:"];
    let lower = text.to_lowercase();
    let named = text.contains([' ', ',']) && crate::names::is_placeholder(text);
    named
        || TOLD.iter().any(|mark| lower.contains(mark))
        || HEADS.iter().any(|mark| lower.trim_start().starts_with(mark))
}

/// Whether a cell shows that its row was typed to try a system out.
fn is_trial(text: &str) -> bool {
    const TRIALS: &[&str] = &[
        "test",
        "テスト",
        "テスト太郎",
        "動作確認",
        "ダミー",
        "dummy",
        "sample",
        "test user",
        "削除可",
    ];
    let lower = text.trim().to_lowercase();
    let mut words = lower.split([' ', ',']);
    if lower.len() < TRIAL_BYTES
        && words.any(|word| matches!(word, "example" | "specimen" | "dummy"))
    {
        return true;
    }
    let text = text.trim();
    let words: Vec<&str> =
        text.split([' ', '\u{3000}', ',']).filter(|word| !word.is_empty()).collect();
    let trial = |word: &&str| TRIAL_WORDS.contains(word);
    // `Nguyen Van Test`, not `Blood test`: what stands before is a name.
    let is_name =
        |rest: &[&str]| shape(&rest.join(" ")).is_some_and(|shape| shape.plausible >= 0.6);
    let named = match words.as_slice() {
        [first, second] if trial(first) => !WORK_AT_TESTS.contains(&second.to_lowercase().as_str()),
        [rest @ .., last] if (1..=3).contains(&rest.len()) => trial(last) && is_name(rest),
        _ => false,
    };
    lower.len() < TRIAL_BYTES && named
        || TRIALS.contains(&lower.as_str())
        || lower.starts_with("test@")
}

/// Words that make a name one of a trial.
const TRIAL_WORDS: &[&str] = &["Test", "TEST", "Demo", "DEMO", "テスト", "ダミー", "テスト子"];

/// What people are and have who test.
const WORK_AT_TESTS: &[&str] = &[
    "engineer",
    "engineering",
    "lead",
    "leader",
    "technician",
    "tech",
    "manager",
    "analyst",
    "operator",
    "line",
    "room",
    "house",
    "bench",
    "lab",
    "center",
    "centre",
    "team",
    "department",
    "dept",
    "担当",
    "エンジニア",
];

/// Cells of a row that make up one value together.
#[derive(Default)]
struct Pieces {
    names: Vec<Cell>,
    address: Vec<Cell>,
}

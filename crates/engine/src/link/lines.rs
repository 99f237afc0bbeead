//! Running text: label and value on one line, address blocks, signatures, names with honorifics,
//! and identifiers wherever they stand.

#[cfg(test)]
mod tests;

use super::draft::{Draft, DraftFinding};
use super::hints::of_label;
use super::pairs::{Line, Pair, is_gap, lines, pairs, pieces};
use super::shown;
use super::table::{on_a_slip, speaks_of_pay};
use super::value::{Value, bare_name, check, names_in, offset_in, value_of};
use super::{Explained, Search, free};
use crate::detect::Hit;
use crate::fold::half;
use crate::labels::Meaning;
use crate::names::shape;
use candor_facts::{Field, Part, RecordKind};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

/// Lines without a label after which a run of labelled lines ends.
const QUIET_LINES_MAX: usize = 6;

/// Words that show that a block speaks for an organisation.
const ORGANISATION_MARKS: &[&str] = &[
    "株式会社",
    "有限会社",
    "合同会社",
    "(株)",
    "（株）",
    "㈱",
    "御中",
    "Co., Ltd",
    "Co.,Ltd",
    "Inc.",
    " Inc",
    "LLC",
    "Ltd",
    "Corporation",
    "Corp.",
    "GmbH",
    "Công ty",
    "CÔNG TY",
    "TNHH",
    "JSC",
];

/// Reads the text of a part outside of the ranges that its tables explain.
pub fn read(part: &Part, number: u32, explained: &Explained, search: &Search<'_>) -> Vec<Draft> {
    let text = part.text.as_str();
    let lines = lines(text);
    let is_free = |range: &Range<u32>| explained.is_free(range);
    let samples = free::samples(text);
    let hits = free::hits(text, explained, search);
    let pairs: Vec<Pair<'_>> = pairs(&lines)
        .into_iter()
        .filter(|pair| pair.values.iter().all(|v| is_free(&span(v))))
        .filter(|pair| !samples.iter().any(|range| range.contains(&lines[pair.line].start)))
        .collect();
    let mut reader = Reader {
        text,
        number,
        lines: &lines,
        drafts: Vec::new(),
        known: BTreeMap::new(),
        weak: Vec::new(),
        phones: HashMap::new(),
    };
    reader.labelled(&pairs);
    reader.phones = labelled_phones(&reader.drafts);
    reader.blocks(&hits);
    let mut drafts = reader.drafts;
    drafts.append(&mut reader.weak);
    drafts
}

/// The first draft that holds each telephone behind a label.
fn labelled_phones(drafts: &[Draft]) -> HashMap<String, usize> {
    let mut phones = HashMap::new();
    for (at, draft) in drafts.iter().enumerate() {
        let labelled = |finding: &&DraftFinding| {
            finding.field == Field::Phone && finding.evidence.header.is_some()
        };
        for finding in draft.findings.iter().filter(labelled) {
            phones.entry(finding.normalized.clone()).or_insert(at);
        }
    }
    phones
}

/// Whether a label asks for what is told of persons alone: contacts and firms stand in letterheads too.
const fn is_of_one_person(meaning: Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Field(
            Field::Gender
                | Field::DateOfBirth
                | Field::EmployeeId
                | Field::NationalId
                | Field::HealthInsurance
                | Field::DriverLicence
                | Field::Passport
                | Field::ResidenceCard
                | Field::Nationality
                | Field::Salary
                | Field::Medical,
            _
        )
    )
}

fn span(range: &Range<usize>) -> Range<u32> {
    u32::try_from(range.start).unwrap_or(u32::MAX)..u32::try_from(range.end).unwrap_or(u32::MAX)
}

struct Reader<'a, 'b> {
    text: &'a str,
    number: u32,
    lines: &'b [Line<'a>],
    drafts: Vec<Draft>,
    /// Findings by where they begin: where they end, and which draft holds them.
    known: BTreeMap<u32, (u32, usize)>,
    /// Drafts about nobody known.
    weak: Vec<Draft>,
    /// The first draft in which a label gives each telephone.
    phones: HashMap<String, usize>,
}

impl<'a> Reader<'a, '_> {
    fn draft(&self, line: usize) -> Draft {
        Draft::new(RecordKind::Block, self.number, format!("line {}", line + 1))
    }

    /// Runs of labelled lines: each run, or each name in it, is a record.
    fn labelled(&mut self, pairs: &[Pair<'_>]) {
        let mut draft = self.draft(0);
        let mut others = Vec::new();
        let mut last_line = 0;
        let (of_firms, of_pay) = (of_firms(pairs), speaks_of_pay(self.text));
        for (at, pair) in pairs.iter().enumerate() {
            let again = |field| {
                matches!(pair.meaning, Meaning::Field(known, _) if known == field)
                    && draft.has(field)
            };
            let new_subject = again(Field::Name) || pair.set && again(Field::EmployeeId);
            let other_line = (pair.set || draft.of_line) && pair.line != last_line;
            let lead = if at == 0 { 0 } else { last_line + 1 };
            let head = is_of_one_person(pair.meaning).then(|| self.head(lead..pair.line)).flatten();
            let quiet = pair.line > last_line + QUIET_LINES_MAX;
            if new_subject || other_line || head.is_some() || quiet {
                let next = self.draft(pair.line);
                self.close(std::mem::replace(&mut draft, next));
            }
            draft.findings.extend(head);
            last_line = pair.line;
            if draft.findings.is_empty() {
                draft.of_line = pair.set;
            }
            match self.shown(pair, of_pay) {
                Meaning::Field(Field::Phone | Field::Address, _)
                    if self.letterhead_since_name(&draft, pair, pairs) => {}
                Meaning::Field(Field::Phone | Field::Address, _)
                    if of_firms.contains(&at)
                        || !is_phone(pair)
                            && !draft.has(Field::Name)
                            && self.is_under_a_firm(pair)
                        || is_phone(pair)
                            && (is_main_line(self.text, pair)
                                || self.is_desk_line(pair, pairs)) =>
                {
                    // Nobody's: no pattern shall find it again.
                    let ranges = pair.values.iter().rev().take(if is_main_line(self.text, pair) {
                        1
                    } else {
                        usize::MAX
                    });
                    for range in ranges.map(span) {
                        self.known.insert(range.start, (range.end, usize::MAX));
                    }
                }
                Meaning::Field(field, scheme) => {
                    let value = pair.values.iter().find_map(|range| {
                        let range = self.trimmed(range);
                        let whole = self.text.get(range.clone())?;
                        let text = value_of(field, whole);
                        let start = range.start + offset_in(whole, text);
                        Some((start..start + text.len(), check(field, scheme, text)?))
                    });
                    let Some((range, value)) =
                        value.or_else(|| self.several(field, pair, &mut others))
                    else {
                        continue;
                    };
                    draft.findings.push(self.labelled_finding(field, value, range, pair.label));
                    of_label(pair.label).into_iter().for_each(|hint| draft.hint(hint));
                }
                Meaning::Hint(hint) => draft.hint(hint),
                _ => {}
            }
        }
        self.close(draft);
        others.into_iter().for_each(|own| self.close(own));
    }

    /// What a pair is about, where the words of its line or the line above name the paper that a number is of.
    fn shown(&self, pair: &Pair<'_>, of_pay: bool) -> Meaning {
        let value = pair.values.last().map(|range| self.trimmed(range));
        let text = value.and_then(|range| self.text.get(range)).unwrap_or_default();
        let label = offset_in(self.text, pair.label);
        let above = pair.line.checked_sub(1).and_then(|line| self.lines.get(line));
        let above =
            above.filter(|line| label >= line.start + line.text.len()).map(|line| line.text);
        let before = self.lines.get(pair.line).and_then(|line| self.text.get(line.start..label));
        let slip = of_pay.then(|| on_a_slip(pair.meaning, pair.label, text));
        let meaning = slip.unwrap_or(pair.meaning);
        shown::field_of(meaning, text, above.into_iter().chain(before))
    }

    /// A name alone on the line above labelled values, as sections and cards of persons begin: `## 大庭 佐和子`,
    /// `1. Ann Smith`. At most one empty line may lie between.
    fn head(&self, lines: Range<usize>) -> Option<DraftFinding> {
        const MARKS: &str = "#*-・■●◆▼○.)）(（、";
        let filled = |at: &usize| self.lines.get(*at).is_some_and(|line| !is_gap(line.text));
        let at = lines.clone().rev().take(2).find(filled)?;
        let line = self.lines.get(at)?;
        let mark = |c: char| c.is_whitespace() || c.is_ascii_digit() || MARKS.contains(c);
        let start = line.start + (line.text.len() - line.text.trim_start_matches(mark).len());
        let end = line.start + line.text.trim_end_matches([' ', '*', '#', ':', '：']).len();
        (start < end).then(|| self.name_in(start..end, "at the head of the lines")).flatten()
    }

    /// A plain `TEL` in a signature that names a firm and a mobile besides: the firm's number.
    fn is_desk_line(&self, pair: &Pair<'_>, pairs: &[Pair<'_>]) -> bool {
        let near = |line: usize| line.abs_diff(pair.line) <= 3;
        // Pairs come in the order of their lines.
        let first = pairs.partition_point(|other| other.line + 3 < pair.line);
        let around = pairs.get(first..).unwrap_or_default().iter();
        let mobile = around
            .take_while(|other| near(other.line))
            .any(|other| is_phone(other) && is_own(other.label));
        let from = pair.line.saturating_sub(4);
        let around = self.lines.get(from..=pair.line).unwrap_or_default();
        !is_own(pair.label)
            && mobile
            && around
                .iter()
                .any(|line| ORGANISATION_MARKS.iter().any(|mark| line.text.contains(mark)))
    }

    /// Whether an address stands right under the name of a firm, or on its line, as letterheads have it.
    fn is_under_a_firm(&self, pair: &Pair<'_>) -> bool {
        let from = pair.line.saturating_sub(FIRM_LINES);
        let above = self.lines.get(from..=pair.line).unwrap_or_default();
        !is_own(pair.label)
            && above
                .iter()
                .any(|line| ORGANISATION_MARKS.iter().any(|mark| line.text.contains(mark)))
    }

    /// A label before several names: gives the first, and puts a draft for each of the rest aside.
    fn several(
        &self,
        field: Field,
        pair: &Pair<'_>,
        others: &mut Vec<Draft>,
    ) -> Option<(Range<usize>, Value)> {
        let whole = pair.values.first().filter(|_| field == Field::Name)?;
        let text = self.text.get(whole.clone())?;
        let names = names_in(text);
        if names.len() < 2 {
            return None;
        }
        let mut first = None;
        let mut from = 0;
        for name in names {
            let at = from + text.get(from..)?.find(name)?;
            from = at + name.len();
            let range = whole.start + at..whole.start + from;
            let Some(value) = check(Field::Name, None, name) else { continue };
            if first.is_none() {
                first = Some((range, value));
                continue;
            }
            let mut own = self.draft(pair.line);
            own.findings.push(self.labelled_finding(field, value, range, pair.label));
            others.push(own);
        }
        first
    }

    /// Whether between the subject's name and this label a line without label names an
    /// organisation: then the telephone or address below it is the organisation's.
    fn letterhead_since_name(&self, draft: &Draft, pair: &Pair<'_>, pairs: &[Pair<'_>]) -> bool {
        let name = draft.findings.iter().find(|finding| finding.field == Field::Name);
        let Some(name) = name.map(|finding| finding.range.start as usize) else { return false };
        let from = self.lines.partition_point(|line| line.start <= name).saturating_sub(1);
        (from + 1..=pair.line).any(|at| {
            let labelled = pairs.iter().any(|other| other.line == at && at != pair.line);
            !labelled
                && self.lines.get(at).is_some_and(|line| {
                    ORGANISATION_MARKS.iter().any(|mark| line.text.contains(mark))
                })
        })
    }

    fn labelled_finding(
        &self,
        field: Field,
        value: Value,
        range: Range<usize>,
        label: &str,
    ) -> DraftFinding {
        let range = if field == Field::Name { self.without_honorific(range) } else { range };
        let raw = self.text.get(range.clone()).unwrap_or_default();
        DraftFinding::labelled(field, value, span(&range), raw, label.trim())
    }

    fn without_honorific(&self, range: Range<usize>) -> Range<usize> {
        let raw = self.text.get(range.clone()).unwrap_or_default();
        let bare = bare_name(raw);
        let bare = bare.split(['（', '(']).next().unwrap_or(bare).trim();
        match raw.find(bare) {
            Some(at) if !bare.is_empty() => range.start + at..range.start + at + bare.len(),
            _ => range,
        }
    }

    /// Without blanks and the dots and lines that forms draw to be written on.
    fn trimmed(&self, range: &Range<usize>) -> Range<usize> {
        let raw = self.text.get(range.clone()).unwrap_or_default();
        let drawn = |c: char| c.is_whitespace() || matches!(c, '_' | '…');
        let head = raw.trim_start_matches(|c: char| drawn(c) || c == '.');
        let start = range.start + (raw.len() - head.len());
        start..start + head.trim_end_matches(drawn).len()
    }

    fn close(&mut self, draft: Draft) {
        if draft.identifies_someone() {
            self.keep(draft);
        } else if !draft.findings.is_empty() {
            // Free text may still give these values to somebody.
            self.weak.push(draft);
        }
    }

    /// Findings that belong to nobody known.
    fn let_loose(&mut self, line: usize, findings: Vec<DraftFinding>) {
        if findings.is_empty() {
            return;
        }
        let mut draft = self.draft(line);
        draft.findings = findings;
        draft.loose = true;
        self.keep(draft);
    }

    /// Whether the lines around a block speak for an organisation, or the block is a bare contact
    /// line: then a telephone or address in it is the organisation's. A mobile is one person's on a bare line too.
    fn is_contact_line(&self, from: usize, to: usize, finding: &DraftFinding) -> bool {
        let around = self.lines.get(from.saturating_sub(3)..(to + 2).min(self.lines.len()));
        let organisation = around
            .into_iter()
            .flatten()
            .any(|line| ORGANISATION_MARKS.iter().any(|mark| line.text.contains(mark)));
        let rest = self.line_at(finding.range.start).map_or(0, |line| {
            let value = finding.raw.chars().filter(|c| c.is_alphanumeric()).count();
            line.text.chars().filter(|c| c.is_alphanumeric()).count().saturating_sub(value)
        });
        let mobile = finding.field == Field::Phone && crate::detect::is_mobile(&finding.normalized);
        !mobile && (organisation || finding.field == Field::Phone && rest < 12)
    }

    /// Paragraphs: what detectors found in each, held together by a name.
    fn blocks(&mut self, hits: &[Hit]) {
        let mut from = 0;
        while from < self.lines.len() {
            let to = (from..self.lines.len())
                .find(|at| is_gap(self.lines[*at].text))
                .unwrap_or(self.lines.len());
            let to = if to == from + 1 { self.address_below(to, hits).unwrap_or(to) } else { to };
            if to > from {
                self.block(from, to, hits);
            }
            from = to + 1;
        }
    }

    /// The end of the block behind the empty line at `gap`, when it begins with a postal address: a
    /// name on a line of its own stands above it.
    fn address_below(&self, gap: usize, hits: &[Hit]) -> Option<usize> {
        let begin = (gap..self.lines.len()).find(|at| !self.lines[*at].text.trim().is_empty())?;
        let line = self.lines.get(begin)?;
        let first = hits.partition_point(|hit| (hit.start as usize) < line.start);
        let hit = hits.get(first).filter(|hit| hit.field == Field::Address)?;
        let lead = self.text.get(line.start..hit.start as usize)?;
        let end = (begin..self.lines.len()).find(|at| self.lines[*at].text.trim().is_empty());
        (begin == gap + 1 && lead.trim().is_empty()).then(|| end.unwrap_or(self.lines.len()))
    }

    fn block(&mut self, from: usize, to: usize, hits: &[Hit]) {
        let start = self.lines[from].start;
        let end = self.lines[to - 1].start + self.lines[to - 1].text.len();
        let inside = span(&(start..end));
        let first = hits.partition_point(|hit| hit.start < inside.start);
        let hits: Vec<&Hit> = hits
            .iter()
            .skip(first)
            .take_while(|hit| hit.start < inside.end)
            .filter(|hit| hit.end <= inside.end)
            .collect();
        if hits.is_empty() {
            return;
        }
        let organisation = ORGANISATION_MARKS
            .iter()
            .any(|mark| self.text.get(start..end).is_some_and(|text| text.contains(mark)));
        let free: Vec<DraftFinding> = hits
            .iter()
            .filter(|hit| {
                hit.field != Field::Phone
                    || follows_a_name(self.text, hit, &hits)
                    || !self.is_desk_number(hit)
            })
            .map(|hit| DraftFinding::free(hit, self.text))
            .filter(|f| !self.is_known(f))
            .collect();
        if free.is_empty() {
            return;
        }
        self.attach(from, to, free, organisation);
    }

    /// A landline in running text that no word calls a person's own is a firm's, an office's, a shop's.
    fn is_desk_number(&self, hit: &Hit) -> bool {
        const OWN: &[&str] = &[
            "自宅",
            "実家",
            "直通",
            "携帯",
            "本人",
            "緊急",
            "私用",
            "連絡先",
            "ご家族",
            "奥",
            "home",
            "direct",
            "emergency",
            "residence",
            "nhà riêng",
            "điện thoại bàn",
            "đt bàn",
            "di động",
            "riêng",
            "dđ",
            "đtdđ",
            "cá nhân",
            "mobile",
            "cell",
            "my number",
            "call me",
            "ring me",
        ];
        if !crate::detect::is_landline(&hit.checked.normalized) {
            return false;
        }
        let start = hit.start as usize;
        let Some(line) = self.line_at(hit.start) else { return false };
        let before = self.text.get(line.start..start).unwrap_or_default();
        let near = before.char_indices().rev().nth(OWN_CHARACTERS).map_or(0, |(at, _)| at);
        let before = before.get(near..).unwrap_or_default().to_lowercase();
        !OWN.iter().any(|word| before.contains(word))
    }

    fn is_known(&self, finding: &DraftFinding) -> bool {
        self.draft_over(&finding.range).is_some()
    }

    /// The draft with a finding over a range.
    fn draft_over(&self, range: &Range<u32>) -> Option<usize> {
        let (start, (end, draft)) = self.known.range(..range.end).next_back()?;
        (*start < range.end && range.start < *end).then_some(*draft)
    }

    /// Puts a draft away and remembers where its findings lie.
    fn keep(&mut self, draft: Draft) {
        for finding in &draft.findings {
            self.known.insert(finding.range.start, (finding.range.end, self.drafts.len()));
        }
        self.drafts.push(draft);
    }

    fn line_at(&self, offset: u32) -> Option<&Line<'a>> {
        let next = self.lines.partition_point(|line| line.start <= offset as usize);
        self.lines.get(next.checked_sub(1)?)
    }

    /// Gives the free findings of a block to its subject: the record that labels opened in it, or
    /// the one person it names; what stays alone stands alone.
    fn attach(&mut self, from: usize, to: usize, free: Vec<DraftFinding>, organisation: bool) {
        let start = self.lines[from].start;
        let end = self.lines[to - 1].start + self.lines[to - 1].text.len();
        let range = span(&(start..end));
        let opened =
            self.known.range(range.start..range.end).map(|(_, (_, draft))| *draft).find(|at| {
                let draft = self.drafts.get(*at);
                draft.is_some_and(|draft| draft.identifies_someone() && !draft.of_line)
            });
        let (names, rest): (Vec<_>, Vec<_>) =
            free.into_iter().partition(|finding| finding.field == Field::Name);
        let (mut names, passing): (Vec<_>, Vec<_>) = names.into_iter().partition(names_in_full);
        self.let_loose(from, passing);
        // Before an honorific a family name alone is less sure than a whole one.
        let whole = |name: &DraftFinding| {
            name.confidence > FAMILY_ALONE && shape(&name.raw).is_some_and(|shape| shape.full)
        };
        let mut rest = if names.iter().any(whole) { rest } else { self.give_back(rest) };
        // A signature: a name, and labels below it that no other name opened.
        if let ([_], Some(draft)) =
            (names.as_slice(), opened.and_then(|at| self.drafts.get_mut(at)))
            && !draft.has(Field::Name)
        {
            draft.findings.append(&mut names);
            rest.retain(|finding| !belongs_to_company(finding, organisation));
            draft.findings.append(&mut rest);
            return;
        }
        let signed = self.signature_name(from, to);
        if let Some(draft) =
            opened.filter(|_| names.is_empty()).and_then(|at| self.drafts.get_mut(at))
        {
            if !draft.has(Field::Name) {
                draft.findings.extend(signed);
            }
            draft
                .findings
                .extend(rest.into_iter().filter(|f| !belongs_to_company(f, organisation)));
            return;
        }
        let mut draft = self.draft(from);
        let mut more: Vec<DraftFinding> = Vec::new();
        for name in names {
            if draft.has(Field::Name) { more.push(name) } else { draft.findings.push(name) }
        }
        let emails = rest
            .iter()
            .filter(|finding| finding.field == Field::Email && finding.confidence > 0.5)
            .count();
        if !draft.has(Field::Name) && emails == 1 {
            draft.findings.extend(self.signature_name(from, to));
        }
        let alone = more.is_empty() && emails <= 1;
        let (mut drafts, rest) = self.beside_names(from, more, &mut draft, rest);
        for finding in rest {
            if alone && (draft.has(Field::Name) || finding.field == Field::Email) {
                if !belongs_to_company(&finding, organisation && finding.field != Field::Phone) {
                    draft.findings.push(finding);
                }
                continue;
            }
            let mut own = self.draft(from);
            own.findings.extend(self.name_before(&finding));
            let contact = matches!(finding.field, Field::Phone | Field::Address)
                && self.is_contact_line(from, to, &finding);
            if own.findings.is_empty() && contact {
                continue;
            }
            own.findings.push(finding);
            self.close(own);
        }
        self.close(draft);
        drafts.drain(..).for_each(|own| self.close(own));
    }

    /// In a block that names nobody in full, telephones that a label elsewhere in the text gives to somebody stay with
    /// that person: `ご不明な点は携帯（…）まで` above a signature. Returns the other findings.
    fn give_back(&mut self, findings: Vec<DraftFinding>) -> Vec<DraftFinding> {
        let (phones, mut rest): (Vec<_>, Vec<_>) =
            findings.into_iter().partition(|finding| finding.field == Field::Phone);
        for phone in phones {
            let owner = self.phones.get(&phone.normalized).copied();
            match owner.and_then(|owner| self.drafts.get_mut(owner)) {
                Some(owner) => owner.findings.push(phone),
                None => rest.push(phone),
            }
        }
        rest
    }

    /// Where several are named, what stands on the line of a name is that person's: title and
    /// department of each in a list of attendees. Gives the drafts of the `more` names, and the
    /// findings that stand beside nobody.
    fn beside_names(
        &self,
        from: usize,
        more: Vec<DraftFinding>,
        first: &mut Draft,
        rest: Vec<DraftFinding>,
    ) -> (Vec<Draft>, Vec<DraftFinding>) {
        let mut drafts: Vec<Draft> = Vec::new();
        if more.is_empty() {
            return (drafts, rest);
        }
        for name in more {
            let mut own = self.draft(from);
            own.findings.push(name);
            drafts.push(own);
        }
        let line = |finding: &DraftFinding| {
            self.lines.partition_point(|line| line.start <= finding.range.start as usize)
        };
        let mut alone = Vec::new();
        for finding in rest {
            let here = line(&finding);
            let named = |draft: &Draft| {
                draft.findings.iter().any(|f| f.field == Field::Name && line(f) == here)
            };
            let own: Vec<usize> =
                drafts.iter().enumerate().filter(|(_, d)| named(d)).map(|(at, _)| at).collect();
            match (named(first), own.as_slice()) {
                (true, []) => first.findings.push(finding),
                (false, [at]) => drafts[*at].findings.push(finding),
                (false, []) if is_role(&finding) => {
                    // The nearest name's; of two as near, the one above.
                    let far = |draft: &Draft| {
                        let names = draft.findings.iter().filter(|f| f.field == Field::Name);
                        names.map(|f| (line(f).abs_diff(here), line(f) > here)).min()
                    };
                    let mut all: Vec<&mut Draft> =
                        std::iter::once(&mut *first).chain(&mut drafts).collect();
                    all.sort_by_key(|draft| far(draft));
                    match all.into_iter().next() {
                        Some(nearest)
                            if far(nearest).is_some_and(|(lines, _)| lines <= ROLE_LINES_MAX) =>
                        {
                            nearest.findings.push(finding);
                        }
                        _ => alone.push(finding),
                    }
                }
                _ => alone.push(finding),
            }
        }
        (drafts, alone)
    }

    /// The line of a signature that is a person's name, alone or after department and title.
    fn signature_name(&self, from: usize, to: usize) -> Option<DraftFinding> {
        (from..to).find_map(|index| {
            let line = self.lines[index];
            let candidates = pieces(line)
                .into_iter()
                .chain(std::iter::once(line.start..line.start + line.text.len()));
            let words = Self::last_words(line);
            candidates.chain(words).find_map(|range| self.name_in(range, "signature"))
        })
    }

    /// The last one or two words of a line, where Japanese signatures put the name.
    fn last_words(line: Line<'a>) -> Vec<Range<usize>> {
        let starts: Vec<usize> = line
            .text
            .char_indices()
            .filter(|(_, c)| half(*c) == ' ')
            .map(|(at, c)| line.start + at + c.len_utf8())
            .collect();
        let end = line.start + line.text.len();
        starts.iter().rev().take(2).map(|start| *start..end).collect()
    }

    /// `Taro Yamada <taro@example.com>`: the name before an address.
    fn name_before(&self, finding: &DraftFinding) -> Option<DraftFinding> {
        if finding.field != Field::Email {
            return None;
        }
        let start = finding.range.start as usize;
        let line = self.line_at(finding.range.start)?;
        let before = self.text.get(line.start..start)?;
        let open = before.rfind(['<', '(', '（', '＜'])?;
        let from = before.get(..open)?.rfind([',', ';', ':', '、', '\t']).map_or(0, |at| at + 1);
        self.name_in(line.start + from..line.start + open, "before the address")
    }

    fn name_in(&self, range: Range<usize>, reason: &str) -> Option<DraftFinding> {
        let range = self.without_honorific(self.trimmed(&range));
        let raw = self.text.get(range.clone())?;
        let judged = shape(raw).filter(|judged| judged.full && judged.plausible >= 0.75)?;
        let mut value = check(Field::Name, None, raw)?;
        value.confidence = judged.plausible * 0.95;
        Some(DraftFinding::name_at(span(&range), raw, value, reason))
    }
}

/// Detectors of family or given names in passing: an office, an honorific or a word for kin beside one.
const PASSING: &[&str] = &[
    "tagger",
    "part of a name",
    "name in a list",
    "name_ja_office",
    "name_ja_kana",
    "name_san",
    "name_vi_kin",
    "name_en",
    "name_initials",
];

/// Whether a name is more than a family or given name that was seen in passing.
fn names_in_full(finding: &DraftFinding) -> bool {
    !PASSING.iter().any(|detector| finding.evidence.detector.starts_with(detector))
        || shape(&finding.raw).is_some_and(|shape| shape.full)
}

/// The confidence of a family name that an honorific follows.
const FAMILY_ALONE: f32 = 0.6;

/// Characters before a number among which a word may call it a person's own.
const OWN_CHARACTERS: usize = 60;

/// Lines between a name and the title or department that is that person's, in a signature or on a card.
const ROLE_LINES_MAX: usize = 2;

/// `TEL：079-245-0810（代）`: the line of a company, whoever signs above it.
fn is_main_line(text: &str, pair: &Pair<'_>) -> bool {
    let value = pair.values.first().and_then(|range| text.get(range.clone())).unwrap_or_default();
    ["(代", "（代", "代表", "大代"].iter().any(|mark| value.contains(mark))
}

/// Whether the label of a telephone or an address calls it a person's own.
fn is_own(label: &str) -> bool {
    const OWN: &[&str] =
        &["携帯", "直通", "mobile", "cell", "direct", "di động", "dđ", "自宅", "home", "nhà riêng"];
    let label = label.to_lowercase();
    OWN.iter().any(|word| label.contains(word))
}

/// Whether a telephone stands right behind a name: `ROWENA CLINKSCALES (616)942-7352`.
fn follows_a_name(text: &str, phone: &Hit, hits: &[&Hit]) -> bool {
    // In America a number does not tell a desk's from a mobile: on the line of a name it is the person's.
    let american = phone.checked.normalized.starts_with("+1");
    hits.iter().any(|hit| {
        let between = text.get(hit.end as usize..phone.start as usize).unwrap_or("\n");
        hit.field == Field::Name
            && hit.end <= phone.start
            && (american && between.len() <= OWN_CHARACTERS && !between.contains(['\n', ';'])
                || between.len() <= NEAR_BYTES
                    && between
                        .chars()
                        .all(|c| matches!(c, ' ' | '\u{3000}' | ',' | ':' | '\t' | '-' | '(')))
    })
}

/// Lines between a firm's name and its address.
const FIRM_LINES: usize = 2;

/// Bytes between a name and the telephone that is its bearer's.
const NEAR_BYTES: usize = 3;

fn is_phone(pair: &Pair<'_>) -> bool {
    matches!(pair.meaning, Meaning::Field(Field::Phone, _))
}

/// Telephones and addresses that stand behind a firm and before its contact's name: the firm's, by their
/// place among the pairs.
fn of_firms(pairs: &[Pair<'_>]) -> HashSet<usize> {
    let (mut found, mut behind_firm) = (HashSet::new(), Vec::new());
    let (mut open, mut named, mut last_line) = (false, false, 0);
    for (at, pair) in pairs.iter().enumerate() {
        if pair.line > last_line + QUIET_LINES_MAX {
            (open, named) = (false, false);
            behind_firm.clear();
        }
        last_line = pair.line;
        match pair.meaning {
            Meaning::Field(Field::Employer, _) => open = !named,
            Meaning::Field(Field::Phone | Field::Address, _) if open && !is_own(pair.label) => {
                behind_firm.push(at);
            }
            Meaning::Field(Field::Name, _) => {
                found.extend(behind_firm.drain(..));
                (open, named) = (false, true);
            }
            _ => {}
        }
    }
    found
}

/// Whether a finding tells something only of the person it stands with.
const fn is_role(finding: &DraftFinding) -> bool {
    matches!(finding.field, Field::JobTitle | Field::Department | Field::Employer)
}

/// Telephones and addresses of a block that speaks for an organisation are the organisation's.
fn belongs_to_company(finding: &DraftFinding, organisation: bool) -> bool {
    organisation && matches!(finding.field, Field::Phone | Field::Address)
}

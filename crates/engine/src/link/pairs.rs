//! Labels and their values in running text: beside each other, below each other, in printed forms.

use super::value::{check, value_of};
use crate::fold::half;
use crate::labels::{LABEL_CHARACTERS_MAX, Meaning, likely, meaning, short};
use crate::names::shape;
use aho_corasick::AhoCorasick;
use candor_facts::Field;
use std::ops::Range;
use std::sync::LazyLock;

/// Signs that part the pieces of a line.
const BARS: [char; 6] = ['|', '／', '│', '┃', '║', '｜'];

/// Dots that lead from a label to its value on printed forms: `Name in full ........ K. Nair`.
const LEADERS: [&str; 7] = ["....", " ...", "……", "．．．", "・・・", "___", "···"];

/// An empty line, or one drawn across the page.
pub fn is_gap(line: &str) -> bool {
    !line.chars().any(char::is_alphanumeric)
}

/// Marks at the head of a line that shows how to fill a form in.
const SAMPLE_MARKS: &[&str] = &[
    "記入例",
    "(例)",
    "（例）",
    "例）",
    "例)",
    "見本",
    "サンプル",
    "sample",
    "example:",
    "example for",
    "example of",
    "fill like this",
    "how to fill",
    "e.g.",
    "ví dụ",
    "vd:",
    "khai ví dụ",
    "cách ghi mẫu",
    "mẫu điền",
    "書き方の例",
    "書き方例",
];

/// Words of a line that speaks of nobody there is.
static SAMPLE_WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let words = [
        "made-up",
        "fictional",
        "fictitious",
        "illustration only",
        "for illustration",
        "illustrative",
        "(example)",
        "\"example\"",
        "only an example",
        "(sample)",
        "sample entry",
        "sample data",
        "dummy",
        "picture shows",
        "case study client",
        "（例）",
        "ダミー",
        "架空の",
        "仮の氏名",
        "テストデータ",
        "移行確認用",
        "ひな型の例",
        "minh họa",
        "minh hoạ",
        "giả định",
        "ví dụ minh",
        "dữ liệu mẫu",
        "dữ liệu thử",
    ];
    match AhoCorasick::builder().ascii_case_insensitive(true).build(words) {
        Ok(words) => words,
        Err(error) => unreachable!("the words of samples are few: {error}"),
    }
});

/// Whether a line of a sample says that what follows shows how to fill in.
pub fn shows_how(line: &str) -> bool {
    const MARKS: &[&str] = &[
        "記入例",
        "書き方",
        "ví dụ",
        "vi du",
        "cách ghi",
        "mẫu điền",
        "example entry",
        "example:",
    ];
    let lower = line.to_lowercase();
    MARKS.iter().any(|mark| lower.contains(mark))
}

/// Longer lines, in bytes, are text, not a form's.
const SAMPLE_LINE_MAX: usize = 400;

/// Whether a line shows how to fill a form in, not who someone is.
pub fn is_sample(line: &str) -> bool {
    let head: String = line.trim_start().chars().take(24).flat_map(char::to_lowercase).collect();
    let head = head.trim_start_matches(['(', '（', '[', '【', '※', '*', '<', '-', ' ']);
    if SAMPLE_MARKS.iter().any(|mark| head.starts_with(mark)) || line.contains("記入例") {
        return true;
    }
    if line.len() < SAMPLE_LINE_MAX && SAMPLE_WORDS.is_match(line) {
        return true;
    }
    // Only lines that hold a sign of it are lowered whole.
    (line.contains('ụ') || line.contains('u') && line.contains(':'))
        && line.len() < SAMPLE_LINE_MAX
        && {
            let lower = line.to_lowercase();
            ["ví dụ:", "ví dụ cách ghi", "vi du:"].iter().any(|mark| lower.contains(mark))
        }
}

/// A line of a part with its place in the text.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    pub start: usize,
    pub text: &'a str,
}

/// A labelled value.
pub struct Pair<'a> {
    pub line: usize,
    pub meaning: Meaning,
    pub label: &'a str,
    /// Candidates for the value, the longest first.
    pub values: Vec<Range<usize>>,
    /// Whether a log or an address of a page sets it: then its line is a record of its own.
    pub set: bool,
}

pub fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    text.split_inclusive('\n')
        .map(|raw| {
            let line = Line { start, text: raw.trim_end_matches(['\n', '\r']) };
            start += raw.len();
            line
        })
        .collect()
}

/// Pieces of a line between tabs, wide gaps and bars, as ranges of the part's text.
pub fn pieces(line: Line<'_>) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let bytes = line.text.as_bytes();
    let mut at = 0;
    while at < line.text.len() {
        let rest = line.text.get(at..).unwrap_or_default();
        let cut = if rest.starts_with('\u{3000}') {
            3
        } else if bytes.get(at) == Some(&b'\t')
            || rest.starts_with(BARS)
            || rest.starts_with(['；', ';', '、', ',', '，']) && leads_a_label(rest)
        {
            rest.chars().next().map_or(1, char::len_utf8)
        } else if rest.starts_with("  ") || rest.starts_with(" / ") {
            rest.len() - rest.trim_start_matches([' ', '/']).len()
        } else if LEADERS.iter().any(|leader| rest.starts_with(leader)) {
            rest.len() - rest.trim_start_matches(['.', '…', '．', '·', '_', ' ', '・']).len()
        } else {
            0
        };
        if cut == 0 {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        }
        if at > start {
            pieces.push(line.start + start..line.start + at);
        }
        at += cut;
        start = at;
    }
    if line.text.len() > start {
        pieces.push(line.start + start..line.start + line.text.len());
    }
    pieces
}

/// Whether behind a comma or semicolon a label and its colon follow: `Nam; Quốc tịch: Việt Nam`.
fn leads_a_label(rest: &str) -> bool {
    let head: String = rest.chars().skip(1).take(LABEL_CHARACTERS_MAX).collect();
    let Some((label, _)) = head.trim_start().split_once([':', '：']) else { return false };
    !label.contains([',', ';', '、']) && meaning(label).is_some()
}

pub fn pairs<'a>(lines: &[Line<'a>]) -> Vec<Pair<'a>> {
    let mut found = Vec::new();
    let mut told = None;
    for (index, line) in lines.iter().enumerate() {
        if told == Some(index) {
            continue;
        }
        if let Some(pair) = named_and_told(index, lines) {
            told = Some(pair.line);
            found.push(pair);
            continue;
        }
        let here = pairs_of_line(index, *line);
        if here.is_empty() {
            found.extend(value_below(index, lines));
        }
        found.extend(here);
    }
    found
}

/// What data call the name of a field and its value, where each has a line of its own.
const NAMED: &[&str] = &[
    "n",
    "name",
    "label",
    "key",
    "field",
    "question",
    "q",
    "title",
    "caption",
    "item",
    "prompt",
    "項目",
    "項目名",
    "質問",
    "ラベル",
    "câu hỏi",
    "trường",
];
const TOLD: &[&str] = &[
    "value",
    "val",
    "v",
    "answer",
    "a",
    "text",
    "content",
    "data",
    "response",
    "値",
    "回答",
    "内容",
    "giá trị",
    "trả lời",
];

/// `label: Gender` above `value: Female`, as data say what people filled into a form.
fn named_and_told<'a>(index: usize, lines: &[Line<'a>]) -> Option<Pair<'a>> {
    let (line, below) = (lines.get(index)?, lines.get(index + 1)?);
    let (key, label) = split_label(line.text)?;
    let (told, value) = split_label(below.text)?;
    let is = |words: &[&str], key: &str| words.contains(&key.trim().to_lowercase().as_str());
    let named = is(NAMED, key);
    let fits =
        is(TOLD, told) && (named || meaning(key).is_none()) || named && meaning(told).is_none();
    if !fits || value.trim().is_empty() {
        return None;
    }
    let label = label.trim();
    let meaning = likely(label)?;
    let Meaning::Field(field, scheme) = meaning else { return None };
    check(field, scheme, value_of(field, value.trim()))?;
    let end = below.start + below.text.trim_end().len();
    Some(Pair {
        line: index + 1,
        meaning,
        label,
        values: std::iter::once(end - value.trim_end().len()..end).collect(),
        set: false,
    })
}

/// Characters of a value that an empty line parts from its label.
const PARTED_CHARACTERS_MAX: usize = 60;

/// A label alone on its line, and its value alone on the next, as printed forms come out of PDF; or behind one
/// empty line, as pages lay forms out.
fn value_below<'a>(index: usize, lines: &[Line<'a>]) -> Option<Pair<'a>> {
    let line = lines.get(index)?;
    let label = line.text.trim().trim_end_matches([':', '：']).trim();
    let meaning = meaning(label).filter(|meaning| matches!(meaning, Meaning::Field(..)))?;
    let is_blank = |line: &&Line<'a>| line.text.trim().is_empty();
    let parted = lines.get(index + 1).as_ref().is_some_and(is_blank);
    let at = index + 1 + usize::from(parted);
    let below = lines.get(at)?;
    let value = below.text.trim();
    let alone = !value.is_empty()
        && crate::labels::meaning(value.trim_end_matches([':', '：'])).is_none()
        && split_label(value).is_none();
    let short = || {
        value.chars().count() <= PARTED_CHARACTERS_MAX
            && !value.ends_with(['.', '。'])
            && lines.get(at + 1).is_none_or(|next| is_blank(&next))
    };
    (alone && (!parted || short())).then(|| Pair {
        line: at,
        meaning,
        label,
        values: std::iter::once(below.start..below.start + below.text.len()).collect(),
        set: false,
    })
}

/// Settings of one line from which on it is a log's or an address of a page, how many of them are
/// looked at, and how long a value may be, in bytes.
const ASSIGNMENTS_MIN: usize = 2;
const ASSIGNMENTS_MAX: usize = 64;
const ASSIGNED_BYTES_MAX: usize = 200;

/// Whether what a log sets under a label tells of a person: what can be checked, by names that programs
/// give to nothing else.
fn is_told_by_logs(label: &str, meaning: Meaning, value: &str) -> bool {
    match meaning {
        Meaning::Field(Field::Name, _) => shape(value).is_some_and(|shape| shape.full),
        Meaning::Field(Field::NationalId, _) => {
            label.len() > 3 || label.eq_ignore_ascii_case("ssn")
        }
        Meaning::Field(
            Field::Email
            | Field::Phone
            | Field::DateOfBirth
            | Field::HealthInsurance
            | Field::DriverLicence
            | Field::VehiclePlate
            | Field::Gender
            | Field::Passport,
            _,
        ) => true,
        Meaning::Field(Field::EmployeeId, _) => label.len() > 3,
        _ => false,
    }
}

/// What logs and addresses of pages set: `name="Phùng Thế Anh" idno=033087146788`, `?cccd=…&sdt=…`.
fn assignments(index: usize, line: Line<'_>) -> Vec<Pair<'_>> {
    const ENDS: [char; 13] = [' ', '\t', '&', ';', ',', '=', '"', '\'', ')', '>', '；', '、', '。'];
    let part_of_key = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let (mut found, mut all) = (Vec::new(), 0);
    let signs = line.text.match_indices('=').chain(line.text.match_indices("\":"));
    for (at, sign) in signs.take(ASSIGNMENTS_MAX) {
        let (before, after) = (line.text.get(..at).unwrap_or_default(), at + sign.len());
        let blank =
            line.text.get(after..).is_some_and(|rest| sign.len() > 1 && rest.starts_with(' '));
        let after = after + usize::from(blank);
        let label = before.get(before.trim_end_matches(part_of_key).len()..).unwrap_or_default();
        let quote = line.text.get(after..).and_then(|rest| rest.chars().next());
        let quote = quote.filter(|c| matches!(c, '"' | '\''));
        let start = after + usize::from(quote.is_some());
        let rest = line.text.get(start..).unwrap_or_default();
        let mut room = rest.len().min(ASSIGNED_BYTES_MAX);
        while !rest.is_char_boundary(room) {
            room -= 1;
        }
        let near = rest.get(..room).unwrap_or_default();
        let length = match quote {
            Some(quote) => near.find(quote),
            None => near.find(ENDS).or((room == rest.len()).then_some(room)),
        };
        let Some(length) = length.filter(|length| *length > 0 && !label.is_empty()) else {
            continue;
        };
        all += 1;
        let value = near.get(..length).unwrap_or_default();
        let known = meaning(label).or_else(|| short(label).filter(|_| label.len() > 3));
        let known = known.filter(|known| is_told_by_logs(label, *known, value));
        found.extend(known.map(|meaning| Pair {
            line: index,
            meaning,
            label,
            values: std::iter::once(line.start + start..line.start + start + length).collect(),
            set: true,
        }));
    }
    if all < ASSIGNMENTS_MIN { Vec::new() } else { found }
}

fn pairs_of_line<'a>(index: usize, line: Line<'a>) -> Vec<Pair<'a>> {
    let slice = |range: &Range<usize>| {
        line.text.get(range.start - line.start..range.end - line.start).unwrap_or_default()
    };
    // Objects in a line of a log: `body=[{"maNV":"TLP00188","soSo":"3114459166"}]`.
    if line.text.matches("\":").count() >= ASSIGNMENTS_MIN {
        let set = assignments(index, line);
        if !set.is_empty() {
            return set;
        }
    }
    let mut found: Vec<Pair<'a>> = Vec::new();
    let mut open = false;
    for piece in pieces(line) {
        let text = slice(&piece);
        if let Some((label, value)) = split_label(text) {
            let values = if value.trim().is_empty() {
                Vec::new()
            } else {
                std::iter::once(piece.end - value.len()..piece.end).collect()
            };
            if let Some(meaning) =
                likely(label.trim_matches(['・', '*', '■', '●', '◆', '-', ' ', '※', '○']))
            {
                found.push(Pair { line: index, meaning, label, values, set: false });
                open = true;
                continue;
            }
            open = false;
        } else if let Some(meaning) = meaning(text).or_else(|| before_a_code(line, &piece, text)) {
            let values = Vec::new();
            found.push(Pair { line: index, meaning, label: text, values, set: false });
            open = true;
            continue;
        }
        let Some(pair) = found.last_mut().filter(|_| open) else { continue };
        let longest = pair.values.first().map_or(piece.start, |range| range.start);
        pair.values.insert(0, longest..piece.end);
    }
    found.retain(|pair| !pair.values.is_empty());
    if line.text.contains("[ ") {
        let answers = bracketed(index, line);
        found = if answers.is_empty() { found } else { answers };
    }
    if found.is_empty() {
        found = headed(index, line);
    }
    if found.is_empty() {
        found = assignments(index, line);
    }
    if found.is_empty() {
        found.extend(leading_label(index, line));
    }
    found
}

/// A label that only its words or letters show, over a wide gap before a number: `Sổ BHXH   2416008368`,
/// `PAN   ZQHPJ9182B`, `GPLX VN ....... 310185985455`.
fn before_a_code(line: Line<'_>, piece: &Range<usize>, text: &str) -> Option<Meaning> {
    const LABEL_CHARACTERS: usize = 24;
    let behind = line.text.get(piece.end - line.start..)?;
    let value = behind.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '+' && c != '(');
    let value = value.split("  ").next()?;
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let label = text.trim();
    let fits = digits >= 4
        && value.chars().count() <= 2 * LABEL_CHARACTERS
        && label.chars().count() <= LABEL_CHARACTERS
        && !label.chars().any(|c| c.is_ascii_digit());
    let known = fits.then(|| short(label).or_else(|| likely(label))).flatten();
    // `GROSS    2,804.49`
    let number = value.trim_end_matches(|c: char| !c.is_alphanumeric());
    let amount = number.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
        && number.contains([',', '.']);
    if matches!(known, Some(Meaning::Field(Field::Salary, _))) && amount {
        return known;
    }
    known.filter(|known| {
        matches!(
            known,
            Meaning::Field(
                Field::NationalId
                    | Field::TaxId
                    | Field::HealthInsurance
                    | Field::Passport
                    | Field::DriverLicence
                    | Field::EmployeeId
                    | Field::BankAccount
                    | Field::DateOfBirth
                    | Field::ResidenceCard,
                _
            )
        )
    })
}

/// Answers that a form has in brackets: `Name [ Fairweather-Cole, Desmond O. ]  SSN [ 078-05-1120 ]`.
fn bracketed(index: usize, line: Line<'_>) -> Vec<Pair<'_>> {
    let (mut found, mut from) = (Vec::new(), 0);
    while let Some(open) =
        line.text.get(from..).and_then(|rest| rest.find("[ ")).map(|at| from + at)
    {
        let start = open + "[ ".len();
        let Some(length) = line.text.get(start..).and_then(|rest| rest.find(']')) else { break };
        let label = line.text.get(from..open).unwrap_or_default();
        let label = label
            .trim()
            .trim_end_matches([':', '：'])
            .trim_start_matches(|c: char| !c.is_alphanumeric());
        let value = line.text.get(start..start + length).unwrap_or_default().trim_end();
        let known = meaning(label).or_else(|| likely(label)).filter(|_| value.chars().count() > 1);
        found.extend(known.map(|meaning| Pair {
            line: index,
            meaning,
            label,
            values: std::iter::once(line.start + start..line.start + start + value.len()).collect(),
            set: false,
        }));
        from = start + length + 1;
    }
    found
}

/// Brackets that stand around labels.
const BRACKETS: &[(char, char)] =
    &[('【', '】'), ('〔', '〕'), ('［', '］'), ('[', ']'), ('〈', '〉'), ('《', '》'), ('<', '>')];

/// Labels in brackets before their values: `【氏名】久保寺 優斗　【性別】男`, `[Gender] Female`.
fn headed(index: usize, line: Line<'_>) -> Vec<Pair<'_>> {
    let label = |from: usize| {
        let rest = line.text.get(from..)?;
        let (at, (open, close)) = rest
            .char_indices()
            .find_map(|(at, c)| Some((at, *BRACKETS.iter().find(|(open, _)| *open == c)?)))?;
        let start = from + at + open.len_utf8();
        let length = line.text.get(start..)?.find(close)?;
        Some((from + at, start..start + length, start + length + close.len_utf8()))
    };
    let mut found = Vec::new();
    let mut next = label(0);
    while let Some((_, named, behind)) = next {
        next = label(behind);
        let end = next.as_ref().map_or(line.text.len(), |(at, ..)| *at);
        let (Some(named), Some(value)) = (line.text.get(named), line.text.get(behind..end)) else {
            continue;
        };
        let known = meaning(named).or_else(|| likely(named)).filter(|_| !value.trim().is_empty());
        found.extend(known.map(|meaning| Pair {
            line: index,
            meaning,
            label: named,
            values: std::iter::once(line.start + behind..line.start + end).collect(),
            set: false,
        }));
    }
    found
}

/// Words at the start of a line that may be a label without a colon, as printed forms have them.
const LEADING_WORDS_MAX: usize = 4;

/// `Employee name Nancy Lee`: the longest label at the start of a line, one space before its value.
fn leading_label(index: usize, line: Line<'_>) -> Option<Pair<'_>> {
    if meaning(line.text.trim()).is_some() {
        return None;
    }
    let starts: Vec<usize> =
        line.text.char_indices().filter(|(_, c)| half(*c) == ' ').map(|(at, _)| at).collect();
    starts.iter().take(LEADING_WORDS_MAX).rev().find_map(|at| {
        let (label, value) = line.text.split_at_checked(*at)?;
        let meaning = meaning(label)?;
        let plain_value = matches!(
            meaning,
            Meaning::Field(
                Field::Name
                    | Field::Phone
                    | Field::Email
                    | Field::DateOfBirth
                    | Field::NationalId
                    | Field::TaxId
                    | Field::Passport
                    | Field::DriverLicence
                    | Field::ResidenceCard
                    | Field::HealthInsurance
                    | Field::VehiclePlate
                    | Field::EmployeeId
                    | Field::Address
                    | Field::Salary
                    | Field::BankAccount
                    | Field::Gender,
                _
            )
        );
        let likely = !matches!(meaning, Meaning::Field(Field::Name, _))
            || shape(value).is_some_and(|s| s.full && s.plausible >= 0.75);
        // Behind a code other things may follow: `社員番号 900034　手塚 隆文　男`.
        let code = matches!(meaning, Meaning::Field(Field::EmployeeId | Field::NationalId, _));
        let whole = value.trim_start();
        let gap = whole.find('\u{3000}').or_else(|| whole.find("  ")).filter(|_| code);
        let start = line.start + line.text.len() - whole.len();
        let end = start + gap.unwrap_or(whole.len());
        (plain_value && likely).then(|| Pair {
            line: index,
            meaning,
            label,
            values: std::iter::once(start..end).collect(),
            set: false,
        })
    })
}

/// Splits `label: value` at the first colon, `**label** value` behind the stars, and `label=value`,
/// `Label - value` or `label → value` where the left side is a label.
fn split_label(text: &str) -> Option<(&str, &str)> {
    if let Some((label, value)) =
        text.trim_start().strip_prefix("**").and_then(|rest| rest.split_once("**"))
    {
        let value = value.trim_start_matches([':', '：', ' ']);
        let label = label.trim_end_matches([':', '：', ' ']);
        return (!value.is_empty()).then_some((label, value));
    }
    let colon = text.find([':', '：', '﹕']);
    let Some(at) = colon else {
        let (label, value) = text
            .split_once('=')
            .or_else(|| text.split_once(" - "))
            .or_else(|| text.split_once(" – "))
            .or_else(|| text.split_once(['→', '⇒']))?;
        let label = label.trim();
        return meaning(label).is_some().then_some((label, value));
    };
    let (label, rest) = text.split_at(at);
    let colon = rest.chars().next().map_or(1, char::len_utf8);
    Some((label.trim(), rest.get(colon..).unwrap_or_default()))
}

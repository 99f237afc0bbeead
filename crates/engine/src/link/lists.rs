//! People named one after the other behind a word for their part: `Present: Geraint (chair), Ewa, Penny W.`,
//! `面接官 手塚・黒﨑・福富`, `出席　赤羽(議長) 滝澤`.

use crate::detect::{Checked, Hit, is_facility};
use crate::names::{is_placeholder, shape, starts_with_family};
use crate::normal::{is_cjk, is_han, squeeze};
use crate::tag::{classes, lexicon};
use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};
use candor_facts::Field;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

/// Words at the head of a line, before a colon, behind which people are named.
const LATIN: &[&str] = &[
    "present",
    "in attendance",
    "attendees",
    "attending",
    "attended",
    "apologies",
    "absent",
    "participants",
    "from",
    "to",
    "cc",
    "bcc",
    "copy",
    "copies",
    "distribution",
    "prepared by",
    "reviewed by",
    "approved by",
    "checked by",
    "witnesses",
    "interviewers",
    "panel",
    "thành phần",
    "có mặt",
    "vắng",
    "vắng mặt",
    "tham dự",
    "tham gia",
    "người gửi",
    "người nhận",
    "từ",
    "đến",
];

/// Words behind which people are named in Japanese, with or without a colon.
const JAPANESE: &[&str] = &[
    "担当者",
    "担当",
    "作成者",
    "作成",
    "面接官",
    "面接者",
    "出席者",
    "出席",
    "欠席者",
    "欠席",
    "同席者",
    "同席",
    "参加者",
    "参加",
    "面談者",
    "報告者",
    "記録者",
    "記録",
    "書記",
    "議長",
    "承認者",
    "承認",
    "確認者",
    "確認",
    "受付者",
    "配布先",
    "配布",
    "受領印",
    "受領者",
    "指導員",
    "立会者",
    "立会",
    "検印",
    "記入者",
    "発行者",
    "問合せ",
    "問合せ先",
    "連絡先",
    "対応者",
    "訪問者",
    "運転手",
    "運転者",
    "ドライバー",
    "ドライバ",
    "送信者",
    "差出人",
    "講師",
    "司会",
    "幹事",
    "班長",
    "責任者",
    "起票者",
    "起票",
    "受入者",
    "出",
    "欠",
];

/// People of one list.
const PEOPLE_MAX: usize = 40;
/// Letters of a name's piece in a list.
const PIECE_CHARACTERS_MAX: usize = 32;

/// The names in lists of a text.
pub fn names(text: &str) -> Vec<Hit> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let body = line.trim_end_matches(['\n', '\r']);
        if body.chars().any(is_cjk) {
            found.extend(japanese(body).into_iter().map(|range| hit(body, start, range)));
        } else if body.contains(':') {
            found.extend(latin(body).into_iter().map(|range| hit(body, start, range)));
        }
        start += line.len();
    }
    found
}

fn hit(line: &str, start: usize, range: Range<usize>) -> Hit {
    let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Hit {
        name: Arc::from("name in a list"),
        field: Field::Name,
        scheme: None,
        start: number(start + range.start),
        end: number(start + range.end),
        checked: Checked {
            normalized: squeeze(line.get(range).unwrap_or_default()),
            confidence: 0.65,
            validator: None,
        },
        context: None,
    }
}

/// Names behind a word and a colon at the head of a line.
fn latin(line: &str) -> Vec<Range<usize>> {
    let head = line.trim_start_matches([' ', '\t', '>', '*', '-', '•', '#']);
    let Some((word, rest)) = head.split_once(':') else { return Vec::new() };
    let word = word.trim_matches(['*', ' ']).to_lowercase();
    if !LATIN.contains(&word.as_str()) {
        return Vec::new();
    }
    let from = line.len() - rest.len();
    let pieces = pieces(rest, &[',', ';']);
    let mut found: Vec<Range<usize>> = Vec::new();
    let (mut named, mut other) = (0, 0);
    for piece in &pieces {
        let raw = rest.get(piece.clone()).unwrap_or_default();
        if is_latin_name(raw) {
            named += 1;
            found.push(from + piece.start..from + piece.end);
        } else if !raw.contains('@') {
            other += 1;
        }
    }
    // `Tollefsen, Marguerite`: two words of one name.
    if let ([family, given], true) = (pieces.as_slice(), pieces.len() == 2) {
        let word = |range: &Range<usize>| rest.get(range.clone()).unwrap_or_default();
        let (last, first) = (word(family), word(given));
        let reversed = !last.contains(' ')
            && classes(last) & lexicon::SURNAME != 0
            && classes(first.split(' ').next().unwrap_or(first)) & lexicon::GIVEN != 0
            && classes(last) & lexicon::GIVEN == 0;
        if reversed {
            return std::iter::once(from + family.start..from + given.end).collect();
        }
    }
    if named * 2 < named + other { Vec::new() } else { found }
}

/// Pieces of a list between separators, without what stands in brackets.
fn pieces(text: &str, separators: &[char]) -> Vec<Range<usize>> {
    let (mut found, mut start, mut depth) = (Vec::new(), 0_usize, 0_usize);
    let mut end = 0;
    let mut push = |start: usize, end: usize| {
        let raw = text.get(start..end).unwrap_or_default();
        let lead = raw.len() - raw.trim_start().len();
        let trimmed = raw.trim().trim_end_matches('.');
        if !trimmed.is_empty() && found.len() < PEOPLE_MAX {
            found.push(start + lead..start + lead + trimmed.len());
        }
    };
    let mut cut = false;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '（' | '<' | '[' => {
                depth += 1;
                cut = true;
            }
            ')' | '）' | '>' | ']' => depth = depth.saturating_sub(1),
            c if depth == 0 && separators.contains(&c) => {
                push(start, end);
                (start, cut) = (at + c.len_utf8(), false);
                end = start;
            }
            _ if depth == 0 && !cut => end = at + c.len_utf8(),
            _ => {}
        }
    }
    push(start, end);
    found
}

/// `Ewa`, `Penny W.`, `Alison Thwaite`, `Geraint P-A`.
fn is_latin_name(raw: &str) -> bool {
    let words: Vec<&str> = raw.split(' ').filter(|word| !word.is_empty()).collect();
    let capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    let letters = |word: &&str| {
        word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'))
    };
    let Some(first) = words.first() else { return false };
    let fits = raw.chars().count() <= PIECE_CHARACTERS_MAX
        && (1..=4).contains(&words.len())
        && words.iter().all(|word| capital(word) && letters(word))
        && !words.last().is_some_and(|word| is_facility(word))
        && !is_placeholder(raw);
    if !fits {
        return false;
    }
    let known = |word: &str| classes(word) & (lexicon::SURNAME | lexicon::GIVEN) != 0;
    match words.as_slice() {
        [only] => {
            classes(only) & lexicon::GIVEN != 0
                && only.chars().count() >= 3
                && only.chars().any(char::is_lowercase)
        }
        _ => {
            let full = shape(raw).is_some_and(|shape| shape.full && shape.plausible >= 0.6);
            full || (known(first) || classes(first) == 0 && first.len() > 3)
                && words
                    .iter()
                    .skip(1)
                    .all(|word| word.chars().filter(|c| c.is_alphabetic()).count() <= 3)
        }
    }
}

/// Names behind a word for their part, wherever it stands in a line.
fn japanese(line: &str) -> Vec<Range<usize>> {
    const GAPS: &[char] = &[' ', '\u{3000}', ':', '：', '(', '（', '\t'];
    let mut found: Vec<Range<usize>> = Vec::new();
    for word in PARTS.find_iter(line) {
        let last = line.get(..word.start()).and_then(|before| before.chars().next_back());
        let rest = line.get(word.end()..).unwrap_or_default();
        // The word is parted from what stands before it and from what follows.
        let joined = last.is_some_and(|c| is_han(c) || crate::normal::is_kana(c));
        if !rest.starts_with(GAPS) || joined {
            continue;
        }
        let behind = rest.trim_start_matches(GAPS);
        let from = word.end() + (rest.len() - behind.len());
        let names = japanese_names(behind).into_iter();
        found.extend(names.map(|range| from + range.start..from + range.end));
    }
    found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    found.dedup_by(|later, earlier| later.start < earlier.end);
    found
}

static PARTS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let words = AhoCorasickBuilder::new().match_kind(MatchKind::LeftmostLongest).build(JAPANESE);
    match words {
        Ok(words) => words,
        Err(error) => unreachable!("a list of words: {error}"),
    }
});

/// Cities and seats of firms that are hardly anybody's name in a list.
const CITIES: &[&str] = &[
    "東京", "大阪", "京都", "横浜", "札幌", "仙台", "本社", "支店", "工場", "各部", "全員", "本人",
    "先方", "弊社",
];

/// What may follow a name in a list and is no part of it.
const OFFICES: &[&str] = &[
    "さん",
    "様",
    "氏",
    "先生",
    "部長",
    "課長",
    "係長",
    "主任",
    "次長",
    "室長",
    "班長",
    "社長",
    "専務",
    "常務",
    "工場長",
    "取締役",
    "顧問",
];

/// Letters of the family name that a run of kanji begins with, alone or before an office.
fn family_of(run: &str) -> Option<usize> {
    let ends: Vec<usize> = run.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
    ends.into_iter().skip(1).take(3).rev().find(|end| {
        let (family, rest) = run.split_at(*end);
        // 黒﨑 stands in dictionaries as 黒崎.
        let family = crate::normal::name_key(family);
        let family = family.as_str();
        let known = classes(family);
        let other =
            known & lexicon::NOUN != 0 && known & lexicon::COMMON == 0 || CITIES.contains(&family);
        let listed = starts_with_family(family) == Some(family.chars().count());
        (listed || known & lexicon::SURNAME != 0 && !other)
            && (rest.is_empty() || OFFICES.iter().any(|office| rest.starts_with(office)))
    })
}

/// Family or whole names at the start of a text, one behind the other, until something else stands there.
fn japanese_names(text: &str) -> Vec<Range<usize>> {
    const BETWEEN: &[char] = &['、', ',', '，', '・', '／', '/', ' ', '\u{3000}', '&', '＆'];
    let (mut found, mut at) = (Vec::new(), 0);
    while found.len() < PEOPLE_MAX {
        let rest = text.get(at..).unwrap_or_default();
        let length = rest.find(|c: char| !is_han(c) && c != '々').unwrap_or(rest.len());
        let run = rest.get(..length).unwrap_or_default();
        let family = family_of(run);
        let whole = || shape(run).is_some_and(|shape| shape.full && shape.plausible >= 0.8);
        let Some(mut end) = family.or_else(|| whole().then_some(length)) else { break };
        // Behind the family name the given one, after one blank.
        if family == Some(length)
            && let Some(behind) =
                rest.get(length..).and_then(|behind| behind.strip_prefix([' ', '\u{3000}']))
        {
            let gap = rest.len() - length - behind.len();
            let given = behind.find(|c: char| !is_han(c)).unwrap_or(behind.len());
            let given = behind.get(..given).unwrap_or_default();
            let named = (1..=3).contains(&given.chars().count())
                && family_of(given) != Some(given.len())
                && !JAPANESE.contains(&given)
                && classes(given) & lexicon::GIVEN != 0;
            let both = format!("{run} {given}");
            if named && shape(&both).is_some_and(|shape| shape.full && shape.plausible >= 0.8) {
                end = length + gap + given.len();
            }
        }
        found.push(at..at + end);
        let mut behind = rest.get(end..).unwrap_or_default();
        for office in OFFICES {
            behind = behind.strip_prefix(office).unwrap_or(behind);
        }
        if let Some(inside) = behind.strip_prefix(['(', '（'])
            && let Some(close) = inside.find([')', '）'])
        {
            behind = inside.get(close..).unwrap_or_default().trim_start_matches([')', '）']);
        }
        let next = behind.trim_start_matches(BETWEEN);
        if next.len() == behind.len() {
            break;
        }
        at = text.len() - next.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        names(text).into_iter().map(|hit| hit.checked.normalized).collect()
    }

    #[test]
    fn people_behind_a_word_for_their_part() {
        assert_eq!(
            found("Present: Geraint P-A (chair), Penny W., Alison Thwaite (till item 3)\n"),
            ["Geraint P-A", "Penny W", "Alison Thwaite"]
        );
        assert_eq!(found("> From: Tollefsen, Marguerite\n"), ["Tollefsen, Marguerite"]);
        assert!(found("To: all staff, warehouse\nCc: Quality, Sales\n").is_empty());
    }

    #[test]
    fn japanese_lists_need_no_colon() {
        assert_eq!(found("面接メモ（面接官 手塚・黒﨑・福富）"), ["手塚", "黒﨑", "福富"]);
        assert_eq!(found("出　赤羽(議長) 滝澤"), ["赤羽", "滝澤"]);
        assert_eq!(found("担当：石渡 真由美（携帯）"), ["石渡 真由美"]);
        assert!(found("出荷担当 東京支店").is_empty());
        assert!(found("確認 事項なし").is_empty());
    }
}

//! Headings: which of the first lines are titles, and what their head noun is.
//!
//! The head of a Japanese title stands last (`請求書送付のご案内` is a letter), that of a Vietnamese
//! one first, that of an English one last but before a preposition.

use crate::normal::is_cjk;

/// A title that an index found in a folded line: where, and whether its wording is Vietnamese.
#[derive(Clone, Copy)]
pub struct Found {
    pub pattern: usize,
    pub start: usize,
    pub end: usize,
    pub head_first: bool,
}

/// Lines after these hold no title.
const LINES_MAX: usize = 16;
const CHARACTERS_MAX: usize = 90;
const CJK_CHARACTERS_MAX: usize = 42;
/// A longer line may begin with its title: exhibits often have no line ends at all.
const RUN_IN_BYTES_MAX: usize = 160;
const CELLS_MAX: usize = 3;
/// Below this share of a whole title, it was a mention.
pub const STRENGTH_MIN: f32 = 0.2;
/// What a heading is worth once another one was clear.
const LATER: f32 = 0.45;
const CLEAR: f32 = 0.5;

const PREPOSITIONS: &[&str] = &[
    " of ",
    " for ",
    " on ",
    " about ",
    " regarding ",
    " re ",
    " with ",
    " to ",
    " under ",
    " by ",
    " from ",
    " between ",
    " in ",
    " at ",
    " and ",
    ":",
    " - ",
    "(",
    "/",
    ",",
    "兼",
    AND,
    "・",
];

/// What joins two titles.
const AND: &str = "と";

/// What follows a word that is a label, not a title: `見積書番号`.
const LABEL_ENDS: &[&str] = &[
    "番号",
    "no:",
    "no.:",
    "number:",
    "日",
    "先",
    "者",
    "額",
    "の有無",
    "を",
    "が",
    "は",
    "に",
    "と",
    "で",
    "も",
    "から",
    "済",
    "発行",
    "等",
    "など",
    "・",
];

/// The state of the search for titles in one document.
#[derive(Default)]
pub struct Headings {
    lines: usize,
    clear: bool,
    /// Headings below the header lines of a mail belong to what it carries.
    pub mail: bool,
}

impl Headings {
    /// How much of a title stands in this line: each found title's pattern, place and strength.
    pub fn read(&mut self, line: &str, found: &[Found]) -> Vec<(Found, f32)> {
        let place = match self.lines {
            0..=3 => 1.0,
            4..=8 => 0.9,
            9..LINES_MAX => 0.7,
            _ => return Vec::new(),
        };
        self.lines += 1;
        if found.is_empty() || line.split('\t').filter(|cell| !cell.is_empty()).count() > CELLS_MAX
        {
            return Vec::new();
        }
        let mut heads = Vec::new();
        let mut start = 0;
        for cell in line.split('\t') {
            let end = start + cell.len();
            if let Some((head, strength)) = head_of(cell, start, found) {
                let later = if self.clear { LATER } else { 1.0 };
                let carried = if self.mail { 0.3 } else { 1.0 };
                let strength = strength * place * later * carried;
                if strength >= STRENGTH_MIN {
                    heads.push((head, strength));
                }
            }
            start = end + 1;
        }
        self.clear |= heads.iter().any(|(_, strength)| *strength >= CLEAR);
        heads
    }
}

/// The head noun of a cell that starts at `start` of its line, and how much of a title it is.
fn head_of(cell: &str, start: usize, found: &[Found]) -> Option<(Found, f32)> {
    let characters = cell.chars().count();
    let wide = cell.chars().take(CHARACTERS_MAX).any(is_cjk);
    let long = characters > if wide { CJK_CHARACTERS_MAX } else { CHARACTERS_MAX };
    if long && wide {
        return None;
    }
    let reach = if long { start + RUN_IN_BYTES_MAX } else { start + cell.len() };
    let mut head: Option<Found> = None;
    for hit in found.iter().filter(|hit| hit.start >= start && hit.end <= reach) {
        let keep = head.is_some_and(|head| {
            let between = cell.get(head.end - start..hit.start - start).unwrap_or_default();
            head.head_first || PREPOSITIONS.iter().any(|word| between.contains(word))
        });
        if !keep {
            head = Some(*hit);
        }
    }
    let head = head?;
    // `当番表と連絡先` is one title of two papers; before anything else `と` makes a label.
    let beside = |hit: &&Found| {
        hit.start > head.end && cell.get(head.end - start..hit.start - start) == Some(AND)
    };
    let end = found.iter().find(beside).map_or(head.end, |hit| hit.end);
    let strength = strength_of(cell, head.start - start..end - start, head.head_first);
    Some((head, if long { strength * 0.8 } else { strength }))
}

fn strength_of(cell: &str, place: std::ops::Range<usize>, head_first: bool) -> f32 {
    let before = cell.get(..place.start).unwrap_or_default();
    let after = cell.get(place.end..).unwrap_or_default();
    if LABEL_ENDS.iter().any(|end| after.starts_with(end)) {
        return 0.1;
    }
    let rest = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    let labels = rest(before) == 0 && after.starts_with(" to ")
        || after.trim_start().starts_with(':') && rest(after) > 0;
    if labels {
        return 0.3;
    }
    let tail = after.trim_matches(|c: char| !c.is_alphabetic());
    let (before, after) = (rest(before), rest(tail));
    let own = rest(cell.get(place).unwrap_or_default());
    let sentence = cell.trim_end().ends_with(['。', '.', ';', '!', '?']);
    let ending = cell.trim_end().ends_with('、') || cell.trim_end().ends_with(',');
    let strength = if before + after <= own * 2 / 3 {
        1.0
    } else if after == 0 || before == 0 && head_first {
        0.85
    } else if before == 0 || after <= 6 {
        0.65
    } else if before + after <= own * 3 {
        0.5
    } else {
        0.3
    };
    if (sentence || ending) && before + after > own { strength * 0.35 } else { strength }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(line: &str, titles: &[&str]) -> Option<(usize, f32)> {
        let mut found: Vec<Found> = titles
            .iter()
            .enumerate()
            .filter_map(|(pattern, title)| {
                let start = line.find(title)?;
                Some(Found { pattern, start, end: start + title.len(), head_first: false })
            })
            .collect();
        found.sort_by_key(|found| found.start);
        let heads = Headings::default().read(line, &found);
        heads.first().map(|(found, strength)| (found.pattern, *strength))
    }

    #[test]
    fn the_head_noun_is_the_title() {
        assert_eq!(head("請求書送付のご案内", &["請求書", "ご案内"]).map(|h| h.0), Some(1));
        assert_eq!(head("invoice approval policy", &["invoice", "policy"]).map(|h| h.0), Some(1));
        assert_eq!(head("minutes of policy board", &["minutes", "policy"]).map(|h| h.0), Some(0));
        assert_eq!(head("納品書兼請求書", &["納品書", "請求書"]).map(|h| h.0), Some(0));
        assert_eq!(head("当番表と連絡先", &["当番表", "連絡先"]).map(|h| h.0), Some(0));
    }

    #[test]
    fn a_label_and_a_sentence_are_no_titles() {
        assert_eq!(head("請求書番号 12", &["請求書"]), None);
        assert_eq!(
            head("we sent the invoice to them and got no answer so far.", &["invoice"]),
            None
        );
    }
}

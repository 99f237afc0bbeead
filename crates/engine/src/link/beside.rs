//! What stands right beside a name that was found: the occupation behind it, and parts of the name where
//! the text calls its bearer by them again.

use crate::detect::{Checked, Hit};
use crate::names::starts_with_family;
use crate::normal::{is_cjk, is_han, squeeze};
use crate::tag::{Kind, Mention, classes, lexicon};
use candor_facts::Field;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// Names less sure than this have nothing beside them.
const SURE: f32 = 0.5;

/// Nouns in English that end an occupation, in the singular.
const OCCUPATIONS: &str = "accountant, administrator, advisor, adviser, agent, analyst, apprentice, architect, artist, assembler, assistant, asst, attendant, auditor, \
    baker, barista, bookkeeper, broker, builder, buyer, caretaker, carer, carpenter, cashier, chairman, chairwoman, chef, chemist, cleaner, clerk, coach, \
    consultant, controller, cook, coordinator, copywriter, counsel, courier, custodian, dentist, designer, developer, director, doctor, draughtsman, \
    draftsman, driver, editor, electrician, engineer, engr, exec, executive, fellow, firefighter, fitter, foreman, forewoman, gardener, guard, hand, handyman, \
    helper, housekeeper, hygienist, inspector, instructor, intern, interpreter, investigator, janitor, joiner, journalist, labourer, laborer, landlord, lawyer, \
    lead, leader, lecturer, librarian, lineman, loader, machinist, manager, mason, mechanic, metrologist, mgr, midwife, millwright, nanny, notary, nurse, \
    officer, operative, operator, optician, owner, packer, painter, paralegal, paramedic, partner, pharmacist, photographer, physician, physiotherapist, picker, \
    pilot, planner, plumber, porter, practitioner, president, principal, processor, producer, professor, programmer, proprietor, psychologist, receptionist, \
    rep, representative, researcher, roofer, sales, salesman, salesperson, saleswoman, scientist, seamstress, secretary, sergeant, singer, solicitor, \
    specialist, steward, storeman, student, superintendent, supervisor, supv, surgeon, surveyor, tailor, teacher, tech, technician, tech., therapist, trainee, \
    trainer, translator, treasurer, tutor, typist, underwriter, vet, volunteer, waiter, waitress, warden, welder, worker, writer";

/// Occupations in Vietnamese, with and without accents.
const OCCUPATIONS_VI: &str = "thủ kho, lái xe, tài xế, kế toán trưởng, kế toán, kỹ sư, công nhân, bảo vệ, tạp vụ, thợ hàn, thợ điện, thợ may, thợ cắt, thợ hồ, thợ máy, thợ nguội, \
    tổ trưởng, tổ phó, chuyền trưởng, trưởng ca, ca trưởng, trưởng phòng, phó phòng, trưởng nhóm, quản đốc, giám đốc, phó giám đốc, phiên dịch, nhân viên, y tá, điều dưỡng, \
    bác sĩ, dược sĩ, giáo viên, đầu bếp, phụ bếp, thư ký, lễ tân, giám định viên, kỹ thuật viên, cộng tác viên, phục vụ, nhân sự, thủ quỹ, chủ cửa hàng, chủ hộ, chủ quán, chủ xe, \
    thu kho, lai xe, tai xe, ke toan, bao ve, to truong, truong phong, giam doc, phien dich, nhan vien";

/// Words that are no part of an occupation.
const NO_PART: &str = "is, was, who, with, and, from, has, had, will, the, a, an, our, his, her, their, my, your, in, at, on, by, to, for, not, as, or, that";

/// Words of an occupation before its noun.
const WORDS_MAX: usize = 4;

fn listed<'a>(list: &'a str, word: &str) -> bool {
    list.split(", ").any(|known: &'a str| known == word)
}

/// Adds what stands beside the names among `hits`; `known` are parts of names from elsewhere in the document.
pub fn add(text: &str, known: &BTreeSet<String>, hits: &mut Vec<Hit>) {
    let names: Vec<(Range<usize>, String)> = hits
        .iter()
        .filter(|hit| hit.field == Field::Name && hit.checked.confidence >= SURE)
        .map(|hit| (hit.start as usize..hit.end as usize, hit.checked.normalized.clone()))
        .collect();
    let mut fresh: Vec<Hit> = Vec::new();
    for (range, _) in &names {
        let behind =
            occupation_behind(text, range.end).or_else(|| occupation_before(text, range.start));
        fresh.extend(
            behind.map(|range| hit(text, range, "occupation beside a name", Field::JobTitle, 0.65)),
        );
    }
    let own = names.iter().flat_map(|(_, name)| parts(name));
    let called: BTreeSet<String> = own.chain(known.iter().cloned()).collect();
    fresh.extend(called_again(text, &called));
    for hit in fresh {
        let free = hits.iter().all(|other| hit.end <= other.start || other.end <= hit.start);
        if free {
            hits.push(hit);
        }
    }
}

/// A find of no detector, told by what stands around it.
pub(super) fn hit(
    text: &str,
    range: Range<usize>,
    name: &str,
    field: Field,
    confidence: f32,
) -> Hit {
    let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let normalized = squeeze(text.get(range.clone()).unwrap_or_default());
    Hit {
        name: Arc::from(name),
        field,
        scheme: None,
        start: number(range.start),
        end: number(range.end),
        checked: Checked { normalized, confidence, validator: None },
        context: None,
    }
}

/// Less probable titles and departments are not reported.
const PROBABLE: f32 = 0.5;
/// Bytes between a name and a title that still belongs to it.
const NEAR_BYTES_MAX: usize = 80;

/// Adds the titles and departments that the tagger saw near a name: in its line, or in the next one. Those of
/// nobody are nobody's data.
pub fn add_tagged(text: &str, mentions: &[Mention], hits: &mut Vec<Hit>) {
    let names: Vec<Range<usize>> = hits
        .iter()
        .filter(|hit| hit.field == Field::Name && hit.checked.confidence >= SURE)
        .map(|hit| hit.start as usize..hit.end as usize)
        .collect();
    for mention in mentions.iter().filter(|mention| mention.probability >= PROBABLE) {
        let (field, name) = match mention.kind {
            Kind::Title => (Field::JobTitle, "tagger, title"),
            Kind::Department => (Field::Department, "tagger, department"),
            _ => continue,
        };
        let fresh = hit(text, mention.range.clone(), name, field, mention.probability);
        // `Lead Engineer` is one title where a pattern knows two.
        let part = |other: &Hit| {
            matches!(other.field, Field::JobTitle | Field::Department)
                && fresh.start <= other.start
                && other.end <= fresh.end
        };
        let apart = |other: &Hit| fresh.end <= other.start || other.end <= fresh.start;
        let free = hits.iter().all(|other| apart(other) || part(other));
        if free && names.iter().any(|name| are_near(text, name, &mention.range)) {
            hits.retain(apart);
            hits.push(fresh);
        }
    }
}

fn are_near(text: &str, name: &Range<usize>, title: &Range<usize>) -> bool {
    let between = name.end.min(title.end)..name.start.max(title.start);
    between.len() <= NEAR_BYTES_MAX
        && text
            .get(between)
            .is_some_and(|gap| gap.bytes().filter(|byte| *byte == b'\n').count() <= 1)
}

/// What says when or whose an occupation is, and is no part of it.
const LEADS: &[&str] =
    &["former ", "retired ", "ex-", "late ", "then ", "acting ", "our ", "the ", "a ", "an "];

/// `Norman Utteridge, caretaker`, `Lina (intern)`, `Phạm Thị Vân - thủ kho`.
fn occupation_behind(text: &str, end: usize) -> Option<Range<usize>> {
    let line = text.get(end..)?.split('\n').next()?;
    let rest = line.trim_start_matches([' ', '*']);
    let opened = rest.trim_start_matches([',', '(', '-', '–', '—', '/', '|', '（']);
    if opened.len() == rest.len() || rest.len() - opened.len() > "（".len() {
        return None;
    }
    let mut words = opened.trim_start();
    while let Some(rest) = LEADS.iter().find_map(|lead| words.strip_prefix(lead)) {
        words = rest;
    }
    let start = end + (line.len() - words.len());
    let length = vietnamese(words).or_else(|| english(words))?;
    Some(start..start + length)
}

/// The length of an occupation in Vietnamese at the start of a text.
fn vietnamese(words: &str) -> Option<usize> {
    let head: String = words.chars().take(24).collect();
    let lower = head.to_lowercase();
    // Letters keep their length in lower case here.
    if lower.len() != head.len() {
        return None;
    }
    let known = OCCUPATIONS_VI.split(", ").filter(|known| lower.starts_with(known));
    let length = known.map(str::len).max()?;
    let ends = !words.get(length..)?.starts_with(char::is_alphanumeric);
    ends.then_some(length)
}

/// The length of an occupation in English at the start of a text: up to its noun.
fn english(words: &str) -> Option<usize> {
    let mut length = 0;
    for _ in 0..=WORDS_MAX {
        let rest = words.get(length..)?;
        let word = rest
            .split(|c: char| !(c.is_alphanumeric() || matches!(c, '&' | '/' | '-' | '.')))
            .next()?;
        let key = word.trim_end_matches('.').to_lowercase();
        if word.is_empty() || listed(NO_PART, &key) || word.chars().any(is_cjk) {
            return None;
        }
        length += word.trim_end_matches('.').len();
        let last = key.rsplit(['/', '-']).next().unwrap_or(&key);
        if listed(OCCUPATIONS, last) {
            return Some(length);
        }
        length += word.len() - word.trim_end_matches('.').len();
        let gap = words.get(length..)?;
        if !gap.starts_with(' ') || gap.starts_with("  ") {
            return None;
        }
        length += 1;
    }
    None
}

/// `driver Murugan`, `secretary Bev`.
fn occupation_before(text: &str, start: usize) -> Option<Range<usize>> {
    let line = text.get(..start)?.rsplit('\n').next()?;
    let before = line.strip_suffix(' ')?;
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next()?;
    let first = word.chars().next()?;
    let fits = first.is_lowercase()
        && listed(OCCUPATIONS, word)
        && !matches!(word, "hand" | "lead" | "partner" | "sales");
    let end = start - 1;
    fits.then(|| end - word.len()..end)
}

/// Letters of a part that may stand for its bearer.
const PART_LETTERS_MIN: usize = 3;
/// Places at which parts of names are found again in one text.
const AGAIN_MAX: usize = 400;
/// Longer texts are not searched.
const SEARCHED_BYTES_MAX: usize = 256 * 1024;

/// Where parts of names stand alone.
fn called_again(text: &str, parts: &BTreeSet<String>) -> Vec<Hit> {
    if text.len() > SEARCHED_BYTES_MAX {
        return Vec::new();
    }
    let mut found = Vec::new();
    for part in parts {
        for (at, _) in
            text.match_indices(part.as_str()).take(AGAIN_MAX - found.len().min(AGAIN_MAX))
        {
            let range = at..at + part.len();
            if stands_alone(text, &range, part) && !is_beside_a_part(text, &range, parts) {
                found.push(hit(text, range, "part of a name", Field::Name, 0.6));
            }
        }
    }
    found
}

/// `Petrosky, Garrett`: the whole name in another order.
fn is_beside_a_part(text: &str, range: &Range<usize>, parts: &BTreeSet<String>) -> bool {
    let before = text.get(..range.start).and_then(|before| before.strip_suffix(", "));
    let last =
        before.and_then(|before| before.rsplit(|c: char| !(c.is_alphabetic() || c == '-')).next());
    let behind = text.get(range.end..).and_then(|behind| behind.strip_prefix(", "));
    let next =
        behind.and_then(|behind| behind.split(|c: char| !(c.is_alphabetic() || c == '-')).next());
    [last, next].into_iter().flatten().any(|word| parts.contains(word))
}

/// The words of a name under which its bearer may be called.
pub fn parts(name: &str) -> Vec<String> {
    if name.chars().any(is_cjk) {
        let letters: Vec<char> = name.chars().filter(|c| !c.is_whitespace()).collect();
        let family = match name.split_once(' ') {
            Some((family, _)) => family.to_owned(),
            None => {
                let Some(length) =
                    starts_with_family(name).filter(|length| *length < letters.len())
                else {
                    return Vec::new();
                };
                letters.iter().take(length).collect()
            }
        };
        let fits = family.chars().count() >= 2 && family.chars().all(is_han);
        return if fits { vec![family] } else { Vec::new() };
    }
    let words: Vec<&str> = name.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    if words.len() < 2 || name.chars().any(crate::language::is_vietnamese) {
        return Vec::new();
    }
    let names = |word: &&str| {
        let known = classes(word);
        let other =
            known & (lexicon::NOUN | lexicon::PLACE | lexicon::INFLECTED | lexicon::FUNCTION) != 0;
        let named = known & (lexicon::SURNAME | lexicon::GIVEN) != 0;
        word.chars().count() >= PART_LETTERS_MIN
            && word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().any(char::is_lowercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
            && (known == 0 || named && (!other || known & lexicon::COMMON != 0))
    };
    words.into_iter().filter(names).map(str::to_owned).collect()
}

/// Whether a part stands as a word of its own, and is not the head of a firm's, a street's or a thing's name.
fn stands_alone(text: &str, range: &Range<usize>, part: &str) -> bool {
    let before = text.get(..range.start).unwrap_or_default();
    let behind = text.get(range.end..).unwrap_or_default();
    let (last, next) = (before.chars().next_back(), behind.chars().next());
    if part.chars().any(is_cjk) {
        let joins = |c: Option<char>| {
            c.is_some_and(|c| {
                is_han(c) || crate::normal::is_kana(c) && !"はがをにへとのもで、".contains(c)
            })
        };
        return !joins(last) && !joins(next);
    }
    let within = |c: Option<char>| {
        c.is_some_and(|c| {
            c.is_alphanumeric() || matches!(c, '-' | '@' | '_' | '.' | '/' | '’' | '\'')
        })
    };
    let ends = next.is_none_or(|c| !(c.is_alphanumeric() || matches!(c, '-' | '@' | '_' | '/')))
        && !(next == Some('.') && behind.chars().nth(1).is_some_and(char::is_alphanumeric));
    // Beside another capital it is part of a longer name.
    let word_behind = behind.strip_prefix(' ').and_then(|rest| rest.chars().next());
    let word_before = before.strip_suffix(' ').and_then(|rest| {
        rest.rsplit(|c: char| !(c.is_alphanumeric() || c == '.'))
            .next()
            .filter(|word| word.chars().count() > 1)?
            .chars()
            .next()
    });
    let sentence = before.trim_end_matches(' ').ends_with(['.', '!', '?', ':', '>']);
    let longer = word_behind.is_some_and(char::is_uppercase)
        || word_before.is_some_and(char::is_uppercase) && !sentence;
    !within(last) && ends && !longer
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, names: &[&str]) -> Vec<String> {
        let mut hits: Vec<Hit> = names
            .iter()
            .map(|name| {
                let at = text.find(name).unwrap();
                hit(text, at..at + name.len(), "name_en_known", Field::Name, 0.8)
            })
            .collect();
        let count = hits.len();
        add(text, &BTreeSet::new(), &mut hits);
        let mut values: Vec<String> =
            hits.split_off(count).into_iter().map(|hit| hit.checked.normalized).collect();
        values.sort();
        values
    }

    #[test]
    fn occupations_stand_beside_names() {
        assert_eq!(
            found("Evacuation: Norman Utteridge, caretaker, Keyholt FM", &["Norman Utteridge"]),
            ["caretaker"]
        );
        assert_eq!(
            found("Thuy-Anh Dinh, calibration tech, #12216", &["Thuy-Anh Dinh"]),
            ["calibration tech"]
        );
        assert_eq!(found("lorry, driver Murugan, hp 8", &["Murugan"]), ["driver"]);
        assert_eq!(found("chị Phạm Thị Vân (thủ kho) báo", &["Phạm Thị Vân"]), ["thủ kho"]);
        assert!(found("Ann Miller, who is in the warehouse", &["Ann Miller"]).is_empty());
    }

    #[test]
    fn a_title_is_reported_near_a_name_and_as_a_whole() {
        let mentions = |text: &str, title: &str| {
            let at = text.find(title).unwrap();
            [Mention { range: at..at + title.len(), kind: Kind::Title, probability: 0.9 }]
        };
        let titles = |text: &str, title: &str, mut hits: Vec<Hit>| {
            add_tagged(text, &mentions(text, title), &mut hits);
            let titles = hits.into_iter().filter(|hit| hit.field == Field::JobTitle);
            titles.map(|hit| hit.checked.normalized).collect::<Vec<_>>()
        };
        let name = |text: &str| hit(text, 0..9, "name_en_known", Field::Name, 0.8);
        let text = "Ann Olson, Lead Engineer, Dayton";
        let part = hit(text, 11..15, "job_title", Field::JobTitle, 0.65);
        assert_eq!(titles(text, "Lead Engineer", vec![name(text), part]), ["Lead Engineer"]);
        assert!(titles(text, "Lead Engineer", Vec::new()).is_empty(), "nobody is near");
        let text = "Ann Olson\n\n\nA lead engineer is wanted";
        assert!(titles(text, "lead engineer", vec![name(text)]).is_empty(), "two lines away");
    }

    #[test]
    fn parts_of_names_are_names_again() {
        let text = "Ileana Dragomirescu starts in June. Ileana stays at 99. The Dragomirescu House is a pub.";
        assert_eq!(found(text, &["Ileana Dragomirescu"]), ["Ileana"]);
        let text = "黒﨑 聡が出席。報告は黒﨑、黒﨑町は別。";
        assert_eq!(found(text, &["黒﨑 聡"]), ["黒﨑"]);
    }
}

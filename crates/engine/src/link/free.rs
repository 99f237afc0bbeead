//! What stands in free text: the detectors' hits, and the names that the tagger adds to them.

use super::nobodys;
use super::pairs::{is_sample, shows_how};
use super::value::bare_name;
use super::value::is_example_number;
use super::{Explained, Search};
use crate::detect::{
    Checked, Hit, is_country, is_facility, is_free_call, normalize_phone_without_trunk,
};
use crate::language::is_vietnamese;
use crate::names::{are_two_syllables, is_placeholder, shape};
use crate::normal::squeeze;
use crate::tag::{self, Kind, Mention};
use candor_facts::{Field, Language};
use std::ops::Range;
use std::sync::Arc;

/// Less probable mentions are not reported.
const PROBABLE: f32 = 0.5;
/// Names that the dictionary knows in both parts need less.
const PROBABLE_KNOWN: f32 = 0.35;
/// Firms tell no more than where someone works: less sure ones are left out.
const FIRM: f32 = 0.75;
/// A mention as probable as this corrects what a pattern found in its place.
const SURE: f32 = 0.8;

/// The detector of names that the tagger told.
pub(super) const TAGGED_PERSON: &str = "tagger, person";

/// A mention as probable as this is a name even if no dictionary knows its parts.
const BEYOND_DOUBT: f32 = 0.9;

/// The hits in what no table explains, in order and without overlaps.
pub fn hits(text: &str, explained: &Explained, search: &Search<'_>) -> Vec<Hit> {
    let free = |range: Range<usize>| explained.is_free(&(number(range.start)..number(range.end)));
    let mut hits = search.finder.find_in(text, search.heard);
    hits.retain(|hit| explained.is_free(&(hit.start..hit.end)));
    for hit in hits.iter_mut().filter(|hit| hit.field == Field::Phone) {
        let raw = text.get(hit.start as usize..hit.end as usize).unwrap_or_default();
        let language = super::language_at(text, hit.start, search.language);
        if let Some(number) = normalize_phone_without_trunk(raw, Some(language)) {
            hit.checked.normalized = number;
        }
    }
    hits.retain(|hit| {
        let number = &hit.checked.normalized;
        let raw = text.get(hit.start as usize..hit.end as usize).unwrap_or_default();
        !(hit.field == Field::Phone && is_free_call(number) || is_example_number(hit.field, raw))
    });
    let vietnamese = search.language == Language::Vi;
    hits.retain(|hit| {
        let foreign = vietnamese && &*hit.name == "name_en_known";
        let name = &hit.checked.normalized;
        hit.field != Field::Name || !(is_placeholder(name) || foreign && are_two_syllables(name))
    });
    let mentions = if search.tagger { tag::mentions(text, free) } else { Vec::new() };
    for mention in joined_addresses(text, &mentions) {
        for mention in whole_names(text, mention) {
            if let Some(hit) = hit(text, &mention, search.language) {
                place(&mut hits, hit);
            }
        }
    }
    for name in super::lists::names(text) {
        let taken = |hit: &Hit| hit.start < name.end && name.start < hit.end;
        if !hits.iter().any(taken) && explained.is_free(&(name.start..name.end)) {
            hits.push(name);
        }
    }
    let samples = samples(text);
    hits.retain(|hit| {
        let at = hit.start as usize;
        let next = samples.partition_point(|range| range.end <= at);
        samples.get(next).is_none_or(|range| !range.contains(&at))
    });
    super::namesake::part_from_persons(text, search.language, &mut hits);
    super::beside::add_tagged(text, &mentions, &mut hits);
    super::beside::add(text, search.known, &mut hits);
    super::staff_codes::add(text, &mut hits);
    nobodys::drop_strange_firms(text, search.of_person, &mut hits);
    nobodys::drop_vehicles_of_firms(text, &mut hits);
    hits.retain(|hit| explained.is_free(&(hit.start..hit.end)));
    drop_lone_segments(text, search, &mut hits);
    doubt_public_figures(text, &mut hits);
    nobodys::drop_chance_cards(text, &mut hits);
    nobodys::drop_chance_numbers(text, search.of_person, &mut hits);
    hits.sort_by_key(|hit| hit.start);
    hits
}

/// The detector of firms that the tagger told.
pub(super) const TAGGED_FIRM: &str = "tagger, organisation";

/// Detectors of what a segment of a line says only on a line about somebody.
const SEGMENTS: &[&str] = &["gender_segment", "nationality_segment", "birth_segment", YEAR_BEHIND];
/// The detector of years that are births where a name ends before them.
const YEAR_BEHIND: &str = "birth_year_behind";
/// Bytes between a name and the brackets behind it: `さん（`.
const BEHIND: usize = 10;
/// Sexes that are letters or names as well.
const SHORT_SEXES: &[&str] = &["M", "F", "Nam", "nam", "NAM"];

/// Takes away sexes, births and nationalities of lines that speak of nobody. What tells of somebody is a name; for
/// letters that mean other things as well, and for countries, which addresses name, a birth or the number of
/// a document, or brackets right behind the name.
fn drop_lone_segments(text: &str, search: &Search<'_>, hits: &mut Vec<Hit>) {
    const DOCUMENTS: &[Field] =
        &[Field::DateOfBirth, Field::Passport, Field::NationalId, Field::ResidenceCard];
    let is_segment = |hit: &Hit| SEGMENTS.contains(&&*hit.name);
    if !hits.iter().any(is_segment) {
        return;
    }
    let mut tells: Vec<(Field, Range<usize>)> = hits
        .iter()
        .filter(|hit| !is_segment(hit))
        .filter(|hit| hit.field == Field::Name || DOCUMENTS.contains(&hit.field))
        .map(|hit| (hit.field, hit.start as usize..hit.end as usize))
        .collect();
    tells.sort_by_key(|(_, at)| at.start);
    hits.retain(|hit| {
        if !is_segment(hit) {
            return true;
        }
        let place = hit.start as usize..hit.end as usize;
        if &*hit.name == YEAR_BEHIND {
            let before = tells.partition_point(|(_, at)| at.start < place.start);
            let nearest = tells.get(..before).unwrap_or_default().iter().rev().take(2);
            let ends_here =
                |at: &Range<usize>| (1..=2).contains(&place.start.saturating_sub(at.end));
            // Elsewhere a name and a year are a book.
            return super::language_at(text, hit.start, search.language) == Language::Vi
                && nearest.into_iter().any(|(field, at)| *field == Field::Name && ends_here(at));
        }
        let value = text.get(place.clone()).unwrap_or_default();
        let vague = SHORT_SEXES.contains(&value) || is_country(value);
        let in_brackets = text.get(place.end..).is_some_and(|rest| rest.starts_with([')', '）']));
        let line = super::line_around(text, place.start);
        let told = |(field, at): &(Field, Range<usize>)| {
            let behind = || in_brackets && at.end <= place.start && place.start - at.end <= BEHIND;
            !vague || *field != Field::Name || behind()
        };
        let first = tells.partition_point(|(_, at)| at.start < line.start);
        let mut on_line = tells.iter().skip(first).take_while(|(_, at)| at.start < line.end);
        on_line.any(told) || search.of_person && !vague
    });
}

/// Where a text shows how to fill it in: the lines that say so, and the block below a mark that
/// stands alone.
pub fn samples(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let (mut open, mut waiting) = (false, false);
    for line in text.split_inclusive('\n') {
        let blank = !line.chars().any(char::is_alphanumeric);
        let marked = is_sample(line);
        // `Sample collected from patient:` is no form filled in.
        let heads = line.trim_end().ends_with([':', '：']) && shows_how(line);
        let alone = marked && (heads || line.chars().filter(|c| c.is_alphanumeric()).count() <= 8);
        // An empty line between the mark and what it shows does not part them.
        waiting = alone || waiting && blank;
        open = (open && !blank) || waiting;
        if open || marked {
            found.push(start..start + line.len());
        }
        start += line.len();
    }
    found
}

/// Offices and callings that the press speaks of; whoever bears one beside the name is known to
/// all, and not from these files.
const PUBLIC_OFFICES: &[&str] = &[
    "首相",
    "総理",
    "大臣",
    "官房長官",
    "大統領",
    "知事",
    "議員",
    "選手",
    "監督",
    "力士",
    "横綱",
    "俳優",
    "女優",
    "歌手",
    "作家",
    "容疑者",
    "被告",
    "prime minister",
    "president of the united",
    "senator",
    "secretary of state",
    "chancellor",
    "thủ tướng",
    "chủ tịch nước",
    "bộ trưởng",
    "tổng bí thư",
    "ca sĩ",
    "cầu thủ",
    "diễn viên",
];

/// Words that show a cutting from the press.
const PRESS: &[&str] = &[
    "ニュース",
    "新聞",
    "通信社",
    "記者会見",
    "news digest",
    "newsletter clipping",
    "press digest",
    "reuters",
    "associated press",
    "điểm tin",
    "diem tin",
    "bản tin",
    "theo báo",
    "clipping",
    "press review",
    "media monitoring",
    "in the news",
    "headlines",
];

/// Names in cuttings, and names with a public office beside them, are hardly anybody's data here.
fn doubt_public_figures(text: &str, hits: &mut [Hit]) {
    let head: String = text.chars().take(400).flat_map(char::to_lowercase).collect();
    let within = head.contains("nội bộ") || head.contains("noi bo") || head.contains("社内報");
    let press = !within && PRESS.iter().any(|word| head.contains(word));
    for hit in hits.iter_mut().filter(|hit| hit.field == Field::Name) {
        let (start, end) = (hit.start as usize, hit.end as usize);
        let behind: String = text.get(end..).unwrap_or_default().chars().take(8).collect();
        let line = line_around(text, start).to_lowercase();
        let office = PUBLIC_OFFICES.iter().any(|word| {
            if word.chars().any(crate::normal::is_cjk) {
                behind.contains(word)
            } else {
                line.contains(word)
            }
        });
        if press || office {
            hit.checked.confidence *= 0.45;
        }
    }
}

/// A mention as a hit; places and what is improbable are none.
fn hit(text: &str, mention: &Mention, language: Language) -> Option<Hit> {
    let raw = text.get(mention.range.clone())?;
    if NOBODY.contains(&raw) {
        return None;
    }
    // In text typed without capitals a name is none the less one; small Vietnamese words are words.
    let small = |raw: &str| capitalised(raw).filter(|_| language != Language::Vi);
    let shape = |raw: &str| shape(raw).or_else(|| shape(&small(raw)?));
    let known = || shape(raw).is_some_and(|shape| shape.full && shape.plausible >= 0.9);
    let person = mention.kind == Kind::Person;
    let probable = mention.probability >= PROBABLE
        || person && mention.probability >= PROBABLE_KNOWN && known();
    if !probable {
        return None;
    }
    // `Ms. Voss`: the address is not part of the name.
    let bare = if person { bare_name(raw) } else { raw };
    let start = mention.range.start + raw.find(bare).unwrap_or(0);
    let raw = bare;
    let (field, name) = match mention.kind {
        Kind::Person => (Field::Name, TAGGED_PERSON),
        Kind::Company => (Field::Employer, TAGGED_FIRM),
        Kind::Address => (Field::Address, "tagger, address"),
        Kind::Place | Kind::Title | Kind::Department | Kind::Other => return None,
    };
    let likely = match field {
        Field::Name => {
            let listed = crate::tag::classes(raw)
                & (crate::tag::lexicon::SURNAME | crate::tag::lexicon::GIVEN)
                != 0;
            let sure = mention.probability >= SURE || listed && mention.probability >= 0.7;
            let behind = text.get(start + raw.len()..).unwrap_or_default();
            let next = behind
                .strip_prefix(' ')
                .and_then(|rest| rest.split(|c: char| !c.is_alphabetic()).next());
            let last = raw.rsplit(' ').next().unwrap_or(raw);
            // `Robert Gordon Test House`, `Nelson House`; not `Gurmail works for us`.
            let large = |word: &&str| word.starts_with(char::is_uppercase);
            let facility = is_facility(last) && raw.contains(' ')
                || next.filter(large).is_some_and(is_facility);
            let shaped = shape(raw).is_some_and(|shape| shape.full || sure)
                || mention.probability >= BEYOND_DOUBT && is_plain(raw);
            shaped && !is_placeholder(raw) && !facility
        }
        Field::Address => {
            // Vietnamese addresses are left to patterns, which know where they end.
            raw.bytes().any(|byte| byte.is_ascii_digit())
                && raw.chars().count() >= 8
                && mention.probability >= 0.6
                && !raw.contains(['\t', '^', '|'])
                && crate::detect::normalize_date(raw).is_none()
                && !line_around(text, mention.range.start).chars().any(is_vietnamese)
        }
        // What may as well be a person's name is no firm's.
        _ => {
            let person = shape(raw).is_some_and(|shape| shape.full && shape.plausible >= 0.6);
            raw.chars().count() >= 2
                && mention.probability >= FIRM
                && !person
                && !raw.contains('\t')
        }
    };
    let normalized = match field {
        Field::Address => crate::normal::address_key(raw),
        _ => squeeze(raw),
    };
    likely.then(|| Hit {
        name: Arc::from(name),
        field,
        scheme: None,
        start: number(start),
        end: number(start + raw.len()),
        checked: Checked { normalized, confidence: confidence(mention, known), validator: None },
        context: None,
    })
}

/// Longer runs are no names, in characters.
const NAME_LONGEST: usize = 40;
/// Words in small letters and a stroke that tell whose child or spouse somebody is: `Arumugam s/o Velusamy`.
const RELATIONS: [&str; 5] = ["s/o", "d/o", "w/o", "a/l", "a/p"];

/// Whether a text holds nothing that names do not: letters, and the marks that join and shorten them.
fn is_plain(text: &str) -> bool {
    let joins = |c: char| matches!(c, '\u{3000}' | '.' | '-' | '\'' | '’' | '・' | '"');
    let letters = |word: &str| word.chars().all(|c| c.is_alphabetic() || joins(c));
    text.chars().count() <= NAME_LONGEST
        && text.split(' ').all(|word| RELATIONS.contains(&word) || letters(word))
}

/// How often a mention of a person so probable is one: measured on the open papers of `suite/papers`, which
/// are harder than what the tagger learnt from. What the dictionary knows in both parts is one at least as
/// often as not.
fn confidence(mention: &Mention, known: impl Fn() -> bool) -> f32 {
    if mention.kind != Kind::Person {
        return mention.probability;
    }
    let confidence = match mention.probability {
        p if p >= 0.9 => p - 0.05,
        p if p >= 0.8 => 0.7,
        p if p >= 0.7 => 0.6,
        p => p * 0.75,
    };
    if known() { confidence.max(PROBABLE) } else { confidence }
}

/// The mentions of persons in one of the tagger's: names that a wide gap parts are several, and none
/// ends within a word (`Fiona Mackintosh-Reid`).
fn whole_names(text: &str, mention: Mention) -> Vec<Mention> {
    if mention.kind != Kind::Person {
        return vec![mention];
    }
    let raw = text.get(mention.range.clone()).unwrap_or_default();
    let mut names = Vec::new();
    let mut at = mention.range.start;
    for piece in raw.split(['\t', '\n']).flat_map(|piece| piece.split("  ")) {
        let start = at + (piece.len() - piece.trim_start().len());
        let end = at + piece.trim_end().len();
        if end > start {
            let end = start + without_degrees(text.get(start..end).unwrap_or_default()).len();
            names.push(Mention { range: whole_words(text, start..end), ..mention.clone() });
        }
        at += piece.len()
            + if text.get(at + piece.len()..).is_some_and(|rest| rest.starts_with("  ")) {
                2
            } else {
                1
            };
    }
    names
}

/// `Nirupama Chatterjee-Wells MFOM`: letters behind a name that is not in capitals itself.
fn without_degrees(name: &str) -> &str {
    let Some((rest, last)) = name.rsplit_once(' ') else { return name };
    let degree = (2..=6).contains(&last.len())
        && last.bytes().all(|byte| byte.is_ascii_uppercase())
        && !matches!(last, "II" | "III" | "IV" | "JR" | "SR");
    let whole = |word: &str| word.chars().skip(1).any(char::is_lowercase);
    if degree && rest.split(' ').count() >= 2 && rest.split(' ').all(whole) { rest } else { name }
}

/// Bytes by which a name may grow to whole words on either side.
const WORD_BYTES_MAX: usize = 64;

/// The range without a word in Latin letters cut at either end.
fn whole_words(text: &str, range: Range<usize>) -> Range<usize> {
    let letter = |c: char| c.is_alphabetic() && !crate::normal::is_cjk(c);
    let joins = |c: char| matches!(c, '-' | '\'' | '’');
    let within =
        |at: usize| text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(letter);
    let mut end = range.end;
    if text.get(..end).and_then(|before| before.chars().next_back()).is_some_and(letter) {
        while let Some(c) = text.get(end..).and_then(|rest| rest.chars().next()) {
            let behind = text.get(end + c.len_utf8()..).unwrap_or_default();
            let mut following = behind.chars();
            let next = following.next();
            // `Callum's` is Callum.
            let owns = next == Some('s') && !following.next().is_some_and(letter);
            let far = end - range.end > WORD_BYTES_MAX;
            if far || !(letter(c) || joins(c) && next.is_some_and(letter) && !(c != '-' && owns)) {
                break;
            }
            end += c.len_utf8();
        }
    }
    let mut start = range.start;
    while within(start) {
        let before = text.get(..start).unwrap_or_default();
        let mut backwards = before.chars().rev();
        let Some(c) = backwards.next() else { break };
        let far = range.start - start > WORD_BYTES_MAX;
        if far || !(letter(c) || joins(c) && backwards.next().is_some_and(letter)) {
            break;
        }
        start -= c.len_utf8();
    }
    start..end
}

/// Words of headings and lists that the tagger takes for a name.
const NOBODY: &[&str] = &[
    "Mr",
    "Mrs",
    "Ms",
    "Dr",
    "Who",
    "Born",
    "Seat",
    "Net",
    "Locum",
    "II",
    "III",
    "IV",
    "GA",
    "HR",
    "IT",
    "QA",
    "German",
    "Irish",
    "British",
    "American",
    "French",
    "Italian",
    "Spanish",
    "Polish",
    "Dutch",
    "Indian",
    "Chinese",
    "Japanese",
    "Korean",
    "Vietnamese",
    "Thai",
    "Name",
    "Date",
    "Note",
    "Total",
    "Yes",
    "No",
    "Ok",
    "OK",
    "Tbd",
    "TBD",
    "TBC",
    "Nil",
    "None",
    "Staff",
    "Guest",
    "Visitor",
    "Host",
    "Owner",
    "Việt Nam",
    "Nhật Bản",
    "Hàn Quốc",
    "Trung Quốc",
    "愛知",
    "愛媛",
    "岐阜",
    "静岡",
    "埼玉",
    "群馬",
    "新潟",
    "京都",
    "大阪",
    "神戸",
    "Tổng",
    "Nhóm",
    "Nhóm Zalo",
    "Phòng",
    "Ban",
    "Tổ",
    "Ca",
];

/// `david lange` as `David Lange`; `None` when it has capitals already.
fn capitalised(text: &str) -> Option<String> {
    if text.chars().any(char::is_uppercase) {
        return None;
    }
    let words = text.split(' ').map(|word| {
        let mut letters = word.chars();
        letters
            .next()
            .map(|c| c.to_uppercase().chain(letters).collect::<String>())
            .unwrap_or_default()
    });
    Some(words.collect::<Vec<_>>().join(" "))
}

/// The lines of one postal address as one mention: they follow each other with nothing between.
fn joined_addresses(text: &str, mentions: &[Mention]) -> Vec<Mention> {
    let mut joined: Vec<Mention> = Vec::with_capacity(mentions.len());
    for mention in mentions {
        let follows = joined.last().is_some_and(|last| {
            let between = text.get(last.range.end..mention.range.start).unwrap_or("x");
            let address = |kind: Kind| matches!(kind, Kind::Address | Kind::Place);
            last.kind == Kind::Address
                && address(mention.kind)
                && between.chars().filter(|c| *c == '\n').count() <= 2
                && between.chars().all(|c| c.is_whitespace() || matches!(c, ',' | '>' | '.' | '-'))
        });
        match joined.last_mut() {
            Some(last) if follows => last.range.end = mention.range.end,
            _ => joined.push(mention.clone()),
        }
    }
    joined
}

/// Puts a mention among the hits: it yields to identifiers, and of two readings of one name the
/// surer and longer stays.
fn place(hits: &mut Vec<Hit>, new: Hit) {
    let overlapping: Vec<usize> = hits
        .iter()
        .enumerate()
        .filter(|(_, hit)| hit.start < new.end && new.start < hit.end)
        .map(|(at, _)| at)
        .collect();
    let yields = overlapping.iter().filter_map(|at| hits.get(*at)).any(|hit| {
        let name = hit.field == Field::Name;
        // A company's name that a pattern took for a person's; a name that ends like an illness or a department.
        let alike = matches!(hit.field, Field::Medical | Field::Department | Field::JobTitle);
        let corrects =
            new.checked.confidence >= SURE && (name || alike && new.field == Field::Name);
        let longer = new.end - new.start > hit.end - hit.start;
        !(corrects && (longer || new.field == Field::Employer))
    });
    if yields {
        return;
    }
    for at in overlapping.into_iter().rev() {
        hits.remove(at);
    }
    hits.push(new);
}

fn line_around(text: &str, at: usize) -> &str {
    let start =
        text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
    let rest = text.get(start..).unwrap_or_default();
    rest.split('\n').next().unwrap_or(rest)
}

fn number(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_end_with_their_words() {
        let whole = |text: &str, part: &str| {
            let at = text.find(part).unwrap();
            text[whole_words(text, at..at + part.len())].to_owned()
        };
        assert_eq!(
            whole("by Fiona Mackintosh-Reid, MD", "Fiona Mackintosh"),
            "Fiona Mackintosh-Reid"
        );
        assert_eq!(whole("Thanh Tâm, shop", "Thanh T"), "Thanh Tâm");
        assert_eq!(whole("Tad Kowalczyk's wife", "Tad Kowalczyk"), "Tad Kowalczyk");
        assert_eq!(whole("鈴木一郎さん", "鈴木一郎"), "鈴木一郎");
    }

    #[test]
    fn a_wide_gap_parts_names() {
        let text = "O. Cole  N. Cattermole\tI. Qureshi";
        let mention = Mention { range: 0..text.len(), kind: Kind::Person, probability: 0.9 };
        let names: Vec<&str> =
            whole_names(text, mention).into_iter().map(|name| &text[name.range]).collect();
        assert_eq!(names, ["O. Cole", "N. Cattermole", "I. Qureshi"]);
    }

    #[test]
    fn names_hold_letters_and_what_joins_them() {
        for name in [
            "Arumugam s/o Velusamy",
            "Sherwin \"Wing\" Tiu Ang",
            "P. O'Brien-Lee",
            "サントス・ルイー",
        ] {
            assert!(is_plain(name), "{name}");
        }
        for other in ["Room 12", "a@b", "QURESHI/IMRAN", &"x".repeat(NAME_LONGEST + 1)] {
            assert!(!is_plain(other), "{other}");
        }
    }

    #[test]
    fn degrees_are_no_part_of_a_name() {
        assert_eq!(without_degrees("Nirupama Chatterjee-Wells MFOM"), "Nirupama Chatterjee-Wells");
        assert_eq!(without_degrees("Robert Umberger III"), "Robert Umberger III");
        assert_eq!(without_degrees("NGUYEN THI HOA"), "NGUYEN THI HOA");
        assert_eq!(without_degrees("Jean-Baptiste LACROIX"), "Jean-Baptiste LACROIX");
    }

    #[test]
    fn what_a_mark_shows_may_stand_below_an_empty_line() {
        let text = "氏名 千葉\n（記入例）\n\n氏名 山田 太郎\n携帯 090\n\n以上\n";
        let shown: String = samples(text).into_iter().map(|range| &text[range]).collect();
        assert!(shown.contains("山田") && shown.contains("携帯"), "{shown}");
        assert!(!shown.contains("千葉") && !shown.contains("以上"), "{shown}");
    }
}

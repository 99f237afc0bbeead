//! What bears a person's name in running text and is none: ships, rooms, streets, schools, firms, products,
//! headings in capitals, and people whom everybody knows.

use crate::DOUBT;
use crate::detect::{Hit, is_facility};
use crate::famous::is_famous;
use crate::names::{is_placeholder, is_usual_vietnamese, shape};
use crate::normal::{is_cjk, is_han};
use crate::tag::{self, lexicon};
use candor_facts::{Field, Language};
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

struct Words {
    before: HashSet<&'static str>,
    behind: HashSet<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| Words {
    before: words(THINGS_BEFORE).collect(),
    behind: words(THINGS_BEHIND).collect(),
});

fn words(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.split(", ")
}

fn is_label(word: &str) -> bool {
    words(LABELS).any(|label| label == word)
}

/// Drops names whose surroundings show that they are a thing's, wherever the text repeats them; mends those
/// that a pattern cut; doubts those whom everybody knows.
pub fn part_from_persons(text: &str, language: Language, hits: &mut Vec<Hit>) {
    let range = |hit: &Hit| hit.start as usize..hit.end as usize;
    hits.retain_mut(|hit| hit.field != Field::Name || mend(text, language, hit));
    hits.retain(|hit| {
        let heading = || is_numbered(&hit.checked.normalized, language);
        hit.field != Field::Name || !(heading() || is_template(text, range(hit)))
    });
    let key = |hit: &Hit| hit.checked.normalized.to_lowercase();
    let names = hits.iter().filter(|hit| hit.field == Field::Name);
    // One word alone may be a room's here and a person's there; in Japanese it is a product's name.
    let whole = |hit: &&Hit| {
        let name = &hit.checked.normalized;
        name.contains(' ') || name.chars().any(is_cjk)
    };
    let things: HashSet<String> =
        names.filter(whole).filter(|hit| is_thing_somewhere(text, range(hit))).map(key).collect();
    hits.retain(|hit| {
        let named = hit.field == Field::Name && !is_addressed(hit);
        !(named && (things.contains(&key(hit)) || is_thing(text, range(hit))))
    });
    for hit in hits.iter_mut().filter(|hit| hit.field == Field::Name && !is_addressed(hit)) {
        if is_famous(&hit.checked.normalized) {
            hit.checked.confidence *= DOUBT;
        }
    }
}

/// `I. TIỀN SỬ`, `P. Thanh Khê`: a heading with its number; in Vietnamese a ward (phường), a district (quận), a
/// town (thị xã) or an office (phòng).
fn is_numbered(name: &str, language: Language) -> bool {
    let Some((head, rest)) = name.split_once(". ") else { return false };
    let loud = !rest.chars().any(char::is_lowercase);
    let number = matches!(head, "I" | "II" | "III" | "IV" | "V" | "VI" | "VII") && loud;
    number || language == Language::Vi && matches!(head, "P" | "Q" | "TX" | "TP" | "TT")
}

/// Whether a pattern of an honorific beside a whole or family name found it.
fn is_addressed(hit: &Hit) -> bool {
    matches!(&*hit.name, "name_ja" | "name_ja_kana" | "name_en" | "name_san" | "name_vi")
}

/// Puts the edges of a name right where that leaves a name; says whether it is one of somebody at all.
fn mend(text: &str, language: Language, hit: &mut Hit) -> bool {
    let range = hit.start as usize..hit.end as usize;
    let Some(raw) = text.get(range.clone()) else { return false };
    let behind = first_characters(text.get(range.end..).unwrap_or_default(), AROUND);
    let before = last_characters(text.get(..range.start).unwrap_or_default(), AROUND);
    let name = behind_a_greeting(raw, language).or_else(|| behind_an_address(raw));
    let name = name.or_else(|| behind_a_weekday(raw)).unwrap_or(raw);
    let start = range.end - name.len() - word_before(before, &hit.name);
    let end = if raw.chars().any(is_cjk) {
        range.end + rest_of_given_name(raw, behind)
    } else {
        range.start + latin_length(raw, behind, &hit.name)
    };
    let Some(name) = text.get(start..end).filter(|_| (start..end) != range) else { return true };
    if shape(name).is_some() {
        hit.checked.normalized = crate::normal::squeeze(name);
        hit.start = u32::try_from(start).unwrap_or(hit.start);
        hit.end = u32::try_from(end).unwrap_or(hit.end);
    }
    !is_placeholder(name)
}

/// Bytes of a name in Latin letters, from where a pattern began it: without a label behind it or the first
/// letter of something else, with an initial's given name, with further words.
fn latin_length(raw: &str, behind: &str, detector: &str) -> usize {
    // Behind a whole name in capitals labels begin: `… QUYẾT CCCD`, `… HOA SINH NGÀY`.
    let spaces = raw.match_indices(' ').map(|(at, _)| at);
    let label =
        spaces.skip(1).find(|at| is_label(first_word(raw.get(at + 1..).unwrap_or_default())));
    if let Some(at) = label {
        return at;
    }
    let initial = raw.rsplit_once(' ').is_some_and(|(_, last)| last.chars().count() == 1);
    // `Sơn A|812`
    if initial && behind.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
        return raw.rfind(' ').unwrap_or(0);
    }
    // `Tống V. Hinh`
    let given = behind.strip_prefix(". ").filter(|_| initial).map(first_word);
    match given.filter(|word| begins_large(word)) {
        Some(word) => raw.len() + ". ".len() + word.len(),
        None => raw.len() + further_words(raw, behind, detector),
    }
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !(c.is_alphabetic() || c == '-')).next().unwrap_or_default()
}

fn begins_large(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Bytes of `陳 思|婷`: what remains of the line, where the dictionary knows the two as a given name.
fn rest_of_given_name(raw: &str, behind: &str) -> usize {
    let Some((_, begun)) = raw.rsplit_once([' ', '\u{3000}']) else { return 0 };
    let rest = behind.split(['\n', '\r']).next().unwrap_or_default();
    let few = (1..=2).contains(&rest.chars().count()) && rest.chars().all(is_han);
    let given = tag::classes(&format!("{begun}{rest}")) & lexicon::GIVEN != 0;
    if few && given { rest.len() } else { 0 }
}

/// The name behind a greeting: `Hi Arjun`, `Chào Lan Anh`; in Vietnamese also behind `Anh`, `Chi`, `Ong`.
fn behind_a_greeting(raw: &str, language: Language) -> Option<&str> {
    const GREETINGS: &[&str] =
        &["Hi", "Hello", "Hey", "Dear", "Thanks", "Meet", "Chào", "Gửi", "Kính", "Cc"];
    let (first, rest) = raw.split_once(' ')?;
    let addressed = language == Language::Vi
        && raw.is_ascii()
        && !rest.contains(' ')
        && matches!(first, "Anh" | "Chi" | "Ong" | "Ba");
    (GREETINGS.contains(&first) || addressed).then_some(rest)
}

/// `A. Khải`, `C. Diệp`: the letter addresses a man, a woman.
fn behind_an_address(raw: &str) -> Option<&str> {
    let (address, rest) = raw.split_once(". ").or_else(|| raw.split_once('.'))?;
    let given = !rest.contains([' ', '.']) && rest.chars().any(crate::language::is_vietnamese);
    (matches!(address, "A" | "B" | "C" | "E" | "Ô") && given).then_some(rest)
}

/// Bytes of the family or given name right before initials: `Rolando |B. Macaraeg`, `Nhâm |T. Bảo Ngọc`.
fn word_before(before: &str, detector: &str) -> usize {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let Some(line) = line.strip_suffix(' ').filter(|_| detector == "name_initials") else {
        return 0;
    };
    let word = line.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let known = tag::classes(word) & (lexicon::SURNAME | lexicon::GIVEN) != 0
        || word.chars().any(crate::language::is_vietnamese);
    if known && begins_large(word) && word.chars().any(char::is_lowercase) && word.len() >= 3 {
        word.len() + 1
    } else {
        0
    }
}

/// `木　降旗`: the day of a diary, then the name.
fn behind_a_weekday(raw: &str) -> Option<&str> {
    let (day, rest) = raw.split_once([' ', '\u{3000}'])?;
    let is_day = matches!(day, "月" | "火" | "水" | "木" | "金" | "土" | "日");
    let family = tag::classes(rest) & lexicon::SURNAME != 0
        || crate::names::starts_with_family(rest).is_some();
    (is_day && family).then_some(rest)
}

/// Bytes by which a name goes on behind what a pattern took of it: `Parminder Kaur| Sahota`,
/// `Nguyễn Văn| A`. Only words that are names themselves, and single letters.
fn further_words(raw: &str, behind: &str, detector: &str) -> usize {
    let cuts = matches!(detector, "name_en_known" | "name_vi" | "name_initials");
    let mut length = 0;
    while cuts && let Some(rest) = behind.get(length..).and_then(|rest| rest.strip_prefix(' ')) {
        let word = first_word(rest);
        let letter = word.chars().count() == 1 && !raw.is_ascii();
        let known =
            tag::classes(word) & (lexicon::SURNAME | lexicon::GIVEN) != 0 && word.len() >= 3;
        let thing = WORDS.behind.contains(word.to_lowercase().as_str()) || is_facility(word);
        if !begins_large(word) || thing || !(known || letter) || length > 2 * AROUND {
            break;
        }
        length += 1 + word.len();
    }
    length
}

/// Longer texts are not searched for other places of a name.
const SEARCHED_BYTES_MAX: usize = 64 * 1024;
/// Places of one name that are looked at.
const PLACES_MAX: usize = 20;

/// Whether a name is a thing's where it stands, or a name of several words anywhere in the text.
fn is_thing_somewhere(text: &str, range: Range<usize>) -> bool {
    let Some(raw) = text.get(range.clone()) else { return false };
    if is_thing(text, range) {
        return true;
    }
    let places = text.match_indices(raw).take(PLACES_MAX);
    raw.contains(' ')
        && text.len() <= SEARCHED_BYTES_MAX
        && places.into_iter().any(|(at, _)| is_thing(text, at..at + raw.len()))
}

/// Whether what stands around a name shows that it is a thing's.
fn is_thing(text: &str, range: Range<usize>) -> bool {
    let Some(raw) = text.get(range.clone()) else { return false };
    let (before, behind) = around(text, range);
    if raw.chars().any(is_cjk) {
        return is_japanese_thing(raw, before, behind);
    }
    is_quoted(raw, before, behind)
        || is_case_at_law(before, behind)
        || follows_a_thing_word(before, behind)
        || precedes_a_thing_word(raw, behind)
        || is_heading(raw, before, behind)
}

/// What stands before and behind in the same line.
fn around(text: &str, range: Range<usize>) -> (&str, &str) {
    let before = last_characters(text.get(..range.start).unwrap_or_default(), AROUND);
    let behind = first_characters(text.get(range.end..).unwrap_or_default(), AROUND);
    let before = before.rsplit('\n').next().unwrap_or_default();
    (before, behind.split('\n').next().unwrap_or_default())
}

/// Characters before a name that are looked at.
const AROUND: usize = 40;

fn first_characters(text: &str, count: usize) -> &str {
    let to = text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
    text.get(..to).unwrap_or_default()
}

fn last_characters(text: &str, count: usize) -> &str {
    let from = text.char_indices().rev().nth(count.saturating_sub(1)).map_or(0, |(at, _)| at);
    text.get(from..).unwrap_or_default()
}

/// `Caparo v Dickman`: a party of a decided case.
fn is_case_at_law(before: &str, behind: &str) -> bool {
    let large = |text: &str| text.chars().next().is_some_and(char::is_uppercase);
    let rest = behind.strip_prefix(" v. ").or_else(|| behind.strip_prefix(" v "));
    let first = before.strip_suffix(" v ").or_else(|| before.strip_suffix(" v. "));
    let word = first.and_then(|first| first.rsplit(' ').next());
    rest.is_some_and(large) || word.is_some_and(large)
}

/// Within the marks of a template: `«Mr/Mrs Surname»`, `<<Manager Name>>`.
fn is_template(text: &str, range: Range<usize>) -> bool {
    let (before, behind) = around(text, range);
    [("«", "»"), ("<<", ">>"), ("{{", "}}")].iter().any(|(open, close)| {
        let opened = before.rsplit_once(open).is_some_and(|(_, since)| !since.contains(close));
        let closed = behind.split_once(close).is_some_and(|(until, _)| !until.contains(open));
        opened && closed
    })
}

/// A name in quotes in the middle of a sentence: `rig "Big Malcolm"`. What quotes of a data format hold
/// stands behind a colon, a comma or a bracket.
fn is_quoted(raw: &str, before: &str, behind: &str) -> bool {
    const QUOTES: &[(char, char)] = &[('"', '"'), ('“', '”'), ('‘', '’'), ('«', '»'), ('„', '“')];
    let mut backwards = before.chars().rev();
    let (Some(open), Some(' '), Some(last)) =
        (backwards.next(), backwards.next(), backwards.next())
    else {
        return false;
    };
    // `Castellanos Webb "Peg"`: behind a name it is a nickname.
    let word = before.split(' ').rev().nth(1).unwrap_or_default();
    let nickname = !raw.contains(' ') && shape(word).is_some();
    let account = words(ACCOUNTS).any(|known| known.eq_ignore_ascii_case(word));
    QUOTES.iter().any(|(left, right)| *left == open && behind.starts_with(*right))
        && last.is_alphabetic()
        && !nickname
        && !account
}

/// Words before what logs and letters quote of persons.
const ACCOUNTS: &str =
    "user, users, username, name, named, account, login, owner, author, for, by, from, to, as, is";

/// Words before a name that make it a ship's, a room's, a street's, a school's.
const THINGS_BEFORE: &str = "usns, uss, hms, shed, room, guest room, meeting room, conference room, boardroom, lounge, skit, team, shelf, yacht, boat, rv, mv, m/v, s/s, hull, hulls, vessel, ship, ferry, st, st., saint, hotel, villa, project, typhoon, hurricane, storm, operation, \
    lake, mount, mt, mt., fort, cape, camp, port, pattern, rig, truck, robot, princess, duchess, castle, pub, café, cafe, bar, phòng, phòng họp, \
    hội trường, đường, phố, trường, cầu, cầu cảng, nhà máy, kdc, khu, khu dân cư, tòa, toà, tòa nhà, thpt, thcs, th, tiểu học, thpt chuyên, chuyên, \
    đại lý, chi nhánh, nhà hàng, khách sạn, đầm, hồ, quán, dự án, công chứng, văn phòng công chứng, hiệu, xưởng, cột cờ, công viên, bệnh viện, ban nhạc, \
    viễn thông, logistics, vận tải, vận tải biển, fan, chung cư, ngõ, hẻm, kcn, ccn, xã, huyện, quận, phường, thị trấn, thị xã, tỉnh, sông, núi, \
    chùa, đền, cao đẳng, đại học, cđ nghề, nghề, khuôn, máy, tàu, lô, showroom, cà phê, quán cà phê, giải, cúp, quỹ, thép, sơn, gối đỡ, bơm, phong hop, \
    duong, pho, truong, nha may, khach san, benh vien, cong ty, dntn, htx, gói, serum, phần mềm, chai, hộp, hop, thùng, phim, thương hiệu, nhãn hiệu, \
    hãng, hóa chất, linh vật, búp bê, gấu, printer, nozzle, forklift, colour, brand, machine";

/// Whether one, two or three words right before a name are such a word, or an article: `the Captain Howard`, not
/// `the Karen Miller family`.
fn follows_a_thing_word(before: &str, behind: &str) -> bool {
    const OF_PERSONS: &str = "family, household, estate, account, case, file, matter, claim, group, couple, interview, team";
    // `M/V Captain Howard`
    if before.ends_with("M/") || before.ends_with("F/") {
        return true;
    }
    let Some(before) = before.strip_suffix(' ') else { return false };
    let next = first_word(behind.trim_start());
    if before.rsplit(' ').next().is_some_and(|word| word.eq_ignore_ascii_case("the")) {
        return !words(OF_PERSONS).any(|known| known == next);
    }
    let words: Vec<&str> = before.split(' ').collect();
    (1..=3.min(words.len())).any(|count| {
        let last = words.get(words.len() - count..).unwrap_or_default().join(" ").to_lowercase();
        let last = last.trim_start_matches(['(', '"', '“', '-', '*', '|', ',']);
        WORDS.before.contains(last)
    }) && !before.to_lowercase().ends_with("thủ quỹ")
}

/// Words behind a name that make it a firm's, a place's or a product's, besides those of facilities.
const THINGS_BEHIND: &str = "gmbh, ag, kg, ltd, ltd., limited, inc, inc., llc, plc, corp, corp., bros, bros., brothers, shoten, sons, group, holdings, partners, associates, \
    industries, steel, chemicals, certification, health, brewery, waterworks, suites, riverside, residence, apartments, condo, condominium, subd, subd., \
    subdivision, village, estate, heights, public, pub, pump, valve, spring, handwheel, series, class, model, gland, pack, ferry, hull, farm, pro, plus, \
    bank, clinic, pharmacy, stadium, arena, theatre, theater, museum, library, university, institute, academy, gymnasium, secondary, elementary, primary, \
    high, line, logistics, acoustic, net, epoxy, media, studio, spa, test, division, trophy, scholarship, memorial, ward, wing, mine, quarry, pier, \
    canal, market, mall, cc, cottage, cottages, hill, hills, meadow, meadows, rd, rd., ter, ter., ln, ln., blvd, blvd., ave, ave., pkwy, mansions, mews, \
    towers, block, blocks, welding, drilling, trucks, trucking, transport, haulage, freight, couriers, shipping, motors, autos, tyres, tires, garage, \
    plumbing, roofing, electrical, cleaning, catering, bakery, bakeshop, bakers, butchers, grill, kitchen, diner, foods, salon, barbers, florist, doctors, \
    lounge, shed, insurance, agency, dental, dentistry, surgery, solicitors, attorneys, advisors, consultants, consulting, trading, traders, enterprises, engineering, fabrication, \
    machining, tooling, plastics, textiles, garments, sportswear, furniture, hardware, electronics, software, systems, solutions, technologies, \
    laundry, nursery, stationers, printers, printing, travel, tours, realty, properties, builders, construction, contractors, supplies, equipment, \
    optical, opticians, jewellers, jewelers, records, homes";

fn precedes_a_thing_word(raw: &str, behind: &str) -> bool {
    let last = raw.rsplit(' ').next().unwrap_or(raw).to_lowercase();
    // Sarah Hull is a person.
    let surname = tag::classes(&last) & lexicon::SURNAME != 0;
    let ends_so = raw.contains(' ') && !surname && WORDS.behind.contains(last.as_str());
    let firm = [" & Sons", " & SONS", " & Co", " & CO", " & Bros", " & Partners", "™", "®"];
    let behind_province = behind.strip_prefix(", ").is_some_and(|rest| {
        let two: Vec<&str> = rest.split([' ', ',', '.', ';']).take(2).collect();
        crate::names::is_vietnamese_province(&two.join(" "))
    }) && !raw.is_ascii();
    let next = behind.strip_prefix(' ').map(|rest| {
        rest.split(|c: char| !(c.is_alphabetic() || c == '.')).next().unwrap_or_default()
    });
    let next_is = next.is_some_and(|word| {
        let lower = word.to_lowercase();
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        // `John Smith pack`, small: of a product; `test`, `high`, `public` and the like only in capitals.
        (WORDS.behind.contains(lower.as_str())
            && (capital || SMALL_THINGS.contains(&lower.as_str())))
            || capital && is_facility(&lower)
    });
    ends_so || firm.iter().any(|mark| behind.starts_with(mark)) || next_is || behind_province
}

/// Those of the words behind a name that are written small.
const SMALL_THINGS: &[&str] = &[
    "pump",
    "valve",
    "spring",
    "handwheel",
    "series",
    "class",
    "gland",
    "pack",
    "ferry",
    "hull",
    "line",
];

/// Labels in capitals that follow a name.
const LABELS: &str = "CCCD, CMND, SDT, SĐT, DT, ĐT, MST, STK, TEL, MR, MRS, MS, DOB, SSN, NS, GT, HKTT, SINH, NGÀY, CHỨC, ĐỊA";

/// A piece of a heading in capitals: `HỢP |ĐỒNG LAO ĐỘNG|`, `|SƠN PHỦ CHO KẾT CẤU| THÉP`, `|A. THU| NHẬP`.
fn is_heading(raw: &str, before: &str, behind: &str) -> bool {
    const TITLES: &[&str] = &[
        "ÔNG",
        "BÀ",
        "ANH",
        "CHỊ",
        "MR",
        "MRS",
        "MS",
        "MISS",
        "DR",
        "ONG",
        "BA",
        "NAME",
        "TÊN",
        "TEN",
        "CHAIN",
        "BY",
        "TO",
        "CHỦ HỘ",
    ];
    let capitals = |word: &str| {
        word.chars().filter(|c| c.is_alphabetic()).count() >= 2
            && !word.chars().any(char::is_lowercase)
    };
    let letters = raw.split([' ', '.']).filter(|word| word.chars().count() >= 2);
    if !letters.clone().all(capitals) || letters.count() == 0 {
        return false;
    }
    let word = |text: &str| text.trim_matches(|c: char| !c.is_alphabetic()).to_owned();
    let last = before.strip_suffix(' ').and_then(|text| text.rsplit(' ').next()).map(word);
    let next = behind.strip_prefix(' ').and_then(|text| text.split(' ').next()).map(word);
    // Words of small letters alone in a line of capitals are another matter than a wide gap.
    let goes_on = next.is_some_and(|next| capitals(&next) && !is_label(&next));
    let begun = last.is_some_and(|last| {
        capitals(&last) && !TITLES.contains(&last.as_str()) && !is_label(&last)
    });
    let vietnamese = !raw.is_ascii() || raw.contains('.');
    vietnamese && (goes_on || begun) && !is_usual_vietnamese(raw)
}

/// Japanese words that go on where a name seems to end.
const JAPANESE_BEHIND: &str = "有限公司, 株式会社, 商店, 商会, 医院, 整形外科, 形外科, 外科, 内科, 歯科, 皮膚科, 眼科, クリニック, 小学校, 中学校, 高校, 高等学校, 学校, 大学, 学園, 病院, 薬局, 酒店, 書店, 通り, 駅, 橋, シリーズ, ライン, 製作所, 製薬, 工業, 会館, \
    ホール, 記念, 公園, 神社, 寺, 美術館, 食堂, 庁, 杯, 賞, 財団, 銀行, ビル, マンション, ハイツ";

/// Words before an opening quote that say what is called so.
const JAPANESE_BEFORE: &str = "会議室, 愛称, ライン名, ロボット, 機械, 搬送機, 製品名, 商品名, シリーズ, 名称, 号車, コード名, プロジェクト, コーナー, は, 、, ・";

fn is_japanese_thing(raw: &str, before: &str, behind: &str) -> bool {
    let behind_bracket = match behind.strip_prefix(['（', '(']) {
        Some(rest) => rest.split_once(['）', ')']).map_or(behind, |(_, rest)| rest),
        None => behind,
    };
    let goes_on = |text: &str| words(JAPANESE_BEHIND).any(|word| text.starts_with(word));
    let quoted = before.ends_with(['「', '『']) && behind.starts_with(['」', '』']);
    let one_word = !raw.contains([' ', '\u{3000}', '・']);
    let opened = before.trim_end_matches(['「', '『']);
    let called = words(JAPANESE_BEFORE).any(|word| opened.ends_with(word));
    let in_room = words(JAPANESE_ROOMS).any(|word| before.trim_end().ends_with(word));
    // `トレー「静御前」`
    let goods = opened.chars().next_back().is_some_and(crate::normal::is_kana);
    let called = called || goods && opened.len() < before.len() && !opened.ends_with(PARTICLES);
    goes_on(behind)
        || goes_on(behind_bracket)
        || in_room
        || quoted && one_word && (called || kana_alone(raw))
}

/// Kana that end what is no noun.
const PARTICLES: [char; 10] = ['の', 'を', 'に', 'が', 'で', 'と', 'も', 'へ', 'た', 'る'];

/// Words before a name that make it a room's, a machine's or an inn's.
const JAPANESE_ROOMS: &str = "会議室, 応接室, 病室, 教室, ロボット, 充填機, 包装機, 搬送機, 漁船, 号艇, 旅館, 民宿, 喫茶, スナック, 居酒屋, 料亭, 寿司, ホテル, ペンション";

fn kana_alone(raw: &str) -> bool {
    raw.chars().all(crate::normal::is_kana)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::{Explained, Search, free};

    fn names(text: &str) -> Vec<String> {
        let finder = crate::detect::Finder::new(Vec::new()).unwrap();
        let known = std::collections::BTreeSet::new();
        let search = Search::new(&finder, true, Language::En, &known);
        let hits = free::hits(text, &Explained::default(), &search);
        let sure = hits.into_iter().filter(|hit| hit.field == Field::Name);
        sure.filter(|hit| hit.checked.confidence >= 0.5).map(|hit| hit.checked.normalized).collect()
    }

    #[test]
    fn headings_and_wards_are_nobody() {
        assert!(is_numbered("I. TIỀN SỬ", Language::Vi));
        assert!(is_numbered("P. Thanh Khê", Language::Vi));
        assert!(!is_numbered("P. Whitcombe", Language::En));
        assert!(!is_numbered("V. Whitcombe", Language::Vi));
    }

    #[test]
    fn ships_rooms_streets_and_firms_are_nobody() {
        for text in [
            "Type test at Robert Gordon Test House, Aberdeen.",
            "inquiry for hulls USNS Eleanor Whitby and M/V Captain Howard.",
            "We went to see Hermann Otto GmbH by train.",
            "cables for the rig \"Big Malcolm\" arrived",
            "Assembly point: car park of the Duke Percy public house.",
            "Thư gửi về phòng Nguyễn Bỉnh Khiêm tầng 1.",
            "trên đường Phan Chu Trinh",
            "the adviser mentioned Caparo v Dickman and Donoghue v Stevenson",
            "Dear «Mr Peter Surname», the fee rises",
            "TV broken in the Amy Johnson lounge, Room Stevie Smith",
            "HỢP ĐỒNG LAO ĐỘNG\n",
            "座右の銘は上杉鷹山の言葉です。",
            "受診先は伊藤整形外科クリニックです。",
            "小型搬送機「ヒカル」を操縦",
        ] {
            assert_eq!(names(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn persons_beside_such_words_stay() {
        for (text, name) in [
            ("Please ask Karen Miller about the pump.", "Karen Miller"),
            ("{\"owner\": \"Karen Miller\"}", "Karen Miller"),
            ("Người nhận: TRẦN VĂN QUYẾT CCCD 012345678901", "TRẦN VĂN QUYẾT"),
            ("Ông Nguyễn Văn Đức, Giám đốc", "Nguyễn Văn Đức"),
            ("本件は鈴木一郎が担当します。", "鈴木一郎"),
            ("I spoke with Sarah Hull today.", "Sarah Hull"),
            ("login failed for user \"Karen Miller\" twice", "Karen Miller"),
            ("BÊN B: NGUYỄN THỊ HOA SINH NGÀY 01/02/1990", "NGUYỄN THỊ HOA"),
            ("on behalf of the Karen Miller family", "Karen Miller"),
        ] {
            assert_eq!(names(text), [name], "{text}");
        }
    }

    #[test]
    fn what_a_thing_is_called_is_dropped_wherever_it_stands() {
        let text = "Hermann Otto GmbH, Lindau\n\nI met Karen Miller at Hermann Otto again.\n";
        assert_eq!(names(text), ["Karen Miller"]);
    }

    fn mended(text: &str, raw: &str, detector: &str) -> Option<String> {
        let start = text.find(raw).unwrap();
        let checked =
            crate::detect::Checked { normalized: raw.into(), confidence: 0.7, validator: None };
        let mut hit = Hit {
            name: std::sync::Arc::from(detector),
            field: Field::Name,
            scheme: None,
            start: u32::try_from(start).unwrap(),
            end: u32::try_from(start + raw.len()).unwrap(),
            checked,
            context: None,
        };
        mend(text, Language::Vi, &mut hit)
            .then(|| text[hit.start as usize..hit.end as usize].to_owned())
    }

    #[test]
    fn edges_of_names_are_mended() {
        for (text, raw, detector, name) in [
            ("Tài xế: Tống V. Hinh, lái xe", "Tống V", "name_vi_full", "Tống V. Hinh"),
            ("Chào Phạm Lan Anh,\n", "Chào Phạm Lan Anh", "tagger, person", "Phạm Lan Anh"),
            ("gap Chi Toan hom qua", "Chi Toan", "name_en_known", "Toan"),
            ("> A. Khải\n", "A. Khải", "tagger, person", "Khải"),
            ("spouse Rolando B. Macaraeg", "B. Macaraeg", "name_initials", "Rolando B. Macaraeg"),
            ("TRẦN VĂN QUYẾT CCCD 01", "TRẦN VĂN QUYẾT CCCD", "name_vi_full", "TRẦN VĂN QUYẾT"),
            ("bác Sơn A812", "Sơn A", "name_vi_kin", "Sơn"),
            ("木　降旗 同行", "木　降旗", "tagger, person", "降旗"),
            // What looks like more of a name is left alone where it is none.
            ("NGUYỄN VĂN NAM\n", "NGUYỄN VĂN NAM", "name_vi_full", "NGUYỄN VĂN NAM"),
            ("Trần Văn Hải0903 123 456", "Trần Văn Hải", "name_vi_full", "Trần Văn Hải"),
            ("山田 太郎くん\n", "山田 太郎", "name_ja", "山田 太郎"),
            ("山田 太郎部長\n", "山田 太郎", "name_ja", "山田 太郎"),
            ("担当は山田 太郎です\n", "山田 太郎", "tagger, person", "山田 太郎"),
        ] {
            assert_eq!(mended(text, raw, detector).as_deref(), Some(name), "{text}");
        }
        assert_eq!(mended("Ông Nguyễn Văn A, mức lương", "Nguyễn Văn", "name_vi"), None);
    }
}

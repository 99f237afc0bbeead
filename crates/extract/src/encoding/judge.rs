//! Which reading of the same bytes is language: each candidate encoding is judged by how well what
//! it gives looks like text of the people who use it.

use super::vietnamese::{self, is_syllable};
use encoding_rs::Encoding;
use std::collections::HashSet;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// Bytes beyond ASCII that are enough to judge by.
const SAMPLE_BYTES: usize = 32 << 10;
/// Below this the statistics of a general detector are asked instead.
const CONVINCING: f32 = 0.6;

/// How bytes become text.
#[derive(Clone, Copy)]
pub enum Reading {
    Standard(&'static Encoding),
    Own(&'static str, fn(&[u8]) -> String),
}

impl Reading {
    pub fn name(self) -> &'static str {
        match self {
            Self::Standard(encoding) => encoding.name(),
            Self::Own(name, _) => name,
        }
    }

    /// The text, and whether some bytes had no meaning.
    pub fn decode(self, bytes: &[u8]) -> (String, bool) {
        match self {
            Self::Standard(encoding) => {
                let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
                (text.into_owned(), had_errors)
            }
            Self::Own(_, read) => {
                let text = read(bytes);
                let had_errors = text.contains('\u{fffd}');
                (text, had_errors)
            }
        }
    }
}

/// The people whose text a reading would be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Japanese,
    Korean,
    Simplified,
    Traditional,
    Vietnamese,
    Cyrillic,
    Thai,
    Western,
}

fn candidates() -> [(Reading, Script); 15] {
    use Reading::{Own, Standard};
    [
        (Standard(encoding_rs::SHIFT_JIS), Script::Japanese),
        (Standard(encoding_rs::EUC_JP), Script::Japanese),
        (Standard(encoding_rs::GB18030), Script::Simplified),
        (Standard(encoding_rs::BIG5), Script::Traditional),
        (Standard(encoding_rs::EUC_KR), Script::Korean),
        (Own("TCVN3", vietnamese::tcvn), Script::Vietnamese),
        (Own("VISCII", vietnamese::viscii), Script::Vietnamese),
        (Own("VNI", vietnamese::vni), Script::Vietnamese),
        (Standard(encoding_rs::WINDOWS_1258), Script::Vietnamese),
        (Standard(encoding_rs::WINDOWS_1251), Script::Cyrillic),
        (Standard(encoding_rs::KOI8_U), Script::Cyrillic),
        (Standard(encoding_rs::IBM866), Script::Cyrillic),
        (Standard(encoding_rs::ISO_8859_5), Script::Cyrillic),
        (Standard(encoding_rs::WINDOWS_874), Script::Thai),
        (Standard(encoding_rs::WINDOWS_1252), Script::Western),
    ]
}

/// The reading under which the bytes are most clearly language, if any is clear.
pub fn best(bytes: &[u8]) -> Option<Reading> {
    let sample = sample(bytes);
    let beyond = sample.iter().filter(|byte| **byte >= 0x80).count().max(1);
    let low = sample.iter().filter(|byte| **byte < 0x20 && !b"\t\n\r\x0c".contains(byte)).count();
    candidates()
        .into_iter()
        .filter(|(reading, _)| low == 0 || matches!(reading.name(), "TCVN3" | "VISCII"))
        .filter_map(|(reading, script)| {
            let text = reading.decode(&sample).0;
            // The sample may end in the middle of a character.
            let broken = text.trim_end_matches('\u{fffd}').matches('\u{fffd}').count();
            let points = if script == Script::Vietnamese {
                vietnamese_points(&text)
            } else {
                points(&text, script)
            };
            #[expect(clippy::cast_precision_loss, reason = "counts below 2^24")]
            let score = (points - broken as f32 * 12.0) / beyond as f32;
            (score > CONVINCING).then_some((score, reading))
        })
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, reading)| reading)
}

/// The lines that hold bytes beyond ASCII, up to what is enough.
fn sample(bytes: &[u8]) -> Vec<u8> {
    let mut sample = Vec::new();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if line.iter().any(|byte| *byte >= 0x80 || matches!(byte, 1..0x07 | 0x11..0x1a)) {
            sample.extend_from_slice(line.get(..line.len().min(SAMPLE_BYTES)).unwrap_or(line));
        }
        if sample.len() > SAMPLE_BYTES {
            break;
        }
    }
    sample
}

struct Common {
    japanese: HashSet<char>,
    korean: HashSet<char>,
    simplified: HashSet<char>,
    traditional: HashSet<char>,
    vietnamese: HashSet<&'static str>,
}

/// Characters and syllables that business text and names are made of.
static COMMON: LazyLock<Common> = LazyLock::new(|| {
    let set = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect();
    Common {
        japanese: set(include_str!("everyday/ja.txt")),
        korean: set(include_str!("everyday/ko.txt")),
        simplified: set(include_str!("everyday/zh.txt")),
        traditional: set(include_str!("everyday/zh_tw.txt")),
        vietnamese: include_str!("everyday/vi.txt").split_whitespace().collect(),
    }
});

/// Builds the lists while memory is plentiful.
pub fn prepare() {
    LazyLock::force(&COMMON);
}

/// Points for each character beyond ASCII, in proportion to the bytes it took.
fn points(text: &str, script: Script) -> f32 {
    let mut total = 0.0;
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        if !c.is_ascii() {
            let next = letters.peek().copied().unwrap_or(' ');
            // Ideographs that split a Latin word are a wrong reading of its accents.
            let splits = before.is_ascii_alphabetic() && next.is_ascii_lowercase();
            if splits && matches!(c, '一'..='龥' | '가'..='힣') {
                total -= 6.0;
            }
            total += match script {
                Script::Japanese => japanese(before, c),
                Script::Korean => 2.0 * korean(c),
                Script::Simplified => 2.0 * chinese(c, &COMMON.simplified, encoding_rs::GBK),
                Script::Traditional => 2.0 * chinese(c, &COMMON.traditional, encoding_rs::BIG5),
                Script::Cyrillic => cyrillic(before, c, next),
                Script::Thai => thai(before, c),
                Script::Western | Script::Vietnamese => western(before, c, next),
            };
        }
        before = c;
    }
    total
}

fn japanese(before: char, c: char) -> f32 {
    match c {
        'ぁ'..='ん' => 4.0,
        'ァ'..='ヶ' | 'ー' => 3.6,
        '、' | '。' | '「' | '」' | '・' | '々' | '　' | '：' | '（' | '）' | '〒' | '～'
        | '－' => 2.4,
        '！'..='～' => 1.6,
        'ﾞ' | 'ﾟ' => {
            if matches!(before, 'ｶ'..='ﾄ' | 'ﾊ'..='ﾎ' | 'ｳ') {
                1.6
            } else {
                -3.0
            }
        }
        '｡'..='ﾝ' => {
            if matches!(before, '｡'..='ﾟ' | ' ' | ',' | '"') {
                1.2
            } else {
                -1.5
            }
        }
        _ if COMMON.japanese.contains(&c) => 6.0,
        '一'..='龥' => {
            if is_first_level(c) {
                0.0
            } else {
                -3.0
            }
        }
        _ => -2.0,
    }
}

/// Kanji of the first level of JIS X 0208: the ones in everyday use.
fn is_first_level(c: char) -> bool {
    let mut buffer = [0; 4];
    let text: &str = c.encode_utf8(&mut buffer);
    let (bytes, _, unmappable) = encoding_rs::SHIFT_JIS.encode(text);
    !unmappable && matches!(bytes.as_ref(), [0x88..=0x97, _] | [0x98, 0..=0x72])
}

fn korean(c: char) -> f32 {
    match c {
        _ if COMMON.korean.contains(&c) => 3.0,
        '가'..='힣' => {
            if is_plain_pair(c, encoding_rs::EUC_KR) {
                0.3
            } else {
                -2.0
            }
        }
        '·' | '…' | '　' | '、' | '。' | '「' | '」' | '※' | '○' | '●' | '■' | '□' | '▶' => {
            0.5
        }
        _ => -1.5,
    }
}

fn chinese(c: char, common: &HashSet<char>, encoding: &'static Encoding) -> f32 {
    match c {
        _ if common.contains(&c) => 3.0,
        '，' | '。' | '、' | '：' | '；' | '？' | '！' | '（' | '）' | '《' | '》' | '“' | '”'
        | '　' => 1.5,
        '！'..='～' => 0.8,
        'ぁ'..='ヶ' => 0.2,
        '一'..='龥' if is_everyday_hanzi(c, encoding) => 0.2,
        _ => -1.5,
    }
}

/// First level of GB 2312 (leads B0–D7) or of Big5 (leads A4–C6).
fn is_everyday_hanzi(c: char, encoding: &'static Encoding) -> bool {
    let mut buffer = [0; 4];
    let text: &str = c.encode_utf8(&mut buffer);
    let (bytes, _, unmappable) = encoding.encode(text);
    !unmappable
        && match bytes.as_ref() {
            [lead, trail] if encoding == encoding_rs::GBK => {
                (0xb0..=0xd7).contains(lead) && *trail >= 0xa1
            }
            [lead, _] => (0xa4..=0xc6).contains(lead),
            _ => false,
        }
}

/// Whether both bytes lie in the range of the original 94 × 94 set.
fn is_plain_pair(c: char, encoding: &'static Encoding) -> bool {
    let mut buffer = [0; 4];
    let text: &str = c.encode_utf8(&mut buffer);
    let (bytes, _, unmappable) = encoding.encode(text);
    !unmappable && bytes.iter().all(|byte| *byte >= 0xa1)
}

fn cyrillic(before: char, c: char, next: char) -> f32 {
    if !matches!(c, 'А'..='я' | 'ё' | 'Ё' | 'і' | 'ї' | 'є' | 'ґ' | 'І' | 'Ї' | 'Є') {
        return if matches!(c, '№' | '«' | '»' | '–' | '—' | '“' | '”' | '\u{a0}') {
            0.5
        } else {
            -2.0
        };
    }
    if before.is_ascii_alphabetic() || next.is_ascii_alphabetic() {
        return -1.5;
    }
    let frequent = "оеаинтсрвлкмдпу".contains(c.to_lowercase().next().unwrap_or(c));
    let case = match (before.is_alphabetic(), before.is_lowercase(), c.is_uppercase()) {
        (true, true, true) => -3.0,
        (true, false, false) if !next.is_lowercase() => 0.0,
        (_, _, true)
            if next.is_lowercase()
                || !next.is_alphabetic()
                || next.is_uppercase() && before.is_uppercase() =>
        {
            1.2
        }
        (false, _, true) => 0.6,
        _ => 1.4,
    };
    case + if frequent { 0.6 } else { -0.3 }
}

fn thai(before: char, c: char) -> f32 {
    let consonant = |c: char| matches!(c, 'ก'..='ฮ');
    match c {
        'ก'..='ฮ' => 1.0,
        'เ'..='ไ' | 'ะ' | 'า' | 'ๅ' | 'ๆ' | '๐'..='๙' => 1.2,
        'ั' | 'ำ' | 'ิ'..='ฺ' | '็'..='๎' => {
            if consonant(before) || matches!(before, 'ั' | 'ิ'..='ฺ' | '็'..='๎') {
                2.0
            } else {
                -4.0
            }
        }
        _ => -2.0,
    }
}

fn western(before: char, c: char, next: char) -> f32 {
    let beside_letter = before.is_ascii_alphabetic() || next.is_ascii_alphabetic();
    match c {
        'À'..='Þ' if before.is_lowercase() => -3.0,
        'à'..='ÿ' | 'ß' if before.is_uppercase() && next.is_uppercase() => -2.0,
        'À'..='ÿ' if beside_letter && !matches!(c, '×' | '÷') => 1.2,
        '‘' | '’' | '“' | '”' | '–' | '—' | '…' | '•' | '\u{a0}' | '€' | '£' | '©' | '®' | '°'
        | '§' | '«' | '»' | '™' => 1.0,
        _ => -1.5,
    }
}

/// Points by the word: Vietnamese syllables have a narrow shape.
fn vietnamese_points(text: &str) -> f32 {
    let composed: String = text.nfc().collect();
    composed
        .split(|c: char| !c.is_alphabetic() && !matches!(c, '\u{300}'..='\u{323}'))
        .filter(|word| !word.is_ascii())
        .map(|word| {
            #[expect(clippy::cast_precision_loss, reason = "letters of a word")]
            let bytes = word.nfc().filter(|c| !c.is_ascii()).count() as f32;
            let upright = word.chars().skip(1).all(char::is_lowercase)
                || word.chars().all(char::is_uppercase);
            match is_syllable(word) && upright {
                true if COMMON.vietnamese.contains(word.to_lowercase().as_str()) => 3.4 * bytes,
                true => 2.7 * bytes,
                false => -3.0 * bytes,
            }
        })
        .sum()
}

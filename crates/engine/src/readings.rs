//! How Japanese names sound: kanji, kana and romanised spellings of one name meet in one reading.
//!
//! The dictionary holds the readings of family and given names from ENAMDICT and IPADIC (see
//! NOTICE); `candor-lab readings` packs it. A reading is written in one romanisation without long
//! vowels, so that 大野, オオノ, `Ohno` and `Oono` are one.

use crate::normal::{is_han, is_kana, plain};
use std::collections::HashMap;
use std::io::Read;
use std::sync::LazyLock;

/// Readings kept of one name; kanji that read in more ways tell little.
const READINGS_MAX: usize = 24;

/// Kana and their syllables.
const SYLLABLES: &str = "アa イi ウu エe オo カka キki クku ケke コko ガga ギgi グgu ゲge ゴgo サsa シsi スsu セse ソso ザza ジzi ズzu ゼze ゾzo タta チti ツtu テte トto ダda ヂzi ヅzu デde ドdo \
ナna ニni ヌnu ネne ノno ハha ヒhi フhu ヘhe ホho バba ビbi ブbu ベbe ボbo パpa ピpi プpu ペpe ポpo マma ミmi ムmu メme モmo ヤya ユyu ヨyo ラra リri ルru レre ロro ワwa ヰi ヱe ヲo ンn ヴvu \
ァa ィi ゥu ェe ォo ヵka ヶke";

static KANA: LazyLock<HashMap<char, &'static str>> = LazyLock::new(|| {
    SYLLABLES
        .split_whitespace()
        .filter_map(|pair| {
            let kana = pair.chars().next()?;
            Some((kana, pair.get(kana.len_utf8()..)?))
        })
        .collect()
});

/// Family and given names with their readings, each line `kanji<tab>reading,reading`; an empty line
/// stands between the two.
static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(|| {
    let mut text = String::new();
    let packed: &[u8] = include_bytes!("../models/readings.bin");
    // What cannot be unpacked knows no reading: names then meet in their own script only.
    match flate2::read::ZlibDecoder::new(packed).read_to_string(&mut text) {
        Ok(_) => Dictionary::parse(text.leak()),
        Err(_) => Dictionary::default(),
    }
});

/// Names with their readings, sorted by name.
type Entries = Vec<(&'static str, &'static str)>;

#[derive(Default)]
struct Dictionary {
    family: Entries,
    given: Entries,
}

impl Dictionary {
    fn parse(text: &'static str) -> Self {
        let (family, given) = text.split_once("\n\n").unwrap_or((text, ""));
        let read = |part: &'static str| {
            let mut entries: Entries =
                part.lines().filter_map(|line| line.split_once('\t')).collect();
            // It comes sorted; a dictionary packed otherwise is found in as well.
            if !entries.is_sorted() {
                entries.sort_unstable();
            }
            entries
        };
        Self { family: read(family), given: read(given) }
    }
}

/// Katakana for hiragana.
fn katakana(c: char) -> char {
    if matches!(c, '\u{3041}'..='\u{3096}') {
        char::from_u32(u32::from(c) + 0x60).unwrap_or(c)
    } else {
        c
    }
}

/// The reading of a name in kana; spaces and other characters fall away.
pub fn of_kana(text: &str) -> String {
    let mut out = String::new();
    let mut doubled = false;
    for c in text.chars().map(katakana) {
        let small = match c {
            'ャ' => Some("ya"),
            'ュ' => Some("yu"),
            'ョ' => Some("yo"),
            _ => None,
        };
        if let Some(glide) = small {
            if out.ends_with('i') {
                out.pop();
            }
            out.push_str(glide);
        } else if c == 'ッ' {
            doubled = true;
        } else if let Some(syllable) = KANA.get(&c) {
            if std::mem::take(&mut doubled) {
                out.extend(syllable.chars().next().filter(|c| !"aiueon".contains(*c)));
            }
            out.push_str(syllable);
        }
    }
    short_vowels(&out)
}

/// The reading of a romanised name; spaces and other characters fall away.
pub fn of_latin(text: &str) -> String {
    let plain = plain(text);
    let letters: Vec<u8> = plain.bytes().filter(u8::is_ascii_lowercase).collect();
    let mut out = String::with_capacity(letters.len() + 2);
    let mut rest = letters.as_slice();
    while let Some((letter, after)) = rest.split_first() {
        let (sound, used) = match rest {
            [b't' | b'c', b'c', b'h', ..] => ("tty", 3),
            [b't', b's', b'u', ..] => ("tu", 3),
            [b'd', b'z', b'u', ..] => ("zu", 3),
            [b's', b'h', ..] => ("sy", 2),
            [b'c', b'h', ..] => ("ty", 2),
            [b'f', b'u', ..] => ("hu", 2),
            [b'w', b'o', ..] => ("o", 2),
            [b'j', ..] => ("zy", 1),
            [b'm', b'b' | b'p' | b'm', ..] => ("n", 1),
            _ => ("", 1),
        };
        if sound.is_empty() {
            out.push(char::from(*letter));
            rest = after;
        } else {
            out.push_str(sound);
            rest = rest.get(used..).unwrap_or_default();
        }
        if out.ends_with('y') && matches!(rest.first(), Some(b'i' | b'y')) {
            out.pop();
            if rest.first() == Some(&b'y') {
                out.push('y');
                rest = rest.get(1..).unwrap_or_default();
            }
        }
    }
    short_vowels(&out)
}

/// Long vowels and their `h` fall away.
fn short_vowels(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        let after_o = out.ends_with('o');
        let before_vowel =
            letters.peek().is_some_and(|next| matches!(next, 'a' | 'i' | 'u' | 'e' | 'o' | 'y'));
        let long = match c {
            'o' | 'u' if after_o => true,
            'u' => out.ends_with('u'),
            'h' => after_o && !before_vowel,
            _ => false,
        };
        if !long {
            out.push(c);
        }
    }
    out
}

/// Whether a word could be romanised Japanese: open syllables and `n`.
pub fn is_romaji(word: &str) -> bool {
    if word.bytes().any(|letter| matches!(letter, b'l' | b'q' | b'x' | b'v')) {
        return false;
    }
    let letters = of_latin(word);
    let mut consonants = 0;
    let mut sound = !letters.is_empty();
    for c in letters.chars() {
        match c {
            'a' | 'i' | 'u' | 'e' | 'o' => consonants = 0,
            'l' | 'q' | 'x' | 'c' | 'f' | 'v' | 'j' => sound = false,
            'n' => consonants = 0,
            _ => consonants += 1,
        }
        sound &= consonants <= 2;
    }
    sound && (consonants == 0 || letters.ends_with('n'))
}

/// The readings of a name in kanji, family name first, without a space between; empty when it is
/// not known. A space in the name tells where the given name begins.
pub fn of_kanji(name: &str) -> Vec<String> {
    let mut readings: Vec<String> = Vec::new();
    let parts: Vec<&str> = name.split_whitespace().collect();
    let splits: Vec<(&str, &str)> = match parts.as_slice() {
        [family, given] => vec![(*family, *given)],
        [whole] => whole.char_indices().skip(1).map(|(at, _)| whole.split_at(at)).collect(),
        _ => Vec::new(),
    };
    for (family, given) in splits {
        for first in half(family, &DICTIONARY.family) {
            for second in half(given, &DICTIONARY.given) {
                let reading = short_vowels(&format!("{first}{second}"));
                if readings.len() < READINGS_MAX && !readings.contains(&reading) {
                    readings.push(reading);
                }
            }
        }
    }
    readings
}

/// The readings of a family name in kanji.
pub fn of_family(name: &str) -> Vec<String> {
    half(name, &DICTIONARY.family).into_iter().map(|reading| short_vowels(&reading)).collect()
}

/// One half of a name: kanji by dictionary, kana as they are.
fn half(text: &str, known: &Entries) -> Vec<String> {
    if text.chars().all(is_kana) {
        return vec![of_kana(text)];
    }
    let modern: String = text.chars().filter(|c| is_han(*c) || is_kana(*c)).collect();
    let place = known.binary_search_by_key(&modern.as_str(), |(name, _)| name).ok();
    let found = place.and_then(|at| known.get(at)).map_or("", |(_, readings)| readings);
    found.split(',').filter(|reading| !reading.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_sound_meet() {
        for (kana, latin) in [
            ("オオノ", "Ohno"),
            ("さとう しょうた", "SATO Shota"),
            ("ハットリ", "Hattori"),
            ("マッチ", "Matchi"),
            ("ほんま", "Homma"),
            ("ジュンイチロウ", "Jun'ichiro"),
            ("フジワラ", "Fujiwara"),
            ("ちづる", "Chizuru"),
            ("イノウエ", "Inoue"),
        ] {
            assert_eq!(of_kana(kana), of_latin(latin), "{kana} {latin}");
        }
        assert_ne!(of_kana("ハットリ"), of_kana("ハトリ"));
    }

    #[test]
    fn kanji_have_their_readings() {
        for (kanji, latin) in [
            ("佐藤翔太", "Sato Shota"),
            ("山田 太郎", "Yamada Taro"),
            ("大野健一", "Ohno Kenichi"),
            ("佐々木花子", "Sasaki Hanako"),
            ("高橋さくら", "Takahashi Sakura"),
        ] {
            assert!(of_kanji(kanji).contains(&of_latin(latin)), "{kanji}: {:?}", of_kanji(kanji));
        }
        assert!(of_kanji("犬猫鳥魚").is_empty());
        assert!(of_family("渡辺").contains(&"watanabe".to_owned()));
    }

    #[test]
    fn romanised_japanese_is_told_from_other_words() {
        assert!(["yamada", "kenji", "shun", "honda", "ryohei"].iter().all(|word| is_romaji(word)));
        assert!(["smith", "nguyen van", "carl", "schwarz"].iter().all(|word| !is_romaji(word)));
    }
}

//! The language of a document: letters that only one language uses, then whatlang's statistics.

use candor_facts::{Document, Language};
use whatlang::Lang;

/// Characters looked at; more do not change the answer.
const SAMPLE_CHARACTERS: usize = 6_000;
/// A second language counts when it holds this share of the letters.
const MIXED_SHARE: usize = 4;

/// Language and confidence, 0 to 1.
pub fn detect(document: &Document) -> (Language, f32) {
    let sample: String = document
        .parts
        .iter()
        .flat_map(|part| part.text.chars().take(SAMPLE_CHARACTERS / 2))
        .take(SAMPLE_CHARACTERS)
        .collect();
    of_text(&sample)
}

fn of_text(text: &str) -> (Language, f32) {
    let count = |test: fn(char) -> bool| text.chars().filter(|c| test(*c)).count();
    let kana = count(|c| matches!(c, '\u{3041}'..='\u{30FF}'));
    let han = count(|c| matches!(c, '\u{4E00}'..='\u{9FFF}'));
    let hangul = count(|c| matches!(c, '\u{AC00}'..='\u{D7AF}'));
    let latin = count(|c| c.is_alphabetic() && (c.is_ascii() || is_latin_extended(c)));
    let vietnamese = count(is_vietnamese);
    let letters = kana + han + hangul + latin;
    if letters < 4 {
        return (Language::Unknown, 0.0);
    }
    // One kanji or kana says about as much as three Latin letters.
    let east_asian = (kana + han + hangul) * 3;
    if east_asian * MIXED_SHARE < latin {
        return latin_language(text, vietnamese, latin);
    }
    let language = match () {
        () if hangul > kana + han => Language::Ko,
        () if kana * 20 >= kana + han || has_japanese_kanji(text) => Language::Ja,
        () => Language::Zh,
    };
    let foreign_prose = latin > east_asian * MIXED_SHARE / 2;
    if foreign_prose { (Language::Mixed, 0.7) } else { (language, 0.95) }
}

fn latin_language(text: &str, vietnamese: usize, latin: usize) -> (Language, f32) {
    if vietnamese * 50 >= latin {
        return (Language::Vi, 0.95);
    }
    let Some(info) = whatlang::detect(text) else { return (Language::Unknown, 0.0) };
    let language = match info.lang() {
        Lang::Eng => Language::En,
        Lang::Vie => Language::Vi,
        Lang::Deu => Language::De,
        Lang::Fra => Language::Fr,
        Lang::Spa => Language::Es,
        _ if !info.is_reliable() => return (Language::En, 0.4),
        _ => Language::Other,
    };
    if !info.is_reliable() && text.is_ascii() {
        return (Language::En, 0.5);
    }
    #[expect(clippy::cast_possible_truncation, reason = "a probability loses nothing that matters")]
    let confidence = info.confidence() as f32;
    (language, confidence)
}

/// Kanji forms or words that only Japanese business text uses, for tables without kana.
fn has_japanese_kanji(text: &str) -> bool {
    ["氏名", "株式会社", "電話番号", "住所", "円", "様", "社員", "取引先", "県", "営業", "発行"]
        .iter()
        .any(|word| text.contains(word))
}

const fn is_latin_extended(c: char) -> bool {
    matches!(c, '\u{00C0}'..='\u{024F}' | '\u{1E00}'..='\u{1EFF}')
}

/// Letters that among the languages read here only Vietnamese uses.
pub const fn is_vietnamese(c: char) -> bool {
    matches!(c, 'ă' | 'Ă' | 'đ' | 'Đ' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | '\u{1EA0}'..='\u{1EF9}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart() {
        assert_eq!(of_text("平素は格別のご高配を賜り厚く御礼申し上げます。").0, Language::Ja);
        assert_eq!(of_text("氏名\t電話番号\n山田太郎\t03-1234-5678").0, Language::Ja);
        assert_eq!(
            of_text("Kính gửi quý khách hàng, chúng tôi trân trọng thông báo").0,
            Language::Vi
        );
        assert_eq!(
            of_text("Please find attached the minutes of our last meeting.").0,
            Language::En
        );
        assert_eq!(of_text("12 34").0, Language::Unknown);
    }
}

//! Normal forms: two spellings of one value become one string.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// NFKC with runs of white space as one space, trimmed.
pub fn squeeze(text: &str) -> String {
    if text.is_ascii() {
        return text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    text.nfkc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Lower-case words of an ASCII text with single spaces between; what is no part of a word parts them.
pub fn ascii_words(text: &str, is_part: impl Fn(u8) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if is_part(byte) {
            out.push(char::from(byte.to_ascii_lowercase()));
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Letters without case and diacritics: `Nguyễn Đức` and `NGUYEN DUC` are one.
pub fn plain(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkd()
        .filter(|c| !is_combining_mark(*c) || is_kana_mark(*c))
        .map(|c| match c {
            'đ' | 'Đ' => 'd',
            c => c,
        })
        .flat_map(char::to_lowercase)
        .nfc()
        .collect()
}

/// Voiced and semi-voiced marks change a kana into another letter, unlike accents.
const fn is_kana_mark(c: char) -> bool {
    matches!(c, '\u{3099}' | '\u{309A}')
}

/// Old and new forms of kanji that are common in names.
const OLD_KANJI: &[(char, char)] = &[
    ('髙', '高'),
    ('﨑', '崎'),
    ('碕', '崎'),
    ('齋', '斎'),
    ('齊', '斎'),
    ('斉', '斎'),
    ('瀧', '滝'),
    ('曾', '曽'),
    ('舘', '館'),
    ('條', '条'),
    ('藏', '蔵'),
    ('豐', '豊'),
    ('峯', '峰'),
    ('槇', '槙'),
    ('邊', '辺'),
    ('邉', '辺'),
    ('澤', '沢'),
    ('濵', '浜'),
    ('濱', '浜'),
    ('廣', '広'),
    ('嶋', '島'),
    ('嶌', '島'),
    ('櫻', '桜'),
    ('國', '国'),
    ('龍', '竜'),
    ('眞', '真'),
    ('惠', '恵'),
    ('冨', '富'),
    ('德', '徳'),
    ('瀨', '瀬'),
];

/// The key under which two spellings of a person's name meet: no spaces in Japanese, tokens in
/// given order otherwise, old kanji replaced, case and accents gone.
pub fn name_key(name: &str) -> String {
    if name.is_ascii() {
        return ascii_words(name, |b| {
            !b.is_ascii_whitespace() && !matches!(b, b'.' | b',' | b'\'')
        });
    }
    let plain = plain(&squeeze(name));
    let modern: String = plain
        .chars()
        .map(|c| OLD_KANJI.iter().find(|(old, _)| *old == c).map_or(c, |(_, new)| *new))
        .map(|c| if matches!(c, '.' | ',' | '・' | '’' | '\'') { ' ' } else { c })
        .collect();
    let tokens = modern.split_whitespace();
    if modern.chars().any(is_cjk) { tokens.collect() } else { tokens.collect::<Vec<_>>().join(" ") }
}

/// The key under which two spellings of an address meet: `1丁目2番3号`, `1-2-3` and `１−２−３`.
pub fn address_key(address: &str) -> String {
    let mut text = plain(&squeeze(address));
    for (from, to) in
        [("丁目", "-"), ("番地の", "-"), ("番地", "-"), ("番", "-"), ("号室", ""), ("号", "")]
    {
        text = text.replace(from, to);
    }
    let mut out = String::new();
    let body = text
        .trim_start_matches('〒')
        .trim_start_matches(|c: char| c.is_ascii_digit() || c == '-' || c == ' ');
    let body = if body.is_empty() || !body.chars().any(is_cjk) { text.as_str() } else { body };
    for c in body.chars() {
        match c {
            'ー' | '―' | '−' if out.ends_with(|c: char| c.is_ascii_digit()) => out.push('-'),
            c if c.is_alphanumeric() => out.push(c),
            '-' | '/' if out.ends_with(|c: char| c.is_ascii_digit()) => out.push('-'),
            _ => {}
        }
    }
    out.trim_end_matches('-').to_owned()
}

/// Han, kana or hangul.
pub const fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{AC00}'..='\u{D7AF}' | '々')
}

pub const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '々' | 'ヶ' | '〆')
}

pub const fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | 'ー')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_meet() {
        assert_eq!(name_key("髙橋　一郎"), name_key("高橋一郎"));
        assert_eq!(name_key("Nguyễn Văn Đức"), name_key("NGUYEN VAN DUC"));
        assert_eq!(name_key("ｻﾄｳ ﾊﾅｺ"), name_key("サトウハナコ"));
        assert_ne!(name_key("カキ"), name_key("ガキ"));
    }

    #[test]
    fn spellings_of_one_address_meet() {
        assert_eq!(
            address_key("〒100-0005 東京都千代田区丸の内１丁目２番３号"),
            address_key("東京都千代田区丸の内1-2-3")
        );
        assert_ne!(
            address_key("東京都千代田区丸の内1-2-3"),
            address_key("東京都千代田区丸の内1-2-4")
        );
        assert_eq!(address_key("12 Đường Lê Lợi, Quận 1"), address_key("12 duong le loi quan 1"));
    }
}

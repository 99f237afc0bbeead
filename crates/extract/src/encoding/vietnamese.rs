//! Vietnamese as old programs wrote it: TCVN3 (`.VnTime` fonts), VISCII, VNI, and the syllables by
//! which a reading is known to be right.

use unicode_normalization::UnicodeNormalization;

/// Upper half of TCVN 5712-1 (VN1), from 0x80. Source: glibc charmap TCVN5712-1.
const TCVN: &str = "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ\u{a0}ĂÂÊÔƠƯĐăâêôơưđẰ\u{300}\u{309}\u{303}\u{301}\u{323}àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ";
/// Letters that TCVN 5712-1 puts below 0x20.
const TCVN_LOW: &[(u8, char)] = &[
    (0x01, 'Ú'),
    (0x02, 'Ụ'),
    (0x04, 'Ừ'),
    (0x05, 'Ử'),
    (0x06, 'Ữ'),
    (0x11, 'Ứ'),
    (0x12, 'Ự'),
    (0x13, 'Ỳ'),
    (0x14, 'Ỷ'),
    (0x15, 'Ỹ'),
    (0x16, 'Ý'),
    (0x17, 'Ỵ'),
];
/// Upper half of VISCII (RFC 1456), from 0x80.
const VISCII: &str = "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ";
const VISCII_LOW: &[(u8, char)] =
    &[(0x02, 'Ẳ'), (0x05, 'Ẵ'), (0x06, 'Ẫ'), (0x14, 'Ỷ'), (0x19, 'Ỹ'), (0x1e, 'Ỵ')];
/// VNI's lower-case letters of one byte; capitals lie 0x20 below.
const VNI_LETTERS: &[(u8, char)] = &[
    (0xf4, 'ơ'),
    (0xf6, 'ư'),
    (0xf1, 'đ'),
    (0xec, 'ì'),
    (0xed, 'í'),
    (0xe6, 'ỉ'),
    (0xf3, 'ĩ'),
    (0xf2, 'ị'),
    (0xee, 'ỵ'),
];
/// VNI's marks after a vowel, lower-case; capitals lie 0x20 below.
const VNI_MARKS: &[(u8, &str)] = &[
    (0xf9, "\u{301}"),
    (0xf8, "\u{300}"),
    (0xfb, "\u{309}"),
    (0xf5, "\u{303}"),
    (0xef, "\u{323}"),
    (0xe2, "\u{302}"),
    (0xe1, "\u{302}\u{301}"),
    (0xe0, "\u{302}\u{300}"),
    (0xe5, "\u{302}\u{309}"),
    (0xe3, "\u{302}\u{303}"),
    (0xe4, "\u{323}\u{302}"),
    (0xea, "\u{306}"),
    (0xe9, "\u{306}\u{301}"),
    (0xe8, "\u{306}\u{300}"),
    (0xfa, "\u{306}\u{309}"),
    (0xfc, "\u{306}\u{303}"),
    (0xeb, "\u{323}\u{306}"),
];

pub fn tcvn(bytes: &[u8]) -> String {
    single_bytes(bytes, TCVN, TCVN_LOW)
}

pub fn viscii(bytes: &[u8]) -> String {
    single_bytes(bytes, VISCII, VISCII_LOW)
}

fn single_bytes(bytes: &[u8], upper: &str, low: &[(u8, char)]) -> String {
    let upper: Vec<char> = upper.chars().collect();
    let read = |byte: &u8| match byte {
        0x80.. => upper.get(usize::from(byte & 0x7f)).copied().unwrap_or('\u{fffd}'),
        0x00..0x20 => low
            .iter()
            .find(|(known, _)| known == byte)
            .map_or(char::from(*byte), |(_, letter)| *letter),
        _ => char::from(*byte),
    };
    bytes.iter().map(read).collect()
}

/// VNI for Windows: vowels carry their marks in the byte that follows.
pub fn vni(bytes: &[u8]) -> String {
    let mut text = String::new();
    for &byte in bytes {
        let lower = byte | 0x20;
        let capital = byte != lower;
        let after_vowel = text.chars().next_back().is_some_and(|c| "aeiouyơư".contains(lowered(c)));
        let mark = VNI_MARKS.iter().find(|(known, _)| *known == lower).filter(|_| after_vowel);
        let letter = VNI_LETTERS.iter().find(|(known, _)| *known == lower);
        match (byte, mark, letter) {
            (0..0xc0, ..) => text.push(char::from(byte)),
            (_, Some((_, marks)), _) => text.push_str(marks),
            (_, _, Some((_, letter))) if capital => text.extend(letter.to_uppercase()),
            (_, _, Some((_, letter))) => text.push(*letter),
            _ => text.push('\u{fffd}'),
        }
    }
    text
}

fn lowered(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

const ONSETS: &[&str] = &[
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh",
    "nh", "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x",
];
/// Vowels with what follows them, without tones. Source: the syllable structure of Vietnamese as
/// in Thompson, A Vietnamese Reference Grammar.
const RIMES: &str = " a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uên uênh ui um un ung uôc uôi uôm uôn uông uôt up ut uơ uy uya uych uyên uyêt uyn uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y ych yêm yên yêng yêt yêu yn ynh yt âng ";

/// Whether a word in composed letters is a syllable that Vietnamese can form.
pub fn is_syllable(word: &str) -> bool {
    let mut tones = Vec::new();
    let plain: String = word
        .to_lowercase()
        .nfd()
        .filter(|c| match c {
            '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => {
                tones.push(*c);
                false
            }
            _ => true,
        })
        .nfc()
        .collect();
    let stopped = plain.ends_with(['p', 't', 'c']) || plain.ends_with("ch");
    let sharp = tones.iter().all(|tone| matches!(tone, '\u{301}' | '\u{323}'));
    tones.len() <= 1
        && (!stopped || sharp)
        && ONSETS.iter().any(|onset| {
            plain
                .strip_prefix(onset)
                .is_some_and(|rime| !rime.is_empty() && RIMES.contains(&format!(" {rime} ")))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_have_a_letter_for_every_byte() {
        assert_eq!(TCVN.chars().count(), 128);
        assert_eq!(VISCII.chars().count(), 128);
    }

    #[test]
    fn old_encodings_are_read() {
        assert_eq!(tcvn(b"Nguy\xd4n V\xa8n \xae\xd8nh"), "Nguyễn Văn đỉnh");
        assert_eq!(viscii(b"Nguy\xadn V\xe5n"), "Nguyễn Văn");
        let text: String = vni(b"Nguye\xe3n Va\xean \xd1\xf6\xf4\xf8ng").nfc().collect();
        assert_eq!(text, "Nguyễn Văn Đường");
    }

    #[test]
    fn syllables_are_told_from_other_words() {
        for word in ["Nguyễn", "Đường", "quận", "giếng", "Hồ", "ngọc", "Khoa", "yến", "uống"]
        {
            assert!(is_syllable(word), "{word}");
        }
        for word in ["été", "Müller", "straße", "ngợp̀", "hàp", "Ðuong", "naïve", "señor"]
        {
            assert!(!is_syllable(word), "{word}");
        }
    }
}

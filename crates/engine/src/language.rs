//! The language of a document: letters that only one language uses, then whatlang's statistics.

use candor_facts::{Document, Language};
use std::collections::HashSet;
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

/// Vietnamese as it is typed without marks: words of offices and letters that are neither names nor words of
/// another language here.
const VIETNAMESE_PLAIN: &str = "cong ty tnhh cua khong nguoi ngay duoc nhan vien luong kinh gui dien thoai voi trong \
hang phong giam xin chao nhung theo viec bien khach chuyen khoan dia gioi chuc hop kcn pho toi muon tot nghiep ghi \
bao hiem tiem chung xe";
/// Family and middle names of most Vietnamese: in a list without one English word they speak too.
const VIETNAMESE_NAMES: &str = "nguyen thi van tran pham hoang huynh dang bui";
/// Words of English tables and letters.
const ENGLISH: &str = "the of and for with from is are this that name date address phone mail email number total pay \
last first department dept title user account amount type status employee customer company birth city street note \
notes reason hours rate net gross invoice order item quantity price bank mobile display holder remarks position role \
sex dob start end by page report list member contact";
const FRENCH: &str = "le la les des du et un une pour dans est nous vous sur avec au aux par qui que nom prénom \
adresse rue numéro téléphone société";
const GERMAN: &str = "der die das und ist für mit von nicht ein eine wir sie bei zum zur auf straße nummer datum herr frau";
const SPANISH: &str =
    "el los las de y para con por una que su nombre apellidos calle número teléfono fecha empresa";
/// Words of a language from which on it is that of the text.
const TELLING_WORDS: usize = 3;

/// A text of names and numbers has hardly any words: its labels tell more than the statistics of letters, which
/// take lists of names for any language.
fn latin_language(text: &str, vietnamese: usize, latin: usize) -> (Language, f32) {
    if vietnamese * 50 >= latin {
        return (Language::Vi, 0.95);
    }
    let lower = text.to_lowercase();
    let words: HashSet<&str> =
        lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let told = |list: &str| list.split_whitespace().filter(|word| words.contains(word)).count();
    let (plain, english) = (told(VIETNAMESE_PLAIN), told(ENGLISH));
    if plain >= TELLING_WORDS && plain > english {
        return (Language::Vi, 0.8);
    }
    if english == 0 && plain > 0 && told(VIETNAMESE_NAMES) >= TELLING_WORDS {
        return (Language::Vi, 0.6);
    }
    let Some(info) = whatlang::detect(text) else { return (Language::Unknown, 0.0) };
    let clear = |list: &str| told(list) >= TELLING_WORDS.max(english);
    let language = match info.lang() {
        Lang::Eng => Language::En,
        Lang::Vie if plain > english || vietnamese > 0 => Language::Vi,
        Lang::Deu if clear(GERMAN) => Language::De,
        Lang::Fra if clear(FRENCH) => Language::Fr,
        Lang::Spa if clear(SPANISH) => Language::Es,
        Lang::Deu | Lang::Fra | Lang::Spa | Lang::Vie => return (Language::En, 0.5),
        _ if english >= TELLING_WORDS || !info.is_reliable() || text.is_ascii() => {
            return (Language::En, 0.5);
        }
        _ => Language::Other,
    };
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
        assert_eq!(
            of_text(
                "Sehr geehrte Frau Köhler, wir danken Ihnen für die Bestellung und den Auftrag."
            )
            .0,
            Language::De
        );
        assert_eq!(
            of_text(
                "Nous vous prions de trouver ci-joint la facture pour les pièces du mois de mai."
            )
            .0,
            Language::Fr
        );
    }

    #[test]
    fn lists_of_names_speak_by_their_labels() {
        let users = "User,Display name,Mail\nnmarlow,Anneliese Marlow,nmarlow@a.example\n\
                     gvdm,Gerrit van der Meulen,gvdm@a.example\njlacroix,Jean-Baptiste Lacroix,jl@a.example";
        assert_eq!(of_text(users).0, Language::En);
        let card =
            "Cong ty TNHH Hoa chat Viet Long\nTran Thuy My\nTruong phong\nKCN Pho Noi A, Hung Yen";
        assert_eq!(of_text(card).0, Language::Vi);
        let letter = "Kinh gui Bo phan Tuyen dung, toi ten la Duyen, tot nghiep Cao dang. Hien toi dang lam viec tai \
                      cong ty co phan. Dien thoai lien he 0863581111. Xin chan thanh cam on.";
        assert_eq!(of_text(letter).0, Language::Vi);
        let transfers =
            "001;NGUYEN THI HUONG;25201750;VCB;LUONG T9\n002;HOANG DUC THANG;20124990;TCB;LUONG T9";
        assert_eq!(of_text(transfers).0, Language::Vi);
        let staff = "Employee name,Department,Bank\nNguyen Van Truong,Kho,VCB\nTran Thi Sinh,Kho,VCB\nHo Thanh Duong,Kho,VCB";
        assert_eq!(of_text(staff).0, Language::En);
    }
}

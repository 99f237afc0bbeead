//! Japanese vehicle plates: land transport office or local name, class, kana, serial (Road
//! Transport Vehicle Act, enforcement rules, article 13 and form 12; MLIT, names on plates).

use super::sums::passed;
use crate::detect::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "jp_plate",
    field: Field::VehiclePlate,
    scheme: None,
    pattern: r"([\p{Han}\p{Hiragana}]{2,4}[ ]?[1-9][0-9A-Z]{1,2}[ ]?[あ-を][ ]?[0-9・.]{1,2}-?[0-9]{1,2})",
    check,
    context: &["ナンバー", "車両番号", "登録番号", "車番", "車両", "自動車"],
    context_required: false,
    positives: &[
        ("品川 300 あ 12-34", "品川300あ1234"),
        ("車両番号：横浜５００さ・・－１２", "横浜500さ12"),
        ("登録番号 名古屋 33A た 9876", "名古屋33Aた9876"),
        ("富士山 330 る ・1-23", "富士山330る123"),
    ],
    near_misses: &[
        "架空 300 あ 12-34",
        "品川 300 し 12-34",
        "品川 300 あ 12-345",
        "品川駅 300 m 12-34",
    ],
};

/// Names on plates, offices before local names, from north to south.
const PLACES: &str = "札幌 函館 旭川 室蘭 釧路 帯広 北見 知床 苫小牧 青森 八戸 弘前 岩手 盛岡 平泉 \
宮城 仙台 秋田 山形 庄内 福島 会津 郡山 白河 いわき 水戸 土浦 つくば 宇都宮 那須 とちぎ 日光 群馬 前橋 高崎 大宮 \
川口 所沢 川越 熊谷 春日部 越谷 千葉 成田 習志野 市川 船橋 袖ヶ浦 市原 野田 柏 松戸 品川 世田谷 練馬 杉並 板橋 \
足立 江東 葛飾 江戸川 八王子 多摩 横浜 川崎 湘南 相模 山梨 富士山 新潟 長岡 上越 富山 石川 金沢 長野 松本 諏訪 \
安曇野 南信州 福井 岐阜 飛騨 静岡 浜松 沼津 伊豆 名古屋 豊橋 三河 岡崎 豊田 尾張小牧 一宮 春日井 三重 鈴鹿 \
四日市 伊勢志摩 滋賀 京都 大阪 なにわ 和泉 堺 神戸 姫路 奈良 飛鳥 和歌山 鳥取 島根 出雲 岡山 倉敷 広島 福山 山口 \
下関 徳島 香川 高松 愛媛 高知 福岡 北九州 久留米 筑豊 佐賀 長崎 佐世保 熊本 大分 宮崎 鹿児島 奄美 沖縄";

/// Kana in use; お, し, へ and ん are not.
const KANA: &str =
    "あいうえかきくけこさすせそたちつてとなにぬねのはひふほまみむめもやゆよらりるれろわを";

fn check(text: &str) -> Option<Checked> {
    let kept: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '・' | '.')).collect();
    let class_at = kept.find(|c: char| c.is_ascii_digit())?;
    let (place, rest) = kept.split_at_checked(class_at)?;
    let kana_at = rest.find(|c: char| !c.is_ascii_alphanumeric())?;
    let (class, tail) = rest.split_at_checked(kana_at)?;
    let mut tail = tail.chars();
    let kana = tail.next()?;
    let serial = tail.as_str();
    let place = office(place)?;
    let valid = (2..=3).contains(&class.len())
        && KANA.contains(kana)
        && (1..=4).contains(&serial.len())
        && !serial.starts_with('0')
        && serial.bytes().all(|b| b.is_ascii_digit());
    valid.then(|| passed(format!("{place}{class}{kana}{serial}"), 0.85, "office, class and kana"))
}

/// The office that the text ends with; a word may touch it.
fn office(text: &str) -> Option<&'static str> {
    let ends = PLACES.split_whitespace().filter(|place| text.ends_with(place));
    ends.max_by_key(|place| place.len())
}

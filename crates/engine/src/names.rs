//! What a person's name looks like in Japanese, Vietnamese and Western writing.
//!
//! The lists hold common family and given names as general knowledge; they raise or lower a
//! confidence, they never decide alone. Larger dictionaries are a separate, optional source.

use crate::normal::{is_cjk, is_han, is_kana, plain, squeeze};
use crate::tag::{self, lexicon};
use std::collections::HashSet;
use std::sync::LazyLock;

const JA_FAMILY: &str = "佐藤 鈴木 高橋 髙橋 田中 渡辺 渡邊 渡邉 伊藤 山本 中村 小林 加藤 吉田 山田 佐々木 山口 斎藤 齋藤 斉藤 齊藤 松本 井上 木村 林 清水 \
山崎 山﨑 中島 中嶋 池田 阿部 安部 橋本 山下 森 石川 前田 小川 藤田 岡田 後藤 長谷川 石井 村上 近藤 坂本 遠藤 青木 藤井 西村 福田 太田 三浦 藤原 岡本 松田 中川 中野 \
原田 小野 田村 竹内 金子 和田 中山 石田 上田 森田 小島 柴田 原 宮崎 宮﨑 酒井 工藤 横山 宮本 内田 高木 安藤 谷口 大野 丸山 今井 河野 藤本 村田 武田 上野 杉山 増田 \
平野 菅原 久保 松井 千葉 岩崎 木下 桜井 櫻井 野口 松尾 野村 菊地 菊池 佐野 大塚 小山 渡部 新井 荒井 高田 水野 小松 島田 平田 岩田 浜田 濱田 五十嵐 市川 大西 古川 西田 \
小池 西川 北村 安田 川口 熊谷 飯田 本田 久保田 望月 川崎 吉川 片山 早川 内藤 沢田 矢野 川上 松岡 辻 中田 福島 関 大島 秋山 中西 小西 須藤 服部 大橋 田口 広瀬 土屋 \
永井 荒木 富田 岡崎 永田 川村 樋口 吉村 松下 足立 黒田 尾崎 大久保 関口 児玉 杉本 横田 奥村 坂口 伊東 小田 萩原 大谷 浅野 大川 松村 白石 黒木 星野 石原 三宅 小沢 細川 \
馬場 松原 片岡 栗原 田辺 中井 平井 堀 堀内 三上 桑原 成田 西山 森本 榎本 上村 植田 篠原 榊原 岸本 宇野 堤 東 南 北川 田代 宮田 松永 稲垣 入江 谷 土井 本間 神田 植木 古賀 \
星 岩本 相馬 吉岡 青山 長田 戸田 津田 村井 今村 根本 平山 山内 瀬戸 河合 武藤 大石 金田 内山 大森 岩井 牧野 野田 土田 望月 柳沢 比嘉 金城 大城 知念 玉城";

const JA_GIVEN: &str = "太郎 一郎 次郎 三郎 健 健一 健太 健二 大輔 翔太 翔 拓也 直樹 誠 浩 浩二 隆 徹 学 聡 剛 亮 亮太 和也 哲也 達也 裕太 優太 雄太 雄一 雄大 悠斗 蓮 湊 陸 颯太 大和 樹 \
花子 美咲 陽子 裕子 洋子 恵子 京子 智子 由美 由美子 真由美 美穂 直美 久美子 幸子 和子 明美 香織 愛 彩 彩香 麻衣 舞 葵 結衣 陽菜 さくら 美優 莉子 凛 千尋 優子 典子 節子 \
正 正男 清 勝 弘 茂 豊 博 修 進 稔 守 昭 実 敏 敬 孝 明 昇 勲 一 一樹 圭 圭介 光 宏 宏樹 俊介 慎一 真一 康弘 康平 雅人 雅之 秀樹 英樹 智也 義明 美香 美紀 真理 真理子 里美 純子 文子 \
恵 恵美 奈々 奈緒 梨花 遥 七海 未来 佳奈 綾 綾子 早紀 沙織 友美 瞳 春香 夏美 千夏 紗希";

const VI_FAMILY: &str = "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dao doan dinh truong mai lam trinh luong \
ha cao thai chau ta phung to vuong quach tang luu la kieu thach trieu mac tong nghiem khuc";

const VI_MIDDLE: &str = "van thi duc huu minh ngoc thanh quang xuan hong kim anh thu quoc gia bao hoang phuong tuan cong dinh nhu my khanh hai trong dang thuy bich \
ba sy the tue nhat cam dieu le tu trung viet tien manh duy dac khac tan phuc quy vinh chi hoai linh nguyet nha phi quynh tam thao \
thuc thuy to tuong yen hung long nam binh hanh thien si hoa vu mi seo";

/// Family names that are rare, or of one people only. They count with a middle name or accents and three words.
const VI_RARE: &str = "au bach ban be cam can chau chu cu cung danh du dam dau dieu dong giang giap ha hang han hau kha khong khuat khuong \
khieu kim la lac leo lieu lo loc lu luong ma man mong ngan nguy nham nhan nhu nong ong phan phi pho quang quan sam son sung tan tao thao tham than \
thap thieu thi tieu tiet tong tra trang trinh tu tuong ung vang vi vien vong vuu xa xong yen hua lai luc mac ninh diep doan ton chu quan van";

const EN_GIVEN: &str = "james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald steven \
paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon \
benjamin samuel gregory alexander frank patrick raymond jack dennis jerry tyler aaron jose adam nathan henry douglas zachary peter kyle noah ethan jeremy \
walter christian keith roger terry austin sean gerald carl harold dylan arthur lawrence jordan jesse bryan billy bruce gabriel joe logan alan juan albert \
willie elijah wayne randy vincent mason roy ralph bobby russell bradley philip eugene mary patricia jennifer linda elizabeth barbara susan jessica sarah karen \
lisa nancy betty sandra margaret ashley kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca sharon laura cynthia dorothy amy kathleen \
angela shirley emma brenda pamela nicole anna samantha katherine christine helen debra rachel carolyn janet maria catherine heather diane olivia julie joyce \
victoria ruth virginia lauren kelly christina joan evelyn judith andrea hannah megan cheryl jacqueline martha madison teresa gloria sara janice ann kathryn \
abigail sophia frances jean alice judy isabella julia grace amber denise danielle marilyn beverly charlotte natalie theresa diana brittany doris kayla alexis \
lori marie tom bob mike jim bill dave steve dan matt tony chris kate jenny liz beth oliver liam lucas leo max oscar hugo martin simon claire chloe zoe ella lily ruby";

/// Romanised Japanese family names, to know `Tanaka Kenji` from `Sales Team`.
const ROMAJI_FAMILY: &str = "sato suzuki takahashi tanaka watanabe ito yamamoto nakamura kobayashi kato yoshida yamada sasaki yamaguchi saito matsumoto inoue kimura \
hayashi shimizu yamazaki nakajima ikeda abe hashimoto yamashita mori ishikawa maeda ogawa fujita okada goto hasegawa ishii murakami kondo sakamoto endo aoki fujii \
nishimura fukuda ota miura fujiwara okamoto matsuda nakagawa nakano harada ono tamura takeuchi kaneko wada nakayama ishida ueda morita";

struct Lists {
    ja_family: HashSet<&'static str>,
    ja_given: HashSet<&'static str>,
    vi_family: HashSet<&'static str>,
    vi_middle: HashSet<&'static str>,
    vi_rare: HashSet<&'static str>,
    latin: HashSet<&'static str>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists {
    ja_family: JA_FAMILY.split_whitespace().collect(),
    ja_given: JA_GIVEN.split_whitespace().collect(),
    vi_family: VI_FAMILY.split_whitespace().collect(),
    vi_middle: VI_MIDDLE.split_whitespace().collect(),
    vi_rare: VI_RARE.split_whitespace().collect(),
    latin: EN_GIVEN.split_whitespace().chain(ROMAJI_FAMILY.split_whitespace()).collect(),
});

/// Words inside a candidate that show it is an organisation, a role or a group, not a person.
const NOT_A_PERSON: &[&str] = &[
    "株式会社",
    "有限会社",
    "合同会社",
    "一般",
    "法人",
    "御中",
    "各位",
    "担当",
    "部",
    "課",
    "係",
    "室",
    "店",
    "支社",
    "支店",
    "本社",
    "営業所",
    "工場",
    "会社",
    "センター",
    "委員会",
    "組合",
    "事務局",
    "窓口",
    "銀行",
    "大学",
    "学校",
    "病院",
    "協会",
    "研究所",
    "合計",
    "小計",
    "備考",
    "様式",
    "記入",
    "不明",
    "該当",
    "一覧",
    "未定",
    "商事",
    "工業",
    "製作所",
    "電機",
    "サンプル",
    "テスト",
    "ダミー",
    "以上",
    "以下",
    "お客",
    "皆",
    "製品",
    "商品",
    "部品",
    "関係",
    "責任者",
    "管理者",
    "代表",
    "主任",
    "課長",
    "部長",
    "社長",
    "取締役",
    "総務",
    "人事",
    "経理",
    "営業",
    "品質",
];

const NOT_A_LATIN_PERSON: &[&str] = &[
    "inc",
    "ltd",
    "llc",
    "co",
    "corp",
    "corporation",
    "company",
    "gmbh",
    "jsc",
    "limited",
    "holdings",
    "group",
    "team",
    "department",
    "dept",
    "sales",
    "support",
    "info",
    "service",
    "services",
    "office",
    "total",
    "manager",
    "director",
    "engineer",
    "the",
    "and",
    "of",
    "for",
    "to",
    "invoice",
    "order",
    "date",
    "no",
    "number",
    "street",
    "avenue",
    "road",
    "district",
    "ward",
    "city",
    "province",
    "tnhh",
    "university",
    "school",
    "sample",
    "test",
    "unknown",
    "n/a",
    "none",
    "dear",
    "regards",
    "sincerely",
    "best",
    "kind",
    "all",
    "customer",
    "street.",
    "systems",
    "industries",
    "trading",
    "solutions",
    "bank",
    "hotel",
    "center",
    "centre",
    "report",
    "list",
    "policy",
    "agreement",
    "accounting",
    "purchasing",
    "quality",
    "human",
    "resources",
    "doe",
    "division",
    "bros",
    "shoten",
    "farm",
    "riverside",
    "dntn",
    "htx",
    "cty",
];

/// Words of papers, places and banks that stand in no name either.
const NO_NAME_EITHER: &str = "passport, sheet, information, certificate, residence, permit, licence, license, registration, application, \
    statement, appendix, warehouse, workshop, restaurant, clinic, hospital, airport, hotline, fax, headquarters, \
    hq, agribank, vietcombank, vietinbank, techcombank, sacombank, bidv, hdfc, icici, motability";

/// Words with which Vietnamese headings and offices begin, though the first is a family name too.
const NOT_VIETNAMESE_HEADS: &str = "ho so, ho khau, ly lich, to khai, to chuc, to trinh, to san, phan xuong, phan cong, phan mem, le phi, mai tang, \
    vu viec, do dung, do luong, bao cao, bao ve, bao hiem, ke toan, tong thu, tong giam, tong hop, tong cong, \
    nha thau, nha may, tieu chuan, tieu su, tien su, quan ly, danh sach, dinh muc, dinh ky, dao tao, chu ky, \
    chu nhiem, giang vien, kieu may, truong phong, truong ca, truong ban, luong thang, luong co, lo hang, kho hang, \
    la thu, thai san, ton kho";

/// Vietnamese words for offices and places. As given names they stand last, never first.
const NOT_A_FIRST_WORD: &[&str] =
    &["phong", "ban", "quan", "phuong", "huyen", "tinh", "duong", "xa", "kinh"];

/// How a name is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    Japanese,
    Vietnamese,
    Latin,
}

/// A judgement about a candidate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shape {
    pub script: Script,
    /// Plausibility without any context, 0 to 1.
    pub plausible: f32,
    /// Family and given name, not only one of them.
    pub full: bool,
}

/// Judges whether a text can be a person's name.
pub fn shape(text: &str) -> Option<Shape> {
    let text = squeeze(text);
    let length = text.chars().count();
    if !(1..=40).contains(&length)
        || length == 1 && !is_family(&text)
        || text.chars().any(|c| c.is_ascii_digit() || "@:/\\#*=_<>[]{}|+%&!?".contains(c))
    {
        return None;
    }
    if text.chars().any(is_cjk) { japanese(&text, length) } else { latin(&text) }
}

/// `キム 悠真`: a family name from abroad, a Japanese given name.
fn is_foreign_family(text: &str) -> bool {
    let Some((family, given)) = text.split_once(' ') else { return false };
    let katakana = |c: char| matches!(c, '\u{30a1}'..='\u{30fa}' | 'ー' | '・');
    family.chars().count() >= 2 && family.chars().all(katakana) && is_given(given)
}

fn japanese(text: &str, length: usize) -> Option<Shape> {
    let letters: Vec<char> = text.chars().filter(|c| *c != ' ').collect();
    // 阿部 and 服部 hold the sign for a department; a known family name is not searched.
    let head =
        text.split(' ').next().filter(|head| is_family(head)).map(|head| head.chars().count());
    let known = family_length(&letters).max(head).unwrap_or(0);
    let rest: String = letters.iter().skip(known).collect();
    if length > 14 || NOT_A_PERSON.iter().any(|word| rest.contains(word)) {
        return None;
    }
    if letters.is_empty() || !letters.iter().all(|c| is_han(*c) || is_kana(*c) || *c == '・') {
        return None;
    }
    let whole: String = letters.iter().collect();
    let counted = letters.len() >= 3 && letters.iter().all(|c| NUMERALS.contains(*c));
    if counted || NOT_AN_END.iter().any(|end| whole.ends_with(end)) && !is_family(&whole) {
        return None;
    }
    let spaced = text.contains(' ');
    let shape =
        |plausible: f32, full: bool| Some(Shape { script: Script::Japanese, plausible, full });
    if letters.iter().all(|c| is_kana(*c) || *c == '・') {
        return Some(kana(text, &letters, spaced));
    }
    if letters.len() > 8 {
        return None;
    }
    if letters.first().is_some_and(|c| is_kana(*c)) {
        return if is_foreign_family(text) { shape(0.85, true) } else { None };
    }
    let classes = tag::classes(&letters.iter().collect::<String>());
    let word = classes & (lexicon::NOUN | lexicon::INFLECTED) != 0;
    if word && classes & (lexicon::SURNAME | lexicon::GIVEN | lexicon::FULL_NAME) == 0 {
        return None;
    }
    if spaced {
        let mut parts = text.split(' ');
        let (first, second) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        let known = u8::from(is_family(first)) + u8::from(is_given(second));
        return match known {
            _ if parts.next().is_some() => None,
            2 => shape(0.97, true),
            1 => shape(0.9, true),
            _ if letters.len() <= 6 => shape(0.6, true),
            _ => None,
        };
    }
    let split = (1..letters.len()).rev().find_map(|at| {
        let (family, given): (String, String) =
            (letters.iter().take(at).collect(), letters.iter().skip(at).collect());
        let common = LISTS.ja_family.contains(family.as_str());
        (is_family(&family) && is_given(&given)).then_some(common)
    });
    match (split, family_length(&letters)) {
        (Some(true), _) => shape(0.95, true),
        (Some(false), _) => shape(if letters.len() >= 3 { 0.85 } else { 0.6 }, letters.len() >= 3),
        (None, Some(length)) if letters.len() > length => shape(0.8, true),
        (None, _) if is_family(&whole) => shape(0.5, false),
        (None, None) if letters.len() <= 5 => shape(0.3, letters.len() >= 4),
        _ => None,
    }
}

/// Kanji of amounts: `八十八`, `百万円`.
const NUMERALS: &str = "一二三四五六七八九十百千万億円";
/// Ends of entries that stand in columns of names: `来客用`, `社用車`, `回答なし`.
const NOT_AN_END: &[&str] = &[
    "用",
    "車",
    "数",
    "済",
    "無",
    "なし",
    "先",
    "待ち",
    "予定",
    "希望",
    "駐車場",
    "宅建士",
    "税理士",
    "弁護士",
    "社労士",
];

/// Names in kana: a reading, or a foreigner's.
fn kana(text: &str, letters: &[char], spaced: bool) -> Shape {
    let full = spaced || text.contains('・');
    let parts = text.split([' ', '・']).filter(|part| part.chars().count() >= 2).count();
    let known = text.split([' ', '・']).any(|part| is_family(part) || is_given(part));
    let plausible = match (full, known) {
        (true, true) => 0.8,
        (true, false) if (2..=4).contains(&parts) => 0.6,
        (false, true) if letters.len() >= 2 => 0.35,
        _ => 0.2,
    };
    Shape { script: Script::Japanese, plausible, full }
}

fn is_family(text: &str) -> bool {
    LISTS.ja_family.contains(text) || tag::classes(text) & lexicon::SURNAME != 0
}

fn is_given(text: &str) -> bool {
    LISTS.ja_given.contains(text) || tag::classes(text) & lexicon::GIVEN != 0
}

/// Length of the longest known family name that the letters begin with.
fn family_length(letters: &[char]) -> Option<usize> {
    (1..=4.min(letters.len())).rev().find(|length| {
        let head: String = letters.iter().take(*length).collect();
        // Short heads of any word may be somebody's name: only long ones go by the dictionary.
        LISTS.ja_family.contains(head.as_str()) || *length >= 3 && is_family(&head)
    })
}

/// Words inside Western names that are written small.
const PARTICLES: &[&str] = &[
    "van", "der", "den", "de", "la", "del", "von", "zu", "bin", "binti", "al", "el", "da", "dos",
    "di", "du", "le", "y",
];

fn latin(text: &str) -> Option<Shape> {
    let tokens: Vec<&str> = text.split([' ', ',']).filter(|token| !token.is_empty()).collect();
    let inner =
        |at: usize, token: &str| at > 0 && at + 1 < tokens.len() && PARTICLES.contains(&token);
    if tokens.len() > 6
        || !tokens.iter().enumerate().all(|(at, token)| is_name_token(token) || inner(at, token))
    {
        return None;
    }
    let keys: Vec<String> = tokens.iter().map(|token| plain(token.trim_end_matches('.'))).collect();
    let place = keys.first().is_some_and(|key| {
        NOT_A_FIRST_WORD.contains(&key.as_str()) && !LISTS.vi_family.contains(key.as_str())
    });
    let company = keys.windows(2).any(|pair| pair[0] == "cong" && pair[1] == "ty");
    let heading =
        keys.len() >= 2 && NOT_VIETNAMESE_HEADS.split(", ").any(|head| head == keys[..2].join(" "));
    if place || company || heading {
        return None;
    }
    if VIETNAMESE_PROVINCES.contains(&keys.join(" ").as_str()) {
        return None;
    }
    let full = tokens.len() >= 2;
    let first = keys.first().map_or("", String::as_str);
    let last = keys.last().map_or("", String::as_str);
    let marked = !text.is_ascii();
    // Before the words that are no names: `To` and `The` are Vietnamese ones.
    if full && LISTS.vi_family.contains(first) && vietnamese(&keys, marked) {
        return Some(Shape { script: Script::Vietnamese, plausible: 0.93, full });
    }
    let other = |key: &String| NO_NAME_EITHER.split(", ").any(|word| word == key);
    if keys.iter().any(|key| NOT_A_LATIN_PERSON.contains(&key.as_str()) || other(key)) {
        return None;
    }
    let rare = keys.len() >= 3 && LISTS.vi_rare.contains(first);
    if rare && (marked || is_vietnamese_without_accents(&keys)) && vietnamese(&keys, marked) {
        return Some(Shape { script: Script::Vietnamese, plausible: 0.85, full });
    }
    let given = LISTS.latin.contains(first) || tag::classes(first) & lexicon::GIVEN != 0;
    let family = LISTS.latin.contains(last) || tag::classes(last) & lexicon::SURNAME != 0;
    let listed = LISTS.latin.contains(first) || LISTS.latin.contains(last);
    let plausible = match (full, given, family) {
        (true, true, true) => 0.92,
        (true, _, _) if listed => 0.9,
        (true, true, _) | (true, _, true) if tokens.len() <= 4 => 0.6,
        (true, ..) if tokens.len() <= 3 => 0.45,
        (true, ..) => 0.25,
        (false, true, _) | (false, _, true) => 0.3,
        (false, false, false) => 0.1,
    };
    let script =
        if LISTS.vi_family.contains(first) && marked { Script::Vietnamese } else { Script::Latin };
    Some(Shape { script, plausible, full })
}

/// Provinces and cities, which pass for names of two syllables.
const VIETNAMESE_PROVINCES: &[&str] = &[
    "ha noi",
    "hai phong",
    "da nang",
    "can tho",
    "ho chi minh",
    "an giang",
    "bac giang",
    "bac kan",
    "bac lieu",
    "bac ninh",
    "ben tre",
    "binh dinh",
    "binh duong",
    "binh phuoc",
    "binh thuan",
    "ca mau",
    "cao bang",
    "dak lak",
    "dak nong",
    "dien bien",
    "dong nai",
    "dong thap",
    "gia lai",
    "ha giang",
    "ha nam",
    "ha tinh",
    "hai duong",
    "hau giang",
    "hoa binh",
    "hung yen",
    "khanh hoa",
    "kien giang",
    "kon tum",
    "lai chau",
    "lam dong",
    "lang son",
    "lao cai",
    "long an",
    "nam dinh",
    "nghe an",
    "ninh binh",
    "ninh thuan",
    "phu tho",
    "phu yen",
    "quang binh",
    "quang nam",
    "quang ngai",
    "quang ninh",
    "quang tri",
    "soc trang",
    "son la",
    "tay ninh",
    "thai binh",
    "thai nguyen",
    "thanh hoa",
    "tien giang",
    "tra vinh",
    "tuyen quang",
    "vinh long",
    "vinh phuc",
    "yen bai",
    "viet nam",
    "sai gon",
    "vung tau",
    "nha trang",
    "da lat",
    "bien hoa",
    "quy nhon",
    "long bien",
    "que vo",
];

/// Whether a text is the name of a Vietnamese province or city.
pub fn is_vietnamese_province(text: &str) -> bool {
    VIETNAMESE_PROVINCES.contains(&plain(text).as_str())
}

/// Whether what follows a Vietnamese family name is the rest of a Vietnamese name: with accents or
/// a usual middle name, or three syllables that only Vietnamese puts together so.
fn vietnamese(keys: &[String], marked: bool) -> bool {
    let middle = keys.iter().skip(1).any(|key| LISTS.vi_middle.contains(key.as_str()));
    let syllables = keys.iter().all(|key| is_vietnamese_syllable(key));
    syllables && (marked || middle || (3..=5).contains(&keys.len()))
}

/// Whether plain words are a Vietnamese name: every one a syllable, one of them a usual middle name.
pub fn is_vietnamese_without_accents(keys: &[String]) -> bool {
    let inner = keys.iter().skip(1).take(keys.len().saturating_sub(2));
    keys.iter().all(|key| is_vietnamese_syllable(key))
        && inner.clone().any(|key| LISTS.vi_middle.contains(key.as_str()))
}

/// Whether words begin with one of the common family names and go on with a usual middle name.
pub fn is_usual_vietnamese(name: &str) -> bool {
    let mut words = name.split(' ').map(plain);
    let family = words.next().is_some_and(|word| LISTS.vi_family.contains(word.as_str()));
    family && words.next().is_some_and(|word| LISTS.vi_middle.contains(word.as_str()))
}

/// Whether two words read as Vietnamese syllables without accents: places more often than people.
pub fn are_two_syllables(name: &str) -> bool {
    let words: Vec<String> = name.split(' ').map(plain).collect();
    words.len() == 2 && words.iter().all(|word| is_vietnamese_syllable(word))
}

/// Initial consonant, vowels, final consonant, as the plain spelling of Vietnamese has them.
fn is_vietnamese_syllable(key: &str) -> bool {
    const INITIALS: &[&str] = &[
        "ngh", "ng", "nh", "th", "tr", "ph", "kh", "gh", "gi", "ch", "qu", "b", "c", "d", "g", "h",
        "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
    ];
    const FINALS: &[&str] = &["ch", "nh", "ng", "c", "m", "n", "p", "t", ""];
    INITIALS.iter().filter_map(|initial| key.strip_prefix(initial)).any(|rest| {
        FINALS.iter().filter_map(|last| rest.strip_suffix(last)).any(|vowels| {
            (1..=3).contains(&vowels.len()) && vowels.bytes().all(|b| b"aeiouy".contains(&b))
        })
    }) || key == "gi"
}

fn is_name_token(token: &str) -> bool {
    let mut letters = token.chars();
    letters.next().is_some_and(|c| c.is_alphabetic() && c.is_uppercase())
        && letters.all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-'))
}

/// Names that stand for nobody, in forms and manuals.
const PLACEHOLDERS: &[&str] = &[
    "johndoe",
    "another",
    "surname",
    "forename",
    "surnameforename",
    "forenamesurname",
    "lastfirst",
    "firstlast",
    "lastfirstexample",
    "firstnamelastname",
    "lastnamefirstname",
    "familynamegivenname",
    "yourname",
    "asdfqwerty",
    "janedough",
    "maryqpublic",
    "marypublic",
    "janedoe",
    "janeroe",
    "richardroe",
    "johnqpublic",
    "doejohn",
    "doejane",
    "fredbloggs",
    "bloggsfred",
    "juandelacruz",
    "delacruzjuan",
    "juanadelacruz",
    "delacruzjuana",
    "tanahkow",
    "tanahbeng",
    "ahmadbinabu",
    "alibinabu",
    "examplemember",
    "exampleperson",
    "sampleperson",
    "driversample",
    "testvisitor",
    "anyperson",
    "yourfullname",
    "donaldduck",
    "duckdonald",
    "duckdonaldf",
    "mickeymouse",
    "bobthebuilder",
    "builderbob",
    "testertina",
    "tinatester",
    "delacruzjuans",
    "delacruzjuana",
    "nguyenvanmau",
    "nguyenthimau",
    "tranvanmau",
    "nguyenvanx",
    "joebloggs",
    "jbloggs",
    "johnsmithson",
    "smithjohn",
    "maxmustermann",
    "erikamustermann",
    "familygiven",
    "badgetester",
    "testuser",
    "甲野太郎",
    "甲野花子",
    "乙山花子",
    "乙山次郎",
    "乙野次郎",
    "firstnamelastname",
    "yourname",
    "nguyenvana",
    "nguyenvanb",
    "nguyenthib",
    "nguyenthia",
    "tranvanb",
    "tranthib",
    "levanc",
    "見本太郎",
    "見本花子",
    "記入太郎",
    "例示太郎",
    "氏名",
    "名無しの権兵衛",
    "ほげ太郎",
    "サンプル太郎",
    "テスト太郎",
    "xxxx",
];

/// Whether a name is one that stands for nobody (`John Doe`, `Nguyễn Văn A`).
pub fn is_placeholder(name: &str) -> bool {
    let words: Vec<String> = squeeze(name).split(' ').map(plain).collect();
    // `Lê Thị C`
    if let [family, "van" | "thi", "a" | "b" | "c" | "d" | "x"] =
        words.iter().map(String::as_str).collect::<Vec<_>>().as_slice()
        && LISTS.vi_family.contains(family)
    {
        return true;
    }
    let key: String = plain(&squeeze(name)).chars().filter(|c| c.is_alphanumeric()).collect();
    PLACEHOLDERS.contains(&key.as_str()) || is_first_second_third(&key)
}

/// `甲野太郎`, `丙川次郎`: the persons of forms and textbooks.
fn is_first_second_third(key: &str) -> bool {
    let mut letters = key.chars();
    let family = (letters.next(), letters.next());
    let (Some(first), Some(second)) = family else { return false };
    "甲乙丙丁戊".contains(first)
        && "野山田川村原島".contains(second)
        && ["太郎", "一郎", "次郎", "二郎", "三郎", "四郎", "花子", "一子", "春子"]
            .contains(&letters.as_str())
}

/// The number of leading letters of `letters` that a known Japanese family name covers.
pub fn starts_with_family(text: &str) -> Option<usize> {
    family_length(&text.chars().filter(|c| *c != ' ').collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plausible() {
        for name in [
            "山田太郎",
            "佐々木 花子",
            "髙橋　一郎",
            "Nguyễn Văn Đức",
            "NGUYEN THI HOA",
            "Trần Minh",
            "John Smith",
            "Mary J. Watson",
            "Tanaka Kenji",
            "阿部 真由美",
            "キム 悠真",
            "Hồ Sơn Tùng",
            "Võ Thanh Quân",
            "Hoàng Bảo Phương",
        ] {
            let shape = shape(name).unwrap_or_else(|| panic!("{name} should have a shape"));
            assert!(shape.plausible >= 0.8 && shape.full, "{name} {shape:?}");
        }
    }

    #[test]
    fn words_of_the_lists_stand_without_spaces_around() {
        let lists = [NO_NAME_EITHER, NOT_VIETNAMESE_HEADS];
        for word in lists.iter().flat_map(|list| list.split(", ")) {
            assert_eq!(word, word.trim());
        }
    }

    #[test]
    fn other_things_are_not() {
        for text in [
            "株式会社山田",
            "営業部",
            "品質管理",
            "Total",
            "Sales Team",
            "Công ty TNHH",
            "A-1234",
            "お客様",
            "担当者",
            "Phòng Kinh doanh",
            "HỒ SƠ KHÁCH NƯỚC NGOÀI",
            "Kế toán trưởng",
            "PASSPORT CARD",
            "Tokyo HQ",
            "NHÀ THẦU PHỤ",
            "Fukuoka Statement",
            "Acme Inc",
        ] {
            let plausible = shape(text).map_or(0.0, |s| s.plausible);
            assert!(plausible < 0.5, "{text} {plausible}");
        }
    }
}

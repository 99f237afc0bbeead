//! Firms by the words that the law makes them bear (株式会社, GmbH, Công ty TNHH). They tell something
//! of the person they stand with: where one works.

use super::{Checked, Detector};
use candor_facts::Field;

/// What a Japanese firm is by law, before its name.
macro_rules! legal {
    () => {
        r"(?:株式会社|有限会社|合同会社|合資会社|一般社団法人|医療法人|学校法人|㈱|㈲|\(株\)|\(有\))"
    };
}

pub const DETECTOR: Detector = Detector {
    name: "organisation",
    field: Field::Employer,
    scheme: None,
    pattern: concat!(
        "(",
        legal!(),
        r" ?[\p{Han}\p{Katakana}ーA-Za-z0-9&・]{2,20}?)(?:を|[はがにへでと][\p{Han}\p{Katakana}])|(",
        legal!(),
        r" ?[\p{Han}\p{Katakana}ーA-Za-z0-9&・]{3,20}?)の[\p{Han}\p{Katakana}]|(",
        legal!(),
        r" ?[\p{Han}[\p{Hiragana}--を]\p{Katakana}ーA-Za-z0-9&・]{1,20}|[\p{Han}[\p{Hiragana}--を]\p{Katakana}ーA-Za-z0-9&・]{1,20}?(?:株式会社|有限会社|合同会社|㈱|㈲|\(株\)|\(有\))|[A-Z][\p{L}0-9'\-]*(?:(?: & | and | )[A-Z][\p{L}0-9'\-]*){0,5},? (?:Inc|LLC|L\.L\.C|Ltd|Limited|Co\., ?Ltd|Co|Corp|Corporation|GmbH|AG|PLC|plc|S\.A|S\.p\.A|B\.V|BV|Pte\. Ltd|Pty Ltd|Sdn\. Bhd|LLP|KG|SARL|Holdings)(?:\.|(?-u:\b))|(?i:công ty|cong ty|doanh nghiệp tư nhân|DNTN|tập đoàn|tổng công ty)(?: (?i:TNHH|CP|cổ phần|co phan|một thành viên|MTV|hợp danh)){0,3}(?: [\p{Lu}][\p{L}\-&0-9]*(?: (?:thuật|mại|nghệ|nghiệp|tư|vụ|tải|dựng|phẩm|khẩu|tử|khí|chính|lực|học|liệu|bì|mặc|máy|thất|sản|xuất|kiện))?){1,7})",
    ),
    check,
    context: &["勤務先", "employer", "company", "nơi làm việc"],
    context_required: false,
    positives: &[
        ("株式会社加古川鋳造所 入社", "株式会社加古川鋳造所"),
        ("株式会社加古川鋳造所を訪問し", "株式会社加古川鋳造所"),
        ("有限会社藤光硝子に発注", "有限会社藤光硝子"),
        ("株式会社山田製作所の鈴木", "株式会社山田製作所"),
        ("株式会社山と渓谷社", "株式会社山と渓谷社"),
        ("株式会社みずほの里", "株式会社みずほの里"),
        ("株式会社中村とうふ店", "株式会社中村とうふ店"),
        ("有限会社山田はきもの店", "有限会社山田はきもの店"),
        ("本日ご注文を山田工業株式会社", "山田工業株式会社"),
        ("Blackwater Tool & Die Co.", "Blackwater Tool & Die Co."),
        ("Công ty CP Nhựa Kỹ thuật Hưng Thịnh", "Công ty CP Nhựa Kỹ thuật Hưng Thịnh"),
        ("Kính gửi: Công ty TNHH Bao bì Tân Tiến", "Công ty TNHH Bao bì Tân Tiến"),
    ],
    near_misses: &["the company policy", "công ty chúng tôi", "会社案内"],
};

fn check(text: &str) -> Option<Checked> {
    let normalized = crate::normal::squeeze(text);
    let fits = (4..=80).contains(&normalized.chars().count());
    fits.then_some(Checked { normalized, confidence: 0.7, validator: Some("legal form") })
}

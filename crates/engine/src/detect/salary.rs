//! Amounts of pay in running text, behind a word for pay and with a currency, a multiplier or groups of
//! three digits.

use super::{Checked, Detector, digits};
use candor_facts::Field;

pub const JAPANESE: Detector = Detector {
    name: "salary",
    field: Field::Salary,
    scheme: None,
    pattern: r"(?:月額|月給|月収|年収|年俸|時給(?:換算)?|日給|初任給|基本給|本給|給与|給料|賞与|手当|手取り?|支給額|報酬月額|昇給|賃金|退職金|オファー|役員報酬|想定年収|日当)[ :：=はがをでとして、(（税込総額年月約通貨㋐@\t]{0,6}((?:[¥￥]|JPY) ?[0-9][0-9,.]*(?: ?(?:億|百万|万|千)[0-9]*)?|[0-9][0-9,.]*(?: ?(?:億|百万|万|千)(?:[0-9][0-9,]*(?:千|百)?)?)? ?(?:円|ドル)|[0-9][0-9,.]* ?(?:百万|万)(?:[0-9][0-9,]*千?)?|[0-9]{1,3}(?:,[0-9]{3}){1,2})(?:$|[^0-9,.])",
    check,
    context: &[],
    context_required: false,
    positives: &[
        ("資格手当 月給280,000円とする", "280000"),
        ("小鳥遊さんの年俸は930万→955万で", "930"),
        ("現年収は620万円、希望は", "620"),
        ("月給22万8千は安い", "228"),
        ("時給 1,450 〜", "1450"),
        ("役員報酬　1,860万", "1860"),
        ("⑨報酬月額　㋐通貨 221,000円", "221000"),
    ],
    near_misses: &["給与明細 12月分", "手当 3 件", "賞与 2024年", "昇給 2,024.5 ポイント"],
};

pub const ENGLISH: Detector = Detector {
    name: "salary_en",
    field: Field::Salary,
    scheme: None,
    pattern: r"(?i)(?:salary|wages?|base pay|basic pay|annual pay|gross pay|net pay|take-home(?: pay)?|sign-on bonus|bonus|stipend|allowance|earn(?:s|ed|ing)?|is paid|was paid|paid|makes|making|drawing|hourly rate|day rate|pay rate|rate of pay|retainer|compensation|remuneration|package|counter-?offer|salaried at|a rise from|a rise to|monthly rate|daily rate|gets)(?: [a-z]+\.?){0,3}[ :=~(]{0,3}((?:[¥￥$£€₹]|US\$|S\$|USD|SGD|PHP|INR|JPY|EUR|GBP|VND|Rs\.?) ?[0-9][0-9,.]*[0-9]?(?: ?(?:km|k|m|lakhs?|lpa)(?:$|[^\p{L}0-9]))?|[0-9]{2,3}(?:[.,][0-9])? ?k(?:$|[^\p{L}0-9])|[0-9][0-9,.]* ?(?:USD|SGD|EUR|GBP|PHP|LPA|lakhs?|dollars|pounds|euros)(?:$|[^\p{L}0-9]))|((?:[$£€₹]|US\$|S\$|Rs\.?) ?[0-9][0-9,.]*[0-9](?: ?k)?)(?:/(?:h|hr|hour|yr|year|mth|mo|day|wk)(?:$|[^\p{L}])| (?:per (?:annum|day|week|month|night|shift)|p\.a\.|p\.m\.|pcm|pa(?:$|[^\p{L}])|LPA|an hour|per hour|a day|hr(?:$|[^\p{L}])|a year|a week|a month|daily))",
    check,
    context: &[],
    context_required: false,
    positives: &[
        ("You will be paid an annual salary of $92,500 in 26", "92500"),
        ("makes 83k base plus", "83"),
        ("he is on £38,400 p.a. now", "38400"),
        ("temp at S$22/hr", "22"),
        ("counter-offer of 27K declined", "27"),
        ("current package £47k + car", "47"),
        ("a rise from £11.60 to 12.40 an hour", "1160"),
        ("2. Fee: S$1,400 per day, not above", "1400"),
    ],
    near_misses: &["bonus 3 points", "makes 12 parts an hour", "salary 2024", "package 12,000 km"],
};

pub const VIETNAMESE: Detector = Detector {
    name: "salary_vi",
    field: Field::Salary,
    scheme: None,
    pattern: r"(?i)(?:(?:mức )?lương[\p{Ll}\p{M} ]{0,24}|thu nhập[\p{Ll}\p{M} ]{0,24}|phụ cấp[\p{Ll}\p{M} ]{0,16}|trợ cấp[\p{Ll}\p{M} ]{0,16}|thưởng[\p{Ll}\p{M} ]{0,10}|thực (?:nhận|lĩnh|trả|lãnh)|còn lĩnh|tiền công[\p{Ll}\p{M} ]{0,12}|thù lao[\p{Ll}\p{M} ]{0,12}|mức (?:cũ|mới|tiền đóng)|giữ mức|còn được nhận|luong[a-z ]{0,16}|thu nhap[a-z ]{0,12}|phu cap[a-z ]{0,12}|thuong tet|thuc (?:nhan|linh))[ :=(*~.…]{0,60}((?:VND|VNĐ|USD|US\$|\$) ?[0-9][0-9,.]*[0-9]|[0-9][0-9,.]*[0-9]?(?: ?[-–] ?[0-9][0-9,.]*)? ?(?:triệu(?: rưỡi)?|trieu|tr[0-9]?|củ|nghìn|ngàn|đồng|dong|đ|VND|VNĐ|k|USD|EUR|JPY)(?:$|[^\p{L}0-9])|[0-9]{1,3}(?:[.,][0-9]{3}){1,3}(?:$|[^0-9.,%]|[.,](?:$|[^0-9])))",
    check,
    context: &[],
    context_required: false,
    positives: &[
        ("Mức lương chính: 12.500.000 đồng/tháng", "12500000"),
        ("lương thực nhận có 7,2tr", "72"),
        ("Lương cơ bản .................... 6.480.000", "6480000"),
        ("Tiền công hôm nay 280k", "280"),
        ("lương net 11.000.000, xin 14tr", "11000000"),
        ("chuyền 3: mức cũ 6.480.000, nay khác", "6480000"),
    ],
    near_misses: &["lương tháng 9", "thưởng 13", "phụ cấp 2024"],
};

fn check(text: &str) -> Option<Checked> {
    let number = digits(text);
    let fits = (1..=12).contains(&number.len());
    fits.then_some(Checked { normalized: number, confidence: 0.75, validator: None })
}

//! Dates of birth that no label names: behind a short word for birth, beside the sex, behind the name.

use super::date_of_birth::check_partly;
use super::{Checked, Detector};
use candor_facts::Field;

/// `b. 1961`, `dob 17/3/70`, `DoB 14 June '78`, `born Oct '94`.
pub const SHORT: Detector = Detector {
    name: "birth_short",
    field: Field::DateOfBirth,
    scheme: None,
    pattern: r"(?i)(?:(?:^|[,;(\[|–—-] ?)(?:b\.|b) ?|(?:^|[^\p{L}])(?:born(?: on| in)?|dob|d\.o\.b\.?|geb\.)[: ]{1,3}(?:the )?)([0-3]?[0-9][/.\-][01]?[0-9][/.\-](?:19|20)?[0-9]{2}|[0-3]?[0-9](?:st|nd|rd|th)? ?(?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? ?['’]?(?:19|20)?[0-9]{2}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? ?(?:[0-3]?[0-9](?:st|nd|rd|th)?, ?)?(?:['’]|(?:19|20))[0-9]{2}|(?:19[2-9]|200)[0-9])(?:$|[^\p{L}0-9/.\-]|[.](?:$|[^0-9]))",
    check: check_partly,
    context: &[],
    context_required: false,
    positives: &[
        ("Peter Hollander, dob 17/3/70, came at nine", "1970-03-17"),
        ("Carla Jensen DoB 14 June '78 rang back", "1978-06-14"),
        ("Mark Ferris, born Oct '94, asked", "1994-10"),
        ("Louise Tanner (b. 1961) retired", "1961"),
        ("audit senior, b 12/8/80", "1980-08-12"),
        ("She was born in 1967.", "1967"),
    ],
    near_misses: &[
        "born 5 km away",
        "Tab 2001",
        "club b 12",
        "dobson 1984",
        "(b) 1961-04",
        "born 2024",
    ],
};

/// `sinh 1987`, `sinh 12.08.1991`; pupils, costs and events have the syllable too.
pub const VIETNAMESE: Detector = Detector {
    name: "birth_vi",
    field: Field::DateOfBirth,
    scheme: None,
    pattern: r"(?i)(?:^|[,;(|:–—-] ?|(?:nam|nữ|nu) )sinh:? ((?:0?[1-9]|[12][0-9]|3[01]) ?[./\-] ?(?:0?[1-9]|1[0-2]) ?[./\-] ?(?:19[2-9][0-9]|20[0-2][0-9])|(?:0?[1-9]|1[0-2]) ?[./] ?(?:19[2-9][0-9]|20[0-2][0-9])|19[2-9][0-9]|20[01][0-9])(?:$|[^0-9/.\-]|[.](?:$|[^0-9]))",
    check: check_partly,
    context: &[],
    context_required: false,
    positives: &[
        ("Chị Nguyễn Thị Hồng Gấm, sinh 1987, công nhân", "1987"),
        ("Trần Văn Lượng, sinh 12.08.1991, trú tại", "1991-08-12"),
        ("Ông Tư (sinh 10/1965) đủ tuổi", "1965-10"),
    ],
    near_misses: &["học sinh 2010", "Chi phí phát sinh 05/2008", "vệ sinh 2015", "sinh 3 con"],
};

/// The birth beside the sex: `（男、1985/03/27）`, `Nữ  12/08/1994`, `1990.4.5　女性`.
pub const SEGMENT: Detector = Detector {
    name: "birth_segment",
    field: Field::DateOfBirth,
    scheme: None,
    pattern: r"(?:(?:^|[,;|/\t(\[・、.–-]|  ) ?(?:男性?|女性?|♀|♂|[Nn]am|NAM|[Nn]ữ|NỮ|[Mm]ale|MALE|[Ff]emale|FEMALE|M|F)(?:[,、;|/\t] ?| {1,8}|　)((?:0?[1-9]|[12][0-9]|3[01]) ?[./\-] ?(?:0?[1-9]|1[0-2]) ?[./\-] ?(?:19[2-9][0-9]|20[01][0-9])|(?:19[2-9][0-9]|20[01][0-9]) ?[./\-年] ?(?:0?[1-9]|1[0-2]) ?[./\-月] ?(?:0?[1-9]|[12][0-9]|3[01])日?|(?:0?[1-9]|1[0-2])/(?:19[2-9][0-9]|20[01][0-9])|[0-3]?[0-9] ?(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec) ?(?:19[2-9][0-9]|20[01][0-9]|[0-9]{2})|(?:19[3-9]|200)[0-9])(?:$|[^\p{L}0-9/.\-]|[.](?:$|[^0-9])))|(?:(?:^|[^0-9/.\-])((?:0?[1-9]|[12][0-9]|3[01]) ?[./\-] ?(?:0?[1-9]|1[0-2]) ?[./\-] ?(?:19[2-9][0-9]|20[01][0-9])|(?:19[2-9][0-9]|20[01][0-9]) ?[./\-年] ?(?:0?[1-9]|1[0-2]) ?[./\-月] ?(?:0?[1-9]|[12][0-9]|3[01])日?)(?:生?[,、;|/\t] ?| {1,8}|生?　)(?:男性?|女性?|♀|♂|[Nn]am|NAM|[Nn]ữ|NỮ|[Mm]ale|MALE|[Ff]emale|FEMALE|M|F)(?:$|[,;|/\t)\]・、. 　]))",
    check: check_segment,
    context: &[],
    context_required: false,
    positives: &[
        ("林 志豪（男、1985/03/27）", "1985-03-27"),
        ("NGUYỄN THỊ NGỌC ẨN  Nữ  12/08/1994", "1994-08-12"),
        ("佐野 美咲 様　1990.4.5　女性", "1990-04-05"),
        ("TUOHY / DECLAN   IRL    M   08 JUL 1988", "1988-07-08"),
        ("UV1 – Huỳnh Thị Bích (nữ, 2003)", "2003"),
        ("chú Tô Văn Bền (nam, 10/1965)", "1965-10"),
    ],
    near_misses: &["Nam Định, 12/08/1994", "M 12/2024", "size M 03-1234-5678", "男女 2003"],
};

/// The year behind a name: `Tạ Minh Đức, 1994, …`, `Vũ Gia Bảo (2012)`. Only where a name ends there.
pub const YEAR_BEHIND: Detector = Detector {
    name: "birth_year_behind",
    field: Field::DateOfBirth,
    scheme: None,
    pattern: r"\p{L}(?:, ?| ?\()((?:19[3-9][0-9]|20[01][0-9]))(?:[,;)]|$)",
    check: check_segment,
    context: &[],
    context_required: false,
    positives: &[("Tạ Minh Đức, 1994, đang làm", "1994"), ("Vũ Gia Bảo (2012)", "2012")],
    near_misses: &["tháng 5, 2024", "Luật (số 1994/QH)"],
};

/// Years in kanji numerals: `（一九八九年五月三日生）`.
pub const KANJI: Detector = Detector {
    name: "birth_kanji",
    field: Field::DateOfBirth,
    scheme: None,
    pattern: r"((?:明治|大正|昭和|平成|令和)?[〇一二三四五六七八九十元]{1,4}年(?:[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}日)?)?) ?(?:生まれ|うまれ|生[)）」、,　 ]|生$)",
    check: check_partly,
    context: &[],
    context_required: false,
    positives: &[
        ("妻 周 敏（一九八九年五月三日生）", "1989-05-03"),
        ("昭和十九年五月生まれ", "1944-05"),
    ],
    near_misses: &["三年生", "一九八九年五月三日発行"],
};

/// An era chosen on a form: `平・25年 8月 1日`.
pub const CHOSEN_ERA: Detector = Detector {
    name: "birth_era",
    field: Field::DateOfBirth,
    scheme: None,
    pattern: r"([明大昭平令]・ ?[0-9]{1,2} ?年 ?[0-9]{1,2} ?月 ?[0-9]{1,2} ?日)",
    check: check_partly,
    context: &[],
    context_required: false,
    positives: &[("長男 大久保 翔  平・25年 8月 1日", "2013-08-01")],
    near_misses: &["大・中・小 25年 8月 1日", "平成25年8月1日"],
};

fn check_segment(text: &str) -> Option<Checked> {
    Some(Checked { confidence: 0.75, ..check_partly(text)? })
}

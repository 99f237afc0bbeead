//! The sex that a form has ticked: `☑男 □女`, `[ ] Male  [x] Female`, `Nam ☐  Nữ ☒`.

use super::{Checked, Detector};
use candor_facts::Field;
use std::ops::Range;

pub const TICKED: Detector = Detector {
    name: "gender_ticked",
    field: Field::Gender,
    scheme: None,
    pattern: r"(?i)(?:^|[^\p{L}])((?:(?:\[[ xv✓✔レ]{0,2}\]|\([ xv✓✔●○/]{0,3}\)|[☑☒☐□■✓✔✅○●◎◯〇]) ?)?(?:male|female|男性?|女性?|nam|nữ|nu|m|f)(?:/(?:male|female|m|f))?(?: ?(?:\[[ xv✓✔レ]{0,2}\]|\([ xv✓✔●○/]{0,3}\)|[☑☒☐□■✓✔✅○●◎◯〇]))?[ /・　,]{0,8}(?:(?:\[[ xv✓✔レ]{0,2}\]|\([ xv✓✔●○/]{0,3}\)|[☑☒☐□■✓✔✅○●◎◯〇]) ?)?(?:male|female|男性?|女性?|nam|nữ|nu|m|f)(?:/(?:male|female|m|f))?(?: ?(?:\[[ xv✓✔レ]{0,2}\]|\([ xv✓✔●○/]{0,3}\)|[☑☒☐□■✓✔✅○●◎◯〇]))?)(?:$|[^\p{L}])",
    check,
    context: &[],
    context_required: false,
    positives: &[
        ("性別　☑男　□女", "male"),
        ("5) [ ] Male   [X] Female", "female"),
        ("Giới tính: Nam ☐  Nữ ☒", "female"),
        ("性別 ○男 ・ 女", "male"),
        ("SEX: ( / ) MALE  (  ) FEMALE", "male"),
        ("Giới / Sex   [x] Nam/M   [ ] Nữ/F", "male"),
    ],
    near_misses: &["性別 男・女", "□男 □女", "[ ] Male [ ] Female", "male/female staff", "Nam, Nữ"],
};

/// The sex in brackets behind a name or beside an age: `（女、平成8年生まれ）`, `(nữ, 2003)`, `(F)`, `41歳男性`.
pub const BESIDE: Detector = Detector {
    name: "gender_beside",
    field: Field::Gender,
    scheme: None,
    pattern: r"[Vv]iệt [Nn]am|[（(\[](男性?|女性?|[Nn]am|[Nn]ữ|[Mm]ale|[Ff]emale|M|F)(?:[)）\]]|[、,，・] ?(?:[0-9明大昭平令SHRT]|sinh|born|[\p{Katakana}]))|[0-9]{1,3} ?(?:歳|才)[の・/、 ]?(男性?|女性?)(?:$|[^\p{Han}])|(?:^|[^\p{L}])[0-9]{1,2}[- ](?:year|yr)s?[- ]old (male|female|man|woman|gentleman|lady)(?:$|[^\p{L}])|(?:^|[ 　,、・])(男性?|女性?)[ 　、,・]+(?:明治|大正|昭和|平成|令和|[SHRT][0-9]|[12][0-9]{3}[年/.-])|(?:^|[ ,;])(nam|nữ|male|female|Nam|Nữ|Male|Female), ?(?:sinh|born|dân tộc|[0-9])",
    check: check_beside,
    context: &[],
    context_required: false,
    positives: &[
        ("神長 亜由美さん（女、平成8年生まれ）", "female"),
        ("Huỳnh Thị Ngọc Bích (nữ, 2003)", "female"),
        ("Ormerod, S. (M) [F-2067]", "male"),
        ("this 50-year-old gentleman", "male"),
        ("橋本 キヨ 様（女）", "female"),
    ],
    near_misses: &["男性用（大）", "Việt Nam, 2003", "(M8)", "female staff", "size (L)"],
};

/// Behind its label on a line of other things: `性別 男　血液型 O`, `SEX 男 M.`, `Giới tính: nam`. Of a choice that is
/// not ticked nothing is told.
pub const LABELLED: Detector = Detector {
    name: "gender_labelled",
    field: Field::Gender,
    scheme: None,
    pattern: r"(?i)(?:性 ?別|(?:^|[^\p{L}])(?:sex|gender|giới tính|gioi tinh)|(?:^|[:;,.|/\t]|  )[ 0-9.]*giới)(?:[^\p{L}\p{N}\n]{0,8}(?:sex|gender|giới tính|gioi tinh|gt|性別))?[^\p{L}\p{N}\n]{0,8}(?:(?:男性?|male|nam|m)(?:女|(?:[^\p{L}\n]{1,40}(?:or|hay|hoặc|又は|または|and)?[^\p{L}\n]{0,8}|または|又は)(?:女性?|female|nữ|nu|f)(?:$|[^\p{L}]))|(?:女性?|female|nữ|nu|f)(?:男|(?:[^\p{L}\n]{1,40}(?:or|hay|hoặc|又は|または|and)?[^\p{L}\n]{0,8}|または|又は)(?:男性?|male|nam|m)(?:$|[^\p{L}]))|((?:男性?|女性?|male|female|nam|nữ|nu|m|f))(?:$|[^\p{L}]))",
    check: check_beside,
    context: &[],
    context_required: false,
    positives: &[
        ("生年月日 昭和45年10月3日　　　性別 男　血液型 O", "male"),
        ("性別 SEX 女 F.  国籍・地域", "female"),
        ("【性別】男性", "male"),
        ("Ngày sinh: 27-09-1998     Giới tính: nam", "male"),
        ("Sex: F   Height: 1.62", "female"),
    ],
    near_misses: &[
        "性別 男・女",
        "性別 男女",
        "Sex: male / female",
        "giới tính: Nam  Nữ",
        "sexes m",
    ],
};

/// Between two marks on a line about somebody: `, female,`, `| F |`, `様　男性`.
pub const SEGMENT: Detector = Detector {
    name: "gender_segment",
    field: Field::Gender,
    scheme: None,
    pattern: r"(?:^|[,;|/\t(\[)・、.]|  |(?:様|さん|氏|[A-Z]{2}) ) ?(男性?|女性?|♀|♂) ?(?:$|[,;|/\t)\]・、.]|  | [0-9\p{Han}])|(?:^|[,;|/\t(\[・、]|  ) ?([Nn]am|NAM|[Nn]ữ|NỮ|[Mm]ale|MALE|[Ff]emale|FEMALE|M|F) ?(?:$|[,;|/\t)\]・、]|  )",
    check: check_beside,
    context: &[],
    context_required: false,
    positives: &[
        ("直井 重雄 様　男性", "male"),
        ("born 8 February 1990, Cluj-Napoca; female, single", "female"),
        ("VANG THI MY|99|F|0963530671", "female"),
        ("TUOHY / DECLAN   IRL    M   08 JUL 1988", "male"),
        ("熊川 佳代　　♀ 57", "female"),
        ("KUROSAKI SATOSHI（黒﨑）男性／1976年", "male"),
    ],
    near_misses: &[
        "male staff",
        "Việt Nam",
        "3.5 M bolts",
        "男女共用",
        "Nam Định",
        "by  M. Delacroix",
    ],
};

fn check_beside(text: &str) -> Option<Checked> {
    let normalized = match text.to_lowercase().as_str() {
        "男" | "男性" | "♂" | "nam" | "male" | "m" | "man" | "gentleman" => "male",
        "女" | "女性" | "♀" | "nữ" | "nu" | "female" | "f" | "woman" | "lady" => "female",
        _ => return None,
    };
    let normalized = normalized.to_owned();
    Some(Checked { normalized, confidence: 0.7, validator: None })
}

fn check(text: &str) -> Option<Checked> {
    let normalized = ticked(text)?.to_owned();
    Some(Checked { normalized, confidence: 0.9, validator: Some("tick mark") })
}

/// How strongly a sign says that the choice beside it is meant: a tick, a circle, an empty box.
fn strength(sign: &str) -> Option<u8> {
    let inside = sign.trim_matches(['[', ']', '(', ')', ' ']);
    match inside {
        "" if sign.contains(['[', '(']) => Some(0),
        "/" if sign.contains(['[', '(']) => Some(2),
        "☐" | "□" => Some(0),
        "○" | "◯" | "〇" => Some(1),
        "x" | "X" | "v" | "V" | "レ" | "☑" | "☒" | "■" | "✓" | "✔" | "✅" | "●" | "◎" => {
            Some(2)
        }
        _ => None,
    }
}

/// The sex whose sign says more than the other's: `male` or `female`; nothing when neither is ticked or
/// both are.
pub fn ticked(text: &str) -> Option<&'static str> {
    let tokens = tokens(text);
    let sexes: Vec<(usize, &str)> = tokens
        .iter()
        .enumerate()
        .filter_map(
            |(at, (_, token))| if let Token::Sex(sex) = token { Some((at, *sex)) } else { None },
        )
        .collect();
    let [(first, one), (second, other)] = sexes.as_slice() else { return None };
    let sign = |at: Option<usize>| match at.and_then(|at| tokens.get(at)) {
        Some((_, Token::Sign(strength))) => Some(*strength),
        _ => None,
    };
    let (before, between, behind) =
        (sign(first.checked_sub(1)), sign(Some(first + 1)), sign(Some(second + 1)));
    let (left, right) = match (before, between, behind) {
        // A sign before each, or one behind each.
        (Some(left), right, None) => (left, right.unwrap_or(0)),
        (None, left, Some(right)) => (left.unwrap_or(0), right),
        // One between the two: the nearer's.
        (None, Some(only), None) => {
            let place = |at: usize| tokens.get(at).map_or(0..0, |(place, _)| place.clone());
            let to_left = place(first + 1).start - place(*first).end;
            let to_right = place(*second).start.saturating_sub(place(first + 1).end);
            if to_left < to_right { (only, 0) } else { (0, only) }
        }
        _ => return None,
    };
    let fits = second - first <= 2 && one != other && left != right;
    fits.then_some(if left > right { *one } else { *other })
}

enum Token {
    Sign(u8),
    Sex(&'static str),
}

/// The signs and the words of a choice, in order, each with its place.
fn tokens(text: &str) -> Vec<(Range<usize>, Token)> {
    const SIGN_BYTES_MAX: usize = 8;
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or_default();
        let close = match c {
            '[' => rest.find(']'),
            '(' => rest.find(')'),
            _ => None,
        };
        let length = match close.filter(|close| *close < SIGN_BYTES_MAX) {
            Some(close) => close + 1,
            None if c.is_alphabetic() => {
                rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())
            }
            None => c.len_utf8(),
        };
        let token = rest.get(..length).unwrap_or_default();
        let sex = match token.to_lowercase().as_str() {
            "male" | "m" | "男" | "男性" | "nam" => Some("male"),
            "female" | "f" | "女" | "女性" | "nữ" | "nu" => Some("female"),
            _ => None,
        };
        let token = sex.map(Token::Sex).or_else(|| strength(token).map(Token::Sign));
        // `Nam/M` is one word in two languages.
        let again = matches!((&token, tokens.last()), (Some(Token::Sex(one)), Some((_, Token::Sex(before)))) if one == before);
        tokens.extend(token.filter(|_| !again).map(|token| (at..at + length, token)));
        at += length.max(1);
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::ticked;

    #[test]
    fn the_sign_beside_a_choice_tells_which_is_meant() {
        for (text, sex) in [
            ("☑男 □女", Some("male")),
            ("□男　■女", Some("female")),
            ("Male [ ]   Female [x]", Some("female")),
            ("(x) M ( ) F", Some("male")),
            ("Nam ☒ Nữ ☐", Some("male")),
            ("男 ・ ○女", Some("female")),
            ("○男 ・ 女", Some("male")),
            ("男・女", None),
            ("○男 ○女", None),
            ("男", None),
        ] {
            assert_eq!(ticked(text), sex, "{text}");
        }
    }
}

//! The words of events, and dates as each language writes them.

use super::names::{Text, pick};
use candor_facts::{Certainty, Event, EventKind, Language};

/// Whether events of this kind say nothing without words of their own.
pub const fn needs_words(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Scope
            | EventKind::Cause
            | EventKind::Measure
            | EventKind::SecondaryDamage
            | EventKind::Prevention
            | EventKind::NoDuty
            | EventKind::Other
    )
}

/// What an event says in a language: its own words, else those of its kind, else its words in the
/// language that it has.
pub fn event_words(event: &Event, lang: Language) -> String {
    let own = event.text.get(lang.as_str());
    let other = || ["en", "ja", "vi"].iter().find_map(|lang| event.text.get(*lang));
    let words = match own {
        Some(words) => words.clone(),
        None if needs_words(event.kind) => other().cloned().unwrap_or_default(),
        None => pick(lang, phrase(event.kind)).to_owned(),
    };
    match event.certainty {
        Certainty::Confirmed => words,
        // Words that say so themselves need no mark.
        Certainty::Believed if supposes(&words) => words,
        Certainty::Believed => {
            format!("{words}{}", pick(lang, ["（推定）", " (believed)", " (nhận định)"]))
        }
        Certainty::Reported => {
            format!("{words}{}", pick(lang, ["（未確認）", " (not confirmed)", " (chưa xác nhận)"]))
        }
    }
}

/// Whether a text tells a belief as one.
fn supposes(words: &str) -> bool {
    let plain = words.to_lowercase();
    SUPPOSING.iter().any(|word| plain.contains(word))
}

/// Words of a text that tells a belief as one.
const SUPPOSING: [&str; 9] = [
    "考えられ",
    "推定",
    "みられ",
    "可能性",
    "believed",
    "likely",
    "suspected",
    "được cho là",
    "nhiều khả năng",
];

/// The usual words of kinds that need none of their own.
const PHRASES: &[(EventKind, Text)] = &[
    (
        EventKind::Detected,
        [
            "不正アクセスを検知しました。",
            "Unauthorised access was detected.",
            "Phát hiện truy cập trái phép.",
        ],
    ),
    (
        EventKind::InformedByAttacker,
        ["攻撃者から連絡を受けました。", "The attackers made contact.", "Kẻ tấn công đã liên hệ."],
    ),
    (
        EventKind::Encrypted,
        [
            "サーバー上のデータが暗号化されていることを確認しました。",
            "Data on servers was found to be encrypted.",
            "Phát hiện dữ liệu trên máy chủ bị mã hóa.",
        ],
    ),
    (
        EventKind::Posted,
        [
            "情報がリークサイトに掲載されたことを確認しました。",
            "Data was seen posted on a leak site.",
            "Phát hiện dữ liệu bị đăng trên trang rò rỉ.",
        ],
    ),
    (
        EventKind::Downloadable,
        [
            "掲載された情報を第三者が取得できることを確認しました。",
            "It was confirmed that third parties can download the data.",
            "Xác nhận bên thứ ba có thể tải dữ liệu về.",
        ],
    ),
    (
        EventKind::TaskForceFormed,
        [
            "対策本部を設置しました。",
            "An emergency response team was set up.",
            "Thành lập đội ứng phó khẩn cấp.",
        ],
    ),
    (
        EventKind::ExpertEngaged,
        [
            "外部の専門家に調査を依頼しました。",
            "Outside experts were engaged.",
            "Mời chuyên gia bên ngoài điều tra.",
        ],
    ),
    (
        EventKind::CounselConsulted,
        [
            "外部の弁護士に相談しました。",
            "Outside counsel was consulted.",
            "Tham vấn luật sư bên ngoài.",
        ],
    ),
    (
        EventKind::InvestigationStarted,
        ["調査を開始しました。", "The investigation began.", "Bắt đầu điều tra."],
    ),
    (
        EventKind::InvestigationEnded,
        ["調査を終えました。", "The investigation ended.", "Kết thúc điều tra."],
    ),
    (
        EventKind::PublicReport,
        ["公表しました。", "A public report was issued.", "Công bố báo cáo."],
    ),
    (
        EventKind::PoliceTold,
        ["警察に届け出ました。", "The police were told.", "Trình báo cảnh sát."],
    ),
    (
        EventKind::RegulatorTold,
        ["監督機関に報告しました。", "The regulator was told.", "Báo cáo cơ quan quản lý."],
    ),
    (
        EventKind::PersonsTold,
        [
            "影響を受ける方へ個別にご連絡しました。",
            "The persons affected were told one by one.",
            "Thông báo riêng cho từng người bị ảnh hưởng.",
        ],
    ),
    (
        EventKind::PartnersTold,
        [
            "関係する取引先へ個別にご連絡しました。",
            "The business partners concerned were told one by one.",
            "Thông báo riêng cho từng đối tác liên quan.",
        ],
    ),
    (
        EventKind::ExtortionRefused,
        [
            "攻撃者の要求には応じていません。",
            "The attackers' demands were refused.",
            "Không đáp ứng yêu cầu của kẻ tấn công.",
        ],
    ),
    (
        EventKind::ServersInspected,
        ["サーバーを点検しました。", "The servers were inspected.", "Kiểm tra các máy chủ."],
    ),
    (
        EventKind::ConnectionsBlocked,
        [
            "影響を受けたサーバーと外部との通信を遮断しました。",
            "External communication of the servers concerned was blocked.",
            "Chặn kết nối ra bên ngoài của các máy chủ liên quan.",
        ],
    ),
    (
        EventKind::VpnSuspended,
        ["VPN装置を停止しました。", "The VPN device was suspended.", "Tạm ngừng thiết bị VPN."],
    ),
    (
        EventKind::PasswordsReset,
        ["パスワードを再設定しました。", "Passwords were reset.", "Đặt lại mật khẩu."],
    ),
    (
        EventKind::AccessReviewed,
        ["アクセス権限を見直しました。", "Access rights were reviewed.", "Rà soát quyền truy cập."],
    ),
    (
        EventKind::TerminalsScanned,
        ["端末を検査しました。", "Terminals were scanned.", "Quét các thiết bị đầu cuối."],
    ),
    (
        EventKind::EdrDeployed,
        [
            "サーバーとパソコンにEDRを導入しました。",
            "EDR was installed on servers and PCs.",
            "Cài EDR trên máy chủ và máy tính.",
        ],
    ),
    (
        EventKind::MfaEnabled,
        [
            "多要素認証を導入しました。",
            "Multi-factor authentication was introduced.",
            "Áp dụng xác thực đa yếu tố.",
        ],
    ),
    (
        EventKind::SystemsRestored,
        ["システムを復旧しました。", "Systems were restored.", "Khôi phục hệ thống."],
    ),
];

fn phrase(kind: EventKind) -> Text {
    PHRASES.iter().find(|(known, _)| *known == kind).map_or(["", "", ""], |(_, words)| *words)
}

/// A date as the language writes it; what is no date stays as it is.
pub fn date(text: &str, lang: Language) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let parts: Vec<usize> =
        text.split('T').next().unwrap_or(text).split('-').filter_map(|n| n.parse().ok()).collect();
    let [year, month, day] = parts.as_slice() else { return text.to_owned() };
    match lang {
        Language::Ja => format!("{year}年{month}月{day}日"),
        Language::Vi => format!("{day}/{month}/{year}"),
        _ => {
            let name = month.checked_sub(1).and_then(|at| MONTHS.get(at)).copied();
            name.map_or_else(|| text.to_owned(), |name| format!("{day} {name} {year}"))
        }
    }
}

/// A zone as readers know it.
fn zone_name(zone: &str, lang: Language) -> String {
    let known: Option<Text> = match zone {
        "Asia/Tokyo" => Some(["日本時間", "Japan time", "giờ Nhật Bản"]),
        "Asia/Ho_Chi_Minh" | "Asia/Saigon" => {
            Some(["ベトナム時間", "Vietnam time", "giờ Việt Nam"])
        }
        _ => None,
    };
    let name = known.map_or(zone, |text| pick(lang, text));
    if lang == Language::Ja { format!("（{name}）") } else { format!(" ({name})") }
}

/// When an event happened, as a reader reads it: its days, and the clock where it is told.
pub fn when(event: &Event, lang: Language) -> String {
    let Some(at) = &event.at else { return String::new() };
    let mut text = date(at, lang);
    if let Some(clock) = at.split_once('T').and_then(|(_, clock)| clock.get(..5)) {
        text = format!("{text} {clock}");
    }
    // A date alone needs no zone.
    if let Some(zone) = event.zone.as_deref().filter(|_| at.contains('T')) {
        text = format!("{text}{}", zone_name(zone, lang));
    }
    match &event.until {
        Some(until) => format!("{text} – {}", date(until, lang)),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(kind: EventKind) -> Event {
        Event {
            id: "V-1".into(),
            kind,
            at: Some("2024-08-05T10:00:00+07:00".into()),
            until: None,
            zone: Some("Asia/Ho_Chi_Minh".into()),
            entity: None,
            source: "a mail".into(),
            certainty: Certainty::Confirmed,
            text: std::collections::BTreeMap::new(),
            internal: false,
            duty: None,
            supersedes: None,
        }
    }

    #[test]
    fn every_kind_has_words_in_three_languages_or_asks_for_them() {
        for kind in EventKind::ALL {
            let words = phrase(*kind);
            let all = words.iter().all(|text| !text.is_empty());
            assert!(all || needs_words(*kind), "{kind}");
            assert!(!all || !needs_words(*kind), "{kind}");
        }
    }

    #[test]
    fn dates_read_as_the_language_writes_them() {
        assert_eq!(date("2024-08-05", Language::Ja), "2024年8月5日");
        assert_eq!(date("2024-08-05", Language::En), "5 August 2024");
        assert_eq!(date("2024-08-05", Language::Vi), "5/8/2024");
        assert_eq!(date("soon", Language::En), "soon");
        assert_eq!(
            when(&event(EventKind::Posted), Language::En),
            "5 August 2024 10:00 (Vietnam time)"
        );
    }

    #[test]
    fn own_words_win_and_certainty_is_said() {
        let mut posted = event(EventKind::Posted);
        assert_eq!(event_words(&posted, Language::En), "Data was seen posted on a leak site.");
        posted.certainty = Certainty::Reported;
        assert!(event_words(&posted, Language::En).ends_with("(not confirmed)"));
        posted.text.insert("en".into(), "A sample appeared.".into());
        assert_eq!(event_words(&posted, Language::En), "A sample appeared. (not confirmed)");
        assert!(event_words(&posted, Language::Ja).starts_with("情報が"));
        let mut cause = event(EventKind::Cause);
        cause.text.insert("ja".into(), "認証情報が窃取されたと考えられます。".into());
        assert_eq!(event_words(&cause, Language::Vi), "認証情報が窃取されたと考えられます。");
    }
}

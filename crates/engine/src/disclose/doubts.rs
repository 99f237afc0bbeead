//! What makes a claim less sure, in the words of three languages.

use super::names::{pick, reason_name};
use candor_facts::{Certainty, Doubt, Language, UnreadReason};

/// Doubts as one text.
pub fn told(lang: Language, doubts: &[Doubt]) -> String {
    let between = pick(lang, ["；", "; ", "; "]);
    doubts.iter().map(|doubt| words(lang, doubt)).collect::<Vec<_>>().join(between)
}

fn words(lang: Language, doubt: &Doubt) -> String {
    match doubt {
        Doubt::NotFullyRead { items, reasons } => {
            let head =
                ["読み取りが不完全な項目 #件", "# items not fully read", "# mục chưa đọc hết"];
            let reasons = reasons.iter().map(|(reason, count)| reason_words(lang, reason, *count));
            let reasons = reasons.collect::<Vec<_>>().join(pick(lang, ["、", ", ", ", "]));
            let [open, close] = if lang == Language::Ja { ["（", "）"] } else { [" (", ")"] };
            format!("{}{open}{reasons}{close}", fill(lang, head, &[*items]))
        }
        Doubt::Searched { items, by_recognition, tagger } => {
            let text = [
                "#件を完全に読み（うち画像認識 #件）、すべての検出器で検索",
                "searched # items in full (# by recognition of pictures) with all detectors",
                "đã tìm trong # mục đọc trọn (# mục nhờ nhận dạng ảnh) bằng mọi bộ phát hiện",
            ];
            let without =
                ["（人名タガーなし）", ", without the tagger", ", không dùng bộ gắn nhãn tên"];
            let without = if *tagger { "" } else { pick(lang, without) };
            fill(lang, text, &[*items, *by_recognition]) + without
        }
        Doubt::CouldHoldSome { claim } => {
            let text = [
                "そこに含まれる可能性がある。`candor decide CASE accept @ --reason …` で受け入れる",
                "these could hold some; `candor decide CASE accept @ --reason …` accepts that",
                "trong đó có thể có; `candor decide CASE accept @ --reason …` chấp nhận điều đó",
            ];
            pick(lang, text).replace('@', claim)
        }
        Doubt::Told { certainty, source } => {
            let certainty = match certainty {
                Certainty::Confirmed => ["確認済み", "confirmed", "đã xác nhận"],
                Certainty::Believed => [
                    "そう考えられる、未証明",
                    "believed, not proved",
                    "được cho là, chưa chứng minh",
                ],
                Certainty::Reported => {
                    ["報告のみ、未確認", "reported, not checked", "được báo, chưa kiểm tra"]
                }
            };
            let source_is = pick(lang, ["。情報源: ", "; source: ", "; nguồn: "]);
            format!("{}{source_is}{source}", pick(lang, certainty))
        }
        plain => {
            let (text, number) = counted(plain);
            fill(lang, text, &[number])
        }
    }
}

/// The words of doubts that hold a number at most, and the number.
fn counted(doubt: &Doubt) -> ([&'static str; 3], u64) {
    match doubt {
        Doubt::NotReceived { files } => (
            [
                "一覧にあり未受領のファイル #件",
                "# listed files not received",
                "# tệp trong danh sách chưa nhận",
            ],
            *files,
        ),
        Doubt::CountedAsReceived => {
            (["受領したままの数", "counted as received", "đếm như đã nhận"], 0)
        }
        Doubt::SeveralBearers { mentions } => (
            [
                "複数人に当てはまり数えていない記載 #件",
                "# mentions fit several persons and are not counted",
                "# chỗ nhắc tên hợp với nhiều người, không được đếm",
            ],
            *mentions,
        ),
        Doubt::MayBeOne { pairs } => (
            [
                "同一人の可能性があり判断待ちの組 #件",
                "# pairs of persons that may be one wait for a decision",
                "# cặp có thể là một người đang chờ quyết định",
            ],
            *pairs,
        ),
        Doubt::LinksNotSampled => (
            [
                "上下限は名寄せの誤りを含まない（`candor sample CASE draw --of persons` で確認できる）",
                "the bounds do not hold wrong links (`candor sample CASE draw --of persons` checks those)",
                "giới hạn chưa tính liên kết sai (kiểm tra bằng `candor sample CASE draw --of persons`)",
            ],
            0,
        ),
        Doubt::AtLeast { listed } => (
            [
                "少なくともこの数。重い順に #件を掲載し、ほかにもありうる",
                "at least: the # gravest are listed, more may wait behind them",
                "ít nhất: liệt kê # trường hợp nặng nhất, có thể còn nữa phía sau",
            ],
            *listed,
        ),
        Doubt::AcceptedBy { decision } => (
            ["決定 # により受け入れ", "accepted by decision #", "được chấp nhận theo quyết định #"],
            u64::try_from(*decision).unwrap_or(0),
        ),
        Doubt::NotKnown => (
            ["その内容は分かっていない", "what these hold is not known", "chưa biết chúng chứa gì"],
            0,
        ),
        _ => (["すべての項目を読み取り済み", "every item was read", "đã đọc mọi mục"], 0),
    }
}

/// A text with its numbers put in for the `#`.
fn fill(lang: Language, text: [&'static str; 3], numbers: &[u64]) -> String {
    numbers.iter().fold(pick(lang, text).to_owned(), |text, number| {
        text.replacen('#', &number.to_string(), 1)
    })
}

fn reason_words(lang: Language, reason: &str, count: u64) -> String {
    let known = UnreadReason::parse(reason).filter(|_| lang != Language::En);
    let name = known.map_or(reason, |reason| reason_name(lang, reason));
    match lang {
        Language::Ja => format!("{name} {count}件"),
        _ => format!("{count} {name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_doubt_has_words_in_three_languages() {
        let all = [
            Doubt::EveryItemRead,
            Doubt::NotFullyRead {
                items: 4,
                reasons: vec![("encrypted".into(), 3), ("corrupt".into(), 1)],
            },
            Doubt::NotReceived { files: 2 },
            Doubt::CountedAsReceived,
            Doubt::SeveralBearers { mentions: 5 },
            Doubt::MayBeOne { pairs: 6 },
            Doubt::LinksNotSampled,
            Doubt::AtLeast { listed: 7 },
            Doubt::Searched { items: 8, by_recognition: 1, tagger: false },
            Doubt::AcceptedBy { decision: 9 },
            Doubt::CouldHoldSome { claim: "C-no-iban".into() },
            Doubt::NotKnown,
            Doubt::Told { certainty: Certainty::Believed, source: "police".into() },
        ];
        for doubt in all {
            let told = [Language::Ja, Language::En, Language::Vi].map(|lang| words(lang, &doubt));
            assert!(told[0] != told[1] && told[1] != told[2], "{told:?}");
            assert!(told.iter().all(|text| !text.contains(['#', '@'])), "{told:?}");
        }
        let doubts = [
            Doubt::NotFullyRead {
                items: 4,
                reasons: vec![("encrypted".into(), 3), ("corrupt".into(), 1)],
            },
            Doubt::NotReceived { files: 2 },
        ];
        assert_eq!(
            told(Language::En, &doubts),
            "4 items not fully read (3 encrypted, 1 corrupt); 2 listed files not received"
        );
        assert_eq!(
            told(Language::Ja, &doubts),
            "読み取りが不完全な項目 4件（暗号化されている 3件、壊れている 1件）；一覧にあり未受領のファイル 2件"
        );
    }
}

//! The sections that only the internal report has: charts, what is open, custody, samples, the
//! register of claims.

use super::doubts::told;
use super::history::date;
use super::names::{category_name, class_name, field_name, pick, reason_name};
use super::public::{by_value, source_name};
use super::{Bar, Block, Chart, EstimateFacts, Line, Section, Table, Writer};
use candor_facts::{Category, Claim, DocClass, Field, Language, Standing, UnreadReason};

/// Bars of one chart; what is smaller is left to the tables.
const BARS_MAX: usize = 12;

pub fn sections(writer: &Writer<'_>) -> Vec<Section> {
    let mut sections = vec![charts(writer), open(writer), custody(writer)];
    sections.extend(samples(writer));
    sections.push(register(writer));
    sections
}

/// A chart of claims under their names.
fn chart<'a>(
    writer: &Writer<'_>,
    title: [&'static str; 3],
    claims: impl Iterator<Item = (String, Option<&'a Claim>)>,
) -> Option<Block> {
    let known = claims.filter_map(|(label, claim)| Some((label, claim?)));
    let bars: Vec<Bar> = known
        .filter(|(_, claim)| claim.value > 0)
        .take(BARS_MAX)
        .map(|(label, claim)| Bar {
            label,
            value: claim.value,
            shown: writer.number(claim.value),
            claim: claim.claim_id.clone(),
        })
        .collect();
    let title = writer.pick(title).to_owned();
    (!bars.is_empty()).then_some(Block::Chart(Chart { title, bars }))
}

fn charts(writer: &Writer<'_>) -> Section {
    let (facts, lang) = (writer.facts, writer.lang);
    let named = |head: &'static str, name: fn(Language, &str) -> Option<&'static str>| {
        by_value(facts, head)
            .into_iter()
            .filter_map(move |(word, claim)| Some((name(lang, word)?.to_owned(), Some(claim))))
    };
    let waves = facts.collections.iter().map(|collection| {
        let id = format!("C-wave-{}-new_persons", collection.name);
        (collection.name.clone(), facts.claim(&id))
    });
    let blocks = [
        chart(
            writer,
            [
                "文書の種類ごとのファイル数",
                "Items by kind of document",
                "Số mục theo loại tài liệu",
            ],
            named("class/", |lang, word| Some(class_name(lang, DocClass::parse(word)?))),
        ),
        chart(
            writer,
            ["区分ごとの人数", "Persons by category", "Số người theo nhóm"],
            named("category/", |lang, word| Some(category_name(lang, Category::parse(word)?))),
        ),
        chart(
            writer,
            ["情報の項目ごとの人数", "Persons by field", "Số người theo loại dữ liệu"],
            named("with/", |lang, word| Some(field_name(lang, Field::parse(word)?))),
        ),
        chart(
            writer,
            [
                "読み取れなかった理由",
                "Items not fully read, by reason",
                "Mục chưa đọc hết theo lý do",
            ],
            named("reason/", |lang, word| Some(reason_name(lang, UnreadReason::parse(word)?))),
        ),
        chart(
            writer,
            [
                "受領ごとに新たに判明した方",
                "Persons newly found, by wave",
                "Người mới phát hiện theo đợt",
            ],
            waves,
        ),
    ];
    writer.section(["図表", "Charts", "Biểu đồ"], blocks.into_iter().flatten().collect())
}

fn open(writer: &Writer<'_>) -> Section {
    let facts = writer.facts;
    let text = writer.pick([
        "次の項目は読み取れていないか、一部しか読み取れていません。本報告の数は、これらの内容によって増えることがあります。",
        "The following items were not read or only in part. The numbers of this report may grow with what they hold.",
        "Các mục sau chưa đọc được hoặc mới đọc một phần. Các con số có thể tăng theo nội dung của chúng.",
    ]);
    let rows: Vec<Vec<String>> = by_value(facts, "reason/")
        .into_iter()
        .filter_map(|(reason, claim)| {
            let name = reason_name(writer.lang, UnreadReason::parse(reason)?);
            Some(vec![name.to_owned(), writer.number(claim.value), claim.claim_id.clone()])
        })
        .collect();
    let mut blocks = Vec::new();
    if rows.is_empty() {
        let none = writer.pick([
            "すべての項目を読み取りました。",
            "Every item was read.",
            "Mọi mục đều đã được đọc.",
        ]);
        blocks.push(Block::Paragraph { line: Line::plain(none) });
    } else {
        blocks.push(Block::Paragraph { line: Line::plain(text) });
        blocks.push(Block::Table(Table {
            header: writer.header(&[
                ["理由", "Reason", "Lý do"],
                ["項目数", "Items", "Số mục"],
                ["根拠", "Claim", "Căn cứ"],
            ]),
            numeric: vec![1],
            widths: vec![50, 20, 30],
            rows,
        }));
    }
    let mut waiting = Vec::new();
    for (id, text) in [
        (
            "C-conflicts",
            [
                "同一人かどうかの判断待ち（candor conflicts）：",
                "Pairs of persons that wait for a decision (candor conflicts): ",
                "Cặp người chờ quyết định (candor conflicts): ",
            ],
        ),
        (
            "C-relation_unknown",
            [
                "関係が確認できていない方：",
                "Persons whose relation is not known: ",
                "Người chưa xác định quan hệ: ",
            ],
        ),
    ] {
        let text = format!("{}{}", writer.pick(text), writer.figure_of(id));
        waiting.push(writer.line(text, &[id]));
    }
    waiting.extend(facts.caveats_in(writer.lang).iter().map(Line::plain));
    blocks.push(Block::List { lines: waiting });
    writer.section(["未確認のもの", "What is still open", "Những gì còn bỏ ngỏ"], blocks)
}

fn custody(writer: &Writer<'_>) -> Section {
    let rows = writer
        .facts
        .collections
        .iter()
        .map(|c| {
            let id =
                if c.listing { "C-listed".to_owned() } else { format!("C-wave-{}-items", c.name) };
            let mut source = source_name(writer.lang, &c.source).to_owned();
            if c.listing {
                source.push_str(writer.pick(["（一覧）", " (listing)", " (danh sách)"]));
            }
            vec![
                c.name.clone(),
                source,
                format!("{} ({})", date(&c.day, writer.lang), c.received),
                writer.figure_of(&id),
            ]
        })
        .collect();
    let table = Table {
        header: writer.header(&[
            ["受領単位", "Collection", "Đợt tiếp nhận"],
            ["入手元", "Source", "Nguồn"],
            ["受領日時", "Received", "Thời điểm nhận"],
            ["項目数", "Items", "Số mục"],
        ]),
        numeric: vec![3],
        widths: vec![20, 24, 40, 16],
        rows,
    };
    let text = writer.pick([
        "受領したファイルは SHA-256 と BLAKE3 で封印し、以後変更していません。各数値は、ファイル・ページ・位置まで遡ることができます（candor why CASE 根拠）。",
        "The files were sealed with SHA-256 and BLAKE3 on receipt and have not been altered. Every number opens down to file, page and position: candor why CASE CLAIM.",
        "Các tệp được niêm phong bằng SHA-256 và BLAKE3 khi nhận và không bị thay đổi. Mọi con số đều mở được đến tệp, trang và vị trí: candor why CASE CLAIM.",
    ]);
    writer.section(
        ["受領と保全", "Receipt and custody", "Tiếp nhận và bảo quản"],
        vec![
            Block::Paragraph { line: Line::plain(text) },
            Block::Table(table),
            Block::Paragraph { line: Line::plain(writer.facts.tool.clone()) },
        ],
    )
}

/// What samples say of the detection.
fn samples(writer: &Writer<'_>) -> Option<Section> {
    let estimates = &writer.facts.estimates;
    if estimates.is_empty() {
        return None;
    }
    let point = if writer.lang == Language::Vi { ',' } else { '.' };
    let percent = |rate: u32| format!("{}{point}{:02} %", rate / 100, rate % 100);
    let row = |one: &EstimateFacts| {
        vec![
            one.sample.clone(),
            rate_name(writer, &one.rate).to_owned(),
            named(writer.lang, &one.of),
            format!("{} / {}", one.hits, one.trials),
            percent(one.estimate),
            format!("{} – {}", percent(one.low), percent(one.high)),
        ]
    };
    let text = writer.pick([
        "無作為に抽出した標本を人が確認した結果です。区間は95 %の信頼区間です（Clopper–Pearson法。層別標本と、一文書に複数の値がある場合は、文書間のばらつきから求めた有効標本数による。人の率は97.5 %）。",
        "People checked samples drawn at random. Intervals are at 95 % (Clopper–Pearson; over strata and over the values of documents by the effective size from the spread between documents; rates of persons at 97.5 %).",
        "Kết quả do người kiểm tra trên mẫu ngẫu nhiên. Khoảng tin cậy 95 % (Clopper–Pearson; với phân tầng và nhiều giá trị trong một tài liệu thì theo cỡ mẫu hiệu dụng; tỷ lệ về người ở mức 97,5 %).",
    ]);
    let table = Table {
        header: writer.header(&[
            ["標本", "Sample", "Mẫu"],
            ["率", "Rate", "Tỷ lệ"],
            ["対象", "Of", "Đối tượng"],
            ["該当 / 標本", "Hits / trials", "Số trúng / mẫu"],
            ["推定", "Estimate", "Ước lượng"],
            ["区間", "Interval", "Khoảng"],
        ]),
        numeric: vec![3, 4, 5],
        widths: vec![16, 16, 22, 16, 12, 18],
        rows: estimates.iter().map(row).collect(),
    };
    let heading = ["品質の確認", "Quality control", "Kiểm soát chất lượng"];
    Some(
        writer.section(
            heading,
            vec![Block::Paragraph { line: Line::plain(text) }, Block::Table(table)],
        ),
    )
}

fn rate_name(writer: &Writer<'_>, rate: &str) -> &'static str {
    writer.pick(match rate {
        "precision" => ["適合率", "precision", "độ chính xác"],
        "recall" => ["再現率", "recall", "độ bao phủ"],
        "merged" => ["他人の混入率", "merged strangers", "tỷ lệ lẫn người khác"],
        "split" => ["重複率", "persons counted twice", "tỷ lệ trùng người"],
        _ => ["見落とし率", "elusion", "tỷ lệ bỏ sót"],
    })
}

fn named(lang: Language, of: &str) -> String {
    let name = match of.split_once('/') {
        Some(("field", word)) => Field::parse(word).map(|field| field_name(lang, field)),
        Some(("category", word)) => Category::parse(word).map(|one| category_name(lang, one)),
        Some(("class", word)) => DocClass::parse(word).map(|class| class_name(lang, class)),
        _ if of == "person" => {
            Some(pick(lang, ["方（記載）", "persons (records)", "người (bản ghi)"]))
        }
        _ => Some(pick(lang, ["すべて", "all", "tất cả"])),
    };
    name.map_or_else(|| of.to_owned(), str::to_owned)
}

/// Every claim but the cells of the matrix by field, and how far it stands.
fn register(writer: &Writer<'_>) -> Section {
    let facts = writer.facts;
    let listed = facts.claims.iter().filter(|claim| {
        let part = |prefix: &str, at: usize| {
            let rest = claim.subject.strip_prefix(prefix);
            rest.is_none_or(|rest| rest.split('/').nth(at) == Some("any"))
        };
        part("matrix/", 1) && part("wave-matrix/", 2)
    });
    // What counts share is said once.
    let doubts = |claim: &Claim| {
        if claim.doubts.is_empty() {
            claim.uncertainty.clone()
        } else {
            told(writer.lang, &claim.doubts)
        }
    };
    let shared = facts.claim("C-records").map(doubts);
    let said = |claim: &Claim| match &shared {
        Some(shared) if claim.claim_id != "C-records" && doubts(claim) == *shared => {
            writer.pick(["C-records と同じ", "as C-records", "như C-records"]).to_owned()
        }
        _ => doubts(claim),
    };
    let rows = listed
        .map(|claim| {
            vec![
                claim.claim_id.clone(),
                writer.number(claim.value),
                published(writer, claim),
                standing(writer, claim.standing).to_owned(),
                said(claim),
            ]
        })
        .collect();
    let table = Table {
        header: writer.header(&[
            ["番号", "Claim", "Khẳng định"],
            ["正確な値", "Exact", "Chính xác"],
            ["公表値", "Published", "Công bố"],
            ["公表の可否", "Standing", "Tình trạng"],
            ["不確かさ", "Uncertainty", "Độ không chắc chắn"],
        ]),
        numeric: vec![1, 2],
        widths: vec![28, 10, 11, 13, 38],
        rows,
    };
    let mut blocks = vec![Block::Table(table)];
    let accepted: Vec<Line> = facts
        .accepted
        .iter()
        .map(|one| {
            Line::plain(format!(
                "{}: decision {} · {} · {} · {}",
                one.claim, one.number, one.actor, one.at, one.reason
            ))
        })
        .collect();
    if !accepted.is_empty() {
        blocks.push(Block::List { lines: accepted });
    }
    writer.section(["数値と記載の一覧", "Register of claims", "Danh mục khẳng định"], blocks)
}

fn published(writer: &Writer<'_>, claim: &Claim) -> String {
    if claim.standing == Standing::Refused {
        return "–".to_owned();
    }
    let shown = writer.number(claim.rounding.apply(claim.value));
    if claim.is_approximate() { format!("≈ {shown}") } else { shown }
}

fn standing(writer: &Writer<'_>, standing: Standing) -> &'static str {
    writer.pick(match standing {
        Standing::Supported => ["可", "supported", "được"],
        Standing::WithCaveat => ["留保付きで可", "with caveat", "có lưu ý"],
        Standing::Refused => ["不可", "refused", "không"],
    })
}

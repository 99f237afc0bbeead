//! The sections that both reports have: overview, information concerned, cause, measures, secondary
//! damage, prevention, contact, history.

use super::history::{date, event_words, needs_words, when};
use super::names::{category_name, class_name, field_name, pick, tier_name};
use super::{Block, CollectionFacts, Facts, Line, Section, Table, Writer};
use candor_facts::{
    Category, Claim, ClaimKind, DocClass, Event, EventKind, EventPart, Field, Language, Rounding,
    Standing, Tier,
};

/// The sections in the order in which such reports are read.
pub fn sections(writer: &Writer<'_>) -> Vec<Section> {
    vec![
        overview(writer),
        information(writer),
        told(writer, EventPart::Cause, ["原因", "Cause", "Nguyên nhân"]),
        told(
            writer,
            EventPart::Measures,
            ["講じた措置", "Measures taken", "Biện pháp đã thực hiện"],
        ),
        told(
            writer,
            EventPart::SecondaryDamage,
            ["二次被害の有無", "Secondary damage", "Thiệt hại thứ cấp"],
        ),
        told(writer, EventPart::Prevention, ["再発防止策", "Prevention", "Biện pháp phòng ngừa"]),
        contact(writer),
        chronicle(writer),
    ]
}

/// What a report lacks: parts without a statement, companies without a desk.
pub fn gaps(facts: &Facts) -> Vec<String> {
    let wanted = [
        (EventPart::Cause, "the cause (event kind cause)"),
        (EventPart::Measures, "measures taken (event kinds measure, passwords_reset, …)"),
        (EventPart::SecondaryDamage, "secondary damage (event kind secondary_damage)"),
        (EventPart::Prevention, "prevention (event kind prevention)"),
    ];
    let shown = || facts.events.iter().filter(|event| !event.internal);
    let missing = |part: EventPart| !shown().any(|event| event.kind.part() == part);
    let mut gaps: Vec<String> = wanted
        .into_iter()
        .filter(|(part, _)| missing(*part))
        .map(|(_, words)| words.to_owned())
        .collect();
    let begun = [EventKind::Detected, EventKind::InformedByAttacker];
    if !shown().any(|event| begun.contains(&event.kind)) {
        gaps.insert(0, "how it became known (event kind detected)".to_owned());
    }
    for (lang, name) in [("en", "English"), ("vi", "Vietnamese"), ("ja", "Japanese")] {
        let worded = |event: &&Event| !needs_words(event.kind) || event.text.contains_key(lang);
        let silent = shown().filter(|event| !worded(event)).count();
        if silent > 0 {
            gaps.push(format!("{silent} events without words in {name}"));
        }
    }
    let deskless = facts.companies.iter().filter(|company| company.contact.is_none());
    gaps.extend(
        deskless.map(|company| format!("the desk of {} (contact in case.toml)", company.id)),
    );
    gaps
}

fn shown<'a>(writer: &'a Writer<'_>, part: EventPart) -> impl Iterator<Item = &'a Event> {
    let all = writer.is_internal();
    writer
        .facts
        .events
        .iter()
        .filter(move |event| event.kind.part() == part && (all || !event.internal))
}

/// The claim that states an event.
fn claim_of(event: &Event) -> String {
    format!("C-{}", event.id)
}

/// An event as a sentence, led by its company.
fn sentence(writer: &Writer<'_>, event: &Event) -> Line {
    let words = event_words(event, writer.lang);
    let text = match &event.entity {
        Some(entity) if writer.facts.companies.len() > 1 => {
            let colon = writer.pick(["：", ": ", ": "]);
            format!("{}{colon}{words}", writer.company(entity))
        }
        _ => words,
    };
    writer.line(text, &[&claim_of(event)])
}

fn gap(writer: &Writer<'_>) -> Block {
    let text = writer.pick([
        "【未記入：この項目に当たる事実が登録されていません。】",
        "[To be written: no fact of this kind is recorded yet.]",
        "[Chưa có: chưa ghi nhận sự kiện nào thuộc mục này.]",
    ]);
    Block::Gap { line: Line::plain(text) }
}

/// A section made of what people told.
fn told(writer: &Writer<'_>, part: EventPart, heading: [&'static str; 3]) -> Section {
    let lines: Vec<Line> = shown(writer, part)
        .map(|event| {
            let mut line = sentence(writer, event);
            if part == EventPart::Measures && event.at.is_some() {
                let comma = writer.pick(["　", ": ", ": "]);
                line.text = format!("{}{comma}{}", when(event, writer.lang), line.text);
            }
            line
        })
        .collect();
    let block = match lines.len() {
        0 => gap(writer),
        1 => Block::Paragraph { line: lines.into_iter().next().unwrap_or_default() },
        _ => Block::List { lines },
    };
    writer.section(heading, vec![block])
}

fn overview(writer: &Writer<'_>) -> Section {
    let mut blocks: Vec<Block> = earlier(writer).into_iter().collect();
    let begun = [EventKind::Detected, EventKind::InformedByAttacker];
    let all = writer.is_internal();
    let mut told = writer.facts.events.iter().filter(|event| all || !event.internal);
    let first = told.find(|event| begun.contains(&event.kind));
    blocks.push(first.map_or_else(
        || gap(writer),
        |event| {
            let mut line = sentence(writer, event);
            if event.at.is_some() {
                let comma = writer.pick(["、", ": ", ": "]);
                line.text = format!("{}{comma}{}", when(event, writer.lang), line.text);
            }
            Block::Paragraph { line }
        },
    ));
    let stated = shown(writer, EventPart::Overview).map(|event| sentence(writer, event));
    blocks.extend(stated.map(|line| Block::Paragraph { line }));
    blocks.push(Block::Paragraph { line: received(writer) });
    blocks.push(Block::Paragraph { line: persons(writer) });
    writer.section(["概要", "Overview", "Tổng quan"], blocks)
}

/// The reports that this one goes on from.
fn earlier(writer: &Writer<'_>) -> Option<Block> {
    let lang = writer.lang;
    let all: Vec<String> = writer
        .facts
        .earlier
        .iter()
        .map(|report| {
            let day = date(&report.date, lang);
            let number = report.number;
            match lang {
                Language::Ja => format!("第{number}報（{day}）"),
                Language::Vi => format!("báo cáo số {number} ({day})"),
                _ => format!("Report No. {number} ({day})"),
            }
        })
        .collect();
    if all.is_empty() {
        return None;
    }
    let list = all.join(writer.pick(["、", ", ", ", "]));
    let text = match lang {
        Language::Ja => {
            format!("本報告は{list}に続くもので、これまでに判明した内容をすべて含みます。")
        }
        Language::Vi => format!("Báo cáo này tiếp nối {list} và bao gồm mọi điều đã biết đến nay."),
        _ => format!("This report follows {list} and holds all that is known so far."),
    };
    Some(Block::Paragraph { line: Line::plain(text) })
}

fn received(writer: &Writer<'_>) -> Line {
    let figure = |id: &str| writer.figure_of(id);
    let mut line = concerned(writer);
    let items = figure("C-items");
    let (read, partly, unread) =
        (figure("C-items-read"), figure("C-items-partly_read"), figure("C-items-unread"));
    line.text.push_str(&match writer.lang {
        Language::Ja => format!(
            "圧縮ファイルの中身や添付ファイルを含めると{items}件で、このうち{read}件をすべて読み取り、{partly}件は一部を読み取り、{unread}件は読み取れませんでした。"
        ),
        Language::Vi => format!(
            " Nếu kể cả nội dung tệp nén và tệp đính kèm thì có {items} mục: {read} mục được đọc hết, {partly} mục đọc được một phần và {unread} mục không đọc được."
        ),
        _ => format!(
            " With what lies in archives and attachments they are {items} items: {read} were read in full, {partly} in part, and {unread} could not be read."
        ),
    });
    let used = ["C-items", "C-items-read", "C-items-partly_read", "C-items-unread"];
    line.claims.extend(writer.line("", &used).claims);
    if writer.facts.value("C-not_received") > 0 {
        let open = figure("C-not_received");
        line.text.push_str(&match writer.lang {
            Language::Ja => {
                format!("このほか、攻撃者の一覧に載っているものの、内容を確認できていないファイルが{open}件あります。")
            }
            Language::Vi => {
                format!(" Ngoài ra còn {open} tệp có tên trong danh sách của kẻ tấn công nhưng chưa có nội dung.")
            }
            _ => format!(
                " A further {open} files are named in the attackers' listing, and their contents have not been received."
            ),
        });
        line.claims.extend(writer.line("", &["C-not_received"]).claims);
    }
    line
}

/// How many files were seen published, and how many more may have been viewed.
pub fn concerned(writer: &Writer<'_>) -> Line {
    let ids = ["C-files-disclosed", "C-files-reachable"];
    let known = ids.map(|id| writer.facts.value(id) > 0);
    let [seen, viewed] = ids.map(|id| writer.figure_of(id));
    let text = match (writer.lang, known) {
        (Language::Ja, [true, true]) => format!(
            "リークサイトで公開が確認されたファイルは{seen}件、そのほかに閲覧された可能性のあるファイルは{viewed}件です。"
        ),
        (Language::Ja, [true, false]) => {
            format!("リークサイトで公開が確認されたファイルは{seen}件です。")
        }
        (Language::Ja, _) => format!("閲覧された可能性のあるファイルは{viewed}件です。"),
        (Language::Vi, [true, true]) => format!(
            "Có {seen} tệp đã bị công bố trên trang rò rỉ và {viewed} tệp khác có thể đã bị xem."
        ),
        (Language::Vi, [true, false]) => format!("Có {seen} tệp đã bị công bố trên trang rò rỉ."),
        (Language::Vi, _) => format!("Có {viewed} tệp có thể đã bị xem."),
        (_, [true, true]) => format!(
            "{seen} files were seen published on the leak site; {viewed} further files may have been viewed."
        ),
        (_, [true, false]) => format!("{seen} files were seen published on the leak site."),
        (_, _) => format!("{viewed} files may have been viewed."),
    };
    let used: Vec<&str> =
        ids.into_iter().zip(known).filter(|(_, known)| *known).map(|(id, _)| id).collect();
    writer.line(text, &used)
}

fn persons(writer: &Writer<'_>) -> Line {
    let persons = writer.figure_of("C-persons");
    let records = writer.figure_of("C-records");
    let estimated = bounds(writer, "C-persons");
    let text = match writer.lang {
        Language::Ja => format!(
            "読み取った範囲で、個人に関する記載{records}件を名寄せした結果、対象となる方は{persons}名です{estimated}。"
        ),
        Language::Vi => format!(
            "Trong phần đã đọc, {records} bản ghi về cá nhân được hợp nhất thành {persons} người liên quan{estimated}."
        ),
        _ => format!(
            "In what was read, {records} records about persons were consolidated into {persons} persons concerned{estimated}."
        ),
    };
    let mut line = writer.line(text, &["C-records", "C-persons"]);
    for (id, words) in [
        (
            "C-undecided",
            [
                "同姓同名などで特定できない記載がN件あり、人数には含めていません。",
                " N mentions fit several persons of one name and are not counted.",
                " N chỗ nhắc tên có thể thuộc nhiều người trùng tên và không được tính.",
            ],
        ),
        (
            "C-conflicts",
            [
                "同一の方かどうかを確認中の組み合わせがN組あります。",
                " N pairs of persons who may be one are still being looked into.",
                " N cặp có thể là cùng một người đang được xác minh.",
            ],
        ),
    ] {
        if writer.facts.value(id) > 0 {
            line.text.push_str(&writer.pick(words).replace('N', &writer.figure_of(id)));
            line.claims.extend(writer.line("", &[id]).claims);
        }
    }
    line
}

/// The interval of a claim, for internal readers.
fn bounds(writer: &Writer<'_>, id: &str) -> String {
    let known = writer.facts.claim(id).and_then(|claim| claim.bounds);
    let Some((low, high)) = known.filter(|_| writer.is_internal()) else { return String::new() };
    let (low, high) = (writer.number(low), writer.number(high));
    match writer.lang {
        Language::Ja => format!("（標本からの推定では95 %の確からしさで{low}～{high}名）"),
        Language::Vi => format!(" (ước lượng theo mẫu, độ tin cậy 95 %: {low}–{high})"),
        _ => format!(" (from samples, with 95 % confidence: {low} to {high})"),
    }
}

fn information(writer: &Writer<'_>) -> Section {
    let mut blocks = vec![
        Block::Paragraph { line: Line::plain(rows_note(writer)) },
        Block::Table(matrix(writer)),
    ];
    let findings: Vec<Line> = denials(writer);
    if !findings.is_empty() {
        blocks.push(Block::List { lines: findings });
    }
    blocks.extend(kinds(writer));
    blocks.extend(postings(writer));
    writer.section(
        ["対象となる情報の内容", "Information concerned", "Thông tin bị ảnh hưởng"],
        blocks,
    )
}

fn rows_note(writer: &Writer<'_>) -> String {
    let mut note = writer
        .pick([
            "一人の方が複数の区分・会社に該当することがあり、その場合は各行で数えています。",
            "A person who belongs to several categories or companies is counted in each row.",
            "Người thuộc nhiều nhóm hoặc nhiều công ty được tính ở từng dòng.",
        ])
        .to_owned();
    let of = |rounding: Rounding| {
        writer.facts.claims.iter().any(|claim| claim.is_approximate() && claim.rounding == rounding)
    };
    if writer.is_internal() {
        return note;
    }
    if of(Rounding::TwoDigits) {
        note.push_str(writer.pick([
            "「約」を付けた数は、上から2桁の概数です（100未満は実数）。",
            " Numbers with “about” are rounded to two significant digits (exact below 100).",
            " Các số có chữ “khoảng” được làm tròn đến hai chữ số có nghĩa (dưới 100 là số chính xác).",
        ]));
    }
    if of(Rounding::Hundreds) {
        note.push_str(writer.pick([
            "「約」を付けた数には、百の位までの概数があります。",
            " Some numbers with “about” are rounded to hundreds.",
            " Một số con số có chữ “khoảng” được làm tròn đến hàng trăm.",
        ]));
    }
    note
}

/// One row of the matrix as its claims say it.
pub struct Group<'a> {
    pub category: Category,
    pub company: &'a str,
    tier: Tier,
    pub persons: Option<&'a Claim>,
    items: Option<&'a Claim>,
    pub fields: Vec<Field>,
}

/// The groups of the matrix, in the order of categories, companies and tiers.
pub fn groups(facts: &Facts) -> Vec<Group<'_>> {
    let mut groups: std::collections::BTreeMap<(Category, &str, Tier), Group<'_>> =
        std::collections::BTreeMap::new();
    for (rest, claim) in facts.about("matrix/") {
        let parts: Vec<&str> = rest.splitn(5, '/').collect();
        let [category, field, tier, unit, company] = parts.as_slice() else { continue };
        let (Some(category), Some(tier)) = (Category::parse(category), Tier::parse(tier)) else {
            continue;
        };
        let group = groups.entry((category, company, tier)).or_insert_with(|| Group {
            category,
            company,
            tier,
            persons: None,
            items: None,
            fields: Vec::new(),
        });
        match (Field::parse(field), *unit) {
            (Some(field), _) => group.fields.push(field),
            (None, "person") => group.persons = Some(claim),
            (None, _) => group.items = Some(claim),
        }
    }
    let mut groups: Vec<Group<'_>> = groups.into_values().collect();
    groups.iter_mut().for_each(|group| {
        group.fields.sort_unstable();
        group.fields.dedup();
    });
    groups
}

fn matrix(writer: &Writer<'_>) -> Table {
    let lang = writer.lang;
    let comma = writer.pick(["、", ", ", ", "]);
    let figure =
        |claim: Option<&Claim>| claim.map_or_else(String::new, |claim| writer.figure(claim));
    let rows = groups(writer.facts).into_iter().map(|group| {
        let fields: Vec<&str> = group.fields.iter().map(|field| field_name(lang, *field)).collect();
        let mut row = vec![
            category_name(lang, group.category).to_owned(),
            writer.company(group.company),
            fields.join(comma),
            tier_name(lang, group.tier).to_owned(),
            figure(group.persons),
            figure(group.items),
        ];
        if writer.is_internal() {
            row.push(group.persons.map_or_else(String::new, |claim| claim.claim_id.clone()));
        }
        row
    });
    let rows = rows.collect();
    let mut header = writer.header(&[
        ["区分", "Persons", "Nhóm người"],
        ["会社", "Company", "Công ty"],
        ["項目（いずれか、または複数）", "Data (one or more of)", "Dữ liệu (một hoặc nhiều)"],
        ["状況", "Status", "Tình trạng"],
        ["人数", "Number", "Số người"],
        ["ファイル", "Items", "Mục"],
    ]);
    let mut widths = vec![16, 20, 30, 14, 11, 11];
    if writer.is_internal() {
        header.push(writer.pick(["根拠", "Claim", "Căn cứ"]).to_owned());
        widths = vec![13, 17, 24, 12, 9, 9, 18];
    }
    Table { header, numeric: vec![4, 5], widths, rows }
}

/// What is said of the kinds of data whose absence matters.
pub fn denials(writer: &Writer<'_>) -> Vec<Line> {
    let facts = writer.facts;
    let open = writer.number(facts.value("C-open") + facts.value("C-not_received"));
    facts
        .about("field/")
        .filter_map(|(field, claim)| Some((Field::parse(field)?, claim)))
        .map(|(field, claim)| {
            let name = field_name(writer.lang, field);
            let text = match (claim.kind, claim.standing) {
                (ClaimKind::Negative, Standing::Refused) => refused(writer, name, &open),
                (ClaimKind::Negative, standing) => {
                    denied(writer, name, &open, standing == Standing::WithCaveat)
                }
                _ => found(writer, name, claim),
            };
            writer.line(text, &[&claim.claim_id])
        })
        .collect()
}

fn denied(writer: &Writer<'_>, name: &str, open: &str, caveat: bool) -> String {
    let searched = writer.figure_of("C-items-read");
    match (writer.lang, caveat) {
        (Language::Ja, false) => format!(
            "確認した範囲では、{name}は含まれていませんでした（{searched}件の全文を自動で検索）。"
        ),
        (Language::Ja, true) => format!(
            "確認した範囲では、{name}は含まれていませんでした（{searched}件の全文を自動で検索。全部または一部を自動で確認できない{open}件は個別に判断しました）。"
        ),
        (Language::Vi, false) => format!(
            "Không có {name} trong phạm vi đã kiểm tra (tìm tự động toàn văn {searched} mục)."
        ),
        (Language::Vi, true) => format!(
            "Không có {name} trong phạm vi đã kiểm tra (tìm tự động toàn văn {searched} mục; {open} mục không kiểm tra tự động được toàn bộ đã được xem xét riêng)."
        ),
        (_, false) => format!(
            "No {name} was found among the data ({searched} items searched in full by program)."
        ),
        (_, true) => format!(
            "No {name} was found among the data ({searched} items searched in full by program; {open} items that could not be checked in full by program were judged separately)."
        ),
    }
}

fn refused(writer: &Writer<'_>, name: &str, open: &str) -> String {
    match writer.lang {
        Language::Ja => format!(
            "{name}が含まれていたかどうかは、まだ確認できていません（確認できた範囲では見つかっておらず、{open}件の全部または一部が未確認です）。"
        ),
        Language::Vi => format!(
            "Chưa thể khẳng định có {name} hay không (phần đã kiểm tra không thấy, còn {open} mục chưa kiểm tra được toàn bộ hoặc một phần)."
        ),
        _ => format!(
            "Whether any {name} was among the data is not established yet: none was found in what was checked, and {open} items are open in whole or in part."
        ),
    }
}

fn found(writer: &Writer<'_>, name: &str, claim: &Claim) -> String {
    let count = writer.figure(claim);
    match writer.lang {
        Language::Ja => format!("{name}の可能性がある記載が{count}件見つかりました。"),
        Language::Vi => format!("Tìm thấy {count} giá trị có thể là {name}."),
        _ => format!("Values that are probably of this kind were found: {name}, {count}."),
    }
}

fn kinds(writer: &Writer<'_>) -> Vec<Block> {
    let rows: Vec<Vec<String>> = by_value(writer.facts, "class/")
        .into_iter()
        .filter_map(|(class, claim)| {
            let name = class_name(writer.lang, DocClass::parse(class)?);
            let mut row = vec![name.to_owned(), writer.figure(claim)];
            if writer.is_internal() {
                row.push(claim.claim_id.clone());
            }
            Some(row)
        })
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let mut header =
        vec![["文書の種類", "Kind of document", "Loại tài liệu"], ["ファイル", "Items", "Số mục"]];
    let mut widths = vec![70, 30];
    if writer.is_internal() {
        header.push(["根拠", "Claim", "Căn cứ"]);
        widths = vec![50, 20, 30];
    }
    let note = writer.pick([
        "ファイルの種類は次のとおりです。",
        "The files are of these kinds.",
        "Các tệp thuộc những loại sau.",
    ]);
    vec![
        Block::Paragraph { line: Line::plain(note) },
        Block::Table(Table { header: writer.header(&header), numeric: vec![1], widths, rows }),
    ]
}

/// Claims of a kind, the largest first.
pub fn by_value<'a>(facts: &'a Facts, head: &'a str) -> Vec<(&'a str, &'a Claim)> {
    let mut all: Vec<(&str, &Claim)> = facts.about(head).collect();
    all.sort_by_key(|(rest, claim)| (std::cmp::Reverse(claim.value), *rest));
    all
}

/// The collections in the order in which they were received, and what each added.
fn postings(writer: &Writer<'_>) -> Vec<Block> {
    let facts = writer.facts;
    let received: Vec<&CollectionFacts> = facts.collections.iter().filter(|c| !c.listing).collect();
    if received.len() < 2 {
        return Vec::new();
    }
    let rows = (1..)
        .zip(received)
        .map(|(number, collection)| {
            let figure = |what: &str| {
                let id = format!("C-wave-{}-{what}", collection.name);
                facts.claim(&id).map_or_else(String::new, |claim| writer.figure(claim))
            };
            // What a collection is called may be for the inside alone.
            let inside = writer.is_internal();
            let name = if inside { collection.name.clone() } else { number.to_string() };
            let mut row = vec![
                name,
                source_name(writer.lang, &collection.source).to_owned(),
                date(&collection.day, writer.lang),
                figure("items"),
                figure("new_documents"),
                figure("new_persons"),
            ];
            if inside {
                row.push(format!("C-wave-{}-…", collection.name));
            }
            row
        })
        .collect();
    let mut header = writer.header(&[
        ["回", "No.", "Đợt"],
        ["入手元", "Source", "Nguồn"],
        ["受領日", "Received", "Ngày nhận"],
        ["ファイル（項目）", "Items", "Số mục"],
        ["新たな文書", "New documents", "Tài liệu mới"],
        ["新たに判明した方", "Persons newly found", "Người mới phát hiện"],
    ]);
    let mut widths = vec![10, 22, 20, 16, 16, 16];
    if writer.is_internal() {
        header.push(writer.pick(["根拠", "Claim", "Căn cứ"]).to_owned());
        widths = vec![14, 16, 16, 11, 12, 13, 18];
    }
    let note = writer.pick([
        "ファイルは次の順に受領しました。",
        "The files were received in this order.",
        "Các tệp được nhận theo thứ tự sau.",
    ]);
    let numeric = vec![3, 4, 5];
    vec![
        Block::Paragraph { line: Line::plain(note) },
        Block::Table(Table { header, numeric, widths, rows }),
    ]
}

/// The name of a collection's source for readers.
pub fn source_name(lang: Language, source: &str) -> &'static str {
    pick(
        lang,
        match source {
            "leak_site" => ["リークサイト", "leak site", "trang rò rỉ"],
            "server" => ["自社サーバー", "own server", "máy chủ của công ty"],
            "mailbox" => ["メールボックス", "mailbox", "hộp thư"],
            "endpoint" => ["端末", "endpoint", "thiết bị đầu cuối"],
            "backup" => ["バックアップ", "backup", "bản sao lưu"],
            _ => ["その他", "other", "khác"],
        },
    )
}

fn contact(writer: &Writer<'_>) -> Section {
    let missing = writer.pick(["【窓口未定】", "[desk not named yet]", "[chưa có đầu mối]"]);
    let rows = writer
        .facts
        .companies
        .iter()
        .map(|c| vec![writer.name_of(c), c.desk(writer.lang).unwrap_or(missing).to_owned()])
        .collect();
    let header =
        writer.header(&[["会社", "Company", "Công ty"], ["お問い合わせ先", "Contact", "Liên hệ"]]);
    let table = Table { header, numeric: Vec::new(), widths: vec![45, 55], rows };
    writer.section(["お問い合わせ先", "Contact", "Liên hệ"], vec![Block::Table(table)])
}

fn chronicle(writer: &Writer<'_>) -> Section {
    let all = writer.is_internal();
    let dated = writer.facts.events.iter().filter(|e| e.at.is_some() && (all || !e.internal));
    let rows: Vec<Vec<String>> = dated
        .map(|event| {
            let mut row = vec![when(event, writer.lang), sentence(writer, event).text];
            if all {
                row.push(event.source.clone());
                row.push(claim_of(event));
            }
            row
        })
        .collect();
    let heading = ["経緯", "History", "Diễn biến"];
    if rows.is_empty() {
        return writer.section(heading, vec![gap(writer)]);
    }
    let mut header = vec![["日付", "Date", "Ngày"], ["出来事", "Event", "Sự kiện"]];
    let mut widths = vec![24, 76];
    if all {
        header.extend([["情報源", "Source", "Nguồn"], ["根拠", "Claim", "Căn cứ"]]);
        widths = vec![20, 46, 24, 10];
    }
    let table = Table { header: writer.header(&header), numeric: Vec::new(), widths, rows };
    writer.section(heading, vec![Block::Table(table)])
}

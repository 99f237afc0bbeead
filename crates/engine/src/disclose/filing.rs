//! Drafts that answer a form item by item: filings to authorities, the notice for the web site, the
//! letter to partners, questions and answers. What the case's facts cannot fill is a visible gap.

use super::history::{date, event_words, when};
use super::letter::advice;
use super::names::{Text, category_name, field_name, pick};
use super::public::{self, Group};
use super::{Audience, Block, Facts, Line, Report, Section, Table, Writer};
use candor_facts::{Category, Event, EventKind, EventPart, Field, Language};

/// A form's items: headings, and the slots that answer them.
#[derive(Clone, Debug, Default)]
pub struct Form {
    pub title: String,
    pub note: String,
    pub items: Vec<(String, Vec<String>)>,
}

/// What a draft knows beside the report's facts.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// The company that speaks.
    pub company: String,
    pub country: String,
    pub as_of: String,
    /// The assessed duty (`D-…`); none for drafts that no duty asks.
    pub duty: String,
    /// Law and clause.
    pub clause: String,
    pub recipient: String,
    /// Conditions that hold, as the rule book asks them.
    pub triggers: Vec<String>,
    /// By when; empty where the law sets no number.
    pub due: String,
    /// Whether the act was, or would now be, later than that.
    pub is_late: bool,
    /// Whether an earlier act of the same duty was recorded.
    pub done_before: bool,
    pub persons: u64,
    pub records: u64,
    /// Residents of the recipient's jurisdiction.
    pub residents: u64,
    pub jurisdiction: String,
    /// ENISA score with its reasons.
    pub severity: String,
    /// Letters prepared, sent and returned.
    pub letters: (u64, u64, u64),
    /// What the law wants said beside the form, and what it forbids: for counsel.
    pub contents: Vec<String>,
    /// Lines before and after a form's items.
    pub head: Vec<String>,
    pub foot: Vec<String>,
    /// The exposed data of the share, where it is not all that lies with the company: category, fields,
    /// persons.
    pub rows: Option<Vec<(Category, Vec<Field>, u64)>>,
    /// When it happened, as told; empty when it is not known.
    pub occurred: String,
    /// What the company states for slots that no fact of the case fills.
    pub statements: std::collections::BTreeMap<String, String>,
    /// Hash of the ledger's head, for the evidence slot.
    pub chain: String,
    /// Name of the partner of a partner letter.
    pub partner: String,
    pub documents: u64,
}

/// A slot that forms may name, and what answers it.
type Slot = (&'static str, fn(&Filler<'_>) -> Vec<Block>);

const SLOTS: &[Slot] = &[
    ("organisation", |f| paragraph(f.w.company(&f.c.company))),
    ("contact", |f| f.contact()),
    ("dpo", |f| f.contact()),
    ("desks", |f| f.desks()),
    ("dates", |f| f.dates()),
    ("overview", |f| f.overview()),
    ("history", |f| f.history()),
    ("triggers", |f| points(&f.c.triggers)),
    ("files", |f| vec![Block::Paragraph { line: public::concerned(f.w) }]),
    ("data_items", |f| f.data_items()),
    ("denials", |f| bullets(public::denials(f.w))),
    ("persons_number", |f| f.persons()),
    ("records_number", |f| {
        let words = ["個人に関する記載 N件", "N records about persons", "N bản ghi về cá nhân"];
        f.counted(words, f.c.records)
    }),
    ("residents", |f| f.residents()),
    ("cause", |f| f.part(EventPart::Cause)),
    ("secondary_damage", |f| f.part(EventPart::SecondaryDamage)),
    ("measures", |f| f.part(EventPart::Measures)),
    ("prevention", |f| f.part(EventPart::Prevention)),
    ("publication_state", |f| f.of(&[EventKind::Posted, EventKind::Downloadable])),
    ("authorities", |f| {
        f.of(&[EventKind::RegulatorTold, EventKind::PoliceTold, EventKind::NoDuty])
    }),
    ("cyber", |f| f.of(&[EventKind::Detected, EventKind::Encrypted, EventKind::SystemsRestored])),
    ("extortion", |f| f.of(&[EventKind::InformedByAttacker, EventKind::ExtortionRefused])),
    ("persons_told", |f| f.persons_told()),
    ("publication", |f| f.publication()),
    ("uncertainty", |f| f.uncertainty()),
    ("phase", |f| f.phase()),
    ("lateness", |f| f.lateness()),
    ("consequences", |f| f.consequences()),
    ("severity", |f| paragraph(f.c.severity.clone())),
    ("evidence", |f| f.evidence()),
    ("advice", |f| f.advice()),
    ("partner_advice", |f| f.partner_advice()),
    ("annex", |f| f.annex()),
    ("how_to_tell", |f| f.how_to_tell()),
    // What no fact of a case tells; a company may state it (`[law.C1] statements`).
    ("registration", |f| {
        f.gap(["登録番号・税番号", "registration number and tax code", "số đăng ký, mã số thuế"])
    }),
    ("protection", |f| {
        f.gap([
            "侵害前に講じていた措置",
            "measures in place before the breach",
            "biện pháp trước khi xảy ra",
        ])
    }),
    ("processor", |f| {
        f.gap([
            "業務委託先の関与",
            "whether it happened at a business associate",
            "có xảy ra tại bên xử lý không",
        ])
    }),
    ("impact", |f| {
        f.gap([
            "業績・財務への影響",
            "effect on results and financial condition",
            "ảnh hưởng đến kết quả kinh doanh",
        ])
    }),
    ("attachments", |f| {
        f.gap([
            "確認記録その他の添付",
            "record of confirmation and other attachments",
            "biên bản xác nhận và tài liệu kèm theo",
        ])
    }),
    ("undertaking", |f| f.gap(["誓約・署名", "undertaking and signature", "cam kết và chữ ký"])),
];

/// The slots that forms may name.
pub fn slots() -> impl Iterator<Item = &'static str> {
    SLOTS.iter().map(|(name, _)| *name)
}

fn paragraph(text: String) -> Vec<Block> {
    vec![Block::Paragraph { line: Line { text, claims: Vec::new() } }]
}

fn bullets(lines: Vec<Line>) -> Vec<Block> {
    if lines.is_empty() { Vec::new() } else { vec![Block::List { lines }] }
}

fn points(texts: &[String]) -> Vec<Block> {
    let all = texts.iter().map(|text| Line { text: text.clone(), claims: Vec::new() });
    bullets(all.collect())
}

/// Lays the answers out under the form's headings.
pub fn filing(
    facts: &Facts,
    form: &Form,
    context: &Context,
    audience: Audience,
    lang: Language,
) -> Report {
    let writer = Writer { facts, audience, lang };
    let filler = Filler { w: &writer, c: context };
    let mut sections: Vec<Section> = form
        .items
        .iter()
        .map(|(heading, slots)| Section {
            heading: heading.clone(),
            blocks: slots.iter().flat_map(|slot| filler.slot(slot)).collect(),
        })
        .collect();
    let framed = |lines: &[String]| Section {
        heading: String::new(),
        blocks: lines.iter().flat_map(|line| paragraph(line.clone())).collect(),
    };
    if !context.head.is_empty() {
        sections.insert(0, framed(&context.head));
    }
    if !context.foot.is_empty() {
        sections.push(framed(&context.foot));
    }
    if audience == Audience::Internal {
        sections.push(filler.basis(&form.note));
    }
    let subtitle = if context.partner.is_empty() {
        let parts = [writer.company(&context.company), context.recipient.clone()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" → ")
    } else {
        format!("{} → {}", writer.company(&context.company), context.partner)
    };
    Report {
        lang: lang.to_string(),
        title: form.title.clone(),
        subtitle,
        date: date(&context.as_of, lang),
        headline: Vec::new(),
        numbered: false,
        sections,
        footer: writer
            .pick([
                "案：弁護士等の確認を経て使用してください",
                "Draft: counsel reads it before it goes out",
                "Bản nháp: cần luật sư xem trước khi gửi",
            ])
            .to_owned(),
        page: writer.pick(["ページ", "Page", "Trang"]).to_owned(),
    }
}

struct Filler<'a> {
    w: &'a Writer<'a>,
    c: &'a Context,
}

impl Filler<'_> {
    fn slot(&self, slot: &str) -> Vec<Block> {
        if let Some(stated) = self.c.statements.get(slot) {
            return paragraph(stated.clone());
        }
        let known = SLOTS.iter().find(|(name, _)| *name == slot);
        known.map_or_else(Vec::new, |(_, answer)| answer(self))
    }

    fn line(&self, text: String) -> Line {
        let ids: Vec<&str> =
            Some(self.c.duty.as_str()).filter(|id| !id.is_empty()).into_iter().collect();
        self.w.line(text, &ids)
    }

    fn gap(&self, what: Text) -> Vec<Block> {
        let what = self.w.pick(what);
        let text = match self.w.lang {
            Language::Ja => format!("【未記入：{what}】"),
            Language::Vi => format!("[Chưa có: {what}]"),
            _ => format!("[To be written: {what}]"),
        };
        vec![Block::Gap { line: Line { text, claims: Vec::new() } }]
    }

    /// Events that concern the company, or the case as a whole.
    fn events(&self) -> impl Iterator<Item = &Event> {
        let ours =
            |event: &&Event| event.entity.as_deref().is_none_or(|entity| entity == self.c.company);
        self.w.facts.events.iter().filter(|event| !event.internal).filter(ours)
    }

    fn told<'e>(&self, events: impl Iterator<Item = &'e Event>) -> Vec<Line> {
        events
            .map(|event| {
                let mut text = event_words(event, self.w.lang);
                if event.at.is_some() {
                    let comma = self.w.pick(["　", ": ", ": "]);
                    text = format!("{}{comma}{text}", when(event, self.w.lang));
                }
                self.w.line(text, &[&format!("C-{}", event.id)])
            })
            .collect()
    }

    fn part(&self, part: EventPart) -> Vec<Block> {
        let lines = self.told(self.events().filter(|event| event.kind.part() == part));
        if lines.is_empty() {
            return self.gap(match part {
                EventPart::Cause => ["原因", "the cause", "nguyên nhân"],
                EventPart::SecondaryDamage => {
                    ["二次被害の有無", "secondary damage", "thiệt hại thứ cấp"]
                }
                EventPart::Measures => ["講じた措置", "measures taken", "biện pháp đã thực hiện"],
                _ => ["再発防止策", "prevention", "biện pháp phòng ngừa"],
            });
        }
        bullets(lines)
    }

    fn of(&self, kinds: &[EventKind]) -> Vec<Block> {
        let lines = self.told(self.events().filter(|event| kinds.contains(&event.kind)));
        if lines.is_empty() {
            return paragraph(
                self.w
                    .pick([
                        "該当する事実は登録されていません。",
                        "No such fact is recorded.",
                        "Chưa ghi nhận sự kiện nào.",
                    ])
                    .to_owned(),
            );
        }
        bullets(lines)
    }

    fn contact(&self) -> Vec<Block> {
        let known = self.w.facts.companies.iter().find(|company| company.id == self.c.company);
        match known.and_then(|company| company.desk(self.w.lang)) {
            Some(desk) => paragraph(format!("{}　{desk}", self.w.company(&self.c.company))),
            None => self.gap(["窓口", "the desk (contact in case.toml)", "đầu mối"]),
        }
    }

    fn desks(&self) -> Vec<Block> {
        let desks = self.w.facts.companies.iter().map(|company| {
            let desk = company.desk(self.w.lang).unwrap_or("–");
            format!("{}: {desk}", self.w.name_of(company))
        });
        points(&desks.collect::<Vec<_>>())
    }

    fn dates(&self) -> Vec<Block> {
        let knowing = [EventKind::Detected, EventKind::InformedByAttacker, EventKind::Encrypted];
        let all = self.w.facts.events.iter().filter(|event| !event.internal && event.at.is_some());
        let first =
            all.filter(|event| knowing.contains(&event.kind)).min_by_key(|event| event.at.clone());
        let mut blocks = match first {
            Some(event) => {
                let day = when(event, self.w.lang);
                let text = match self.w.lang {
                    Language::Ja => format!("発覚日：{day}"),
                    Language::Vi => format!("Thời điểm phát hiện: {day}"),
                    _ => format!("Found: {day}"),
                };
                vec![Block::Paragraph { line: self.w.line(text, &[&format!("C-{}", event.id)]) }]
            }
            None => self.gap(["発覚日", "when it was found", "thời điểm phát hiện"]),
        };
        if self.c.occurred.is_empty() {
            let gap = [
                "発生日（未確定ならその旨）",
                "when it happened, or that this is not known",
                "thời điểm xảy ra, hoặc chưa xác định",
            ];
            blocks.extend(self.gap(gap));
        } else {
            let head = self.w.pick(["発生日：", "Happened: ", "Thời điểm xảy ra: "]);
            blocks.extend(paragraph(format!("{head}{}", self.c.occurred)));
        }
        blocks
    }

    fn overview(&self) -> Vec<Block> {
        let begun = [EventKind::Detected, EventKind::InformedByAttacker];
        let first = self.w.facts.events.iter().find(|e| begun.contains(&e.kind) && !e.internal);
        let stated = self.events().filter(|event| {
            event.kind.part() == EventPart::Overview && event.kind != EventKind::PersonsTold
        });
        let mut lines = self.told(first.into_iter().chain(stated));
        if lines.is_empty() {
            return self.gap(["概要", "what happened", "sự việc"]);
        }
        lines.push(public::concerned(self.w));
        bullets(lines)
    }

    fn history(&self) -> Vec<Block> {
        let lines = self.told(self.events().filter(|event| event.at.is_some()));
        if lines.is_empty() {
            self.gap(["経緯", "the history", "diễn biến"])
        } else {
            bullets(lines)
        }
    }

    fn groups(&self) -> Vec<Group<'_>> {
        public::groups(self.w.facts).into_iter().filter(|g| g.company == self.c.company).collect()
    }

    fn data_items(&self) -> Vec<Block> {
        let (w, lang) = (self.w, self.w.lang);
        if let Some(rows) = &self.c.rows {
            return self.share_items(rows);
        }
        let rows: Vec<Vec<String>> = self
            .groups()
            .into_iter()
            .map(|group| {
                let names: Vec<&str> = group.fields.iter().map(|f| field_name(lang, *f)).collect();
                vec![
                    category_name(lang, group.category).to_owned(),
                    names.join(w.pick(["、", ", ", ", "])),
                    group.persons.map_or_else(String::new, |claim| w.figure(claim)),
                    group
                        .persons
                        .filter(|_| w.is_internal())
                        .map_or_else(String::new, |claim| claim.claim_id.clone()),
                ]
            })
            .collect();
        if rows.is_empty() {
            return paragraph(
                w.pick([
                    "当社に属するファイルから個人データは見つかっていません。",
                    "No personal data was found in files of the company.",
                    "Chưa phát hiện dữ liệu cá nhân trong tệp của công ty.",
                ])
                .to_owned(),
            );
        }
        let mut header = w.header(&[
            ["区分", "Persons", "Nhóm người"],
            ["項目", "Data", "Dữ liệu"],
            ["人数", "Number", "Số người"],
        ]);
        let mut widths = vec![22, 58, 20];
        let mut rows = rows;
        if w.is_internal() {
            header.push(w.pick(["根拠", "Claim", "Căn cứ"]).to_owned());
            widths = vec![18, 46, 14, 22];
        } else {
            rows.iter_mut().for_each(|row| row.truncate(3));
        }
        vec![Block::Table(Table { header, numeric: vec![2], widths, rows })]
    }

    /// The data of a share, counted for this draft; `why` of the duty opens it.
    fn share_items(&self, rows: &[(Category, Vec<Field>, u64)]) -> Vec<Block> {
        let (w, lang) = (self.w, self.w.lang);
        let comma = w.pick(["、", ", ", ", "]);
        let rows = rows.iter().map(|(category, fields, persons)| {
            let names: Vec<&str> = fields.iter().map(|field| field_name(lang, *field)).collect();
            // Only claims are published; a share has none of its own.
            let shown = if w.is_internal() { w.number(*persons) } else { String::new() };
            vec![category_name(lang, *category).to_owned(), names.join(comma), shown]
        });
        let rows = rows.collect();
        let header = w.header(&[
            ["区分", "Persons", "Nhóm người"],
            ["項目", "Data", "Dữ liệu"],
            ["人数", "Number", "Số người"],
        ]);
        vec![Block::Table(Table { header, numeric: vec![2], widths: vec![22, 58, 20], rows })]
    }

    fn counted(&self, words: Text, value: u64) -> Vec<Block> {
        let text = self.w.pick(words).replace('N', &self.w.number(value));
        vec![Block::Paragraph { line: self.line(text) }]
    }

    fn persons(&self) -> Vec<Block> {
        if !self.w.is_internal() {
            let id = "C-persons";
            let text = self.w.pick([
                "対象となる方　N名（グループ全体）",
                "N persons concerned, in the whole group",
                "N người liên quan trong cả tập đoàn",
            ]);
            let text = text.replace('N', &self.w.figure_of(id));
            return vec![Block::Paragraph { line: self.w.line(text, &[id]) }];
        }
        self.counted(["N名", "N persons", "N người"], self.c.persons)
    }

    fn residents(&self) -> Vec<Block> {
        let words = [
            "うち当該国・地域に居住する方 N名（JURISDICTION）",
            "N of them live in the jurisdiction (JURISDICTION)",
            "Trong đó N người cư trú tại JURISDICTION",
        ];
        let text = self.w.pick(words).replace("JURISDICTION", &self.c.jurisdiction);
        let text = text.replacen('N', &self.w.number(self.c.residents), 1);
        vec![Block::Paragraph { line: self.line(text) }]
    }

    fn persons_told(&self) -> Vec<Block> {
        let mut lines = self.told(
            self.events()
                .filter(|e| matches!(e.kind, EventKind::PersonsTold | EventKind::PartnersTold)),
        );
        let (prepared, sent, returned) = self.c.letters;
        if prepared > 0 {
            let text = match self.w.lang {
                Language::Ja => {
                    format!("個別の通知：作成{prepared}通、発送{sent}通、返送{returned}通")
                }
                Language::Vi => {
                    format!("Thư riêng: đã lập {prepared}, đã gửi {sent}, bị trả lại {returned}")
                }
                _ => format!("Letters: {prepared} prepared, {sent} sent, {returned} returned"),
            };
            lines.push(Line { text, claims: Vec::new() });
        }
        if lines.is_empty() {
            let none = [
                "本人への通知は、まだ行っていません。",
                "The persons have not been told yet.",
                "Chưa thông báo cho cá nhân.",
            ];
            return paragraph(self.w.pick(none).to_owned());
        }
        bullets(lines)
    }

    fn publication(&self) -> Vec<Block> {
        let mut lines = self.told(self.events().filter(|e| e.kind == EventKind::PublicReport));
        lines.extend(self.w.facts.earlier.iter().map(|report| {
            let day = date(&report.date, self.w.lang);
            let number = report.number;
            let text = match self.w.lang {
                Language::Ja => format!("第{number}報を公表（{day}）"),
                Language::Vi => format!("Công bố báo cáo số {number} ({day})"),
                _ => format!("Report No. {number} issued ({day})"),
            };
            Line { text, claims: Vec::new() }
        }));
        if lines.is_empty() {
            let none = ["未公表です。", "Not published.", "Chưa công bố."];
            return paragraph(self.w.pick(none).to_owned());
        }
        bullets(lines)
    }

    /// What is not known: files that are open, mentions without a bearer, conflicts.
    fn uncertainty(&self) -> Vec<Block> {
        let known = [
            (
                "C-open",
                [
                    "全部または一部を読み取れていない項目 N件",
                    "N items are not fully read",
                    "N mục chưa đọc hết",
                ],
            ),
            (
                "C-not_received",
                [
                    "一覧にあるが受領していないファイル N件",
                    "N listed files were not received",
                    "N tệp có trong danh sách nhưng chưa nhận",
                ],
            ),
            (
                "C-undecided",
                [
                    "同姓同名などで特定できない記載 N件",
                    "N mentions fit several persons",
                    "N chỗ nhắc tên chưa xác định được người",
                ],
            ),
            (
                "C-conflicts",
                [
                    "同一人物か確認中の組 N組",
                    "N pairs of persons may be one",
                    "N cặp có thể là một người",
                ],
            ),
        ];
        let lines = known
            .into_iter()
            .filter(|(id, _)| self.w.facts.value(id) > 0)
            .map(|(id, words)| {
                let text = self.w.pick(words).replace('N', &self.w.figure_of(id));
                self.w.line(text, &[id])
            })
            .collect::<Vec<_>>();
        if lines.is_empty() {
            let none =
                ["未確認の事項はありません。", "Nothing is open.", "Không còn điểm nào chưa rõ."];
            return paragraph(self.w.pick(none).to_owned());
        }
        bullets(lines)
    }

    fn phase(&self) -> Vec<Block> {
        let text = if self.c.done_before {
            ["続報（追加の情報）", "Supplement to an earlier notification", "Thông báo bổ sung"]
        } else {
            [
                "初回（判明している事項のみ。続報を予定）",
                "First notification, with what is known; more follows",
                "Thông báo ban đầu, sẽ bổ sung",
            ]
        };
        paragraph(self.w.pick(text).to_owned())
    }

    fn lateness(&self) -> Vec<Block> {
        if self.c.is_late {
            return self.gap([
                "期限後となった理由",
                "the reasons why it is later than the limit",
                "lý do chậm so với thời hạn",
            ]);
        }
        if self.c.due.is_empty() {
            let none = [
                "期限の日数の定めはありません。",
                "The law sets no number of days.",
                "Luật không quy định số ngày.",
            ];
            return paragraph(self.w.pick(none).to_owned());
        }
        let text = ["期限内です。", "Within the limit.", "Trong thời hạn."];
        let text = self.w.pick(text);
        paragraph(format!("{text} ({})", self.c.due))
    }

    fn fields(&self) -> Vec<Field> {
        let mut all: Vec<Field> = match &self.c.rows {
            Some(rows) => rows.iter().flat_map(|(_, fields, _)| fields.clone()).collect(),
            None => self.groups().into_iter().flat_map(|group| group.fields).collect(),
        };
        all.sort_unstable();
        all.dedup();
        all
    }

    fn consequences(&self) -> Vec<Block> {
        let fields = self.fields();
        let has = |wanted: &[Field]| fields.iter().any(|field| wanted.contains(field));
        let mut all: Vec<Text> = Vec::new();
        if has(&[Field::Name, Field::Email, Field::Phone, Field::Address]) {
            all.push([
                "なりすましのメール・電話・郵便物（標的型攻撃を含む）",
                "mails, calls and letters that pretend to come from us or others, also aimed at single persons",
                "thư, cuộc gọi giả mạo, kể cả nhắm vào từng cá nhân",
            ]);
        }
        if has(&[
            Field::NationalId,
            Field::Passport,
            Field::DriverLicence,
            Field::ResidenceCard,
            Field::TaxId,
        ]) {
            all.push([
                "本人確認書類の番号の悪用（なりすまし契約）",
                "misuse of identity numbers, contracts in another's name",
                "lợi dụng số giấy tờ tùy thân",
            ]);
        }
        if has(&[Field::BankAccount, Field::Iban, Field::PaymentCard, Field::Credential]) {
            all.push([
                "口座・カード・アカウントの不正利用",
                "misuse of accounts and cards",
                "lợi dụng tài khoản, thẻ",
            ]);
        }
        if has(&[Field::Medical, Field::Criminal, Field::HealthInsurance, Field::Salary]) {
            all.push([
                "私的な事柄が知られることによる不利益",
                "harm from private matters becoming known",
                "tổn hại do thông tin riêng tư bị lộ",
            ]);
        }
        let texts: Vec<String> = all.into_iter().map(|text| self.w.pick(text).to_owned()).collect();
        points(&texts)
    }

    fn evidence(&self) -> Vec<Block> {
        let head = &self.c.chain;
        paragraph(match self.w.lang {
            Language::Ja => format!(
                "入手したファイルは原本のままハッシュ値とともに封印し、操作履歴は連鎖ハッシュで保全しています（先頭 {head}）。"
            ),
            Language::Vi => format!(
                "Các tệp được niêm phong kèm giá trị băm; nhật ký thao tác được bảo toàn bằng chuỗi băm (đầu chuỗi {head})."
            ),
            _ => format!(
                "The files are sealed as received with their hashes; every operation stands in a hash chain (head {head})."
            ),
        })
    }

    fn advice(&self) -> Vec<Block> {
        let texts = advice(&self.fields());
        points(
            &texts.into_iter().map(|text| pick(self.w.lang, text).to_owned()).collect::<Vec<_>>(),
        )
    }

    fn partner_advice(&self) -> Vec<Block> {
        paragraph(self.w.pick([
            "別紙の文書に貴社の秘密情報が含まれるかをご確認ください。当社を装う請求・振込先変更のご連絡があった場合は、必ず既知の連絡先へ電話でご確認ください。関係するご担当者様への通知については、ご相談のうえ対応いたします。",
            "Please check whether the documents of the annex hold confidential matters of yours. If you receive invoices or changes of bank details in our name, call a number that you know before you pay. How your people are told we will settle with you.",
            "Xin kiểm tra các tài liệu trong phụ lục có chứa thông tin mật của Quý công ty không. Nếu nhận được hóa đơn hoặc thay đổi tài khoản nhân danh chúng tôi, hãy gọi điện xác minh. Việc thông báo cho nhân viên liên quan sẽ được thống nhất với Quý công ty.",
        ]).to_owned())
    }

    fn annex(&self) -> Vec<Block> {
        let (documents, persons) = (self.w.number(self.c.documents), self.w.number(self.c.persons));
        paragraph(match self.w.lang {
            Language::Ja => format!(
                "貴社に関する文書{documents}件、貴社のご担当者様{persons}名の情報を確認しています。一覧は別紙のとおりです。"
            ),
            Language::Vi => format!(
                "Đã xác định {documents} tài liệu liên quan đến Quý công ty và thông tin của {persons} người của Quý công ty; danh sách trong phụ lục."
            ),
            _ => format!(
                "{documents} documents concern your company, and data of {persons} of your people stand in them. The annex lists them."
            ),
        })
    }

    fn how_to_tell(&self) -> Vec<Block> {
        paragraph(self.w.pick([
            "氏名とお届けの連絡先をうかがい、通知の一覧（mail-merge）の参照番号で確認してください。電話口で情報の中身を読み上げないでください。",
            "Ask for the name and the address we wrote to, and look the reference up in the list of letters. Never read the data out.",
            "Hỏi họ tên và địa chỉ nhận thư, tra số tham chiếu trong danh sách thư; không đọc nội dung dữ liệu qua điện thoại.",
        ]).to_owned())
    }

    /// For counsel: law, conditions, limit.
    fn basis(&self, note: &str) -> Section {
        let c = self.c;
        let mut lines = Vec::new();
        let mut add = |text: String| lines.push(Line { text, claims: Vec::new() });
        if !c.clause.is_empty() {
            add(c.clause.clone());
        }
        if !c.due.is_empty() {
            add(format!("{}: {}", self.w.pick(["期限", "Limit", "Thời hạn"]), c.due));
        }
        if !c.severity.is_empty() {
            add(c.severity.clone());
        }
        if !note.is_empty() {
            add(note.to_owned());
        }
        c.contents.iter().for_each(|text| add(text.clone()));
        if !c.duty.is_empty() {
            add(format!("candor why CASE {}", c.duty));
        }
        self.w.section(
            ["作成の根拠（提出しない）", "For counsel, not filed", "Căn cứ (không nộp)"],
            bullets(lines),
        )
    }
}

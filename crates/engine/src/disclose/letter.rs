//! The letter to a person: what happened, which of *their* data, what we did, what they can do, and the
//! desk of *their* company.

use super::history::{date, event_words, needs_words, when};
use super::names::{Text, field_name, pick};
use super::{Facts, Writer};
use candor_facts::{Category, Event, EventKind, EventPart, Field, Language};
use serde::Serialize;

/// A letter ready to be laid out.
#[derive(Clone, Debug, Serialize)]
pub struct Letter {
    pub lang: String,
    pub reference: String,
    pub date: String,
    /// Address lines of the reader, the name last or first as the language writes it.
    pub to: Vec<String>,
    pub from: Vec<String>,
    pub title: String,
    pub greeting: String,
    pub sections: Vec<LetterSection>,
    pub closing: String,
    pub contact: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct LetterSection {
    pub heading: String,
    pub paragraphs: Vec<String>,
    pub points: Vec<String>,
}

/// Why a letter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    First,
    /// The reader was told before; later files show more.
    Wider,
}

/// What a law forbids a letter to say, and what else it asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ContentRules {
    pub without_nature: bool,
    /// The reader lives in the United States.
    pub american: bool,
    /// … in Massachusetts.
    pub massachusetts: bool,
}

/// The reader of a letter.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    pub reference: String,
    pub name: &'a str,
    pub address: &'a str,
    pub category: Category,
    pub fields: &'a [Field],
    /// Of them, those that an earlier letter did not name.
    pub new_fields: &'a [Field],
    pub occasion: Occasion,
    /// Date of the earlier letter.
    pub told_before: &'a str,
}

/// What the letters of one company, language and set of rules share.
pub struct LetterWriter<'a> {
    writer: Writer<'a>,
    company: &'a str,
    date: String,
    rules: ContentRules,
    happened: LetterSection,
    /// Whether any event tells what happened.
    knows_what: bool,
    /// Whether an event that it tells has words in other languages only.
    is_foreign: bool,
    did: LetterSection,
}

impl<'a> LetterWriter<'a> {
    pub fn new(
        facts: &'a Facts,
        company: &'a str,
        lang: Language,
        day: &str,
        rules: ContentRules,
    ) -> Self {
        let writer = Writer { facts, audience: super::Audience::Public, lang };
        let (happened, knows_what) = happened(&writer, company);
        let is_foreign = !rules.without_nature && is_foreign(&writer, company);
        let did = did(&writer, company);
        Self {
            company,
            date: date(day, lang),
            rules,
            happened,
            knows_what,
            is_foreign,
            did,
            writer,
        }
    }

    /// The letter to one reader.
    pub fn letter(&self, reader: &Reader<'_>) -> Letter {
        let w = &self.writer;
        let mut sections = Vec::new();
        if reader.occasion == Occasion::Wider {
            sections.push(self.before(reader));
        }
        if !self.rules.without_nature {
            sections.push(self.happened.clone());
        }
        sections.push(self.data(reader));
        // What was done tells what happened.
        if !self.rules.without_nature {
            sections.push(self.did.clone());
        }
        sections.push(self.advice(reader));
        let known = w.facts.companies.iter().find(|company| company.id == self.company);
        let desk = known.and_then(|company| company.desk(w.lang));
        let missing = w.pick(["【窓口未定】", "[desk not named yet]", "[chưa có đầu mối]"]);
        Letter {
            lang: w.lang.to_string(),
            reference: reader.reference.clone(),
            date: self.date.clone(),
            to: address(w.lang, reader),
            from: vec![w.company(self.company)],
            title: self.title(reader.occasion),
            greeting: self.greeting(reader),
            sections,
            closing: w
                .pick([
                    "皆様に多大なるご心配とご迷惑をおかけしておりますことを、深くお詫び申し上げます。",
                    "We are sorry for the worry and trouble that this causes you.",
                    "Chúng tôi thành thật xin lỗi vì sự lo lắng và phiền phức gây ra cho Quý vị.",
                ])
                .to_owned(),
            contact: vec![w.company(self.company), desk.unwrap_or(missing).to_owned()],
        }
    }

    fn title(&self, occasion: Occasion) -> String {
        let text = match occasion {
            Occasion::First => [
                "個人情報の漏えい（そのおそれを含む）に関するお知らせとお詫び",
                "Notice about your personal data",
                "Thông báo về dữ liệu cá nhân của Quý vị",
            ],
            Occasion::Wider => [
                "個人情報の漏えい（そのおそれを含む）に関する追加のお知らせ",
                "Further notice about your personal data",
                "Thông báo bổ sung về dữ liệu cá nhân của Quý vị",
            ],
        };
        self.writer.pick(text).to_owned()
    }

    fn greeting(&self, reader: &Reader<'_>) -> String {
        let company = self.writer.company(self.company);
        let role = pick(self.writer.lang, relation(reader.category));
        let name = named(self.writer.lang, reader.name);
        match self.writer.lang {
            Language::Ja => format!(
                "このたび、{company}が保有しております{name}の個人情報（{role}）が、外部に漏えいし、または漏えいしたおそれがあることが判明いたしました。以下のとおりお知らせするとともに、深くお詫び申し上げます。"
            ),
            Language::Vi => format!(
                "Kính gửi {name}. {company} xin thông báo: dữ liệu cá nhân của Quý vị mà chúng tôi lưu giữ ({role}) đã hoặc có thể đã bị lộ ra bên ngoài. Chúng tôi chân thành xin lỗi và xin thông tin như sau."
            ),
            _ => format!(
                "{name}, personal data about you, which {company} holds because you are {role}, left our control or may have done so. We are sorry, and tell you below what we know."
            ),
        }
    }

    /// What every letter of this writer would lack, in words for whoever prepares them.
    pub fn gaps(&self) -> Vec<&'static str> {
        let known = self.writer.facts.companies.iter().find(|company| company.id == self.company);
        let mut gaps = Vec::new();
        if !self.rules.without_nature && !self.knows_what {
            gaps.push("what happened (event kind detected)");
        }
        if !self.rules.without_nature && self.did.points.is_empty() {
            gaps.push("what the company did (event kinds measure, passwords_reset, …)");
        }
        if self.is_foreign {
            gaps.push("every event in the reader's language (--text ja=… en=… vi=…)");
        }
        if known.is_none_or(|company| company.contact.is_none()) {
            gaps.push("the desk of the company (contact in case.toml)");
        }
        gaps
    }

    fn section(
        &self,
        heading: Text,
        paragraphs: Vec<String>,
        points: Vec<String>,
    ) -> LetterSection {
        LetterSection { heading: self.writer.pick(heading).to_owned(), paragraphs, points }
    }

    fn before(&self, reader: &Reader<'_>) -> LetterSection {
        let lang = self.writer.lang;
        let day = date(reader.told_before, lang);
        let new = fields(lang, reader.new_fields);
        let words = match lang {
            Language::Ja => format!(
                "{day}にお知らせした後、さらに公開・確認されたファイルから、ご本人様に関する次の情報が新たに判明しました：{new}。本状には、これまでに判明しているすべてを記載しています。"
            ),
            Language::Vi => format!(
                "Sau thư ngày {day}, các tệp được phát hiện thêm cho thấy còn có dữ liệu sau của Quý vị: {new}. Thư này nêu tất cả những gì đã biết đến nay."
            ),
            _ => format!(
                "We wrote to you on {day}. Files that were found since show further data about you: {new}. This letter names all that is known now."
            ),
        };
        let heading = ["追加でお知らせする理由", "Why we write again", "Lý do gửi thư bổ sung"];
        self.section(heading, vec![words], Vec::new())
    }

    fn data(&self, reader: &Reader<'_>) -> LetterSection {
        let lang = self.writer.lang;
        let points =
            reader.fields.iter().map(|field| field_name(lang, *field).to_owned()).collect();
        let lead = self.writer.pick([
            "確認したファイルに含まれていた、ご本人様の情報の項目は次のとおりです。",
            "These kinds of data about you stand in the files:",
            "Trong các tệp có những loại dữ liệu sau của Quý vị:",
        ]);
        let heading =
            ["漏えい（そのおそれを含む）した情報", "Which of your data", "Dữ liệu nào của Quý vị"];
        self.section(heading, vec![lead.to_owned()], points)
    }

    fn advice(&self, reader: &Reader<'_>) -> LetterSection {
        let lang = self.writer.lang;
        let mut points: Vec<String> =
            advice(reader.fields).into_iter().map(|text| pick(lang, text).to_owned()).collect();
        let mut add = |text: Text| points.push(pick(lang, text).to_owned());
        if self.rules.american {
            add([
                "米国の三大信用情報機関（Equifax、Experian、TransUnion）に、無料の信用報告書、不正利用警告、無料の信用情報凍結を請求できます。連邦取引委員会（identitytheft.gov）および州司法長官にも相談できます。",
                "You may ask each of the three nationwide consumer reporting agencies (Equifax, Experian, TransUnion) for a free credit report, a fraud alert and a security freeze, which costs nothing, and you may turn to the Federal Trade Commission (identitytheft.gov) and to your state's attorney general.",
                "Quý vị có thể yêu cầu ba cơ quan báo cáo tín dụng của Hoa Kỳ (Equifax, Experian, TransUnion) cung cấp báo cáo tín dụng miễn phí, cảnh báo gian lận và đóng băng tín dụng miễn phí; có thể liên hệ Ủy ban Thương mại Liên bang (identitytheft.gov) và tổng chưởng lý tiểu bang.",
            ]);
        }
        if self.rules.massachusetts {
            add([
                "本件について警察の報告書が作成された場合、その写しを入手する権利があります。",
                "You have the right to obtain a police report about this incident, if one is filed.",
                "Quý vị có quyền nhận báo cáo của cảnh sát về sự việc này, nếu có.",
            ]);
        }
        let heading = ["お願いしたいこと", "What you can do", "Quý vị có thể làm gì"];
        self.section(heading, Vec::new(), points)
    }
}

/// As what a person's data was held.
const fn relation(category: Category) -> Text {
    match category {
        Category::Customer => ["お客様としての情報", "our customer", "khách hàng"],
        Category::BusinessContact => [
            "お取引先のご担当者様としての情報",
            "a contact at one of our business partners",
            "người liên hệ của đối tác",
        ],
        Category::Applicant => [
            "採用選考へのご応募に関する情報",
            "an applicant for a post with us",
            "ứng viên tuyển dụng",
        ],
        Category::Employee => ["従業員としての情報", "one of our employees", "nhân viên"],
        Category::FormerEmployee => {
            ["ご在職中の情報", "one of our former employees", "nhân viên đã nghỉ việc"]
        }
        Category::Other => [
            "業務上取り扱った情報",
            "known to us from our business",
            "thông tin phát sinh trong hoạt động",
        ],
    }
}

/// The reader as a letter names them; of some only an address is known.
fn named(lang: Language, name: &str) -> String {
    match (lang, name.is_empty()) {
        (Language::Ja, true) => "ご本人様".to_owned(),
        (Language::Ja, false) => format!("{name}様"),
        (Language::Vi, true) => "Quý vị".to_owned(),
        (Language::Vi, false) => name.to_owned(),
        (_, true) => "Dear Sir or Madam".to_owned(),
        (_, false) => format!("Dear {name}"),
    }
}

fn fields(lang: Language, fields: &[Field]) -> String {
    let names: Vec<&str> = fields.iter().map(|field| field_name(lang, *field)).collect();
    names.join(pick(lang, ["、", ", ", ", "]))
}

fn address(lang: Language, reader: &Reader<'_>) -> Vec<String> {
    let name = match lang {
        Language::Ja => format!("{}　様", reader.name),
        _ => reader.name.to_owned(),
    };
    let name = Some(name).filter(|_| !reader.name.is_empty());
    let place = Some(reader.address).filter(|text| !text.is_empty()).map(str::to_owned);
    match lang {
        Language::Ja => place.into_iter().chain(name).collect(),
        _ => name.into_iter().chain(place).collect(),
    }
}

fn told<'a>(writer: &'a Writer<'_>, company: &'a str) -> impl Iterator<Item = &'a Event> {
    writer.facts.events.iter().filter(move |event| {
        !event.internal && event.entity.as_deref().is_none_or(|entity| entity == company)
    })
}

fn sentence(event: &Event, lang: Language) -> String {
    let words = event_words(event, lang);
    if event.at.is_none() {
        return words;
    }
    format!("{}{}{words}", when(event, lang), pick(lang, ["、", ": ", ": "]))
}

fn happened(writer: &Writer<'_>, company: &str) -> (LetterSection, bool) {
    let lang = writer.lang;
    let begun = [EventKind::Detected, EventKind::InformedByAttacker];
    let all = writer.facts.events.iter().filter(|event| !event.internal);
    let first = all.clone().find(|event| begun.contains(&event.kind));
    let posted = all.clone().filter(|event| event.kind == EventKind::Posted);
    let cause = all.filter(|event| event.kind == EventKind::Cause);
    let mut paragraphs: Vec<String> =
        first.into_iter().chain(posted).chain(cause).map(|event| sentence(event, lang)).collect();
    let known = !paragraphs.is_empty();
    if !known {
        let gap = [
            "【未記入：経緯の事実が登録されていません。】",
            "[To be written: no event tells what happened.]",
            "[Chưa có: chưa ghi nhận sự việc đã xảy ra.]",
        ];
        paragraphs.push(writer.pick(gap).to_owned());
    }
    let damage = told(writer, company).filter(|event| event.kind == EventKind::SecondaryDamage);
    paragraphs.extend(damage.map(|event| sentence(event, lang)));
    let heading = writer.pick(["経緯", "What happened", "Sự việc"]).to_owned();
    (LetterSection { heading, paragraphs, points: Vec::new() }, known)
}

fn did(writer: &Writer<'_>, company: &str) -> LetterSection {
    let lang = writer.lang;
    let authorities = [EventKind::RegulatorTold, EventKind::PoliceTold];
    let done = |event: &&Event| {
        event.kind.part() == EventPart::Measures || authorities.contains(&event.kind)
    };
    let measures: Vec<String> =
        told(writer, company).filter(done).map(|event| sentence(event, lang)).collect();
    let planned: Vec<String> = told(writer, company)
        .filter(|event| event.kind == EventKind::Prevention)
        .map(|event| event_words(event, lang))
        .collect();
    let heading = ["当社の対応", "What we did and do", "Chúng tôi đã và đang làm gì"];
    LetterSection {
        heading: writer.pick(heading).to_owned(),
        paragraphs: planned,
        points: measures,
    }
}

/// Whether an event that letters tell says nothing in their language.
fn is_foreign(writer: &Writer<'_>, company: &str) -> bool {
    let silent =
        |event: &Event| needs_words(event.kind) && !event.text.contains_key(writer.lang.as_str());
    let cause = writer.facts.events.iter().filter(|event| event.kind == EventKind::Cause);
    let cause = cause.filter(|event| !event.internal);
    let parts = [EventPart::Measures, EventPart::SecondaryDamage, EventPart::Prevention];
    let rest = told(writer, company).filter(|event| parts.contains(&event.kind.part()));
    cause.chain(rest).any(silent)
}

/// What a person can do about the kinds of data that are out.
pub(super) fn advice(fields: &[Field]) -> Vec<Text> {
    let has = |wanted: &[Field]| fields.iter().any(|field| wanted.contains(field));
    let mut all: Vec<Text> = Vec::new();
    if has(&[Field::Email, Field::Phone, Field::Address, Field::Name]) {
        all.push([
            "当社や関係機関を装った不審なメール・電話・郵便物にご注意ください。心当たりのないリンクや添付ファイルは開かないでください。",
            "Beware of mails, calls and letters that pretend to come from us or from an authority. Do not open links or attachments that you do not expect.",
            "Xin cảnh giác với thư điện tử, cuộc gọi, thư từ giả mạo chúng tôi hoặc cơ quan nhà nước; không mở liên kết hay tệp đính kèm lạ.",
        ]);
    }
    if has(&[Field::Credential]) {
        all.push([
            "同じパスワードを使っているサービスがあれば、すべて変更してください。",
            "Change the password wherever you use the same one.",
            "Hãy đổi mật khẩu ở mọi dịch vụ dùng chung mật khẩu.",
        ]);
    }
    if has(&[Field::PaymentCard, Field::BankAccount, Field::Iban]) {
        all.push([
            "ご利用明細・口座の動きをご確認いただき、不審な取引があればカード会社・金融機関へご連絡ください。",
            "Check your statements, and tell your bank or card company of any entry that you do not know.",
            "Hãy kiểm tra sao kê và báo cho ngân hàng hoặc công ty thẻ nếu có giao dịch lạ.",
        ]);
    }
    if has(&[
        Field::NationalId,
        Field::Passport,
        Field::DriverLicence,
        Field::ResidenceCard,
        Field::TaxId,
        Field::HealthInsurance,
    ]) {
        all.push([
            "本人確認書類の番号が悪用されるおそれがあります。身に覚えのない契約や通知があれば、発行機関と警察にご相談ください。",
            "Identity numbers can be misused. If you learn of contracts or notices that you know nothing of, turn to the issuing office and the police.",
            "Số giấy tờ tùy thân có thể bị lợi dụng; nếu thấy hợp đồng hoặc thông báo lạ, hãy liên hệ cơ quan cấp và công an.",
        ]);
    }
    all.push([
        "ご不明な点やお気付きの点は、下記の窓口までお問い合わせください。",
        "If you have questions, or notice anything, please turn to the desk below.",
        "Nếu có câu hỏi hoặc phát hiện điều gì, xin liên hệ đầu mối dưới đây.",
    ]);
    all
}

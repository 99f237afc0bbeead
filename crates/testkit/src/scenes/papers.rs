//! The daily papers of an office: invoices, mails, contracts, minutes, archives.

use super::{APPLICANT, LEAN_CV, NAME, NAME_MAIL, PAY, Prop, Stage, by_lang, cells};
use crate::formats::{Block, Mail, docx, eml, html, pdf, text, xlsx};
use crate::people::{Lang, Role, pick};
use crate::setting::Paper;
use crate::write_zip::{Entry, pack};
use std::io::Result;

impl Stage<'_> {
    /// One of the daily papers.
    pub(super) fn paper(&mut self) -> Result<Prop> {
        let lang = pick(&mut self.rng, self.setting.paper_langs);
        match self.setting.paper(self.rng.u32(..100)) {
            Paper::Trade(class) => self.trade(lang, class),
            Paper::Contract => self.contract(lang),
            Paper::Mail => self.mail(lang),
            Paper::Cv => self.cv(lang),
            Paper::Payslip => self.payslip(lang),
            Paper::Minutes => self.minutes(lang),
            Paper::Letter => self.letter(lang),
            Paper::Policy(class) => self.policy_of(lang, class),
            Paper::Specification => self.specification(lang),
            Paper::Version => self.version(lang),
            // The copy and its original are two files.
            Paper::Duplicate if self.written + 2 <= self.plan.files => self.duplicate(lang),
            Paper::Duplicate => self.version(lang),
            Paper::Archive => self.archive(lang),
        }
    }

    fn someone(&mut self, role: Role, lang: Lang) -> Option<usize> {
        let start = self.rng.usize(..self.people.len().max(1));
        let order = (start..self.people.len()).chain(0..start);
        order.into_iter().find(|at| self.people[*at].role == role && self.people[*at].lang == lang)
    }

    fn group_name(&self, seat: usize, lang: Lang) -> &'static str {
        self.setting.seat(seat).names[lang as usize]
    }

    fn group_address(&self, seat: usize, lang: Lang) -> &'static str {
        self.setting.seat(seat).addresses[lang as usize]
    }

    /// The company whose paper it is: the one that keeps the person's data, or whose turn it is.
    fn seat_of(&self, person: Option<usize>, lang: Lang) -> usize {
        match person {
            Some(at) => self.people[at].seat,
            None if self.setting.keepers[0].is_empty() => lang as usize,
            None => {
                let keepers = self.setting.keepers[1];
                keepers[self.written % keepers.len()]
            }
        }
    }

    /// Picks a format for running text and tables.
    fn set(&mut self, stem: &str, blocks: &[Block]) -> Result<(String, Vec<u8>, &'static str)> {
        let id = format!("hokuto-{}", self.written);
        Ok(match self.rng.u32(..4) {
            0 => (format!("{stem}.docx"), docx(blocks)?, "docx"),
            1 => (format!("{stem}.xlsx"), xlsx("Sheet1", blocks)?, "xlsx"),
            _ => (format!("{stem}.pdf"), pdf(&self.font, &id, blocks)?, "pdf"),
        })
    }

    fn written_text(
        &mut self,
        stem: &str,
        blocks: &[Block],
    ) -> Result<(String, Vec<u8>, &'static str)> {
        let id = format!("hokuto-{}", self.written);
        Ok(match self.rng.u32(..4) {
            0 => (format!("{stem}.docx"), docx(blocks)?, "docx"),
            1 => (format!("{stem}.pdf"), pdf(&self.font, &id, blocks)?, "pdf"),
            2 => (format!("{stem}.html"), html(stem, blocks), "html"),
            _ => (format!("{stem}.txt"), text(blocks).into_bytes(), "txt"),
        })
    }

    pub(super) fn trade(&mut self, lang: Lang, doc_class: &'static str) -> Result<Prop> {
        let contact = self.someone(Role::Contact, lang);
        let seat = self.seat_of(contact, lang);
        let title = match doc_class {
            "invoice" => by_lang(lang, ["請求書", "HÓA ĐƠN", "INVOICE"]),
            "order_form" => by_lang(lang, ["注文書", "ĐƠN ĐẶT HÀNG", "PURCHASE ORDER"]),
            "quotation" => by_lang(lang, ["御見積書", "BÁO GIÁ", "QUOTATION"]),
            "delivery_note" => by_lang(lang, ["納品書", "PHIẾU GIAO HÀNG", "DELIVERY NOTE"]),
            _ => by_lang(lang, ["領収書", "BIÊN LAI", "RECEIPT"]),
        };
        let number = format!(
            "{}-{}-{}",
            self.rng.u32(1000..9999),
            self.rng.u32(1000..9999),
            self.rng.u32(10..99)
        );
        let mut blocks = vec![Block::Title(title.to_owned())];
        let mut people = vec![];
        if let Some(at) = contact {
            let person = &self.people[at];
            blocks.push(Block::Line(
                by_lang(lang, ["{} 御中", "Kính gửi: {}", "To: {}"])
                    .replace("{}", &person.employer),
            ));
            blocks.push(Block::Line(format!(
                "{}: {}",
                by_lang(lang, ["ご担当", "Người liên hệ", "Contact"]),
                person.name
            )));
            people.push((at, NAME));
        }
        blocks.push(Block::Line(format!("No. {number}")));
        blocks.push(Block::Line(self.group_name(seat, lang).to_owned()));
        blocks.push(Block::Line(self.group_address(seat, lang).to_owned()));
        let rows = self.goods(lang);
        blocks.push(Block::Table(rows));
        let stem = title.to_lowercase().replace(' ', "_");
        let (name, bytes, media_type) = self.set(&stem, &blocks)?;
        Ok(Prop {
            name,
            bytes,
            media_type,
            doc_class,
            lang,
            seat,
            people,
            scan: false,
            expected: "read",
        })
    }

    /// The lines of a trade paper.
    fn goods(&mut self, lang: Lang) -> Vec<Vec<String>> {
        let head = by_lang(
            lang,
            [
                "品番|品名|数量|金額",
                "Mã hàng|Tên hàng|Số lượng|Thành tiền",
                "Item|Description|Qty|Amount",
            ],
        );
        let mut rows = vec![head.split('|').map(str::to_owned).collect::<Vec<_>>()];
        for _ in 0..self.rng.usize(2..7) {
            let part = format!(
                "{}-{}-{}",
                self.rng.u32(100..999),
                self.rng.u32(1000..9999),
                self.rng.u32(1000..9999)
            );
            let goods = by_lang(lang, ["歯車 A型", "Bánh răng A", "Gear type A"]);
            rows.push(cells(&[
                &part,
                goods,
                &self.rng.u32(1..500).to_string(),
                &(self.rng.u32(10..9000) * 100).to_string(),
            ]));
        }
        rows
    }

    fn contract(&mut self, lang: Lang) -> Result<Prop> {
        let secret = self.rng.bool();
        let doc_class = if secret { "nda" } else { "contract" };
        let title = match doc_class {
            "nda" => {
                by_lang(lang, ["秘密保持契約書", "THỎA THUẬN BẢO MẬT", "NON-DISCLOSURE AGREEMENT"])
            }
            _ => by_lang(lang, ["取引基本契約書", "HỢP ĐỒNG MUA BÁN", "SUPPLY AGREEMENT"]),
        };
        let clause = if secret {
            by_lang(
                lang,
                [
                    "第1条 秘密情報とは、開示者が受領者に開示する情報をいう。",
                    "Điều 1. Thông tin mật do bên tiết lộ cung cấp cho bên nhận.",
                    "1. Confidential Information means what the Disclosing Party gives to the Receiving Party.",
                ],
            )
        } else {
            by_lang(
                lang,
                [
                    "第1条 甲と乙は、本契約に従い取引を行う。",
                    "Điều 1. Bên A và Bên B thỏa thuận mua bán hàng hóa.",
                    "1. This Agreement sets out how the Parties trade. Governing law: California.",
                ],
            )
        };
        let contact = self.someone(Role::Contact, lang);
        let seat = self.seat_of(contact, lang);
        let mut blocks = vec![
            Block::Title(title.to_owned()),
            Block::Line(clause.to_owned()),
            Block::Line(self.group_name(seat, lang).to_owned()),
        ];
        let mut people = vec![];
        if let Some(at) = contact {
            let person = &self.people[at];
            blocks.push(Block::Line(person.employer.clone()));
            blocks.push(Block::Line(format!(
                "{}: {}",
                by_lang(lang, ["署名", "Người đại diện", "Signatory"]),
                person.name
            )));
            people.push((at, NAME));
        }
        let stem = by_lang(lang, ["契約書", "hop_dong", "agreement"]);
        let (name, bytes, media_type) = self.written_text(stem, &blocks)?;
        Ok(Prop {
            name,
            bytes,
            media_type,
            doc_class,
            lang,
            seat,
            people,
            scan: false,
            expected: "read",
        })
    }

    fn mail(&mut self, lang: Lang) -> Result<Prop> {
        let attachment = self.rng.u32(..4) == 0;
        self.mail_with(lang, attachment)
    }

    pub(super) fn mail_with(&mut self, lang: Lang, attachment: bool) -> Result<Prop> {
        let (Some(sender), Some(reader)) =
            (self.someone(Role::Employee, lang), self.someone(Role::Contact, lang))
        else {
            return self.policy(lang);
        };
        let (from, to) = (&self.people[sender], &self.people[reader]);
        let subject = by_lang(lang, ["納期のご連絡", "Thông báo giao hàng", "Delivery schedule"]);
        let opening = by_lang(
            lang,
            [
                "いつもお世話になっております。納期についてご連絡いたします。",
                "Kính gửi anh/chị, chúng tôi xin thông báo lịch giao hàng tuần tới.",
                "Thank you for your order. Please find the delivery schedule below.",
            ],
        );
        let body = format!(
            "{opening}

{}
{} {}
{}
{}: {}
{}
",
            self.group_name(from.seat, lang),
            from.department,
            from.title,
            from.name,
            by_lang(lang, ["携帯", "Di động", "Mobile"]),
            from.phone,
            from.email
        );
        let (from, to) = (from.clone(), to.clone());
        let seat = from.seat;
        let inner = if attachment { Some(self.trade(lang, "invoice")?) } else { None };
        let attachments: Vec<(String, Vec<u8>)> = inner
            .iter()
            .map(|prop| (format!("{}.{}", "attachment", prop.media_type), prop.bytes.clone()))
            .collect();
        let bytes = eml(&Mail {
            from: (&from.name, &from.email),
            to: (&to.name, &to.email),
            subject,
            body: &body,
            attachments: &attachments,
            japanese: lang == Lang::Ja,
        });
        let prop = Prop {
            name: "mail.eml".to_owned(),
            bytes,
            media_type: "eml",
            doc_class: "email",
            lang,
            seat,
            people: vec![(sender, &["name", "email", "phone"]), (reader, NAME_MAIL)],
            scan: false,
            expected: "read",
        };
        if let Some(inner) = inner {
            let path = format!(
                "{}/{:05}_{}!/attachment.{}",
                self.folder(seat, lang, "email"),
                self.written,
                prop.name,
                inner.media_type
            );
            self.note(&Prop { name: path, ..inner });
        }
        Ok(prop)
    }

    pub(super) fn cv(&mut self, lang: Lang) -> Result<Prop> {
        let Some((at, blocks)) = self.cv_text(lang) else { return self.policy(lang) };
        let (name, bytes, media_type) =
            self.written_text(by_lang(lang, ["履歴書", "cv_ung_vien", "cv"]), &blocks)?;
        Ok(Prop {
            name,
            bytes,
            media_type,
            doc_class: "cv",
            lang,
            seat: self.people[at].seat,
            people: vec![(at, if self.setting.lean { LEAN_CV } else { APPLICANT })],
            scan: false,
            expected: "read",
        })
    }

    /// An applicant and what the applicant wrote.
    pub(super) fn cv_text(&mut self, lang: Lang) -> Option<(usize, Vec<Block>)> {
        let at = self.someone(Role::Applicant, lang)?;
        let p = &self.people[at];
        let label = |texts: [&'static str; 3], value: &str| {
            Block::Line(format!(
                "{}{}{value}",
                by_lang(lang, texts),
                by_lang(lang, ["：", ": ", ": "])
            ))
        };
        let lean = self.setting.lean;
        let mut blocks = vec![
            Block::Title(
                by_lang(lang, ["履歴書", "SƠ YẾU LÝ LỊCH", "CURRICULUM VITAE"]).to_owned(),
            ),
            label(["氏名", "Họ và tên", "Name"], &p.name),
            label(["生年月日", "Ngày sinh", "Date of birth"], &p.birth),
            label(["現住所", "Địa chỉ", "Address"], &p.address),
            label(["電話番号", "Điện thoại", "Phone"], &p.phone),
            label(["メールアドレス", "Email", "Email"], &p.email),
            Block::Line(
                by_lang(
                    lang,
                    [
                        "学歴・職歴",
                        "Học vấn và kinh nghiệm làm việc",
                        "Education and work experience",
                    ],
                )
                .to_owned(),
            ),
            Block::Line(
                by_lang(
                    lang,
                    [
                        "志望動機 ものづくりに携わりたいと考えております。",
                        "Mục tiêu nghề nghiệp: phát triển lâu dài.",
                        "Skills: planning, bookkeeping.",
                    ],
                )
                .to_owned(),
            ),
        ];
        if lean {
            // The line of the birth date.
            blocks.remove(2);
        }
        Some((at, blocks))
    }

    fn payslip(&mut self, lang: Lang) -> Result<Prop> {
        let Some(at) = self.someone(Role::Employee, lang) else { return self.policy(lang) };
        let p = &self.people[at];
        let label = |texts: [&'static str; 3], value: &str| {
            vec![by_lang(lang, texts).to_owned(), value.to_owned()]
        };
        let salary = p.salary.to_string();
        let rows = vec![
            label(["氏名", "Họ và tên", "Employee name"], &p.name),
            label(["社員番号", "Mã nhân viên", "Employee ID"], &p.number),
            label(["マイナンバー", "Số CCCD", "SSN"], &p.national_id),
            label(["基本給", "Lương cơ bản", "Base salary"], &salary),
            label(["差引支給額", "Thực lĩnh", "Net pay"], &salary),
        ];
        let blocks = vec![
            Block::Title(by_lang(lang, ["給与明細書", "PHIẾU LƯƠNG", "PAYSLIP"]).to_owned()),
            Block::Table(rows),
        ];
        let (name, bytes, media_type) =
            self.set(by_lang(lang, ["給与明細", "phieu_luong", "payslip"]), &blocks)?;
        Ok(Prop {
            name,
            bytes,
            media_type,
            doc_class: "payroll",
            lang,
            seat: self.people[at].seat,
            people: vec![(at, PAY)],
            scan: false,
            expected: "read",
        })
    }

    pub(super) fn minutes(&mut self, lang: Lang) -> Result<Prop> {
        let mut people = vec![];
        let mut lines = vec![];
        for _ in 0..2 {
            let Some(at) = self.someone(Role::Employee, lang) else { break };
            let p = &self.people[at];
            lines.push(match lang {
                Lang::Ja => format!("出席者 {}　{}さん", p.department, p.name),
                Lang::Vi => format!("Tham dự: Ông {}", p.name),
                Lang::En => format!("Present: Mr. {}", p.name),
            });
            people.push((at, NAME));
        }
        let first = people.first().map(|(at, _)| *at);
        let mut blocks = vec![Block::Title(
            by_lang(lang, ["議事録", "BIÊN BẢN HỌP", "MEETING MINUTES"]).to_owned(),
        )];
        blocks.extend(lines.into_iter().map(Block::Line));
        blocks.push(Block::Line(
            by_lang(
                lang,
                [
                    "議題 生産計画の確認。決定事項 次回までに在庫を調べる。",
                    "Nội dung cuộc họp: kế hoạch sản xuất quý tới.",
                    "Agenda: production plan. Action items: check the stock.",
                ],
            )
            .to_owned(),
        ));
        let (name, bytes, media_type) =
            self.written_text(by_lang(lang, ["議事録", "bien_ban", "minutes"]), &blocks)?;
        Ok(Prop {
            name,
            bytes,
            media_type,
            doc_class: "minutes",
            lang,
            seat: self.seat_of(first, lang),
            people,
            scan: false,
            expected: "read",
        })
    }

    fn letter(&mut self, lang: Lang) -> Result<Prop> {
        let Some(at) = self.someone(Role::Contact, lang) else { return self.policy(lang) };
        let p = &self.people[at];
        let blocks: Vec<Block> = match lang {
            Lang::Ja => vec![
                Block::Line(format!("{} {} {} 様", p.employer, p.title, p.name)),
                Block::Title("価格改定のお願い".to_owned()),
                Block::Line(
                    "拝啓　時下ますますご清栄のこととお慶び申し上げます。平素は格別のお引き立てを賜り厚く御礼申し上げます。敬具".to_owned(),
                ),
            ],
            Lang::Vi => vec![
                Block::Line(format!("Kính gửi: Ông {}", p.name)),
                Block::Title("THƯ NGỎ".to_owned()),
                Block::Line("Công ty chúng tôi trân trọng gửi đến quý đối tác bảng giá mới. Trân trọng.".to_owned()),
            ],
            Lang::En => vec![
                Block::Line(format!("Dear Mr. {},", p.name)),
                Block::Line("We would like to inform you of our new terms of delivery for the coming year.".to_owned()),
                Block::Line("Yours sincerely,".to_owned()),
            ],
        };
        let (name, bytes, media_type) =
            self.written_text(by_lang(lang, ["価格改定のお願い", "thu_ngo", "letter"]), &blocks)?;
        Ok(Prop {
            name,
            bytes,
            media_type,
            doc_class: "partner_letter",
            lang,
            seat: self.people[at].seat,
            people: vec![(at, NAME)],
            scan: false,
            expected: "read",
        })
    }

    fn policy(&mut self, lang: Lang) -> Result<Prop> {
        self.policy_of(lang, None)
    }

    /// Which policy: the one of this class, or any.
    fn policy_kind(&mut self, class: Option<&str>) -> u32 {
        match class {
            Some("policy_safety") => 0,
            Some("policy_green_procurement") => 1,
            Some(_) => 2,
            None => self.rng.u32(..3),
        }
    }

    fn policy_of(&mut self, lang: Lang, class: Option<&str>) -> Result<Prop> {
        let seat = self.seat_of(None, lang);
        let kind = self.policy_kind(class);
        let (doc_class, title, body) = match kind {
            0 => (
                "policy_safety",
                by_lang(
                    lang,
                    ["労働安全衛生方針", "CHÍNH SÁCH AN TOÀN", "HEALTH AND SAFETY POLICY"],
                ),
                by_lang(
                    lang,
                    [
                        "労働災害を防ぐため、保護具を着用しリスクアセスメントを行う。",
                        "Phòng ngừa tai nạn lao động, sử dụng bảo hộ lao động và giữ vệ sinh lao động.",
                        "We prevent accidents, assess every hazard and wear protective equipment.",
                    ],
                ),
            ),
            1 => (
                "policy_green_procurement",
                by_lang(
                    lang,
                    ["グリーン調達基準", "CHÍNH SÁCH MUA SẮM XANH", "GREEN PROCUREMENT GUIDELINE"],
                ),
                by_lang(
                    lang,
                    [
                        "含有化学物質についてRoHSおよびREACHに従い、環境負荷を減らす。",
                        "Không sử dụng chất cấm, giảm tác động đến môi trường theo RoHS.",
                        "Suppliers avoid hazardous substances under RoHS and REACH.",
                    ],
                ),
            ),
            _ => (
                "policy_other",
                by_lang(lang, ["就業規則", "NỘI QUY", "CODE OF CONDUCT"]),
                by_lang(
                    lang,
                    [
                        "目的 本規則は適用範囲を定める。附則 施行日より遵守する。",
                        "Mục đích và phạm vi áp dụng của quy định này.",
                        "Purpose and scope. Everyone shall comply from the effective date.",
                    ],
                ),
            ),
        };
        let issue =
            format!("{} {}", by_lang(lang, ["版", "Phiên bản", "Version"]), self.rng.u32(1..9_999));
        let blocks = [
            Block::Title(title.to_owned()),
            Block::Line(body.to_owned()),
            Block::Line(self.group_name(seat, lang).to_owned()),
            Block::Line(issue),
        ];
        let (name, bytes, media_type) =
            self.written_text(by_lang(lang, ["規程", "quy_dinh", "policy"]), &blocks)?;
        Ok(Prop {
            name,
            bytes,
            media_type,
            doc_class,
            lang,
            seat,
            people: vec![],
            scan: false,
            expected: "read",
        })
    }

    fn specification(&mut self, lang: Lang) -> Result<Prop> {
        let seat = self.seat_of(None, lang);
        let serial = format!(
            "{} {} {}",
            self.rng.u32(1000..9999),
            self.rng.u32(1000..9999),
            self.rng.u32(1000..9999)
        );
        let blocks = [
            Block::Title(
                by_lang(lang, ["製品仕様書", "THÔNG SỐ KỸ THUẬT", "TECHNICAL SPECIFICATION"])
                    .to_owned(),
            ),
            Block::Line(format!(
                "{} {serial}",
                by_lang(lang, ["製造番号", "Số sê-ri", "Serial no."])
            )),
            Block::Line(
                by_lang(
                    lang,
                    [
                        "寸法 12.5mm 公差 0.01 材質 真鍮",
                        "Kích thước 12.5 mm, dung sai 0.01, vật liệu đồng thau",
                        "Dimensions 12.5 mm, tolerance 0.01, material brass",
                    ],
                )
                .to_owned(),
            ),
            Block::Line(format!("info@{}", self.setting.seat(seat).domain)),
        ];
        let (name, bytes, media_type) =
            self.written_text(by_lang(lang, ["仕様書", "thong_so", "spec"]), &blocks)?;
        Ok(Prop {
            name,
            bytes,
            media_type,
            doc_class: "specification",
            lang,
            seat,
            people: vec![],
            scan: false,
            expected: "read",
        })
    }

    /// A list that was saved again with a few rows changed.
    fn version(&mut self, lang: Lang) -> Result<Prop> {
        let role = pick(&mut self.rng, &Role::ALL);
        let turn = self.seat_of(None, lang);
        let at = self.setting.keepers[role as usize];
        let seat = if at.is_empty() || at.contains(&turn) { turn } else { at[0] };
        let cast = self.cast(role, lang, seat);
        if cast.is_empty() {
            return self.policy(lang);
        }
        let start = self.rng.usize(..cast.len());
        let group: Vec<usize> =
            cast.iter().copied().cycle().skip(start).take(15.min(cast.len())).collect();
        let mut prop = self.list(role, lang, &group)?;
        prop.name = format!("v2_{}", prop.name);
        Ok(prop)
    }

    /// The same bytes once more, under another name.
    fn duplicate(&mut self, lang: Lang) -> Result<Prop> {
        let original = self.version(lang)?;
        self.place(original.clone())?;
        Ok(Prop { name: format!("copy_{}", original.name), ..original })
    }

    /// A zip with names in the encoding of its country, and a zip inside it.
    fn archive(&mut self, lang: Lang) -> Result<Prop> {
        let inner = [self.version(lang)?, self.minutes(lang)?];
        let deep = self.cv(lang)?;
        let encode = |name: &str| match lang {
            Lang::Ja => encoding_rs::SHIFT_JIS.encode(name).0.into_owned(),
            _ => name.as_bytes().to_vec(),
        };
        let nested =
            pack(&[Entry { name: encode(&deep.name), content: deep.bytes.clone() }], None)?;
        let mut entries: Vec<Entry> = inner
            .iter()
            .map(|prop| Entry { name: encode(&prop.name), content: prop.bytes.clone() })
            .collect();
        entries.push(Entry { name: b"inner.zip".to_vec(), content: nested });
        let name = by_lang(lang, ["バックアップ.zip", "luu_tru.zip", "backup.zip"]).to_owned();
        let seat = self.seat_of(None, lang);
        let place = format!("{}/{:05}_{name}", self.folder(seat, lang, "other"), self.written);
        for prop in inner {
            self.note(&Prop { name: format!("{place}!/{}", prop.name), ..prop });
        }
        let prop = Prop {
            name,
            bytes: pack(&entries, None)?,
            media_type: "zip",
            doc_class: "other",
            lang,
            seat,
            people: vec![],
            scan: false,
            expected: "read",
        };
        self.note(&Prop { name: format!("{place}!/inner.zip"), ..prop.clone() });
        self.note(&Prop { name: format!("{place}!/inner.zip!/{}", deep.name), ..deep });
        Ok(prop)
    }
}

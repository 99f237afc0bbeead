//! Words before or after a label that say whose value it is: `応募者電話番号`, `Billing Zip`,
//! `SĐT phụ huynh`, `会社電話番号`, `商品名`.

use super::{Meaning, lookup};
use candor_facts::Field;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Whom or what the word beside a label names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Person,
    Company,
    Thing,
}

/// Words before a label, each string a list with commas.
const BEFORE: &[(Role, &[&str])] = &[
    (
        Role::Person,
        &[
            "本人, 従業員, 社員, 職員, スタッフ, 被保険者, 被扶養者, 扶養親族, 扶養者, 労働者",
            "アルバイト, パート, 派遣社員, 派遣スタッフ, 退職者, 新入社員, 内定者, 入社者, 対象者",
            "顧客, お客様, 客, 会員, 利用者, ユーザー, 登録者, 申込者, 申込人, 申請者, 申請人",
            "契約者",
            "購入者, 注文者, ご注文者, 注文主, 依頼者, 依頼主, ご依頼主, 贈り主, 送り主, 送信者",
            "差出人",
            "受取人, 受取者, 送付先, 届け先, お届け先, 配送先, 発送先, 請求先, 納品先, 宛先",
            "出荷先",
            "応募者, 候補者, 受験者, 参加者, 出席者, 受講者, 来訪者, 来客者, 訪問者, 入館者",
            "来場者",
            "担当者, ご担当者, 担当, 窓口担当者, 責任者, 管理者, 代表者, 作成者, 承認者, 記入者",
            "報告者",
            "緊急連絡先, 緊急時連絡先, 緊急, 緊急時, 連絡先, ご連絡先, 日中連絡先, 連絡者",
            "身元保証人",
            "保証人, 連帯保証人, 保護者, 世帯主, 家族, ご家族, 配偶者, 父, 母, 夫, 妻, 子, 子供",
            "お子様",
            "続柄, 患者, 受診者, 生徒, 学生, 園児, 児童, 被害者, 加害者, 運転者, 所有者, 使用者",
            "名義人",
            "自宅, 現, 個人, 私用, 実家, 帰省先, 勤務先, 職場, 住民票, 住民票上, 旧, 新, 携帯",
            "返送先",
            "customer, cust, client, buyer, purchaser, member, user, usr, subscriber, guest",
            "visitor",
            "employee, emp, staff, worker, personnel, associate, applicant, candidate, appl",
            "nominee",
            "contact, primary contact, emergency contact, emergency, emerg contact, key contact",
            "contact person, person, pers, individual, owner, holder, account holder, card holder",
            "cardholder, recipient, consignee, receiver, ship to, shipto, shipping, ship, delivery",
            "deliver to, bill to, billto, billing, bill, mailing, mail to, sender, from, payer",
            "payee",
            "beneficiary, insured, policyholder, patient, student, pupil, attendee, participant",
            "registrant, respondent, tenant, landlord, driver, passenger, guardian, parent, mother",
            "father, mothers, fathers, spouse, spouses, partner, husband, wife, child, dependent",
            "dependant, next of kin, nok, reference, referee, referrer, witness, signatory, signer",
            "manager, supervisor, author, approver, lead, sales rep, salesperson, agent, requester",
            "home, work, business, personal, private, primary, secondary, other, alternate, alt",
            "main",
            "current, present, permanent, temporary, residential, legal, preferred, default, your",
            "new, old, direct, office, mobile, day, daytime, evening, ship to party",
            "sold to party, sold to",
            "取引先担当者, 得意先担当者, 仕入先担当者, お客様担当者, 先方担当者, 会社担当者",
            "採用担当者",
            "vendor contact, supplier contact, company contact, customer contact, client contact",
        ],
    ),
    (
        Role::Company,
        &[
            "会社, 自社, 御社, 貴社, 当社, 弊社, 法人, 企業, 本社, 本店, 店舗, 支店, 営業所",
            "事業所",
            "請求元, 発行元, 発行者, 販売者, 販売元, 販売会社, 製造元, 製造者, 仕入先, 取引先",
            "得意先",
            "事業者, 団体, 組織, 工場, 発注元, 発注先, 出荷元, 発送元, メーカー, 運営会社",
            "加盟店, 代理店",
            "company, comp, corp, corporate, organization, organisation, org, head office, hq",
            "firm",
            "headquarters, registered office, vendor, supplier, seller, merchant, store, shop",
            "branch",
            "manufacturer, maker, factory, issuer, dealer, distributor, reseller, business partner",
            "carrier, warehouse, employer, facility, site",
        ],
    ),
    (
        Role::Thing,
        &[
            "商品, 製品, 品目, 品, 部品, 部材, 材料, 原料, 資材, 機器, 設備, 機種, 機械, 装置",
            "型式",
            "案件, 工事, プロジェクト, 業務, 作業, 工程, 図面, 書類, 文書, 帳票, ファイル",
            "フォルダ",
            "シート, 項目, 科目, 勘定科目, 注文, ご注文, 受注, 発注, 購買, 請求, 請求書, 見積",
            "見積書",
            "納品, 納品書, 伝票, 契約, 契約書, 出荷, 入荷, 在庫, 倉庫, 受付, 管理, 整理, 問合せ",
            "送り状",
            "お問い合わせ, サービス, プラン, コース, 講座, イベント, 銀行, 金融機関, 資格, 検査",
            "試験",
            "product, prod, item, part, parts, component, material, model, article, goods, order",
            "sales order, purchase order, po, so, invoice, inv, quote, quotation, estimate",
            "shipment",
            "delivery note, tracking, transaction, payment, contract, agreement, project, job",
            "task",
            "ticket, case, asset, equipment, device, host, server, file, document, doc, folder",
            "sheet",
            "drawing, dwg, lot, batch, serial, warehouse, stock, inventory, campaign, event",
            "course",
            "service, plan, category, catalog, variant, sku, discount, coupon, tax, currency",
            "field",
            "table, column, group, tag, bank, process, line item, lineitem, bom, revision, version",
        ],
    ),
];

/// Words after a label, as Vietnamese has them.
const AFTER: &[(Role, &[&str])] = &[
    (
        Role::Person,
        &[
            "khách hàng, khách, kh, nhân viên, nv, cán bộ, cbnv, cbcnv, người lao động, nlđ",
            "lao động",
            "người nhận, người gửi, người mua, người đặt, người đặt hàng, người liên hệ, liên hệ",
            "người đại diện, đại diện, người phụ trách, người bán, người lập, người dùng",
            "người giới thiệu",
            "phụ huynh, cha, mẹ, bố, ba, vợ, chồng, con, người thân, thân nhân, chủ hộ",
            "người giám hộ",
            "ứng viên, học viên, học sinh, sinh viên, bệnh nhân, thành viên, hội viên, đoàn viên",
            "cá nhân, riêng, nhà riêng, nhà, cơ quan, chính, phụ, chủ thẻ, chủ tài khoản, chủ xe",
            "người phụ thuộc, npt, giám đốc, giao hàng, nhận hàng, khẩn cấp, giáo viên, khách mua",
        ],
    ),
    (
        Role::Company,
        &[
            "công ty, cty, doanh nghiệp, dn, đơn vị, nhà cung cấp, ncc, cửa hàng, chi nhánh",
            "trụ sở, trụ sở chính, văn phòng, tổ chức, người bán hàng, bên bán, bên mua, đối tác",
        ],
    ),
    (
        Role::Thing,
        &[
            "sản phẩm, sp, hàng, hàng hóa, hh, đơn hàng, hóa đơn, hđ, hợp đồng, phiếu, chứng từ",
            "dự án, vật tư, thiết bị, kho, lô, đơn, dịch vụ, ngân hàng, vận đơn, báo giá, tài sản",
            "phiếu thu, phiếu chi, phiếu xuất, phiếu nhập, chương trình, khóa học, công trình",
        ],
    ),
];

/// Labels that say no more than "name" and take their sense from the role.
const BARE_NAMES: &[&str] = &["名", "名前", "名称", "name", "nm", "tên", "ten", "mei"];

/// The roles by the character on their outer side, the longest first.
type Roles = HashMap<char, Vec<(String, Role)>>;

fn index(list: &[(Role, &[&str])], outer: fn(&str) -> Option<char>) -> Roles {
    let mut roles = Roles::new();
    for (role, lines) in list {
        for word in lines.iter().flat_map(|line| line.split(',')) {
            for key in super::keys(word) {
                if let Some(c) = outer(&key) {
                    roles.entry(c).or_default().push((key, *role));
                }
            }
        }
    }
    for bucket in roles.values_mut() {
        bucket.sort_by_key(|(key, _)| std::cmp::Reverse(key.len()));
    }
    roles
}

static BEFORE_INDEX: LazyLock<Roles> = LazyLock::new(|| index(BEFORE, |key| key.chars().next()));
static AFTER_INDEX: LazyLock<Roles> = LazyLock::new(|| index(AFTER, |key| key.chars().next_back()));

/// What a label with a role before or after it means.
pub fn meaning(key: &str) -> Option<Meaning> {
    let before = key.chars().next().and_then(|c| BEFORE_INDEX.get(&c)).into_iter().flatten();
    let after = key.chars().next_back().and_then(|c| AFTER_INDEX.get(&c)).into_iter().flatten();
    let before = before.filter_map(|(word, role)| Some((*role, key.strip_prefix(word.as_str())?)));
    let after = after.filter_map(|(word, role)| Some((*role, key.strip_suffix(word.as_str())?)));
    before.chain(after).find_map(|(role, rest)| in_role(role, rest))
}

/// Whether the key is a role and nothing more.
pub fn is_role(key: &str) -> bool {
    let among = |roles: &Roles, c: Option<char>| {
        c.and_then(|c| roles.get(&c)).is_some_and(|list| list.iter().any(|(word, _)| word == key))
    };
    among(&BEFORE_INDEX, key.chars().next()) || among(&AFTER_INDEX, key.chars().next_back())
}

fn in_role(role: Role, rest: &str) -> Option<Meaning> {
    if BARE_NAMES.contains(&rest) {
        return Some(match role {
            Role::Person => Meaning::Field(Field::Name, None),
            Role::Company => Meaning::Field(Field::Employer, None),
            Role::Thing => Meaning::NotPersonal,
        });
    }
    let meaning = lookup(rest)?;
    match (role, meaning) {
        (_, Meaning::Hint(_)) => None,
        // `顧客名（漢字）` is no given name.
        (Role::Person, Meaning::GivenName) if rest.starts_with('名') => {
            Some(Meaning::Field(Field::Name, None))
        }
        (Role::Person, meaning) => Some(meaning),
        (Role::Thing, meaning) => (meaning == Meaning::NotPersonal).then_some(meaning),
        (
            Role::Company,
            Meaning::PostalCode
            | Meaning::AddressPiece
            | Meaning::Field(
                Field::Phone
                | Field::Email
                | Field::Address
                | Field::TaxId
                | Field::BankAccount
                | Field::Iban,
                _,
            ),
        ) => Some(Meaning::Company),
        (Role::Company, Meaning::Reading | Meaning::FamilyName | Meaning::GivenName) => None,
        (Role::Company, meaning) => Some(meaning),
    }
}

//! Lists of contacts at other companies.

use crate::classify::Class;
use candor_facts::DocClass;

pub const CLASS: Class = Class {
    class: DocClass::ContactList,
    titles: &[
        "取引先担当者一覧",
        "取引先一覧",
        "連絡先一覧",
        "取引先名簿",
        "仕入先一覧",
        "名刺管理",
        "contact list",
        "supplier contacts",
        "vendor list",
        "business contacts",
        "danh sách liên hệ",
        "danh sách đối tác",
        "danh sách nhà cung cấp",
    ],
    words: &[
        "会社名",
        "担当者名",
        "部署",
        "役職",
        "取引先コード",
        "company",
        "contact person",
        "vendor code",
        "supplier code",
        "tên công ty",
        "người liên hệ",
        "mã nhà cung cấp",
        "mã đối tác",
    ],
    names: &[
        "取引先",
        "連絡先",
        "仕入先",
        "contact",
        "supplier",
        "vendor",
        "lien he",
        "doi tac",
        "名刺",
    ],
    cases: &[
        "取引先担当者一覧\n会社名\t担当者名\t電話番号",
        "Company,Contact Person,Phone,Vendor Code",
    ],
};

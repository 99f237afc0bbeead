//! Lists of customers, mostly consumers.

use crate::classify::Class;
use candor_facts::DocClass;

pub const CLASS: Class = Class {
    class: DocClass::CustomerList,
    titles: &[
        "顧客名簿",
        "顧客一覧",
        "顧客リスト",
        "会員名簿",
        "会員一覧",
        "お客様一覧",
        "customer list",
        "customer register",
        "member list",
        "warranty registrations",
        "danh sách khách hàng",
    ],
    words: &[
        "会員番号",
        "顧客番号",
        "お客様番号",
        "購入日",
        "購入商品",
        "保証書番号",
        "購入店",
        "customer id",
        "customer no",
        "purchase date",
        "member id",
        "product purchased",
        "warranty no",
        "mã khách hàng",
        "ngày mua",
        "sản phẩm đã mua",
    ],
    names: &["顧客", "会員", "お客様", "customer", "member", "khach hang", "warranty"],
    cases: &["顧客一覧\n会員番号\t氏名\t住所\t購入日", "Customer ID,Name,Address,Purchase Date"],
};

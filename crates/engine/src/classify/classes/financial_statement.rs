//! Financial statements.

use crate::classify::Class;
use candor_facts::DocClass;

pub const CLASS: Class = Class {
    class: DocClass::FinancialStatement,
    titles: &[
        "貸借対照表",
        "損益計算書",
        "決算書",
        "決算報告書",
        "試算表",
        "月次決算",
        "balance sheet",
        "income statement",
        "profit and loss",
        "financial statements",
        "bảng cân đối kế toán",
        "báo cáo tài chính",
        "báo cáo kết quả kinh doanh",
    ],
    words: &[
        "売上高",
        "営業利益",
        "経常利益",
        "純資産",
        "流動資産",
        "売上原価",
        "revenue",
        "operating income",
        "total assets",
        "equity",
        "cost of sales",
        "doanh thu",
        "lợi nhuận",
        "tổng tài sản",
    ],
    names: &["決算", "財務", "balance", "financial", "tai chinh"],
    cases: &["損益計算書\n売上高 営業利益 経常利益", "INCOME STATEMENT\nRevenue\nOperating income"],
};

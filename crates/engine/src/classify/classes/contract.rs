//! Contracts: mutual obligations under signature.

use crate::classify::Class;
use candor_facts::DocClass;

pub const CLASS: Class = Class {
    class: DocClass::Contract,
    titles: &["契約書", "基本契約書", "売買契約書", "業務委託契約書", "取引基本契約書", "雇用契約書", "労働契約書", "賃貸借契約書", "覚書", "agreement", "contract", "service agreement", "master agreement", "supply agreement", "license agreement", "distribution agreement", "hợp đồng", "hợp đồng mua bán", "hợp đồng lao động"],
    words: &["甲", "乙", "第1条", "第2条", "第３条", "契約期間", "本契約", "準拠法", "管轄裁判所", "hereinafter", "witnesseth", "whereas", "in witness whereof", "governing law", "termination", "the parties", "this agreement", "bên a", "bên b", "điều 1", "điều 2"],
    names: &["契約", "contract", "agreement", "hop dong"],
    cases: &["取引基本契約書\n甲と乙は、本契約\n第1条", "SUPPLY AGREEMENT\nThis Agreement is made between the parties\nWHEREAS\nGoverning law"],
};

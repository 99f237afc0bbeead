//! Settings: which group was robbed, who is in its files and which papers lie there.

use crate::people::{Lang, Role};
use fastrand::Rng;

/// A company of the group.
pub struct Seat {
    pub id: &'static str,
    /// Folder of its files.
    pub root: &'static str,
    /// Its name in Japanese, Vietnamese and English papers; its address likewise.
    pub names: [&'static str; 3],
    pub addresses: [&'static str; 3],
    pub domain: &'static str,
}

/// One of the daily papers.
#[derive(Clone, Copy, Debug)]
pub enum Paper {
    Trade(&'static str),
    Contract,
    Mail,
    Cv,
    Payslip,
    Minutes,
    Letter,
    /// A policy of this class, or of any.
    Policy(Option<&'static str>),
    Specification,
    Version,
    Duplicate,
    Archive,
}

pub struct Setting {
    pub seats: &'static [Seat],
    /// Percent of persons by language, then by role, each up to and including.
    pub langs: [u32; 3],
    pub roles: [u32; 5],
    /// Languages of papers, one as probable as the other.
    pub paper_langs: &'static [Lang],
    /// Percent of papers, up to and including.
    pub papers: &'static [(u32, Paper)],
    /// Who keeps whose data: seats by role, one as probable as the other; empty where the language
    /// decides.
    pub keepers: [&'static [usize]; 5],
    /// Staff stand in lists with name and e-mail alone, applicants with their education and without
    /// birth dates.
    pub lean: bool,
}

impl Setting {
    /// The seat that keeps the data of such a person.
    pub fn keeper(&self, lang: Lang, role: Role, rng: &mut Rng) -> usize {
        let at = Role::ALL.iter().position(|known| *known == role).unwrap_or(0);
        match self.keepers.get(at).copied().unwrap_or_default() {
            [] => lang as usize,
            [only] => *only,
            several => several[rng.usize(..several.len())],
        }
    }

    pub fn seat(&self, at: usize) -> &Seat {
        &self.seats[at.min(self.seats.len() - 1)]
    }

    /// The paper that this roll of a hundred means.
    pub fn paper(&self, roll: u32) -> Paper {
        let known = self.papers.iter().find(|(up_to, _)| roll <= *up_to);
        known.map_or(Paper::Minutes, |(_, paper)| *paper)
    }
}

/// A Japanese watch maker with a Vietnamese factory and an American sales office.
pub const HOUSE: Setting = Setting {
    seats: &[
        Seat {
            id: "C1",
            root: "JP_本社",
            names: ["北斗時計株式会社"; 3],
            addresses: ["〒392-0001 長野県諏訪市大手1-2-3  TEL 0266-52-0000"; 3],
            domain: "hokuto-watch.example",
        },
        Seat {
            id: "C2",
            root: "VN_Hokuto",
            names: ["Công ty TNHH Hokuto Việt Nam"; 3],
            addresses: ["Lô 5, KCN Tân Thuận, Quận 7  Tel: 028 3770 0000"; 3],
            domain: "hokuto-vn.example",
        },
        Seat {
            id: "C3",
            root: "US_Sales",
            names: ["Hokuto America Sales Inc."; 3],
            addresses: ["400 Harbor Road, Irvine, CA 92618  Tel (949) 555-0100"; 3],
            domain: "hokuto-us.example",
        },
    ],
    langs: [59, 84, 99],
    roles: [39, 64, 72, 92, 99],
    paper_langs: &[Lang::Ja, Lang::Ja, Lang::Ja, Lang::Vi, Lang::Vi, Lang::En],
    papers: &[
        (9, Paper::Trade("invoice")),
        (16, Paper::Trade("order_form")),
        (21, Paper::Trade("quotation")),
        (25, Paper::Trade("delivery_note")),
        (28, Paper::Trade("receipt")),
        (34, Paper::Contract),
        (54, Paper::Mail),
        (59, Paper::Cv),
        (63, Paper::Payslip),
        (69, Paper::Minutes),
        (75, Paper::Letter),
        (81, Paper::Policy(None)),
        (85, Paper::Specification),
        (89, Paper::Version),
        (94, Paper::Duplicate),
        (99, Paper::Archive),
    ],
    keepers: [&[], &[], &[], &[], &[]],
    lean: false,
};

/// "Group W": a holding company, a watch company and an instruments company; customers of one,
/// counterparties of all, applicants of two, staff of the holding company.
pub const GROUP_W: Setting = Setting {
    seats: &[
        Seat {
            id: "H",
            root: "HD",
            names: [
                "北斗ホールディングス株式会社",
                "北斗ホールディングス株式会社",
                "Hokuto Holdings Co., Ltd.",
            ],
            addresses: ["〒104-0061 東京都中央区銀座4-5-6  TEL 03-3563-0000"; 3],
            domain: "hokuto-hd.example",
        },
        Seat {
            id: "W",
            root: "Watch",
            names: ["北斗ウオッチ株式会社", "北斗ウオッチ株式会社", "Hokuto Watch Co., Ltd."],
            addresses: ["〒392-0001 長野県諏訪市大手1-2-3  TEL 0266-52-0000"; 3],
            domain: "hokuto-watch.example",
        },
        Seat {
            id: "I",
            root: "Instruments",
            names: ["北斗インスツル株式会社", "北斗インスツル株式会社", "Hokuto Instruments Inc."],
            addresses: ["〒261-0023 千葉県千葉市美浜区中瀬1-8-1  TEL 043-211-0000"; 3],
            domain: "hokuto-instruments.example",
        },
    ],
    langs: [95, 95, 99],
    roles: [54, 84, 89, 96, 99],
    paper_langs: &[Lang::Ja, Lang::Ja, Lang::Ja, Lang::Ja, Lang::Ja, Lang::En],
    papers: &[
        (7, Paper::Trade("invoice")),
        (13, Paper::Trade("order_form")),
        (17, Paper::Trade("quotation")),
        (20, Paper::Trade("delivery_note")),
        (23, Paper::Trade("receipt")),
        (30, Paper::Contract),
        (58, Paper::Mail),
        (66, Paper::Cv),
        (74, Paper::Minutes),
        (82, Paper::Letter),
        (89, Paper::Policy(None)),
        (93, Paper::Specification),
        (96, Paper::Version),
        (99, Paper::Duplicate),
    ],
    keepers: [&[1], &[0, 1, 2], &[0, 1], &[0], &[0]],
    lean: true,
};

/// "Company P": the Vietnamese subsidiary of a maker of precision parts. Its files were posted in
/// three waves.
pub const COMPANY_P: Setting = Setting {
    seats: &[
        Seat {
            id: "V",
            root: "SeimitsuVN",
            names: [
                "Seimitsu Việt Nam",
                "Công ty TNHH Seimitsu Việt Nam",
                "Seimitsu Vietnam Co., Ltd.",
            ],
            addresses: ["Lô 9, KCN Tân Thuận, Quận 7, TP. Hồ Chí Minh  Tel: 028 3770 1111"; 3],
            domain: "seimitsu-vn.example",
        },
        Seat {
            id: "P",
            root: "Seimitsu",
            names: ["株式会社精密北斗", "株式会社精密北斗", "Seimitsu Hokuto Co., Ltd."],
            addresses: ["〒381-0000 長野県長野市大町1-1-1  TEL 026-200-0000"; 3],
            domain: "seimitsu.example",
        },
    ],
    langs: [29, 89, 99],
    roles: [0, 84, 84, 97, 99],
    paper_langs: &[Lang::Vi, Lang::Vi, Lang::Vi, Lang::Vi, Lang::Ja, Lang::En],
    papers: &[
        (19, Paper::Letter),
        (34, Paper::Policy(Some("policy_green_procurement"))),
        (47, Paper::Policy(Some("policy_safety"))),
        (62, Paper::Trade("order_form")),
        (77, Paper::Trade("invoice")),
        (86, Paper::Trade("receipt")),
        (95, Paper::Contract),
        (99, Paper::Minutes),
    ],
    keepers: [&[0], &[0], &[0], &[0], &[0]],
    lean: false,
};

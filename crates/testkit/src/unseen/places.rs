//! Where invented persons live, learn and work. A flat catalogue.

pub const JA_TOWNS: &[(&str, &str)] = &[
    ("兵庫県", "姫路市飾磨区細江"),
    ("兵庫県", "神戸市東灘区岡本"),
    ("福岡県", "北九州市小倉北区大手町"),
    ("北海道", "札幌市豊平区月寒東二条"),
    ("静岡県", "浜松市中央区和地山"),
    ("京都府", "京都市伏見区深草大亀谷"),
    ("広島県", "福山市春日町"),
    ("三重県", "四日市市諏訪栄町"),
    ("埼玉県", "川口市芝新町"),
    ("東京都", "府中市是政"),
    ("東京都", "足立区綾瀬"),
    ("沖縄県", "那覇市首里石嶺町"),
    ("宮城県", "仙台市青葉区八幡"),
    ("岡山県", "倉敷市児島味野"),
];
pub const JA_HOUSES: &[&str] = &[
    "",
    "",
    "",
    " コーポ若葉203",
    "　メゾン桐壱番館501号",
    " ハイツ清水Ａ－102",
    "グランシス岡本1204",
];
pub const VI_STREETS: &[&str] = &[
    "Phan Đăng Lưu",
    "Cách Mạng Tháng Tám",
    "Lạc Long Quân",
    "Tô Hiến Thành",
    "Hoàng Quốc Việt",
    "Ngô Gia Tự",
    "Phạm Văn Đồng",
    "Tôn Đức Thắng",
];
pub const VI_AREAS: &[&str] = &[
    "phường Hòa Minh, quận Liên Chiểu, Đà Nẵng",
    "P. 12, Q. Tân Bình, TP.HCM",
    "phường Máy Chai, quận Ngô Quyền, Hải Phòng",
    "xã Vĩnh Lộc A, huyện Bình Chánh, TP. Hồ Chí Minh",
    "phường Dĩ An, TP. Dĩ An, tỉnh Bình Dương",
    "phường Trung Hòa, quận Cầu Giấy, Hà Nội",
    "P. Trảng Dài, TP. Biên Hòa, Đồng Nai",
];
pub const EN_STREETS: &[&str] = &[
    "Quarry Hill Rd",
    "Larkspur Drive",
    "N. Wabash Ave",
    "Old Mill Lane",
    "Sycamore Terrace",
    "E 17th Street",
    "Foxglove Way",
    "Harbourmaster Court",
];
pub const EN_TOWNS: &[&str] = &[
    "Duluth, MN 55805",
    "Tacoma, WA 98402",
    "Chattanooga, TN 37403",
    "Worcester, MA 01604",
    "Boise, ID 83702",
    "Savannah, GA 31401",
    "Fresno, CA 93721",
];
pub const EN_TOWNS_ABROAD: &[&str] = &[
    "Sheffield S11 8YA, United Kingdom",
    "Bristol BS6 5QD, UK",
    "#07-21, Singapore 169876",
    "22301 Hamburg, Germany",
];
/// Counterparties: name, mail domain, address, telephone.
pub const JA_FIRMS: &[(&str, &str, &str, &str)] = &[
    (
        "株式会社加古川鋳造所",
        "kakogawa-imono.example",
        "〒675-0031 兵庫県加古川市加古川町北在家2-7",
        "079-421-0068",
    ),
    ("ナカセ樹脂工業㈱", "nakase-jushi.example", "大阪府東大阪市高井田本通5-1-9", "06-6789-0154"),
    ("有限会社藤光硝子", "fujimitsu-glass.example", "滋賀県甲賀市水口町名坂880", "0748-62-0919"),
    (
        "(株)オリオン物流サービス",
        "orion-butsuryu.example",
        "神戸市中央区港島6丁目2番地",
        "078-302-0440",
    ),
    ("西播電機合同会社", "seiban-denki.example", "兵庫県たつの市龍野町日飼133", "0791-63-0207"),
    (
        "日野計測器販売株式会社",
        "hino-keisoku.example",
        "東京都日野市多摩平1丁目14-5",
        "042-581-0330",
    ),
    (
        "株式会社 三田パッケージ",
        "sanda-package.example",
        "兵庫県三田市テクノパーク12-4",
        "079-568-0021",
    ),
    ("東雲化成株式会社", "shinonome-kasei.example", "千葉県市原市五井南海岸8", "0436-21-0585"),
];
pub const VI_FIRMS: &[(&str, &str, &str, &str)] = &[
    (
        "Công ty CP Nhựa Kỹ thuật Hưng Thịnh",
        "hungthinh-plastic.example",
        "Lô C2, KCN VSIP II, Bình Dương",
        "0274 3555 081",
    ),
    (
        "CÔNG TY TNHH VẬN TẢI BIỂN ĐÔNG Á",
        "donga-shipping.example",
        "12 Lê Thánh Tông, Hải Phòng",
        "0225 3555 466",
    ),
    (
        "Công ty TNHH MTV Thép Trường Sa",
        "theptruongsa.example",
        "KCN Điện Nam - Điện Ngọc, Quảng Nam",
        "0235 3555 702",
    ),
    (
        "DNTN Cơ điện Phú Quý",
        "phuquy-codien.example",
        "88 QL1A, Biên Hòa, Đồng Nai",
        "0251 3555 310",
    ),
    (
        "Công ty Cổ phần In bao bì Thiên Ân",
        "thienan-print.example",
        "Lô 14, KCN Tân Bình, TP.HCM",
        "028 3555 1290",
    ),
    (
        "Công ty TNHH Hóa chất Việt Long",
        "vietlongchem.example",
        "KCN Phố Nối A, Hưng Yên",
        "0221 3555 918",
    ),
];
pub const EN_FIRMS: &[(&str, &str, &str, &str)] = &[
    (
        "Kestrel Bearings & Seals, LLC",
        "kestrelbearings.example",
        "2200 Foundry Way, Duluth, MN 55806",
        "+1 218-555-0143",
    ),
    (
        "Thornbury Castings Ltd",
        "thornbury.example",
        "Unit 6, Severn Trade Park, Bristol BS35 2XX",
        "+44 117 496 0381",
    ),
    (
        "Pacific Rim Freight Forwarders Inc",
        "pacrimfreight.example",
        "1 Dock St, Tacoma, WA 98402",
        "(253) 555-0177",
    ),
    (
        "Nordhaus Messtechnik GmbH",
        "nordhaus.example",
        "Barmbeker Str. 81, 22301 Hamburg",
        "+49 40 5550 1182",
    ),
    (
        "Golden Orchid Trading Pte. Ltd.",
        "goldenorchid.example",
        "10 Anson Road #22-05, Singapore 079903",
        "+65 6555 0199",
    ),
    (
        "Blackwater Tool & Die Co.",
        "blackwatertd.example",
        "418 Industrial Blvd, Chattanooga, TN 37406",
        "423.555.0162",
    ),
];
pub const JA_SCHOOLS: &[&str] = &[
    "播磨灘工業大学 工学部 機械システム工学科",
    "明洋大学経済学部",
    "兵庫県立飾磨西高等学校",
    "六甲国際短期大学英語科",
    "瀬戸内工業高等専門学校 電気工学科",
    "洛東大学大学院 理学研究科 修士課程",
];
pub const VI_SCHOOLS: &[&str] = &[
    "Đại học Bách khoa Đà Nẵng",
    "Trường Cao đẳng Kỹ thuật Cao Thắng",
    "Đại học Kinh tế Quốc dân",
    "Trường THPT Trần Phú, Hải Phòng",
    "ĐH Ngoại thương - Cơ sở 2",
];
pub const EN_SCHOOLS: &[&str] = &[
    "B.Sc. Mechanical Engineering, University of Duluth North",
    "Tacoma Technical College",
    "MBA, Severnside Business School",
    "B.A. in Economics, Chattanooga State University",
    "M.Eng., Technische Hochschule Alsterufer",
];
pub const JA_DEPARTMENTS: &[&str] = &[
    "営業二課",
    "購買グループ",
    "生産技術部",
    "経営企画室",
    "姫路工場 製造一課",
    "物流センター",
    "人財開発室",
    "情報システム課",
];
pub const VI_DEPARTMENTS: &[&str] = &[
    "Bộ phận Mua hàng",
    "Phòng QA/QC",
    "Tổ lắp ráp 2",
    "Phòng Hành chính - Nhân sự",
    "Bộ phận Kho vận",
    "Phòng Kỹ thuật",
];
pub const EN_DEPARTMENTS: &[&str] = &[
    "Procurement",
    "Inside Sales",
    "Quality Assurance",
    "Warehouse Ops",
    "Treasury",
    "IT Support",
];
pub const JA_TITLES: &[&str] =
    &["係長", "次長", "リーダー", "取締役", "主査", "工場長", "チーフ", "代表取締役社長"];
pub const VI_TITLES: &[&str] = &[
    "Tổ trưởng",
    "Giám đốc",
    "Kế toán trưởng",
    "Nhân viên mua hàng",
    "Kỹ sư",
    "Trợ lý",
    "Quản đốc",
];
pub const EN_TITLES: &[&str] = &[
    "Buyer",
    "Senior Account Executive",
    "VP Operations",
    "Plant Manager",
    "Analyst",
    "Managing Director",
    "Team Lead",
];
pub const JA_MEDICAL: &[&str] =
    &["高血圧症", "腰椎椎間板ヘルニア", "うつ病", "２型糖尿病", "花粉症", "心房細動", "適応障害"];
pub const VI_MEDICAL: &[&str] =
    &["viêm gan B", "tăng huyết áp", "thoái hóa cột sống", "hen suyễn", "đái tháo đường tuýp 2"];
pub const EN_MEDICAL: &[&str] = &[
    "type 2 diabetes",
    "hypertension",
    "lumbar disc herniation",
    "generalized anxiety disorder",
    "asthma",
];
pub const JA_CRIMINAL: &[&str] = &[
    "平成24年 窃盗罪 罰金30万円",
    "道路交通法違反（酒気帯び運転） 略式命令",
    "傷害罪 懲役1年執行猶予3年",
];
pub const VI_CRIMINAL: &[&str] =
    &["01 tiền án về tội trộm cắp tài sản", "phạt tù 12 tháng cho hưởng án treo về tội đánh bạc"];
pub const EN_CRIMINAL: &[&str] =
    &["convicted of misdemeanor theft (2014)", "felony conviction for wire fraud, 2011"];
pub const JA_PLATES: &[&str] =
    &["姫路", "神戸", "なにわ", "札幌", "北九州", "品川", "福山", "とちぎ"];
pub const JA_BANKS: &[(&str, &str)] = &[
    ("播州銀行", "飾磨支店"),
    ("みなと中央信用金庫", "岡本支店"),
    ("西日本ひかり銀行", "小倉"),
    ("播但中央銀行", "姫路駅前支店"),
];
pub const VI_BANKS: &[&str] = &[
    "NH TMCP Biển Xanh - CN Đà Nẵng",
    "Ngân hàng Sông Hàn, CN Liên Chiểu",
    "Lotusbank CN Biên Hòa",
];

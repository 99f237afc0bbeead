//! Small tables, as they stand in files.

use super::*;
use candor_facts::{Language, PartKind};

fn part(rows: &[&[&str]]) -> Part {
    let mut part = Part::text(PartKind::Sheet, "s", "");
    part.push_grid(rows.iter().map(|row| (0_u32..).zip(row.iter().copied())), 0);
    part
}

fn drafts(rows: &[&[&str]]) -> Vec<Draft> {
    let part = part(rows);
    let finder = crate::detect::Finder::new(Vec::new()).unwrap();
    let known = std::collections::BTreeSet::new();
    let search = Search::new(&finder, false, Language::Ja, &known);
    read(&part, 0, &part.tables[0], &search).drafts
}

fn values(draft: &Draft) -> Vec<(Field, &str)> {
    draft.findings.iter().map(|f| (f.field, f.normalized.as_str())).collect()
}

#[test]
fn a_header_of_two_rows_is_read_together() {
    let found = drafts(&[
        &["No.", "氏名", "", "連絡先", ""],
        &["", "姓", "名", "電話番号", "メール"],
        &["1", "山田", "太郎", "090-1234-5678", "taro@example.com"],
        &["2", "佐藤", "花子", "090-1234-5679", "hana@example.com"],
    ]);
    assert_eq!(found.len(), 2);
    assert!(values(&found[0]).contains(&(Field::Name, "山田 太郎")));
    assert!(values(&found[1]).contains(&(Field::Email, "hana@example.com")));
}

#[test]
fn a_number_under_a_group_is_what_the_group_is_about() {
    let found = drafts(&[
        &["Người lao động", "", "Giấy tờ tùy thân", "", "Hộ chiếu", ""],
        &["Họ đệm", "Tên", "Số", "Ngày cấp", "Số", "Hết hạn"],
        &["Lò Văn", "Pành", "014094590148", "12/08/2021", "C8840271", "02/11/2029"],
        &["Vàng Thị", "Mỷ", "002199639369", "03/04/2022", "P00461935", "11/07/2033"],
    ]);
    assert_eq!(found.len(), 2);
    let first = values(&found[0]);
    assert!(first.contains(&(Field::Name, "Lò Văn Pành")), "{first:?}");
    assert!(first.contains(&(Field::NationalId, "014094590148")), "{first:?}");
    assert!(first.contains(&(Field::Passport, "C8840271")), "{first:?}");
}

#[test]
fn a_name_below_a_department_is_the_departments() {
    let found = drafts(&[
        &["社員番号", "氏名", "", "部署", ""],
        &["", "姓", "名", "コード", "名"],
        &["A10234", "山田", "太郎", "D12", "営業部"],
        &["A10235", "佐藤", "花子", "D13", "総務部"],
    ]);
    assert_eq!(found.len(), 2);
    assert!(values(&found[0]).contains(&(Field::Name, "山田 太郎")), "{found:?}");
}

#[test]
fn a_column_of_papers_holds_whichever_somebody_showed() {
    let found = drafts(&[
        &["氏名", "身分証", "電話番号"],
        &["岸辺 遼太郎", "TR6204915", "090-1234-5678"],
        &["Trịnh Công Hậu", "034086531579", "090-1234-5679"],
        &["Khiếu Thanh Mai", "thẻ ngành A 031178", "090-1234-5670"],
    ]);
    let id = |draft: &Draft| {
        let ids = [Field::NationalId, Field::Passport];
        let found = draft.findings.iter().find(|finding| ids.contains(&finding.field));
        found.map(|finding| (finding.field, finding.scheme))
    };
    assert_eq!(id(&found[0]), Some((Field::Passport, None)));
    assert_eq!(id(&found[1]), Some((Field::NationalId, Some(candor_facts::Scheme::VnCccd))));
    assert!(id(&found[2]).is_none_or(|(_, scheme)| scheme.is_none()));
}

#[test]
fn the_questions_of_a_survey_are_titles() {
    let found = drafts(&[
        &[
            "Dấu thời gian",
            "Bạn tên gì?",
            "Bạn là nam hay nữ?",
            "Bạn sinh năm nào?",
            "Số Zalo của bạn",
        ],
        &["09/04/2024 21:03", "Chung Mỹ Phụng", "Nữ", "1970", "0786.410.992"],
        &["10/04/2024 7:55", "Trần Diễm My", "nữ", "1982", "0935271608"],
    ]);
    assert_eq!(found.len(), 2);
    let second = values(&found[1]);
    assert!(second.contains(&(Field::Name, "Trần Diễm My")), "{second:?}");
    assert!(second.iter().any(|(field, _)| *field == Field::Phone), "{second:?}");
}

#[test]
fn kana_alone_are_the_name_and_beside_it_its_reading() {
    let alone = drafts(&[
        &["コース", "氏名(ｶﾅ)", "学年", "TEL"],
        &["英語", "ｾﾄｸﾞﾁ ﾋﾅﾀ", "1年", "090-6617-3048"],
        &["書道", "ﾊﾞﾊﾞ ﾄｼｺ", "2年", "090-6617-3049"],
    ]);
    assert_eq!(alone.len(), 2);
    assert!(alone[0].has(Field::Name));
    let beside =
        drafts(&[&["氏名(ｶﾅ)", "氏名", "TEL"], &["ｾﾄｸﾞﾁ ﾋﾅﾀ", "瀬戸口 陽向", "090-6617-3048"]]);
    let names = beside[0].findings.iter().filter(|one| one.field == Field::Name).count();
    assert_eq!(names, 1);
}

#[test]
fn a_contact_with_a_name_is_no_telephone_as_a_whole() {
    let found = drafts(&[
        &["氏名", "携帯", "緊急連絡先（続柄）"],
        &["寺井 彩", "080-4093-7715", "寺井 守（父）0285-24-1190"],
        &["高坂 史郎", "090-2204-9917", "高坂 久美（妻）048-833-7106"],
    ]);
    let raw: Vec<&str> = found.iter().flat_map(|d| &d.findings).map(|f| f.raw.as_str()).collect();
    assert!(!raw.contains(&"寺井 守（父）0285-24-1190"), "{raw:?}");
    assert!(raw.contains(&"0285-24-1190"), "{raw:?}");
}

#[test]
fn a_table_without_header_is_read_by_its_values() {
    let found = drafts(&[
        &["1", "山田 太郎", "taro@example.com", "090-1234-5678"],
        &["2", "佐藤 花子", "hana@example.com", "090-1234-5679"],
        &["3", "鈴木 一郎", "ichiro@example.com", "090-1234-5670"],
    ]);
    assert_eq!(found.len(), 3);
    assert_eq!(found[0].findings.len(), 3);
}

#[test]
fn a_form_on_its_side_is_one_person_a_column() {
    let found = drafts(&[
        &["氏名", "山田太郎", "佐藤花子"],
        &["メール", "taro@example.com", "hana@example.com"],
        &["電話番号", "090-1234-5678", "090-1234-5679"],
    ]);
    assert_eq!(found.len(), 2);
    assert!(values(&found[1]).contains(&(Field::Email, "hana@example.com")));
}

#[test]
fn tables_one_below_the_other_and_side_by_side() {
    let found = drafts(&[
        &["氏名", "電話番号"],
        &["山田太郎", "090-1234-5678"],
        &["Name", "Email"],
        &["John Smith", "john@example.com"],
    ]);
    assert_eq!(found.len(), 2);
    assert!(values(&found[1]).contains(&(Field::Email, "john@example.com")));
}

#[test]
fn words_of_labels_among_the_values_do_not_hide_a_list_without_header() {
    let found = drafts(&[
        &["A88821", "Deborah Whitfield", "2004-04-01", "1966-02-07", "QA"],
        &["A25229", "Marcus Okafor", "2001-04-01", "1978-03-23", "Sales"],
        &["A75280", "James Holloway", "2003-10-01", "1970-05-03", "Sales"],
        &["A43062", "Thomas Beckett", "2002-04-01", "1979-11-02", "Marketing"],
    ]);
    assert_eq!(found.len(), 4);
    let first = values(&found[0]);
    assert!(first.contains(&(Field::Name, "Deborah Whitfield")), "{first:?}");
    // Of two columns of dates the births are those long before the others.
    assert!(first.contains(&(Field::DateOfBirth, "1966-02-07")), "{first:?}");
    assert_eq!(first.iter().filter(|(field, _)| *field == Field::DateOfBirth).count(), 1);
    // Codes before the names of people with departments are the staff's.
    assert!(first.contains(&(Field::EmployeeId, "A88821")), "{first:?}");
}

#[test]
fn codes_under_a_number_of_staff_are_theirs_and_row_numbers_nobodys() {
    let list = |title: &'static str, codes: [&'static str; 3]| {
        drafts(&[
            &[title, "氏名", "部署"],
            &[codes[0], "寺島 慎吾", "製造部"],
            &[codes[1], "手塚 隆文", "製造部"],
            &[codes[2], "室井 健吾", "総務部"],
        ])
    };
    for title in ["番号", "staff"] {
        let found = list(title, ["KZ4635", "KZ1122", "KZ9080"]);
        let first = values(&found[0]);
        assert!(first.contains(&(Field::EmployeeId, "KZ4635")), "{title} {first:?}");
    }
    let counted = list("番号", ["0001", "0002", "0003"]);
    assert!(counted.iter().all(|draft| !draft.has(Field::EmployeeId)));
}

#[test]
fn relatives_under_a_header_of_two_rows_are_persons_too() {
    let found = drafts(&[
        &["本人", "緊急時にご連絡する方"],
        &["", "お名前", "続柄", "℡", "勤務先等"],
        &["瀬戸口 陽介", "瀬戸口 亜希", "妻", "080-1456-9032", "保育園"],
        &["東海林 哲也", "良子", "妻", "090-5580-2214", ""],
        &["桑原 遼平", "桑原 みどり", "母", "0567-28-6631", ""],
    ]);
    let of =
        |row: &str| found.iter().filter(|draft| draft.place == row).map(values).collect::<Vec<_>>();
    let rows = of("row 3");
    assert_eq!(rows[0], [(Field::Name, "瀬戸口 陽介")]);
    assert_eq!(rows[1][..2], [(Field::Name, "瀬戸口 亜希"), (Field::Phone, "+818014569032")]);
    assert_eq!(found.len(), 6);
}

#[test]
fn the_birth_of_a_child_without_a_name_is_not_the_parents() {
    let found = drafts(&[
        &["従業員番号", "従業員氏名", "扶養家族氏名", "扶養家族生年月日"],
        &["2102021", "吉村 光", "吉村 義人", "令和5年12月12日"],
        &["2102036", "浅野 萌", "（別紙）", "令和5年4月20日"],
    ]);
    let of = |row: &str| -> Vec<&Draft> { found.iter().filter(|d| d.place == row).collect() };
    assert_eq!(of("row 2").len(), 2);
    let [parent, child] = of("row 3")[..] else { panic!("{found:?}") };
    assert!(parent.identifies_someone() && !parent.has(Field::DateOfBirth));
    assert!(!child.identifies_someone() && child.has(Field::DateOfBirth));
}

#[test]
fn what_stands_between_firm_and_contact_is_the_firms() {
    let found = drafts(&[
        &["会社名", "住所", "電話番号", "担当者", "携帯"],
        &["株式会社例示", "東京都千代田区1-1-1", "03-1234-5678", "山田 太郎", "090-1234-5678"],
        &["例示商事", "大阪府大阪市北区2-2-2", "06-1234-5678", "佐藤 花子", "090-1234-5679"],
    ]);
    assert_eq!(found.len(), 2);
    assert!(!found[0].has(Field::Address));
    assert_eq!(found[0].findings.iter().filter(|f| f.field == Field::Phone).count(), 1);
}

#[test]
fn one_name_in_two_writings_is_one_person() {
    let found = drafts(&[
        &["社員番号", "氏名", "ローマ字", "Mail"],
        &["2100336", "宇都宮 千鶴", "Chizuru Utsunomiya", "c.u@example.jp"],
        &["2100337", "高橋 浩司", "Koji Takahashi", "k.t@example.jp"],
    ]);
    assert_eq!(found.len(), 2);
    assert_eq!(found[1].findings.iter().filter(|f| f.field == Field::Name).count(), 2);
}

#[test]
fn part_numbers_in_a_column_of_their_own_are_nobodys() {
    assert!(
        drafts(&[
            &["品番", "品名", "数量"],
            &["090-1234-5678", "ボルト", "10"],
            &["4111111111111111", "ナット", "20"]
        ])
        .is_empty()
    );
}

#[test]
fn a_titled_table_gives_one_record_a_row() {
    let found = drafts(&[
        &["社員名簿"],
        &["社員番号", "氏名", "メール", "入社日"],
        &["E001", "山田太郎", "taro@example.co.jp", "2019-04-01"],
        &["記入例", "見本花子", "hanako@example.co.jp", ""],
        &["E002", "佐藤 花子", "", "2020-04-01"],
    ]);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].findings.len(), 3);
    assert_eq!(found[0].hints, ["employee"]);
    assert_eq!(found[0].findings[1].cell.as_deref(), Some("B3"));
    assert_eq!(found[1].findings[1].normalized, "佐藤 花子");
}

#[test]
fn titles_nobody_knows_stand_over_names() {
    let found = drafts(&[
        &["Wanderer", "Rm", "Mail"],
        &["Karen Miller", "12", "karen@example.com"],
        &["John Smith", "14", "john@example.com"],
        &["Mary Jones", "15", "mary@example.com"],
    ]);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found.iter().all(|draft| draft.has(Field::Name) && draft.has(Field::Email)));
    let headless = drafts(&[
        &["Wrona Agata", "Packing", "Night"],
        &["Karen Miller", "Milling", "Day"],
        &["John Smith", "Packing", "Day"],
        &["Mary Jones", "Office", "Day"],
    ]);
    assert_eq!(headless.len(), 4, "the first row is a person's too: {headless:?}");
}

#[test]
fn the_number_of_the_firm_in_a_row_is_a_hint_and_no_finding() {
    let found = drafts(&[
        &["会社名", "法人番号", "担当者", "メール"],
        &["株式会社例示", "7000012050002", "佐藤花子", "sato@reiji.example"],
        &["青空株式会社", "1234567890123", "山田太郎", "yamada@aozora.example"],
    ]);
    let fax = drafts(&[
        &["会社名", "FAX番号", "担当者", "メール"],
        &["株式会社例示", "7000012050002", "佐藤花子", "sato@reiji.example"],
    ]);
    assert!(fax[0].hints.iter().all(|hint| !hint.starts_with("company_number")), "{fax:?}");
    assert_eq!(found[0].hints, ["company_number:7000012050002", "business_contact"]);
    assert_eq!(found[1].hints, ["business_contact"], "a wrong check digit");
    assert!(found.iter().all(|draft| draft.findings.len() == 3), "{found:?}");
}

#[test]
fn names_in_two_columns_are_one_value() {
    let found =
        drafts(&[&["First Name", "Last Name", "Email"], &["John", "Smith", "j@example.com"]]);
    let name = found[0].findings.iter().find(|f| f.field == Field::Name).unwrap();
    assert_eq!((name.normalized.as_str(), name.raw.as_str()), ("John Smith", "John\tSmith"));
}

#[test]
fn a_form_is_one_record() {
    let found = drafts(&[
        &["氏名", "山田太郎", "性別", "男"],
        &["生年月日", "昭和60年5月1日"],
        &["電話番号", "090-1234-5678"],
    ]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].findings.len(), 4);
}

#[test]
fn a_list_of_companies_holds_no_person() {
    assert!(
        drafts(&[
            &["会社名", "電話番号", "住所"],
            &["株式会社例示", "03-1234-5678", "東京都千代田区1-1-1"]
        ])
        .is_empty()
    );
}

#[test]
fn numbers_that_lists_keep_from_spreadsheets_are_read() {
    let found = drafts(&[
        &["社員番号", "氏名", "電話番号"],
        &["=\"0012345\"", "福富 雅之", "'09012345678"],
        &["=\"0012346\"", "阿久津 千晶", "'09012345679"],
    ]);
    for wanted in [(Field::EmployeeId, "0012345"), (Field::Phone, "+819012345678")] {
        assert!(values(&found[0]).contains(&wanted), "{wanted:?} {found:?}");
    }
}

#[test]
fn parts_numbered_like_social_security_numbers_are_nobodys() {
    let found = drafts(&[
        &["Item", "Part ref.", "Qty", "Price"],
        &["Bonnet", "536-22-1234", "60", "31.05"],
        &["Body", "536-22-1235", "20", "11.05"],
        &["Cover", "536-22-1236", "10", "1.05"],
    ]);
    assert!(found.iter().all(|draft| values(draft).is_empty()), "{found:?}");
}

#[test]
fn columns_under_unknown_titles_are_known_by_numbers_that_tell() {
    let list = [
        ["配員 番号", "氏名", "部署", "控い", "控ろ"],
        ["K-0311", "福富 雅之", "製造課", "GD58101352FH", "出"],
        ["K-0420", "阿久津 千晶", "総務課", "UH90492664JN", "出"],
        ["K-0527", "室井 健吾", "品質課", "TE73310592FB", "未"],
    ];
    let rows: Vec<&[&str]> = list.iter().map(<[&str; 5]>::as_slice).collect();
    let found = drafts(&rows);
    assert!(values(&found[0]).contains(&(Field::EmployeeId, "K0311")), "{found:?}");
    assert!(values(&found[0]).contains(&(Field::ResidenceCard, "GD58101352FH")), "{found:?}");
    // Codes of customers are no staff numbers, nor is what comes again.
    let found = drafts(&[
        &["顧客 番号", "氏名", "部署"],
        &["K-0311", "福富 雅之", "製造課"],
        &["K-0420", "阿久津 千晶", "総務課"],
        &["K-0527", "室井 健吾", "品質課"],
    ]);
    assert!(values(&found[0]).iter().all(|(field, _)| *field != Field::EmployeeId), "{found:?}");
}

#[test]
fn abbreviations_head_a_list_of_people() {
    let found = drafts(&[
        &["", "", "免　許", ""],
        &["社番", "氏名", "番号", "期限"],
        &["890021", "福富 雅之", "410105578850", "R10.7.18"],
        &["990088", "阿久津 千晶", "418580109750", "R8.10.30"],
    ]);
    assert!(values(&found[0]).contains(&(Field::EmployeeId, "890021")), "{found:?}");
    let found = drafts(&[
        &["LNM", "FNM", "SX", "BDT", "MBR#"],
        &["Ferrara", "Orlando", "M", "19790228", "WVM551920077"],
        &["Stutzman", "Brenda", "F", "19640709", "WVM551920184"],
    ]);
    assert_eq!(found.len(), 2);
    for wanted in [
        (Field::Gender, "male"),
        (Field::DateOfBirth, "1979-02-28"),
        (Field::HealthInsurance, "WVM551920077"),
    ] {
        assert!(values(&found[0]).contains(&wanted), "{wanted:?} {found:?}");
    }
    // The same letters over goods name nobody.
    let goods = drafts(&[
        &["SX", "MBR#", "RATE", "NET"],
        &["M", "WVM551920077", "12.50", "25.00"],
        &["F", "WVM551920184", "11.50", "23.00"],
    ]);
    assert!(goods.is_empty(), "{goods:?}");
}

#[test]
fn remarks_in_the_row_of_a_person_are_read() {
    let found = drafts(&[
        &["氏名", "生年月日", "備考"],
        &["LE THI KIM OANH", "1998/7/21", "080-9471-3306"],
        &["山田 太郎", "1980/1/2", "書類待ち"],
        &["佐藤 花子", "1980/1/3", "携帯 090-1234-8765"],
    ]);
    let phone = |draft: &Draft| {
        let phones = values(draft).into_iter().filter(|(field, _)| *field == Field::Phone);
        phones.map(|(_, raw)| raw.to_owned()).collect::<Vec<_>>()
    };
    let phones: Vec<Vec<String>> = found.iter().map(phone).collect();
    assert_eq!(phones, [vec!["+818094713306"], vec![], vec!["+819012348765"]]);
}

#[test]
fn bands_of_one_person_are_one_record() {
    let found = drafts(&[
        &["氏名", "社員番号", "性別"],
        &["大庭 佐和子", "E-20481", "女"],
        &["生年月日", "電話番号", "基本給"],
        &["1984/3/9", "090-4418-2265", "287,000"],
    ]);
    assert_eq!(found.len(), 1, "{found:?}");
    let fields: Vec<Field> = values(&found[0]).into_iter().map(|(field, _)| field).collect();
    for field in [Field::Name, Field::Gender, Field::DateOfBirth, Field::Phone, Field::Salary] {
        assert!(fields.contains(&field), "{field} {fields:?}");
    }
}

#[test]
fn rates_of_staff_are_pay_and_rates_of_goods_are_not() {
    let found = drafts(&[
        &["Name", "SSN", "Job title", "Rate"],
        &["Peter Hollander", "649-53-4039", "Assembler", "9.80"],
        &["Anna Whitcombe", "226-77-6679", "Machinist", "26.40"],
    ]);
    assert!(found.iter().all(|draft| draft.has(Field::Salary)), "{found:?}");
    let goods = drafts(&[
        &["Item", "Contact", "Rate"],
        &["Valve", "Peter Hollander", "9.80"],
        &["Pump", "Anna Whitcombe", "26.40"],
    ]);
    assert!(goods.iter().all(|draft| !draft.has(Field::Salary)), "{goods:?}");
}

#[test]
fn people_in_the_remarks_of_goods_are_found() {
    let found = drafts(&[
        &["Order No", "Item", "Qty", "Notes"],
        &["1001", "Valve Tanner", "3", "Call Mr. John Tanner on +44 7911 284605 before delivery"],
        &["1002", "Pump", "1", "none"],
    ]);
    assert_eq!(found.len(), 1, "{found:?}");
    let values = values(&found[0]);
    assert!(values.contains(&(Field::Name, "John Tanner")), "{values:?}");
    assert!(values.contains(&(Field::Phone, "+447911284605")), "{values:?}");
}

#[test]
fn examples_and_headings_are_nobodys_and_a_sample_room_is_a_place() {
    let found = drafts(&[
        &["部署", "氏名", "性別", "生年月日", "備考"],
        &["Sample room", "山田 太郎", "男", "1980/1/2", ""],
        &["Sample", "佐藤 花子", "女", "1980/1/3", ""],
        &["営業部", "鈴木 一郎", "男", "1980/1/4", "EXAMPLE: 書き方"],
        &["", "TĂNG LĐ", "", "", ""],
        &["総務部", "高橋 恵", "女", "1980/1/5", ""],
    ]);
    let names: Vec<&str> = found
        .iter()
        .flat_map(values)
        .filter(|(field, _)| *field == Field::Name)
        .map(|(_, raw)| raw)
        .collect();
    assert_eq!(names, ["山田 太郎", "高橋 恵"]);
}

#[test]
fn rows_of_trials_are_left_out_and_work_at_tests_stays() {
    let found = drafts(&[
        &["氏名", "部署", "メール"],
        &["山田 太郎", "Test Engineer", "taro@example.co.jp"],
        &["Nguyen Van Test", "総務部", "trial@example.co.jp"],
        &["佐藤 花子", "Blood test", "hana@example.co.jp"],
        &["QA Tester", "品質部", "qa@example.co.jp"],
        &["テスト 太郎", "総務部", "tt@example.co.jp"],
    ]);
    let mails: Vec<&str> = found
        .iter()
        .flat_map(values)
        .filter(|(field, _)| *field == Field::Email)
        .map(|(_, mail)| mail)
        .collect();
    assert_eq!(mails, ["taro@example.co.jp", "hana@example.co.jp", "qa@example.co.jp"]);
}

#[test]
fn a_bare_number_of_a_slip_is_its_person_s_if_it_has_the_form_of_one() {
    let number = |value: &str| {
        let slip: &[&[&str]] = &[
            &["給与明細", "2024年5月"],
            &["氏名", "室井 健吾"],
            &["個人No", value],
            &["基本給", "281,000"],
        ];
        let found = drafts(slip);
        let of_staff = found.iter().flat_map(values).find(|(field, _)| *field == Field::EmployeeId);
        of_staff.map(|(_, number)| number.to_owned())
    };
    assert_eq!(number("104417").as_deref(), Some("104417"));
    assert_eq!(number("2024"), None);
}

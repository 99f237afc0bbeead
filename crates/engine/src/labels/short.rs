//! Abbreviations over the columns of lists of people, as payroll programs and clerks write them: `LNM`,
//! `BDT`, `g.tính`. In other tables the same letters mean other things, so they count only where the
//! header as a whole is of people.

use super::{Catalogue, Meaning, field, key::keys, key::label_key, scheme};
use candor_facts::{Field as F, Scheme};
use std::collections::HashMap;
use std::sync::LazyLock;

const LABELS: &Catalogue = &[
    (
        field(F::Name),
        &[
            "name, employee, ee, worker, staff, person, claimant, payee, insured, member, driver, drv, pax, subbie",
            "traveler, traveller, guest, resident, tenant, occupant, wearer, operative, nominee, holder, bearer",
            "name desig, name designation, name title, name surname, name of employee, emp name, ee name",
            "last first, last first mi, last first mid, name last first, last/first/mid, surname given",
            "legal name, name as per nric, name as per passport, name per ppt, nm, 氏 名, 整理氏名, 支払先",
            "本人, 対象者, 使用者, 名義, 名義人, 応募者, 利用者, 受講者, 屋号/氏名, 名前/屋号, họ tên theo hc, tên nv",
            "tên nld, họ tên nld, nld, nlđ, người lao động, ten, ho ten nv, bệnh nhân, bn, tên bn, khách, lái xe",
        ],
    ),
    (
        Meaning::FamilyName,
        &["lnm, lname, lst, last nm, sur, surnm, fam name, fam, sname, ho, ho dem, 姓"],
    ),
    (
        Meaning::GivenName,
        &["fnm, fname, frst, first nm, given, gname, forename, forenames, fore, 名"],
    ),
    (Meaning::MiddleName, &["mi, mid, mnm, mname, m i, mid init, middle init"]),
    (
        field(F::Gender),
        &["sx, gndr, gen, gend, m/f, f/m, g, gt, g tính, phái, 性, 男女, 男/女, nam/nữ, nu"],
    ),
    (
        field(F::DateOfBirth),
        &[
            "bdt, bday, b day, bdate, b date, birth, birth dt, birthdt, dt birth, dt of birth, birth mm/dd/yyyy",
            "age dob, age & dob, dob age, date birth, 生年, 生, 歳/生, 年齢/生年月日, ns, n sinh, ngsinh, sn",
            "tuổi/ns, ns/tuổi, ng sinh, năm sinh/tuổi",
        ],
    ),
    (
        field(F::EmployeeId),
        &[
            "person no, driver no, file number, agent id, requester id, mã lao động, số hiệu, 台帳番号, 申請者番号, 申請者id",
            "eeid, ee id, ee no, ee, e code, ecode, emp, emp cd, empl id, empl no, empl, clock, clock no, works no",
            "personref, person ref, stf, stf no, staff, wid, pers no, pno, file no, payroll, man no",
            "個人cd, 個人コード, 受給者番号, ｺｰﾄﾞ, 社員cd, 社員c, mnv, ma nv, m nv, mã cn, số thẻ, ma so nv, msnld",
        ],
    ),
    (
        scheme(F::NationalId, Scheme::UsSsn),
        &["ss, ss no, ss#, soc, socsec, soc sec, ssan, ssn tin"],
    ),
    (scheme(F::NationalId, Scheme::UkNino), &["ni, ni no, nino, nat ins, ni number, ni num"]),
    (scheme(F::NationalId, Scheme::InAadhaar), &["uid, uidai, aadhaar no, adhaar, aadhar"]),
    (scheme(F::NationalId, Scheme::InPan), &["pan, pan no"]),
    (scheme(F::NationalId, Scheme::UkUtr), &["utr"]),
    (scheme(F::NationalId, Scheme::JpPension), &["基礎年金, 年金, 年金番号, 厚年, 厚年番号"]),
    (scheme(F::NationalId, Scheme::JpMyNumber), &["個人no, ﾏｲﾅﾝﾊﾞｰ, 番号12桁"]),
    (
        scheme(F::NationalId, Scheme::VnCccd),
        &["cc, căn cước, so cc, cccd/cmnd/hộ chiếu, giấy tờ, gtt, gttt, cccd cmnd"],
    ),
    (scheme(F::NationalId, Scheme::VnCmnd), &["cmnd cũ, cmnd cu, cmt cũ, số cmnd cũ"]),
    (scheme(F::HealthInsurance, Scheme::VnBhxh), &["so bh, sổ bh, số bh, so bhxh, sổ"]),
    (
        field(F::NationalId),
        &["uan, sss, sss/gsis, gsis, pagibig, pag ibig, hdmf, id no, ic, ic no, nric/fin, fin"],
    ),
    (field(F::TaxId), &["tin, mst, mst cn, ma so thue"]),
    (field(F::Passport), &["ppt, ppt no, pp no, passport expires, 旅券, 旅券№, hc, hchieu, so hc"]),
    (
        field(F::DriverLicence),
        &[
            "license no, license number, licence number, license/state, state/license no, driver number, 証番号",
            "dl, dl no, dl st, d l, lic, lic no, lic state no, license, licence, lic state/no, 免許, 免許no, bằng lái, bang lai, gplx",
        ],
    ),
    (field(F::ResidenceCard), &["在留カード, 在留, 在留ｶｰﾄﾞ, カード番号"]),
    (
        field(F::HealthInsurance),
        &[
            "mbr, mbr id, mbr no, member id, cert card no, cert/card no, mediclaim, esi, esi mediclaim, esi/mediclaim, phic, 保険証, 番号-枝番, 記号番号, thẻ bh, so the, số thẻ bhyt, the bhyt, mã thẻ",
        ],
    ),
    (
        field(F::VehiclePlate),
        &[
            "plate, veh reg, veh no, reg no, reg, vrm, 車番, ナンバー, bks, bs, biển, bien so, số xe, tag",
        ],
    ),
    (field(F::Nationality), &["ctzn, citz, natl, nat, ntl, qt, q tịch, 国, 国・地域, quoc tich"]),
    (
        field(F::Salary),
        &[
            "rate, pay, sal, salary, wage, wages, basic, gross, net, gross comp, 13th mo, net pay, hr/sal rate, pens earn, pensearn, ctc, basic pay, 今の給料, 給料, 月給, 時給, 支給額, 基準額, 差引, 差引振込, 手取, 手取り, 総支給, luong, lương, lcb, mức lương, hsl mức lương, hsl/mức lương, thực lĩnh, thuc linh, thực nhận, tn",
        ],
    ),
    (
        field(F::Phone),
        &[
            "mob, ph, ph no, hp, home ph, home cell, cell, cell ph, home, tel no, contact, 連絡, 直通・携帯, 携帯, tel, dt, đt, sđt, so dt, đtdđ, liên hệ",
        ],
    ),
    (
        field(F::Address),
        &[
            "st addr, addr, address, home addr, perm home addr, perm addr, res addr, 住まい, 〒住所, 1/1住所, 住所又は居所, tro o, trọ ở, noi o, hktt, dc, đ/c, chỗ ở",
        ],
    ),
    (Meaning::AddressPiece, &["addr1, addr2, csz, city st zip"]),
    (
        field(F::BankAccount),
        &[
            "a/c, ac, ac no, a/c no, a/c ifsc, acct, acc no, bank, bank ac, pay to, 振込先, 口座, stk, so tk, số tk, tk",
        ],
    ),
    (
        field(F::Department),
        &[
            "dept, dpt, div, sect, section, unit, 配属, 配属・作業, 所属, 部, bp, bộ phận, phòng ban, tổ, xưởng",
        ],
    ),
    (
        field(F::JobTitle),
        &[
            "pos, posn, job, title, ttl job, desig, jobcat, job cat, trade, nature of empl, occupation, role, 職, 役, cv, c vụ, chức danh, chuc danh, cd",
        ],
    ),
    (field(F::Education), &["qual, highest qual, 学歴, 最終学歴, td, trình độ, học vấn"]),
    (
        field(F::Medical),
        &["diagnosis, dx, cond, condition, health, 病名, 所見, chan doan, lý do khám"],
    ),
];

static INDEX: LazyLock<HashMap<String, Meaning>> = LazyLock::new(|| {
    let lines =
        LABELS.iter().flat_map(|(meaning, lines)| lines.iter().map(move |line| (line, *meaning)));
    let words =
        lines.flat_map(|(line, meaning)| line.split(',').map(move |word| (word.trim(), meaning)));
    let mut index = HashMap::new();
    for (word, meaning) in words {
        for key in keys(word).filter(|key| !key.is_empty()) {
            index.entry(key).or_insert(meaning);
        }
    }
    index
});

/// What an abbreviation over a column means in a list of people.
pub fn short(text: &str) -> Option<Meaning> {
    INDEX.get(&label_key(text)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_are_known_whole() {
        assert_eq!(short("LNM"), Some(Meaning::FamilyName));
        assert_eq!(short("SS#"), Some(scheme(F::NationalId, Scheme::UsSsn)));
        assert_eq!(short("g.tính"), Some(field(F::Gender)));
        assert_eq!(short("LNMX"), None);
    }
}

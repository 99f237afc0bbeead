//! Labels of what a person is by birth and by the papers of a state.

use super::{Meaning, field, scheme};
use candor_facts::{Field, Scheme};

pub const LABELS: &[(Meaning, &[&str])] = &[
    (
        field(Field::DateOfBirth),
        &[
            "born",
            "sinh, sinh ngày/tháng/năm",
            "生年月日, 誕生日, 生年, お誕生日, 出生日, 出生年月日, 生年月日西暦, 生年月日和暦",
            "誕生年月日, バースデー",
            "保護者生年月日, 配偶者生年月日, 扶養親族生年月日, 被保険者生年月日, 生年月",
            "誕生月日, 満年齢生年月日",
            "date of birth, dob, d.o.b., birth date, birthday, birthdate, birth day, birth, born",
            "born on",
            "date birth, dateofbirth, birth dt, birthdt, dt of birth, dt birth, year of birth",
            "birth year",
            "yob, bday, b-day, b date, bdate, seinengappi, tanjobi, seinen gappi, birth ymd",
            "birthymd",
            "ngày sinh, ngày tháng năm sinh, năm sinh, sinh ngày, ngày/tháng/năm sinh",
            "nt năm sinh, ntns, sn năm",
            "ngày sinh nhật, sinh nhật, ngày tháng sinh, ngày sn, ngày sinh của con, sinh năm",
            "date naissance",
            "geburtsdatum, geburtstag, geb, geb datum, geboren am, date de naissance, né le",
            "née le, né e le",
            "fecha de nacimiento, fecha nacimiento, nacimiento, fec nac, cumpleaños",
            "data nascimento",
            "생년월일, 생일, 출생일, 출생년도, 出生日期, 出生年月, 出生年月日期, 生日, 出生",
        ],
    ),
    (
        field(Field::Gender),
        &[
            "性別, 男女, 男女別, 性, 性別区分, 戸籍性別, gender, sex, gender code, sex code",
            "sex cd, m/f",
            "male/female, seibetsu, gender identity, legal gender, giới tính, giới, phái, nam/nữ",
            "gt nam nữ, geschlecht, sexe, sexo, género, genre, 성별, 性別男女",
        ],
    ),
    (
        field(Field::Nationality),
        &[
            "国籍, 国籍地域, 国籍名, 国籍等, 出身国, nationality, citizenship, citizen of",
            "country of citizenship",
            "country of birth, nationality code, nationalities, kokuseki",
            "country of origin person, race",
            "ethnicity, ethnic group, quốc tịch, dân tộc, staatsangehörigkeit, nationalität",
            "nationalité",
            "nacionalidad, 국적, 민족, 民族, 國籍, 籍贯, 人種",
        ],
    ),
    (
        field(Field::NationalId),
        &[
            "身分証番号, 身分証明書番号, 本人確認書類番号, 本人確認書類記号番号, 本人確認番号",
            "身分証, 国民id",
            "id number, id card, id card no, id card number, identity card, identity card no",
            "identity number",
            "identity no, national id, national id no, national id number, national identifier",
            "id document no",
            "national identification number, identification number, identification no",
            "identity document",
            "id proof no, gov id, government id, government issued id, nin, personal id number",
            "idcard",
            "identity document number, personal identification number, personal number",
            "citizen id, id doc no",
            "số giấy tờ, số giấy tờ tùy thân, giấy tờ tùy thân, số gttt, gttt",
            "số cmnd/cccd/hộ chiếu, số định danh",
            "cmnd/cccd/hộ chiếu, cccd/hộ chiếu, số cccd/hộ chiếu, số cccd/cmnd/hộ chiếu",
            "cccd/cmnd/hộ chiếu",
            "personalausweis, personalausweisnummer, ausweisnummer, ausweisnr, carte d'identité",
            "documento",
            "numéro de carte d'identité, documento de identidad, número de documento, cédula",
            "cédula de identidad",
            "证件号码, 证件号, 證件號碼, 신분증번호, id no, identity, national id card",
            "photo id number",
        ],
    ),
    (
        scheme(Field::NationalId, Scheme::JpMyNumber),
        &[
            "マイナンバー, 個人番号, 12桁個人番号, マイナンバー個人番号, 個人番号マイナンバー",
            "本人個人番号",
            "マイナンバーカード番号, 個人番号カード, 社会保障税番号, 扶養親族個人番号",
            "配偶者個人番号",
            "my number, mynumber, my number card, individual number, my no, kojin bango",
            "kojinbango",
        ],
    ),
    (
        scheme(Field::NationalId, Scheme::JpPension),
        &[
            "基礎年金番号, 年金番号, 年金手帳番号, 年金手帳記号番号, 厚生年金番号",
            "厚生年金基礎年金番号",
            "基礎年金番号通知書, 厚生年金保険被保険者番号, pension number, basic pension number",
            "pension no",
            "nenkin bango, kiso nenkin bango",
        ],
    ),
    (
        scheme(Field::NationalId, Scheme::JpEmploymentInsurance),
        &[
            "雇用保険番号, 雇用保険被保険者番号, 雇用保険被保険者証番号, 雇用保険被保険者no",
            "雇保番号, 雇用保険no",
            "employment insurance number, employment insurance no, unemployment insurance number",
        ],
    ),
    (
        scheme(Field::NationalId, Scheme::JpJuminhyo),
        &["住民票コード, 住民票番号, 住基コード, 住民コード, resident code, juminhyo code"],
    ),
    (
        scheme(Field::NationalId, Scheme::VnCccd),
        &[
            "cccd, số cccd, căn cước công dân, số căn cước, căn cước, số căn cước công dân",
            "thẻ căn cước",
            "số thẻ căn cước, cccd/cmnd, số cccd/cmnd, cmnd/cccd, số cmnd/cccd, cmt/cccd",
            "số cmt/cccd, mã định danh",
            "số định danh cá nhân, mã định danh cá nhân, mã số định danh, số đdcn, cc/cccd",
            "số cmnd/căn cước",
            "số cmnd/cccd người đại diện, thẻ cccd, số cc, số cmtnd/cccd, cccd number, cccd no",
            "citizen identity card",
            "citizen identification number, vneid, số định danh công dân, cmtnd/cccd",
            "số cmtnd/thẻ căn cước",
        ],
    ),
    (
        scheme(Field::NationalId, Scheme::VnCmnd),
        &[
            "cmnd, số cmnd, chứng minh nhân dân, cmt, số cmt, cmtnd, số cmtnd",
            "số chứng minh nhân dân",
            "chứng minh thư, số chứng minh thư, giấy cmnd, số giấy cmnd, số chứng minh, cmnd no",
            "cmnd number",
        ],
    ),
    (
        scheme(Field::HealthInsurance, Scheme::VnBhxh),
        &[
            "bhxh, số bhxh, mã bhxh, mã số bhxh, số sổ bhxh, sổ bhxh, số sổ bảo hiểm xã hội",
            "bảo hiểm xã hội",
            "mã số bảo hiểm xã hội, số bảo hiểm xã hội, mã bảo hiểm xã hội, social insurance no",
            "social insurance number, social insurance book no, si number, si book no",
        ],
    ),
    (
        scheme(Field::NationalId, Scheme::UsSsn),
        &[
            "ssn, social security number, social security no, social security, soc sec no",
            "soc sec number",
            "ss number, ss no, ssn last 4, us ssn, social security num, 社会保障番号, ssn tin",
        ],
    ),
    (
        scheme(Field::NationalId, Scheme::KrRrn),
        &[
            "주민등록번호, 주민번호, 외국인등록번호, 주민등록번호 앞자리, 주민등록번호 뒷자리",
            "resident registration number",
            "rrn, korean resident registration number, resident registration no, 住民登録番号",
        ],
    ),
    (
        scheme(Field::NationalId, Scheme::CnRic),
        &[
            "身份证, 身份证号, 身份证号码, 居民身份证, 居民身份证号, 居民身份证号码",
            "公民身份号码, prc id, prc id no",
        ],
    ),
    (
        scheme(Field::NationalId, Scheme::TwId),
        &[
            "身分證, 身分證字號, 國民身分證, 身份證字號, 身分證統一編號, 國民身分證統一編號",
            "身分證號碼",
        ],
    ),
    (
        scheme(Field::NationalId, Scheme::HkHkid),
        &[
            "hkid, hkid no, hkid number, hong kong id, hong kong identity card, 香港身份證",
            "香港身份證號碼, 香港身份证",
        ],
    ),
    (
        scheme(Field::NationalId, Scheme::SgNric),
        &[
            "nric, nric no, nric number, nric/fin, nric/fin no, fin no, fin number",
            "nric fin passport, uinfin",
        ],
    ),
    (
        scheme(Field::NationalId, Scheme::MyNric),
        &[
            "mykad, mykad no, kad pengenalan, no kad pengenalan, no kp, ic no, ic number",
            "new ic no, nric malaysia",
        ],
    ),
    (
        scheme(Field::NationalId, Scheme::IdNik),
        &["nik, nomor induk kependudukan, ktp, no ktp, nomor ktp, nik ktp, no nik"],
    ),
    (
        scheme(Field::NationalId, Scheme::ThPin),
        &[
            "เลขประจำตัวประชาชน, เลขบัตรประชาชน, thai id, thai national id, thai id no",
            "thai citizen id",
        ],
    ),
    (
        scheme(Field::NationalId, Scheme::InAadhaar),
        &[
            "aadhaar, aadhar, aadhaar no, aadhar no, aadhaar number, aadhar number, aadhaar card",
            "uid aadhaar, adhar no",
        ],
    ),
    (
        scheme(Field::TaxId, Scheme::InPan),
        &["pan, pan no, pan number, pan card, pan card no, permanent account number"],
    ),
    (scheme(Field::NationalId, Scheme::PkCnic), &["cnic, cnic no, cnic number, nicop"]),
    (
        scheme(Field::NationalId, Scheme::UkNino),
        &[
            "nino, ni number, ni no, national insurance, national insurance no",
            "ni",
            "national insurance number",
        ],
    ),
    (
        scheme(Field::NationalId, Scheme::FrNir),
        &[
            "nir, numéro de sécurité sociale, n° sécurité sociale, n° de sécurité sociale, n° ss",
            "numéro insee, no sécu",
        ],
    ),
    (
        scheme(Field::NationalId, Scheme::EsDni),
        &["dni, dni no, número de dni, nº dni, documento nacional de identidad, dni/nie, dni nif"],
    ),
    (scheme(Field::NationalId, Scheme::EsNie), &["nie, número nie, nº nie, número de extranjero"]),
    (
        scheme(Field::NationalId, Scheme::NlBsn),
        &["bsn, burgerservicenummer, bsn nummer, sofinummer"],
    ),
    (scheme(Field::NationalId, Scheme::PlPesel), &["pesel, nr pesel, numer pesel"]),
    (
        scheme(Field::NationalId, Scheme::BeNn),
        &["rijksregisternummer, numéro de registre national, numéro national, insz, niss"],
    ),
    (
        scheme(Field::NationalId, Scheme::SePnr),
        &["personnummer, svenskt personnummer, swedish personal number"],
    ),
    (scheme(Field::NationalId, Scheme::FiHetu), &["hetu, henkilötunnus"]),
    (scheme(Field::NationalId, Scheme::DkCpr), &["cpr, cpr nr, cpr nummer, cpr number"]),
    (scheme(Field::NationalId, Scheme::NoFnr), &["fødselsnummer, fodselsnummer, fnr"]),
    (
        scheme(Field::NationalId, Scheme::ChAhv),
        &["ahv nummer, ahv nr, ahvn13, numéro avs, n° avs, sozialversicherungsnummer ahv, ahv"],
    ),
    (
        scheme(Field::NationalId, Scheme::AtSvnr),
        &["svnr, sv nummer, sv nr, sozialversicherungsnummer, sozialversicherungsnr"],
    ),
    (scheme(Field::NationalId, Scheme::IePps), &["pps, pps no, pps number, ppsn"]),
    (scheme(Field::NationalId, Scheme::CzRc), &["rodné číslo, rodne cislo, rč"]),
    (scheme(Field::NationalId, Scheme::RoCnp), &["cnp, cod numeric personal"]),
    (scheme(Field::NationalId, Scheme::BgEgn), &["егн, egn"]),
    (scheme(Field::NationalId, Scheme::HrOib), &["oib"]),
    (scheme(Field::NationalId, Scheme::EeIk), &["isikukood"]),
    (scheme(Field::NationalId, Scheme::GrAmka), &["amka, αμκα"]),
    (scheme(Field::NationalId, Scheme::SiEmso), &["emšo, emso"]),
    (
        scheme(Field::NationalId, Scheme::TrKimlik),
        &["tc kimlik no, tc kimlik, tckn, kimlik no, t.c. kimlik numarası"],
    ),
    (scheme(Field::NationalId, Scheme::IlId), &["teudat zehut, israeli id, תעודת זהות"]),
    (scheme(Field::NationalId, Scheme::ZaId), &["sa id, sa id number, rsa id, south african id"]),
    (
        scheme(Field::NationalId, Scheme::CaSin),
        &["sin number, sin no, social insurance number canada"],
    ),
    (scheme(Field::NationalId, Scheme::ClRut), &["rut, rut no, run rut"]),
    (scheme(Field::NationalId, Scheme::MxCurp), &["curp, clave única de registro de población"]),
    (
        field(Field::Passport),
        &[
            "旅券番号, 旅券, パスポート番号, パスポート, パスポートno, 旅券no, パスポート旅券番号",
            "passport, passport number, passport no, passport num, passport id, pp no",
            "passportno, passport details",
            "passport no/nationality, passport/nationality, pp no/ctry, pp no/nat, travel document no",
            "travel document number, 旅券番号国籍",
            "số hộ chiếu, hộ chiếu, số passport, hc số, reisepass, reisepassnummer, passeport",
            "pasaporte",
            "numéro de passeport, n° de passeport, número de pasaporte, 여권번호, 여권, 护照号",
            "护照号码, 护照, 護照號碼",
        ],
    ),
    (
        field(Field::DriverLicence),
        &[
            "運転免許証番号, 免許証番号, 運転免許番号, 免許番号, 運転免許証, 運転免許証no",
            "免許証no, 運転免許",
            "driver license, driver's license, drivers license, driving license",
            "driver's license no, dl no",
            "driving licence, driving licence no, driving licence number, driver licence",
            "driver license number",
            "driver's license number, drivers license no, dl number, driving license no",
            "licence no, dlno",
            "führerschein, führerscheinnummer, permis de conduire, numéro de permis",
            "carnet de conducir",
            "licencia de conducir, 운전면허번호, 운전면허, 驾驶证号, 驾照号, 駕照號碼",
        ],
    ),
    (
        scheme(Field::DriverLicence, Scheme::VnGplx),
        &[
            "giấy phép lái xe, số giấy phép lái xe, gplx, số gplx, bằng lái xe, số bằng lái",
            "số bằng lái xe, bằng lái",
        ],
    ),
    (
        field(Field::ResidenceCard),
        &[
            "在留カード番号, 在留カード, 在留番号, 在留カードno, 特別永住者証明書番号",
            "外国人登録番号, 外国人登録証番号",
            "residence card, residence card no, residence card number, zairyu card",
            "zairyu card no, alien card no",
            "alien registration number, residence permit, residence permit no",
            "resident card number, arc no",
            "thẻ cư trú, số thẻ cư trú, thẻ tạm trú, số thẻ tạm trú, số thẻ lưu trú",
            "thẻ ngoại kiều",
            "aufenthaltstitel, titre de séjour, 居留证号, 居留證號碼, 外侨居留证, 외국인등록증",
        ],
    ),
];

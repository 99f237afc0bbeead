//! Personal identifiers of many countries: numbers of states, taxes, insurances, papers, accounts,
//! plates, hosts, and credentials. One file per identifier, with its rule and its own cases.
//!
//! Numbers of companies are no personal data and no detector here reports them; see
//! [`is_company_number`].

mod api_token;
mod at_svnr;
mod au_tfn;
mod aws_secret;
mod bank_account_en;
mod be_nn;
mod bg_egn;
mod br_cpf;
mod ca_sin;
mod ch_ahv;
mod cl_rut;
mod cn_ric;
mod company;
mod connection_string;
mod cz_rc;
mod de_idnr;
mod de_stnr;
mod dk_cpr;
mod ec_ci;
mod ee_ik;
mod es_dni;
mod es_nie;
mod es_nif;
mod fi_hetu;
mod fr_nir;
mod fr_spi;
mod gr_amka;
mod health_member;
mod hk_hkid;
mod hr_oib;
mod id_nik;
mod ie_pps;
mod il_id;
mod in_aadhaar;
mod in_pan;
mod india;
mod ip_v4;
mod ip_v6;
mod it_codice_fiscale;
mod jp_bank_account;
mod jp_driver_licence;
mod jp_employment_insurance;
mod jp_health_insurance;
mod jp_juminhyo;
mod jp_passport;
mod jp_pension;
mod jp_plate;
mod jp_residence_card;
mod jp_yucho;
mod jwt;
mod kr_rrn;
mod mx_curp;
mod my_nric;
mod nl_bsn;
mod no_fnr;
mod passport;
mod passport_mrz;
mod password;
mod ph_driver_licence;
mod ph_numbers;
mod ph_philhealth;
mod pk_cnic;
mod pl_nip;
mod pl_pesel;
mod plate_latin;
mod private_key;
mod pt_nif;
mod ro_cnp;
mod se_pnr;
mod sg_nric;
mod sg_plate;
mod si_emso;
pub(super) mod sums;
mod th_pin;
mod tr_kimlik;
mod tw_id;
mod ua_rntrc;
mod uk_driving_licence;
mod uk_nhs;
mod uk_nino;
mod uk_utr;
mod us_bank_account;
mod us_driver_licence;
mod us_itin;
mod us_mbi;
mod vn_bank_account;
mod vn_bhxh;
mod vn_bhyt;
mod vn_cmnd;
mod vn_gplx;
mod vn_mst;
mod vn_passport;
mod vn_plate;
mod vn_tax_id;
mod za_id;

pub use company::is_company_number;
pub use vn_mst::is_of_a_person as is_personal_tax_code;

use super::Detector;

/// Every identifier, those that prove themselves first: where two hits overlap, the earlier wins.
pub const IDS: &[&Detector] = &[
    // Strong by their own form or check.
    &passport_mrz::DETECTOR,
    &private_key::DETECTOR,
    &jwt::DETECTOR,
    &api_token::DETECTOR,
    &aws_secret::DETECTOR,
    &connection_string::DETECTOR,
    &cn_ric::DETECTOR,
    &it_codice_fiscale::DETECTOR,
    &mx_curp::DETECTOR,
    &uk_driving_licence::DETECTOR,
    &jp_residence_card::DETECTOR,
    &ch_ahv::DETECTOR,
    &us_mbi::DETECTOR,
    // Japan.
    &jp_driver_licence::DETECTOR,
    &jp_driver_licence::CARD,
    &jp_passport::DETECTOR,
    &jp_pension::DETECTOR,
    &jp_pension::SHORT,
    &jp_employment_insurance::DETECTOR,
    &jp_juminhyo::DETECTOR,
    &jp_health_insurance::DETECTOR,
    &jp_health_insurance::CARD,
    &jp_health_insurance::CARE,
    &jp_yucho::DETECTOR,
    &jp_bank_account::DETECTOR,
    &jp_plate::DETECTOR,
    // Vietnam.
    &vn_tax_id::DETECTOR,
    &vn_mst::DETECTOR,
    &vn_mst::OF_A_PERSON,
    &vn_bhxh::DETECTOR,
    &vn_bhyt::DETECTOR,
    &vn_bhyt::SHORT,
    &vn_gplx::DETECTOR,
    &vn_cmnd::DETECTOR,
    &vn_passport::DETECTOR,
    &vn_bank_account::DETECTOR,
    &vn_plate::DETECTOR,
    &vn_plate::DOTTED,
    // Asia.
    &kr_rrn::DETECTOR,
    &tw_id::DETECTOR,
    &sg_nric::DETECTOR,
    &sg_plate::DETECTOR,
    &hk_hkid::DETECTOR,
    &th_pin::DETECTOR,
    &in_aadhaar::DETECTOR,
    &in_pan::DETECTOR,
    &in_pan::LABELLED,
    &india::LICENCE,
    &india::PLATE,
    &my_nric::DETECTOR,
    &id_nik::DETECTOR,
    &pk_cnic::DETECTOR,
    &ph_numbers::SSS,
    &ph_numbers::TIN,
    &ph_philhealth::DETECTOR,
    &ph_driver_licence::DETECTOR,
    // Europe and its neighbours.
    &uk_nino::DETECTOR,
    &uk_nhs::DETECTOR,
    &uk_utr::DETECTOR,
    &de_idnr::DETECTOR,
    &fr_nir::DETECTOR,
    &fr_spi::DETECTOR,
    &es_dni::DETECTOR,
    &es_nie::DETECTOR,
    &es_nif::DETECTOR,
    &nl_bsn::DETECTOR,
    &pl_pesel::DETECTOR,
    &pl_nip::DETECTOR,
    &be_nn::DETECTOR,
    &pt_nif::DETECTOR,
    &se_pnr::DETECTOR,
    &fi_hetu::DETECTOR,
    &dk_cpr::DETECTOR,
    &no_fnr::DETECTOR,
    &at_svnr::DETECTOR,
    &ie_pps::DETECTOR,
    &cz_rc::DETECTOR,
    &ro_cnp::DETECTOR,
    &bg_egn::DETECTOR,
    &hr_oib::DETECTOR,
    &ee_ik::DETECTOR,
    &gr_amka::DETECTOR,
    &si_emso::DETECTOR,
    &ua_rntrc::DETECTOR,
    &tr_kimlik::DETECTOR,
    &il_id::DETECTOR,
    &za_id::DETECTOR,
    // America and Australia.
    &us_itin::DETECTOR,
    &ca_sin::DETECTOR,
    &au_tfn::DETECTOR,
    &br_cpf::DETECTOR,
    &cl_rut::DETECTOR,
    &ec_ci::DETECTOR,
    // Weak forms, led by their words.
    &us_bank_account::DETECTOR,
    &us_driver_licence::DETECTOR,
    &us_driver_licence::LONG,
    &passport::DETECTOR,
    &health_member::DETECTOR,
    &health_member::CODE,
    &plate_latin::DETECTOR,
    &bank_account_en::DETECTOR,
    &de_stnr::DETECTOR,
    &ip_v6::DETECTOR,
    &ip_v4::DETECTOR,
    &password::DETECTOR,
    &password::NOTED,
];

/// Which published vectors (`stdnum_docstring_vectors.jsonl`, column `module`) a detector's check
/// must agree with; `company` stands for [`is_company_number`], `luhn` for the plain Luhn check.
pub const VECTORS: &[(&str, &str)] = &[
    ("jp_my_number", "stdnum.jp.in_"),
    ("us_ssn", "stdnum.us.ssn"),
    ("iban", "stdnum.iban"),
    ("luhn", "stdnum.luhn"),
    ("company", "stdnum.jp.cn"),
    ("company", "stdnum.us.ein"),
    ("company", "stdnum.es.cif"),
    ("company", "stdnum.es.nif"),
    ("company", "stdnum.pt.nif"),
    ("company", "stdnum.vn.mst"),
    ("vn_mst", "stdnum.vn.mst"),
    ("kr_rrn", "stdnum.kr.rrn"),
    ("cn_ric", "stdnum.cn.ric"),
    ("th_pin", "stdnum.th.pin"),
    ("in_aadhaar", "stdnum.in_.aadhaar"),
    ("in_pan", "stdnum.in_.pan"),
    ("my_nric", "stdnum.my.nric"),
    ("id_nik", "stdnum.id.nik"),
    ("pk_cnic", "stdnum.pk.cnic"),
    ("uk_nhs", "stdnum.gb.nhs"),
    ("uk_utr", "stdnum.gb.utr"),
    ("de_idnr", "stdnum.de.idnr"),
    ("de_stnr", "stdnum.de.stnr"),
    ("fr_nir", "stdnum.fr.nir"),
    ("fr_spi", "stdnum.fr.nif"),
    ("it_codice_fiscale", "stdnum.it.codicefiscale"),
    ("es_dni", "stdnum.es.dni"),
    ("es_nie", "stdnum.es.nie"),
    ("nl_bsn", "stdnum.nl.bsn"),
    ("pl_pesel", "stdnum.pl.pesel"),
    ("pl_nip", "stdnum.pl.nip"),
    ("be_nn", "stdnum.be.nn"),
    ("be_nn", "stdnum.be.bis"),
    ("be_nn", "stdnum.be.ssn"),
    ("se_pnr", "stdnum.se.personnummer"),
    ("fi_hetu", "stdnum.fi.hetu"),
    ("dk_cpr", "stdnum.dk.cpr"),
    ("no_fnr", "stdnum.no.fodselsnummer"),
    ("ch_ahv", "stdnum.ch.ssn"),
    ("at_svnr", "stdnum.at.vnr"),
    ("cz_rc", "stdnum.cz.rc"),
    ("cz_rc", "stdnum.sk.rc"),
    ("ro_cnp", "stdnum.ro.cnp"),
    ("bg_egn", "stdnum.bg.egn"),
    ("hr_oib", "stdnum.hr.oib"),
    ("ee_ik", "stdnum.ee.ik"),
    ("ee_ik", "stdnum.lt.asmens"),
    ("gr_amka", "stdnum.gr.amka"),
    ("si_emso", "stdnum.si.emso"),
    ("ua_rntrc", "stdnum.ua.rntrc"),
    ("tr_kimlik", "stdnum.tr.tckimlik"),
    ("il_id", "stdnum.il.idnr"),
    ("za_id", "stdnum.za.idnr"),
    ("us_itin", "stdnum.us.itin"),
    ("us_bank_account", "stdnum.us.rtn"),
    ("ca_sin", "stdnum.ca.sin"),
    ("au_tfn", "stdnum.au.tfn"),
    ("br_cpf", "stdnum.br.cpf"),
    ("cl_rut", "stdnum.cl.rut"),
    ("ec_ci", "stdnum.ec.ci"),
    ("mx_curp", "stdnum.mx.curp"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_detector_brings_three_cases_of_either_kind() {
        for detector in IDS {
            assert!(detector.positives.len() >= 3, "{}", detector.name);
            assert!(detector.near_misses.len() >= 3, "{}", detector.name);
        }
    }

    #[test]
    fn vectors_name_detectors_that_exist() {
        let outside = ["jp_my_number", "us_ssn", "iban", "luhn", "company"];
        for (name, module) in VECTORS {
            let known = outside.contains(name) || IDS.iter().any(|d| d.name == *name);
            assert!(known && module.starts_with("stdnum."), "{name}");
        }
    }
}

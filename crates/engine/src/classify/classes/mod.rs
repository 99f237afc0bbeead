//! The catalogue of document classes, one file a class.

mod application_form;
mod contact_list;
mod contract;
mod customer_list;
mod cv;
mod delivery_note;
mod drawing;
mod email;
mod financial_statement;
mod id_copy;
mod internal_memo;
mod invoice;
mod log;
mod marketing;
mod minutes;
mod nda;
mod order_form;
mod partner_letter;
mod payroll;
mod personnel_list;
mod policy_green_procurement;
mod policy_other;
mod policy_safety;
mod presentation;
mod quotation;
mod receipt;
mod source_code;
mod specification;

use super::Class;

/// Every class but `other`.
pub const CATALOGUE: &[&Class] = &[
    &invoice::CLASS,
    &order_form::CLASS,
    &receipt::CLASS,
    &quotation::CLASS,
    &delivery_note::CLASS,
    &contract::CLASS,
    &nda::CLASS,
    &partner_letter::CLASS,
    &internal_memo::CLASS,
    &minutes::CLASS,
    &policy_safety::CLASS,
    &policy_green_procurement::CLASS,
    &policy_other::CLASS,
    &personnel_list::CLASS,
    &payroll::CLASS,
    &cv::CLASS,
    &application_form::CLASS,
    &customer_list::CLASS,
    &contact_list::CLASS,
    &email::CLASS,
    &presentation::CLASS,
    &specification::CLASS,
    &drawing::CLASS,
    &financial_statement::CLASS,
    &id_copy::CLASS,
    &log::CLASS,
    &source_code::CLASS,
    &marketing::CLASS,
];

//! Mails.

use crate::classify::Class;
use candor_facts::DocClass;

pub const CLASS: Class = Class {
    class: DocClass::Email,
    titles: &[],
    words: &["from:", "to:", "subject:", "sent:", "差出人", "宛先", "件名"],
    names: &[],
    cases: &["From: a@example.com\nTo: b@example.com\nSubject: x\nSent: 1\n差出人 件名"],
};

//! PDF: the text layer page by page. A page that fails does not take the others with it.

use crate::layout::add_tables;
use crate::{Limits, Member, OnMember};
use candor_facts::{Document, HowRead, Part, PartKind, UnreadReason};
use std::panic::{AssertUnwindSafe, catch_unwind};
use xberg_native_pdf::PdfDocument;

pub fn read(bytes: &[u8], limits: &Limits, on_member: OnMember<'_>) -> Document {
    // Fonts of the document before must not speak for this one.
    xberg_native_pdf::clear_global_font_cache();
    let Ok(pdf) = PdfDocument::from_bytes(bytes.to_vec()) else {
        return Document::unread(
            "pdf",
            UnreadReason::Corrupt,
            "the file's structure cannot be read",
        );
    };
    if pdf.is_encrypted() && !pdf.is_authenticated() {
        return Document::unread("pdf", UnreadReason::Encrypted, "opens only with a password");
    }
    let Ok(count) = pdf.page_count() else {
        return Document::unread("pdf", UnreadReason::Corrupt, "the list of pages cannot be read");
    };
    let mut pages = Pages::default();
    for index in 0..count.min(limits.pages_max) {
        pages.take(&pdf, index);
    }
    let attached = catch_unwind(AssertUnwindSafe(|| pdf.extract_embedded_files()));
    let document = pages.into_document(count, limits.pages_max);
    match attached {
        Ok(Ok(files)) => {
            files.into_iter().for_each(|(name, content)| on_member(Member::new(name, content)));
            document
        }
        _ => document.missing(UnreadReason::Corrupt, "embedded files"),
    }
}

#[derive(Default)]
struct Pages {
    parts: Vec<Part>,
    without_text: Vec<usize>,
    failed: Vec<usize>,
}

impl Pages {
    fn take(&mut self, pdf: &PdfDocument, index: usize) {
        let text = catch_unwind(AssertUnwindSafe(|| pdf.extract_text(index)));
        let Ok(Ok(text)) = text else {
            self.failed.push(index + 1);
            return;
        };
        if text.trim().is_empty() {
            self.without_text.push(index + 1);
        }
        let mut part = Part::text(PartKind::Page, format!("page {}", index + 1), text);
        add_tables(&mut part);
        self.parts.push(part);
    }

    fn into_document(self, count: usize, pages_max: usize) -> Document {
        let blank = !self.parts.is_empty() && self.without_text.len() == self.parts.len();
        let mut document = Document::read("pdf", HowRead::Text, self.parts);
        if count == 0 {
            return document.missing(UnreadReason::Corrupt, "no pages found");
        }
        if count > pages_max {
            document = document.missing(UnreadReason::Limit, format!("pages after {pages_max}"));
        }
        if !self.failed.is_empty() {
            document =
                document.missing(UnreadReason::Corrupt, format!("pages {}", list(&self.failed)));
        }
        if blank || !self.without_text.is_empty() {
            let detail = format!("pages {} have no text layer", list(&self.without_text));
            document = document.missing(UnreadReason::Unsupported, detail);
        }
        document
    }
}

/// The first numbers of a list, for a person to read.
fn list(numbers: &[usize]) -> String {
    const SHOWN: usize = 10;
    let mut text: Vec<String> = numbers.iter().take(SHOWN).map(ToString::to_string).collect();
    if numbers.len() > SHOWN {
        text.push(format!("and {} more", numbers.len() - SHOWN));
    }
    text.join(", ")
}

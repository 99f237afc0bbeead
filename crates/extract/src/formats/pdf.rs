//! PDF: the text layer page by page, recognition where there is none, notes, forms, attachments. A
//! page that fails does not take the others with it.

use super::ocr;
use super::pdf_objects::Objects;
use super::pdf_tables;
use crate::layout::add_tables;
use crate::{Member, Ocr, Reading, Recognised};
use candor_facts::{Document, HowRead, Part, PartKind, UnreadReason};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};
use xberg_native_pdf::PdfDocument;
use xberg_native_pdf::rendering::{RenderOptions, render_page_fit};

/// Fewer characters than this on a page with pictures are a stamp or a page number, not its text.
const TEXT_CHARACTERS_MIN: usize = 16;
/// Pixels along the longer side of a page that is recognised: A4 at a little less than 200 dpi, since to make a
/// picture of 200 dpi larger takes several times as long as to make it smaller.
const PAGE_PIXELS: u32 = 2_330;
/// How long pages are looked at before the pictures among them are recognised: a reader that hands out nothing
/// for a minute is stopped.
const LOOKING_MAX: Duration = Duration::from_secs(10);

pub fn read(reading: &mut Reading<'_>) -> Document {
    // Fonts of the document before must not speak for this one.
    xberg_native_pdf::clear_global_font_cache();
    let Ok(pdf) = PdfDocument::from_bytes(reading.bytes.to_vec()) else {
        return Document::unread(
            "pdf",
            UnreadReason::Corrupt,
            "the file's structure cannot be read",
        );
    };
    let password = match unlock(&pdf, &reading.options.passwords) {
        Ok(password) => password,
        Err(detail) => return Document::unread("pdf", UnreadReason::Encrypted, detail),
    };
    let Ok(count) = pdf.page_count() else {
        return Document::unread("pdf", UnreadReason::Corrupt, "the list of pages cannot be read");
    };
    let mut pages = Pages::default();
    let pages_max = reading.limits().pages_max;
    let read = count.min(pages_max);
    let (mut looks, mut since) = (Vec::new(), Instant::now());
    for index in 0..read {
        looks.push(Look::at(&pdf, index, reading.options.ocr));
        if looks.len() >= ocr::TOGETHER_MAX || since.elapsed() >= LOOKING_MAX {
            pages.take(&pdf, std::mem::take(&mut looks), reading);
            since = Instant::now();
        }
    }
    pages.take(&pdf, looks, reading);
    let objects = Objects::new(&pdf, password.map(|(_, password)| password));
    let limit = reading.limits().member_bytes_max;
    let extras = catch_unwind(AssertUnwindSafe(|| {
        (objects.texts(count.min(pages_max)), objects.attachments(count.min(pages_max), limit))
    }));
    let mut document = pages.into_document(count, pages_max);
    match extras {
        Ok((parts, files)) => {
            document.parts.extend(parts);
            for (name, content) in files {
                reading.hand_out(Member { content, ..Member::new(name, Vec::new()) });
            }
        }
        Err(_) => document = document.missing(UnreadReason::Corrupt, "notes and embedded files"),
    }
    if let Some((number, _)) = password {
        document.note(format!("opened with password {number} of the list"));
    }
    document
}

/// Opens an encrypted file: with no password, or with one of the list (its number comes back).
fn unlock<'a>(
    pdf: &PdfDocument,
    passwords: &'a [String],
) -> Result<Option<(usize, &'a str)>, &'static str> {
    if !pdf.is_encrypted() || pdf.is_authenticated() {
        return Ok(None);
    }
    for (number, password) in (1..).zip(passwords) {
        match pdf.authenticate(password.as_bytes()) {
            Ok(true) => return Ok(Some((number, password))),
            Ok(false) => {}
            Err(_) => return Err("encrypted in a way that is not supported"),
        }
    }
    match pdf.authenticate(b"") {
        Err(_) => Err("encrypted for certificates or in a way that is not supported"),
        Ok(_) => Err("opens only with a password"),
    }
}

/// Where the words of a page stand.
enum Words {
    InText,
    /// In a picture, which recognition could read, were it on.
    AwaitRecognition,
    /// In this picture, or in one that cannot be drawn.
    InPicture(Result<Vec<u8>, (UnreadReason, String)>),
}

/// A page before its pictures are recognised.
struct Look {
    index: usize,
    /// Its text layer; none when it cannot be read.
    text: Option<String>,
    words: Words,
}

impl Look {
    fn at(pdf: &PdfDocument, index: usize, ocr: Ocr) -> Self {
        let text = catch_unwind(AssertUnwindSafe(|| pdf.extract_text(index)));
        let text = text.ok().and_then(Result::ok);
        let poor = text.as_deref().is_some_and(|text| !is_usable(text) || ocr == Ocr::Force);
        let words = match ocr {
            _ if !poor || !has_picture(pdf, index) => Words::InText,
            Ocr::Off => Words::AwaitRecognition,
            Ocr::Auto | Ocr::Force => Words::InPicture(drawn(pdf, index)),
        };
        Self { index, text, words }
    }

    fn picture(&self) -> Option<&[u8]> {
        match &self.words {
            Words::InPicture(picture) => picture.as_deref().ok(),
            Words::InText | Words::AwaitRecognition => None,
        }
    }
}

#[derive(Default)]
struct Pages {
    parts: Vec<Part>,
    recognised: Vec<usize>,
    /// Pages without text that recognition could read, were it on.
    waiting: Vec<usize>,
    blank: Vec<usize>,
    failed: Vec<usize>,
    /// Why recognition failed where it did.
    refusal: Option<(UnreadReason, String)>,
}

impl Pages {
    /// Takes pages; the pictures among them are recognised together.
    fn take(&mut self, pdf: &PdfDocument, looks: Vec<Look>, reading: &mut Reading<'_>) {
        let drawn: Vec<&[u8]> = looks.iter().filter_map(Look::picture).collect();
        let mut tables = ocr::recognise(reading, &drawn).into_iter();
        for look in looks {
            self.add(pdf, look, &mut tables);
        }
    }

    /// Adds a page; one that was drawn takes the next of the tables.
    fn add(
        &mut self,
        pdf: &PdfDocument,
        look: Look,
        tables: &mut impl Iterator<Item = Recognised>,
    ) {
        let Look { index, text, words } = look;
        let number = index + 1;
        let label = format!("page {number}");
        let Some(text) = text else {
            self.failed.push(number);
            return;
        };
        let table = match words {
            Words::InPicture(Ok(_)) => tables.next(),
            Words::InPicture(Err(refusal)) => Some(Err(refusal)),
            Words::AwaitRecognition => {
                self.waiting.push(number);
                None
            }
            Words::InText if text.trim().is_empty() => {
                self.blank.push(number);
                None
            }
            Words::InText => None,
        };
        match table.map(|table| table.map(|table| ocr::parts(&table, PartKind::Page, &label))) {
            None => {}
            Some(Ok(parts)) if parts.is_empty() => self.blank.push(number),
            Some(Ok(parts)) => {
                self.recognised.push(number);
                self.parts.extend(parts);
                return;
            }
            Some(Err(refusal)) => {
                self.waiting.push(number);
                self.refusal = Some(refusal);
            }
        }
        let spans = catch_unwind(AssertUnwindSafe(|| pdf.extract_spans(index)));
        let tabular = spans.ok().and_then(Result::ok);
        let part =
            tabular.and_then(|spans| pdf_tables::page(&label, &spans)).unwrap_or_else(|| {
                let mut part = Part::text(PartKind::Page, label, text);
                add_tables(&mut part);
                part
            });
        self.parts.push(part);
    }

    fn into_document(self, count: usize, pages_max: usize) -> Document {
        let read = self.parts.len();
        let how = if !self.recognised.is_empty() && self.recognised.len() == read {
            HowRead::Ocr
        } else {
            HowRead::Text
        };
        let mut document = Document::read("pdf", how, self.parts);
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
        if !self.waiting.is_empty() {
            let pages = list(&self.waiting);
            document = match self.refusal {
                Some((reason, detail)) => {
                    document.missing(reason, format!("pages {pages}: {detail}"))
                }
                None => {
                    let detail = format!("pages {pages}: {}", ocr::SWITCHED_OFF);
                    document.missing(UnreadReason::Unsupported, detail).awaiting_ocr()
                }
            };
        }
        if !self.recognised.is_empty() {
            document.note(format!("{} of {count} pages by recognition", self.recognised.len()));
        }
        if !self.blank.is_empty() && self.blank.len() < read {
            document.note(format!("{} pages are blank", self.blank.len()));
        }
        document
    }
}

/// Whether a text layer says something: enough characters, few of them without meaning.
fn is_usable(text: &str) -> bool {
    let all = text.chars().filter(|c| !c.is_whitespace()).count();
    let odd = text
        .chars()
        .filter(|c| {
            matches!(c, '\u{fffd}' | '\u{e000}'..='\u{f8ff}')
                || c.is_control() && !c.is_whitespace()
        })
        .count();
    all >= TEXT_CHARACTERS_MIN && odd * 4 < all
}

/// Whether a page shows a picture large enough to hold text.
fn has_picture(pdf: &PdfDocument, index: usize) -> bool {
    let handles = catch_unwind(AssertUnwindSafe(|| pdf.page_image_handles(index)));
    match handles {
        Ok(Ok(handles)) => handles.iter().any(|image| !ocr::is_icon(image.width, image.height)),
        // A page whose pictures cannot be listed is looked at rather than passed over.
        _ => true,
    }
}

/// The page as a picture of text.
fn drawn(pdf: &PdfDocument, index: usize) -> Result<Vec<u8>, (UnreadReason, String)> {
    let drawn = catch_unwind(AssertUnwindSafe(|| {
        render_page_fit(
            pdf,
            index,
            PAGE_PIXELS,
            PAGE_PIXELS,
            &RenderOptions::with_dpi(200).as_raw(),
        )
    }));
    let Ok(Ok(image)) = drawn else {
        return Err((UnreadReason::Corrupt, "they cannot be drawn".to_owned()));
    };
    Ok(grey(image.width, image.height, &image.data))
}

/// A portable grey map of pixels in red, green, blue, alpha on white.
fn grey(width: u32, height: u32, pixels: &[u8]) -> Vec<u8> {
    let mut map = format!("P5\n{width} {height}\n255\n").into_bytes();
    map.extend(pixels.as_chunks::<4>().0.iter().map(|[red, green, blue, _]| {
        let sum = u32::from(*red) * 299 + u32::from(*green) * 587 + u32::from(*blue) * 114;
        u8::try_from(sum / 1000).unwrap_or(255)
    }));
    map
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Options;
    use crate::testing::{Kept, word};
    use std::collections::VecDeque;

    /// A file of pages, each with a line of text or, where it is empty, with a picture.
    fn pages(texts: &[&str]) -> Vec<u8> {
        let picture = "/Type /XObject /Subtype /Image /Width 100 /Height 50 /ColorSpace /DeviceGray /BitsPerComponent 8";
        let kids: Vec<String> = (0..texts.len()).map(|at| format!("{} 0 R", 5 + at * 2)).collect();
        let stream = |about: &str, content: &str| {
            format!("<< {about} /Length {} >>\nstream\n{content}\nendstream", content.len())
        };
        let mut objects = vec![
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            format!("<< /Type /Pages /Count {} /Kids [{}] >>", texts.len(), kids.join(" ")),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
            stream(picture, &"z".repeat(5_000)),
        ];
        for (at, text) in texts.iter().enumerate() {
            objects.push(format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Contents {} 0 R /Resources << /Font << /F 3 0 R >> /XObject << /I 4 0 R >> >> >>",
                6 + at * 2
            ));
            objects.push(stream(
                "",
                &match *text {
                    "" => "q 300 0 0 400 0 0 cm /I Do Q".to_owned(),
                    text => format!("BT /F 12 Tf 20 300 Td ({text}) Tj ET"),
                },
            ));
        }
        let (mut file, mut places) = ("%PDF-1.4\n".to_owned(), String::new());
        for (number, object) in (1..).zip(&objects) {
            places.push_str(&format!("{:010} 00000 n \n", file.len()));
            file.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
        }
        let (size, at) = (objects.len() + 1, file.len());
        file.push_str(&format!(
            "xref\n0 {size}\n0000000000 65535 f \n{places}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n"
        ));
        file.into_bytes()
    }

    #[test]
    fn pages_keep_their_places_when_pictures_are_recognised_together() {
        let line = "A page with a text layer of its own";
        let mut texts = vec![""; 13];
        texts[1] = line;
        let words: Vec<String> = (1..=12).map(|at| format!("word{at}")).collect();
        let refused = (UnreadReason::Corrupt, "no".to_owned());
        let mut tables: VecDeque<Recognised> = words.iter().map(|w| Ok(word(w))).collect();
        tables[2] = Err(refused);
        let mut host = Kept { tables, ..Kept::default() };
        let options = Options { ocr: Ocr::Auto, ..Options::default() };
        let document = crate::testing::read(&pages(&texts), &options, &mut host);
        let said = |label: &str| {
            let part = document.parts.iter().find(|part| part.label == label);
            part.map(|part| part.text.trim().to_owned()).unwrap_or_default()
        };
        assert_eq!(said("page 1"), "word1");
        assert_eq!(said("page 2"), line);
        assert_eq!(said("page 3"), "word2");
        assert_eq!(said("page 4"), "", "the third picture was refused");
        assert_eq!(said("page 5"), "word4");
        assert_eq!(said("page 13"), "word12");
        assert_eq!(document.state, candor_facts::ReadState::PartlyRead);
        assert!(document.detail.contains("pages 4: no"), "{}", document.detail);
    }
}

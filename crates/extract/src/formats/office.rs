//! Word processing, presentations and books, through xberg's document tree.

use super::{outlook, package, salvage};
use crate::{Kind, Limits, Reading};
use candor_facts::{Document, HowRead, Part, PartKind, ReadState, UnreadReason};
use std::io::Cursor;
use xberg::types::{ContentLayer, DocumentNode, NodeContent, TableGrid};
use xberg::{
    ConcurrencyConfig, ExtractInput, ExtractedDocument, ExtractionConfig, ImageExtractionConfig,
    OutputFormat, PageConfig, PostProcessorConfig, SecurityLimits, XbergError,
};

pub fn read(kind: Kind, reading: &mut Reading<'_>) -> Document {
    let bytes = reading.bytes;
    if locked(kind, bytes) {
        return Document::unread(
            kind.name(),
            UnreadReason::Encrypted,
            "opens only with a password",
        );
    }
    let mut document = main_text(kind, bytes, reading.limits());
    match kind {
        Kind::Docx | Kind::Pptx | Kind::Odt | Kind::Odp => {
            package::supplement(&mut document, reading);
        }
        Kind::Doc | Kind::Ppt => {
            outlook::embedded_objects(reading);
            if document.state == ReadState::Unread {
                document = salvage::instead_of(document, bytes);
            }
        }
        _ => {}
    }
    document
}

fn main_text(kind: Kind, bytes: &[u8], limits: &Limits) -> Document {
    let input = ExtractInput::from_bytes(bytes.to_vec(), mime(kind), None);
    match block_on(xberg::extract(input, &config(limits))) {
        Ok(outcome) => match outcome.results.into_iter().next() {
            Some(result) => document(kind, &result),
            None => Document::unread(kind.name(), UnreadReason::Corrupt, "nothing came out of it"),
        },
        Err(error) => refused(kind, &error),
    }
}

fn refused(kind: Kind, error: &XbergError) -> Document {
    let text = error.to_string();
    if text.contains("encrypted") || text.contains("password") {
        return Document::unread(
            kind.name(),
            UnreadReason::Encrypted,
            "opens only with a password",
        );
    }
    match error {
        XbergError::Security { .. } => {
            Document::unread(kind.name(), UnreadReason::Limit, "larger inside than allowed")
        }
        XbergError::UnsupportedFormat(_) => Document::unread(
            kind.name(),
            UnreadReason::Unsupported,
            "this variant of the format is not read",
        ),
        _ => Document::unread(
            kind.name(),
            UnreadReason::Corrupt,
            "the file's structure cannot be read",
        ),
    }
}

fn mime(kind: Kind) -> &'static str {
    match kind {
        Kind::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Kind::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        Kind::Odt => "application/vnd.oasis.opendocument.text",
        Kind::Odp => "application/vnd.oasis.opendocument.presentation",
        Kind::Epub => "application/epub+zip",
        Kind::Doc => "application/msword",
        Kind::Ppt => "application/vnd.ms-powerpoint",
        Kind::Hwp => "application/x-hwp",
        Kind::Iwork("pages") => "application/x-iwork-pages-sffpages",
        Kind::Iwork("numbers") => "application/x-iwork-numbers-sffnumbers",
        Kind::Iwork(_) => "application/x-iwork-keynote-sffkey",
        _ => "application/rtf",
    }
}

fn config(limits: &Limits) -> ExtractionConfig {
    ExtractionConfig {
        use_cache: false,
        enable_quality_processing: false,
        disable_ocr: true,
        postprocessor: Some(PostProcessorConfig { enabled: false, ..Default::default() }),
        output_format: OutputFormat::Plain,
        pages: Some(PageConfig { extract_pages: true, ..Default::default() }),
        include_document_structure: true,
        images: Some(ImageExtractionConfig {
            extract_images: false,
            run_ocr_on_images: false,
            inject_placeholders: false,
            ..Default::default()
        }),
        max_archive_depth: 0,
        security_limits: Some(SecurityLimits {
            max_pages: Some(limits.pages_max),
            ..Default::default()
        }),
        concurrency: Some(ConcurrencyConfig { max_threads: Some(1), max_concurrent_ocr: Some(1) }),
        ..Default::default()
    }
}

/// Whether the file says that it is encrypted, in formats whose reader does not look.
/// Sources: [MS-DOC] 2.5.2 `FibBase.fEncrypted`, [MS-PPT] 2.3.2 `CurrentUserAtom.headerToken`.
fn locked(kind: Kind, bytes: &[u8]) -> bool {
    let read = |name: &str, offset: usize, length: usize| -> Option<Vec<u8>> {
        use std::io::Read;
        let mut compound = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
        let mut head = Vec::new();
        compound.open_stream(name).ok()?.take(64).read_to_end(&mut head).ok()?;
        head.get(offset..offset + length).map(<[u8]>::to_vec)
    };
    match kind {
        Kind::Doc => read("/WordDocument", 0x0b, 1)
            .is_some_and(|flags| flags.first().is_some_and(|byte| byte & 1 == 1)),
        Kind::Ppt => {
            read("/Current User", 12, 4).is_some_and(|token| token == [0xdf, 0xc4, 0xd1, 0xf3])
        }
        _ => false,
    }
}

fn document(kind: Kind, result: &ExtractedDocument) -> Document {
    let mut parts = Parts::default();
    match &result.document {
        Some(tree) if !tree.nodes.is_empty() => tree.nodes.iter().for_each(|node| parts.take(node)),
        _ => parts.body().text.push_str(&result.content),
    }
    if parts.is_silent() {
        parts.body().text.push_str(&result.content);
    }
    parts.properties(result);
    Document::read(kind.name(), HowRead::Structure, parts.all)
}

/// Parts under construction: the body, slides, headers and footers, properties.
#[derive(Default)]
struct Parts {
    all: Vec<Part>,
}

impl Parts {
    fn take(&mut self, node: &DocumentNode) {
        if let NodeContent::Slide { number, title } = &node.content {
            self.all.push(Part::text(
                PartKind::Slide,
                format!("slide {number}"),
                title.clone().unwrap_or_default() + "\n",
            ));
            return;
        }
        let margin = matches!(node.content_layer, ContentLayer::Header | ContentLayer::Footer);
        let part = if margin {
            self.labelled(PartKind::Headers, "header and footer")
        } else {
            self.current()
        };
        match &node.content {
            NodeContent::Table { grid } => push_table(part, grid),
            NodeContent::Group { .. } | NodeContent::PageBreak => {}
            NodeContent::DefinitionItem { term, definition } => {
                push_line(part, &format!("{term}: {definition}"));
            }
            content => push_line(part, content.text().unwrap_or_default()),
        }
    }

    /// The part that running text belongs to: the newest slide or the body.
    fn current(&mut self) -> &mut Part {
        match self.all.iter().rposition(|part| part.kind == PartKind::Slide) {
            Some(slide) => &mut self.all[slide],
            None => self.body(),
        }
    }

    fn body(&mut self) -> &mut Part {
        self.labelled(PartKind::Body, "body")
    }

    fn labelled(&mut self, kind: PartKind, label: &str) -> &mut Part {
        let at = self.all.iter().position(|part| part.kind == kind).unwrap_or_else(|| {
            self.all.push(Part::text(kind, label, ""));
            self.all.len() - 1
        });
        &mut self.all[at]
    }

    fn is_silent(&self) -> bool {
        self.all.iter().all(|part| part.text.trim().is_empty())
    }

    /// Author, last editor and title as a part of their own.
    fn properties(&mut self, result: &ExtractedDocument) {
        let about = &result.metadata;
        let authors = about.authors.iter().flatten().map(|name| ("Author", name.as_str()));
        let editor = about.modified_by.iter().map(|name| ("Last editor", name.as_str()));
        let title = about.title.iter().map(|text| ("Title", text.as_str()));
        let lines: String = authors
            .chain(editor)
            .chain(title)
            .filter(|(_, value)| !value.trim().is_empty())
            .map(|(label, value)| format!("{label}: {value}\n"))
            .collect();
        if !lines.is_empty() {
            self.all.push(Part::text(PartKind::Properties, "properties", lines));
        }
    }
}

fn push_line(part: &mut Part, text: &str) {
    let text = text.trim_end();
    if !text.is_empty() {
        part.text.push_str(text);
        part.text.push('\n');
    }
}

fn push_table(part: &mut Part, grid: &TableGrid) {
    let mut cells: Vec<(u32, u32, String)> = grid
        .cells
        .iter()
        .map(|cell| (cell.row, cell.col, cell.content.replace("**", "").replace("<br>", " ")))
        .filter(|(_, _, text)| !text.trim().is_empty())
        .collect();
    cells.sort_by_key(|(row, column, _)| (*row, *column));
    let first_row = cells.first().map_or(0, |cell| cell.0);
    let rows = cells
        .chunk_by(|a, b| a.0 == b.0)
        .map(|row| row.iter().map(|(_, column, text)| (*column, text.as_str())));
    part.push_grid(rows, first_row);
    part.text.push('\n');
}

/// Runs a future that is always ready: without its runtime feature xberg never waits.
fn block_on<F: std::future::Future>(future: F) -> F::Output {
    let mut future = std::pin::pin!(future);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    loop {
        if let std::task::Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        std::thread::yield_now();
    }
}

#[cfg(test)]
mod tests {
    use crate::Options;
    use crate::testing::{Kept, read};
    use candor_facts::{Document, ReadState, UnreadReason};
    use std::io::{Cursor, Write};

    fn of(bytes: &[u8]) -> Document {
        read(bytes, &Options::default(), &mut Kept::default())
    }

    fn text(document: &Document) -> String {
        document.parts.iter().map(|part| format!("{}\n", part.text)).collect()
    }

    /// Hangul word processor 5: records of a paragraph in a compound file. Source: its published format, 3.2, 4.3.
    fn hwp(flags: u8, said: &str) -> Vec<u8> {
        let mut header = b"HWP Document File".to_vec();
        header.resize(256, 0);
        header[32..36].copy_from_slice(&[0, 0, 0, 5]);
        header[36] = flags;
        let letters: Vec<u8> = said.encode_utf16().chain([13]).flat_map(u16::to_le_bytes).collect();
        let record = |tag: u32, level: u32, content: &[u8]| {
            let head = tag | level << 10 | u32::try_from(content.len()).unwrap() << 20;
            [&head.to_le_bytes()[..], content].concat()
        };
        let mut section = record(66, 0, &[0; 22]);
        section.extend(record(67, 1, &letters));
        let mut out = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        out.create_storage("/BodyText").unwrap();
        for (path, content) in
            [("/FileHeader", header), ("/DocInfo", Vec::new()), ("/BodyText/Section0", section)]
        {
            out.create_stream(path).unwrap().write_all(&content).unwrap();
        }
        out.flush().unwrap();
        out.into_inner().into_inner()
    }

    #[test]
    fn hangul_papers_are_read_unless_locked_or_cut() {
        let whole = hwp(0, "홍길동 고객 명부");
        let document = of(&whole);
        assert_eq!((document.media_type.as_str(), document.state), ("hwp", ReadState::Read));
        assert!(text(&document).contains("홍길동 고객 명부"), "{document:?}");
        let locked = of(&hwp(2, "홍길동"));
        assert_eq!(
            (locked.state, locked.reason),
            (ReadState::Unread, Some(UnreadReason::Encrypted))
        );
        assert_ne!(of(&whole[..whole.len() / 2]).state, ReadState::Read);
    }

    fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in entries {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(content).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn papers_of_hancom_office_are_read_unless_cut() {
        let section = "<hs:sec xmlns:hs=\"s\" xmlns:hp=\"p\"><hp:p><hp:run><hp:t>홍길동 010-1234-5678</hp:t></hp:run></hp:p></hs:sec>";
        let whole = zip(&[
            ("mimetype", b"application/hwp+zip"),
            ("Contents/section0.xml", section.as_bytes()),
        ]);
        let document = of(&whole);
        assert_eq!((document.media_type.as_str(), document.state), ("hwpx", ReadState::Read));
        assert!(text(&document).contains("홍길동 010-1234-5678"), "{document:?}");
        assert_ne!(of(&whole[..whole.len() / 2]).state, ReadState::Read);
    }

    /// A chunk of an archive of iWork as it is stored without compression: one field of text.
    fn iwa(said: &str) -> Vec<u8> {
        let field = [&[0x1a, u8::try_from(said.len()).unwrap()], said.as_bytes()].concat();
        let [low, high, ..] = field.len().to_le_bytes();
        [&[1, low, high, 0], field.as_slice()].concat()
    }

    #[test]
    fn papers_of_iwork_are_read_unless_damaged() {
        let said = iwa("Customer list of Hanako Takahashi");
        let mut broken = said.clone();
        broken.truncate(said.len() - 3);
        for (index, kind) in [
            ("Index/Document.iwa", "pages"),
            ("Index/Tables/DataList.iwa", "numbers"),
            ("Index/Slide.iwa", "key"),
        ] {
            let document = of(&zip(&[(index, &said)]));
            assert_eq!((document.media_type.as_str(), document.state), (kind, ReadState::Read));
            assert!(text(&document).contains("Hanako Takahashi"), "{kind}: {document:?}");
            assert_ne!(of(&zip(&[(index, &broken)])).state, ReadState::Read, "{kind}");
        }
    }
}

//! Documents that are zip packages of XML: what the main reader leaves out (comments, notes, text
//! boxes, struck-out text, links, properties, embedded files, pictures), and the formats that have
//! no reader of their own.

use super::heif;
use super::hidden;
use super::ocr::{self, Together};
use super::outlook;
use super::structured::entity_text;
use crate::encoding::decode_name;
use crate::layout::add_tables;
use crate::{Kind, Limits, Member, Ocr, Reading};
use candor_facts::{Aid, Document, HowRead, Part, PartKind, ReadState, UnreadReason};
use quick_xml::events::Event;
use std::collections::{BTreeMap, HashSet};
use std::io::{Cursor, Read};
use std::path::Path;

/// The entries of a package: by its directory, or, when that is damaged, from the front as far as
/// they go.
enum Package<'a> {
    Whole(Box<zip::ZipArchive<Cursor<&'a [u8]>>>),
    Salvaged(BTreeMap<String, Vec<u8>>),
}

impl<'a> Package<'a> {
    fn open(bytes: &'a [u8]) -> Self {
        if let Ok(archive) = zip::ZipArchive::new(Cursor::new(bytes)) {
            return Self::Whole(Box::new(archive));
        }
        let mut entries = BTreeMap::new();
        let mut from = Cursor::new(bytes);
        let mut left = SALVAGED_BYTES_MAX;
        while let Ok(Some(mut file)) = zip::read::read_zipfile_from_stream(&mut from) {
            let (name, _) = decode_name(file.name_raw());
            let mut content = Vec::new();
            let damaged =
                (&mut file).take(ENTRY_BYTES_MAX.min(left)).read_to_end(&mut content).is_err();
            left = left.saturating_sub(content.len() as u64);
            entries.insert(name, content);
            if damaged || left == 0 {
                break;
            }
        }
        Self::Salvaged(entries)
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = match self {
            Self::Whole(archive) => {
                archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect()
            }
            Self::Salvaged(entries) => entries.keys().cloned().collect(),
        };
        // Slide 2 before slide 10.
        names.sort_by_key(|name| (name.len(), name.clone()));
        names
    }
}

const ENTRY_BYTES_MAX: u64 = 64 << 20;
const SALVAGED_BYTES_MAX: u64 = 256 << 20;
const PICTURES_MAX: usize = 200;
/// Lines that are searched for in the text that is already there.
const SEARCHED_LINES_MAX: usize = 5_000;

/// Where a kind of package keeps text: a prefix of entry names, and what the text is.
const SOURCES: &[(&str, PartKind, &str)] = &[
    ("word/document.xml", PartKind::Body, "text boxes and fields"),
    ("word/comments", PartKind::Comments, "comments"),
    ("word/footnotes", PartKind::Notes, "footnotes"),
    ("word/endnotes", PartKind::Notes, "endnotes"),
    ("word/header", PartKind::Headers, "header and footer"),
    ("word/footer", PartKind::Headers, "header and footer"),
    ("word/charts/chart", PartKind::Body, "charts"),
    ("word/diagrams/data", PartKind::Body, "diagrams"),
    ("word/glossary/document.xml", PartKind::Notes, "building blocks"),
    ("ppt/slides/slide", PartKind::Body, "text boxes and fields"),
    ("ppt/notesSlides/", PartKind::Notes, "speaker notes"),
    ("ppt/comments/", PartKind::Comments, "comments"),
    ("ppt/charts/chart", PartKind::Body, "charts"),
    ("ppt/diagrams/data", PartKind::Body, "diagrams"),
    ("xl/sharedStrings.xml", PartKind::Body, "strings that stand in no cell"),
    ("xl/comments", PartKind::Comments, "comments"),
    ("xl/threadedComments/", PartKind::Comments, "comments"),
    ("xl/drawings/drawing", PartKind::Body, "text boxes"),
    ("xl/charts/chart", PartKind::Body, "charts"),
    ("content.xml", PartKind::Notes, "notes and text boxes"),
    ("styles.xml", PartKind::Headers, "header and footer"),
    ("visio/pages/page", PartKind::Page, "pages"),
    ("Contents/section", PartKind::Body, "body"),
];

/// Reads Visio drawings and Hangul documents of the XML kind.
pub fn read(kind: Kind, reading: &mut Reading<'_>) -> Document {
    let mut package = Package::open(reading.bytes);
    let locked = whole_entry(&mut package, "META-INF/manifest.xml")
        .is_some_and(|manifest| crate::kind::find(&manifest, b"encryption-data").is_some());
    if locked {
        return Document::unread(
            kind.name(),
            UnreadReason::Encrypted,
            "opens only with a password",
        );
    }
    let mut document = Document::read(kind.name(), HowRead::Structure, Vec::new());
    if let Package::Salvaged(_) = package {
        document = document.missing(UnreadReason::Corrupt, "its directory cannot be read");
    }
    supplement(&mut document, reading);
    document
}

/// Adds to a document of a package what its main reader left out.
pub fn supplement(document: &mut Document, reading: &mut Reading<'_>) {
    if document.reason == Some(UnreadReason::Encrypted) {
        return;
    }
    let mut package = Package::open(reading.bytes);
    let names = package.names();
    let mut known = Known::of(document);
    let mut deleted = String::new();
    let mut incomplete: Vec<&str> = Vec::new();
    let mut found: BTreeMap<(&str, &str), (PartKind, String)> = BTreeMap::new();
    for name in &names {
        let source = SOURCES
            .iter()
            .find(|(prefix, ..)| name.starts_with(prefix) && has_extension(name, "xml"));
        let Some((_, kind, label)) = source else { continue };
        // Strings of cells that went out in slices are not known here any more.
        if reading.sliced > 0 && name.starts_with("xl/sharedStrings") {
            continue;
        }
        let Some((xml, whole)) = entry(&mut package, name) else { continue };
        let flow = Flow::of(&xml);
        let to_the_end = whole && flow.whole;
        if !to_the_end && !incomplete.contains(label) {
            incomplete.push(label);
        }
        deleted.push_str(&flow.deleted);
        let new = known.only_new(&flow.text);
        if !new.is_empty() {
            found.entry((kind.as_str(), label)).or_insert((*kind, String::new())).1.push_str(&new);
        }
    }
    for ((_, label), (kind, text)) in found {
        let mut part = Part::text(kind, label, text);
        add_tables(&mut part);
        document.parts.push(part);
    }
    if !deleted.trim().is_empty() {
        document.parts.push(Part::text(PartKind::Deleted, "deleted text", deleted));
    }
    let links = known.only_new(&links(&mut package, &names));
    if !links.is_empty() {
        document.parts.push(Part::text(PartKind::Notes, "links", links));
    }
    properties(&mut package, document);
    document.parts.extend(hidden_cells(&mut package));
    embedded(&mut package, &names, reading);
    pictures(&mut package, &names, document, reading);
    if !incomplete.is_empty() {
        let read = std::mem::replace(document, Document::read("", HowRead::Nothing, Vec::new()));
        let detail = format!("{} not to the end", incomplete.join(", "));
        *document = read.missing(UnreadReason::Corrupt, detail);
    }
    // A damaged package may still have given text.
    let has_text = document.parts.iter().any(|part| !part.text.trim().is_empty());
    if document.state == ReadState::Unread && has_text {
        document.state = ReadState::PartlyRead;
        document.how = HowRead::Structure;
    }
}

/// The rows and columns of a workbook that are hidden, sheet by sheet.
fn hidden_cells(package: &mut Package<'_>) -> Option<Part> {
    let workbook = whole_entry(package, "xl/workbook.xml")?;
    let relations = whole_entry(package, "xl/_rels/workbook.xml.rels")?;
    let mut text = String::new();
    for (entry, name) in hidden::sheets(&workbook, &relations) {
        let said = whole_entry(package, &entry).and_then(|sheet| hidden::hidden(&sheet));
        if let Some(said) = said {
            text.push_str(&format!("{name}: {said}\n"));
        }
    }
    (!text.is_empty()).then(|| Part::text(PartKind::Properties, "hidden rows and columns", text))
}

/// An entry's content, and whether it is all of it: what comes before damage is text too.
fn entry(package: &mut Package<'_>, name: &str) -> Option<(Vec<u8>, bool)> {
    let archive = match package {
        Package::Whole(archive) => archive,
        Package::Salvaged(entries) => return Some((entries.get(name)?.clone(), true)),
    };
    let file = match archive.by_name(name) {
        Ok(file) => file,
        Err(zip::result::ZipError::FileNotFound) => return None,
        Err(_) => return Some((Vec::new(), false)),
    };
    let size = file.size();
    let mut content = Vec::new();
    let damaged = file.take(ENTRY_BYTES_MAX).read_to_end(&mut content).is_err();
    Some((content, !damaged && size <= ENTRY_BYTES_MAX))
}

/// The content of an entry that is only of use whole.
fn whole_entry(package: &mut Package<'_>, name: &str) -> Option<Vec<u8>> {
    entry(package, name).filter(|(_, whole)| *whole).map(|(content, _)| content)
}

fn has_extension(name: &str, extension: &str) -> bool {
    Path::new(name).extension().is_some_and(|known| known.eq_ignore_ascii_case(extension))
}

/// What a document says already, without white space.
struct Known {
    /// Hashes of lines and cells; a large workbook has millions.
    lines: HashSet<u64>,
    all: String,
    searched: usize,
}

impl Known {
    fn of(document: &Document) -> Self {
        let mut known = Self { lines: HashSet::new(), all: String::new(), searched: 0 };
        for part in &document.parts {
            known.take(&part.text);
        }
        known
    }

    fn take(&mut self, text: &str) {
        self.lines.extend(text.split(['\n', '\t']).map(|line| hash(&squeezed(line))));
        self.all.push_str(&squeezed(text));
    }

    /// The lines of `text` that are not known yet; they are known from then on.
    fn only_new(&mut self, text: &str) -> String {
        let mut new = String::new();
        for line in text.lines() {
            let bare = squeezed(line);
            if bare.is_empty() || self.lines.contains(&hash(&bare)) {
                continue;
            }
            self.searched += 1;
            if self.searched <= SEARCHED_LINES_MAX && self.all.contains(&bare) {
                continue;
            }
            new.push_str(line.trim());
            new.push('\n');
            self.lines.insert(hash(&bare));
        }
        new
    }
}

fn hash(text: &str) -> u64 {
    use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
    BuildHasherDefault::<DefaultHasher>::default().hash_one(text)
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Running text of one XML part, and what was struck out of it.
#[derive(Default)]
struct Flow {
    text: String,
    deleted: String,
    /// Whether the end of the part was reached.
    whole: bool,
}

impl Flow {
    fn of(xml: &[u8]) -> Self {
        let mut flow = Self::default();
        let mut reader = quick_xml::Reader::from_reader(xml);
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        // Names of the open elements; text counts inside those that hold it.
        let mut open: Vec<Vec<u8>> = Vec::new();
        loop {
            match reader.read_event() {
                Ok(Event::Start(element)) => {
                    let name = element.local_name().as_ref().to_vec();
                    author(&element, &mut flow.text);
                    open.push(name);
                }
                Ok(Event::Empty(element)) => match element.local_name().as_ref() {
                    b"tab" => flow.to(&open).push('\t'),
                    b"br" | b"cr" | b"line-break" => flow.to(&open).push('\n'),
                    b"s" => flow.to(&open).push(' '),
                    _ => {}
                },
                Ok(Event::End(_)) => match open.pop().as_deref() {
                    Some(
                        b"p" | b"h" | b"tr" | b"row" | b"Text" | b"comment" | b"cm" | b"v" | b"si",
                    ) => {
                        flow.to(&open).push('\n');
                    }
                    Some(b"tc" | b"table-cell") => flow.to(&open).push('\t'),
                    _ => {}
                },
                Ok(Event::Text(text)) if holds_text(&open) => {
                    let text = text.decode().unwrap_or_default().into_owned();
                    // Line breaks between elements are the file's layout, not its text.
                    if !(text.trim().is_empty() && text.contains('\n')) {
                        flow.to(&open).push_str(&text);
                    }
                }
                Ok(Event::GeneralRef(entity)) if holds_text(&open) => {
                    let text = entity_text(&entity);
                    flow.to(&open).push_str(&text);
                }
                Ok(Event::Eof) => {
                    flow.whole = true;
                    return flow;
                }
                Err(_) => return flow,
                Ok(_) => {}
            }
        }
    }

    fn to(&mut self, open: &[Vec<u8>]) -> &mut String {
        let struck =
            open.iter().any(|name| matches!(name.as_slice(), b"del" | b"moveFrom" | b"deletion"));
        if struck { &mut self.deleted } else { &mut self.text }
    }
}

/// Whether text inside these elements is the document's: runs of words, cached values, captions;
/// not the copy that older programs read.
fn holds_text(open: &[Vec<u8>]) -> bool {
    let named = |name: &Vec<u8>| {
        matches!(
            name.as_slice(),
            b"t" | b"delText"
                | b"instrText"
                | b"p"
                | b"h"
                | b"span"
                | b"v"
                | b"Text"
                | b"text"
                | b"a"
        )
    };
    let fallback = open.iter().any(|name| name == b"Fallback");
    !fallback && open.last().is_some_and(named)
}

/// Who wrote a comment or changed the text.
fn author(element: &quick_xml::events::BytesStart<'_>, text: &mut String) {
    if !matches!(element.local_name().as_ref(), b"comment" | b"ins" | b"del") {
        return;
    }
    let author = element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == b"author");
    if let Some(author) = author {
        let name = String::from_utf8_lossy(&author.value);
        let name = quick_xml::escape::unescape(&name).unwrap_or_default();
        if !name.trim().is_empty() {
            text.push_str(&format!("\nAuthor: {name}\n"));
        }
    }
}

/// Targets of links that lead out of the package.
fn links(package: &mut Package<'_>, names: &[String]) -> String {
    let mut links = String::new();
    for name in names.iter().filter(|name| has_extension(name, "rels")) {
        let Some(xml) = whole_entry(package, name) else { continue };
        let xml = String::from_utf8_lossy(&xml);
        for relation in
            xml.split('<').filter(|relation| relation.contains("TargetMode=\"External\""))
        {
            let target = relation.split("Target=\"").nth(1).and_then(|rest| rest.split('"').next());
            let target = target.and_then(|target| quick_xml::escape::unescape(target).ok());
            if let Some(target) = target.filter(|target| !target.is_empty()) {
                links.push_str(target.trim_start_matches("mailto:"));
                links.push('\n');
            }
        }
    }
    links
}

/// Labels of properties, by element name.
const PROPERTIES: &[(&[u8], &str)] = &[
    (b"creator", "Author"),
    (b"initial-creator", "Author"),
    (b"lastModifiedBy", "Last editor"),
    (b"title", "Title"),
    (b"subject", "Subject"),
    (b"description", "Description"),
    (b"keywords", "Keywords"),
    (b"keyword", "Keywords"),
    (b"Company", "Company"),
    (b"Manager", "Manager"),
];

/// Author, last editor, company and the like, unless the main reader gave them.
fn properties(package: &mut Package<'_>, document: &mut Document) {
    let mut lines = String::new();
    for name in ["docProps/core.xml", "docProps/app.xml", "meta.xml"] {
        let xml = match entry(package, name) {
            Some((xml, true)) => xml,
            Some(_) if document.state == ReadState::Read => {
                *document = document.clone().missing(UnreadReason::Corrupt, "properties");
                continue;
            }
            _ => continue,
        };
        let mut reader = quick_xml::Reader::from_reader(xml.as_slice());
        let mut label = None;
        loop {
            match reader.read_event() {
                Ok(Event::Start(element)) => {
                    let name = element.local_name();
                    label = PROPERTIES
                        .iter()
                        .find(|(known, _)| *known == name.as_ref())
                        .map(|(_, label)| label);
                }
                Ok(Event::Text(text)) => {
                    let value = text.decode().unwrap_or_default();
                    if let Some(label) = label.filter(|_| !value.trim().is_empty()) {
                        lines.push_str(&format!("{label}: {}\n", value.trim()));
                    }
                }
                Ok(Event::End(_)) => label = None,
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
        }
    }
    document.parts.retain(|part| part.kind != PartKind::Properties || lines.is_empty());
    if !lines.is_empty() {
        document.parts.push(Part::text(PartKind::Properties, "properties", lines));
    }
}

/// Files that were put into the document become members.
fn embedded(package: &mut Package<'_>, names: &[String], reading: &mut Reading<'_>) {
    // Whole documents may also be spliced in as "alternative format" chunks.
    let is_file = |name: &&String| name.contains("/embeddings/") || name.contains("/afchunk");
    for name in names.iter().filter(is_file).filter(|name| !name.ends_with('/')) {
        let short = name.rsplit('/').next().unwrap_or(name);
        let Some(content) = whole_entry(package, name) else {
            reading.hand_out(Member::unread(short, UnreadReason::Corrupt, "its data is damaged"));
            continue;
        };
        let member = match Kind::of(&content) {
            Kind::Ole => {
                let mut bytes = Vec::new();
                let stream = cfb::CompoundFile::open(Cursor::new(content.as_slice()))
                    .ok()
                    .and_then(|mut object| {
                        object.open_stream("/\u{1}Ole10Native").ok()?.read_to_end(&mut bytes).ok()
                    });
                stream
                    .and_then(|_| outlook::native(&bytes))
                    .map(|(name, content)| Member::new(name, content))
            }
            _ => {
                let (name, name_raw) = decode_name(short.as_bytes());
                Some(Member { name_raw, ..Member::new(name, content) })
            }
        };
        if let Some(member) = member {
            reading.hand_out(member);
        }
    }
}

/// Photos of telephones in one document that are decoded, and how large.
const PHOTOS_MAX: usize = 20;
const PHOTO_PIXELS_MAX: u64 = 25_000_000;

/// Pictures inside the document, when recognition is on; a note that they wait when it is off.
fn pictures(
    package: &mut Package<'_>,
    names: &[String],
    document: &mut Document,
    reading: &mut Reading<'_>,
) {
    let media = names.iter().filter(|name| {
        name.contains("/media/") || name.starts_with("Pictures/") || name.starts_with("BinData/")
    });
    let mut together = Together::default();
    let mut photos = 0;
    for (number, name) in media.enumerate() {
        let Some(content) = whole_entry(package, name) else { continue };
        let Kind::Image(kind) = Kind::of(&content) else { continue };
        let icon =
            ocr::size(kind, &content).is_some_and(|(width, height)| ocr::is_icon(width, height));
        if icon {
            continue;
        }
        if reading.options.ocr == Ocr::Off {
            document.awaits = document.awaits.or(Some(Aid::Ocr));
            document.note("pictures in it were not looked at; run with --ocr auto");
            break;
        }
        if number >= PICTURES_MAX {
            document.note(format!("pictures after {PICTURES_MAX} were not looked at"));
            break;
        }
        let content = match kind {
            // Decoding takes from the time of the document itself.
            "heic" if photos >= PHOTOS_MAX => {
                Err((UnreadReason::Limit, format!("photos after {PHOTOS_MAX}")))
            }
            "heic" => {
                photos += 1;
                let limits = Limits { picture_pixels_max: PHOTO_PIXELS_MAX, ..Limits::default() };
                heif::decoded(&content, &limits)
            }
            _ => Ok(content),
        };
        let content = match content {
            Ok(content) => content,
            Err((_, detail)) => {
                document.note(format!("a picture was not read: {detail}"));
                continue;
            }
        };
        let label = format!("picture {}", name.rsplit('/').next().unwrap_or(name));
        if together.add(label, content)
            && !read_pictures(std::mem::take(&mut together), document, reading)
        {
            return;
        }
    }
    read_pictures(together, document, reading);
}

/// Adds the parts of pictures. One that cannot be recognised is noted; the document's own text stays read. Says
/// whether all were.
fn read_pictures(together: Together, document: &mut Document, reading: &mut Reading<'_>) -> bool {
    let mut all = true;
    for (label, table) in together.recognise(reading) {
        match table {
            Ok(table) => document.parts.extend(ocr::parts(&table, PartKind::Picture, &label)),
            Err((_, detail)) => {
                document.note(format!("a picture was not read: {detail}"));
                all = false;
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Kept, word};

    #[test]
    fn struck_out_text_is_kept_apart() {
        let xml = br#"<w:p><w:r><w:t>Price </w:t></w:r><w:del w:author="Ann &amp; Co"><w:r><w:delText>100</w:delText></w:r></w:del>
            <w:ins w:author="Bob"><w:r><w:t>200</w:t></w:r></w:ins></w:p><mc:AlternateContent><mc:Choice><w:p><w:t>box</w:t></w:p></mc:Choice><mc:Fallback><w:p><w:t>box</w:t></w:p></mc:Fallback></mc:AlternateContent>"#;
        let flow = Flow::of(xml);
        assert_eq!(flow.text, "Price \nAuthor: Ann & Co\n\nAuthor: Bob\n200\nbox\n\n");
        assert_eq!(flow.deleted, "100");
    }

    fn package(entries: &[(&str, &str)]) -> Vec<u8> {
        use std::io::Write;
        use zip::write::SimpleFileOptions;
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let stored =
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        for (name, content) in entries {
            archive.start_file(*name, stored).unwrap();
            archive.write_all(content.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn a_picture_that_is_not_read_costs_the_others_nothing() {
        let gif = "GIF89a\u{1}\u{1}\u{1}\u{1}";
        let odt = package(&[
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            (
                "content.xml",
                "<office:document-content><office:body><text:p>Text of its own</text:p></office:body></office:document-content>",
            ),
            ("Pictures/1.gif", gif),
            ("Pictures/2.gif", gif),
            ("Pictures/3.gif", gif),
        ]);
        let options = crate::Options { ocr: Ocr::Auto, ..crate::Options::default() };
        let refused = (candor_facts::UnreadReason::Corrupt, "it cannot be opened".to_owned());
        let tables = [Ok(word("one")), Err(refused), Ok(word("three"))].into();
        let mut host = Kept { tables, ..Kept::default() };
        let document = crate::testing::read(&odt, &options, &mut host);
        let read = document.parts.iter().filter(|part| part.kind == PartKind::Picture);
        let read: Vec<(&str, &str)> = read.map(|p| (p.label.as_str(), p.text.trim())).collect();
        assert_eq!(read, [("picture 1.gif", "one"), ("picture 3.gif", "three")]);
        assert!(document.detail.contains("a picture was not read: it cannot be opened"));
    }

    fn document() -> Vec<u8> {
        let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
        let w = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
        let body = format!(
            "<w:document {w}><w:body><w:p><w:r><w:t>本文です。</w:t></w:r><w:del w:author=\"佐藤\"><w:r><w:delText>旧価格 100円</w:delText></w:r></w:del></w:p></w:body></w:document>"
        );
        package(&[
            ("[Content_Types].xml", types),
            (
                "_rels/.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>",
            ),
            ("word/document.xml", &body),
            (
                "word/comments.xml",
                &format!(
                    "<w:comments {w}><w:comment w:author=\"田中 次郎\"><w:p><w:r><w:t>要確認</w:t></w:r></w:p></w:comment></w:comments>"
                ),
            ),
            (
                "word/footnotes.xml",
                &format!(
                    "<w:footnotes {w}><w:footnote><w:p><w:r><w:t>脚注の文</w:t></w:r></w:p></w:footnote></w:footnotes>"
                ),
            ),
            (
                "word/_rels/document.xml.rels",
                "<Relationships><Relationship Target=\"mailto:info@example.jp\" TargetMode=\"External\"/></Relationships>",
            ),
            ("docProps/app.xml", "<Properties><Company>例示株式会社</Company></Properties>"),
            ("word/embeddings/list.csv", "氏名,電話\n山田太郎,03-1234-5678\n"),
        ])
    }

    #[test]
    fn what_stands_beside_the_body_is_read_too() {
        use crate::testing::Kept;
        let bytes = document();
        let mut host = Kept::default();
        let read = crate::testing::read(&bytes, &crate::Options::default(), &mut host);
        assert_eq!((read.media_type.as_str(), read.state), ("docx", ReadState::Read));
        let text = |kind: PartKind| -> String {
            read.parts
                .iter()
                .filter(|part| part.kind == kind)
                .map(|part| part.text.as_str())
                .collect()
        };
        assert!(text(PartKind::Body).contains("本文です。"));
        // What the main reader gives already is not said twice.
        let all: String = read.parts.iter().map(|part| part.text.as_str()).collect();
        assert!(text(PartKind::Comments).contains("Author: 田中 次郎"), "{:?}", read.parts);
        assert_eq!((all.matches("要確認").count(), all.matches("脚注の文").count()), (1, 1));
        assert!(text(PartKind::Notes).contains("info@example.jp"));
        assert!(text(PartKind::Deleted).contains("旧価格 100円"));
        assert!(text(PartKind::Properties).contains("Company: 例示株式会社"));
        assert_eq!(host.members[0].name, "list.csv");
        let cut = crate::testing::read(
            &bytes[..bytes.len() * 6 / 10],
            &crate::Options::default(),
            &mut host,
        );
        assert_eq!((cut.state, cut.reason), (ReadState::PartlyRead, Some(UnreadReason::Corrupt)));
    }

    #[test]
    fn only_what_is_new_is_added() {
        let mut document = Document::read("docx", HowRead::Structure, vec![]);
        document.parts.push(Part::text(PartKind::Body, "body", "Hello   world\nname\ttel"));
        let mut known = Known::of(&document);
        assert_eq!(known.only_new("Hello world\ntel\nnew line\nnew  line\n"), "new line\n");
    }
}

//! What a PDF holds beside its pages: notes, form values, properties, bookmarks, attachments. Own
//! walks over the object tree, since a hostile tree has cycles.

use candor_facts::{Part, PartKind, UnreadReason};
use std::collections::{HashMap, HashSet};
use std::io::Read;
use xberg_native_pdf::PdfDocument;
use xberg_native_pdf::encryption::EncryptionHandler;
use xberg_native_pdf::object::{Object, ObjectRef};
use xberg_native_pdf::optional_content::decode_pdf_text_string;

type Dict = HashMap<String, Object>;
type Content = Result<Vec<u8>, (UnreadReason, String)>;

const NODES_MAX: usize = 100_000;
const NOTES_PER_PAGE_MAX: usize = 20_000;

pub struct Objects<'a> {
    pdf: &'a PdfDocument,
    key: Option<EncryptionHandler>,
}

impl<'a> Objects<'a> {
    pub fn new(pdf: &'a PdfDocument, password: Option<&str>) -> Self {
        let mut objects = Self { pdf, key: None };
        if pdf.is_encrypted() {
            objects.key = objects.open_key(password.unwrap_or_default().as_bytes());
        }
        objects
    }

    fn open_key(&self, password: &[u8]) -> Option<EncryptionHandler> {
        let trailer = self.pdf.trailer().as_dict()?;
        let encrypt = self.pdf.resolve_object(trailer.get("Encrypt")?).ok()?;
        let id = self
            .get(trailer, "ID")
            .and_then(|id| id.as_array()?.first()?.as_string().map(<[u8]>::to_vec))
            .unwrap_or_default();
        let mut key = EncryptionHandler::new(&encrypt, id).ok()?;
        key.authenticate(password).ok()?.then_some(key)
    }

    fn get(&self, dict: &Dict, key: &str) -> Option<Object> {
        self.pdf.resolve_object(dict.get(key)?).ok().filter(|object| !object.is_null())
    }

    fn text(&self, dict: &Dict, key: &str) -> Option<String> {
        let object = self.get(dict, key)?;
        let text = object
            .as_string()
            .map(decode_pdf_text_string)
            .or_else(|| object.as_name().map(str::to_owned))?;
        let text = text.trim_matches(['\u{feff}', '\0', ' ']).to_owned();
        (!text.is_empty()).then_some(text)
    }

    fn catalog(&self) -> Option<Dict> {
        self.pdf.catalog().ok()?.as_dict().cloned()
    }

    /// Notes, form values, bookmarks and properties, each as a part.
    pub fn texts(&self, pages: usize) -> Vec<Part> {
        let forms = self.form_values();
        [
            (PartKind::Comments, "notes", self.notes(pages)),
            (PartKind::Body, "form fields", forms),
            (PartKind::Notes, "bookmarks", self.bookmarks()),
            (PartKind::Properties, "properties", self.properties()),
        ]
        .into_iter()
        .filter(|(_, _, text)| !text.trim().is_empty())
        .map(|(kind, label, text)| Part::text(kind, label, text))
        .collect()
    }

    fn annotations(&self, page: usize) -> Vec<Dict> {
        let all = self
            .pdf
            .get_page(page)
            .ok()
            .and_then(|page| self.get(page.as_dict()?, "Annots"))
            .and_then(|all| all.as_array().cloned());
        all.unwrap_or_default()
            .iter()
            .take(NOTES_PER_PAGE_MAX)
            .filter_map(|note| self.pdf.resolve_object(note).ok()?.as_dict().cloned())
            .collect()
    }

    fn notes(&self, pages: usize) -> String {
        let mut text = String::new();
        for page in 0..pages {
            for note in self.annotations(page) {
                let kind = self.text(&note, "Subtype").unwrap_or_default();
                // Field values and drawn text stand in the page's own text.
                if matches!(kind.as_str(), "Widget" | "FreeText" | "Stamp" | "Popup") {
                    continue;
                }
                let author = self.text(&note, "T");
                let link =
                    self.get(&note, "A").and_then(|action| action.as_dict().cloned()).and_then(
                        |action| self.text(&action, "URI").or_else(|| self.text(&action, "F")),
                    );
                let said = self.text(&note, "Contents").or(link);
                match (author, said) {
                    (Some(author), Some(said)) => {
                        text.push_str(&format!("Author: {author}\n{said}\n"));
                    }
                    (None, Some(said)) => text.push_str(&format!("{said}\n")),
                    (Some(author), None) => text.push_str(&format!("Author: {author}\n")),
                    (None, None) => {}
                }
            }
        }
        text
    }

    fn form_values(&self) -> String {
        let mut text = String::new();
        let Some(form) = self.catalog().and_then(|catalog| self.get(&catalog, "AcroForm")) else {
            return text;
        };
        let fields = form.as_dict().and_then(|form| self.get(form, "Fields"));
        let mut seen = HashSet::new();
        let mut todo: Vec<(Object, String)> = fields
            .and_then(|fields| fields.as_array().cloned())
            .unwrap_or_default()
            .into_iter()
            .rev()
            .map(|field| (field, String::new()))
            .collect();
        while let Some((field, parent)) = todo.pop() {
            if let Object::Reference(reference) = &field
                && (!seen.insert(*reference) || seen.len() > NODES_MAX)
            {
                continue;
            }
            let Ok(field) = self.pdf.resolve_object(&field) else { continue };
            let Some(field) = field.as_dict() else { continue };
            let name = match self.text(field, "T") {
                Some(name) if parent.is_empty() => name,
                Some(name) => format!("{parent}.{name}"),
                None => parent,
            };
            if let Some(value) = self.form_value(field) {
                text.push_str(&format!("{name}: {value}\n"));
            }
            if let Some(Object::Array(kids)) = self.get(field, "Kids") {
                todo.extend(kids.into_iter().rev().map(|kid| (kid, name.clone())));
            }
        }
        text
    }

    fn form_value(&self, field: &Dict) -> Option<String> {
        match self.get(field, "V")? {
            Object::Array(values) => {
                let values: Vec<String> = values
                    .iter()
                    .filter_map(|value| value.as_string().map(decode_pdf_text_string))
                    .collect();
                (!values.is_empty()).then(|| values.join(", "))
            }
            Object::Dictionary(signature) => self.text(&signature, "Name"),
            _ => self.text(field, "V").filter(|value| value != "Off"),
        }
    }

    fn bookmarks(&self) -> String {
        let mut text = String::new();
        let mut seen = HashSet::new();
        let first = self
            .catalog()
            .and_then(|catalog| self.get(&catalog, "Outlines"))
            .and_then(|outlines| outlines.as_dict()?.get("First").cloned());
        let mut todo: Vec<Object> = first.into_iter().collect();
        while let Some(node) = todo.pop() {
            if let Object::Reference(reference) = &node
                && (!seen.insert(*reference) || seen.len() > NODES_MAX)
            {
                continue;
            }
            let Ok(node) = self.pdf.resolve_object(&node) else { continue };
            let Some(node) = node.as_dict() else { continue };
            if let Some(title) = self.text(node, "Title") {
                text.push_str(&title);
                text.push('\n');
            }
            todo.extend(["Next", "First"].iter().filter_map(|key| node.get(*key).cloned()));
        }
        text
    }

    fn properties(&self) -> String {
        let info = self.pdf.trailer().as_dict().and_then(|trailer| self.get(trailer, "Info"));
        let Some(info) = info.as_ref().and_then(Object::as_dict) else { return String::new() };
        ["Title", "Author", "Subject", "Keywords"]
            .iter()
            .filter_map(|key| Some(format!("{key}: {}\n", self.text(info, key)?)))
            .collect()
    }

    /// Embedded files of the document, of its portfolio, and of notes on its pages.
    pub fn attachments(&self, pages: usize, bytes_max: u64) -> Vec<(String, Content)> {
        let mut files = Vec::new();
        let mut seen = HashSet::new();
        let mut take = |objects: &Self, spec: &Dict| {
            if let Some((name, reference)) = objects.file_of(spec)
                && seen.insert(reference)
            {
                files.push((name, objects.stream(reference, bytes_max)));
            }
        };
        let catalog = self.catalog().unwrap_or_default();
        let mut nodes: Vec<Object> = self
            .get(&catalog, "Names")
            .and_then(|names| self.get(names.as_dict()?, "EmbeddedFiles"))
            .into_iter()
            .collect();
        for _ in 0..NODES_MAX {
            let Some(node) = nodes.pop() else { break };
            let Some(node) = node.as_dict() else { continue };
            if let Some(Object::Array(kids)) = self.get(node, "Kids") {
                nodes.extend(kids.iter().rev().filter_map(|kid| self.pdf.resolve_object(kid).ok()));
            }
            if let Some(Object::Array(names)) = self.get(node, "Names") {
                for spec in names.iter().skip(1).step_by(2) {
                    if let Ok(spec) = self.pdf.resolve_object(spec)
                        && let Some(spec) = spec.as_dict()
                    {
                        take(self, spec);
                    }
                }
            }
        }
        for page in 0..pages {
            for note in self.annotations(page) {
                if let Some(spec) = self.get(&note, "FS").and_then(|spec| spec.as_dict().cloned()) {
                    take(self, &spec);
                }
            }
        }
        files
    }

    fn file_of(&self, spec: &Dict) -> Option<(String, ObjectRef)> {
        let files = self.get(spec, "EF")?;
        let files = files.as_dict()?;
        let reference = files.get("UF").or_else(|| files.get("F"))?.as_reference()?;
        let name = self.text(spec, "UF").or_else(|| self.text(spec, "F"));
        Some((name.unwrap_or_else(|| "attachment".to_owned()), reference))
    }

    /// A stream's content. The library refuses what expands a hundredfold, which tables do.
    fn stream(&self, reference: ObjectRef, bytes_max: u64) -> Content {
        let damaged = || (UnreadReason::Corrupt, "its data is damaged".to_owned());
        let object = self.pdf.load_object(reference).map_err(|_| damaged())?;
        let Object::Stream { dict, data } = &object else { return Err(damaged()) };
        let raw = match &self.key {
            Some(key) => key
                .decrypt_stream(data, reference.id, u32::from(reference.generation))
                .map_err(|_| damaged())?,
            None => data.to_vec(),
        };
        let deflated = match self.get(dict, "Filter") {
            Some(Object::Name(name)) => name == "FlateDecode",
            Some(Object::Array(all)) => {
                all.len() == 1 && all.first().and_then(Object::as_name) == Some("FlateDecode")
            }
            _ => false,
        };
        if !deflated || dict.contains_key("DecodeParms") {
            let plain = Object::Stream { dict: dict.clone(), data: raw.into() };
            return plain.decode_stream_data().map_err(|_| damaged());
        }
        let mut content = Vec::new();
        let mut decoder = flate2::read::ZlibDecoder::new(raw.as_slice()).take(bytes_max + 1);
        decoder.read_to_end(&mut content).map_err(|_| damaged())?;
        if content.len() as u64 > bytes_max {
            return Err((UnreadReason::Limit, "expands to more than allowed".to_owned()));
        }
        Ok(content)
    }
}

//! What typst may see: one template, one data file, the fonts of this machine. No clock, no
//! network, no packages.

use crate::error::UserError;
use std::sync::Arc;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

/// Places of a font that writes Japanese, Vietnamese and English, in the order of preference.
const FONT_FILES: &[&[&str]] = &[
    &[
        "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
        "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
    ],
    &[
        "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
        "/usr/share/fonts/noto-cjk/NotoSansCJK-Bold.ttc",
    ],
];
const FAMILY: &str = "Noto Sans CJK JP";

#[derive(Clone)]
pub struct ReportWorld {
    library: Arc<LazyHash<Library>>,
    book: Arc<LazyHash<FontBook>>,
    fonts: Vec<Font>,
    main: Source,
    data: (FileId, Bytes),
}

impl ReportWorld {
    /// A template without data.
    pub fn new(template: &str) -> Result<Self, UserError> {
        let fonts = fonts()?;
        Ok(Self {
            library: Arc::new(LazyHash::new(Library::default())),
            book: Arc::new(LazyHash::new(FontBook::from_fonts(&fonts))),
            fonts,
            main: Source::new(file_id("/main.typ")?, template.to_owned()),
            data: (file_id("/data.json")?, Bytes::new(Vec::new())),
        })
    }
}

impl ReportWorld {
    /// The same template with other data.
    pub fn with_data(&self, data: Vec<u8>) -> Self {
        Self { data: (self.data.0, Bytes::new(data)), ..self.clone() }
    }
}

fn file_id(path: &str) -> Result<FileId, UserError> {
    let path = VirtualPath::new(path).map_err(|_| UserError::internal("template path"))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// The bytes of the font collection whose first face is the report's.
pub fn font_bytes() -> Result<Vec<u8>, UserError> {
    let regular = FONT_FILES.iter().filter_map(|files| files.first());
    regular.into_iter().find_map(|file| std::fs::read(file).ok()).ok_or_else(missing_font)
}

fn missing_font() -> UserError {
    UserError::input(format!(
        "the font {FAMILY} is not on this machine\nhint: install it (Debian: apt install fonts-noto-cjk) and run again"
    ))
}

fn fonts() -> Result<Vec<Font>, UserError> {
    for files in FONT_FILES {
        let blobs: Vec<Vec<u8>> =
            files.iter().filter_map(|file| std::fs::read(file).ok()).collect();
        let fonts: Vec<Font> = blobs
            .into_iter()
            .flat_map(|blob| Font::iter(Bytes::new(blob)).take(1).collect::<Vec<_>>())
            .filter(|font| font.info().family == FAMILY)
            .collect();
        if !fonts.is_empty() {
            return Ok(fonts);
        }
    }
    Err(missing_font())
}

impl World for ReportWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::NotSource) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data.0 { Ok(self.data.1.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

//! Text in pictures: what a recogniser found, as parts with the place of every word.

use super::heif;
use crate::layout::add_tables;
use crate::{Limits, Ocr, Reading, Recognised};
use candor_facts::{Document, HowRead, Part, PartKind, UnreadReason, Word};

/// Why a picture was not read when recognition is switched off.
pub const SWITCHED_OFF: &str = "pictures of text; run with --ocr auto to read them";

/// Pictures that are recognised together, at most; a page of A4 at 200 dpi has 4 MB.
pub const TOGETHER_MAX: usize = 10;
const TOGETHER_BYTES_MAX: usize = 32 << 20;

/// A picture file, with one part for each page.
pub fn picture(kind: &'static str, reading: &mut Reading<'_>) -> Document {
    if let Some((reason, detail)) = not_worth_reading(kind, reading.bytes, reading.limits()) {
        return Document::unread(kind, reason, detail);
    }
    match recognised(kind, reading) {
        Ok(table) => Document::read(kind, HowRead::Ocr, parts(&table, PartKind::Picture, "page")),
        Err((reason, detail)) => {
            let document = Document::unread(kind, reason, detail);
            // What recognition itself could not read would fail again.
            if reading.options.ocr == Ocr::Off { document.awaiting_ocr() } else { document }
        }
    }
}

fn recognised(kind: &str, reading: &mut Reading<'_>) -> Recognised {
    let decoded;
    let picture = if kind == "heic" && reading.options.ocr != Ocr::Off {
        decoded = heif::decoded(reading.bytes, reading.limits())?;
        &decoded
    } else {
        reading.bytes
    };
    recognise(reading, &[picture]).pop().unwrap_or_else(|| Err(broken_off()))
}

/// Pictures that are too large to open, or too small to hold words.
fn not_worth_reading(kind: &str, bytes: &[u8], limits: &Limits) -> Option<(UnreadReason, String)> {
    let (width, height) = size(kind, bytes)?;
    if u64::from(width) * u64::from(height) > limits.picture_pixels_max {
        return Some((UnreadReason::Limit, format!("{width} × {height} pixels")));
    }
    is_icon(width, height)
        .then(|| (UnreadReason::Empty, "too small a picture to hold text".to_owned()))
}

/// How files begin that hold one picture. Sources: as of [`size`].
const PAGES: &[(&str, &[u8])] = &[
    ("png", b"\x89PNG\r\n\x1a\n"),
    ("jpg", b"\xff\xd8\xff"),
    ("gif", b"GIF8"),
    ("bmp", b"BM"),
    ("webp", b"RIFF"),
];

/// Whether a file is one picture that will be recognised as a whole. Its first bytes alone tell: the process that
/// asks is not confined.
pub fn is_page(bytes: &[u8]) -> bool {
    let kind = PAGES.iter().find(|(_, start)| bytes.starts_with(start)).map(|(kind, _)| *kind);
    let limits = Limits::of(bytes.len() as u64);
    kind.is_some_and(|kind| not_worth_reading(kind, bytes, &limits).is_none())
}

/// Whether a picture file may hold several pages. Source: TIFF 6.0 section 2; BigTIFF.
pub fn is_tiff(bytes: &[u8]) -> bool {
    [b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"].iter().any(|start| bytes.starts_with(*start))
}

/// Icons, lines and dots.
pub fn is_icon(width: u32, height: u32) -> bool {
    width < 48 || height < 16 || width.saturating_mul(height) < 2_000
}

/// Pixels of a picture by its header. Sources: PNG 1.2, GIF89a, JFIF/ITU T.81 B.2.2, the Windows
/// bitmap file header, the WebP container.
pub fn size(kind: &str, bytes: &[u8]) -> Option<(u32, u32)> {
    let big = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let little = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let short =
        |at: usize| Some(u32::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
    match kind {
        "png" => Some((big(16)?, big(20)?)),
        "gif" => Some((short(6)?, short(8)?)),
        "bmp" => Some((little(18)?, little(22)?.cast_signed().unsigned_abs())),
        "jpg" => jpeg_size(bytes),
        "heic" => heif::size(bytes),
        "webp" if bytes.get(12..16) == Some(b"VP8X") => {
            let three = |at: usize| {
                Some(
                    u32::from_le_bytes([
                        *bytes.get(at)?,
                        *bytes.get(at + 1)?,
                        *bytes.get(at + 2)?,
                        0,
                    ]) + 1,
                )
            };
            Some((three(24)?, three(27)?))
        }
        _ => None,
    }
}

fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        let marker = *bytes.get(at + 1)?;
        let short = |at: usize| {
            Some(u32::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?)))
        };
        match (bytes.get(at)?, marker) {
            (0xff, 0xff) => at += 1,
            (0xff, 0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf) => {
                return Some((short(at + 7)?, short(at + 5)?));
            }
            (0xff, 0x01 | 0xd0..=0xd9) => at += 2,
            (0xff, _) => at += 2 + short(at + 2)?.max(2) as usize,
            _ => return None,
        }
    }
}

/// Has pictures recognised: a table for each, which [`parts`] reads.
pub fn recognise(reading: &mut Reading<'_>, pictures: &[&[u8]]) -> Vec<Recognised> {
    if reading.options.ocr == Ocr::Off {
        let refusal = (UnreadReason::Unsupported, SWITCHED_OFF.to_owned());
        return vec![Err(refusal); pictures.len()];
    }
    let mut tables =
        if pictures.is_empty() { Vec::new() } else { reading.host.recognise(pictures) };
    tables.resize_with(pictures.len(), || Err(broken_off()));
    tables
}

fn broken_off() -> (UnreadReason, String) {
    (UnreadReason::Crashed, "recognition broke off".to_owned())
}

/// Pictures of a document that are recognised together, as many as may lie in memory at once.
#[derive(Default)]
pub struct Together {
    pictures: Vec<(String, Vec<u8>)>,
    bytes: usize,
}

impl Together {
    /// Adds a picture with its label; says whether it is time to recognise them.
    pub fn add(&mut self, label: String, picture: Vec<u8>) -> bool {
        self.bytes += picture.len();
        self.pictures.push((label, picture));
        self.pictures.len() >= TOGETHER_MAX || self.bytes >= TOGETHER_BYTES_MAX
    }

    /// Recognises them all, each with its label, in their order.
    pub fn recognise(self, reading: &mut Reading<'_>) -> Vec<(String, Recognised)> {
        let pictures: Vec<&[u8]> = self.pictures.iter().map(|(_, picture)| &picture[..]).collect();
        let tables = recognise(reading, &pictures);
        self.pictures.into_iter().map(|(label, _)| label).zip(tables).collect()
    }
}

/// One line of the recogniser's table of words.
struct Row<'a> {
    page: u32,
    /// Block, paragraph and line.
    line: (u32, u32, u32),
    left: u32,
    top: u32,
    width: u32,
    height: u32,
    confidence: u8,
    text: &'a str,
}

/// The level of a word in the table.
const WORD_LEVEL: u32 = 5;

/// Reads a line of tesseract's TSV: level, page, block, paragraph, line, word, left, top, width,
/// height, confidence, text. Only words have level 5.
fn row(line: &str) -> Option<Row<'_>> {
    let mut cells = line.splitn(12, '\t');
    let mut number = || cells.next()?.trim().parse::<f32>().ok();
    let level = number()?;
    let [page, block, paragraph, line, _, left, top, width, height, confidence] = {
        let mut numbers = [0_f32; 10];
        for slot in &mut numbers {
            *slot = number()?;
        }
        numbers
    };
    let text = cells.next()?.trim();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "pixels and counts, clamped"
    )]
    let whole = |value: f32| value.clamp(0.0, 16_777_216.0) as u32;
    (whole(level) == WORD_LEVEL && !text.is_empty()).then(|| Row {
        page: whole(page),
        line: (whole(block), whole(paragraph), whole(line)),
        left: whole(left),
        top: whole(top),
        width: whole(width),
        height: whole(height),
        confidence: u8::try_from(whole(confidence)).unwrap_or(100),
        text,
    })
}

/// A part for each page of a recognised picture.
pub fn parts(table: &str, kind: PartKind, label: &str) -> Vec<Part> {
    let rows: Vec<Row<'_>> = table.lines().filter_map(row).collect();
    rows.chunk_by(|a, b| a.page == b.page)
        .map(|page| {
            let number = page.first().map_or(1, |row| row.page);
            let several = rows.first().map(|row| row.page) != rows.last().map(|row| row.page);
            let label = if several { format!("{label} {number}") } else { label.to_owned() };
            let mut part = Part::text(kind, label, "");
            page.iter().enumerate().for_each(|(at, row)| {
                let before = at.checked_sub(1).and_then(|at| page.get(at));
                push_word(&mut part, before, row);
            });
            part.text.push('\n');
            add_tables(&mut part);
            part
        })
        .collect()
}

fn push_word(part: &mut Part, before: Option<&Row<'_>>, row: &Row<'_>) {
    match before {
        None => {}
        Some(before) if before.line.0 != row.line.0 => part.text.push_str("\n\n"),
        Some(before) if before.line != row.line => part.text.push('\n'),
        Some(before) => part.text.push_str(gap(before, row)),
    }
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let start = offset(part.text.len());
    part.text.push_str(row.text);
    part.words.push(Word {
        start,
        end: offset(part.text.len()),
        left: row.left,
        top: row.top,
        width: row.width,
        height: row.height,
        confidence: row.confidence,
    });
}

/// What stands between two words of a line: nothing between ideographs that touch, three spaces
/// where a column ends.
fn gap(before: &Row<'_>, row: &Row<'_>) -> &'static str {
    let wide = |c: Option<char>| {
        c.is_some_and(|c| matches!(c, '\u{3000}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}'))
    };
    let height = before.height.max(row.height).max(1);
    let gap = row.left.saturating_sub(before.left + before.width);
    if gap > height * 5 / 2 {
        "   "
    } else if wide(before.text.chars().next_back())
        && wide(row.text.chars().next())
        && gap * 10 < height * 7
    {
        ""
    } else {
        " "
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
        1\t1\t0\t0\t0\t0\t0\t0\t600\t800\t-1\t\n\
        5\t1\t1\t1\t1\t1\t10\t10\t40\t20\t96.5\t山田\n5\t1\t1\t1\t1\t2\t52\t10\t40\t20\t90\t太郎\n\
        5\t1\t1\t1\t1\t3\t180\t10\t90\t20\t88\t03-1234-5678\n5\t1\t1\t1\t2\t1\t10\t40\t40\t20\t91\tTel\n5\t2\t1\t1\t1\t1\t0\t0\t5\t5\t12\tx\n";

    #[test]
    fn words_become_lines_with_their_places() {
        let parts = parts(TABLE, PartKind::Page, "page 3, picture");
        assert_eq!(parts.len(), 2);
        assert_eq!(parts[0].text, "山田太郎   03-1234-5678\nTel\n");
        let word = parts[0].words[1];
        assert_eq!(&parts[0].text[word.start as usize..word.end as usize], "太郎");
        assert_eq!((word.left, word.width, word.confidence), (52, 40, 90));
    }

    #[test]
    fn sizes_stand_in_the_headers() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x01\0\0\0\0\x20";
        assert_eq!(size("png", png), Some((256, 32)));
        let jpg = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x0b\x08\0\x10\0\x20";
        assert_eq!(size("jpg", jpg), Some((32, 16)));
        assert_eq!(size("jpg", b"\xff\xd8\xff"), None);
    }
}

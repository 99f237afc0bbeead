//! Paper through a scanner: pages drawn at 200 dpi, a little dirty, as pictures without a text layer.

use fastrand::Rng;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::{Error, Result, Write};
use xberg_native_pdf::PdfDocument;
use xberg_native_pdf::rendering::{RenderOptions, render_page_fit};

/// Pixels along the longer side of A4 at 200 dpi.
const PAGE_PIXELS: u32 = 2_339;

/// A grey picture, one byte a pixel.
pub struct Picture {
    width: u32,
    height: u32,
    pixels: Vec<u8>,
}

/// The first page of a PDF as a scanner would see it.
pub fn first_page(pdf: &[u8], rng: &mut Rng) -> Result<Picture> {
    let document = PdfDocument::from_bytes(pdf.to_vec()).map_err(Error::other)?;
    let options = RenderOptions::with_dpi(200).as_raw();
    let drawn = render_page_fit(&document, 0, PAGE_PIXELS, PAGE_PIXELS, &options);
    let drawn = drawn.map_err(Error::other)?;
    let pixels = drawn.data.chunks_exact(4).map(|pixel| {
        let light = pixel.first().copied().unwrap_or(255);
        // Paper is not quite white and ink not quite black; dust falls on both.
        let dirt = rng.u8(..24);
        if rng.u32(..20_000) == 0 { 255 - light } else { light.saturating_sub(dirt).max(dirt) }
    });
    Ok(Picture { width: drawn.width, height: drawn.height, pixels: pixels.collect() })
}

fn deflated(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes)?;
    encoder.finish()
}

pub fn png(picture: &Picture) -> Result<Vec<u8>> {
    let width = usize::try_from(picture.width).map_err(Error::other)?;
    let rows: Vec<u8> =
        picture.pixels.chunks(width).flat_map(|row| [&[0][..], row].concat()).collect();
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |name: &[u8], content: &[u8]| {
        let body = [name, content].concat();
        file.extend(u32::try_from(content.len()).unwrap_or(0).to_be_bytes());
        file.extend(&body);
        file.extend(crc32fast::hash(&body).to_be_bytes());
    };
    let size = [picture.width.to_be_bytes(), picture.height.to_be_bytes()].concat();
    chunk(b"IHDR", &[&size[..], &[8, 0, 0, 0, 0]].concat());
    chunk(b"IDAT", &deflated(&rows)?);
    chunk(b"IEND", &[]);
    Ok(file)
}

/// A PDF that holds nothing but the picture.
pub fn pdf(picture: &Picture) -> Result<Vec<u8>> {
    let data = deflated(&picture.pixels)?;
    let drawing = "q 595 0 0 842 0 0 cm /I Do Q";
    let stream =
        |head: String, body: &[u8]| [head.as_bytes(), b"stream\n", body, b"\nendstream"].concat();
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</I 4 0 R>>>>/Contents 5 0 R>>".to_vec(),
        stream(
            format!(
                "<</Type/XObject/Subtype/Image/Width {}/Height {}/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode/Length {}>>",
                picture.width,
                picture.height,
                data.len()
            ),
            &data,
        ),
        stream(format!("<</Length {}>>", drawing.len()), drawing.as_bytes()),
    ];
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut table = String::from("xref\n0 6\n0000000000 65535 f \n");
    for (number, object) in (1..).zip(objects) {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.extend(format!("{number} 0 obj\n").bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    file.extend(table.bytes());
    file.extend(format!("trailer<</Size 6/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").bytes());
    Ok(file)
}

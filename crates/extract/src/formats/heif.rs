//! Photos of telephones (heic, heif): decoded here, since the recogniser cannot open them.

use crate::Limits;
use candor_facts::UnreadReason;
use heifer::heifer_isobmff::HeifFile;

/// The first picture of the file, turned as it is meant to be seen, as a grey picture that every recogniser
/// opens (PGM).
pub fn decoded(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, (UnreadReason, String)> {
    let corrupt = |error: heifer::Error| match error {
        heifer::Error::Unsupported(what) => (UnreadReason::Unsupported, what),
        error => (UnreadReason::Corrupt, error.to_string()),
    };
    if let Some((width, height)) = size(bytes)
        && u64::from(width) * u64::from(height) > limits.picture_pixels_max
    {
        return Err((UnreadReason::Limit, format!("{width} × {height} pixels")));
    }
    let options = heifer::Options { max_threads: 1, max_pixels: limits.picture_pixels_max };
    let image = heifer::decode_rgba8(bytes, &options).map_err(corrupt)?;
    let mut picture = format!("P5\n{} {}\n255\n", image.width, image.height).into_bytes();
    picture.extend(image.data.chunks_exact(4).map(grey));
    Ok(picture)
}

/// Width and height as the container tells them.
pub fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let file = HeifFile::parse(bytes).ok()?;
    file.image_size(file.primary_id).ok()?
}

/// How bright a pixel is on white paper. Source: ITU-R BT.601.
fn grey(pixel: &[u8]) -> u8 {
    let &[red, green, blue, alpha] = pixel else { return u8::MAX };
    let light = (u32::from(red) * 77 + u32::from(green) * 150 + u32::from(blue) * 29) >> 8;
    let alpha = u32::from(alpha);
    u8::try_from((light * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Kept, word};
    use crate::{Ocr, Options};

    /// A dark bar on white, as a telephone would store it.
    fn photo() -> Vec<u8> {
        let pixels: Vec<u8> = (0..64 * 64)
            .flat_map(|at| if (16..32).contains(&(at / 64)) { [20; 3] } else { [250; 3] })
            .collect();
        heifer::encode_rgb8(64, 64, &pixels, &heifer::EncodeOptions::default()).unwrap()
    }

    #[test]
    fn a_photo_becomes_a_grey_picture_that_is_recognised() {
        let bytes = photo();
        assert_eq!(crate::Kind::of(&bytes), crate::Kind::Image("heic"));
        let picture = decoded(&bytes, &Limits::default()).unwrap();
        let pixels = picture.strip_prefix(b"P5\n64 64\n255\n").unwrap();
        assert!(pixels[24 * 64 + 32] < 60 && pixels[48 * 64 + 32] > 220);
        let mut host = Kept { tables: [Ok(word("山田"))].into(), ..Kept::default() };
        let options = Options { ocr: Ocr::Auto, ..Options::default() };
        let document = crate::testing::read(&bytes, &options, &mut host);
        assert_eq!(document.media_type, "heic");
        assert_eq!(document.parts[0].text.trim(), "山田");
        let waits = crate::testing::read(&bytes, &Options::default(), &mut host);
        assert!(waits.awaits.is_some());
    }

    #[test]
    fn what_is_damaged_or_too_large_says_so() {
        let bytes = photo();
        let cut = decoded(&bytes[..bytes.len() / 2], &Limits::default());
        assert_eq!(cut.map_err(|(reason, _)| reason), Err(UnreadReason::Corrupt));
        let small = Limits { picture_pixels_max: 1000, ..Limits::default() };
        assert_eq!(
            decoded(&bytes, &small),
            Err((UnreadReason::Limit, "64 × 64 pixels".to_owned()))
        );
    }
}

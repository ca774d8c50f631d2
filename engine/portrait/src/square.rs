//! A square of what was sent.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits, Rgb, RgbImage};
use kernel::{Error, FieldProblem, Result};

/// Bytes of a picture that is sent, at most.
pub const LIMIT: usize = 8 * 1024 * 1024;
/// Points along each side of what is kept.
pub const SIDE: u32 = 192;
/// What is kept.
pub const MEDIA_TYPE: &str = "image/jpeg";

/// Points along a side of what is sent, at most.
const SENT_SIDE: u32 = 10_000;
/// Bytes that unpacking may take, which a small file can ask for without end.
const UNPACKED: u64 = 256 * 1024 * 1024;
const QUALITY: u8 = 85;

/// Makes the square that is kept: turned as the camera was held, cut around the middle, on white
/// where nothing is, without what else the file tells.
///
/// # Errors
/// `Invalid` at `picture`: `picture_large`, or `not_picture` for what is none by its content.
pub fn square(sent: &[u8]) -> Result<Vec<u8>> {
    if LIMIT < sent.len() {
        let limit = LIMIT / (1024 * 1024);
        let problem = FieldProblem::new("picture", "picture_large").with("max", limit);
        return Err(Error::Invalid(vec![problem]));
    }
    let picture = unpacked(sent).ok_or_else(|| Error::invalid("picture", "not_picture"))?;
    let side = picture.width().min(picture.height());
    let (x, y) = ((picture.width() - side) / 2, (picture.height() - side) / 2);
    let cut = picture.crop_imm(x, y, side, side);
    let small = cut.resize_exact(SIDE, SIDE, FilterType::Triangle);
    let mut kept = Vec::new();
    JpegEncoder::new_with_quality(&mut kept, QUALITY)
        .encode_image(&on_white(&small))
        .map_err(Error::internal)?;
    Ok(kept)
}

fn unpacked(sent: &[u8]) -> Option<DynamicImage> {
    let mut reader = ImageReader::new(Cursor::new(sent)).with_guessed_format().ok()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(SENT_SIDE);
    limits.max_image_height = Some(SENT_SIDE);
    limits.max_alloc = Some(UNPACKED);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let turned = decoder.orientation().ok()?;
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(turned);
    (picture.width() > 0 && picture.height() > 0).then_some(picture)
}

fn on_white(picture: &DynamicImage) -> RgbImage {
    let points = picture.to_rgba8();
    let mut plain = RgbImage::new(points.width(), points.height());
    for (to, from) in plain.pixels_mut().zip(points.pixels()) {
        let [red, green, blue, cover] = from.0.map(u32::from);
        let mixed = |colour: u32| {
            let mixed = (colour * cover + 255 * (255 - cover)) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        *to = Rgb([mixed(red), mixed(green), mixed(blue)]);
    }
    plain
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, Rgba, RgbaImage};

    use super::*;

    fn written(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let red = |x, _| if x < width / 2 { Rgba([200, 0, 0, 255]) } else { Rgba([0, 0, 0, 0]) };
        let picture = DynamicImage::ImageRgba8(RgbaImage::from_fn(width, height, red));
        let picture = match format {
            ImageFormat::Jpeg => DynamicImage::ImageRgb8(picture.to_rgb8()),
            _ => picture,
        };
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn code(sent: &[u8]) -> String {
        match square(sent) {
            Err(Error::Invalid(problems)) => problems[0].code.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_kind_becomes_a_square_of_one_kind() {
        for format in [
            ImageFormat::Png,
            ImageFormat::Jpeg,
            ImageFormat::Gif,
            ImageFormat::Bmp,
            ImageFormat::WebP,
        ] {
            let kept = square(&written(400, 300, format)).unwrap();
            let read = image::load_from_memory_with_format(&kept, ImageFormat::Jpeg).unwrap();
            assert_eq!((read.width(), read.height()), (SIDE, SIDE), "{format:?}");
            assert!(kept.len() < 20_000, "{format:?}: {}", kept.len());
        }
    }

    #[test]
    fn what_is_clear_becomes_white() {
        let kept = square(&written(300, 300, ImageFormat::Png)).unwrap();
        let read = image::load_from_memory(&kept).unwrap().to_rgb8();
        assert!(read.get_pixel(SIDE - 5, 5).0.iter().all(|colour| *colour > 245));
        assert!(read.get_pixel(5, 5).0[0] > 180);
    }

    #[test]
    fn what_is_no_picture_is_refused_whatever_it_is_called() {
        for sent in [
            &b""[..],
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
            b"%PDF-1.7",
            b"\x89PNG\r\n\x1a\n",
            b"GIF89a\xff\xff\xff\xff",
        ] {
            assert_eq!(code(sent), "not_picture");
        }
        let whole = written(300, 300, ImageFormat::Png);
        assert_eq!(code(&whole[..whole.len() / 2]), "not_picture");
        assert_eq!(code(&vec![0; LIMIT + 1]), "picture_large");
    }

    #[test]
    fn a_bomb_is_refused_before_it_is_unpacked() {
        // A header that promises 60,000 points a side, which would be ten gigabytes.
        let mut bomb = written(1, 1, ImageFormat::Bmp);
        bomb[18..22].copy_from_slice(&60_000_u32.to_le_bytes());
        bomb[22..26].copy_from_slice(&60_000_u32.to_le_bytes());
        assert_eq!(code(&bomb), "not_picture");
        // One whose sides are allowed, and whose area is not.
        let mut wide = written(1, 1, ImageFormat::Bmp);
        wide[18..22].copy_from_slice(&9_999_u32.to_le_bytes());
        wide[22..26].copy_from_slice(&9_999_u32.to_le_bytes());
        assert_eq!(code(&wide), "not_picture");
    }

    #[test]
    fn nothing_else_that_a_file_tells_is_kept() {
        let mut sent = written(64, 64, ImageFormat::Jpeg);
        let secret = b"Breitengrad 52.5";
        let mut comment = vec![0xff, 0xfe, 0, 18];
        comment.extend(secret);
        sent.splice(2..2, comment);
        let kept = square(&sent).unwrap();
        assert!(!kept.windows(secret.len()).any(|part| part == secret));
    }
}

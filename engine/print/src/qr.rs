//! Squares that telephones read (ISO/IEC 18004).

use qrcode::types::EcLevel;
use qrcode::{Color, QrCode};

use crate::Picture;

/// How much of a square may be dirty or covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Correction {
    /// Level L, 7 %.
    Low,
    /// Level M, 15 %.
    Medium,
    /// Level Q, 25 %.
    Quarter,
    /// Level H, 30 %.
    High,
}

/// The payload does not fit into any square of that level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong;

/// Draws the payload as an SVG picture of that name, black on nothing.
///
/// `quiet` is the width of the free margin in modules; the standard wants 4 unless the template
/// leaves that room itself.
pub fn qr(
    name: &str,
    payload: &[u8],
    correction: Correction,
    quiet: usize,
) -> Result<Picture, TooLong> {
    let level = match correction {
        Correction::Low => EcLevel::L,
        Correction::Medium => EcLevel::M,
        Correction::Quarter => EcLevel::Q,
        Correction::High => EcLevel::H,
    };
    let code = QrCode::with_error_correction_level(payload, level).map_err(|_| TooLong)?;
    Ok(Picture { name: name.to_owned(), bytes: drawing(&code, quiet).into_bytes() })
}

/// One path of runs: neighbours share no edge, so no viewer shows hairlines between them.
fn drawing(code: &QrCode, quiet: usize) -> String {
    use std::fmt::Write as _;
    let width = code.width();
    let side = width + 2 * quiet;
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|color| **color == Color::Dark).count();
            if 0 < run {
                let (left, top) = (x + quiet, y + quiet);
                write!(path, "M{left} {top}h{run}v1h-{run}z").expect("a string takes every text");
            }
            x += run.max(1);
        }
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" \
         width=\"{side}\" height=\"{side}\"><path d=\"{path}\"/></svg>"
    )
}

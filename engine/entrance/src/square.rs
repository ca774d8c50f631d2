//! A square that telephones read (ISO/IEC 18004).

use maud::{Markup, html};
use qrcode::{Color, EcLevel, QrCode};

/// Modules of empty space around it, which readers need.
const MARGIN: usize = 4;

/// Draws a text as a square, dark on light whatever the colours of the page; nothing when it is
/// too long.
#[must_use]
pub fn square(text: &str, label: &str) -> Markup {
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else { return html! {} };
    let size = code.width() + 2 * MARGIN;
    html! {
        svg.square viewBox={ "0 0 " (size) " " (size) } role="img" aria-label=(label)
            shape-rendering="crispEdges" {
            rect width=(size) height=(size) fill="white" {}
            path fill="black" d=(path(&code)) {}
        }
    }
}

/// One bar for each run of dark modules in a row.
fn path(code: &QrCode) -> String {
    let (width, colors) = (code.width(), code.to_colors());
    let mut path = String::new();
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run[0] == Color::Dark {
                let (left, top, n) = (x + MARGIN, y + MARGIN, run.len());
                path.push_str(&format!("M{left} {top}h{n}v1h-{n}z"));
            }
            x += run.len();
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dark_module_is_drawn_once() {
        let code = QrCode::with_error_correction_level("otpauth://totp/x", EcLevel::M).unwrap();
        let dark = code.to_colors().iter().filter(|color| **color == Color::Dark).count();
        let drawn = path(&code);
        let runs = drawn.split('h').skip(1).filter_map(|rest| rest.split('v').next());
        let drawn: usize = runs.filter_map(|n| n.parse::<usize>().ok()).sum();
        assert_eq!(drawn, dark);
        assert!(square(&"x".repeat(5000), "").0.is_empty());
        assert!(!square("x", "y").0.contains("style"));
    }
}
